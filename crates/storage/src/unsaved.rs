//! Unsaved work, kept by itself apart from the saved draft (spec: journey.md §3.4): the draft with its history, and where in
//! it the person was. What was done since stands in the journal beside it.

use std::collections::BTreeMap;

use journey::{
    edit::history::History,
    format::{
        Defaults, Json, check_draft, draft_from_value, history_from_value, links_from_value, parse, put_draft,
        put_history, put_links,
    },
    graph::LinkKey,
    journey::{Draft, VersionRef},
    text::{JourneyId, NodeId},
    time::Instant,
};
use serde_json::Value;

use crate::{
    envelope::{Entry, Outcome, open},
    key::WorkKey,
    records::{JourneyStore, Problem, SaveError, hash, plain, quarantine},
    store::{Store, StoreError},
};

/// The most characters of a history on record; older steps are left out.
pub const HISTORY_MAX: usize = 1_000_000;
/// Numbers of states and entries stay below this one: it is the largest that JSON readers agree on.
pub(crate) const NUMBER_MAX: u64 = 1 << 53;

/// Work that is not saved yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsaved {
    /// The identity of the work.
    pub of: WorkKey,
    /// The revision of the saved journey that is in it; 0 for a new one. What was saved since is another tab's.
    pub base: u64,
    /// The name as it stands in the field, whether it can be used or not.
    pub name: String,
    /// The working copy; `None` where it is what was saved as `base`, of which only the history is kept.
    pub draft: Option<Draft>,
    /// The steps that can be undone and redone.
    pub history: History,
    /// The person's view and selection.
    pub place: ViewState,
    /// The tab that it is of, and the states of other tabs that this one had seen.
    pub tab: Tab,
    /// When it was last changed.
    pub at: Instant,
}

/// Whose a state of the work is, for other tabs that have the same journey open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// The tab's name; empty in records from before there was one.
    pub id: String,
    /// The number of the state; each that is written has the next one.
    pub number: u64,
    /// The state of each other tab that is in it.
    pub seen: BTreeMap<String, u64>,
}

impl Tab {
    /// Puts the field `tab`, where there is a tab to name.
    pub(crate) fn put(&self, out: &mut Json) {
        if self.id.is_empty() {
            return;
        }
        out.key("tab").object(|out| {
            out.put("id", &self.id).put_value("n", self.number).key("seen").object(|out| {
                for (id, n) in &self.seen {
                    out.put_value(id, *n);
                }
            });
        });
    }

    /// Nothing hangs on it: what cannot be read of it is left out.
    pub(crate) fn from_value(value: Option<&Value>) -> Self {
        let part = |key: &str| value.and_then(|value| value.get(key));
        let seen = part("seen").and_then(Value::as_object).into_iter().flatten();
        Self {
            id: part("id").and_then(Value::as_str).unwrap_or_default().to_owned(),
            number: part("n").and_then(Value::as_u64).filter(|n| *n < NUMBER_MAX).unwrap_or_default(),
            seen: seen.filter_map(|(id, n)| Some((id.clone(), n.as_u64()?))).collect(),
        }
    }
}

/// The visible part of the canvas, and the selection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewState {
    /// Pixels to the right, pixels down, and the zoom; `None` where nothing was shown yet.
    pub view: Option<[f64; 3]>,
    /// The selected nodes.
    pub nodes: Vec<NodeId>,
    /// The selected links.
    pub links: Vec<LinkKey>,
}

impl ViewState {
    /// Puts the field `place`.
    pub(crate) fn put(&self, out: &mut Json) {
        out.key("place").object(|out| {
            out.put_some("view", self.view, |out, view| out.list(view, |out, n| out.value(&n.into())));
            out.put_list("nodes", &self.nodes, |out, id| out.string(id.as_str()));
            if !self.links.is_empty() {
                put_links(out.key("links"), &self.links);
            }
        });
    }

    /// Nothing hangs on it: what cannot be read of it is left out.
    pub(crate) fn from_value(value: Option<&Value>) -> Self {
        let part = |key: &str| value.and_then(|value| value.get(key));
        let number = |n: usize| part("view")?.get(n)?.as_f64().filter(|n| n.is_finite());
        let view = || Some([number(0)?, number(1)?, number(2).filter(|zoom| *zoom > 0.0)?]);
        let nodes = part("nodes").and_then(Value::as_array).into_iter().flatten();
        Self {
            view: view(),
            nodes: nodes.filter_map(|id| NodeId::parse(id.as_str()?)).collect(),
            links: part("links").and_then(|links| links_from_value(links).ok()).unwrap_or_default(),
        }
    }
}

/// Unsaved work as its record holds it: with the number of the journal's entry that follows on it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Snapshot {
    pub(crate) work: Unsaved,
    pub(crate) next: u64,
}

impl JourneyStore {
    /// Keeps unsaved work over what was kept of the same; returns the text of the record.
    pub(crate) fn write_snapshot(&self, store: &dyn Store, whole: &Snapshot) -> Result<String, SaveError> {
        let Snapshot { work, next } = whole;
        let defaults = plain(work.at);
        // Work that could not be loaded again is not written.
        work.draft.iter().try_for_each(|draft| check_draft(draft, &defaults)).map_err(SaveError::Invalid)?;
        let history = (!work.history.is_empty())
            .then(|| Json::text(|out| put_history(out, &work.history, HISTORY_MAX)))
            .filter(|text| parse(text).is_ok_and(|value| history_from_value(&value, &defaults).is_ok()));
        let write = |out: &mut Json| {
            out.object(|out| {
                match &work.of.journey {
                    Some(id) => out.put("journey", id.as_str()),
                    None => out.put_value("journey", Value::Null),
                }
                .put("name", &work.name);
                match &work.draft {
                    Some(draft) => put_draft(out.key("draft"), draft),
                    None => {
                        out.put_value("draft", Value::Null);
                    }
                }
                work.place.put(out);
                out.put_value("next", *next)
                    .put_some("version", work.of.version, |out, version| out.value(&version.into()))
                    .put_some("history", history.as_deref(), Json::json);
                work.tab.put(out);
            });
        };
        let key = work.of.key();
        self.standing(store, &key, |raw| self.open_snapshot(Some(raw), &work.of, &defaults))?;
        Ok(self.write(store, key, work.base, work.at, "unsaved", &write)?)
    }

    /// Reads unsaved work without its journal, and changes nothing; with the text of the record.
    pub(crate) fn read_whole(
        &self,
        store: &dyn Store,
        of: &WorkKey,
        defaults: &Defaults,
    ) -> Result<(Outcome<Snapshot>, Option<String>), StoreError> {
        let key = of.key();
        let raw = store.get(&key)?;
        let hash = raw.as_deref().map(hash);
        let outcome = self.open_snapshot(raw.clone(), of, defaults);
        self.remember(key, hash, &outcome);
        Ok((outcome, raw))
    }

    /// The draft of work that was read: its own, or what is saved, where that is the revision it goes on from. `None` where
    /// something else was saved since: then the work holds nothing new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn draft_of(
        &self,
        store: &dyn Store,
        work: &Unsaved,
        defaults: &Defaults,
    ) -> Result<Option<Draft>, StoreError> {
        let (None, Some(id)) = (&work.draft, &work.of.journey) else { return Ok(work.draft.clone()) };
        let (Outcome::Loaded(kept) | Outcome::Migrated { kept, .. }) = self.load(store, id, defaults)? else {
            return Ok(None);
        };
        let version = work.of.version.map_or(VersionRef::Draft, VersionRef::Number);
        Ok(kept.value.content(version).filter(|_| kept.revision == work.base).cloned())
    }

    /// Quarantines damaged unsaved work, so that new work can be kept in its place; `None` where it is not damaged.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be read at all.
    pub fn quarantine_unsaved(
        &self,
        store: &dyn Store,
        of: &WorkKey,
        defaults: &Defaults,
    ) -> Result<Option<Problem>, StoreError> {
        Ok(match self.read_whole(store, of, defaults)?.0 {
            Outcome::Corrupt { raw, why } => Some(quarantine(store, of.key(), &raw, &why)),
            _ => None,
        })
    }

    /// Removes the record of unsaved work. A damaged one is quarantined first.
    pub(crate) fn clear_whole(&self, store: &dyn Store, of: &WorkKey, now: Instant) -> Result<(), SaveError> {
        let key = of.key();
        self.standing(store, &key, |raw| self.open_snapshot(Some(raw), of, &plain(now)))?;
        Ok(store.remove(&key)?)
    }

    /// The identities of all unsaved work: a new journey first, then by id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn list_unsaved(&self, store: &dyn Store) -> Result<Vec<WorkKey>, StoreError> {
        let mut found: Vec<_> = store.keys()?.iter().filter_map(|key| WorkKey::of_key(key)).collect();
        journey::order::sort(&mut found);
        Ok(found)
    }

    fn open_snapshot(&self, raw: Option<String>, of: &WorkKey, defaults: &Defaults) -> Outcome<Snapshot> {
        let outcome = open(self.migrations, raw, "unsaved", |value| {
            let part = |key: &str| value.get(key).ok_or_else(|| format!("The record is damaged: it holds no “{key}”."));
            let version = value.get("version").and_then(Value::as_u64);
            if part("journey")?.as_str() != of.journey.as_ref().map(JourneyId::as_str)
                || version != of.version.map(u64::from)
            {
                return Err("The record is damaged: it belongs to another journey.".to_owned());
            }
            let name = part("name")?.as_str().ok_or("The record is damaged: its name is not a text.")?.to_owned();
            let draft = part("draft")?;
            let read = || draft_from_value(draft, defaults).map_err(|error| error.to_string());
            let draft = if draft.is_null() { None } else { Some(read()?) };
            // Records from before there was a journal have none of what follows.
            let history = value.get("history").map(|history| history_from_value(history, defaults));
            let history = history.transpose().map_err(|error| error.to_string())?.unwrap_or_default();
            let next = value.get("next").and_then(Value::as_u64);
            let next = next.filter(|next| *next < NUMBER_MAX).unwrap_or_default();
            let (place, tab) = (ViewState::from_value(value.get("place")), Tab::from_value(value.get("tab")));
            // Base and time are the envelope's.
            let work = Unsaved { of: of.clone(), base: 0, name, draft, history, place, tab, at: defaults.now };
            Ok(Snapshot { work, next })
        });
        let with = |mut kept: Entry<Snapshot>| {
            (kept.value.work.base, kept.value.work.at) = (kept.revision, kept.saved);
            kept
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
