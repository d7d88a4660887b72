//! A month, as the address and the heading write it.

use std::fmt;

use chrono::{Datelike, Months, TimeDelta};
use journey::time::{Date, read_date};

/// A month, by its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month(Date);

impl Month {
    /// The month of a day.
    pub fn of(date: Date) -> Self {
        Self(date.with_day(1).unwrap_or(date))
    }

    /// Tells whether a day stands in it.
    pub fn has(self, day: Date) -> bool {
        Self::of(day) == self
    }

    /// Reads “2026-04”.
    pub fn parse(text: &str) -> Option<Self> {
        read_date(&format!("{text}-01")).map(Self)
    }

    /// So many months on; `None` beyond the years 1 to 9999.
    pub fn moved(self, by: i32) -> Option<Self> {
        let months = Months::new(by.unsigned_abs());
        let date = if by < 0 { self.0.checked_sub_months(months) } else { self.0.checked_add_months(months) };
        date.filter(|date| (1..=9999).contains(&date.year())).map(Self)
    }

    /// “April 2026”.
    pub fn name(self) -> String {
        self.0.format("%B %Y").to_string()
    }

    /// The days of its weeks, from a Monday to a Sunday.
    pub fn days(self) -> (Date, Date) {
        let from = self.0 - TimeDelta::days(i64::from(self.0.weekday().num_days_from_monday()));
        let last = self.moved(1).map_or(self.0 + TimeDelta::days(30), |next| next.0 - TimeDelta::days(1));
        (from, last + TimeDelta::days(6 - i64::from(last.weekday().num_days_from_monday())))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m"))
    }
}
