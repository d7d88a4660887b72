//! `cargo xtask serve | build | test | bench | screenshots | tools`: the commands of the README.
//!
//! Plain Rust without dependencies, so that it is there two seconds after a clone; everything else it needs it installs.

mod bench;
mod bench_canvas;
mod browser;
mod deny;
mod dist;
mod fuzz;
mod layers;
mod minify;
mod oracle;
mod post_build;
mod report;
mod sessions;
mod shell;
mod split;
mod test;
mod tools;

use shell::{Cmd, Result, log};
use std::{net::TcpListener, process::ExitCode};
use tools::Need;

const USAGE: &str = "\
cargo xtask <command>

  serve [--port N] [--public-url /x/] [--release]   serve the app, rebuilding at each change
  build [--public-url /x/]                          make dist/ and hold its size against the budget
  test  [--only STEP …]                             every check; the steps: fmt layers clippy native doc deny
                                                    build e2e firefox webkit
  bench [NAME …]                                    measure, and write bench/results/; all of them without a name
  oracle [--cases N] [--seed N]                     the timetable against Python's zoneinfo (200,000 cases)
  oracle audience [--cases N] [--crowds N] …        the numbers against exact fractions (20,000 journeys) and against single
                                                    users (200 crowds, --users 100,000 in each); --seed N
  screenshots [--no-build]                          take the pictures of e2e/screenshots.spec.ts
  bench canvas [--no-build] [--rounds N] …          measure the canvas against React Flow (bench/canvas/run/main.mjs)
  bench kept [--rounds N]                           measure saving and opening on the release build in dist/
  fuzz <file|record|journal|token> [n]              fuzz a target, until stopped or n times (fuzz/README.md; needs nightly)
  kills [--no-build] [n]                            kill the tab n times while it is worked in (1,000): e2e/kills.spec.ts
  sessions [n] [--seed N] [--origin localhost|lan]  n random sessions in two and three tabs (200) of the build in dist/
  deny                                              licences, duplicates, sources and advisories of what is built in
  layers [--write]                                  the map of the code, held against every import (--write: into the README)
  tools                                             install the pinned tools and print the PATH for plain `trunk serve`

SOJOURN_TOOLS names the folder of the pinned tools (default: .tools in the project), CHROMIUM and FIREFOX the browsers,
WEBKIT_DRIVER, WEBKIT_BROWSER and XVFB the programs for WebKit.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\nxtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs one command. `Ok(false)` is a failure that has already been told.
fn run(args: &[String]) -> Result<bool> {
    let (command, rest) = args.split_first().ok_or(USAGE)?;
    let mut args = Args(rest.to_vec());
    match command.as_str() {
        "fuzz" => fuzz::run(rest),
        "kills" => {
            let build = !args.flag("--no-build");
            let kills = args.0.pop().unwrap_or_else(|| "1000".to_owned());
            args.none_left()?;
            browser::kills(build, &kills)
        }
        "sessions" => {
            let seed = args.value("--seed")?.unwrap_or_else(|| "1".to_owned());
            let origin = args.value("--origin")?;
            let count = args.0.pop().unwrap_or_else(|| "200".to_owned());
            args.none_left()?;
            sessions::run(&count, &seed, origin.as_deref())
        }
        "layers" => {
            let write = args.flag("--write");
            args.none_left()?;
            layers::run(write)
        }
        "deny" => {
            args.none_left()?;
            deny::run()
        }
        "serve" => {
            let port = args.value("--port")?.unwrap_or_else(|| "8080".to_owned());
            let url = public_url(&mut args)?;
            let release = args.flag("--release");
            args.none_left()?;
            serve(&port, &url, release)
        }
        "build" => {
            let url = public_url(&mut args)?;
            args.none_left()?;
            tools::ensure(&[Need::Wasm, Need::Trunk, Need::WasmOpt, Need::Split])?;
            dist::build(&url)?;
            dist::sizes()
        }
        "test" => {
            let only = args.list("--only")?;
            args.none_left()?;
            test::run(&only)
        }
        "bench" if rest.first().is_some_and(|what| what == "canvas") => bench_canvas::run(rest[1..].to_vec()),
        "bench" if rest.first().is_some_and(|what| what == "kept") => bench_canvas::kept(rest[1..].to_vec()),
        "bench" => bench::run(&args.0),
        "oracle" if rest.first().is_some_and(|what| what == "audience") => {
            let mut args = Args(rest[1..].to_vec());
            let mut value = |name: &str, default: &str| -> Result<String> {
                Ok(args.value(name)?.unwrap_or_else(|| default.to_owned()))
            };
            let asked = oracle::Audience {
                cases: value("--cases", "20000")?,
                crowds: value("--crowds", "200")?,
                users: value("--users", "100000")?,
                seed: value("--seed", "2026")?,
            };
            args.none_left()?;
            oracle::audience(&asked)
        }
        "oracle" => {
            let cases = args.value("--cases")?.unwrap_or_else(|| "200000".to_owned());
            let seed = args.value("--seed")?.unwrap_or_else(|| "2026".to_owned());
            args.none_left()?;
            oracle::run(&cases, &seed)
        }
        "screenshots" => {
            let build = !args.flag("--no-build");
            args.none_left()?;
            browser::screenshots(build)
        }
        "tools" => {
            args.none_left()?;
            tools::ensure(&[Need::Wasm, Need::Trunk, Need::Npm, Need::WasmOpt, Need::Split])?;
            println!("export PATH=\"{}\"", shell::path().to_string_lossy());
            Ok(true)
        }
        "post-build" => {
            args.none_left()?;
            post_build::run()
        }
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(true)
        }
        other => Err(format!("there is no command `{other}`.\n\n{USAGE}").into()),
    }
}

/// Serves the app until it is stopped.
fn serve(port: &str, url: &str, release: bool) -> Result<bool> {
    let number: u16 =
        port.parse().map_err(|_| format!("--port {port} is not a port: give a number from 1 to 65535"))?;
    if TcpListener::bind(("127.0.0.1", number)).is_err() {
        return Err(format!("port {port} is taken by another program: choose one with `--port N`").into());
    }
    tools::ensure(&[Need::Wasm, Need::Trunk])?;
    let mut trunk = Cmd::new("trunk").args(["serve", "--port", port, "--public-url", url]);
    if release {
        tools::ensure(&[Need::WasmOpt])?;
        trunk = trunk.args(["--release"]);
    }
    log(&format!(
        "Sojourn will be at http://127.0.0.1:{port}{url} (the first build takes some minutes; Ctrl-C stops it)"
    ));
    trunk.run()?;
    Ok(true)
}

/// The `--public-url`, which must be a path from the root: links that are relative break on deep addresses.
fn public_url(args: &mut Args) -> Result<String> {
    let mut url = args.value("--public-url")?.unwrap_or_else(|| "/".to_owned());
    if !url.starts_with('/') {
        return Err(format!("--public-url {url} must be a path from the root, as in /sojourn/").into());
    }
    if !url.ends_with('/') {
        url.push('/');
    }
    Ok(url)
}

/// The arguments after the command, taken one by one.
struct Args(Vec<String>);

impl Args {
    /// Takes `name value` or `name=value`.
    fn value(&mut self, name: &str) -> Result<Option<String>> {
        let with_sign = format!("{name}=");
        let Some(at) = self.0.iter().position(|arg| arg == name || arg.starts_with(&with_sign)) else {
            return Ok(None);
        };
        let arg = self.0.remove(at);
        if let Some(value) = arg.strip_prefix(&with_sign) {
            return Ok(Some(value.to_owned()));
        }
        if at == self.0.len() {
            return Err(format!("{name} needs a value").into());
        }
        Ok(Some(self.0.remove(at)))
    }

    /// Takes all that follows `name` up to the next flag: `--only a b` and `--only a,b` mean the same.
    fn list(&mut self, name: &str) -> Result<Vec<String>> {
        let mut found = Vec::new();
        if let Some(at) = self.0.iter().position(|arg| arg == name) {
            let end = (at + 1..self.0.len()).find(|&next| self.0[next].starts_with("--")).unwrap_or(self.0.len());
            found.extend(self.0.drain(at..end).skip(1));
            if found.is_empty() {
                return Err(format!("{name} needs a value").into());
            }
        }
        Ok(found.iter().flat_map(|part| part.split(',')).map(str::to_owned).collect())
    }

    fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|arg| arg != name);
        self.0.len() < before
    }

    fn none_left(&self) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some(arg) => Err(format!("`{arg}` is not understood here.\n\n{USAGE}").into()),
        }
    }
}
