//! The room that is used, and by what.

use journey::text::JourneyId;
use leptos::prelude::*;
use signals::Memo;

use crate::{
    route::Route,
    workspace::{Space, USES, WARN_PERCENT, use_workspace},
};

/// The number of journeys that are listed by the room they take.
const LARGEST: usize = 5;

/// The list, against what browsers allow.
#[component]
pub fn Usage() -> impl IntoView {
    let workspace = use_workspace();
    let space = Memo::new(move |_| {
        workspace.outlines();
        workspace.records.space()
    });
    let said = |n: usize| match n {
        0..1_000 => format!("{n} characters"),
        _ => format!("{} thousand characters", n.div_ceil(1_000)),
    };
    let rows = move || {
        let row = |(what, n)| view! { <div class="settings__row"><dt>{what}</dt><dd>{said(n)}</dd></div> };
        USES.into_iter().zip(space.with(|space| space.uses)).filter(|(_, n)| *n > 0).map(row).collect_view()
    };
    let largest = move || {
        let row = |(id, n): (JourneyId, usize)| {
            let name = workspace.get(&id)?.name.to_string();
            Some(
                view! { <li class="settings__row"><a href=Route::Journey(id).href()>{name}</a><span>{said(n)}</span></li> },
            )
        };
        space.with(|space| space.largest(LARGEST)).into_iter().filter_map(row).collect_view()
    };
    let percent = move || space.with(Space::percent);
    view! {
        <dl>{rows}</dl>
        <div class="settings__row">
            <label for="settings-space">{move || format!("{} % of what browsers usually allow the pages of one address", percent())}</label>
            <meter id="settings-space" min="0" max="100" high=WARN_PERCENT.to_string() value=move || percent().min(100).to_string()></meter>
        </div>
        <h3 class="settings__heading">"What takes the most room"</h3>
        <p class="field__help">"Journeys with their work in progress and their restore points. Export one, then delete it, to make room."</p>
        <ul>{largest}</ul>
    }
}
