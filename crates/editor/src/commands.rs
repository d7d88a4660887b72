//! The commands of the builder: one table, which the keys, the menus, the buttons, the command menu, the help and the tests use
//! (house.md, idea 3; spec: interface.md, Builder).

mod row;
pub mod table;

use journey::graph::Point;
use keymap::{
    chord::{Chord, Mods},
    focus::Focus,
};
use reactive_graph::prelude::*;

pub use row::{Command, CommandGroup, Listed};
pub use table::ALL;

use crate::{
    context::{Context, Focused, NOTHING},
    keys,
    selection::Selection,
    state::Editor,
};

/// The answer to a key.
#[derive(Clone, Copy)]
enum Answer {
    /// The command runs.
    Run(&'static Command),
    /// Nothing happens, and the browser does not get the key either: it would save the page or set a bookmark.
    Swallow,
    /// It is no key of the builder here.
    Pass,
}

/// Finds the command of a chord. `singles` is true where keys of one character without a modifier are turned on.
fn answer(chord: Chord, focus: Focus, singles: bool) -> Answer {
    let has = |command: &&Command| {
        command.keys.iter().any(|shortcut| shortcut.is(chord) && (singles || !shortcut.is_single_character()))
    };
    match ALL.iter().find(|command| command.at.contains(&focus) && has(command)) {
        Some(command) if chord.repeat && !command.repeats => Answer::Swallow,
        Some(command) => Answer::Run(command),
        None if ALL.iter().any(|command| command.kept.contains(&focus) && has(command)) => Answer::Swallow,
        None => Answer::Pass,
    }
}

impl Editor {
    /// A key goes down; returns true where the browser must not get it.
    pub fn key_down(&self, chord: Chord, focus: Focus, focused: &Focused) -> bool {
        self.hold_key(chord, focus);
        if keys::calls_off(*self, chord) {
            return true;
        }
        let linking = focus.is_stage() && self.link_draft.with_untracked(Option::is_some);
        let focus = if linking { Focus::Linking } else { focus };
        match answer(chord, focus, self.host.has_single_keys()) {
            Answer::Swallow => true,
            Answer::Pass => false,
            Answer::Run(command) => {
                // After an undo nothing is selected: the card that has the focus is meant.
                if command.takes_focused
                    && chord.mods == Mods::NONE
                    && self.selection.with_untracked(Selection::is_empty)
                    && let Some(id) = &focused.node
                {
                    self.select_node(id);
                }
                command.try_run(&Context { editor: *self, chord: Some(chord), focused, at: None })
            }
        }
    }

    /// Runs a command from a button or a menu, which was opened at a point of the canvas or not.
    pub fn run(&self, command: &Command, at: Option<Point>) {
        command.try_run(&Context { at, ..self.context() });
    }

    /// The reason why a command cannot run now.
    pub fn refusal(&self, command: &Command) -> Option<String> {
        command.check(&self.context()).err()
    }

    /// Tells that a command has what it needs, be the draft locked or not.
    pub fn is_fit(&self, command: &Command) -> bool {
        (command.needs)(&self.context()).is_ok()
    }

    /// The reason why a command that changes the draft is refused.
    pub fn lock_of(&self, command: &Command) -> Option<String> {
        self.locked().filter(|_| command.changes)
    }

    fn context(&self) -> Context<'static> {
        Context { editor: *self, chord: None, focused: &NOTHING, at: None }
    }
}

#[cfg(test)]
mod tests;
