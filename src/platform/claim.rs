//! Drives a claim to a lock over the storage (`storage::lock`), where the browser has no Web Locks: by a timer, by the news of
//! other tabs, and when the page is shown or left.

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use storage::{
    lock::{Claim, News},
    store::Store,
};
use wasm_bindgen::JsCast;

use super::{
    ask::{Ask, Then, tell},
    now, random_bits,
    store::BrowserStore,
};

struct State {
    store: Box<dyn Store>,
    name: String,
    claim: Option<Claim>,
    ask: Ask,
    /// True where it was answered: granted or refused.
    answered: bool,
    /// While the page is left: whether the lock was sure. The last writes come in the same moment, before others can take it.
    left: Option<bool>,
    timer: Option<TimeoutHandle>,
    listeners: Vec<WindowListenerHandle>,
    then: Then,
    lost: Rc<dyn Fn()>,
}

/// A claim that is driven until it is released.
#[derive(Clone)]
pub struct Claimed(Rc<RefCell<State>>);

impl Claimed {
    /// Claims a lock; none where the browser stores nothing.
    pub fn ask(name: &str, ask: Ask, then: Then, lost: Rc<dyn Fn()>) -> Option<Self> {
        let store: Box<dyn Store> = Box::new(BrowserStore::open()?);
        let claim = claim(&*store, name);
        let claimed = Self(Rc::new(RefCell::new(State {
            store,
            name: name.to_owned(),
            claim: Some(claim),
            ask,
            answered: false,
            left: None,
            timer: None,
            listeners: Vec::new(),
            then,
            lost,
        })));
        let [news, hide, show, seen] = [(); 4].map(|()| claimed.clone());
        let listeners = vec![
            window_event_listener(ev::storage, move |event| {
                let key = event.unchecked_ref::<web_sys::StorageEvent>().key();
                if key.is_none_or(|key| news.is_about(&key)) {
                    news.step();
                }
            }),
            window_event_listener(ev::pagehide, move |_| hide.leave()),
            window_event_listener(ev::pageshow, move |_| show.come_back()),
            window_event_listener(ev::visibilitychange, move |_| seen.step()),
        ];
        claimed.0.borrow_mut().listeners = listeners;
        // The caller has the lock in its hands before it is answered.
        claimed.later(0.0);
        Some(claimed)
    }

    /// True where no other tab can have it. Before it is answered nothing is known against it.
    pub fn is_sure(&self) -> bool {
        let state = self.0.borrow();
        state.left.unwrap_or_else(|| !state.answered || state.is_held())
    }

    /// Lets it go for good.
    pub fn release(&self) {
        self.leave();
        let listeners = std::mem::take(&mut self.0.borrow_mut().listeners);
        listeners.into_iter().for_each(WindowListenerHandle::remove);
    }

    fn is_about(&self, key: &str) -> bool {
        self.0.borrow().claim.as_ref().is_some_and(|claim| claim.is_about(key))
    }

    /// The page is left, perhaps to come back as it was.
    fn leave(&self) {
        let sure = self.is_sure();
        let mut state = self.0.borrow_mut();
        let State { store, claim, timer, left, .. } = &mut *state;
        if let Some(timer) = timer.take() {
            timer.clear();
        }
        if let Some(claim) = claim {
            claim.release(&**store);
        }
        *left = Some(sure);
    }

    /// The page is back: what it had is claimed anew.
    fn come_back(&self) {
        let mut state = self.0.borrow_mut();
        if state.left.take().is_some() && state.claim.is_some() {
            state.claim = Some(claim(&*state.store, &state.name));
            drop(state);
            self.step();
        }
    }

    /// Takes the next step, and reports its result.
    fn step(&self) {
        let mut state = self.0.borrow_mut();
        if state.left.is_some() {
            return;
        }
        let State { store, claim, ask, answered, .. } = &mut *state;
        let Some(held) = claim else { return };
        let news = held.step(&**store, now());
        let refused = match (*answered, *ask) {
            // It was granted, and another tab took it while this page was away.
            (true, _) => held.is_waiting(),
            (false, Ask::Now) => held.is_waiting(),
            (false, Ask::Answered) => held.is_answered(),
            (false, Ask::Wait) => false,
        };
        let due = held.due(now());
        let was_answered = *answered;
        *answered |= refused || news == Some(News::Granted);
        let gone = refused || news == Some(News::Lost);
        if gone {
            held.release(&**store);
            *claim = None;
        }
        let (then, lost) = (state.then.clone(), state.lost.clone());
        drop(state);
        if !gone {
            self.later(due);
        }
        match (was_answered, gone) {
            (true, true) => lost(),
            (false, true) => tell(&then, false),
            (false, false) if news == Some(News::Granted) => tell(&then, true),
            _ => {}
        }
    }

    fn later(&self, due: f64) {
        let next = self.clone();
        let timer = set_timeout_with_handle(move || next.step(), Duration::from_secs_f64(due / 1_000.0)).ok();
        let old = std::mem::replace(&mut self.0.borrow_mut().timer, timer);
        if let Some(old) = old {
            old.clear();
        }
    }
}

impl State {
    fn is_held(&self) -> bool {
        self.claim.as_ref().is_some_and(|claim| claim.is_sure(&*self.store, now()))
    }
}

fn claim(store: &dyn Store, name: &str) -> Claim {
    Claim::new(store, name, &format!("{:x}", random_bits()), now())
}
