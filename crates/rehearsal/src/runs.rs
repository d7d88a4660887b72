//! At which instants users qualify, and from when to when the door is open (spec: timing.md §1, §2).

use journey::{
    lifecycle::EntryWindow,
    schedule::Publishing,
    setup::{EntryCriteria, Setup, Timeline},
    time::{Date, Instant},
};

use crate::{
    entry::{activation, last_occurrence, occurrences},
    zone::{Zone, day_start, midnight_after, next_day, to_local},
};

/// One instant at which users qualify.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// The instant.
    pub at: Instant,
    /// Why there is a run.
    pub because: RunReason,
}

/// Why there is a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunReason {
    /// The setup asks for one at activation itself.
    AtActivation,
    /// It is the midnight that ends the day of activation, which always counts (timing.md §1).
    MidnightAfterActivation(Date),
    /// It is the midnight that ends an occurrence's day.
    MidnightAfterOccurrence(Date),
}

/// The runs, ascending and each instant once. Event-triggered entry has none, nor has a setup that ends before the day of
/// activation. Lazy: a timeline without an end costs what is taken of it, and ends with [`crate::entry::LAST_YEAR`].
pub fn runs<'a>(setup: &'a Setup, publishing: Publishing, zone: &'a dyn Zone) -> impl Iterator<Item = Run> + use<'a> {
    Days::of(setup, publishing, zone).from(setup, zone, None)
}

/// The first `n` runs at or after an instant, without going through those before it.
pub fn next_runs(setup: &Setup, publishing: Publishing, zone: &dyn Zone, from: Instant, n: usize) -> Vec<Run> {
    let days = Days::of(setup, publishing, zone);
    // Days of room: where a zone skips or repeats a day, a midnight can lie that far from its date.
    let since = to_local(zone, from).date().checked_sub_days(chrono::Days::new(3));
    days.from(setup, zone, since).filter(|run| run.at >= from).take(n).collect()
}

/// From when to when users can come in: what the status depends on (timing.md §2). It closes with the last run; with
/// event-triggered entry at the midnight that ends the end date; never where the timeline or the entry has no end.
pub fn entry_window(setup: &Setup, publishing: Publishing, zone: &dyn Zone) -> EntryWindow {
    EntryWindow { opens: activation(setup, publishing, zone), closes: closes(setup, publishing, zone) }
}

/// From when on there is no entry; `None` where it stays open for ever. Never before activation.
pub fn closes(setup: &Setup, publishing: Publishing, zone: &dyn Zone) -> Option<Instant> {
    let days = Days::of(setup, publishing, zone);
    if setup.end.is_some_and(|end| end < days.day) {
        return Some(days.activation);
    }
    if setup.entry == EntryCriteria::OnEvent {
        return setup.end.map(|end| days.midnight(zone, end));
    }
    if setup.timeline == Timeline::Once && setup.run_at_activation {
        return Some(days.activation);
    }
    let endless = setup.end.is_none() && matches!(setup.timeline, Timeline::Recurring { .. });
    if endless && occurrences(&setup.timeline, days.day, None).any(|date| date > days.day) {
        return None;
    }
    let last = last_occurrence(&setup.timeline, days.day, setup.end).unwrap_or(days.day);
    Some(days.midnight(zone, last))
}

/// Activation and its day.
struct Days {
    activation: Instant,
    day: Date,
}

impl Days {
    fn of(setup: &Setup, publishing: Publishing, zone: &dyn Zone) -> Self {
        let activation = activation(setup, publishing, zone);
        Self { activation, day: to_local(zone, activation).date() }
    }

    /// The midnight that ends a day, which for the day of activation comes after activation whatever the clocks do.
    fn midnight(&self, zone: &dyn Zone, date: Date) -> Instant {
        if date <= self.day { midnight_after(zone, self.activation) } else { day_start(zone, next_day(date)) }
    }

    /// The runs of the days from `since` on.
    fn from<'a>(
        self,
        setup: &'a Setup,
        zone: &'a dyn Zone,
        since: Option<Date>,
    ) -> impl Iterator<Item = Run> + use<'a> {
        let open = setup.entry == EntryCriteria::AtATime && setup.end.is_none_or(|end| end >= self.day);
        let once = setup.timeline == Timeline::Once && setup.run_at_activation;
        let first = setup.run_at_activation.then_some(Run { at: self.activation, because: RunReason::AtActivation });
        let day = self.day;
        let later = occurrences(&setup.timeline, day, setup.end).filter(move |date| *date != day);
        let midnights = std::iter::once(day)
            .chain(later)
            .filter(move |date| since.is_none_or(|since| *date >= since))
            .take_while(move |_| !once)
            .map(move |date| Run {
                at: self.midnight(zone, date),
                because: if date == day {
                    RunReason::MidnightAfterActivation(date)
                } else {
                    RunReason::MidnightAfterOccurrence(date)
                },
            });
        // A day that does not exist ends when the day before it does: one run.
        let mut last = None;
        first
            .into_iter()
            .chain(midnights)
            .filter(move |run| last.replace(run.at) != Some(run.at))
            .take_while(move |_| open)
    }
}
