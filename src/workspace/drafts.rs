//! Drafts on record: saved, kept as a copy, discarded, restored from a version.

use std::sync::Arc;

use journey::{
    journey::{Draft, Journey, VersionRef},
    lifecycle::{self, Action},
    text::{JourneyId, Name},
};
use storage::key::WorkKey;

use super::{failure::Failure, state::Workspace, undo::Undo};
use crate::platform::{clock, new_journey_id};

impl Workspace {
    /// Saves a draft: of a journey that is there, or as a new one. Returns its id.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] where the journey takes no draft, or [`Failure::Record`].
    pub fn save_draft(self, id: Option<&JourneyId>, name: Name, draft: Draft) -> Result<JourneyId, Failure> {
        let journey = match id.and_then(|id| self.get_untracked(id)) {
            Some(known) => {
                let mut journey = with_room_for_a_draft(&known, name);
                lifecycle::keep_draft(&mut journey, draft)?;
                journey
            }
            None => Journey::new(id.cloned().unwrap_or_else(new_journey_id), name, draft, clock::read()),
        };
        let id = journey.id.clone();
        self.put(journey)?;
        Ok(id)
    }

    /// Lets go of the draft that waits beside what is published, with what is not saved of it. Undo brings back the draft that
    /// is shown, else what was on record.
    ///
    /// # Errors
    /// [`Failure::Gone`], [`Failure::Unavailable`] where no draft waits beside a version, or [`Failure::Record`].
    pub fn discard_draft(self, id: &JourneyId, shown: Option<Draft>) -> Result<Undo, Failure> {
        let before = self.get_untracked(id).ok_or(Failure::Gone)?;
        let mut journey = (*before).clone();
        let draft = lifecycle::discard_draft(&mut journey)?;
        self.put(journey)?;
        self.records.forget_work(&WorkKey::draft(Some(id)));
        let before = Journey { draft: Some(shown.unwrap_or(draft)), ..(*before).clone() };
        Ok(self.undo_of(id, Some(Arc::new(before))))
    }

    /// Starts a new version from the one that is named, else from the one that the journey's row shows.
    ///
    /// # Errors
    /// [`Failure::Gone`], [`Failure::IsDraft`], [`Failure::Unavailable`] with the reason, or [`Failure::Record`].
    pub fn new_version(self, id: &JourneyId, version: Option<u32>) -> Result<Undo, Failure> {
        let before = self.get_untracked(id).ok_or(Failure::Gone)?;
        let mut journey = (*before).clone();
        let statuses = self.statuses_at(&journey, lifecycle::present(&journey, clock::read()));
        let VersionRef::Number(number) = statuses.meant(Action::NewVersion, version).0 else {
            return Err(Failure::IsDraft);
        };
        lifecycle::new_version(&mut journey, number, &statuses)?;
        // Work left from an earlier draft does not belong to this one.
        self.records.forget_work(&WorkKey::draft(Some(id)));
        self.put(journey)?;
        Ok(self.undo_of(id, Some(before)))
    }

    /// Makes a draft of the same content as the version that is named, else as the one that the journey's row shows, named
    /// “Clone of …”. Returns its id.
    ///
    /// # Errors
    /// [`Failure::Gone`], [`Failure::VersionGone`] or [`Failure::Record`].
    pub fn clone_journey(self, id: &JourneyId, version: Option<u32>) -> Result<JourneyId, Failure> {
        let journey = self.get_untracked(id).ok_or(Failure::Gone)?;
        let now = lifecycle::present(&journey, clock::read());
        let meant = self.statuses_at(&journey, now).meant(Action::Clone, version).0;
        let content = journey.content(meant).ok_or(Failure::VersionGone)?;
        let name = self.free_name(&journey.name.with("Clone of ", ""));
        let clone = lifecycle::cloned(&journey, content, new_journey_id(), name, now);
        let id = clone.id.clone();
        self.put(clone)?;
        Ok(id)
    }

    /// Keeps a draft as a journey of its own; returns the name it got.
    ///
    /// # Errors
    /// [`Failure::Record`] where the storage refuses.
    pub fn keep_copy(self, name: &str, draft: Draft) -> Result<Name, Failure> {
        let name = Name::parse(name).or_else(|_| Name::parse("Untitled journey"))?;
        let name = self.free_name(&name.with("", " (other tab)"));
        self.save_draft(None, name.clone(), draft)?;
        Ok(name)
    }
}

/// A copy of a journey under a name, with an empty draft where it has one, which is about to be replaced.
fn with_room_for_a_draft(known: &Journey, name: Name) -> Journey {
    Journey {
        id: known.id.clone(),
        name,
        description: known.description.clone(),
        labels: known.labels.clone(),
        archived: known.archived,
        created: known.created,
        published: known.published.clone(),
        draft: known.draft.as_ref().map(|draft| Draft::new(&draft.setup.zone)),
    }
}
