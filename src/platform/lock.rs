//! Locks between the tabs of this browser: who has one keeps it until it is released or the page is gone. They are Web Locks,
//! and where a page has none, over plain http, claims over the storage (`claim.rs`).
//!
//! A browser may grant a Web Lock before the last writes of the page that had it arrive in this page. So a
//! lock that was waited for is granted [`SETTLE`] later, as a claim is.

use std::{cell::RefCell, rc::Rc, time::Duration};

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::set_timeout;
use storage::lock::SETTLE;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};

pub use super::ask::Ask;
use super::{
    ask::{Then, tell},
    claim::Claimed,
    promise::settled,
};

#[derive(Default)]
struct State {
    gone: bool,
    /// Whom to tell of the grant, while the last writes of the page that had it are waited for.
    granted: Option<Then>,
    release: Option<Function>,
    claimed: Option<Claimed>,
}

/// A lock that was asked for.
#[derive(Clone, Default)]
pub struct Lock(Rc<RefCell<State>>);

impl Lock {
    /// Requests a lock. Calls `then` with whether it was granted, and `lost` where it was taken from this tab while
    /// asleep. Web Locks are never lost.
    pub fn ask(name: &str, ask: Ask, then: Box<dyn FnOnce(bool)>, lost: Rc<dyn Fn()>) -> Self {
        let lock = Self::default();
        let then: Then = Rc::new(RefCell::new(Some(then)));
        if lock.request(name, ask == Ask::Wait, &then).is_none() {
            let claimed = Claimed::ask(name, ask, then.clone(), lost);
            if claimed.is_none() {
                // Without shared storage no other tab can see this one's work.
                tell(&then, true);
            }
            lock.0.borrow_mut().claimed = claimed;
        }
        lock
    }

    /// True where no other tab can have a lock at this moment that was granted to this one.
    pub fn is_sure(&self) -> bool {
        self.0.borrow().claimed.as_ref().is_none_or(Claimed::is_sure)
    }

    /// Lets it go, or stops asking for it.
    pub fn release(&self) {
        let mut state = self.0.borrow_mut();
        state.gone = true;
        if let Some(claimed) = &state.claimed {
            claimed.release();
        }
        if let Some(release) = state.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }

    /// Tells of a grant at once: the page is left, and cannot wait for what may be on its way.
    pub fn settle(&self) {
        let granted = self.0.borrow_mut().granted.take();
        if let Some(granted) = granted.filter(|_| !self.0.borrow().gone) {
            tell(&granted, true);
        }
    }

    fn request(&self, name: &str, wait: bool, then: &Then) -> Option<()> {
        let navigator = Reflect::get(&leptos::prelude::window(), &"navigator".into()).ok()?;
        let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
        let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"ifAvailable".into(), &(!wait).into()).ok()?;
        let (held, granted, failed) = (self.0.clone(), then.clone(), then.clone());
        let callback = Closure::once(move |lock: JsValue| -> JsValue {
            if held.borrow().gone || lock.is_null() {
                if !held.borrow().gone {
                    tell(&granted, false);
                }
                return JsValue::UNDEFINED;
            }
            // Held for as long as this promise is open.
            let promise = Promise::new(&mut |resolve, _| held.borrow_mut().release = Some(resolve));
            held.borrow_mut().granted = Some(granted);
            let settle = move || Self(held).settle();
            if wait {
                set_timeout(settle, Duration::from_secs_f64(SETTLE / 1_000.0));
            } else {
                settle();
            }
            promise.into()
        });
        let promise = request.call3(&locks, &name.into(), &options, callback.as_ref()).ok()?.dyn_into().ok()?;
        settled(promise, move |ended| {
            // A refused request never calls it.
            drop(callback);
            if ended.is_err() {
                // A page that may not ask for locks is as alone as one without them.
                tell(&failed, true);
            }
        });
        Some(())
    }
}
