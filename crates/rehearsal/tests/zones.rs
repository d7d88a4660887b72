//! Clocks against chrono-tz: timing.md §3.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are not seen as tests

mod tz;

use chrono::{NaiveTime, TimeDelta, TimeZone, Timelike};
use journey::time::{ClockTime, Instant, Span};
use proptest::prelude::*;
use rehearsal::zone::{
    UtcZone, Zone, add_span, clock_change, day_start, midnight_after, next_clock, next_full_hour, next_midnight,
    resolve, rfc3339, to_local,
};
use tz::{Tz, ZONES, date, local, on, tz as zone, utc};

#[test]
fn a_skipped_clock_time_moves_forward_by_the_gap() {
    let berlin = zone("Europe/Berlin");
    assert_eq!(resolve(&berlin, local("2026-03-29T02:30")), on(berlin, "2026-03-29T03:30"));
    let howe = zone("Australia/Lord_Howe");
    assert_eq!(resolve(&howe, local("2026-10-04T02:10")), on(howe, "2026-10-04T02:40"));
    let apia = zone("Pacific/Apia");
    assert_eq!(resolve(&apia, local("2011-12-30T09:00")), on(apia, "2011-12-31T09:00"));
}

#[test]
fn of_a_doubled_clock_time_the_first_counts() {
    assert_eq!(resolve(&zone("Europe/Berlin"), local("2026-10-25T02:30")), utc("2026-10-25T00:30:00Z"));
    assert_eq!(resolve(&zone("Antarctica/Troll"), local("2026-10-25T02:30")), utc("2026-10-25T00:30:00Z"));
}

#[test]
fn who_arrives_between_the_two_of_a_doubled_clock_time_gets_the_second() {
    let berlin = zone("Europe/Berlin");
    let half_past_two = ClockTime::new(2, 30).unwrap();
    for (arrives, due) in [
        ("2026-10-25T00:29:00Z", "2026-10-25T00:30:00Z"),
        ("2026-10-25T00:30:00Z", "2026-10-25T00:30:00Z"),
        ("2026-10-25T00:31:00Z", "2026-10-25T01:30:00Z"),
        ("2026-10-25T01:30:00Z", "2026-10-25T01:30:00Z"),
        ("2026-10-25T01:31:00Z", "2026-10-26T01:30:00Z"),
    ] {
        assert_eq!(next_clock(&berlin, utc(arrives), half_past_two), utc(due), "{arrives}");
    }
}

#[test]
fn midnight_is_the_first_instant_of_the_day_that_exists() {
    // Cairo and Beirut skip 00:00–01:00, Santiago as well; Havana doubles 00:00.
    for (name, day, first) in [
        ("Africa/Cairo", "2026-04-24", "2026-04-24T01:00"),
        ("Asia/Beirut", "2026-03-29", "2026-03-29T01:00"),
        ("America/Santiago", "2026-09-06", "2026-09-06T01:00"),
        ("America/Havana", "2026-03-08", "2026-03-08T01:00"),
        ("Atlantic/Azores", "2026-03-29", "2026-03-29T01:00"),
    ] {
        let zone = zone(name);
        assert_eq!(day_start(&zone, date(day)), on(zone, first), "{name}");
    }
    assert_eq!(day_start(&zone("America/Havana"), date("2026-11-01")), utc("2026-11-01T04:00:00Z"));
}

#[test]
fn a_day_that_does_not_exist_starts_with_the_jump_over_it() {
    let jump = utc("2011-12-30T10:00:00Z");
    for day in ["2011-12-30", "2011-12-31"] {
        assert_eq!(day_start(&zone("Pacific/Apia"), date(day)), jump);
    }
    assert_eq!(midnight_after(&zone("Pacific/Apia"), jump - TimeDelta::hours(1)), jump);
    assert_eq!(midnight_after(&zone("Pacific/Apia"), jump), jump + TimeDelta::days(1));
}

#[test]
fn where_the_clocks_go_back_over_midnight_the_next_midnight_is_still_ahead() {
    // Until 2010 Newfoundland went from 00:01 back to 23:01: the day began twice.
    let st_johns = zone("America/St_Johns");
    let second = utc("2010-11-07T03:00:00Z");
    assert_eq!(day_start(&st_johns, date("2010-11-07")), utc("2010-11-07T02:30:00Z"));
    assert_eq!(to_local(&st_johns, second), local("2010-11-06T23:30"));
    assert_eq!(midnight_after(&st_johns, second), utc("2010-11-07T03:30:00Z"));
}

#[test]
fn days_keep_the_clock_time_and_hours_do_not() {
    let berlin = zone("Europe/Berlin");
    let before = on(berlin, "2026-03-28T17:00");
    assert_eq!(add_span(&berlin, before, Span::Days(1)), on(berlin, "2026-03-29T17:00"));
    assert_eq!(add_span(&berlin, before, Span::Hours(24)), on(berlin, "2026-03-29T18:00"));
    assert_eq!(add_span(&berlin, before, Span::Minutes(24 * 60)), on(berlin, "2026-03-29T18:00"));
    let second = utc("2026-10-25T01:30:00Z");
    assert_eq!(add_span(&berlin, second, Span::Days(0)), second);
}

#[test]
fn a_clock_time_that_has_come_is_now_and_one_that_has_passed_is_tomorrow() {
    let berlin = zone("Europe/Berlin");
    let eight = ClockTime::new(20, 0).unwrap();
    let at = on(berlin, "2026-03-31T20:00");
    assert_eq!(next_clock(&berlin, at, eight), at);
    assert_eq!(next_clock(&berlin, at + TimeDelta::milliseconds(1), eight), on(berlin, "2026-04-01T20:00"));
}

#[test]
fn a_clock_time_skipped_before_midnight_comes_after_it() {
    // Nuuk goes from 23:00 to midnight of the next day.
    let nuuk = zone("America/Nuuk");
    let skipped = ClockTime::new(23, 30).unwrap();
    let midnight = on(nuuk, "2026-03-29T00:00");
    assert_eq!(next_clock(&nuuk, midnight, skipped), on(nuuk, "2026-03-29T00:30"));
}

#[test]
fn the_full_hour_is_the_one_the_clocks_show() {
    assert_eq!(next_full_hour(&zone("Asia/Kathmandu"), utc("2026-01-01T10:16:00Z")), utc("2026-01-01T11:15:00Z"));
    assert_eq!(next_full_hour(&UtcZone, utc("2026-01-01T10:00:00Z")), utc("2026-01-01T10:00:00Z"));
    assert_eq!(next_full_hour(&UtcZone, utc("2026-01-01T10:00:00.001Z")), utc("2026-01-01T11:00:00Z"));
    // Lord Howe goes from 02:00 to 02:30: the next full hour is 03:00.
    let howe = zone("Australia/Lord_Howe");
    assert_eq!(next_full_hour(&howe, on(howe, "2026-10-04T01:45")), on(howe, "2026-10-04T03:00"));
}

#[test]
fn an_instant_is_written_with_the_offset_of_its_zone() {
    assert_eq!(rfc3339(&zone("Europe/Berlin"), utc("2026-03-27T16:00:00Z")), "2026-03-27T17:00:00+01:00");
    assert_eq!(rfc3339(&UtcZone, utc("2026-03-27T16:00:00Z")), "2026-03-27T16:00:00+00:00");
    // In 1880 Berlin was 53:28 minutes ahead: the minutes are written, and the instant stays the same.
    let old = utc("1880-01-01T12:00:00Z");
    assert_eq!(utc(&rfc3339(&zone("Europe/Berlin"), old)), old);
}

#[test]
fn the_ends_of_the_calendar_are_answered_and_do_not_panic() {
    for end in [Instant::MIN_UTC, Instant::MAX_UTC] {
        for zone in [&UtcZone as &dyn Zone, &zone("Europe/Berlin")] {
            let local = to_local(zone, end);
            resolve(zone, local);
            day_start(zone, local.date());
            midnight_after(zone, end);
            next_midnight(zone, end);
            next_full_hour(zone, end);
            next_clock(zone, end, ClockTime::new(12, 0).unwrap());
            add_span(zone, end, Span::Days(3_660));
            add_span(zone, end, Span::Hours(88_000));
            rfc3339(zone, end);
        }
    }
}

/// Changes some hours apart: forward by two hours, back by one, and forward by half an hour, all within a night.
struct Restless;

impl Zone for Restless {
    fn offset_at(&self, instant: Instant) -> i32 {
        let hour = |text| utc(text) <= instant;
        match () {
            () if hour("2026-01-02T06:00:00Z") => 5_400,
            () if hour("2026-01-02T03:00:00Z") => 3_600,
            () if hour("2026-01-02T01:00:00Z") => 7_200,
            () => 0,
        }
    }
    fn name(&self) -> &str {
        "Test/Restless"
    }
}

#[test]
fn changes_close_together_are_each_found() {
    for minute in 0..2 * 24 * 60 {
        let instant = utc("2026-01-01T12:00:00Z") + TimeDelta::minutes(minute);
        let shown = to_local(&Restless, instant);
        let first = resolve(&Restless, shown);
        assert!(first <= instant && to_local(&Restless, first) == shown, "{shown}");
    }
    assert_eq!(resolve(&Restless, local("2026-01-02T01:30")), utc("2026-01-02T01:30:00Z"), "skipped");
    assert_eq!(resolve(&Restless, local("2026-01-02T04:30")), utc("2026-01-02T02:30:00Z"), "doubled");
    assert_eq!(resolve(&Restless, local("2026-01-02T07:15")), utc("2026-01-02T06:15:00Z"), "skipped");
    let mut from = utc("2025-11-01T00:00:00Z");
    for expected in ["2026-01-02T01:00:00Z", "2026-01-02T03:00:00Z", "2026-01-02T06:00:00Z"] {
        from = clock_change(&Restless, from, utc("2026-12-01T00:00:00Z")).unwrap().0;
        assert_eq!(from, utc(expected));
    }
    assert_eq!(clock_change(&Restless, from, utc("2026-12-01T00:00:00Z")), None);
}

#[test]
#[ignore = "goes over the whole database three hours by three; run it when chrono-tz is updated"]
fn no_zone_changes_its_clocks_and_back_within_six_days() {
    for tz in chrono_tz::TZ_VARIANTS {
        let zone = Tz(tz);
        let offset = |at: i64| zone.offset_at(Instant::from_timestamp(at, 0).unwrap());
        let (mut changes, mut held) = (Vec::new(), offset(0));
        for at in (0..8 * 366 * 130).map(|n| 3 * 3_600 * n) {
            let now = offset(at);
            if std::mem::replace(&mut held, now) == now {
                continue;
            }
            changes.push(at);
            let back = changes.iter().rev().skip(1).map_while(|since| (at - since < 6 * 86_400).then_some(since));
            for since in back {
                assert_ne!(offset(since - 3 * 3_600), now, "{tz}, {at} seconds after 1970");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn clocks_agree_with_chrono_tz(
        name in proptest::sample::select(ZONES),
        pick in any::<u32>(),
        near in proptest::option::of(any::<i32>()),
        days in 1u32..400,
        minute in 0u16..1440,
    ) {
        let zone = zone(name);
        let at = tz::instant(zone, pick, near);
        let shown = at.with_timezone(&zone.0).naive_local();
        prop_assert_eq!(to_local(&zone, at), shown);
        prop_assert_eq!(utc(&rfc3339(&zone, at)), at);

        // A local time the clocks may never have shown: as the hands of UTC have it.
        prop_assert_eq!(resolve(&zone, at.naive_utc()), tz::resolve(zone, at.naive_utc()));
        prop_assert_eq!(resolve(&zone, shown), tz::resolve(zone, shown));
        let sleep = add_span(&zone, at, Span::Days(days));
        prop_assert_eq!(sleep, tz::resolve(zone, shown + TimeDelta::days(days.into())).max(at));

        prop_assert_eq!(day_start(&zone, shown.date()), tz::day_start(zone, shown.date()));
        let whole = at - TimeDelta::seconds(at.second().into());
        let minutes = (0..4 * 1440).map(|m| whole + TimeDelta::minutes(m));
        let midnight = minutes.clone().find(|t| tz::date_at(zone, *t) > shown.date());
        prop_assert_eq!(Some(midnight_after(&zone, at)), midnight);
        let hour = minutes.filter(|t| *t >= at).find(|t| t.with_timezone(&zone.0).minute() == 0);
        prop_assert_eq!(Some(next_full_hour(&zone, at)), hour);

        let clock = ClockTime::new(minute / 60, minute % 60).unwrap();
        let time = NaiveTime::MIN + TimeDelta::minutes(minute.into());
        let locals = (-2..4).map(|d| (shown.date() + TimeDelta::days(d)).and_time(time));
        // Of a doubled one both.
        let again = locals.clone().filter_map(|local| zone.0.from_local_datetime(&local).latest()).map(|t| t.to_utc());
        let times = locals.map(|local| tz::resolve(zone, local)).chain(again);
        prop_assert_eq!(Some(next_clock(&zone, at, clock)), times.filter(|t| *t >= at).min());
    }
}
