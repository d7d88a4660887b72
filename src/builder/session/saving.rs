//! Saving the open journey: as a draft, by changes of *What* while it is published, and by publishing.

use std::rc::Rc;

use editor::{Editor, Mode};
use journey::{
    journey::VersionRef,
    lifecycle::Previous,
    schedule::Publishing,
    text::{JourneyId, Name},
};
use leptos::prelude::*;

use super::{
    autosave::Autosave,
    opened::{Handed, own_of},
    subject::Subject,
};
use crate::{
    platform::{
        new_journey_id,
        slices::{Slice, Work},
        zone,
    },
    route::{Route, use_go_on},
    ui::{Toasts, use_toasts},
    unfinished::move_new,
    workspace::{Failure, Tab, Unsaved},
};

/// The input of *Done* in *Publish journey*.
#[derive(Clone)]
pub struct Publication {
    /// The name, verified.
    pub name: Name,
    /// The description.
    pub description: String,
    /// The choice for the live version, where there is one.
    pub previous: Previous,
}

/// Saves and publishes the open journey.
#[derive(Clone, Copy)]
pub struct Saving {
    editor: Editor,
    subject: Subject,
    autosave: Autosave,
    toasts: Toasts,
    go: Callback<Route>,
}

crate::lazy! {
    panels: static SAVE_WHAT: fn(Saving, &JourneyId) -> Result<(), Failure> = Saving::save_what;
}

impl Saving {
    /// For the component whose body this is called in.
    pub fn here(editor: Editor, subject: Subject, autosave: Autosave) -> Self {
        Self { editor, subject, autosave, toasts: use_toasts(), go: use_go_on() }
    }

    /// Saves the draft under a name. A new journey goes on at its own page.
    ///
    /// # Errors
    /// [`Failure`]: the record is as it was.
    pub fn store(self, name: Name) -> Result<(), Failure> {
        let Self { editor, subject, autosave, .. } = self;
        let draft = editor.draft.get_untracked();
        let known = subject.id();
        let fresh = known.is_none();
        let own = known.unwrap_or_else(new_journey_id);
        autosave.keep_replaced()?;
        subject.workspace.save_draft(Some(&own), name, draft.clone())?;
        editor.set_saved(draft);
        self.toasts.success("Saved.");
        if fresh {
            move_new(subject.workspace.records, &own);
            // The page of the saved journey takes over where this one is.
            let work = Unsaved { of: own_of(Some(&own), subject.version), tab: Tab::default(), ..autosave.work(true) };
            autosave.forget();
            subject.workspace.records.compact(work.clone());
            subject.workspace.hand_over(Handed { work: Some(work), node: None });
            self.go.run(Route::Journey(own));
        } else {
            autosave.is_saved();
        }
        Ok(())
    }

    /// Saves what can be saved now; returns false where the journey needs a name first.
    pub fn save(self) -> bool {
        let Self { editor, subject, .. } = self;
        match (editor.mode.get_untracked(), subject.journey.get_untracked()) {
            (Mode::ReadOnly, _) => {}
            (Mode::ContentOnly, Some(journey)) => {
                let id = journey.id.clone();
                SAVE_WHAT.run(move |save| self.say(save(self, &id)));
            }
            (_, Some(journey)) => self.say(self.store(journey.name.clone())),
            (_, None) => return false,
        }
        true
    }

    /// Says why something was not saved.
    fn say(self, done: Result<(), Failure>) {
        if let Err(why) = done {
            self.toasts.error(why.to_string());
        }
    }

    /// Saves what was changed of a published version.
    fn save_what(self, id: &JourneyId) -> Result<(), Failure> {
        let VersionRef::Number(number) = self.subject.version else { return Ok(()) };
        let draft = self.editor.draft.get_untracked();
        self.autosave.keep_replaced()?;
        self.subject.workspace.save_what(id, number, &draft)?;
        self.editor.set_saved(draft);
        self.autosave.is_saved();
        self.toasts.success("Saved. It applies to messages sent from now on.");
        Ok(())
    }

    /// Publishes the draft, in slices.
    ///
    /// # Errors
    /// [`Failure`]: nothing is published.
    pub fn publish(self, publication: Publication, slice: Rc<Slice>) -> Work<Result<(), Failure>> {
        Box::pin(async move {
            let Self { editor, subject, autosave, .. } = self;
            let Publication { name, description, previous } = publication;
            let draft = editor.draft.get_untracked();
            let known = subject.id();
            let (fresh, said) = (known.is_none(), name.to_string());
            // Only the checked draft is published; and only a publication replaces the saved one.
            let before_write = || {
                if editor.draft.with_untracked(|now| *now != draft) {
                    return Err(Failure::DraftChanged);
                }
                // The page of the version that comes goes on at the node.
                subject.workspace.hand_over(Handed { work: None, node: untrack(|| editor.only_node()) });
                autosave.keep_replaced().map_err(Failure::Record)
            };
            let content = draft.clone();
            let published =
                subject.workspace.publish(known, (name, description), content, previous, slice, before_write).await;
            let (own, number) = published.inspect_err(|_| drop(subject.workspace.take_handed::<Handed>()))?;
            autosave.forget();
            editor.set_saved(draft);
            self.announce(&own, number, &said);
            if fresh {
                // It was published before it was ever saved, and gets its page now.
                self.go.run(Route::Journey(own));
            }
            Ok(())
        })
    }

    /// Says that a journey is published, and when the first users qualify (interface.md, Publish journey).
    fn announce(self, id: &JourneyId, number: u32, name: &str) {
        let Some(journey) = self.subject.workspace.get_untracked(id) else { return };
        let Some(version) = journey.version(number) else { return };
        let setup = &version.content().setup;
        let zone = zone::BrowserZone::open_or_utc(&setup.zone);
        let publishing = Publishing::of(&journey, version);
        let first = rehearsal::runs::next_runs(setup, publishing, &zone, publishing.at(), 1);
        let when = match first.first() {
            Some(run) => format!("The first users qualify on {}.", zone.say(run.at)),
            None => format!(
                "Users qualify as soon as the event comes, from {} on.",
                zone.say(rehearsal::entry::activation(setup, publishing, &zone))
            ),
        };
        self.toasts.success(format!("“{name}” is published. {when}"));
    }
}
