//! *Keyboard shortcuts*: the keys of the builder, as a list to read.

use leptos::prelude::*;
use signals::SharedSignal;

use crate::ui::{Dialog, DialogWidth, keys_shown};

/// The keys, what they do, and where they hold; written as on a PC.
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
            ("Ctrl Enter", "Confirm the dialog that is open"),
            ("Escape", "Go back from the fields and the palette to the node"),
            ("F6", "Go on to the next part of the page; with Shift back"),
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
            ("Delete", "Delete what is selected"),
            ("Shift Delete", "Delete what is selected and lead the ways on"),
            ("S  P", "Setup, Publish"),
            ("T", "Tidy up"),
            ("+  −  0", "Zoom in, zoom out, fit view"),
            ("1  2", "Full size, zoom to what is selected"),
            ("Shift F10", "Open the menu: align, distribute, picture and more"),
            ("?", "Show these keys"),
        ],
    ),
    (
        "With the pointer",
        &[
            ("Drag", "Move the view, or the node under the pointer"),
            ("Space Drag", "Move the view, whatever is under the pointer"),
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

/// The dialog with all keys.
#[component]
pub fn KeysDialog(open: SharedSignal<bool>) -> impl IntoView {
    let groups = || {
        KEYS.iter()
            .map(|(heading, rows)| {
                let rows = rows.iter().map(|(keys, what)| {
                    view! { <div class="keys__row"><dt><kbd>{keys_shown(keys)}</kbd></dt><dd>{keys_shown(what)}</dd></div> }
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
