//! The live preview of a message: drawn like the device or the client that shows it, always as plain text.

use journey::{
    graph::Node,
    kind::MessageLayout,
    preview::{self, Part},
};
use leptos::prelude::*;
use signals::{Memo, RwSignal};

use crate::ui::{Button, ButtonSize, ButtonVariant};

/// The section *Preview*, for as long as the node is drawn.
#[component]
pub fn Preview(look: MessageLayout, node: Memo<Option<Node>>) -> impl IntoView {
    let parts = Memo::new(move |_| node.with(|node| node.as_ref().map(preview::parts).unwrap_or_default()));
    // As the page is, until one of the two is asked for.
    let scheme = RwSignal::new(None::<&'static str>);
    let switch = move |name: &'static str, label: &'static str| {
        let on = Signal::derive(move || scheme.get() == Some(name));
        view! {
            <Button
                variant=ButtonVariant::Ghost
                size=ButtonSize::Small
                pressed=on
                on_click=move |_| scheme.update(|scheme| *scheme = (*scheme != Some(name)).then_some(name))
            >
                {label}
            </Button>
        }
    };
    let draw = |Part { role, text, empty }: Part| {
        view! { <p class=["preview__part preview__", role].concat() class:preview__part--empty=empty>{text}</p> }
    };
    view! {
        <section class="section" aria-label="Preview">
            <div class="preview__head">
                <h3 class="section__title">"Preview"</h3>
                <div class="preview__schemes" role="group" aria-label="Preview in">
                    {switch("light", "Light")}
                    {switch("dark", "Dark")}
                </div>
            </div>
            <figure class=["preview preview--", look.slug()].concat() data-scheme=move || scheme.get()>
                <div class="preview__screen">
                    <div class="preview__message">{move || parts.get().into_iter().map(draw).collect_view()}</div>
                </div>
                <figcaption class="field__help">{["Drawn ", look.name(), ", with sample values."].concat()}</figcaption>
            </figure>
        </section>
    }
    .into_any()
}
