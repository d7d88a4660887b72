//! The choice of the next node, where a link was dropped on the empty canvas.

use editor::{
    Editor,
    add_node::{add_chosen, refusal},
    interaction::AddNode,
    links::{offer_next_node, point_link_at},
};
use journey::kind::{Category, KINDS, Kind};
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
    let from = step.from.clone();
    let heading = match &from {
        Some((id, outcome)) => editor.draft.with_untracked(|draft| {
            draft
                .graph
                .node(id)
                .map_or_else(String::new, |node| format!("After {} {}", node.label(), node.outcome_name(*outcome)))
        }),
        None => "Add a node".to_owned(),
    };
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
    let choose = {
        let step = step.clone();
        move |kind: Kind| {
            editor.close_step();
            add_chosen(editor, kind, &step);
        }
    };
    let groups = Category::ALL.into_iter().map(|group| {
        let choose = choose.clone();
        let items = KINDS.iter().filter(move |spec| spec.group == group).map(move |spec| {
            let choose = choose.clone();
            let kind = spec.kind;
            let refused = editor.draft.with_untracked(|draft| refusal(draft, kind));
            view! {
                <button
                    type="button"
                    role="menuitem"
                    class="add-step__item"
                    tabindex="-1"
                    disabled=refused.is_some()
                    title=refused.unwrap_or(spec.about)
                    on:click=move |_| choose(kind)
                >
                    <Icon name=kind_style::icon(kind) />
                    {spec.name}
                </button>
            }
        });
        view! {
            <div role="group" aria-label=group.name() class="add-step__group">
                <p class="add-step__heading" aria-hidden="true">{group.name()}</p>
                {items.collect_view()}
            </div>
        }
    });
    // Without a drag and without a keyboard: the next press says where the link leads.
    let existing = step.from.clone().map(|(from, outcome)| {
        let link = move |_| {
            editor.close_step();
            focus_node(&from);
            point_link_at(editor, from.clone(), outcome, None, 0);
        };
        view! {
            <button type="button" role="menuitem" class="add-step__item" tabindex="-1" on:click=link>
                <Icon name=IconName::Link />
                "A node that is there"
            </button>
        }
    });
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
            <p class="add-step__title" aria-hidden="true">{heading.clone()}</p>
            {groups.collect_view()}
            {existing}
        </div>
    }
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
