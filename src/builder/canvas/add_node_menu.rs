//! The choice of the next node, where a link was dropped on the empty canvas.

use editor::{
    Editor,
    add_node::{add_step, refusal},
    interaction::AddStep,
    links::aim_at,
};
use journey::kind::{Group, KINDS, Kind};
use keymap::chord::Key;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    builder::{dom::focus::focus_node, kind_style},
    ui::{Icon, IconName, chord},
};

/// A list of all kinds, at the place where the node will stand.
#[component]
pub fn AddStepMenu(editor: Editor) -> impl IntoView {
    move || {
        let step = editor.add_step.get()?;
        Some(view! { <Choice editor step /> })
    }
}

#[component]
fn Choice(editor: Editor, step: AddStep) -> impl IntoView {
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
        let from = editor.add_step.get_untracked().and_then(|step| step.from);
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
            add_step(editor, kind, &step);
        }
    };
    let groups = Group::ALL.into_iter().map(|group| {
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
            aim_at(editor, from.clone(), outcome, None, 0);
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
            class="add-step"
            role="menu"
            aria-label=heading.clone()
            node_ref=list
            on:wheel=crate::builder::dom::page::keep_page_zoom
            style:transform=format!("translate({x:.0}px,{y:.0}px)")
            on:keydown=move |event| {
                let by = match chord(&event).map(|chord| chord.key) {
                    Some(Key::Down) => 1,
                    Some(Key::Up) => -1,
                    Some(Key::Escape | Key::Tab) => {
                        event.prevent_default();
                        event.stop_propagation();
                        leave();
                        return;
                    }
                    _ => return,
                };
                event.prevent_default();
                if let Some(list) = list.get_untracked() {
                    move_focus(&list, by);
                }
            }
        >
            <p class="add-step__title" aria-hidden="true">{heading.clone()}</p>
            {groups.collect_view()}
            {existing}
        </div>
    }
}

fn items(list: &web_sys::Element) -> Vec<web_sys::HtmlElement> {
    let Ok(found) = list.query_selector_all("[role=menuitem]:not(:disabled)") else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.get(i)?.dyn_into().ok()).collect()
}

fn first_item(list: &web_sys::Element) -> Option<web_sys::HtmlElement> {
    items(list).into_iter().next()
}

fn move_focus(list: &web_sys::Element, by: isize) {
    let items = items(list);
    let active = document().active_element();
    let at = items.iter().position(|item| Some(item.as_ref()) == active.as_ref()).unwrap_or(0);
    let next = (at as isize + by).rem_euclid(items.len().max(1) as isize) as usize;
    if let Some(item) = items.get(next) {
        let _ = item.focus();
    }
}
