//! Attributes of elements that name a node, a link or an outcome: how they are written, and read from events.

use journey::{graph::LinkKey, kind::Outcome, text::NodeId};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// An outcome as an attribute holds it.
pub fn outcome_slug(outcome: Outcome) -> String {
    match outcome {
        Outcome::Path(n) => format!("path-{n}"),
        named => Outcome::NAMED.iter().find(|row| row.0 == named).map_or("", |row| row.1).to_owned(),
    }
}

/// The outcome that an attribute holds.
pub fn outcome_of(slug: &str) -> Option<Outcome> {
    match slug.strip_prefix("path-") {
        Some(n) => n.parse().ok().map(Outcome::Path),
        None => Outcome::NAMED.iter().find(|row| row.1 == slug).map(|row| row.0),
    }
}

/// A link as an attribute holds it. Ids hold no blank.
pub fn link_attribute(key: &LinkKey) -> String {
    format!("{} {} {}", key.from, outcome_slug(key.outcome), key.to)
}

/// The link that an attribute holds.
pub fn link_of(attribute: &str) -> Option<LinkKey> {
    let mut parts = attribute.split(' ');
    let from = NodeId::parse(parts.next()?)?;
    let outcome = outcome_of(parts.next()?)?;
    Some(LinkKey { from, outcome, to: NodeId::parse(parts.next()?)? })
}

/// The node whose card an element is.
pub fn node_of(card: &web_sys::Element) -> Option<NodeId> {
    NodeId::parse(&card.get_attribute("data-node")?)
}

/// The node whose card an event is for, that is, which has the focus.
pub fn target_node(event: &web_sys::Event) -> Option<NodeId> {
    node_of(&event.target()?.dyn_into().ok()?)
}

/// The chip that an event was on.
pub fn chip_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("[data-chip]").ok()?
}

/// The link on whose line or label an element is.
pub fn link_at(element: &Element) -> Option<LinkKey> {
    element.closest("[data-link]").ok()??.get_attribute("data-link").and_then(|text| link_of(&text))
}

/// The link on whose line or label an event happened.
pub fn target_link(event: &Event) -> Option<LinkKey> {
    link_at(&event.target()?.dyn_into().ok()?)
}
