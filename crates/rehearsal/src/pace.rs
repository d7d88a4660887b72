//! The pace of a long computation: it counts its work, and pauses between two steps.
//!
//! A computation is an `async fn` that awaits [`Pace::step`] and nothing else. Polled to its end, it runs straight through; the
//! page polls it for a few milliseconds at a time, shows [`Pace::progress`] in between, and cancels by dropping it.

use std::{
    cell::Cell,
    future::Future,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

/// The progress of the whole.
const WHOLE: (f64, f64) = (0.0, 1.0);

/// The work of one computation.
pub struct Pace<'a> {
    done: Cell<u64>,
    progress: Cell<f64>,
    /// From and to which progress the stage in hand goes.
    stage: Cell<(f64, f64)>,
    /// From and to which progress the part in hand of it goes.
    part: Cell<(f64, f64)>,
    /// Tells after a step that it is time to pause.
    pause: Option<&'a dyn Fn(&Pace) -> bool>,
}

impl Default for Pace<'_> {
    /// A pace that never pauses.
    fn default() -> Self {
        Self {
            done: Cell::new(0),
            progress: Cell::new(0.0),
            stage: Cell::new(WHOLE),
            part: Cell::new(WHOLE),
            pause: None,
        }
    }
}

impl<'a> Pace<'a> {
    /// A pace that pauses whenever `pause` says so, which sees how far it is.
    pub fn new(pause: &'a dyn Fn(&Pace) -> bool) -> Self {
        Self { pause: Some(pause), ..Self::default() }
    }

    /// Counts some steps, and pauses where it is time.
    pub async fn step(&self, steps: usize) {
        self.done.set(self.done.get() + steps as u64);
        if self.pause.is_some_and(|pause| pause(self)) {
            Pause(false).await;
        }
    }

    /// Begins a stage, which goes from one progress to another: the parts that follow are parts of it.
    pub fn stage(&self, from: f64, to: f64) {
        self.stage.set((from, to));
        self.part.set((from, to));
    }

    /// Begins one of several parts of the same length.
    pub fn part(&self, number: usize, of: usize) {
        let (from, to) = self.stage.get();
        let of = of.max(number + 1) as f64;
        let at = |number: usize| from + (to - from) * number as f64 / of;
        self.part.set((at(number), at(number + 1)));
    }

    /// Records how much of the present part is done.
    pub fn reach(&self, done: usize, of: usize) {
        let (from, to) = self.part.get();
        let reached = from + (to - from) * done as f64 / of.max(1) as f64;
        // Progress never goes back where a part proves longer than expected.
        self.progress.set(self.progress.get().max(reached));
    }

    /// The number of steps done.
    pub fn done(&self) -> u64 {
        self.done.get()
    }

    /// The fraction of the whole that is done, as far as it is known: from 0 to 1.
    pub fn progress(&self) -> f64 {
        self.progress.get()
    }
}

/// Is pending once.
struct Pause(bool);

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) { Poll::Ready(()) } else { Poll::Pending }
    }
}

/// Runs a paced computation straight through.
pub(crate) fn straight<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_pauses_where_it_is_told_to_and_says_how_far_it_is() {
        let pause = |pace: &Pace| pace.done().is_multiple_of(4);
        let pace = Pace::new(&pause);
        pace.part(1, 2);
        let mut work = pin!(async {
            for n in 0..10 {
                pace.reach(n, 10);
                pace.step(1).await;
            }
            "done"
        });
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(work.as_mut().poll(&mut context), Poll::Pending);
        assert_eq!((pace.done(), pace.progress()), (4, 0.65));
        assert_eq!(work.as_mut().poll(&mut context), Poll::Pending);
        assert_eq!(work.as_mut().poll(&mut context), Poll::Ready("done"));
        assert_eq!((pace.done(), pace.progress()), (10, 0.95));
    }

    #[test]
    fn parts_are_parts_of_the_stage_in_hand() {
        let pace = Pace::default();
        pace.stage(0.5, 0.7);
        pace.part(1, 2);
        pace.reach(1, 2);
        assert!((pace.progress() - 0.65).abs() < 1e-9);
        pace.stage(0.7, 1.0);
        pace.reach(1, 3);
        assert!((pace.progress() - 0.8).abs() < 1e-9);
    }

    #[test]
    fn without_a_pause_it_runs_straight_through() {
        let pace = Pace::default();
        assert_eq!(straight(async { pace.step(3).await }), ());
        assert_eq!(pace.done(), 3);
    }
}
