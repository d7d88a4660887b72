//! The file: one JSON format for export, import, the clipboard, share links and storage (spec: format.md).
//!
//! The reader works on [`serde_json::Value`], so that it finds every problem at once and reports each with its path. It
//! drops no unknown field in silence. Incomplete parts of a draft load, and the checks of journey.md §7 find them: a link to
//! a node that is gone, a split without paths, a control group of 1 %.

mod decode;
mod doubled;
mod encode;
mod file;
mod foreign;
mod history;
mod outside;
mod problem;
mod read;
mod schema;
mod text;
mod validate;

use serde_json::Value;

use crate::model::{
    graph::Graph,
    journey::{Draft, Journey},
};

pub use encode::{draft_to_value, journey_to_value, put_draft, put_journey};
pub use file::{
    BYTES_MAX, Defaults, FORMAT, File, GOALS_LOADED_MAX, JOURNEYS_MAX, PATHS_LOADED_MAX, PAUSES_MAX, PROBLEMS_MAX,
    VERSION,
};
pub use history::{event_from_value, history_from_value, links_from_value, put_event, put_history, put_links};
pub use problem::{FormatErrors, Problem, more_problems};
pub use read::parse;
pub use schema::schema;
pub use text::{Json, text};
pub use validate::{check_draft, check_journey};

pub(crate) use encode::{file, put_content, put_outcome};
pub(crate) use text::pretty;

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
