//! `/calendar`: what all journeys send on which day, and where they collide (spec: timing.md §5, interface.md Addresses). The
//! month and whether drafts are counted in are in the address.

mod day;
mod month;
mod plan;

use std::sync::Arc;

use journey::time::Date;
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use rehearsal::zone::to_local;
use signals::{Memo, shared};

use self::{
    day::{busy, day_cell},
    month::Month,
    plan::{Entry, Plan},
};
use crate::{
    platform::zone,
    route::Route,
    shell::Title,
    ui::{Checkbox, Icon, IconName, use_announcer},
    workspace::{Workspace, use_workspace},
};

/// The days of the week, as the table's head names them.
const WEEK: [(&str, &str); 7] = [
    ("Mon", "Monday"),
    ("Tue", "Tuesday"),
    ("Wed", "Wednesday"),
    ("Thu", "Thursday"),
    ("Fri", "Friday"),
    ("Sat", "Saturday"),
    ("Sun", "Sunday"),
];

/// The parameters in the address.
#[derive(Clone, Copy, PartialEq)]
struct Asked {
    /// None is the month it is.
    month: Option<Month>,
    drafts: bool,
}

impl Asked {
    fn href(self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.month.map(|month| format!("month={month}")));
        parts.extend(self.drafts.then(|| "drafts=1".to_owned()));
        let home = Route::Calendar.href();
        if parts.is_empty() { home } else { format!("{home}?{}", parts.join("&")) }
    }
}

/// The page.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let workspace = use_workspace();
    let announcer = use_announcer();
    let query = use_location().query;
    let navigate = use_navigate();
    let asked = Memo::new(move |_| {
        shared(query).with(|query| Asked {
            month: query.get_str("month").and_then(Month::parse),
            drafts: query.get_str("drafts") == Some("1"),
        })
    });
    let today = Memo::new(move |_| to_local(&zone::local(), workspace.now.get()).date());
    let month = Memo::new(move |_| asked.get().month.unwrap_or_else(|| Month::of(today.get())));
    let to = move |by: i32| Asked { month: month.get().moved(by), ..asked.get() }.href();
    let drafts = move |on: bool| {
        let path = Asked { drafts: on, ..asked.get_untracked() }.href();
        navigate(&path, NavigateOptions { resolve: false, replace: true, scroll: false, ..NavigateOptions::default() });
    };
    // Days do not change with the clock; what a draft would do is worked out from the day it is.
    let plan = Memo::always_new(move |_| {
        today.track();
        Arc::new(Plan::new(entries(workspace, asked.get().drafts), month.get()))
    });
    Effect::new(move |before: Option<Month>| {
        let month = month.get();
        if before.is_some_and(|before| before != month) {
            announcer.say(format!("{}: {}.", month.name(), plan.get_untracked().summary()));
        }
        month
    });
    let title = Signal::derive(move || format!("Calendar, {}", month.get().name()));
    view! {
        <Title text=title />
        <div class="page calendar">
            <header class="page__header">
                <div class="page__titles">
                    <h1 class="page__title">"Calendar"</h1>
                    <p class="page__lead">"What all journeys can send on which day, in your time zone: "{zone::local_name()}"."</p>
                </div>
            </header>
            <div class="calendar__bar">
                <nav class="calendar__nav" aria-label="Month">
                    <a class="button button--default button--icon" href=move || to(-1) aria-label=move || format!("Previous month, {}", name_of(month.get(), -1))><Icon name=IconName::ChevronLeft /></a>
                    <h2 class="calendar__month" id="calendar-month">{move || month.get().name()}</h2>
                    <a class="button button--default button--icon" href=move || to(1) aria-label=move || format!("Next month, {}", name_of(month.get(), 1))><Icon name=IconName::ChevronRight /></a>
                    <a class="button button--ghost" href=move || Asked { month: None, ..asked.get() }.href()>"This month"</a>
                </nav>
                <Checkbox label="Drafts as well" help="As if they were published now." checked=Signal::derive(move || asked.get().drafts) on_change=drafts />
            </div>
            <p class="calendar__summary">{move || plan.get().summary()}</p>
            {move || busy(&plan.get())}
            {move || grid(&plan.get(), today.get())}
        </div>
    }
}

fn name_of(month: Month, by: i32) -> String {
    month.moved(by).map(Month::name).unwrap_or_default()
}

/// Every published version, and the drafts if they are wanted.
fn entries(workspace: Workspace, drafts: bool) -> Vec<Entry> {
    let now = workspace.now.get_untracked();
    let mut entries = Vec::new();
    for journey in workspace.journeys().iter().filter(|journey| !journey.archived) {
        entries.extend(journey.published.iter().map(|version| Entry::version(journey, version)));
        if drafts {
            entries.extend(journey.draft.as_ref().map(|draft| Entry::draft(journey, draft, now)));
        }
    }
    entries
}

fn grid(plan: &Arc<Plan>, today: Date) -> AnyView {
    let heads = WEEK.map(|(short, name)| view! { <th role="columnheader" scope="col" abbr=name>{short}</th> });
    let weeks = plan.weeks().map(|week| {
        let cells = week.iter().map(|day| day_cell(plan, day, today)).collect_view();
        view! { <tr role="row">{cells}</tr> }
    });
    view! {
        <table class="calendar__grid" role="table" aria-labelledby="calendar-month">
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody role="rowgroup">{weeks.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
