//! Nothing to show: in a workspace that is empty, and where filters leave no row.

use leptos::prelude::*;

use super::{filters::ClearFilters, import::use_importer, state::Listing};
use crate::{
    route::Route,
    ui::{Button, Icon, IconName, Toasts, use_toasts},
    workspace::{Workspace, use_workspace},
};

crate::lazy! {
    actions: static SAMPLES: fn(Workspace, Toasts) = load_samples;
}

fn load_samples(workspace: Workspace, toasts: Toasts) {
    match workspace.load_samples() {
        Ok(count) => toasts.success(format!("{count} sample journeys are here. Change them as you like.")),
        Err(why) => toasts.error(why),
    }
}

/// What this is, and the ways to begin.
#[component]
pub fn EmptyWorkspace(choosing: RwSignal<bool>) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let importer = use_importer();
    let load = move |_| SAMPLES.run(move |load| load(workspace, toasts));
    view! {
        <div class="empty empty--workspace">
            <Icon name=IconName::JourneyTrigger />
            <h2 class="empty__title">"Draw the way your users go"</h2>
            <p class="empty__text">
                "Sojourn is where you draw a customer journey: who comes in, what they get, and what happens next. Check it, \
                 rehearse it and publish it; everything stays in this browser, and nothing is sent to anyone."
            </p>
            <div class="empty__actions">
                <a class="button button--primary" href=Route::New.href()>
                    <Icon name=IconName::Plus />
                    <span class="button__text">"New journey"</span>
                </a>
                <Button icon=IconName::Template on_click=move |_| choosing.set(true)>"Start from a template"</Button>
                <Button icon=IconName::Layers on_click=load>"Load sample workspace"</Button>
                <Button icon=IconName::Import on_click=move |_| importer.pick()>"Import"</Button>
            </div>
        </div>
    }
}

/// No row is left, and the way back.
#[component]
pub fn NothingFound(listing: Listing) -> impl IntoView {
    let filtered = Memo::new(move |_| listing.query.with(|query| query.is_filtered()));
    let archived = Memo::new(move |_| listing.query.with(|query| query.archived));
    let text = move || match (filtered.get(), archived.get()) {
        (true, false) => "No journey fits the search and the filters. Archived ones were left out.",
        (true, true) => "No journey fits the search and the filters.",
        (false, _) => "Every journey here is archived.",
    };
    view! {
        <div class="empty empty--framed">
            <Icon name=IconName::Search />
            <h2 class="empty__title">"Nothing to show"</h2>
            <p class="empty__text">{text}</p>
            <div class="empty__actions">
                {move || filtered.get().then(|| view! { <ClearFilters listing /> })}
                {move || (!archived.get()).then(|| view! {
                    <Button icon=IconName::Archive on_click=move |_| listing.change(|query| query.archived = true)>
                        "Show archived journeys"
                    </Button>
                })}
            </div>
        </div>
    }
}
