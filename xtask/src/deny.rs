//! `cargo xtask deny`: what the crates that are built in may be (deny.toml).
//!
//! It is a step of `cargo xtask test`: some seconds, once cargo-deny is compiled, which takes a first run some minutes and then
//! stays with the other tools. What can only be looked up elsewhere is left out where that cannot be reached, and says so.

use crate::{
    shell::{Cmd, Result, log},
    tools::{self, Need},
};

/// Licences, duplicates and sources, then what is known of weaknesses, as far as that can be reached; whether all is well.
pub fn run() -> Result<bool> {
    tools::ensure(&[Need::Deny, Need::Npm])?;
    let check = |what: &[&str]| Cmd::new("cargo-deny").args(["--workspace", "--locked", "check"]).args(what);
    check(&["bans", "licenses", "sources"]).run()?;
    let (fine, said) = check(&["advisories"]).tee()?;
    if !fine && said.iter().any(|line| line.contains("failed to fetch advisory database")) {
        log("the advisories were not looked at: the database of RustSec cannot be reached from here");
    } else if !fine {
        return Ok(false);
    }
    let (fine, said) = Cmd::new("npm").args(["audit", "--package-lock-only"]).tee()?;
    if !fine && said.iter().any(|line| line.contains("audit endpoint returned an error")) {
        log("the npm packages were not looked at: the registry does not answer to `npm audit`");
        return Ok(true);
    }
    Ok(fine)
}
