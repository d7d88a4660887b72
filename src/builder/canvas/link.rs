//! A link: its curve, and the label on it that says the outcome and the delay.

use canvas::{card as geometry, link::Curve, picture::short};
use journey::graph::{Graph, LinkKey};
use leptos::prelude::*;

use super::{
    super::{
        editor::{Editor, Mode},
        look,
    },
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
    let over = {
        let key = key.clone();
        move || editor.over_link.with(|over| over.as_ref() == Some(&key))
    };
    // With both its ends selected a link moves along, and shows it.
    let selected = Memo::new(move |_| {
        editor.selection.with(|selection| {
            selection.links.contains(&key) || selection.nodes.contains(&key.from) && selection.nodes.contains(&key.to)
        })
    });
    view! {
        <g class=format!("link outcome--{tone}") class:link--selected=move || selected.get() class:link--target=over data-link=attribute>
            <path class="link__hit" d=move || d.get()></path>
            <path class="link__line" d=move || d.get()></path>
        </g>
    }
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
