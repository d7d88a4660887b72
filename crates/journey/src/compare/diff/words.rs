//! Values of fields in words, and long texts cut to their differences.

use crate::model::{
    field::{Conditions, FieldSpec, Input, Match, Operation, Operator, Value},
    time::Span,
};

/// The most characters of a text in a sentence.
const SHOWN: usize = 80;
/// The number of equal characters shown before the first difference.
const LEAD: usize = 16;

/// Several things in a row: “a, b and c”.
pub(super) fn list(things: impl IntoIterator<Item = String>, last: &str) -> String {
    let mut things: Vec<String> = things.into_iter().collect();
    match things.pop() {
        None => String::new(),
        Some(only) if things.is_empty() => only,
        Some(end) => format!("{} {last} {end}", things.join(", ")),
    }
}

/// The value of a field in words, by its table row; “nothing” where it is empty.
pub fn value(value: Option<&Value>, spec: Option<&FieldSpec>) -> String {
    let Some(value) = value else { return "nothing".to_owned() };
    match value {
        Value::Text(text) => match spec.map(|spec| spec.input) {
            Some(Input::Choice(choices)) => {
                let choice = choices.iter().find(|(slug, _)| slug == text);
                choice.map_or_else(|| text.clone(), |(_, name)| (*name).to_owned())
            }
            _ => format!("“{text}”"),
        },
        Value::Number(n) => n.to_string(),
        Value::Span(span) => span.to_string(),
        Value::Conditions(all) => conditions(all),
        Value::Behaviours(all) => joined(
            all.matching,
            all.list.iter().map(|one| {
                format!("{} “{}” within {}", if one.did { "did" } else { "did not do" }, one.event, one.within)
            }),
        ),
        Value::Pairs(pairs) => {
            nothing_or(list(pairs.iter().map(|(name, value)| format!("“{name}”: “{value}”")), "and"))
        }
        Value::Updates(updates) => nothing_or(list(
            updates.iter().map(|update| {
                let name = Operation::CHOICES[update.operation as usize].2.to_lowercase();
                format!("“{}” {name} “{}”", update.property, update.value)
            }),
            "and",
        )),
    }
}

/// Conditions in words.
pub(super) fn conditions(conditions: &Conditions) -> String {
    joined(
        conditions.matching,
        conditions.list.iter().map(|one| {
            let operator = Operator::CHOICES[one.operator as usize].2;
            let value = if one.operator.takes_value() || !one.value.is_empty() {
                format!(" “{}”", one.value)
            } else {
                String::new()
            };
            format!("“{}” {operator}{value}", one.property)
        }),
    )
}

fn joined(matching: Match, things: impl Iterator<Item = String>) -> String {
    let said = list(things, if matching == Match::All { "and" } else { "or" });
    match (said.is_empty(), matching) {
        (true, Match::All) => "nothing".to_owned(),
        (true, Match::Any) => "nothing (any of them)".to_owned(),
        // A single condition shows no difference between “and” and “or”.
        (false, Match::Any) if !said.contains(" or ") => format!("{said} (any of them)"),
        (false, _) => said,
    }
}

fn nothing_or(said: String) -> String {
    if said.is_empty() { "nothing".to_owned() } else { said }
}

/// A span in words, or that there is none.
pub(super) fn span(span: Option<Span>) -> String {
    span.map_or_else(|| "none".to_owned(), |span| span.to_string())
}

/// “changed from … to …”, of what is short enough; of long texts the part that differs with a little before it.
pub(super) fn changed(from: &str, to: &str) -> String {
    let (from, to) = excerpts(from, to);
    format!("changed from {from} to {to}")
}

/// Two texts, cut where they are long to what differs.
fn excerpts(from: &str, to: &str) -> (String, String) {
    let (a, b): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    if a.len() <= SHOWN && b.len() <= SHOWN {
        return (a.into_iter().collect(), b.into_iter().collect());
    }
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let start = same.saturating_sub(LEAD);
    let cut = |text: &[char]| {
        let before = if start > 0 && start < text.len() { "…" } else { "" };
        let after = if text.len() > start + SHOWN { "…" } else { "" };
        let shown: String = text.iter().skip(start.min(text.len())).take(SHOWN).collect();
        format!("{before}{shown}{after}")
    };
    (cut(&a), cut(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_to_what_differs() {
        let long = "word ".repeat(60);
        let said = changed(&format!("“{long}old end”"), &format!("“{long}new end”"));
        assert!(said.starts_with("changed from …") && said.contains("old end”") && said.contains("new end”"), "{said}");
        assert!(said.chars().count() < 2 * SHOWN + 40, "{said}");
    }
}
