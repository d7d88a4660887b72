//! `cargo xtask fuzz`: libFuzzer over what reads from outside (fuzz/README.md).

use crate::{
    shell::{Cmd, Result},
    tools::{self, Need},
};

/// A target, and the longest input worth trying, in bytes.
const TARGETS: [(&str, u32); 4] = [("file", 4_096), ("record", 1_500), ("journal", 2_000), ("token", 400)];

/// Fuzzes a target: so many executions, or until it is stopped.
pub fn run(args: &[String]) -> Result<bool> {
    let name = args.first().map_or("", String::as_str);
    let Some((target, longest)) = TARGETS.iter().find(|target| target.0 == name) else {
        let known = TARGETS.map(|target| target.0).join(", ");
        return Err(format!("there is no fuzz target `{name}`; there are: {known}").into());
    };
    let runs = args.get(1).map_or("-1", String::as_str);
    if runs.parse::<i64>().is_err() {
        return Err(format!("`{runs}` is not a number of executions").into());
    }
    tools::ensure(&[Need::Nightly, Need::Fuzz])?;
    // No sanitizer: no crate of ours has unsafe code. No traced comparisons: the dictionaries say as much, at twice the speed.
    Cmd::new("cargo-fuzz")
        .args(["fuzz", "run", "--fuzz-dir", "fuzz", "--sanitizer", "none", "--no-trace-compares", target, "--"])
        .args([format!("-dict=fuzz/dict/{target}.dict"), format!("-max_len={longest}"), format!("-runs={runs}")])
        .args(["-timeout=10", "-print_final_stats=1"])
        .env("RUSTUP_TOOLCHAIN", "nightly")
        // Cargo has set what the toolchain of the project is.
        .env("CARGO", "cargo")
        .run()
        .map(|()| true)
}
