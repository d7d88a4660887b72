//! The ways to request a lock, and the answer.

use std::{cell::RefCell, rc::Rc};

/// The way a lock is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// It is refused at once where a claim of another tab stands.
    Now,
    /// It is refused where another tab has it; one that was killed is waited for until that is certain.
    Answered,
    /// It is granted as soon as nobody else has it.
    Wait,
}

/// The callback that gets, once, whether a lock was granted.
pub type Then = Rc<RefCell<Option<Box<dyn FnOnce(bool)>>>>;

/// Tells whether it was granted, the first time.
pub fn tell(then: &Then, granted: bool) {
    let then = then.borrow_mut().take();
    if let Some(then) = then {
        then(granted);
    }
}
