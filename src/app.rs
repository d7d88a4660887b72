//! The shell around the pages, the routes, and what all pages share.

use leptos::prelude::*;
use leptos_router::{
    components::{Route as Path, Router, Routes},
    hooks::use_location,
    path,
};

use crate::{
    actions::{ActionDialogs, provide_actions},
    lazy::{self, Lazy},
    listings::ListingsPage,
    route::{self, Route},
    shell::{Shell, Title},
    ui::{ToastRegion, provide_announcer, provide_toasts},
    workspace::provide_workspace,
};

/// A page that arrives in a chunk.
type Page = Lazy<fn() -> AnyView>;

crate::lazy! {
    builder: static NEW: fn() -> AnyView = || crate::builder::NewPage().into_any();
    builder: static BUILDER: fn() -> AnyView = || crate::builder::BuilderPage().into_any();
    builder: static VERSION: fn() -> AnyView = || crate::builder::VersionPage().into_any();
    settings: static SETTINGS: fn() -> AnyView = || crate::settings::SettingsPage().into_any();
    gallery: static GALLERY: fn() -> AnyView = || crate::gallery::GalleryPage().into_any();
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
    view! {
        <Shell>
            <Routes fallback=|| view! { <NotFound /> }>
                <Path path=path!("/") view=ListingsPage />
                <Path path=path!("/journeys/new") view=page(&NEW) />
                <Path path=path!("/journeys/:id") view=page(&BUILDER) />
                <Path path=path!("/journeys/:id/v/:n") view=page(&VERSION) />
                <Path path=path!("/settings") view=page(&SETTINGS) />
                <Path path=path!("/gallery") view=page(&GALLERY) />
            </Routes>
        </Shell>
        <ActionDialogs />
    }
}

/// A page of its own chunk.
fn page(page: &'static Page) -> impl Fn() -> AnyView + Clone + Send + Sync {
    move || lazy::when_here(page, |view| view())
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
