//! Icons as elements; their strokes are in the crate `icons`.
pub use icons::IconName;
use leptos::prelude::*;

use super::el::{El, svg};

/// An icon of the size of its text. It is decoration: whatever holds it says the same in words.
#[component]
pub fn Icon(
    /// The icon.
    #[prop(into)]
    name: Signal<IconName>,
) -> impl IntoView {
    live_icon(move || name.get())
}

/// An icon, as an [`El`].
pub fn icon(name: IconName) -> El {
    frame().child(svg("path", "").attr("d", name.path()))
}

/// An icon that changes, as an [`El`].
pub fn live_icon(name: impl Fn() -> IconName + 'static) -> El {
    frame().child(svg("path", "").bind("d", move || Some(name().path().to_owned())))
}

fn frame() -> El {
    svg("svg", "icon").attr("viewBox", "0 0 16 16").attr("aria-hidden", "true")
}
