//! Deleted records, which can be restored, and quarantined records, which could not be read.

use journey::journey::Journey;
use leptos::prelude::*;
use signals::shared;
use storage::{
    bin::Deleted,
    quarantine::{self, Quarantined},
    records::SaveError,
    store::StoreError,
    unsaved::Unsaved,
};

use super::Storage;
use crate::platform::clock;

impl Storage {
    /// Takes a journey off the record, and keeps it with what was deleted as long as there is room.
    ///
    /// # Errors
    /// [`SaveError`]: the record stays.
    pub(in crate::workspace) fn delete(self, journey: &Journey) -> Result<(), SaveError> {
        let key = storage::key::journey(&journey.id);
        self.move_to_bin(&key, journey.name.as_str());
        self.remove(&journey.id)
    }

    /// Lets go of work, and keeps it with what was deleted.
    pub fn delete_work(self, work: Unsaved) {
        let of = work.of.clone();
        let name = if work.name.trim().is_empty() { "Untitled journey".to_owned() } else { work.name.clone() };
        self.compact(work);
        self.move_to_bin(&of.key(), &name);
        self.forget_work(&of);
    }

    /// The deleted records, the newest first.
    pub fn deleted(self) -> Vec<Deleted> {
        shared(self.problems).track();
        self.with(|inner| inner.kept.bin(&*inner.store)).unwrap_or_default()
    }

    /// Puts what was deleted back where it was; `false` where something else stands there by now.
    ///
    /// # Errors
    /// [`StoreError`] where the store refuses.
    pub(in crate::workspace) fn bring_back(self, deleted: &Deleted) -> Result<bool, StoreError> {
        let done = self.with(|inner| inner.kept.restore_from_bin(&*inner.store, deleted));
        self.problems.notify();
        done
    }

    /// The quarantined records.
    pub fn quarantined(self) -> Vec<Quarantined> {
        shared(self.problems).track();
        self.with(|inner| quarantine::list(&*inner.store)).unwrap_or_default()
    }

    /// Deletes a quarantined record.
    ///
    /// # Errors
    /// [`StoreError`] where the store refuses.
    pub fn discard(self, quarantined: &Quarantined) -> Result<(), StoreError> {
        self.with(|inner| quarantine::discard(&*inner.store, quarantined))?;
        self.problems.notify();
        Ok(())
    }

    /// Puts a copy of a record with the deleted ones.
    fn move_to_bin(self, key: &str, name: &str) {
        // Without room for a copy it is deleted all the same, for that is how room is made; but not without a word.
        if let Err(error) = self.with(|inner| inner.kept.move_to_bin(&*inner.store, key, name, clock::read())) {
            self.fail(&error);
        }
        self.problems.notify();
    }
}
