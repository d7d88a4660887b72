//! The shell around the pages, the pages with their chunks, and what all of them share.

use leptos::prelude::*;
use leptos_router::{
    WildcardSegment,
    components::{FlatRoutes, Route as Path, Router},
    hooks::use_location,
};

use crate::{
    actions::{Dialogs, PERFORM, provide_actions},
    clock,
    lazy::{self, Chunk, Lazy},
    listings::ListingsPage,
    route::{self, Route},
    shell::{Shell, Title},
    ui::{ToastRegion, provide_announcer, provide_toasts},
    workspace::provide_workspace,
};

/// A page that arrives in a chunk.
type Page = Lazy<fn(Route) -> AnyView>;

crate::lazy! {
    builder: static BUILDER: fn(Route) -> AnyView = crate::builder::page;
    calendar: static CALENDAR: fn(Route) -> AnyView = |_| crate::calendar::CalendarPage().into_any();
    settings: static SETTINGS: fn(Route) -> AnyView = |_| crate::settings::SettingsPage().into_any();
    gallery: static GALLERY: fn(Route) -> AnyView = |_| crate::gallery::GalleryPage().into_any();
}

/// What is loaded once the first page is shown: all but the gallery, which is for design sessions.
static NEXT: &[&dyn Chunk] = &[&PERFORM, &BUILDER, &CALENDAR, &SETTINGS, &clock::PANEL];

/// The page of an address. A page in a chunk of its own takes a line here and one above.
fn page(route: Option<Route>) -> AnyView {
    let Some(route) = route else { return view! { <NotFound /> }.into_any() };
    let page: &'static Page = match route {
        Route::Listings => return view! { <ListingsPage /> }.into_any(),
        Route::New | Route::Template(_) | Route::Journey(_) | Route::Version(..) => &BUILDER,
        Route::Calendar => &CALENDAR,
        Route::Settings => &SETTINGS,
        Route::Gallery => &GALLERY,
    };
    lazy::when_here(page, move |page| page(route.clone()))
}

/// The app.
#[component]
pub fn App() -> impl IntoView {
    let announcer = provide_announcer();
    provide_toasts();
    provide_workspace();
    view! {
        <Router base=route::base()>
            <Inside />
        </Router>
        <ToastRegion />
        {announcer}
    }
}

/// What needs the router.
#[component]
fn Inside() -> impl IntoView {
    provide_actions();
    lazy::load_when_idle(NEXT);
    // One route for the router, which has a copy of its code for each: the address is read by `Route`.
    view! {
        <Shell>
            <FlatRoutes fallback=|| ()>
                <Path path=WildcardSegment("page") view=Pages />
            </FlatRoutes>
        </Shell>
        <Dialogs />
    }
}

/// The page of the present address.
#[component]
fn Pages() -> impl IntoView {
    let path = use_location().pathname;
    let route = Memo::new(move |_| path.with(|path| Route::read(path)));
    move || page(route.get())
}

/// An address that leads nowhere.
#[component]
fn NotFound() -> impl IntoView {
    let location = use_location();
    view! {
        <Title text="Not found" />
        <div class="page page--narrow">
            <div class="empty">
                <h1 class="empty__title">"There is nothing here"</h1>
                <p class="empty__text">{move || location.pathname.get()}" is no page of Sojourn."</p>
                <p><a class="button button--primary" href=Route::Listings.href()>"Go to the journeys"</a></p>
            </div>
        </div>
    }
}
