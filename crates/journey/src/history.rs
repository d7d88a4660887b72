//! Undo and redo: a draft with the edits that lead back and forth (spec: journey.md §2, interface.md).

use crate::{
    edit::{Edit, Refused},
    journey::Draft,
};

/// The most steps that can be undone.
pub const STEPS_MAX: usize = 1_000;
/// Within how many milliseconds two edits of the same thing are one step.
pub const RUN_MS: f64 = 1_000.0;

/// One step: the edit that takes it back (or does it again), and what the step was.
#[derive(Clone, Debug)]
struct Step {
    edit: Edit,
    said: String,
}

/// The steps of a draft, back and forth.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// What the last edit changed, and when: a run of such edits is one step.
    run: Option<(String, f64)>,
}

impl History {
    /// Applies an edit as a new step, or as part of the last one where both change the same thing within [`RUN_MS`].
    /// Returns what it did, in a sentence without its full stop.
    pub fn apply(&mut self, draft: &mut Draft, edit: &Edit, now_ms: f64) -> Result<String, Refused> {
        let said = edit.describe(draft);
        let back = edit.apply(draft)?;
        let key = edit.run_key();
        let joins = matches!((&self.run, &key), (Some((last, at)), Some(key)) if last == key && now_ms - at < RUN_MS);
        self.run = key.map(|key| (key, now_ms));
        self.redo.clear();
        if !joins || self.undo.is_empty() {
            if self.undo.len() == STEPS_MAX {
                self.undo.remove(0);
            }
            self.undo.push(Step { edit: back, said: said.clone() });
        }
        Ok(said)
    }

    /// Ends a run: the next edit is a step of its own.
    pub fn end_run(&mut self) {
        self.run = None;
    }

    /// Takes the last step back and returns what it was.
    pub fn undo(&mut self, draft: &mut Draft) -> Option<String> {
        self.run = None;
        step(&mut self.undo, &mut self.redo, draft)
    }

    /// Does the step again that was taken back last, and returns what it is.
    pub fn redo(&mut self, draft: &mut Draft) -> Option<String> {
        self.run = None;
        step(&mut self.redo, &mut self.undo, draft)
    }

    /// What undo would take back.
    pub fn undoable(&self) -> Option<&str> {
        self.undo.last().map(|step| step.said.as_str())
    }

    /// What redo would do again.
    pub fn redoable(&self) -> Option<&str> {
        self.redo.last().map(|step| step.said.as_str())
    }
}

/// Moves the last step of one stack to the other.
fn step(from: &mut Vec<Step>, to: &mut Vec<Step>, draft: &mut Draft) -> Option<String> {
    let Step { edit, said } = from.pop()?;
    // A step that cannot be taken any more would be a bug; the draft is as it was then, and so is what can still be undone.
    let back = edit.apply(draft).ok()?;
    to.push(Step { edit: back, said: said.clone() });
    Some(said)
}
