//! The journal: the events on a draft since its last snapshot, one by one (spec: journey.md §3.4). So a write costs the edit
//! and not the journey.
//!
//! Each entry is a text of its own, `<sum> {"on": …, "n": …, "at": …, "name": …, "place": …, "acts": […]}`. It names
//! its snapshot by the sum of that text, and has a number. So an entry of another snapshot, or behind a gap, is
//! recognised. When the entries outgrow the snapshot, a new one is written that includes them, and then they are
//! removed.

use journey::{
    edit::history::HistoryEvent,
    format::{Defaults, Json, event_from_value, parse, put_event},
    time::{Instant, read_instant, write_instant},
};
use serde_json::Value;

use crate::{
    envelope::Outcome,
    key::WorkKey,
    records::{JourneyStore, Problem, SaveError, hash, plain, quarantine},
    store::{Store, StoreError},
    unsaved::{NUMBER_MAX, Snapshot, Tab, Unsaved, ViewState},
};

/// The most entries beside a snapshot.
pub const ENTRIES_MAX: u64 = 100;
/// The characters of entries that are allowed beside any snapshot, however small.
pub const ROOM: usize = 20_000;

/// The journal of one piece of unsaved work: what is to be written, and what it follows on.
#[derive(Debug)]
pub struct Journal {
    of: WorkKey,
    events: Vec<HistoryEvent>,
    name: String,
    place: ViewState,
    base: Option<SnapshotRef>,
    /// The number of the next entry; numbers are never used twice while an entry of that number may be there.
    next: u64,
}

/// The snapshot that the entries follow.
#[derive(Debug)]
struct SnapshotRef {
    sum: u64,
    /// A quick hash that identifies its text within this page; the sum would take longer than the write.
    hash: u64,
    length: usize,
    first: u64,
    entries: usize,
    /// True where it holds no draft of its own, so that no entry can follow on it.
    saved: bool,
}

impl SnapshotRef {
    fn new(text: &str, first: u64, saved: bool) -> Self {
        Self { sum: sum(text), hash: hash(text), length: text.len(), first, entries: 0, saved }
    }
}

/// The fields of an entry besides its events.
#[derive(Clone, Copy, Debug)]
pub struct EntryMeta<'a> {
    /// The name of the journey, as it stands in the field.
    pub name: &'a str,
    /// The person's view and selection.
    pub place: &'a ViewState,
    /// Whose it is.
    pub tab: &'a Tab,
    /// When.
    pub now: Instant,
}

/// The result of reading.
#[derive(Debug)]
pub struct Read {
    /// The work, with all that the journal holds of it.
    pub work: Outcome<Unsaved>,
    /// The unreadable parts of the journal, which were quarantined: the newest edits, as those before them are there.
    pub problems: Vec<Problem>,
}

impl Journal {
    /// A journal that nothing is known of yet; [`Self::read`] before the first write finds what there is.
    pub fn new(of: WorkKey) -> Self {
        Self { of, events: Vec::new(), name: String::new(), place: ViewState::default(), base: None, next: 0 }
    }

    /// The work that it belongs to.
    pub fn of(&self) -> &WorkKey {
        &self.of
    }

    /// Records an event; the next write stores it.
    pub fn note(&mut self, event: HistoryEvent) {
        if self.events.last().is_some_and(|last| last.is_covered_by(&event)) {
            self.events.pop();
        }
        self.events.push(event);
    }

    /// True where something was done that is not written yet.
    pub fn is_pending(&self) -> bool {
        !self.events.is_empty()
    }

    /// True where this name is on record.
    pub fn is_named(&self, name: &str) -> bool {
        self.base.is_some() && self.name == name
    }

    /// True where this place is on record.
    pub fn is_at(&self, place: &ViewState) -> bool {
        self.base.is_some() && self.place == *place
    }

    /// Reads the work with its journal. Unreadable entries are quarantined, together with those that follow them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn read(&mut self, records: &JourneyStore, store: &dyn Store, defaults: &Defaults) -> Result<Read, StoreError> {
        self.read_with(records, store, defaults, true)
    }

    /// Reads the work of another tab, as far as it is there, and changes nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn peek(
        of: &WorkKey,
        records: &JourneyStore,
        store: &dyn Store,
        defaults: &Defaults,
    ) -> Result<Outcome<Unsaved>, StoreError> {
        Ok(Self::new(of.clone()).read_with(records, store, defaults, false)?.work)
    }

    fn read_with(
        &mut self,
        records: &JourneyStore,
        store: &dyn Store,
        defaults: &Defaults,
        mend: bool,
    ) -> Result<Read, StoreError> {
        let lost = |key: &str, why: &str| if mend { lost(store, key, why) } else { None };
        let (whole, text) = records.read_whole(store, &self.of, defaults)?;
        let entries = self.entries(store)?;
        self.events.clear();
        self.base = None;
        self.next = entries.last().map_or(0, |(n, _)| n.saturating_add(1));
        let mut problems = Vec::new();
        let Snapshot { mut work, next } = match whole {
            Outcome::Loaded(kept) | Outcome::Migrated { kept, .. } => kept.value,
            other => {
                // A newer build's are its own. Else there is nothing they could follow on.
                if !matches!(other, Outcome::TooNew { .. }) {
                    problems.extend(entries.iter().filter_map(|(_, key)| lost(key, "Its beginning is gone.")));
                }
                let work = match other {
                    Outcome::TooNew { schema } => Outcome::TooNew { schema },
                    Outcome::Corrupt { raw, why } => Outcome::Corrupt { raw, why },
                    _ => Outcome::Absent,
                };
                return Ok(Read { work, problems });
            }
        };
        let mut base = SnapshotRef::new(&text.unwrap_or_default(), next, work.draft.is_none());
        let sum = base.sum;
        self.next = self.next.max(next);
        let (mut due, mut torn) = (next, None::<&str>);
        for (n, key) in &entries {
            let Some(raw) = store.get(key)? else { continue };
            let entry = Entry::parse(&raw, *n, defaults);
            if *n < next {
                // The snapshot included it before it could be removed; only a damaged one is worth keeping.
                match entry {
                    Ok(_) if mend => drop(store.remove(key)),
                    Ok(_) => {}
                    Err(why) => problems.extend(lost(key, why)),
                }
                continue;
            }
            let done = match (torn, entry) {
                (Some(why), _) | (None, Err(why)) => Err(why),
                (None, Ok(_)) if *n != due => Err("Edits before it are missing."),
                (None, Ok(entry)) if entry.on != sum => Err("It follows on something else."),
                (None, Ok(entry)) => entry.replay(&mut work),
            };
            match done {
                Ok(()) => {
                    base.entries += raw.len();
                    due += 1;
                }
                Err(why) => {
                    torn = Some("Edits before it cannot be read.");
                    problems.extend(lost(key, why));
                }
            }
        }
        // After a torn end, entries that could not be quarantined must not be overwritten: a new snapshot comes first.
        self.base =
            (self.next == due || torn.is_some() && self.entries(store)?.len() as u64 == due - next).then_some(base);
        if self.base.is_some() {
            self.next = due;
        }
        self.name.clone_from(&work.name);
        self.place.clone_from(&work.place);
        let (revision, saved) = (work.base, work.at);
        Ok(Read { work: Outcome::Loaded(crate::envelope::Entry { value: work, revision, saved }), problems })
    }

    /// Writes the recorded events: as one more entry, or as a new snapshot of the work. `whole` returns the work.
    ///
    /// # Errors
    /// [`SaveError`], but never a conflict; what was kept is as it was, and what was noted is written with the next write.
    pub fn write(
        &mut self,
        records: &JourneyStore,
        store: &dyn Store,
        meta: EntryMeta<'_>,
        whole: impl FnOnce() -> Unsaved,
    ) -> Result<(), SaveError> {
        if self.can_append(store)? && self.append(store, meta)? {
            return Ok(());
        }
        self.write_snapshot(records, store, whole())
    }

    /// Writes the work as a snapshot, and removes the entries that it includes.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_snapshot(
        &mut self,
        records: &JourneyStore,
        store: &dyn Store,
        work: Unsaved,
    ) -> Result<(), SaveError> {
        let (saved, name, place) = (work.draft.is_none(), work.name.clone(), work.place.clone());
        let text = records.write_snapshot(store, &Snapshot { work, next: self.next })?;
        self.events.clear();
        let first = self.base.as_ref().map(|base| base.first);
        self.base = Some(SnapshotRef::new(&text, self.next, saved));
        (self.name, self.place) = (name, place);
        for n in first.unwrap_or(self.next)..self.next {
            // An entry that stays is recognised by its number, and goes when the journal is read.
            let _ = store.remove(&self.key(n));
        }
        Ok(())
    }

    /// Removes the work and its journal, because it was saved or a person asked for it. Damaged parts are quarantined
    /// first.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn clear(&mut self, records: &JourneyStore, store: &dyn Store, now: Instant) -> Result<(), SaveError> {
        // The entries go first: without them the snapshot is an older state of the work, but not the other way round.
        for (n, key) in self.entries(store)? {
            let raw = store.get(&key)?.unwrap_or_default();
            match Entry::parse(&raw, n, &plain(now)) {
                Ok(_) => store.remove(&key)?,
                Err(why) => drop(lost(store, &key, why)),
            }
        }
        records.clear_whole(store, &self.of, now)?;
        self.events.clear();
        self.base = None;
        Ok(())
    }

    /// Decides whether one more entry can follow: the stored snapshot is the one known to this page, and not outgrown.
    fn can_append(&self, store: &dyn Store) -> Result<bool, StoreError> {
        let Some(base) = &self.base else { return Ok(false) };
        let grown = self.next - base.first >= ENTRIES_MAX || base.entries > ROOM.max(base.length / 2);
        if base.saved || grown {
            return Ok(false);
        }
        // Another tab, or a person in the browser's own settings, may have taken it away.
        let there = store.get(&self.of.key())?.is_some_and(|text| hash(&text) == base.hash);
        Ok(there && store.get(&self.key(self.next))?.is_none())
    }

    /// Writes an entry; `false` where it could not be read again, and a new snapshot has to be written.
    fn append(&mut self, store: &dyn Store, meta: EntryMeta<'_>) -> Result<bool, StoreError> {
        let EntryMeta { name, place, tab, now } = meta;
        let Some(base) = &mut self.base else { return Ok(false) };
        let events = Json::text(|out| out.list(&self.events, put_event));
        let (read, defaults) = (parse(&events).unwrap_or_default(), plain(now));
        if !read.as_array().is_some_and(|events| events.iter().all(|event| event_from_value(event, &defaults).is_ok()))
        {
            return Ok(false);
        }
        let json = Json::text(|out| {
            out.object(|out| {
                out.put("on", &format!("{:x}", base.sum)).put_value("n", self.next);
                place.put(out.put("at", &write_instant(now)).put("name", name));
                out.key("acts").json(&events);
                tab.put(out);
            });
        });
        let text = format!("{:x} {json}", sum(&json));
        let key = format!("{}{}", self.of.journal(), self.next);
        store.set(&key, &text)?;
        base.entries += text.len();
        self.next += 1;
        self.events.clear();
        (self.name, self.place) = (name.to_owned(), place.clone());
        Ok(true)
    }

    fn key(&self, n: u64) -> String {
        format!("{}{n}", self.of.journal())
    }

    /// The numbers and keys of the entries, in their order.
    fn entries(&self, store: &dyn Store) -> Result<Vec<(u64, String)>, StoreError> {
        let prefix = self.of.journal();
        let entry = |key: String| {
            let n = key.strip_prefix(&prefix)?.parse::<u64>().ok().filter(|n| *n < NUMBER_MAX)?;
            Some((n, key))
        };
        let mut found: Vec<_> = store.keys()?.into_iter().filter_map(entry).collect();
        journey::order::sort(&mut found);
        Ok(found)
    }
}

/// An entry that was read.
struct Entry {
    on: u64,
    at: Instant,
    name: String,
    place: ViewState,
    tab: Tab,
    events: Vec<HistoryEvent>,
}

impl Entry {
    fn parse(raw: &str, n: u64, defaults: &Defaults) -> Result<Self, &'static str> {
        const DAMAGED: &str = "Edits that were kept are damaged.";
        let (stated, json) = raw.split_once(' ').ok_or(DAMAGED)?;
        if stated != format!("{:x}", sum(json)) {
            return Err(DAMAGED);
        }
        let value: Value = serde_json::from_str(json).map_err(|_| DAMAGED)?;
        let text = |key: &str| value.get(key).and_then(Value::as_str).ok_or(DAMAGED);
        if value.get("n").and_then(Value::as_u64) != Some(n) {
            return Err("Edits that were kept are out of their order.");
        }
        let events = value.get("acts").and_then(Value::as_array).ok_or(DAMAGED)?;
        Ok(Self {
            on: u64::from_str_radix(text("on")?, 16).map_err(|_| DAMAGED)?,
            at: read_instant(text("at")?).ok_or(DAMAGED)?,
            name: text("name")?.to_owned(),
            place: ViewState::from_value(value.get("place")),
            tab: Tab::from_value(value.get("tab")),
            events: events
                .iter()
                .map(|event| event_from_value(event, defaults))
                .collect::<Result<_, _>>()
                .map_err(|_| DAMAGED)?,
        })
    }

    /// Does it again, all or nothing.
    fn replay(self, work: &mut Unsaved) -> Result<(), &'static str> {
        let Some(draft) = &work.draft else { return Err("It follows on something else.") };
        let (mut draft, mut history) = (draft.clone(), work.history.clone());
        for event in &self.events {
            history.replay(&mut draft, event).map_err(|_| "Edits that were kept do not fit the journey.")?;
        }
        (work.draft, work.history) = (Some(draft), history);
        (work.name, work.place, work.tab, work.at) = (self.name, self.place, self.tab, self.at);
        Ok(())
    }
}

/// Quarantines an unreadable entry; `None` where it is gone.
fn lost(store: &dyn Store, key: &str, why: &str) -> Option<Problem> {
    let raw = store.get(key).ok().flatten()?;
    let why = format!("{why} The journey is as it was before them.");
    Some(quarantine(store, key.to_owned(), &raw, &why))
}

/// A checksum over a text that never changes (FNV-1a, 64 bits): it detects damage, and no more.
fn sum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
