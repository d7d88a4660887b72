//! The pages that open the builder: on a new journey, on a journey's draft, on one of its versions.

use std::cell::RefCell;

use journey::{
    history::History,
    journey::{Draft, VersionRef},
    text::JourneyId,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{
    dialogs::{UnsavedChoice, UnsavedDialog},
    editor::Selection,
    page::Builder,
};
use crate::{platform::zone, route::Route, shell::Title, ui::use_toasts, workspace::use_workspace};

/// What the page of a new journey hands over to the page of the same journey once it is saved: so that undo still works.
#[derive(Clone)]
pub struct Handover {
    /// Of which journey.
    pub id: JourneyId,
    /// What can be undone.
    pub history: History,
    /// What is selected.
    pub selection: Selection,
    /// What the canvas shows.
    pub view: canvas::view::View,
}

thread_local! {
    /// Where a handover waits for the page that takes it. Not a context: the root would have to know it, and the first
    /// page to load it.
    static WAITING: RefCell<Option<Handover>> = const { RefCell::new(None) };
}

impl Handover {
    /// Leaves it for the page that comes.
    pub fn leave(self) {
        WAITING.set(Some(self));
    }

    /// Takes what the page before has left.
    pub fn take() -> Option<Self> {
        WAITING.take()
    }
}

/// `/journeys/new`.
#[component]
fn NewPage() -> impl IntoView {
    let workspace = use_workspace();
    let query = use_location().query;
    let template = query.with_untracked(|query| query.get("template")).and_then(|id| journey::library::template(&id));
    let fresh = move || match template {
        Some(template) => {
            let zone = zone::local();
            let today = rehearsal::zone::to_local(&zone, workspace.now.get_untracked()).date();
            (template.name.to_owned(), (template.build)(&zone::local_name(), today))
        }
        None => (String::new(), Draft::new(&zone::local_name())),
    };
    let found = workspace.records.unsaved(None);
    let start = RwSignal::new(found.is_none().then(fresh));
    let waiting = RwSignal::new(found.as_ref().map(|found| (found.at, found.draft.graph.nodes().len())));
    let found = StoredValue::new(found);
    let choose = Callback::new(move |choice| {
        waiting.set(None);
        let kept = found.try_update_value(Option::take).flatten();
        start.set(Some(match (choice, kept) {
            (UnsavedChoice::Restore, Some(kept)) => (kept.name, kept.draft),
            _ => {
                workspace.records.forget_unsaved(None);
                fresh()
            }
        }));
    });
    view! {
        <Title text="New journey" />
        {move || start.get().map(|(name, draft)| view! { <Builder opened=Opened { id: None, version: VersionRef::Draft, name, draft, saved: None } /> })}
        <UnsavedDialog found=Signal::derive(move || waiting.get()) saved_before=false on_choice=choose />
    }
}

/// The builder on what an address names: a new journey; of a journey the draft, if one waits, else the version that the
/// listings show; or one of its versions.
pub fn page(route: Route) -> AnyView {
    let workspace = use_workspace();
    let shown = move |id: JourneyId| {
        let journey = workspace.get(&id)?;
        let version = if journey.draft.is_some() { VersionRef::Draft } else { workspace.statuses(&journey).shown().0 };
        Some((id, version))
    };
    let named = route.clone();
    let open = Memo::new(move |_| match named.clone() {
        Route::Journey(id) => shown(id),
        Route::Version(id, number) => {
            workspace.get(&id)?.version(number)?;
            Some((id, VersionRef::Number(number)))
        }
        _ => None,
    });
    match route {
        Route::New | Route::Template(_) => view! { <NewPage /> }.into_any(),
        _ => (move || existing(open.get())).into_any(),
    }
}

fn existing(open: Option<(JourneyId, VersionRef)>) -> AnyView {
    match open {
        Some((id, version)) => view! { <Existing id version /> }.into_any(),
        None => view! { <Gone /> }.into_any(),
    }
}

/// An id that no journey has.
#[component]
fn Gone() -> impl IntoView {
    view! {
        <Title text="Not found" />
        <div class="page page--narrow">
            <div class="empty">
                <h1 class="empty__title">"This journey is not here"</h1>
                <p class="empty__text">"It was deleted, or it lives in another browser. Journeys are kept in the browser they were made in; a file brings one over."</p>
                <p><a class="button button--primary" href=Route::Listings.href()>"Go to the journeys"</a></p>
            </div>
        </div>
    }
}

/// A journey that is on record.
#[component]
fn Existing(id: JourneyId, version: VersionRef) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let journey = workspace.get_untracked(&id)?;
    let saved = journey.content(version)?.clone();
    let name = journey.name.to_string();
    let kept = (version == VersionRef::Draft).then(|| workspace.records.unsaved(Some(&id))).flatten();
    let restored = kept.filter(|kept| kept.draft != saved).map(|kept| kept.draft);
    if restored.is_some() {
        toasts.info("Your changes that were not saved are here again. Undo and Save Draft work as before.");
    }
    let draft = restored.unwrap_or_else(|| saved.clone());
    Some(view! {
        <Title text=name.clone() />
        <Builder opened=Opened { id: Some(id), version, name, draft, saved: Some(saved) } />
    })
}

/// What the builder is opened with.
#[derive(Clone)]
pub struct Opened {
    /// The journey, if it was saved before.
    pub id: Option<JourneyId>,
    /// Which of its versions.
    pub version: VersionRef,
    /// What it is called; may be empty.
    pub name: String,
    /// What is shown and changed.
    pub draft: Draft,
    /// What is on record of it.
    pub saved: Option<Draft>,
}
