//! `cargo xtask test`: every check in the order in which they fail fastest, and one table at the end.

use crate::{
    browser, deny, dist, layers, oracle,
    report::{self, Counts, Summary},
    shell::{Cmd, Result, log},
    tools::{self, Need, TARGET},
};
use std::time::{Duration, Instant};

/// A step's name, what it needs, what it does.
type Step = (&'static str, &'static [Need], fn() -> Result<Done>);

const STEPS: [Step; 10] = [
    ("fmt", &[Need::Linters], fmt),
    ("layers", &[], layers),
    ("clippy", &[Need::Linters, Need::Wasm], clippy),
    ("native", &[], native),
    ("doc", &[], doc),
    ("deny", &[Need::Deny, Need::Npm], deny),
    ("build", &[Need::Wasm, Need::Trunk, Need::Npm, Need::Split], build),
    ("e2e", &[Need::Npm], e2e),
    ("firefox", &[Need::Npm], firefox),
    ("webkit", &[Need::Npm], webkit),
];

/// The result of a step that this system cannot run.
const NOT_AVAILABLE: &str = "not available";

/// The result of a step.
struct Done {
    ok: bool,
    summary: Summary,
}

/// A row of the table.
struct Row {
    name: &'static str,
    result: &'static str,
    time: Duration,
    summary: Summary,
}

impl Row {
    /// Tells whether nothing went wrong; a step that cannot run here fails nothing.
    fn passed(&self) -> bool {
        ["ok", NOT_AVAILABLE].contains(&self.result)
    }
}

/// Runs the steps named, or all of them. One that fails doesn't keep the others from running.
pub fn run(only: &[String]) -> Result<bool> {
    if let Some(unknown) = only.iter().find(|name| STEPS.iter().all(|step| step.0 != **name)) {
        let known: Vec<_> = STEPS.iter().map(|step| step.0).collect();
        return Err(format!("there is no step `{unknown}`; there are: {}", known.join(", ")).into());
    }
    let steps: Vec<&Step> =
        STEPS.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.0)).collect();

    let mut rows: Vec<Row> = Vec::new();
    for (name, needs, step) in steps {
        // Testing the build before this one would prove nothing.
        let browser = ["e2e", "firefox", "webkit"].contains(name);
        if browser && rows.iter().any(|row| row.name == "build" && row.result == "FAILED") {
            rows.push(row(name, "not run", Duration::ZERO, Summary::default()));
            continue;
        }
        if *name == "webkit" && !browser::webkit_exists() {
            log("webkit: WebKitGTK exists on Linux only; this step did not run");
            rows.push(row(name, NOT_AVAILABLE, Duration::ZERO, Summary::default()));
            continue;
        }
        let start = Instant::now();
        if let Err(error) = tools::ensure(needs) {
            eprintln!("\nxtask: {error}");
            rows.push(row(name, "FAILED", start.elapsed(), Summary::default()));
            continue;
        }
        let installing = start.elapsed();
        if installing > Duration::from_secs(1) {
            rows.push(row("install", "ok", installing, Summary::default()));
        }
        log(name);
        let start = Instant::now();
        let done = step().unwrap_or_else(|error| {
            eprintln!("\nxtask: {error}");
            Done { ok: false, summary: Summary::default() }
        });
        let result = if done.ok { "ok" } else { "FAILED" };
        rows.push(row(name, result, start.elapsed(), done.summary));
    }
    Ok(close(&rows))
}

fn row(name: &'static str, result: &'static str, time: Duration, summary: Summary) -> Row {
    Row { name, result, time, summary }
}

/// Repeats what the runners said last, then the table, then the total; whether all is well.
fn close(rows: &[Row]) -> bool {
    println!("\n{}", "═".repeat(72));
    for line in rows.iter().flat_map(|row| &row.summary.lines) {
        println!("{line}");
    }
    println!("\n{:<9}{:<15}{:>12}", "step", "result", "wall time");
    let mut total = Counts::default();
    for row in rows {
        let counts = row.summary.counts;
        let told = if counts == Counts::default() { String::new() } else { format!("  {counts}") };
        println!("{:<9}{:<15}{:>12}{told}", row.name, row.result, report::wall(row.time));
        total += counts;
        // A step that fails without a failed test (fmt, clippy, a build, a runner that died) counts as one.
        if !row.passed() && counts.failed == 0 {
            total.failed += 1;
        }
    }
    let time = rows.iter().map(|row| row.time).sum();
    println!("{:<24}{:>12}\n\n{total}", "in all", report::wall(time));
    rows.iter().all(Row::passed)
}

/// For steps that only succeed or fail.
fn plain(ok: bool) -> Done {
    Done { ok, summary: Summary::default() }
}

fn fmt() -> Result<Done> {
    let (ok, _) = Cmd::cargo().args(["fmt", "--all", "--check"]).tee()?;
    if !ok {
        log("`cargo fmt --all` puts this right");
    }
    Ok(plain(ok))
}

fn layers() -> Result<Done> {
    layers::run(false).map(plain)
}

/// Twice: everything for this machine, with tests; and the app for the browser, which is what it is for.
fn clippy() -> Result<Done> {
    let deny = ["--", "-D", "warnings"];
    let (host, _) = Cmd::cargo().args(["clippy", "--locked", "--workspace", "--all-targets"]).args(deny).tee()?;
    let (wasm, _) =
        Cmd::cargo().args(["clippy", "--locked", "--package", "sojourn", "--target", TARGET]).args(deny).tee()?;
    Ok(plain(host && wasm))
}

fn native() -> Result<Done> {
    cargo_test(&["--lib", "--bins", "--tests"])
}

fn doc() -> Result<Done> {
    cargo_test(&["--doc"])
}

fn deny() -> Result<Done> {
    deny::run().map(plain)
}

fn cargo_test(what: &[&str]) -> Result<Done> {
    let mut cmd = Cmd::cargo().args(["test", "--locked", "--workspace", "--no-fail-fast"]).args(what);
    // A sample of the oracle's cases is among the tests.
    if what.contains(&"--tests") {
        for (key, value) in oracle::env()? {
            cmd = cmd.env(key, value);
        }
    }
    let (ok, said) = cmd.tee()?;
    Ok(Done { ok, summary: report::cargo_test(&said) })
}

fn build() -> Result<Done> {
    dist::build(browser::SUB_PATH)?;
    dist::sizes().map(plain)
}

fn e2e() -> Result<Done> {
    scenarios("e2e")
}

fn firefox() -> Result<Done> {
    scenarios("firefox")
}

fn webkit() -> Result<Done> {
    scenarios("webkit")
}

fn scenarios(project: &str) -> Result<Done> {
    let (ok, said) = browser::playwright(project)?.tee()?;
    Ok(Done { ok, summary: report::playwright(&said) })
}
