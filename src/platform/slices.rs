//! Long work in slices of a few milliseconds, between which the page draws and takes input.

use std::{
    cell::{Cell, RefCell},
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use leptos::prelude::set_timeout;

use super::now;

/// The length of a slice, in milliseconds; the first one is in the task of the press, which draws as well.
const SLICE: f64 = 12.0;
/// The number of calls between two readings of the clock.
const QUESTIONS: u32 = 32;

/// Work that is pending where it can be left and gone on with; it awaits nothing else.
pub type Work<T> = Pin<Box<dyn Future<Output = T>>>;

/// The slice in hand, and how far the whole is.
#[derive(Default)]
pub struct Slice {
    end: Cell<f64>,
    asked: Cell<u32>,
    progress: Cell<f64>,
}

impl Slice {
    fn begin(&self) {
        self.end.set(now() + SLICE);
        self.asked.set(1);
    }

    /// Notes how much of the whole is done, from 0 to 1; returns true when it is time to pause.
    pub fn reach(&self, progress: f64) -> bool {
        self.progress.set(progress);
        let asked = self.asked.replace(self.asked.get() + 1);
        asked.is_multiple_of(QUESTIONS) && now() >= self.end.get()
    }
}

/// Work in slices that goes on until it is done or this is dropped.
pub struct Sliced {
    alive: Rc<Cell<bool>>,
}

impl Sliced {
    /// Tells whether it is not done yet.
    pub fn is_running(&self) -> bool {
        self.alive.get()
    }
}

impl Drop for Sliced {
    fn drop(&mut self) {
        self.alive.set(false);
    }
}

/// Works in slices, the first one at once: short work is done when this returns. After each slice but the last `paused` gets how
/// much of the whole is done.
pub fn in_slices<T: 'static>(
    make: impl FnOnce(Rc<Slice>) -> Work<T>,
    paused: impl Fn(f64) + 'static,
    done: impl FnOnce(T) + 'static,
) -> Sliced {
    let (slice, alive) = (Rc::new(Slice::default()), Rc::new(Cell::new(true)));
    let work = RefCell::new(Some((make(slice.clone()), done)));
    Rc::new(Job { slice, alive: alive.clone(), work, paused }).step();
    Sliced { alive }
}

struct Job<T, P, D> {
    slice: Rc<Slice>,
    alive: Rc<Cell<bool>>,
    work: RefCell<Option<(Work<T>, D)>>,
    paused: P,
}

impl<T: 'static, P: Fn(f64) + 'static, D: FnOnce(T) + 'static> Job<T, P, D> {
    fn step(self: Rc<Self>) {
        let Some((mut work, done)) = self.work.take().filter(|_| self.alive.get()) else { return };
        self.slice.begin();
        match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => {
                self.alive.set(false);
                done(result);
            }
            Poll::Pending => {
                self.work.replace(Some((work, done)));
                (self.paused)(self.slice.progress.get());
                set_timeout(move || self.step(), Duration::ZERO);
            }
        }
    }
}
