//! Publishing: a draft that the checks have cleared, and changes of a version's *What*.

use std::rc::Rc;

use journey::{
    checks::{self, Cleared},
    journey::{Draft, Journey},
    lifecycle::{self, Previous},
    schedule::Publishing,
    text::{JourneyId, Name},
};
use leptos::prelude::*;

use super::{failure::Failure, state::Workspace};
use crate::platform::{clock, new_journey_id, slices::Slice};

impl Workspace {
    /// Saves and publishes a draft, unless the checks find an error in it; the checks are made in slices. `before_write` is
    /// called when nothing but the writing is left, and can refuse it. Returns the number the version got.
    ///
    /// # Errors
    /// [`Failure`]: the checks found errors, something has changed meanwhile, the lifecycle or the storage refuses, or
    /// `before_write` does. Nothing is published.
    pub async fn publish(
        self,
        id: Option<JourneyId>,
        (name, description): (Name, String),
        draft: Draft,
        previous: Previous,
        slice: Rc<Slice>,
        before_write: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(JourneyId, u32), Failure> {
        if untrack(|| self.clock.simulated()).is_some() {
            return Err(Failure::ClockSimulated);
        }
        let now = clock::read();
        let known = id.as_ref().and_then(|id| self.get_untracked(id));
        let mut journey = match &known {
            Some(known) => Journey { name, ..(**known).clone() },
            None => Journey::new(id.clone().unwrap_or_else(new_journey_id), name, draft.clone(), now),
        };
        journey.description = description;
        lifecycle::keep_draft(&mut journey, draft.clone())?;
        let now = lifecycle::present(&journey, now);
        let statuses = self.statuses_at(&journey, now);
        let over = statuses.live().map(|_| previous).unwrap_or_default();
        let cleared = self.cleared(&journey, draft, over.publishing(now), slice).await?;
        if id.as_ref().and_then(|id| self.get_untracked(id)) != known {
            return Err(Failure::JourneyChanged);
        }
        let number = lifecycle::publish(&mut journey, cleared, previous, &statuses, now)?;
        let id = journey.id.clone();
        before_write()?;
        self.put(journey)?;
        Ok((id, number))
    }

    /// Clears a draft of a journey for publishing, by all the checks.
    async fn cleared(
        self,
        journey: &Journey,
        draft: Draft,
        publishing: Publishing,
        slice: Rc<Slice>,
    ) -> Result<Cleared, Failure> {
        let (id, name) = (&journey.id, &journey.name);
        let mut found = untrack(|| self.check(&draft, (name.as_str(), self.is_taken(name, Some(id))), publishing));
        found.extend(self.check_times(draft.clone(), Some(id.clone()), publishing, slice).await);
        checks::cleared(draft, &found).map_err(Failure::Errors)
    }

    /// Saves what was changed of a published version: the same content but for its *What*.
    ///
    /// # Errors
    /// [`Failure::Gone`], [`Failure::VersionGone`], [`Failure::Edit`] where more than *What* differs, or [`Failure::Record`].
    pub fn save_what(self, id: &JourneyId, number: u32, content: &Draft) -> Result<(), Failure> {
        let mut journey = (*self.get_untracked(id).ok_or(Failure::Gone)?).clone();
        let version = journey.version_mut(number).ok_or(Failure::VersionGone)?;
        version.take_what(content, clock::read()).map_err(Failure::Edit)?;
        self.put(journey)
    }
}
