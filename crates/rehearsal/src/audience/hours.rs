//! The full hours and midnights of the journey's zone about an instant: when pools and goals are counted (spec: numbers.md §2).

use crate::{
    cached_zone::CachedZone,
    time_set::{DAY, HOUR},
};

/// The last one at or before an instant, the one before it, and the next.
pub(super) type Ticks = [i64; 3];

/// The full hours and midnights about the instant in hand.
pub(super) struct Hours {
    pub hour: Ticks,
    pub midnight: Ticks,
}

impl Hours {
    pub fn at(zone: &CachedZone, at: i64) -> Self {
        let about = |last: &dyn Fn(i64) -> i64, next: &dyn Fn(i64) -> i64| {
            let now = last(at);
            [now, last(now - 1), next(at + 1)]
        };
        Self {
            hour: about(&|at| last_full_hour(zone, at), &|at| zone.next_full_hour(at)),
            midnight: about(&|at| last_midnight(zone, at), &|at| zone.next_midnight(at)),
        }
    }

    /// Goes on to a later instant.
    pub fn go(&mut self, zone: &CachedZone, at: i64) {
        if at > self.hour[2] + DAY {
            *self = Self::at(zone, at);
            return;
        }
        while self.hour[2] <= at {
            self.hour = [self.hour[2], self.hour[0], zone.next_full_hour(self.hour[2] + 1)];
        }
        while self.midnight[2] <= at {
            self.midnight = [self.midnight[2], self.midnight[0], zone.next_midnight(self.midnight[2] + 1)];
        }
    }

    /// The midnights, or the full hours.
    pub fn of(&self, nightly: bool) -> Ticks {
        if nightly { self.midnight } else { self.hour }
    }
}

/// The last full hour at or before an instant.
pub(super) fn last_full_hour(zone: &CachedZone, at: i64) -> i64 {
    last(at, HOUR, &|at| zone.next_full_hour(at))
}

/// The last midnight at or before an instant.
pub(super) fn last_midnight(zone: &CachedZone, at: i64) -> i64 {
    last(at, DAY, &|at| zone.next_midnight(at))
}

/// The last of some instants at or before one, which are about a period apart.
fn last(at: i64, period: i64, next: &dyn Fn(i64) -> i64) -> i64 {
    let mut known = next(at - period + 1);
    if known > at {
        known = next(at - 3 * period);
    }
    loop {
        let following = next(known + 1);
        if following > at || following <= known {
            return known;
        }
        known = following;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::UtcZone;

    #[test]
    fn the_clock_goes_from_hour_to_hour_and_over_gaps() {
        let utc = CachedZone::new(&UtcZone);
        let mut hours = Hours::at(&utc, 90 * 60_000);
        assert_eq!((hours.hour, hours.midnight), ([HOUR, 0, 2 * HOUR], [0, -DAY, DAY]));
        hours.go(&utc, 2 * HOUR);
        assert_eq!(hours.hour, [2 * HOUR, HOUR, 3 * HOUR]);
        hours.go(&utc, 10 * DAY + 1);
        assert_eq!(hours.midnight, [10 * DAY, 9 * DAY, 11 * DAY]);
        assert_eq!(hours.hour, [10 * DAY, 10 * DAY - HOUR, 10 * DAY + HOUR]);
    }
}
