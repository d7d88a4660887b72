//! The saved journeys: loaded all at once, saved and removed one by one, never over what another tab has saved meanwhile.

use std::{cell::RefCell, collections::HashMap, fmt};

use journey::{
    format::{Defaults, FormatErrors, Json, check_journey, journey_from_value, put_journey},
    journey::Journey,
    order,
    text::JourneyId,
    time::Instant,
};

use crate::{
    envelope::{Entry, MIGRATIONS, Migration, Outcome, look_through, open, schema, seal},
    key, quarantine,
    store::{Store, StoreError},
};

/// A journey that was loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// The journey.
    pub journey: Journey,
    /// Its revision: what [`JourneyStore::save`] expects to find.
    pub revision: u64,
    /// When it was saved.
    pub saved: Instant,
    /// The schema it was stored in, where that is an older one.
    pub migrated_from: Option<u64>,
    /// The part that was not read yet; its graphs are empty until then.
    pub unread: Option<UnparsedGraphs>,
}

impl Stored {
    fn whole(kept: Entry<Journey>, migrated_from: Option<u64>) -> Self {
        let Entry { value, revision, saved } = kept;
        Self { journey: value, revision, saved, migrated_from, unread: None }
    }
}

/// The text of a journey whose graphs were not read yet: for [`JourneyStore::read_rest`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnparsedGraphs(String);

impl UnparsedGraphs {
    /// The length of the unread text, in bytes.
    pub fn bytes(&self) -> usize {
        self.0.len()
    }
}

/// The result of loading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoadReport {
    /// The journeys, the oldest first.
    pub journeys: Vec<Stored>,
    /// The records that could not be loaded; they do not affect the journeys.
    pub problems: Vec<Problem>,
}

/// The reason why a record could not be loaded, and its state now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A newer build wrote it; it is left untouched.
    TooNew {
        /// The schema of what is stored.
        schema: u64,
    },
    /// It is damaged and was quarantined.
    Quarantined {
        /// The key of the copy.
        copy: String,
    },
    /// It is damaged and could not be quarantined: it stays where it is, and nothing is written there.
    Blocked(StoreError),
    /// The store did not give it.
    NotRead(StoreError),
    /// Its key is none that this build writes; it is left untouched.
    Stray,
}

/// A record that could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its key.
    pub key: String,
    /// The reason, and its state now.
    pub kind: ProblemKind,
    /// The length of its text, in bytes.
    pub raw_len: usize,
    /// Whole sentences on the fault and its remedy.
    pub message: String,
}

/// The reason why a record was not saved or removed. The stored record is unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// The store did not do it.
    Store(StoreError),
    /// The stored record is not the one that was loaded: another tab has changed it.
    Conflict {
        /// The revision that is stored; `None` where the record is gone.
        stored: Option<u64>,
    },
    /// A newer build wrote the stored record.
    TooNew {
        /// The schema of what is stored.
        schema: u64,
    },
    /// The stored record is damaged, and could not be quarantined first.
    Blocked(StoreError),
    /// The value breaks a limit of the format and could not be loaded again.
    Invalid(FormatErrors),
}

impl From<StoreError> for SaveError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::Conflict { stored: Some(_) } => f.write_str(
                "Another tab has changed this journey at the same moment. Its changes come in here by themselves: look at \
                 them, then do it again.",
            ),
            Self::Conflict { stored: None } => {
                f.write_str("Another tab has deleted this journey meanwhile. Save yours as a copy to keep it.")
            }
            Self::TooNew { schema } => write!(
                f,
                "A newer Sojourn has saved this (schema {schema}). Reload the page to get the newest Sojourn; until then it \
                 cannot be changed here."
            ),
            Self::Blocked(error) => {
                write!(f, "What is stored here is damaged and is not written over until it was set aside. {error}")
            }
            Self::Invalid(error) => write!(f, "This cannot be saved as it is. {error}"),
        }
    }
}

/// Reads and writes records, and remembers what it last saw of each, so that a save need not read everything again.
#[derive(Debug)]
pub struct JourneyStore {
    pub(crate) migrations: &'static [Migration],
    /// By key: a hash of the text that was read whole or written, and its revision.
    seen: RefCell<HashMap<String, (u64, u64)>>,
}

/// The state of a key that is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Absent,
    At(u64),
    /// It was damaged, and is quarantined now.
    Quarantined,
}

impl Default for JourneyStore {
    fn default() -> Self {
        Self::new()
    }
}

impl JourneyStore {
    /// Records of this build's schema.
    pub fn new() -> Self {
        Self::with(MIGRATIONS)
    }

    /// Records of the schema that these migrations lead to; for tests.
    pub fn with(migrations: &'static [Migration]) -> Self {
        Self { migrations, seen: RefCell::default() }
    }

    /// The schema that is written.
    pub fn schema(&self) -> u64 {
        schema(self.migrations)
    }

    /// Loads every journey. Damaged ones are quarantined, newer ones left untouched; neither affects the others.
    ///
    /// # Errors
    /// [`StoreError`] where the store does not even name its keys.
    pub fn load_all(&self, store: &dyn Store, defaults: &Defaults) -> Result<LoadReport, StoreError> {
        self.load_each(store, defaults, false)
    }

    /// Loads all journeys without their graphs, which are most of a record; [`Stored::unread`] is read when it is
    /// needed. Damage within a graph shows then; all other damage is found here.
    ///
    /// # Errors
    /// As [`JourneyStore::load_all`].
    pub fn look_through(&self, store: &dyn Store, defaults: &Defaults) -> Result<LoadReport, StoreError> {
        self.load_each(store, defaults, true)
    }

    /// Reads all of a journey that was looked through. A damaged one is quarantined, as by [`JourneyStore::load_all`].
    ///
    /// # Errors
    /// The kind of the problem.
    pub fn read_rest(
        &self,
        store: &dyn Store,
        id: &JourneyId,
        unread: UnparsedGraphs,
        defaults: &Defaults,
    ) -> Result<Journey, Problem> {
        let key = key::journey(id);
        let hash = hash(&unread.0);
        let outcome = self.open_journey(Some(unread.0), id, defaults);
        self.remember(key.clone(), Some(hash), &outcome);
        match outcome {
            Outcome::Loaded(kept) | Outcome::Migrated { kept, .. } => Ok(kept.value),
            Outcome::Corrupt { raw, why } => Err(quarantine(store, key, &raw, &why)),
            // It was of this schema when it was looked through.
            Outcome::Absent | Outcome::TooNew { .. } => {
                let error = StoreError::Other("The record is not what it was.".to_owned());
                let message = format!("A journey could not be read. {error}");
                Err(Problem { key, kind: ProblemKind::NotRead(error), raw_len: 0, message })
            }
        }
    }

    fn load_each(&self, store: &dyn Store, defaults: &Defaults, outlines: bool) -> Result<LoadReport, StoreError> {
        let mut report = LoadReport::default();
        let mut keys = store.keys()?;
        order::sort(&mut keys);
        for key in keys {
            let Some(rest) = key.strip_prefix(key::JOURNEY) else { continue };
            let Some(id) = JourneyId::parse(rest) else {
                let raw_len = store.get(&key).ok().flatten().map_or(0, |raw| raw.len());
                let message = "A record under this name is none of Sojourn’s. It is left as it is.".to_owned();
                report.problems.push(Problem { key, kind: ProblemKind::Stray, raw_len, message });
                continue;
            };
            let raw = match store.get(&key) {
                Ok(Some(raw)) if outlines => match self.outline(&raw, &id, defaults) {
                    Some(kept) => {
                        let (journey, revision, saved) = (kept.value, kept.revision, kept.saved);
                        let unread = Some(UnparsedGraphs(raw));
                        report.journeys.push(Stored { journey, revision, saved, migrated_from: None, unread });
                        continue;
                    }
                    None => Ok(Some(raw)),
                },
                raw => raw,
            };
            let problem = match raw.map(|raw| self.read(raw, &id, defaults)) {
                Err(error) => {
                    let message = format!("A journey could not be read. {error}");
                    Problem { key, kind: ProblemKind::NotRead(error), raw_len: 0, message }
                }
                Ok(Outcome::Absent) => {
                    // A removal that did not come to its end.
                    let _ = store.remove(&key);
                    continue;
                }
                Ok(Outcome::Loaded(kept)) => {
                    report.journeys.push(Stored::whole(kept, None));
                    continue;
                }
                Ok(Outcome::Migrated { kept, from }) => {
                    report.journeys.push(Stored::whole(kept, Some(from)));
                    continue;
                }
                Ok(Outcome::TooNew { schema }) => {
                    let raw_len = store.get(&key).ok().flatten().map_or(0, |raw| raw.len());
                    let message = SaveError::TooNew { schema }.to_string();
                    Problem { key, kind: ProblemKind::TooNew { schema }, raw_len, message }
                }
                Ok(Outcome::Corrupt { raw, why }) => quarantine(store, key, &raw, &why),
            };
            report.problems.push(problem);
        }
        order::sort_by(&mut report.journeys, |a, b| {
            (a.journey.created, &a.journey.id).cmp(&(b.journey.created, &b.journey.id))
        });
        Ok(report)
    }

    /// Reads one journey and changes nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn load(&self, store: &dyn Store, id: &JourneyId, defaults: &Defaults) -> Result<Outcome<Journey>, StoreError> {
        Ok(self.read(store.get(&key::journey(id))?, id, defaults))
    }

    fn read(&self, raw: Option<String>, id: &JourneyId, defaults: &Defaults) -> Outcome<Journey> {
        let hash = raw.as_deref().map(hash);
        let outcome = self.open_journey(raw, id, defaults);
        self.remember(key::journey(id), hash, &outcome);
        outcome
    }

    fn open_journey(&self, raw: Option<String>, id: &JourneyId, defaults: &Defaults) -> Outcome<Journey> {
        open(self.migrations, raw, "journey", |value| own_journey(value, id, defaults))
    }

    /// The journey without its graphs. `None` where a version's *What* was changed, which needs its nodes, or where
    /// anything is irregular: such a journey is read whole.
    fn outline(&self, raw: &str, id: &JourneyId, defaults: &Defaults) -> Option<Entry<Journey>> {
        look_through(self.migrations, raw, "journey", |value| own_journey(value, id, defaults))
    }

    /// Saves a journey over the revision that was loaded (`None` where it is new), and returns its revision now.
    ///
    /// # Errors
    /// [`SaveError`]; what was stored is as it was.
    pub fn save(
        &self,
        store: &dyn Store,
        journey: &Journey,
        expected: Option<u64>,
        now: Instant,
    ) -> Result<u64, SaveError> {
        let defaults = plain(now);
        // A journey that could not be loaded again is not written: better a message now than a damaged record tomorrow.
        check_journey(journey, &defaults).map_err(SaveError::Invalid)?;
        let key = key::journey(&journey.id);
        let check = |raw| self.open_journey(Some(raw), &journey.id, &defaults);
        match self.standing(store, &key, check)? {
            Standing::Absent if expected.is_some() => return Err(SaveError::Conflict { stored: None }),
            Standing::At(stored) if expected != Some(stored) => {
                return Err(SaveError::Conflict { stored: Some(stored) });
            }
            _ => {}
        }
        let revision = expected.unwrap_or_default().saturating_add(1);
        self.write(store, key, revision, now, "journey", &|out| put_journey(out, journey))?;
        Ok(revision)
    }

    /// Removes a journey of the revision that was loaded, with nothing but its record; one that is gone already is no error.
    ///
    /// # Errors
    /// [`SaveError`]; what was stored is as it was.
    pub fn remove(&self, store: &dyn Store, id: &JourneyId, expected: u64, now: Instant) -> Result<(), SaveError> {
        let key = key::journey(id);
        match self.standing(store, &key, |raw| self.open_journey(Some(raw), id, &plain(now)))? {
            Standing::At(stored) if stored != expected => return Err(SaveError::Conflict { stored: Some(stored) }),
            Standing::Absent => return Ok(()),
            _ => {}
        }
        take_off(store, &key)?;
        self.seen.borrow_mut().remove(&key);
        Ok(())
    }

    /// Writes a journey back that something else has removed: its record as it was. What stands there by now stays.
    ///
    /// # Errors
    /// [`StoreError`]; nothing is written then.
    pub fn write_back(
        &self,
        store: &dyn Store,
        journey: &Journey,
        (revision, saved): (u64, Instant),
    ) -> Result<(), StoreError> {
        let key = key::journey(&journey.id);
        if store.length(&key)? == 0 {
            self.write(store, key, revision, saved, "journey", &|out| put_journey(out, journey))?;
        }
        Ok(())
    }

    /// Finds the state of a key that is to be written or removed. A damaged record is quarantined first.
    pub(crate) fn standing<T>(
        &self,
        store: &dyn Store,
        key: &str,
        check: impl FnOnce(String) -> Outcome<T>,
    ) -> Result<Standing, SaveError> {
        let Some(raw) = store.get(key)? else { return Ok(Standing::Absent) };
        match self.seen.borrow().get(key) {
            Some((seen, revision)) if *seen == hash(&raw) => return Ok(Standing::At(*revision)),
            _ => {}
        }
        match check(raw) {
            Outcome::Absent => Ok(Standing::Absent),
            Outcome::Loaded(kept) | Outcome::Migrated { kept, .. } => Ok(Standing::At(kept.revision)),
            Outcome::TooNew { schema } => Err(SaveError::TooNew { schema }),
            Outcome::Corrupt { raw, .. } => {
                quarantine::copy(store, key, &raw).map_err(SaveError::Blocked)?;
                Ok(Standing::Quarantined)
            }
        }
    }

    /// Writes a record and remembers it; returns its text.
    pub(crate) fn write(
        &self,
        store: &dyn Store,
        key: String,
        revision: u64,
        saved: Instant,
        payload: &str,
        write: &dyn Fn(&mut Json),
    ) -> Result<String, StoreError> {
        let text = seal(self.migrations, revision, saved, payload, write);
        store.set(&key, &text)?;
        self.seen.borrow_mut().insert(key, (hash(&text), revision));
        Ok(text)
    }

    /// Remembers a record that was read whole.
    pub(crate) fn remember<T>(&self, key: String, hash: Option<u64>, outcome: &Outcome<T>) {
        let mut seen = self.seen.borrow_mut();
        match (outcome, hash) {
            (Outcome::Loaded(kept) | Outcome::Migrated { kept, .. }, Some(hash)) => {
                seen.insert(key, (hash, kept.revision));
            }
            _ => drop(seen.remove(&key)),
        }
    }
}

/// The journey that a record holds, which has to be the one that its key names.
fn own_journey(value: &serde_json::Value, id: &JourneyId, defaults: &Defaults) -> Result<Journey, String> {
    let journey = journey_from_value(value, defaults).map_err(|error| error.to_string())?;
    if journey.id == *id {
        Ok(journey)
    } else {
        Err(format!("The record holds another journey, “{}”.", journey.id))
    }
}

/// Removes a record, and empties it first: by that the other tabs tell a removal of Sojourn's from one by something else.
fn take_off(store: &dyn Store, key: &str) -> Result<(), StoreError> {
    match store.set(key, "") {
        Ok(()) => {
            // An empty record counts as none; the next load clears it away.
            let _ = store.remove(key);
            Ok(())
        }
        Err(_) => store.remove(key),
    }
}

/// Quarantines a damaged record and clears its key; where that fails, it stays as it is.
pub(crate) fn quarantine(store: &dyn Store, key: String, raw: &str, why: &str) -> Problem {
    match quarantine::copy(store, &key, raw) {
        Ok(copy) => {
            // Another tab may have written here meanwhile; and where the removal fails, the next load finds the copy made.
            if store.get(&key).is_ok_and(|now| now.as_deref() == Some(raw)) {
                let _ = take_off(store, &key);
            }
            let message = format!("{why} It was set aside and can be downloaded.");
            Problem { key, kind: ProblemKind::Quarantined { copy }, raw_len: raw.len(), message }
        }
        Err(error) => {
            let message = format!("{why} It could not be set aside and is left where it is. {error}");
            Problem { key, kind: ProblemKind::Blocked(error), raw_len: raw.len(), message }
        }
    }
}

/// The defaults for a record without zone or instant that is only looked at.
pub(crate) fn plain(now: Instant) -> Defaults {
    Defaults { zone: "UTC".to_owned(), now }
}

/// A hash of a text, to know it again within this page. Eight bytes at a time: what the library has for hostile keys takes
/// several times as long, and at every save two texts of half a megabyte are hashed.
pub(crate) fn hash(text: &str) -> u64 {
    let step = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    let (words, rest) = text.as_bytes().as_chunks();
    let hash = words.iter().fold(text.len() as u64, |hash, word| step(hash, u64::from_le_bytes(*word)));
    rest.iter().fold(hash, |hash, byte| step(hash, u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn texts_that_differ_in_a_letter_or_two_or_in_length_have_other_hashes() {
        let text = "{\"revision\":1,\"saved\":\"x\"}";
        let mut texts: Vec<String> = (0..=text.len()).map(|end| text[..end].to_owned()).collect();
        for at in 0..text.len() {
            for other in 0..at {
                let mut bytes = text.as_bytes().to_vec();
                bytes[at] ^= 1;
                texts.push(String::from_utf8(bytes.clone()).unwrap());
                bytes[other] ^= 4;
                texts.push(String::from_utf8(bytes).unwrap());
            }
        }
        let texts: HashSet<String> = texts.into_iter().collect();
        let hashes: HashSet<u64> = texts.iter().map(|text| hash(text)).collect();
        assert_eq!(hashes.len(), texts.len());
    }
}
