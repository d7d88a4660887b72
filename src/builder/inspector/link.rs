//! The fields of a link: its delay, and its window where the outcome is one that is waited for.

use editor::{Editor, Selection, links::reconnect};
use journey::{
    edit::{Edit, compose},
    graph::{LinkKey, LinkTime, LinkTiming},
    time::Span,
};
use leptos::prelude::*;
use signals::Memo;

use super::{delete::Delete, outcomes::asked};
use crate::{
    builder::{
        checks::{At, Found},
        fields::link_time::LinkTimeInput,
    },
    ui::{Button, ButtonSize, ButtonVariant, Icon, IconName, Select, SelectOption},
};

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
    let locked = Signal::derive(move || editor.is_locked());
    let set = {
        let key = key.clone();
        move |change: &dyn Fn(&mut LinkTiming)| {
            let mut new = timing.get_untracked();
            change(&mut new);
            editor.apply(&Edit::Link(key.clone(), new));
        }
    };
    let outcome = key.outcome;
    let times = LinkTime::ALL.into_iter().filter(|time| time.fits(outcome)).map(|time| {
        let set = set.clone();
        let value = Signal::derive(move || timing.with(|timing| time.of(timing)));
        let on_change = Callback::new(move |span: Option<Span>| set(&|timing| time.set(timing, span)));
        view! { <LinkTimeInput time outcome value disabled=locked on_change /> }
    });
    let times = times.collect_view();
    // Moving the link's end is the same as drawing it anew, but it keeps its times.
    let asked = asked(editor);
    let targets = {
        let key = key.clone();
        Signal::derive(move || {
            let asked = asked.get();
            editor.draft.with(|draft| {
                let graph = &draft.graph;
                graph
                    .nodes()
                    .filter(|node| {
                        let new = || LinkKey { to: node.id.clone(), ..key.clone() };
                        node.id == key.to || asked && compose::reconnect(draft, &key, new()).is_ok()
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
            reconnect(editor, &key, new);
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
            <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Close label="Close inspector" class="pane__close" on_click=move |_| editor.select(Selection::default()) />
        </header>
        <div class="pane__body">
            <Found editor at=At::Link(key) />
            // Many choices are made only when a person opens the list.
            <div on:pointerdown=move |_| asked.set(true) on:focusin=move |_| asked.set(true)>
                <Select label="Leads to" value=Signal::stored(target) options=targets on_change=move_end disabled=locked />
            </div>
            {times}
            <Delete editor label="Delete link".to_owned() />
        </div>
    }
    .into_any()
}
