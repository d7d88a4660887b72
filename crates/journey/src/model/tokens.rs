//! Personalisation tokens in a text: `{{first_name | default: "there"}}` (spec: journey.md §5).
//!
//! A token is two opening braces, the name of a property, optionally `| default:` with a text in double quotes, and two
//! closing braces. Closing braces on their own are plain text: the body of a webhook is often JSON.

use std::{fmt, ops::Range};

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Plain text, broken tokens included.
    Text(&'a str),
    /// A token, whose value differs by user.
    Token {
        /// The property's name.
        property: &'a str,
        /// The text for a user without this property.
        default: Option<&'a str>,
    },
}

/// The fault of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It names no property.
    NoProperty,
    /// The property's name holds a character that none has.
    BadProperty,
    /// `}}` does not come.
    Unclosed,
    /// After the bar comes something else than `default:`.
    NotDefault,
    /// The default does not stand between double quotes.
    Unquoted,
    /// Something stands between the default and `}}`.
    Surplus,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoProperty => "names no property",
            Self::BadProperty => "has a character in its name that no property has",
            Self::Unclosed => "is not closed with }}",
            Self::NotDefault => "has something else than “default:” after the bar",
            Self::Unquoted => "has a default that does not stand between double quotes",
            Self::Surplus => "has something after its default",
        })
    }
}

/// A token that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its range in bytes of the text, from its opening braces to the place where reading failed.
    pub at: Range<usize>,
    /// Its fault.
    pub fault: Fault,
}

/// A text taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed<'a> {
    /// Its pieces, in order; put together they are the whole text.
    pub pieces: Vec<Piece<'a>>,
    /// The tokens that cannot be read, in order.
    pub broken: Vec<Broken>,
}

/// Takes a text apart. Never fails: what cannot be read stays text and is named in [`Parsed::broken`].
pub fn parse(text: &str) -> Parsed<'_> {
    let mut parsed = Parsed::default();
    let (mut plain, mut from) = (0, 0);
    while let Some(open) = opening(text, from) {
        match token(text, open + 2) {
            Ok((piece, end)) => {
                if plain < open {
                    parsed.pieces.push(Piece::Text(&text[plain..open]));
                }
                parsed.pieces.push(piece);
                (plain, from) = (end, end);
            }
            Err((fault, end)) => {
                parsed.broken.push(Broken { at: open..end, fault });
                from = end;
            }
        }
    }
    if plain < text.len() {
        parsed.pieces.push(Piece::Text(&text[plain..]));
    }
    parsed
}

/// The byte position of the next opening braces. It searches bytes, as every edit has every text searched.
fn opening(text: &str, from: usize) -> Option<usize> {
    text.as_bytes().get(from..)?.windows(2).position(|two| two == b"{{").map(|found| from + found)
}

/// The first token that cannot be read: the same as that of [`parse`], without taking the rest apart.
pub fn first_broken(text: &str) -> Option<Broken> {
    let mut from = 0;
    while let Some(open) = opening(text, from) {
        match token(text, open + 2) {
            Ok((_, end)) => from = end,
            Err((fault, end)) => return Some(Broken { at: open..end, fault }),
        }
    }
    None
}

/// True where there is a token in the text, or a broken one.
pub fn has(text: &str) -> bool {
    opening(text, 0).is_some()
}

/// The text as a user would read it: each token by what `sample` knows of its property, else its default, else nothing.
/// Broken tokens stay as they are.
pub fn render(text: &str, sample: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in parse(text).pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Token { property, default } => match sample(property) {
                Some(known) => out.push_str(&known),
                None => out.push_str(default.unwrap_or_default()),
            },
        }
    }
    out
}

/// Writes a token down, for a button that inserts one. Quotes in the default become single ones, which need no escape.
pub fn write(property: &str, default: Option<&str>) -> String {
    match default {
        Some(default) => format!("{{{{{property} | default: \"{}\"}}}}", default.replace('"', "'")),
        None => format!("{{{{{property}}}}}"),
    }
}

/// Reads a token from behind its opening braces: the piece and where it ends, or what is wrong and where.
fn token(text: &str, start: usize) -> Result<(Piece<'_>, usize), (Fault, usize)> {
    let rest = &text[start..];
    // The name ends at the first character that cannot go on with it.
    let name_end = rest.bytes().position(|byte| b"|{}\n\"".contains(&byte)).unwrap_or(rest.len());
    let property = rest[..name_end].trim();
    let at = start + name_end;
    if !text[at..].starts_with("}}") && !text[at..].starts_with('|') {
        return Err((Fault::Unclosed, at));
    }
    if property.is_empty() {
        return Err((Fault::NoProperty, at));
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-$ ".contains(&byte);
    if !property.bytes().all(plain)
        && !property.chars().all(|c| !c.is_ascii() && c.is_alphanumeric() || c.is_ascii() && plain(c as u8))
    {
        return Err((Fault::BadProperty, at));
    }
    if text[at..].starts_with("}}") {
        return Ok((Piece::Token { property, default: None }, at + 2));
    }
    let skip = |from: usize| from + (text[from..].len() - text[from..].trim_start().len());
    let at = skip(at + 1);
    let at = text[at..].strip_prefix("default").map(|_| skip(at + "default".len())).ok_or((Fault::NotDefault, at))?;
    let at = text[at..].strip_prefix(':').map(|_| skip(at + 1)).ok_or((Fault::NotDefault, at))?;
    let quoted = text[at..].strip_prefix('"').ok_or((Fault::Unquoted, at))?;
    let length = quoted.find('"').ok_or((Fault::Unquoted, at))?;
    let end = skip(at + 1 + length + 1);
    match &text[end..] {
        rest if rest.starts_with("}}") => Ok((Piece::Token { property, default: Some(&quoted[..length]) }, end + 2)),
        rest if rest.contains("}}") => Err((Fault::Surplus, end)),
        _ => Err((Fault::Unclosed, end)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_taken_apart_into_text_and_tokens() {
        let parsed = parse("Hi {{first_name | default: \"there\"}}, {{ Plan }}!");
        assert_eq!(
            parsed.pieces,
            [
                Piece::Text("Hi "),
                Piece::Token { property: "first_name", default: Some("there") },
                Piece::Text(", "),
                Piece::Token { property: "Plan", default: None },
                Piece::Text("!"),
            ]
        );
        assert!(parsed.broken.is_empty());
    }

    #[test]
    fn a_broken_token_is_named_with_its_place_and_stays_text() {
        for (text, at, fault) in [
            ("a {{}} b", 2..4, Fault::NoProperty),
            ("{{ | default: \"x\"}}", 0..3, Fault::NoProperty),
            ("Hi {{name", 3..9, Fault::Unclosed),
            ("Hi {{name}", 3..9, Fault::Unclosed),
            ("{{a<b}}", 0..5, Fault::BadProperty),
            ("{{a | upper}}", 0..6, Fault::NotDefault),
            ("{{a | default \"x\"}}", 0..14, Fault::NotDefault),
            ("{{a | default: x}}", 0..15, Fault::Unquoted),
            ("{{a | default: \"x}}", 0..15, Fault::Unquoted),
            ("{{a | default: \"x\" | b}}", 0..19, Fault::Surplus),
            ("{{a | default: \"x\"", 0..18, Fault::Unclosed),
        ] {
            let parsed = parse(text);
            assert_eq!(parsed.broken, [Broken { at, fault }], "{text}");
            assert_eq!(parsed.pieces, [Piece::Text(text)], "{text}");
        }
        assert_eq!(parse("{{a {{b}}").pieces, [Piece::Text("{{a "), Piece::Token { property: "b", default: None }]);
    }

    #[test]
    fn json_and_braces_in_a_default_are_no_faults() {
        assert!(parse("{\"a\":{\"b\":1}}").broken.is_empty());
        assert_eq!(render("{{a | default: \"}}\"}}", &|_| None), "}}");
        assert_eq!(render("{\"a\":{\"b\":\"{{id}}\"}}", &|_| Some("7".to_owned())), "{\"a\":{\"b\":\"7\"}}");
    }

    #[test]
    fn what_is_written_is_read_and_rendered() {
        let text = format!("Hi {}", write("first_name", Some("my \"friend\"")));
        assert_eq!(render(&text, &|_| None), "Hi my 'friend'");
        assert_eq!(render(&text, &|name| (name == "first_name").then(|| "Ada".to_owned())), "Hi Ada");
    }

    proptest! {
        #[test]
        fn any_text_can_be_read_and_nothing_of_it_is_lost(text in "[{}|\" a:défault\n]{0,40}") {
            let parsed = parse(&text);
            let plain: usize = parsed.pieces.iter().map(|p| if let Piece::Text(t) = p { t.len() } else { 0 }).sum();
            let tokens = parsed.pieces.iter().any(|p| matches!(p, Piece::Token { .. }));
            prop_assert!(tokens || plain == text.len());
            let first = first_broken(&text);
            prop_assert_eq!(parsed.broken.first(), first.as_ref());
            for broken in parsed.broken {
                prop_assert!(text.get(broken.at).is_some());
            }
        }
    }
}
