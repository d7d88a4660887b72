//! `cargo xtask sessions`: random sessions in several tabs, of the release build in `dist/`, and what they come to.

use crate::{
    browser,
    shell::{Result, log},
    tools::{self, Need},
};

/// The origins a session may run on: one with Web Locks, and one over plain http without them.
const ORIGINS: [&str; 2] = ["localhost", "lan"];

/// Counts of a session that are summed up.
const COUNTS: [&str; 5] = ["tabs", "steps", "words", "takenBack", "lost"];

/// Runs `count` sessions from a seed on, on one origin or on both in turn; whether no word was lost.
///
/// # Errors
/// An argument is no number or origin, or there is no release build or browser.
pub fn run(count: &str, seed: &str, origin: Option<&str>) -> Result<bool> {
    for number in [count, seed] {
        number.parse::<u32>().map_err(|_| format!("`{number}` is not a number"))?;
    }
    if let Some(unknown) = origin.filter(|origin| !ORIGINS.contains(origin)) {
        return Err(format!("there is no origin `{unknown}`; there are: {}", ORIGINS.join(", ")).into());
    }
    tools::ensure(&[Need::Npm])?;
    let origins = origin.map_or_else(|| ORIGINS.join(" "), str::to_owned);
    let (ok, said) = browser::playwright("e2e")?
        .args(["sessions.spec.ts"])
        .env("SESSIONS", count)
        .env("SESSIONS_SEED", seed)
        .env("SESSIONS_ORIGIN", origins)
        .tee()?;
    let told: Vec<&str> = said.iter().filter_map(|line| line.strip_prefix("session: ")).collect();
    let sums = COUNTS.map(|name| format!("{name} {}", told.iter().map(|line| number(line, name)).sum::<u64>()));
    log(&format!("{} of {count} sessions lost nothing: {}", told.len(), sums.join(", ")));
    Ok(ok)
}

/// The number of this name in a line of JSON.
fn number(line: &str, name: &str) -> u64 {
    let after = line.split(&format!("\"{name}\":")).nth(1).unwrap_or_default();
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_read_by_its_name() {
        let line = r#"{"origin":"lan","seed":7,"tabs":3,"words":12}"#;
        assert_eq!(["seed", "words", "lost"].map(|name| number(line, name)), [7, 12, 0]);
    }
}
