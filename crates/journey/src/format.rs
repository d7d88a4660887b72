//! The file: one JSON format for export, import, the clipboard, share links and storage (spec: format.md).
//!
//! Reading is by hand over [`serde_json::Value`], so that every problem is found at once and each is told with its path;
//! nothing that is not known is dropped in silence. What can be incomplete in a draft (a link to a node that is gone, a
//! split without paths, a control group of 1 %) loads, and the checks of journey.md §7 find it.

mod decode;
mod doubled;
mod encode;
mod foreign;
mod outside;
mod past;
mod read;
mod schema;
mod sound;
mod text;

use std::fmt;

use serde_json::Value;

use crate::{
    graph::Graph,
    journey::{Draft, Journey},
    time::Instant,
};

pub use encode::{draft_to_value, journey_to_value, put_draft, put_journey};
pub use past::{act_from_value, history_from_value, links_from_value, put_act, put_history, put_links};
pub use schema::schema;
pub use sound::{check_draft, check_journey};
pub use text::{Json, text};

pub(crate) use encode::{file, put_content, put_outcome};
pub(crate) use text::pretty;

/// What the field `format` of a file says.
pub const FORMAT: &str = "sojourn";
/// The newest version of the format that is understood, and the one that is written.
pub const VERSION: u64 = 2;
/// The longest file, in bytes: what a full browser storage can hold (5.2 million characters, of up to three bytes) has to
/// fit, for a backup is one file.
pub const BYTES_MAX: usize = 16 * 1024 * 1024;
/// The most journeys of a file.
pub const JOURNEYS_MAX: usize = 10_000;
/// The most problems that are told one by one.
pub const PROBLEMS_MAX: usize = 50;
/// The most goals that load; more than [`crate::setup::GOALS_MAX`] are for the checks to find.
pub const GOALS_LOADED_MAX: usize = 20;
/// The most paths of a split that load; more than its kind has are for the checks to find.
pub const PATHS_LOADED_MAX: usize = 20;
/// The most pauses on record of a version.
pub const PAUSES_MAX: usize = 10_000;

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// The journeys, in the order of the file; no two have the same id.
    pub journeys: Vec<Journey>,
    /// What was put right while the file was read: the place of the journey, and a sentence.
    pub mended: Vec<(usize, String)>,
}

/// What stands in for optional fields whose default only the caller knows.
#[derive(Clone, Debug)]
pub struct Defaults {
    /// The browser's time zone, for a setup that names none.
    pub zone: String,
    /// Now, for a journey that does not say when it was created.
    pub now: Instant,
}

/// One thing that is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: `journeys[0].versions[1].graph.nodes[3].what.subject`; empty for the file as a whole.
    pub path: String,
    /// What, in a sentence.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.message),
            path => write!(f, "{path}: {}", self.message),
        }
    }
}

/// Why a file cannot be read. Nothing of it has been taken over then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatErrors {
    /// Longer than [`BYTES_MAX`]; how many bytes.
    TooLarge(usize),
    /// Not JSON, or nested too deeply; the line and column from 1, and what the parser says.
    NotJson {
        /// The line, from 1; 0 where there is none to name.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the parser says.
        why: String,
    },
    /// JSON, but not of this product.
    OtherFormat,
    /// A file of another tool, by what it is: “a YAML file”.
    Foreign(&'static str),
    /// Written by a newer build; the version it names.
    TooNew(u64),
    /// Of this product, but not as it should be.
    Problems {
        /// The first [`PROBLEMS_MAX`], in the order of the file.
        list: Vec<Problem>,
        /// How many more there are.
        more: usize,
    },
}

impl FormatErrors {
    /// The problems, one by one, where the file could be looked into at all.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Problems { list, .. } => list,
            _ => &[],
        }
    }
}

impl fmt::Display for FormatErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(bytes) => write!(
                f,
                "The file is too large: {} MB, of at most {} MB. Export fewer journeys at once.",
                bytes.div_ceil(1024 * 1024),
                BYTES_MAX / (1024 * 1024)
            ),
            Self::NotJson { line: 0, .. } => {
                f.write_str("The file is empty. Choose one that was exported from Sojourn.")
            }
            Self::NotJson { line, column, why } => write!(
                f,
                "This is not a whole file of Sojourn: it cannot be read past line {line}, column {column} ({why}). {}",
                if why.starts_with("EOF") {
                    "It was cut off on its way; export it again."
                } else {
                    "Choose one that was exported from Sojourn, or export it again."
                }
            ),
            Self::Foreign(name) => {
                write!(f, "This is {name}, not a file of Sojourn. Choose a .json file that was exported from Sojourn.")
            }
            Self::OtherFormat => {
                f.write_str("This is not a file of Sojourn. Choose one that was exported from Sojourn.")
            }
            Self::TooNew(version) => write!(
                f,
                "The file was written by a newer Sojourn (version {version} of the format; this one reads up to {VERSION}). \
                 Reload the page to get the newest Sojourn, then try again."
            ),
            Self::Problems { list, more } => match (list.as_slice(), more) {
                ([only], 0) => write!(f, "{only}"),
                ([first, rest @ ..], more) => write!(f, "{first} {}", more_problems(rest.len() + more)),
                ([], _) => f.write_str("The file cannot be read."),
            },
        }
    }
}

/// How many more problems there are, in a sentence.
pub fn more_problems(count: usize) -> String {
    match count {
        1 => "There is 1 more problem.".to_owned(),
        many => format!("There are {many} more problems."),
    }
}

/// Reads a file from outside: all of it, or an error that names every problem (format.md). What no address can hold as the
/// id of a journey becomes another id.
///
/// # Errors
/// [`FormatErrors`], each with a way out; arbitrary text never panics.
pub fn decode(text: &str, defaults: &Defaults) -> Result<File, FormatErrors> {
    if text.len() > BYTES_MAX {
        return Err(FormatErrors::TooLarge(text.len()));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let foreign = |error, name: Option<&'static str>| name.map_or(error, FormatErrors::Foreign);
    let mut value = parse(text).map_err(|error| foreign(error, foreign::name_of_text(text)))?;
    let mended = outside::mend_ids(&mut value);
    let read = match file_from_value(&value, defaults) {
        Err(FormatErrors::OtherFormat) => {
            return Err(foreign(FormatErrors::OtherFormat, foreign::name_of_json(&value)));
        }
        read => read,
    };
    let (mut list, mut more) = doubled::doubled_keys(text);
    list.extend(outside::numbers(&value));
    let read = match read {
        Err(FormatErrors::Problems { list: others, more: beyond }) => {
            list.extend(others);
            more += beyond;
            Ok(File::default())
        }
        read => read,
    };
    if list.is_empty() {
        return read.map(|file| File { mended, ..file });
    }
    more += list.len().saturating_sub(PROBLEMS_MAX);
    list.truncate(PROBLEMS_MAX);
    read.and(Err(FormatErrors::Problems { list, more }))
}

/// Reads JSON text, with the parser's own limit of 128 levels.
///
/// # Errors
/// [`FormatErrors::NotJson`].
pub fn parse(text: &str) -> Result<Value, FormatErrors> {
    serde_json::from_str(text).map_err(|error| {
        // The parser ends its sentence with the place, which is told apart.
        let said = error.to_string();
        let why = said.split(" at line ").next().unwrap_or_default().to_owned();
        let line = if text.trim().is_empty() { 0 } else { error.line().max(1) };
        FormatErrors::NotJson { line, column: error.column(), why }
    })
}

/// Reads a file that was parsed already.
///
/// # Errors
/// [`FormatErrors`] but for those of the text.
pub fn file_from_value(value: &Value, defaults: &Defaults) -> Result<File, FormatErrors> {
    if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(FormatErrors::OtherFormat);
    }
    match value.get("version").and_then(Value::as_u64) {
        Some(version) if version > VERSION => Err(FormatErrors::TooNew(version)),
        _ => read::read(value, |at| decode::file(at, defaults)),
    }
}

/// Reads one journey, as an entry of a file's `journeys` holds it.
///
/// # Errors
/// [`FormatErrors::Problems`], with paths from the journey on.
pub fn journey_from_value(value: &Value, defaults: &Defaults) -> Result<Journey, FormatErrors> {
    read::read(value, |at| decode::journey(at, defaults))
}

/// Reads `{"setup": …, "graph": …}`.
///
/// # Errors
/// [`FormatErrors::Problems`], with paths from the draft on.
pub fn draft_from_value(value: &Value, defaults: &Defaults) -> Result<Draft, FormatErrors> {
    read::read(value, |at| {
        let object = at.object(&["setup", "graph"])?;
        decode::draft(object, defaults)
    })
}

/// The graph of a file's first journey, its draft before its versions and of these the newest, read as far as it can be:
/// with it come the first problems, and how many more there are. For the clipboard, where what is sound comes along.
///
/// # Errors
/// [`FormatErrors`] where it is no file of Sojourn, or no graph can be found in it.
pub fn graph_of_file(value: &Value) -> Result<(Graph, Vec<Problem>, usize), FormatErrors> {
    if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(FormatErrors::OtherFormat);
    }
    if let Some(version) = value.get("version").and_then(Value::as_u64).filter(|version| *version > VERSION) {
        return Err(FormatErrors::TooNew(version));
    }
    let versions = value.pointer("/journeys/0/versions").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let is_draft = |version: &&Value| version.get("number").is_none_or(Value::is_null);
    let version = versions.iter().find(is_draft).or(versions.last()).unwrap_or(&Value::Null);
    match read::partly(version, |at| at.any_object()?.need("graph", decode::graph)) {
        (Some(graph), list, more) => Ok((graph, list, more)),
        (None, list, more) => Err(FormatErrors::Problems { list, more }),
    }
}

/// Writes a file for a person to keep: indented, or without blanks where it would be too long to be read again.
pub fn encode(journeys: &[Journey]) -> String {
    let text = file(|out| out.list(journeys, put_journey));
    let pretty = pretty(&text);
    if pretty.len() > BYTES_MAX { text } else { pretty }
}

#[cfg(test)]
mod tests;
