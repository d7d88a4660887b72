//! Clocks of a time zone: what they read at an instant, and the instant at which they read something (spec: timing.md §3).

use chrono::{DateTime, Days, Months, SecondsFormat, Utc};
use journey::time::{ClockTime, Date, Instant, Local, Span};

/// A time zone. The page asks the browser, the tests ask chrono-tz; nothing here knows which.
pub trait Zone {
    /// Seconds east of UTC at an instant. Has to answer for every instant; the functions here ask for whole seconds.
    fn offset_at(&self, instant: Instant) -> i32;
    /// The IANA name.
    fn name(&self) -> &str;
    /// The stretches that make up a time in seconds, where they are known already and need not be asked for one by one.
    #[doc(hidden)]
    fn known(&self, _from: i64, _to: i64) -> Option<Vec<Stretch>> {
        None
    }
}

/// UTC: a zone without clock changes, and what stands in for one that is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UtcZone;

impl Zone for UtcZone {
    fn offset_at(&self, _: Instant) -> i32 {
        0
    }
    fn name(&self) -> &str {
        "UTC"
    }
}

/// The local time at an instant.
pub fn to_local(zone: &dyn Zone, instant: Instant) -> Local {
    local_at(instant, zone.offset_at(instant))
}

/// The instant at which the clocks show a local time. One that is skipped moves forward by the gap, of one that is doubled
/// it is the first (timing.md §3).
pub fn resolve(zone: &dyn Zone, local: Local) -> Instant {
    let (wanted, nanos) = (local.and_utc().timestamp(), local.and_utc().timestamp_subsec_nanos());
    let stretches = stretches(zone, wanted - FARTHEST, wanted + FARTHEST);
    let mut found = stretches.iter().filter(|s| (s.from..s.to).contains(&(wanted - s.offset)));
    // No clock shows a time that is skipped: reckoned from before the gap, it comes out behind it by the gap's length.
    let skips = |pair: &&[Stretch]| pair[0].to <= wanted - pair[0].offset && wanted - pair[1].offset < pair[1].from;
    let offset = found.next().or_else(|| stretches.windows(2).find(skips)?.first()).map_or(0, |s| s.offset);
    at(wanted - offset, nanos)
}

/// The second instant of a local time that the clocks show twice (timing.md §3).
pub fn second(zone: &dyn Zone, local: Local) -> Option<Instant> {
    let (wanted, nanos) = (local.and_utc().timestamp(), local.and_utc().timestamp_subsec_nanos());
    let stretches = stretches(zone, wanted - FARTHEST, wanted + FARTHEST);
    let mut found = stretches.iter().filter(|s| (s.from..s.to).contains(&(wanted - s.offset)));
    found.nth(1).map(|s| at(wanted - s.offset, nanos))
}

/// When the clocks show a local time from one to another, which is not in it: from and to, in order. Several stretches
/// where the clocks change meanwhile; none where they skip all of it.
pub(crate) fn showing(zone: &dyn Zone, from: Local, to: Local) -> impl Iterator<Item = (Instant, Instant)> {
    let (from, to) = (from.and_utc().timestamp(), to.and_utc().timestamp());
    let stretches = stretches(zone, from - FARTHEST, to + FARTHEST).into_iter();
    stretches
        .map(move |s| (s.from.max(from - s.offset), s.to.min(to - s.offset)))
        .filter(|(from, to)| from < to)
        .map(|(from, to)| (at(from, 0), at(to, 0)))
}

/// Midnight: the first instant of a local day. Where the zone skips 00:00 it is the first instant that exists, where it
/// doubles it the first of the two, and of a day that does not exist at all the jump over it (timing.md §3).
pub fn day_start(zone: &dyn Zone, date: Date) -> Instant {
    let midnight = Local::from(date).and_utc().timestamp();
    day_start_from(zone, date, midnight - FARTHEST)
}

/// The first midnight after an instant, which ends the local day it lies in.
pub fn midnight_after(zone: &dyn Zone, instant: Instant) -> Instant {
    // From the instant on, for the clocks may go back over a midnight: that one is past then, and another comes.
    let start = next_day(to_local(zone, instant).date());
    let from = (instant.timestamp() + 1).max(Local::from(start).and_utc().timestamp() - FARTHEST);
    day_start_from(zone, start, from)
}

/// The first midnight at or after an instant: when past behaviour is evaluated, once for each local day (timing.md §3, §4).
pub fn next_midnight(zone: &dyn Zone, instant: Instant) -> Instant {
    let days = to_local(zone, instant).date().iter_days().take(4);
    let next = days.map(|date| day_start(zone, date)).find(|start| *start >= instant);
    next.unwrap_or_else(|| midnight_after(zone, instant))
}

/// An instant and a span later: minutes and hours are elapsed time; days, weeks and months keep the local clock time (timing.md §3). Never
/// before the instant.
pub fn add_span(zone: &dyn Zone, instant: Instant, span: Span) -> Instant {
    let elapsed = |seconds: i64| at(instant.timestamp() + seconds, instant.timestamp_subsec_nanos());
    let kept = |later: &dyn Fn(Local) -> Option<Local>| {
        later(to_local(zone, instant)).map_or(instant, |local| resolve(zone, local).max(instant))
    };
    match span {
        Span::Minutes(n) => elapsed(i64::from(n) * 60),
        Span::Hours(n) => elapsed(i64::from(n) * HOUR),
        // Nothing to add: the clock time may be the second of a doubled one, which resolving would turn into the first.
        Span::Days(0) | Span::Weeks(0) | Span::Months(0) => instant,
        Span::Days(n) => kept(&|local| local.checked_add_days(Days::new(n.into()))),
        Span::Weeks(n) => kept(&|local| local.checked_add_days(Days::new(u64::from(n) * 7))),
        Span::Months(n) => kept(&|local| local.checked_add_months(Months::new(n))),
    }
}

/// The first time at or after an instant at which the clocks come to a clock time, be it for the second time (timing.md §3, §4).
pub fn next_clock(zone: &dyn Zone, instant: Instant, clock: ClockTime) -> Instant {
    let today = to_local(zone, instant).date();
    // From the day before, whose skipped clock time may have moved past midnight.
    let days = today.pred_opt().unwrap_or(today).iter_days().take(4).map(|day| day.and_time(clock.naive()));
    let mut times = days.flat_map(|local| [Some(resolve(zone, local)), second(zone, local)]).flatten();
    times.find(|time| *time >= instant).unwrap_or(instant)
}

/// The first instant at or after an instant at which the clocks show a full hour (timing.md §4).
pub fn next_full_hour(zone: &dyn Zone, instant: Instant) -> Instant {
    let from = instant.timestamp() + i64::from(instant.timestamp_subsec_nanos() > 0);
    let hours = stretches(zone, from, from + 3 * HOUR);
    let hour = |s: &Stretch| (s.from + s.offset + HOUR - 1).div_euclid(HOUR) * HOUR - s.offset;
    hours.iter().find(|s| hour(s) < s.to).map_or(instant, |s| at(hour(s), 0))
}

/// The first clock change after one instant and not after another, and by how many seconds the clocks go forward.
pub fn clock_change(zone: &dyn Zone, after: Instant, until: Instant) -> Option<(Instant, i64)> {
    // Day by day, as a stretch of years would be sampled as a whole before its first change is found.
    let (mut from, end) = (after.timestamp(), until.timestamp() + 1);
    while from < end {
        let to = end.min(from + 30 * 24 * HOUR);
        if let [first, second, ..] = stretches(zone, from, to + 1).as_slice()
            && second.from < end
        {
            return Some((at(second.from, 0), second.offset - first.offset));
        }
        from = to;
    }
    None
}

/// An instant for `<time datetime>`: RFC 3339 with the zone's offset (format.md).
pub fn rfc3339(zone: &dyn Zone, instant: Instant) -> String {
    // Offsets of the nineteenth century have seconds, which the format cannot write: whole minutes keep the instant right.
    let minutes = zone.offset_at(instant) / 60;
    let shown = local_at(instant, minutes * 60).and_utc().to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
    format!("{}{sign}{:02}:{:02}", shown.trim_end_matches('Z'), minutes / 60, minutes % 60)
}

/// The day after; the last day there is stays.
pub(crate) fn next_day(date: Date) -> Date {
    date.succ_opt().unwrap_or(date)
}

const HOUR: i64 = 3_600;
/// No zone was ever farther from UTC than 15:56 hours (Manila before 1844), and none today is farther than 14.
const FARTHEST: i64 = 16 * HOUR;
/// The distance of the instants at which a zone is asked. Two nearer changes that cancel out would be missed. Since
/// 1970 no zone has had any (a test covers the whole database): the least distance, past or planned, is a week less an
/// hour.
const STEP: i64 = 6 * 24 * HOUR;

/// A stretch of time without a clock change, in seconds since 1970; `to` is not in it.
pub struct Stretch {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) offset: i64,
}

/// The stretches that make up `from..to`, in order; at least one where that is not empty.
fn stretches(zone: &dyn Zone, from: i64, to: i64) -> Vec<Stretch> {
    zone.known(from, to).unwrap_or_else(|| asked_for(zone, from, to))
}

fn asked_for(zone: &dyn Zone, from: i64, to: i64) -> Vec<Stretch> {
    let offset = |seconds: i64| i64::from(zone.offset_at(at(seconds, 0)));
    let mut list = Vec::new();
    let (mut start, mut held) = (from, offset(from));
    let mut asked = from;
    while asked < to {
        let next = to.min(asked + STEP);
        let there = offset(next);
        // More than one change may lie between two answers: each is looked for from the last one on.
        while held != there {
            let (mut same, mut other) = (asked, next);
            while other - same > 1 {
                let middle = same + (other - same) / 2;
                if offset(middle) == held { same = middle } else { other = middle }
            }
            list.push(Stretch { from: start, to: other, offset: held });
            (start, held, asked) = (other, offset(other), other);
        }
        asked = next;
    }
    if start < to {
        list.push(Stretch { from: start, to, offset: held });
    }
    list
}

/// The first second from `from` on that lies on the local day or a later one.
fn day_start_from(zone: &dyn Zone, date: Date, from: i64) -> Instant {
    let midnight = Local::from(date).and_utc().timestamp();
    let stretches = stretches(zone, from, midnight + FARTHEST + 1);
    let first = stretches.iter().map(|s| (s, s.from.max(midnight - s.offset))).find(|(s, first)| *first < s.to);
    at(first.map_or(midnight, |(_, first)| first), 0)
}

fn local_at(instant: Instant, offset: i32) -> Local {
    at(instant.timestamp() + i64::from(offset), instant.timestamp_subsec_nanos()).naive_utc()
}

/// The instant of a second; past the ends of the calendar, its end. A leap second counts as the second before it.
pub(crate) fn at(seconds: i64, nanos: u32) -> Instant {
    let end = if seconds < 0 { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC };
    DateTime::from_timestamp(seconds, nanos.min(999_999_999)).unwrap_or(end)
}
