//! The requests of commands to the page: panels, dialogs, the clipboard, the picture and the focus.

use editor::{Editor, Mode, Request};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    clipboard::PASTE,
    export_picture::{SAVE_PNG, SAVE_SVG},
};
use crate::{
    builder::{
        dom::regions::{STAGE, focus_in, go_on},
        panels::Panels,
    },
    lazy::Lazy,
    platform,
    ui::keys_shown,
};

/// The regions that Escape leads back to the node from.
const BESIDE: &str = ".inspector, .palette, .checks-panel, .banner";

/// The elements that close by Escape themselves while they are open.
const CLOSES: &str = "[aria-expanded=true][role=combobox]";

crate::lazy! {
    panels: static TIDY: fn(Editor) = editor::arrange::tidy_up;
}

/// The reason why the page would refuse a request.
pub fn refusal(editor: Editor, panels: Panels, request: Request) -> Option<String> {
    let published = || "It is published. Make a new version to change and publish it again.".to_owned();
    let closed = || editor.closed().unwrap_or_else(published);
    match (request, editor.mode.get()) {
        (Request::Save, Mode::ReadOnly) | (Request::Publish, Mode::ContentOnly | Mode::ReadOnly) => Some(closed()),
        (Request::Save, Mode::ContentOnly) => (!editor.is_dirty()).then(|| "Nothing was changed.".to_owned()),
        (Request::Versions, _) => (!panels.is_saved.get()).then(|| "Save the draft first.".to_owned()),
        _ => None,
    }
}

/// Does what a command asks of the page; returns false where there is nothing to do.
pub fn answer(editor: Editor, panels: Panels, request: Request) -> bool {
    let with_name = |save: &'static Lazy<fn(Editor, String)>| {
        let name = panels.name.get_untracked();
        save.run(move |save| save(editor, name));
    };
    match request {
        Request::Commands => panels.commands.set(true),
        Request::Save => panels.save.run(()),
        Request::SaveFromDialog => panels.save_from_dialog.run(()),
        Request::Publish => panels.publish.set(true),
        Request::Setup => panels.setup.set(true),
        Request::Checks => panels.checks.update(|open| *open = !*open),
        Request::Rehearse => panels.rehearse.update(|open| *open = !*open),
        Request::Versions => panels.versions.set(true),
        Request::RestorePoints => panels.points.set(true),
        Request::Share => panels.share.set(true),
        Request::Help => panels.help.set(true),
        Request::Leave => panels.leave.run(()),
        Request::Copy => by_browser(editor, "copy"),
        Request::Cut => by_browser(editor, "cut"),
        Request::Paste => platform::clipboard::read(move |text| match text {
            Some(text) => PASTE.run(move |paste| paste(editor, &text)),
            None => editor.toast(keys_shown("The browser does not show the clipboard to a button. Press Ctrl V.")),
        }),
        Request::Canvas => panels.view.set("canvas"),
        Request::Outline => panels.view.set("outline"),
        Request::Svg => with_name(&SAVE_SVG),
        Request::Png => with_name(&SAVE_PNG),
        Request::Print => drop(window().print()),
        Request::Tidy => TIDY.run(move |tidy| tidy(editor)),
        Request::Back => return go_back(),
        Request::NextPart => return go_on(false),
        Request::PreviousPart => return go_on(true),
        Request::Confirm => return confirm(),
    }
    true
}

/// Has the browser fire the event that its keys would fire.
fn by_browser(editor: Editor, name: &str) {
    if !platform::clipboard::command(name) {
        editor.toast(keys_shown("The browser does not let a button copy. Press Ctrl C."));
    }
}

/// Gives the focus back to the canvas or the outline, from a region beside it.
fn go_back() -> bool {
    let here = document().active_element();
    let within = |selector: &str| here.as_ref().is_some_and(|here| matches!(here.closest(selector), Ok(Some(_))));
    within(BESIDE) && !within(CLOSES) && focus_in(STAGE)
}

/// Presses the button that confirms the dialog with the focus; returns false where there is none.
pub fn confirm() -> bool {
    let dialog = document().active_element().and_then(|here| here.closest("dialog[open]").ok().flatten());
    let button = dialog.and_then(|dialog| dialog.query_selector("button[type=submit]").ok().flatten());
    button.and_then(|button| button.dyn_into::<HtmlElement>().ok()).map(|button| button.click()).is_some()
}
