//! A node's card, with the handles of its outcomes.

use canvas::card as geometry;
use journey::{
    field::Section,
    graph::{Node, Point, When},
    kind::Group,
    text::NodeId,
};
use leptos::prelude::*;

use super::{
    super::{
        editor::{Editor, Mode},
        look,
    },
    outcome_slug,
};
use crate::ui::{Icon, IconName};

/// A card. It is mounted only while it is near the view.
#[component]
pub fn Card(editor: Editor, id: NodeId) -> impl IntoView {
    let node = {
        let id = id.clone();
        Memo::new(move |_| editor.draft.with(|draft| draft.graph.node(&id).cloned()))
    };
    // Apart from the rest of the node: a card that is made anew at every move loses the focus.
    let kind = Memo::new(move |_| node.with(|node| node.as_ref().map(|node| node.kind)));
    move || {
        let kind = kind.get()?;
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
    let trouble = editor.trouble_at(&id);
    let is_entry = Memo::new(move |_| node.with(|node| node.as_ref().is_some_and(|node| node.entry)));
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
            // Tab may lead to a card that the view has left.
            editor.show_if_hidden(&id);
        }
    };
    let present = {
        let id = id.clone();
        move || editor.present.with(|present| present.get(&id).copied())
    };
    view! {
        <div
            class="node"
            data-present=present
            class:node--selected=move || is_selected.get()
            class:node--target=move || target.get() == Some(true)
            class:node--refused=move || target.get() == Some(false)
            data-group=look::group_slug(spec.group)
            data-problem=move || trouble.get().map(|trouble| trouble.slug())
            role="group"
            aria-roledescription="node"
            aria-label=label
            aria-current=move || if is_selected.get() { "true" } else { "false" }
            data-node=id.to_string()
            tabindex=move || if is_active.get() { "0" } else { "-1" }
            style:transform=transform
            on:focus=focus
        >
            <span class="tile"><Icon name=look::icon(kind) /></span>
            <span class="node__text">
                <span class="node__title">{move || node.with(|node| node.as_ref().map(title)).unwrap_or_default()}</span>
                <span class="node__kind">{move || caption.get()}</span>
            </span>
            {move || is_entry.get().then(|| view! { <span class="node__mark"><Icon name=IconName::Flag /><span class="visually-hidden">"Entry"</span></span> })}
            {move || trouble.get().map(|trouble| view! {
                <span class="node__problem" title=trouble.words()>
                    <Icon name=trouble.icon() />
                    {trouble.count()}
                </span>
            })}
            <Handles editor id=id.clone() node />
        </div>
    }
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
            let dot = geometry::port(Point::default(), i, n).y;
            let tone = look::outcome_tone(outcome);
            view! {
                <span
                    class=format!("node__dot outcome--{tone}")
                    class:node__dot--linked=move || linked.with(|linked| linked.contains_key(&outcome))
                    style:transform=format!("translateY({dot:.0}px)")
                ></span>
                <button
                    type="button"
                    class=format!("port outcome--{tone}")
                    class:port--linked=move || linked.with(|linked| linked.contains_key(&outcome))
                    tabindex="-1"
                    data-outcome=outcome_slug(outcome)
                    aria-label=format!("Link from {name}")
                    disabled=move || editor.mode.get() != Mode::Draft
                    style:transform=format!("translateY({:.0}px)", geometry::handle(i, n))
                >
                    <span class="port__label">{name.clone()}</span>
                </button>
            }
        });
        view! { <span class="node__ports">{handles.collect_view()}</span> }
    }
}
