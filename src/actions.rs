//! The actions on a journey, from the listings, from the builder and in bulk (spec: journey.md §2): the menu, the badge,
//! and the dialogs that state an action's effects before the click. All of them read journey's one table. The code behind
//! the menu, in perform.rs and dialog.rs, arrives in a chunk.

mod badge;
mod dialog;
mod parts;
mod perform;

pub use badge::{StatusBadge, status_badge};
pub use dialog::effects_view;
pub use parts::{Actions, Choice};
use parts::{Parts, Question};

use journey::{
    journey::Journey,
    lifecycle::{Action, Facts, Status, available},
    text::JourneyId,
};
use leptos::prelude::*;
use signals::RwSignal;

use crate::{
    lazy,
    route::{Route, use_go},
    ui::{IconName, Menu, MenuEntry, MenuItem, use_toasts},
    workspace::use_workspace,
};

/// The icon of an action.
pub fn icon(action: Action) -> IconName {
    match action {
        Action::Edit | Action::EditWhat => IconName::Edit,
        Action::Save => IconName::Save,
        Action::Publish => IconName::Publish,
        Action::Clone => IconName::Copy,
        Action::NewVersion => IconName::Layers,
        Action::Pause => IconName::Pause,
        Action::Resume => IconName::Resume,
        Action::Stop => IconName::Stop,
        Action::Archive => IconName::Archive,
        Action::Unarchive => IconName::Unarchive,
        Action::Delete => IconName::Trash,
    }
}

crate::lazy! {
    actions: /// Does what was chosen.
        pub static PERFORM: fn(Actions, Choice, Vec<JourneyId>, Option<u32>) = perform::perform;
    actions: static DIALOGS: fn(Actions) -> AnyView = dialog::dialogs;
}

/// Makes the actions known to everything below; [`Dialogs`] has to be there too.
pub fn provide_actions() {
    let parts = Parts { workspace: use_workspace(), toasts: use_toasts(), question: RwSignal::new(None), go: use_go() };
    provide_context(Actions(Box::leak(Box::new(parts))));
}

/// The actions. Call it in a component's body, not in a handler.
pub fn use_actions() -> Actions {
    expect_context()
}

impl Actions {
    /// Does what was chosen for some journeys.
    pub fn choose(self, choice: Choice, ids: Vec<JourneyId>) {
        self.choose_of(choice, ids, None);
    }

    /// Does what was chosen, for one version by its number; without a number, for the version that the row shows.
    fn choose_of(self, choice: Choice, ids: Vec<JourneyId>, version: Option<u32>) {
        match (choice, ids.as_slice()) {
            (Choice::Open, [id, ..]) => self.go.run(Route::Journey(id.clone())),
            _ => PERFORM.run(move |perform| perform(self, choice, ids, version)),
        }
    }
}

/// The dialogs of the actions; there from the first question on.
pub fn dialogs() -> AnyView {
    let actions = use_actions();
    lazy::on_first_open(Signal::derive(move || actions.question.with(Option::is_some)), &DIALOGS, actions)
}

/// The menu of a journey: every action, and those that are not available with the reason.
#[component]
pub fn ActionMenu(
    id: JourneyId,
    /// True where the journey is open here already, in the builder.
    #[prop(optional)]
    here: bool,
    /// The version that is open; the one that the journey's row shows where none is named.
    #[prop(optional_no_strip)]
    version: Option<u32>,
    /// The journey's name, where the caller watches it anyway: in a long table that saves a watch per row.
    #[prop(optional, into)]
    name: Option<Signal<String>>,
) -> impl IntoView {
    let workspace = use_workspace();
    let actions = use_actions();
    let label = {
        let id = id.clone();
        Signal::derive(move || {
            let own = || workspace.get(&id).map(|journey| journey.name.to_string()).unwrap_or_default();
            format!("Actions for {}", name.map_or_else(own, |name| name.get()))
        })
    };
    // Asked for when the menu opens, and not before.
    let items = Signal::derive(move || {
        let Some(journey) = workspace.get(&id) else { return Vec::new() };
        let (statuses, facts) = workspace.standing(&journey);
        entries(actions, &journey, &|action| statuses.meant(action, version).1, facts, (here, version))
    });
    view! { <Menu label items /> }
}

fn entries(
    actions: Actions,
    journey: &Journey,
    status: &dyn Fn(Action) -> Status,
    facts: Facts,
    (here, number): (bool, Option<u32>),
) -> Vec<MenuEntry> {
    let reason = |action| available(action, status(action), facts).err().map(ToOwned::to_owned);
    let line = |label: &'static str, choice: Choice, icon: IconName, reason: Option<String>| {
        let id = journey.id.clone();
        MenuItem::new(label, move || actions.choose_of(choice, vec![id.clone()], number)).icon(icon).disabled(reason)
    };
    let act = |action: Action| line(action.name(), Choice::Do(action), icon(action), reason(action));
    // One place for two actions of which a status offers at most one.
    let one_of =
        |first: Action, second: Action| if available(second, status(second), facts).is_ok() { second } else { first };
    let edit = if status(Action::Edit) == Status::Draft { Action::Edit } else { Action::EditWhat };
    let edit_reason = if here { Some("It is open here.".to_owned()) } else { reason(edit) };
    let no_description =
        journey.description.is_empty().then(|| "It has no description. Publishing asks for one.".to_owned());
    vec![
        line("Edit", Choice::Open, IconName::Edit, edit_reason).into(),
        act(Action::Clone).into(),
        line("New version", Choice::Do(Action::NewVersion), IconName::Layers, reason(Action::NewVersion)).into(),
        MenuEntry::Separator,
        act(one_of(Action::Pause, Action::Resume)).into(),
        act(Action::Stop).danger().into(),
        act(if facts.archived { Action::Unarchive } else { Action::Archive }).into(),
        MenuEntry::Separator,
        line("View description", Choice::Describe, IconName::Eye, no_description).into(),
        line("Export", Choice::Export, IconName::Export, None).into(),
        act(Action::Delete).danger().into(),
    ]
}
