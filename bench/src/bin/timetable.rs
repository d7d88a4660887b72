//! What a timetable costs, against the number of nodes (issue 4: under 4 ms for 100 nodes, 10,000 in under a second).
//!
//! With the argument `file` it prints the journeys of 100 nodes instead, for the measurement in the page (bench/page/timetable.mjs).

use std::{hint::black_box, process::ExitCode};

use bench::{
    Report,
    journeys::{TIMINGS, timed},
    measure,
};
use chrono::{Offset, TimeZone};
use journey::{
    format::encode,
    journey::Journey,
    schedule::Publishing,
    text::{JourneyId, Name},
    time::{Instant, read_instant},
};
use rehearsal::{
    timetable::{Ask, RUNS},
    zone::Zone,
};

/// How many nodes, how often in a round, and what is promised, in milliseconds.
const SIZES: [(usize, usize, Option<f64>); 7] = [
    (10, 100, None),
    (30, 50, None),
    (100, 20, Some(4.0)),
    (300, 5, None),
    (1_000, 2, None),
    (3_000, 1, None),
    (10_000, 1, Some(1_000.0)),
];
/// A Tuesday in the week in which Berlin's clocks go forward.
const PUBLISHED: &str = "2026-03-24T15:00:00Z";

struct Berlin;

impl Zone for Berlin {
    fn offset_at(&self, instant: Instant) -> i32 {
        chrono_tz::Europe::Berlin.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc()
    }
    fn name(&self) -> &str {
        "Europe/Berlin"
    }
}

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
            let ask = Ask::new(&draft, Publishing::at_once(published), &Berlin);
            let table = measure(times, |_| ask.timetable().messages.len());
            report.row(&format!("{}: {nodes} nodes", timing.name), table, limit);
            if nodes == 100 {
                let told = measure(times, |_| {
                    let table = ask.timetable();
                    let tales = ask.tales(&table);
                    for message in table.messages.iter().take(100) {
                        black_box(tales.tell(&message.earliest));
                        black_box(message.latest.map(|latest| tales.tell(&latest)));
                    }
                });
                report.row(&format!("{}: {nodes} nodes, with reasons", timing.name), told, None);
                let five = Ask { runs: RUNS, ..ask.clone() };
                let five = measure(times, |_| five.timetable().messages.len());
                report.row(&format!("{}: {nodes} nodes, five runs", timing.name), five, None);
            }
        }
    }
    match report.close() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("the results cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
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
