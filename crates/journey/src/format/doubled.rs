//! Keys that an object has twice. The parser keeps the last value and says nothing, so the text itself is looked through.

use std::{borrow::Cow, collections::HashSet};

use super::{PROBLEMS_MAX, Problem, read};

/// The reader's position within the text.
enum Level<'a> {
    /// An object: the keys it has so far, the last of them, and whether a key comes next.
    Object { keys: HashSet<Cow<'a, str>>, last: Cow<'a, str>, key_is_next: bool },
    /// A list: the place of the present entry.
    List(usize),
}

/// Finds every key that its object has already, in a text that is JSON: the first [`PROBLEMS_MAX`], and how many more.
pub(super) fn doubled_keys(json: &str) -> (Vec<Problem>, usize) {
    let bytes = json.as_bytes();
    let (mut levels, mut found, mut more, mut at) = (Vec::new(), Vec::new(), 0, 0);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match (byte, levels.last_mut()) {
            (b'{', _) => {
                levels.push(Level::Object { keys: HashSet::new(), last: Cow::default(), key_is_next: true });
            }
            (b'[', _) => levels.push(Level::List(0)),
            (b'}' | b']', _) => drop(levels.pop()),
            (b',', Some(Level::List(place))) => *place += 1,
            (b',', Some(Level::Object { key_is_next, .. })) => *key_is_next = true,
            (b'"', level) => {
                let start = at;
                at = end_of_text(bytes, at);
                let Some(Level::Object { keys, last, key_is_next }) = level else { continue };
                if !std::mem::take(key_is_next) {
                    continue;
                }
                *last = unescaped(json.get(start..at.saturating_sub(1)).unwrap_or_default());
                if !keys.insert(last.clone()) {
                    let message = format!("The key “{}” is there twice.", read::short(last));
                    if found.len() < PROBLEMS_MAX {
                        found.push(Problem { path: path(&levels), message });
                    } else {
                        more += 1;
                    }
                }
            }
            _ => {}
        }
    }
    (found, more)
}

/// The place behind the quote that ends the text.
fn end_of_text(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'"' => break,
            b'\\' => at += 1,
            _ => {}
        }
    }
    at
}

/// A key as it is meant: `"n\u0061me"` is `name`.
fn unescaped(raw: &str) -> Cow<'_, str> {
    match raw.contains('\\') {
        true => serde_json::from_str(&format!("\"{raw}\"")).map_or(Cow::Borrowed(raw), Cow::Owned),
        false => Cow::Borrowed(raw),
    }
}

fn path(levels: &[Level<'_>]) -> String {
    levels.iter().fold(String::new(), |path, level| match level {
        Level::Object { last, .. } => read::below(&path, last),
        Level::List(place) => format!("{path}[{place}]"),
    })
}
