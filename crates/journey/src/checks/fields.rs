//! Checks of the fields of a node or a goal by the table of kinds, and of windows and delays.

use super::{CheckId, Finding, NodeField, index::Index};
use crate::{
    edit::Edit,
    model::{
        field::{Conditions, FieldSpec, Fields, Input, Section, Value},
        kind::Kind,
        time::Span,
        tokens::{self, Piece},
    },
};

const ZERO: &str = "No time at all is not possible here. Enter at least 1.";

pub(super) fn check(index: &Index, found: &mut Vec<Finding>) {
    for node in &index.nodes {
        let spec = node.kind.spec();
        for section in Section::ALL {
            each(spec.fields(section), node.fields(section), &mut |check, key, message| {
                found.push(Finding::at_node(check, &node.id, Some(NodeField::of(section, key)), message));
            });
        }
        if let Some(window) = node.window.filter(|_| node.kind.is_segment()) {
            let place = Some(NodeField::Window);
            if window.is_zero() {
                found.push(Finding::at_node(CheckId::SpanZero, &node.id, place, ZERO));
            } else if node.kind == Kind::PastBehavior && !node.entry && window.nominal_minutes() < 24 * 60 {
                let message = format!("Past behaviour is looked at once a day, but the window is {window}.");
                let wider = Edit::Window(node.id.clone(), Some(Span::Days(1)));
                found.push(
                    Finding::at_node(CheckId::ShortPastWindow, &node.id, place, message).repair("Make it 1 day", wider),
                );
            }
        }
    }
    for (key, timing) in index.draft.graph.links() {
        if timing.delay.is_some_and(Span::is_zero) || timing.window.is_some_and(Span::is_zero) {
            found.push(Finding::at_link(CheckId::SpanZero, key, ZERO));
        }
    }
}

/// Reports what is wrong in the fields of one section: the check, the field's key and the message.
pub(super) fn each(
    specs: &'static [FieldSpec],
    fields: &Fields,
    report: &mut dyn FnMut(CheckId, &'static str, String),
) {
    for spec in specs {
        match fields.get(spec.key).filter(|value| !value.is_empty()) {
            None if spec.required => {
                report(CheckId::FieldEmpty, spec.key, format!("“{}” is empty. Fill it in.", spec.label));
            }
            None => {}
            Some(value) if !spec.input.accepts(value) => {
                let message = format!("“{}” cannot hold this. Enter it again.", spec.label);
                report(CheckId::FieldInvalid, spec.key, message);
            }
            Some(value) => filled(spec, value, report),
        }
    }
}

/// Reports what is wrong with a value of the right type.
fn filled(spec: &'static FieldSpec, value: &Value, report: &mut dyn FnMut(CheckId, &'static str, String)) {
    let rows = |incomplete: Option<usize>| incomplete.map(|row| incomplete_row(spec.label, row));
    let row = match value {
        Value::Text(text) => {
            match spec.input {
                Input::Address { deep } if !is_address(text, deep) => {
                    let begin = if deep { "a scheme, such as https:// or myapp://" } else { "http:// or https://" };
                    report(CheckId::AddressWrong, spec.key, format!("“{}” has to begin with {begin}.", spec.label));
                }
                Input::Text { tokens: true, .. } => {
                    if let Some(broken) = tokens::first_broken(text) {
                        let shown: String = text[broken.at.clone()].chars().take(40).collect();
                        let message = format!("In “{}”, the token “{shown}” {}.", spec.label, broken.fault);
                        report(CheckId::TokenBroken, spec.key, message);
                    }
                }
                _ => {}
            }
            None
        }
        Value::Number(_) => None,
        Value::Span(span) => {
            if span.is_zero() {
                report(CheckId::SpanZero, spec.key, ZERO.to_owned());
            }
            None
        }
        Value::Conditions(conditions) => incomplete(conditions),
        Value::Behaviours(behaviours) => {
            if behaviours.list.iter().any(|behaviour| behaviour.within.is_zero()) {
                report(CheckId::SpanZero, spec.key, ZERO.to_owned());
            }
            behaviours.list.iter().position(|behaviour| behaviour.event.trim().is_empty())
        }
        Value::Pairs(pairs) => pairs.iter().position(|(name, value)| name.trim().is_empty() || value.trim().is_empty()),
        Value::Updates(updates) => {
            updates.iter().position(|update| update.property.trim().is_empty() || update.value.trim().is_empty())
        }
    };
    if let Some(message) = rows(row) {
        report(CheckId::RowIncomplete, spec.key, message);
    }
}

/// The first condition that lacks a part.
pub(super) fn incomplete(conditions: &Conditions) -> Option<usize> {
    conditions.list.iter().position(|condition| !condition.is_complete())
}

/// The message for a row that lacks a part.
pub(super) fn incomplete_row(label: &str, row: usize) -> String {
    format!("Row {} of “{label}” is incomplete. Fill it in or remove it.", row + 1)
}

/// True where a text is an absolute address; with `deep`, of any scheme. Tokens may stand in it.
fn is_address(text: &str, deep: bool) -> bool {
    let text = text.trim();
    if !tokens::has(text) {
        return is_plain_address(text, deep);
    }
    let pieces = tokens::parse(text).pieces;
    // A token further on stands for something without blanks.
    let filled = |pieces: &[Piece]| -> String {
        pieces.iter().map(|piece| if let Piece::Text(text) = piece { text } else { "x" }).collect()
    };
    match pieces.as_slice() {
        // The user's property holds the start of the address: only a default can be judged.
        [Piece::Token { default: None, .. }, rest @ ..] => !has_blanks(&filled(rest)),
        [Piece::Token { default: Some(start), .. }, rest @ ..] => {
            is_plain_address(&format!("{start}{}", filled(rest)), deep)
        }
        pieces => is_plain_address(&filled(pieces), deep),
    }
}

fn has_blanks(text: &str) -> bool {
    text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// True where a text without tokens is an address.
fn is_plain_address(text: &str, deep: bool) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let mut letters = scheme.chars();
    let named = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.strip_prefix("//").is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['));
    named && !has_blanks(rest) && if web { host } else { deep && !rest.is_empty() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_and_a_host() {
        for good in ["https://a.example/x?y=1", " http://a ", "HTTPS://ü.example", "https://a/{{id}}", "http://[::1]/"]
        {
            assert!(is_address(good, false) && is_address(good, true), "{good}");
        }
        for deep in ["myapp://offers/1", "tel:123", "x-y.z+1:a"] {
            assert!(is_address(deep, true) && !is_address(deep, false), "{deep}");
        }
        for token in ["{{url}}", " {{url}} ", "{{site}}/sale?id={{id}}", r#"{{url | default: "https://a.example"}}"#] {
            assert!(is_address(token, false) && is_address(token, true), "{token}");
        }
        let app = r#"{{url | default: "myapp://a"}}"#;
        assert!(is_address(app, true) && !is_address(app, false));
        for bad in [r#"{{url | default: "home"}}"#, r#"{{url | default: ""}}"#, "{{site}}/a b", "a{{url}}", "{{url"] {
            assert!(!is_address(bad, true) && !is_address(bad, false), "{bad}");
        }
        for bad in ["", "a.example", "https://", "https:// a", "://a", "1a://b", "my app://x", "https:a", "x:"] {
            assert!(!is_address(bad, true) && !is_address(bad, false), "{bad}");
        }
    }
}
