//! JSON as text.

use std::io::{self, Write};

use serde_json::Value;

/// Up to how many bytes are put one by one: in WebAssembly a copy of a few bytes costs as much as one of a hundred, and most
/// of what JSON is made of is as short as that.
const SHORT: usize = 24;

/// A text that is being written.
struct Text(Vec<u8>);

impl Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() > SHORT {
            self.0.extend_from_slice(bytes);
        } else {
            for byte in bytes {
                self.0.push(*byte);
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes JSON, without blanks.
pub fn text(value: &Value) -> String {
    let mut text = Text(Vec::with_capacity(1_024));
    // What is written into memory cannot fail, for the keys of an object are texts.
    let _ = serde_json::to_writer(&mut text, value);
    done(text)
}

/// Writes JSON for a person to read.
pub(super) fn pretty(value: &Value) -> String {
    let mut text = Text(Vec::new());
    let _ = serde_json::to_writer_pretty(&mut text, value);
    done(text) + "\n"
}

fn done(text: Text) -> String {
    String::from_utf8(text.0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_text_that_the_library_writes() {
        let long = "ü".repeat(40);
        let value = serde_json::json!({ "a": [1, -2.5, null, true, {}], "long": long, "\"": "\u{7}\n💥", "": [] });
        assert_eq!(text(&value), value.to_string());
        assert_eq!(pretty(&value), format!("{value:#}\n"));
    }
}
