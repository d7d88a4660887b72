//! Actions on a journey as a whole or on one of its versions, and the way back from a deletion.

use std::sync::Arc;

use journey::{
    journey::{Journey, LABELS_MAX},
    lifecycle::{self, Action, Facts},
    text::JourneyId,
};
use leptos::prelude::*;
use storage::bin::Deleted;

use super::{failure::Failure, state::Workspace};
use crate::platform::clock;

impl Workspace {
    /// Does an action to the version that is named, else to the one that the journey's row shows.
    ///
    /// # Errors
    /// [`Failure::Gone`], [`Failure::Unavailable`] with the reason, or [`Failure::Record`].
    pub fn act(self, id: &JourneyId, version: Option<u32>, action: Action) -> Result<(), Failure> {
        let mut journey = (*self.get_untracked(id).ok_or(Failure::Gone)?).clone();
        let now = lifecycle::present(&journey, clock::read());
        let statuses = self.statuses_at(&journey, now);
        if action == Action::Unarchive {
            journey.name = self.free_name(&journey.name);
        }
        let version = statuses.meant(action, version).0;
        lifecycle::act(&mut journey, version, action, &statuses, now)?;
        self.put(journey)
    }

    /// Adds a label to a journey, or takes it away.
    ///
    /// # Errors
    /// [`Failure::Gone`], [`Failure::LabelsFull`] or [`Failure::Record`].
    pub fn label(self, id: &JourneyId, label: &str, on: bool) -> Result<(), Failure> {
        let mut journey = (*self.get_untracked(id).ok_or(Failure::Gone)?).clone();
        let known = journey.labels.iter().position(|other| other == label);
        match (known, on) {
            (None, true) if journey.labels.len() >= LABELS_MAX => {
                return Err(Failure::LabelsFull);
            }
            (None, true) => journey.labels.push(label.to_owned()),
            (Some(at), false) => {
                journey.labels.remove(at);
            }
            _ => return Ok(()),
        }
        self.put(journey)
    }

    /// Deletes a journey that was never published, and returns it so that it can be brought back.
    ///
    /// # Errors
    /// [`Failure::Gone`], [`Failure::Unavailable`] with the reason, or [`Failure::Record`].
    pub fn delete(self, id: &JourneyId) -> Result<Arc<Journey>, Failure> {
        let journey = self.get_untracked(id).ok_or(Failure::Gone)?;
        let shown = self.statuses_at(&journey, lifecycle::present(&journey, clock::read())).shown().1;
        lifecycle::available(Action::Delete, shown, Facts::of(&journey)).map_err(Failure::Unavailable)?;
        self.records.delete(&journey)?;
        self.drop_from_view(id);
        Ok(journey)
    }

    /// Brings back what was deleted; its name may be another's by now. What is here again stays as it is: another tab may have
    /// brought it back and gone on with it.
    ///
    /// # Errors
    /// [`Failure::HereAgain`], [`Failure::PlaceTaken`] or [`Failure::Record`].
    pub fn restore(self, journey: &Journey) -> Result<(), Failure> {
        if self.records.made(&journey.id).is_some() {
            return Err(Failure::HereAgain(journey.name.clone()));
        }
        let key = storage::key::journey(&journey.id);
        if let Some(deleted) = untrack(|| self.records.deleted()).iter().find(|deleted| deleted.from == key) {
            return self.bring_back(deleted);
        }
        let name = self.free_name(&journey.name);
        self.put(Journey { name, ..journey.clone() })
    }

    /// Brings back what was deleted, a journey or something else.
    ///
    /// # Errors
    /// [`Failure::PlaceTaken`] or [`Failure::Record`].
    pub fn bring_back(self, deleted: &Deleted) -> Result<(), Failure> {
        if !self.records.bring_back(deleted)? {
            return Err(Failure::PlaceTaken);
        }
        let Some(id) = deleted.from.strip_prefix(storage::key::JOURNEY).and_then(JourneyId::parse) else {
            return Ok(());
        };
        self.read_again();
        match self.get_untracked(&id) {
            Some(journey) if untrack(|| self.is_taken(&journey.name, Some(&id))) => {
                let name = self.free_name(&journey.name);
                self.put(Journey { name, ..(*journey).clone() })
            }
            _ => Ok(()),
        }
    }
}
