//! Edits of the open draft and their history: applied, undone and redone, noted for the journal.
//! Every change of the draft goes through [`Editor::apply`] (house.md, idea 2).

use journey::{
    edit::{
        Edit,
        history::{History, HistoryEvent},
    },
    journey::Draft,
};
use reactive_graph::{
    callback::{Callable, Callback},
    prelude::*,
};

use crate::state::{Editor, Mode};

/// An edit of more nodes than this at once is worth a restore point.
const GUARDED: usize = 50;

/// The number of nodes that an edit replaces, moves or removes.
fn reach(edit: &Edit) -> usize {
    match edit {
        Edit::Restore(_) => usize::MAX,
        Edit::Move(moves) => moves.len(),
        Edit::Remove { nodes, .. } => nodes.len(),
        Edit::Batch(edits) => edits.iter().map(reach).fold(0, usize::saturating_add),
        _ => 0,
    }
}

impl Editor {
    /// Shows what another tab made of the draft; undo and redo leave that as it is. Steps that no longer fit are passed over when it comes to them.
    pub fn take_over(&self, draft: Draft) {
        self.draft.with_untracked(|before| self.history.update_untracked(|history| history.follow(before, &draft)));
        self.draft.set(draft);
        self.tidy_selection();
    }

    /// Gives `keep` the draft before an edit replaces much of it.
    pub fn guard(&self, keep: Callback<(Draft, String)>) {
        self.guard.set_value(Some(keep));
    }

    /// Takes the events since the last call.
    pub fn take_events(&self) -> Vec<HistoryEvent> {
        self.events.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// True where anything was done since.
    pub fn has_acts(&self) -> bool {
        self.events.try_with_value(|events| !events.is_empty()) == Some(true)
    }

    fn note(&self, event: HistoryEvent) {
        self.events.try_update_value(|events| events.push(event));
    }

    /// The steps that can be undone and redone.
    pub fn history(&self) -> History {
        self.history.get_untracked()
    }

    /// Reads the steps, without hearing of changes.
    pub(crate) fn with_history<T>(&self, read: impl FnOnce(&History) -> T) -> T {
        self.history.with_untracked(read)
    }

    /// Ends a run of edits that are one step: the next one is a step of its own.
    pub fn mark(&self) {
        self.history.update_untracked(History::mark);
        self.note(HistoryEvent::Mark);
    }

    /// Tells that an edit is allowed now.
    ///
    /// # Errors
    /// Why it is not, as a sentence.
    pub fn allows(&self, edit: &Edit) -> Result<(), &'static str> {
        match self.mode.get_untracked() {
            Mode::Draft => Ok(()),
            Mode::ContentOnly if self.draft.with_untracked(|draft| edit.is_what_only(draft)) => Ok(()),
            Mode::ContentOnly => {
                Err("It is published: only what its messages say can be changed. Make a new version for more.")
            }
            Mode::ReadOnly => Err("This version cannot be changed."),
        }
    }

    /// Changes the draft and says so; a refusal is said too. Whether it was changed.
    pub fn apply(&self, edit: &Edit) -> bool {
        // Typing is heard in the field itself.
        self.apply_with(edit, !matches!(edit, Edit::Field { .. } | Edit::Title(..)))
    }

    /// Changes the draft, and announces what was done where it is to be. Returns true where it was changed.
    pub(crate) fn apply_with(&self, edit: &Edit, announced: bool) -> bool {
        if let Err(why) = self.allows(edit) {
            self.announce(why);
            return false;
        }
        let mut result = None;
        let at = self.host.milliseconds();
        // Text that is written without leaving its box is one step, however long it takes.
        let written = self.writing.with_untracked(|writing| match edit {
            Edit::Note(id, Some(_)) | Edit::Group(id, Some(_)) => writing.as_ref() == Some(id),
            _ => false,
        });
        let coalesces = self
            .history
            .with_untracked(|history| if written { history.extends(edit) } else { history.coalesces(edit, at) });
        if !coalesces && reach(edit) > GUARDED {
            let before = self.draft.get_untracked();
            let said = edit.describe(&before);
            if let Some(guard) = self.guard.get_value() {
                guard.run((before, said));
            }
        }
        // A refused edit changes nothing, so nobody needs to hear of it.
        self.draft.maybe_update(|draft| {
            let applied = self.history.try_update_untracked(|history| {
                if written { history.extend(draft, edit, at) } else { history.apply(draft, edit, at) }
            });
            let changed = matches!(applied, Some(Ok(_)));
            result = applied;
            changed
        });
        match result {
            Some(Ok(said)) => {
                self.note(HistoryEvent::Apply { edit: edit.clone(), coalesces, at });
                self.history.notify();
                self.tidy_selection();
                if announced {
                    self.announce(said + ".");
                }
                true
            }
            Some(Err(refused)) => {
                self.announce(refused.to_string());
                false
            }
            None => false,
        }
    }

    /// Takes the last step back.
    pub fn undo(&self) {
        self.step("Undone", HistoryEvent::Undo, |history, draft| history.undo(draft));
    }

    /// Does the step again that was taken back last.
    pub fn redo(&self) {
        self.step("Redone", HistoryEvent::Redo, |history, draft| history.redo(draft));
    }

    fn step(&self, word: &str, event: HistoryEvent, step: impl FnOnce(&mut History, &mut Draft) -> Option<String>) {
        let mut said = None;
        self.draft.maybe_update(|draft| {
            said = self.history.try_update_untracked(|history| step(history, draft)).flatten();
            said.is_some()
        });
        self.announce(match said {
            Some(said) => {
                self.note(event);
                self.history.notify();
                self.tidy_selection();
                format!("{word}: {said}.")
            }
            None => format!("There is nothing to be {}.", word.to_lowercase()),
        });
    }

    /// The description of the step that undo would revert.
    pub fn undoable(&self) -> Option<String> {
        self.history.with(|history| history.undoable().map(ToOwned::to_owned))
    }

    /// The description of the step that redo would repeat.
    pub fn redoable(&self) -> Option<String> {
        self.history.with(|history| history.redoable().map(ToOwned::to_owned))
    }
}
