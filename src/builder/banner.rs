//! The banner: what is open, how it stands, and what can be done with it (spec: interface.md, Builder).

use editor::{
    Command, Editor, Mode,
    commands::table::{HELP, PUBLISH, REDO, REHEARSE, RESTORE_POINTS, SAVE, SEARCH, SETUP, SHARE, UNDO, VERSIONS},
};
use journey::{journey::VersionRef, lifecycle::Status, text::JourneyId};
use leptos::prelude::*;
use signals::Memo;

use super::{checks::summary, commands::button::CommandButton, panels::Panels};
use crate::{
    actions::{ActionMenu, StatusBadge},
    route::Route,
    ui::{ButtonVariant, Icon, IconName},
};

/// The banner of the builder.
#[component]
pub fn Banner(
    editor: Editor,
    panels: Panels,
    /// The journey, once it was saved.
    id: Signal<Option<JourneyId>>,
    /// The status of the version that is open.
    status: Signal<Status>,
    /// The version that is open.
    version: VersionRef,
    /// Other versions of the journey that can be opened: what the link says, and where it leads.
    others: Signal<Vec<(String, Route)>>,
) -> impl IntoView {
    let name = panels.name;
    let dirty = Memo::new(move |_| editor.is_dirty());
    let number = match version {
        VersionRef::Number(number) => Some(number),
        VersionRef::Draft => None,
    };
    let saved = move || match (editor.mode.get(), dirty.get()) {
        (Mode::ReadOnly, _) => "Read only".to_owned(),
        (Mode::ContentOnly, false) => "Published, only What can be changed".to_owned(),
        (_, true) => "Not saved".to_owned(),
        (_, false) => "Saved".to_owned(),
    };
    let bare = move |command: &'static Command| {
        view! { <CommandButton editor command bare=true variant=ButtonVariant::Ghost /> }
    };
    let save = Signal::derive(move || {
        if editor.mode.get() == Mode::ContentOnly { "Save changes".to_owned() } else { SAVE.label.to_owned() }
    });
    let checks = move || {
        // Until they are counted there is a space as wide as a digit, so that no button moves.
        let found = editor.findings.count().map(|(errors, warnings)| (errors + warnings).to_string());
        format!("Checks ({})", found.as_deref().unwrap_or("\u{2007}"))
    };
    view! {
        <header class="banner">
            <a class="button button--ghost button--icon" href=Route::Listings.href() aria-label="Journeys"><Icon name=IconName::ChevronLeft /></a>
            <div class="banner__title">
                <h1 class="banner__name" translate="no" title=move || name.get()>{move || name.get()}</h1>
                <StatusBadge status />
                {number.map(|number| view! { <span class="banner__version">{format!("Version {number}")}</span> })}
                <p class="banner__saved" role="status" title=saved>{saved}</p>
                {move || others.get().into_iter().map(|(text, route)| view! { <a class="banner__other" href=route.href()>{text}</a> }).collect_view()}
            </div>
            <div class="banner__actions">
                <div class="button-group">
                    <CommandButton editor command=&UNDO bare=true />
                    <CommandButton editor command=&REDO bare=true />
                </div>
                <CommandButton editor command=&SETUP variant=ButtonVariant::Ghost />
                <button
                    type="button"
                    class="button button--ghost"
                    data-problem=move || match editor.findings.count() { None | Some((0, 0)) => None, Some((0, _)) => Some("warning"), _ => Some("error") }
                    title=move || summary(editor.findings.count())
                    aria-expanded=move || if panels.checks.get() { "true" } else { "false" }
                    on:click=move |_| panels.checks.update(|open| *open = !*open)
                >
                    {move || match editor.findings.count() {
                        None | Some((0, 0)) => view! { <Icon name=IconName::Check /> },
                        Some((0, _)) => view! { <Icon name=IconName::Warning /> },
                        _ => view! { <Icon name=IconName::Error /> },
                    }}
                    <span class="button__text">{checks}</span>
                </button>
                <CommandButton editor command=&REHEARSE variant=ButtonVariant::Ghost class="banner__rehearse" expanded=Signal::derive(move || panels.rehearse.get()) />
                {move || id.get().map(|_| view! { <CommandButton editor command=&VERSIONS variant=ButtonVariant::Ghost /> })}
                {bare(&RESTORE_POINTS)}
                {bare(&SHARE)}
                {bare(&SEARCH)}
                {bare(&HELP)}
                // On a phone these stay in sight, while the others are swiped under them.
                <div class="banner__main">
                <CommandButton editor command=&SAVE text=save />
                <CommandButton editor command=&PUBLISH variant=ButtonVariant::Primary />
                {move || id.get().map(|id| view! { <ActionMenu id here=true version=number /> })}
                </div>
            </div>
        </header>
    }
}
