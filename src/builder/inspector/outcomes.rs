//! The targets of each outcome of a node: the canvas' links as a list.

use editor::{
    Editor, Selection,
    links::{connect, offer_next_node},
};
use journey::{
    edit::Edit,
    graph::{LinkKey, Node},
    kind::Outcome,
    text::NodeId,
};
use leptos::prelude::*;
use signals::{Memo, RwSignal};

use crate::{
    builder::{capped::More, dom::focus::open_fields, kind_style},
    ui::{Button, ButtonSize, ButtonVariant, IconName, focus_in_next_frame},
};

/// The number of links of an outcome that are listed at once.
const LINKS: usize = 25;
/// Up to so many nodes the lists are made with the form; larger ones when they are gone to, since each holds all nodes.
const AT_ONCE: usize = 100;

/// True where the list of targets is made; set when a person opens it.
pub(super) fn asked(editor: Editor) -> RwSignal<bool> {
    RwSignal::new(editor.draft.with_untracked(|draft| draft.graph.nodes().len() <= AT_ONCE))
}

/// The section *Leads to*.
#[component]
pub fn Outcomes(editor: Editor, id: NodeId, node: Memo<Option<Node>>) -> impl IntoView {
    let outcomes = Memo::new(move |_| node.with(|node| node.as_ref().map(Node::outcomes).unwrap_or_default()));
    let rows = {
        let id = id.clone();
        move || {
            let id = id.clone();
            outcomes
                .get()
                .into_iter()
                .map(move |outcome| view! { <OutcomeRow editor id=id.clone() outcome /> })
                .collect_view()
        }
    };
    move || {
        (!outcomes.with(Vec::is_empty)).then(|| {
            view! {
                <section class="section" aria-label="Leads to">
                    <h3 class="section__title">"Leads to"</h3>
                    <ul class="outcomes">{rows()}</ul>
                </section>
            }
            .into_any()
        })
    }
}

#[component]
fn OutcomeRow(editor: Editor, id: NodeId, outcome: Outcome) -> impl IntoView {
    let name = {
        let id = id.clone();
        Memo::new(move |_| {
            editor.draft.with(|draft| draft.graph.node(&id).map(|node| node.outcome_name(outcome))).unwrap_or_default()
        })
    };
    let listed = RwSignal::new(LINKS);
    let links = {
        let id = id.clone();
        Memo::new(move |_| {
            editor.draft.with(|draft| {
                let graph = &draft.graph;
                graph
                    .links_from(&id)
                    .filter(|(key, _)| key.outcome == outcome)
                    .take(listed.get())
                    .map(|(key, timing)| {
                        let to = graph.node(&key.to).map_or_else(|| "a node that is gone".to_owned(), Node::label);
                        let wait = timing.delay.map(|delay| format!("after {delay}"));
                        (key.clone(), to, wait)
                    })
                    .collect::<Vec<_>>()
            })
        })
    };
    let left = {
        let id = id.clone();
        Memo::new(move |_| {
            let all = editor
                .draft
                .with(|draft| draft.graph.links_from(&id).filter(|(key, _)| key.outcome == outcome).count());
            all.saturating_sub(listed.get())
        })
    };
    let is_first = Signal::derive(move || links.with(Vec::is_empty));
    let rows = move || {
        let row = |(key, to, wait)| view! { <OutcomeLink editor name key to wait /> };
        links.get().into_iter().map(row).collect_view()
    };
    view! {
        <li class=format!("outcomes__row outcome--{}", kind_style::outcome_tone(outcome))>
            <span class="outcomes__name">{move || name.get()}</span>
            <span class="outcomes__links" data-rows=".outcomes__link">
                {rows}
                <More left step=LINKS what="links" press=Callback::new(move |()| listed.update(|listed| *listed += LINKS)) around=|button| button />
                <TargetChoice editor id outcome name is_first />
            </span>
        </li>
    }
    .into_any()
}

/// One link of an outcome: shows it, and removes it.
#[component]
fn OutcomeLink(editor: Editor, name: Memo<String>, key: LinkKey, to: String, wait: Option<String>) -> impl IntoView {
    let label = format!("Remove the link {} to {to}", name.get_untracked());
    let removed = key.clone();
    view! {
        <span class="outcomes__link">
            <button type="button" class="outcomes__to" title="Show the link" on:click=move |_| {
                editor.select(Selection::link(key.clone()));
                // The button goes with the node's form; the focus goes on to the link's.
                focus_in_next_frame(open_fields);
            }>
                {to}
            </button>
            {wait.map(|wait| view! { <span class="outcomes__wait">{wait}</span> })}
            <Button
                variant=ButtonVariant::Ghost
                size=ButtonSize::Small
                icon=IconName::Close
                label
                disabled=Signal::derive(move || editor.is_locked())
                on_click=move |_| {
                    editor.apply(&Edit::Remove { nodes: Vec::new(), links: vec![removed.clone()] });
                }
            />
        </span>
    }
}

/// The list of nodes that the outcome can lead to.
#[component]
fn TargetChoice(
    editor: Editor,
    id: NodeId,
    outcome: Outcome,
    name: Memo<String>,
    /// Set while the outcome leads nowhere.
    is_first: Signal<bool>,
) -> impl IntoView {
    let asked = asked(editor);
    let targets = {
        let id = id.clone();
        Memo::new(move |_| {
            if !asked.get() {
                return Vec::new();
            }
            editor.draft.with(|draft| {
                let targets = draft.graph.targets(&id, outcome);
                targets.map(|node| (node.id.clone(), node.label())).collect::<Vec<_>>()
            })
        })
    };
    let choose = move |event: leptos::ev::Event| {
        let chosen: String = event_target_value(&event);
        // The box is a command and holds nothing: what was chosen stands above it, or nowhere if it was called off.
        event_target::<web_sys::HtmlSelectElement>(&event).set_value("");
        if chosen == "+" {
            offer_next_node(editor, &id, outcome);
        } else if let Some(to) = NodeId::parse(&chosen) {
            let selection = editor.selection.get_untracked();
            connect(editor, LinkKey { from: id.clone(), outcome, to });
            // The person is working at the node: it stays selected.
            editor.select(selection);
        }
    };
    move || {
        (!editor.is_locked()).then(|| view! {
            <select class="input input--select outcomes__choice" aria-label=format!("{} leads to", name.get()) on:pointerdown=move |_| asked.set(true) on:focus=move |_| asked.set(true) on:change=choose.clone()>
                <option value="" prop:selected=true>{if is_first.get() { "Link to…" } else { "And to…" }}</option>
                <option value="+">"A new node…"</option>
                {targets.get().into_iter().map(|(id, label)| view! { <option value=id.to_string()>{label}</option> }).collect_view()}
            </select>
        })
    }
}
