//! A state in a word, with a tone and a shape of its own, so that it is recognised without colour too.
use leptos::prelude::*;

use super::el::{El, el, svg};

/// The meaning of a state. Badges, notices and toasts take their colour and shape from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Neutral,
    /// Worth knowing; something lies ahead.
    Info,
    /// As it should be.
    Success,
    /// Held up, or needs a look.
    Warning,
    /// Broken, or ended by force.
    Danger,
    /// Over, of little interest now.
    Muted,
}

impl Tone {
    /// Every tone, for the gallery.
    pub const ALL: [Self; 6] = [Self::Neutral, Self::Info, Self::Success, Self::Warning, Self::Danger, Self::Muted];

    /// The class that sets `--tone`, `--tone-text`, `--tone-soft` and `--tone-line` for everything inside.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Info => "tone-info",
            Self::Success => "tone-success",
            Self::Warning => "tone-warning",
            Self::Danger => "tone-danger",
            Self::Muted => "tone-muted",
        }
    }

    /// The filled shape, on a grid of 8 by 8: ring, half disc, disc, two bars, square, dash.
    const fn shape(self) -> &'static str {
        match self {
            Self::Neutral => "M4 .5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM4 2a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
            Self::Info => "M4 .5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM4 2v4a2 2 0 0 1 0-4z",
            Self::Success => "M4 .5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
            Self::Warning => "M1 1h2v6H1zM5 1h2v6H5z",
            Self::Danger => "M1 1h6v6H1z",
            Self::Muted => "M1 3.2h6v1.6H1z",
        }
    }
}

/// A status badge: `text` in the tone's colour, led by the tone's shape.
#[component]
pub fn Badge(
    /// The state, in a word or two.
    #[prop(into)]
    text: Signal<String>,
    /// The meaning of the state.
    #[prop(into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    badge(move || text.get(), move || tone.get())
}

/// A status badge, as an [`El`].
pub fn badge(text: impl Fn() -> String + 'static, tone: impl Fn() -> Tone + Copy + 'static) -> El {
    let shape = svg("path", "").attr("fill-rule", "evenodd").bind("d", move || Some(tone().shape().to_owned()));
    el("span", "badge")
        .bind("class", move || Some(["badge ", tone().class()].concat()))
        .child(svg("svg", "badge__shape").attr("viewBox", "0 0 8 8").attr("aria-hidden", "true").child(shape))
        .child(el("span", "").bind_text(text))
}
