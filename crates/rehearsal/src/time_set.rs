//! When somebody can be at a point of the journey: an interval of instants, tied to when they entered.
//!
//! The engine carries sets of pairs (entry, now). Each is bounded by when the user entered, by what time it is and by how long
//! they have been inside; and where a clock decides, it holds only what lies on a grid, such as each day at 20:00, or within
//! half an hour of it. All that happens on the way (a delay, a window, a clock time, quiet hours) turns such sets into such sets, without going through
//! the instants one by one. Times are milliseconds since 1970.

use chrono::DateTime;
use journey::time::Instant;

/// The horizon, the start of the year 3000: what stands for “for ever”, and makes every loop end.
pub(crate) const HORIZON: i64 = 32_503_680_000_000;
/// No bound.
const NONE: i64 = i64::MAX / 4;
pub(crate) const HOUR: i64 = 3_600_000;
pub(crate) const DAY: i64 = 24 * HOUR;

/// The milliseconds of an instant, within the horizon; what is finer is cut off.
pub(crate) fn millis(instant: Instant) -> i64 {
    instant.timestamp_millis().clamp(-HORIZON, HORIZON)
}

/// The instant of milliseconds.
pub(crate) fn instant(millis: i64) -> Instant {
    DateTime::from_timestamp_millis(millis).unwrap_or(Instant::MAX_UTC)
}

/// So many days of 24 hours later; within the horizon.
pub(crate) fn days_later(at: Instant, days: i64) -> Instant {
    instant((millis(at) + days * DAY).clamp(-HORIZON, HORIZON))
}

/// Stretches of time of one length, at a regular distance: each day at 20:00, or each day from 20:00 to 20:30.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grid {
    pub every: i64,
    /// The start of any of them.
    pub phase: i64,
    /// From the first instant of one to its last: nought where each is one instant. Less than `every`.
    pub width: i64,
}

impl Grid {
    /// Single instants.
    pub fn points(every: i64, phase: i64) -> Self {
        Self { every, phase, width: 0 }
    }

    /// The time since the start of the last stretch, at an instant.
    fn since(self, at: i64) -> i64 {
        (at - self.phase).rem_euclid(self.every)
    }
    /// The first instant of the last stretch that has begun at an instant.
    pub fn start(self, at: i64) -> i64 {
        at - self.since(at)
    }
    /// The first instant of it at or after one.
    pub fn up(self, at: i64) -> i64 {
        let since = self.since(at);
        if since <= self.width { at } else { at + self.every - since }
    }
    /// The last instant of it at or before one.
    fn down(self, at: i64) -> i64 {
        at - (self.since(at) - self.width).max(0)
    }
    /// True where one of its stretches holds all from an instant to another.
    fn holds(self, (from, to): (i64, i64)) -> bool {
        self.since(from) + (to - from) <= self.width
    }
    /// True where it holds all that another one holds.
    fn covers(self, other: Self) -> bool {
        other.every % self.every == 0 && self.holds((other.phase, other.phase + other.width))
    }
    /// The least grid that holds both; `None` where that is all instants, or their distances differ.
    fn hull(self, other: Self) -> Option<Self> {
        let from = |first: Self, second: Self| {
            let width = first.width.max(first.since(second.phase) + second.width);
            Self { width, ..first }
        };
        let (one, two) = (from(self, other), from(other, self));
        let least = if one.width <= two.width { one } else { two };
        (self.every == other.every && least.width < least.every).then_some(least)
    }
    fn same(self, other: Self) -> bool {
        self.every == other.every && self.width == other.width && (self.phase - other.phase) % self.every == 0
    }
}

/// Pairs of an entry and an instant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimeSet {
    /// When they entered, from and to.
    pub entry: (i64, i64),
    /// When they are here.
    pub at: (i64, i64),
    /// The time since entering, from and to.
    pub age: (i64, i64),
    /// The age at which the journey timeout takes them; they are not here at that age any more.
    pub most: i64,
    /// Only these of the instants.
    pub grid: Option<Grid>,
}

impl TimeSet {
    /// Those who enter between two instants and have just done so.
    pub fn entering(from: i64, to: i64, most: Option<i64>) -> Self {
        Self { entry: (from, to), at: (from, to), age: (0, 0), most: most.unwrap_or(NONE), grid: None }
    }

    /// True where nothing of it is open: one entry.
    pub fn is_of_one(&self) -> bool {
        self.entry.0 == self.entry.1
    }

    /// True where it is one instant.
    pub fn is_point(&self) -> bool {
        self.at.0 == self.at.1
    }

    /// Makes each bound as tight as the others have it; `None` where nothing is left.
    fn close(mut self) -> Option<Self> {
        if self.is_of_one() {
            let entry = self.entry.0;
            self.at.0 = self.at.0.max(entry + self.age.0);
            self.at.1 = self.at.1.min(entry + self.age.1);
            self.on_grid();
            self.age = (self.at.0 - entry, self.at.1 - entry);
            return (self.at.0 <= self.at.1).then_some(self);
        }
        for _ in 0..2 {
            self.at.0 = self.at.0.max(self.entry.0 + self.age.0);
            self.at.1 = self.at.1.min(self.entry.1 + self.age.1);
            self.on_grid();
            self.entry.0 = self.entry.0.max(self.at.0 - self.age.1);
            self.entry.1 = self.entry.1.min(self.at.1 - self.age.0);
            self.age.0 = self.age.0.max(self.at.0 - self.entry.1);
            self.age.1 = self.age.1.min(self.at.1 - self.entry.0);
        }
        let some = |(from, to): (i64, i64)| from <= to;
        (some(self.at) && some(self.entry) && some(self.age)).then_some(self)
    }

    fn on_grid(&mut self) {
        if let Some(grid) = self.grid {
            self.at.0 = grid.up(self.at.0);
            if self.at.1 < HORIZON {
                self.at.1 = grid.down(self.at.1);
            }
        }
    }

    /// Without those whom the journey timeout has taken, or the end of everything: the horizon is none.
    pub fn inside(mut self, end: i64) -> Option<Self> {
        if self.age.1 < self.most && (self.at.1 < end || end >= HORIZON) {
            return Some(self);
        }
        self.age.1 = self.age.1.min(self.most - 1);
        if end < HORIZON {
            self.at.1 = self.at.1.min(end - 1);
        }
        self.close()
    }

    /// The part of it between two instants.
    pub fn between(mut self, from: i64, to: i64) -> Option<Self> {
        if from <= self.at.0 && self.at.1 <= to {
            return Some(self);
        }
        self.at = (self.at.0.max(from), self.at.1.min(to));
        self.close()
    }

    /// The set after a wait between a least and a most.
    pub fn wait(mut self, least: i64, most: i64) -> Option<Self> {
        let later = |at: i64, by: i64| if at >= HORIZON { HORIZON } else { (at + by).min(HORIZON) };
        self.at = (later(self.at.0, least), later(self.at.1, most));
        self.age = (self.age.0 + least, (self.age.1 + most).min(NONE));
        self.grid = self.grid.filter(|grid| most - least < grid.every - grid.width).map(|grid| Grid {
            phase: grid.phase + least,
            width: grid.width + (most - least),
            ..grid
        });
        self.close()
    }

    /// The part of it at instants at a regular distance, which is no less than that of its own grid.
    pub fn on(self, every: i64, phase: i64) -> Option<Self> {
        let points = Grid::points(every, phase);
        self.on_part(points).filter(|_| self.grid.is_none_or(|own| own.covers(points)))
    }

    /// The part of it on a grid, all of whose instants its own grid has.
    pub fn on_part(mut self, grid: Grid) -> Option<Self> {
        self.grid = Some(grid);
        self.close()
    }

    /// Its instants as one stretch; for a set within one stretch of its grid.
    pub fn solid(mut self) -> Self {
        self.grid = None;
        self
    }

    /// All of it at one instant.
    pub fn gathered(mut self, at: i64) -> Option<Self> {
        (self.at, self.age, self.grid) = ((at, at), (0, NONE), None);
        self.close()
    }

    /// Those of one instant who entered as they may have by then; the entries first and last.
    pub fn entries_at(&self, at: i64) -> (i64, i64) {
        let from = self.entry.0.max(at - self.age.1);
        (from, self.entry.1.min(at - self.age.0).max(from))
    }

    /// The instants at which one who entered then can be here, out of a range; `None` where it holds none of them.
    pub fn of(&self, entry: i64, from: i64, to: i64) -> Option<(i64, i64)> {
        let mut range =
            (self.at.0.max(from).max(entry + self.age.0), self.at.1.min(to).min(entry.saturating_add(self.age.1)));
        if let Some(grid) = self.grid {
            range = (grid.up(range.0), grid.down(range.1));
        }
        (range.0 <= range.1).then_some(range)
    }

    /// True where one of its instants lies between two.
    pub fn hits(&self, from: i64, to: i64) -> bool {
        let (mut from, to) = (self.at.0.max(from), self.at.1.min(to));
        if let Some(grid) = self.grid {
            from = grid.up(from);
        }
        from <= to
    }

    /// True where it holds all that another one holds.
    pub fn covers(&self, other: &Self) -> bool {
        let within = |outer: (i64, i64), inner: (i64, i64)| outer.0 <= inner.0 && inner.1 <= outer.1;
        let grids = match (self.grid, other.grid) {
            (None, _) => true,
            (Some(own), _) if own.holds(other.at) => true,
            (Some(own), Some(grid)) => own.covers(grid),
            (Some(_), None) => false,
        };
        grids
            && within(self.at, other.at)
            && within(self.entry, other.entry)
            && within(self.age, other.age)
            && self.most >= other.most
    }

    /// The two as one, where that holds nothing that neither holds.
    pub fn joined(&self, other: &Self) -> Option<Self> {
        if self.covers(other) {
            return Some(*self);
        }
        if other.covers(self) {
            return Some(*other);
        }
        if !self.is_of_one() || self.entry != other.entry {
            return None;
        }
        let (first, second) = if self.at.0 <= other.at.0 { (self, other) } else { (other, self) };
        let in_one = |set: &Self| set.grid.is_none_or(|grid| grid.holds(set.at));
        let next = first.at.1.saturating_add(1);
        match (first.grid, second.grid) {
            (Some(a), Some(b)) if a.same(b) => (second.at.0 <= a.up(next)).then(|| self.hull(other)),
            _ if in_one(first) && in_one(second) => (second.at.0 <= next).then(|| self.hull(other).solid()),
            _ => None,
        }
    }

    /// The least set of this form that holds both.
    pub fn hull(&self, other: &Self) -> Self {
        let both = |a: (i64, i64), b: (i64, i64)| (a.0.min(b.0), a.1.max(b.1));
        Self {
            entry: both(self.entry, other.entry),
            at: both(self.at, other.at),
            age: both(self.age, other.age),
            most: self.most.max(other.most),
            grid: self.grid.zip(other.grid).and_then(|(own, grid)| own.hull(grid)),
        }
    }

    /// When the journey timeout takes those who entered first.
    pub fn leaves(&self) -> i64 {
        self.entry.0.saturating_add(self.most)
    }

    /// From its first instant on, for ever.
    pub fn open(mut self) -> Self {
        (self.at.1, self.age.1, self.grid) = (HORIZON, NONE, None);
        self
    }

    /// The last instant at which anybody of it can still be inside.
    pub fn last_inside(&self) -> i64 {
        if self.most >= NONE { HORIZON } else { (self.entry.1 + self.most - 1).min(HORIZON) }
    }
}
