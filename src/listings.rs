//! `/`: the table of all journeys (spec: interface.md, Listings; journey.md §8).

mod bulk;
mod column;
mod columns;
mod empty;
mod filters;
mod focus;
mod labels;
mod query;
mod row;
mod saved;
mod state;
mod table;
mod table_row;
mod templates;
mod text;

use journey::import::Way;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys::Element};
use signals::{Memo, RwSignal};

use crate::{
    import::use_importer,
    lazy,
    shell::title,
    ui::{ButtonVariant, El, IconName, button, el},
    workspace::use_workspace,
};
use empty::{empty_workspace, nothing_found};
use filters::filters;
use state::Listing;
use table::table;

crate::lazy! {
    actions: static BULK: fn(Listing) -> AnyView = bulk::bulk_bar;
    actions: static TEMPLATES: fn(RwSignal<bool>) -> AnyView = templates::templates_dialog;
}

/// The page.
pub fn page() -> El {
    let workspace = use_workspace();
    let importer = use_importer();
    let listing = Listing::new(workspace);
    let choosing = RwSignal::new(false);
    let empty = Memo::new(move |_| workspace.is_empty());
    let actions = move || {
        let plain = ButtonVariant::Default;
        let actions = || {
            el("div", "page__actions")
                .child(button(plain, IconName::Import, "Import", move || importer.pick(Way::Copies)))
                .child(button(plain, IconName::Template, "Start from a template", move || choosing.set(true)))
                .child(empty::new_journey())
        };
        (!empty.get()).then(actions)
    };
    let content = move || if empty.get() { vec![empty_workspace(choosing)] } else { filled(listing) };
    let titles = el("div", "page__titles").child(el("h1", "page__title").text("Journeys"));
    let paste = window_event_listener(ev::paste, move |event| {
        let elsewhere = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let elsewhere = elsewhere.and_then(|target| target.closest("input, dialog").ok().flatten());
        if elsewhere.is_none() {
            importer.paste(event.clipboard_data());
        }
    });
    on_cleanup(move || paste.remove());
    title(|| "Journeys".to_owned());
    let page = el("div", "page listings")
        .on("dragover", move |event| event.dyn_ref().into_iter().for_each(|event| importer.drag_over(event)))
        .on("dragleave", move |event| event.dyn_ref().into_iter().for_each(|event| importer.drag_leave(event)))
        .on("drop", move |event| event.dyn_ref().into_iter().for_each(|event| importer.drop(event)))
        .child(el("header", "page__header").child(titles).slot(actions))
        .slots(content)
        .view(lazy::on_first_open(choosing.into(), &TEMPLATES, choosing));
    focus::keep(listing);
    page
}

/// A workspace that holds something.
fn filled(listing: Listing) -> Vec<El> {
    let some = Memo::new(move |_| listing.selected.with(|selected| !selected.is_empty()));
    let bulk = move || {
        some.get().then(|| el("div", "listings__bulk").view(lazy::when_loaded(&BULK, move |bulk| bulk(listing))))
    };
    let found = Memo::new(move |_| listing.shown.with(|shown| !shown.is_empty()));
    let rows = move || if found.get() { table(listing) } else { vec![nothing_found(listing)] };
    vec![filters(listing), el("div", "listings__rows").slot(bulk).slots(rows)]
}
