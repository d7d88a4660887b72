//! One of a few, all in view.
use leptos::prelude::*;

use super::dom::{described_by, unique_id};
use super::field::{FieldIds, help_and_error};

/// One choice of a [`RadioGroup`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadioOption {
    value: String,
    label: String,
    help: Option<String>,
    disabled: bool,
}

impl RadioOption {
    /// A choice that can be made.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), help: None, disabled: false }
    }

    /// With a sentence on what it means; it is the description, not part of the name.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whether it cannot be chosen now; let `help` say why.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }
}

/// Radio buttons under a legend. The arrows move between them, as the browser does it for those of one name.
#[component]
pub fn RadioGroup(
    /// The question, and the accessible name.
    #[prop(into)]
    legend: Signal<String>,
    /// The value of the option that is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// The choices, in their order.
    #[prop(into)]
    options: Signal<Vec<RadioOption>>,
    /// Told the value chosen.
    #[prop(into)]
    on_change: Callback<String>,
    /// One sentence on the question.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// What is wrong and what would be right; `None` while nothing is.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Side by side, for options of a word or two.
    #[prop(optional)]
    inline: bool,
    /// Shown but not to be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let ids = FieldIds::new(help, error, false);
    let name = unique_id("radio");
    let legend_id = unique_id("legend");
    let named_by = legend_id.clone();
    let choices = move || {
        let name = name.clone();
        options.get().into_iter().map(move |option| choice(option, name.clone(), value, on_change)).collect_view()
    };
    view! {
        <fieldset
            class="field field--group"
            role="radiogroup"
            disabled=move || disabled.get()
            aria-labelledby=named_by
            aria-invalid=move || ids.invalid()
            aria-describedby=move || ids.descriptions()
        >
            <legend class="field__label" id=legend_id>{move || legend.get()}</legend>
            <div class="field__choices" class:field__choices--inline=inline>{choices}</div>
            {help_and_error(ids, help, error)}
        </fieldset>
    }
    .into_any()
}

fn choice(option: RadioOption, name: String, value: Signal<String>, on_change: Callback<String>) -> impl IntoView {
    let RadioOption { value: own, label, help, disabled } = option;
    let help_id = unique_id("help");
    let describes = described_by(&[(help.is_some(), &help_id)]);
    let chosen = own.clone();
    view! {
        <div class="check">
            <label class="check__row">
                <input
                    class="check__box check__box--round"
                    type="radio"
                    name=name
                    value=own.clone()
                    disabled=disabled
                    prop:checked=move || value.with(|value| *value == chosen)
                    aria-describedby=describes
                    on:change=move |_| on_change.run(own.clone())
                />
                <span class="check__label">{label}</span>
            </label>
            {help.map(|help| view! { <p class="check__help" id=help_id>{help}</p> })}
        </div>
    }
}
