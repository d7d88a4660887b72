//! The simulation of an audience against two independent ones in Python, which share no code with it (numbers.md §4, issue 14):
//! `oracle/audience.py` in exact fractions, and `oracle/single_users.py` with users one by one, by the dice.
//!
//! A sample here; `cargo xtask oracle audience` asks 20,000 and 200 journeys (`AUDIENCE_ORACLE_CASES`, `AUDIENCE_ORACLE_CROWDS`).

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are not seen as tests

mod audience_case;
mod dice;
mod tz;

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdout, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use audience_case::{Case, outcome};
use dice::Dice;
use journey::assumptions::Share;
use rehearsal::{
    audience::{Audience, AudienceQuery},
    zone::Zone,
};
use serde_json::Value;
use tz::tz;

/// The figures by name, each at the asked instants.
type Figures = BTreeMap<String, Vec<f64>>;

/// A running oracle, which answers one line for each line it is asked.
struct Oracle {
    child: Child,
    answers: std::io::Lines<BufReader<ChildStdout>>,
}

impl Oracle {
    fn start(script: &str) -> Self {
        let mut command = python(script);
        let Ok(mut child) = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
            panic!(
                "The oracle needs Python 3.9 or newer as `python3` on the PATH, or named by $PYTHON: on Debian `apt install python3 tzdata`."
            );
        };
        let answers = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, answers }
    }

    fn ask(&mut self, question: &Value) -> Value {
        writeln!(self.child.stdin.as_mut().unwrap(), "{question}").unwrap();
        let Some(Ok(line)) = self.answers.next() else { panic!("The oracle stopped at {question}") };
        serde_json::from_str(&line).unwrap()
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        self.child.stdin.take();
        let _ = self.child.wait();
    }
}

fn python(script: &str) -> Command {
    let mut command = Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()));
    command.arg("-B").arg(format!("{}/oracle/{script}", env!("CARGO_MANIFEST_DIR")));
    command
}

fn env(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// The dice of one of the cases.
fn dice(n: u64) -> Dice {
    let mut dice = Dice(env("AUDIENCE_ORACLE_SEED", 2026).wrapping_mul(0x9e37_79b9) ^ n.wrapping_mul(0x0100_0000_01b3));
    dice.roll();
    dice
}

/// Does something with each number below a count, on all processors, with oracles of its own for each of them.
fn each<const N: usize>(count: u64, scripts: [&str; N], test: impl Fn(u64, &mut [Oracle; N]) + Sync) {
    let next = AtomicU64::new(0);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut oracles = scripts.map(Oracle::start);
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= count {
                        return;
                    }
                    test(n, &mut oracles);
                }
            });
        }
    });
}

fn figures(answer: &Value) -> Figures {
    let numbers = |row: &Value| row.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect();
    answer.as_object().unwrap().iter().map(|(name, row)| (name.clone(), numbers(row))).collect()
}

/// The engine's figures in the oracle's words; those that are nought throughout are left out.
fn engine(case: &Case) -> Figures {
    let users: Vec<_> = case.workspace.zones.iter().map(|(name, share)| (tz(name), *share)).collect();
    let users: Vec<(&dyn Zone, Share)> = users.iter().map(|(zone, share)| (zone as &dyn Zone, *share)).collect();
    let until = *case.asked.last().unwrap();
    let ask = AudienceQuery::of(&case.journey, case.version(), &case.zone, &case.assumptions, &case.workspace, until);
    let audience = AudienceQuery { users, ..ask }.figures();
    let mut rows = Figures::new();
    for (n, at) in case.asked.iter().enumerate() {
        for (name, users) in at_instant(case, &audience, *at) {
            if users > 0 {
                rows.entry(name).or_insert_with(|| vec![0.0; case.asked.len()])[n] += users as f64;
            }
        }
    }
    rows
}

fn at_instant(case: &Case, audience: &Audience, at: journey::time::Instant) -> Vec<(String, u64)> {
    let journey = audience.journey(at);
    let mut told: Vec<(String, u64)> = [
        ("qualified", journey.qualified),
        ("control", journey.control),
        ("entered", journey.entered),
        ("inside", journey.inside),
        ("completed", journey.completed),
        ("timed_out", journey.timed_out),
        ("exits", journey.force_exits),
        ("removed", journey.removed),
    ]
    .map(|(name, users)| (name.to_owned(), users))
    .into();
    told.extend(journey.goals_met.iter().enumerate().map(|(n, users)| (format!("goal.{n}"), *users)));
    told.extend(journey.control_met.iter().enumerate().map(|(n, users)| (format!("control_met.{n}"), *users)));
    let graph = &case.version().content().graph;
    for (n, node) in graph.nodes().enumerate() {
        let of = audience.node(audience.place(&node.id).unwrap(), at);
        let rows = [
            ("entered", of.entered),
            ("before", of.waiting_before),
            ("at", of.waiting_at),
            ("completed", of.completed),
            ("goal", of.goal_met),
            ("timed_out", of.timed_out),
            ("removed", of.removed),
            ("exits", of.force_exits),
            ("sent", of.sent),
            ("failed", of.failed),
            ("unreachable", of.unreachable),
            ("quiet", of.quiet),
            ("delivered", of.delivered),
            ("viewed", of.viewed),
            ("clicked", of.clicked),
        ];
        told.extend(rows.map(|(name, users)| (format!("node.{n}.{name}"), users)));
        told.extend(of.moved.iter().map(|(way, users)| (format!("node.{n}.by.{}", outcome(*way)), *users)));
    }
    told.extend(graph.links().enumerate().map(|(n, (key, _))| (format!("link.{n}"), audience.link(key, at))));
    told
}

/// A figure that differs: by how much, and by how much it may.
struct Difference {
    figure: String,
    at: usize,
    engine: f64,
    expected: f64,
    may: f64,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { figure, at, engine, expected, may } = self;
        write!(f, "  {figure} at {at}: engine {engine}, oracle {expected}, may differ by {may:.2}")
    }
}

/// The figures that differ by more than they may, and the largest part of what is allowed that any of them takes.
fn compare(engine: &Figures, expected: &Figures, may: impl Fn(&str, usize, f64) -> f64) -> (Vec<Difference>, f64) {
    let (mut list, mut most) = (Vec::new(), 0.0_f64);
    let names: std::collections::BTreeSet<&String> = engine.keys().chain(expected.keys()).collect();
    for name in names {
        let (ours, theirs) = (engine.get(name), expected.get(name));
        for at in 0..ours.or(theirs).map_or(0, Vec::len) {
            let (one, other) = (ours.map_or(0.0, |row| row[at]), theirs.map_or(0.0, |row| row[at]));
            let may = may(name, at, one.max(other));
            most = most.max((one - other).abs() / may.max(1e-9));
            if (one - other).abs() > may {
                list.push(Difference { figure: name.clone(), at, engine: one, expected: other, may });
            }
        }
    }
    (list, most)
}

/// The text of a case that fails: its number, its differences and the case itself.
fn told(n: u64, differences: &[Difference], asked: &Value) -> String {
    let shown: Vec<String> = differences.iter().take(6).map(ToString::to_string).collect();
    format!("case {n}: {} figures differ\n{}\n  {asked}", differences.len(), shown.join("\n"))
}

#[test]
fn both_oracles_reckon_what_was_worked_out_by_hand() {
    let output = python("audience.py").arg("--self-test").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_figure_is_within_the_number_of_splits_before_it() {
    let count = env("AUDIENCE_ORACLE_CASES", 60);
    let (wrong, sums) = (Mutex::new(Vec::new()), Mutex::new((0_usize, 0_u64, 0_u64, 0.0_f64)));
    each(count, ["audience.py"], |n, [oracle]| {
        let case = Case::draw(&mut dice(n));
        let asked = case.told(n);
        let answer = oracle.ask(&asked);
        if answer["too_large"] == true {
            sums.lock().unwrap().2 += 1;
            return;
        }
        let (expected, splits) = (figures(&answer["figures"]), &answer["splits"]);
        let may = |name: &str, _, users: f64| splits[name].as_f64().unwrap_or(0.0) + users * 1e-9 + 1e-6;
        let (differences, most) = compare(&engine(&case), &expected, may);
        let mut sums = sums.lock().unwrap();
        sums.0 += expected.values().map(Vec::len).sum::<usize>();
        sums.1 += u64::from(expected.contains_key("entered"));
        sums.3 = sums.3.max(most);
        if !differences.is_empty() {
            wrong.lock().unwrap().push((n, told(n, &differences, &asked)));
        }
    });
    let (compared, entered, large, most) = sums.into_inner().unwrap();
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort_unstable();
    println!(
        "{count} journeys ({entered} with users, {large} too large), {compared} figures, {} differ; at most {:.0} % of what is allowed",
        wrong.len(),
        most * 100.0
    );
    assert!(large * 20 <= count && entered * 2 > count, "the cases are too large, or empty");
    let shown: Vec<&str> = wrong.iter().take(4).map(|row| row.1.as_str()).collect();
    assert!(wrong.is_empty(), "{} of {count} differ, for example\n{}", wrong.len(), shown.join("\n"));
}

#[test]
fn every_figure_is_within_four_standard_deviations_of_single_users() {
    let (count, users) = (env("AUDIENCE_ORACLE_CROWDS", 4), env("AUDIENCE_ORACLE_USERS", 3_000));
    let (wrong, sums) = (Mutex::new(Vec::new()), Mutex::new((0_usize, 0_u64)));
    each(count, ["single_users.py", "audience.py"], |n, [crowd, oracle]| {
        // Journeys that nobody enters tell nothing.
        let (case, asked, splits) = (0..)
            .find_map(|again| {
                let case = Case::of_audience(&mut dice(n + 1_000_000 * (again + 1)), users);
                let asked = case.told(n);
                let answer = oracle.ask(&asked);
                let some = answer["figures"]["entered"].as_array().and_then(|row| row.last()?.as_f64());
                (some > Some(users as f64 / 2.0)).then(|| (case, asked, answer["splits"].clone()))
            })
            .unwrap();
        let answer = crowd.ask(&asked);
        let (thrown, deviations) = (figures(&answer["totals"]), figures(&answer["deviations"]));
        let may = |name: &str, at: usize, users: f64| {
            let deviation = deviations.get(name).map_or(0.0, |row| row[at]);
            // Of what hardly ever happens the crowd may have none: its own deviation would be nought.
            4.0 * deviation.max(users.min(4.0).sqrt()) + splits[name].as_f64().unwrap_or(0.0)
        };
        let (differences, _) = compare(&engine(&case), &thrown, may);
        let mut sums = sums.lock().unwrap();
        sums.0 += thrown.values().map(Vec::len).sum::<usize>();
        sums.1 += users;
        if !differences.is_empty() {
            wrong.lock().unwrap().push((n, told(n, &differences, &asked)));
        }
    });
    let (compared, all) = sums.into_inner().unwrap();
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort_unstable();
    println!("{count} journeys with {all} single users, {compared} figures, {} journeys differ", wrong.len());
    let shown: Vec<&str> = wrong.iter().take(4).map(|row| row.1.as_str()).collect();
    assert!(wrong.is_empty(), "{} of {count} differ, for example\n{}", wrong.len(), shown.join("\n"));
}
