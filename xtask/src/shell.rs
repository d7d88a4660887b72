//! Running other programs, with the pinned tools first on the PATH, from the project's root.

use std::{
    env,
    ffi::{OsStr, OsString},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::Command,
};

/// An error is a sentence for the person at the terminal: what went wrong, and what to do.
pub type Error = Box<dyn std::error::Error>;
/// The result of every function here.
pub type Result<T> = std::result::Result<T, Error>;

/// The project's root. Asked at run time first: the folder may have been moved or copied together with its target folder.
pub fn root() -> PathBuf {
    let manifest =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or(manifest.clone(), Path::to_path_buf)
}

/// The folder of the tools that cargo installs.
pub fn tools_folder() -> PathBuf {
    env::var_os("SOJOURN_TOOLS").map_or_else(|| root().join(".tools"), |set| root().join(set))
}

/// The PATH on which the pinned tools come first.
pub fn path() -> OsString {
    path_with(&[tools_folder().join("bin"), root().join("node_modules/.bin")])
}

/// A line that says what is going on, told apart from what the tools print.
pub fn log(text: &str) {
    eprintln!("── {text}");
}

/// One program to run.
pub struct Cmd {
    name: String,
    command: Command,
}

impl Cmd {
    /// A program by name; it is looked up in the pinned tools, then on the PATH.
    pub fn new(program: &str) -> Self {
        let path = path();
        let mut command = Command::new(find(program, &path).unwrap_or_else(|| program.into()));
        command
            .current_dir(root())
            .env("PATH", path)
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        // Trunk reads NO_COLOR as a flag and refuses any value but true and false.
        if env::var_os("NO_COLOR").is_some() {
            command.env("NO_COLOR", "true");
        }
        Self { name: program.to_owned(), command }
    }

    /// Cargo, the one that runs this.
    pub fn cargo() -> Self {
        let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let mut cmd = Self::new(&cargo);
        cmd.name = "cargo".to_owned();
        cmd
    }

    pub fn args<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(mut self, args: I) -> Self {
        self.command.args(args);
        self
    }

    pub fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Runs it on this terminal; an error when it cannot be started or fails.
    pub fn run(mut self) -> Result<()> {
        let line = self.line();
        let status = self.command.status().map_err(|e| self.cannot_start(&e))?;
        if status.success() { Ok(()) } else { Err(format!("`{line}` failed ({status})").into()) }
    }

    /// Returns its standard output; an error where it cannot be started or fails.
    pub fn output(mut self) -> Result<String> {
        let output = self.command.output().map_err(|e| self.cannot_start(&e))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("`{}` failed ({})\n{said}", self.line(), output.status).into())
    }

    /// Runs it, shows each line as it comes and keeps them all: whether it succeeded, and what it said.
    pub fn tee(mut self) -> Result<(bool, Vec<String>)> {
        // One pipe for both streams, so that the lines stay in the order they were written in.
        let (reader, writer) = io::pipe()?;
        self.command.stdin(std::process::Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
        let mut child = self.command.spawn().map_err(|e| self.cannot_start(&e))?;
        // The command holds the writing ends; reading ends only when all of them are closed.
        drop(self.command);
        let mut lines = Vec::new();
        for line in BufReader::new(reader).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).trim_end().to_owned();
            println!("{line}");
            io::stdout().flush()?;
            lines.push(line);
        }
        Ok((child.wait()?.success(), lines))
    }

    fn line(&self) -> String {
        let args: Vec<_> = self.command.get_args().map(OsStr::to_string_lossy).collect();
        format!("{} {}", self.name, args.join(" "))
    }

    fn cannot_start(&self, error: &io::Error) -> String {
        let hint = match self.name.as_str() {
            "node" | "npm" | "npx" => ": install Node.js 20 or newer, with npm",
            "rustup" => ": install Rust through rustup (https://rustup.rs)",
            _ => "",
        };
        format!("`{}` cannot be started ({error}){hint}", self.name)
    }
}

/// Finds a program on a PATH.
pub fn find(program: &str, path: &OsStr) -> Option<PathBuf> {
    if Path::new(program).is_absolute() {
        return Some(PathBuf::from(program));
    }
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    env::split_paths(path)
        .flat_map(|folder| endings.iter().map(move |end| folder.join(format!("{program}{end}"))))
        .find(|file| file.is_file())
}

/// The PATH with some folders before it.
pub fn path_with(folders: &[PathBuf]) -> OsString {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&old));
    env::join_paths(all).unwrap_or(old)
}
