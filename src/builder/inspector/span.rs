//! A span as a person enters it: a number and a unit. Which unit matters: a day is not always 24 hours (timing.md §3).

use journey::time::Span;
use leptos::prelude::*;

use crate::ui::unique_id;

/// A number and a unit; empty is no span, where that is allowed.
#[component]
pub fn SpanInput(
    /// What it is.
    #[prop(into)]
    label: Signal<String>,
    /// One sentence on it.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// What it holds.
    #[prop(into)]
    value: Signal<Option<Span>>,
    /// Whether it may be empty.
    #[prop(optional)]
    optional: bool,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Whether it can be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why what stands in the boxes is no span, for those who need to know.
    #[prop(optional)]
    wrong: Option<RwSignal<Option<String>>>,
    /// Told what it holds now.
    #[prop(into)]
    on_change: Callback<Option<Span>>,
    /// By which a finding leads to it.
    #[prop(optional)]
    name: &'static str,
) -> impl IntoView {
    let (id, help_id, error_id) = (unique_id("span"), unique_id("help"), unique_id("error"));
    let number = RwSignal::new(String::new());
    let unit = RwSignal::new("hours");
    let wrong = wrong.unwrap_or_else(|| RwSignal::new(None));
    // What comes from outside, by undo or by another selection, replaces what stands in the boxes.
    Effect::new(move |_| {
        let held = value.get();
        if read(&number.get_untracked(), unit.get_untracked()) != Ok(held) {
            number.set(held.map_or_else(String::new, |span| span.parts().1.to_string()));
            if let Some(span) = held {
                unit.set(span.parts().0);
            }
            wrong.set(None);
        }
    });
    let tell = move || match read(&number.get_untracked(), unit.get_untracked()) {
        Ok(None) if !optional => wrong.set(Some("Enter how long.".to_owned())),
        Ok(span) => {
            wrong.set(None);
            if span != value.get_untracked() {
                on_change.run(span);
            }
        }
        Err(why) => wrong.set(Some(why)),
    };
    let message = Signal::derive(move || wrong.get().or_else(|| error.get()));
    let described = {
        let (help_id, error_id) = (help_id.clone(), error_id.clone());
        move || {
            let mut ids = vec![];
            if message.with(Option::is_some) {
                ids.push(error_id.clone());
            }
            if help.with(Option::is_some) {
                ids.push(help_id.clone());
            }
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let units = Span::MAX.map(|(name, _)| {
        view! { <option value=name prop:selected=move || unit.get() == name>{name}</option> }
    });
    view! {
        <div class="field" role="group" aria-labelledby=id.clone() data-field=name>
            <span class="field__label" id=id.clone()>{move || label.get()}</span>
            <div class="input-row">
                <input
                    class="input input--number"
                    type="number"
                    inputmode="numeric"
                    min="0"
                    aria-label=move || format!("{}: number", label.get())
                    aria-invalid=move || message.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    placeholder=if optional { "none" } else { "" }
                    disabled=move || disabled.get()
                    prop:value=move || number.get()
                    on:input=move |event| {
                        number.set(event_target_value(&event));
                        tell();
                    }
                />
                <select
                    class="input input--select"
                    aria-label=move || format!("{}: unit", label.get())
                    disabled=move || disabled.get()
                    on:change=move |event| {
                        let chosen = event_target_value(&event);
                        if let Some((name, _)) = Span::MAX.iter().find(|(name, _)| *name == chosen) {
                            unit.set(name);
                            tell();
                        }
                    }
                >
                    {units}
                </select>
            </div>
            {move || { let id = help_id.clone(); help.get().map(|help| view! { <p class="field__help" id=id>{help}</p> }) }}
            <p class="field__error" id=error_id aria-live="polite">{move || message.get()}</p>
        </div>
    }
    .into_any()
}

/// What the two boxes say.
fn read(number: &str, unit: &str) -> Result<Option<Span>, String> {
    if number.trim().is_empty() {
        return Ok(None);
    }
    let most = Span::MAX.iter().find(|(name, _)| *name == unit).map_or(0, |(_, most)| *most);
    let span = number.trim().parse::<u32>().ok().and_then(|n| Span::of(unit, n));
    span.map(Some).ok_or_else(|| format!("Enter a whole number from 0 to {most}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_read_in_the_unit_it_was_entered_in() {
        assert_eq!(read("24", "hours"), Ok(Some(Span::Hours(24))));
        assert_eq!(read(" ", "hours"), Ok(None));
        for bad in ["-1", "1.5", "x", "99999999999"] {
            assert!(read(bad, "days").is_err(), "{bad}");
        }
    }
}
