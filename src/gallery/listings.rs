//! The listings' table with its filters and bulk actions, as the page writes them.
use leptos::prelude::*;

use crate::ui::*;

struct Row {
    name: &'static str,
    note: &'static str,
    status: (&'static str, Tone),
    start: &'static str,
    entered: &'static str,
    rate: &'static str,
    selected: bool,
}

const ROWS: [Row; 4] = [
    Row {
        name: "Welcome series",
        note: "Three messages in the first week, until the first order.",
        status: ("Running", Tone::Success),
        start: "4 May 2026, 09:00 Europe/Berlin",
        entered: "12,480",
        rate: "31.4 %",
        selected: false,
    },
    Row {
        name: "Win back",
        note: "",
        status: ("Paused", Tone::Warning),
        start: "1 Mar 2026, 18:30 Europe/Berlin",
        entered: "3,204",
        rate: "4.9 %",
        selected: true,
    },
    Row {
        name: "Autumn sale, with a name that is longer than its column is wide",
        note: "Sent to everyone who bought last autumn, in two waves.",
        status: ("Scheduled", Tone::Info),
        start: "12 Oct 2026, 08:00 Europe/Berlin",
        entered: "–",
        rate: "–",
        selected: false,
    },
    Row {
        name: "Birthday",
        note: "",
        status: ("Draft", Tone::Neutral),
        start: "–",
        entered: "–",
        rate: "–",
        selected: false,
    },
];

pub(super) fn specimen() -> AnyView {
    let items = Signal::stored(vec![MenuEntry::from(MenuItem::new("Edit", || ()).icon(IconName::Edit))]);
    let query = RwSignal::new(String::new());
    let head = |label: &'static str, number: bool, sorted: bool| {
        let icon = if sorted { IconName::SortAscending } else { IconName::Sortable };
        view! {
            <th role="columnheader" class:table__number=number aria-sort=sorted.then_some("ascending")>
                <button type="button" class="table__sort">{label}<Icon name=icon /></button>
            </th>
        }
    };
    view! {
        <div class="filters" role="group" aria-label="Filters">
            <div class="filters__search">
                <TextField label="Search journeys" label_hidden=true input_type="search" placeholder="Search journeys" value=query on_input=move |text| query.set(text) />
            </div>
            <Checkbox label="Show archived" checked=false on_change=|_| () />
            <button type="button" class="chip" aria-pressed="true">"Running"</button>
            <button type="button" class="chip" aria-pressed="false">"Ends this week"</button>
            <span class="filters__count">"4 of 12"</span>
            <div class="filters__end"><Menu label="Columns" icon=IconName::Columns items=items /></div>
        </div>
        <div class="bulk" role="toolbar" aria-label="Bulk actions">
            <span class="bulk__count">"1 selected"</span>
            <Button size=ButtonSize::Small icon=IconName::Pause reason="It is paused already.">"Pause"</Button>
            <Button size=ButtonSize::Small icon=IconName::Resume>"Resume"</Button>
            <Button size=ButtonSize::Small icon=IconName::Stop>"Stop"</Button>
            <div class="bulk__end">
                <Button size=ButtonSize::Small variant=ButtonVariant::Ghost icon=IconName::Close label="Clear selection" />
            </div>
        </div>
        <div class="table-scroll">
            <table class="table" role="table" aria-label="Specimens">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" class="table__select">
                            <Checkbox label="Select all" label_hidden=true checked=false mixed=true on_change=|_| () />
                        </th>
                        {head("Name", false, true)}
                        {head("Status", false, false)}
                        {head("Start", false, false)}
                        {head("Entered", true, false)}
                        {head("Rate", true, false)}
                        <th role="columnheader"><span class="visually-hidden">"Actions"</span></th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{ROWS.iter().map(|row_shown| row(row_shown, items)).collect_view()}</tbody>
            </table>
        </div>
        <div class="empty">
            <Icon name=IconName::JourneyTrigger />
            <p class="empty__title">"No journeys yet"</p>
            <p class="empty__text">"A journey leads people from a first event to a goal, message by message. It stays in this browser."</p>
            <div class="empty__actions">
                <Button variant=ButtonVariant::Primary icon=IconName::Plus>"New journey"</Button>
                <Button icon=IconName::Template>"Start from a template"</Button>
                <Button>"Load sample workspace"</Button>
                <Button icon=IconName::Import>"Import"</Button>
            </div>
        </div>
    }
    .into_any()
}

fn row(shown: &'static Row, items: Signal<Vec<MenuEntry>>) -> impl IntoView {
    let Row { name, note, status: (status, tone), start, entered, rate, selected } = *shown;
    view! {
        <tr role="row" class="table__row" class:table__row--selected=selected>
            <td role="cell" class="table__select">
                <Checkbox label=["Select ", name].concat() label_hidden=true checked=selected on_change=|_| () />
            </td>
            <th role="rowheader" scope="row" class="table__name">
                <a class="table__link" href="#row">{name}</a>
                {(!note.is_empty()).then(|| view! { <p class="table__note">{note}</p> })}
            </th>
            <td role="cell" data-label="Status" class="table__status"><Badge text=status tone=tone /></td>
            <td role="cell" data-label="Start" class="table__time">{start}</td>
            <td role="cell" data-label="Entered" class="table__number">{entered}</td>
            <td role="cell" data-label="Rate" class="table__number">{rate}</td>
            <td role="cell" class="table__actions">
                <Menu label=["Actions for ", name].concat() items=items />
            </td>
        </tr>
    }
}
