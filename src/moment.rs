//! An instant on the page: in words with its zone, and as `<time datetime>` with the zone's offset (format.md).

use journey::time::Instant;
use leptos::prelude::*;

use crate::{
    platform::zone::{self, BrowserZone},
    ui::{El, el},
};

/// An instant, in the browser's zone or in the one that is given.
#[component]
pub fn Moment(
    /// When.
    at: Instant,
    /// In which zone.
    #[prop(optional)]
    zone: Option<BrowserZone>,
) -> impl IntoView {
    moment(at, zone.unwrap_or_else(zone::local))
}

/// An instant in a zone, as an [`El`].
pub fn moment(at: Instant, zone: BrowserZone) -> El {
    el("time", "moment").attr("datetime", &rehearsal::zone::rfc3339(&zone, at)).text(&zone.say(at))
}
