//! A link: its curve, and the label on it that says the outcome and the delay.

use canvas::{card as geometry, link::Curve};
use journey::{
    graph::{Graph, LinkKey},
    time::Span,
};
use leptos::prelude::*;

use super::{
    super::{editor::Editor, look},
    link_attribute,
};
use crate::ui::{Icon, IconName};

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

/// A span in as few characters as a label has room for; the inspector says it in words.
pub fn short(span: Span) -> String {
    match span {
        Span::Minutes(n) => format!("{n} min"),
        Span::Hours(n) => format!("{n} h"),
        Span::Days(n) => format!("{n} d"),
    }
}

/// How far the labels of links between the same two nodes are apart.
const LINE: f64 = 22.0;

/// The place of a link's label among those between the same two nodes, counted from their middle: else one would lie on
/// the other.
fn rank(graph: &Graph, key: &LinkKey) -> f64 {
    let beside: Vec<_> =
        graph.links_from(&key.from).map(|(other, _)| other).filter(|other| other.to == key.to).collect();
    let before = beside.iter().filter(|other| other.outcome < key.outcome).count();
    before as f64 - (beside.len() as f64 - 1.0) / 2.0
}

/// The line of a link, and around it a wider one that nobody sees but that is easier to press.
#[component]
pub fn LinkPath(editor: Editor, key: LinkKey) -> impl IntoView {
    let d = {
        let key = key.clone();
        Memo::new(move |_| {
            let mut d = String::new();
            if let Some(curve) = curve(editor, &key) {
                curve.write(&mut d);
            }
            d
        })
    };
    let attribute = link_attribute(&key);
    let tone = look::outcome_tone(key.outcome);
    let selected = move || editor.selection.with(|selection| selection.links.contains(&key));
    view! {
        <g class=format!("link outcome--{tone}") class:link--selected=selected data-link=attribute>
            <path class="link__hit" d=move || d.get()></path>
            <path class="link__line" d=move || d.get()></path>
        </g>
    }
}

/// The label of a link: what is read, pressed and focused.
#[component]
pub fn LinkLabel(editor: Editor, key: LinkKey) -> impl IntoView {
    let attribute = link_attribute(&key);
    let tone = look::outcome_tone(key.outcome);
    let transform = {
        let key = key.clone();
        let rank = {
            let key = key.clone();
            Memo::new(move |_| editor.draft.with(|draft| rank(&draft.graph, &key)))
        };
        move || {
            let at = curve(editor, &key).map(|curve| curve.point(0.5)).unwrap_or_default();
            format!("translate(calc({:.0}px - 50%),calc({:.0}px - 50%))", at.x, at.y + rank.get() * LINE)
        }
    };
    let name = {
        let key = key.clone();
        Memo::new(move |_| editor.draft.with(|draft| draft.graph.link_label(&key)))
    };
    let outcome = {
        let key = key.clone();
        Memo::new(move |_| {
            editor.draft.with(|draft| {
                draft.graph.node(&key.from).map_or_else(|| key.outcome.name(), |node| node.outcome_name(key.outcome))
            })
        })
    };
    let times = {
        let key = key.clone();
        Memo::new(move |_| editor.draft.with(|draft| draft.graph.link(&key).copied()).unwrap_or_default())
    };
    let selected = Memo::new(move |_| editor.selection.with(|selection| selection.links.contains(&key)));
    view! {
        <div
            class=format!("link-label outcome--{tone}")
            class:link-label--selected=move || selected.get()
            role="group"
            aria-roledescription="link"
            aria-label=move || name.get()
            tabindex="-1"
            data-link=attribute
            style:transform=transform
        >
            <span class="link-label__outcome">{move || outcome.get()}</span>
            {move || times.get().window.map(|window| view! { <span class="link-label__time">{format!("≤ {}", short(window))}</span> })}
            {move || times.get().delay.map(|delay| view! { <span class="link-label__time"><Icon name=IconName::Clock />{short(delay)}</span> })}
        </div>
    }
}
