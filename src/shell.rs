//! The frame around every page: where one is, and where one can go.

use leptos::{ev::MouseEvent, prelude::*};
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    clock::{ClockMenu, ClockNotice},
    lazy,
    route::Route,
    theme::ThemeMenu,
    ui::{Notice, Tone},
    workspace::use_workspace,
};

/// The title of the page, in the browser's tab.
#[component]
pub fn Title(#[prop(into)] text: Signal<String>) -> impl IntoView {
    Effect::new(move |_| document().set_title(&format!("{} · Sojourn", text.get())));
}

/// Bar, notices, and the page.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let location = use_location();
    let link = move |route: Route, text: &'static str| {
        let href = route.href();
        let own = href.clone();
        let current =
            move || (location.pathname.get().trim_end_matches('/') == own.trim_end_matches('/')).then_some("page");
        view! { <a class="shell__link" href=href aria-current=current>{text}</a> }
    };
    // With a <base>, a plain "#main" would lead to another page.
    let skip = move || format!("{}#main", location.pathname.get());
    view! {
        <a class="skip-link" href=skip on:click=focus_main>"Skip to the page"</a>
        <div class="shell">
            <header class="shell__bar">
                <a class="shell__brand" href=Route::Listings.href()><span class="shell__mark" aria-hidden="true"></span>"Sojourn"</a>
                <nav class="shell__nav" aria-label="Main">
                    {link(Route::Listings, "Journeys")}
                    {link(Route::Calendar, "Calendar")}
                    {link(Route::Settings, "Settings")}
                </nav>
                <div class="shell__tools"><ClockMenu /><ThemeMenu /></div>
            </header>
            <div class="shell__notices"><LostNotice /><StorageNotice /><ClockNotice /></div>
            <main class="shell__main" id="main" tabindex="-1">{children()}</main>
        </div>
    }
}

/// Gives the focus to the page. The router answers a press of a link within the page itself, and would only scroll.
fn focus_main(event: MouseEvent) {
    let main = document().get_element_by_id("main").and_then(|main| main.dyn_into::<HtmlElement>().ok());
    if let Some(main) = main {
        event.prevent_default();
        let _ = main.focus();
    }
}

/// Says for as long as it is so that nothing is being kept.
#[component]
fn StorageNotice() -> impl IntoView {
    let workspace = use_workspace();
    move || {
        workspace.records.trouble().map(|trouble| {
            view! {
                <Notice tone=Tone::Warning title=trouble.title>
                    {trouble.text}" "<a href=Route::Settings.href()>"What can be done"</a>
                </Notice>
            }
        })
    }
}

/// Says that a chunk of the app did not arrive.
#[component]
fn LostNotice() -> impl IntoView {
    let lost = lazy::lost();
    let reload = move |_| {
        let _ = window().location().reload();
    };
    // A live region that comes with its text is often not read.
    view! {
        <div role="alert">
            {move || lost.get().then(|| view! {
                <Notice tone=Tone::Danger title="A part of Sojourn did not load.">
                    "Check the connection and try again. After an update of Sojourn, "
                    <button type="button" class="button" on:click=reload>"reload the page"</button>
                </Notice>
            })}
        </div>
    }
}
