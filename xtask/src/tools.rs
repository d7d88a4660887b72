//! The pinned tools: which versions, where they go, and how what is missing gets there.

use crate::shell::{Cmd, Result, find, log, path, path_with, root, tools_folder};
use std::{ffi::OsString, fs, path::PathBuf};

/// The newest Trunk that builds with the toolchain of rust-toolchain.toml (0.22 needs rustc 1.96).
const TRUNK: &str = "0.21.14";
/// The tool that cuts a release build into chunks; its output fits the crate wasm_split_helpers of Cargo.lock.
const SPLIT: &str = "0.2.4";
/// The wasm-opt of package.json (`binaryen`).
const BINARYEN: &str = "132";
/// The tool that drives libFuzzer.
const FUZZ: &str = "0.13.2";
/// The tool that checks licences and sources of dependencies.
const DENY: &str = "0.20.2";
/// The target that the app is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Something a command cannot do without.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The standard library for the browser.
    Wasm,
    /// rustfmt and clippy.
    Linters,
    /// Trunk, and the wasm-bindgen that it calls.
    Trunk,
    /// The packages of package-lock.json.
    Npm,
    /// wasm-opt at the pinned version, from anywhere.
    WasmOpt,
    /// wasm-split-cli.
    Split,
    /// A nightly toolchain, whose compiler tells libFuzzer what is covered.
    Nightly,
    /// cargo-fuzz.
    Fuzz,
    /// cargo-deny.
    Deny,
}

/// Installs what is missing.
pub fn ensure(needs: &[Need]) -> Result<()> {
    for need in needs {
        match need {
            Need::Wasm => wasm_target()?,
            Need::Linters => linters()?,
            Need::Trunk => {
                // `--locked` for Trunk only: the lock file in wasm-bindgen-cli names a version that not every
                // registry has.
                let light = ["--locked", "--no-default-features", "--features", "rustls"];
                cargo_tool("trunk", "trunk", TRUNK, &light)?;
                cargo_tool("wasm-bindgen", "wasm-bindgen-cli", &locked_wasm_bindgen()?, &[])?;
            }
            Need::Npm => npm()?,
            Need::Split => {
                let whole = ["--features", "build-binary"];
                cargo_tool("wasm-split-cli", "wasm_split_cli_support", SPLIT, &whole)?;
            }
            Need::Nightly => nightly()?,
            Need::Fuzz => cargo_tool("cargo-fuzz", "cargo-fuzz", FUZZ, &["--locked"])?,
            Need::Deny => cargo_tool("cargo-deny", "cargo-deny", DENY, &["--locked"])?,
            Need::WasmOpt => {
                if version("wasm-opt", &path()).as_deref() != Some(BINARYEN) {
                    npm()?;
                }
            }
        }
    }
    Ok(())
}

/// The version a program says it has: `trunk 0.21.14`, `wasm-opt version 132 (version_132)`.
fn version(program: &str, path: &OsString) -> Option<String> {
    let file = find(program, path)?;
    let said = Cmd::new(&file.to_string_lossy()).args(["--version"]).output().ok()?;
    said.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned)
}

/// Installs a program from crates.io, unless it is there at exactly this version.
fn cargo_tool(program: &str, package: &str, wanted: &str, options: &[&str]) -> Result<()> {
    let folder = tools_folder();
    // wasm-split-cli doesn't say its version, but cargo keeps a list of what it has installed.
    let kept = fs::read_to_string(folder.join(".crates.toml")).unwrap_or_default();
    if version(program, &path()).as_deref() == Some(wanted) || kept.contains(&format!("\"{package} {wanted} (")) {
        return Ok(());
    }
    log(&format!("installing {package} {wanted} into {}: once, 3 to 7 minutes on two cores", folder.display()));
    // A build folder of its own: it goes when all is well, and an interrupted installation goes on where it was.
    let build = folder.join("build");
    Cmd::cargo()
        .args(["install", package, "--version", wanted, "--force", "--root"])
        .args([&folder])
        .args(options)
        .env("CARGO_TARGET_DIR", &build)
        // Seconds matter more here than the speed of a tool that waits for rustc anyway.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .run()
        .map_err(|e| format!("{package} {wanted} could not be installed: {e}\nIs crates.io reachable?"))?;
    drop(fs::remove_dir_all(build));
    Ok(())
}

/// The version of wasm-bindgen in Cargo.lock: the tool must be of exactly the same.
fn locked_wasm_bindgen() -> Result<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|e| format!("Cargo.lock cannot be read ({e}): is this a whole checkout?"))?;
    let mut lines = lock.lines().skip_while(|line| *line != "name = \"wasm-bindgen\"");
    lines
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or_else(|| "Cargo.lock names no wasm-bindgen: run `cargo update -p wasm-bindgen`".into())
}

/// The folder of the toolchain in rust-toolchain.toml.
fn sysroot() -> Result<PathBuf> {
    Ok(Cmd::new("rustc").args(["--print", "sysroot"]).output()?.into())
}

/// rustup installs the targets of rust-toolchain.toml by itself, except where RUSTUP_AUTO_INSTALL=0.
fn wasm_target() -> Result<()> {
    if sysroot()?.join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    log(&format!("adding the target {TARGET}: once, some seconds"));
    Cmd::new("rustup").args(["target", "add", TARGET]).run()
}

fn nightly() -> Result<()> {
    if Cmd::new("rustup").args(["toolchain", "list"]).output()?.lines().any(|line| line.starts_with("nightly")) {
        return Ok(());
    }
    log("installing the nightly toolchain: once, about a minute");
    Cmd::new("rustup").args(["toolchain", "install", "nightly", "--profile", "minimal"]).run()
}

fn linters() -> Result<()> {
    let path = path_with(&[sysroot()?.join("bin")]);
    if find("cargo-fmt", &path).is_some() && find("cargo-clippy", &path).is_some() {
        return Ok(());
    }
    log("adding rustfmt and clippy: once, some seconds");
    Cmd::new("rustup").args(["component", "add", "rustfmt", "clippy"]).run()
}

/// `npm ci`, unless node_modules was installed from this very lock file.
fn npm() -> Result<()> {
    let wanted = fs::read_to_string(root().join("package-lock.json"))
        .map_err(|e| format!("package-lock.json cannot be read ({e}): is this a whole checkout?"))?;
    let stamp = root().join("node_modules/.sojourn-lock");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    log("installing the npm packages (wasm-opt, Playwright, axe): about 10 seconds");
    Cmd::new("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).run()?;
    fs::write(stamp, wanted)?;
    Ok(())
}
