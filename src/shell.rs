//! The frame around every page: where one is, and where one can go.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

use crate::{
    clock::{clock_menu, clock_notice},
    emptied::EMPTIED,
    lazy,
    route::Route,
    theme::ThemeMenu,
    ui::{El, Tone, el, icon},
    workspace::use_workspace,
};

/// The title of the page, in the browser's tab.
#[component]
pub fn Title(#[prop(into)] text: Signal<String>) -> impl IntoView {
    title(move || text.get());
}

/// Sets the title of the page, in the browser's tab.
pub fn title(text: impl Fn() -> String + 'static) {
    let text: Box<dyn Fn() -> String> = Box::new(text);
    Effect::new(move |_| document().set_title(&format!("{} · Sojourn", text())));
}

/// Bar, notices, and the page.
pub fn shell(page: AnyView) -> Vec<El> {
    let path = use_location().pathname;
    let link = |route: Route, text: &str| {
        let href = route.href();
        let own = href.clone();
        let here = move || path.with(|path| path.trim_end_matches('/') == own.trim_end_matches('/'));
        el("a", "shell__link")
            .attr("href", &href)
            .bind("aria-current", move || here().then(|| "page".to_owned()))
            .text(text)
    };
    let brand = el("a", "shell__brand")
        .attr("href", &Route::Listings.href())
        .child(el("span", "shell__mark").attr("aria-hidden", "true"))
        .text("Sojourn");
    let nav = el("nav", "shell__nav")
        .attr("aria-label", "Main")
        .child(link(Route::Listings, "Journeys"))
        .child(link(Route::Calendar, "Calendar"))
        .child(link(Route::Help, "Help"))
        .child(link(Route::Settings, "Settings"));
    let theme = view! { <ThemeMenu /> };
    let bar = el("header", "shell__bar")
        .child(brand)
        .child(nav)
        .child(el("div", "shell__tools").child(clock_menu()).view(theme.into_any()));
    let main = el("main", "shell__main").attr("id", "main").attr("tabindex", "-1").view(page);
    let frame = el("div", "shell").child(bar).child(notices()).child(main);
    // With a <base>, a plain "#main" would lead to another page.
    let skip = el("a", "skip-link")
        .bind("href", move || Some(format!("{}#main", path.get())))
        .on("click", focus_main)
        .text("Skip to the page");
    vec![skip, frame]
}

/// Gives the focus to the page. The router answers a press of a link within the page itself, and would only scroll.
fn focus_main(event: Event) {
    let main = document().get_element_by_id("main").and_then(|main| main.dyn_into::<HtmlElement>().ok());
    if let Some(main) = main {
        event.prevent_default();
        let _ = main.focus();
    }
}

/// A remark at the top of the page, with what can be done about it at its end. See `ui::Notice`.
fn notice(tone: Tone, title: &str, text: El) -> El {
    let body = el("div", "notice__body").child(el("p", "notice__title").text(title)).child(text);
    el("div", ["notice ", tone.class()].concat().as_str()).child(icon(tone.icon())).child(body)
}

/// The notices for the whole workspace. Without one the element is empty, and takes no room.
fn notices() -> El {
    let workspace = use_workspace();
    let lost = lazy::load_failed();
    let reload = |_| {
        let _ = window().location().reload();
    };
    let not_here = move || {
        lost.get().then(|| {
            let button =
                el("button", "button button--default").attr("type", "button").text("Reload").on("click", reload);
            let words = "Check the connection and try again. After an update of Sojourn, reload the page. ";
            let text = el("div", "notice__text").text(words).child(button);
            notice(Tone::Danger, "A part of Sojourn did not load.", text).attr("role", "alert")
        })
    };
    let not_kept = move || {
        workspace.records.notice().map(|problem| {
            let way = el("a", "").attr("href", &Route::Settings.href()).text("What can be done");
            notice(Tone::Warning, problem.title, el("div", "notice__text").text(&problem.text).text(" ").child(way))
        })
    };
    let emptied = lazy::on_first_open(Signal::derive(move || workspace.records.lost() > 0), &EMPTIED, ());
    el("section", "shell__notices")
        .attr("aria-label", "Notices")
        .slot(not_here)
        .view(emptied)
        .slot(not_kept)
        .view(clock_notice())
}
