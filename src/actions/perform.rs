//! The performance of chosen actions, and the messages about them.

use journey::{
    journey::Journey,
    lifecycle::{Action, Status, available},
    text::JourneyId,
};
use leptos::prelude::*;

use super::{Actions, Choice, Question};
use crate::{
    route::Route,
    ui::{focus_first, focus_in_next_frame},
};

/// Does what was chosen.
pub fn perform(actions: Actions, choice: Choice, ids: Vec<JourneyId>, version: Option<u32>) {
    match (choice, ids.as_slice()) {
        (Choice::Do(Action::Clone), [id]) => actions.clone_journey(id, version),
        (Choice::Do(Action::NewVersion), [id]) => actions.new_version(id, version),
        (Choice::Do(action), _) => actions.request(action, ids, version),
        (Choice::Export, _) => actions.export(&ids),
        (Choice::Describe, [id]) => actions.question.set(Some(Question::Description(id.clone()))),
        (Choice::Open | Choice::Describe, _) => {}
    }
}

impl Actions {
    /// Asks first, where the action has consequences for users; else does it at once.
    fn request(self, action: Action, ids: Vec<JourneyId>, version: Option<u32>) {
        let is_other = |journey: &Journey| {
            let statuses = untrack(|| self.workspace.statuses(journey));
            statuses.meant(action, version).0 != statuses.shown().0
        };
        let version = version.filter(|_| {
            ids.first().and_then(|id| self.workspace.get_untracked(id)).is_some_and(|journey| is_other(&journey))
        });
        match action {
            Action::Unarchive if self.sort(action, &ids, version).iter().all(|row| row.refused.is_none()) => {
                self.perform(action, &ids, version);
            }
            _ => self.question.set(Some(Question::Confirm(action, ids, version))),
        }
    }

    /// Does an action to those it is available for, and says how it went.
    pub(super) fn perform(self, action: Action, ids: &[JourneyId], version: Option<u32>) {
        let sorted = self.sort(action, ids, version);
        let mut done: Vec<(JourneyId, String)> = Vec::new();
        for row in sorted.iter().filter(|row| row.refused.is_none()) {
            let result = match action {
                Action::Delete => self.workspace.delete(&row.id).map(|journey| self.offer_undo(&journey)),
                _ => self.workspace.act(&row.id, version, action),
            };
            match result {
                Ok(()) => done.push((row.id.clone(), row.name.clone())),
                Err(why) => self.toasts.error(format!("{}: {why}", row.name)),
            }
        }
        let past = past(action);
        match done.as_slice() {
            [] => {}
            // A deletion has said so, with its way back.
            _ if action == Action::Delete => {}
            [(_, only)] => self.toasts.success(format!("“{only}” is {past}.")),
            many => self.toasts.success(format!("{} journeys are {past}.", many.len())),
        }
    }

    fn offer_undo(self, journey: &Journey) {
        let (workspace, toasts, journey) = (self.workspace, self.toasts, journey.clone());
        toasts.with_action(format!("“{}” is deleted.", journey.name), "Undo", move || {
            match workspace.restore(&journey) {
                Ok(()) => focus_row(&journey.id),
                Err(why) => toasts.error(why.to_string()),
            }
        });
    }

    /// The effect of an action on each of several journeys, or the reason to pass it over.
    pub(super) fn sort(self, action: Action, ids: &[JourneyId], version: Option<u32>) -> Vec<Sorted> {
        let row = |id: &JourneyId| {
            let journey = self.workspace.get_untracked(id)?;
            let (statuses, facts) = untrack(|| self.workspace.standing(&journey));
            let status = statuses.meant(action, version).1;
            let refused = available(action, status, facts).err();
            let name = match version {
                Some(number) => format!("{}, version {number}", journey.name),
                None => journey.name.to_string(),
            };
            Some(Sorted { id: id.clone(), name, status, refused })
        };
        ids.iter().filter_map(row).collect()
    }

    /// Makes a clone and says where it is.
    fn clone_journey(self, id: &JourneyId, version: Option<u32>) {
        match self.workspace.clone_journey(id, version) {
            Ok(clone) => {
                let name =
                    self.workspace.get_untracked(&clone).map(|journey| journey.name.to_string()).unwrap_or_default();
                self.toasts.with_action(format!("“{name}” is a draft now."), "Open", move || {
                    self.go.run(Route::Journey(clone.clone()))
                });
            }
            Err(why) => self.toasts.error(why.to_string()),
        }
    }

    /// Starts a new version and opens it.
    fn new_version(self, id: &JourneyId, version: Option<u32>) {
        match self.workspace.new_version(id, version) {
            Ok(_) => {
                self.toasts.success(
                    "A draft of the new version is here. What is published stays as it is until you publish it.",
                );
                self.go.run(Route::Journey(id.clone()));
            }
            Err(why) => self.toasts.error(why.to_string()),
        }
    }

    /// Offers journeys as a file.
    fn export(self, ids: &[JourneyId]) {
        match self.workspace.export(ids) {
            Ok(()) => self.toasts.success(match ids {
                [_] => "The journey is in your downloads.".to_owned(),
                many => format!("{} journeys are in your downloads.", many.len()),
            }),
            Err(why) => self.toasts.error(format!("The file could not be made. {why}")),
        }
    }
}

/// A journey, and whether something can be done with it.
pub(super) struct Sorted {
    pub id: JourneyId,
    pub name: String,
    pub status: Status,
    pub refused: Option<&'static str>,
}

/// Gives the focus to a journey's row, where the listings are shown.
fn focus_row(id: &JourneyId) {
    let link = format!("[data-row='{id}'] .table__link");
    focus_in_next_frame(move || focus_first(&link));
}

/// The word for what was done.
fn past(action: Action) -> &'static str {
    match action {
        Action::Pause => "paused",
        Action::Resume => "resumed",
        Action::Stop => "stopped",
        Action::Archive => "archived",
        Action::Unarchive => "back on the list",
        Action::Delete => "deleted",
        _ => "changed",
    }
}
