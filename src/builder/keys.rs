//! The keys that hold everywhere in the builder, and the table of all keys that **?** shows.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::{
    banner::Commands,
    canvas::select_all,
    clipboard::duplicate,
    editor::{Editor, Selection},
};
use crate::ui::{Dialog, DialogWidth};

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
            ("Delete", "Delete what is selected"),
            ("?", "Show these keys"),
        ],
    ),
    (
        "In the canvas",
        &[
            ("Tab", "Go to the selected node"),
            ("← →", "Go along links, back and forth"),
            ("↑ ↓", "Go to the sibling above or below"),
            ("Home  End", "Go to the first or last node"),
            ("Alt ← ↑ → ↓", "Move what is selected; with Shift by less"),
            ("Enter", "Open the fields"),
            ("N", "Add the next node after this one"),
            ("L", "Start a link, or lead the selected one elsewhere: arrows choose, O the outcome, Enter draws it"),
            ("Escape", "Leave what is under way"),
            ("Shift Delete", "Delete what is selected and lead the ways on"),
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
            ("Right click", "Open the menu"),
            ("Shift Click", "Add to the selection"),
            ("Wheel", "Move the view; with Ctrl zoom"),
            ("Double click", "Add a node there"),
        ],
    ),
];

/// Listens while the builder is open.
pub fn listen(editor: Editor, commands: Commands) {
    let listener = window_event_listener(ev::keydown, move |event| down(editor, commands, &event));
    on_cleanup(move || listener.remove());
}

fn down(editor: Editor, commands: Commands, event: &KeyboardEvent) {
    let command = event.ctrl_key() || event.meta_key();
    let key = event.key().to_lowercase();
    if is_dialog_open() || event.default_prevented() {
        return;
    }
    let typing = is_typing(event);
    let handled = match key.as_str() {
        "s" if command => {
            commands.save.run(());
            true
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
        "d" if command => {
            duplicate(editor);
            true
        }
        "delete" | "backspace" if !editor.selection.with_untracked(Selection::is_empty) => {
            editor.delete_selected();
            true
        }
        "?" => {
            commands.help.set(true);
            true
        }
        _ => false,
    };
    if handled {
        event.prevent_default();
    }
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
