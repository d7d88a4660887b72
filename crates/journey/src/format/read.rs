//! A reader over JSON that knows where it is: every problem is noted with its path, and reading goes on.

use std::{cell::RefCell, fmt};

use serde_json::{Map, Value};

use super::{FormatErrors, PROBLEMS_MAX, Problem};

/// The problems found so far.
#[derive(Default)]
pub(super) struct Log(RefCell<(Vec<Problem>, usize)>);

/// The reader's position: a value, and the path to it.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub value: &'a Value,
    path: JsonPath<'a>,
    log: &'a Log,
}

/// The way to a value, from the end to the root.
#[derive(Clone, Copy)]
enum JsonPath<'a> {
    Root,
    Key(&'a JsonPath<'a>, &'a str),
    Index(&'a JsonPath<'a>, usize),
}

/// An object whose fields were compared with those that are known.
#[derive(Clone, Copy)]
pub(super) struct Object<'a> {
    pub at: &'a Cursor<'a>,
    map: &'a Map<String, Value>,
}

/// Reads JSON text, with the parser's own limit of 128 levels.
///
/// # Errors
/// [`FormatErrors::NotJson`].
pub fn parse(text: &str) -> Result<Value, FormatErrors> {
    serde_json::from_str(text).map_err(|error| {
        // The parser ends its sentence with the place, which is reported separately.
        let said = error.to_string();
        let why = said.split(" at line ").next().unwrap_or_default().to_owned();
        let line = if text.trim().is_empty() { 0 } else { error.line().max(1) };
        FormatErrors::NotJson { line, column: error.column(), why }
    })
}

/// Reads a value as a whole: what was read, or all that is wrong with it.
pub(super) fn read<T>(value: &Value, reader: impl FnOnce(&Cursor<'_>) -> Option<T>) -> Result<T, FormatErrors> {
    match partly(value, reader) {
        (Some(read), list, 0) if list.is_empty() => Ok(read),
        (_, list, more) => Err(FormatErrors::Problems { list, more }),
    }
}

/// Reads as much of a value as can be: that, the first problems, and how many more there are.
pub(super) fn partly<T>(
    value: &Value,
    reader: impl FnOnce(&Cursor<'_>) -> Option<T>,
) -> (Option<T>, Vec<Problem>, usize) {
    let log = Log::default();
    let read = reader(&Cursor { value, path: JsonPath::Root, log: &log });
    let (list, more) = log.0.into_inner();
    (read, list, more)
}

impl fmt::Display for JsonPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(Self::Root, key) => write_key(key, "", f),
            Self::Key(before, key) => before.fmt(f).and_then(|()| write_key(key, ".", f)),
            Self::Index(before, n) => before.fmt(f).and_then(|()| write!(f, "[{n}]")),
        }
    }
}

/// A key as a path names it; one that a hostile file made up is quoted and cut.
fn write_key(key: &str, dot: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let plain =
        (1..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if plain { write!(f, "{dot}{key}") } else { write!(f, "[\"{}\"]", short(key).escape_debug()) }
}

/// A path with one more key at its end.
pub(super) fn below(path: &str, key: &str) -> String {
    let dot = if path.is_empty() { "" } else { "." };
    format!("{path}{}", fmt::from_fn(|f| write_key(key, dot, f)))
}

/// The beginning of a text, for a message.
pub(super) fn short(text: &str) -> String {
    let mut cut: String = text.chars().take(40).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

/// A kind of JSON value, as a message names it.
fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

impl<'a> Cursor<'a> {
    /// Notes a problem of this value.
    pub fn report(&self, message: String) {
        let (list, more) = &mut *self.log.0.borrow_mut();
        if list.len() < PROBLEMS_MAX {
            list.push(Problem { path: self.path.to_string(), message });
        } else {
            *more += 1;
        }
    }

    /// Notes a problem, and has nothing.
    pub fn fail<T>(&self, message: impl Into<String>) -> Option<T> {
        self.report(message.into());
        None
    }

    /// Has nothing because another kind of value stands here.
    pub fn expected<T>(&self, what: &str) -> Option<T> {
        self.fail(format!("Expected {what}, found {}.", kind_of(self.value)))
    }

    /// The object, with a problem noted for each field that is not among those known.
    pub fn object(&'a self, known: &[&str]) -> Option<Object<'a>> {
        let object = self.any_object()?;
        object.only(known, format_args!("Sojourn does not know the field"));
        Some(object)
    }

    /// The object, whose fields the caller compares with [`Object::only`].
    pub fn any_object(&'a self) -> Option<Object<'a>> {
        match self.value {
            Value::Object(map) => Some(Object { at: self, map }),
            _ => self.expected("an object"),
        }
    }

    /// Reads each entry of the list by `reader`; entries that it cannot read are left out and reported.
    pub fn list<T>(&self, max: usize, mut reader: impl FnMut(usize, &Cursor<'_>) -> Option<T>) -> Option<Vec<T>> {
        let Value::Array(list) = self.value else {
            return self.expected("a list");
        };
        if list.len() > max {
            return self.fail(format!("The list holds {} entries, of at most {max}.", list.len()));
        }
        let entry = |(i, value)| reader(i, &Cursor { value, path: JsonPath::Index(&self.path, i), log: self.log });
        Some(list.iter().enumerate().filter_map(entry).collect())
    }

    /// The text, of whatever length.
    pub fn text(&self) -> Option<&'a str> {
        match self.value {
            Value::String(text) => Some(text),
            _ => self.expected("a text"),
        }
    }

    /// The text, of at most so many characters.
    pub fn text_within(&self, max: usize) -> Option<String> {
        let text = self.text()?;
        match text.chars().count() {
            n if n > max => self.fail(format!("The text has {n} characters, of at most {max}.")),
            _ => Some(text.to_owned()),
        }
    }

    /// The whole number within limits. `3.0` is one as well: JSON knows no difference.
    pub fn whole(&self, min: i64, max: i64) -> Option<i64> {
        let whole = |n: f64| (n.fract() == 0.0 && n.abs() < 9e15).then_some(n as i64);
        let Value::Number(number) = self.value else {
            return self.expected("a whole number");
        };
        let n = number.as_i64().or_else(|| number.as_f64().and_then(whole));
        match n {
            Some(n) if (min..=max).contains(&n) => Some(n),
            _ => {
                self.fail(format!("Expected a whole number from {min} to {max}, found {}.", short(&number.to_string())))
            }
        }
    }

    /// Reads a text that is one of a few choices.
    pub fn one_of<T: Copy>(&self, what: &str, choices: impl IntoIterator<Item = (T, &'static str)>) -> Option<T> {
        let text = self.text()?;
        let found = choices.into_iter().find(|(_, slug)| *slug == text);
        found.map(|(value, _)| value).or_else(|| self.unknown(what, text))
    }

    /// Reads a text by `parse`; `form` describes the expected form.
    pub fn parsed<T>(&self, form: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text()?;
        parse(text).or_else(|| self.fail(format!("“{}” is not {form}.", short(text))))
    }

    /// Has nothing because the name means nothing here.
    pub fn unknown<T>(&self, what: &str, name: &str) -> Option<T> {
        self.fail(format!("Sojourn does not know the {what} “{}”.", short(name)))
    }

    /// True where it is `null`.
    pub fn is_null(&self) -> bool {
        self.value.is_null()
    }
}

impl<'a> Object<'a> {
    /// Notes a problem for each field that is not among those known.
    pub fn only(self, known: &[&str], message: fmt::Arguments<'_>) {
        for (key, value) in self.map {
            if !known.contains(&key.as_str()) {
                let at = Cursor { value, path: JsonPath::Key(&self.at.path, key), log: self.at.log };
                at.report(format!("{message} “{}”.", short(key)));
            }
        }
    }

    /// True where there is such a field.
    pub fn has(self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// True where there is no field at all.
    pub fn is_empty(self) -> bool {
        self.map.is_empty()
    }

    /// Reads a required field by `reader`.
    pub fn need<T>(self, key: &str, reader: impl FnOnce(&Cursor<'_>) -> Option<T>) -> Option<T> {
        match self.map.get(key) {
            Some(value) => reader(&Cursor { value, path: JsonPath::Key(&self.at.path, key), log: self.at.log }),
            None => self.at.fail(format!("The field “{key}” is missing.")),
        }
    }

    /// Reads an optional field by `reader`; `default` where it is missing.
    pub fn or<T>(self, key: &str, default: T, reader: impl FnOnce(&Cursor<'_>) -> Option<T>) -> Option<T> {
        // Looked up once: most fields of a node may be left out, and a look-up is most of what reading one costs.
        match self.map.get(key) {
            Some(value) => reader(&Cursor { value, path: JsonPath::Key(&self.at.path, key), log: self.at.log }),
            None => Some(default),
        }
    }

    /// Reads an optional field that is `null` by default.
    pub fn maybe<T>(self, key: &str, reader: impl FnOnce(&Cursor<'_>) -> Option<T>) -> Option<Option<T>> {
        self.or(key, None, |at| if at.is_null() { Some(None) } else { reader(at).map(Some) })
    }
}

/// True or false.
pub(super) fn truth(at: &Cursor<'_>) -> Option<bool> {
    at.value.as_bool().or_else(|| at.expected("true or false"))
}
