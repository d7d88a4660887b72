//! An instant on the page: in words with its zone, and as `<time datetime>` with the zone's offset (format.md).

use journey::time::Instant;
use leptos::prelude::*;

use crate::platform::zone::{self, BrowserZone};

/// An instant, in the browser's zone or in the one that is given.
#[component]
pub fn Moment(
    /// When.
    at: Instant,
    /// In which zone.
    #[prop(optional)]
    zone: Option<BrowserZone>,
) -> impl IntoView {
    let zone = zone.unwrap_or_else(zone::local);
    view! { <time class="moment" datetime=rehearsal::zone::rfc3339(&zone, at)>{zone.say(at)}</time> }
}
