//! Several tabs on one journey: each keeps its own work, sees what the others do as it comes, and asks where two changed the
//! same part. Nothing is written over in silence.

use std::{cell::RefCell, rc::Rc};

use editor::Mode;
use journey::{
    compare::{
        merge::{Conflict, MergeInput, Merged, Side, merge},
        together::{Heard, Other, StateOf},
    },
    journey::{Draft, VersionRef},
    text::JourneyId,
};
use leptos::{ev, prelude::*};
use signals::SharedSignal;
use wasm_bindgen::JsCast;

use super::autosave::Autosave;
use crate::{
    lazy,
    platform::{
        lock::{Ask, Lock},
        random_bits,
    },
    ui::{Button, ButtonVariant, Dialog, DialogWidth, Toasts, use_toasts},
    workspace::{Tab, WorkKey, Workspace, use_workspace},
};

/// A question about another tab: the parts that both changed, and the other tab's state.
#[derive(Clone, Debug, PartialEq)]
struct ConflictPrompt {
    /// Whose work it is about.
    of: Option<WorkKey>,
    /// The revision of the saved journey that the other side has taken in.
    base: u64,
    conflicts: Vec<Conflict>,
    /// The state of the other tab; none where it is what was saved.
    other: Option<StateOf>,
    theirs: Draft,
    both: [Draft; 2],
}

/// The name of the restore point made of another tab's work.
const LEFT: &str = "Not saved, from another tab";

/// The state that connects the builder with other tabs.
#[derive(Clone, Copy)]
struct TabSync {
    autosave: Autosave,
    workspace: Workspace,
    toasts: Toasts,
    locks: StoredValue<Vec<Lock>, LocalStorage>,
    asked: SharedSignal<Option<ConflictPrompt>>,
    id: StoredValue<JourneyId>,
    version: VersionRef,
    /// Whose the work is that was found.
    found: StoredValue<Tab>,
}

/// Joins the tabs that have the same journey open, and asks where it has to. `found` is whose the work is that was found.
#[component]
pub fn OtherTabs(autosave: Autosave, id: JourneyId, version: VersionRef, found: Option<Tab>) -> impl IntoView {
    let sync = TabSync {
        autosave,
        workspace: use_workspace(),
        toasts: use_toasts(),
        locks: StoredValue::new_local(Vec::new()),
        asked: SharedSignal::new(None),
        id: StoredValue::new(id),
        version,
        found: StoredValue::new(found.unwrap_or_default()),
    };
    sync.join();
    let listener = window_event_listener(ev::storage, move |event| {
        let key = event.dyn_ref::<web_sys::StorageEvent>().and_then(web_sys::StorageEvent::key);
        if let Some(of) = key.and_then(|key| WorkKey::of_any_key(&key)) {
            sync.receive(&of);
        }
    });
    Effect::new(move |before: Option<u64>| {
        let journey = sync.id.try_get_value().and_then(|id| sync.workspace.get(&id));
        if let Some(stored) = journey.as_ref().and_then(|journey| journey.content(sync.version)) {
            untrack(|| sync.saved_elsewhere(stored, before.unwrap_or_default()));
        }
        sync.autosave.known()
    });
    let leave = window_event_listener(ev::pagehide, move |_| {
        sync.settle();
        sync.clear_away();
    });
    on_cleanup(move || {
        listener.remove();
        leave.remove();
        sync.leave();
    });
    lazy::on_first_open(Signal::derive(move || sync.asked.with(Option::is_some)), &CONFLICT, sync)
}

crate::lazy! {
    panels: static CONFLICT: fn(TabSync) -> AnyView = |sync| view! { <ConflictDialog sync /> }.into_any();
}

impl TabSync {
    /// Takes the plain name of the work, or where another tab has it a name of its own, and waits for the plain one.
    fn join(self) {
        let main = self.autosave.of();
        let plain = main.clone();
        let lock = self.lock(&main, Ask::Now, move |granted| {
            if !granted {
                return self.join_beside(plain);
            }
            let found = self.found.get_value();
            let id = if found.id.is_empty() { new_tab() } else { found.id };
            self.autosave.begin(plain.clone(), Tab { id, ..found });
            self.adopt(&plain);
        });
        self.guard(lock);
    }

    /// Begins under a name of its own.
    fn join_beside(self, plain: WorkKey) {
        let Tab { id, number, mut seen } = self.found.get_value();
        let began = (!id.is_empty()).then_some((id, number));
        seen.extend(began.clone());
        let tab = Tab { id: new_tab(), number: 0, seen };
        let own = plain.in_tab(&tab.id);
        self.guard(self.lock(&own, Ask::Now, |_| {}));
        self.autosave.begin_beside(own.clone(), tab, began);
        self.wait_for(plain, own);
    }

    /// Waits until the plain name is free, and goes on under it then.
    fn wait_for(self, plain: WorkKey, own: WorkKey) {
        let waiting = Rc::new(RefCell::new(None::<Lock>));
        let lock = waiting.clone();
        let granted = self.lock(&plain.clone(), Ask::Wait, move |_| {
            // The other tab's last state is read once more before it is overwritten. Where it raises a question, or its
            // changes cannot be determined, it is kept besides: this tab may close before the answer.
            let left = self.workspace.records.peek_work(&plain).and_then(|work| work.draft);
            let is_heard = self.receive(&plain);
            let is_asked =
                |asked: &Option<ConflictPrompt>| asked.as_ref().is_some_and(|asked| asked.of.as_ref() == Some(&plain));
            if (!is_heard || self.asked.try_with_untracked(is_asked) == Some(true))
                && let Some(draft) = left
            {
                let _ = self.workspace.records.add_point(&self.id.get_value(), LEFT, false, &draft);
            }
            self.workspace.records.open_work(&plain);
            if let Some(lock) = lock.take() {
                self.guard(lock);
            }
            self.autosave.move_to(plain.clone());
            self.workspace.records.forget_work(&own);
        });
        waiting.replace(Some(granted));
    }

    fn lock(self, of: &WorkKey, ask: Ask, then: impl FnOnce(bool) + 'static) -> Lock {
        let of = of.clone();
        let lost = of.clone();
        let lost = Rc::new(move || {
            if self.autosave.of() == lost {
                self.take_new_name();
            }
        });
        let lock = Lock::ask(&of.key(), ask, Box::new(then), lost);
        self.locks.try_update_value(|locks| locks.push(lock.clone()));
        lock
    }

    /// Under this lock the work is kept from now on.
    fn guard(self, lock: Lock) {
        self.autosave.guard(lock, Rc::new(move || self.take_new_name()));
    }

    /// Another tab may have the name: it was not answered yet, or this page was asleep. The work goes on under a name of its
    /// own, as that of a tab that came later.
    fn take_new_name(self) {
        let plain = WorkKey { tab: None, ..self.autosave.of() };
        self.locks.try_update_value(|locks| locks.drain(..).for_each(|lock| lock.release()));
        if !self.autosave.is_ready() {
            return self.join_beside(plain);
        }
        let id = new_tab();
        let own = plain.in_tab(&id);
        self.autosave.rename(&id);
        self.guard(self.lock(&own, Ask::Now, |_| {}));
        self.autosave.move_to(own.clone());
        self.receive(&plain);
        self.wait_for(plain, own);
    }

    /// Makes restore points of work left by tabs that were killed, where it differs from the draft here.
    fn adopt(self, main: &WorkKey) {
        let records = self.workspace.records;
        for of in records.all_work().into_iter().filter(|of| of.is_other_tab_of(main)) {
            let left = of.clone();
            self.lock(&of, Ask::Answered, move |granted| {
                let Some(work) = granted.then(|| records.peek_work(&left)).flatten() else { return };
                if let Some(draft) = work.draft.filter(|draft| !self.autosave.is_here(draft)) {
                    if records.add_point(&self.id.get_value(), LEFT, false, &draft).is_err() {
                        return;
                    }
                    self.toasts.info("Work of another tab was found. It is among the restore points.");
                }
                records.forget_work(&left);
            });
        }
    }

    /// Another tab has written; `false` where nothing comes of it, though it may hold something new.
    fn receive(self, of: &WorkKey) -> bool {
        if !of.is_other_tab_of(&self.autosave.of()) || self.autosave.editor.mode.get_untracked() == Mode::ReadOnly {
            return true;
        }
        let Some(work) = self.workspace.records.peek_work(of) else { return true };
        let own = self.autosave.tab_id();
        if work.tab.id.is_empty() || own.is_empty() || work.tab.id == own {
            return true;
        }
        // It is read now, as the work was: a page that was asleep hears of the record and of the work one after the other, and
        // would take what it knew for what the other tab has.
        let Some(theirs) = self.workspace.records.draft_of(&work) else { return true };
        let Tab { id, number, seen } = work.tab;
        let saved = untrack(|| self.stored());
        let other = Other { tab: &id, number, seen: &seen, base: work.base, draft: &theirs };
        match self.autosave.receive(other, saved.as_ref()) {
            Heard::Known => true,
            Heard::Behind => false,
            Heard::New { mine, theirs: with_theirs } => {
                let base = work.base.max(self.autosave.base());
                let state = other.state(&own);
                self.take(Some((of, state)), base, (theirs, *mine, *with_theirs));
                true
            }
        }
    }

    /// The record has changed under this tab. `before` is the revision that was known until now.
    fn saved_elsewhere(self, stored: &Draft, before: u64) {
        let (editor, known) = (self.autosave.editor, self.autosave.known());
        // Mostly it is what this tab has saved: nothing is copied for that.
        if editor.saved.with_untracked(|saved| saved.as_ref().is_none_or(|saved| stored.is_same(saved))) {
            if self.autosave.base() == before {
                self.autosave.take_in(known);
            }
            return;
        }
        let (Some(saved), stored) = (editor.saved.get_untracked(), stored.clone()) else { return };
        editor.set_saved(stored.clone());
        // Who works on it in a builder says more of it than the record. Work that goes on from an older revision has not taken in
        // what was known: it makes that a restore point when it is saved.
        if self.autosave.is_alone() && self.autosave.base() == before {
            let draft = editor.draft.get_untracked();
            let input = MergeInput::of_three(&saved, &draft, &stored);
            let (mine, theirs) = (merge(input, Side::Mine), merge(input, Side::Theirs));
            self.take(None, known, (stored, mine, theirs));
        }
    }

    /// Takes over what comes together by itself, and asks where it does not.
    fn take(self, from: Option<(&WorkKey, StateOf)>, base: u64, (theirs, mine, with_theirs): (Draft, Merged, Merged)) {
        let (of, other) = from.map(|(of, state)| (of.clone(), state)).unzip();
        if mine.conflicts.is_empty() {
            let asked = self.asked.with_untracked(|asked| asked.as_ref().map(|asked| asked.of.clone()));
            if asked.is_some() {
                self.asked.set(None);
            }
            self.autosave.take_in(base);
            if self.autosave.take_over(other, &theirs, mine.draft) {
                self.autosave.editor.announce("Changes from another tab are here.");
            }
            // This answer does not settle a question about another tab: a tab that was reloaded leaves its work that
            // way.
            if let Some(about) = asked.flatten().filter(|about| of.as_ref() != Some(about)) {
                self.receive(&about);
            }
            return;
        }
        let both = [mine.draft, with_theirs.draft];
        self.asked.set(Some(ConflictPrompt { of, base, conflicts: mine.conflicts, other, theirs, both }));
    }

    fn decide(self, side: Side) {
        if let Some(ConflictPrompt { base, other, theirs, both: [mine, with_theirs], .. }) = self.asked.get_untracked()
        {
            self.asked.set(None);
            let draft = if side == Side::Mine { mine } else { with_theirs };
            self.autosave.take_in(base);
            self.autosave.take_over(other, &theirs, draft);
            // Also where nothing changed here: the other tab has to know what was decided.
            self.autosave.compact();
            // One question is asked at a time.
            let own = self.autosave.of();
            for of in self.workspace.records.all_work().iter().filter(|of| of.is_other_tab_of(&own)) {
                self.receive(of);
            }
        }
    }

    fn keep_both(self) {
        let Some(theirs) = self.asked.with_untracked(|asked| asked.as_ref().map(|asked| asked.theirs.clone())) else {
            return;
        };
        match self.workspace.keep_copy(&self.autosave.name(), theirs) {
            Ok(name) => {
                self.toasts.success(format!("What the other tab has is kept as “{name}”."));
                self.decide(Side::Mine);
            }
            Err(why) => self.toasts.error(why.to_string()),
        }
    }

    /// The saved content of the open version.
    fn stored(self) -> Option<Draft> {
        let journey = self.workspace.get(&self.id.try_get_value()?)?;
        journey.content(self.version).cloned()
    }

    /// The page is left. Where the draft was published or deleted in another tab meanwhile, what was not saved stays apart.
    fn leave(self) {
        self.settle();
        let records = self.workspace.records;
        let gone = untrack(|| self.stored()).is_none() && self.version == VersionRef::Draft;
        let id = self.id.get_value();
        if gone && let Some(draft) = self.autosave.unsaved_draft() {
            let kept = match self.workspace.get_untracked(&id) {
                Some(_) => {
                    records.add_point(&id, "Not saved when it was published in another tab", false, &draft).is_ok()
                }
                None => self.workspace.keep_copy(&self.autosave.name(), draft).is_ok(),
            };
            if kept {
                self.toasts.info("What was not saved here is kept: among the restore points, or as a copy.");
                self.autosave.forget();
            }
        }
        if !self.autosave.may_write() && self.autosave.editor.has_acts() {
            self.take_new_name();
        }
        self.clear_away();
        self.locks.try_update_value(|locks| locks.drain(..).for_each(|lock| lock.release()));
    }

    /// Goes on under the plain name, where it is this tab's by now.
    fn settle(self) {
        for lock in self.locks.try_get_value().unwrap_or_default() {
            lock.settle();
        }
    }

    /// Removes this tab's work where the tab with the plain name has taken it in.
    fn clear_away(self) {
        let own = self.autosave.of();
        if own.tab.is_none() {
            return;
        }
        let main = WorkKey { tab: None, ..own.clone() };
        let (id, number) = self.autosave.state();
        let records = self.workspace.records;
        if records.peek_work(&main).is_some_and(|work| work.tab.seen.get(&id).is_some_and(|seen| *seen >= number)) {
            records.forget_work(&own);
        }
    }
}

/// A name for a tab.
pub fn new_tab() -> String {
    format!("{:x}", random_bits())
}

/// The dialog: what differs, and whose holds.
#[component]
fn ConflictDialog(sync: TabSync) -> impl IntoView {
    let asked = sync.asked;
    let title = Signal::derive(move || "Changed in two tabs".to_owned());
    let value = |text: Option<String>| match text {
        None => "not there".to_owned(),
        Some(text) if text.trim().is_empty() => "empty".to_owned(),
        Some(text) => text,
    };
    let rows = move || {
        let conflicts = asked.with(|asked| asked.as_ref().map(|asked| asked.conflicts.clone())).unwrap_or_default();
        let row = move |conflict: Conflict| {
            view! { <tr><th scope="row">{conflict.what}</th><td>{value(conflict.mine)}</td><td>{value(conflict.theirs)}</td></tr> }
        };
        conflicts.into_iter().map(row).collect_view()
    };
    view! {
        <Dialog
            open=Signal::derive(move || asked.with(Option::is_some))
            on_close=move |()| asked.set(None)
            title
            description="This journey is open in another tab as well, and the same part was changed in both. Everything else has come together."
            width=DialogWidth::Wide
            footer=move || view! {
                <Button on_click=move |_| sync.keep_both()>"Keep both as a copy"</Button>
                <Button on_click=move |_| sync.decide(Side::Theirs)>"Take theirs"</Button>
                <Button variant=ButtonVariant::Primary on_click=move |_| sync.decide(Side::Mine)>"Keep mine"</Button>
            }.into_any()
        >
            <table class="together">
                <thead><tr><th scope="col">"What"</th><th scope="col">"Here"</th><th scope="col">"In the other tab"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </Dialog>
    }
}
