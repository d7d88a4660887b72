//! A remark in the flow of the page: what is the matter, and what can be done about it.
use leptos::prelude::*;

use super::badge::Tone;
use super::icon::{Icon, IconName};

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
    /// What it means.
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
    view! {
        <div class=move || ["notice ", tone.get().class()].concat()>
            <Icon name=Signal::derive(move || tone.get().icon()) />
            <div class="notice__body">
                {move || title.get().map(|title| view! { <p class="notice__title">{title}</p> })}
                {children.map(|children| view! { <div class="notice__text">{children()}</div> })}
            </div>
            <div class="notice__actions">{actions.run()}</div>
        </div>
    }
    .into_any()
}
