//! ICS and CSV, whereabouts, daily counts and the calendar.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are not seen as tests

mod tz;

use journey::{
    graph::{Graph, LinkKey, LinkTiming, Node, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    schedule::{Publishing, Schedule},
    setup::{Setup, Timeline, Unit},
    text::NodeId,
    time::{ClockTime, Instant, Span, Weekday},
};
use rehearsal::{
    calendar::{Planned, calendar},
    export::{Row, csv, ics, rows},
    timetable::{RUNS, TimetableQuery},
    whereabouts::clock_changes,
    zone::{UtcZone, Zone},
};
use tz::{date, on, tz as zone, utc};

fn id(n: usize) -> NodeId {
    NodeId::parse(&format!("n{n}")).unwrap()
}

/// Entry, a push at once, a segment with a window of two days, an email a day after that fires.
fn draft(timeline: Timeline) -> Draft {
    let kinds = [Kind::CustomList, Kind::Push, Kind::Action, Kind::Email];
    let nodes = kinds.into_iter().enumerate().map(|(n, kind)| {
        let mut node = Node::new(id(n), kind, Point::default());
        (node.entry, node.title) = (n == 0, format!("=Node, \"{n}\""));
        if kind == Kind::Action {
            node.window = Some(Span::Days(2));
        }
        node
    });
    let link = |from, outcome, to, delay| {
        (LinkKey { from: id(from), outcome, to: id(to) }, LinkTiming { delay, window: None })
    };
    let links = [
        link(0, Outcome::Yes, 1, None),
        link(1, Outcome::Sent, 2, Some(Span::Hours(6))),
        link(2, Outcome::Yes, 3, Some(Span::Days(1))),
    ];
    let mut setup = Setup::new("Europe/Berlin");
    setup.timeline = timeline;
    Draft { setup, graph: Graph::of(nodes, links) }
}

const PUBLISHED: &str = "2026-03-31T17:00";

#[test]
fn one_can_see_where_somebody_is() {
    let berlin = zone("Europe/Berlin");
    let draft = draft(Timeline::Once);
    let ask = TimetableQuery {
        runs: RUNS,
        ..TimetableQuery::new(&draft, Publishing::at_once(on(berlin, PUBLISHED)), &berlin)
    };
    let table = ask.timetable();
    let at = |text: &str| {
        let at = on(berlin, text);
        let told = |p: &rehearsal::whereabouts::Presence| {
            [(p.passes, 'p'), (p.waits, 'w'), (p.comes, 'c')]
                .iter()
                .filter(|(on, _)| *on)
                .map(|(_, c)| *c)
                .collect::<String>()
        };
        table.whereabouts(at, at).iter().map(told).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(at("2026-03-31T23:59"), "   ");
    assert_eq!(at("2026-04-01T00:00"), "p pw c ");
    assert_eq!(at("2026-04-01T03:00"), " w c ");
    assert_eq!(at("2026-04-01T06:00"), " w pwc c");
    assert_eq!(at("2026-04-02T12:00"), " w w pc");
    assert_eq!(table.ends, Some(on(berlin, "2026-04-04T06:00")));
    assert_eq!(table.empties, None, "who fails stays");
}

#[test]
fn the_days_say_how_many_messages_one_user_can_get() {
    let berlin = zone("Europe/Berlin");
    let draft = draft(Timeline::Once);
    let table = TimetableQuery {
        runs: RUNS,
        ..TimetableQuery::new(&draft, Publishing::at_once(on(berlin, PUBLISHED)), &berlin)
    }
    .timetable();
    let days = table.daily(&berlin, date("2026-03-31"), date("2026-04-05"));
    assert_eq!(days.iter().map(|day| day.1).collect::<Vec<_>>(), [0, 1, 1, 1, 1, 0]);
    let channels = table.channels();
    assert_eq!(channels.iter().map(|channel| channel.kind).collect::<Vec<_>>(), [Kind::Push, Kind::Email]);
    assert_eq!(channels[1].first.0.at, on(berlin, "2026-04-02T06:00"));
    assert_eq!(channels[1].last.map(|last| last.0.at), Some(on(berlin, "2026-04-04T06:00")));
}

#[test]
fn the_calendar_says_what_is_sent_when_and_which_journeys_collide() {
    let berlin = zone("Europe/Berlin");
    let schedule = Schedule::planned(Publishing::at_once(on(berlin, PUBLISHED)));
    let weekly = draft(Timeline::Recurring { every: 1, unit: Unit::Weeks(vec![Weekday::Thu]) });
    let once = draft(Timeline::Once);
    let planned = |draft| Planned { draft, schedule: &schedule, zone: &berlin };
    let days = calendar(&[planned(&weekly), planned(&once)], &berlin, date("2026-03-31"), date("2026-04-12"));
    assert_eq!(days.len(), 13);
    let journeys: Vec<usize> = days.iter().map(rehearsal::calendar::Day::journeys).collect();
    // Runs on Wednesday 1 and Friday 3 and 10 April, the email one to three days after.
    assert_eq!(journeys, [0, 2, 2, 2, 2, 1, 1, 0, 0, 0, 1, 1, 1]);
    assert_eq!(days[1].collisions, [[0, 1]]);
    assert!(days[5].collisions.is_empty());
    assert!(calendar(&[], &berlin, date("2026-04-12"), date("2026-03-31")).is_empty());
}

#[test]
fn a_table_for_spreadsheets_is_quoted_and_never_a_formula() {
    let berlin = zone("Europe/Berlin");
    let draft = draft(Timeline::Once);
    let ask = TimetableQuery {
        runs: RUNS,
        ..TimetableQuery::new(&draft, Publishing::at_once(on(berlin, PUBLISHED)), &berlin)
    };
    let table = ask.timetable();
    let rows = rows(&ask.explanations(&table), &table, &|at: Instant| at.to_rfc3339());
    let text = csv(&rows, &berlin);
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines.len(), 4);
    assert!(
        lines[1].starts_with("2026-04-01T00:00:00+02:00,\"Push: =Node, \"\"1\"\"\",Push,2026-04-01T00:00:00+02:00,")
    );
    for bad in ["=1+1", "+1", "-1", "@x", "\t=1", " =1"] {
        let row = Row { message: bad.to_owned(), ..rows[0].clone() };
        let text = csv(&[row], &UtcZone);
        assert!(text.contains(&format!("'{bad}")), "{text}");
    }
}

#[test]
fn a_clock_time_is_told_on_the_clocks_that_show_it() {
    let berlin = zone("Europe/Berlin");
    let why = |user_zone: bool, clock: &str| {
        let mut draft = draft(Timeline::Once);
        draft.setup.user_zone = user_zone;
        let nodes: Vec<Node> = draft.graph.nodes().cloned().collect();
        let links: Vec<_> = draft.graph.links().map(|(key, timing)| (key.clone(), *timing)).collect();
        let clock = When::Clock(ClockTime::parse(clock).unwrap());
        let nodes = nodes.into_iter().map(|node| match node.kind {
            Kind::Push => Node { when: clock, ..node },
            _ => node,
        });
        draft.graph = Graph::of(nodes, links);
        // The night after, the clocks skip 02:00 to 03:00 in Berlin.
        let ask = TimetableQuery::new(&draft, Publishing::at_once(on(berlin, "2026-03-28T17:00")), &berlin);
        let table = ask.timetable();
        rows(&ask.explanations(&table), &table, &|at: Instant| berlin_says(at)).remove(0).why
    };
    let own = why(false, "20:00");
    assert!(own.contains("Goes out at the next 20:00: 29 Mar 20:00."), "{own}");
    let skipped = why(false, "02:30");
    assert!(skipped.contains("Goes out at 02:30, which the clocks skip that day: 29 Mar 03:30."), "{skipped}");
    // The first of all users to see it: where it is 12:00 of the day before when those in Berlin qualify.
    let user = why(true, "12:30");
    assert!(user.contains("UTC−11:00"), "{user}");
    assert!(user.contains("Goes out at the next 12:30 on the user’s clocks: 29 Mar 00:30."), "{user}");
    assert!(!user.contains("skip"), "{user}");
}

/// The clocks of Berlin, in short.
fn berlin_says(at: Instant) -> String {
    rehearsal::zone::to_local(&zone("Europe/Berlin"), at).format("%-d %b %H:%M").to_string()
}

#[test]
fn a_calendar_file_is_folded_escaped_and_in_utc() {
    let berlin = zone("Europe/Berlin");
    let draft = draft(Timeline::Recurring { every: 1, unit: Unit::Days });
    let ask = TimetableQuery {
        runs: RUNS,
        ..TimetableQuery::new(&draft, Publishing::at_once(on(berlin, PUBLISHED)), &berlin)
    };
    let table = ask.timetable();
    let rows = rows(&ask.explanations(&table), &table, &|at: Instant| at.to_rfc3339());
    let text = ics(&rows, "j/1", "Über, alles; “schön”\nund mehr", utc("2026-03-31T15:00:00Z"));
    assert!(text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    let whole = text.replace("\r\n ", "");
    assert!(whole.contains("X-WR-CALNAME:Über\\, alles\\; “schön”\\nund mehr\r\n"));
    assert!(whole.contains("DTSTART:20260331T220000Z\r\n"));
    let uids: Vec<&str> = whole.lines().filter(|line| line.starts_with("UID:")).collect();
    let mut once = uids.clone();
    once.dedup();
    assert_eq!((uids.len(), once.len()), (10, 10));
    assert_eq!(uids[0], "UID:j_2f1-n1-20260331T220000Z@sojourn.invalid");
}

#[test]
fn clock_changes_are_told_for_the_time_line() {
    let told = |name: &str, from: &str, to: &str| {
        clock_changes(&zone(name), utc(from), utc(to)).iter().map(|c| (c.at, c.by)).collect::<Vec<_>>()
    };
    let year = ("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
    assert_eq!(
        told("Europe/Berlin", year.0, year.1),
        [(utc("2026-03-29T01:00:00Z"), 3_600), (utc("2026-10-25T01:00:00Z"), -3_600)]
    );
    assert_eq!(told("Asia/Kolkata", year.0, year.1), []);
    assert_eq!(
        told("Pacific/Apia", "2011-12-01T00:00:00Z", "2012-01-01T00:00:00Z"),
        [(utc("2011-12-30T10:00:00Z"), 86_400)]
    );
    assert_eq!(zone("Pacific/Apia").name(), "Pacific/Apia");
}
