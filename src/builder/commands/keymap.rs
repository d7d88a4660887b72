//! The keys that hold everywhere in the builder. Which chord does what where is in the crate `keymap`; here it is done.

use std::cell::RefCell;

use editor::{
    Editor, Mode, Selection,
    arrange::select_all,
    clipboard::{duplicate, heal},
    links::{next_step, open_next},
};
use journey::text::NodeId;
use keymap::{
    chord::{Chord, Key, Mods},
    command::{Answer, Command, Focus, answer},
};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::{
    builder::{
        dom::regions::{STAGE, bring_focus, closest, focus_in, focus_of, go_on, keep_focus},
        panels::Commands,
    },
    ui::{chord, list_key},
};

/// The list of kinds that N offers, and what can be chosen in it.
const CHOICE: (&str, &str) = (".add-step", "[role=menuitem]:not(:disabled)");

/// From where Escape leads back to the node.
const ASIDE: &str = ".inspector, .palette, .checks-panel, .banner";

/// What closes by Escape itself while it is open.
const CLOSES: &str = "[aria-expanded=true][role=combobox]";

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
    let Some(chord) = chord(event) else { return };
    if event.default_prevented() {
        return;
    }
    let focus = focus_of(event);
    let done = match answer(chord, focus) {
        Answer::Run(command) => run(editor, commands, command, focus, event),
        Answer::Swallow => true,
        Answer::Pass => chord.mods == Mods::NONE && choose(editor, chord, event),
    };
    if done {
        event.prevent_default();
        request_animation_frame(keep_focus);
    }
}

/// Does what a key stands for. Whether there was anything to do.
fn run(editor: Editor, commands: Commands, command: Command, focus: Focus, event: &KeyboardEvent) -> bool {
    match command {
        Command::Save if focus == Focus::Dialog => commands.save_from_dialog.run(()),
        Command::Save => commands.save.run(()),
        Command::Confirm => return confirm(),
        Command::Part(on) => return go_on(!on),
        Command::Back => {
            return closest(event, ASIDE).is_some() && closest(event, CLOSES).is_none() && focus_in(STAGE);
        }
        Command::Undo => editor.undo(),
        Command::Redo => editor.redo(),
        Command::SelectAll => select_all(editor),
        Command::Duplicate => duplicate(editor),
        Command::Group => editor.group_selected(),
        Command::Ungroup => editor.ungroup_selected(),
        Command::Delete | Command::Reconnect if editor.selection.with_untracked(Selection::is_empty) => return false,
        Command::Delete => editor.delete_selected(),
        Command::Reconnect => heal(editor),
        Command::Help => commands.help.set(true),
        Command::Note => editor.add_note(None),
        Command::Next => return next_step(editor),
        Command::Setup => commands.setup.set(true),
        Command::Publish if editor.mode.get_untracked() == Mode::Draft => {
            LEFT.set(untrack(|| editor.only_node()));
            commands.publish.run(());
        }
        Command::Publish => editor.say("It is published. Make a new version to change and publish it again."),
    }
    true
}

/// In the list of kinds letters go to a kind; the arrows to the sides turn the outcome that it will stand behind.
fn choose(editor: Editor, chord: Chord, event: &KeyboardEvent) -> bool {
    let Some(list) = closest(event, CHOICE.0) else { return false };
    let forth = match chord.key {
        Key::Right => true,
        Key::Left => false,
        _ => {
            list_key(&list, CHOICE.1, event);
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

/// Presses what confirms the dialog that has the focus, from wherever in it that is. Whether there is one.
pub fn confirm() -> bool {
    let dialog = document().active_element().and_then(|here| here.closest("dialog[open]").ok().flatten());
    let button = dialog.and_then(|dialog| dialog.query_selector("button[type=submit]").ok().flatten());
    button.and_then(|button| button.dyn_into::<HtmlElement>().ok()).map(|button| button.click()).is_some()
}
