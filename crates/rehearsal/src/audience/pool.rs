//! Users who wait in one place: whole ones, and how many are expected to leave (spec: numbers.md §2).

use std::collections::VecDeque;

use super::random::Random;

/// The users of one class and generation who wait for one thing at one node.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool {
    /// The users.
    pub count: u64,
    /// The expected number of users here.
    pub mass: f64,
    /// The expected number that should have left, less those who have.
    pub owed: f64,
    /// The cohorts that have not left yet: with the last one everybody leaves.
    pub open: u32,
    /// True where it stands in the list of pools that are looked at each hour.
    pub listed: bool,
    /// Fired since the last full hour.
    fired: f64,
    /// With a half-life, how many are expected to fire still; else how many fire in a millisecond.
    flow: f64,
    /// Up to when `fired` counts.
    counted: i64,
    /// Those who leave together, in the order of time.
    queue: VecDeque<Due>,
}

/// A cohort that leaves as it is.
#[derive(Clone, Copy, Debug)]
struct Due {
    at: i64,
    dropped: bool,
    n: u64,
    /// The expected number that is left by then.
    expected: f64,
}

impl Pool {
    /// Takes in a cohort.
    pub fn join(&mut self, n: u64) {
        self.count += n;
        self.mass += n as f64;
        self.open += 1;
    }

    /// Counts what has fired up to an instant.
    fn count_to(&mut self, at: i64, decay: Option<&Decay>) {
        let passed = at - self.counted;
        if passed > 0 && self.flow > 0.0 {
            self.fired += match decay {
                None => self.flow * passed as f64,
                Some(decay) => {
                    let left = self.flow * decay.left(passed);
                    std::mem::replace(&mut self.flow, left) - left
                }
            };
        }
        self.counted = at;
    }

    /// A cohort begins to fire.
    pub fn begin(&mut self, at: i64, flow: f64, decay: Option<&Decay>) {
        self.count_to(at, decay);
        self.flow += flow;
    }

    /// Everything that has fired by a full hour leaves.
    pub fn fire(&mut self, at: i64, decay: Option<&Decay>, random: Option<&mut Random>) -> u64 {
        self.count_to(at, decay);
        let fired = std::mem::take(&mut self.fired).max(0.0);
        self.leave(fired, random)
    }

    /// A cohort stops firing: what it had fired since the last full hour leaves, what flows on does so without it.
    pub fn close(
        &mut self,
        at: i64,
        (fired, flow): (f64, f64),
        decay: Option<&Decay>,
        random: Option<&mut Random>,
    ) -> u64 {
        self.count_to(at, decay);
        self.flow = (self.flow - flow).max(0.0);
        if flow > 0.0 {
            self.fired = (self.fired - fired).max(0.0);
        }
        self.open = self.open.saturating_sub(1);
        self.leave(fired, random)
    }

    /// Takes in users who leave at an instant, of whom so many are expected to be left by then; whether these are the first
    /// to do so. `dropped` keeps those apart whose message quiet hours drop.
    pub fn queue(&mut self, n: u64, (at, dropped): (i64, bool), expected: f64) -> bool {
        let before = |due: &Due| (due.at, due.dropped) < (at, dropped);
        // Mostly they are the last.
        let place = match self.queue.back() {
            Some(last) if !before(last) => self.queue.partition_point(before),
            _ => self.queue.len(),
        };
        if let Some(due) = self.queue.get_mut(place)
            && (due.at, due.dropped) == (at, dropped)
        {
            (due.n, due.expected) = (due.n + n, due.expected + expected);
            self.count += n;
            self.mass += n as f64;
            return false;
        }
        self.queue.insert(place, Due { at, dropped, n, expected });
        self.join(n);
        true
    }

    /// Those leave who are due at an instant; all who came where nothing takes any of them.
    pub fn release(&mut self, (at, dropped): (i64, bool), whole: bool, random: Option<&mut Random>) -> u64 {
        let place = self.queue.iter().position(|due| (due.at, due.dropped) == (at, dropped));
        let Some(due) = place.and_then(|place| self.queue.remove(place)) else { return 0 };
        self.open = self.open.saturating_sub(1);
        if whole {
            self.count -= due.n;
            self.mass -= due.n as f64;
            return due.n;
        }
        self.leave(due.expected, random)
    }

    fn leave(&mut self, expected: f64, random: Option<&mut Random>) -> u64 {
        let leaving = match random {
            _ if self.open == 0 => self.count,
            None => {
                self.owed += expected;
                let leaving = ((self.owed + 0.5).floor().max(0.0) as u64).min(self.count);
                self.owed -= leaving as f64;
                leaving
            }
            Some(random) => random.binomial(self.count, expected / self.mass),
        };
        self.mass = (self.mass - expected).max(0.0);
        self.count -= leaving;
        if self.open == 0 {
            self.clear();
        }
        leaving
    }

    /// Forgets everybody.
    pub fn clear(&mut self) {
        let queue = std::mem::take(&mut self.queue);
        *self = Self { listed: self.listed, counted: self.counted, queue, ..Self::default() };
        self.queue.clear();
    }

    /// A goal takes some: `lost` is the part of them that meets it, `owed` what it has still to take in this place.
    pub fn meet(&mut self, lost: f64, owed: &mut f64, random: Option<&mut Random>) -> u64 {
        let met = match random {
            None => {
                *owed += self.count as f64 * lost;
                let met = ((*owed + 0.5).floor().max(0.0) as u64).min(self.count);
                *owed -= met as f64;
                met
            }
            Some(random) => random.binomial(self.count, lost),
        };
        self.count -= met;
        for amount in [&mut self.mass, &mut self.fired, &mut self.flow] {
            *amount *= 1.0 - lost;
        }
        met
    }
}

/// An exponential decay, by its half-life in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decay {
    half_life: f64,
    /// The part left after an hour, the usual step.
    hourly: f64,
}

impl Decay {
    pub fn new(minutes: u32) -> Self {
        let half_life = f64::from(minutes) * 60_000.0;
        Self { half_life, hourly: (-3_600_000.0 / half_life).exp2() }
    }

    /// The part that is left after so many milliseconds.
    pub fn left(&self, millis: i64) -> f64 {
        if millis == 3_600_000 { self.hourly } else { (-(millis as f64) / self.half_life).exp2() }
    }

    /// The half-life in milliseconds.
    pub fn millis(&self) -> i64 {
        self.half_life as i64
    }
}
