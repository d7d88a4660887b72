//! A span as a person enters it: a number and a unit. Which unit matters: a day is not always 24 hours (timing.md §3).

use journey::time::Span;
use leptos::prelude::*;
use signals::RwSignal;

use crate::ui::{Typed, ValueKind, Wrong, read_whole, unique_id};

/// A number and a unit; empty is no span, where that is allowed.
#[component]
pub fn SpanInput(
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// One sentence on it.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// Its value.
    #[prop(into)]
    value: Signal<Option<Span>>,
    /// True where it may be empty.
    #[prop(optional)]
    optional: bool,
    /// Its error.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// True where it cannot be changed.
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
    let unit = RwSignal::new(value.get_untracked().map_or("hours", |span| span.parts().0));
    // A value from outside, by undo or by another selection, brings its own unit. This runs before the number is
    // compared.
    Effect::new(move |_| {
        if let Some(span) = value.get() {
            unit.set(span.parts().0);
        }
    });
    let write = |held: &Option<Span>| held.map_or_else(String::new, |span| span.parts().1.to_string());
    let read_typed = move |text: &str, is_bad| match read(text, is_bad, unit.get_untracked()) {
        Ok(None) if !optional => Err(Wrong::Now("Enter how long.".to_owned())),
        span => span,
    };
    let typed = Typed::new(value, write, read_typed, move |span| on_change.run(span));
    if let Some(wrong) = wrong {
        let why = typed.wrong();
        Effect::new(move |_| wrong.set(why.get()));
    }
    let refused = typed.error();
    let message = Signal::derive(move || refused.get().or_else(|| error.get()));
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
    let choose_unit = move |name| {
        unit.set(name);
        typed.read_again();
    };
    let number = ValueKind::Number
        .input()
        .attr("min", "0")
        .attr("placeholder", if optional { "none" } else { "" })
        .bind("aria-label", move || Some(format!("{}: number", label.get())))
        .bind("aria-invalid", move || message.with(Option::is_some).then(|| "true".to_owned()))
        .bind("aria-describedby", described)
        .bind_flag("disabled", move || disabled.get());
    view! {
        <div class="field" role="group" aria-labelledby=id.clone() data-field=name>
            <span class="field__label" id=id.clone()>{move || label.get()}</span>
            <div class="input-row">
                {typed.control(number)}
                <UnitChoice label unit disabled on_change=choose_unit />
            </div>
            {move || { let id = help_id.clone(); help.get().map(|help| view! { <p class="field__help" id=id>{help}</p> }) }}
            <p class="field__error" id=error_id aria-live="polite">{move || message.get()}</p>
        </div>
    }
    .into_any()
}

/// The list of units beside the number.
#[component]
fn UnitChoice(
    label: Signal<String>,
    unit: RwSignal<&'static str>,
    disabled: Signal<bool>,
    #[prop(into)] on_change: Callback<&'static str>,
) -> impl IntoView {
    let units = Span::MAX.map(|(name, _)| {
        view! { <option value=name prop:selected=move || unit.get() == name>{name}</option> }
    });
    let choose = move |event| {
        let chosen: String = event_target_value(&event);
        if let Some((name, _)) = Span::MAX.iter().find(|(name, _)| *name == chosen) {
            on_change.run(name);
        }
    };
    view! {
        <select
            class="input input--select"
            aria-label=move || format!("{}: unit", label.get())
            disabled=move || disabled.get()
            on:change=choose
        >
            {units}
        </select>
    }
}

/// Reads the two boxes.
fn read(number: &str, is_bad: bool, unit: &str) -> Result<Option<Span>, Wrong> {
    let most = Span::MAX.iter().find(|(name, _)| *name == unit).map_or(0, |(_, most)| *most);
    let number = read_whole(number, is_bad, 0, i64::from(most))?;
    Ok(number.and_then(|number| Span::of(unit, u32::try_from(number).ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_read_in_the_unit_it_was_entered_in() {
        assert_eq!(read("24", false, "hours"), Ok(Some(Span::Hours(24))));
        assert_eq!(read("0", false, "minutes"), Ok(Some(Span::Minutes(0))));
        assert_eq!(read("3660", false, "days"), Ok(Some(Span::Days(3_660))));
        assert_eq!(read(" ", false, "hours"), Ok(None));
        for bad in ["-1", "1.5", "2.5", "1e2", "0.5", "x", "3661", "99999999999"] {
            assert_eq!(
                read(bad, false, "days"),
                Err(Wrong::Now("Enter a whole number from 0 to 3660.".into())),
                "{bad}"
            );
        }
        assert!(read("", true, "days").is_err());
    }
}
