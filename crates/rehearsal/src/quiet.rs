//! Quiet hours: when messages are held back (spec: journey.md §4, timing.md §3, §4).

use chrono::Datelike;
use journey::{
    setup::QuietWindow,
    time::{Date, Instant},
};

use crate::zone::{Zone, showing};

/// When the window is open that begins on a date: the instants whose local clock time lies in it. None where the date is not one
/// of its weekdays, more than one where the clocks change meanwhile.
pub(crate) fn open(window: &QuietWindow, zone: &dyn Zone, date: Date) -> Vec<(Instant, Instant)> {
    let last = if window.to > window.from { Some(date) } else { date.succ_opt() };
    match last.filter(|_| window.days.contains(&date.weekday())) {
        Some(last) => showing(zone, date.and_time(window.from.naive()), last.and_time(window.to.naive())).collect(),
        None => Vec::new(),
    }
}
