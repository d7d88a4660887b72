//! The events to come in the order of time, sorted five minutes at a time.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::time_set::HOUR;

/// The most slots; over a long time each is wider.
const SLOTS: i64 = 1 << 17;
/// The width of a slot: few events lead to another one in the same.
const WIDTH: i64 = HOUR / 12;

/// The kind of an event, in the order in which several at one instant happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// The journey timeout takes a generation.
    Expire,
    /// Users qualify some time after their event.
    Enter,
    /// Some of the control group meet the goal of this place.
    Control(u8),
    /// A cohort begins to fire in the pool of this number.
    Begin(u8),
    /// A cohort's window closes in the pool of this number.
    Close(u8),
    /// A cohort leaves by *Timeout*.
    TimeOut,
    /// A cohort has waited before a node.
    Arrive,
    /// Quiet hours drop the message of a cohort.
    Drop,
}

/// An event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    pub at: i64,
    pub what: What,
    pub class: u16,
    pub node: u32,
    pub generation: u32,
    /// The users who qualify or meet a goal.
    pub n: u64,
    /// The pace at which a cohort fires.
    pub mass: f64,
    /// The instant at which the cohort began to fire.
    pub from: i64,
}

/// An event's place in the order: its time, its kind, and which of several came first.
type Key = (i64, What, u32);

/// An event that came in when those of its slot were sorted already.
struct Late(Key, Event);

impl PartialEq for Late {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Late {}

impl PartialOrd for Late {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Late {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

/// The events to come, up to an end.
pub(super) struct Agenda {
    from: i64,
    until: i64,
    width: i64,
    slots: Vec<Vec<Event>>,
    /// The first slot that has not been sorted yet.
    next: usize,
    /// No slot before this one holds anything, but for those sorted.
    filled: usize,
    /// The events of the slot before, the last one first.
    sorted: Vec<Event>,
    /// Those that came in since.
    late: BinaryHeap<Reverse<Late>>,
    count: u32,
}

impl Agenda {
    pub fn new(from: i64, until: i64) -> Self {
        let length = (until - from).max(0);
        let width = WIDTH.max(length / SLOTS + 1);
        let slots = vec![Vec::new(); (length / width + 1) as usize];
        Self { from, until, width, slots, next: 0, filled: 0, sorted: Vec::new(), late: BinaryHeap::new(), count: 0 }
    }

    /// Adds an event; one after the end never happens.
    pub fn push(&mut self, event: Event) {
        if event.at > self.until {
            return;
        }
        let slot = self.slot(event.at);
        if slot >= self.next {
            self.filled = self.filled.min(slot);
            self.slots[slot].push(event);
        } else {
            self.count = self.count.wrapping_add(1);
            self.late.push(Reverse(Late((event.at, event.what, self.count), event)));
        }
    }

    /// Sorts the slots up to one, where nothing is left of those before: later ones are still added to.
    fn sort_to(&mut self, slot: usize) {
        while self.sorted.is_empty() && self.late.is_empty() && self.next <= slot && self.next < self.slots.len() {
            std::mem::swap(&mut self.sorted, &mut self.slots[self.next]);
            self.sorted.sort_unstable_by_key(|event| Reverse((event.at, event.what)));
            self.next += 1;
        }
    }

    fn slot(&self, at: i64) -> usize {
        ((at - self.from) / self.width).max(0) as usize
    }

    /// The key of the next event, and whether it came in late.
    fn first(&self) -> Option<((i64, What), bool)> {
        let sorted = self.sorted.last().map(|event| ((event.at, event.what), false));
        let late = self.late.peek().map(|late| ((late.0.0.0, late.0.0.1), true));
        sorted.into_iter().chain(late).min()
    }

    /// The instant of the next event.
    pub fn next_at(&mut self) -> Option<i64> {
        if let Some(first) = self.first() {
            return Some(first.0.0);
        }
        self.filled = self.filled.max(self.next);
        while self.slots.get(self.filled)?.is_empty() {
            self.filled += 1;
        }
        self.slots[self.filled].iter().map(|event| event.at).min()
    }

    /// True where an event happens at an instant.
    pub fn is_due(&mut self, at: i64) -> bool {
        self.sort_to(self.slot(at));
        self.first().is_some_and(|first| first.0.0 == at)
    }

    /// Takes the next event if it happens at an instant and `wanted` wants it.
    pub fn take(&mut self, at: i64, wanted: impl Fn(What) -> bool) -> Option<Event> {
        self.sort_to(self.slot(at));
        let ((due, what), late) = self.first()?;
        if due != at || !wanted(what) {
            return None;
        }
        if late { self.late.pop().map(|late| late.0.1) } else { self.sorted.pop() }
    }
}
