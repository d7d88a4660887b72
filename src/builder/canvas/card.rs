//! A node's card, with the handles of its outcomes.

use canvas::card as geometry;
use editor::{Editor, findings::NodeProblems};
use journey::{
    graph::{Node, Point},
    kind::Outcome,
    text::NodeId,
};
use leptos::prelude::*;

use super::drawing::Face;
use crate::{
    builder::{
        dom::{
            attributes::{outcome_slug, target_node},
            css::{place, px},
        },
        kind_style,
    },
    ui::{El, el, watch},
};

/// The interactive state of a card.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct CardState {
    selected: bool,
    active: bool,
    /// A link is drawn to it, and may end here or not.
    over: Option<bool>,
    present: Option<&'static str>,
    by: Option<Point>,
}

/// A card. It is mounted only while it is near the view.
///
/// A zoom brings hundreds of cards into view, so a card is made of markup and updated by two effects. One sets its
/// content and place, one its interactive state. It is placed by `left` and `top` and has a transform only during a
/// drag, as each transform would paint a layer of its own.
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
                card.set("data-group", Some(kind_style::group_slug(now.kind.spec().group)));
                card.set("data-problem", now.problems.as_ref().map(NodeProblems::slug));
            }
            before = Some((now, at));
        }
    });
    let mut was = CardState::default();
    watch({
        let (card, id) = (card.clone(), id.clone());
        move || {
            let now = card_state(editor, &id);
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
    // Separate from the interactive state, which changes at every step of a drag.
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

fn card_state(editor: Editor, id: &NodeId) -> CardState {
    CardState {
        selected: editor.selection.with(|selection| selection.nodes.contains(id)),
        active: editor.active.with(|active| active.as_ref() == Some(id)),
        over: editor.link_draft.with(|link_draft| {
            let over = link_draft.as_ref().and_then(|link_draft| link_draft.target.as_ref());
            over.filter(|(over, _)| over == id).map(|(_, allowed)| *allowed)
        }),
        present: editor.present.with(|present| present.get(id).copied()),
        by: editor.drag_offset_of(id),
    }
}

fn face(editor: Editor, node: &Node) -> Face {
    let linked = editor.linked.with(|linked| linked.get(&node.id).cloned()).unwrap_or_default();
    Face::of(node, |outcome| is_linked(&linked, outcome), editor.findings.problems(&node.id))
}

fn is_linked(linked: &[(Outcome, NodeId)], outcome: Outcome) -> bool {
    linked.iter().any(|link| link.0 == outcome)
}

/// Draws a face. Where only the title is another, which it is at each letter of it, the rest stays.
fn draw(face: &web_sys::Element, was: Option<&Face>, now: &Face) {
    let renamed = was.is_some_and(|was| now.is_renamed(was));
    match face.query_selector(".node__title") {
        Ok(Some(title)) if renamed => title.set_text_content(Some(&now.title)),
        _ => face.set_inner_html(&now.markup()),
    }
}

/// The outcome that a link can be drawn from.
#[derive(PartialEq)]
struct Port {
    outcome: Outcome,
    name: String,
    linked: bool,
    locked: bool,
}

/// The outcomes, whose handles stand beside a card that is selected or under the pointer.
fn ports(editor: Editor, id: &NodeId) -> Vec<Port> {
    let locked = editor.is_locked();
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
    let port = el("button", &format!("port outcome--{}{linked}", kind_style::outcome_tone(*outcome)))
        .attr("type", "button")
        .attr("tabindex", "-1")
        .attr("data-outcome", &outcome_slug(*outcome))
        .attr("aria-label", &format!("Link from {name}"))
        .flag("disabled", *locked)
        .child(el("span", "port__label").text(name));
    port.style_text(&["top:", &px(geometry::handle(i, n) - geometry::HANDLE / 2.0)].concat());
    port
}

/// A card got the focus: it is where the arrow keys go on from.
pub fn focused(editor: Editor, event: &web_sys::FocusEvent) {
    let Some(id) = target_node(event) else { return };
    editor.stop_at(&id);
    if !untrack(|| editor.is_selected(&id)) {
        editor.select_node(&id);
    }
    // Tab may lead to a card that the view has left.
    editor.show_if_hidden(&id);
}
