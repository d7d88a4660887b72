//! `cargo xtask deny`: what the crates that are built in may be (deny.toml).
//!
//! It is no step of `cargo xtask test`: cargo-deny takes some minutes to compile, more than all else that a first run installs
//! but Trunk, and what it looks at changes only with Cargo.lock.

use crate::{
    shell::{Cmd, Result, note},
    tools::{self, Need},
};

/// Licences, duplicates and sources, then what is known of weaknesses, as far as that can be reached; whether all is well.
pub fn run() -> Result<bool> {
    tools::ensure(&[Need::Deny, Need::Npm])?;
    let check = |what: &[&str]| Cmd::new("cargo-deny").args(["--workspace", "--locked", "check"]).args(what);
    check(&["bans", "licenses", "sources"]).run()?;
    let (fine, said) = check(&["advisories"]).tee()?;
    if !fine && said.iter().any(|line| line.contains("failed to fetch advisory database")) {
        note("the advisories were not looked at: the database of RustSec cannot be reached from here");
    } else if !fine {
        return Ok(false);
    }
    let (fine, said) = Cmd::new("npm").args(["audit", "--package-lock-only"]).tee()?;
    if !fine && said.iter().any(|line| line.contains("audit endpoint returned an error")) {
        note("the npm packages were not looked at: the registry does not answer to `npm audit`");
        return Ok(true);
    }
    Ok(fine)
}
