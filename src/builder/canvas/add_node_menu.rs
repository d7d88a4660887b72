//! The choice of the next node, where a link was dropped on the empty canvas.

use editor::{
    Editor,
    add_node::{add_chosen, refusal},
    interaction::AddNode,
    links::{offer_next_node, point_link_at},
};
use journey::{
    graph::Node,
    kind::{Category, KINDS, KindSpec},
};
use keymap::chord::Key;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    builder::{dom::focus::focus_node, kind_style},
    ui::{Icon, IconName, chord, list_key},
};

/// The lines that can be chosen.
const ITEMS: &str = "[role=menuitem]:not(:disabled)";

/// A list of all kinds, at the place where the node will stand.
#[component]
pub fn AddNodeMenu(editor: Editor) -> impl IntoView {
    move || {
        let step = editor.add_node.get()?;
        Some(view! { <Choice editor step /> })
    }
}

#[component]
fn Choice(editor: Editor, step: AddNode) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(first) = list.get().and_then(|list| first_item(&list)) {
            let _ = first.focus();
        }
    });
    let place = editor.view.with_untracked(|view| view.to_pane(step.at));
    let (width, height) = editor.pane.get_untracked();
    // It stays within the pane, however near the edge the link was dropped.
    let (x, y) = (place.x.clamp(8.0, (width - 248.0).max(8.0)), place.y.clamp(8.0, (height - 360.0).max(8.0)));
    let heading = heading(editor, &step);
    let leave = move || {
        let from = editor.add_node.get_untracked().and_then(|step| step.from);
        editor.close_step();
        if let Some((id, _)) = from {
            focus_node(&id);
        }
    };
    let beside = window_event_listener(ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if list.get_untracked().is_some_and(|list| !list.contains(target.as_ref())) {
            editor.close_step();
        }
    });
    on_cleanup(move || beside.remove());
    view! {
        <div
            class="add-node"
            role="menu"
            aria-label=heading.clone()
            node_ref=list
            on:wheel=crate::builder::dom::page::keep_page_zoom
            style:transform=format!("translate({x:.0}px,{y:.0}px)")
            on:keydown=move |event| {
                let Some(list) = list.get_untracked() else { return };
                match chord(&event).map(|chord| chord.key) {
                    Some(Key::Escape | Key::Tab) => {
                        event.prevent_default();
                        event.stop_propagation();
                        leave();
                    }
                    Some(Key::Right) if turn(editor, true) => event.prevent_default(),
                    Some(Key::Left) if turn(editor, false) => event.prevent_default(),
                    _ => list_key(&list, ITEMS, &event),
                }
            }
        >
            <p class="add-node__title" aria-hidden="true">{heading.clone()}</p>
            {kinds(editor, &step)}
            {existing(editor, &step)}
        </div>
    }
}

/// The outcome that the node will stand behind, in words.
fn heading(editor: Editor, step: &AddNode) -> String {
    let Some((id, outcome)) = &step.from else { return "Add a node".to_owned() };
    let after = |node: &Node| format!("After {} {}", node.label(), node.outcome_name(*outcome));
    editor.draft.with_untracked(|draft| draft.graph.node(id).map(after)).unwrap_or_default()
}

/// The kinds of nodes by category.
fn kinds(editor: Editor, step: &AddNode) -> AnyView {
    let item = |spec: &'static KindSpec| {
        let (kind, step) = (spec.kind, step.clone());
        let refused = editor.draft.with_untracked(|draft| refusal(draft, kind));
        let choose = move |_| {
            editor.close_step();
            add_chosen(editor, kind, &step);
        };
        view! {
            <button
                type="button"
                role="menuitem"
                class="add-node__item"
                tabindex="-1"
                disabled=refused.is_some()
                title=refused.unwrap_or(spec.about)
                on:click=choose
            >
                <Icon name=kind_style::icon(kind) />
                {spec.name}
            </button>
        }
    };
    let group = |category: Category| {
        let items = KINDS.iter().filter(|spec| spec.group == category).map(item).collect_view();
        view! {
            <div role="group" aria-label=category.name() class="add-node__group">
                <p class="add-node__heading" aria-hidden="true">{category.name()}</p>
                {items}
            </div>
        }
    };
    Category::ALL.into_iter().map(group).collect_view().into_any()
}

/// The line that links to a node that is there: without a drag and without a keyboard the next press says which.
fn existing(editor: Editor, step: &AddNode) -> Option<AnyView> {
    let (from, outcome) = step.from.clone()?;
    let link = move |_| {
        editor.close_step();
        focus_node(&from);
        point_link_at(editor, from.clone(), outcome, None, 0);
    };
    Some(
        view! {
            <button type="button" role="menuitem" class="add-node__item" tabindex="-1" on:click=link>
                <Icon name=IconName::Link />
                "A node that is there"
            </button>
        }
        .into_any(),
    )
}

fn first_item(list: &web_sys::Element) -> Option<web_sys::HtmlElement> {
    list.query_selector(ITEMS).ok()??.dyn_into().ok()
}

/// Turns to the next outcome that the node may stand behind, or to the one before; returns false where there is none.
fn turn(editor: Editor, forth: bool) -> bool {
    let Some((id, outcome)) = editor.add_node.get_untracked().and_then(|step| step.from) else { return false };
    let outcomes =
        editor.draft.with_untracked(|draft| draft.graph.node(&id).map(|node| node.outcomes())).unwrap_or_default();
    let (at, count) = (outcomes.iter().position(|other| *other == outcome).unwrap_or(0), outcomes.len().max(1));
    let Some(next) = outcomes.get((at + if forth { 1 } else { count - 1 }) % count) else { return false };
    offer_next_node(editor, &id, *next);
    true
}
