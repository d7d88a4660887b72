//! One activation instant for everything that is reckoned from it: timing.md §1.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are not seen as tests

mod tz;

use journey::{
    checks::{self, CheckId, Finding},
    graph::{Graph, LinkKey, LinkTiming, Node, Point},
    journey::{Draft, Journey, Published, VersionRef},
    kind::{Kind, Outcome},
    lifecycle::{EntryWindow, Previous, Status, Statuses, publish},
    schedule::{Publishing, Schedule},
    setup::{Setup, Start, Timeline},
    text::{JourneyId, Name, NodeId},
    time::{Date, Instant},
};
use rehearsal::{
    calendar::{Planned, calendar},
    checks::{Context, Other, check},
    reason::Why,
    runs::entry_window,
    timetable::TimetableQuery,
    zone::to_local,
};
use tz::{date, local, on, tz as zone};

const STOPPED: &str = "2026-03-31T23:00";

fn id(n: usize) -> NodeId {
    NodeId::parse(&format!("n{n}")).unwrap()
}

fn draft(setup: Setup) -> Draft {
    let mut nodes = vec![Node::new(id(0), Kind::CustomList, Point::default())];
    nodes[0].entry = true;
    nodes.push(Node::new(id(1), Kind::Push, Point::default()));
    let link = (LinkKey { from: id(0), outcome: Outcome::Yes, to: id(1) }, LinkTiming::default());
    Draft { setup, graph: Graph::of(nodes, [link]) }
}

fn window(journey: &Journey, version: &Published) -> EntryWindow {
    entry_window(&version.content().setup, Publishing::of(journey, version), &zone("Europe/Berlin"))
}

/// A journey whose second version took over on Tuesday at 23:00 by stopping or restricting the first.
fn replaced(setup: Setup, previous: Previous) -> (Journey, Instant) {
    let at = on(zone("Europe/Berlin"), STOPPED);
    let first = on(zone("Europe/Berlin"), "2026-03-20T12:00");
    let mut repeated = Setup::new("Europe/Berlin");
    repeated.timeline = Timeline::Recurring { every: 1, unit: journey::setup::Unit::Days };
    let name = Name::parse("Spring").unwrap();
    let mut journey = Journey::new(JourneyId::random(1), name, draft(repeated), first);
    for (content, at) in [(journey.draft.clone().unwrap(), first), (draft(setup), at)] {
        journey.draft = Some(content.clone());
        let statuses = Statuses::of(&journey, &window, at);
        publish(&mut journey, checks::cleared(content, &[]).unwrap(), previous, &statuses, at).unwrap();
    }
    (journey, at)
}

/// The days on which the calendar has something of a version.
fn days(schedule: &Schedule, draft: &Draft) -> Vec<Date> {
    let berlin = zone("Europe/Berlin");
    let planned = [Planned { draft, schedule, zone: &berlin }];
    let days = calendar(&planned, &berlin, date("2026-03-30"), date("2026-04-20"));
    days.iter().filter(|day| !day.sendings.is_empty()).map(|day| day.date).collect()
}

fn same_day(publishing: Publishing, own: &Draft, other: &Draft, schedule: &Schedule) -> Vec<String> {
    let berlin = zone("Europe/Berlin");
    let others = [Other { name: "Spring", draft: other, schedule, zone: &berlin }];
    let found = check(own, &Context { publishing, zone: Some(&berlin), others: &others });
    let of = |finding: &Finding| (finding.check == CheckId::SameDay).then(|| finding.message.clone());
    found.iter().filter_map(of).collect()
}

#[test]
fn a_version_that_stopped_the_one_before_at_23_activates_at_1_for_everything() {
    let berlin = zone("Europe/Berlin");
    let (journey, at) = replaced(Setup::new("Europe/Berlin"), Previous::Stop);
    let version = journey.version(2).unwrap();
    let (activates, first) = (on(berlin, "2026-04-01T01:00"), on(berlin, "2026-04-02T00:00"));
    assert_eq!(window(&journey, version), EntryWindow { opens: activates, closes: Some(first) });
    for (now, status) in [(at, Status::Scheduled), (activates, Status::Running), (first, Status::Completed)] {
        assert_eq!(Statuses::of(&journey, &window, now).get(VersionRef::Number(2)), Some(status), "{now}");
    }
    let ask = TimetableQuery::of(&journey, version, &berlin);
    let table = ask.timetable();
    assert_eq!((table.published, table.activates, table.qualifies), (at, activates, Some(first)));
    assert_eq!(table.messages[0].earliest.at, first);
    let why: Vec<Why> =
        ask.explanations(&table).explain(&table.messages[0].earliest).reasons.iter().map(|one| one.why).collect();
    assert_eq!(why[..2], [Why::Published, Why::ActivatesAfterStop]);
    let schedule = Schedule::of(&journey, version);
    assert_eq!(days(&schedule, version.content()), [date("2026-04-02")]);
    // A query before *Done* is pressed gives equal results.
    let planned = TimetableQuery::new(version.content(), Previous::Stop.publishing(at), &berlin).timetable();
    assert_eq!((planned.published, planned.activates, planned.qualifies), (at, activates, Some(first)));
    // The check on the same day, from both sides.
    let other = draft(Setup { start: Start::Later(local("2026-04-01T09:00")), ..Setup::new("Europe/Berlin") });
    let now = Publishing::at_once(at);
    let said = same_day(now, &other, version.content(), &schedule);
    assert!(said.len() == 1 && said[0].contains("Thursday 2 April"), "{said:?}");
    let theirs = Schedule::planned(now);
    assert_eq!(same_day(Previous::Stop.publishing(at), version.content(), &other, &theirs), said);
    assert_eq!(same_day(now, version.content(), &other, &theirs), [""; 0], "restricted, it activates at once");
}

#[test]
fn one_that_restricts_the_one_before_activates_at_once() {
    let berlin = zone("Europe/Berlin");
    let (journey, at) = replaced(Setup::new("Europe/Berlin"), Previous::Restrict);
    let version = journey.version(2).unwrap();
    let table = TimetableQuery::of(&journey, version, &berlin).timetable();
    assert_eq!((table.activates, table.qualifies), (at, Some(on(berlin, "2026-04-01T00:00"))));
    assert_eq!(days(&Schedule::of(&journey, version), version.content()), [date("2026-04-01")]);
}

#[test]
fn a_start_within_the_two_hours_waits_for_them_and_a_later_one_does_not() {
    let berlin = zone("Europe/Berlin");
    for (start, activates, why) in [
        ("2026-04-01T00:30", "2026-04-01T01:00", Why::ActivatesAfterStop),
        ("2026-04-01T01:00", "2026-04-01T01:00", Why::ActivatesAfterStop),
        ("2026-04-01T01:01", "2026-04-01T01:01", Why::ActivatesLater),
    ] {
        let setup = Setup { start: Start::Later(local(start)), ..Setup::new("Europe/Berlin") };
        let (journey, _) = replaced(setup, Previous::Stop);
        let table = TimetableQuery::of(&journey, journey.version(2).unwrap(), &berlin).timetable();
        assert_eq!((table.activates, table.reasons[1].why), (on(berlin, activates), why), "{start}");
    }
}

#[test]
fn the_checks_judge_end_and_dates_by_the_activation_after_the_two_hours() {
    let berlin = zone("Europe/Berlin");
    let at = on(berlin, STOPPED);
    let to_local = |at: Instant| to_local(&berlin, at);
    let found = |draft: &Draft, publishing| {
        let context = checks::Context {
            name: "Spring",
            name_taken: false,
            publishing,
            to_local: Some(&to_local),
            journey_nodes: &|_| None,
        };
        let found = checks::check(draft, &context);
        found.iter().map(|one| one.check).filter(|one| *one <= CheckId::EndBeforeStart).collect::<Vec<_>>()
    };
    let ends = draft(Setup { end: Some(date("2026-03-31")), ..Setup::new("Europe/Berlin") });
    let today = draft(Setup { timeline: Timeline::Dates(vec![date("2026-03-31")]), ..Setup::new("Europe/Berlin") });
    for (draft, late) in [(ends, CheckId::EndBeforeStart), (today, CheckId::DatesPast)] {
        assert_eq!(found(&draft, Publishing::at_once(at)), []);
        assert_eq!(found(&draft, Previous::Stop.publishing(at)), [late]);
    }
}
