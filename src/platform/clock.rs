//! The one signal that ticks. Everything that depends on the time reads it, and no function asks what time it is.

use std::time::Duration;

use journey::time::Instant;
use leptos::prelude::*;

use super::session;
use signals::{RwSignal, shared};

/// The interval at which the clock reads the time. Dependents are compared before anything is drawn again.
const TICK: Duration = Duration::from_secs(1);

/// The instant it is, to the millisecond.
pub fn read() -> Instant {
    Instant::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or(Instant::UNIX_EPOCH)
}

/// A monotonic count of milliseconds, for telling edits of one stroke from others.
pub fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// The key of a clock that was set by hand. It is per tab: a reload keeps it, and no other tab sees it.
const KEY: &str = "sojourn/clock";

/// The clock: real time, or an instant that was set by hand for a rehearsal and stands still (spec: timing.md §5).
#[derive(Clone, Copy)]
pub struct Clock {
    /// The instant it is.
    pub now: Signal<Instant>,
    real: RwSignal<Instant>,
    simulated: RwSignal<Option<Instant>>,
}

impl Clock {
    /// The instant it was set to by hand.
    pub fn simulated(self) -> Option<Instant> {
        shared(self.simulated).get()
    }

    /// Looks at the time now: what was done at an instant is not shown as of the tick before.
    pub fn look(self) {
        self.real.try_set(read());
    }

    /// Sets it by hand; `None` goes back to real time.
    pub fn set(self, at: Option<Instant>) {
        // Without storage the choice holds until the page is left.
        session::set(KEY, &at.map(|at| at.timestamp_millis().to_string()).unwrap_or_default());
        self.simulated.set(at);
    }
}

/// Starts the clock. A browser slows the timers of a page that is not seen, so it is also set when the page comes back.
pub fn start() -> Clock {
    let real = RwSignal::new(read());
    let kept = session::get(KEY).and_then(|text| text.parse().ok()).and_then(Instant::from_timestamp_millis);
    let simulated = RwSignal::new(kept);
    let now = Signal::derive(move || shared(simulated).get().unwrap_or_else(|| shared(real).get()));
    let clock = Clock { now, real, simulated };
    // The clock ticks as long as the page lives: nobody has to stop it.
    let _ = set_interval_with_handle(move || clock.look(), TICK);
    std::mem::forget(window_event_listener(leptos::ev::focus, move |_| clock.look()));
    std::mem::forget(window_event_listener(leptos::ev::pageshow, move |_| clock.look()));
    clock
}
