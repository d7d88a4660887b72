//! The pages that open the builder: on a new journey, on a journey's draft, on one of its versions.

use journey::{
    journey::{Draft, VersionRef},
    text::JourneyId,
    time::Instant,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use signals::{Memo, RwSignal, shared};

use super::{
    compare::ComparePage,
    dialogs::{UnsavedChoice, UnsavedDialog},
    dom::regions,
    not_found::Gone,
    page::Builder,
    read_only_view::ReadOnlyView,
    session::{
        opened::{Opened, is_handed, own_of},
        own_name::OwnName,
    },
    share::SharePage,
};
use crate::{
    lazy,
    platform::zone,
    route::Route,
    shell::Title,
    ui::{keep_row_focus, use_toasts},
    unfinished::forget_new,
    workspace::{Unsaved, Workspace, use_workspace},
};

/// `/journeys/new`.
#[component]
fn NewPage() -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let query = use_location().query;
    let template = query.with_untracked(|query| query.get("template"));
    let nodes = |draft: &Draft| draft.graph.nodes().len();
    let start = RwSignal::new(None);
    // The page may have been left by the time that the code of the templates is here.
    let begin = move |fresh: Fresh| drop(start.try_set(Some((fresh, None))));
    let begin_fresh = move || match template.clone() {
        Some(id) => TEMPLATE.run(move |of| begin(of(workspace, &id).unwrap_or_else(empty))),
        None => begin(empty()),
    };
    let begin_fresh = StoredValue::new(begin_fresh);
    let begin_fresh = move || begin_fresh.with_value(|begin| begin());
    let waiting = RwSignal::new(None);
    let found = StoredValue::new(None::<(Draft, Unsaved)>);
    let own = OwnName::find(
        workspace,
        Callback::new(move |work: Option<(Draft, Unsaved)>| match work {
            Some((draft, work)) => {
                waiting.set(Some((work.at, nodes(&draft))));
                found.set_value(Some((draft, work)));
            }
            None => begin_fresh(),
        }),
    );
    let choose = Callback::new(move |choice| {
        waiting.set(None);
        let kept = found.try_update_value(Option::take).flatten();
        match (choice, kept) {
            (UnsavedChoice::Restore, Some((draft, work))) => start.set(Some(((work.name.clone(), draft), Some(work)))),
            (_, kept) => {
                // Work that another tab has taken over meanwhile belongs to that tab.
                if let Some((_, work)) = kept.filter(|_| own.is_sure()) {
                    workspace.records.delete_work(work);
                    forget_new(workspace.records);
                    toasts.info("What was not saved is under Recently deleted in the settings.");
                }
                begin_fresh();
            }
        }
    });
    view! {
        <Title text="New journey" />
        {move || start.get().map(|((name, draft), work)| view! { <Builder opened=Opened { id: None, version: VersionRef::Draft, name, draft, saved: None, work, look: None, own: Some(own) } /> })}
        {lazy::on_first_open(Signal::derive(move || waiting.with(Option::is_some)), &UNSAVED, (waiting, choose))}
    }
}

/// A new journey: its name, and its draft.
type Fresh = (String, Draft);

fn empty() -> Fresh {
    (String::new(), Draft::new(&zone::local_name()))
}

/// A new journey from a template; none where there is no template of this id.
fn from_template(workspace: Workspace, id: &str) -> Option<Fresh> {
    let template = journey::library::template(id)?;
    let today = rehearsal::zone::to_local(&zone::local(), workspace.now.get_untracked()).date();
    Some((template.name.to_owned(), (template.build)(&zone::local_name(), today)))
}

crate::lazy! {
    panels: static UNSAVED: fn((RwSignal<Option<(Instant, usize)>>, Callback<UnsavedChoice>)) -> AnyView =
        |(found, on_choice)| view! { <UnsavedDialog found=found.into() saved_before=false on_choice /> }.into_any();
    panels: static TEMPLATE: fn(Workspace, &str) -> Option<Fresh> = from_template;
    panels: static COMPARE: fn(JourneyId, VersionRef, VersionRef) -> AnyView =
        |id, from, to| view! { <ComparePage id from to /> }.into_any();
    panels: static SHARED: fn() -> AnyView = || view! { <SharePage /> }.into_any();
}

/// A page of the builder has gone in this very moment, and with it what had the focus.
struct JustLeft;

/// Brings the focus to the canvas where one page of the builder takes over from another: what was open is published, another
/// version is shown. From elsewhere a page begins as any other.
fn hand_focus_on(workspace: Workspace) {
    if workspace.take_handed::<JustLeft>().is_some() {
        regions::bring_focus();
    }
    on_cleanup(move || {
        workspace.hand_over(JustLeft);
        queue_microtask(move || {
            workspace.take_handed::<JustLeft>();
        });
    });
}

/// The builder on what an address names: a new journey; of a journey the draft, if one waits, else the version that the
/// listings show; or one of its versions.
pub fn page(route: Route) -> AnyView {
    keep_row_focus();
    let workspace = use_workspace();
    let query = use_location().query;
    let shown = move |id: JourneyId| {
        let journey = workspace.get(&id)?;
        let version = if journey.draft.is_some() { VersionRef::Draft } else { workspace.statuses(&journey).shown().0 };
        let point = shared(query).with(|query| query.get("point")).and_then(|n| n.parse::<u64>().ok());
        Some((id, version, point))
    };
    let named = route.clone();
    let open = Memo::new(move |_| match named.clone() {
        Route::Journey(id) => shown(id),
        Route::Version(id, number) => {
            workspace.get(&id)?.version(number)?;
            Some((id, VersionRef::Number(number), None))
        }
        _ => None,
    });
    match route {
        Route::New | Route::Template(_) => {
            hand_focus_on(workspace);
            view! { <NewPage /> }.into_any()
        }
        Route::Share => lazy::when_loaded(&SHARED, |view| view()),
        Route::Compare(id, from, to) => lazy::when_loaded(&COMPARE, move |view| view(id.clone(), from, to)),
        _ => (move || {
            hand_focus_on(workspace);
            match open.get() {
                Some((id, _, Some(n))) => view! { <AtPoint id n /> }.into_any(),
                Some((id, version, None)) => view! { <Existing id version /> }.into_any(),
                None => view! { <Gone /> }.into_any(),
            }
        })
        .into_any(),
    }
}

/// A restore point, to be looked at.
#[component]
fn AtPoint(id: JourneyId, n: u64) -> impl IntoView {
    let workspace = use_workspace();
    let Some(point) = untrack(|| workspace.records.points(&id)).into_iter().find(|point| point.n == n) else {
        return view! { <Gone /> }.into_any();
    };
    let look = ReadOnlyView {
        title: format!("Restore point “{}”", point.name),
        text: "It can be looked at here. To go on from it, open the draft and choose Restore in its restore points."
            .to_owned(),
        on: Some(("Open the draft".to_owned(), Route::Journey(id.clone()).href())),
        take: None,
    };
    let opened = Opened {
        id: Some(id),
        version: VersionRef::Draft,
        name: point.name.clone(),
        draft: point.draft.clone(),
        saved: Some(point.draft),
        work: None,
        look: Some(look),
        own: None,
    };
    view! { <Title text=point.name /><Builder opened /> }.into_any()
}

/// A journey that is on record.
#[component]
fn Existing(id: JourneyId, version: VersionRef) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let journey = workspace.get_untracked(&id)?;
    let saved = journey.content(version)?.clone();
    let name = journey.name.to_string();
    let work = workspace.records.open_work(&own_of(Some(&id), version));
    let restored = work.as_ref().and_then(|work| work.draft.clone()).filter(|draft| !draft.is_same(&saved));
    if restored.is_some() && !is_handed(workspace, &id) {
        toasts.info("Your changes that were not saved are here again, and can be undone.");
    }
    let draft = restored.unwrap_or_else(|| saved.clone());
    Some(view! {
        <Title text=name.clone() />
        <Builder opened=Opened { id: Some(id), version, name, draft, saved: Some(saved), work, look: None, own: None } />
    })
}
