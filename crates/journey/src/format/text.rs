//! JSON as text, written straight from the values: a tree in between would take longer than the rest of a save.

use std::io::{self, Write};

use serde_json::Value;

/// JSON that is being written, without blanks. A comma separates two values; the last byte shows where one is due.
#[derive(Debug)]
pub struct Json(Vec<u8>);

impl Json {
    /// The text of what is written.
    pub fn text(write: impl FnOnce(&mut Self)) -> String {
        let mut json = Self(Vec::with_capacity(1_024));
        write(&mut json);
        done(json.0)
    }

    /// An object, whose fields are put in their order.
    pub fn object(&mut self, write: impl FnOnce(&mut Self)) {
        self.open(b'{');
        write(self);
        self.0.push(b'}');
    }

    /// A list.
    pub fn list<T>(&mut self, entries: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        self.open(b'[');
        for entry in entries {
            write(self, entry);
        }
        self.0.push(b']');
    }

    /// A text.
    pub fn string(&mut self, text: &str) {
        // The quotes come first, and then what stands between them: in the small build each push costs as much as ten bytes
        // in a loop, and so does each copy of a few bytes.
        let comma = self.wants_comma();
        let start = self.0.len() + usize::from(comma);
        self.0.resize(start + text.len() + 2, b'"');
        let between = self.0.iter_mut().skip(start + 1);
        let mut plain = true;
        for (to, from) in between.zip(text.as_bytes()) {
            plain &= !matches!(from, 0..0x20 | b'"' | b'\\');
            *to = *from;
        }
        if comma && let Some(before) = self.0.get_mut(start - 1) {
            *before = b',';
        }
        if !plain {
            self.0.truncate(start);
            self.write(&text.into());
        }
    }

    /// Any value, as the library writes it: numbers, truths, nothing, and texts that need more than copying.
    pub fn value(&mut self, value: &Value) {
        self.separate();
        self.write(value);
    }

    fn write(&mut self, value: &Value) {
        // Writing into memory cannot fail, as the keys of an object are texts.
        let _ = serde_json::to_writer(Text(&mut self.0), value);
    }

    /// A value that is JSON already.
    pub fn json(&mut self, json: &str) {
        self.separate();
        self.0.extend_from_slice(json.as_bytes());
    }

    /// The key of a field, of any text; its value comes next.
    pub fn key(&mut self, key: &str) -> &mut Self {
        self.string(key);
        self.0.push(b':');
        self
    }

    /// A field that is a text.
    pub fn put(&mut self, key: &str, text: &str) -> &mut Self {
        self.key(key).string(text);
        self
    }

    /// A field that is a number, a truth or nothing.
    pub fn put_value(&mut self, key: &str, value: impl Into<Value>) -> &mut Self {
        self.key(key).value(&value.into());
        self
    }

    /// A field that is a text, left out where that is empty.
    pub fn put_filled(&mut self, key: &str, text: &str) -> &mut Self {
        if text.is_empty() { self } else { self.put(key, text) }
    }

    /// A field that is left out where it is not true.
    pub fn put_true(&mut self, key: &str, truth: bool) -> &mut Self {
        if truth { self.put_value(key, true) } else { self }
    }

    /// A field that is left out where there is nothing to write.
    pub fn put_some<T>(&mut self, key: &str, value: Option<T>, write: impl FnOnce(&mut Self, T)) -> &mut Self {
        if let Some(value) = value {
            write(self.key(key), value);
        }
        self
    }

    /// A field that is a list, left out where that is empty.
    pub fn put_list<T>(&mut self, key: &str, entries: &[T], write: impl FnMut(&mut Self, &T)) -> &mut Self {
        if !entries.is_empty() {
            self.key(key).list(entries, write);
        }
        self
    }

    fn open(&mut self, byte: u8) {
        self.separate();
        self.0.push(byte);
    }

    fn separate(&mut self) {
        if self.wants_comma() {
            self.0.push(b',');
        }
    }

    fn wants_comma(&self) -> bool {
        !matches!(self.0.last(), None | Some(b'{' | b'[' | b':'))
    }
}

/// A text that the library writes.
struct Text<'a>(&'a mut Vec<u8>);

impl Write for Text<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn done(text: Vec<u8>) -> String {
    String::from_utf8(text).unwrap_or_default()
}

/// Writes JSON, without blanks.
pub fn text(value: &Value) -> String {
    Json::text(|out| out.value(value))
}

/// JSON without blanks, as a person reads it: indented, and with a line break at its end. Own code: the library's writer is
/// one more of its whole size, and wants a tree of values.
pub fn pretty(json: &str) -> String {
    let (mut text, mut depth) = (Vec::with_capacity(json.len() * 2), 0);
    let line = |text: &mut Vec<u8>, depth: usize| {
        text.push(b'\n');
        text.resize(text.len() + 2 * depth, b' ');
    };
    let mut bytes = json.bytes().peekable();
    let (mut quoted, mut escaped) = (false, false);
    while let Some(byte) = bytes.next() {
        if quoted {
            quoted = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            text.push(byte);
            continue;
        }
        match byte {
            b'{' | b'[' => {
                text.push(byte);
                if bytes.peek().is_some_and(|next| !matches!(next, b'}' | b']')) {
                    depth += 1;
                    line(&mut text, depth);
                } else {
                    text.extend(bytes.next());
                }
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                line(&mut text, depth);
                text.push(byte);
            }
            b',' => {
                text.push(byte);
                line(&mut text, depth);
            }
            b':' => text.extend(b": "),
            _ => {
                quoted = byte == b'"';
                text.push(byte);
            }
        }
    }
    text.push(b'\n');
    done(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::arbitrary;

    /// Puts any value piece by piece.
    fn put(out: &mut Json, value: &Value) {
        match value {
            Value::String(text) => out.string(text),
            Value::Array(list) => out.list(list, put),
            Value::Object(map) => out.object(|out| map.iter().for_each(|(key, value)| put(out.key(key), value))),
            plain => out.value(plain),
        }
    }

    #[test]
    fn it_is_the_text_that_the_library_writes() {
        let long = "ü".repeat(40);
        let value =
            json!({ "a": [1, -2.5, null, true, {}], "long": long, "\"": "\u{7}\n💥\u{7f}", "": [], "\\": "\\\":{" });
        assert_eq!(text(&value), value.to_string());
        assert_eq!(Json::text(|out| put(out, &value)), value.to_string());
        assert_eq!(pretty(&text(&value)), format!("{value:#}\n"));
    }

    proptest! {
        #[test]
        fn so_it_is_of_any_value(value in arbitrary::json()) {
            let text = Json::text(|out| put(out, &value));
            prop_assert_eq!(&text, &value.to_string());
            prop_assert_eq!(pretty(&text), format!("{value:#}\n"));
        }
    }

    #[test]
    fn what_is_empty_or_not_there_is_left_out() {
        let text = Json::text(|out| {
            out.object(|out| {
                out.put_filled("a", "").put_true("b", false).put_some("c", None, Json::string);
                out.put_list("d", &[], |out, text: &String| out.string(text));
                out.put_filled("e", "1").put_true("f", true).put_some("g", Some("2"), Json::string);
                out.put_list("h", &[3], |out, n: &i32| out.value(&(*n).into()));
                out.key("i").json("{}");
                out.put_value("j", Value::Null);
            });
        });
        assert_eq!(text, r#"{"e":"1","f":true,"g":"2","h":[3],"i":{},"j":null}"#);
    }
}
