//! The table: heads to sort by, and a row per journey that is kept as long as the journey is shown.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event};

use super::{column::Column, query::Sort, row::Row, state::Listing, table_row::table_row};
use crate::ui::{Checkbox, El, IconName, el, live_icon, use_announcer};
use journey::text::JourneyId;

/// The id of the line that says why no numbers are there.
const NUMBERS: &str = "listings-numbers";

/// The table.
pub fn table(listing: Listing) -> Vec<El> {
    let ids = Memo::new(move |_| {
        let ids = |shown: &Vec<Arc<Row>>| shown.iter().map(|row| row.id.to_string()).collect::<Vec<_>>();
        listing.shown.with(ids)
    });
    let all = Memo::new(move |_| listing.selected.with(Vec::len) == ids.with(Vec::len));
    let some = Signal::derive(move || !all.get() && listing.selected.with(|selected| !selected.is_empty()));
    let measured =
        Memo::new(move |_| listing.columns.with(|columns| columns.iter().any(|column| column.is_measured())));
    let on_focus = move |event: Event| {
        let row = event.target().and_then(|target| target.dyn_into::<Element>().ok()?.closest("[data-row]").ok()?);
        let id = row.and_then(|row| JourneyId::parse(&row.get_attribute("data-row")?));
        listing.focused.set_value(id);
    };
    let select_all = view! {
        <Checkbox
            label="Select all"
            label_hidden=true
            checked=all
            mixed=some
            on_change=move |on| listing.select_all(on)
        />
    };
    let heading = |class: &str| el("th", class).attr("role", "columnheader").attr("scope", "col");
    let heads = el("tr", "")
        .attr("role", "row")
        .child(heading("table__select").view(select_all.into_any()))
        .child(head(listing, Column::Name))
        .slots(move || listing.columns.get().into_iter().map(|column| head(listing, column)).collect())
        .child(heading("table__actions").child(el("span", "visually-hidden").text("Actions")));
    let row = move |key: &str| match JourneyId::parse(key) {
        Some(id) => table_row(listing, id),
        None => el("tr", ""),
    };
    let table = el("table", "table")
        .attr("role", "table")
        .attr("aria-label", "Journeys")
        .on("focusin", on_focus)
        .child(el("thead", "").attr("role", "rowgroup").child(heads))
        .child(el("tbody", "").attr("role", "rowgroup").rows(move || ids.get(), row));
    let note = move || {
        let text = "Entered, Goals met, Timed out and Rate: nothing is sent from this browser, so nobody is counted. \
                    Numbers come with a rehearsal.";
        measured.get().then(|| el("p", "listings__note").attr("id", NUMBERS).text(text))
    };
    let scroll = el("div", "table-scroll")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", "Journeys, scrollable")
        .child(table);
    vec![scroll, el("div", "listings__below").slot(note)]
}

/// The head of a column, with the button to sort by it.
fn head(listing: Listing, column: Column) -> El {
    let announcer = use_announcer();
    let sort = Memo::new(move |_| listing.query.with(|query| Some(query.sort).filter(|sort| sort.column == column)));
    let icon = move || match sort.get() {
        None => IconName::Sortable,
        Some(Sort { descending: true, .. }) => IconName::SortDescending,
        Some(_) => IconName::SortAscending,
    };
    let press = move |_| {
        let next = listing.query.with_untracked(|query| query.sort.pressed(column));
        listing.change(|query| query.sort = next);
        announcer.say(format!("Sorted by {}, {}.", column.heading(), next.way()));
    };
    let button = el("button", "table__sort")
        .attr("type", "button")
        .on("click", press)
        .text(column.heading())
        .child(live_icon(icon));
    let button = if column.is_measured() {
        button.attr("title", "Numbers come with a rehearsal").attr("aria-describedby", NUMBERS)
    } else {
        button
    };
    el("th", if column.is_number() { "table__number" } else { "" })
        .attr("role", "columnheader")
        .attr("scope", "col")
        .live("aria-sort", move || sort.get().map(|sort| sort.way().to_owned()))
        .child(button)
}
