//! One of a few, all in view.
use leptos::prelude::*;
use signals::Memo;

use super::dom::unique_id;
use super::el::{El, el};
use super::field::{FieldIds, below};

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

    /// Sets whether it cannot be chosen now; `help` should give the reason.
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
    /// The error and its remedy; `None` while there is none.
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
    // Compared first: what has the focus must not be made anew.
    let options = Memo::new(move |_| options.get());
    let choices = move || options.get().into_iter().map(|option| choice(option, &name, value, on_change)).collect();
    let row = if inline { "field__choices field__choices--inline" } else { "field__choices" };
    let group = el("fieldset", "field field--group")
        .attr("role", "radiogroup")
        .bind_flag("disabled", move || disabled.get())
        .attr("aria-labelledby", &legend_id)
        .bind("aria-invalid", move || ids.invalid().map(ToOwned::to_owned))
        .bind("aria-describedby", move || ids.descriptions())
        .child(el("legend", "field__label").attr("id", &legend_id).bind_text(move || legend.get()))
        .child(el("div", row).slots(choices));
    below(group, ids, help, error)
}

fn choice(option: RadioOption, name: &str, value: Signal<String>, on_change: Callback<String>) -> El {
    let RadioOption { value: own, label, help, disabled } = option;
    let help_id = unique_id("help");
    let chosen = own.clone();
    let input = el("input", "check__box check__box--round")
        .attr("type", "radio")
        .attr("name", name)
        .attr("value", &own)
        .flag("disabled", disabled)
        .bind_prop("checked", move || value.with(|value| *value == chosen).into())
        .on("change", move |_| on_change.run(own.clone()));
    let input = if help.is_some() { input.attr("aria-describedby", &help_id) } else { input };
    let label = el("span", "check__label").text(&label);
    el("div", "check")
        .child(el("label", "check__row").child(input).child(label))
        .maybe(help.map(|help| el("p", "check__help").attr("id", &help_id).text(&help)))
}
