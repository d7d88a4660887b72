//! The table: heads to sort by, and a row per journey that is kept as long as the journey is shown.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use super::{column::Column, query::Sort, state::Listing, table_row::TableRow};
use crate::ui::{Checkbox, Icon, IconName, use_announcer};
use journey::text::JourneyId;

/// The id of the line that says why no numbers are there.
const NUMBERS: &str = "listings-numbers";

/// The table.
#[component]
pub fn Table(listing: Listing) -> impl IntoView {
    let ids =
        Memo::new(move |_| listing.shown.with(|shown| shown.iter().map(|row| row.id.clone()).collect::<Vec<_>>()));
    let all = Memo::new(move |_| listing.selected.with(Vec::len) == ids.with(Vec::len));
    let some = Signal::derive(move || !all.get() && listing.selected.with(|selected| !selected.is_empty()));
    let measured =
        Memo::new(move |_| listing.columns.with(|columns| columns.iter().any(|column| column.is_measured())));
    let heads = move || {
        let columns = listing.columns.get().into_iter();
        columns.map(|column| view! { <Head listing column /> }).collect_view()
    };
    let on_focus = move |event: leptos::ev::FocusEvent| {
        let row = event.target().and_then(|target| target.dyn_into::<Element>().ok()?.closest("[data-row]").ok()?);
        let id = row.and_then(|row| JourneyId::parse(&row.get_attribute("data-row")?));
        listing.focused.set_value(id);
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Journeys, scrollable">
            <table class="table" role="table" aria-label="Journeys" on:focusin=on_focus>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col" class="table__select">
                            <Checkbox
                                label="Select all"
                                label_hidden=true
                                checked=all
                                mixed=some
                                on_change=move |on| listing.select_all(on)
                            />
                        </th>
                        <Head listing column=Column::Name />
                        {heads}
                        <th role="columnheader" scope="col" class="table__actions">
                            <span class="visually-hidden">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || ids.get() key=JourneyId::clone let:id>
                        <TableRow listing id />
                    </For>
                </tbody>
            </table>
        </div>
        {move || measured.get().then(|| view! {
            <p class="listings__note" id=NUMBERS>
                "Entered, Goals met, Timed out and Rate: nothing is sent from this browser, so nobody is counted. Numbers come with a rehearsal."
            </p>
        })}
    }
}

/// The head of a column, with the button to sort by it.
#[component]
fn Head(listing: Listing, column: Column) -> impl IntoView {
    let announcer = use_announcer();
    let sort = Memo::new(move |_| listing.query.with(|query| Some(query.sort).filter(|sort| sort.column == column)));
    let icon = Signal::derive(move || match sort.get() {
        None => IconName::Sortable,
        Some(Sort { descending: true, .. }) => IconName::SortDescending,
        Some(_) => IconName::SortAscending,
    });
    let press = move |_| {
        let next = listing.query.with_untracked(|query| query.sort.pressed(column));
        let way = if next.descending { "descending" } else { "ascending" };
        listing.change(|query| query.sort = next);
        announcer.say(format!("Sorted by {}, {way}.", column.heading()));
    };
    let measured = column.is_measured();
    view! {
        <th
            role="columnheader"
            scope="col"
            class=if column.is_number() { "table__number" } else { "" }
            aria-sort=move || sort.get().map(|sort| if sort.descending { "descending" } else { "ascending" })
        >
            <button
                type="button"
                class="table__sort"
                title=measured.then_some("Numbers come with a rehearsal")
                aria-describedby=measured.then_some(NUMBERS)
                on:click=press
            >
                {column.heading()}
                <Icon name=icon />
            </button>
        </th>
    }
}
