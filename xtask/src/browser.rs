//! The browsers' part: finding or installing them, and calling Playwright.

use crate::{
    dist,
    shell::{Cmd, Result, find, log, path_with},
    tools::{self, Need},
};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// The sub-path at which the end-to-end tests find the app, as mistakes show there.
pub const SUB_PATH: &str = "/sojourn/";

/// A program that the tests need and that the system's packages bring.
struct Program {
    name: &'static str,
    /// Names its file, where it is not found.
    variable: &'static str,
    /// Names on the PATH, or paths; `*` stands for any part of a file's name in the folder before it.
    places: &'static [&'static str],
    package: &'static str,
}

const CHROMIUM: Program = Program {
    name: "Chromium or Chrome",
    variable: "CHROMIUM",
    places: &[
        "/usr/bin/chromium",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
    package: "chromium",
};

const FIREFOX: Program = Program {
    name: "Firefox",
    variable: "FIREFOX",
    places: &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
    package: "firefox-esr",
};

/// WebKitGTK: the program that drives it, its small browser, and a display for it.
const WEBKIT: [Program; 3] = [
    Program {
        name: "WebKitWebDriver",
        variable: "WEBKIT_DRIVER",
        places: &["WebKitWebDriver"],
        package: "webkit2gtk-driver",
    },
    Program {
        name: "WebKitGTK's MiniBrowser",
        variable: "WEBKIT_BROWSER",
        places: &[
            "/usr/lib/*-linux-gnu/webkit2gtk-*/MiniBrowser",
            "/usr/lib64/webkit2gtk-*/MiniBrowser",
            "/usr/lib/webkit2gtk-*/MiniBrowser",
            "/usr/libexec/webkit2gtk-*/MiniBrowser",
        ],
        package: "webkit2gtk-driver",
    },
    Program { name: "Xvfb", variable: "XVFB", places: &["Xvfb"], package: "xvfb" },
];

impl Program {
    fn installed(&self) -> Option<String> {
        self.places
            .iter()
            .find_map(|place| match place.contains('*') {
                true => matching(Path::new("/"), place.trim_start_matches('/')),
                false => find(place, &path_with(&[])).filter(|file| file.is_file()),
            })
            .map(|file| file.to_string_lossy().into_owned())
    }

    /// The program's file. As root on Debian, a missing one is installed.
    fn ensure(&self) -> Result<String> {
        let Self { name, variable, package, .. } = self;
        if let Some(set) = env::var(variable).ok().filter(|set| !set.is_empty()) {
            return if Path::new(&set).is_file() {
                Ok(set)
            } else {
                Err(format!("{variable} is set to {set}, which is not a file").into())
            };
        }
        if let Some(found) = self.installed() {
            return Ok(found);
        }
        let root = Cmd::new("id").args(["-u"]).output().is_ok_and(|id| id == "0");
        if root && Path::new("/etc/debian_version").exists() {
            log(&format!("installing {name} with apt-get: once, about a minute"));
            Cmd::new("apt-get").args(["update", "-qq"]).run()?;
            Cmd::new("apt-get")
                .args(["install", "-y", "-qq", package])
                .env("DEBIAN_FRONTEND", "noninteractive")
                .run()?;
        }
        self.installed().ok_or_else(|| {
            format!(
                "the browser tests need {name}: install it (Debian: `apt install {package}`), \
                 or name its program in the variable {variable}"
            )
            .into()
        })
    }
}

/// The first file below a folder that a pattern names.
fn matching(folder: &Path, pattern: &str) -> Option<PathBuf> {
    let Some((first, rest)) = pattern.split_once('/') else {
        return Some(folder.join(pattern)).filter(|file| file.is_file());
    };
    let Some((start, end)) = first.split_once('*') else {
        return matching(&folder.join(first), rest);
    };
    let entries = fs::read_dir(folder).ok()?.flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| name.starts_with(start) && name.ends_with(end));
    names.sort();
    // The newest interface comes last.
    names.iter().rev().find_map(|name| matching(&folder.join(name), rest))
}

/// The Chromium that the tests and measurements run in.
///
/// # Errors
/// There is none, and none can be installed.
pub fn chromium() -> Result<String> {
    CHROMIUM.ensure()
}

/// Tells whether WebKitGTK can exist on this system.
pub fn webkit_exists() -> bool {
    cfg!(target_os = "linux")
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

/// A measurement of `bench/page/`, of the release build in `dist/`.
pub fn measure(name: &str) -> Result<Cmd> {
    tools::ensure(&[Need::Npm])?;
    built()?;
    Ok(Cmd::new("node").args([format!("bench/page/{name}.mjs")]).env("CHROMIUM", chromium()?))
}

/// Playwright, for one of the projects in e2e/playwright.config.ts, with the programs that it needs.
///
/// # Errors
/// There is no release build, or a program is missing and cannot be installed.
pub fn playwright(project: &str) -> Result<Cmd> {
    built()?;
    let programs: &[Program] = match project {
        "firefox" => &[FIREFOX],
        "webkit" => &WEBKIT,
        _ => &[CHROMIUM],
    };
    let cmd = Cmd::new("playwright").args(["test", "--config", "e2e", &format!("--project={project}")]);
    programs.iter().try_fold(cmd, |cmd, program| Ok(cmd.env(program.variable, program.ensure()?)))
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
    log("the pictures are in e2e/screenshots/ and docs/");
    Ok(true)
}
