//! The badge of a status.

use journey::lifecycle::Status;
use leptos::prelude::*;

use crate::ui::{El, Tone, badge};

/// The status badge.
#[component]
pub fn StatusBadge(#[prop(into)] status: Signal<Status>) -> impl IntoView {
    status_badge(move || status.get())
}

/// The status badge as an [`El`].
pub fn status_badge(status: impl Fn() -> Status + Copy + 'static) -> El {
    badge(move || status().name().to_owned(), move || tone(status()))
}

fn tone(status: Status) -> Tone {
    match status {
        Status::Draft => Tone::Neutral,
        Status::Scheduled => Tone::Info,
        Status::Running => Tone::Success,
        Status::Paused | Status::Restricted => Tone::Warning,
        Status::Completed => Tone::Muted,
        Status::Stopped => Tone::Danger,
    }
}
