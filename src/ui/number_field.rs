//! A number.
use leptos::prelude::*;

use super::el::{El, el};
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
    let bound = |input: El, name: &'static str, bound: Option<String>| match bound {
        Some(bound) => input.attr(name, &bound),
        None => input,
    };
    let input = el("input", "input input--number")
        .attr("id", &ids.control())
        .attr("type", "number")
        .attr("inputmode", "numeric")
        .flag("required", required)
        .live_flag("readonly", move || read_only.get())
        .live("aria-invalid", move || ids.invalid().map(ToOwned::to_owned))
        .live("aria-describedby", move || ids.descriptions())
        .live_prop("value", move || value.get().into())
        .on("input", move |event| on_input.run(event_target_value(&event)));
    let input = bound(bound(input, "min", min.map(|min| min.to_string())), "max", max.map(|max| max.to_string()));
    let control = el("div", "input-row")
        .child(input)
        .slot(move || unit.get().map(|unit| el("span", "input-row__unit").attr("id", &ids.note()).text(&unit)));
    frame(ids, label, label_hidden, required, help, error, vec![control])
}
