//! The focus as keys see it, and its moves between the parts of the builder.

use keymap::focus::Focus;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use crate::ui::is_focus_lost;

/// The parts of the page in the order in which F6 leads through them, and what in each has the focus first: where several
/// fit, the first that is shown.
const PARTS: &[(&str, &str)] = &[
    (
        STAGE,
        ".tree [tabindex='0'], .canvas__world [data-node][tabindex='0'], .canvas__hint button, .outline__hint button",
    ),
    (".inspector", "input:not(:disabled), textarea:not(:disabled), select:not(:disabled), button:not(:disabled)"),
    (".checks-panel", "button"),
    (".palette", ".palette__item"),
    (".banner", ".banner__actions button:not(:disabled)"),
];

/// Within how many frames the canvas of a page that comes is there.
const FRAMES: u8 = 30;

/// The canvas or the outline, whichever is shown.
pub const STAGE: &str = ".stage";

/// The canvas, and the button that stands there while it is empty. The buttons that lie over the canvas are no part.
const CANVAS: &str = ".canvas__view, .canvas__hint";

/// The outline, and the button that stands there while it is empty.
const OUTLINE: &str = ".tree, .outline__hint";

/// Lists of choices and whatever else opens over the page.
const OVERLAY: &str = "[role=menu], [role=listbox], [popover]";

/// The kind of the element that has the focus while a key is pressed.
pub fn focus_of(event: &Event) -> Focus {
    kind(event.target().and_then(|target| target.dyn_into().ok()))
}

/// The kind of the element that has the focus now. Clipboard events do not show it: their target is the selected text.
pub fn focus_now() -> Focus {
    kind(document().active_element())
}

fn kind(element: Option<Element>) -> Focus {
    if is_dialog_open() {
        return Focus::Dialog;
    }
    if is_menu_open() {
        return Focus::Overlay;
    }
    let Some(element) = element else { return Focus::Page };
    let within = |selector: &str| matches!(element.closest(selector), Ok(Some(_)));
    if within(OVERLAY) {
        Focus::Overlay
    } else if is_text(&element) {
        Focus::Text
    } else if within(CANVAS) {
        Focus::Canvas
    } else if within(OUTLINE) {
        Focus::Outline
    } else if matches!(element.tag_name().as_str(), "BODY" | "HTML" | "MAIN") {
        Focus::Page
    } else {
        Focus::Control
    }
}

/// True where text is typed in an element: whatever it holds can be undone, selected and deleted by the browser.
fn is_text(element: &Element) -> bool {
    const NO_TEXT: [&str; 9] = ["checkbox", "radio", "button", "submit", "reset", "range", "color", "file", "image"];
    match element.tag_name().as_str() {
        "TEXTAREA" => true,
        "INPUT" => element.get_attribute("type").is_none_or(|kind| !NO_TEXT.contains(&kind.as_str())),
        _ => element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable),
    }
}

/// True where words are marked in the canvas or the outline.
pub fn is_in_graph(element: &Element) -> bool {
    matches!(element.closest(CANVAS), Ok(Some(_))) || matches!(element.closest(OUTLINE), Ok(Some(_)))
}

/// True where a dialog has the page to itself.
pub fn is_dialog_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// True where a menu is open. Keys are for it from the moment that it is seen, which is before it has the focus.
pub fn is_menu_open() -> bool {
    document().query_selector("[role=menu]:popover-open").ok().flatten().is_some()
}

/// Goes on to the next part of the page that has anything to give the focus to.
pub fn go_on(back: bool) -> bool {
    let here = document().active_element();
    let inside = |selector: &str| here.as_ref().is_some_and(|here| matches!(here.closest(selector), Ok(Some(_))));
    let count = PARTS.len();
    // From outside all of them, forwards to the first and backwards to the last.
    // The list of findings lies within the stage.
    let at = PARTS.iter().rposition(|(part, _)| inside(part));
    let start = at.unwrap_or(if back { 0 } else { count - 1 });
    (1..=count).any(|step| {
        let next = if back { start + count - step } else { start + step } % count;
        PARTS.get(next).is_some_and(|(part, _)| focus_in(part))
    })
}

/// Gives the focus to what has it first in a part of the page. Whether there is anything.
pub fn focus_in(part: &str) -> bool {
    let Some((_, first)) = PARTS.iter().find(|row| row.0 == part) else { return false };
    let Some(root) = document().query_selector(part).ok().flatten() else { return false };
    let Ok(found) = root.query_selector_all(first) else { return false };
    let shown = (0..found.length())
        .filter_map(|i| found.item(i)?.dyn_into::<HtmlElement>().ok())
        .find(|element| element.get_bounding_client_rect().width() > 0.0);
    if let Some(element) = &shown {
        let _ = element.focus();
    }
    shown.is_some()
}

/// Moves a focus that was lost with its element to the node that has the tab stop.
pub fn keep_focus() {
    if is_focus_lost() && !is_dialog_open() {
        focus_in(STAGE);
    }
}

/// Does so for a page that is only coming: once its canvas is there, which takes some frames, and a dialog has closed.
pub fn bring_focus() {
    bring_focus_within(FRAMES);
}

fn bring_focus_within(frames: u8) {
    request_animation_frame(move || {
        if frames > 0 && is_focus_lost() {
            keep_focus();
            bring_focus_within(frames - 1);
        }
    });
}
