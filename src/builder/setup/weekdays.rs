//! Boxes for the days of the week.

use journey::time::{WEEKDAYS, Weekday};
use leptos::prelude::*;

use crate::ui::Checkbox;

/// Seven boxes for the days of the week.
#[component]
pub fn Weekdays(
    /// The question.
    legend: &'static str,
    /// Those that are chosen, in the order of the week.
    days: Signal<Vec<Weekday>>,
    locked: Signal<bool>,
    on_change: Callback<Vec<Weekday>>,
) -> impl IntoView {
    let boxes = WEEKDAYS.map(|(day, _, name)| {
        let toggle = move |on: bool| {
            let kept = days.get_untracked();
            on_change.run(WEEKDAYS.iter().map(|row| row.0).filter(|other| if *other == day { on } else { kept.contains(other) }).collect());
        };
        view! { <Checkbox label=name checked=Signal::derive(move || days.with(|days| days.contains(&day))) disabled=locked on_change=toggle /> }
    });
    view! {
        <fieldset class="field field--group weekdays">
            <legend class="field__label">{legend}</legend>
            <div class="field__choices field__choices--inline">{boxes}</div>
        </fieldset>
    }
    .into_any()
}
