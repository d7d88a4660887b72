//! One of a list.
use leptos::prelude::*;
use signals::Memo;

use super::el::el;
use super::field::{FieldIds, frame};

/// One choice of a [`Select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// The argument of `on_change`.
    pub value: String,
    /// The label on the screen.
    pub label: String,
    /// True where it cannot be chosen now.
    pub disabled: bool,
}

impl SelectOption {
    /// A choice that can be made.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), disabled: false }
    }
}

/// The browser's own list box, closed. A value that is none of the options shows as an empty choice, "Choose…".
#[component]
pub fn Select(
    /// The label, and the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The value of the option that is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// The choices, in their order.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// Told the value chosen.
    #[prop(into)]
    on_change: Callback<String>,
    /// One sentence on what to choose.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// The error and its remedy; `None` while there is none.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// True where something must be chosen.
    #[prop(optional)]
    required: bool,
    /// Shown but not to be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// True where the label is for screen readers only.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    let ids = FieldIds::new(help, error, false);
    // Compared first: a list that is open must not be made anew.
    let options = Memo::new(move |_| options.get());
    let unknown = Memo::new(move |_| {
        let value = value.get();
        options.with(|options| options.iter().all(|option| option.value != value))
    });
    let empty = move || {
        let option = || el("option", "").attr("value", "").flag("disabled", true).bind_prop("selected", || true.into());
        unknown.get().then(|| option().text("Choose…"))
    };
    let choices = move || {
        let choice = |SelectOption { value: own, label, disabled }: SelectOption| {
            let option = el("option", "").attr("value", &own).flag("disabled", disabled).text(&label);
            // Per option: the value of the whole would be set before its options are there.
            option.bind_prop("selected", move || value.with(|value| *value == own).into())
        };
        options.get().into_iter().map(choice).collect()
    };
    let control = el("select", "input input--select")
        .attr("id", &ids.control())
        .flag("required", required)
        .bind_flag("disabled", move || disabled.get())
        .bind("aria-invalid", move || ids.invalid().map(ToOwned::to_owned))
        .bind("aria-describedby", move || ids.descriptions())
        .on("change", move |event| on_change.run(event_target_value(&event)))
        .slot(empty)
        .slots(choices);
    frame(ids, label, label_hidden, required, help, error, vec![control])
}
