//! Autosave: unsaved work is kept apart from the saved draft, with its history and the person's view (spec: journey.md
//! §3.4).

use std::{collections::BTreeMap, rc::Rc, time::Duration};

use canvas::view::View;
use editor::{Editor, Mode, Selection};
use journey::{
    compare::together::{Heard, Here, Other, StateOf, SyncState},
    edit::history::HistoryEvent,
    journey::Draft,
    setup::Setup,
};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use signals::SharedSignal;

use crate::{
    platform::{clock, lock::Lock, zone},
    workspace::{KEEP, Replacing, SaveError, Tab, Unsaved, ViewState, WorkKey, Workspace, use_workspace},
};

/// The longest time from an edit to its write.
const REST: Duration = Duration::from_millis(250);

/// The name of the restore point with what undo or redo replaced.
const REPLACED: &str = "Before undo or redo, with changes from another tab";

/// The lock of a name, and the way to go on under another one.
type Guard = (Lock, Rc<dyn Fn()>);

/// Keeps the work of an open journey.
#[derive(Clone, Copy)]
pub struct Autosave {
    /// The open journey.
    pub editor: Editor,
    workspace: Workspace,
    of: StoredValue<WorkKey>,
    name: SharedSignal<String>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// True where the name is known that the work is kept under; until then nothing is written.
    ready: StoredValue<bool>,
    tab: StoredValue<Tab>,
    sync: StoredValue<SyncState>,
    /// The revision of the saved journey that the draft has taken in.
    base: StoredValue<u64>,
    /// The lock of the name it is kept under, and the way to go on under another one.
    guard: StoredValue<Option<Guard>, LocalStorage>,
}

/// Keeps what is done, a moment after it was done and at once when the page is hidden or left.
/// `base` is the revision that work which was found has taken in.
pub fn autosave(editor: Editor, of: WorkKey, name: SharedSignal<String>, base: Option<u64>) -> Autosave {
    let workspace = use_workspace();
    let base = base.filter(|_| untrack(|| editor.is_dirty())).unwrap_or_else(|| workspace.records.base(&of));
    let clean = untrack(|| !editor.is_dirty()).then_some(base);
    let autosave = Autosave {
        editor,
        workspace,
        base: StoredValue::new(base),
        // A new journey has its name from the page that opened it.
        ready: StoredValue::new(of.journey.is_none()),
        of: StoredValue::new(of),
        name,
        timer: StoredValue::new(None),
        tab: StoredValue::default(),
        sync: StoredValue::new(SyncState::new(editor.draft.get_untracked(), clean)),
        guard: StoredValue::new_local(None),
    };
    let first = StoredValue::new(true);
    Effect::new(move |_| {
        editor.draft.track();
        name.track();
        // Opening is no change.
        if first.try_update_value(|first| std::mem::replace(first, false)) == Some(false) {
            autosave.schedule();
        }
    });
    let hide = window_event_listener(ev::pagehide, move |_| autosave.flush(true));
    // On a phone this may be all the warning there is.
    let away = window_event_listener(ev::visibilitychange, move |_| autosave.flush(true));
    let now = window_event_listener_untyped(KEEP, move |_| autosave.flush(false));
    on_cleanup(move || {
        if autosave.may_write() || !editor.has_acts() {
            autosave.flush(false);
        } else {
            autosave.take_new_name();
        }
        hide.remove();
        away.remove();
        now.remove();
    });
    autosave
}

impl Autosave {
    /// Keeps it in a moment; what is done until then goes with it.
    fn schedule(self) {
        if self.timer.try_with_value(Option::is_none) == Some(true) {
            self.timer.set_value(set_timeout_with_handle(move || self.flush(false), REST).ok());
        }
    }

    /// Keeps what was done, and with `leaving` where the person is, too.
    fn flush(self, leaving: bool) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let Some(of) = self.of.try_get_value() else { return };
        if self.editor.mode.try_get_untracked().is_none_or(|mode| mode == Mode::ReadOnly) {
            return;
        }
        if !self.may_write() {
            // A page that is left cannot wait for its lock.
            if leaving && self.editor.has_acts() {
                self.take_new_name();
            } else {
                self.schedule();
            }
            return;
        }
        let events = self.take_events();
        let records = self.workspace.records;
        let (name, place) = (self.name.get_untracked(), self.place());
        let saved = self.editor.saved.with_untracked(Option::is_some);
        if untrack(|| self.editor.is_dirty()) {
            // A new journey in which nothing was done is not kept.
            if !saved && name.trim().is_empty() && self.editor.draft.with_untracked(is_untouched) {
                records.forget_work(&of);
            } else if !events.is_empty() || records.is_pending(&of, &name, leaving.then_some(&place)) {
                let tab = self.next_state();
                records.keep_work(&of, events, (&name, &place, &tab), || self.work(false));
            }
        } else if !events.is_empty() || leaving && records.is_pending(&of, &name, Some(&place)) {
            self.is_saved();
        }
    }

    /// Takes the events since the last write. Where undo or redo replaced changes of another tab, these become a restore
    /// point, as that tab will lose them too.
    fn take_events(self) -> Vec<HistoryEvent> {
        let events = self.editor.take_events();
        if events.iter().any(|event| matches!(event, HistoryEvent::Undo | HistoryEvent::Redo)) {
            let replaced =
                self.sync.with_value(|sync| self.editor.draft.with_untracked(|draft| sync.overwritten(draft).cloned()));
            if let (Some(draft), Some(id)) = (replaced, self.of.with_value(|of| of.journey.clone()))
                && self.workspace.records.add_point(&id, REPLACED, false, &draft).is_ok()
            {
                self.editor.toast("This replaced changes from another tab. They are among the restore points.");
            }
        }
        events
    }

    /// Records that the draft was saved: only its history still has to be kept.
    pub fn is_saved(self) {
        self.take_in(self.known());
        if !self.is_sure() {
            return self.take_new_name();
        }
        self.take_events();
        self.next_state();
        self.workspace.records.compact(self.work(true));
    }

    /// Keeps it as a whole, as it is.
    pub fn compact(self) {
        if !self.is_sure() {
            return self.take_new_name();
        }
        self.take_events();
        self.next_state();
        let saved = untrack(|| !self.editor.is_dirty());
        if saved {
            self.take_in(self.known());
        }
        self.workspace.records.compact(self.work(saved));
    }

    /// The revision of the saved journey that the page knows.
    pub fn known(self) -> u64 {
        self.of.try_with_value(|of| self.workspace.records.base(of)).unwrap_or_default()
    }

    /// The draft has taken in what was saved under a revision.
    pub fn take_in(self, revision: u64) {
        self.base.try_set_value(revision);
    }

    /// The revision that the draft has taken in.
    pub fn base(self) -> u64 {
        self.base.get_value()
    }

    /// Keeps what is on record as a restore point where the draft, which is about to replace it, has not taken it in.
    ///
    /// # Errors
    /// [`SaveError`]: there is no restore point.
    pub fn keep_replaced(self) -> Result<(), SaveError> {
        let (records, base) = (self.workspace.records, self.base.get_value());
        let tab = self.tab.with_value(|tab| Tab { seen: self.seen(), ..tab.clone() });
        self.editor.draft.with_untracked(|draft| {
            self.of.with_value(|of| records.keep_replaced(Replacing { of, base, draft, tab: &tab }))
        })
    }

    /// The states of other tabs that are in the draft.
    fn seen(self) -> BTreeMap<String, u64> {
        let mut seen = self.tab.with_value(|tab| tab.seen.clone());
        seen.extend(self.sync.with_value(SyncState::seen));
        seen
    }

    /// The state that is written now gets the next number.
    fn next_state(self) -> Tab {
        let seen = self.seen();
        self.tab.update_value(|tab| {
            tab.number += 1;
            tab.seen = seen;
        });
        let tab = self.tab.get_value();
        if !tab.id.is_empty() {
            self.sync.update_value(|sync| {
                self.editor.draft.with_untracked(|draft| sync.record_sent(tab.number, draft));
            });
        }
        tab
    }

    /// The name is known: what was done meanwhile is kept under it. It goes on from the work that was found, as the tab that
    /// left that.
    pub fn begin(self, of: WorkKey, tab: Tab) {
        self.sync.update_value(|sync| sync.go_on(tab.number, &tab.seen));
        self.begin_as(of, tab);
    }

    /// The name is known: it goes on beside another tab. `began` is whose the work is that was found, and the number of its
    /// state.
    pub fn begin_beside(self, of: WorkKey, tab: Tab, began: Option<(String, u64)>) {
        self.sync.update_value(|sync| sync.go_beside(began, &tab.seen));
        self.begin_as(of, tab);
    }

    fn begin_as(self, of: WorkKey, tab: Tab) {
        self.of.set_value(of);
        self.tab.set_value(tab);
        self.ready.set_value(true);
        self.flush(false);
    }

    /// From now on work is written only while the lock is sure; `aside` continues under another name.
    pub fn guard(self, lock: Lock, aside: Rc<dyn Fn()>) {
        self.guard.try_set_value(Some((lock, aside)));
    }

    /// True where no other tab can write under the name it is kept under.
    pub fn is_sure(self) -> bool {
        self.guard.try_with_value(|guard| guard.as_ref().is_none_or(|(lock, _)| lock.is_sure())) != Some(false)
    }

    /// True where it is known under which name the work is kept.
    pub fn is_ready(self) -> bool {
        self.ready.get_value()
    }

    /// True where the work may be written under its name at this moment.
    pub fn may_write(self) -> bool {
        self.is_ready() && self.is_sure()
    }

    /// Goes on under another name: the lock of this one may be another tab's.
    fn take_new_name(self) {
        if let Some((_, aside)) = self.guard.get_value() {
            aside();
        }
    }

    /// This tab goes on as another one: who found its work while it was asleep goes on under its name.
    pub fn rename(self, id: &str) {
        let old = self.tab_id();
        self.sync.update_value(|sync| sync.part_from(&old));
        self.tab.update_value(|tab| {
            tab.id = id.to_owned();
            tab.number = 0;
        });
    }

    /// The work goes on under another name.
    pub fn move_to(self, of: WorkKey) {
        let is_new = of.journey.is_none();
        self.of.set_value(of);
        // A new journey that nobody has touched is not kept.
        if is_new { self.flush(false) } else { self.compact() }
    }

    /// The identity that the work is kept under.
    pub fn of(self) -> WorkKey {
        self.of.get_value()
    }

    /// The name of this tab; empty before it has one.
    pub fn tab_id(self) -> String {
        self.tab.with_value(|tab| tab.id.clone())
    }

    /// The name of this tab, and the number of its last state.
    pub fn state(self) -> (String, u64) {
        self.tab.with_value(|tab| (tab.id.clone(), tab.number))
    }

    /// The name of the journey.
    pub fn name(self) -> String {
        self.name.get_untracked()
    }

    /// True where no other tab was heard of.
    pub fn is_alone(self) -> bool {
        self.sync.with_value(SyncState::is_alone)
    }

    /// True where a draft is the one on the screen, or the saved one.
    pub fn is_here(self, draft: &Draft) -> bool {
        self.editor.draft.with_untracked(|here| here.is_same(draft))
            || self.editor.saved.with_untracked(|saved| saved.as_ref().is_some_and(|saved| saved.is_same(draft)))
    }

    /// The draft, where it is not what is saved.
    pub fn unsaved_draft(self) -> Option<Draft> {
        untrack(|| self.editor.is_dirty()).then(|| self.editor.draft.get_untracked())
    }

    /// Compares another tab's state with what is here; `saved` is the draft on record, as the page knows it.
    pub fn receive(self, other: Other<'_>, saved: Option<&Draft>) -> Heard {
        let (tab, base) = (self.tab_id(), self.base());
        let saved = saved.map(|draft| (self.known(), draft));
        self.editor.draft.with_untracked(|draft| {
            self.sync.with_value(|sync| sync.receive(other, Here { tab: &tab, base, saved, draft }))
        })
    }

    /// Takes over what has become of another tab's state; whether anything is different now.
    pub fn take_over(self, other: Option<StateOf>, theirs: &Draft, draft: Draft) -> bool {
        if let Some(state) = other {
            self.editor.draft.with_untracked(|mine| {
                self.sync.update_value(|sync| sync.acknowledge(state, theirs, (mine, &draft)));
            });
        }
        let changed = self.editor.draft.with_untracked(|here| !here.is_same(&draft));
        if changed {
            self.editor.take_over(draft);
            self.compact();
        }
        changed
    }

    /// Lets go of what was kept: it lives on under another name. What may be another tab's stays.
    pub fn forget(self) {
        self.editor.take_events();
        if self.is_sure() {
            self.workspace.records.forget_work(&self.of.get_value());
        }
    }

    /// The work as it is; with `saved` without the draft, which is on record.
    pub fn work(self, saved: bool) -> Unsaved {
        Unsaved {
            of: self.of.get_value(),
            base: self.base.get_value(),
            name: self.name.get_untracked(),
            draft: (!saved).then(|| self.editor.draft.get_untracked()),
            history: self.editor.history(),
            place: self.place(),
            tab: self.tab.get_value(),
            at: clock::read(),
        }
    }

    fn place(self) -> ViewState {
        let View { x, y, zoom } = self.editor.view.get_untracked();
        let view = self.editor.is_placed().then_some([x, y, zoom]);
        let Selection { nodes, links, .. } = self.editor.selection.get_untracked();
        ViewState { view, nodes, links }
    }
}

/// True where nothing was done in the draft of a new journey. The browser is asked for its zone only where the graph is empty.
fn is_untouched(draft: &Draft) -> bool {
    let graph = &draft.graph;
    graph.nodes().len() == 0 && graph.notes().is_empty() && draft.setup == Setup::new(&zone::local_name())
}

/// Goes on where the person was.
pub fn resume(editor: Editor, work: Unsaved) {
    let ViewState { view, nodes, links } = work.place;
    let view = view.map(|[x, y, zoom]| View { x, y, zoom });
    editor.resume(work.history, Selection { nodes, links, ..Selection::default() }, view);
}
