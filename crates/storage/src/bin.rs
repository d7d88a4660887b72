//! Recently deleted records: each is kept with its former key, so that a deletion can be undone even after a reload
//! (spec: journey.md §2). A record goes after [`DAYS`], or, the oldest first, when its space is needed.

use journey::{
    format::{Json, parse, text},
    time::{Instant, read_instant},
};
use serde_json::Value;

use crate::{
    envelope::{Outcome, open, schema, seal},
    key::{self, WorkKey},
    points,
    records::{JourneyStore, hash},
    store::{Store, StoreError},
};

/// For how many days what was deleted is kept.
pub const DAYS: i64 = 30;

/// Something that was deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct Deleted {
    /// The key that it is kept under now.
    pub key: String,
    /// The key it had.
    pub from: String,
    /// Its name for a person.
    pub name: String,
    /// When it was deleted.
    pub at: Instant,
    /// The record, as it was.
    pub record: Value,
}

/// A kind of record that can be deleted and brought back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletedKind {
    /// A saved journey.
    Journey,
    /// A restore point of one.
    Point,
    /// Work on a journey that was not saved.
    Work,
}

impl Deleted {
    /// The kind of the record, by the key that it had.
    pub fn kind(&self) -> Option<DeletedKind> {
        let kinds =
            [(key::JOURNEY, DeletedKind::Journey), (key::POINT, DeletedKind::Point), (key::UNSAVED, DeletedKind::Work)];
        kinds.into_iter().find(|(prefix, _)| self.from.starts_with(prefix)).map(|(_, kind)| kind)
    }

    /// The text of the record, as it was stored.
    pub fn text(&self) -> String {
        match &self.record {
            // A record that is not JSON.
            Value::String(raw) => raw.clone(),
            whole => text(whole),
        }
    }
}

impl JourneyStore {
    /// Keeps a copy of what is about to be deleted. The caller removes the record itself, afterwards.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn move_to_bin(&self, store: &dyn Store, from: &str, name: &str, now: Instant) -> Result<(), StoreError> {
        let Some(raw) = store.get(from)?.filter(|raw| !raw.is_empty()) else { return Ok(()) };
        let record = parse(&raw).unwrap_or(Value::String(raw));
        let n = numbers(store)?.last().map_or(1, |(n, _)| n.saturating_add(1));
        let write = |out: &mut Json| {
            out.object(|out| out.put("from", from).put("name", name).key("record").value(&record));
        };
        store.set(&format!("{}{n}", key::BIN), &seal(self.migrations, n, now, "deleted", &write))
    }

    /// The deleted records, the newest first. Unreadable ones are left out; they go at the end of their time.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn bin(&self, store: &dyn Store) -> Result<Vec<Deleted>, StoreError> {
        let mut all = Vec::new();
        for (_, key) in numbers(store)?.into_iter().rev() {
            let opened = open(self.migrations, store.get(&key)?, "deleted", |value| {
                let text =
                    |part: &str| value.get(part).and_then(Value::as_str).map(str::to_owned).ok_or_else(String::new);
                Ok((text("from")?, text("name")?, value.get("record").cloned().ok_or_else(String::new)?))
            });
            if let Outcome::Loaded(kept) | Outcome::Migrated { kept, .. } = opened {
                let (from, name, record) = kept.value;
                all.push(Deleted { key, from, name, at: kept.saved, record });
            }
        }
        Ok(all)
    }

    /// Puts what was deleted back under its key, where nothing stands there now; whether it was. It then leaves the bin.
    ///
    /// # Errors
    /// [`StoreError`]; what was deleted is still there.
    pub fn restore_from_bin(&self, store: &dyn Store, deleted: &Deleted) -> Result<bool, StoreError> {
        let mut to = deleted.from.clone();
        if let Some((journey, _)) = to.strip_prefix(key::POINT).and_then(|rest| rest.rsplit_once('/'))
            && store.get(&to)?.is_some()
        {
            // Its number is another's by now; any other does as well.
            to = points::free_key(store, journey)?;
        }
        if let Some(of) = WorkKey::of_key(&to).filter(|of| of.journey.is_none()) {
            // A tab with an untouched new journey may have its name, and would write over it.
            to = of.in_tab(&format!("{:x}", hash(&format!("{} {}", deleted.key, deleted.text())))).key();
        }
        if store.length(&to)? > 0 {
            return Ok(false);
        }
        store.set(&to, &deleted.text())?;
        store.remove(&deleted.key)?;
        Ok(true)
    }

    /// Lets go of what was deleted [`DAYS`] ago or earlier, with all that belongs to it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn empty_bin(&self, store: &dyn Store, now: Instant) -> Result<(), StoreError> {
        for (_, key) in numbers(store)? {
            // A record of a newer build is for that build to remove; a damaged one has no age, and goes when space is
            // needed.
            let raw = store.get(&key)?.unwrap_or_default();
            let envelope = parse(&raw).unwrap_or_default();
            let known = envelope.get("sojourn").and_then(Value::as_u64).is_some_and(|n| n <= schema(self.migrations));
            let saved = envelope.get("saved").and_then(Value::as_str).and_then(read_instant);
            if known && saved.is_some_and(|saved| (now - saved).num_days() >= DAYS) {
                let from = envelope.get("deleted").and_then(|deleted| deleted.get("from")).and_then(Value::as_str);
                destroy(store, &key, from)?;
            }
        }
        Ok(())
    }
}

/// Tells whether the bin holds what was deleted under a key: by its text, which is not read.
pub fn holds(store: &dyn Store, from: &str) -> bool {
    let mark = format!("\"from\":\"{from}\"");
    let holds =
        |key: &String| key.starts_with(key::BIN) && matches!(store.get(key), Ok(Some(raw)) if raw.contains(&mark));
    store.keys().is_ok_and(|keys| keys.iter().any(holds))
}

/// Lets go of the oldest thing in the bin, with all that belongs to it; whether there was one.
///
/// # Errors
/// [`StoreError`].
pub fn make_room(store: &dyn Store) -> Result<bool, StoreError> {
    let Some((_, key)) = numbers(store)?.into_iter().next() else { return Ok(false) };
    let envelope = parse(&store.get(&key)?.unwrap_or_default()).unwrap_or_default();
    let from = envelope.get("deleted").and_then(|deleted| deleted.get("from")).and_then(Value::as_str);
    destroy(store, &key, from)?;
    Ok(true)
}

/// Removes something from the bin; with a journey what belonged to it, unless there is such a journey again.
pub(crate) fn destroy(store: &dyn Store, key: &str, from: Option<&str>) -> Result<(), StoreError> {
    if let Some(id) = from.and_then(|from| from.strip_prefix(key::JOURNEY))
        && store.length(&format!("{}{id}", key::JOURNEY))? == 0
    {
        let work = [key::UNSAVED, key::JOURNAL, key::UNFINISHED].map(|prefix| format!("{prefix}of/{id}"));
        let own: Vec<String> = [key::POINT.to_owned() + id].into_iter().chain(work).collect();
        let belongs = |other: &str| {
            own.iter().any(|own| {
                other.strip_prefix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        for other in store.keys()?.iter().filter(|other| belongs(other)) {
            store.remove(other)?;
        }
    }
    store.remove(key)
}

/// The numbers and keys of what is in the bin, the oldest first.
fn numbers(store: &dyn Store) -> Result<Vec<(u64, String)>, StoreError> {
    let number = |key: String| Some((key.strip_prefix(key::BIN)?.parse().ok()?, key));
    let mut found: Vec<(u64, String)> = store.keys()?.into_iter().filter_map(number).collect();
    journey::order::sort(&mut found);
    Ok(found)
}

/// A store that removes deleted records when it has no space for something else.
#[derive(Debug)]
pub struct Roomy<S>(pub S);

impl<S: Store> Store for Roomy<S> {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.0.get(key)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        loop {
            match self.0.set(key, text) {
                Err(StoreError::Full) if make_room(&self.0)? => {}
                done => return done,
            }
        }
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.0.remove(key)
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.0.keys()
    }

    fn length(&self, key: &str) -> Result<usize, StoreError> {
        self.0.length(key)
    }
}
