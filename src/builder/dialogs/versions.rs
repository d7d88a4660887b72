//! *Versions*: every version of the journey, what became of it and when, each to be opened, compared and restored as the
//! draft (issue 3, Versions; journey.md §2).

use std::sync::Arc;

use editor::Editor;
use journey::{
    edit::{Edit, history::History},
    journey::{Journey, Published, VersionRef},
    lifecycle::{Action, Facts, Status, available},
    order,
    schedule::Publishing,
};
use leptos::prelude::*;
use signals::{SharedMemo, SharedSignal};

use crate::{
    actions::StatusBadge,
    builder::{
        changes::full_stop,
        session::{
            opened::{Handed, own_of},
            versions::{content, version_name, versions},
        },
    },
    moment::Moment,
    platform::clock,
    route::{Route, use_go},
    ui::{Button, ButtonSize, ButtonVariant, Dialog, DialogWidth, Icon, IconName, Toasts, use_toasts},
    workspace::{Tab, Unsaved, ViewState, WorkKey, Workspace, use_workspace},
};

/// The state that restoring a version needs.
#[derive(Clone, Copy)]
struct Restore {
    workspace: Workspace,
    toasts: Toasts,
    /// The open journey and which version of it.
    editor: Editor,
    version: VersionRef,
    journey: SharedMemo<Option<Arc<Journey>>>,
    go: Callback<Route>,
}

/// The dialog, and the question before a draft is replaced.
#[component]
pub fn VersionsDialog(
    editor: Editor,
    open: SharedSignal<bool>,
    journey: SharedMemo<Option<Arc<Journey>>>,
    /// The version that is open here.
    version: VersionRef,
) -> impl IntoView {
    let workspace = use_workspace();
    let go = use_go();
    let restore = Restore { workspace, toasts: use_toasts(), editor, version, journey, go };
    // Compared before link_draft: every tick of the clock is heard here.
    let statuses =
        SharedMemo::new(move |_| journey.with(|journey| journey.as_ref().map(|journey| workspace.statuses(journey))));
    let asking = SharedSignal::new(None::<u32>);
    let rows = move || {
        let (journey, statuses) = (journey.get()?, statuses.get()?);
        let rows = versions(&journey).into_iter().rev().map(|row| {
            let status = statuses.get(row).unwrap_or(Status::Draft);
            version_row(restore, &journey, row, status, open, asking)
        });
        Some(view! { <ol class="versions">{rows.collect::<Vec<_>>()}</ol> })
    };
    let title = Signal::derive(|| "Versions".to_owned());
    let question = Signal::derive(|| "Replace the draft".to_owned());
    view! {
        <Dialog
            open
            on_close=move |()| open.set(false)
            title
            width=DialogWidth::Wide
            description="A journey has at most 10 versions, the draft included. There are no accounts: whatever was done was done in this browser, or came with a file."
            plain=true
        >
            {rows}
        </Dialog>
        <Dialog
            open=Signal::derive(move || asking.get().is_some())
            on_close=move |()| asking.set(None)
            title=question
            width=DialogWidth::Narrow
            footer=move || view! {
                <Button autofocus=true on_click=move |_| asking.set(None)>"Cancel"</Button>
                <Button variant=ButtonVariant::Primary on_click=move |_| if let Some(number) = asking.get_untracked() {
                    asking.set(None);
                    restore.into_draft(number);
                }>"Replace draft"</Button>
            }.into_any()
        >
            <p>{move || asking.get().map(|number| format!("A draft waits. It becomes what version {number} is; undo takes that back. Nothing that is published changes."))}</p>
        </Dialog>
    }
}

/// One version of the list.
fn version_row(
    restore: Restore,
    journey: &Arc<Journey>,
    row: VersionRef,
    status: Status,
    open: SharedSignal<bool>,
    asking: SharedSignal<Option<u32>>,
) -> AnyView {
    let name = version_name(row);
    let said = name.to_lowercase();
    let id = journey.id.clone();
    let here = row == restore.version;
    let route = match row {
        VersionRef::Draft => Route::Journey(id.clone()),
        VersionRef::Number(number) => Route::Version(id.clone(), number),
    };
    let leave = move |_| open.set(false);
    let opens = if here {
        view! { <span class="mark"><Icon name=IconName::Eye />"Open here"</span> }.into_any()
    } else {
        view! { <a class="button button--default button--small" href=route.href() aria-label=format!("Open {said}") on:click=leave>"Open"</a> }
            .into_any()
    };
    let compared = versions(journey).into_iter().filter(|other| *other != row).collect::<Vec<_>>();
    let before = compared.iter().rev().find(|other| order(**other) < order(row)).or(compared.first()).copied();
    let compare = before.map(|other| {
        let (from, to) = if order(other) < order(row) { (other, row) } else { (row, other) };
        let against = version_name(other).to_lowercase();
        view! {
            <a
                class="button button--default button--small"
                href=Route::Compare(id.clone(), from, to).href()
                aria-label=format!("Compare with {against}: {said}")
                on:click=leave
            >
                {format!("Compare with {against}")}
            </a>
        }
    });
    let (history, button) = match row {
        VersionRef::Draft => (draft_history(restore.workspace, journey), discard_button(restore, journey, open)),
        VersionRef::Number(number) => {
            let version = journey.version(number);
            (
                version.map(|version| history(journey, version)).into_any(),
                restore.button(journey, number, status, open, asking),
            )
        }
    };
    view! {
        <li class="version">
            <div class="version__head">
                <h3 class="version__name">{name}</h3>
                <StatusBadge status=Signal::stored(status) />
            </div>
            <div class="version__actions">{opens}{compare}{button}</div>
            {history}
        </li>
    }
    .into_any()
}

/// The order of versions in time: the draft is the newest.
fn order(version: VersionRef) -> u32 {
    match version {
        VersionRef::Draft => u32::MAX,
        VersionRef::Number(number) => number,
    }
}

/// The events of a published version, with their times.
fn history(journey: &Journey, version: &Published) -> AnyView {
    let record = version.record();
    let published = if record.imported.is_some() {
        "Published, before a file brought it here"
    } else {
        "Published in this browser"
    };
    let mut facts = vec![(published, record.at)];
    let publishing = Publishing::of(journey, version);
    if publishing.waits() {
        facts.push(("Can take users in from, two hours after it stopped the version before", publishing.earliest()));
    }
    for (from, to) in &record.paused {
        facts.push(("Paused", *from));
        facts.extend(to.map(|to| ("Resumed", to)));
    }
    facts.extend(record.superseded.map(|at| ("A newer version took over", at)));
    facts.extend(record.stopped.map(|at| ("Stopped", at)));
    facts.extend(record.imported.map(|at| ("Came into this browser with a file", at)));
    order::sort_by_key(&mut facts, |(_, at)| *at);
    let facts = facts.into_iter().map(|(what, at)| view! { <li>{what}": "<Moment at /></li> }).collect::<Vec<_>>();
    let changes = record.what.iter().rev().map(|change| {
        let said = full_stop(version.say_what(change));
        view! { <li><Moment at=change.at />": "{said}</li> }
    });
    let changes = changes.collect::<Vec<_>>();
    let edits = match changes.len() {
        0 => None,
        1 => Some("1 change of What since it was published".to_owned()),
        n => Some(format!("{n} changes of What since it was published")),
    };
    let edits = edits.map(|summary| {
        view! { <details class="version__what"><summary>{summary}</summary><ol>{changes}</ol></details> }
    });
    view! { <ul class="version__facts">{facts}</ul>{edits} }.into_any()
}

fn draft_history(workspace: Workspace, journey: &Journey) -> AnyView {
    let unsaved = workspace.records.peek_work(&WorkKey::draft(Some(&journey.id)));
    let unsaved = unsaved.filter(|work| work.draft.is_some() && work.draft != journey.draft);
    view! {
        <ul class="version__facts">
            <li>"Waits to be published"</li>
            {unsaved.map(|work| view! { <li>"Has changes that are not saved, the last one: "<Moment at=work.at /></li> })}
        </ul>
    }
    .into_any()
}

/// Lets go of a draft beside what is published.
fn discard_button(restore: Restore, journey: &Arc<Journey>, open: SharedSignal<bool>) -> AnyView {
    let reason = journey.published.is_empty().then(|| "It was never published. Delete the journey instead.".to_owned());
    let id = journey.id.clone();
    let discard = move |_| {
        open.set(false);
        let (workspace, toasts) = (restore.workspace, restore.toasts);
        // Undo has to bring back the open draft, not only its saved part.
        let shown = (restore.version == VersionRef::Draft).then(|| restore.editor.draft.get_untracked());
        match workspace.discard_draft(&id, shown) {
            Ok(undo) => {
                toasts.with_action("The draft is discarded.", "Undo", move || {
                    if let Err(why) = workspace.take_back(&undo) {
                        toasts.error(why.to_string());
                    }
                });
            }
            Err(why) => toasts.error(why.to_string()),
        }
    };
    view! {
        <Button size=ButtonSize::Small icon=IconName::Trash reason=Signal::stored(reason) on_click=discard>"Discard draft"</Button>
    }
    .into_any()
}

impl Restore {
    /// Restores a version as the draft: at once where none waits, else after a question.
    fn button(
        self,
        journey: &Journey,
        number: u32,
        status: Status,
        open: SharedSignal<bool>,
        asking: SharedSignal<Option<u32>>,
    ) -> AnyView {
        let waits = journey.draft.is_some();
        let refused = if waits { None } else { available(Action::NewVersion, status, Facts::of(journey)).err() };
        let press = move |_| {
            open.set(false);
            if waits { asking.set(Some(number)) } else { self.as_new_draft(number) }
        };
        let label = format!("Restore as the draft: version {number}");
        let reason = Signal::stored(refused.map(ToOwned::to_owned));
        view! { <Button size=ButtonSize::Small icon=IconName::Undo label reason on_click=press>"Restore as the draft"</Button> }
            .into_any()
    }

    /// Makes the version the draft, where there is none. Undo removes it while nothing was done with it.
    fn as_new_draft(self, number: u32) {
        let Some(journey) = self.journey.get_untracked() else { return };
        let (workspace, toasts) = (self.workspace, self.toasts);
        let undo = match workspace.new_version(&journey.id, Some(number)) {
            Ok(undo) => undo,
            Err(why) => return toasts.error(why.to_string()),
        };
        toasts.with_action(format!("Version {number} is the draft now."), "Undo", move || {
            if let Err(why) = workspace.take_back(&undo) {
                toasts.error(why.to_string());
            }
        });
        self.go.run(Route::Journey(journey.id.clone()));
    }

    /// The draft becomes what the version is, by an edit that its undo takes back.
    fn into_draft(self, number: u32) {
        let Some(journey) = self.journey.get_untracked() else { return };
        let Some(version) = journey.version(number) else { return };
        let edit = Edit::restore(version.content());
        if self.version == VersionRef::Draft {
            if self.editor.apply(&edit) {
                self.toasts.success(format!("Version {number} is the draft now. Undo takes it back."));
            }
            return;
        }
        let Some(mut draft) = content(self.workspace, &journey, VersionRef::Draft) else { return };
        let mut history = History::default();
        if let Err(refused) = history.apply(&mut draft, &edit, clock::milliseconds()) {
            self.toasts.error(refused.to_string());
            return;
        }
        let work = Unsaved {
            of: own_of(Some(&journey.id), VersionRef::Draft),
            base: self.workspace.records.base(&own_of(Some(&journey.id), VersionRef::Draft)),
            tab: Tab::default(),
            name: journey.name.to_string(),
            draft: Some(draft),
            history,
            place: ViewState::default(),
            at: clock::read(),
        };
        self.workspace.records.compact(work.clone());
        self.workspace.hand_over(Handed { work: Some(work), node: None });
        self.toasts.success(format!("Version {number} is the draft now. Undo takes it back."));
        self.go.run(Route::Journey(journey.id.clone()));
    }
}
