//! What is not saved is kept by itself, apart from the saved draft, with its history and where the person was in it
//! (spec: journey.md §3.4).

use std::time::Duration;

use canvas::view::View;
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::editor::{Editor, Mode, Selection};
use crate::{
    platform::clock,
    workspace::{Of, Place, Unsaved, Workspace, use_workspace},
};

/// How long an edit may be on the screen alone.
const REST: Duration = Duration::from_millis(250);

/// What keeps the work of an open journey.
#[derive(Clone, Copy)]
pub struct Keeper {
    editor: Editor,
    workspace: Workspace,
    of: StoredValue<Of>,
    name: RwSignal<String>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

/// Keeps what is done, a moment after it was done and at once when the page is hidden or left.
pub fn keep_unsaved(editor: Editor, of: Of, name: RwSignal<String>) -> Keeper {
    let keeper =
        Keeper { editor, workspace: use_workspace(), of: StoredValue::new(of), name, timer: StoredValue::new(None) };
    let first = StoredValue::new(true);
    Effect::new(move |_| {
        editor.draft.track();
        name.track();
        // Opening is no change.
        if first.try_update_value(|first| std::mem::replace(first, false)) == Some(false) {
            keeper.later();
        }
    });
    let hide = window_event_listener(ev::pagehide, move |_| keeper.keep(true));
    // On a phone this may be all the warning there is.
    let away = window_event_listener(ev::visibilitychange, move |_| keeper.keep(true));
    on_cleanup(move || {
        keeper.keep(false);
        hide.remove();
        away.remove();
    });
    keeper
}

impl Keeper {
    /// Keeps it in a moment; what is done until then goes with it.
    fn later(self) {
        if self.timer.try_with_value(Option::is_none) == Some(true) {
            self.timer.set_value(set_timeout_with_handle(move || self.keep(false), REST).ok());
        }
    }

    /// Keeps what was done, and with `leaving` where the person is, too.
    fn keep(self, leaving: bool) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let Some(of) = self.of.try_get_value() else { return };
        if self.editor.mode.try_get_untracked().is_none_or(|mode| mode == Mode::Closed) {
            return;
        }
        let acts = self.editor.take_acts();
        let records = self.workspace.records;
        let (name, place) = (self.name.get_untracked(), self.place());
        let saved = self.editor.saved.with_untracked(Option::is_some);
        if untrack(|| self.editor.is_dirty()) {
            // What nobody has touched is not worth asking about.
            if !saved && self.editor.draft.with_untracked(|draft| draft.graph.nodes().len() == 0) {
                records.forget_work(&of);
            } else if !acts.is_empty() || records.has_news(&of, &name, leaving.then_some(&place)) {
                records.keep_work(&of, acts, &name, &place, || self.work(false));
            }
        } else if !acts.is_empty() || leaving && records.has_news(&of, &name, Some(&place)) {
            self.is_saved();
        }
    }

    /// What is on the screen was saved: its history is all there is to be kept.
    pub fn is_saved(self) {
        self.editor.take_acts();
        self.workspace.records.fold_work(self.work(true));
    }

    /// Lets go of what was kept: it lives on under another name.
    pub fn forget(self) {
        self.editor.take_acts();
        self.workspace.records.forget_work(&self.of.get_value());
    }

    /// The work as it is; with `saved` without the draft, which is on record.
    pub fn work(self, saved: bool) -> Unsaved {
        Unsaved {
            of: self.of.get_value(),
            base: 0,
            name: self.name.get_untracked(),
            draft: (!saved).then(|| self.editor.draft.get_untracked()),
            history: self.editor.history(),
            place: self.place(),
            at: clock::read(),
        }
    }

    fn place(self) -> Place {
        let View { x, y, zoom } = self.editor.view.get_untracked();
        let view = self.editor.placed.get_value().then_some([x, y, zoom]);
        let Selection { nodes, links } = self.editor.selection.get_untracked();
        Place { view, nodes, links }
    }
}

/// Goes on where the person was.
pub fn resume(editor: Editor, work: Unsaved) {
    let Place { view, nodes, links } = work.place;
    let view = view.map(|[x, y, zoom]| View { x, y, zoom });
    editor.resume(work.history, Selection { nodes, links }, view);
}
