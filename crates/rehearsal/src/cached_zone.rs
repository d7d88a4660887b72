//! A zone that remembers its clock changes: the engine asks for thousands of offsets, and the browser answers each slowly.

use std::cell::RefCell;

use journey::time::{ClockTime, Instant, Span};

use crate::{
    time_set::{DAY, HOUR, instant, millis},
    zone::{Stretch, Zone, add_span, clock_change, next_clock, next_full_hour, next_midnight},
};

/// A change: when, and the offsets before and after, all in milliseconds.
pub(crate) type Change = (i64, i64, i64);

/// The years of which changes are remembered, from 1888 to 2189.
const LOOKED_AT: std::ops::Range<i64> = -30_000 * DAY..80_000 * DAY;
/// The length of time whose changes are looked up at once.
const STRETCH: i64 = 48 * DAY;
/// Farther than this from what is known, it is looked up anew instead of all the way there.
const APART: i64 = 4_000 * DAY;

/// A zone in front of another one.
pub(crate) struct CachedZone<'a> {
    zone: &'a dyn Zone,
    /// The stretches looked up, the last used first: the years of a journey, and the far end of an unlimited one.
    known: RefCell<Vec<Known>>,
}

/// The changes within a stretch of time.
struct Known {
    from: i64,
    to: i64,
    /// The offset at the start of it.
    first: i64,
    changes: Vec<Change>,
}

impl Known {
    /// The place of the first change after an instant.
    fn after(&self, at: i64) -> usize {
        self.changes.partition_point(|change| change.0 <= at)
    }

    /// The offset before the change of a place.
    fn offset(&self, place: usize) -> i64 {
        if place == 0 { self.first } else { self.changes[place - 1].2 }
    }
}

impl<'a> CachedZone<'a> {
    pub fn new(zone: &'a dyn Zone) -> Self {
        Self { zone, known: RefCell::default() }
    }

    /// Reads the stretch between two instants, looking it up where it is not cached.
    fn look<T>(&self, from: i64, to: i64, read: impl FnOnce(&Known) -> T) -> T {
        let mut known = self.known.borrow_mut();
        let holds = |known: &Known| known.from <= from && to < known.to;
        if !known.first().is_some_and(holds) {
            let near = |known: &Known| from >= known.from - APART && to <= known.to + APART;
            let place = known.iter().position(holds).or_else(|| known.iter().position(near)).unwrap_or_else(|| {
                let start = from.div_euclid(STRETCH) * STRETCH;
                known.push(Known { from: start, to: start, first: self.asked(start), changes: Vec::new() });
                known.len() - 1
            });
            known.swap(0, place);
            self.widen(&mut known[0], from, to);
        }
        read(&known[0])
    }

    /// Looks further, in both directions.
    fn widen(&self, known: &mut Known, from: i64, to: i64) {
        if to >= known.to {
            let to = (to.div_euclid(STRETCH) + 1) * STRETCH;
            known.changes.extend(self.found(known.to, to));
            known.to = to;
        }
        if from < known.from {
            let from = from.div_euclid(STRETCH) * STRETCH;
            let mut found = self.found(from, known.from);
            found.append(&mut known.changes);
            (known.from, known.first, known.changes) = (from, self.asked(from), found);
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
        self.look(from, to, |known| known.changes.get(known.after(from)).map(|change| change.0).filter(|at| *at <= to))
    }

    /// The changes after one instant and up to another.
    pub fn changes(&self, from: i64, to: i64) -> Vec<Change> {
        self.look(from, to, |known| {
            known.changes[known.after(from)..].iter().take_while(|change| change.0 <= to).copied().collect()
        })
    }

    /// The offset where the clocks do not change after one instant and up to another.
    fn calm(&self, from: i64, to: i64) -> Option<i64> {
        self.look(from, to, |known| {
            let place = known.after(from);
            let calm = known.changes.get(place).is_none_or(|change| change.0 > to);
            calm.then(|| known.offset(place))
        })
    }

    /// [`crate::zone::next_clock`]; most days the clocks do not change, and then it is a sum.
    pub fn next_clock(&self, at: i64, clock: ClockTime) -> i64 {
        match self.calm(at - 2 * DAY, at + 2 * DAY) {
            Some(offset) => next_at(at, DAY, i64::from(clock.minutes()) * 60_000 - offset),
            // Never before what was asked from, whatever is finer than a millisecond.
            None => millis(next_clock(self, instant(at), clock)).max(at),
        }
    }

    /// [`crate::zone::next_midnight`].
    pub fn next_midnight(&self, at: i64) -> i64 {
        match self.calm(at - 2 * DAY, at + 2 * DAY) {
            Some(offset) => next_at(at, DAY, -offset),
            None => millis(next_midnight(self, instant(at))).max(at),
        }
    }

    /// [`crate::zone::next_full_hour`].
    pub fn next_full_hour(&self, at: i64) -> i64 {
        match self.calm(at, at + 3 * HOUR) {
            Some(offset) => next_at(at, HOUR, -offset),
            None => millis(next_full_hour(self, instant(at))).max(at),
        }
    }

    /// So many days later, which keeps the clock time ([`crate::zone::add_span`]).
    pub fn add_days(&self, at: i64, days: u32) -> i64 {
        let to = at + i64::from(days) * DAY;
        match (self.calm(at, at), self.calm(to - 2 * DAY, to + 2 * DAY)) {
            (Some(offset), Some(then)) => (to + offset - then).max(at),
            _ => millis(add_span(self, instant(at), Span::Days(days))),
        }
    }

    /// The offset at an instant, in milliseconds.
    pub fn offset(&self, at: i64) -> i64 {
        self.look(at, at, |known| known.offset(known.after(at)))
    }
}

/// The first instant at or after one that lies on a grid.
fn next_at(at: i64, every: i64, phase: i64) -> i64 {
    at + (phase - at).rem_euclid(every)
}

impl Zone for CachedZone<'_> {
    fn offset_at(&self, instant: Instant) -> i32 {
        // Beyond the years that the engine looks at, the zone itself answers.
        let at = instant.timestamp_millis();
        if LOOKED_AT.contains(&at) { (self.offset(at) / 1_000) as i32 } else { self.zone.offset_at(instant) }
    }

    fn name(&self) -> &str {
        self.zone.name()
    }

    fn known(&self, from: i64, to: i64) -> Option<Vec<Stretch>> {
        let (first, last) = (from * 1_000, to * 1_000);
        if from >= to || !LOOKED_AT.contains(&first) || !LOOKED_AT.contains(&last) {
            return None;
        }
        Some(self.look(first, last, |known| {
            let place = known.after(first);
            let mut list = vec![Stretch { from, to, offset: known.offset(place) / 1_000 }];
            for (at, _, after) in known.changes[place..].iter().take_while(|change| change.0 < last) {
                if let Some(held) = list.last_mut() {
                    held.to = at / 1_000;
                }
                list.push(Stretch { from: at / 1_000, to, offset: after / 1_000 });
            }
            list
        }))
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
