//! A node's card, with the handles of its outcomes.

use canvas::{card as geometry, picture::escaped};
use journey::{
    field::Section,
    graph::{Node, Point, When},
    kind::{Group, Kind, Outcome},
    text::NodeId,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{
    super::{
        editor::{Editor, Mode},
        findings::Trouble,
        look,
    },
    outcome_slug,
};
use crate::ui::{El, IconName, el, watch};

/// What a card shows, but for how the hand is with it.
#[derive(Clone, Debug, PartialEq)]
struct Face {
    kind: Kind,
    label: String,
    title: String,
    caption: String,
    entry: bool,
    /// Its outcomes, and whether links leave by them.
    outcomes: Vec<(Outcome, bool)>,
    trouble: Option<Trouble>,
}

/// How the hand is with a card.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Hand {
    selected: bool,
    active: bool,
    /// A link is drawn to it, and may end here or not.
    over: Option<bool>,
    present: Option<&'static str>,
    by: Option<Point>,
}

/// A card. It is mounted only while it is near the view.
///
/// A zoom brings hundreds of them into view, so a card is made of markup and kept by two effects: one for what it shows and
/// where it stands, one for the hand. It stands by `left` and `top` and is displaced only in the hand, since each transform
/// would be a layer of its own to paint.
#[component]
pub fn Card(editor: Editor, id: NodeId) -> impl IntoView {
    // An id holds nothing that markup would have to be kept from.
    let card = El::of_markup(&format!(
        "<div class=\"node\" role=\"group\" aria-roledescription=\"node\" aria-current=\"false\" tabindex=\"-1\" \
         data-node=\"{id}\"><span class=\"node__face\"></span><span class=\"node__ports\"></span></div>"
    ));
    let mut before = None;
    watch({
        let (card, id) = (card.clone(), id.clone());
        move || {
            let Some((now, at)) =
                editor.draft.with(|draft| draft.graph.node(&id).map(|node| (face(editor, node), node.at)))
            else {
                return;
            };
            let was = before.as_ref();
            if was.is_none_or(|(_, was)| *was != at) {
                place(&card, at, None);
            }
            if was.is_none_or(|(was, _)| *was != now) {
                if let Some(face) = card.node().first_element_child() {
                    draw(&face, was.map(|(was, _)| was), &now);
                }
                card.set("aria-label", Some(&now.label));
                card.set("data-group", Some(look::group_slug(now.kind.spec().group)));
                card.set("data-problem", now.trouble.as_ref().map(Trouble::slug));
            }
            before = Some((now, at));
        }
    });
    let mut was = Hand::default();
    watch({
        let (card, id) = (card.clone(), id.clone());
        move || {
            let now = hand(editor, &id);
            if (now.selected, now.over) != (was.selected, was.over) {
                let over = now.over.map_or("", |allowed| if allowed { " node--target" } else { " node--refused" });
                card.set("class", Some(&["node", if now.selected { " node--selected" } else { "" }, over].concat()));
                card.set("aria-current", Some(if now.selected { "true" } else { "false" }));
            }
            if now.active != was.active {
                card.set("tabindex", Some(if now.active { "0" } else { "-1" }));
            }
            if now.present != was.present {
                card.set("data-present", now.present);
            }
            if now.by != was.by {
                let at = editor.draft.with_untracked(|draft| draft.graph.node(&id).map(|node| node.at));
                place(&card, at.unwrap_or_default(), now.by);
            }
            was = now;
        }
    });
    // Apart from the hand, which moves at every step of a drag.
    let (mut had, of) = (Vec::new(), card.clone());
    watch(move || {
        let has = editor.selection.with(|selection| selection.nodes.contains(&id))
            || editor.pointed.with(|pointed| pointed.as_ref() == Some(&id));
        let ports = if has { ports(editor, &id) } else { Vec::new() };
        if ports != had
            && let Some(place) = of.node().last_element_child()
        {
            place.set_text_content(None);
            for (i, port) in ports.iter().enumerate() {
                let _ = place.append_child(handle(port, i, ports.len()).node());
            }
        }
        had = ports;
    });
    card
}

fn hand(editor: Editor, id: &NodeId) -> Hand {
    Hand {
        selected: editor.selection.with(|selection| selection.nodes.contains(id)),
        active: editor.active.with(|active| active.as_ref() == Some(id)),
        over: editor.drawing.with(|drawing| {
            let over = drawing.as_ref().and_then(|drawing| drawing.over.as_ref());
            over.filter(|(over, _)| over == id).map(|(_, allowed)| *allowed)
        }),
        present: editor.present.with(|present| present.get(id).copied()),
        by: editor.carried(id),
    }
}

/// Puts an element of the world at a point, displaced by so much.
pub fn place(element: &El, at: Point, by: Option<Point>) {
    let by = by.map(|by| [";transform:", &translate(by)].concat()).unwrap_or_default();
    element.style_text(&["left:", &px(at.x), ";top:", &px(at.y), &by].concat());
}

/// A length in whole pixels.
pub fn px(length: f64) -> String {
    // An integer is written by a tenth of the code, and in a tenth of the time, that a fraction takes.
    format!("{}px", length.round() as i64)
}

/// A number to so many places, as CSS reads it: a whole number and its power of ten, for the same reason.
pub fn fixed(value: f64, places: u8) -> String {
    format!("{}e-{places}", (value * 10f64.powi(places.into())).round() as i64)
}

/// A move in whole pixels.
pub fn translate(by: Point) -> String {
    ["translate(", &px(by.x), ",", &px(by.y), ")"].concat()
}

fn face(editor: Editor, node: &Node) -> Face {
    let linked = editor.linked.with(|linked| linked.get(&node.id).cloned()).unwrap_or_default();
    Face {
        kind: node.kind,
        label: node.label(),
        title: title(node),
        caption: caption(node),
        entry: node.entry,
        outcomes: node.outcomes().into_iter().map(|outcome| (outcome, is_linked(&linked, outcome))).collect(),
        trouble: editor.trouble(&node.id),
    }
}

fn is_linked(linked: &[(Outcome, NodeId)], outcome: Outcome) -> bool {
    linked.iter().any(|link| link.0 == outcome)
}

/// An icon.
pub fn icon_markup(name: IconName) -> String {
    ["<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"", name.path(), "\"/></svg>"].concat()
}

/// Draws a face. Where only the title is another, which it is at each letter of it, the rest stays.
fn draw(face: &web_sys::Element, was: Option<&Face>, now: &Face) {
    let renamed =
        was.is_some_and(|was| *now == Face { title: now.title.clone(), label: now.label.clone(), ..was.clone() });
    match face.query_selector(".node__title") {
        Ok(Some(title)) if renamed => title.set_text_content(Some(&now.title)),
        _ => face.set_inner_html(&markup(now)),
    }
}

/// The inside of a card. Everything a person wrote is escaped.
fn markup(face: &Face) -> String {
    let icon = icon_markup;
    let mut html =
        ["<span class=\"tile\">", &icon(look::icon(face.kind)), "</span><span class=\"node__text\">"].concat();
    html += "<span class=\"node__title\" translate=\"no\">";
    html += &escaped(&face.title);
    html += "</span><span class=\"node__kind\">";
    html += &escaped(&face.caption);
    html += "</span></span>";
    if face.entry {
        html += "<span class=\"node__mark\">";
        html += &icon(IconName::Flag);
        html += "<span class=\"visually-hidden\">Entry</span></span>";
    }
    if let Some(trouble) = &face.trouble {
        html += "<span class=\"node__problem\" title=\"";
        html += &escaped(&trouble.words());
        html += "\">";
        html += &icon(trouble.icon());
        html += &trouble.count().to_string();
        html += "</span>";
    }
    html += "<svg class=\"node__dots\" aria-hidden=\"true\">";
    let n = face.outcomes.len();
    for (i, (outcome, linked)) in face.outcomes.iter().enumerate() {
        let y = geometry::port(Point::default(), i, n).y.round() as i64;
        let linked = if *linked { " node__dot--linked" } else { "" };
        html += &format!(
            "<circle class=\"node__dot outcome--{}{linked}\" cx=\"5\" cy=\"{y}\" r=\"3.25\"/>",
            look::outcome_tone(*outcome)
        );
    }
    html + "</svg>"
}

/// What the card says in its first line.
pub fn title(node: &Node) -> String {
    match node.title.trim() {
        "" => node.kind.name().to_owned(),
        title => title.to_owned(),
    }
}

/// What the card says in its second line: the kind, the clock time, and the one field that tells most.
pub fn caption(node: &Node) -> String {
    let first = |section: Section, keys: &[&str]| {
        keys.iter()
            .map(|key| node.fields(section).text(key).trim())
            .find(|text| !text.is_empty())
            .map(ToOwned::to_owned)
    };
    let what = match node.kind.spec().group {
        Group::Segment => first(Section::Segment, &["event", "property", "address", "list"]),
        Group::Engagement => first(Section::What, &["subject", "title", "template", "address", "audience", "body"]),
        Group::Controller if node.paths.is_empty() => None,
        Group::Controller => Some(format!("{} paths", node.paths.len())),
    };
    let clock = match node.when {
        When::Clock(time) => Some(time.to_string()),
        When::BestTime => Some("best time".to_owned()),
        When::AtOnce => None,
    };
    let parts = [(!node.title.trim().is_empty()).then(|| node.kind.name().to_owned()), clock, what];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What a link is drawn from: an outcome.
#[derive(PartialEq)]
struct Port {
    outcome: Outcome,
    name: String,
    linked: bool,
    locked: bool,
}

/// The outcomes, whose handles stand beside a card that is selected or under the pointer.
fn ports(editor: Editor, id: &NodeId) -> Vec<Port> {
    let locked = editor.mode.get() != Mode::Draft;
    let links = editor.linked.with(|linked| linked.get(id).cloned()).unwrap_or_default();
    let port = |node: &Node, outcome| {
        let name = node.outcome_name(outcome);
        Port { outcome, name, linked: is_linked(&links, outcome), locked }
    };
    let of = |node: &Node| node.outcomes().into_iter().map(|outcome| port(node, outcome)).collect();
    editor.draft.with(|draft| draft.graph.node(id).map(of)).unwrap_or_default()
}

/// The handle of one of `n` outcomes, with its name.
fn handle(Port { outcome, name, linked, locked }: &Port, i: usize, n: usize) -> El {
    let linked = if *linked { " port--linked" } else { "" };
    let port = el("button", &format!("port outcome--{}{linked}", look::outcome_tone(*outcome)))
        .attr("type", "button")
        .attr("tabindex", "-1")
        .attr("data-outcome", &outcome_slug(*outcome))
        .attr("aria-label", &format!("Link from {name}"))
        .flag("disabled", *locked)
        .child(el("span", "port__label").text(name));
    port.style_text(&["top:", &px(geometry::handle(i, n) - geometry::HANDLE / 2.0)].concat());
    port
}

/// The node whose card an element is.
pub fn node_of(card: &web_sys::Element) -> Option<NodeId> {
    NodeId::parse(&card.get_attribute("data-node")?)
}

/// The node whose card an event is for, that is, which has the focus.
pub fn target_node(event: &web_sys::Event) -> Option<NodeId> {
    node_of(&event.target()?.dyn_into().ok()?)
}

/// A card got the focus: it is where the arrow keys go on from.
pub fn focused(editor: Editor, event: &web_sys::FocusEvent) {
    let Some(id) = target_node(event) else { return };
    if editor.active.with_untracked(|active| active.as_ref() != Some(&id)) {
        editor.active.set(Some(id.clone()));
    }
    if !untrack(|| editor.is_selected(&id)) {
        editor.select_node(&id);
    }
    // Tab may lead to a card that the view has left.
    editor.show_if_hidden(&id);
}
