//! The cost of a timetable by the number of nodes, and its growth in graphs of one shape (issue 12). Issue 4 asks for less
//! than 4 ms for 100 nodes, and for less than a second for 10,000.
//!
//! With the argument `file` it prints the journeys of 100 nodes instead, for the measurement in the page (bench/page/timetable.mjs).

use std::{hint::black_box, process::ExitCode};

use bench::{
    Report,
    journeys::{Berlin, PUBLISHED, TIMINGS, timed},
    measure,
};
use journey::{
    arbitrary::Shape,
    format::encode,
    journey::{Draft, Journey},
    schedule::Publishing,
    setup::{EntryCriteria, QuietHandling, QuietHours, QuietWindow},
    text::{JourneyId, Name},
    time::{ClockTime, Instant, Span, WEEKDAYS, read_instant},
};
use rehearsal::{
    export,
    timetable::{RUNS, TimetableQuery},
    zone::to_local,
};

/// The number of nodes, the repetitions in a round, and the limit in milliseconds.
const SIZES: [(usize, usize, Option<f64>); 7] = [
    (10, 100, None),
    (30, 50, None),
    (100, 20, Some(4.0)),
    (300, 5, None),
    (1_000, 2, None),
    (3_000, 1, None),
    (10_000, 1, Some(1_000.0)),
];
/// The number of nodes in graphs of one shape, and the repetitions in a round.
const SHAPED: [(usize, usize); 4] = [(300, 20), (1_000, 5), (3_000, 2), (10_000, 1)];
/// The limit on the exponent of their growth: a square has 2. Larger tables exceed the processor's caches.
const EXPONENT: f64 = 1.5;

fn main() -> ExitCode {
    let published = read_instant(PUBLISHED).unwrap_or_default();
    if std::env::args().nth(1).as_deref() == Some("file") {
        return print(published);
    }
    let mut report = Report::new(
        "timetable",
        "The whole timetable of a journey published on a Tuesday before a clock change: every message’s earliest and latest \
         instant over all routes, and those of the first run by itself; at 100 nodes also with the reasons of the first and the \
         last instant of up to a hundred messages, and with five runs one by one, as the rehearsal shows them. Natively, \
         compiled for speed.",
    );
    for timing in TIMINGS {
        for (nodes, times, limit) in SIZES {
            let draft = timed(nodes, timing);
            let ask = TimetableQuery::new(&draft, Publishing::at_once(published), &Berlin);
            let table = measure(times, |_| ask.timetable().messages.len());
            report.row(&format!("{}: {nodes} nodes", timing.name), table, limit);
            if nodes == 100 {
                let told = measure(times, |_| {
                    let table = ask.timetable();
                    let explanations = ask.explanations(&table);
                    for message in table.messages.iter().take(100) {
                        black_box(explanations.explain(&message.earliest));
                        black_box(message.latest.map(|latest| explanations.explain(&latest)));
                    }
                });
                report.row(&format!("{}: {nodes} nodes, with reasons", timing.name), told, None);
                let five = TimetableQuery { runs: RUNS, ..ask.clone() };
                let five = measure(times, |_| five.timetable().messages.len());
                report.row(&format!("{}: {nodes} nodes, five runs", timing.name), five, None);
            }
        }
    }
    shapes(&mut report, published);
    report.close()
}

/// Measures the growth of the cost in graphs of each shape.
fn shapes(report: &mut Report, published: Instant) {
    report.growth(
        "Growth by shape",
        "Milliseconds against nodes (the fastest rounds), and the exponent of the growth by least squares on the logarithms. *Rehearsed* is the \
         timetable of five runs with the messages of a user on each of 60 days; *told* is the file of all messages with their \
         reasons, of a timetable that is there.",
        &SHAPED.map(|(nodes, _)| nodes),
    );
    for shape in Shape::ALL {
        for (name, waits) in [("no waits, by event", false), ("delays and quiet hours, at runs", true)] {
            let (mut rehearsed, mut told) = (Vec::new(), Vec::new());
            for (nodes, times) in SHAPED {
                let draft = shaped(shape, nodes, waits);
                let ask = TimetableQuery {
                    runs: RUNS,
                    ..TimetableQuery::new(&draft, Publishing::at_once(published), &Berlin)
                };
                let from = to_local(&Berlin, published).date();
                let rehearse = |_| {
                    let table = ask.timetable();
                    let days = table.daily(&Berlin, from, from + chrono::Days::new(59));
                    (table, days)
                };
                rehearsed.push((nodes, measure(times, rehearse)));
                let table = ask.timetable();
                let tell = |_| export::rows(&ask.explanations(&table), &table, &|at| at.to_rfc3339());
                told.push((nodes, measure(times, tell)));
            }
            report.growth_row(&format!("{}, {name}: rehearsed", shape.name()), &rehearsed, EXPONENT);
            report.growth_row(&format!("{}, {name}: told", shape.name()), &told, EXPONENT);
        }
    }
}

/// A journey of one shape; with waits each link has a delay, quiet hours hold messages back, and users come in at runs.
fn shaped(shape: Shape, nodes: usize, waits: bool) -> Draft {
    let mut draft = shape.draft(nodes, waits.then_some(Span::Hours(5)));
    if waits {
        draft.setup.entry = EntryCriteria::AtATime;
        let days = WEEKDAYS.iter().map(|(day, ..)| *day).collect();
        let night = ClockTime::new(22, 0).zip(ClockTime::new(8, 0)).map(|(from, to)| QuietWindow { days, from, to });
        draft.setup.quiet_hours =
            Some(QuietHours { windows: night.into_iter().collect(), handling: QuietHandling::After });
    }
    draft
}

/// The journeys of 100 nodes as a file, each named for its case.
#[allow(clippy::print_stdout)] // It is what it is for.
fn print(now: Instant) -> ExitCode {
    let made = TIMINGS.iter().enumerate().map(|(i, timing)| {
        let (id, name) = (JourneyId::parse(&format!("case-{i}"))?, Name::parse(timing.name).ok()?);
        Some(Journey::new(id, name, timed(100, *timing), now))
    });
    let Some(journeys) = made.collect::<Option<Vec<_>>>() else { return ExitCode::FAILURE };
    println!("{}", encode(&journeys));
    ExitCode::SUCCESS
}
