//! Quiet hours: when messages are held back (spec: journey.md §4, timing.md §4).

use chrono::{Datelike, Days};
use journey::{
    setup::{QuietHours, QuietWindow},
    time::{Date, Instant},
};

use crate::zone::{Zone, resolve, to_local};

/// How far ahead a legal moment is looked for, in days: quiet hours repeat every week, so a week and a window over midnight
/// on either side show whether there is one.
const AHEAD: i64 = 9;

/// When the quiet hours that an instant lies in end, windows that touch or overlap taken together; `None` where it lies in
/// none. `Some(None)` where they leave no legal moment at all.
pub fn quiet_until(quiet: &QuietHours, zone: &dyn Zone, instant: Instant) -> Option<Option<Instant>> {
    let mut end = covering(quiet, zone, instant)?;
    while let Some(later) = covering(quiet, zone, end) {
        if later - instant > chrono::TimeDelta::days(AHEAD) {
            return Some(None);
        }
        end = later;
    }
    Some(Some(end))
}

/// When quiet hours begin next, strictly after an instant; `None` where none do within nine days.
pub fn next_quiet(quiet: &QuietHours, zone: &dyn Zone, instant: Instant) -> Option<Instant> {
    let today = to_local(zone, instant).date();
    today.iter_days().take(AHEAD as usize).find_map(|date| {
        let spans = quiet.windows.iter().filter_map(|window| span(window, zone, date));
        spans.map(|(from, _)| from).filter(|from| *from > instant).min()
    })
}

/// The latest end of the windows that an instant lies in.
fn covering(quiet: &QuietHours, zone: &dyn Zone, instant: Instant) -> Option<Instant> {
    let today = to_local(zone, instant).date();
    // One that began the day before may go over midnight, and over a day that the zone skips.
    let first = today.checked_sub_days(Days::new(2)).unwrap_or(today);
    let spans = first
        .iter_days()
        .take(3)
        .flat_map(|date| quiet.windows.iter().filter_map(move |window| span(window, zone, date)));
    spans.filter(|(from, to)| (*from..*to).contains(&instant)).map(|(_, to)| to).max()
}

/// From when to when the window holds that begins on a date; `None` where it is not one of its weekdays.
pub(crate) fn span(window: &QuietWindow, zone: &dyn Zone, date: Date) -> Option<(Instant, Instant)> {
    let on = window.days.contains(&date.weekday());
    let last = if window.to > window.from { date } else { date.succ_opt()? };
    on.then(|| (resolve(zone, date.and_time(window.from.naive())), resolve(zone, last.and_time(window.to.naive()))))
}
