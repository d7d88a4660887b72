//! `/`: the table of all journeys (spec: interface.md, Listings; journey.md §8).

mod bulk;
mod column;
mod columns;
mod empty;
mod filters;
mod focus;
mod import;
mod labels;
mod query;
mod row;
mod saved;
mod state;
mod table;
mod table_row;
mod templates;
mod text;

use leptos::prelude::*;

use crate::{
    lazy::{self, once},
    route::Route,
    shell::Title,
    ui::{Button, Icon, IconName},
    workspace::use_workspace,
};
use empty::{EmptyWorkspace, NothingFound};
use filters::Filters;
use import::{Refusals, provide_importer};
use state::Listing;
use table::Table;

crate::lazy! {
    actions: static BULK: fn(Listing) -> AnyView = bulk::bulk_bar;
    actions: static TEMPLATES: fn(RwSignal<bool>) -> AnyView = templates::templates_dialog;
}

/// The page.
#[component]
pub fn ListingsPage() -> impl IntoView {
    let workspace = use_workspace();
    let importer = provide_importer();
    let listing = Listing::new(workspace);
    let choosing = RwSignal::new(false);
    let empty = Memo::new(move |_| workspace.is_empty());
    focus::keep(listing);
    let actions = move || {
        (!empty.get()).then(|| {
            view! {
                <div class="page__actions">
                    <Button icon=IconName::Import on_click=move |_| importer.pick()>"Import"</Button>
                    <Button icon=IconName::Template on_click=move |_| choosing.set(true)>"Start from a template"</Button>
                    <a class="button button--primary" href=Route::New.href()>
                        <Icon name=IconName::Plus />
                        <span class="button__text">"New journey"</span>
                    </a>
                </div>
            }
        })
    };
    view! {
        <Title text="Journeys" />
        <div
            class="page listings"
            class:listings--drop=importer.over
            on:dragover=move |event| importer.drag_over(&event)
            on:dragleave=move |event| importer.drag_leave(&event)
            on:drop=move |event| importer.drop(&event)
        >
            <header class="page__header">
                <div class="page__titles"><h1 class="page__title">"Journeys"</h1></div>
                {actions}
            </header>
            {move || if empty.get() {
                view! { <EmptyWorkspace choosing /> }.into_any()
            } else {
                view! { <Filled listing /> }.into_any()
            }}
            <input
                node_ref=importer.input
                type="file"
                accept=".json,application/json"
                multiple=true
                hidden=true
                on:change=move |_| importer.picked()
            />
        </div>
        {once(choosing.into(), &TEMPLATES, choosing)}
        <Refusals importer />
    }
}

/// A workspace that holds something.
#[component]
fn Filled(listing: Listing) -> impl IntoView {
    let some = Memo::new(move |_| listing.selected.with(|selected| !selected.is_empty()));
    let bulk = move || some.get().then(|| lazy::when_here(&BULK, move |bulk| bulk(listing)));
    let found = Memo::new(move |_| listing.shown.with(|shown| !shown.is_empty()));
    view! {
        <Filters listing />
        {bulk}
        {move || if found.get() {
            view! { <Table listing /> }.into_any()
        } else {
            view! { <NothingFound listing /> }.into_any()
        }}
    }
}
