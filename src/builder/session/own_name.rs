//! The name under which the unsaved work of a new journey is kept, with its lock, for as long as the page is open.

use std::{cell::RefCell, rc::Rc};

use journey::journey::Draft;
use leptos::prelude::*;

use super::{autosave::Autosave, tabs::new_tab};
use crate::{
    platform::lock::{Ask, Lock},
    workspace::{Unsaved, WorkKey, Workspace},
};

/// The name of this tab's new journey. It is looked for when the page opens, and is another one after the tab slept too long.
#[derive(Clone, Copy)]
pub struct OwnName {
    of: StoredValue<WorkKey>,
    locks: StoredValue<Vec<(WorkKey, Lock)>, LocalStorage>,
    autosave: StoredValue<Option<Autosave>>,
}

impl OwnName {
    /// Looks for work on a new journey that no other tab has open, under the plain name first; `done` gets it, once this
    /// tab has the lock of its name. The locks go with the page.
    pub fn find(workspace: Workspace, done: Callback<Option<(Draft, Unsaved)>>) -> Self {
        let own = Self {
            of: StoredValue::default(),
            locks: StoredValue::new_local(Vec::new()),
            autosave: StoredValue::new(None),
        };
        on_cleanup(move || own.release());
        let mut names: Vec<WorkKey> =
            workspace.records.all_work().into_iter().filter(|of| of.journey.is_none()).collect();
        names.retain(|of| of.tab.is_some());
        names.insert(0, WorkKey::default());
        // One that nobody else has.
        names.push(WorkKey::default().in_tab(&new_tab()));
        // All at once: over plain http each name of a tab that was killed takes seconds.
        let granted = Rc::new(RefCell::new(vec![None; names.len()]));
        let all = Rc::new(names.clone());
        for (at, of) in names.iter().enumerate() {
            let (all, granted) = (all.clone(), granted.clone());
            let then = move |is_granted: bool| {
                granted.borrow_mut()[at] = Some(is_granted);
                let answers: Option<Vec<bool>> = granted.borrow().iter().copied().collect();
                if let Some(answers) = answers {
                    let free = all.iter().zip(answers).filter(|(_, granted)| *granted).map(|(of, _)| of.clone());
                    own.choose(workspace, free.collect(), done);
                }
            };
            own.lock(of, Ask::Answered, Box::new(then));
        }
        own
    }

    /// The identity that the work is kept under.
    pub fn of(self) -> WorkKey {
        self.of.get_value()
    }

    /// True where no other tab can have the name at this moment.
    pub fn is_sure(self) -> bool {
        let of = self.of();
        self.locks.with_value(|locks| locks.iter().all(|(name, lock)| *name != of || lock.is_sure()))
    }

    /// Lets the autosave write only while the name is this tab's.
    pub fn join(self, autosave: Autosave) {
        self.autosave.set_value(Some(autosave));
        self.guard(autosave);
        // Another tab may have taken the name while a question was open.
        if !self.is_sure() {
            self.take_new_name();
        }
    }

    /// Goes on under the first free name with work, else under the first one.
    fn choose(self, workspace: Workspace, free: Vec<WorkKey>, done: Callback<Option<(Draft, Unsaved)>>) {
        let records = workspace.records;
        let work = |of: &WorkKey| records.open_work(of).and_then(|work| Some((work.draft.clone()?, work)));
        let found = free.iter().find_map(|of| Some((of.clone(), work(of)?)));
        let (of, found) = found.map_or_else(|| (free.first().cloned(), None), |(of, work)| (Some(of), Some(work)));
        let of = of.unwrap_or_default();
        self.of.set_value(of.clone());
        free.iter().filter(|name| **name != of).for_each(|name| records.close_work(name));
        // Other tabs may have the rest.
        self.locks.try_update_value(|locks| {
            locks.extract_if(.., |(name, _)| *name != of).for_each(|(_, lock)| lock.release());
        });
        done.run(found);
    }

    fn lock(self, of: &WorkKey, ask: Ask, then: Box<dyn FnOnce(bool)>) {
        let lost = of.clone();
        let lost = Rc::new(move || {
            if self.of.try_with_value(|of| *of == lost) == Some(true) {
                self.take_new_name();
            }
        });
        let lock = Lock::ask(&of.key(), ask, then, lost);
        self.locks.try_update_value(|locks| locks.push((of.clone(), lock)));
    }

    fn guard(self, autosave: Autosave) {
        let of = self.of();
        let lock =
            self.locks.with_value(|locks| locks.iter().find(|(name, _)| *name == of).map(|(_, lock)| lock.clone()));
        if let Some(lock) = lock {
            autosave.guard(lock, Rc::new(move || self.take_new_name()));
        }
    }

    /// Another tab may have taken the name while this page was asleep: the work goes on under a new one.
    fn take_new_name(self) {
        let Some(autosave) = self.autosave.try_get_value().flatten() else { return };
        self.release();
        let of = WorkKey::default().in_tab(&new_tab());
        self.of.set_value(of.clone());
        self.lock(&of, Ask::Now, Box::new(|_| {}));
        self.guard(autosave);
        autosave.move_to(of);
    }

    fn release(self) {
        self.locks.try_update_value(|locks| locks.drain(..).for_each(|(_, lock)| lock.release()));
    }
}
