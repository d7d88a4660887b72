//! The time line: runs, messages, quiet hours, clock changes and the end, and the slider over it.

use std::{collections::HashSet, sync::Arc};

use chrono::TimeDelta;
use journey::time::{Date, Instant};
use keymap::chord::{Key, Mods};
use leptos::{ev::KeyboardEvent, prelude::*};
use rehearsal::{whereabouts::ClockChange, zone::day_start};
use signals::Memo;

use super::shown::Shown;
use crate::{
    ui::{Button, ButtonSize, ButtonVariant, IconName, chord},
    workspace::use_workspace,
};

/// The most messages with a lane of their own; the others share the last one.
const LANES: usize = 8;
/// The height of a lane, and the space above the first one, in px; equal to `style/rehearse.css`.
const LANE: usize = 22;
const TOP: usize = 20;
/// The distance within which the slider snaps to an event, as a fraction of the line: one part in 250.
const NEAR: i64 = 250;
/// Into how many parts the line is divided: of several things in one part, one is drawn.
const FINE: u32 = 1_000;
const COARSE: u32 = 200;
/// The width of the text at a clock change, in per cent of the line.
const TEXT: f64 = 6.0;
/// The most days whose bars have a number.
const NUMBERED: usize = 40;

/// The time line with its slider.
#[component]
pub fn Line(shown: Memo<Arc<Shown>>, at: Memo<Instant>, set: Callback<Instant>) -> impl IntoView {
    let now = use_workspace().now;
    let minute = move |at: Instant| (at - shown.get().scale.from).num_minutes();
    let slide = move |event| {
        let shown = shown.get_untracked();
        let Ok(minutes) = event_target_value(&event).parse::<f64>() else { return };
        let at = shown.scale.from + TimeDelta::minutes(minutes as i64);
        set.run(near(&shown, at));
    };
    let go = move |forward: bool| {
        let (shown, at) = (shown.get_untracked(), at.get_untracked());
        let next = if forward {
            shown.events.iter().find(|event| **event > at)
        } else {
            shown.events.iter().rev().find(|event| **event < at)
        };
        if let Some(next) = next {
            set.run(*next);
        }
    };
    // Arrows go round steps, Page Up and Page Down from one thing that happens to the next.
    let keys = move |event: KeyboardEvent| {
        let scale = shown.get_untracked().scale;
        let step = TimeDelta::minutes(scale.step());
        let Some(key) = chord(&event).filter(|chord| chord.mods == Mods::NONE).map(|chord| chord.key) else { return };
        match key {
            Key::Right | Key::Up => set.run((at.get_untracked() + step).min(scale.to)),
            Key::Left | Key::Down => set.run((at.get_untracked() - step).max(scale.from)),
            Key::PageUp => go(true),
            Key::PageDown => go(false),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="rehearse__line">
            <div class="rehearse__lanes" aria-hidden="true">
                {move || names(&shown.get()).into_iter().map(name).collect_view()}
            </div>
            <div class="rehearse__time">
                {move || drawing(&shown.get())}
                <svg class="rehearse__over" aria-hidden="true">
                    <line class="rehearse__now" x1=move || shown.get().scale.x(now.get()) x2=move || shown.get().scale.x(now.get()) y1="14" y2="100%" />
                    <line class="rehearse__cursor" x1=move || shown.get().scale.x(at.get()) x2=move || shown.get().scale.x(at.get()) y1="14" y2="100%" />
                </svg>
                <input
                    class="rehearse__slider"
                    type="range"
                    aria-label="Instant"
                    min="0"
                    step="1"
                    max=move || shown.get().scale.minutes().to_string()
                    prop:value=move || minute(at.get()).to_string()
                    aria-valuetext=move || shown.get().zone().say(at.get())
                    on:input=slide
                    on:keydown=keys
                />
            </div>
            <div class="rehearse__steps">
                <Button size=ButtonSize::Small variant=ButtonVariant::Ghost icon=IconName::ChevronLeft label="Back to what happens before" on_click=move |_| go(false) />
                <Button size=ButtonSize::Small variant=ButtonVariant::Ghost icon=IconName::ChevronRight label="On to what happens next" on_click=move |_| go(true) />
            </div>
            <ul class="rehearse__legend" aria-hidden="true">
                <li data-mark="run">"Users qualify"</li>
                <li data-mark="message">"Message, earliest to latest"</li>
                <li data-mark="quiet">"Quiet hours"</li>
                <li data-mark="change">"Clock change"</li>
                <li data-mark="end">"The end"</li>
            </ul>
        </div>
    }
}

/// The event near an instant, else the instant.
fn near(shown: &Shown, at: Instant) -> Instant {
    let reach = TimeDelta::minutes(shown.scale.minutes() / NEAR);
    let nearest = shown.events.iter().min_by_key(|event| (**event - at).abs());
    nearest.copied().filter(|event| (*event - at).abs() <= reach).unwrap_or(at)
}

/// The names of the lanes.
fn names(shown: &Shown) -> Vec<String> {
    let messages = &shown.table.messages;
    let mut names = vec!["Runs".to_owned()];
    let own = if messages.len() > LANES { LANES - 1 } else { messages.len() };
    names.extend(messages.iter().take(own).map(|message| shown.label(shown.table.node(message))));
    if messages.len() > own {
        names.push(format!("{} more messages", messages.len() - own));
    }
    names.push("A user, a day".to_owned());
    names
}

/// A lane's name; where there is little room without its kind.
fn name(name: String) -> AnyView {
    let (kind, rest) = match name.split_once(": ") {
        Some((kind, rest)) => (Some(format!("{kind}: ")), rest.to_owned()),
        None => (None, name.clone()),
    };
    view! { <span title=name>{kind.map(|kind| view! { <span class="rehearse__kind">{kind}</span> })}{rest}</span> }
        .into_any()
}

fn drawing(shown: &Shown) -> AnyView {
    let (scale, zone) = (shown.scale, shown.zone());
    let lanes = shown.table.messages.len().min(LANES) + 2;
    let height = TOP + lanes * LANE;
    let marks = scale.marks(&zone).into_iter().enumerate().map(|(i, (at, text))| {
        view! {
            <g class="rehearse__mark" data-nth=(i % 4).to_string()>
                <line x1=scale.x(at) x2=scale.x(at) y1="14" y2=height />
                <text x=scale.x(at) y="11">{text}</text>
            </g>
        }
    });
    let quiet = quiet(shown).into_iter().map(|(from, to)| {
        view! { <rect class="rehearse__quiet" x=scale.x(from) width=scale.width(from, to) y="16" height=height - 16 /> }
    });
    let runs = shown.table.runs.iter().filter_map(|run| run.run).map(|run| {
        let y = TOP + LANE / 2;
        view! { <svg x=scale.x(run.at) y=y overflow="visible"><path class="rehearse__run" d="M0-6L6 0L0 6L-6 0z" /></svg> }
    });
    // One word is enough where both are one instant.
    let (closes, ends) = (shown.table.closes, shown.table.ends);
    let ends = if closes == ends { [("ends", ends), ("", None)] } else { [("entry closes", closes), ("ends", ends)] };
    let ends =
        ends.into_iter().filter_map(|(said, at)| Some((said, at.filter(|at| *at <= scale.to && *at >= scale.from)?)));
    let ends = ends.map(|(said, at)| {
        // Before its line, but not over the names of the lanes.
        let after = scale.percent(at) < 25.0;
        view! {
            <g class="rehearse__end" class:rehearse__end--after=after>
                <line x1=scale.x(at) x2=scale.x(at) y1="14" y2=height />
                <text x=scale.x(at) y=height - 4 dx=if after { "3" } else { "-3" }>{said}</text>
            </g>
        }
    });
    let described = format!(
        "Time line from {} to {}: {} runs, {} messages, {} clock changes. The timetable below has all of it.",
        zone.say(scale.from),
        zone.say(scale.to),
        shown.table.runs.len(),
        shown.table.messages.len(),
        shown.changes.len()
    );
    view! {
        <svg class="rehearse__drawing" role="img" aria-label=described width="100%" height=height>
            <g>{quiet.collect_view()}</g>
            <g>{marks.collect_view()}</g>
            <g>{changes(shown, height)}</g>
            <g>{messages(shown).into_iter().collect_view()}</g>
            <g>{runs.collect_view()}</g>
            <g>{days(shown, height)}</g>
            <g>{ends.collect_view()}</g>
        </svg>
    }
    .into_any()
}

/// The quiet hours; those with no room to see between them are one.
fn quiet(shown: &Shown) -> Vec<(Instant, Instant)> {
    let part = |at| shown.scale.part(at, FINE);
    let mut spans: Vec<(Instant, Instant)> = Vec::new();
    for (from, to) in &shown.quiet {
        match spans.last_mut().filter(|last| part(last.1) == part(*from)) {
            Some(last) => last.1 = *to,
            None => spans.push((*from, *to)),
        }
    }
    spans
}

/// The clock changes, with their texts as far as there is room.
fn changes(shown: &Shown, height: usize) -> AnyView {
    let scale = shown.scale;
    let (mut drawn, mut room) = (None, 0.0);
    let change = |change: &ClockChange| {
        let part = Some(scale.part(change.at, COARSE));
        if std::mem::replace(&mut drawn, part) == part {
            return None;
        }
        let by = change.by / 60;
        let said = if by > 0 { format!("+{by} min") } else { format!("−{} min", -by) };
        let text = (scale.percent(change.at) >= room).then(|| {
            room = scale.percent(change.at) + TEXT;
            view! { <text x=scale.x(change.at) y=TOP + LANE - 4 dx="3">{said}</text> }
        });
        Some(view! {
            <g class="rehearse__change">
                <line x1=scale.x(change.at) x2=scale.x(change.at) y1="14" y2=height />
                {text}
            </g>
        })
    };
    shown.changes.iter().filter_map(change).collect_view().into_any()
}

/// Each message of each run, from its earliest to its latest instant.
fn messages(shown: &Shown) -> Vec<AnyView> {
    let scale = shown.scale;
    let mut lanes = vec![0; shown.table.nodes.len()];
    for (lane, message) in shown.table.messages.iter().enumerate() {
        lanes[message.place] = lane.min(LANES - 1);
    }
    // Those that look alike are drawn once.
    let mut drawn = HashSet::new();
    let mut draw = |message: &rehearsal::timetable::Message| {
        let (from, lane) = (message.earliest.at, lanes[message.place]);
        // Without a last one the bar is open, to the right end.
        let to = message.latest.map_or(scale.to, |latest| latest.at);
        let near = |at| scale.part(at, FINE);
        if lane == LANES - 1 && !drawn.insert((near(from), near(to), message.latest.is_none())) {
            return None;
        }
        let y = TOP + (1 + lane) * LANE;
        let bar = view! {
            <g class="rehearse__message" class:rehearse__message--open=message.latest.is_none()>
                <rect x=scale.x(from) width=scale.width(from, to) y=y + 7 height="8" rx="2" />
                <circle cx=scale.x(from) cy=y + 11 r="4.5" />
                {message.latest.filter(|latest| latest.at > from).map(|_| view! { <circle class="rehearse__last" cx=scale.x(to) cy=y + 11 r="3.5" /> })}
            </g>
        };
        Some(bar.into_any())
    };
    shown.table.runs.iter().flat_map(|run| &run.messages).filter_map(&mut draw).collect()
}

/// The number of messages that one user can get on each day.
fn days(shown: &Shown, height: usize) -> AnyView {
    let (scale, zone) = (shown.scale, shown.zone());
    let most = shown.daily.iter().map(|day| day.1).max().unwrap_or(0).max(1);
    let numbered = shown.daily.len() <= NUMBERED;
    let start = |date: Date| day_start(&zone, date);
    // Days with no room for bars of their own share one, as high as that of the highest.
    let mut bars: Vec<(Instant, Instant, u32)> = Vec::new();
    for (date, count) in shown.daily.iter().filter(|day| day.1 > 0) {
        let (from, to) = (start(*date), start(*date + chrono::Days::new(1)));
        let near = |bar: &&mut (Instant, _, _)| !numbered && scale.part(bar.0, COARSE) == scale.part(from, COARSE);
        match bars.last_mut().filter(near) {
            Some(bar) => (bar.1, bar.2) = (to, bar.2.max(*count)),
            None => bars.push((from, to, *count)),
        }
    }
    let bars = bars.into_iter().map(|(from, to, count)| {
        let tall = (f64::from(count) / f64::from(most) * 14.0).max(3.0);
        let y = height as f64 - tall;
        let middle = scale.percent(from) + (scale.percent(to) - scale.percent(from)) / 2.0;
        let number = numbered.then(|| {
            view! { <text x=format!("{middle:.3}%") y=height - LANE + 7>{count}</text> }
        });
        view! {
            <g class="rehearse__day">
                <rect x=scale.x(from) width=scale.width(from, to) y=format!("{y:.1}") height=format!("{tall:.1}") />
                {number}
            </g>
        }
    });
    bars.collect_view().into_any()
}
