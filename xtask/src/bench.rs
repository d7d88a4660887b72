//! `cargo xtask bench`: the measurements of `bench/src/bin/`, each a program that writes its table to `bench/results/`, and those of
//! `bench/page/`, each a script that does the same in a browser: `timetable-page` is `bench/page/timetable.mjs`.

use crate::{
    browser,
    shell::{Cmd, Result, log, root},
};
use std::fs;

/// Runs the measurements of these names, or all of them; whether every limit was kept.
pub fn run(names: &[String]) -> Result<bool> {
    let known = known()?;
    if let Some(unknown) = names.iter().find(|name| !known.contains(name)) {
        return Err(format!("there is no measurement `{unknown}`; there are: {}", known.join(", ")).into());
    }
    let mut kept = true;
    for name in known.iter().filter(|name| names.is_empty() || names.contains(name)) {
        log(name);
        // One that exceeds its limit says so itself, and does not keep the others from running.
        kept &= match name.strip_suffix("-page") {
            Some(page) => browser::measure(page)?.run().is_ok(),
            None => {
                Cmd::cargo().args(["run", "--quiet", "--profile", "bench", "-p", "bench", "--bin", name]).run().is_ok()
            }
        };
    }
    Ok(kept)
}

/// Every measurement there is, by name.
fn known() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for (folder, ending, behind) in [("bench/src/bin", ".rs", ""), ("bench/page", ".mjs", "-page")] {
        for entry in fs::read_dir(root().join(folder))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            names.extend(name.strip_suffix(ending).map(|name| format!("{name}{behind}")));
        }
    }
    names.sort();
    Ok(names)
}
