//! Locks between the tabs of this browser (Web Locks): who has one keeps it until it is released or the page is gone.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};

#[derive(Default)]
struct State {
    gone: bool,
    release: Option<Function>,
}

/// A lock that was asked for.
#[derive(Clone, Default)]
pub struct Lock(Rc<RefCell<State>>);

type Then = Rc<RefCell<Option<Box<dyn FnOnce(bool)>>>>;

impl Lock {
    /// Asks for a lock, and tells whether it was granted: at once, or with `wait` as soon as nobody else has it. A browser
    /// without locks grants every one.
    pub fn ask(name: &str, wait: bool, then: Box<dyn FnOnce(bool)>) -> Self {
        let lock = Self::default();
        let then: Then = Rc::new(RefCell::new(Some(then)));
        if lock.request(name, wait, &then).is_none() {
            tell(&then, true);
        }
        lock
    }

    /// Lets it go, or stops asking for it.
    pub fn release(&self) {
        let mut state = self.0.borrow_mut();
        state.gone = true;
        if let Some(release) = state.release.take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }

    fn request(&self, name: &str, wait: bool, then: &Then) -> Option<()> {
        let navigator = Reflect::get(&leptos::prelude::window(), &"navigator".into()).ok()?;
        let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
        let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"ifAvailable".into(), &(!wait).into()).ok()?;
        let (held, granted, failed) = (self.0.clone(), then.clone(), then.clone());
        let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if held.borrow().gone || lock.is_null() {
                if !held.borrow().gone {
                    tell(&granted, false);
                }
                return JsValue::UNDEFINED;
            }
            // Held for as long as this promise is open.
            let promise = Promise::new(&mut |resolve, _| held.borrow_mut().release = Some(resolve));
            tell(&granted, true);
            promise.into()
        });
        let promise = request.call3(&locks, &name.into(), &options, &callback).ok()?;
        let catch: Function = Reflect::get(&promise, &"catch".into()).ok()?.dyn_into().ok()?;
        // A page that may not ask for locks is as alone as one without them.
        let _ = catch.call1(&promise, &Closure::once_into_js(move |_: JsValue| tell(&failed, true)));
        Some(())
    }
}

fn tell(then: &Then, granted: bool) {
    let then = then.borrow_mut().take();
    if let Some(then) = then {
        then(granted);
    }
}
