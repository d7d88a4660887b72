//! A number, a time or a date.
use leptos::prelude::*;

use super::el::{El, el};
use super::field::{FieldIds, frame};
use super::typed::Typed;

/// The native control of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// A whole number.
    Number,
    /// A clock time.
    Time,
    /// A calendar day.
    Date,
    /// A day and a clock time.
    DateTime,
}

impl ValueKind {
    fn slug(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Time => "time",
            Self::Date => "date",
            Self::DateTime => "datetime-local",
        }
    }

    /// The element, without what it holds.
    pub fn input(self) -> El {
        let class = match self {
            Self::Number => "input input--number",
            Self::Time => "input input--time",
            Self::Date | Self::DateTime => "input",
        };
        let input = el("input", class).attr("type", self.slug()).attr("autocomplete", "off");
        if self == Self::Number { input.attr("inputmode", "numeric").attr("step", "1") } else { input }
    }
}

/// The box of one value, with its label and what is wrong with its text ([`Typed`]).
#[component]
pub fn ValueField(
    /// The label, and the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The kind of control.
    #[prop(default = ValueKind::Number)]
    kind: ValueKind,
    /// Its text.
    typed: Typed,
    /// The least the arrows go to.
    #[prop(optional, into)]
    min: Option<i64>,
    /// The most the arrows go to.
    #[prop(optional, into)]
    max: Option<i64>,
    /// The unit after the box: `%`, `days`.
    #[prop(optional, into)]
    unit: MaybeProp<String>,
    /// One sentence on what to enter.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// The error of the value; an error of the text goes before it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// True where something must be entered.
    #[prop(optional)]
    required: bool,
    /// Shown but not to be changed.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// True where the label is for screen readers only.
    #[prop(optional)]
    label_hidden: bool,
    /// The element beside the box: a button that takes its value.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let refused = typed.error();
    let error = MaybeProp::derive(move || refused.get().or_else(|| error.get()));
    let ids = FieldIds::new(help, error, unit.with_untracked(Option::is_some));
    let input = kind
        .input()
        .attr("id", &ids.control())
        .flag("required", required)
        // A native picker opens on what is read-only, too.
        .bind_flag(if kind == ValueKind::Number { "readonly" } else { "disabled" }, move || read_only.get())
        .bind("aria-invalid", move || ids.invalid().map(ToOwned::to_owned))
        .bind("aria-describedby", move || ids.descriptions());
    for (name, bound) in [("min", min), ("max", max)] {
        input.set(name, bound.map(|bound| bound.to_string()).as_deref());
    }
    let control = el("div", "input-row")
        .child(typed.control(input))
        .slot(move || unit.get().map(|unit| el("span", "input-row__unit").attr("id", &ids.note()).text(&unit)));
    let control = match children {
        Some(children) => control.view(children()),
        None => control,
    };
    frame(ids, label, label_hidden, required, help, error, vec![control])
}
