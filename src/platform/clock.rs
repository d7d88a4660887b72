//! The one signal that ticks. Everything that depends on the time reads it, and no function asks what time it is.

use std::time::Duration;

use journey::time::Instant;
use leptos::prelude::*;

/// How often the clock looks at the time. What depends on it is compared before anything is drawn again.
const TICK: Duration = Duration::from_secs(1);

/// The instant it is, to the millisecond.
pub fn read() -> Instant {
    Instant::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or(Instant::UNIX_EPOCH)
}

/// A monotonic count of milliseconds, for telling edits of one stroke from others.
pub fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// Starts the clock. A browser slows the timers of a page that is not seen, so it is also set when the page comes back.
pub fn start() -> RwSignal<Instant> {
    let now = RwSignal::new(read());
    let set = move || {
        now.try_set(read());
    };
    // The clock ticks as long as the page lives: nobody has to stop it.
    let _ = set_interval_with_handle(set, TICK);
    std::mem::forget(window_event_listener(leptos::ev::focus, move |_| set()));
    std::mem::forget(window_event_listener(leptos::ev::pageshow, move |_| set()));
    now
}
