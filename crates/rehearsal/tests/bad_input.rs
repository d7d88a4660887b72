//! Whatever stands in a setup gives a finding at its field, and everything that looks at it comes to an end (issue 4): in a file
//! most of it is refused with its path, but a draft can hold it.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are not seen as tests

mod tz;

use std::{cell::Cell, time::Instant as Clock};

use journey::{
    checks::{self, CheckId, Finding, Location, SetupField, Severity},
    format::{Defaults, draft_from_value},
    graph::{Graph, LinkKey, LinkTiming, Node, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    schedule::{Publishing, Schedule},
    setup::{EntryCriteria, MonthDay, QuietHandling, QuietHours, QuietWindow, Setup, Start, Timeline, Unit},
    text::NodeId,
    time::{ClockTime, Date, Instant, Local, Span, WEEKDAYS, Weekday},
};
use rehearsal::{
    calendar::{Planned, calendar},
    checks::{Context, Other},
    export,
    runs::{closes, next_runs},
    timetable::TimetableQuery,
    whereabouts::{clock_changes, quiet_spans},
    zone::{Zone, to_local},
};
use serde_json::{Value, json};
use tz::{Tz, date, on, tz as zone};

/// Tuesday.
const PUBLISHED: &str = "2026-03-31T17:00";

/// A zone that counts how often it is asked, which is what an endless search would do.
struct Counted {
    zone: Tz,
    asked: Cell<u64>,
}

impl Zone for Counted {
    fn offset_at(&self, instant: Instant) -> i32 {
        self.asked.set(self.asked.get() + 1);
        self.zone.offset_at(instant)
    }
    fn name(&self) -> &str {
        self.zone.name()
    }
}

/// The most calls of the zone for all cases together: some hundred times the number needed. An endless search would
/// make a million a second.
const ASKED: u64 = 1_000_000;
/// And how long it may take: compiled for tests, beside other tests.
const SECONDS: u64 = 20;

fn far() -> Date {
    Date::from_ymd_opt(9999, 12, 31).unwrap()
}

fn every(every: u32, unit: Unit) -> Timeline {
    Timeline::Recurring { every, unit }
}

fn window(days: &[usize], from: &str, to: &str) -> QuietWindow {
    let time = |text| ClockTime::parse(text).unwrap();
    QuietWindow { days: days.iter().map(|day| WEEKDAYS[*day].0).collect(), from: time(from), to: time(to) }
}

fn quiet(setup: &mut Setup, handling: QuietHandling, windows: Vec<QuietWindow>) {
    setup.quiet_hours = Some(QuietHours { windows, handling });
}

const WEEK: &[usize] = &[0, 1, 2, 3, 4, 5, 6];

/// A setup that goes wrong, and what is found in it where.
type Case = (&'static str, fn(&mut Setup), &'static [(CheckId, SetupField)]);

const CASES: &[Case] = {
    use CheckId as C;
    use SetupField as F;
    &[
        ("an unknown zone", |s| s.zone = "Mars/Olympus".into(), &[(C::ZoneUnknown, F::Zone)]),
        ("no zone", |s| s.zone.clear(), &[(C::ZoneUnknown, F::Zone)]),
        ("the end before the start", |s| s.end = Some(date("2026-03-30")), &[(C::EndBeforeStart, F::End)]),
        (
            "the end before a later start",
            |s| {
                s.timeline = every(1, Unit::Days);
                (s.start, s.end) = (Start::Later(date("2027-01-02").into()), Some(date("2027-01-01")));
            },
            &[(C::EndBeforeStart, F::End)],
        ),
        ("an end in the year 9999", |s| s.end = Some(far()), &[(C::DateFar, F::End)]),
        (
            "every day to the year 9999",
            |s| (s.timeline, s.end) = (every(1, Unit::Days), Some(far())),
            &[(C::DateFar, F::End)],
        ),
        ("a start in the year 9999", |s| s.start = Start::Later(far().into()), &[(C::DateFar, F::Start)]),
        ("a start at the end of the calendar", |s| s.start = Start::Later(Local::MAX), &[(C::DateFar, F::Start)]),
        (
            "dates in the year 9999",
            |s| s.timeline = Timeline::Dates(vec![far(), Date::MAX, date("2026-04-01")]),
            &[(C::DateFar, F::Timeline)],
        ),
        (
            "a billion weeks",
            |s| s.timeline = every(1_000_000_000, Unit::Weeks(vec![Weekday::Tue])),
            &[(C::EveryInvalid, F::Timeline)],
        ),
        (
            "as many days as there can be",
            |s| s.timeline = every(u32::MAX, Unit::Days),
            &[(C::EveryInvalid, F::Timeline)],
        ),
        (
            "a billion months",
            |s| s.timeline = every(1_000_000_000, Unit::Months(MonthDay::Nth(5, Weekday::Sun))),
            &[(C::EveryInvalid, F::Timeline)],
        ),
        ("no days at all", |s| s.timeline = every(0, Unit::Days), &[(C::EveryInvalid, F::Timeline)]),
        ("no weekday", |s| s.timeline = every(1, Unit::Weeks(vec![])), &[(C::WeekdayMissing, F::Timeline)]),
        (
            "a day that no month has",
            |s| s.timeline = every(1, Unit::Months(MonthDay::Day(32))),
            &[(C::MonthDayInvalid, F::Timeline), (C::NoOccurrence, F::Timeline)],
        ),
        (
            "overlapping quiet hours",
            |s| quiet(s, QuietHandling::After, vec![window(WEEK, "22:00", "08:00"), window(&[5], "07:00", "10:00")]),
            &[(C::QuietOverlap, F::QuietWindow(1))],
        ),
        (
            "fifty times the same quiet hours",
            |s| quiet(s, QuietHandling::Drop, vec![window(WEEK, "10:00", "09:59"); 50]),
            &[(C::QuietOverlap, F::QuietWindow(49))],
        ),
        (
            "overlapping quiet hours all week",
            |s| quiet(s, QuietHandling::After, vec![window(WEEK, "08:00", "20:00"), window(WEEK, "19:00", "08:00")]),
            &[(C::QuietEndless, F::QuietHours)],
        ),
        (
            "quiet hours on no day",
            |s| quiet(s, QuietHandling::Drop, vec![window(&[], "08:00", "20:00")]),
            &[(C::QuietNoDays, F::QuietWindow(0))],
        ),
        ("a timeout of no time", |s| s.timeout = Some(Span::Days(0)), &[(C::SpanZero, F::Timeout)]),
        (
            "all of it",
            |s| {
                s.zone = "Mars/Olympus".into();
                s.timeline = every(1_000_000_000, Unit::Weeks(vec![]));
                (s.start, s.end) = (Start::Later(far().into()), Some(date("1970-01-01")));
                quiet(s, QuietHandling::After, vec![window(&[], "08:00", "20:00")]);
            },
            &[
                (C::EveryInvalid, F::Timeline),
                (C::WeekdayMissing, F::Timeline),
                (C::DateFar, F::Start),
                (C::EndBeforeStart, F::End),
                (C::ZoneUnknown, F::Zone),
                (C::QuietNoDays, F::QuietWindow(0)),
            ],
        ),
    ]
};

/// Custom list or event, a push in the evening, a wait, a mail; and, if wanted, round again after a day.
fn draft(change: fn(&mut Setup), entry: EntryCriteria, round: bool) -> Draft {
    let mut setup = Setup::new("Europe/Berlin");
    setup.entry = entry;
    change(&mut setup);
    let first = if entry == EntryCriteria::OnEvent { Kind::Action } else { Kind::CustomList };
    let id = |n: usize| NodeId::parse(&format!("n{n}")).unwrap();
    let nodes = [first, Kind::Push, Kind::PastBehavior, Kind::Email].into_iter().enumerate().map(|(n, kind)| {
        let mut node = Node::new(id(n), kind, Point::default());
        node.entry = n == 0;
        if kind == Kind::Push {
            node.when = When::Clock(ClockTime::parse("20:00").unwrap());
        }
        if kind == Kind::PastBehavior {
            node.window = Some(Span::Days(2));
        }
        node
    });
    let link = |from, outcome, to, delay| {
        (LinkKey { from: id(from), outcome, to: id(to) }, LinkTiming { delay, ..LinkTiming::start(outcome) })
    };
    let links = [
        link(0, Outcome::Yes, 1, Some(Span::Hours(5))),
        link(1, Outcome::Sent, 2, Some(Span::Days(1))),
        link(2, Outcome::Timeout, 3, None),
        link(3, Outcome::Sent, 1, Some(Span::Days(1))),
    ];
    let links = links.into_iter().take(if round { 4 } else { 3 });
    Draft { setup, graph: Graph::of(nodes, links) }
}

/// The findings of both lists of checks, called as the page does: with a zone only where one is known.
fn found(draft: &Draft, now: Instant, zone: &Counted) -> Vec<Finding> {
    let known = (draft.setup.zone == zone.name()).then_some(zone as &dyn Zone);
    let shown = |at: Instant| to_local(zone, at);
    let context = checks::Context {
        name: "Journey",
        name_taken: false,
        publishing: Publishing::at_once(now),
        to_local: known.is_some().then_some(&shown as &dyn Fn(Instant) -> Local),
        journey_nodes: &|_| None,
    };
    let publishing = Publishing::at_once(now);
    let schedule = Schedule::planned(publishing);
    let other = Other { name: "Other", draft, schedule: &schedule, zone };
    let mut found = checks::check(draft, &context);
    found.extend(rehearsal::checks::check(draft, &Context { publishing, zone: known, others: &[other] }));
    checks::in_order(draft, found)
}

/// Everything else that looks at a setup.
fn looked_at(draft: &Draft, now: Instant, zone: &Counted) {
    let ask = TimetableQuery { runs: 20, ..TimetableQuery::new(draft, Publishing::at_once(now), zone) };
    let table = ask.timetable();
    let rows = export::rows(&ask.explanations(&table), &table, &|at| at.to_rfc3339());
    export::csv(&rows, zone);
    export::ics(&rows, "journey", "Journey", now);
    assert!(next_runs(&draft.setup, Publishing::at_once(now), zone, now, 20).len() <= 20);
    closes(&draft.setup, Publishing::at_once(now), zone);
    let (from, to) = (now, now + chrono::TimeDelta::days(400));
    quiet_spans(&draft.setup, zone, from, to);
    clock_changes(zone, from, to);
    let day = to_local(zone, now).date();
    table.daily(zone, day, day + chrono::TimeDelta::days(60));
    table.whereabouts(from, to);
    let schedule = Schedule::planned(Publishing::at_once(now));
    calendar(&[Planned { draft, schedule: &schedule, zone }], zone, day, day + chrono::TimeDelta::days(41));
}

#[test]
fn bad_input_gives_a_finding_at_its_field() {
    let berlin = zone("Europe/Berlin");
    let now = on(berlin, PUBLISHED);
    for (name, change, expected) in CASES {
        let zone = Counted { zone: berlin, asked: Cell::new(0) };
        let draft = draft(*change, EntryCriteria::AtATime, false);
        let found = found(&draft, now, &zone);
        for (check, field) in *expected {
            let at = |finding: &Finding| finding.check == *check && finding.place == Location::Setup(*field);
            let finding = found.iter().find(|finding| at(finding));
            let finding = finding.unwrap_or_else(|| panic!("{name}: no {check:?} at {field:?} in {found:#?}"));
            assert!(finding.message.ends_with('.'), "{name}: {}", finding.message);
        }
        // Only what is wrong is called an error: but for what time adds to it.
        let errors = |finding: &&Finding| finding.severity() == Severity::Error && !finding.check.needs_time();
        let setup = found.iter().filter(errors).filter(|finding| matches!(finding.place, Location::Setup(_)));
        for finding in setup {
            assert!(expected.iter().any(|one| one.0 == finding.check), "{name}: {finding:?}");
        }
    }
}

/// Asks everything of each case, and holds what that took against the bounds.
fn all_ends(entry: EntryCriteria, round: bool) {
    let berlin = zone("Europe/Berlin");
    let now = on(berlin, PUBLISHED);
    for (name, change, _) in CASES {
        let (started, zone) = (Clock::now(), Counted { zone: berlin, asked: Cell::new(0) });
        let draft = draft(*change, entry, round);
        found(&draft, now, &zone);
        looked_at(&draft, now, &zone);
        let (asked, took) = (zone.asked.get(), started.elapsed());
        assert!(asked < ASKED, "{name}: the zone was asked {asked} times");
        assert!(took.as_secs() < SECONDS, "{name}: {took:?}");
    }
}

#[test]
fn whatever_looks_at_bad_input_comes_to_an_end() {
    all_ends(EntryCriteria::AtATime, false);
    all_ends(EntryCriteria::OnEvent, false);
}

#[test]
fn so_it_does_where_a_cycle_is_gone_round_for_ever() {
    all_ends(EntryCriteria::AtATime, true);
    all_ends(EntryCriteria::OnEvent, true);
}

/// Bad input in a file is refused with its path, or loaded and found in the draft.
#[test]
fn a_file_with_bad_input_says_where_or_is_read_and_found() {
    let defaults = Defaults { zone: "Europe/Berlin".to_owned(), now: Instant::UNIX_EPOCH };
    let read =
        |setup: Value| draft_from_value(&json!({ "setup": setup, "graph": { "nodes": [], "links": [] } }), &defaults);
    let weeks = |every: Value| json!({ "kind": "recurring", "every": every, "unit": "week", "weekdays": ["tue"] });
    for (setup, path) in [
        (json!({ "zone": "Mars Olympus" }), "setup.zone"),
        (json!({ "zone": "" }), "setup.zone"),
        (json!({ "zone": "x".repeat(65) }), "setup.zone"),
        (json!({ "end": "9999-12-31" }), "setup.end"),
        (json!({ "end": "+262142-12-31" }), "setup.end"),
        (json!({ "start": { "later": "9999-01-01T00:00" } }), "setup.start.later"),
        (json!({ "timeline": { "kind": "dates", "dates": ["2026-03-31", "9999-01-01"] } }), "setup.timeline.dates[1]"),
        (json!({ "timeline": weeks(json!(1_000_000_000)) }), "setup.timeline.every"),
        (json!({ "timeline": weeks(json!(1e300)) }), "setup.timeline.every"),
        (json!({ "timeline": weeks(json!(-1)) }), "setup.timeline.every"),
        (json!({ "timeout": { "days": 4_000_000_000_u32 } }), "setup.timeout"),
    ] {
        let error = read(setup.clone()).unwrap_err();
        let paths: Vec<&str> = error.problems().iter().map(|problem| problem.path.as_str()).collect();
        assert!(paths.len() == 1 && paths[0].starts_with(path), "{setup}: {paths:?}");
    }
    // Another browser may know the zone; what contradicts itself is for the checks.
    let at = |text: &str| json!({ "days": ["mon"], "from": text, "to": "12:00" });
    let quiet = json!({ "windows": [at("08:00"), at("09:00")], "handling": "after" });
    let draft = read(json!({
        "zone": "Mars/Olympus", "start": { "later": "2026-04-01T09:00" }, "end": "2026-03-30", "quiet_hours": quiet,
    }))
    .unwrap();
    let berlin = Counted { zone: zone("Europe/Berlin"), asked: Cell::new(0) };
    let found = found(&draft, on(berlin.zone, PUBLISHED), &berlin);
    for field in [SetupField::Zone, SetupField::End, SetupField::QuietWindow(1)] {
        assert!(found.iter().any(|finding| finding.place == Location::Setup(field)), "{field:?}: {found:#?}");
    }
}
