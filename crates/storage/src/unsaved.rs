//! Unsaved work, kept by itself apart from the saved draft (spec: journey.md §3.4).

use journey::{
    format::{Defaults, draft_from_value, draft_to_value},
    journey::Draft,
    text::JourneyId,
    time::Instant,
};
use serde_json::json;

use crate::{
    envelope::{Kept, Outcome, open},
    key,
    records::{Problem, Records, SaveError, hash, plain, set_aside},
    store::{Store, StoreError},
};

/// Work that is not saved yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsaved {
    /// The journey it belongs to; `None` for a new one.
    pub journey: Option<JourneyId>,
    /// The revision of the saved journey it was made from; 0 for a new one. Another one in the store is another tab's.
    pub base: u64,
    /// The name as it stands in the field, whether it can be used or not.
    pub name: String,
    /// The working copy.
    pub draft: Draft,
    /// When it was last changed.
    pub at: Instant,
}

impl Records {
    /// Keeps unsaved work over what was kept of the same journey.
    ///
    /// # Errors
    /// [`SaveError`], but never a conflict; what was kept is as it was.
    pub fn save_unsaved(&self, store: &dyn Store, unsaved: &Unsaved) -> Result<(), SaveError> {
        let draft = draft_to_value(&unsaved.draft);
        let defaults = plain(unsaved.at);
        draft_from_value(&draft, &defaults).map_err(SaveError::Invalid)?;
        let id = unsaved.journey.as_ref();
        let value = json!({ "journey": id.map(JourneyId::as_str), "name": unsaved.name, "draft": draft });
        let key = key::unsaved(id);
        self.standing(store, &key, |raw| self.open_unsaved(Some(raw), id, &defaults))?;
        Ok(self.write(store, key, unsaved.base, unsaved.at, "unsaved", value)?)
    }

    /// Reads the unsaved work of a journey, or of a new one, and changes nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn load_unsaved(
        &self,
        store: &dyn Store,
        journey: Option<&JourneyId>,
        defaults: &Defaults,
    ) -> Result<Outcome<Unsaved>, StoreError> {
        let key = key::unsaved(journey);
        let raw = store.get(&key)?;
        let hash = raw.as_deref().map(hash);
        let outcome = self.open_unsaved(raw, journey, defaults);
        self.remember(key, hash, &outcome);
        Ok(outcome)
    }

    /// Sets damaged unsaved work aside, so that new work can be kept in its place; `None` where it is not damaged.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read at all.
    pub fn set_unsaved_aside(
        &self,
        store: &dyn Store,
        journey: Option<&JourneyId>,
        defaults: &Defaults,
    ) -> Result<Option<Problem>, StoreError> {
        Ok(match self.load_unsaved(store, journey, defaults)? {
            Outcome::Corrupt { raw, why } => Some(set_aside(store, key::unsaved(journey), &raw, &why)),
            _ => None,
        })
    }

    /// Lets go of unsaved work, because it was saved or a person said so. What is damaged is copied aside first.
    ///
    /// # Errors
    /// [`SaveError`], but never a conflict; what was kept is as it was.
    pub fn clear_unsaved(&self, store: &dyn Store, journey: Option<&JourneyId>, now: Instant) -> Result<(), SaveError> {
        let key = key::unsaved(journey);
        self.standing(store, &key, |raw| self.open_unsaved(Some(raw), journey, &plain(now)))?;
        Ok(store.remove(&key)?)
    }

    /// Which journeys there is unsaved work of: a new one first, then by id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn list_unsaved(&self, store: &dyn Store) -> Result<Vec<Option<JourneyId>>, StoreError> {
        let whose = |key: &String| match key.strip_prefix(key::UNSAVED_OF) {
            Some(id) => JourneyId::parse(id).map(Some),
            None => (key == key::UNSAVED_NEW).then_some(None),
        };
        let mut found: Vec<_> = store.keys()?.iter().filter_map(whose).collect();
        found.sort();
        Ok(found)
    }

    fn open_unsaved(&self, raw: Option<String>, id: Option<&JourneyId>, defaults: &Defaults) -> Outcome<Unsaved> {
        let outcome = open(self.migrations, raw, "unsaved", |value| {
            let part = |key: &str| value.get(key).ok_or_else(|| format!("The record is damaged: it holds no “{key}”."));
            if part("journey")?.as_str() != id.map(JourneyId::as_str) {
                return Err("The record is damaged: it belongs to another journey.".to_owned());
            }
            let name = part("name")?.as_str().ok_or("The record is damaged: its name is not a text.")?;
            let draft = draft_from_value(part("draft")?, defaults).map_err(|error| error.to_string())?;
            Ok((name.to_owned(), draft))
        });
        let with = |kept: Kept<(String, Draft)>| {
            let (name, draft) = kept.value;
            let value = Unsaved { journey: id.cloned(), base: kept.revision, name, draft, at: kept.saved };
            Kept { value, revision: kept.revision, saved: kept.saved }
        };
        match outcome {
            Outcome::Absent => Outcome::Absent,
            Outcome::Loaded(kept) => Outcome::Loaded(with(kept)),
            Outcome::Migrated { kept, from } => Outcome::Migrated { kept: with(kept), from },
            Outcome::TooNew { schema } => Outcome::TooNew { schema },
            Outcome::Corrupt { raw, why } => Outcome::Corrupt { raw, why },
        }
    }
}
