//! The setup of a version: entry criteria, timeline, quiet hours and zone, control group, timeout, goals
//! (spec: journey.md §4).

mod form;
mod goals;
mod quiet;
mod timeline;
mod weekdays;
mod zone;

use editor::Editor;
use journey::setup::{EntryCriteria, Timeline};
use leptos::prelude::*;
use signals::{SharedMemo, SharedSignal};

use super::{
    checks::{At, Found},
    fields::span::SpanInput,
};
use crate::ui::{
    Button, ButtonVariant, Checkbox, Dialog, DialogWidth, RadioGroup, RadioOption, Typed, ValueField, Wrong, read_whole,
};
use form::Form;
use goals::Goals;
use quiet::QuietHoursForm;
use timeline::TimelineForm;
use zone::ZoneField;

/// The dialog *Setup*. What is changed in it is an edit like any other: undo takes it back.
#[component]
pub fn SetupDialog(editor: Editor, open: SharedSignal<bool>) -> impl IntoView {
    let title = Signal::derive(move || "Setup".to_owned());
    view! {
        <Dialog
            open
            on_close=move |()| open.set(false)
            title
            description="Who comes in, when, and what holds for all messages."
            width=DialogWidth::Wide
            on_submit=move |()| open.set(false)
            footer=move || view! {
                <Button variant=ButtonVariant::Primary kind=crate::ui::ButtonKind::Submit>"Done"</Button>
            }.into_any()
        >
            <SetupForm editor />
        </Dialog>
    }
}

#[component]
fn SetupForm(editor: Editor) -> impl IntoView {
    let setup = SharedMemo::new(move |_| editor.draft.with(|draft| draft.setup.clone()));
    let locked = Signal::derive(move || editor.is_locked());
    let form = Form { editor, setup, locked };
    // Who has entered once has qualified for good (journey.md §4).
    let once = SharedMemo::new(move |_| {
        setup.with(|setup| setup.entry == EntryCriteria::AtATime && setup.timeline == Timeline::Once)
    });
    let criteria = EntryCriteria::CHOICES
        .map(|(_, slug, name)| {
            let help = match slug {
                "at-a-time" => "Those who match when the timeline has a run.",
                _ => "Each user as soon as the event comes.",
            };
            RadioOption::new(slug, name).help(help)
        })
        .to_vec();
    let set_criteria = move |slug: String| {
        if let Some((entry, ..)) = EntryCriteria::CHOICES.iter().find(|row| row.1 == slug) {
            form.change(|setup| setup.entry = *entry);
        }
    };
    view! {
        <div class="setup">
            <section class="setup__section" data-field="setup.entry">
                <h3 class="setup__heading">"Entry criteria"</h3>
                <RadioGroup
                    legend="Enter users"
                    value=Signal::derive(move || EntryCriteria::CHOICES[setup.get().entry as usize].1.to_owned())
                    options=Signal::stored(criteria)
                    on_change=set_criteria
                    error=form.error("entry")
                    disabled=locked
                />
                <Checkbox
                    label="Users who have left may come in again"
                    help=Signal::derive(move || {
                        let text = if once.get() {
                            "Not with a timeline of Once: nobody qualifies a second time."
                        } else {
                            "Somebody who is inside never qualifies again."
                        };
                        Some(text.to_owned())
                    })
                    checked=Signal::derive(move || setup.with(|setup| setup.reentry) && !once.get())
                    disabled=Signal::derive(move || locked.get() || once.get())
                    on_change=move |on| form.change(|setup| setup.reentry = on)
                />
                <Found editor at=At::Setup("entry") />
            </section>
            <TimelineForm form />
            <ZoneForm form />
            <QuietHoursForm form />
            <section class="setup__section">
                <h3 class="setup__heading">"Control group and timeout"</h3>
                <ControlForm form />
                <SpanInput
                    label="Journey timeout"
                    help="After this a user leaves from wherever they are."
                    value=Signal::derive(move || setup.get().timeout)
                    optional=true
                    disabled=locked
                    error=form.error("timeout")
                    on_change=Callback::new(move |timeout| form.change(|setup| setup.timeout = timeout))
                    name="setup.timeout"
                />
                <Found editor at=At::Setup("timeout") />
            </section>
            <Goals form />
        </div>
    }
}

#[component]
fn ControlForm(form: Form) -> impl IntoView {
    let held = Signal::derive(move || form.setup.get().control_percent);
    let write = |percent: &u8| if *percent == 0 { String::new() } else { percent.to_string() };
    let typed =
        Typed::new(held, write, read_control, move |percent| form.change(|setup| setup.control_percent = percent));
    view! {
        <div data-field="setup.control">
            <ValueField
                label="Control group"
                help="The share of those who qualify that does not enter, to compare with. Leave it empty for none."
                typed
                min=0
                max=99
                unit="%"
                error=form.error("control")
                read_only=form.locked
            />
        </div>
    }
}

/// None, or 2 to 99 percent (journey.md §4).
fn read_control(text: &str, is_bad: bool) -> Result<u8, Wrong> {
    const SAID: &str = "Enter a whole number from 2 to 99, or nothing for no control group.";
    match read_whole(text, is_bad, 2, 99) {
        Ok(percent) => Ok(percent.and_then(|percent| u8::try_from(percent).ok()).unwrap_or(0)),
        // A person who enters 0 wants none.
        Err(_) if text.trim() == "0" => Ok(0),
        Err(Wrong::Later(_)) => Err(Wrong::Later(SAID.to_owned())),
        Err(Wrong::Now(_)) => Err(Wrong::Now(SAID.to_owned())),
    }
}

#[component]
fn ZoneForm(form: Form) -> impl IntoView {
    view! {
        <section class="setup__section">
            <h3 class="setup__heading">"Time zone"</h3>
            <ZoneField form />
            <Checkbox
                label="Deliver in each user’s own time zone"
                help="Clock times and quiet hours are then the user’s. A node may opt out."
                checked=Signal::derive(move || form.setup.get().user_zone)
                disabled=form.locked
                on_change=move |on| form.change(|setup| setup.user_zone = on)
            />
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_group_is_none_or_2_to_99_percent() {
        for (text, percent) in [("", 0), ("0", 0), ("2", 2), ("99", 99)] {
            assert_eq!(read_control(text, false), Ok(percent), "{text}");
        }
        for text in ["33.3", "300", "100", "-1", "0.5", "1e2", "abc"] {
            assert!(matches!(read_control(text, false), Err(Wrong::Now(_))), "{text}");
        }
        // The first digit of 10 to 19.
        assert!(matches!(read_control("1", false), Err(Wrong::Later(_))));
        assert!(read_control("", true).is_err());
    }
}
