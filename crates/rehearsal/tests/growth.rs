//! Work grows with the nodes, whatever the shape of the graph: counted in steps, not in time.

#![allow(clippy::unwrap_used)] // helpers of tests are not seen as tests

mod tz;

use std::{
    cell::Cell,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use journey::{
    arbitrary::Shape,
    edit::Edit,
    graph::{Graph, Node, When},
    journey::Draft,
    kind::Kind,
    schedule::Publishing,
    setup::{EntryCriteria, QuietHandling, QuietHours, QuietWindow, Timeline, Unit},
    time::{ClockTime, Span, WEEKDAYS},
};
use rehearsal::{
    checks, export,
    pace::Pace,
    timetable::{RUNS, Timetable, TimetableQuery},
    zone::to_local,
};
use tz::{Tz, on, tz as zone};

const BERLIN: &str = "Europe/Berlin";

/// The variations of a shape's drafts: the delay of every link, the quiet hours, the entry.
type Variant = (Option<Span>, Option<QuietHandling>, EntryCriteria);

/// With and without waits and quiet hours, entered at runs and by event.
fn variants() -> Vec<Variant> {
    let mut variants = Vec::new();
    for delay in [None, Some(Span::Hours(5)), Some(Span::Days(1))] {
        for handling in [None, Some(QuietHandling::After), Some(QuietHandling::Drop)] {
            for entry in [EntryCriteria::OnEvent, EntryCriteria::AtATime] {
                variants.push((delay, handling, entry));
            }
        }
    }
    variants
}

fn draft(shape: Shape, nodes: usize, (delay, handling, entry): Variant) -> Draft {
    let mut draft = shape.draft(nodes, delay);
    let days = WEEKDAYS.iter().map(|(day, ..)| *day).collect();
    let (from, to) = (ClockTime::new(22, 0).unwrap(), ClockTime::new(8, 0).unwrap());
    draft.setup.quiet_hours =
        handling.map(|handling| QuietHours { windows: vec![QuietWindow { days, from, to }], handling });
    draft.setup.entry = entry;
    draft
}

fn ask<'a>(draft: &'a Draft, berlin: &'a Tz) -> TimetableQuery<'a> {
    TimetableQuery {
        runs: RUNS,
        ..TimetableQuery::new(draft, Publishing::at_once(on(*berlin, "2026-03-24T16:00")), berlin)
    }
}

/// Runs a paced computation to its end, and counts how often it paused.
fn finish<T>(work: impl Future<Output = T>) -> (T, usize) {
    let mut work = pin!(work);
    for pauses in 0.. {
        if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return (done, pauses);
        }
    }
    unreachable!()
}

/// The timetable with its days, and the steps they took.
fn steps(draft: &Draft) -> u64 {
    let berlin = zone(BERLIN);
    let ask = ask(draft, &berlin);
    let pace = Pace::default();
    let (table, _) = finish(ask.paced(&pace));
    let table: Timetable = table;
    let from = to_local(&berlin, ask.from).date();
    finish(table.daily_paced(&berlin, from, from + chrono::Days::new(60), &pace));
    pace.done()
}

/// Twice the nodes may take 2.9 times the steps: what grows with the square takes four times as many. A layered graph takes 2.75
/// times as many at these sizes, and fewer at larger ones: the sets at a node grow until so many are kept.
fn linear(steps: impl Fn(&Draft) -> u64) {
    for shape in Shape::ALL {
        for variant in variants() {
            let [half, whole] = [150, 300].map(|nodes| steps(&draft(shape, nodes, variant)));
            let name = shape.name();
            assert!(whole * 10 <= half * 29, "{name} {variant:?}: {half} steps for 150 nodes, {whole} for 300");
        }
    }
}

#[test]
fn a_timetable_takes_steps_in_proportion_to_its_nodes() {
    linear(steps);
}

#[test]
fn runs_that_cannot_send_earlier_are_not_followed() {
    let draft = |timeline: Timeline, (window, timeout): (Span, Option<Span>)| {
        let mut draft = draft(Shape::Fan, 60, (Some(Span::Days(9)), None, EntryCriteria::AtATime));
        (draft.setup.timeline, draft.setup.timeout) = (timeline, timeout);
        let mut nodes: Vec<Node> = draft.graph.nodes().cloned().collect();
        for node in nodes.iter_mut().filter(|node| node.kind == Kind::Action && !node.entry) {
            (node.kind, node.window) = (Kind::PastBehavior, Some(window));
        }
        let links: Vec<_> = draft.graph.links().map(|(key, timing)| (key.clone(), *timing)).collect();
        draft.graph = Graph::of(nodes, links);
        draft
    };
    // Windows that hold a midnight whenever they begin, and a journey timeout that nobody meets.
    for ends in [(Span::Days(2), None), (Span::Days(30), Some(Span::Days(300)))] {
        let daily = Timeline::Recurring { every: 1, unit: Unit::Days };
        let [once, daily] = [Timeline::Once, daily].map(|timeline| steps(&draft(timeline, ends)));
        // The five that are told one by one, and the bounds of the others.
        assert!(daily < 8 * once, "{daily} steps of daily runs, {once} of one: {ends:?}");
    }
}

/// Each message at a clock time that the clocks skip once a year and show twice once a year.
fn at_night(shape: Shape, nodes: usize, entry: EntryCriteria) -> Draft {
    let mut draft = draft(shape, nodes, (Some(Span::Hours(5)), None, entry));
    draft.setup.timeline = Timeline::Recurring { every: 1, unit: Unit::Days };
    let time = When::Clock(ClockTime::new(2, 30).unwrap());
    let all = draft.graph.nodes().filter(|node| node.kind.is_engagement()).map(|node| node.id.clone());
    for id in all.collect::<Vec<_>>() {
        Edit::When(id, time).apply(&mut draft).unwrap();
    }
    draft
}

#[test]
fn the_checks_follow_each_run_once_however_many_messages_a_change_of_the_clocks_meets() {
    for entry in [EntryCriteria::OnEvent, EntryCriteria::AtATime] {
        for shape in [Shape::Chain, Shape::Ladder] {
            let steps = |nodes: usize| {
                let (draft, berlin) = (at_night(shape, nodes, entry), zone(BERLIN));
                let publishing = Publishing::at_once(on(berlin, "2026-01-10T16:00"));
                let context = checks::Context { publishing, zone: Some(&berlin), others: &[] };
                let pace = Pace::default();
                finish(checks::check_paced(&draft, &context, &pace));
                pace.done()
            };
            // Long enough for every run of a year to be followed.
            let [half, whole] = [400, 800].map(steps);
            assert!(whole * 10 <= half * 29, "{} {entry:?}: {half} steps for 400, {whole} for 800", shape.name());
        }
    }
}

#[test]
fn the_reasons_of_all_messages_take_steps_in_proportion_to_the_nodes() {
    linear(|draft| {
        let berlin = zone(BERLIN);
        let ask = ask(draft, &berlin);
        let table = ask.timetable();
        let explanations = ask.explanations(&table);
        for message in table.runs.iter().flat_map(|run| &run.messages) {
            assert!(explanations.because(&message.earliest).is_some());
            explanations.ending(&message.earliest, 8);
        }
        explanations.walked()
    });
}

#[test]
fn the_last_reasons_are_those_of_the_whole_tale() {
    for shape in Shape::ALL {
        for variant in variants() {
            let (draft, berlin) = (draft(shape, 30, variant), zone(BERLIN));
            let ask = ask(&draft, &berlin);
            let table = ask.timetable();
            let explanations = ask.explanations(&table);
            for message in &table.messages {
                for told in [Some(message.earliest), message.latest].into_iter().flatten() {
                    let all = explanations.explain(&told).reasons;
                    assert_eq!(explanations.because(&told), all.last().map(|reason| reason.why));
                    for most in [1, 5, 1_000] {
                        let from = all.len().saturating_sub(most);
                        assert_eq!(explanations.ending(&told, most), (all[from..].to_vec(), from > 0));
                    }
                }
            }
        }
    }
}

#[test]
fn a_file_grows_with_its_rows_however_long_their_chains_are() {
    let draft = Shape::Chain.draft(2_000, Some(Span::Hours(1)));
    let berlin = zone(BERLIN);
    let ask = ask(&draft, &berlin);
    let table = ask.timetable();
    let said = Cell::new(0_usize);
    let say = |at: journey::time::Instant| {
        said.set(said.get() + 1);
        at.to_rfc3339()
    };
    let rows = export::rows(&ask.explanations(&table), &table, &say);
    assert_eq!(rows.len(), 1_999);
    // Each instant is said once.
    assert!(said.get() <= 2_100, "{}", said.get());
    let longest = rows.iter().map(|row| row.why.len()).max();
    assert!(longest < Some(2_500), "{longest:?}");
    assert!(rows[1_998].why.starts_with("Published ") && rows[1_998].why.contains(" … Waits 1 hour"));
    assert!(!rows[10].why.contains('…'));
}

#[test]
fn ten_thousand_nodes_are_worked_out_in_slices_that_say_how_far_they_are() {
    const SLICE: u64 = 2_000;
    for shape in Shape::ALL {
        let (draft, berlin) = (shape.draft(10_000, None), zone(BERLIN));
        let ask = ask(&draft, &berlin);
        let (begun, longest) = (Cell::new(0), Cell::new(0));
        let pause = |pace: &Pace| {
            let done = pace.done();
            let slice = done - begun.get();
            longest.set(slice.max(longest.get()));
            let over = slice >= SLICE;
            if over {
                begun.set(done);
            }
            over
        };
        let pace = Pace::new(&pause);
        let mut work = pin!(ask.paced(&pace));
        let (mut progress, mut pauses) = (0.0, 0);
        let table = loop {
            match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(table) => break table,
                Poll::Pending => {
                    assert!(pace.progress() >= progress && pace.progress() <= 1.0);
                    (progress, pauses) = (pace.progress(), pauses + 1);
                }
            }
        };
        assert!(pauses >= 5, "{}: {pauses} pauses", shape.name());
        assert!(longest.get() < 2 * SLICE + 20_000, "{}: {} steps without a pause", shape.name(), longest.get());
        assert_eq!(table.messages, ask.timetable().messages);
    }
}

#[test]
fn days_on_which_nothing_begins_or_ends_cost_nothing() {
    // Who waits for ever at a segment is there on each of 800 days.
    let (draft, berlin) = (Shape::Fan.draft(2_000, None), zone(BERLIN));
    let ask = ask(&draft, &berlin);
    let table = ask.timetable();
    let pace = Pace::default();
    let from = to_local(&berlin, ask.from).date();
    let (days, _) = finish(table.daily_paced(&berlin, from, from + chrono::Days::new(799), &pace));
    assert_eq!(days.len(), 800);
    // Every day is what it is when it is asked for alone.
    for (date, count) in days.iter().step_by(97) {
        assert_eq!(table.daily(&berlin, *date, *date), [(*date, *count)]);
    }
    assert!(pace.done() < 300_000, "{}", pace.done());
}

#[test]
fn what_waits_without_an_end_has_no_latest_message_in_a_run_either() {
    let (draft, berlin) = (Shape::Fan.draft(6, None), zone(BERLIN));
    let table = ask(&draft, &berlin).timetable();
    let all = table.messages.iter().chain(table.runs.iter().flat_map(|run| &run.messages));
    assert_eq!(all.map(|message| message.latest).collect::<Vec<_>>(), [None; 6]);
}
