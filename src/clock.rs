//! The clock in the frame: real time, or set by hand for a rehearsal, with a mark that nobody overlooks and one press back
//! (spec: timing.md §5).

use chrono::TimeDelta;
use journey::time::{Local, YEAR_MAX, read_local, write_local};
use leptos::{html, prelude::*, tachys::html::node_ref::NodeRefContainer};
use rehearsal::zone::{resolve, to_local};
use signals::{Memo, RwSignal};
use wasm_bindgen::JsCast;

use crate::{
    lazy,
    moment::Moment,
    platform::zone,
    ui::{
        Button, ButtonSize, ButtonVariant, El, IconName, Notice, Tone, Typed, ValueField, ValueKind, el, icon,
        read_native, unique_id, use_announcer,
    },
    workspace::use_workspace,
};

/// The steps by which the clock is set on.
const STEPS: [(&str, i64); 3] = [("1 hour on", 1), ("1 day on", 24), ("1 week on", 7 * 24)];

crate::lazy! {
    pages: /// What the clock opens.
    pub static PANEL: fn(NodeRef<html::Div>) -> AnyView = |panel| view! { <Panel panel /> }.into_any();
    pages: static NOTICE: fn(()) -> AnyView = |()| view! { <HandNotice /> }.into_any();
}

/// The button that opens the clock, and its panel.
pub fn clock_menu() -> El {
    let id = unique_id("clock");
    let panel = NodeRef::<html::Div>::new();
    let opened = RwSignal::new(false);
    let on_toggle = move |_| {
        let panel = panel.get_untracked();
        opened.set(panel.is_some_and(|panel| panel.matches(":popover-open").unwrap_or(false)));
    };
    let button = el("button", "button button--ghost")
        .attr("type", "button")
        .attr("popovertarget", &id)
        .attr("aria-label", "Clock")
        .child(icon(IconName::Clock));
    let content = move || opened.get().then(|| lazy::when_loaded(&PANEL, move |view| view(panel)));
    let popover = el("div", "menu clock")
        .attr("id", &id)
        .attr("popover", "auto")
        .attr("role", "group")
        .attr("aria-label", "Clock")
        .on("toggle", on_toggle)
        .view(content.into_any());
    panel.load(popover.node().unchecked_ref());
    el("span", "clock-place").child(button).child(popover)
}

/// Sets the clock. It is made anew whenever it is opened, and so begins with the instant it is.
#[component]
fn Panel(panel: NodeRef<html::Div>) -> impl IntoView {
    let clock = use_workspace().clock;
    let announcer = use_announcer();
    let at = RwSignal::new(to_local(&zone::local(), clock.now.get_untracked()));
    let read = |text: &str, is_bad| {
        read_native(text, is_bad, read_local, || format!("Enter a date from 1970 to {YEAR_MAX} and a time."))
    };
    let typed = Typed::new(at.into(), |at: &Local| write_local(*at), read, move |local| at.set(local));
    let wrong = typed.wrong();
    let set = move |_| {
        if let Some(why) = wrong.get_untracked() {
            announcer.say(why);
            return;
        }
        clock.set(Some(resolve(&zone::local(), at.get_untracked())));
        if let Some(panel) = panel.get_untracked() {
            let _ = panel.hide_popover();
        }
    };
    view! {
        <p class="field__help">
            "See every status and every message as it will be at another instant. Nothing on record changes."
        </p>
        <ValueField label="Date and time" kind=ValueKind::DateTime typed help=format!("In {}.", zone::local_name()) />
        <div class="clock__row">
            <Button variant=ButtonVariant::Primary on_click=set>"Set clock"</Button>
            {move || clock.simulated().is_some().then(|| view! { <RealTime /> })}
        </div>
    }
}

/// Says for as long as it is so that the clock is set by hand, and takes it on or back.
pub fn clock_notice() -> AnyView {
    let clock = use_workspace().clock;
    // The notice stays while the clock is moved, or the button that was pressed would lose the focus.
    let is_set = Memo::new(move |_| clock.simulated().is_some());
    (move || is_set.get().then(|| lazy::when_loaded(&NOTICE, |view| view(())))).into_any()
}

#[component]
fn HandNotice() -> impl IntoView {
    let clock = use_workspace().clock;
    let announcer = use_announcer();
    let step = move |hours: i64| {
        let on = clock.now.get_untracked() + TimeDelta::hours(hours);
        clock.set(Some(on));
        announcer.say(format!("It is {}.", zone::local().say(on)));
    };
    let steps = move || {
        let button =
            |(text, hours)| view! { <Button size=ButtonSize::Small on_click=move |_| step(hours)>{text}</Button> };
        STEPS.map(button).collect_view()
    };
    view! {
        <Notice
            tone=Tone::Warning
            title="The clock is set by hand."
            actions=move || view! { {steps()} <RealTime /> }
        >
            "It is "{move || clock.simulated().map(|at| view! { <Moment at /> })}
            ". What you see is as it will be then. Publishing, pausing and the like wait until you are back."
        </Notice>
    }
}

/// The way back.
#[component]
fn RealTime() -> impl IntoView {
    let clock = use_workspace().clock;
    view! { <Button size=ButtonSize::Small on_click=move |_| clock.set(None)>"Back to real time"</Button> }
}
