//! The independent oracle of the timetable: Python, with the version of the time zone database that chrono-tz has.

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

/// All cases.
pub fn run(cases: &str, seed: &str) -> Result<bool> {
    let test = ["test", "--locked", "--package", "rehearsal", "--test", "oracle", "--", "--nocapture"];
    let mut cmd = Cmd::cargo().args(test).env("ORACLE_CASES", cases).env("ORACLE_SEED", seed);
    for (key, value) in env()? {
        cmd = cmd.env(key, value);
    }
    let (ok, _) = cmd.tee()?;
    Ok(ok)
}
