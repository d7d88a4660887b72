//! `/settings`: what this browser keeps, what could not be read, and everything as one file.

mod usage;

use journey::import::Way;
use leptos::prelude::*;
use signals::RwSignal;
use usage::Usage;

use crate::{
    import::use_importer,
    moment::Moment,
    platform::file,
    route::Route,
    shell::Title,
    ui::{Button, ButtonSize, ButtonVariant, Checkbox, IconName, keep_row_focus, use_toasts},
    workspace::{BIN_DAYS, Deleted, DeletedKind, Quarantined, use_workspace},
};

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    keep_row_focus();
    let workspace = use_workspace();
    let toasts = use_toasts();
    let importer = use_importer();
    let export = move |_| {
        let ids: Vec<_> = untrack(|| workspace.outlines()).iter().map(|journey| journey.id.clone()).collect();
        match workspace.export(&ids) {
            Ok(()) => toasts.success(format!("{} journeys are in your downloads.", ids.len())),
            Err(why) => toasts.error(why.to_string()),
        }
    };
    let load = move |_| match workspace.load_samples() {
        Ok(0) => toasts.info("The sample journeys are here already."),
        Ok(count) => toasts.success(format!("{count} sample journeys are in the listings.")),
        Err(why) => toasts.error(why.to_string()),
    };
    let nothing = Signal::derive(move || workspace.is_empty().then(|| "There is no journey yet.".to_owned()));
    view! {
        <Title text="Settings" />
        <div class="page page--narrow">
            <header class="page__header">
                <div class="page__titles">
                    <h1 class="page__title">"Settings"</h1>
                    <p class="page__lead">"Everything is kept in this browser, and nothing leaves it. Another browser, or another profile, has a workspace of its own; a file brings journeys over."</p>
                </div>
            </header>
            <section class="page__section">
                <h2 class="page__heading">"What is kept"</h2>
                <Usage />
            </section>
            <section class="page__section">
                <h2 class="page__heading">"All journeys as a file"</h2>
                <div class="settings__row">
                    <p>"Every journey with all its versions, to be imported in another browser."</p>
                    <Button icon=IconName::Export reason=nothing on_click=export>"Export all journeys"</Button>
                </div>
                <div class="settings__row">
                    <p>"A file of all journeys, brought back here: first you see what is new, what is changed and what is kept."</p>
                    <Button icon=IconName::Import on_click=move |_| importer.pick(Way::Backup)>"Restore a backup"</Button>
                </div>
                <div class="settings__row">
                    <p>"Lifelike journeys over all statuses, to look around with. What is here stays as it is."</p>
                    <Button icon=IconName::Template on_click=load>"Load sample workspace"</Button>
                </div>
            </section>
            <section class="page__section" data-rows=".settings__row">
                <h2 class="page__heading">"Recently deleted"</h2>
                <Bin />
            </section>
            <section class="page__section">
                <h2 class="page__heading">"Keyboard"</h2>
                <Keyboard />
            </section>
            <section class="page__section">
                <h2 class="page__heading">"For design sessions"</h2>
                <p><a href=Route::Gallery.href()>"The gallery"</a>" shows every component in every state."</p>
            </section>
            <section class="page__section" data-rows=".settings__row">
                <h2 class="page__heading">"What could not be read"</h2>
                <Quarantine />
            </section>
        </div>
    }
}

/// The choice whether single characters are shortcuts: who speaks to the computer, or strikes keys by accident, turns them off
/// (WCAG 2.1.4).
#[component]
fn Keyboard() -> impl IntoView {
    let workspace = use_workspace();
    let on = RwSignal::new(workspace.has_single_keys());
    let change = move |now| {
        on.set(now);
        workspace.set_single_keys(now);
    };
    view! {
        <Checkbox
            label="Single-letter shortcuts"
            checked=on
            on_change=change
            help="N adds the next node, L starts a link, and so on, while the canvas or the outline has the focus. Without them, the command menu and the keys with Ctrl still work."
        />
    }
}

/// The list of deleted records, each with a button that brings it back.
#[component]
fn Bin() -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let row = move |deleted: Deleted| {
        let (name, at) = (deleted.name.clone(), deleted.at);
        let kind = deleted.kind().map_or("", kind_word);
        let restore = move |_| match workspace.bring_back(&deleted) {
            Ok(()) => toasts.success(format!("“{}” is here again.", deleted.name)),
            Err(why) => toasts.error(why.to_string()),
        };
        view! {
            <li class="settings__row">
                <p><strong>{name.clone()}</strong><span class="field__help">{kind}", deleted "<Moment at /></span></p>
                <Button size=ButtonSize::Small label=format!("Restore {name}") on_click=restore>"Restore"</Button>
            </li>
        }
    };
    view! {
        {move || {
            let all = workspace.records.deleted();
            if all.is_empty() {
                view! { <p class="field__help">{format!("Nothing. What is deleted stays here for {BIN_DAYS} days, or until its space is needed.")}</p> }.into_any()
            } else {
                view! {
                    <p class="field__help">{format!("Each stays for {BIN_DAYS} days, or until its space is needed.")}</p>
                    <ul>{all.into_iter().map(row).collect_view()}</ul>
                }.into_any()
            }
        }}
    }
}

/// The word for a kind of deleted record.
fn kind_word(kind: DeletedKind) -> &'static str {
    match kind {
        DeletedKind::Journey => "Journey",
        DeletedKind::Point => "Restore point",
        DeletedKind::Work => "Journey that was not saved",
    }
}

/// The list of quarantined records: each can be downloaded and deleted.
#[component]
fn Quarantine() -> impl IntoView {
    let records = use_workspace().records;
    let toasts = use_toasts();
    let row = move |quarantined: Quarantined| {
        let (raw, name) = (quarantined.raw.clone(), quarantined.from.replace('/', "-"));
        let from = quarantined.from.clone();
        let download = move |_| {
            if let Err(why) = file::download(&format!("{name}.txt"), "text/plain", &raw) {
                toasts.error(why.to_string());
            }
        };
        let discard = move |_| {
            if let Err(why) = records.discard(&quarantined) {
                toasts.error(why.to_string());
            }
        };
        view! {
            <li class="settings__row">
                <code>{from.clone()}</code>
                <Button size=ButtonSize::Small icon=IconName::Export label=format!("Download {from}") on_click=download>"Download"</Button>
                <Button size=ButtonSize::Small variant=ButtonVariant::Danger icon=IconName::Trash label=format!("Let go of {from}") on_click=discard>"Let go of it"</Button>
            </li>
        }
    };
    view! {
        {move || {
            let quarantined = records.quarantined();
            let problems = records.problems();
            if quarantined.is_empty() && problems.is_empty() {
                view! { <p class="field__help">"Everything on record could be read."</p> }.into_any()
            } else {
                view! {
                    <ul>{problems.into_iter().map(|problem| view! { <li class="settings__row"><p><code>{problem.key}</code>" "{problem.message}</p></li> }).collect_view()}</ul>
                    <ul>{quarantined.into_iter().map(row).collect_view()}</ul>
                }.into_any()
            }
        }}
    }
}
