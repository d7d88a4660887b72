//! A link: its line, and the label on it that says the outcome and the delay.

use std::collections::BTreeMap;

use editor::{Editor, Mode};
use journey::graph::{Graph, LinkKey, Point};
use leptos::prelude::*;
use signals::Memo;

use super::drawing::{label_at, label_markup, label_rank, line_class};
use crate::{
    builder::dom::{attributes::link_attribute, css::place},
    ui::{svg, watch},
};

/// The place of a link's label among those between the same two nodes.
fn rank(editor: Editor, key: &LinkKey) -> f64 {
    if let Some(rank) = folded_rank(editor, key) {
        return rank;
    }
    editor.linked.with(|linked| {
        let beside = || linked.get(&key.from).into_iter().flatten().filter(|(_, to)| *to == key.to);
        label_rank(beside().filter(|(outcome, _)| *outcome < key.outcome).count(), beside().count())
    })
}

/// The rank of a link with an end in a collapsed group: among all links between these two cards or boxes.
fn folded_rank(editor: Editor, key: &LinkKey) -> Option<f64> {
    if editor.draft.with(|draft| draft.graph.groups().is_empty()) {
        return None;
    }
    editor.with_collapsed(|collapsed| {
        let collapsed = collapsed?;
        let stop = |id| collapsed.hidden.get(id).unwrap_or(id);
        let (from, to) = (stop(&key.from), stop(&key.to));
        if *from == key.from && *to == key.to {
            return None;
        }
        let beside = || collapsed.graph.links().filter(|(other, _)| stop(&other.from) == from && stop(&other.to) == to);
        let before = beside().position(|(other, _)| other == key)?;
        Some(label_rank(before, beside().count()))
    })
}

/// The line of a link. What is pressed on it is found by its geometry (tools/pointer.rs), not by a second, wider line.
#[component]
pub fn LinkPath(editor: Editor, key: LinkKey) -> impl IntoView {
    let path = svg("path", "").attr("data-link", &link_attribute(&key));
    let plain = line_class(key.outcome);
    let mut before = (String::new(), String::new());
    watch({
        let path = path.clone();
        move || {
            let mut d = String::new();
            if let Some(route) = editor.route(&key) {
                route.write(&mut d);
            }
            // With both its ends selected a link moves along, and shows it.
            let selected = editor.selection.with(|selection| {
                let has = |id| selection.nodes.contains(id);
                selection.links.contains(&key) || has(&key.from) && has(&key.to)
            });
            let is = |link: &Option<LinkKey>| link.as_ref() == Some(&key);
            let class = [
                plain.as_str(),
                if selected { " link--selected" } else { "" },
                if editor.drop_link.with(is) { " link--target" } else { "" },
                if editor.pointed_link.with(is) { " link--pointed" } else { "" },
            ]
            .concat();
            if d != before.0 {
                path.set("d", Some(&d));
            }
            if class != before.1 {
                path.set("class", Some(&class));
            }
            before = (d, class);
        }
    });
    path
}

/// The lines of links that are too many to have one each: a path for each look.
#[component]
pub fn SharedLines(editor: Editor, links: Memo<Vec<LinkKey>>) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let (mut lines, mut d) = (BTreeMap::<String, String>::new(), String::new());
        links.with(|links| {
            for key in links {
                if let Some(route) = editor.route(key) {
                    route.write(&mut d);
                    *lines.entry(line_class(key.outcome)).or_default() += &d;
                }
            }
        });
        lines
    });
    move || lines.get().into_iter().map(|(class, d)| view! { <path class=class d=d></path> }).collect_view()
}

/// The ends of the one link that is selected: to be taken and moved elsewhere.
#[component]
pub fn LinkEnds(editor: Editor) -> impl IntoView {
    let only = Memo::new(move |_| {
        editor.selection.with(|selection| match selection.links.as_slice() {
            [only] if selection.nodes.is_empty() && editor.mode.get() == Mode::Draft => Some(only.clone()),
            _ => None,
        })
    });
    move || {
        let key = only.get()?;
        let attribute = link_attribute(&key);
        let place = Memo::new(move |_| editor.route(&key).map(|route| route.ends()).unwrap_or_default());
        Some(view! {
            <g data-link=attribute>
                <circle class="link__end" r="6" data-end="from" cx=move || place.get().0.x + 9.0 cy=move || place.get().0.y></circle>
                <circle class="link__end" r="6" data-end="to" cx=move || place.get().1.x - 9.0 cy=move || place.get().1.y></circle>
            </g>
        })
    }
}

/// The label of a link: what is read, pressed and focused.
#[component]
pub fn LinkLabel(editor: Editor, key: LinkKey) -> impl IntoView {
    let attributes =
        format!("role=\"group\" aria-roledescription=\"link\" tabindex=\"-1\" data-link=\"{}\"", link_attribute(&key));
    let at = label_at(key.outcome, &attributes, "");
    let (mut rest, mut put) = (Point::default(), None);
    let mut shown = (String::new(), String::new(), false);
    watch({
        let at = at.clone();
        move || {
            let middle = editor.route(&key).map(|route| route.label(rank(editor, &key))).unwrap_or_default();
            let carried = editor.drag_offset_of(&key.from).or(editor.drag_offset_of(&key.to)).is_some();
            if !carried {
                rest = middle;
            }
            let by = carried.then_some(Point { x: middle.x - rest.x, y: middle.y - rest.y });
            if put != Some((rest, by)) {
                place(&at, rest, by);
                put = Some((rest, by));
            }
            let selected = editor.selection.with(|selection| selection.links.contains(&key));
            let edited = (editor.mode.get() == Mode::Draft).then_some(selected);
            let Some((name, html)) = editor.draft.with(|draft| said(&draft.graph, &key, edited)) else { return };
            let Some(label) = at.node().first_element_child() else { return };
            if html != shown.1 {
                label.set_inner_html(&html);
            }
            if name != shown.0 {
                let _ = label.set_attribute("aria-label", &name);
            }
            if selected != shown.2 {
                let _ = label.class_list().toggle_with_force("link-label--selected", selected);
            }
            shown = (name, html, selected);
        }
    });
    at
}

/// A label's name, and its inside.
fn said(graph: &Graph, key: &LinkKey, edited: Option<bool>) -> Option<(String, String)> {
    let (node, times) = (graph.node(&key.from)?, graph.link(key)?);
    Some((graph.link_label(key), label_markup(&node.outcome_name(key.outcome), times, edited)))
}
