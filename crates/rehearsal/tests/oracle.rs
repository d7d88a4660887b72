//! The engine against `oracle/oracle.py`, which shares no code with it: Python's zoneinfo and a simulation day by day (issue 4).
//!
//! A sample here; `cargo xtask oracle` asks 200,000 (`ORACLE_CASES`). Half the cases are within two days of a clock change.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are not seen as tests

mod dice;
mod tz;

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
};

use dice::Dice;
use journey::{
    field,
    graph::{Graph, LinkKey, LinkTiming, Node, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    schedule::Publishing,
    setup::{EntryCriteria, MonthDay, QuietHandling, QuietHours, QuietWindow, Setup, Start, Timeline, Unit},
    text::NodeId,
    time::{ClockTime, Instant, Span, WEEKDAYS, Weekday, write_local},
};
use rehearsal::{
    timetable::TimetableQuery,
    zone::{Zone, to_local},
};
use serde_json::{Value, json};
use tz::{Tz, ZONES, tz as zone};

/// The number of runs that are compared.
const RUNS: usize = 3;
/// From 1973 on offsets are whole minutes; chrono-tz knows the rules up to 2099.
const YEARS: (i64, i64) = (94_694_400, 3_786_912_000);

/// The clock changes of a zone, by asking chrono-tz twice a day.
fn changes(zone: Tz) -> Vec<i64> {
    let offset = |at: i64| zone.offset_at(Instant::from_timestamp(at, 0).unwrap());
    let mut list = Vec::new();
    let (mut at, mut held) = (YEARS.0, offset(YEARS.0));
    while at < YEARS.1 {
        let next = at + 43_200;
        let there = offset(next);
        if there != held {
            let (mut same, mut other) = (at, next);
            while other - same > 1 {
                let middle = (same + other) / 2;
                if offset(middle) == held { same = middle } else { other = middle }
            }
            list.push(other);
            held = there;
        }
        at = next;
    }
    list
}

struct Case {
    zone: Tz,
    draft: Draft,
    published: Instant,
    /// For how long an Inaction at the entry would wait.
    event_wait: Span,
    asked: Value,
}

fn clock(dice: &mut Dice, near: i64) -> ClockTime {
    // Half of them in the hours in which clocks change, or about the clock time of the change.
    let minute = match dice.below(4) {
        0 => dice.within(0, 240),
        1 => (near + dice.within(-90, 90)).rem_euclid(1440),
        _ => dice.within(0, 1440),
    };
    let minute = if dice.one_in(2) { minute / 15 * 15 } else { minute } as u16;
    ClockTime::new(minute / 60, minute % 60).unwrap()
}

fn span(dice: &mut Dice) -> (Span, Value) {
    let (span, n) = match dice.below(5) {
        0 => (Span::Minutes(dice.within(1, 3_000) as u32), 0),
        1 => (Span::Hours(dice.within(1, 60) as u32), 1),
        2 => (Span::Weeks(dice.within(1, 4) as u32), 3),
        3 => (Span::Months(dice.within(1, 4) as u32), 4),
        _ => (Span::Days(dice.within(1, 5) as u32), 2),
    };
    let unit = Span::MAX[n].0;
    (span, json!([unit, span.parts().1]))
}

fn case(dice: &mut Dice, known: &mut HashMap<&'static str, Vec<i64>>) -> Case {
    let name = ZONES[dice.below(ZONES.len() as u64) as usize];
    let zone = zone(name);
    let changes = known.entry(name).or_insert_with(|| changes(zone));
    let near = !changes.is_empty() && dice.one_in(2);
    let seconds = if near {
        changes[dice.below(changes.len() as u64) as usize] + dice.within(-2 * 86_400, 2 * 86_400)
    } else {
        dice.within(YEARS.0, YEARS.1)
    };
    let seconds = if dice.one_in(2) { seconds.div_euclid(60) * 60 } else { seconds };
    let published = Instant::from_timestamp(seconds, 0).unwrap();
    let shown = to_local(&zone, published);
    let about = i64::from(ClockTime::from(shown.time()).minutes());
    let mut setup = Setup::new(name);
    let day = |ahead: i64| shown.date() + chrono::TimeDelta::days(ahead);

    let weekday = |n: u64| WEEKDAYS[n as usize].0;
    let (timeline, told) = match dice.below(6) {
        0 => (Timeline::Once, json!({"kind": "once"})),
        1 => {
            let dates: Vec<_> = (0..dice.within(1, 5)).map(|_| day(dice.within(-3, 30))).collect();
            let told: Vec<String> = dates.iter().map(ToString::to_string).collect();
            (Timeline::Dates(dates), json!({"kind": "dates", "dates": told}))
        }
        2 => {
            let every = dice.within(1, 8) as u32;
            let told = json!({"kind": "recurring", "every": every, "unit": "day"});
            (Timeline::Recurring { every, unit: Unit::Days }, told)
        }
        3 => {
            let every = dice.within(1, 4) as u32;
            let one = dice.below(7);
            let on: Vec<u64> = (0..7).filter(|day| *day == one || dice.one_in(3)).collect();
            let days: Vec<Weekday> = on.iter().map(|n| weekday(*n)).collect();
            let told = json!({"kind": "recurring", "every": every, "unit": "week", "weekdays": on});
            (Timeline::Recurring { every, unit: Unit::Weeks(days) }, told)
        }
        _ => {
            let every = dice.within(1, 4) as u32;
            let (on, told) = match dice.below(4) {
                0 => (MonthDay::Last, json!({"last_day": true})),
                1 => {
                    let (nth, n) = ([1, 2, 3, 4, -1][dice.below(5) as usize], dice.below(7));
                    (MonthDay::Nth(nth, weekday(n)), json!({"nth": nth, "weekday": n}))
                }
                _ => {
                    let n = dice.within(1, 29) as u8;
                    (MonthDay::Day(n), json!({"day": n}))
                }
            };
            let told = json!({"kind": "recurring", "every": every, "unit": "month", "on": told});
            (Timeline::Recurring { every, unit: Unit::Months(on) }, told)
        }
    };
    setup.timeline = timeline;
    setup.run_at_activation = dice.one_in(3);
    if dice.one_in(3) {
        let ahead = chrono::TimeDelta::minutes(dice.within(-600, 4 * 1440));
        let later = shown + ahead;
        setup.start = Start::Later(journey::time::read_local(&write_local(later)).unwrap());
    }
    if dice.one_in(3) {
        setup.end = Some(day(dice.within(-1, 60)));
    }
    let mut quiet = Value::Null;
    if dice.one_in(2) {
        let windows: Vec<QuietWindow> = (0..dice.within(1, 3))
            .map(|_| {
                let days = (0..7).filter(|_| !dice.one_in(4)).map(weekday).collect();
                QuietWindow { days, from: clock(dice, about), to: clock(dice, about) }
            })
            .collect();
        let handling = if dice.one_in(2) { QuietHandling::Drop } else { QuietHandling::After };
        let told: Vec<Value> = windows
            .iter()
            .map(|w| {
                let days: Vec<u32> = w.days.iter().map(|day| day.num_days_from_monday()).collect();
                json!({"days": days, "from": w.from.minutes(), "to": w.to.minutes()})
            })
            .collect();
        quiet = json!({"windows": told, "drop": handling == QuietHandling::Drop});
        setup.quiet_hours = Some(QuietHours { windows, handling });
    }
    let mut timeout = Value::Null;
    if dice.one_in(4) {
        let (span, told) = span(dice);
        (setup.timeout, timeout) = (Some(span), told);
    }

    let id = |n: usize| NodeId::parse(&format!("n{n}")).unwrap();
    let mut nodes = vec![Node::new(id(0), Kind::CustomList, Point::default())];
    nodes[0].entry = true;
    let (mut links, mut steps) = (Vec::new(), Vec::new());
    let mut link = |from: usize, outcome: Outcome, to: usize, delay: Option<Span>| {
        links.push((LinkKey { from: id(from), outcome, to: id(to) }, LinkTiming { delay, window: None }));
    };
    for _ in 0..dice.within(1, 4) {
        let before = nodes.len() - 1;
        let (delay, told_delay) = if dice.one_in(4) {
            (None, Value::Null)
        } else {
            let (span, told) = span(dice);
            (Some(span), told)
        };
        let outcomes: &[Outcome] = match nodes[before].kind {
            Kind::Push => &[Outcome::Sent, Outcome::Unreachable],
            _ => &[Outcome::Yes],
        };
        for outcome in outcomes {
            link(before, *outcome, before + 1, delay);
        }
        let mut window = Value::Null;
        if dice.one_in(4) {
            let (span, told) = span(dice);
            let mut node = Node::new(id(nodes.len()), Kind::Action, Point::default());
            (node.window, window) = (Some(span), told);
            nodes.push(node);
            link(nodes.len() - 1, Outcome::Timeout, nodes.len(), None);
        }
        let mut node = Node::new(id(nodes.len()), Kind::Push, Point::default());
        let at = dice.one_in(2).then(|| clock(dice, about));
        node.when = at.map_or(When::AtOnce, When::Clock);
        nodes.push(node);
        steps.push(json!({"delay": told_delay, "window": window, "clock": at.map(ClockTime::minutes)}));
    }
    let (event_wait, told_wait) = span(dice);
    let asked = json!({
        "zone": name,
        "published": seconds,
        "timeline": told,
        "start": match setup.start { Start::Later(local) => Value::from(write_local(local)), Start::Now => Value::Null },
        "end": setup.end.map(|end| end.to_string()),
        "run_at_activation": setup.run_at_activation,
        "quiet": quiet,
        "timeout": timeout,
        "event_wait": told_wait,
        "runs": RUNS,
        "steps": steps,
    });
    Case { zone, published, draft: Draft { setup, graph: Graph::of(nodes, links) }, event_wait, asked }
}

/// When the first message goes out if the entry is an Inaction, and all that follows is one push at once.
fn by_event(case: &Case) -> Instant {
    let id = |n: &str| NodeId::parse(n).unwrap();
    let mut entry = Node::new(id("in"), Kind::Inaction, Point::default());
    entry.entry = true;
    entry.segment.set("within", Some(field::Value::Span(case.event_wait)));
    let push = Node::new(id("push"), Kind::Push, Point::default());
    let link = (LinkKey { from: id("in"), outcome: Outcome::Yes, to: id("push") }, LinkTiming::default());
    let mut setup = Setup::new(case.zone.name());
    (setup.entry, setup.start) = (EntryCriteria::OnEvent, case.draft.setup.start);
    let draft = Draft { setup, graph: Graph::of([entry, push], [link]) };
    let table = TimetableQuery::new(&draft, Publishing::at_once(case.published), &case.zone).timetable();
    table.messages[0].earliest.at
}

/// The engine's answer in the oracle's words. A message has one instant for each run here.
fn answer(case: &Case) -> Value {
    let ask = TimetableQuery {
        runs: RUNS,
        ..TimetableQuery::new(&case.draft, Publishing::at_once(case.published), &case.zone)
    };
    let table = ask.timetable();
    let pushes: Vec<usize> =
        case.draft.graph.nodes().enumerate().filter(|(_, node)| node.kind == Kind::Push).map(|(n, _)| n).collect();
    let runs: Vec<Value> = table
        .runs
        .iter()
        .filter_map(|told| {
            let at = told.run?.at.timestamp();
            let messages: Vec<Value> = pushes
                .iter()
                .map(|place| match told.messages.iter().find(|message| message.place == *place) {
                    Some(message) if message.latest.map(|last| last.at) == Some(message.earliest.at) => {
                        Value::from(message.earliest.at.timestamp())
                    }
                    Some(message) => Value::from(format!("{message:?}")),
                    None => Value::Null,
                })
                .collect();
            Some(json!({"at": at, "messages": messages}))
        })
        .collect();
    json!({
        "activates": table.activates.timestamp(),
        "by_event": by_event(case).timestamp(),
        "closes": table.closes.map(|closes| closes.timestamp()),
        "runs": runs,
    })
}

fn python() -> Command {
    let mut command = Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()));
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/oracle/oracle.py"));
    command
}

#[test]
fn the_timetable_is_that_of_an_independent_oracle() {
    let Ok(version) = python().arg("--version").output() else {
        panic!(
            "The oracle needs Python 3.9 or newer as `python3` on the PATH, or named by $PYTHON: on Debian `apt install python3 tzdata`."
        );
    };
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    assert_eq!(
        version,
        chrono_tz::IANA_TZDB_VERSION,
        "Python reads another version of the time zone database than chrono-tz. `cargo xtask oracle` and `cargo xtask test` \
         install the right one (PyPI `tzdata`) for it"
    );
    let count: usize = std::env::var("ORACLE_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000);
    let seed: u64 = std::env::var("ORACLE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(2026);
    let mut child = python().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut asked, answers) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    // The questions go out ahead of the answers, a few at a time.
    let (hand, take) = std::sync::mpsc::sync_channel::<Case>(500);
    let writer = std::thread::spawn(move || {
        let (mut dice, mut known) = (Dice(seed), HashMap::new());
        for _ in 0..count {
            let case = case(&mut dice, &mut known);
            writeln!(asked, "{}", case.asked).unwrap();
            if hand.send(case).is_err() {
                return;
            }
        }
    });
    let (mut wrong, mut sent, mut lines) = (Vec::new(), 0, answers.lines());
    for case in take {
        let found = answer(&case);
        let Some(Ok(line)) = lines.next() else { panic!("The oracle stopped at {}", case.asked) };
        let expected: Value = serde_json::from_str(&line).unwrap();
        let runs = expected["runs"].as_array().into_iter().flatten();
        sent += runs.flat_map(|run| run["messages"].as_array().unwrap()).filter(|at| !at.is_null()).count();
        if found != expected {
            wrong.push(format!("{}\n  oracle {expected}\n  engine {found}", case.asked));
        }
    }
    writer.join().unwrap();
    child.wait().unwrap();
    println!("{count} cases, {sent} messages, {} differ", wrong.len());
    assert!(
        wrong.is_empty(),
        "{} of {count} differ, for example\n{}",
        wrong.len(),
        wrong[..wrong.len().min(4)].join("\n")
    );
}
