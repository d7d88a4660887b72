//! Search and filters, how many rows they leave, and what the table shows.

use std::collections::BTreeSet;

use journey::{lifecycle::Status, setup::EntryCriteria};
use leptos::{ev::KeyboardEvent, prelude::*};

use super::{
    columns::ColumnsMenu,
    focus,
    query::{entry_of_slug, entry_slug, status_of_slug, status_slug},
    saved::{SaveFilter, SavedFilters},
    state::Listing,
};
use crate::ui::{Button, ButtonVariant, Checkbox, IconName, Select, SelectOption, TextField};

/// The group of filters.
#[component]
pub fn Filters(listing: Listing) -> impl IntoView {
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
    // Where no row is left, the words that say so have this button.
    let clearable =
        Memo::new(move |_| query.with(|query| query.is_filtered()) && listing.shown.with(|shown| !shown.is_empty()));
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && query.with_untracked(|query| !query.text.is_empty()) {
            event.prevent_default();
            listing.search(String::new());
        }
    };
    view! {
        <div class="filters" role="group" aria-label="Filters">
            <div class="filters__search" on:keydown=on_key>
                <TextField
                    label="Search journeys"
                    label_hidden=true
                    placeholder="Search by name, description, label or id"
                    value=Signal::derive(move || query.with(|query| query.text.clone()))
                    on_input=move |text| listing.search(text)
                />
            </div>
            <div class="filters__item">
                <Select
                    label="Status"
                    label_hidden=true
                    value=Signal::derive(move || query.with(|query| query.status.map(status_slug)).unwrap_or_default())
                    options=Signal::stored(statuses())
                    on_change=move |slug: String| listing.change(|query| query.status = status_of_slug(&slug))
                />
            </div>
            <div class="filters__item">
                <Select
                    label="Entry type"
                    label_hidden=true
                    value=Signal::derive(move || query.with(|query| query.entry.map(entry_slug)).unwrap_or_default().to_owned())
                    options=Signal::stored(entries())
                    on_change=move |slug: String| listing.change(|query| query.entry = entry_of_slug(&slug))
                />
            </div>
            {move || has_labels.get().then(|| view! {
                <div class="filters__item">
                    <Select
                        label="Label"
                        label_hidden=true
                        value=Signal::derive(move || query.with(|query| query.label.clone()).unwrap_or_default())
                        options=label_options
                        on_change=move |label: String| {
                            listing.change(|query| query.label = (!label.is_empty()).then_some(label));
                        }
                    />
                </div>
            })}
            <Checkbox
                label="Show archived"
                checked=Signal::derive(move || query.with(|query| query.archived))
                on_change=move |on| listing.change(|query| query.archived = on)
            />
            <div class="filters__bar">
                <span class="filters__count" role="status">{move || count(listing)}</span>
                {move || clearable.get().then(|| view! { <ClearFilters listing /> })}
                <SavedFilters listing />
                <div class="filters__end">
                    <SaveFilter listing />
                    <ColumnsMenu listing />
                </div>
            </div>
        </div>
    }
}

/// The way back to all rows.
#[component]
pub fn ClearFilters(listing: Listing) -> impl IntoView {
    let clear = move |_| {
        listing.show(&listing.query.get_untracked().cleared());
        // The button goes with the filters.
        focus::to_search();
    };
    view! { <Button variant=ButtonVariant::Ghost icon=IconName::Close on_click=clear>"Clear filters"</Button> }
}

/// How many rows are shown, of how many there would be without filters.
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
    let mut labels: BTreeSet<String> =
        listing.rows.with(|rows| rows.iter().flat_map(|row| row.about.labels.clone()).collect());
    labels.extend(asked);
    labels.into_iter().collect()
}
