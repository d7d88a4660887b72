//! Sojourn, mounted on the page.
use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <main><h1>"Journeys"</h1></main> });
}
