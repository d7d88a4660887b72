//! The keys that hold everywhere in the builder, and the table of all keys that **?** shows.

use std::cell::RefCell;

use journey::text::NodeId;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{
    banner::Commands,
    canvas::{next_step, open_next, select_all},
    clipboard::duplicate,
    editor::{Editor, Mode, Selection},
};
use crate::ui::{Dialog, DialogWidth, list_key};

/// The keys, what they do, and where they hold: the help is drawn from it.
const KEYS: &[(&str, &[(&str, &str)])] = &[
    (
        "Everywhere",
        &[
            ("Ctrl Z", "Undo"),
            ("Ctrl Shift Z", "Redo"),
            ("Ctrl S", "Save Draft"),
            ("Ctrl A", "Select all nodes"),
            ("Ctrl C  X  V", "Copy, cut and paste nodes, also to another journey or tab"),
            ("Ctrl D", "Duplicate what is selected"),
            ("Ctrl G", "Group what is selected; with Shift ungroup"),
            ("Delete", "Delete what is selected"),
            ("Ctrl Enter", "Confirm the dialog that is open"),
            ("Escape", "Go back from the fields and the palette to the node"),
            ("F6", "Go on to the next part of the page; with Shift back"),
            ("?", "Show these keys"),
        ],
    ),
    (
        "In the canvas, and in the outline",
        &[
            ("Tab", "Go to the selected node"),
            ("← →", "Go along links, back and forth"),
            ("↑ ↓", "Go to the sibling above or below"),
            ("Home  End", "Go to the first or last node"),
            ("Alt ← ↑ → ↓", "Move what is selected; with Shift by less"),
            ("Page Up  Page Down", "Go through everything in reading order, notes and groups too"),
            ("Enter", "Open the fields; write on a note, expand or collapse a group"),
            ("F2", "Write on a note, name a group"),
            ("Shift N", "Add a note"),
            ("N", "Add the next node after this one: letters or arrows choose it, ← → its outcome"),
            ("L", "Start a link, or lead the selected one elsewhere: arrows choose, O the outcome, Enter draws it"),
            ("D  W", "Set the delay or the window of the link, where it is drawn"),
            ("Escape", "Leave what is under way"),
            ("Shift Delete", "Delete what is selected and lead the ways on"),
            ("S  P", "Setup, Publish"),
            ("T", "Tidy up"),
            ("+  −  0", "Zoom in, zoom out, fit view"),
            ("1  2", "Full size, zoom to what is selected"),
            ("Shift F10", "Open the menu: align, distribute, picture and more"),
        ],
    ),
    (
        "With the pointer",
        &[
            ("Drag", "Move the view, or the node under the pointer"),
            ("Alt Drag", "Drag a copy; with Ctrl without lines and grid"),
            ("Shift Drag", "Select by a box what it touches; with Alt what lies in it"),
            ("Drag an end", "Lead a selected link elsewhere"),
            ("Drop on a link", "Put the node into it"),
            ("Right click", "Open the menu; with a finger rest on it"),
            ("Shift Click", "Add to the selection"),
            ("Wheel", "Move the view; with Ctrl zoom"),
            ("Double click", "Add a node there; write on a note, name or expand a group"),
        ],
    ),
];

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

/// The canvas or the outline, whichever is shown.
const STAGE: &str = ".stage";

/// The list of kinds that N offers, and what can be chosen in it.
const CHOICE: (&str, &str) = (".add-step", "[role=menuitem]:not(:disabled)");

/// From where Escape leads back to the node.
const ASIDE: &str = ".inspector, .palette, .checks-panel, .banner";

thread_local! {
    /// The node from which publishing was asked for by its key: the page of the published version goes on there.
    static LEFT: RefCell<Option<NodeId>> = const { RefCell::new(None) };
}

/// Gives the focus back to where a key led away from, on the page that takes over. Elsewhere the node is not there.
pub fn come_back(editor: Editor, frames: u8) {
    let left = LEFT.take().filter(|id| editor.draft.with_untracked(|draft| draft.graph.node(id).is_some()));
    if let Some(id) = left {
        editor.select_node(&id);
        bring_focus(frames);
    }
}

/// Listens while the builder is open.
pub fn listen(editor: Editor, commands: Commands) {
    let listener = window_event_listener(ev::keydown, move |event| down(editor, commands, &event));
    on_cleanup(move || listener.remove());
    // What had the focus may be gone with a choice that was called off, or with a line that stands elsewhere now.
    Effect::new(move |before: Option<bool>| {
        let choosing = editor.add_step.with(Option::is_some);
        if before == Some(true) && !choosing {
            request_animation_frame(keep_focus);
        }
        choosing
    });
}

fn down(editor: Editor, commands: Commands, event: &KeyboardEvent) {
    let command = event.ctrl_key() || event.meta_key();
    let key = event.key().to_lowercase();
    if command && key == "enter" && confirm() {
        event.prevent_default();
    }
    if is_dialog_open() || event.default_prevented() {
        return;
    }
    let typing = is_typing(event);
    let on = |selector: &str| closest(event, selector);
    let (plain, on_stage) = (!command && !event.alt_key(), on(STAGE).is_some());
    let handled = match key.as_str() {
        "s" if command => {
            commands.save.run(());
            true
        }
        "f6" => go_on(event.shift_key()),
        "escape"
            if on(ASIDE).is_some()
                && on("[role=menu], [role=listbox], [aria-expanded=true][role=combobox]").is_none() =>
        {
            focus_in(STAGE)
        }
        // In a text box these are the box's own.
        _ if typing => false,
        "z" if command && event.shift_key() => {
            editor.redo();
            true
        }
        "z" if command => {
            editor.undo();
            true
        }
        "y" if command => {
            editor.redo();
            true
        }
        "a" if command => {
            select_all(editor);
            true
        }
        "g" if command && event.shift_key() => {
            editor.ungroup_selected();
            true
        }
        "g" if command => {
            editor.group_selected();
            true
        }
        "d" if command => {
            duplicate(editor);
            true
        }
        _ if plain && let Some(list) = on(CHOICE.0) => choose(editor, &list, event),
        "delete" | "backspace" if !editor.selection.with_untracked(Selection::is_empty) => {
            editor.delete_selected();
            true
        }
        "?" => {
            commands.help.set(true);
            true
        }
        "n" if plain && on_stage && event.shift_key() => {
            editor.add_note(None);
            true
        }
        "n" if plain && on_stage => next_step(editor),
        "s" if plain && on_stage => {
            commands.setup.set(true);
            true
        }
        "p" if plain && on_stage => {
            match editor.mode.get_untracked() {
                Mode::Draft => {
                    LEFT.set(untrack(|| editor.only_node()));
                    commands.publish.run(());
                }
                _ => editor.say("It is published. Make a new version to change and publish it again."),
            }
            true
        }
        _ => false,
    };
    if handled {
        event.prevent_default();
        request_animation_frame(keep_focus);
    }
}

/// In the list of kinds letters go to a kind; the arrows to the sides turn the outcome that it will stand behind.
fn choose(editor: Editor, list: &Element, event: &KeyboardEvent) -> bool {
    let forth = match event.key().as_str() {
        "ArrowRight" => true,
        "ArrowLeft" => false,
        _ => {
            list_key(list, CHOICE.1, event);
            return event.default_prevented();
        }
    };
    let Some((id, outcome)) = editor.add_step.get_untracked().and_then(|step| step.from) else { return false };
    let outcomes =
        editor.draft.with_untracked(|draft| draft.graph.node(&id).map(|node| node.outcomes())).unwrap_or_default();
    let (at, count) = (outcomes.iter().position(|other| *other == outcome).unwrap_or(0), outcomes.len().max(1));
    let Some(next) = outcomes.get((at + if forth { 1 } else { count - 1 }) % count) else { return false };
    open_next(editor, &id, *next);
    true
}

/// Presses what confirms the dialog that is open, from wherever in it the focus is.
fn confirm() -> bool {
    let button = document().query_selector("dialog[open] button[type=submit]").ok().flatten();
    button.and_then(|button| button.dyn_into::<HtmlElement>().ok()).map(|button| button.click()).is_some()
}

/// Goes on to the next part of the page that has anything to give the focus to.
fn go_on(back: bool) -> bool {
    let here = document().active_element();
    let inside = |selector: &str| here.as_ref().is_some_and(|here| matches!(here.closest(selector), Ok(Some(_))));
    let count = PARTS.len();
    // From outside all of them, forwards to the first and backwards to the last.
    let at = PARTS.iter().position(|(part, _)| inside(part));
    let start = at.unwrap_or(if back { 0 } else { count - 1 });
    (1..=count).any(|step| {
        let next = if back { start + count - step } else { start + step } % count;
        PARTS.get(next).is_some_and(|(part, _)| focus_in(part))
    })
}

/// Gives the focus to what has it first in a part of the page. Whether there is anything.
fn focus_in(part: &str) -> bool {
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

/// Where the focus was lost with what had it, it goes to the node that has the tab stop.
fn keep_focus() {
    let lost = document().active_element().is_none_or(|here| here.tag_name() == "BODY");
    if lost && !is_dialog_open() {
        focus_in(STAGE);
    }
}

/// The same for a page that is only coming: once what is to have the focus is there, which may take some frames.
pub fn bring_focus(frames: u8) {
    request_animation_frame(move || {
        let lost = document().active_element().is_none_or(|here| matches!(here.tag_name().as_str(), "BODY" | "MAIN"));
        if frames > 0 && lost && !focus_in(STAGE) {
            bring_focus(frames - 1);
        }
    });
}

/// What an event happened in.
fn closest(event: &web_sys::Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

/// Whether a dialog has the page to itself.
pub fn is_dialog_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Whether the event goes into a box.
pub fn is_typing(event: &web_sys::Event) -> bool {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return false };
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => {
            element.get_attribute("type").is_none_or(|kind| !matches!(kind.as_str(), "checkbox" | "radio" | "button"))
        }
        _ => element.is_content_editable(),
    }
}

/// The dialog with all keys.
#[component]
pub fn KeysDialog(open: RwSignal<bool>) -> impl IntoView {
    let groups = || {
        KEYS.iter()
            .map(|(heading, rows)| {
                let rows = rows.iter().map(|(keys, what)| {
                    view! { <div class="keys__row"><dt><kbd>{*keys}</kbd></dt><dd>{*what}</dd></div> }
                });
                view! {
                    <section class="keys__group">
                        <h3 class="section__title">{*heading}</h3>
                        <dl class="keys__list">{rows.collect_view()}</dl>
                    </section>
                }
            })
            .collect_view()
    };
    let title = Signal::derive(move || "Keyboard shortcuts".to_owned());
    view! {
        <Dialog open on_close=move |()| open.set(false) title width=DialogWidth::Wide plain=true on_submit=move |()| open.set(false)>
            <div class="keys">{groups()}</div>
        </Dialog>
    }
}
