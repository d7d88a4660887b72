//! The common parts of all measurements: rounds, their median, and a table in `bench/results/`.
//!
//! A measurement is a program in `src/bin/`, and `cargo xtask bench <name>` runs it, compiled for speed. It says what it did, so that the file in `results/` can be read without its source.

pub mod journeys;

use std::{env, fmt::Write as _, fs, hint::black_box, io, path::Path, process::ExitCode, time::Instant};

/// The number of rounds, whose median counts: nine, or `$ROUNDS` for a quick trial of a measurement.
pub fn rounds() -> usize {
    env::var("ROUNDS").ok().and_then(|text| text.parse().ok()).filter(|rounds| *rounds > 0).unwrap_or(9)
}

/// The times of the rounds, in milliseconds for one operation.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// The fastest round.
    pub fastest: f64,
    /// The median round.
    pub median: f64,
    /// The slowest round.
    pub slowest: f64,
}

/// Does an operation `times` times in each round, after one round that does not count. What the operation returns is kept
/// from being optimised away.
pub fn measure<T>(times: usize, mut operation: impl FnMut(usize) -> T) -> Times {
    let count = rounds();
    let mut rounds = Vec::with_capacity(count);
    for round in 0..=count {
        let start = Instant::now();
        for i in 0..times {
            black_box(operation(black_box(i)));
        }
        if round > 0 {
            rounds.push(start.elapsed().as_secs_f64() * 1_000.0 / times.max(1) as f64);
        }
    }
    rounds.sort_by(f64::total_cmp);
    Times { fastest: rounds[0], median: rounds[count / 2], slowest: rounds[count - 1] }
}

/// The exponent with which a time grows with a size: the slope of the least-squares line through their logarithms.
pub fn exponent(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(size, time)| (size.ln(), time.ln())).collect();
    let count = logs.len() as f64;
    let (x, y) = (logs.iter().map(|log| log.0).sum::<f64>() / count, logs.iter().map(|log| log.1).sum::<f64>() / count);
    let above: f64 = logs.iter().map(|log| (log.0 - x) * (log.1 - y)).sum();
    let below: f64 = logs.iter().map(|log| (log.0 - x).powi(2)).sum();
    above / below
}

/// A table of measurements, with what is promised.
pub struct Report {
    name: &'static str,
    text: String,
    kept: bool,
}

impl Report {
    /// A report of a name and what it measures, in whole sentences.
    pub fn new(name: &'static str, about: &str) -> Self {
        let head = "| what | median | fastest | slowest | limit | |\n| --- | ---: | ---: | ---: | ---: | --- |\n";
        let how =
            format!("{} rounds, in milliseconds for one; the median counts. `cargo xtask bench {name}`.", rounds());
        Self { name, text: format!("# {name}\n\n{about}\n{how}\n\n{head}"), kept: true }
    }

    /// One row; with a limit in milliseconds where one is promised.
    pub fn row(&mut self, what: &str, times: Times, limit: Option<f64>) {
        let ok = limit.is_none_or(|limit| times.median < limit);
        self.kept &= ok;
        let said = match (limit, ok) {
            (None, _) => "",
            (_, true) => "kept",
            (_, false) => "**exceeded**",
        };
        let limit = limit.map_or_else(String::new, |limit| format!("{limit}"));
        let Times { median, fastest, slowest } = times;
        // Writing into a string cannot fail.
        let _ = writeln!(self.text, "| {what} | {median:.3} | {fastest:.3} | {slowest:.3} | {limit} | {said} |");
    }

    /// Begins a table of times against sizes, below what stands there already.
    pub fn growth(&mut self, title: &str, about: &str, sizes: &[usize]) {
        let heads: String = sizes.iter().map(|size| format!(" {size} |")).collect();
        let line = " ---: |".repeat(sizes.len() + 2);
        let _ =
            write!(self.text, "\n## {title}\n\n{about}\n\n| what |{heads} exponent | limit | |\n| --- |{line} --- |\n");
    }

    /// One row of it: the fastest times of some sizes, which other work on the machine disturbs least, and the exponent with
    /// which they grow.
    pub fn growth_row(&mut self, what: &str, times: &[(usize, Times)], limit: f64) {
        let points: Vec<(f64, f64)> = times.iter().map(|(size, times)| (*size as f64, times.fastest)).collect();
        let exponent = exponent(&points);
        let ok = exponent < limit;
        self.kept &= ok;
        let cells: String = points.iter().map(|(_, fastest)| format!(" {fastest:.2} |")).collect();
        let said = if ok { "kept" } else { "**exceeded**" };
        let _ = writeln!(self.text, "| {what} |{cells} {exponent:.2} | {limit} | {said} |");
    }

    /// Prints it and writes it to `bench/results/<name>.md`: a success where that could be done and every limit was kept.
    pub fn close(self) -> ExitCode {
        match self.write() {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("the results cannot be written: {error}");
                ExitCode::FAILURE
            }
        }
    }

    fn write(self) -> io::Result<bool> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(self.name).with_extension("md"), &self.text)?;
        print!("{}", self.text);
        Ok(self.kept)
    }
}

#[cfg(test)]
mod tests {
    use super::exponent;

    #[test]
    fn a_square_has_the_exponent_two_whatever_its_factor() {
        let points = |power: i32| [10.0_f64, 30.0, 100.0].map(|size| (size, 0.7 * size.powi(power)));
        assert!((exponent(&points(2)) - 2.0).abs() < 1e-9);
        assert!((exponent(&points(1)) - 1.0).abs() < 1e-9);
    }
}
