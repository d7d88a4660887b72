//! The dialogs that say what an action does before it is done, and the one that shows a description.

use journey::{
    journey::VersionRef,
    lifecycle::{Action, Effects, Status, effects},
    setup::{EntryCriteria, Timeline},
    text::JourneyId,
};
use leptos::prelude::*;
use signals::shared;

use super::{Actions, Question, StatusBadge, perform::Sorted};
use crate::{
    moment::Moment,
    platform::zone::BrowserZone,
    ui::{Button, ButtonKind, ButtonVariant, Dialog, DialogWidth},
};

/// The dialogs. There once, at the root.
pub fn dialogs(actions: Actions) -> AnyView {
    let close = move |()| actions.question.set(None);
    let open = Signal::derive(move || shared(actions.question).with(Option::is_some));
    let confirming = Signal::derive(move || matches!(shared(actions.question).get(), Some(Question::Confirm(..))));
    let possible = move || match shared(actions.question).get() {
        Some(Question::Confirm(action, ids, version)) => {
            actions.sort(action, &ids, version).iter().filter(|row| row.refused.is_none()).count()
        }
        _ => 0,
    };
    // Those it passes over are not counted.
    let title = Signal::derive(move || match shared(actions.question).get() {
        Some(Question::Confirm(action, _, Some(version))) => format!("{} version {version}", action.name()),
        Some(Question::Confirm(action, ids, None)) => {
            command(action, if possible() == 0 { ids.len() } else { possible() })
        }
        Some(Question::Description(id)) => {
            actions.workspace.get(&id).map(|journey| journey.name.to_string()).unwrap_or_default()
        }
        None => String::new(),
    });
    let confirm = move || {
        if let Some(Question::Confirm(action, ids, version)) = actions.question.get_untracked() {
            actions.question.set(None);
            actions.perform(action, &ids, version);
        } else {
            actions.question.set(None);
        }
    };
    let danger = Signal::derive(move || match shared(actions.question).get() {
        Some(Question::Confirm(Action::Stop | Action::Archive | Action::Delete, ..)) => ButtonVariant::Danger,
        _ => ButtonVariant::Primary,
    });
    view! {
        <Dialog
            open
            on_close=close
            title
            on_submit=move |()| confirm()
            width=DialogWidth::Medium
            footer=move || if confirming.get() {
                let nothing = Signal::derive(move || (possible() == 0).then(|| "It is available for none of them.".to_owned()));
                view! {
                    <Button on_click=move |_| close(())>"Cancel"</Button>
                    <Button variant=danger kind=ButtonKind::Submit reason=nothing>{title.get_untracked()}</Button>
                }.into_any()
            } else {
                view! { <Button kind=ButtonKind::Submit>"Close"</Button> }.into_any()
            }
        >
            {move || match shared(actions.question).get() {
                Some(Question::Confirm(action, ids, version)) => {
                    view! { <Consequences actions action ids version /> }.into_any()
                }
                Some(Question::Description(id)) => {
                    let text = actions.workspace.get(&id).map(|journey| journey.description.clone()).unwrap_or_default();
                    view! { <p class="description">{text}</p> }.into_any()
                }
                None => ().into_any(),
            }}
        </Dialog>
    }
    .into_any()
}

/// The label of the dialog's button: “Stop journey”, “Stop 3 journeys”.
fn command(action: Action, count: usize) -> String {
    if count == 1 { format!("{} journey", action.name()) } else { format!("{} {count} journeys", action.name()) }
}

/// The effects of an action for each status among its journeys, and the journeys that it passes over.
#[component]
fn Consequences(actions: Actions, action: Action, ids: Vec<JourneyId>, version: Option<u32>) -> impl IntoView {
    let rows = actions.sort(action, &ids, version);
    let single = rows.len() == 1;
    let (possible, refused): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.refused.is_none());
    let notes = possible.iter().filter_map(|row| only_run_missed(actions, action, row, version)).collect_view();
    let groups = Status::ALL.into_iter().filter_map(|status| {
        let names: Vec<String> =
            possible.iter().filter(|row| row.status == status).map(|row| row.name.clone()).collect();
        (!names.is_empty()).then(|| view! { <Group status names single effects=effects(action, status) /> })
    });
    let passed = (!refused.is_empty()).then(|| {
        let lines = refused.iter().map(|row| {
            let reason = row.refused.unwrap_or_default();
            view! { <li><strong>{row.name.clone()}</strong>" ("{row.status.name()}"): "{reason}</li> }
        });
        view! {
            <section class="effects effects--passed">
                <h3 class="section__title">"Passed over"</h3>
                <ul>{lines.collect_view()}</ul>
            </section>
        }
    });
    view! { {groups.collect_view()}{notes}{passed} }
}

/// That pausing over the only run of *Once* lets nobody in, ever (timing.md §2).
fn only_run_missed(actions: Actions, action: Action, row: &Sorted, version: Option<u32>) -> Option<AnyView> {
    let workspace = actions.workspace;
    let journey = workspace.get_untracked(&row.id).filter(|_| action == Action::Pause)?;
    let VersionRef::Number(number) = untrack(|| workspace.statuses(&journey)).meant(action, version).0 else {
        return None;
    };
    let version = journey.version(number)?;
    let setup = &version.content().setup;
    let once = setup.entry == EntryCriteria::AtATime && setup.timeline == Timeline::Once;
    let run =
        workspace.entry_window(&journey, version).closes.filter(|run| once && *run > workspace.now.get_untracked())?;
    let zone = BrowserZone::open(&setup.zone)?;
    let name = row.name.clone();
    Some(view! {
        <p class="effects__note">
            <strong>{name}</strong>" has one run, "<Moment at=run zone />". If it is still paused then, nobody comes in, ever."
        </p>
    }.into_any())
}

#[component]
fn Group(status: Status, names: Vec<String>, single: bool, effects: Effects) -> impl IntoView {
    let heading = if single { names.join(", ") } else { format!("{} {}", names.len(), status.name()) };
    view! {
        <section class="effects">
            <h3 class="section__title effects__heading">{heading}<StatusBadge status /></h3>
            {(!single).then(|| view! { <p class="effects__names">{names.join(", ")}</p> })}
            {effects_view(effects)}
        </section>
    }
}

/// The effects of an action on the three groups of users, and whether it can be undone.
pub fn effects_view(effects: Effects) -> AnyView {
    view! {
        <dl class="effects__list">
            <div><dt>"Users not yet in"</dt><dd>{effects.outside}</dd></div>
            <div><dt>"Users inside, waiting"</dt><dd>{effects.inside}</dd></div>
            <div><dt>"Users with a message queued"</dt><dd>{effects.queued}</dd></div>
        </dl>
        <p class="effects__undo">{effects.undo}</p>
    }
    .into_any()
}
