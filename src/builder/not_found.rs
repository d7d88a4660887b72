//! The page of an address that no journey has.

use leptos::prelude::*;

use crate::{route::Route, shell::Title};

/// An id that no journey has.
#[component]
pub fn Gone() -> impl IntoView {
    view! {
        <Title text="Not found" />
        <div class="page page--narrow">
            <div class="empty">
                <h1 class="empty__title">"This journey is not here"</h1>
                <p class="empty__text">"It was deleted, or it lives in another browser. Journeys are kept in the browser they were made in; a file brings one over."</p>
                <p><a class="button button--primary" href=Route::Listings.href()>"Go to the journeys"</a></p>
            </div>
        </div>
    }
}
