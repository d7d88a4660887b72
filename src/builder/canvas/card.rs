//! A node's card, with the handles of its outcomes.

use canvas::card as geometry;
use journey::{field::Section, graph::Node, graph::When, kind::Group, text::NodeId};
use leptos::prelude::*;

use super::{super::{editor::{Editor, Mode}, look}, outcome_slug};
use crate::ui::Icon;

/// A card. It is mounted only while it is near the view.
#[component]
pub fn Card(editor: Editor, id: NodeId) -> impl IntoView {
    let node = {
        let id = id.clone();
        Memo::new(move |_| editor.draft.with(|draft| draft.graph.node(&id).cloned()))
    };
    move || {
        let kind = node.with(|node| node.as_ref().map(|node| node.kind))?;
        Some(view! { <CardBody editor id=id.clone() kind node /> }.into_any())
    }
}

#[component]
fn CardBody(editor: Editor, id: NodeId, kind: journey::kind::Kind, node: Memo<Option<Node>>) -> impl IntoView {
    let is_selected = {
        let id = id.clone();
        Memo::new(move |_| editor.selection.with(|selection| selection.nodes.contains(&id)))
    };
    let is_active = {
        let id = id.clone();
        Memo::new(move |_| editor.active.with(|active| active.as_ref() == Some(&id)))
    };
    let target = {
        let id = id.clone();
        Memo::new(move |_| {
            editor.drawing.with(|drawing| match drawing.as_ref().and_then(|drawing| drawing.over.as_ref()) {
                Some((over, allowed)) if *over == id => Some(*allowed),
                _ => None,
            })
        })
    };
    let label = move || node.with(|node| node.as_ref().map(Node::label));
    let caption = Memo::new(move |_| node.with(|node| node.as_ref().map(caption)).unwrap_or_default());
    let transform = move || {
        let at = node.with(|node| node.as_ref().map(|node| editor.place(node))).unwrap_or_default();
        format!("translate({:.0}px,{:.0}px)", at.x, at.y)
    };
    let trouble = look::trouble(editor, id.clone());
    let spec = kind.spec();
    let focus = {
        let id = id.clone();
        move |_| {
            if editor.active.get_untracked().as_ref() != Some(&id) {
                editor.active.set(Some(id.clone()));
            }
            if !editor.selection.with_untracked(|selection| selection.nodes.contains(&id)) {
                editor.select_node(&id);
            }
        }
    };
    view! {
        <div
            class=format!("card card--{}", look::group_slug(spec.group))
            class:card--selected=move || is_selected.get()
            class:card--entry=move || node.with(|node| node.as_ref().is_some_and(|node| node.entry))
            class:card--target=move || target.get() == Some(true)
            class:card--refused=move || target.get() == Some(false)
            role="group"
            aria-roledescription="node"
            aria-label=label
            aria-current=move || if is_selected.get() { "true" } else { "false" }
            data-node=id.to_string()
            tabindex=move || if is_active.get() { "0" } else { "-1" }
            style:transform=transform
            on:focus=focus
        >
            <span class="card__tile"><Icon name=look::icon(kind) /></span>
            <span class="card__text">
                <span class="card__kind">
                    {spec.name}
                    {move || node.with(|node| node.as_ref().is_some_and(|node| node.entry)).then(|| view! { <span class="card__entry">"Entry"</span> })}
                </span>
                <span class="card__title">
                    {move || node.with(|node| node.as_ref().map(title)).unwrap_or_default()}
                </span>
                <span class="card__caption">{move || caption.get()}</span>
            </span>
            {move || trouble.get().map(|(tone, count, words)| view! {
                <span class=format!("card__trouble card__trouble--{tone}") title=words>{count}</span>
            })}
            <Handles editor id=id.clone() node />
        </div>
    }
}

/// What the card says in its second line.
fn title(node: &Node) -> String {
    match node.title.trim() {
        "" => "Untitled".to_owned(),
        title => title.to_owned(),
    }
}

/// What the card says in its third line: the one thing about the node that tells most.
fn caption(node: &Node) -> String {
    let text = |section: Section, key: &str| node.fields(section).text(key).trim().to_owned();
    let what = match node.kind.spec().group {
        Group::Segment => ["event", "property", "address", "list"].into_iter().map(|key| text(Section::Segment, key)).find(|text| !text.is_empty()),
        Group::Engagement => ["subject", "title", "template", "address", "audience", "body"].into_iter().map(|key| text(Section::What, key)).find(|text| !text.is_empty()),
        Group::Controller if !node.paths.is_empty() => Some(format!("{} paths", node.paths.len())),
        Group::Controller => None,
    };
    match (what, node.when) {
        (Some(what), When::Clock(time)) => format!("{time} · {what}"),
        (None, When::Clock(time)) => format!("at {time}"),
        (Some(what), _) => what,
        (None, _) => String::new(),
    }
}

/// The handles of the outcomes: dots on the edge, and beside a card that is selected or under the pointer their names.
#[component]
fn Handles(editor: Editor, id: NodeId, node: Memo<Option<Node>>) -> impl IntoView {
    let linked = {
        let id = id.clone();
        Memo::new(move |_| editor.linked(&id))
    };
    let outcomes = Memo::new(move |_| {
        node.with(|node| {
            node.as_ref().map_or_else(Vec::new, |node| {
                node.outcomes().into_iter().map(|outcome| (outcome, node.outcome_name(outcome))).collect::<Vec<_>>()
            })
        })
    });
    move || {
        let all = outcomes.get();
        let n = all.len();
        let handles = all.into_iter().enumerate().map(|(i, (outcome, name))| {
            let dot = geometry::port(Default::default(), i, n).y;
            let row = geometry::handle(i, n);
            view! {
                <span
                    class=format!("card__dot outcome--{}", look::outcome_tone(outcome))
                    class:card__dot--linked=move || linked.with(|linked| linked.contains_key(&outcome))
                    style:transform=format!("translateY({dot:.0}px)")
                ></span>
                <button
                    type="button"
                    class=format!("card__handle outcome--{}", look::outcome_tone(outcome))
                    tabindex="-1"
                    data-outcome=outcome_slug(outcome)
                    aria-label=format!("Link from {name}")
                    disabled=move || editor.mode.get() != Mode::Draft
                    style:transform=format!("translateY({row:.0}px)")
                >
                    <span class="card__handle-name">{name}</span>
                </button>
            }
        });
        view! { <span class="card__handles">{handles.collect_view()}</span> }
    }
}
