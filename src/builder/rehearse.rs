//! **Rehearse**: when everything happens, on a time line, in the table **Timetable**, and on the canvas (spec: timing.md §5).

mod days;
mod line;
mod scale;
mod shown;
mod table;

use std::{collections::HashMap, rc::Rc, sync::Arc};

use editor::Editor;
use journey::{
    schedule::Schedule,
    text::{JourneyId, NodeId},
    time::{Instant, YEAR_MAX, read_local, write_local},
};
use keymap::chord::Key;
use leptos::{html, prelude::*};
use rehearsal::{
    timetable::RUNS,
    zone::{resolve, to_local},
};
use signals::{Memo, RwSignal, SharedMemo, SharedSignal};

use super::{
    timetable_summary::{self, Instants},
    work::{Words, Work, Working, focus_on},
};
use crate::{
    lazy::when_idle,
    platform::{file, zone::BrowserZone},
    ui::{
        Button, ButtonSize, ButtonVariant, IconName, Typed, ValueKind, chord, read_native, unique_id, use_announcer,
        use_toasts,
    },
    workspace::use_workspace,
};
use days::Days;
use line::Line;
use shown::{Asked, Shown};
use table::TimetableView;

/// The words of the timetable while it is worked out.
const WORDS: Words = Words {
    doing: ("Working out", "nodes"),
    cancelled: "Cancelled: the timetable of what is set now is not worked out.",
    again: "Work it out",
};
/// The words of an export while it is written.
const EXPORTING: Words = Words { doing: ("Exporting", "messages"), cancelled: "", again: "" };

/// The most nodes that are listed for an instant; the canvas marks all of them.
const HERE_MAX: usize = 40;

crate::lazy! {
    panels: /// The dock below the canvas.
    pub static DOCK: fn(Rehearsed) -> AnyView = |rehearsed| view! { <Dock rehearsed /> }.into_any();
}

/// The journey that is rehearsed.
#[derive(Clone, Copy)]
pub struct Rehearsed {
    /// The open journey.
    pub editor: Editor,
    /// True where the dock is shown.
    pub open: SharedSignal<bool>,
    /// The schedule of a published version; `None` for a draft.
    pub schedule: SharedMemo<Option<Schedule>>,
    /// The journey's name.
    pub name: Signal<String>,
    /// Its id, once it was saved.
    pub id: Signal<Option<JourneyId>>,
}

#[component]
fn Dock(rehearsed: Rehearsed) -> impl IntoView {
    let Rehearsed { editor, open, schedule, .. } = rehearsed;
    let clock = use_workspace().clock;
    let heading = NodeRef::<html::H2>::new();
    // It stands still while one reads, but follows the clock where that is set by hand.
    let opened = clock.now.get_untracked();
    let begin = SharedMemo::new(move |_| {
        let at = clock.simulated().unwrap_or(opened);
        Instant::from_timestamp(at.timestamp().div_euclid(60) * 60, 0).unwrap_or(at)
    });
    let typed = SharedSignal::new(None::<Instant>);
    let from = Signal::derive(move || typed.get().unwrap_or_else(|| begin.get()));
    // The first run at once, so that the dock opens at the press; the others as soon as it is drawn.
    let count = SharedSignal::new(1);
    let work = Work::new(WORDS);
    let asked =
        move || Asked { draft: editor.draft.get(), schedule: schedule.get(), seen: from.get(), count: count.get() };
    let latest = work.latest(
        asked,
        |asked| asked.draft.graph.nodes().len(),
        |asked, slice| Box::pin(Shown::work_out(asked, slice)),
    );
    let zone = SharedMemo::new(move |_| editor.draft.with(|draft| draft.setup.zone.clone()));
    let worked_out = SharedMemo::new(move |_| latest.with(Option::is_some));
    Effect::new(move |_| {
        if worked_out.get() {
            when_idle(Rc::new(move || {
                let _ = count.try_set(RUNS);
            }));
        }
    });
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // Loading may have taken a while.
            if is_button_left() {
                let _ = heading.focus();
            }
            // Canvas and time line are seen together: once the canvas knows how much room is left to it.
            request_animation_frame(move || request_animation_frame(move || editor.fit()));
        }
    });
    let close = move || {
        open.set(false);
        focus_button();
    };
    let keep_focus = focus_on(heading);
    let exporting = Work::new(EXPORTING);
    view! {
        <section
            class="dock rehearse"
            aria-label="Rehearsal"
            on:keydown=move |event| if chord(&event).is_some_and(|chord| chord.key == Key::Escape) {
                event.prevent_default();
                close();
            }
        >
            <header class="rehearse__header">
                <h2 class="pane__title" tabindex="-1" node_ref=heading>"Rehearsal"</h2>
                <Begin zone typed from published=Signal::derive(move || schedule.with(Option::is_some)) />
                <div class="rehearse__tools">
                    {move || worked_out.get().then(|| view! { <Exports rehearsed latest work=exporting /> })}
                    <Button size=ButtonSize::Small variant=ButtonVariant::Ghost icon=IconName::Close label="Close rehearsal" on_click=move |_| close() />
                </div>
            </header>
            <div class="rehearse__body" tabindex="0" role="group" aria-label="Time line and timetable">
                <Working work keep_focus />
                <Working work=exporting keep_focus />
                {move || {
                    let first = worked_out.get().then(|| latest.get_untracked()).flatten();
                    first.map(|first| view! { <Rehearsal rehearsed latest first from typed count /> })
                }}
            </div>
        </section>
    }
}

/// True where the focus is where the press on the button left it.
fn is_button_left() -> bool {
    document().active_element().is_none_or(|here| here.matches("body, main, .banner__rehearse").unwrap_or(false))
}

/// The result of the rehearsal: the time line, the timetable and the days.
#[component]
fn Rehearsal(
    rehearsed: Rehearsed,
    latest: SharedSignal<Option<Arc<Shown>>>,
    /// The first result.
    first: Arc<Shown>,
    from: Signal<Instant>,
    typed: SharedSignal<Option<Instant>>,
    count: SharedSignal<usize>,
) -> impl IntoView {
    let editor = rehearsed.editor;
    let clock = use_workspace().clock;
    // Never compared: a timetable is larger than what is drawn of it.
    let shown = Memo::always_new(move |_| latest.get().unwrap_or_else(|| first.clone()));
    let chosen = RwSignal::new(None::<Instant>);
    let at = Memo::new(move |_| {
        let shown = shown.get();
        chosen.get().unwrap_or(shown.first).clamp(shown.scale.from, shown.scale.to)
    });
    let here = Memo::new(move |_| shown.get().here(at.get()));
    // The canvas knows nothing of timetables.
    Effect::new(move |_| editor.set_present(here.with(|here| here.iter().cloned().collect::<HashMap<_, _>>())));
    on_cleanup(move || {
        editor.set_present(HashMap::new());
    });
    let set_clock = move |_| {
        // The time line stays where it is.
        typed.set(Some(from.get_untracked()));
        clock.set(Some(at.get_untracked()));
        editor.announce(format!("The clock is set to {}.", shown.get_untracked().zone().say(at.get_untracked())));
    };
    view! {
        {move || {
            let shown = shown.get();
            view! { <Instants instants=timetable_summary::Instants::of(&shown.table) zone=shown.zone() /> }
        }}
        <Line shown at set=Callback::new(move |at| chosen.set(Some(at))) />
        <Here editor shown at here>
            <Button size=ButtonSize::Small icon=IconName::Clock on_click=set_clock>"Set the clock to this instant"</Button>
        </Here>
        <TimetableView shown count />
        <Days shown />
    }
}

/// Gives the focus back to the button that opened the dock.
fn focus_button() {
    use wasm_bindgen::JsCast;
    let button = document().query_selector(".banner__rehearse").ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

/// From when on: of a draft the instant of publishing, of a published version, whose is on record, from when on it is seen.
#[component]
fn Begin(
    zone: SharedMemo<String>,
    typed: SharedSignal<Option<Instant>>,
    from: Signal<Instant>,
    published: Signal<bool>,
) -> impl IntoView {
    let id = unique_id("rehearse-from");
    let error_id = unique_id("error");
    // Shown anew in another zone, too.
    let held = Signal::derive(move || (from.get(), zone.get()));
    let write = |(at, zone): &(Instant, String)| write_local(to_local(&BrowserZone::open_or_utc(zone), *at));
    let read = move |text: &str, is_bad| {
        let said = || format!("Enter a date from 1970 to {YEAR_MAX} and a time.");
        let local = read_native(text, is_bad, read_local, said)?;
        let zone = zone.get_untracked();
        Ok((resolve(&BrowserZone::open_or_utc(&zone), local), zone))
    };
    let begin = Typed::new(held, write, read, move |(at, _)| typed.set(Some(at)));
    let wrong = begin.error();
    let input = {
        let error_id = error_id.clone();
        ValueKind::DateTime
            .input()
            .attr("id", &id)
            .attr("aria-describedby", &error_id)
            .bind("aria-invalid", move || wrong.with(Option::is_some).then(|| "true".to_owned()))
    };
    view! {
        <div class="rehearse__begin">
            <label for=id.clone()>{move || if published.get() { "Seen from" } else { "Published at" }}</label>
            {begin.control(input)}
            {move || typed.get().map(|_| view! {
                <Button size=ButtonSize::Small on_click=move |_| typed.set(None)>"Now"</Button>
            })}
            <span class="rehearse__zone">{move || zone.with(|zone| said_zone(zone))}</span>
            <p class="field__error" id=error_id aria-live="polite">{move || wrong.get()}</p>
        </div>
    }
}

/// The name of the time zone of all times shown.
fn said_zone(zone: &str) -> String {
    match BrowserZone::open(zone) {
        Some(_) => zone.to_owned(),
        None => format!("UTC, for this browser does not know {zone}"),
    }
}

/// The timetable as a file.
#[component]
fn Exports(rehearsed: Rehearsed, latest: SharedSignal<Option<Arc<Shown>>>, work: Work) -> impl IntoView {
    let (toasts, announcer) = (use_toasts(), use_announcer());
    let now = use_workspace().now;
    let save = move |calendar: bool| {
        let Some(shown) = latest.get_untracked() else { return };
        let name = rehearsed.name.get_untracked();
        let id = rehearsed.id.get_untracked().map_or_else(|| "draft".to_owned(), |id| id.to_string());
        let (ending, mime) =
            if calendar { ("ics", "text/calendar;charset=utf-8") } else { ("csv", "text/csv;charset=utf-8") };
        let file = format!("{} timetable.{ending}", file_name(&name));
        let made = calendar.then(|| now.get_untracked());
        let done = move |(rows, text): (usize, String)| match file::download(&file, mime, &text) {
            Ok(()) => announcer.say(format!("The timetable is exported: {rows} messages.")),
            Err(why) => toasts.error(format!("The browser did not take the file: {why}")),
        };
        work.run(shown.rows(), false, |slice| Box::pin(shown.export((id, name), made, slice)), done);
    };
    view! {
        <Button size=ButtonSize::Small icon=IconName::Calendar on_click=move |_| save(true)>"Export ICS"</Button>
        <Button size=ButtonSize::Small icon=IconName::Export on_click=move |_| save(false)>"Export CSV"</Button>
    }
}

/// A name that every system takes for a file.
fn file_name(name: &str) -> String {
    let plain = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c };
    name.chars().map(plain).collect()
}

/// The nodes where users can be at the slider's instant, in words, each with a link.
#[component]
fn Here(
    editor: Editor,
    shown: Memo<Arc<Shown>>,
    at: Memo<Instant>,
    here: Memo<Vec<(NodeId, &'static str)>>,
    children: Children,
) -> impl IntoView {
    let quiet = Memo::new(move |_| shown.get().is_quiet(at.get()));
    let list = move || {
        let here = here.get();
        if here.is_empty() {
            return view! { <li>"Nobody can be in the journey."</li> }.into_any();
        }
        let shown = shown.get_untracked();
        let item = |(id, how): (NodeId, &'static str)| {
            let label = shown.label(&id);
            view! {
                <li>
                    <button type="button" class="rehearse__node" data-present=how on:click=move |_| editor.go_to(&id)>
                        <span class="rehearse__how">{how_said(how)}" "</span>
                        {label}
                    </button>
                </li>
            }
        };
        let more = here.len().saturating_sub(HERE_MAX);
        let more = (more > 0).then(|| view! { <li>{format!("and {more} more")}</li> });
        view! { {here.into_iter().take(HERE_MAX).map(item).collect_view()}{more} }.into_any()
    };
    view! {
        <div class="rehearse__here">
            <p class="rehearse__at" aria-live="polite">
                {move || shown.get().zone().say(at.get())}
                {move || quiet.get().then_some(", in quiet hours")}
            </p>
            <ul class="rehearse__nodes" aria-label="Where somebody can be then">{list}</ul>
            {children()}
        </div>
    }
}

fn how_said(how: &str) -> &'static str {
    match how {
        "waits" => "waits at",
        "comes" => "on the way to",
        _ => "passes",
    }
}
