//! Two versions of a journey: what differs, in sentences and on one canvas (issue 3, Compare).

mod drawn;
mod graphs;

pub use graphs::both_graphs;

use std::sync::Arc;

use journey::{
    compare::diff::{diff, picture},
    journey::{Journey, VersionRef},
    text::{JourneyId, NodeId},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use signals::Memo;

use super::{
    changes::{change_list, count},
    not_found::Gone,
    session::versions::{content, version_name, versions},
};
use crate::{
    route::{Route, version_of, version_slug},
    shell::Title,
    ui::{Icon, IconName, Select, SelectOption},
    workspace::{Workspace, use_workspace},
};
use graphs::show_part;

/// `/journeys/<id>/compare/<from>/<to>`.
#[component]
pub fn ComparePage(id: JourneyId, from: VersionRef, to: VersionRef) -> impl IntoView {
    let workspace = use_workspace();
    let open = Memo::new(move |_| {
        let journey = workspace.get(&id)?;
        journey.content(from)?;
        journey.content(to)?;
        Some(journey)
    });
    move || match open.get() {
        Some(journey) => compare(workspace, journey, from, to),
        None => view! { <Gone /> }.into_any(),
    }
}

fn compare(workspace: Workspace, journey: Arc<Journey>, from: VersionRef, to: VersionRef) -> AnyView {
    let contents = content(workspace, &journey, from).zip(content(workspace, &journey, to));
    let Some((old, new)) = contents else { return view! { <Gone /> }.into_any() };
    let changes = diff(&old, &new);
    let picture = picture::of(&old, &new, &changes);
    let choose = Callback::new(move |part: NodeId| show_part(&part));
    let title = format!("{}: {} and {}", journey.name, version_name(from), version_name(to).to_lowercase());
    let back = match to {
        VersionRef::Draft => Route::Journey(journey.id.clone()),
        VersionRef::Number(number) => Route::Version(journey.id.clone(), number),
    };
    let what = match changes.len() {
        0 if from == to => "Choose two different versions to compare.".to_owned(),
        n => count(n),
    };
    view! {
        <Title text=title />
        <div class="builder compare">
            <header class="compare__header">
                <a class="button button--ghost button--icon" href=back.href() aria-label=format!("Back to {}", version_name(to).to_lowercase())>
                    <Icon name=IconName::ChevronLeft />
                </a>
                <h1 class="compare__title">"Compare versions of "<bdi translate="no">{journey.name.to_string()}</bdi></h1>
                {version_select("From", journey.clone(), from, Callback::new({
                    let id = journey.id.clone();
                    move |from| Route::Compare(id.clone(), from, to)
                }))}
                {version_select("To", journey.clone(), to, Callback::new({
                    let id = journey.id.clone();
                    move |to| Route::Compare(id.clone(), from, to)
                }))}
            </header>
            <div class="compare__body">
                <section class="compare__list" aria-label="What changed">
                    <h2 class="section__title">"What changed"</h2>
                    <p class="compare__count" role="status">{what}</p>
                    {change_list(&changes, &old, &new, Some(choose))}
                </section>
                {both_graphs(&picture)}
            </div>
        </div>
    }
    .into_any()
}

/// One of the two versions, to choose another.
fn version_select(
    label: &'static str,
    journey: Arc<Journey>,
    chosen: VersionRef,
    route: Callback<VersionRef, Route>,
) -> AnyView {
    let navigate = use_navigate();
    let options: Vec<SelectOption> = versions(&journey)
        .into_iter()
        .map(|version| SelectOption::new(version_slug(version), version_name(version)))
        .collect();
    let on_change = move |slug: String| {
        if let Some(version) = version_of(&slug) {
            let options = NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
            navigate(&route.run(version).href(), options);
        }
    };
    view! {
        <div class="compare__choice">
            <Select label value=Signal::stored(version_slug(chosen)) options=Signal::stored(options) on_change />
        </div>
    }
    .into_any()
}
