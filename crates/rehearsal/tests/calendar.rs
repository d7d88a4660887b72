//! Occurrences and runs against a simulation that goes day by day and asks of each whether it is one: timing.md §1, §2.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are not seen as tests

mod tz;

use chrono::{Datelike, Days, Weekday};
use journey::{
    schedule::Publishing,
    setup::{MonthDay, Setup, Start, Timeline, Unit},
    time::{Date, Instant},
};
use proptest::prelude::*;
use rehearsal::{
    entry::{activation, occurrences},
    runs::{Run, RunReason, closes, next_runs, runs},
    zone::Zone,
};
use tz::{Tz, ZONES, tz as zone};

/// True where a date is an occurrence, by the words of timing.md §2.
fn is_occurrence(timeline: &Timeline, first: Date, end: Option<Date>, date: Date) -> bool {
    let monday = |d: Date| d - Days::new(d.weekday().num_days_from_monday().into());
    let month = |d: Date| d.year() * 12 + d.month() as i32;
    let named = match timeline {
        Timeline::Once => date == first,
        Timeline::Dates(dates) => dates.contains(&date),
        Timeline::Recurring { every, unit: Unit::Days } => (date - first).num_days() % i64::from(*every) == 0,
        Timeline::Recurring { every, unit: Unit::Weeks(on) } => {
            on.contains(&date.weekday()) && (monday(date) - monday(first)).num_weeks() % i64::from(*every) == 0
        }
        Timeline::Recurring { every, unit: Unit::Months(on) } => {
            (month(date) - month(first)) as i64 % i64::from(*every) == 0
                && match on {
                    MonthDay::Day(day) => date.day() == u32::from(*day),
                    MonthDay::Last => (date + Days::new(1)).day() == 1,
                    MonthDay::Nth(-1, day) => date.weekday() == *day && (date + Days::new(7)).month() != date.month(),
                    MonthDay::Nth(n, day) => date.weekday() == *day && (date.day() - 1) / 7 + 1 == *n as u32,
                }
        }
    };
    named && date >= first && end.is_none_or(|end| date <= end)
}

/// The runs of the first `days` days.
fn simulated(setup: &Setup, published: Instant, zone: Tz, days: usize) -> Vec<Instant> {
    let opens = match setup.start {
        Start::Now => published,
        Start::Later(local) => tz::resolve(zone, local).max(published),
    };
    let first = tz::date_at(zone, opens);
    if setup.end.is_some_and(|end| end < first) {
        return Vec::new();
    }
    let mut runs = Vec::from_iter(setup.run_at_activation.then_some(opens));
    if setup.timeline == Timeline::Once && setup.run_at_activation {
        return runs;
    }
    for date in first.iter_days().take(days) {
        if date == first || is_occurrence(&setup.timeline, first, setup.end, date) {
            runs.push(tz::day_start(zone, date + Days::new(1)));
        }
    }
    runs.dedup();
    runs
}

fn weekdays() -> impl Strategy<Value = Vec<Weekday>> {
    proptest::collection::vec((0u8..7).prop_map(|n| Weekday::try_from(n).unwrap()), 0..4)
}

fn timeline() -> impl Strategy<Value = Timeline> {
    let month_day = prop_oneof![
        (1u8..=31).prop_map(MonthDay::Day),
        Just(MonthDay::Last),
        (prop_oneof![Just(-1i8), 1i8..=5], 0u8..7).prop_map(|(n, d)| MonthDay::Nth(n, Weekday::try_from(d).unwrap())),
    ];
    let unit = prop_oneof![Just(Unit::Days), weekdays().prop_map(Unit::Weeks), month_day.prop_map(Unit::Months),];
    let from = Date::from_ymd_opt(2024, 1, 1).unwrap();
    let dates = proptest::collection::vec((0u64..1500).prop_map(move |d| from + Days::new(d)), 0..9);
    prop_oneof![
        1 => Just(Timeline::Once),
        2 => dates.prop_map(Timeline::Dates),
        6 => (1u32..15, unit).prop_map(|(every, unit)| Timeline::Recurring { every, unit }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn occurrences_are_the_days_that_the_timeline_names(
        timeline in timeline(), first in 0u64..1500, length in proptest::option::of(0u64..2000),
    ) {
        let first = Date::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(first);
        let end = length.map(|length| first + Days::new(length));
        let limit = first + Days::new(4000);
        let named: Vec<Date> = first.iter_days().take_while(|d| *d < limit)
            .filter(|d| is_occurrence(&timeline, first, end, *d)).collect();
        let given: Vec<Date> = occurrences(&timeline, first, end).take_while(|d| *d < limit).collect();
        prop_assert_eq!(given, named);
    }

    #[test]
    fn runs_are_the_midnights_after(
        name in proptest::sample::select(ZONES),
        pick in any::<u32>(),
        near in proptest::option::of(any::<i32>()),
        mut timeline in timeline(),
        later in proptest::option::of(-3i64..40),
        length in proptest::option::of(-2i64..200),
        at_activation in any::<bool>(),
        from in 0i64..300,
    ) {
        let zone = zone(name);
        let published = tz::instant(zone, pick, near);
        let today = tz::date_at(zone, published);
        if let Timeline::Dates(dates) = &mut timeline {
            let shift = today - Date::from_ymd_opt(2024, 4, 1).unwrap();
            dates.iter_mut().for_each(|date| *date += shift);
        }
        let mut setup = Setup::new(zone.name());
        setup.timeline = timeline;
        setup.run_at_activation = at_activation;
        setup.start = later.map_or(Start::Now, |d| Start::Later(published.naive_utc() + chrono::TimeDelta::hours(7 * d)));
        setup.end = length.map(|d| today + chrono::TimeDelta::days(d));

        let expected = simulated(&setup, published, zone, 400);
        let given: Vec<Run> = runs(&setup, Publishing::at_once(published), &zone).take(expected.len()).collect();
        let instants: Vec<Instant> = given.iter().map(|run| run.at).collect();
        prop_assert_eq!(&instants, &expected);
        prop_assert!(instants.is_sorted_by(|a, b| a < b), "ascending, each once");
        let opens = activation(&setup, Publishing::at_once(published), &zone);
        prop_assert!(instants.iter().all(|run| *run >= opens));
        for run in &given {
            let of = match run.because {
                RunReason::AtActivation => { prop_assert_eq!(run.at, opens); continue }
                RunReason::MidnightAfterActivation(day) | RunReason::MidnightAfterOccurrence(day) => day,
            };
            prop_assert!(tz::date_at(zone, run.at) > of);
        }

        let from = opens + chrono::TimeDelta::days(from);
        let mut next: Vec<Instant> = expected.iter().copied().filter(|run| *run >= from).take(3).collect();
        let mut asked: Vec<Instant> = next_runs(&setup, Publishing::at_once(published), &zone, from, 3).iter().map(|run| run.at).collect();
        if next.len() < 3 { asked.truncate(next.len()) } else { next.truncate(3) }
        prop_assert_eq!(asked, next);

        if setup.end.is_some() || !matches!(setup.timeline, Timeline::Recurring { .. }) {
            let last = runs(&setup, Publishing::at_once(published), &zone).last().map_or(opens, |run| run.at);
            prop_assert_eq!(closes(&setup, Publishing::at_once(published), &zone), Some(last));
        }
    }
}
