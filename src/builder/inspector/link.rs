//! The fields of a link: its delay, and its window where the outcome is one that is waited for.

use journey::{
    compose,
    edit::Edit,
    graph::{LinkKey, LinkTiming},
    time::Span,
};
use leptos::prelude::*;

use super::{
    super::{
        checks::{At, Found},
        editor::{Editor, Mode, Selection},
    },
    Delete, SpanInput,
};
use crate::ui::{Button, ButtonSize, ButtonVariant, Icon, IconName, Select, SelectOption};

/// The form of a link.
#[component]
pub fn LinkForm(editor: Editor, key: LinkKey) -> impl IntoView {
    let timing = {
        let key = key.clone();
        Memo::new(move |_| editor.draft.with(|draft| draft.graph.link(&key).copied()).unwrap_or_default())
    };
    let label = {
        let key = key.clone();
        Memo::new(move |_| editor.draft.with(|draft| draft.graph.link_label(&key)))
    };
    let locked = Signal::derive(move || editor.mode.get() != Mode::Draft);
    let set = {
        let key = key.clone();
        move |change: &dyn Fn(&mut LinkTiming)| {
            let mut new = timing.get_untracked();
            change(&mut new);
            editor.apply(&Edit::Link(key.clone(), new));
        }
    };
    let set_delay = {
        let set = set.clone();
        Callback::new(move |delay: Option<Span>| set(&|timing| timing.delay = delay))
    };
    let set_window = Callback::new(move |window: Option<Span>| set(&|timing| timing.window = window));
    let waits = key.outcome.waits();
    let opposite = format!("How long {} is waited for. When it closes, users take Timeout.", key.outcome.name());
    // Moving the link's end is the same as drawing it anew, but it keeps its times.
    let targets = {
        let key = key.clone();
        Signal::derive(move || {
            editor.draft.with(|draft| {
                let graph = &draft.graph;
                graph
                    .nodes()
                    .filter(|node| {
                        let new = LinkKey { to: node.id.clone(), ..key.clone() };
                        node.id == key.to || compose::reconnect(draft, &key, new).is_ok()
                    })
                    .map(|node| SelectOption::new(node.id.to_string(), node.label()))
                    .collect::<Vec<_>>()
            })
        })
    };
    let move_end = {
        let key = key.clone();
        move |chosen: String| {
            let Some(to) = journey::text::NodeId::parse(&chosen) else { return };
            let new = LinkKey { to, ..key.clone() };
            match editor.draft.with_untracked(|draft| compose::reconnect(draft, &key, new.clone())) {
                Ok(edit) => {
                    if editor.apply(&edit) {
                        editor.selection.set(Selection::link(new));
                    }
                }
                Err(refusal) => editor.say(refusal.to_string()),
            }
        }
    };
    let target = key.to.to_string();
    view! {
        <header class="pane__header">
            <span class="tile"><Icon name=IconName::Link /></span>
            <div class="pane__titles">
                <p class="pane__caption">"Link"</p>
                <h2 class="pane__title">{move || label.get()}</h2>
            </div>
            <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Close label="Close inspector" class="pane__close" on_click=move |_| editor.selection.set(Selection::default()) />
        </header>
        <div class="pane__body">
            <Found editor at=At::Link(key) />
            <Select label="Leads to" value=Signal::stored(target) options=targets on_change=move_end disabled=locked />
            {waits.then(|| view! {
                <SpanInput label="Window" help=opposite value=Signal::derive(move || timing.get().window) disabled=locked on_change=set_window name="window" />
            })}
            <SpanInput
                label="Delay"
                help="The sleep time before the next node. Minutes and hours are elapsed time; days keep the clock time."
                value=Signal::derive(move || timing.get().delay)
                optional=true
                disabled=locked
                on_change=set_delay
                name="delay"
            />
            <Delete editor label="Delete link".to_owned() />
        </div>
    }
    .into_any()
}
