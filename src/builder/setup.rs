//! The setup of a version: entry criteria, timeline, quiet hours and zone, control group, timeout, goals
//! (spec: journey.md §4).

mod goals;
mod quiet;
mod timeline;
mod zone;

use journey::{
    edit::Edit,
    setup::{EntryCriteria, Setup, Timeline},
};
use leptos::prelude::*;

use super::{
    checks::{At, Found},
    editor::{Editor, Mode},
    inspector::SpanInput,
};
use crate::ui::{Button, ButtonVariant, Checkbox, Dialog, DialogWidth, NumberField, RadioGroup, RadioOption};
use goals::Goals;
use quiet::QuietHoursForm;
use timeline::TimelineForm;
use zone::ZoneField;

/// The dialog *Setup*. What is changed in it is an edit like any other: undo takes it back.
#[component]
pub fn SetupDialog(editor: Editor, open: RwSignal<bool>) -> impl IntoView {
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

/// A part of the setup that can be read and changed.
#[derive(Clone, Copy)]
pub(super) struct Form {
    editor: Editor,
    /// The setup as it is.
    pub setup: Memo<Setup>,
    /// Whether it can be changed.
    pub locked: Signal<bool>,
}

impl Form {
    /// Changes the setup.
    pub fn change(self, change: impl FnOnce(&mut Setup)) {
        let mut new = self.setup.get_untracked();
        change(&mut new);
        if new != self.setup.get_untracked() {
            self.editor.apply(&Edit::Setup(Box::new(new)));
        }
    }

    /// What is wrong at a field, by the name findings know it by.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.editor.setup_error(field))
    }
}

#[component]
fn SetupForm(editor: Editor) -> impl IntoView {
    let setup = Memo::new(move |_| editor.draft.with(|draft| draft.setup.clone()));
    let locked = Signal::derive(move || editor.mode.get() != Mode::Draft);
    let form = Form { editor, setup, locked };
    // Who has entered once has qualified for good (journey.md §4).
    let once = Memo::new(move |_| {
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
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let held = form.setup.get().control_percent;
        if text.get_untracked().trim().parse().unwrap_or(0u8) != held {
            text.set(if held == 0 { String::new() } else { held.to_string() });
        }
    });
    let on_input = move |typed: String| {
        text.set(typed.clone());
        let percent = if typed.trim().is_empty() { Some(0) } else { typed.trim().parse::<u8>().ok() };
        match percent {
            Some(percent) if percent == 0 || (2..=99).contains(&percent) => {
                wrong.set(None);
                form.change(|setup| setup.control_percent = percent);
            }
            _ => wrong.set(Some("Enter 2 to 99 per cent, or nothing for no control group.".to_owned())),
        }
    };
    let reported = form.error("control");
    view! {
        <div data-field="setup.control">
            <NumberField
                label="Control group"
                help="The share of those who qualify that does not enter, to compare with. Leave it empty for none."
                value=Signal::derive(move || text.get())
                on_input
                min=0
                max=99
                unit="%"
                error=Signal::derive(move || wrong.get().or_else(|| reported.get()))
                read_only=form.locked
            />
        </div>
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
