//! A backup brought back: chosen, looked at, then taken in.

use journey::{
    format::{BYTES_MAX, FormatErrors},
    journey::Journey,
};
use leptos::prelude::*;

use crate::{
    platform::file,
    ui::{Button, ButtonKind, ButtonVariant, Dialog, IconName, use_toasts},
    workspace::{Preview, use_workspace},
};

/// The row of the settings, and its dialog.
#[component]
pub fn Backup() -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let input = NodeRef::<leptos::html::Input>::new();
    let preview = RwSignal::new(None::<Preview>);
    let pick = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let picked = move |_| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(chosen) = input.files().and_then(|files| files.get(0)) {
            if chosen.size() > BYTES_MAX as f64 {
                toasts.error(FormatErrors::TooLarge(chosen.size() as usize).to_string());
            } else {
                file::read(&chosen, move |text| {
                    let text = text.ok_or_else(|| "The browser could not read the file.".to_owned());
                    match text.and_then(|text| workspace.preview(&text)) {
                        Ok(found) => drop(preview.try_set(Some(found))),
                        Err(why) => toasts.error(why),
                    }
                });
            }
        }
        // Else the same file could not be chosen again.
        input.set_value("");
    };
    let restore = move || {
        let Some(found) = preview.get_untracked() else { return };
        preview.set(None);
        match workspace.restore_backup(found) {
            Ok(undo) => toasts.with_action("The backup is restored.", "Undo", move || {
                if let Err(why) = workspace.undo_backup(&undo) {
                    toasts.error(why);
                }
            }),
            Err(why) => toasts.error(why),
        }
    };
    let nothing = Signal::derive(move || {
        let none = |found: &Preview| found.new.is_empty() && found.changed.is_empty();
        preview.with(|found| found.as_ref().is_some_and(none)).then(|| "All of it is here already.".to_owned())
    });
    let body = move || {
        let Preview { new, changed, same, kept } = preview.get().unwrap_or_default();
        let names = |journeys: &[Journey]| journeys.iter().map(|journey| journey.name.to_string()).collect::<Vec<_>>();
        let groups = [
            ("New", "They are not here, and come in.", names(&new)),
            ("Changed", "They become as they are in the file.", names(&changed)),
            ("The same", "They are here as they are in the file.", same),
            ("Kept", "They are not in the file, and stay as they are.", kept),
        ];
        let group = |(title, about, names): (&'static str, &'static str, Vec<String>)| {
            (!names.is_empty()).then(|| {
                view! {
                    <section class="effects">
                        <h3 class="section__title">{format!("{title} ({})", names.len())}</h3>
                        <p class="field__help">{about}</p>
                        <p class="effects__names">{names.join(", ")}</p>
                    </section>
                }
            })
        };
        groups.map(group).collect_view()
    };
    let title = Signal::derive(move || "Restore a backup".to_owned());
    view! {
        <div class="settings__row">
            <p>"A file of all journeys, brought back here: first you see what is new, what is changed and what is kept."</p>
            <Button icon=IconName::Import on_click=pick>"Restore a backup"</Button>
            <input node_ref=input type="file" accept=".json,application/json" hidden aria-label="Backup file" on:change=picked />
        </div>
        <Dialog
            open=Signal::derive(move || preview.with(Option::is_some))
            on_close=move |()| preview.set(None)
            title
            on_submit=move |()| if nothing.with_untracked(Option::is_none) { restore() }
            footer=move || view! {
                <Button on_click=move |_| preview.set(None)>"Cancel"</Button>
                <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit reason=nothing>"Restore backup"</Button>
            }.into_any()
        >
            {body}
        </Dialog>
    }
}
