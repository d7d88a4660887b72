//! A row of the table. Its elements stay while the journey is shown: what is drawn again is the part that has changed, so
//! that the focus and an open menu outlive a tick of the clock.

use journey::text::JourneyId;
use leptos::prelude::*;

use super::{
    column::Column,
    row::{About, Row},
    state::Listing,
};
use crate::{
    actions::{ActionMenu, StatusBadge},
    moment::Moment,
    platform::zone::BrowserZone,
    route::Route,
    ui::{Checkbox, Icon, IconName},
};

/// The row of a journey.
#[component]
pub fn TableRow(listing: Listing, id: JourneyId) -> impl IntoView {
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
        move || view! { <Title id=id.clone() about=about.get() /> }
    };
    let facts = move || {
        row.get().map(|row| listing.columns.get().into_iter().map(|column| fact(listing, &row, column)).collect_view())
    };
    let own = id.to_string();
    view! {
        <tr role="row" class="table__row" class:table__row--selected=selected data-row=own>
            <td role="cell" class="table__select">
                <Checkbox
                    label=Signal::derive(move || format!("Select {}", name.get()))
                    label_hidden=true
                    checked=selected
                    on_change=select
                />
            </td>
            <th role="rowheader" scope="row" class="table__name">{title}</th>
            {facts}
            <td role="cell" class="table__actions"><ActionMenu id name /></td>
        </tr>
    }
}

/// What stands in the name's cell.
#[component]
fn Title(id: JourneyId, about: About) -> impl IntoView {
    let About { name, description, labels, archived, draft_waits } = about;
    let tags = labels.into_iter().map(|label| view! { <li class="tag">{label}</li> }).collect::<Vec<_>>();
    view! {
        <div class="table__title">
            <a class="table__link" href=Route::Journey(id.clone()).href()><bdi>{name}</bdi></a>
            {draft_waits.then(|| view! { <span class="mark mark--draft"><Icon name=IconName::Edit />"Draft waiting"</span> })}
            {archived.then(|| view! { <span class="mark"><Icon name=IconName::Archive />"Archived"</span> })}
        </div>
        {(!description.is_empty()).then(|| view! { <p class="table__note">{description}</p> })}
        <div class="table__meta">
            <span class="table__id">{id.to_string()}</span>
            {(!tags.is_empty()).then(|| view! { <ul class="table__tags" aria-label="Labels">{tags}</ul> })}
        </div>
    }
}

/// The cell of a column.
fn fact(listing: Listing, row: &Row, column: Column) -> AnyView {
    let label = column.heading();
    match column {
        // The name has a cell of its own.
        Column::Name => ().into_any(),
        Column::Status => view! {
            <td role="cell" data-label=label class="table__status"><StatusBadge status=Signal::stored(row.status) /></td>
        }
        .into_any(),
        Column::Entry => {
            view! { <td role="cell" data-label=label class="table__entry">{row.entry.name()}</td> }.into_any()
        }
        Column::Versions => {
            view! { <td role="cell" data-label=label class="table__number">{row.versions}</td> }.into_any()
        }
        Column::Entered | Column::Goals | Column::TimedOut | Column::Rate => {
            view! { <td role="cell" data-label=label class="table__number table__unmeasured">"–"</td> }.into_any()
        }
        Column::Start => {
            let start = row.start.as_ref();
            let start = start.map(|(at, zone)| view! { <Moment at=*at zone=BrowserZone::open_or_utc(zone) /> });
            time(label, start.into_any(), row.start.is_none().then_some("When it is published"))
        }
        Column::Created => time(label, view! { <Moment at=row.created zone=listing.zone() /> }.into_any(), None),
        Column::Published => {
            let at = row.published.map(|at| view! { <Moment at zone=listing.zone() /> });
            time(label, at.into_any(), row.published.is_none().then_some("–"))
        }
    }
}

fn time(label: &'static str, time: AnyView, absent: Option<&'static str>) -> AnyView {
    view! { <td role="cell" data-label=label class="table__time" class:table__absent=absent.is_some()>{time}{absent}</td> }
        .into_any()
}
