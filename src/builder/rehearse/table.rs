//! The table **Timetable**: message, route, earliest, latest, and why.

use std::{collections::BTreeMap, sync::Arc};

use journey::text::NodeId;
use leptos::{html, prelude::*};
use rehearsal::{
    Explanations,
    reason::Why,
    timetable::{Message, MessageInstant},
};
use signals::{Memo, RwSignal, SharedSignal};

use super::shown::Shown;
use crate::{
    builder::{
        capped::{Capped, focus_entry},
        timetable_summary::sentences,
    },
    moment::Moment,
    platform::zone::BrowserZone,
    ui::{Button, ButtonSize, focus_in_next_frame, use_announcer},
};

/// The number of messages of a run that are drawn at once; the others come on demand.
const ROWS: usize = 25;
/// The number of nodes of a long route that are named at each of its ends.
const WAY_END: usize = 6;
/// The most runs that are shown.
const RUNS_MAX: usize = 80;

/// The table, with more runs on demand.
#[component]
pub fn TimetableView(shown: Memo<Arc<Shown>>, count: SharedSignal<usize>) -> impl IntoView {
    let announcer = use_announcer();
    let all = RwSignal::new(false);
    let more = Memo::new(move |_| shown.get().has_more() && count.get() < RUNS_MAX);
    let opened = Opened(StoredValue::new(BTreeMap::new()));
    // The number of runs that were shown when more were asked for.
    let asked = StoredValue::new(None::<usize>);
    let (button, table) = (NodeRef::new(), NodeRef::new());
    let add = move |_| {
        asked.set_value(Some(shown.with_untracked(|shown| shown.table.runs.len())));
        count.update(|count| *count *= 2);
    };
    Effect::new(move |_| {
        let runs = shown.get().table.runs.len();
        if let Some(before) = asked.try_update_value(Option::take).flatten() {
            announcer.say(format!("{runs} runs are shown."));
            focus_run(before, button, table);
        }
    });
    view! {
        <div class="rehearse__heading">
            <h3 class="section__title">"Timetable"</h3>
            <div class="button-group" role="group" aria-label="Timetable by">
                <Button size=ButtonSize::Small pressed=Signal::derive(move || !all.get()) on_click=move |_| all.set(false)>"Each run"</Button>
                <Button size=ButtonSize::Small pressed=Signal::derive(move || all.get()) on_click=move |_| all.set(true)>"All runs"</Button>
            </div>
            {move || (more.get() && !all.get()).then(|| view! { <Button size=ButtonSize::Small node_ref=button on_click=add>"Show more runs"</Button> })}
        </div>
        <table node_ref=table class="rehearse__table" role="table" aria-label="Timetable">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">"Message"</th>
                    <th role="columnheader" scope="col">"Route"</th>
                    <th role="columnheader" scope="col">"Earliest"</th>
                    <th role="columnheader" scope="col">"Latest"</th>
                    <th role="columnheader" scope="col">"Why"</th>
                </tr>
            </thead>
            {move || if all.get() { whole(&shown.get(), opened) } else { by_run(&shown.get(), opened) }}
        </table>
    }
}

/// Gives the focus to the first of the new runs, unless a person has gone on from the button that asked for them.
fn focus_run(before: usize, button: NodeRef<html::Button>, table: NodeRef<html::Table>) {
    let here = document().active_element().filter(|here| here.tag_name() != "BODY");
    let button = button.get_untracked();
    if here.is_some_and(|here| button.is_none_or(|button| here != **button)) {
        return;
    }
    focus_in_next_frame(move || {
        let row = format!("tbody:nth-of-type({}) > tr", before + 1);
        if let Some(table) = table.get_untracked()
            && let Ok(Some(row)) = table.query_selector(&row)
        {
            focus_entry(&row);
        }
    });
}

/// The number of requests for more messages, by run; `None` is all runs together. It outlives the rows, which are drawn
/// anew with each minute.
#[derive(Clone, Copy)]
struct Opened(StoredValue<BTreeMap<Option<usize>, ArcRwSignal<usize>>>);

impl Opened {
    fn of(self, run: Option<usize>) -> ArcRwSignal<usize> {
        self.0.try_update_value(|opened| opened.entry(run).or_default().clone()).unwrap_or_default()
    }
}

fn whole(shown: &Arc<Shown>, opened: Opened) -> AnyView {
    group(shown, None, shown.table.messages.clone(), opened.of(None))
}

fn by_run(shown: &Arc<Shown>, opened: Opened) -> AnyView {
    if shown.table.runs.is_empty() {
        return body(
            view! { <tr role="row"><td role="cell" colspan="5">"No run is left: nobody comes in any more."</td></tr> }
                .into_any(),
        );
    }
    let zone = shown.zone();
    let run = |(n, run): (usize, &rehearsal::timetable::RunTable)| {
        let head = match run.run {
            Some(run) => view! { "Users qualify "<Moment at=run.at zone=zone.clone() /> }.into_any(),
            None => "Users qualify as soon as the event comes".into_any(),
        };
        group(shown, Some(head), run.messages.clone(), opened.of(Some(n)))
    };
    shown.table.runs.iter().enumerate().map(run).collect_view().into_any()
}

/// The messages of a run below its head, some at once and the others on demand.
fn group(shown: &Arc<Shown>, head: Option<AnyView>, messages: Vec<Message>, asked: ArcRwSignal<usize>) -> AnyView {
    let head = head.map(|head| {
        view! {
            <tr role="row" class="rehearse__run-row"><th role="rowheader" scope="rowgroup" colspan="5">{head}</th></tr>
        }
    });
    if messages.is_empty() {
        return body(
            view! { {head}<tr role="row"><td role="cell" colspan="5">"No message can go out."</td></tr> }.into_any(),
        );
    }
    let (shown, count) = (shown.clone(), messages.len());
    let draw = move |range: std::ops::Range<usize>| {
        let zone = shown.zone();
        let ask = shown.ask(&zone);
        let explanations = ask.explanations(&shown.table);
        messages[range].iter().map(|message| row(&shown, *message, &explanations, &zone)).collect_view().into_any()
    };
    let more = |button: AnyView| view! { <tr role="row"><td role="cell" colspan="5">{button}</td></tr> }.into_any();
    body(view! { {head}<Capped count step=ROWS what="messages" draw around=more asked /> }.into_any())
}

fn body(rows: AnyView) -> AnyView {
    view! { <tbody role="rowgroup">{rows}</tbody> }.into_any()
}

fn row(shown: &Arc<Shown>, message: Message, explanations: &Explanations, zone: &BrowserZone) -> AnyView {
    let label = shown.label(shown.table.node(&message));
    let route = shown.only_route(message.place).unwrap_or_else(|| "any".to_owned());
    let latest = match message.latest {
        Some(latest) => view! { <Moment at=latest.at zone=zone.clone() /> }.into_any(),
        None => "No latest".into_any(),
    };
    let about = message.about.then(|| view! { <span class="rehearse__about">"about"</span> });
    let short = short(explanations.because(&message.earliest));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{label.clone()}</th>
            <td role="cell" data-label="Route">{route}</td>
            <td role="cell" data-label="Earliest"><Moment at=message.earliest.at zone=zone.clone() />{about}</td>
            <td role="cell" data-label="Latest">{latest}</td>
            <td role="cell"><Because shown=shown.clone() message label short /></td>
        </tr>
    }
    .into_any()
}

/// The nodes of a route but the last, which the row is of.
fn way(shown: &Shown, route: &[NodeId]) -> String {
    let before = route.split_last().map_or(route, |(_, before)| before);
    let labels = |ids: &[NodeId]| ids.iter().map(|id| shown.label(id)).collect::<Vec<_>>().join(" → ");
    // Of a long way its beginning and its end.
    match before.len() {
        n if n > 2 * WAY_END => {
            let (first, last) = (labels(&before[..WAY_END]), labels(&before[n - WAY_END..]));
            format!("{first} → {} more → {last}", n - 2 * WAY_END)
        }
        _ => labels(before),
    }
}

/// The reasons, shown on demand.
#[component]
fn Because(shown: Arc<Shown>, message: Message, label: String, short: &'static str) -> impl IntoView {
    let open = RwSignal::new(false);
    let toggle = move |event| {
        open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    };
    view! {
        <details class="rehearse__why" on:toggle=toggle>
            <summary>{short}<span class="visually-hidden">": why "{label}" goes out then"</span></summary>
            {move || open.get().then(|| tale(&shown, &message))}
        </details>
    }
}

/// The last of the reasons, in a few words.
fn short(why: Option<Why>) -> &'static str {
    match why {
        Some(Why::Qualifies(_) | Why::QualifiesByEvent | Why::QualifiesAfterEvent(_) | Why::EventComes) => {
            "On qualifying"
        }
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
    let explanations = ask.explanations(&shown.table);
    let part = |name: &'static str, told: &MessageInstant| {
        let tale = explanations.explain(told);
        view! {
            <p class="rehearse__route"><strong>{name}</strong>" by "{way(shown, &tale.route)}</p>
            {sentences(&tale.reasons, &zone)}
        }
    };
    let latest = message.latest.filter(|latest| latest.at != message.earliest.at);
    view! { {part("Earliest", &message.earliest)} {latest.map(|latest| part("Latest", &latest))} }.into_any()
}
