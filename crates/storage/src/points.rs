//! Restore points: a draft as it was, kept by hand under a name, and by itself before something replaces it.

use journey::{
    format::{Defaults, Json, check_draft, draft_from_value, put_draft},
    journey::{Draft, VersionRef},
    text::JourneyId,
    time::Instant,
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    envelope::{Entry, Outcome, open},
    key::{self, WorkKey},
    records::{JourneyStore, SaveError, plain},
    store::{Store, StoreError},
    unsaved::{Tab, Unsaved},
};

/// The most restore points that are made by themselves for a journey; the oldest of them makes way.
pub const AUTOMATIC_MAX: usize = 10;
/// The most restore points that are made by hand for a journey.
pub const MANUAL_MAX: usize = 50;
/// The longest name, in characters.
pub const NAME_MAX: usize = 100;

/// The name of the restore point of a draft that was saved elsewhere and then replaced.
const REPLACED: &str = "Saved in another tab, and then replaced";
/// The name of the restore point of what was saved before another tab's changes came into it.
const SHARED: &str = "Saved before it was changed in two tabs";

/// A restore point.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its number within the journey.
    pub n: u64,
    /// Its name.
    pub name: String,
    /// True where a person made it.
    pub manual: bool,
    /// The draft as it was.
    pub draft: Draft,
    /// When it was made.
    pub at: Instant,
}

/// A draft that is about to replace the saved one.
#[derive(Clone, Copy, Debug)]
pub struct Replacing<'a> {
    /// The journey and version it is the work on.
    pub of: &'a WorkKey,
    /// The revision that it has taken in.
    pub base: u64,
    /// The draft.
    pub draft: &'a Draft,
    /// The tab whose it is, and the states of other tabs that are in it.
    pub tab: &'a Tab,
}

impl JourneyStore {
    /// Makes a restore point of a draft.
    ///
    /// # Errors
    /// [`SaveError`]; [`StoreError::Other`] with a sentence where a person made too many.
    pub fn add_point(
        &self,
        store: &dyn Store,
        id: &JourneyId,
        (name, manual): (&str, bool),
        draft: &Draft,
        now: Instant,
    ) -> Result<(), SaveError> {
        check_draft(draft, &plain(now)).map_err(SaveError::Invalid)?;
        let keys = keys(store, id.as_str())?;
        let n = keys.last().map_or(1, |(n, _)| n.saturating_add(1));
        // The newest first. Of how the others were made only is read, and nothing where they are too few to matter.
        let mut same = Vec::new();
        for (_, key) in keys.iter().rev().filter(|_| keys.len() >= AUTOMATIC_MAX) {
            if store.get(key)?.and_then(|raw| is_manual(&raw, self.schema())) == Some(manual) {
                same.push(key);
            }
        }
        if manual && same.len() >= MANUAL_MAX {
            let why = format!("there are {MANUAL_MAX} restore points already; delete some first");
            return Err(SaveError::Store(StoreError::Other(why)));
        }
        let name: String = name.chars().take(NAME_MAX).collect();
        let write = |out: &mut Json| {
            out.object(|out| {
                let head = out.put("journey", id.as_str()).put("name", &name).put_value("by_hand", manual);
                put_draft(head.key("draft"), draft);
            });
        };
        self.write(store, key(id, n), n, now, "point", &write)?;
        // Those that are too many by now, after the new one is there.
        for old in same.iter().skip(AUTOMATIC_MAX - 1).filter(|_| !manual) {
            store.remove(old)?;
        }
        Ok(())
    }

    /// Makes a restore point of the saved draft before another one replaces it, where that has not taken it in, or where another
    /// tab works on it, too: what that took away and did again may be in the saved draft alone. Nothing is done where the two
    /// are the same, or there is such a restore point already.
    ///
    /// # Errors
    /// [`SaveError`]; nothing should replace it then.
    pub fn keep_replaced(&self, store: &dyn Store, by: Replacing<'_>, now: Instant) -> Result<(), SaveError> {
        let Replacing { of, base, draft, .. } = by;
        let Some(id) = &of.journey else { return Ok(()) };
        let defaults = plain(now);
        let (Outcome::Loaded(kept) | Outcome::Migrated { kept, .. }) = self.load(store, id, &defaults)? else {
            return Ok(());
        };
        let version = of.version.map_or(VersionRef::Draft, VersionRef::Number);
        let Some(replaced) = kept.value.content(version).filter(|stored| !stored.is_same(draft)) else { return Ok(()) };
        let is_known = kept.revision == base;
        if is_known && by.tab.seen.is_empty() && !self.is_needed(store, by, &defaults)?
            || self.points(store, id, &defaults)?.iter().any(|point| point.draft.is_same(replaced))
        {
            return Ok(());
        }
        self.add_point(store, id, (if is_known { SHARED } else { REPLACED }, false), replaced, now)
    }

    /// Tells that the work of another tab is what is saved.
    fn is_needed(&self, store: &dyn Store, by: Replacing<'_>, defaults: &Defaults) -> Result<bool, StoreError> {
        for of in self.list_unsaved(store)?.iter().filter(|of| of.is_other_tab_of(by.of)) {
            if let (Outcome::Loaded(kept), _) = self.read_whole(store, of, defaults)?
                && let Unsaved { draft: None, base, tab, .. } = kept.value.work
                && base == by.base
                && tab.id != by.tab.id
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The restore points of a journey, the newest first. What cannot be read of them is left out, and left where it is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn points(&self, store: &dyn Store, id: &JourneyId, defaults: &Defaults) -> Result<Vec<Point>, StoreError> {
        let mut all = Vec::new();
        for (n, key) in keys(store, id.as_str())?.into_iter().rev() {
            all.extend(self.open_point(store.get(&key)?, id, n, defaults));
        }
        Ok(all)
    }

    /// Deletes a restore point: into the bin, where there is room for it.
    ///
    /// # Errors
    /// [`StoreError`]; it is still there.
    pub fn remove_point(
        &self,
        store: &dyn Store,
        id: &JourneyId,
        point: &Point,
        now: Instant,
    ) -> Result<(), StoreError> {
        let key = key(id, point.n);
        match self.move_to_bin(store, &key, &point.name, now) {
            Ok(()) | Err(StoreError::Full) => store.remove(&key),
            Err(error) => Err(error),
        }
    }

    fn open_point(&self, raw: Option<String>, id: &JourneyId, n: u64, defaults: &Defaults) -> Option<Point> {
        let outcome = open(self.migrations, raw, "point", |value| {
            let text = |key: &str| value.get(key).and_then(Value::as_str).ok_or_else(String::new);
            if text("journey")? != id.as_str() {
                return Err(String::new());
            }
            let manual = value.get("by_hand").and_then(Value::as_bool).unwrap_or(true);
            let draft = value.get("draft").ok_or_else(String::new)?;
            let draft = draft_from_value(draft, defaults).map_err(|error| error.to_string())?;
            Ok((text("name")?.to_owned(), manual, draft))
        });
        match outcome {
            Outcome::Loaded(Entry { value: (name, manual, draft), saved: at, .. })
            | Outcome::Migrated { kept: Entry { value: (name, manual, draft), saved: at, .. }, .. } => {
                Some(Point { n, name, manual, draft, at })
            }
            _ => None,
        }
    }
}

/// True where a person made the point, false where it was made by itself. `None` for one that is damaged or of a newer
/// schema.
fn is_manual(raw: &str, schema: u64) -> Option<bool> {
    #[derive(Deserialize)]
    struct Record {
        sojourn: u64,
        point: Made,
    }
    #[derive(Deserialize)]
    struct Made {
        #[serde(rename = "by_hand")]
        manual: bool,
    }
    let record: Record = serde_json::from_str(raw).ok()?;
    (record.sojourn <= schema).then_some(record.point.manual)
}

fn key(id: &JourneyId, n: u64) -> String {
    format!("{}{id}/{n}", key::POINT)
}

/// The key of a journey's next point.
pub(crate) fn free_key(store: &dyn Store, id: &str) -> Result<String, StoreError> {
    let n = keys(store, id)?.last().map_or(1, |(n, _)| n.saturating_add(1));
    Ok(format!("{}{id}/{n}", key::POINT))
}

fn keys(store: &dyn Store, id: &str) -> Result<Vec<(u64, String)>, StoreError> {
    let prefix = format!("{}{id}/", key::POINT);
    let number = |key: String| Some((key.strip_prefix(&prefix)?.parse().ok()?, key));
    let mut found: Vec<(u64, String)> = store.keys()?.into_iter().filter_map(number).collect();
    journey::order::sort(&mut found);
    Ok(found)
}
