//! A link: its curve, and the label on it that says the outcome and the delay.

use canvas::{
    card as geometry,
    link::Curve,
    picture::{escaped, short},
};
use journey::graph::{Graph, LinkKey, Point};
use leptos::prelude::*;

use super::{
    super::{
        editor::{Editor, Mode},
        look,
    },
    card::{icon_markup, px, translate},
    link_attribute,
};
use crate::ui::{IconName, el, svg, watch};

/// The curve of a link, as its ends stand now.
fn curve(editor: Editor, key: &LinkKey) -> Option<Curve> {
    editor.draft.with(|draft| {
        let (from, to) = (draft.graph.node(&key.from)?, draft.graph.node(&key.to)?);
        Some(Curve::between(
            geometry::departure(from, editor.place(from), key.outcome),
            geometry::arrival(editor.place(to)),
        ))
    })
}

/// How far the labels of links between the same two nodes are apart.
const LINE: f64 = 22.0;

/// The place of a link's label among those between the same two nodes, counted from their middle: else one would lie on
/// the other.
fn rank(editor: Editor, key: &LinkKey) -> f64 {
    editor.linked.with(|linked| {
        let beside = || linked.get(&key.from).into_iter().flatten().filter(|(_, to)| *to == key.to);
        let before = beside().filter(|(outcome, _)| *outcome < key.outcome).count();
        before as f64 - (beside().count() as f64 - 1.0) / 2.0
    })
}

/// The line of a link. What is pressed on it is found by its geometry (pointer.rs), not by a second, wider line.
#[component]
pub fn LinkPath(editor: Editor, key: LinkKey) -> impl IntoView {
    let path = svg("path", "").attr("data-link", &link_attribute(&key));
    let mut before = String::new();
    watch({
        let (path, key) = (path.clone(), key.clone());
        move || {
            let mut d = String::new();
            if let Some(curve) = curve(editor, &key) {
                curve.write(&mut d);
            }
            if d != before {
                path.set("d", Some(&d));
                before = d;
            }
        }
    });
    let class = ["link outcome--", look::outcome_tone(key.outcome)].concat();
    watch({
        let path = path.clone();
        move || {
            // With both its ends selected a link moves along, and shows it.
            let selected = editor.selection.with(|selection| {
                let has = |id| selection.nodes.contains(id);
                selection.links.contains(&key) || has(&key.from) && has(&key.to)
            });
            let is = |link: &Option<LinkKey>| link.as_ref() == Some(&key);
            let parts = [
                class.as_str(),
                if selected { " link--selected" } else { "" },
                if editor.over_link.with(is) { " link--target" } else { "" },
                if editor.pointed_link.with(is) { " link--pointed" } else { "" },
            ];
            path.set("class", Some(&parts.concat()));
        }
    });
    path
}

/// The ends of the one link that is selected: to be taken and led elsewhere.
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
        let place = Memo::new(move |_| curve(editor, &key).map(|curve| (curve.from, curve.to)).unwrap_or_default());
        Some(view! {
            <g data-link=attribute>
                <circle class="link__end" r="6" data-end="from" cx=move || place.get().0.x + 9.0 cy=move || place.get().0.y></circle>
                <circle class="link__end" r="6" data-end="to" cx=move || place.get().1.x - 9.0 cy=move || place.get().1.y></circle>
            </g>
        })
    }
}

/// The label of a link: what is read, pressed and focused. It stands in the middle of a point without a size, so that it
/// needs no transform while nothing is in the hand.
#[component]
pub fn LinkLabel(editor: Editor, key: LinkKey) -> impl IntoView {
    let label = el("div", "")
        .attr("role", "group")
        .attr("aria-roledescription", "link")
        .attr("tabindex", "-1")
        .attr("data-link", &link_attribute(&key));
    let at = el("div", "link-label__at").child(label.clone());
    let mut rest = Point::default();
    watch({
        let (at, key) = (at.clone(), key.clone());
        move || {
            let middle = curve(editor, &key).map(|curve| curve.point(0.5)).unwrap_or_default();
            let middle = Point { x: middle.x, y: middle.y + rank(editor, &key) * LINE };
            if editor.carried(&key.from).or(editor.carried(&key.to)).is_some() {
                at.style("transform", &translate(Point { x: middle.x - rest.x, y: middle.y - rest.y }));
            } else {
                rest = middle;
                at.style("left", &px(middle.x));
                at.style("top", &px(middle.y));
                at.style("transform", "");
            }
        }
    });
    let mut before = String::new();
    watch({
        let (label, key) = (label.clone(), key.clone());
        move || {
            editor.draft.with(|draft| {
                let Some(html) = markup(&draft.graph, &key) else { return };
                if html != before {
                    label.node().set_inner_html(&html);
                    before = html;
                }
                label.set("aria-label", Some(&draft.graph.link_label(&key)));
            });
        }
    });
    let class = ["link-label outcome--", look::outcome_tone(key.outcome)].concat();
    watch(move || {
        let selected = editor.selection.with(|selection| selection.links.contains(&key));
        label.set("class", Some(&[class.as_str(), if selected { " link-label--selected" } else { "" }].concat()));
    });
    at
}

/// The inside of a label: the outcome, the window, and the delay. Names that a person gave are escaped.
fn markup(graph: &Graph, key: &LinkKey) -> Option<String> {
    let (node, times) = (graph.node(&key.from)?, graph.link(key)?);
    let mut html =
        ["<span class=\"link-label__outcome\">", &escaped(&node.outcome_name(key.outcome)), "</span>"].concat();
    if let Some(window) = times.window {
        html += &["<span class=\"link-label__time\">≤ ", &short(window), "</span>"].concat();
    }
    if let Some(delay) = times.delay {
        html +=
            &["<span class=\"link-label__time\">", &icon_markup(IconName::Clock), &short(delay), "</span>"].concat();
    }
    Some(html)
}
