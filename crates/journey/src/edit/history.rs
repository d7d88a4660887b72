//! Undo and redo: a draft with the edits that lead back and forth (spec: journey.md §2, interface.md).

use crate::{
    edit::{Edit, Refused},
    model::journey::Draft,
};

/// The most steps that can be undone.
pub const STEPS_MAX: usize = 1_000;
/// Within how many milliseconds two edits of the same thing are one step.
pub const RUN_MS: f64 = 1_000.0;

/// One step: the edit that takes it back (or does it again), and what the step was.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) edit: Edit,
    pub(crate) label: String,
}

/// The steps of a draft, back and forth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    pub(crate) undo: Vec<Step>,
    pub(crate) redo: Vec<Step>,
    /// The key and time of the last edit: a run of edits with one key is one step.
    pub(crate) run: Option<(String, f64)>,
}

/// One action on a draft and its history, for replay by a journal: equal events in equal order give equal results.
#[derive(Clone, Debug, PartialEq)]
pub enum HistoryEvent {
    /// An edit was applied.
    Apply {
        /// Which.
        edit: Edit,
        /// True where it was part of the step before it.
        coalesces: bool,
        /// When, in milliseconds.
        at: f64,
    },
    /// The last step was taken back.
    Undo,
    /// The step that was taken back last was done again.
    Redo,
    /// A run ended: the next edit is a step of its own.
    Mark,
}

impl HistoryEvent {
    /// True where this event has no effect if the other one follows it: both belong to one run, whose last edit alone
    /// sets the result.
    pub fn is_covered_by(&self, next: &Self) -> bool {
        matches!((self, next), (Self::Apply { coalesces: true, .. }, Self::Apply { coalesces: true, .. }))
    }
}

impl History {
    /// Applies an edit as a new step, or as part of the last one where both change the same thing within [`RUN_MS`].
    /// Returns what it did, in a sentence without its full stop.
    ///
    /// # Errors
    ///
    /// [`Refused`], as of [`Edit::apply`]. Draft and history have not changed then.
    pub fn apply(&mut self, draft: &mut Draft, edit: &Edit, now_ms: f64) -> Result<String, Refused> {
        self.put(draft, edit, self.coalesces(edit, now_ms), now_ms)
    }

    /// Applies an edit as part of the last step where both change the same thing, however long ago that was: text that is
    /// written without leaving its box is one step.
    ///
    /// # Errors
    ///
    /// [`Refused`], as of [`Edit::apply`]. Draft and history have not changed then.
    pub fn extend(&mut self, draft: &mut Draft, edit: &Edit, now_ms: f64) -> Result<String, Refused> {
        self.put(draft, edit, self.extends(edit), now_ms)
    }

    /// True where the run of the last step changes what this edit changes.
    pub fn extends(&self, edit: &Edit) -> bool {
        let run = self.run.as_ref().map(|(last, _)| last);
        run.is_some() && run == edit.coalesce_key().as_ref() && !self.undo.is_empty()
    }

    /// True where an edit would be part of the last step.
    pub fn coalesces(&self, edit: &Edit, now_ms: f64) -> bool {
        let key = edit.coalesce_key();
        let coalesces =
            matches!((&self.run, &key), (Some((last, at)), Some(key)) if last == key && now_ms - at < RUN_MS);
        coalesces && !self.undo.is_empty()
    }

    /// Does again what was done once, whatever time it is now.
    ///
    /// # Errors
    ///
    /// [`Refused`] where an edit of it cannot be applied to this draft.
    pub fn replay(&mut self, draft: &mut Draft, event: &HistoryEvent) -> Result<(), Refused> {
        match event {
            HistoryEvent::Apply { edit, coalesces, at } => {
                drop(self.put(draft, edit, *coalesces && !self.undo.is_empty(), *at)?)
            }
            HistoryEvent::Undo => drop(self.undo(draft)),
            HistoryEvent::Redo => drop(self.redo(draft)),
            HistoryEvent::Mark => self.mark(),
        }
        Ok(())
    }

    /// True where there is nothing to undo and nothing to redo.
    pub fn is_empty(&self) -> bool {
        self.undo.is_empty() && self.redo.is_empty()
    }

    fn put(&mut self, draft: &mut Draft, edit: &Edit, coalesces: bool, now_ms: f64) -> Result<String, Refused> {
        let label = edit.describe(draft);
        let back = edit.apply(draft)?;
        self.run = edit.coalesce_key().map(|key| (key, now_ms));
        self.redo.clear();
        if !coalesces {
            if self.undo.len() == STEPS_MAX {
                self.undo.remove(0);
            }
            self.undo.push(Step { edit: back, label: label.clone() });
        } else if let Some(step) = self.undo.last_mut()
            && let Some(whole) = edit.describe_since(&step.edit)
        {
            step.label = whole;
        }
        Ok(label)
    }

    /// Ends a run: the next edit is a step of its own.
    pub fn mark(&mut self) {
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

    /// The description of the step that undo would revert.
    pub fn undoable(&self) -> Option<&str> {
        self.undo.last().map(|step| step.label.as_str())
    }

    /// The description of the step that redo would repeat.
    pub fn redoable(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }
}

/// Moves the last step of one stack to the other. A step that another tab has made impossible is passed over.
fn step(from: &mut Vec<Step>, to: &mut Vec<Step>, draft: &mut Draft) -> Option<String> {
    while let Some(Step { edit, label }) = from.pop() {
        if let Ok(back) = edit.apply(draft) {
            to.push(Step { edit: back, label: label.clone() });
            return Some(label);
        }
    }
    None
}
