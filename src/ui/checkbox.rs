//! Yes or no.
use leptos::prelude::*;

use super::dom::{described_by, unique_id};
use super::el::el;

/// A check box with its label. `mixed` is for the one that stands for several.
#[component]
pub fn Checkbox(
    /// The label, and the accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// True where it is ticked.
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
    /// True where the label is for screen readers only: in a table's cell.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    let help_id = unique_id("help");
    let describes = help_id.clone();
    let hidden = if label_hidden { "check__label visually-hidden" } else { "check__label" };
    let input = el("input", "check__box")
        .attr("type", "checkbox")
        .bind_flag("disabled", move || disabled.get())
        .bind_prop("checked", move || checked.get().into())
        .bind_prop("indeterminate", move || mixed.get().into())
        .bind("aria-describedby", move || described_by(&[(help.with(Option::is_some), &describes)]))
        .on("change", move |event| on_change.run(event_target_checked(&event)));
    let label = el("span", hidden).bind_text(move || label.get());
    el("div", "check")
        .child(el("label", "check__row").child(input).child(label))
        .slot(move || help.get().map(|help| el("p", "check__help").attr("id", &help_id).text(&help)))
}
