//! What can be done with what is selected and with the canvas: one table, which the menu, the keys and the buttons share.

use canvas::align::Line;
use editor::{
    Editor, Mode,
    arrange::{align, distribute, select_all, tidy_up},
    clipboard::{duplicate, heal, paste_text},
};
use journey::graph::Point;
use leptos::prelude::*;

use super::export_picture;
use crate::{
    platform,
    ui::{IconName, MenuEntry, MenuItem, keys_shown},
};

/// Something that can be done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Command {
    /// Takes what is selected to the clipboard.
    Copy,
    /// The same, and deletes it.
    Cut,
    /// Adds what is on the clipboard.
    Paste,
    /// Adds copies of what is selected.
    Duplicate,
    /// Deletes what is selected.
    Delete,
    /// Deletes what is selected and leads the ways on.
    Heal,
    /// Brings what is selected into line.
    Align(Line),
    /// Brings what is selected to equal distances, side by side or one above the other.
    Distribute(bool),
    /// Adds a note.
    Note,
    /// Groups what is selected.
    Group,
    /// Takes what is selected out of its groups.
    Ungroup,
    /// Shows the selected group as one box.
    Collapse,
    /// Shows what is in the selected group.
    Expand,
    /// Selects every node.
    All,
    /// Shows what is selected.
    ZoomTo,
    /// Tidies the whole graph up.
    Tidy,
    /// Saves the picture as SVG.
    Svg,
    /// Saves the picture as PNG.
    Png,
    /// Prints the picture.
    Print,
}

/// A line of the menu: what it does, what it is called, its icon, from how many selected nodes on it is there, and whether it
/// changes the draft. Groups are apart by a rule.
type Row = (Command, &'static str, IconName, usize, bool);

const GROUPS: &[&[Row]] = &[
    &[
        (Command::Copy, "Copy", IconName::Copy, 1, false),
        (Command::Cut, "Cut", IconName::Cut, 1, true),
        (Command::Paste, "Paste", IconName::Import, 0, true),
        (Command::Duplicate, "Duplicate", IconName::Layers, 1, true),
        (Command::Heal, "Delete and reconnect", IconName::Link, 1, true),
        (Command::Delete, "Delete", IconName::Trash, 0, true),
    ],
    &[
        (Command::Align(Line::Left), "Align left", IconName::Columns, 2, true),
        (Command::Align(Line::Centre), "Align centre", IconName::Columns, 2, true),
        (Command::Align(Line::Right), "Align right", IconName::Columns, 2, true),
        (Command::Align(Line::Top), "Align top", IconName::Filter, 2, true),
        (Command::Align(Line::Middle), "Align middle", IconName::Filter, 2, true),
        (Command::Align(Line::Bottom), "Align bottom", IconName::Filter, 2, true),
        (Command::Distribute(true), "Distribute across", IconName::More, 3, true),
        (Command::Distribute(false), "Distribute down", IconName::Sortable, 3, true),
    ],
    &[
        (Command::Note, "Add a note", IconName::Note, 0, true),
        (Command::Group, "Group", IconName::Group, 2, true),
        (Command::Ungroup, "Ungroup", IconName::Layers, 1, true),
        (Command::Collapse, "Collapse group", IconName::Fold, 1, false),
        (Command::Expand, "Expand group", IconName::Unfold, 1, false),
    ],
    &[
        (Command::All, "Select all", IconName::Check, 0, false),
        (Command::ZoomTo, "Zoom to selection", IconName::ZoomIn, 1, false),
        (Command::Tidy, "Tidy up", IconName::Tidy, 0, true),
    ],
    &[
        (Command::Svg, "Save picture as SVG", IconName::Export, 0, false),
        (Command::Png, "Save picture as PNG", IconName::Export, 0, false),
        (Command::Print, "Print", IconName::Publish, 0, false),
    ],
];

/// The menu, for what is selected now; `here` is the place of the canvas at which it was asked for, if it was there.
pub fn entries(editor: Editor, name: Signal<String>, here: Option<Point>) -> Vec<MenuEntry> {
    let (nodes, notes, any) = editor
        .selection
        .with_untracked(|selection| (selection.nodes.len(), selection.notes.len(), !selection.is_empty()));
    let locked = untrack(|| editor.locked());
    let mut entries = Vec::new();
    for group in GROUPS {
        let fits = |row: &&Row| {
            let of_notes = matches!(row.0, Command::Copy | Command::Cut | Command::Duplicate | Command::ZoomTo);
            let count = if of_notes { nodes + notes } else { nodes };
            count >= row.3 && (any || row.0 != Command::Delete) && untrack(|| applies(editor, row.0))
        };
        let items: Vec<MenuEntry> = group
            .iter()
            .filter(fits)
            .map(|(command, label, icon, _, changes)| {
                let command = *command;
                let item = MenuItem::new(*label, move || match command {
                    Command::Note => editor.add_note(here),
                    _ if picture_of(editor, command, name) => {}
                    _ => run(editor, command),
                });
                let item = item.icon(*icon).disabled(locked.clone().filter(|_| *changes));
                if matches!(command, Command::Delete | Command::Heal) { item.danger() } else { item }.into()
            })
            .collect();
        if !items.is_empty() && !entries.is_empty() {
            entries.push(MenuEntry::Separator);
        }
        entries.extend(items);
    }
    entries
}

/// Whether a command that is about groups has one to be about.
fn applies(editor: Editor, command: Command) -> bool {
    let folded = || editor.selected_group().map(|(id, group)| (editor.is_folded(&id), group.collapsed));
    match command {
        Command::Group => editor.selected_group().is_none(),
        Command::Ungroup => editor.draft.with(|draft| {
            editor.selection.with(|selection| selection.nodes.iter().any(|id| draft.graph.group_of(id).is_some()))
        }),
        Command::Expand => folded().is_some_and(|(folded, _)| folded),
        // A published version is only looked into: what it shows as a box can be a box again.
        Command::Collapse => {
            folded().is_some_and(|(folded, collapsed)| !folded && (collapsed || editor.mode.get() == Mode::Draft))
        }
        _ => true,
    }
}

/// Does what concerns the picture. Whether the command does.
fn picture_of(editor: Editor, command: Command, name: Signal<String>) -> bool {
    let name = name.get_untracked();
    match command {
        Command::Svg => export_picture::save_svg(editor, &name),
        Command::Png => export_picture::save_png(editor, &name),
        Command::Print => {
            let _ = window().print();
        }
        _ => return false,
    }
    true
}

/// Collapses or expands the selected group.
fn fold(editor: Editor, collapse: bool) {
    if let Some((id, _)) = untrack(|| editor.selected_group()) {
        editor.fold_here(&id, collapse);
    }
}

/// Does what a command says.
pub fn run(editor: Editor, command: Command) {
    match command {
        Command::Copy => by_browser(editor, "copy"),
        Command::Cut => by_browser(editor, "cut"),
        Command::Paste => platform::clipboard::read(move |text| match text {
            Some(text) => paste_text(editor, &text),
            None => editor.tell(keys_shown("The browser does not show the clipboard to a button. Press Ctrl V.")),
        }),
        Command::Duplicate => duplicate(editor),
        Command::Delete => editor.delete_selected(),
        Command::Heal => heal(editor),
        Command::Align(line) => align(editor, line),
        Command::Distribute(across) => distribute(editor, across),
        Command::Note => editor.add_note(None),
        Command::Group => editor.group_selected(),
        Command::Ungroup => editor.ungroup_selected(),
        Command::Collapse => fold(editor, true),
        Command::Expand => fold(editor, false),
        Command::All => select_all(editor),
        Command::ZoomTo => editor.fit_selected(),
        Command::Tidy => tidy_up(editor),
        // These need the journey's name, which only the menu knows.
        Command::Svg | Command::Png | Command::Print => {}
    }
}

/// Has the browser fire the event that its keys would fire.
fn by_browser(editor: Editor, name: &str) {
    if !platform::clipboard::command(name) {
        editor.tell(keys_shown("The browser does not let a button copy. Press Ctrl C."));
    }
}
