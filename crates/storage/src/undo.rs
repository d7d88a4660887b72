//! Taking back: an act is undone only where everything is as the act left it, so that undo never removes later work.

use std::fmt;

use journey::{format::Defaults, text::JourneyId, time::Instant};

use crate::{
    envelope::Outcome,
    journal::Journal,
    key,
    records::{JourneyStore, hash},
    store::{Store, StoreError},
};

/// The record of a journey as an act left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The journey.
    pub id: JourneyId,
    /// The hash of the record, its revision included.
    record: u64,
    /// When the act was done.
    at: Instant,
}

/// The changes of a journey since an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// Nothing: the act can be undone.
    Untouched,
    /// It was saved, published or acted on.
    Changed,
    /// There is work on it that is not saved, in whichever tab.
    Unsaved,
    /// A person made a restore point of it.
    Kept,
    /// It was deleted.
    Gone,
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Untouched => "Nothing has changed since.",
            Self::Changed => "It was changed since.",
            Self::Unsaved => "There are changes to it that are not saved.",
            Self::Kept => "A restore point of it was made since.",
            Self::Gone => "It was deleted since.",
        })
    }
}

impl JourneyStore {
    /// Notes the record of a journey as it stands; nothing where there is none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn made(&self, store: &dyn Store, id: &JourneyId, at: Instant) -> Result<Option<Made>, StoreError> {
        let raw = store.get(&key::journey(id))?;
        Ok(raw.map(|raw| Made { id: id.clone(), record: hash(&raw), at }))
    }

    /// Tells what has happened to a journey since an act. What cannot be read counts as work.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn since(&self, store: &dyn Store, made: &Made, defaults: &Defaults) -> Result<Since, StoreError> {
        match store.get(&key::journey(&made.id))?.filter(|raw| !raw.is_empty()) {
            None => return Ok(Since::Gone),
            Some(raw) if hash(&raw) != made.record => return Ok(Since::Changed),
            Some(_) => {}
        }
        for of in self.list_unsaved(store)?.iter().filter(|of| of.journey.as_ref() == Some(&made.id)) {
            let is_work = match Journal::peek(of, self, store, defaults)? {
                Outcome::Absent => false,
                Outcome::Loaded(kept) | Outcome::Migrated { kept, .. } => kept.value.draft.is_some(),
                Outcome::TooNew { .. } | Outcome::Corrupt { .. } => true,
            };
            if is_work {
                return Ok(Since::Unsaved);
            }
        }
        let kept = self.points(store, &made.id, defaults)?;
        let kept = kept.iter().any(|point| point.manual && point.at >= made.at);
        Ok(if kept { Since::Kept } else { Since::Untouched })
    }
}
