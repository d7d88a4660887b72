//! `cargo xtask bench canvas`: the canvas against React Flow and a floor written by hand (bench/canvas/).

use crate::{
    browser, dist,
    shell::{Cmd, Result, log, root},
    tools::{self, Need},
};
use std::fs;

/// Builds what is measured, unless told not to, and measures; what is not understood here goes to the runner.
pub fn run(mut args: Vec<String>) -> Result<bool> {
    let before = args.len();
    args.retain(|arg| arg != "--no-build");
    let build = args.len() == before;
    tools::ensure(&[Need::Npm])?;
    if build {
        tools::ensure(&[Need::Wasm, Need::Trunk, Need::WasmOpt])?;
        dist::build(browser::SUB_PATH)?;
    } else if dist::built_for().as_deref() != Some(browser::SUB_PATH) {
        return Err(format!("dist/ holds no release build for {}: leave --no-build out", browser::SUB_PATH).into());
    }
    pages()?;
    Cmd::new("node").args(["bench/canvas/run/main.mjs"]).args(args).env("CHROMIUM", browser::chromium()?).run()?;
    log("the table is in bench/results/");
    Ok(true)
}

/// `cargo xtask bench kept`: what saving and opening cost, on the release build in dist/ (bench/canvas/run/kept.mjs).
pub fn kept(args: Vec<String>) -> Result<bool> {
    tools::ensure(&[Need::Npm])?;
    if dist::built_for().as_deref() != Some(browser::SUB_PATH) {
        return Err(format!(
            "dist/ holds no release build for {0}: run `cargo xtask build --public-url {0}`",
            browser::SUB_PATH
        )
        .into());
    }
    Cmd::new("node").args(["bench/canvas/run/kept.mjs"]).args(args).env("CHROMIUM", browser::chromium()?).run()?;
    Ok(true)
}

/// Builds the pages that the product is measured against, from exactly the versions of their lock file.
fn pages() -> Result<()> {
    let folder = root().join("bench/canvas");
    let wanted = fs::read_to_string(folder.join("package-lock.json"))
        .map_err(|e| format!("bench/canvas/package-lock.json cannot be read ({e}): is this a whole checkout?"))?;
    let stamp = folder.join("node_modules/.sojourn-lock");
    if !fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        log("installing React Flow, dagre.js and Vite: about 10 seconds");
        Cmd::new("npm")
            .args(["ci", "--prefix", "bench/canvas", "--no-audit", "--no-fund", "--loglevel=error"])
            .run()?;
        fs::write(stamp, wanted)?;
    }
    Cmd::new("npm").args(["run", "build", "--silent", "--prefix", "bench/canvas"]).run()
}
