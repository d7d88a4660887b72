//! *Keyboard shortcuts*: the keys of the builder, as a list to read, from the table of commands.

use editor::{
    Command, Editor,
    commands::{ALL, CommandGroup},
};
use leptos::prelude::*;
use signals::SharedSignal;

use crate::{
    route::Route,
    ui::{Dialog, DialogWidth, keys_shown},
};

/// The effects of the pointer; written as on a PC.
const POINTER: &[(&str, &str)] = &[
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
];

/// The keys of a command in one line: arrows together, other alternatives apart. Shift with an arrow does what the arrow does.
fn keys(command: &Command) -> String {
    let texts: Vec<String> = command.keys.iter().map(|shortcut| shortcut.text()).collect();
    let arrows = texts.iter().filter(|text| text.ends_with(['←', '→', '↑', '↓'])).count();
    if arrows == 0 {
        return texts.join(", ");
    }
    let held = texts.first().map(|text| text.trim_end_matches(['←', '→', '↑', '↓'])).unwrap_or_default();
    format!("{held}← → ↑ ↓")
}

/// The dialog with all keys.
#[component]
pub fn KeysDialog(editor: Editor, open: SharedSignal<bool>) -> impl IntoView {
    let row = |keys: &str, what: &str| {
        view! { <div class="keys__row"><dt><kbd>{keys_shown(keys)}</kbd></dt><dd>{keys_shown(what)}</dd></div> }
    };
    let section = |heading: &'static str, rows: AnyView| {
        view! {
            <section class="keys__group">
                <h3 class="section__title">{heading}</h3>
                <dl class="keys__list">{rows}</dl>
            </section>
        }
    };
    let groups = move || {
        let of = |group: CommandGroup| ALL.iter().filter(move |row| row.group == group && !row.keys.is_empty());
        let groups = CommandGroup::ALL.into_iter().filter(|group| of(*group).next().is_some()).map(|group| {
            let rows = of(group).map(|command| {
                let what = if command.about.is_empty() { command.label } else { command.about };
                row(&keys(command), what)
            });
            section(group.name(), rows.collect_view().into_any())
        });
        let pointer = POINTER.iter().map(|(keys, what)| row(keys, what)).collect_view().into_any();
        view! { {groups.collect_view()}{section("With the pointer", pointer)} }
    };
    // Keys of one character act only on the canvas and in the outline, and can be turned off.
    let singles = if editor.has_single_keys() {
        "Single letters and signs act while the canvas or the outline has the focus. You can turn them off in the "
    } else {
        "Single letters and signs are turned off. You can turn them on in the "
    };
    let title = Signal::derive(move || "Keyboard shortcuts".to_owned());
    view! {
        <Dialog open on_close=move |()| open.set(false) title width=DialogWidth::Wide plain=true on_submit=move |()| open.set(false)>
            <p class="keys__about">{singles}<a href=Route::Settings.href()>"settings"</a>"."</p>
            <div class="keys">{groups()}</div>
        </Dialog>
    }
}
