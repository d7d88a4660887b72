//! Yes or no.
use leptos::prelude::*;

use super::dom::{described_by, unique_id};

/// A check box with its label. `mixed` is for the one that stands for several.
#[component]
pub fn Checkbox(
    /// The label, and the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Told whether it is ticked now.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Neither: some of those it stands for are ticked.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    /// One sentence on what it does.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// Shown but not to be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether the label is for screen readers only: in a table's cell.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    let help_id = unique_id("help");
    let describes = help_id.clone();
    view! {
        <div class="check">
            <label class="check__row">
                <input
                    class="check__box"
                    type="checkbox"
                    disabled=move || disabled.get()
                    prop:checked=move || checked.get()
                    prop:indeterminate=move || mixed.get()
                    aria-describedby=move || described_by(&[(help.with(Option::is_some), &describes)])
                    on:change=move |event| on_change.run(event_target_checked(&event))
                />
                <span class="check__label" class:visually-hidden=label_hidden>{move || label.get()}</span>
            </label>
            {move || {
                let id = help_id.clone();
                help.get().map(|help| view! { <p class="check__help" id=id>{help}</p> })
            }}
        </div>
    }
    .into_any()
}
