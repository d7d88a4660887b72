//! The browser's part: finding Chromium, and calling Playwright.

use crate::{
    dist,
    shell::{Cmd, Result, find, note, path_with},
    tools::{self, Need},
};
use std::{env, fs, path::Path};

/// Where the end-to-end tests find the app: under a sub-path, since that is where mistakes show.
pub const SUB_PATH: &str = "/sojourn/";

/// The browser's program; on Debian, as root, it is installed when there is none.
pub fn chromium() -> Result<String> {
    if let Some(set) = env::var("CHROMIUM").ok().filter(|set| !set.is_empty()) {
        return if Path::new(&set).is_file() {
            Ok(set)
        } else {
            Err(format!("CHROMIUM is set to {set}, which is not a file").into())
        };
    }
    if let Some(found) = installed_chromium() {
        return Ok(found);
    }
    let root = Cmd::new("id").args(["-u"]).output().is_ok_and(|id| id == "0");
    if root && Path::new("/etc/debian_version").exists() {
        note("installing Chromium with apt-get: once, about a minute");
        Cmd::new("apt-get").args(["update", "-qq"]).run()?;
        Cmd::new("apt-get")
            .args(["install", "-y", "-qq", "chromium"])
            .env("DEBIAN_FRONTEND", "noninteractive")
            .run()?;
    }
    installed_chromium().ok_or_else(|| {
        "the end-to-end tests need Chromium or Chrome: install it (Debian: `apt install chromium`), \
         or name its program in the variable CHROMIUM"
            .into()
    })
}

/// That there is a release build for the sub-path.
fn built() -> Result<()> {
    let built_for = dist::built_for();
    if built_for.as_deref() == Some(SUB_PATH) {
        return Ok(());
    }
    let found = built_for.map_or("no release build in dist/".into(), |url| format!("dist/ was built for {url}"));
    Err(format!("{found}: run `cargo xtask build --public-url {SUB_PATH}` first").into())
}

fn installed_chromium() -> Option<String> {
    let mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    let names = ["/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome", mac];
    names
        .iter()
        .filter_map(|name| find(name, &path_with(&[])))
        .find(|file| file.is_file())
        .map(|file| file.to_string_lossy().into_owned())
}

/// A measurement of `bench/page/`, of the release build in `dist/`.
pub fn measure(name: &str) -> Result<Cmd> {
    tools::ensure(&[Need::Npm])?;
    built()?;
    Ok(Cmd::new("node").args([format!("bench/page/{name}.mjs")]).env("CHROMIUM", chromium()?))
}

/// Playwright, for one of the projects in e2e/playwright.config.ts.
pub fn playwright(project: &str) -> Result<Cmd> {
    built()?;
    Ok(Cmd::new("playwright").args(["test", "--config", "e2e", "--project", project]).env("CHROMIUM", chromium()?))
}

/// Kills the tab so many times while it is worked in.
pub fn kills(build: bool, kills: &str) -> Result<bool> {
    if kills.parse::<u32>().is_err() {
        return Err(format!("`{kills}` is not a number of kills").into());
    }
    tools::ensure(&[Need::Npm])?;
    if build {
        tools::ensure(&[Need::Wasm, Need::Trunk, Need::WasmOpt, Need::Split])?;
        dist::build(SUB_PATH)?;
    }
    playwright("e2e")?.args(["kills.spec.ts"]).env("KILLS", kills).run()?;
    Ok(true)
}

/// Takes the pictures: all of them into e2e/screenshots/, those of the README into docs/.
pub fn screenshots(build: bool) -> Result<bool> {
    tools::ensure(&[Need::Npm])?;
    if build {
        tools::ensure(&[Need::Wasm, Need::Trunk, Need::WasmOpt, Need::Split])?;
        dist::build(SUB_PATH)?;
    }
    let fresh = fs::create_dir_all(crate::shell::root().join("docs"));
    fresh.map_err(|e| format!("docs/ cannot be made: {e}"))?;
    playwright("screenshots")?.run()?;
    note("the pictures are in e2e/screenshots/ and docs/");
    Ok(true)
}
