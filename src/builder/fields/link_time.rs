//! The field of one of the times of a link.

use journey::{graph::LinkTime, kind::Outcome, time::Span};
use leptos::prelude::*;
use signals::RwSignal;

use super::span::SpanInput;

/// The field of one of a link's times: in the inspector, and at its chip on the canvas.
#[component]
pub fn LinkTimeInput(
    /// Which.
    time: LinkTime,
    /// The outcome by which the link leaves.
    outcome: Outcome,
    /// Its value.
    #[prop(into)]
    value: Signal<Option<Span>>,
    /// True where it cannot be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why what stands in it is no span.
    #[prop(optional)]
    wrong: Option<RwSignal<Option<String>>>,
    /// Told what it holds now.
    on_change: Callback<Option<Span>>,
) -> impl IntoView {
    let wrong = wrong.unwrap_or_else(|| RwSignal::new(None));
    view! {
        <SpanInput
            label=time.name()
            help=help(time, outcome)
            value
            optional=time == LinkTime::Delay
            disabled
            wrong
            on_change
            name=time.slug()
        />
    }
    .into_any()
}

/// Tells how a time of a link is meant.
fn help(time: LinkTime, outcome: Outcome) -> String {
    match time {
        LinkTime::Window => {
            format!("How long {} is waited for. When it closes, users take Timeout.", outcome.name())
        }
        LinkTime::Delay => {
            "The sleep time before the next node. Minutes and hours are elapsed time; days keep the clock time."
                .to_owned()
        }
    }
}
