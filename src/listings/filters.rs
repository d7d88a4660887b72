//! Search and filters, how many rows they leave, and what the table shows.

use journey::{lifecycle::Status, order, setup::EntryCriteria};
use leptos::prelude::*;
use signals::Memo;
use web_sys::Event;

use super::{
    columns::columns_menu,
    focus,
    query::{entry_of_slug, entry_slug, status_of_slug, status_slug},
    saved::{save_filter, saved},
    state::Listing,
};
use crate::ui::{ButtonVariant, Checkbox, El, IconName, Select, SelectOption, TextField, button, el, key_event};

/// The group of filters.
pub fn filters(listing: Listing) -> El {
    let query = listing.query;
    let statuses = || {
        let each = Status::ALL.map(|status| SelectOption::new(status_slug(status), status.name()));
        [SelectOption::new("", "All statuses")].into_iter().chain(each).collect::<Vec<_>>()
    };
    let entries = || {
        let each = EntryCriteria::CHOICES.map(|(_, slug, name)| SelectOption::new(slug, name));
        [SelectOption::new("", "All entry types")].into_iter().chain(each).collect::<Vec<_>>()
    };
    let labels = Memo::new(move |_| known_labels(listing));
    let label_options = Signal::derive(move || {
        let each = labels.get().into_iter().map(|label| SelectOption::new(label.clone(), label));
        [SelectOption::new("", "All labels")].into_iter().chain(each).collect::<Vec<_>>()
    });
    let has_labels = Memo::new(move |_| labels.with(|labels| !labels.is_empty()));
    // An empty result has this button beside its words.
    let clearable =
        Memo::new(move |_| query.with(|query| query.is_filtered()) && listing.shown.with(|shown| !shown.is_empty()));
    let on_key = move |event: Event| {
        let Some(key) = key_event(&event) else { return };
        if key.key() == "Escape" && query.with_untracked(|query| !query.text.is_empty()) {
            event.prevent_default();
            listing.search(String::new());
        }
    };
    let status = view! {
        <Select
            label="Status"
            label_hidden=true
            value=Signal::derive(move || query.with(|query| query.status.map(status_slug)).unwrap_or_default())
            options=Signal::stored(statuses())
            on_change=move |slug: String| listing.change(|query| query.status = status_of_slug(&slug))
        />
    };
    let entry = view! {
        <Select
            label="Entry type"
            label_hidden=true
            value=Signal::derive(move || query.with(|query| query.entry.map(entry_slug)).unwrap_or_default().to_owned())
            options=Signal::stored(entries())
            on_change=move |slug: String| listing.change(|query| query.entry = entry_of_slug(&slug))
        />
    };
    let label = move || {
        view! {
            <Select
                label="Label"
                label_hidden=true
                value=Signal::derive(move || query.with(|query| query.label.clone()).unwrap_or_default())
                options=label_options
                on_change=move |label: String| {
                    listing.change(|query| query.label = (!label.is_empty()).then_some(label));
                }
            />
        }
    };
    let search = view! {
        <TextField
            label="Search journeys"
            label_hidden=true
            placeholder="Search by name, description, label or id"
            value=Signal::derive(move || query.with(|query| query.text.clone()))
            on_input=move |text| listing.search(text)
        />
    };
    let archived = view! {
        <Checkbox
            label="Show archived"
            checked=Signal::derive(move || query.with(|query| query.archived))
            on_change=move |on| listing.change(|query| query.archived = on)
        />
    };
    let item = |choice: AnyView| el("div", "filters__item").view(choice);
    let bar = el("div", "filters__bar")
        .child(el("span", "filters__count").attr("role", "status").bind_text(move || count(listing)))
        .slot(move || clearable.get().then(|| clear_filters(listing)))
        .view(saved(listing))
        .child(el("div", "filters__end").child(save_filter(listing)).children(columns_menu(listing)));
    el("div", "filters")
        .attr("role", "group")
        .attr("aria-label", "Filters")
        .child(
            el("div", "filters__search")
                .on("keydown", on_key)
                .on("change", move |_| listing.settle())
                .view(search.into_any()),
        )
        .child(item(status.into_any()))
        .child(item(entry.into_any()))
        .slot(move || has_labels.get().then(|| item(label().into_any())))
        .view(archived.into_any())
        .child(bar)
}

/// The button that takes the filters away.
pub fn clear_filters(listing: Listing) -> El {
    button(ButtonVariant::Ghost, IconName::Close, "Clear filters", move || {
        listing.show(&listing.query.get_untracked().cleared());
        // The button goes with the filters.
        focus::to_search();
    })
}

fn count(listing: Listing) -> String {
    let shown = listing.shown.with(Vec::len);
    let archived = listing.query.with(|query| query.archived);
    let all = listing.rows.with(|rows| rows.iter().filter(|row| archived || !row.about.archived).count());
    let noun = if all == 1 { "journey" } else { "journeys" };
    if shown == all { format!("{all} {noun}") } else { format!("{shown} of {all} {noun}") }
}

/// The labels to choose from: those that journeys bear, and the one that is asked for.
fn known_labels(listing: Listing) -> Vec<String> {
    let asked = listing.query.with(|query| query.label.clone());
    let mut labels: Vec<String> = asked.into_iter().collect();
    listing.rows.with(|rows| {
        for label in rows.iter().flat_map(|row| &row.about.labels) {
            if !labels.contains(label) {
                labels.push(label.clone());
            }
        }
    });
    order::sort(&mut labels);
    labels
}
