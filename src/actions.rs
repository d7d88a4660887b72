//! What can be done with a journey, the same from the listings, from the builder and in bulk: the menu, the badge, and the
//! dialogs that state what an action does before the click (spec: journey.md §2). All of it reads journey's one table.

use journey::{
    journey::Journey,
    lifecycle::{Action, Effects, Facts, Status, available, effects},
    text::JourneyId,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    route::Route,
    ui::{
        Badge, Button, ButtonKind, ButtonVariant, Dialog, DialogWidth, IconName, Menu, MenuEntry, MenuItem, Toasts,
        Tone, use_toasts,
    },
    workspace::{Workspace, use_workspace},
};

/// The status badge.
#[component]
pub fn StatusBadge(#[prop(into)] status: Signal<Status>) -> impl IntoView {
    view! { <Badge text=Signal::derive(move || status.get().name().to_owned()) tone=Signal::derive(move || tone(status.get())) /> }
}

fn tone(status: Status) -> Tone {
    match status {
        Status::Draft => Tone::Neutral,
        Status::Scheduled => Tone::Info,
        Status::Running => Tone::Success,
        Status::Paused | Status::Restricted => Tone::Warning,
        Status::Completed => Tone::Muted,
        Status::Stopped => Tone::Danger,
    }
}

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

/// What is asked before an action is done.
#[derive(Clone, PartialEq)]
enum Question {
    /// Do this to these, or to one version of one of them?
    Confirm(Action, Vec<JourneyId>, Option<u32>),
    /// No question: the description of a journey.
    Description(JourneyId),
}

/// Does actions, with their dialogs. Made once, at the root.
#[derive(Clone, Copy)]
pub struct Actions(&'static Parts);

impl std::ops::Deref for Actions {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        self.0
    }
}

/// What doing an action takes.
pub struct Parts {
    workspace: Workspace,
    toasts: Toasts,
    question: RwSignal<Option<Question>>,
}

/// Makes the actions known to everything below; [`ActionDialogs`] has to be there too.
pub fn provide_actions() {
    let parts = Parts { workspace: use_workspace(), toasts: use_toasts(), question: RwSignal::new(None) };
    provide_context(Actions(Box::leak(Box::new(parts))));
}

/// The actions. Call it in a component's body, not in a handler.
pub fn use_actions() -> Actions {
    expect_context()
}

impl Actions {
    /// Asks first, where the action has consequences for users; else does it at once.
    pub fn request(self, action: Action, ids: Vec<JourneyId>) {
        self.request_of(action, ids, None);
    }

    /// The same for a version that is named. The one that the row shows stands for the journey.
    fn request_of(self, action: Action, ids: Vec<JourneyId>, version: Option<u32>) {
        let is_other = |journey: &Journey| {
            let statuses = untrack(|| self.workspace.statuses(journey));
            statuses.meant(action, version).0 != statuses.shown().0
        };
        let version = version.filter(|_| {
            ids.first().and_then(|id| self.workspace.get_untracked(id)).is_some_and(|journey| is_other(&journey))
        });
        match action {
            Action::Unarchive if self.sort(action, &ids, version).iter().all(|row| row.refused.is_none()) => {
                self.perform(action, &ids, version);
            }
            _ => self.question.set(Some(Question::Confirm(action, ids, version))),
        }
    }

    /// Does an action to those it is available for, and says how it went.
    fn perform(self, action: Action, ids: &[JourneyId], version: Option<u32>) {
        let sorted = self.sort(action, ids, version);
        let mut done: Vec<(JourneyId, String)> = Vec::new();
        for row in sorted.iter().filter(|row| row.refused.is_none()) {
            let result = match action {
                Action::Delete => self.workspace.delete(&row.id).map(|journey| self.offer_undo(&journey)),
                _ => self.workspace.act(&row.id, version, action),
            };
            match result {
                Ok(()) => done.push((row.id.clone(), row.name.clone())),
                Err(why) => self.toasts.error(format!("{}: {why}", row.name)),
            }
        }
        let past = past(action);
        match done.as_slice() {
            [] => {}
            // A deletion has said so, with its way back.
            _ if action == Action::Delete => {}
            [(_, only)] => self.toasts.success(format!("“{only}” is {past}.")),
            many => self.toasts.success(format!("{} journeys are {past}.", many.len())),
        }
    }

    fn offer_undo(self, journey: &Journey) {
        let (workspace, toasts, journey) = (self.workspace, self.toasts, journey.clone());
        toasts.with_action(format!("“{}” is deleted.", journey.name), "Undo", move || {
            if let Err(why) = workspace.restore(&journey) {
                toasts.error(why);
            }
        });
    }

    /// What an action would do to each of several journeys, and which it passes over, and why.
    fn sort(self, action: Action, ids: &[JourneyId], version: Option<u32>) -> Vec<Sorted> {
        let row = |id: &JourneyId| {
            let journey = self.workspace.get_untracked(id)?;
            let (statuses, facts) = untrack(|| self.workspace.standing(&journey));
            let status = statuses.meant(action, version).1;
            let refused = available(action, status, facts).err();
            let name = match version {
                Some(number) => format!("{}, version {number}", journey.name),
                None => journey.name.to_string(),
            };
            Some(Sorted { id: id.clone(), name, status, refused })
        };
        ids.iter().filter_map(row).collect()
    }

    /// Makes a clone and says where it is.
    fn clone_journey(self, id: &JourneyId, version: Option<u32>, go: impl Fn(Route) + Send + Sync + 'static) {
        match self.workspace.clone_journey(id, version) {
            Ok(clone) => {
                let name =
                    self.workspace.get_untracked(&clone).map(|journey| journey.name.to_string()).unwrap_or_default();
                self.toasts.with_action(format!("“{name}” is a draft now."), "Open", move || {
                    go(Route::Journey(clone.clone()))
                });
            }
            Err(why) => self.toasts.error(why),
        }
    }

    /// Starts a new version and opens it.
    fn new_version(self, id: &JourneyId, version: Option<u32>, go: &(impl Fn(Route) + Send + Sync + 'static)) {
        match self.workspace.new_version(id, version) {
            Ok(()) => {
                self.toasts.success(
                    "A draft of the new version is here. What is published stays as it is until you publish it.",
                );
                go(Route::Journey(id.clone()));
            }
            Err(why) => self.toasts.error(why),
        }
    }

    /// Offers journeys as a file.
    pub fn export(self, ids: &[JourneyId]) {
        match self.workspace.export(ids) {
            Ok(()) => self.toasts.success(match ids {
                [_] => "The journey is in your downloads.".to_owned(),
                many => format!("{} journeys are in your downloads.", many.len()),
            }),
            Err(why) => self.toasts.error(format!("The file could not be made. {why}")),
        }
    }
}

struct Sorted {
    id: JourneyId,
    name: String,
    status: Status,
    refused: Option<&'static str>,
}

/// The word for what was done.
fn past(action: Action) -> &'static str {
    match action {
        Action::Pause => "paused",
        Action::Resume => "resumed",
        Action::Stop => "stopped",
        Action::Archive => "archived",
        Action::Unarchive => "back on the list",
        Action::Delete => "deleted",
        _ => "changed",
    }
}

/// The menu of a journey: every action, and those that are not available with the reason.
#[component]
pub fn ActionMenu(
    id: JourneyId,
    /// Whether the journey is open here already, in the builder.
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
    let navigate = use_navigate();
    let go =
        move |route: Route| navigate(&route.href(), NavigateOptions { resolve: false, ..NavigateOptions::default() });
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
        entries(actions, &journey, &|action| statuses.meant(action, version).1, facts, (here, version), go.clone())
    });
    view! { <Menu label items /> }
}

fn entries(
    actions: Actions,
    journey: &Journey,
    status: &dyn Fn(Action) -> Status,
    facts: Facts,
    (here, number): (bool, Option<u32>),
    go: impl Fn(Route) + Clone + Send + Sync + 'static,
) -> Vec<MenuEntry> {
    let id = journey.id.clone();
    let reason = |action| available(action, status(action), facts).err().map(ToOwned::to_owned);
    let ask = |action: Action| {
        let id = id.clone();
        MenuItem::new(action.name(), move || actions.request_of(action, vec![id.clone()], number))
            .icon(icon(action))
            .disabled(reason(action))
    };
    // One place for two actions of which a status offers at most one.
    let one_of =
        |first: Action, second: Action| if available(second, status(second), facts).is_ok() { second } else { first };
    let edit = if status(Action::Edit) == Status::Draft { Action::Edit } else { Action::EditWhat };
    let edit_reason = if here { Some("It is open here.".to_owned()) } else { reason(edit) };
    let open = {
        let (id, go) = (id.clone(), go.clone());
        MenuItem::new("Edit", move || go(Route::Journey(id.clone()))).icon(IconName::Edit).disabled(edit_reason)
    };
    let clone = {
        let (id, go) = (id.clone(), go.clone());
        MenuItem::new("Clone", move || actions.clone_journey(&id, number, go.clone()))
            .icon(IconName::Copy)
            .disabled(reason(Action::Clone))
    };
    let version = {
        let (id, go) = (id.clone(), go.clone());
        MenuItem::new("New version", move || actions.new_version(&id, number, &go))
            .icon(IconName::Layers)
            .disabled(reason(Action::NewVersion))
    };
    let description = {
        let id = id.clone();
        let reason =
            journey.description.is_empty().then(|| "It has no description. Publishing asks for one.".to_owned());
        MenuItem::new("View description", move || actions.question.set(Some(Question::Description(id.clone()))))
            .icon(IconName::Eye)
            .disabled(reason)
    };
    let export = {
        let id = id.clone();
        MenuItem::new("Export", move || actions.export(std::slice::from_ref(&id))).icon(IconName::Export)
    };
    let archive = if facts.archived { Action::Unarchive } else { Action::Archive };
    vec![
        open.into(),
        clone.into(),
        version.into(),
        MenuEntry::Separator,
        ask(one_of(Action::Pause, Action::Resume)).into(),
        ask(Action::Stop).danger().into(),
        ask(archive).into(),
        MenuEntry::Separator,
        description.into(),
        export.into(),
        ask(Action::Delete).danger().into(),
    ]
}

/// The dialogs of the actions. There once, at the root.
#[component]
pub fn ActionDialogs() -> impl IntoView {
    let actions = use_actions();
    let close = move |()| actions.question.set(None);
    let open = Signal::derive(move || actions.question.with(Option::is_some));
    let confirming = Signal::derive(move || matches!(actions.question.get(), Some(Question::Confirm(..))));
    let possible = move || match actions.question.get() {
        Some(Question::Confirm(action, ids, version)) => {
            actions.sort(action, &ids, version).iter().filter(|row| row.refused.is_none()).count()
        }
        _ => 0,
    };
    // Those it passes over are not counted.
    let title = Signal::derive(move || match actions.question.get() {
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
    let danger = Signal::derive(move || match actions.question.get() {
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
            {move || match actions.question.get() {
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
}

/// What the button of the dialog says: “Stop journey”, “Stop 3 journeys”.
fn command(action: Action, count: usize) -> String {
    if count == 1 { format!("{} journey", action.name()) } else { format!("{} {count} journeys", action.name()) }
}

/// What an action does, for each status among those it is done to, and which it passes over.
#[component]
fn Consequences(actions: Actions, action: Action, ids: Vec<JourneyId>, version: Option<u32>) -> impl IntoView {
    let rows = actions.sort(action, &ids, version);
    let single = rows.len() == 1;
    let (possible, refused): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.refused.is_none());
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
    view! { {groups.collect_view()}{passed} }
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

/// What an action does to the three groups of users, and whether it can be taken back.
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
