//! Properties that most workspaces have, each with a value to preview with: what a personalisation token can name.
//!
//! Sojourn knows no users, so a preview is drawn for one who does not exist.

use std::borrow::Cow;

use crate::model::{
    field::{Input, Section, Value},
    journey::Draft,
    tokens::{self, Piece},
};

/// A property, what the user of the preview has in it, and what a new token says for a user without it.
pub type Property = (&'static str, &'static str, &'static str);

/// The properties that are offered everywhere.
pub const PROPERTIES: [Property; 12] = [
    ("first_name", "Ada", "there"),
    ("last_name", "Lovelace", ""),
    ("email", "ada@example.com", ""),
    ("city", "London", "your city"),
    ("plan", "Gold", "your plan"),
    ("points", "1240", "0"),
    ("product_name", "Trail shoes", "your item"),
    ("product_count", "3", "some"),
    ("order_id", "A-1042", ""),
    ("order_total", "€ 84.90", "your order"),
    ("delivery_date", "Friday", "soon"),
    ("store", "Baker Street", "our store"),
];

/// The property's value for the user of the preview.
pub fn value(property: &str) -> Option<&'static str> {
    PROPERTIES.iter().find(|row| row.0.eq_ignore_ascii_case(property)).map(|row| row.1)
}

/// A text as the user of the preview reads it. A property that nobody knows a value of stands in angle quotes, unless the
/// token has a default; a broken token stays as it was typed.
pub fn shown(text: &str) -> Cow<'_, str> {
    if !tokens::has(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for piece in tokens::parse(text).pieces {
        match piece {
            Piece::Text(text) => shown.push_str(text),
            Piece::Token { property, default } => match (value(property), default) {
                (Some(value), _) => shown.push_str(value),
                (None, Some(default)) => shown.push_str(default),
                (None, None) => shown.extend(["‹", property, "›"]),
            },
        }
    }
    Cow::Owned(shown)
}

/// The tokens that can be inserted into a text of this journey: the properties above, then those that the journey itself
/// sets or asks for, by name.
pub fn tokens_for(draft: &Draft) -> Vec<(String, String)> {
    let mut offered: Vec<(String, String)> = PROPERTIES
        .iter()
        .map(|(name, _, default)| ((*name).to_owned(), tokens::write(name, (!default.is_empty()).then_some(default))))
        .collect();
    for name in used(draft, Use::Properties) {
        if !offered.iter().any(|(known, _)| *known == name) {
            let token = tokens::write(&name, None);
            offered.push((name, token));
        }
    }
    offered
}

/// The kind of names of a journey that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Those of events.
    Events,
    /// Those of properties.
    Properties,
}

/// The names of events or properties that a journey uses, each once, in order.
pub fn used(draft: &Draft, wanted: Use) -> Vec<String> {
    let mut names: Vec<&str> = Vec::new();
    let goals = draft.setup.goals.iter().map(|goal| (goal.kind, Section::Segment, &goal.segment));
    let nodes =
        draft.graph.nodes().flat_map(|node| Section::ALL.map(|section| (node.kind, section, node.fields(section))));
    for (kind, section, fields) in goals.chain(nodes) {
        for spec in kind.spec().fields(section) {
            let asked = match spec.input {
                Input::Event => Use::Events,
                _ => Use::Properties,
            };
            match fields.get(spec.key) {
                Some(Value::Text(text)) if wanted == asked && matches!(spec.input, Input::Event | Input::Property) => {
                    names.push(text);
                }
                Some(Value::Behaviours(behaviours)) if wanted == Use::Events => {
                    names.extend(behaviours.list.iter().map(|behaviour| behaviour.event.as_str()));
                }
                Some(Value::Conditions(conditions)) if wanted == Use::Properties => {
                    names.extend(conditions.list.iter().map(|condition| condition.property.as_str()));
                }
                Some(Value::Updates(updates)) if wanted == Use::Properties => {
                    names.extend(updates.iter().map(|update| update.property.as_str()));
                }
                _ => {}
            }
        }
    }
    if wanted == Use::Properties {
        let paths = draft.graph.nodes().flat_map(|node| &node.paths).flat_map(|path| &path.conditions.list);
        names.extend(paths.map(|condition| condition.property.as_str()));
    }
    let mut names: Vec<String> = names.into_iter().map(|name| name.trim().to_owned()).collect();
    names.retain(|name| !name.is_empty());
    crate::model::order::sort(&mut names);
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_shows_known_values_then_defaults_then_the_name() {
        assert_eq!(shown("Hi {{first_name | default: \"there\"}}"), "Hi Ada");
        assert_eq!(shown("{{shoe_size | default: \"your size\"}} of {{shoe_colour}}"), "your size of ‹shoe_colour›");
        assert_eq!(shown("{{first_name"), "{{first_name");
        assert!(matches!(shown("plain"), Cow::Borrowed("plain")));
    }

    #[test]
    fn every_token_that_is_offered_can_be_read() {
        for (name, token) in tokens_for(&Draft::new("Europe/Berlin")) {
            assert!(tokens::parse(&token).broken.is_empty() && shown(&token) != token, "{name}");
        }
    }

    #[test]
    fn what_a_journey_uses_is_offered_once() {
        let (_, draft, _) = crate::library::TEMPLATES
            .iter()
            .map(|template| {
                let today = crate::model::time::read_date("2026-03-10").unwrap();
                (template.id, (template.build)("Europe/Berlin", today), today)
            })
            .find(|(_, draft, _)| draft.graph.nodes().any(|node| !node.paths.is_empty()))
            .unwrap();
        for wanted in [Use::Events, Use::Properties] {
            let names = used(&draft, wanted);
            assert!(!names.is_empty() && names.windows(2).all(|two| two[0] < two[1]), "{names:?}");
        }
    }
}
