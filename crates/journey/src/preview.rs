//! The preview of a message: its parts in reading order, with sample values in place of the tokens. It is plain text;
//! the page's style sheet imitates the device.

pub mod sample;
pub mod sms;
pub mod words;

use crate::model::{
    field::{FieldSpec, Fields, Value},
    graph::Node,
    kind::{Kind, MessageLayout},
};
use sample::shown;

/// One part of a preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The role: `title`, `body`, `image`, `button`, `link`, `from`, `soft`, `request` or `note`. A class name.
    pub role: &'static str,
    /// Its text.
    pub text: String,
    /// True where the field is empty, and the text is the field's own label.
    pub empty: bool,
}

/// The field of a message that makes a part, and the part's role: what is not in the kind's table is passed over.
const PARTS: [(&str, &str); 9] = [
    ("sender", "from"),
    ("subject", "title"),
    ("preheader", "soft"),
    ("slot", "soft"),
    ("image", "image"),
    ("title", "title"),
    ("body", "body"),
    ("button", "button"),
    ("link", "link"),
];

/// The parts of a message; none where the node sends nothing.
pub fn parts(node: &Node) -> Vec<Part> {
    let Some(look) = node.kind.spec().look else { return Vec::new() };
    match look {
        MessageLayout::Request => vec![Part { role: "request", text: request(&node.what), empty: false }],
        MessageLayout::Note => vec![Part { role: "note", text: audience(&node.what), empty: false }],
        MessageLayout::Chat => chat(node),
        _ => {
            let mut parts = of_fields(node);
            if look == MessageLayout::Sms {
                let text = node.what.text("body");
                parts.push(Part { role: "note", text: sms::count(&shown(text)).words(), empty: false });
            }
            parts
        }
    }
}

fn of_fields(node: &Node) -> Vec<Part> {
    let specs = node.kind.spec().what;
    let part = |(key, role): &(&'static str, &'static str)| {
        let spec = specs.iter().find(|spec| spec.key == *key)?;
        part(spec, role, &node.what)
    };
    PARTS.iter().filter_map(part).collect()
}

/// A field as a part: an empty one shows its label where it has to be filled in, else nothing.
fn part(spec: &FieldSpec, role: &'static str, what: &Fields) -> Option<Part> {
    let text = shown(what.text(spec.key)).trim_end().to_owned();
    match (text.trim().is_empty(), spec.required) {
        (true, false) => None,
        (true, true) => Some(Part { role, text: spec.label.to_owned(), empty: true }),
        // Of an image its name is enough: the page loads nothing from elsewhere.
        (false, _) if role == "image" => Some(Part { role, text: file_name(&text).to_owned(), empty: false }),
        (false, _) => Some(Part { role, text, empty: false }),
    }
}

fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or(address).trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}

fn chat(node: &Node) -> Vec<Part> {
    let template = node.what.text("template").trim();
    let empty = template.is_empty();
    let text = if empty { "Template".to_owned() } else { format!("Template “{template}”") };
    let mut parts = vec![Part { role: "title", text, empty }];
    if let Some(Value::Pairs(pairs)) = node.what.get("parameters") {
        let gap = |(name, value): &(String, String)| format!("{{{{{}}}}}  {}", name.trim(), shown(value));
        let text = pairs.iter().map(gap).collect::<Vec<_>>().join("\n");
        parts.push(Part { role: "body", text, empty: false });
    }
    parts
}

fn audience(what: &Fields) -> String {
    let choices = |key: &str| {
        Kind::AudienceSync
            .spec()
            .what
            .iter()
            .find(|spec| spec.key == key)
            .map_or("", |spec| spec.name_of(what.text(key)))
    };
    let audience = what.text("audience").trim();
    let audience = if audience.is_empty() { "…" } else { audience };
    match what.text("action") {
        "remove" => format!("Ada Lovelace is removed from the audience “{audience}” of {}.", choices("network")),
        _ => format!("Ada Lovelace is added to the audience “{audience}” of {}.", choices("network")),
    }
}

fn request(what: &Fields) -> String {
    let address = shown(what.text("address").trim());
    let after = address.split_once("://").map_or("", |(_, rest)| rest);
    let (host, path) = after.split_at(after.find(['/', '?', '#']).unwrap_or(after.len()));
    let slash = if path.starts_with('/') { "" } else { "/" };
    let host = if host.is_empty() { "…" } else { host };
    let mut text = format!("{} {slash}{path} HTTP/1.1\nHost: {host}\n", what.text("method").to_ascii_uppercase());
    if let Some(Value::Pairs(headers)) = what.get("headers") {
        for (name, value) in headers {
            text.extend([name.trim(), ": ", &shown(value), "\n"]);
        }
    }
    let body = shown(what.text("body"));
    if !body.trim().is_empty() {
        text.extend(["\n", &body]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{graph::Point, kind::KINDS, text::NodeId};

    fn node(kind: Kind, fields: &[(&'static str, Value)]) -> Node {
        let mut node = Node::new(NodeId::parse("n").unwrap(), kind, Point::default());
        for (key, value) in fields {
            node.what.set(key, Some(value.clone()));
        }
        node
    }

    fn said(node: &Node) -> Vec<(&'static str, String)> {
        parts(node).into_iter().map(|part| (part.role, part.text)).collect()
    }

    #[test]
    fn every_engagement_has_a_preview_and_nothing_else_has_one() {
        for spec in KINDS {
            let parts = parts(&node(spec.kind, &[]));
            assert_eq!(!parts.is_empty(), spec.kind.is_engagement(), "{}", spec.name);
            assert_eq!(spec.look.is_some(), spec.kind.is_engagement(), "{}", spec.name);
        }
    }

    #[test]
    fn every_text_of_a_message_is_in_its_preview() {
        for spec in KINDS.iter().filter(|spec| spec.kind.is_engagement()) {
            for field in spec.what.iter().filter(|field| field.key != "provider") {
                let value = match field.input {
                    crate::model::field::Input::Text { .. } | crate::model::field::Input::Address { .. } => {
                        "https://a.example/unmistakable"
                    }
                    _ => continue,
                };
                let shown = parts(&node(spec.kind, &[(field.key, value.into())]));
                let there = shown.iter().any(|part| part.text.contains("unmistakable") && !part.empty);
                assert!(there, "{} {}: {shown:?}", spec.name, field.key);
            }
        }
    }

    #[test]
    fn a_mail_is_shown_as_it_is_read() {
        let mail = node(
            Kind::Email,
            &[
                ("sender", "Shop <hi@shop.example>".into()),
                ("subject", "{{first_name | default: \"You\"}}, welcome".into()),
                ("body", "Hello {{first_name}}\n".into()),
            ],
        );
        let expected = [("from", "Shop <hi@shop.example>"), ("title", "Ada, welcome"), ("body", "Hello Ada")];
        assert_eq!(said(&mail), expected.map(|(role, text)| (role, text.to_owned())));
    }

    #[test]
    fn what_has_to_be_filled_in_stands_there_by_its_label() {
        let push = parts(&node(Kind::Push, &[]));
        assert_eq!(
            push.iter().map(|part| (part.text.as_str(), part.empty)).collect::<Vec<_>>(),
            [("Title", true), ("Message", true)]
        );
    }

    #[test]
    fn a_request_is_shown_as_it_goes_over_the_wire() {
        let hook = node(
            Kind::Webhook,
            &[
                ("address", "https://api.example?user={{email}}".into()),
                ("headers", Value::Pairs(vec![("Accept".into(), "text/plain".into())])),
                ("body", "{\"name\":\"{{first_name}}\"}".into()),
            ],
        );
        let expected =
            "POST /?user=ada@example.com HTTP/1.1\nHost: api.example\nAccept: text/plain\n\n{\"name\":\"Ada\"}";
        assert_eq!(said(&hook), [("request", expected.to_owned())]);
    }

    #[test]
    fn a_text_message_says_in_how_many_parts_it_goes() {
        let sms = node(Kind::Sms, &[("body", "Hi {{first_name}}".into())]);
        assert_eq!(said(&sms).last().unwrap().1, "1 part · 6 characters, 154 left · plain alphabet (GSM-7)");
    }
}
