//! The shell around the pages, the routes, and what all pages share.

use leptos::prelude::*;
use leptos_router::{
    components::{Route as Path, Router, Routes},
    hooks::use_location,
    path,
};

use crate::{
    actions::{ActionDialogs, provide_actions},
    builder::provide_handovers,
    builder::{BuilderPage, NewPage, SharePage, VersionPage},
    gallery::GalleryPage,
    listings::ListingsPage,
    route::{self, Route},
    settings::SettingsPage,
    shell::{Shell, Title},
    ui::{ToastRegion, provide_announcer, provide_toasts},
    workspace::provide_workspace,
};

/// The app.
#[component]
pub fn App() -> impl IntoView {
    let announcer = provide_announcer();
    provide_toasts();
    provide_workspace();
    provide_handovers();
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
                <Path path=path!("/journeys/new") view=NewPage />
                <Path path=path!("/journeys/:id") view=BuilderPage />
                <Path path=path!("/journeys/:id/v/:n") view=VersionPage />
                <Path path=path!("/share") view=SharePage />
                <Path path=path!("/settings") view=SettingsPage />
                <Path path=path!("/gallery") view=GalleryPage />
            </Routes>
        </Shell>
        <ActionDialogs />
    }
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
