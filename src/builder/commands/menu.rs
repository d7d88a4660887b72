//! The menu of the canvas and of the outline, from the table of commands.

use editor::{
    Command, Editor,
    commands::{ALL, Listed},
};
use journey::graph::Point;
use leptos::prelude::*;

use crate::ui::{MenuEntry, MenuItem};

/// The lines of the menu: what fits the selection, the groups apart by a rule. `here` is the point of the canvas at which the menu
/// is opened.
pub fn entries(editor: Editor, here: Option<Point>) -> Vec<MenuEntry> {
    let fits = |command: &&&Command| command.listed == Listed::Menus && untrack(|| editor.is_fit(command));
    let mut entries = Vec::new();
    let mut group = None;
    for command in ALL.iter().filter(fits) {
        if group.is_some_and(|group| group != command.group) {
            entries.push(MenuEntry::Separator);
        }
        group = Some(command.group);
        entries.push(entry(editor, command, here));
    }
    entries
}

/// The line of one command.
pub fn entry(editor: Editor, command: &'static Command, here: Option<Point>) -> MenuEntry {
    let lock = untrack(|| editor.lock_of(command));
    let item = MenuItem::new(command.label, move || editor.run(command, here)).icon(command.icon).disabled(lock);
    if command.is_danger { item.danger() } else { item }.into()
}
