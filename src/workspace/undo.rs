//! Taking back what was done to records: only where nothing has come after it.

use std::sync::Arc;

use journey::{journey::Journey, text::JourneyId};
use storage::{
    records::SaveError,
    undo::{Made, Since},
};

use super::{failure::Failure, state::Workspace};

/// The event that asks an open builder to keep at once what it has not kept yet.
pub const KEEP: &str = "sojourn:keep";

/// The steps that take an act back.
#[derive(Clone, Debug, Default)]
pub struct Undo(Vec<Step>);

/// One journey that an act has made or changed.
#[derive(Clone, Debug)]
struct Step {
    made: Made,
    /// The journey before the act; `None` where the act has brought it.
    before: Option<Arc<Journey>>,
}

impl Undo {
    /// The journeys that the act has made or changed.
    pub fn ids(&self) -> impl Iterator<Item = &JourneyId> {
        self.0.iter().map(|step| &step.made.id)
    }

    /// Adds what another act has done.
    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

impl Workspace {
    /// Writes everything back that something else has removed, with the settings and the work of the open builder.
    ///
    /// # Errors
    /// [`SaveError`] of the first journey that the storage did not take; those after it are not written.
    pub fn write_back(self) -> Result<(), SaveError> {
        let ids: Vec<_> =
            leptos::prelude::untrack(|| self.outlines()).iter().map(|journey| journey.id.clone()).collect();
        let mut lost = ids.iter().filter(|id| self.records.is_lost(id)).filter_map(|id| self.get_untracked(id));
        let done = lost.try_for_each(|journey| self.records.write_back(&journey));
        self.records.write_rest_back();
        keep_now();
        self.read_again();
        done
    }

    /// Notes how an act has left a journey.
    pub(super) fn undo_of(self, id: &JourneyId, before: Option<Arc<Journey>>) -> Undo {
        Undo(self.records.made(id).map(|made| Step { made, before }).into_iter().collect())
    }

    /// Takes an act back, journey by journey. One that was changed since stays as it is now: each with its name and the reason.
    ///
    /// # Errors
    /// [`Failure::Stays`] or [`Failure::MoreStay`] where something has come after the act; [`Failure::Record`] where the storage
    /// refuses.
    pub fn take_back(self, undo: &Undo) -> Result<(), Failure> {
        keep_now();
        let mut stay = Vec::new();
        for step in &undo.0 {
            match self.records.since(&step.made) {
                Since::Untouched => self.put_back(step)?,
                // The journey that the act made is gone already.
                Since::Gone if step.before.is_none() => {}
                since => stay.push((step, since)),
            }
        }
        match stay.as_slice() {
            [] => Ok(()),
            [(step, since)] => Err(Failure::Stays(self.name_of(step), *since)),
            [(first, _), rest @ ..] => Err(Failure::MoreStay(self.name_of(first), rest.len())),
        }
    }

    /// Takes an act back that did not come to its end.
    pub(super) fn roll_back(self, undo: &Undo) -> Result<(), Failure> {
        undo.0.iter().try_for_each(|step| self.put_back(step))
    }

    fn put_back(self, step: &Step) -> Result<(), Failure> {
        match &step.before {
            Some(before) => {
                let taken =
                    !before.archived && leptos::prelude::untrack(|| self.is_taken(&before.name, Some(&before.id)));
                let name = if taken { self.free_name(&before.name) } else { before.name.clone() };
                self.put(Journey { name, ..(**before).clone() })
            }
            None => self.forget(&step.made.id),
        }
    }

    /// Takes a journey out again, with what was noted of where a person was in it.
    fn forget(self, id: &JourneyId) -> Result<(), Failure> {
        if let Err(why) = self.records.remove(id) {
            self.read_again();
            return Err(why.into());
        }
        self.records.work_of(id).iter().for_each(|of| self.records.forget_work(of));
        self.drop_from_view(id);
        Ok(())
    }

    fn name_of(self, step: &Step) -> String {
        let here = self.get_untracked(&step.made.id).or_else(|| step.before.clone());
        here.map_or_else(|| step.made.id.to_string(), |journey| journey.name.to_string())
    }
}

/// Lets an open builder keep what it has not kept yet: it may be some of what an act would remove.
pub(super) fn keep_now() {
    if let Ok(event) = web_sys::Event::new(KEEP) {
        let _ = leptos::prelude::window().dispatch_event(&event);
    }
}
