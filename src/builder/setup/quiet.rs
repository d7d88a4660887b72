//! Quiet hours: when messages are held back, and what becomes of them.

use journey::{
    setup::{QUIET_MAX, QuietHandling, QuietHours, QuietWindow},
    time::{ClockTime, WEEKDAYS},
};
use leptos::prelude::*;
use signals::Memo;

use super::{form::Form, weekdays::Weekdays};
use crate::{
    builder::{
        checks::{At, Found},
        inspector::clock_time,
    },
    ui::{Button, ButtonSize, ButtonVariant, Checkbox, IconName, RadioGroup, RadioOption, ValueField, ValueKind},
};

/// The section *Quiet hours*.
#[component]
pub fn QuietHoursForm(form: Form) -> impl IntoView {
    let on = Memo::new(move |_| form.setup.get().quiet_hours.is_some());
    let quiet = Memo::new(move |_| form.setup.get().quiet_hours.unwrap_or_default());
    let change = Callback::new(move |quiet: QuietHours| form.change(|setup| setup.quiet_hours = Some(quiet)));
    let numbers = Memo::new(move |_| (0..quiet.with(|quiet| quiet.windows.len())).collect::<Vec<_>>());
    let handling = QuietHandling::CHOICES
        .map(|(_, slug, name)| {
            RadioOption::new(slug, name).help(match slug {
                "drop" => "The user takes Unreachable.",
                _ => "At the end of the quiet hours; what follows counts from then.",
            })
        })
        .to_vec();
    let set_handling = move |slug: String| {
        if let Some((handling, ..)) = QuietHandling::CHOICES.iter().find(|row| row.1 == slug) {
            change.run(QuietHours { handling: *handling, ..quiet.get_untracked() });
        }
    };
    let add = move |_| {
        let mut new = quiet.get_untracked();
        new.windows.push(night());
        change.run(new);
    };
    view! {
        <section class="setup__section" data-field="setup.quiet" data-rows=".quiet">
            <h3 class="setup__heading">"Quiet hours"</h3>
            <Checkbox
                label="Hold messages back at certain hours"
                help="For Push, SMS, Email, Web push and WhatsApp."
                checked=Signal::derive(move || on.get())
                disabled=form.locked
                on_change=move |on: bool| form.change(|setup| setup.quiet_hours = on.then(|| QuietHours { windows: vec![night()], ..QuietHours::default() }))
            />
            {move || on.get().then(|| view! {
                <For each=move || numbers.get() key=|i| *i let:i>
                    <WindowForm form quiet change i />
                </For>
                <p class="field__error" aria-live="polite">{move || form.error("quiet").get()}</p>
                <Button
                    size=ButtonSize::Small
                    icon=IconName::Plus
                    disabled=Signal::derive(move || form.locked.get() || quiet.with(|quiet| quiet.windows.len()) >= QUIET_MAX)
                    on_click=add
                >
                    "Add quiet hours"
                </Button>
                <RadioGroup
                    legend="A message due in quiet hours"
                    value=Signal::derive(move || QuietHandling::CHOICES[quiet.get().handling as usize].1.to_owned())
                    options=Signal::stored(handling.clone())
                    on_change=set_handling
                    disabled=form.locked
                />
            })}
        </section>
    }
}

/// Every night from 22:00 to 8:00.
fn night() -> QuietWindow {
    let at = |hour| ClockTime::new(hour, 0).unwrap_or_else(|| chrono::NaiveTime::MIN.into());
    QuietWindow { days: WEEKDAYS.map(|row| row.0).to_vec(), from: at(22), to: at(8) }
}

#[component]
fn WindowForm(form: Form, quiet: Memo<QuietHours>, change: Callback<QuietHours>, i: usize) -> impl IntoView {
    let window = Signal::derive(move || quiet.with(|quiet| quiet.windows.get(i).cloned()).unwrap_or_else(night));
    let put = move |window: QuietWindow| {
        let mut new = quiet.get_untracked();
        if let Some(old) = new.windows.get_mut(i) {
            *old = window;
            change.run(new);
        }
    };
    let from = clock_time(Signal::derive(move || Some(window.get().from)), move |from| {
        put(QuietWindow { from, ..window.get_untracked() });
    });
    let to = clock_time(Signal::derive(move || Some(window.get().to)), move |to| {
        put(QuietWindow { to, ..window.get_untracked() });
    });
    let over_midnight = move || window.get().to <= window.get().from;
    view! {
        <div class="quiet" role="group" data-field=format!("setup.quiet.{i}") aria-label=format!("Quiet hours {}", i + 1)>
            <div class="quiet__times">
                <ValueField label="From" kind=ValueKind::Time typed=from read_only=form.locked />
                <ValueField label="To" kind=ValueKind::Time typed=to read_only=form.locked />
                {move || over_midnight().then(|| view! { <span class="quiet__note">"over midnight"</span> })}
                <Button
                    variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Close label=format!("Remove quiet hours {}", i + 1) disabled=form.locked
                    on_click=move |_| {
                        let mut new = quiet.get_untracked();
                        new.windows.remove(i);
                        change.run(new);
                    }
                />
            </div>
            <Weekdays
                legend="Beginning on"
                days=Signal::derive(move || window.get().days)
                locked=form.locked
                on_change=Callback::new(move |days| put(QuietWindow { days, ..window.get_untracked() }))
            />
            <p class="field__error" aria-live="polite">{move || form.editor.findings.quiet_error(i)}</p>
            <Found editor=form.editor at=At::Window(i) />
        </div>
    }
}
