//! The fields of a link: its delay, and its window where the outcome is one that is waited for.

use journey::{
    edit::{Edit, compose},
    graph::{LinkKey, LinkTiming},
    kind::Outcome,
    time::Span,
};
use leptos::prelude::*;

use super::{
    super::{
        checks::{At, Found},
        editor::{Editor, Mode, Selection},
    },
    Delete, SpanInput,
    outcomes::asked,
};
use crate::ui::{Button, ButtonSize, ButtonVariant, Icon, IconName, Select, SelectOption};

/// One of the two times of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTime {
    /// How long an outcome is waited for.
    Window,
    /// The sleep time before the next node.
    Delay,
}

impl LinkTime {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Window, Self::Delay];

    /// What a person reads.
    pub fn name(self) -> &'static str {
        if self == Self::Window { "Window" } else { "Delay" }
    }

    /// As an attribute holds it.
    pub fn slug(self) -> &'static str {
        if self == Self::Window { "window" } else { "delay" }
    }

    /// Whether links by this outcome have it.
    pub fn fits(self, outcome: Outcome) -> bool {
        self == Self::Delay || outcome.waits()
    }

    /// What it is of a link.
    pub fn of(self, timing: &LinkTiming) -> Option<Span> {
        if self == Self::Window { timing.window } else { timing.delay }
    }

    /// Changes it.
    pub fn set(self, timing: &mut LinkTiming, span: Option<Span>) {
        match self {
            Self::Window => timing.window = span,
            Self::Delay => timing.delay = span,
        }
    }

    fn help(self, outcome: Outcome) -> String {
        match self {
            Self::Window => {
                format!("How long {} is waited for. When it closes, users take Timeout.", outcome.name())
            }
            Self::Delay => {
                "The sleep time before the next node. Minutes and hours are elapsed time; days keep the clock time."
                    .to_owned()
            }
        }
    }
}

/// The field of one of a link's times: in the inspector, and at its chip on the canvas.
#[component]
pub fn LinkTimeInput(
    /// Which.
    time: LinkTime,
    /// The outcome by which the link leaves.
    outcome: Outcome,
    /// What it holds.
    #[prop(into)]
    value: Signal<Option<Span>>,
    /// Whether it can be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why what stands in it is no span.
    #[prop(optional)]
    wrong: Option<RwSignal<Option<String>>>,
    /// Told what it holds now.
    on_change: Callback<Option<Span>>,
) -> impl IntoView {
    let wrong = wrong.unwrap_or_else(|| RwSignal::new(None));
    view! {
        <SpanInput
            label=time.name()
            help=time.help(outcome)
            value
            optional=time == LinkTime::Delay
            disabled
            wrong
            on_change
            name=time.slug()
        />
    }
    .into_any()
}

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
            // Where the choices are many they are made when a person goes there.
            <div on:pointerdown=move |_| asked.set(true) on:focusin=move |_| asked.set(true)>
                <Select label="Leads to" value=Signal::stored(target) options=targets on_change=move_end disabled=locked />
            </div>
            {times}
            <Delete editor label="Delete link".to_owned() />
        </div>
    }
    .into_any()
}
