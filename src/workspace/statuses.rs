//! Statuses and entry windows: the timetable's part in what a journey is at this instant.

use journey::{
    journey::{Journey, Published},
    lifecycle::{self, EntryWindow, Facts, Statuses},
    schedule::Publishing,
    time::Instant,
};
use leptos::prelude::*;
use rehearsal::runs::entry_window;

use super::state::Workspace;
use crate::platform::zone::BrowserZone;

impl Workspace {
    /// The statuses of a journey's versions now. Whoever asks hears of every tick; compare before drawing.
    pub fn statuses(self, journey: &Journey) -> Statuses {
        let now = self.now.get();
        // A clock set by hand shows the past as it was; the real one takes nothing back that was done.
        let now = if self.clock.simulated().is_some() { now } else { lifecycle::present(journey, now) };
        self.statuses_at(journey, now)
    }

    pub(super) fn statuses_at(self, journey: &Journey, now: Instant) -> Statuses {
        Statuses::of(journey, &|journey, version| self.entry_window(journey, version), now)
    }

    /// The status table's facts and statuses of a journey at this instant.
    pub fn standing(self, journey: &Journey) -> (Statuses, Facts) {
        let facts = Facts { rehearsing: self.clock.simulated().is_some(), ..Facts::of(journey) };
        (self.statuses(journey), facts)
    }

    /// The time in which a published version takes users in.
    pub fn entry_window(self, journey: &Journey, version: &Published) -> EntryWindow {
        let key = (journey.id.clone(), version.number());
        if let Some(known) = self.windows.with_value(|windows| windows.get(&key).copied()) {
            return known;
        }
        let window = window_of(journey, version);
        self.windows.update_value(|windows| {
            windows.insert(key, window);
        });
        window
    }
}

/// The time in which a published version takes users in, worked out anew.
pub(super) fn window_of(journey: &Journey, version: &Published) -> EntryWindow {
    let setup = &version.content().setup;
    let zone = BrowserZone::open_or_utc(&setup.zone);
    entry_window(setup, Publishing::of(journey, version), &zone)
}
