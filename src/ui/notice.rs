//! A remark in the flow of the page: what is the matter, and what can be done about it.
use leptos::prelude::*;

use super::badge::Tone;
use super::el::el;
use super::icon::{IconName, live_icon};

impl Tone {
    /// The icon that goes with this tone where there is room for one.
    pub const fn icon(self) -> IconName {
        match self {
            Self::Neutral | Self::Info | Self::Muted => IconName::Info,
            Self::Success => IconName::Check,
            Self::Warning => IconName::Warning,
            Self::Danger => IconName::Error,
        }
    }
}

/// A notice; its children may hold text, links and buttons. It is not announced: say that with an announcer, if it
/// appears in answer to something.
#[component]
pub fn Notice(
    /// The meaning of the notice.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The line in bold.
    #[prop(optional, into)]
    title: MaybeProp<String>,
    /// Buttons at its end.
    #[prop(optional, into)]
    actions: ViewFn,
    /// The text.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let children = children.map(|children| el("div", "notice__text").view(children()));
    let body = el("div", "notice__body")
        .slot(move || title.get().map(|title| el("p", "notice__title").text(&title)))
        .maybe(children);
    el("div", "notice")
        .bind("class", move || Some(["notice ", tone.get().class()].concat()))
        .child(live_icon(move || tone.get().icon()))
        .child(body)
        .child(el("div", "notice__actions").view(actions.run()))
}
