//! The shell around the pages, the pages with their chunks, and what all of them share.

use std::sync::Once;

use leptos::prelude::*;
use leptos_router::{
    WildcardSegment,
    components::{FlatRoutes, Route as Path, Router},
    hooks::use_location,
};
use signals::{Memo, shared};

use crate::{
    actions::{PERFORM, dialogs, provide_actions},
    builder::DOCK,
    clock, drop,
    import::{self, provide_importer},
    lazy::{self, Chunk, Lazy},
    listings,
    route::{self, Route},
    shell::{shell, title},
    ui::{El, ToastRegion, el, guard_composition, guard_wheel, keep_places, provide_announcer, provide_toasts},
    workspace::provide_workspace,
};

/// A page that arrives in a chunk.
type Page = Lazy<fn(Route) -> AnyView>;

crate::lazy! {
    builder: static BUILDER: fn(Route) -> AnyView = crate::builder::page;
    pages: static HELP: fn(Route) -> AnyView = |_| crate::help::HelpPage().into_any();
    pages: static CALENDAR: fn(Route) -> AnyView = |_| crate::calendar::CalendarPage().into_any();
    pages: static SETTINGS: fn(Route) -> AnyView = |_| crate::settings::SettingsPage().into_any();
    pages: static GALLERY: fn(Route) -> AnyView = |_| crate::gallery::GalleryPage().into_any();
}

/// The chunks that are loaded once a page is shown, each by one of its functions.
static NEXT: &[&dyn Chunk] = &[&PERFORM, &BUILDER, &DOCK, &CALENDAR, &SETTINGS, &HELP, &clock::PANEL];

/// The page of an address. A page in a chunk of its own takes a line here and one above.
fn page(route: Option<Route>) -> AnyView {
    let Some(route) = route else { return not_found().into_any() };
    let page: &'static Page = match route {
        Route::Listings => {
            load_next();
            return listings::page().into_any();
        }
        Route::New
        | Route::Template(_)
        | Route::Journey(_)
        | Route::Version(..)
        | Route::Point(..)
        | Route::Compare(..)
        | Route::NoJourney
        | Route::Share => &BUILDER,
        Route::Calendar => &CALENDAR,
        Route::Help => &HELP,
        Route::Settings => &SETTINGS,
        Route::Gallery => &GALLERY,
    };
    lazy::when_loaded(page, move |page| {
        load_next();
        page(route.clone())
    })
}

/// Begins to load the other chunks, once in the life of the app, when the first page is drawn: what it needs comes before.
fn load_next() {
    static BEGUN: Once = Once::new();
    // The canvas is drawn in the second frame, when its size is known.
    let drawn = || {
        lazy::first_is_drawn();
        lazy::load_when_idle(NEXT);
    };
    BEGUN.call_once(move || request_animation_frame(move || request_animation_frame(drawn)));
}

/// The app.
#[component]
pub fn App() -> impl IntoView {
    guard_wheel();
    guard_composition();
    let announcer = provide_announcer();
    provide_toasts();
    provide_workspace();
    keep_places();
    view! {
        <Router base=route::base()>
            <Inside />
        </Router>
        <ToastRegion />
        {announcer}
    }
}

/// The part of the app that needs the router.
#[component]
fn Inside() -> impl IntoView {
    provide_actions();
    provide_importer();
    drop::keep_in_app();
    // One route for the router, which has a copy of its code for each: the address is read by `Route`.
    let pages = view! {
        <FlatRoutes fallback=|| ()>
            <Path path=WildcardSegment("page") view=Pages />
        </FlatRoutes>
    };
    (shell(pages.into_any()), dialogs(), import::dialogs())
}

/// The page of the present address.
#[component]
fn Pages() -> impl IntoView {
    let path = use_location().pathname;
    let route = Memo::new(move |_| path.with(|path| Route::read(path)));
    move || page(route.get())
}

/// An address that leads nowhere.
fn not_found() -> El {
    let path = use_location().pathname;
    title(|| "Not found".to_owned());
    let way = el("a", "button button--primary").attr("href", &Route::Listings.href()).text("Go to the journeys");
    let empty = el("div", "empty")
        .child(el("h1", "empty__title").text("There is nothing here"))
        .child(el("p", "empty__text").bind_text(move || format!("{} is no page of Sojourn.", shared(path).get())))
        .child(el("p", "").child(way));
    el("div", "page page--narrow").child(empty)
}
