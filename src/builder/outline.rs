//! The outline: the same graph as a list to read, with the same editing. What a phone shows first
//! (spec: interface.md, region Outline).

use std::collections::HashSet;

use journey::{kind::Outcome, text::NodeId};
use leptos::{attr::custom::custom_attribute, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::{editor::Editor, look};
use crate::ui::{Icon, IconName};

/// The name of an outcome, and the part of a class name that gives it its colour.
type By = (String, &'static str);

/// A line of the outline.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    /// How far it is from its start.
    depth: usize,
    /// The node.
    id: NodeId,
    /// The outcome that leads to it from the line above it in the tree.
    by: Option<By>,
    /// Whether the node stands elsewhere in the tree already: a way that joins or a ring.
    again: bool,
}

/// The region *Outline*.
#[component]
pub fn Outline(editor: Editor) -> impl IntoView {
    let lines = Memo::new(move |_| lines(editor));
    let rows =
        move || lines.get().into_iter().enumerate().map(|(i, line)| view! { <Row editor line i /> }).collect_view();
    view! {
        <section class="outline" aria-label="Outline">
            {move || if lines.with(Vec::is_empty) {
                view! { <p class="outline__hint">"Press a segment in the palette to say where users come in."</p> }.into_any()
            } else {
                view! {
                    <ul class="tree" role="tree" aria-label="Nodes" on:keydown=move |event| keys(editor, lines, &event)>{rows()}</ul>
                }.into_any()
            }}
        </section>
    }
}

/// The graph as a tree: each node once, below the first way that leads to it; where another way joins, a line that says so.
fn lines(editor: Editor) -> Vec<Line> {
    editor.draft.with(|draft| {
        let graph = &draft.graph;
        let mut next: std::collections::HashMap<&NodeId, Vec<(usize, Outcome, &NodeId)>> =
            std::collections::HashMap::new();
        for (key, _) in graph.links() {
            let Some(node) = graph.node(&key.from) else { continue };
            let place = node.outcomes().iter().position(|outcome| *outcome == key.outcome).unwrap_or(usize::MAX);
            next.entry(&key.from).or_default().push((place, key.outcome, &key.to));
        }
        for ways in next.values_mut() {
            ways.sort_by_key(|(place, ..)| *place);
        }
        let order = canvas::walk::reading_order(graph);
        let mut lines = Vec::new();
        let mut seen: HashSet<&NodeId> = HashSet::new();
        for start in &order {
            if seen.contains(start) {
                continue;
            }
            let mut stack: Vec<(usize, &NodeId, Option<By>)> = vec![(0, start, None)];
            while let Some((depth, id, by)) = stack.pop() {
                let Some(node) = graph.node(id) else { continue };
                let again = !seen.insert(id);
                lines.push(Line { depth, id: id.clone(), by, again });
                if again {
                    continue;
                }
                for (_, outcome, to) in next.get(id).into_iter().flatten().rev() {
                    stack.push((depth + 1, to, Some((node.outcome_name(*outcome), look::outcome_tone(*outcome)))));
                }
            }
        }
        lines
    })
}

#[component]
fn Row(editor: Editor, line: Line, i: usize) -> impl IntoView {
    let Line { depth, id, by, again } = line;
    let node = {
        let id = id.clone();
        Memo::new(move |_| {
            editor.draft.with(|draft| {
                draft.graph.node(&id).map(|node| (node.label(), node.kind, node.title.trim().to_owned(), node.entry))
            })
        })
    };
    let selected = {
        let id = id.clone();
        Memo::new(move |_| editor.selection.with(|selection| selection.nodes.contains(&id)))
    };
    let stop = {
        let id = id.clone();
        Memo::new(move |_| !again && editor.active.with(|active| active.as_ref() == Some(&id)))
    };
    let trouble = {
        let id = id.clone();
        Memo::new(move |_| editor.trouble(&id))
    };
    let press = {
        let id = id.clone();
        move |_| editor.select_node(&id)
    };
    let kind = node.with_untracked(|node| node.as_ref().map(|node| node.1))?;
    let name = {
        let by = by.clone();
        move || {
            let label = node.with(|node| node.as_ref().map(|node| node.0.clone())).unwrap_or_default();
            let by = by.as_ref().map(|(outcome, _)| format!("{outcome}: ")).unwrap_or_default();
            let again = if again { ", shown above" } else { "" };
            let trouble = trouble
                .with(|trouble| trouble.as_ref().map(|trouble| format!(", {}", trouble.words())))
                .unwrap_or_default();
            format!("{by}{label}{again}{trouble}")
        }
    };
    Some(
        view! {
            <li
                class="tree__item"
                role="treeitem"
                {..custom_attribute("aria-level", (depth + 1).to_string())}
                aria-selected=move || if selected.get() { "true" } else { "false" }
                tabindex=move || if stop.get() { "0" } else { "-1" }
                data-line=i.to_string()
                data-depth=depth.min(8).to_string()
                on:click=press
            >
                // What is read is one sentence; what is seen is in parts.
                <span class="visually-hidden">{name}</span>
                <div class="tree__row" aria-hidden="true" class:tree__row--selected=move || selected.get() data-group=look::group_slug(kind.spec().group)>
                    {by.map(|(outcome, tone)| view! { <span class=format!("tree__outcome outcome--{tone}")>{outcome}</span> })}
                    <span class="tile tile--small"><Icon name=look::icon(kind) /></span>
                    <span class="tree__title">{move || node.with(|node| node.as_ref().map(|node| if node.2.is_empty() { node.1.name().to_owned() } else { node.2.clone() }))}</span>
                    <span class="tree__kind">
                        {move || if again { "shown above".to_owned() } else { node.with(|node| node.as_ref().filter(|node| !node.2.is_empty()).map(|node| node.1.name().to_owned())).unwrap_or_default() }}
                    </span>
                    {move || node.with(|node| node.as_ref().is_some_and(|node| node.3)).then(|| view! { <Icon name=IconName::Flag /> })}
                    {move || trouble.get().map(|trouble| view! { <span class="tree__problem" data-problem=trouble.slug()><Icon name=trouble.icon() />{trouble.count()}</span> })}
                </div>
            </li>
        }
        .into_any(),
    )
}

/// Arrows move along the lines, Enter opens the fields, Delete deletes.
fn keys(editor: Editor, lines: Memo<Vec<Line>>, event: &KeyboardEvent) {
    let at = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.get_attribute("data-line"))
        .and_then(|line| line.parse::<usize>().ok());
    let Some(at) = at.filter(|_| !event.ctrl_key() && !event.meta_key() && !event.alt_key()) else { return };
    let count = lines.with_untracked(Vec::len);
    let depth = |i: usize| lines.with_untracked(|lines| lines.get(i).map_or(0, |line| line.depth));
    let to = match event.key().as_str() {
        "ArrowDown" => Some((at + 1).min(count.saturating_sub(1))),
        "ArrowUp" => Some(at.saturating_sub(1)),
        "ArrowRight" => Some(if depth(at + 1) > depth(at) { at + 1 } else { at }),
        "ArrowLeft" => Some((0..at).rev().find(|i| depth(*i) < depth(at)).unwrap_or(at)),
        "Home" => Some(0),
        "End" => Some(count.saturating_sub(1)),
        "Enter" | " " => {
            event.prevent_default();
            super::canvas::open_fields();
            return;
        }
        "Delete" | "Backspace" => {
            event.prevent_default();
            editor.delete_selected();
            return;
        }
        _ => None,
    };
    let Some(to) = to else { return };
    event.prevent_default();
    if let Some(id) = lines.with_untracked(|lines| lines.get(to).map(|line| line.id.clone())) {
        editor.select_node(&id);
    }
    let item = document().query_selector(&format!(".tree [data-line=\"{to}\"]")).ok().flatten();
    if let Some(item) = item.and_then(|item| item.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = item.focus();
    }
}
