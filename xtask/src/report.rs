//! The results of test runners, read from their own summary lines.

use std::{ops::AddAssign, time::Duration};

/// Tests counted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
        self.skipped += more.skipped;
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// One runner's summary: its own lines, and what they count.
#[derive(Default, Debug)]
pub struct Summary {
    pub lines: Vec<String>,
    pub counts: Counts,
}

/// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; …`, one per test program, each after the line that names it, and
/// `test name ... FAILED`.
pub fn cargo_test(output: &[String]) -> Summary {
    let mut summary = Summary::default();
    let mut program = "";
    for line in output.iter().map(|line| line.trim()) {
        if line.starts_with("Running ") || line.starts_with("Doc-tests ") {
            program = line;
        } else if line.starts_with("test ") && line.ends_with("... FAILED") {
            summary.lines.push(line.to_owned());
        } else if line.starts_with("test result:") {
            let counts = Counts {
                passed: before(line, "passed"),
                failed: before(line, "failed"),
                skipped: before(line, "ignored"),
            };
            // Programs without a test say nothing worth repeating.
            if counts != Counts::default() {
                summary.lines.push(format!("{program}\n  {line}"));
            }
            summary.counts += counts;
        }
    }
    summary
}

/// Reads the lines with which Playwright closes: `  12 passed (3.4s)`, `  1 failed`, `  2 skipped`, `  3 did not run`, and
/// the names of tests below such a count: `    [e2e] › a.spec.ts:3:1 › opens ──`.
pub fn playwright(output: &[String]) -> Summary {
    let mut summary = Summary::default();
    for line in output.iter().map(|line| line.trim()) {
        if line.starts_with('[') && !summary.lines.is_empty() {
            summary.lines.push(format!("  {}", line.trim_end_matches(['─', ' '])));
            continue;
        }
        let mut words = line.split(' ');
        let Some(count) = words.next().and_then(|word| word.parse::<u64>().ok()) else {
            continue;
        };
        let rest = words.collect::<Vec<_>>().join(" ");
        let counts = &mut summary.counts;
        match rest.split(" (").next().unwrap_or_default() {
            "passed" => counts.passed += count,
            "failed" | "did not run" | "interrupted" | "flaky" => counts.failed += count,
            "skipped" => counts.skipped += count,
            _ => continue,
        }
        summary.lines.push(line.to_owned());
    }
    summary
}

/// The number before a word: 3 in `ok. 3 passed; …`.
fn before(line: &str, word: &str) -> u64 {
    line.split([';', '.']).find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok()).unwrap_or(0)
}

/// `3.2 s`, `4 min 07 s`.
pub fn wall(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn every_test_program_of_cargo_counts() {
        let said = lines(
            "     Running unittests src/lib.rs (target/a)\n\
             test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
             \u{20}    Running tests/b.rs (target/b)\n\
             test opens ... FAILED\n\
             test closes ... ok\n\
             test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s\n\
             \u{20}  Doc-tests c\n\
             test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        );
        let summary = cargo_test(&said);
        assert_eq!(summary.counts.to_string(), "13 passed, 2 failed, 1 skipped");
        assert_eq!(summary.lines.len(), 3);
        assert_eq!(summary.lines[1], "test opens ... FAILED");
    }

    #[test]
    fn a_browser_test_that_did_not_run_has_failed() {
        let said = lines("  1 failed\n    [e2e] › a.spec.ts:3:1 › opens ────\n  2 did not run\n  12 passed (3.4s)");
        let summary = playwright(&said);
        assert_eq!(summary.counts.to_string(), "12 passed, 3 failed");
        assert_eq!(summary.lines, ["1 failed", "  [e2e] › a.spec.ts:3:1 › opens", "2 did not run", "12 passed (3.4s)"]);
    }
}
