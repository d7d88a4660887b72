//! The banner: what is open, how it stands, and what can be done with it (spec: interface.md, Builder).

use editor::{Editor, Mode};
use journey::{journey::VersionRef, lifecycle::Status, text::JourneyId};
use leptos::prelude::*;

use super::{checks::summary, panels::Commands};
use crate::{
    actions::{ActionMenu, StatusBadge},
    route::Route,
    ui::{Button, ButtonVariant, Icon, IconName},
};

/// The banner of the builder.
#[component]
pub fn Banner(
    editor: Editor,
    commands: Commands,
    /// The journey, once it was saved.
    id: Signal<Option<JourneyId>>,
    /// Its name, or what stands for one.
    name: Signal<String>,
    /// The status of the version that is open.
    status: Signal<Status>,
    /// Which of its versions is open.
    version: VersionRef,
    /// Other versions of the journey that can be opened: what the link says, and where it leads.
    others: Signal<Vec<(String, Route)>>,
) -> impl IntoView {
    let dirty = Memo::new(move |_| editor.is_dirty());
    let number = match version {
        VersionRef::Number(number) => Some(number),
        VersionRef::Draft => None,
    };
    let saved = move || match (editor.mode.get(), dirty.get()) {
        (Mode::Closed, _) => "Read only".to_owned(),
        (Mode::What, false) => "Published, only What can be changed".to_owned(),
        (_, true) => "Not saved".to_owned(),
        (_, false) => "Saved".to_owned(),
    };
    let published = Signal::derive(move || {
        let published = || "It is published. Make a new version to change and publish it again.".to_owned();
        (editor.mode.get() != Mode::Draft).then(|| editor.closed().unwrap_or_else(published))
    });
    let undo = Signal::derive(move || editor.undoable().map_or(Some("There is nothing to undo.".to_owned()), |_| None));
    let redo = Signal::derive(move || editor.redoable().map_or(Some("There is nothing to redo.".to_owned()), |_| None));
    let checks = move || {
        let (errors, warnings) = editor.findings.count();
        format!("Checks ({})", errors + warnings)
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
                    <Button icon=IconName::Undo label="Undo" keys="Ctrl Z" reason=undo on_click=move |_| editor.undo() />
                    <Button icon=IconName::Redo label="Redo" keys="Ctrl Shift Z" reason=redo on_click=move |_| editor.redo() />
                </div>
                <Button variant=ButtonVariant::Ghost icon=IconName::Settings on_click=move |_| commands.setup.set(true)>"Setup"</Button>
                <button
                    type="button"
                    class="button button--ghost"
                    data-problem=move || match editor.findings.count() { (0, 0) => None, (0, _) => Some("warning"), _ => Some("error") }
                    title=move || summary(editor.findings.count())
                    aria-expanded=move || if commands.checks.get() { "true" } else { "false" }
                    on:click=move |_| commands.checks.update(|open| *open = !*open)
                >
                    {move || match editor.findings.count() {
                        (0, 0) => view! { <Icon name=IconName::Check /> },
                        (0, _) => view! { <Icon name=IconName::Warning /> },
                        _ => view! { <Icon name=IconName::Error /> },
                    }}
                    <span class="button__text">{checks}</span>
                </button>
                <Button
                    variant=ButtonVariant::Ghost
                    icon=IconName::Play
                    class="banner__rehearse"
                    expanded=Signal::derive(move || commands.rehearse.get())
                    on_click=move |_| commands.rehearse.update(|open| *open = !*open)
                >
                    "Rehearse"
                </Button>
                {move || id.get().map(|_| view! {
                    <Button variant=ButtonVariant::Ghost icon=IconName::Layers on_click=move |_| commands.versions.set(true)>"Versions"</Button>
                })}
                <Button variant=ButtonVariant::Ghost icon=IconName::Clock label="Restore points" on_click=move |_| commands.points.set(true) />
                <Button variant=ButtonVariant::Ghost icon=IconName::Link label="Share link" on_click=move |_| commands.share.set(true) />
                <Button variant=ButtonVariant::Ghost icon=IconName::Keyboard label="Keyboard shortcuts" keys="?" on_click=move |_| commands.help.set(true) />
                // On a phone these stay in sight, while the others are swiped under them.
                <div class="banner__main">
                {move || if editor.mode.get() == Mode::What {
                    let nothing = Signal::derive(move || (!dirty.get()).then(|| "Nothing was changed.".to_owned()));
                    view! { <Button icon=IconName::Save keys="Ctrl S" reason=nothing on_click=move |_| commands.save.run(())>"Save changes"</Button> }.into_any()
                } else {
                    view! { <Button icon=IconName::Save keys="Ctrl S" reason=published on_click=move |_| commands.save.run(())>"Save Draft"</Button> }.into_any()
                }}
                <Button variant=ButtonVariant::Primary icon=IconName::Publish reason=published on_click=move |_| commands.publish.run(())>"Publish"</Button>
                {move || id.get().map(|id| view! { <ActionMenu id here=true version=number /> })}
                </div>
            </div>
        </header>
    }
}
