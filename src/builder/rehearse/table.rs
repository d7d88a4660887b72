//! The table **Timetable**: message, route, earliest, latest, and why.

use std::sync::Arc;

use journey::text::NodeId;
use leptos::prelude::*;
use rehearsal::{
    reason::{Reason, Why},
    timetable::{Message, Told},
};

use super::{super::plan::sentences, shown::Shown};
use crate::{
    moment::Moment,
    platform::zone::BrowserZone,
    ui::{Button, ButtonSize, use_announcer},
};

/// The most runs that are shown.
const RUNS_MAX: usize = 80;

/// The table, with more runs on demand.
#[component]
pub fn TimetableView(shown: Memo<Arc<Shown>>, count: RwSignal<usize>) -> impl IntoView {
    let announcer = use_announcer();
    let all = RwSignal::new(false);
    let more = Memo::new(move |_| shown.get().has_more() && count.get() < RUNS_MAX);
    let add = move |_| {
        count.update(|count| *count *= 2);
        let runs = shown.get_untracked().table.runs.len();
        announcer.say(format!("{runs} runs are shown."));
    };
    view! {
        <div class="rehearse__heading">
            <h3 class="section__title">"Timetable"</h3>
            <div class="button-group" role="group" aria-label="Timetable by">
                <Button size=ButtonSize::Small pressed=Signal::derive(move || !all.get()) on_click=move |_| all.set(false)>"Each run"</Button>
                <Button size=ButtonSize::Small pressed=Signal::derive(move || all.get()) on_click=move |_| all.set(true)>"All runs"</Button>
            </div>
            {move || (more.get() && !all.get()).then(|| view! { <Button size=ButtonSize::Small on_click=add>"Show more runs"</Button> })}
        </div>
        <table class="rehearse__table" role="table" aria-label="Timetable">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">"Message"</th>
                    <th role="columnheader" scope="col">"Route"</th>
                    <th role="columnheader" scope="col">"Earliest"</th>
                    <th role="columnheader" scope="col">"Latest"</th>
                    <th role="columnheader" scope="col">"Why"</th>
                </tr>
            </thead>
            {move || if all.get() { whole(&shown.get()) } else { by_run(&shown.get()) }}
        </table>
    }
}

fn whole(shown: &Arc<Shown>) -> AnyView {
    let zone = shown.zone();
    body(rows(shown, &shown.table.messages, &zone), "No message can go out.")
}

fn by_run(shown: &Arc<Shown>) -> AnyView {
    let zone = shown.zone();
    if shown.table.runs.is_empty() {
        return body(Vec::new(), "No run is left: nobody comes in any more.");
    }
    let group = |run: &rehearsal::timetable::RunTable| {
        let head = match run.run {
            Some(run) => view! { "Users qualify "<Moment at=run.at zone=zone.clone() /> }.into_any(),
            None => "Users qualify as soon as the event comes".into_any(),
        };
        let rows = rows(shown, &run.messages, &zone);
        let none = rows.is_empty();
        view! {
            <tbody role="rowgroup">
                <tr role="row" class="rehearse__run-row"><th role="rowheader" scope="rowgroup" colspan="5">{head}</th></tr>
                {rows}
                {none.then(|| view! { <tr role="row"><td role="cell" colspan="5">"No message can go out."</td></tr> })}
            </tbody>
        }
    };
    shown.table.runs.iter().map(group).collect_view().into_any()
}

fn body(rows: Vec<AnyView>, none: &'static str) -> AnyView {
    let empty = rows.is_empty();
    view! { <tbody role="rowgroup">{rows}{empty.then(|| view! { <tr role="row"><td role="cell" colspan="5">{none}</td></tr> })}</tbody> }.into_any()
}

fn rows(shown: &Arc<Shown>, messages: &[Message], zone: &BrowserZone) -> Vec<AnyView> {
    messages.iter().map(|message| row(shown, *message, zone)).collect()
}

fn row(shown: &Arc<Shown>, message: Message, zone: &BrowserZone) -> AnyView {
    let id = shown.table.node(&message);
    let label = shown.label(id);
    let route = shown.only_route(id).map(|route| way(shown, &route)).unwrap_or_else(|| "any".to_owned());
    let latest = match message.latest {
        Some(latest) => view! { <Moment at=latest.at zone=zone.clone() /> }.into_any(),
        None => "No latest".into_any(),
    };
    let about = message.about.then(|| view! { <span class="rehearse__about">"about"</span> });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{label.clone()}</th>
            <td role="cell" data-label="Route">{route}</td>
            <td role="cell" data-label="Earliest"><Moment at=message.earliest.at zone=zone.clone() />{about}</td>
            <td role="cell" data-label="Latest">{latest}</td>
            <td role="cell"><Because shown=shown.clone() message label /></td>
        </tr>
    }
    .into_any()
}

/// The nodes of a route but the last, which the row is of.
fn way(shown: &Shown, route: &[NodeId]) -> String {
    let before = route.split_last().map_or(route, |(_, before)| before);
    before.iter().map(|id| shown.label(id)).collect::<Vec<_>>().join(" → ")
}

/// The reasons, told when somebody asks for them.
#[component]
fn Because(shown: Arc<Shown>, message: Message, label: String) -> impl IntoView {
    let open = RwSignal::new(false);
    let toggle = move |event| {
        open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    view! {
        <details class="rehearse__why" on:toggle=toggle>
            <summary>{short(&shown, &message.earliest)}<span class="visually-hidden">": why "{label}" goes out then"</span></summary>
            {move || open.get().then(|| tale(&shown, &message))}
        </details>
    }
}

/// The last of the reasons, in a few words.
fn short(shown: &Shown, told: &Told) -> &'static str {
    let zone = shown.zone();
    let ask = shown.ask(&zone);
    let reasons = ask.tales(&shown.table).tell(told).reasons;
    match reasons.last().map(|reason: &Reason| reason.why) {
        Some(Why::Qualifies(_) | Why::QualifiesByEvent | Why::EventComes) => "On qualifying",
        Some(Why::Delay(_)) => "After a delay",
        Some(Why::Clock(_) | Why::ClockSkipped(_) | Why::UserClock(_)) => "At its clock time",
        Some(Why::QuietUntil | Why::NotInQuiet | Why::BeforeQuiet) => "After quiet hours",
        Some(Why::BestTime) => "Best time",
        Some(Why::EvaluatedAtMidnight) => "Evaluated at midnight",
        Some(Why::WindowCloses(_) | Why::NextFullHour) => "By timeout",
        _ => "Why",
    }
}

fn tale(shown: &Shown, message: &Message) -> AnyView {
    let zone = shown.zone();
    let ask = shown.ask(&zone);
    let tales = ask.tales(&shown.table);
    let part = |name: &'static str, told: &Told| {
        let tale = tales.tell(told);
        view! {
            <p class="rehearse__route"><strong>{name}</strong>" by "{way(shown, &tale.route)}</p>
            {sentences(&tale.reasons, &zone)}
        }
    };
    let latest = message.latest.filter(|latest| latest.at != message.earliest.at);
    view! { {part("Earliest", &message.earliest)} {latest.map(|latest| part("Latest", &latest))} }.into_any()
}
