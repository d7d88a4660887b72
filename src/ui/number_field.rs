//! A number.
use leptos::prelude::*;

use super::field::{FieldIds, frame};

/// A number box. Its value is text: half a number, or none, is something a person may be in the middle of typing.
#[component]
pub fn NumberField(
    /// The label, and the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// What is in it.
    #[prop(into)]
    value: Signal<String>,
    /// Told the whole text at each change; empty while it is no number.
    #[prop(into)]
    on_input: Callback<String>,
    /// The least the arrows go to.
    #[prop(optional, into)]
    min: Option<i64>,
    /// The most the arrows go to.
    #[prop(optional, into)]
    max: Option<i64>,
    /// What the number counts, after the box: `%`, `days`.
    #[prop(optional, into)]
    unit: MaybeProp<String>,
    /// One sentence on what to enter.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// What is wrong and what would be right; `None` while nothing is.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Whether something must be entered.
    #[prop(optional)]
    required: bool,
    /// Shown but not to be changed.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Whether the label is for screen readers only.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    let ids = FieldIds::new(help, error, unit.with_untracked(Option::is_some));
    let control = view! {
        <div class="input-row">
            <input
                id=ids.control()
                class="input input--number"
                type="number"
                inputmode="numeric"
                min=min.map(|min| min.to_string())
                max=max.map(|max| max.to_string())
                required=required
                readonly=move || read_only.get()
                aria-invalid=move || ids.invalid()
                aria-describedby=move || ids.descriptions()
                prop:value=move || value.get()
                on:input=move |event| on_input.run(event_target_value(&event))
            />
            {move || unit.get().map(|unit| view! { <span class="input-row__unit" id=ids.note()>{unit}</span> })}
        </div>
    };
    frame(ids, label, label_hidden, required, help, error, control.into_any())
}
