//! The memory by which a tab works together with others on one draft (spec: journey.md §3.4).
//!
//! Each state that a tab writes has the tab's name, a number, and the numbers of the states of others that are in it. From
//! these [`SyncState`] finds the draft that two tabs have in common: only what differs from it is new.

use std::collections::BTreeMap;

use serde_json::Value;

use super::merge::{Brought, MergeInput, Merged, Side, keys, merge_knowing, parts, value_at};
use crate::model::journey::Draft;

/// The number of own states that are remembered for the others to have seen.
const STATES_MAX: usize = 20;

/// A state of another tab, as its work on record holds it.
#[derive(Clone, Copy, Debug)]
pub struct Other<'a> {
    /// The tab's name.
    pub tab: &'a str,
    /// The number of the state.
    pub number: u64,
    /// The number of the last state of each other tab that is in it.
    pub seen: &'a BTreeMap<String, u64>,
    /// The revision of the saved journey that is in it.
    pub base: u64,
    /// The draft.
    pub draft: &'a Draft,
}

/// A state of another tab, by its name and numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateOf {
    /// The tab's name.
    pub tab: String,
    /// The number of the state.
    pub number: u64,
    /// The number of the last state of this tab that is in it; `None` where none is.
    pub seen: Option<u64>,
}

impl Other<'_> {
    /// The name and numbers of the state, for the tab `here`.
    pub fn state(&self, here: &str) -> StateOf {
        StateOf { tab: self.tab.to_owned(), number: self.number, seen: self.seen.get(here).copied() }
    }
}

/// The last state of another tab that was taken over.
#[derive(Clone, Debug)]
struct Taken {
    /// The number of states that were taken over before it.
    order: usize,
    number: u64,
    seen: Option<u64>,
    draft: Draft,
}

/// The state of this tab when it hears of another one.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    /// The tab's name.
    pub tab: &'a str,
    /// The revision of the saved journey that is in the draft.
    pub base: u64,
    /// The saved draft and its revision.
    pub saved: Option<(u64, &'a Draft)>,
    /// The draft.
    pub draft: &'a Draft,
}

/// The outcome of hearing another tab's state.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// It is in what is here.
    Known,
    /// It had seen a state of this tab that is not remembered any more. It will have seen more soon, if it still lives.
    Behind,
    /// It has something new.
    New {
        /// The merged draft; this tab's value where both changed a part.
        mine: Box<Merged>,
        /// The merged draft; the other tab's value where both changed a part.
        theirs: Box<Merged>,
    },
}

/// The states that a tab knows: its own by their numbers, and the last of each other's.
#[derive(Clone, Debug)]
pub struct SyncState {
    start: Draft,
    /// The revision of the saved journey that the tab began with, where it began with nothing else.
    clean: Option<u64>,
    /// The tab and the number of the state it began with, where that was another tab's.
    began: Option<(String, u64)>,
    /// The states of others that are in what it began with.
    inherited: BTreeMap<String, u64>,
    /// True where another tab is known to be there, even if nothing was heard of it.
    is_beside: bool,
    own: Vec<(u64, Draft)>,
    others: BTreeMap<String, Taken>,
    /// The number of states that were taken over.
    taken: usize,
    /// The parts that each other tab brought or took away: as long as they are so here, that is its doing.
    brought: BTreeMap<String, Brought>,
}

impl SyncState {
    /// A tab that begins with a draft; `clean` is the revision of the saved journey, where the draft is what it holds.
    pub fn new(draft: Draft, clean: Option<u64>) -> Self {
        Self {
            start: draft.clone(),
            clean,
            began: None,
            inherited: BTreeMap::new(),
            is_beside: false,
            own: vec![(0, draft)],
            others: BTreeMap::new(),
            taken: 0,
            brought: BTreeMap::new(),
        }
    }

    /// Goes on from work that was found, as the tab that left it: its state has this number, and others' are in it.
    pub fn go_on(&mut self, number: u64, seen: &BTreeMap<String, u64>) {
        self.inherited.clone_from(seen);
        self.own = vec![(number, self.start.clone())];
    }

    /// Goes on beside another tab. `began` is whose the work is that was found, and the number of its state; `seen` are the
    /// states of others that are in it.
    pub fn go_beside(&mut self, began: Option<(String, u64)>, seen: &BTreeMap<String, u64>) {
        self.is_beside = true;
        self.inherited.clone_from(seen);
        if let Some((tab, number)) = &began {
            self.others.insert(tab.clone(), Taken { order: 0, number: *number, seen: None, draft: self.start.clone() });
        }
        self.began = began;
    }

    /// Goes on as another tab from the last state that went out: whoever took the name `old` may go on from there, too.
    pub fn part_from(&mut self, old: &str) {
        if let Some((number, draft)) = self.own.pop() {
            // Nobody has seen anything of the new name.
            self.others.values_mut().for_each(|taken| taken.seen = None);
            self.others.insert(old.to_owned(), Taken { order: self.taken, number, seen: None, draft: draft.clone() });
            self.began = Some((old.to_owned(), number));
            self.clean = None;
            self.start = draft.clone();
            self.own = vec![(0, draft)];
        }
    }

    /// The last state that went out, where `draft` no longer holds something of it that another tab brought.
    pub fn overwritten(&self, draft: &Draft) -> Option<&Draft> {
        if self.brought.values().all(Brought::is_empty) {
            return None;
        }
        let (here, (_, last)) = (parts(draft), self.own.last()?);
        let was = parts(last);
        let is_lost = |((group, field), value): (&(String, String), &Option<Value>)| {
            let value = value.as_ref();
            value_at(&was, group, field) == value && value_at(&here, group, field) != value
        };
        self.brought.values().flatten().any(is_lost).then_some(last)
    }

    /// A state of one's own went out.
    pub fn record_sent(&mut self, number: u64, draft: &Draft) {
        if self.own.len() >= STATES_MAX {
            self.own.remove(0);
        }
        self.own.push((number, draft.clone()));
        if self.brought.values().any(|brought| !brought.is_empty()) {
            // A part that was changed since is this tab's own doing, even where it is put back.
            let here = parts(draft);
            for brought in self.brought.values_mut() {
                brought.retain(|(group, field), value| value_at(&here, group, field) == value.as_ref());
            }
        }
    }

    /// Tells that no other tab is known.
    pub fn is_alone(&self) -> bool {
        self.others.is_empty() && !self.is_beside
    }

    /// Compares another tab's state with this tab's, and merges what is new.
    pub fn receive(&self, other: Other<'_>, here: Here<'_>) -> Heard {
        let known = self.others.get(other.tab);
        let last = known.map(|taken| &taken.number).max(self.inherited.get(other.tab));
        if last.is_some_and(|last| *last >= other.number) {
            return Heard::Known;
        }
        let seen = other.seen.get(here.tab);
        let mine_seen = match (known, seen) {
            // It has nothing more of this tab than when it was heard of last: whatever is new since is its own doing.
            (Some(taken), seen) if taken.seen.as_ref() == seen => Some(&taken.draft),
            (_, None) => self.common(other, here),
            (_, Some(seen)) => match self.own.iter().find(|(number, _)| number == seen) {
                Some((_, draft)) => Some(draft),
                None => return Heard::Behind,
            },
        };
        let last = known.or_else(|| self.taken_by(other).map(|(_, taken)| taken).max_by_key(|taken| taken.order));
        let theirs_seen = last.map(|taken| &taken.draft).or(mine_seen);
        let input = MergeInput { mine: here.draft, mine_seen, theirs: other.draft, theirs_seen };
        let brought: Vec<_> = self.taken_by(other).filter_map(|(tab, _)| self.brought.get(tab)).collect();
        let [mine, theirs] = [Side::Mine, Side::Theirs].map(|side| Box::new(merge_knowing(input, side, &brought)));
        Heard::New { mine, theirs }
    }

    /// The states that were taken over and are in the other tab's state: its own, and of tabs whose work it goes on from.
    fn taken_by<'a>(&'a self, other: Other<'a>) -> impl Iterator<Item = (&'a String, &'a Taken)> {
        let has = move |tab: &str, number| other.seen.get(tab).is_some_and(|seen| *seen >= number);
        self.others.iter().filter(move |(tab, taken)| *tab == other.tab || has(tab, taken.number))
    }

    /// The draft that both go on from, where the other tab has seen nothing of this one. `None` where nobody knows.
    fn common<'a>(&'a self, other: Other<'_>, here: Here<'a>) -> Option<&'a Draft> {
        let has_start = self
            .began
            .as_ref()
            .is_some_and(|(tab, number)| other.tab == tab || other.seen.get(tab).is_some_and(|seen| seen >= number));
        if has_start {
            return Some(&self.start);
        }
        // No draft that is known here holds the changes between the two since then.
        let line = self.began.as_ref().is_some_and(|(tab, _)| other.seen.contains_key(tab));
        if line || self.inherited.contains_key(other.tab) {
            return None;
        }
        let saved = here.saved.filter(|(revision, _)| *revision <= other.base.min(here.base));
        // A later revision goes on from an earlier one.
        let start = self.clean.is_some_and(|revision| revision <= other.base).then_some(&self.start);
        saved.map(|(_, draft)| draft).or(start)
    }

    /// Another's state was taken over, or decided about: that made this tab's draft `after` of what it was `before`.
    pub fn acknowledge(
        &mut self,
        StateOf { tab, number, seen }: StateOf,
        theirs: &Draft,
        (before, after): (&Draft, &Draft),
    ) {
        self.taken += 1;
        self.others.insert(tab.clone(), Taken { order: self.taken, number, seen, draft: theirs.clone() });
        if before.is_same(after) {
            return;
        }
        let [there, was, is] = [theirs, before, after].map(parts);
        let brought = self.brought.entry(tab).or_default();
        for (group, field) in [&was, &is].into_iter().flat_map(keys) {
            let value = value_at(&is, group, field);
            if value != value_at(&was, group, field) && value == value_at(&there, group, field) {
                brought.insert((group.clone(), field.clone()), value.cloned());
            }
        }
    }

    /// The number of the state of each other tab that was taken over last.
    pub fn seen(&self) -> BTreeMap<String, u64> {
        self.others.iter().map(|(other, taken)| (other.clone(), taken.number)).collect()
    }
}

#[cfg(test)]
mod tests;
