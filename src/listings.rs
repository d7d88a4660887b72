//! `/`.
use crate::{
    actions::{ActionMenu, StatusBadge},
    route::Route,
    workspace::use_workspace,
};
use leptos::prelude::*;
#[component]
pub fn ListingsPage() -> impl IntoView {
    let workspace = use_workspace();
    view! { <h1>"Journeys"</h1> <a href=Route::New.href()>"New journey"</a>
    <button on:click=move |_| { let _ = workspace.load_samples(); }>"Load sample workspace"</button>
    <ul>{move || workspace.journeys().into_iter().map(|j| { let s = workspace.statuses(&j).shown().1; view! { <li><a href=Route::Journey(j.id.clone()).href()>{j.name.to_string()}</a> <StatusBadge status=Signal::stored(s) /><ActionMenu id=j.id.clone() /></li> } }).collect_view()}</ul> }
}
