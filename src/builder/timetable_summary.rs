//! The effects of publishing and their times, in words: all of them in *Publish journey*, the next runs in *Setup*
//! (spec: timing.md §5).

use std::{rc::Rc, sync::Arc};

use editor::Editor;
use journey::{
    graph::Node,
    journey::Draft,
    lifecycle::Previous,
    schedule::Publishing,
    setup::{EntryCriteria, Setup, Timeline},
    time::{Instant, Span},
};
use leptos::{html, prelude::*};
use rehearsal::{
    entry::{activation, event_wait},
    hints::hints,
    pace::Pace,
    reason::Reason,
    runs::{Run, next_runs},
    timetable::{Message, MessageInstant, RUNS, Timetable, TimetableQuery},
    zone::add_span,
};
use signals::{Memo, RwSignal, SharedMemo};

use super::{
    capped::Capped,
    work::{Words, Work, Working, focus_on},
};
use crate::{
    moment::Moment,
    platform::{slices::Slice, zone::BrowserZone},
    workspace::use_workspace,
};

/// The dialog's words while its timetable is computed.
const WORDS: Words = Words {
    doing: ("Working out", "nodes"),
    cancelled: "Cancelled: what will happen is not worked out.",
    again: "Work it out",
};
/// The number of runs that *Setup* shows.
const NEXT: usize = 4;
/// The number of messages that are listed at once.
const MESSAGES: usize = 25;
/// The number of reasons that are listed at once.
const SENTENCES: usize = 60;
/// The most reasons that the list gives for one of them.
const REASONS_MAX: usize = 24;

/// The minute it is: nothing that is shown is finer, and the whole is worked out again each time.
fn this_minute(now: Signal<Instant>) -> SharedMemo<i64> {
    SharedMemo::new(move |_| now.get().timestamp().div_euclid(60))
}

/// The four instants, the next runs and the messages, if *Done* were pressed now, each with its reasons.
#[component]
pub fn WhatHappens(
    editor: Editor,
    now: Signal<Instant>,
    /// The choice for the live version, where there is one (journey.md §2).
    over: SharedMemo<Option<Previous>>,
) -> impl IntoView {
    let minute = this_minute(now);
    let work = Work::new(WORDS);
    let asked = move || {
        // Asked, not only tracked: a memo that nobody asks never hears of the clock.
        minute.get();
        (editor.draft.get(), over.get().unwrap_or_default().publishing(now.get_untracked()))
    };
    let latest = work.latest(
        asked,
        |(draft, _)| draft.graph.nodes().len(),
        |asked, slice| Box::pin(Planned::work_out(asked, slice)),
    );
    let heading = NodeRef::<html::H3>::new();
    let keep_focus = focus_on(heading);
    let content = move || {
        latest.get().map(|planned| match planned.as_ref() {
            Some(planned) => plan_view(planned),
            None => no_zone(),
        })
    };
    view! {
        <section class="section plan" aria-label="What will happen">
            <h3 class="section__title" tabindex="-1" node_ref=heading>"What will happen, if you press Done now"</h3>
            <Working work keep_focus />
            {content}
        </section>
    }
}

/// The effects of publishing a draft.
struct Planned {
    draft: Draft,
    publishing: Publishing,
    table: Timetable,
    runs: Vec<Run>,
}

impl Planned {
    /// Works it out in slices; `None` where nobody knows the zone.
    async fn work_out((draft, publishing): (Draft, Publishing), slice: Rc<Slice>) -> Option<Arc<Self>> {
        let zone = BrowserZone::open(&draft.setup.zone)?;
        let pause = |pace: &Pace| slice.reach(pace.progress());
        let ask = TimetableQuery::new(&draft, publishing, &zone);
        let table = ask.paced(&Pace::new(&pause)).await;
        let runs = ask.runs_from(ask.from, RUNS);
        Some(Arc::new(Self { table, runs, publishing, draft }))
    }

    fn zone(&self) -> BrowserZone {
        BrowserZone::open_or_utc(&self.draft.setup.zone)
    }

    fn label(&self, place: usize) -> String {
        let node = self.table.nodes.get(place).and_then(|id| self.draft.graph.node(id));
        node.map(Node::label).unwrap_or_default()
    }

    /// The last reasons of a message, and whether there are more.
    fn ending(&self, message: &Message) -> (Vec<Reason>, bool) {
        let zone = self.zone();
        let ask = TimetableQuery::new(&self.draft, self.publishing, &zone);
        ask.explanations(&self.table).ending(&message.earliest, REASONS_MAX)
    }
}

/// Instead of instants, where nobody knows the zone.
fn no_zone() -> AnyView {
    view! { <p class="field__help">"Nobody can tell when, until the journey has a time zone that this browser knows."</p> }
        .into_any()
}

fn plan_view(planned: &Arc<Planned>) -> AnyView {
    let (zone, plan) = (planned.zone(), &planned.table);
    let timeline = &planned.draft.setup.timeline;
    let runs = planned.runs.iter().map(|run| run_line(*run, timeline, &zone)).collect_view();
    view! {
        <Instants instants=Instants::of(plan) zone=zone.clone() />
        {plan.qualifies.is_some().then(|| view! {
            <h4 class="plan__heading">"Next runs"</h4>
            <ol class="plan__runs">{runs}</ol>
            {hint_lines(&planned.draft.setup, planned.publishing, &zone)}
        })}
        {if plan.messages.is_empty() {
            view! { <p class="field__help">"No message is sent on any route."</p> }.into_any()
        } else {
            channels(planned, &zone)
        }}
    }
    .into_any()
}

/// The first and the last message of each channel, and every message at its earliest.
fn channels(planned: &Arc<Planned>, zone: &BrowserZone) -> AnyView {
    let instant = |told: &MessageInstant, place: usize| {
        let label = planned.label(place);
        view! { <Moment at=told.at zone=zone.clone() /><span class="plan__place">{label}</span> }.into_any()
    };
    let rows = planned.table.channels().into_iter().map(|channel| {
        let last = match channel.last {
            Some((told, place)) => instant(&told, place),
            None => "No last one".into_any(),
        };
        let first = instant(&channel.first.0, channel.first.1);
        view! { <tr><th scope="row">{channel.kind.name()}</th><td>{first}</td><td>{last}</td></tr> }
    });
    let rows = rows.collect_view();
    let (count, planned, zone) = (planned.table.messages.len(), planned.clone(), zone.clone());
    let draw = move |range: std::ops::Range<usize>| {
        let message = |n: usize| {
            let message = &planned.table.messages[n];
            let label = planned.label(message.place);
            view! {
                <li class="plan__message">
                    <span class="plan__name">{label.clone()}</span>
                    <Moment at=message.earliest.at zone=zone.clone() />
                    <Because planned=planned.clone() n label />
                </li>
            }
        };
        range.map(message).collect_view().into_any()
    };
    let more = |button: AnyView| view! { <li class="plan__message">{button}</li> }.into_any();
    let messages = view! { <Capped count step=MESSAGES what="messages" draw around=more /> };
    view! {
        <h4 class="plan__heading">"By channel"</h4>
        <table class="plan__channels" aria-label="First and last message of each channel">
            <thead><tr><th scope="col">"Channel"</th><th scope="col">"First message"</th><th scope="col">"Last message"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <h4 class="plan__heading">"First messages, at the earliest"</h4>
        <ol class="plan__messages">{messages}</ol>
    }
    .into_any()
}

/// The reasons of a message, shown when a person opens them.
#[component]
fn Because(planned: Arc<Planned>, n: usize, label: String) -> impl IntoView {
    let open = RwSignal::new(false);
    let toggle = move |event| open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
    let told = move || {
        open.get().then(|| {
            let (reasons, more) = planned.ending(&planned.table.messages[n]);
            view! {
                {more.then(|| view! { <p class="field__help">"The last reasons of a longer chain:"</p> })}
                {sentences(&reasons, &planned.zone())}
            }
        })
    };
    view! {
        <details class="plan__why" on:toggle=toggle>
            <summary>"Why"<span class="visually-hidden">" "{label}" then"</span></summary>
            {told}
        </details>
    }
}

/// A chain of reasons in sentences.
pub fn sentences(reasons: &[Reason], zone: &BrowserZone) -> AnyView {
    let (reasons, zone) = (reasons.to_vec(), zone.clone());
    let count = reasons.len();
    let draw = move |range: std::ops::Range<usize>| {
        let sentence = |reason: &Reason| reason.sentence(&|instant| zone.say(instant));
        reasons[range].iter().map(|reason| view! { <li>{sentence(reason)}</li> }).collect_view().into_any()
    };
    let more = |button: AnyView| view! { <li>{button}</li> }.into_any();
    view! { <ol class="plan__reasons"><Capped count step=SENTENCES what="reasons" draw around=more /></ol> }.into_any()
}

/// The four instants of a timetable.
#[derive(Clone, Copy, PartialEq)]
pub struct Instants {
    published: Instant,
    activates: Instant,
    qualifies: Option<Instant>,
    on_event: bool,
    event_wait: Option<Span>,
    closes: Option<Instant>,
}

impl Instants {
    /// Those of a timetable.
    pub fn of(plan: &Timetable) -> Self {
        let on_event = plan.runs.iter().any(|run| run.run.is_none());
        let Timetable { published, activates, qualifies, event_wait, closes, .. } = *plan;
        Self { published, activates, qualifies, on_event, event_wait, closes }
    }
}

/// The four instants, named.
#[component]
pub fn Instants(instants: Instants, zone: BrowserZone) -> impl IntoView {
    let Instants { published, activates, qualifies, on_event, event_wait, closes } = instants;
    let row = |name: &'static str, at: Option<Instant>, none: AnyView| {
        let said = match at {
            Some(at) => view! { <Moment at zone=zone.clone() /> }.into_any(),
            None => none,
        };
        view! { <div><dt>{name}</dt><dd>{said}</dd></div> }
    };
    let nobody = match event_wait {
        _ if !on_event => "Nobody".into_any(),
        None => "As soon as the event comes, from activation on".into_any(),
        Some(wait) => after_event(wait, add_span(&zone, activates, wait), zone.clone()),
    };
    view! {
        <dl class="plan__instants">
            {row("Published", Some(published), ().into_any())}
            {row("Activates", Some(activates), ().into_any())}
            {row("First users qualify", qualifies, nobody)}
            {row("Entry closes", closes, "Never".into_any())}
        </dl>
    }
    .into_any()
}

/// When users qualify by an entry that waits after its event (timing.md §1).
fn after_event(wait: Span, first: Instant, zone: BrowserZone) -> AnyView {
    view! { {wait.to_string()}" after their event, from "<Moment at=first zone />" on" }.into_any()
}

/// A run, and which day it belongs to.
fn run_line(run: Run, timeline: &Timeline, zone: &BrowserZone) -> AnyView {
    view! { <li><Moment at=run.at zone=zone.clone() />" "<span class="plan__place">{run.because.named(timeline)}</span></li> }
        .into_any()
}

/// The effects of the midnight rule on the plan (timing.md §2).
fn hint_lines(setup: &Setup, publishing: Publishing, zone: &BrowserZone) -> AnyView {
    let line = |hint: String| view! { <p class="field__help">{hint}</p> };
    hints(setup, publishing, zone).into_iter().map(line).collect_view().into_any()
}

/// The next runs of a setup as it is now, if it were published now.
#[component]
pub fn NextRuns(
    editor: Editor,
    setup: SharedMemo<Setup>,
    /// A published version has runs of its own: *Rehearse* has them.
    locked: Signal<bool>,
) -> impl IntoView {
    let now = use_workspace().now;
    let minute = this_minute(now);
    let wait = Memo::new(move |_| editor.draft.with(event_wait));
    let runs = move || {
        minute.get();
        let setup = setup.get();
        let Some(zone) = BrowserZone::open(&setup.zone) else { return no_zone() };
        let now = now.get_untracked();
        if setup.entry == EntryCriteria::OnEvent {
            let at = activation(&setup, Publishing::at_once(now), &zone);
            return match wait.get() {
                Some(wait) => view! { <p>{after_event(wait, add_span(&zone, at, wait), zone)}"."</p> }.into_any(),
                None => view! { <p>"As soon as the event comes, from "<Moment at zone />" on."</p> }.into_any(),
            };
        }
        let runs = next_runs(&setup, Publishing::at_once(now), &zone, now, NEXT + 1);
        if runs.is_empty() {
            return view! { <p>"No run is left: nobody would qualify."</p> }.into_any();
        }
        let more = (runs.len() > NEXT).then(|| view! { <li>"and so on"</li> });
        let list = runs.iter().take(NEXT).map(|run| run_line(*run, &setup.timeline, &zone)).collect_view();
        let hints = hint_lines(&setup, Publishing::at_once(now), &zone);
        view! { <ol class="plan__runs">{list}{more}</ol>{hints} }.into_any()
    };
    move || {
        (!locked.get()).then(|| {
            view! {
                <div class="setup__runs" role="group" aria-label="Next runs">
                    <h4 class="plan__heading">"Next runs, if it is published now"</h4>
                    {runs}
                </div>
            }
        })
    }
}
