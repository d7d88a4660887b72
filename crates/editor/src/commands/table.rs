//! The table of commands. To add a command, add a row.

use canvas::{align::Line, view::ZOOM_STEP};
use icons::IconName;
use journey::{graph::LinkTime, kind::Outcome};
use keymap::{
    chord::{Key, Mods},
    focus::Focus,
    shortcut::Shortcut,
};
use reactive_graph::prelude::*;

use super::row::{Command, CommandGroup, asks, does, row, tries};
use crate::{
    arrange::{align, distribute, select_all},
    clipboard::{delete_and_reconnect, duplicate},
    context::Context,
    host::Request,
    keys,
    links::{add_next_node, finish_at_target, leave_link, only_link, set_time, start_link, turn_outcome, turn_target},
    selection::Selection,
    state::{Editor, Mode},
};

/// Everywhere.
const ANYWHERE: &[Focus] = &[
    Focus::Canvas,
    Focus::Outline,
    Focus::Linking,
    Focus::Page,
    Focus::Control,
    Focus::Text,
    Focus::Overlay,
    Focus::Dialog,
];
/// Everywhere but in a dialog.
const NO_DIALOG: &[Focus] =
    &[Focus::Canvas, Focus::Outline, Focus::Linking, Focus::Page, Focus::Control, Focus::Text, Focus::Overlay];
/// Nothing lies over the page.
const PAGE: &[Focus] = &[Focus::Canvas, Focus::Outline, Focus::Linking, Focus::Page, Focus::Control, Focus::Text];
/// Nothing lies over the page, and no text is typed.
const OUTSIDE_TEXT: &[Focus] = &[Focus::Canvas, Focus::Outline, Focus::Linking, Focus::Page, Focus::Control];
/// A part of the page that leads back to the canvas.
const BESIDE: &[Focus] = &[Focus::Control, Focus::Text];
/// A key that is pressed on a control is never meant for the graph: here a selection may be deleted.
const GRAPH: &[Focus] = &[Focus::Canvas, Focus::Outline, Focus::Linking, Focus::Page];
/// Keys without a modifier act here (WCAG 2.1.4).
const STAGE: &[Focus] = &[Focus::Canvas, Focus::Outline, Focus::Linking];
/// The canvas or the outline while no link is drawn.
const AT_REST: &[Focus] = &[Focus::Canvas, Focus::Outline];
/// The canvas alone: the outline has arrows of its own.
const CANVAS: &[Focus] = &[Focus::Canvas];
/// A link that keys draw waits for its end.
const LINKING: &[Focus] = &[Focus::Linking];

const ARROWS: [Key; 4] = [Key::Left, Key::Right, Key::Up, Key::Down];

/// The arrows, with and without Shift.
const PLAIN_ARROWS: &[Shortcut] = &[
    Shortcut::plain(ARROWS[0]),
    Shortcut::plain(ARROWS[1]),
    Shortcut::plain(ARROWS[2]),
    Shortcut::plain(ARROWS[3]),
    Shortcut::with(Mods::SHIFT, ARROWS[0]),
    Shortcut::with(Mods::SHIFT, ARROWS[1]),
    Shortcut::with(Mods::SHIFT, ARROWS[2]),
    Shortcut::with(Mods::SHIFT, ARROWS[3]),
];

const fn arrows(mods: Mods) -> [Shortcut; 4] {
    [
        Shortcut::with(mods, ARROWS[0]),
        Shortcut::with(mods, ARROWS[1]),
        Shortcut::with(mods, ARROWS[2]),
        Shortcut::with(mods, ARROWS[3]),
    ]
}

/// Needs so many selected nodes.
fn nodes(context: &Context<'_>, least: usize, reason: &str) -> Result<(), String> {
    let count = context.editor.selection.with(|selection| selection.nodes.len());
    if count >= least { Ok(()) } else { Err(reason.to_owned()) }
}

fn one_node(context: &Context<'_>) -> Result<(), String> {
    nodes(context, 1, "Select a node first.")
}

fn two_nodes(context: &Context<'_>) -> Result<(), String> {
    nodes(context, 2, "Select 2 nodes or more.")
}

fn three_nodes(context: &Context<'_>) -> Result<(), String> {
    nodes(context, 3, "Select 3 nodes or more.")
}

/// Needs a selected node or note.
fn node_or_note(context: &Context<'_>) -> Result<(), String> {
    let any = context.editor.selection.with(|selection| selection.nodes.len() + selection.notes.len() > 0);
    if any { Ok(()) } else { Err("Select a node or a note first.".to_owned()) }
}

fn selection(context: &Context<'_>) -> Result<(), String> {
    let none = context.editor.selection.with(Selection::is_empty);
    if none { Err("Select something first.".to_owned()) } else { Ok(()) }
}

/// Needs one selected node, or a journey without nodes.
fn next_place(context: &Context<'_>) -> Result<(), String> {
    let editor = context.editor;
    let empty = editor.draft.with(|draft| draft.graph.nodes().len() == 0);
    if empty || editor.only_node().is_some() { Ok(()) } else { Err("Select one node first.".to_owned()) }
}

/// Needs one selected node or link.
fn link_start(context: &Context<'_>) -> Result<(), String> {
    let editor = context.editor;
    let any = editor.only_node().is_some() || only_link(editor).is_some();
    if any { Ok(()) } else { Err("Select one node or one link first.".to_owned()) }
}

/// Needs a link that has the focus or is selected, or one selected node.
fn link_or_node(context: &Context<'_>) -> Result<(), String> {
    if context.focused.link.is_some() { Ok(()) } else { link_start(context) }
}

/// Needs a link that is being drawn, from a node with several outcomes.
fn several_outcomes(context: &Context<'_>) -> Result<(), String> {
    let outcomes = |editor: Editor| -> Vec<Outcome> {
        let from = editor.link_draft.get().map(|drawing| drawing.from);
        from.and_then(|id| editor.draft.with(|draft| draft.graph.node(&id).map(|node| node.outcomes())))
            .unwrap_or_default()
    };
    if outcomes(context.editor).len() > 1 { Ok(()) } else { Err("This node has no other outcome.".to_owned()) }
}

/// Needs two selected nodes that are no group yet.
fn no_group_yet(context: &Context<'_>) -> Result<(), String> {
    two_nodes(context)?;
    let is_group = context.editor.selected_group().is_some();
    if is_group { Err("This is a group already.".to_owned()) } else { Ok(()) }
}

/// Needs a selected node that is in a group.
fn in_group(context: &Context<'_>) -> Result<(), String> {
    let editor = context.editor;
    let any = editor.draft.with(|draft| {
        editor.selection.with(|selection| selection.nodes.iter().any(|id| draft.graph.group_of(id).is_some()))
    });
    if any { Ok(()) } else { Err("Select a node of a group first.".to_owned()) }
}

/// Needs a selected group that is shown open. A published version is only looked into: a box of it can be a box again.
fn open_group(context: &Context<'_>) -> Result<(), String> {
    let editor = context.editor;
    let fits = editor
        .selected_group()
        .is_some_and(|(id, group)| !editor.is_collapsed(&id) && (group.collapsed || editor.mode.get() == Mode::Draft));
    if fits { Ok(()) } else { Err("Select a group that is shown open first.".to_owned()) }
}

/// Needs a selected group that is shown as one box.
fn collapsed_group(context: &Context<'_>) -> Result<(), String> {
    let editor = context.editor;
    let fits = editor.selected_group().is_some_and(|(id, _)| editor.is_collapsed(&id));
    if fits { Ok(()) } else { Err("Select a collapsed group first.".to_owned()) }
}

fn undoable(context: &Context<'_>) -> Result<(), String> {
    context.editor.undoable().map(drop).ok_or_else(|| "There is nothing to undo.".to_owned())
}

fn redoable(context: &Context<'_>) -> Result<(), String> {
    context.editor.redoable().map(drop).ok_or_else(|| "There is nothing to redo.".to_owned())
}

/// Collapses or expands the selected group.
fn collapse(context: &Context<'_>, collapse: bool) {
    if let Some((id, _)) = context.editor.selected_group() {
        context.editor.toggle_collapsed(&id, collapse);
    }
}

macro_rules! commands {
    ($($name:ident = $row:expr;)*) => {
        $(
            #[doc = concat!("The command `", stringify!($name), "`.")]
            pub static $name: Command = $row;
        )*

        /// Every command, in the order of the menus and the help.
        pub static ALL: &[&Command] = &[$(&$name,)*];
    };
}

commands! {
    SEARCH = row("search", "Command menu", IconName::Search, CommandGroup::Journey, asks(Request::Commands))
        .keys(&[Shortcut::command('k')], PAGE).kept(ANYWHERE).keys_only()
        .about("Open the command menu: everything that can be done here, by name");
    SAVE = row("save", "Save Draft", IconName::Save, CommandGroup::Journey, asks(Request::Save))
        .keys(&[Shortcut::command('s')], NO_DIALOG);
    SAVE_IN_DIALOG = row("save-in-dialog", "Save from a dialog", IconName::Save, CommandGroup::Journey, asks(Request::SaveFromDialog))
        .keys(&[Shortcut::command('s')], &[Focus::Dialog]).keys_only();
    PUBLISH = row("publish", "Publish", IconName::Publish, CommandGroup::Journey, asks(Request::Publish))
        .keys(&[Shortcut::letter('p')], STAGE);
    SETUP = row("setup", "Setup", IconName::Settings, CommandGroup::Journey, asks(Request::Setup))
        .keys(&[Shortcut::letter('s')], STAGE);
    CHECKS = row("checks", "Checks", IconName::Check, CommandGroup::Journey, asks(Request::Checks));
    REHEARSE = row("rehearse", "Rehearse", IconName::Play, CommandGroup::Journey, asks(Request::Rehearse));
    VERSIONS = row("versions", "Versions", IconName::Layers, CommandGroup::Journey, asks(Request::Versions));
    RESTORE_POINTS =
        row("restore-points", "Restore points", IconName::Clock, CommandGroup::Journey, asks(Request::RestorePoints));
    SHARE = row("share", "Share link", IconName::Link, CommandGroup::Journey, asks(Request::Share));
    HELP = row("help", "Keyboard shortcuts", IconName::Keyboard, CommandGroup::Journey, asks(Request::Help))
        .keys(&[Shortcut::letter('?')], STAGE);
    LEAVE = row("leave", "Go to Journeys", IconName::ChevronLeft, CommandGroup::Journey, asks(Request::Leave));

    UNDO = row("undo", "Undo", IconName::Undo, CommandGroup::Edit, does(|context| context.editor.undo()))
        .keys(&[Shortcut::command('z')], OUTSIDE_TEXT).repeats().needs(undoable);
    REDO = row("redo", "Redo", IconName::Redo, CommandGroup::Edit, does(|context| context.editor.redo()))
        .keys(&[Shortcut::with(Mods::COMMAND_SHIFT, Key::Char('z')), Shortcut::command('y')], OUTSIDE_TEXT)
        .repeats().needs(redoable);
    // The browser hands the clipboard over with the events of its own keys: those three are not matched here.
    COPY = row("copy", "Copy", IconName::Copy, CommandGroup::Edit, asks(Request::Copy))
        .in_menus().keys(&[Shortcut::command('c')], &[]).needs(node_or_note)
        .about("Copy nodes, also to another journey or tab");
    CUT = row("cut", "Cut", IconName::Cut, CommandGroup::Edit, asks(Request::Cut))
        .in_menus().keys(&[Shortcut::command('x')], &[]).changes().needs(node_or_note);
    PASTE = row("paste", "Paste", IconName::Import, CommandGroup::Edit, asks(Request::Paste))
        .in_menus().keys(&[Shortcut::command('v')], &[]).changes();
    DUPLICATE = row("duplicate", "Duplicate", IconName::Layers, CommandGroup::Edit, does(|context| duplicate(context.editor)))
        .in_menus().keys(&[Shortcut::command('d')], OUTSIDE_TEXT).kept(ANYWHERE).changes().needs(node_or_note);
    // To a browser it is a key of the clipboard, which cuts.
    RECONNECT = row("reconnect", "Delete and reconnect", IconName::Link, CommandGroup::Edit, does(|context| delete_and_reconnect(context.editor)))
        .in_menus().keys(&[Shortcut::with(Mods::SHIFT, Key::Delete)], GRAPH).kept(&[Focus::Control]).changes().danger()
        .needs(one_node).about("Delete nodes and connect what was before them to what was behind them");
    DELETE = row("delete", "Delete", IconName::Trash, CommandGroup::Edit, does(|context| keys::delete(context.editor)))
        .in_menus().keys(&[Shortcut::plain(Key::Delete)], GRAPH).changes().danger().needs(selection);
    SELECT_ALL = row("select-all", "Select all", IconName::Check, CommandGroup::Edit, does(|context| select_all(context.editor)))
        .in_menus().keys(&[Shortcut::command('a')], OUTSIDE_TEXT);

    NEXT = row("next", "Add the next node", IconName::Plus, CommandGroup::Build, tries(|context| add_next_node(context.editor)))
        .keys(&[Shortcut::letter('n')], STAGE).changes().takes_focused().needs(next_place)
        .about("Add the next node: letters or arrows choose it, ← → its outcome");
    LINK = row("link", "Link to a node", IconName::Link, CommandGroup::Build, tries(|context| start_link(context.editor)))
        .keys(&[Shortcut::letter('l')], STAGE).changes().takes_focused().needs(link_start)
        .about("Start a link, or move the end of the selected one: arrows choose the node");
    DRAW = row("draw", "Draw the link", IconName::Check, CommandGroup::Build, tries(|context| finish_at_target(context.editor)))
        .keys(&[Shortcut::plain(Key::Enter)], LINKING).keys_only().about("Draw the link that was started");
    TARGET = row("choose-target", "Choose the node of the link", IconName::Link, CommandGroup::Build, tries(|context| {
            keys::direction(context).is_some_and(|direction| turn_target(context.editor, direction))
        }))
        .keys(PLAIN_ARROWS, LINKING).repeats().keys_only().about("Choose the node that the link leads to");
    OUTCOME = row("outcome", "Other outcome", IconName::Branch, CommandGroup::Build, tries(|context| turn_outcome(context.editor)))
        .keys(&[Shortcut::letter('o')], LINKING).keys_only().needs(several_outcomes)
        .about("Choose the outcome that the link leaves by");
    CANCEL_LINK = row("cancel-link", "Cancel", IconName::Close, CommandGroup::Build, does(|context| leave_link(context.editor)))
        .keys(&[Shortcut::plain(Key::Escape)], LINKING).keys_only().about("Draw no link");
    DELAY = row("delay", "Set the delay", IconName::Clock, CommandGroup::Build, tries(|context| {
            set_time(context.editor, context.focused.link.clone(), LinkTime::Delay)
        }))
        .keys(&[Shortcut::letter('d')], STAGE).changes().takes_focused().needs(link_or_node)
        .about("Set the delay of the link, where it is drawn");
    WINDOW = row("window", "Set the window", IconName::Calendar, CommandGroup::Build, tries(|context| {
            set_time(context.editor, context.focused.link.clone(), LinkTime::Window)
        }))
        .keys(&[Shortcut::letter('w')], STAGE).changes().takes_focused().needs(link_or_node)
        .about("Set the window of the link, where it is drawn");
    OPEN = row("open", "Open the fields", IconName::Edit, CommandGroup::Build, tries(|context| keys::open(context.editor)))
        .keys(&[Shortcut::plain(Key::Enter)], AT_REST).keys_only()
        .about("Open the fields; write on a note; expand or collapse a group");

    ALIGN_LEFT = row("align-left", "Align left", IconName::Columns, CommandGroup::Arrange, does(|context| align(context.editor, Line::Left)))
        .in_menus().changes().needs(two_nodes);
    ALIGN_CENTRE = row("align-centre", "Align centre", IconName::Columns, CommandGroup::Arrange, does(|context| align(context.editor, Line::Centre)))
        .in_menus().changes().needs(two_nodes);
    ALIGN_RIGHT = row("align-right", "Align right", IconName::Columns, CommandGroup::Arrange, does(|context| align(context.editor, Line::Right)))
        .in_menus().changes().needs(two_nodes);
    ALIGN_TOP = row("align-top", "Align top", IconName::Filter, CommandGroup::Arrange, does(|context| align(context.editor, Line::Top)))
        .in_menus().changes().needs(two_nodes);
    ALIGN_MIDDLE = row("align-middle", "Align middle", IconName::Filter, CommandGroup::Arrange, does(|context| align(context.editor, Line::Middle)))
        .in_menus().changes().needs(two_nodes);
    ALIGN_BOTTOM = row("align-bottom", "Align bottom", IconName::Filter, CommandGroup::Arrange, does(|context| align(context.editor, Line::Bottom)))
        .in_menus().changes().needs(two_nodes);
    DISTRIBUTE_ACROSS = row("distribute-across", "Distribute across", IconName::More, CommandGroup::Arrange, does(|context| distribute(context.editor, true)))
        .in_menus().changes().needs(three_nodes);
    DISTRIBUTE_DOWN = row("distribute-down", "Distribute down", IconName::Sortable, CommandGroup::Arrange, does(|context| distribute(context.editor, false)))
        .in_menus().changes().needs(three_nodes);
    NUDGE = row("nudge", "Move the selection", IconName::More, CommandGroup::Arrange, tries(|context| keys::nudge(context, keys::NUDGE)))
        .keys(&arrows(Mods::ALT), CANVAS).repeats().changes().keys_only();
    NUDGE_FINE = row("nudge-fine", "Move the selection a little", IconName::More, CommandGroup::Arrange, tries(|context| keys::nudge(context, keys::NUDGE_FINE)))
        .keys(&arrows(Mods::ALT_SHIFT), CANVAS).repeats().changes().keys_only();
    TIDY = row("tidy", "Tidy up", IconName::Tidy, CommandGroup::Arrange, asks(Request::Tidy))
        .in_menus().keys(&[Shortcut::letter('t')], STAGE).changes();

    NOTE = row("note", "Add a note", IconName::Note, CommandGroup::Notes, does(|context| context.editor.add_note(context.at)))
        .in_menus().keys(&[Shortcut::with(Mods::SHIFT, Key::Char('n'))], STAGE).changes();
    GROUP = row("group", "Group", IconName::Group, CommandGroup::Notes, does(|context| context.editor.group_selected()))
        .in_menus().keys(&[Shortcut::command('g')], OUTSIDE_TEXT).kept(ANYWHERE).changes().needs(no_group_yet)
        .about("Group the selected nodes");
    UNGROUP = row("ungroup", "Ungroup", IconName::Layers, CommandGroup::Notes, does(|context| context.editor.ungroup_selected()))
        .in_menus().keys(&[Shortcut::with(Mods::COMMAND_SHIFT, Key::Char('g'))], OUTSIDE_TEXT).kept(ANYWHERE).changes()
        .needs(in_group).about("Take the selected nodes out of their groups");
    COLLAPSE = row("collapse", "Collapse group", IconName::Fold, CommandGroup::Notes, does(|context| collapse(context, true)))
        .in_menus().needs(open_group);
    EXPAND = row("expand", "Expand group", IconName::Unfold, CommandGroup::Notes, does(|context| collapse(context, false)))
        .in_menus().needs(collapsed_group);
    WRITE = row("write", "Write on the note, name the group", IconName::Edit, CommandGroup::Notes, tries(|context| keys::write(context.editor)))
        .keys(&[Shortcut::plain(Key::F(2))], STAGE).keys_only();

    ZOOM_OUT = row("zoom-out", "Zoom out", IconName::ZoomOut, CommandGroup::View, does(|context| context.editor.zoom(1.0 / ZOOM_STEP)))
        .keys(&[Shortcut::letter('-')], STAGE).repeats();
    ZOOM_IN = row("zoom-in", "Zoom in", IconName::ZoomIn, CommandGroup::View, does(|context| context.editor.zoom(ZOOM_STEP)))
        .keys(&[Shortcut::letter('+'), Shortcut::letter('=')], STAGE).repeats();
    FIT = row("fit", "Fit view", IconName::Fit, CommandGroup::View, does(|context| context.editor.fit()))
        .keys(&[Shortcut::letter('0')], STAGE);
    FULL_SIZE = row("full-size", "Full size", IconName::Search, CommandGroup::View, does(|context| context.editor.zoom(1.0 / context.editor.view.with_untracked(|view| view.zoom))))
        .keys(&[Shortcut::letter('1')], STAGE);
    ZOOM_TO = row("zoom-to", "Zoom to selection", IconName::ZoomIn, CommandGroup::View, does(|context| context.editor.fit_selected()))
        .in_menus().keys(&[Shortcut::letter('2')], STAGE).needs(node_or_note);
    CANVAS_VIEW = row("canvas", "Show the canvas", IconName::Map, CommandGroup::View, asks(Request::Canvas));
    OUTLINE_VIEW = row("outline", "Show the outline", IconName::Outline, CommandGroup::View, asks(Request::Outline));

    SVG = row("svg", "Save picture as SVG", IconName::Export, CommandGroup::Picture, asks(Request::Svg)).in_menus();
    PNG = row("png", "Save picture as PNG", IconName::Export, CommandGroup::Picture, asks(Request::Png)).in_menus();
    PRINT = row("print", "Print", IconName::Publish, CommandGroup::Picture, asks(Request::Print)).in_menus();

    WALK = row("walk", "Go along the links", IconName::More, CommandGroup::Go, tries(keys::walk))
        .keys(PLAIN_ARROWS, CANVAS).repeats().keys_only()
        .about("Go along the links, or to the sibling above or below");
    FIRST = row("first", "Go to the first node", IconName::More, CommandGroup::Go, tries(|context| keys::end_of_order(context.editor, false)))
        .keys(&[Shortcut::plain(Key::Home)], CANVAS).keys_only();
    LAST = row("last", "Go to the last node", IconName::More, CommandGroup::Go, tries(|context| keys::end_of_order(context.editor, true)))
        .keys(&[Shortcut::plain(Key::End)], CANVAS).keys_only();
    FOLLOWING = row("following", "Go to what follows in reading order", IconName::More, CommandGroup::Go, tries(|context| keys::along(context.editor, true)))
        .keys(&[Shortcut::plain(Key::PageDown)], STAGE).repeats().keys_only()
        .about("Go to what follows in reading order: nodes, notes and groups");
    PRECEDING = row("preceding", "Go to what comes before in reading order", IconName::More, CommandGroup::Go, tries(|context| keys::along(context.editor, false)))
        .keys(&[Shortcut::plain(Key::PageUp)], STAGE).repeats().keys_only();
    SELECT_ONE = row("select-one", "Select only the node that has the focus", IconName::More, CommandGroup::Go, tries(|context| keys::select_one(context.editor)))
        .keys(&[Shortcut::plain(Key::Escape)], AT_REST).keys_only();
    BACK = row("back", "Go back to the node", IconName::More, CommandGroup::Go, asks(Request::Back))
        .keys(&[Shortcut::plain(Key::Escape)], BESIDE).keys_only().about("Go back from the fields and the palette to the node");
    NEXT_PART = row("next-part", "Go to the next part of the page", IconName::More, CommandGroup::Go, asks(Request::NextPart))
        .keys(&[Shortcut::plain(Key::F(6))], PAGE).repeats().keys_only();
    PREVIOUS_PART = row("previous-part", "Go to the part of the page before", IconName::More, CommandGroup::Go, asks(Request::PreviousPart))
        .keys(&[Shortcut::with(Mods::SHIFT, Key::F(6))], PAGE).repeats().keys_only();
    CONFIRM = row("confirm", "Confirm the dialog", IconName::Check, CommandGroup::Go, asks(Request::Confirm))
        .keys(&[Shortcut::with(Mods::COMMAND, Key::Enter)], &[Focus::Dialog]).keys_only();
}
