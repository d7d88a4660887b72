//! A zone that remembers what it was told: the engine asks for thousands of offsets, and the browser answers each slowly.

use std::{cell::RefCell, collections::HashMap};

use journey::time::Instant;

use crate::zone::{STEP, Zone, at};

/// A zone in front of another one.
pub(crate) struct Memo<'a> {
    zone: &'a dyn Zone,
    /// The offset at the start of a cell of time, and whether it holds for the whole of it.
    cells: RefCell<HashMap<i64, (i32, bool)>>,
    last: std::cell::Cell<Option<(i64, i32)>>,
}

impl<'a> Memo<'a> {
    pub fn new(zone: &'a dyn Zone) -> Self {
        Self { zone, cells: RefCell::default(), last: Default::default() }
    }

    /// The offset at the start of a cell, and whether no clock change lies in it: two that cancel out within eight hours are
    /// passed over here as they are in [`crate::zone`].
    fn cell(&self, n: i64) -> (i32, bool) {
        let known = self.cells.borrow().get(&n).copied();
        known.unwrap_or_else(|| {
            let start = self.zone.offset_at(at(n * STEP, 0));
            let told = (start, self.zone.offset_at(at((n + 1) * STEP, 0)) == start);
            self.cells.borrow_mut().insert(n, told);
            told
        })
    }
}

impl Zone for Memo<'_> {
    fn offset_at(&self, instant: Instant) -> i32 {
        let n = instant.timestamp().div_euclid(STEP);
        if let Some((cell, offset)) = self.last.get()
            && cell == n
        {
            return offset;
        }
        match self.cell(n) {
            (offset, true) => {
                self.last.set(Some((n, offset)));
                offset
            }
            (_, false) => self.zone.offset_at(instant),
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
