//! The users who qualify, and the instants: the runs that the schedule admits, or the events of each hour (spec: numbers.md §1, timing.md §1).

use chrono::{Datelike, Timelike};
use journey::{
    assumptions::{Arrivals, Assumptions, WHOLE},
    setup::EntryCriteria,
    time::{Instant, Span},
};

use super::share::Owed;
use crate::{
    cached_zone::CachedZone,
    entry::{activation, event_wait},
    runs::{closes, runs},
    steps::shift,
    time_set::{HORIZON, HOUR, instant, millis},
    timetable::TimetableQuery,
    zone::to_local,
};

/// Users who qualify.
#[derive(Clone, Copy, Debug)]
pub(super) struct Qualifying {
    /// When: the run, or the end of the hour in which the events come.
    pub at: i64,
    /// The wait of an *Inaction* entry before they enter.
    pub enters: i64,
    /// The users who newly match.
    pub n: u64,
}

/// Those who qualify, in the order of time.
pub(super) enum Source<'a> {
    Runs(Box<dyn Iterator<Item = (i64, bool)> + 'a>, Matching),
    Events(Box<Events<'a>>),
}

/// The users who match at the runs.
pub(super) struct Matching {
    audience: u64,
    newcomers: u64,
    /// True where the audience is in an older version already.
    follows: bool,
    first: bool,
    owed: Owed,
}

/// The events by the hour.
pub(super) struct Events<'a> {
    ask: &'a TimetableQuery<'a>,
    zone: &'a CachedZone<'a>,
    arrivals: &'a Arrivals,
    wait: Span,
    closes: i64,
    /// The end of the last hour.
    at: i64,
    owed: Owed,
}

impl<'a> Source<'a> {
    pub fn new(ask: &'a TimetableQuery<'a>, zone: &'a CachedZone<'a>, assumed: &'a Assumptions, follows: bool) -> Self {
        let setup = &ask.draft.setup;
        if setup.entry == EntryCriteria::OnEvent {
            return Self::Events(Box::new(Events {
                ask,
                zone,
                arrivals: &assumed.arrivals,
                wait: event_wait(ask.draft).unwrap_or(Span::Minutes(0)),
                closes: closes(setup, ask.publishing(), zone).map_or(HORIZON, millis),
                at: millis(activation(setup, ask.publishing(), zone)),
                owed: Owed::default(),
            }));
        }
        let schedule = &ask.schedule;
        let runs = runs(setup, ask.publishing(), zone).map(|run| (millis(run.at), schedule.admits(run.at)));
        let matching = Matching {
            audience: assumed.audience,
            newcomers: u64::from(assumed.newcomers.points()),
            follows,
            first: true,
            owed: Owed::default(),
        };
        Self::Runs(Box::new(runs), matching)
    }

    /// The next ones, up to an instant. Several that qualify together may be none.
    pub fn next(&mut self, until: i64) -> Option<Qualifying> {
        match self {
            Self::Runs(runs, matching) => loop {
                let (at, admitted) = runs.next().filter(|run| run.0 <= until)?;
                if let Some(n) = matching.at_run(admitted) {
                    return Some(Qualifying { at, enters: at, n });
                }
            },
            Self::Events(events) => events.next(until),
        }
    }
}

impl Matching {
    /// The users who newly match at a run; those of one that is held off match at the next.
    fn at_run(&mut self, admitted: bool) -> Option<u64> {
        let whole = i128::from(WHOLE);
        let first = std::mem::take(&mut self.first) && !self.follows;
        let part = if first { whole } else { i128::from(self.newcomers) };
        self.owed.add(i128::from(self.audience) * part);
        admitted.then(|| self.owed.take(whole))
    }
}

impl Events<'_> {
    fn next(&mut self, until: i64) -> Option<Qualifying> {
        let arrivals = self.arrivals;
        let sum = |weights: &[u16]| weights.iter().map(|weight| i128::from(*weight)).sum::<i128>();
        let whole = sum(&arrivals.weekdays) * sum(&arrivals.hours) * i128::from(HOUR);
        loop {
            let from = self.at;
            let to = self.zone.next_full_hour(from + 1);
            if to > until || from >= self.closes || to <= from || whole == 0 {
                return None;
            }
            self.at = to;
            let enters = to + shift(self.zone, to, self.wait);
            if enters >= self.closes || !self.ask.schedule.admits(instant(enters)) {
                // Nobody comes in for good once it has ended.
                if self.ended(instant(to)) {
                    return None;
                }
                continue;
            }
            let clock = to_local(self.zone, instant(from));
            let weekday = i128::from(arrivals.weekdays[clock.weekday().num_days_from_monday() as usize]);
            let hour = i128::from(arrivals.hours[clock.hour() as usize]);
            self.owed.add(i128::from(arrivals.per_day) * 7 * weekday * hour * i128::from(to - from));
            let n = self.owed.take(whole);
            if n > 0 {
                return Some(Qualifying { at: to, enters, n });
            }
        }
    }

    fn ended(&self, at: Instant) -> bool {
        self.ask.schedule.ended().is_some_and(|end| end <= at)
    }
}
