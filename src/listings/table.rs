//! The table: heads to sort by, and a row per journey that is kept as long as the journey is shown.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event};
use signals::{Memo, RwSignal};

use super::{column::Column, query::Sort, row::Row, state::Listing, table_row::table_row};
use crate::lazy::when_idle;
use crate::ui::{Checkbox, El, IconName, el, key_event, live_icon, use_announcer, watch};
use journey::text::JourneyId;

/// The id of the line that says why no numbers are there.
const NUMBERS: &str = "listings-numbers";

/// The lowest a row is, in pixels. As many are drawn at once as fit in the window: a row is some thirty elements, and
/// hundreds of them would keep a person waiting for the first one.
const LOW: usize = 56;
/// The rows that are added each time the browser is idle: this takes less than a frame or two.
const STEP: usize = 20;

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
    let scroll = el("div", "table-scroll");
    let drawn = listing.drawn;
    draw_on(ids, drawn, scroll.clone());
    let drawn_ids = move || {
        let mut ids = ids.get();
        ids.truncate(drawn.get());
        ids
    };
    // The count includes rows that are not drawn yet.
    let count = move || {
        let count = ids.with(Vec::len);
        (drawn.get() < count).then(|| (count + 1).to_string())
    };
    let table = el("table", "table")
        .attr("role", "table")
        .bind("aria-rowcount", count)
        .attr("aria-label", "Journeys")
        .on("focusin", on_focus)
        .child(el("thead", "").attr("role", "rowgroup").child(heads))
        .child(el("tbody", "").attr("role", "rowgroup").rows(drawn_ids, row));
    let note = move || {
        let text = "Entered, Goals met, Timed out and Rate: nothing is sent from this browser, so nobody is counted. \
                    Numbers come with a rehearsal.";
        measured.get().then(|| el("p", "listings__note").attr("id", NUMBERS).text(text))
    };
    let scroll =
        scroll.attr("tabindex", "0").attr("role", "region").attr("aria-label", "Journeys, scrollable").child(table);
    vec![scroll, el("div", "listings__below").slot(note)]
}

/// Draws the first rows, then more in steps, and all of them for whoever goes to where they end.
fn draw_on(ids: Memo<Vec<String>>, drawn: RwSignal<usize>, table: El) {
    let first = fitting(window_height());
    drawn.set(first);
    watch(move || {
        let (now, count) = (drawn.get(), ids.with(Vec::len));
        if now < count {
            // The page may have been left by then.
            when_idle(Rc::new(move || {
                let _ = drawn.try_update(|drawn| *drawn = (*drawn).max(now + STEP));
            }));
        } else if now > count.max(first) + STEP {
            // A search that is cleared draws its many rows in steps as well.
            drawn.set(count.max(first));
        }
    });
    let hurry = move |event: Event| {
        let count = ids.with_untracked(Vec::len);
        if drawn.get_untracked() >= count {
            return;
        }
        let asked = match key_event(&event) {
            // The end itself, and what the browser does with the whole page: to search it, to print it.
            Some(key) => key.ctrl_key() || key.meta_key() || key.key() == "End",
            None => table.node().get_bounding_client_rect().bottom() < window_height() * 2.0,
        };
        if asked {
            drawn.set(count);
        }
    };
    for event in ["scroll", "keydown"] {
        let listener = window_event_listener_untyped(event, hurry.clone());
        on_cleanup(move || listener.remove());
    }
}

/// The number of rows that fit in a height in pixels, a cut one included.
pub(super) fn fitting(height: f64) -> usize {
    height as usize / LOW + 1
}

/// The height of the window, in pixels.
pub(super) fn window_height() -> f64 {
    f64::from(document().document_element().map_or(0, |page| page.client_height()))
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
        .bind("aria-sort", move || sort.get().map(|sort| sort.way().to_owned()))
        .child(button)
}
