//! The facts that decide when a version takes users in: its publishing, its pauses and its end (spec: timing.md §1).

use crate::model::{
    journey::{Journey, Published},
    time::Instant,
};

/// The wait of a version that was published with *Stop previous version*.
pub const AFTER_STOP: chrono::TimeDelta = chrono::TimeDelta::hours(2);

/// When *Done* was or would be pressed, and whether the version waits for the one before it to be stopped. Activation is
/// reckoned from this and never from a bare instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Publishing {
    at: Instant,
    waits: bool,
}

impl Publishing {
    /// Publishing at an instant, without a live version or over one that is restricted.
    pub fn at_once(at: Instant) -> Self {
        Self { at, waits: false }
    }

    /// Publishing at an instant with *Stop previous version*.
    pub fn after_stop(at: Instant) -> Self {
        Self { at, waits: true }
    }

    /// The publishing of a version, by the record of its journey.
    pub fn of(journey: &Journey, version: &Published) -> Self {
        let at = version.record().at;
        let stopped_for_it = |other: &Published| {
            let record = other.record();
            other.number() < version.number() && record.stopped == Some(at) && record.superseded.is_none()
        };
        Self { at, waits: journey.published.iter().any(stopped_for_it) }
    }

    /// P: when *Done* is pressed.
    pub fn at(self) -> Instant {
        self.at
    }

    /// True where the version waits for two hours after the one before it was stopped.
    pub fn waits(self) -> bool {
        self.waits
    }

    /// The first instant at which the version can activate, whatever its start says.
    pub fn earliest(self) -> Instant {
        let waited = if self.waits { self.at.checked_add_signed(AFTER_STOP) } else { None };
        waited.unwrap_or(self.at)
    }
}

/// Publishing, pauses and end of a version: what a timetable is made from, of a draft or of what is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    publishing: Publishing,
    paused: Vec<(Instant, Option<Instant>)>,
    stopped: Option<Instant>,
    superseded: Option<Instant>,
}

impl Schedule {
    /// A draft as if it were published like this.
    pub fn planned(publishing: Publishing) -> Self {
        Self { publishing, paused: Vec::new(), stopped: None, superseded: None }
    }

    /// A published version, by what is on record of its journey.
    pub fn of(journey: &Journey, version: &Published) -> Self {
        let record = version.record();
        Self {
            publishing: Publishing::of(journey, version),
            paused: record.paused.clone(),
            stopped: record.stopped,
            superseded: record.superseded,
        }
    }

    /// Its publishing.
    pub fn publishing(&self) -> Publishing {
        self.publishing
    }

    /// From when to when it was paused; the last one may still last.
    pub fn paused(&self) -> &[(Instant, Option<Instant>)] {
        &self.paused
    }

    /// When it was stopped.
    pub fn stopped(&self) -> Option<Instant> {
        self.stopped
    }

    /// When a newer version took over or it was stopped.
    pub fn ended(&self) -> Option<Instant> {
        [self.superseded, self.stopped].into_iter().flatten().min()
    }

    /// True where users who qualify at an instant come in, as far as pauses and the end go.
    pub fn admits(&self, at: Instant) -> bool {
        let paused = self.paused.iter().any(|(from, to)| *from <= at && to.is_none_or(|to| at < to));
        !paused && self.ended().is_none_or(|end| at < end)
    }
}
