//! A span of time: a number and its unit.
use leptos::prelude::*;

use super::dom::unique_id;
use super::field::{FieldIds, help_and_error};

/// The units, by the minutes in one of each.
const UNITS: [(u32, &str); 3] = [(1, "minutes"), (60, "hours"), (1440, "days")];

/// A number and a choice of minutes, hours and days; what it holds is minutes.
///
/// The unit a person chose stays, also where another would be shorter: who thinks in 48 hours keeps reading 48 hours.
#[component]
pub fn SpanField(
    /// The label, and the accessible name of the group.
    #[prop(into)]
    label: Signal<String>,
    /// How long, in minutes; `None` while there is no such number.
    #[prop(into)]
    minutes: Signal<Option<u32>>,
    /// Told how long it is now.
    #[prop(into)]
    on_change: Callback<Option<u32>>,
    /// One sentence on what it is for.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// What is wrong and what would be right; `None` while nothing is.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Shown but not to be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let ids = FieldIds::new(help, error, false);
    let legend_id = unique_id("legend");
    let named_by = legend_id.clone();
    let (start_text, start_unit) = split(minutes.get_untracked());
    let text = RwSignal::new(start_text);
    let unit = RwSignal::new(start_unit);
    // What is typed stays as typed while it means what is held; only a change from elsewhere (an undo) replaces it.
    Effect::new(move |_| {
        let held = minutes.get();
        if held != join(&text.get_untracked(), unit.get_untracked()) {
            let (new_text, new_unit) = split(held);
            text.set(new_text);
            unit.set(new_unit);
        }
    });
    let tell = move || on_change.run(join(&text.get_untracked(), unit.get_untracked()));
    let on_number = move |event| {
        text.set(event_target_value(&event));
        tell();
    };
    let on_unit = move |event| {
        unit.set(event_target_value(&event).parse().unwrap_or(1));
        tell();
    };
    let units = UNITS.map(|(size, name)| {
        view! { <option value=size.to_string() prop:selected=move || unit.get() == size>{name}</option> }
    });
    view! {
        <fieldset
            class="field field--group"
            disabled=move || disabled.get()
            aria-labelledby=named_by
            aria-describedby=move || ids.descriptions()
        >
            <legend class="field__label" id=legend_id>{move || label.get()}</legend>
            <div class="input-row">
                <input
                    id=ids.control()
                    class="input input--number"
                    type="number"
                    inputmode="numeric"
                    min="0"
                    aria-label="Number"
                    aria-invalid=move || ids.invalid()
                    aria-describedby=move || ids.descriptions()
                    prop:value=move || text.get()
                    on:input=on_number
                />
                <select class="input input--select" aria-label="Unit" on:change=on_unit>
                    {units.collect_view()}
                </select>
            </div>
            {help_and_error(ids, help, error)}
        </fieldset>
    }
    .into_any()
}

/// The number and unit that say it with the largest unit that leaves no rest.
fn split(minutes: Option<u32>) -> (String, u32) {
    let Some(minutes) = minutes else {
        return (String::new(), 60);
    };
    let unit = UNITS.iter().rev().map(|(size, _)| *size).find(|size| minutes.is_multiple_of(*size) && minutes > 0);
    let unit = unit.unwrap_or(1);
    ((minutes / unit).to_string(), unit)
}

/// The minutes, unless the text is no number or the span is beyond what can be counted (8,000 years).
fn join(text: &str, unit: u32) -> Option<u32> {
    text.trim().parse::<u32>().ok()?.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_reads_in_its_largest_whole_unit() {
        assert_eq!(split(Some(2880)), ("2".to_owned(), 1440));
        assert_eq!(split(Some(90)), ("90".to_owned(), 1));
        assert_eq!(split(Some(120)), ("2".to_owned(), 60));
        assert_eq!(split(Some(0)), ("0".to_owned(), 1));
        assert_eq!(split(None), (String::new(), 60));
    }

    #[test]
    fn what_is_read_is_what_was_held() {
        for minutes in [0, 1, 59, 60, 61, 1440, 1441, 10080] {
            let (text, unit) = split(Some(minutes));
            assert_eq!(join(&text, unit), Some(minutes));
        }
        assert_eq!(join("", 60), None);
        assert_eq!(join("-3", 60), None);
        assert_eq!(join("4294967295", 60), None);
    }
}
