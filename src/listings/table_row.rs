//! A row of the table. Its elements stay while the journey is shown: what is drawn again is the part that has changed, so
//! that the focus and an open menu outlive a tick of the clock.

use std::sync::Arc;

use journey::text::JourneyId;
use leptos::prelude::*;
use signals::Memo;

use super::{
    column::Column,
    row::{About, Row},
    state::Listing,
};
use crate::{
    actions::{ActionMenu, status_badge},
    moment::moment,
    platform::zone::BrowserZone,
    route::Route,
    ui::{Checkbox, El, IconName, el, icon},
};

/// The row of a journey.
pub fn table_row(listing: Listing, id: JourneyId) -> El {
    let row = {
        let id = id.clone();
        Memo::new(move |_| listing.by_id.with(|by_id| by_id.get(&id).cloned()))
    };
    let about = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.about.clone())).unwrap_or_default());
    let name = Memo::new(move |_| about.with(|about| about.name.clone()));
    let selected = {
        let id = id.clone();
        Memo::new(move |_| listing.is_selected(&id))
    };
    let select = {
        let id = id.clone();
        move |on| listing.select(&id, on)
    };
    let title = {
        let id = id.clone();
        move || title(&id, about.get())
    };
    let facts = move || {
        let cells = |row: Arc<Row>| {
            listing.columns.get().into_iter().filter_map(|column| fact(listing, &row, column)).collect()
        };
        row.get().map(cells).unwrap_or_default()
    };
    let choose = view! {
        <Checkbox
            label=Signal::derive(move || format!("Select {}", name.get()))
            label_hidden=true
            checked=selected
            on_change=select
        />
    };
    let own = id.to_string();
    let menu = view! { <ActionMenu id name /> };
    el("tr", "table__row")
        .attr("role", "row")
        .attr("data-row", &own)
        .bind_class("table__row--selected", move || selected.get())
        .child(cell("table__select").view(choose.into_any()))
        .child(el("th", "table__name").attr("role", "rowheader").attr("scope", "row").slots(title))
        .slots(facts)
        .child(cell("table__actions").view(menu.into_any()))
}

fn cell(class: &str) -> El {
    el("td", class).attr("role", "cell")
}

/// The content of the name's cell.
fn title(id: &JourneyId, about: About) -> Vec<El> {
    let About { name, description, labels, archived, draft_waits } = about;
    let mark = |there: bool, class: &str, name: IconName, text: &str| {
        there.then(|| el("span", class).child(icon(name)).text(text))
    };
    let link = el("a", "table__link")
        .attr("href", &Route::Journey(id.clone()).href())
        .child(el("bdi", "").attr("translate", "no").text(&name));
    let heading = el("div", "table__title")
        .child(link)
        .maybe(mark(draft_waits, "mark mark--draft", IconName::Edit, "Draft waiting"))
        .maybe(mark(archived, "mark", IconName::Archive, "Archived"));
    let note = (!description.is_empty()).then(|| el("p", "table__note").text(&description));
    let tags = (!labels.is_empty()).then(|| {
        let tags = labels.iter().map(|label| el("li", "tag").text(label));
        el("ul", "table__tags").attr("aria-label", "Labels").children(tags)
    });
    let meta = el("div", "table__meta").child(el("span", "table__id").text(id.as_str())).maybe(tags);
    [Some(heading), note, Some(meta)].into_iter().flatten().collect()
}

/// The cell of a column; the name has one of its own.
fn fact(listing: Listing, row: &Row, column: Column) -> Option<El> {
    let status = row.status;
    let own = |zone: &str| BrowserZone::open_or_utc(zone);
    let made = match column {
        Column::Name => return None,
        Column::Status => cell("table__status").child(status_badge(move || status)),
        Column::Entry => cell("table__entry").text(row.entry.name()),
        Column::Versions => cell("table__number").text(&row.versions.to_string()),
        Column::Entered | Column::Goals | Column::TimedOut | Column::Rate => {
            cell("table__number table__unmeasured").text("–")
        }
        Column::Start => time(row.start.as_ref().map(|(at, zone)| moment(*at, own(zone))), "When it is published"),
        Column::Created => time(Some(moment(row.created, listing.zone())), ""),
        Column::Published => time(row.published.map(|at| moment(at, listing.zone())), "–"),
    };
    Some(made.attr("data-label", column.heading()))
}

fn time(time: Option<El>, absent: &str) -> El {
    match time {
        Some(time) => cell("table__time").child(time),
        None => cell("table__time table__absent").text(absent),
    }
}
