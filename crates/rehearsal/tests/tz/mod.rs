//! A zone out of chrono-tz: the independent implementation of the IANA database that the tests compare with.
#![allow(dead_code, clippy::unwrap_used)]

use chrono::{MappedLocalTime, Offset, TimeDelta, TimeZone};
use journey::time::{Date, Instant, Local, read_instant, read_local};
use rehearsal::zone::Zone;

#[derive(Clone, Copy, Debug)]
pub struct Tz(pub chrono_tz::Tz);

impl Zone for Tz {
    fn offset_at(&self, instant: Instant) -> i32 {
        self.0.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc()
    }
    fn name(&self) -> &str {
        self.0.name()
    }
}

pub fn tz(name: &str) -> Tz {
    Tz(name.parse().unwrap())
}

/// An instant as a file writes it.
pub fn utc(text: &str) -> Instant {
    read_instant(text).unwrap()
}

/// A local time as a file writes it.
pub fn local(text: &str) -> Local {
    read_local(text).unwrap()
}

pub fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// The instant of a local time that exists once.
pub fn on(zone: Tz, text: &str) -> Instant {
    zone.0.from_local_datetime(&local(text)).unwrap().to_utc()
}

/// The zones in which clocks do unusual things, and some in which they do not.
pub const ZONES: &[&str] = &[
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/St_Johns",
    "America/Havana",
    "America/Santiago",
    "America/Asuncion",
    "America/Sao_Paulo",
    "America/Nuuk",
    "America/Scoresbysund",
    "America/Caracas",
    "Atlantic/Azores",
    "Antarctica/Troll",
    "Antarctica/Casey",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Juba",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Hebron",
    "Asia/Amman",
    "Asia/Tehran",
    "Asia/Kathmandu",
    "Asia/Pyongyang",
    "Asia/Kolkata",
    "Asia/Manila",
    "Australia/Lord_Howe",
    "Australia/Eucla",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Pacific/Kwajalein",
    "Pacific/Chatham",
    "Pacific/Tongatapu",
    "Pacific/Norfolk",
];

/// The first year the random cases are of: before, offsets had seconds.
const FIRST: i64 = 94_694_400; // 1973
const LAST: i64 = 4_070_908_800; // 2099

/// An instant out of two random numbers: a change of the zone's clocks and up to two days around it, or any instant.
pub fn instant(zone: Tz, pick: u32, near: Option<i32>) -> Instant {
    let seconds = FIRST + i64::from(pick) % (LAST - FIRST);
    let any = Instant::from_timestamp(seconds, 0).unwrap();
    let Some(near) = near else { return any };
    // The first change from there on, to the hour, or from the start again.
    let hours = |from: Instant| (0..24 * 400).map(move |h| from + TimeDelta::hours(h));
    let changes = |t: &Instant| zone.offset_at(*t) != zone.offset_at(*t + TimeDelta::hours(1));
    let early = Instant::from_timestamp(FIRST + i64::from(pick) % (40 * 31_557_600), 0).unwrap();
    let change = hours(any).find(changes).or_else(|| hours(early).find(changes)).unwrap_or(any);
    change + TimeDelta::seconds(i64::from(near) % (2 * 86_400))
}

/// The instant of a local time by timing.md §3; chrono-tz decides whether it is skipped or doubled.
pub fn resolve(zone: Tz, local: Local) -> Instant {
    match zone.0.from_local_datetime(&local) {
        MappedLocalTime::Single(time) => time.to_utc(),
        MappedLocalTime::Ambiguous(a, b) => a.min(b).to_utc(),
        MappedLocalTime::None => {
            let earlier = (1..).map(|m| local - TimeDelta::minutes(m));
            let before = earlier.filter_map(|l| zone.0.from_local_datetime(&l).latest()).next().unwrap();
            (local - before.offset().fix()).and_utc()
        }
    }
}

/// The local date, by chrono-tz.
pub fn date_at(zone: Tz, instant: Instant) -> Date {
    instant.with_timezone(&zone.0).date_naive()
}

/// The first minute that lies on a local day or a later one, by going through the minutes.
pub fn day_start(zone: Tz, date: Date) -> Instant {
    let from = date.and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(26);
    (0..).map(|m| from + TimeDelta::minutes(m)).find(|t| date_at(zone, *t) >= date).unwrap()
}
