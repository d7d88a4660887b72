//! Long chains on a small stack: nothing calls itself once per node or link (issue 12, A21).

#![allow(clippy::unwrap_used)] // helpers of tests are not seen as tests

mod tz;

use std::thread;

use chrono::Days;
use journey::{
    arbitrary::Shape,
    journey::Draft,
    schedule::{Publishing, Schedule},
    setup::{EntryCriteria, QuietHandling, QuietHours, QuietWindow},
    time::{ClockTime, Span, WEEKDAYS},
};
use rehearsal::{
    calendar::{Planned, calendar},
    checks, export,
    timetable::TimetableQuery,
    ways_in::WaysIn,
    zone::to_local,
};
use tz::{on, tz as zone};

/// A quarter of the stack that the page's module has.
const STACK: usize = 256 * 1024;
const NODES: usize = 3_000;

/// Runs a test for every shape of graph, with and without waits, on a small stack.
fn on_a_small_stack(test: fn(&Draft)) {
    for shape in Shape::ALL {
        for waits in [false, true] {
            let run = move || test(&draft(shape, waits));
            let thread = thread::Builder::new().stack_size(STACK).name(shape.name().to_owned()).spawn(run).unwrap();
            thread.join().unwrap();
        }
    }
}

fn draft(shape: Shape, waits: bool) -> Draft {
    let mut draft = shape.draft(NODES, waits.then_some(Span::Hours(5)));
    if waits {
        draft.setup.entry = EntryCriteria::AtATime;
        let days = WEEKDAYS.iter().map(|(day, ..)| *day).collect();
        let (from, to) = (ClockTime::new(22, 0).unwrap(), ClockTime::new(8, 0).unwrap());
        let windows = vec![QuietWindow { days, from, to }];
        draft.setup.quiet_hours = Some(QuietHours { windows, handling: QuietHandling::After });
    }
    draft
}

#[test]
fn the_timetable_its_reasons_and_its_files() {
    on_a_small_stack(|draft| {
        let berlin = zone("Europe/Berlin");
        let publishing = Publishing::at_once(on(berlin, "2026-03-24T16:00"));
        let ask = TimetableQuery::new(draft, publishing, &berlin);
        let table = ask.timetable();
        let explanations = ask.explanations(&table);
        let last = table.messages.last().unwrap();
        assert!(!explanations.explain(&last.earliest).reasons.is_empty());
        let rows = export::rows(&explanations, &table, &|at| at.to_rfc3339());
        assert!(export::csv(&rows, &berlin).lines().count() > rows.len());
        assert!(export::ics(&rows, "deep", "Deep", ask.from).lines().count() > rows.len());
        let from = to_local(&berlin, ask.from).date();
        assert_eq!(table.daily(&berlin, from, from + Days::new(30)).len(), 31);
        assert_eq!(table.whereabouts(ask.from, ask.from).len(), NODES);
        WaysIn::new(&draft.graph).ending(NODES - 1, 6);
    });
}

#[test]
fn the_checks_and_the_calendar() {
    on_a_small_stack(|draft| {
        let berlin = zone("Europe/Berlin");
        let publishing = Publishing::at_once(on(berlin, "2026-03-24T16:00"));
        let schedule = Schedule::planned(publishing);
        checks::check(draft, &checks::Context { publishing, zone: Some(&berlin), others: &[] });
        let from = to_local(&berlin, publishing.at()).date();
        let planned = Planned { draft, schedule: &schedule, zone: &berlin };
        let days = calendar(&[planned], &berlin, from, from + Days::new(6));
        assert!(days.iter().any(|day| !day.sendings.is_empty()));
    });
}
