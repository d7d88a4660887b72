//! What can be done with what is selected and with the canvas: one table, which the menu, the keys and the buttons share.

use canvas::{
    align::{Line, aligned, distributed},
    tidy::tidy,
};
use journey::{edit::Edit, graph::Point, text::NodeId};
use leptos::prelude::*;

use super::{
    clipboard::{count, duplicate, heal, paste_text},
    export_picture,
};
use crate::{
    builder::{
        dom::focus::focus_node,
        model::{
            editor::{Editor, Mode},
            selection::Selection,
        },
    },
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

/// Why the draft cannot be changed, if so.
pub fn locked(editor: Editor) -> Option<String> {
    (editor.mode.get() != Mode::Draft).then(|| "It is published. Make a new version to change it.".to_owned())
}

/// The menu, for what is selected now; `here` is the place of the canvas at which it was asked for, if it was there.
pub fn entries(editor: Editor, name: Signal<String>, here: Option<Point>) -> Vec<MenuEntry> {
    let (nodes, notes, any) = editor
        .selection
        .with_untracked(|selection| (selection.nodes.len(), selection.notes.len(), !selection.is_empty()));
    let locked = untrack(|| locked(editor));
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
                    _ => drop(run(editor, command)),
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

/// Collapses or expands the selected group; the focus stays with it.
fn fold(editor: Editor, collapse: bool) {
    if let Some((id, _)) = untrack(|| editor.selected_group()) {
        editor.fold(&id, collapse);
        editor.active.set(Some(id.clone()));
        focus_node(&id);
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

/// Does what a command says. Always true: a key that asks for it is taken.
pub fn run(editor: Editor, command: Command) -> bool {
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
        Command::Align(line) => rearrange(editor, 2, &|cards| aligned(cards, line)),
        Command::Distribute(across) => rearrange(editor, 3, &|cards| distributed(cards, across)),
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
    true
}

/// Selects every node.
pub fn select_all(editor: Editor) {
    let all: Vec<NodeId> =
        editor.draft.with_untracked(|draft| draft.graph.nodes().map(|node| node.id.clone()).collect());
    let notes: Vec<NodeId> =
        editor.draft.with_untracked(|draft| draft.graph.notes().iter().map(|(id, _)| id.clone()).collect());
    editor.say(if notes.is_empty() {
        format!("{} nodes selected.", all.len())
    } else {
        format!("{} selected.", count(all.len(), notes.len()))
    });
    editor.selection.set(Selection { nodes: all, notes, links: Vec::new() });
}

/// Has the browser fire the event that its keys would fire.
fn by_browser(editor: Editor, name: &str) {
    if !platform::clipboard::command(name) {
        editor.tell(keys_shown("The browser does not let a button copy. Press Ctrl C."));
    }
}

/// A node and where it stands.
type Card = (NodeId, Point);

/// Moves the selected nodes to where `places` wants them.
fn rearrange(editor: Editor, least: usize, places: &dyn Fn(&[Card]) -> Vec<Card>) {
    let cards: Vec<Card> = editor.draft.with_untracked(|draft| {
        let place = |id: &NodeId| draft.graph.node(id).map(|node| (id.clone(), node.at));
        editor.selection.with_untracked(|selection| selection.nodes.iter().filter_map(place).collect())
    });
    if cards.len() < least {
        editor.say(format!("Select {least} nodes or more."));
        return;
    }
    editor.apply(&Edit::Move(places(&cards)));
    editor.end_run();
}

fn tidy_up(editor: Editor) {
    let moves = editor.draft.with_untracked(|draft| tidy(&draft.graph));
    let count = moves.len();
    if count == 0 {
        editor.say("Everything is tidy.");
        return;
    }
    editor.end_run();
    if editor.apply(&Edit::Move(moves)) {
        editor.say(if count == 1 {
            "Tidied up: 1 node moved.".to_owned()
        } else {
            format!("Tidied up: {count} nodes moved.")
        });
    }
    editor.end_run();
}
