//! Instants, local dates and clock times, and spans: three things that are never mixed up (spec: format.md, last paragraph).

use std::fmt;

use chrono::{DateTime, SecondsFormat, Timelike, Utc};

/// A point on the time line, the same everywhere.
pub type Instant = DateTime<Utc>;
/// A calendar day without a zone.
pub type Date = chrono::NaiveDate;
/// A day and a clock time without a zone.
pub type Local = chrono::NaiveDateTime;
pub use chrono::Weekday;

/// A clock time of a day, to the minute, without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime(u16);

impl ClockTime {
    /// `None` past 23:59.
    pub fn new(hour: u16, minute: u16) -> Option<Self> {
        (hour < 24 && minute < 60).then_some(Self(hour * 60 + minute))
    }

    /// Minutes after midnight, 0–1439.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// The clock time in chrono's type.
    pub fn naive(self) -> chrono::NaiveTime {
        chrono::NaiveTime::MIN + chrono::TimeDelta::minutes(i64::from(self.0))
    }

    /// Reads `20:00`; seconds, which some date pickers add, are passed over.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let two = |part: Option<&str>| {
            part.filter(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|part| part.parse::<u16>().ok())
        };
        Self::new(two(parts.next())?, two(parts.next())?)
    }
}

impl From<chrono::NaiveTime> for ClockTime {
    fn from(time: chrono::NaiveTime) -> Self {
        Self((time.num_seconds_from_midnight() / 60) as u16)
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A length of time. Minutes and hours are elapsed time; days, weeks and months keep the local clock time (timing.md §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    /// Elapsed minutes.
    Minutes(u32),
    /// Elapsed hours.
    Hours(u32),
    /// Calendar days.
    Days(u32),
    /// Weeks of seven calendar days.
    Weeks(u32),
    /// Calendar months: to the same day, or to the last one of a shorter month.
    Months(u32),
}

impl Span {
    /// The longest span of each unit: a little over ten years, so that no sum can overflow.
    pub const MAX: [(&'static str, u32); 5] =
        [("minutes", 5_300_000), ("hours", 88_000), ("days", 3_660), ("weeks", 522), ("months", 120)];

    /// The unit's name in a file, and the number.
    pub fn parts(self) -> (&'static str, u32) {
        match self {
            Self::Minutes(n) => ("minutes", n),
            Self::Hours(n) => ("hours", n),
            Self::Days(n) => ("days", n),
            Self::Weeks(n) => ("weeks", n),
            Self::Months(n) => ("months", n),
        }
    }

    /// The span of `n` of the unit that a file names; `None` for another unit or past its longest.
    pub fn of(unit: &str, n: u32) -> Option<Self> {
        let (_, most) = Self::MAX.iter().find(|(name, _)| *name == unit)?;
        if n > *most {
            return None;
        }
        match unit {
            "minutes" => Some(Self::Minutes(n)),
            "hours" => Some(Self::Hours(n)),
            "days" => Some(Self::Days(n)),
            "weeks" => Some(Self::Weeks(n)),
            _ => Some(Self::Months(n)),
        }
    }

    /// True where it takes no time at all.
    pub fn is_zero(self) -> bool {
        self.parts().1 == 0
    }

    /// Its length in minutes where no clock change is in the way and a month has 30 days; for comparisons, not for instants.
    pub fn nominal_minutes(self) -> u64 {
        match self {
            Self::Minutes(n) => u64::from(n),
            Self::Hours(n) => u64::from(n) * 60,
            Self::Days(n) => u64::from(n) * 24 * 60,
            Self::Weeks(n) => u64::from(n) * 7 * 24 * 60,
            Self::Months(n) => u64::from(n) * 30 * 24 * 60,
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, n) = self.parts();
        if n == 1 { write!(f, "1 {}", unit.trim_end_matches('s')) } else { write!(f, "{n} {unit}") }
    }
}

/// An instant as a file holds it: RFC 3339, in UTC, without a fraction unless there is one.
pub fn write_instant(instant: Instant) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// Reads an instant: RFC 3339 with any offset.
pub fn read_instant(text: &str) -> Option<Instant> {
    DateTime::parse_from_rfc3339(text).ok().map(|instant| instant.with_timezone(&Utc))
}

/// A local time as a file and a `datetime-local` input hold it.
pub fn write_local(local: Local) -> String {
    format!("{}T{}", local.date(), ClockTime::from(local.time()))
}

/// Reads `2026-03-27T17:00`; seconds are passed over.
pub fn read_local(text: &str) -> Option<Local> {
    let (date, time) = text.split_once('T')?;
    Some(read_date(date)?.and_time(ClockTime::parse(time)?.naive()))
}

/// The last year of a date: a later one is a typing error, and repetitions end there.
pub const YEAR_MAX: i32 = 2999;

/// Reads `2026-03-27`, in the years 1970 to [`YEAR_MAX`].
pub fn read_date(text: &str) -> Option<Date> {
    use chrono::Datelike;
    // By hand: chrono's way over a list of format items costs the page six thousand bytes.
    let mut parts = text.split('-');
    let mut next = |digits: usize| {
        let part = parts.next()?;
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok()).flatten()
    };
    let (year, month, day): (u32, u32, u32) = (next(4)?, next(2)?, next(2)?);
    let date = parts.next().is_none().then(|| Date::from_ymd_opt(year as i32, month, day)).flatten()?;
    (1970..=YEAR_MAX).contains(&date.year()).then_some(date)
}

/// The weekdays in the order of the week, with the name a file gives them and the one a person reads.
pub const WEEKDAYS: [(Weekday, &str, &str); 7] = [
    (Weekday::Mon, "mon", "Monday"),
    (Weekday::Tue, "tue", "Tuesday"),
    (Weekday::Wed, "wed", "Wednesday"),
    (Weekday::Thu, "thu", "Thursday"),
    (Weekday::Fri, "fri", "Friday"),
    (Weekday::Sat, "sat", "Saturday"),
    (Weekday::Sun, "sun", "Sunday"),
];

/// The weekday's name as a person reads it.
pub fn weekday_name(day: Weekday) -> &'static str {
    WEEKDAYS[day.num_days_from_monday() as usize].2
}

/// The weekday's name in a file.
pub fn weekday_slug(day: Weekday) -> &'static str {
    WEEKDAYS[day.num_days_from_monday() as usize].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_time_reads_what_it_writes_and_refuses_the_rest() {
        for minutes in 0..1440 {
            let time = ClockTime::new(minutes / 60, minutes % 60).unwrap();
            assert_eq!(ClockTime::parse(&time.to_string()), Some(time));
        }
        assert_eq!(ClockTime::parse("20:00:59"), ClockTime::new(20, 0));
        for bad in ["24:00", "12:60", "1:00", "", "12", "ab:cd", "+1:00", "12:5"] {
            assert_eq!(ClockTime::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_local_time_and_an_instant_read_what_they_write() {
        let local = read_local("2026-03-27T17:00").unwrap();
        assert_eq!(write_local(local), "2026-03-27T17:00");
        let instant = read_instant("2026-03-27T17:00:00+01:00").unwrap();
        assert_eq!(write_instant(instant), "2026-03-27T16:00:00Z");
        for bad in ["2026-02-30", "26-02-03", "1969-12-31", "3000-01-01", "2026-2-3", ""] {
            assert_eq!(read_date(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_span_speaks_in_words() {
        assert_eq!(Span::Hours(1).to_string(), "1 hour");
        assert_eq!(Span::Days(2).to_string(), "2 days");
        assert_eq!(Span::of("days", 3_661), None);
        assert_eq!(Span::of("weeks", 1).map(|span| span.to_string()), Some("1 week".to_owned()));
        assert_eq!(Span::of("months", 120), Some(Span::Months(120)));
        assert_eq!(Span::of("years", 1), None);
    }
}
