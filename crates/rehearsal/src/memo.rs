//! A zone that remembers its clock changes: the engine asks for thousands of offsets, and the browser answers each slowly.

use std::cell::RefCell;

use journey::time::{ClockTime, Instant, Span};

use crate::{
    set::{DAY, HOUR, instant, millis},
    zone::{Zone, add_span, clock_change, midnight_after, next_clock, next_full_hour, next_midnight},
};

/// A change: when, and the offsets before and after, all in milliseconds.
pub(crate) type Change = (i64, i64, i64);

/// How far the changes are looked up at once.
const STRETCH: i64 = 48 * DAY;
/// Farther than this from what is known, it is looked up anew instead of all the way there.
const APART: i64 = 4_000 * DAY;

/// A zone in front of another one.
pub(crate) struct Memo<'a> {
    zone: &'a dyn Zone,
    known: RefCell<Known>,
}

/// The changes within a stretch of time.
#[derive(Default)]
struct Known {
    from: i64,
    to: i64,
    /// The offset at the start of it.
    first: i64,
    changes: Vec<Change>,
}

impl<'a> Memo<'a> {
    pub fn new(zone: &'a dyn Zone) -> Self {
        Self { zone, known: RefCell::default() }
    }

    /// Looks up what lies between two instants.
    fn look(&self, from: i64, to: i64) {
        let known = self.known.borrow();
        if known.from <= from && to < known.to {
            return;
        }
        let none = known.from == known.to;
        let near = !none && from >= known.from - APART && to <= known.to + APART;
        let (start, end) = (known.from, known.to);
        drop(known);
        if !near {
            let start = from.div_euclid(STRETCH) * STRETCH;
            let end = (to.div_euclid(STRETCH) + 1) * STRETCH;
            let known = Known { from: start, to: end, first: self.asked(start), changes: self.found(start, end) };
            *self.known.borrow_mut() = known;
            return;
        }
        if to >= end {
            let to = (to.div_euclid(STRETCH) + 1) * STRETCH;
            let found = self.found(end, to);
            let mut known = self.known.borrow_mut();
            known.changes.extend(found);
            known.to = to;
        }
        if from < start {
            let from = from.div_euclid(STRETCH) * STRETCH;
            let (first, mut found) = (self.asked(from), self.found(from, start));
            let mut known = self.known.borrow_mut();
            found.append(&mut known.changes);
            (known.from, known.first, known.changes) = (from, first, found);
        }
    }

    fn asked(&self, at: i64) -> i64 {
        i64::from(self.zone.offset_at(instant(at))) * 1_000
    }

    /// The changes after one instant and up to another.
    fn found(&self, from: i64, to: i64) -> Vec<Change> {
        let mut list = Vec::new();
        let mut after = instant(from);
        while let Some((at, by)) = clock_change(self.zone, after, instant(to)) {
            let offset = self.asked(millis(at));
            list.push((millis(at), offset - by * 1_000, offset));
            after = at;
        }
        list
    }

    /// The first change after one instant and up to another.
    pub fn change(&self, from: i64, to: i64) -> Option<i64> {
        self.look(from, to);
        let known = self.known.borrow();
        let place = known.changes.partition_point(|change| change.0 <= from);
        known.changes.get(place).map(|change| change.0).filter(|at| *at <= to)
    }

    /// The changes after one instant and up to another.
    pub fn changes(&self, from: i64, to: i64) -> Vec<Change> {
        self.look(from, to);
        let known = self.known.borrow();
        let place = known.changes.partition_point(|change| change.0 <= from);
        known.changes[place..].iter().take_while(|change| change.0 <= to).copied().collect()
    }

    /// The offset where the clocks do not change after one instant and up to another.
    fn calm(&self, from: i64, to: i64) -> Option<i64> {
        self.look(from, to);
        let known = self.known.borrow();
        let place = known.changes.partition_point(|change| change.0 <= from);
        let calm = known.changes.get(place).is_none_or(|change| change.0 > to);
        calm.then(|| if place == 0 { known.first } else { known.changes[place - 1].2 })
    }

    /// [`crate::zone::next_clock`]; most days the clocks do not change, and then it is a sum.
    pub fn next_clock(&self, at: i64, clock: ClockTime) -> i64 {
        match self.calm(at - 2 * DAY, at + 2 * DAY) {
            Some(offset) => next_at(at, DAY, i64::from(clock.minutes()) * 60_000 - offset),
            // Never before what was asked from, whatever is finer than a millisecond.
            None => millis(next_clock(self.zone, instant(at), clock)).max(at),
        }
    }

    /// [`crate::zone::next_midnight`].
    pub fn next_midnight(&self, at: i64) -> i64 {
        match self.calm(at - 2 * DAY, at + 2 * DAY) {
            Some(offset) => next_at(at, DAY, -offset),
            None => {
                let night = millis(next_midnight(self.zone, instant(at)));
                // Never the same again, whatever the clocks do.
                if night >= at { night } else { millis(midnight_after(self.zone, instant(at))).max(at) }
            }
        }
    }

    /// [`crate::zone::next_full_hour`].
    pub fn next_full_hour(&self, at: i64) -> i64 {
        match self.calm(at, at + 3 * HOUR) {
            Some(offset) => next_at(at, HOUR, -offset),
            None => millis(next_full_hour(self.zone, instant(at))).max(at),
        }
    }

    /// So many days later, which keeps the clock time ([`crate::zone::add_span`]).
    pub fn add_days(&self, at: i64, days: u32) -> i64 {
        let to = at + i64::from(days) * DAY;
        match (self.calm(at, at), self.calm(to - 2 * DAY, to + 2 * DAY)) {
            (Some(offset), Some(then)) => (to + offset - then).max(at),
            _ => millis(add_span(self.zone, instant(at), Span::Days(days))),
        }
    }

    /// The offset at an instant, in milliseconds.
    pub fn offset(&self, at: i64) -> i64 {
        self.look(at, at);
        let known = self.known.borrow();
        let place = known.changes.partition_point(|change| change.0 <= at);
        if place == 0 { known.first } else { known.changes[place - 1].2 }
    }
}

/// The first instant at or after one that lies on a grid.
fn next_at(at: i64, every: i64, phase: i64) -> i64 {
    at + (phase - at).rem_euclid(every)
}

impl Zone for Memo<'_> {
    fn offset_at(&self, instant: Instant) -> i32 {
        // Beyond the years that the engine looks at, the zone itself answers.
        let at = instant.timestamp_millis();
        if (-30_000 * DAY..80_000 * DAY).contains(&at) {
            (self.offset(at) / 1_000) as i32
        } else {
            self.zone.offset_at(instant)
        }
    }

    fn name(&self) -> &str {
        self.zone.name()
    }
}

/// A zone with one offset: a user's of whom nothing but that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedZone(
    /// Seconds east of UTC.
    pub i32,
);

impl Zone for FixedZone {
    fn offset_at(&self, _: Instant) -> i32 {
        self.0
    }
    fn name(&self) -> &str {
        "a user’s zone"
    }
}
