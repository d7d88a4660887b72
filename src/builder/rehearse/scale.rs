//! From instants to places on the time line, and the marks below it.

use chrono::{Datelike, Months, NaiveTime, TimeDelta, Timelike};
use journey::time::{Date, Instant, Local};
use rehearsal::zone::{Zone, resolve, to_local};

const DAY: i64 = 24 * 60;

/// The distance of marks, which also decides their format.
#[derive(Clone, Copy, PartialEq)]
enum Every {
    Hours(u32),
    Days(i64),
    Months(u32),
}

/// A span of time in days up to which a scale is marked in that way.
const MARKS: [(i64, Every); 8] = [
    (1, Every::Hours(3)),
    (4, Every::Hours(12)),
    (14, Every::Days(1)),
    (60, Every::Days(7)),
    (140, Every::Days(14)),
    (500, Every::Months(1)),
    (2_000, Every::Months(6)),
    (i64::MAX, Every::Months(60)),
];
/// The most marks.
const MOST: usize = 40;

/// The time line's ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Its left end.
    pub from: Instant,
    /// Its right end.
    pub to: Instant,
}

impl Scale {
    /// From an instant to a little after the last thing that happens, in whole minutes.
    pub fn new(from: Instant, last: Instant) -> Self {
        let minutes = (last - from).num_minutes().max(DAY - 60);
        Self { from, to: from + TimeDelta::minutes(minutes + minutes / 24 + 1) }
    }

    /// Its length in minutes.
    pub fn minutes(self) -> i64 {
        (self.to - self.from).num_minutes()
    }

    /// The position of an instant, in per cent from the left.
    pub fn percent(self, at: Instant) -> f64 {
        let whole = (self.to - self.from).num_milliseconds().max(1) as f64;
        ((at - self.from).num_milliseconds() as f64 / whole * 100.0).clamp(0.0, 100.0)
    }

    /// The position of an instant, for an attribute.
    pub fn x(self, at: Instant) -> String {
        format!("{:.3}%", self.percent(at))
    }

    /// The width of a stretch, for an attribute.
    pub fn width(self, from: Instant, to: Instant) -> String {
        format!("{:.3}%", self.percent(to) - self.percent(from))
    }

    /// The number of the part that an instant lies in, of so many equal parts: marks in one part are drawn as one.
    pub fn part(self, at: Instant, parts: u32) -> u32 {
        (self.percent(at) / 100.0 * f64::from(parts)) as u32
    }

    /// The minutes that an arrow key moves: some hundred presses from end to end.
    pub fn step(self) -> i64 {
        let steps = [5, 15, 60, 180, 720];
        steps.into_iter().find(|step| self.minutes() / step <= 240).unwrap_or(DAY)
    }

    /// The marks below it, at round clock times and days of a zone.
    pub fn marks(self, zone: &dyn Zone) -> Vec<(Instant, String)> {
        let days = self.minutes() / DAY;
        let every = MARKS.iter().find(|mark| days <= mark.0).map_or(Every::Months(60), |mark| mark.1);
        let mut local = first(every, to_local(zone, self.from).date());
        let mut marks = Vec::new();
        while marks.len() < MOST {
            let at = resolve(zone, local);
            if at > self.to {
                break;
            }
            if at >= self.from {
                marks.push((at, said(every, local)));
            }
            let Some(next) = next(every, local) else { break };
            local = next;
        }
        marks
    }
}

/// The first round local time at or before a day.
fn first(every: Every, date: Date) -> Local {
    let date = match every {
        Every::Hours(_) | Every::Days(1) => date,
        Every::Days(_) => date - TimeDelta::days(i64::from(date.weekday().num_days_from_monday())),
        Every::Months(n) if n < 12 => date.with_day(1).unwrap_or(date),
        Every::Months(_) => date.with_ordinal(1).unwrap_or(date),
    };
    date.and_time(NaiveTime::MIN)
}

fn next(every: Every, local: Local) -> Option<Local> {
    match every {
        Every::Hours(n) => local.checked_add_signed(TimeDelta::hours(n.into())),
        Every::Days(n) => local.checked_add_signed(TimeDelta::days(n)),
        Every::Months(n) => local.checked_add_months(Months::new(n)),
    }
}

fn said(every: Every, local: Local) -> String {
    let format = match every {
        Every::Hours(_) if local.hour() > 0 => "%H:%M",
        Every::Hours(_) | Every::Days(1) => "%a %-d %b",
        Every::Days(_) => "%-d %b",
        Every::Months(_) => "%b %Y",
    };
    local.format(format).to_string()
}

/// The end of the minute that an instant begins: the slider is no finer.
pub fn minute_end(at: Instant) -> Instant {
    at + TimeDelta::milliseconds(59_999)
}
