//! `cargo xtask bench`: the measurements of `bench/src/bin/`, each a program that writes its table to `bench/results/`.

use crate::shell::{Cmd, Result, note, root};
use std::fs;

/// Runs the measurements of these names, or all of them; whether every limit was kept.
pub fn run(names: &[String]) -> Result<bool> {
    let known = known()?;
    if let Some(unknown) = names.iter().find(|name| !known.contains(name)) {
        return Err(format!("there is no measurement `{unknown}`; there are: {}", known.join(", ")).into());
    }
    let mut kept = true;
    for name in known.iter().filter(|name| names.is_empty() || names.contains(name)) {
        note(name);
        // One that exceeds its limit says so itself, and does not keep the others from running.
        kept &= Cmd::cargo().args(["run", "--quiet", "--profile", "bench", "-p", "bench", "--bin", name]).run().is_ok();
    }
    Ok(kept)
}

/// Every measurement there is, by name.
fn known() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("bench/src/bin"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".rs").map(str::to_owned));
    }
    names.sort();
    Ok(names)
}
