//! The independent oracles of the timetable and of the numbers: Python, with the version of the time zone database that chrono-tz has.

use crate::shell::{Cmd, Result, log, root, tools_folder};

/// The version of the time zone database in chrono-tz (the test says so where it is another one), and the same as PyPI names it.
const DATABASE: (&str, &str) = ("2025b", "2025.2");

/// The environment in which the oracle's Python reads the right database; empty where it does so anyway. Otherwise the
/// package `tzdata` of that version is installed into the folder of the tools.
pub fn env() -> Result<Vec<(&'static str, String)>> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = root().join("crates/rehearsal/oracle/oracle.py").to_string_lossy().into_owned();
    let version = Cmd::new(&python).args([script.as_str(), "--version"]).output().map_err(|error| {
        format!("the oracle needs Python 3.9 or newer (on Debian `apt install python3 tzdata`), or name one in PYTHON: {error}")
    })?;
    if version == DATABASE.0 {
        return Ok(Vec::new());
    }
    let folder = tools_folder().join(format!("tzdata-{}", DATABASE.1));
    let name = folder.to_string_lossy().into_owned();
    if !folder.join("tzdata").is_dir() {
        log(&format!("Python reads version {version} of the time zone database: installing {} from PyPI", DATABASE.0));
        let package = format!("tzdata=={}", DATABASE.1);
        Cmd::new(&python).args(["-m", "pip", "install", "--quiet", "--no-deps", "--target", &name, &package]).run()?;
    }
    Ok(vec![("PYTHONPATH", name), ("PYTHONTZPATH", String::new())])
}

/// All cases of the timetable.
pub fn run(cases: &str, seed: &str) -> Result<bool> {
    test("oracle", &[("ORACLE_CASES", cases), ("ORACLE_SEED", seed)])
}

/// The number of cases that are asked of the numbers.
pub struct Audience {
    /// Journeys that are reckoned in exact fractions.
    pub cases: String,
    /// Journeys that single users go through.
    pub crowds: String,
    /// The users of each of these.
    pub users: String,
    /// The seed that the journeys are drawn from.
    pub seed: String,
}

/// All cases of the numbers.
pub fn audience(asked: &Audience) -> Result<bool> {
    let env = [
        ("AUDIENCE_ORACLE_CASES", asked.cases.as_str()),
        ("AUDIENCE_ORACLE_CROWDS", &asked.crowds),
        ("AUDIENCE_ORACLE_USERS", &asked.users),
        ("AUDIENCE_ORACLE_SEED", &asked.seed),
    ];
    test("audience_oracle", &env)
}

/// A test of the crate `rehearsal` with what it is asked in the environment.
fn test(name: &str, asked: &[(&str, &str)]) -> Result<bool> {
    let mut cmd =
        Cmd::cargo().args(["test", "--locked", "--package", "rehearsal", "--test", name, "--", "--nocapture"]);
    for (key, value) in asked {
        cmd = cmd.env(key, *value);
    }
    for (key, value) in env()? {
        cmd = cmd.env(key, value);
    }
    let (ok, _) = cmd.tee()?;
    Ok(ok)
}
