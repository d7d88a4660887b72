//! On which days users qualify: the occurrences of an entry timeline, and what an entry waits for (spec: timing.md §1, §2).

use chrono::{Datelike, Days, Months, Weekday};
use journey::{
    field::Value,
    graph::Node,
    journey::Draft,
    kind::Kind,
    schedule::Publishing,
    setup::{EntryCriteria, MonthDay, Setup, Start, Timeline, Unit},
    time::{Date, Instant, Span},
};

use crate::zone::{Zone, resolve};

/// The last year a timeline without an end is followed to: what makes every loop over it end.
pub const LAST_YEAR: i32 = journey::time::YEAR_MAX;

/// Activation A (timing.md §1): with *Now* the publishing instant, with *Later* the instant chosen, but not before it is
/// published, nor within two hours after the version before was stopped for it.
pub fn activation(setup: &Setup, publishing: Publishing, zone: &dyn Zone) -> Instant {
    match setup.start {
        Start::Now => publishing.earliest(),
        Start::Later(local) => resolve(zone, local).max(publishing.earliest()),
    }
}

/// The time after its event at which a user qualifies: the wait of an *Inaction* entry, whose events count from
/// activation on (timing.md §1). `None` where users qualify as soon as the event comes, or at runs.
pub fn event_wait(draft: &Draft) -> Option<Span> {
    let entry = draft.graph.entry().filter(|_| draft.setup.entry == EntryCriteria::OnEvent)?;
    Some(not_done_within(entry)).filter(|wait| !wait.is_zero())
}

/// For how long the second event of an *Inaction* has to stay out; no time for any other node.
pub(crate) fn not_done_within(node: &Node) -> Span {
    match node.segment.get("within") {
        Some(Value::Span(within)) if node.kind == Kind::Inaction => *within,
        _ => Span::Minutes(0),
    }
}

/// The occurrences of a timeline, ascending and each once, from the day of activation on up to and with the end date or
/// [`LAST_YEAR`]. Lazy: a timeline without an end costs what is taken of it.
pub fn occurrences<'a>(timeline: &'a Timeline, day: Date, end: Option<Date>) -> impl Iterator<Item = Date> + use<'a> {
    let periods = Periods::of(timeline, day, end);
    (0..periods.count()).flat_map(move |n| periods.dates(n))
}

/// The last occurrence on or before the end date; `None` where there is none, or the timeline has no end.
pub(crate) fn last_occurrence(timeline: &Timeline, day: Date, end: Option<Date>) -> Option<Date> {
    let periods = Periods::of(timeline, day, end);
    (0..periods.count()).rev().find_map(|n| periods.dates(n).pop())
}

/// A timeline cut into its periods: each a day, a week or a month with what of it are occurrences. *Once* and specific dates
/// are one period.
struct Periods<'a> {
    timeline: &'a Timeline,
    /// The day of activation: none before it.
    day: Date,
    /// The last day that can be one.
    last: Date,
}

impl<'a> Periods<'a> {
    fn of(timeline: &'a Timeline, day: Date, end: Option<Date>) -> Self {
        let horizon = Date::from_ymd_opt(LAST_YEAR, 12, 31).unwrap_or(Date::MAX);
        Self { timeline, day, last: end.map_or(horizon, |end| end.min(horizon)) }
    }

    /// The number of periods up to the last day.
    fn count(&self) -> u64 {
        if self.last < self.day {
            return 0;
        }
        // A day that no month has would be looked for in all of them.
        let never = |on: &MonthDay| matches!(on, MonthDay::Day(0 | 32..) | MonthDay::Nth(6.., _));
        let units = match self.timeline {
            Timeline::Recurring { unit: Unit::Months(on), .. } if never(on) => return 0,
            Timeline::Recurring { unit: Unit::Days, .. } => days_between(self.day, self.last),
            Timeline::Recurring { unit: Unit::Weeks(_), .. } => days_between(monday(self.day), self.last) / 7,
            Timeline::Recurring { unit: Unit::Months(_), .. } => {
                let month = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month0());
                month(self.last).abs_diff(month(self.day))
            }
            Timeline::Once | Timeline::Dates(_) => return 1,
        };
        units / self.every() + 1
    }

    /// Every how many units; a nought, which no form gives, counts as one.
    fn every(&self) -> u64 {
        match self.timeline {
            Timeline::Recurring { every, .. } => u64::from((*every).max(1)),
            Timeline::Once | Timeline::Dates(_) => 1,
        }
    }

    /// The occurrences in the nth period, ascending.
    fn dates(&self, n: u64) -> Vec<Date> {
        let skipped = n.saturating_mul(self.every());
        let mut dates = match self.timeline {
            Timeline::Once => vec![self.day],
            Timeline::Dates(dates) => dates.clone(),
            Timeline::Recurring { unit: Unit::Days, .. } => {
                Vec::from_iter(self.day.checked_add_days(Days::new(skipped)))
            }
            Timeline::Recurring { unit: Unit::Weeks(weekdays), .. } => {
                let monday = monday(self.day).checked_add_days(Days::new(skipped.saturating_mul(7)));
                let on = |day: &Weekday| monday?.checked_add_days(Days::new(day.num_days_from_monday().into()));
                weekdays.iter().filter_map(on).collect()
            }
            Timeline::Recurring { unit: Unit::Months(on), .. } => {
                let month = u32::try_from(skipped).ok().map(Months::new);
                let first = month.and_then(|months| self.day.with_day(1)?.checked_add_months(months));
                Vec::from_iter(first.and_then(|first| month_day(first, *on)))
            }
        };
        dates.retain(|date| (self.day..=self.last).contains(date));
        journey::order::sort(&mut dates);
        dates.dedup();
        dates
    }
}

/// The day of a month that starts on `first`, where the month has it.
fn month_day(first: Date, on: MonthDay) -> Option<Date> {
    let end = first.checked_add_months(Months::new(1))?.pred_opt()?;
    match on {
        MonthDay::Day(day) => first.with_day(day.into()),
        MonthDay::Last => Some(end),
        MonthDay::Nth(n, weekday) if n > 0 => {
            Date::from_weekday_of_month_opt(first.year(), first.month(), weekday, n.unsigned_abs())
        }
        MonthDay::Nth(_, weekday) => end.checked_sub_days(Days::new(end.weekday().days_since(weekday).into())),
    }
}

fn monday(date: Date) -> Date {
    let back = date.weekday().num_days_from_monday();
    date.checked_sub_days(Days::new(back.into())).unwrap_or(date)
}

fn days_between(from: Date, to: Date) -> u64 {
    to.signed_duration_since(from).num_days().unsigned_abs()
}
