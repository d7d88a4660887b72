//! Finding a file of Sojourn in a text: alone, within other words, or as a mail has quoted and wrapped it.

use serde_json::{Deserializer, Value};

use crate::format::FORMAT;

/// The most places in a text that are tried: a hostile one could name thousands.
const TRIES: usize = 8;

/// The first file of Sojourn in a text.
pub(super) fn file_in(text: &str) -> Option<Value> {
    first_file(text).or_else(|| first_file(&unwrapped(text)))
}

/// The first JSON object that says it is ours.
fn first_file(text: &str) -> Option<Value> {
    let begins = |(at, _): &(usize, &str)| text[at + 1..].trim_start().starts_with("\"format\"");
    let starts = text.match_indices('{').filter(begins).take(TRIES);
    starts.into_iter().find_map(|(at, _)| {
        // Whatever follows the object is of no interest.
        let value = Deserializer::from_str(&text[at..]).into_iter::<Value>().next()?.ok()?;
        (value.get("format").and_then(Value::as_str) == Some(FORMAT)).then_some(value)
    })
}

/// A text without what mail programs do to it: quote marks before the lines, line breaks within words in quotes, and blanks
/// that do not break.
fn unwrapped(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for line in text.lines() {
        let line = line.trim_end_matches('\r');
        let line = line.trim_start_matches(['>', ' ', '\u{a0}']);
        for c in line.chars() {
            let c = if c == '\u{a0}' && !in_string { ' ' } else { c };
            clean.push(c);
            match c {
                _ if escaped => escaped = false,
                '\\' if in_string => escaped = true,
                '"' => in_string = !in_string,
                _ => {}
            }
        }
        // JSON has no line break within a text: there it was a blank.
        match in_string {
            false => clean.push('\n'),
            true if !clean.ends_with(' ') => clean.push(' '),
            true => {}
        }
    }
    clean
}
