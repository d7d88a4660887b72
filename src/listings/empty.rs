//! Nothing to show: in a workspace that is empty, and where filters leave no row.

use journey::import::Way;
use leptos::prelude::*;
use signals::{Memo, RwSignal};

use super::{filters::clear_filters, state::Listing};
use crate::{
    import::use_importer,
    route::Route,
    ui::{ButtonVariant, El, IconName, Toasts, button, el, icon, use_toasts},
    workspace::{Workspace, use_workspace},
};

crate::lazy! {
    actions: static SAMPLES: fn(Workspace, Toasts) = load_samples;
}

fn load_samples(workspace: Workspace, toasts: Toasts) {
    match workspace.load_samples() {
        Ok(count) => toasts.success(format!("{count} sample journeys are here. Change them as you like.")),
        Err(why) => toasts.error(why.to_string()),
    }
}

/// An introduction, and the ways to begin.
pub fn empty_workspace(choosing: RwSignal<bool>) -> El {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let importer = use_importer();
    let load = move || SAMPLES.run(move |load| load(workspace, toasts));
    let plain = ButtonVariant::Default;
    let actions = el("div", "empty__actions")
        .child(new_journey())
        .child(button(plain, IconName::Template, "Start from a template", move || choosing.set(true)))
        .child(button(plain, IconName::Layers, "Load sample workspace", load))
        .child(button(plain, IconName::Import, "Import", move || importer.pick(Way::Copies)));
    el("div", "empty empty--workspace")
        .child(icon(IconName::JourneyTrigger))
        .child(el("h2", "empty__title").text("Draw the way your users go"))
        .child(el("p", "empty__text").text(
            "Sojourn is where you draw a customer journey: who comes in, what they get, and what happens next. Check it, \
             rehearse it and publish it; everything stays in this browser, and nothing is sent to anyone.",
        ))
        .child(actions)
}

/// The link to the builder.
pub fn new_journey() -> El {
    el("a", "button button--primary")
        .attr("href", &Route::New.href())
        .child(icon(IconName::Plus))
        .child(el("span", "button__text").text("New journey"))
}

/// No row is left, and the way back.
pub fn nothing_found(listing: Listing) -> El {
    let filtered = Memo::new(move |_| listing.query.with(|query| query.is_filtered()));
    let archived = Memo::new(move |_| listing.query.with(|query| query.archived));
    let text = move || {
        let text = match (filtered.get(), archived.get()) {
            (true, false) => "No journey fits the search and the filters. Archived ones were left out.",
            (true, true) => "No journey fits the search and the filters.",
            (false, _) => "Every journey here is archived.",
        };
        text.to_owned()
    };
    let show = move || {
        button(ButtonVariant::Default, IconName::Archive, "Show archived journeys", move || {
            listing.change(|query| query.archived = true);
        })
    };
    let actions = el("div", "empty__actions")
        .slot(move || filtered.get().then(|| clear_filters(listing)))
        .slot(move || (!archived.get()).then(show));
    el("div", "empty empty--framed")
        .child(icon(IconName::Search))
        .child(el("h2", "empty__title").text("Nothing to show"))
        .child(el("p", "empty__text").bind_text(text))
        .child(actions)
}
