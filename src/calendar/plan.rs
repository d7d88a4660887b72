//! The messages on the days of a month, and their journeys.

use std::slice::Chunks;

use journey::{
    journey::{Draft, Journey, Published},
    schedule::{Publishing, Schedule},
    text::JourneyId,
    time::Instant,
};
use rehearsal::calendar::{Day, Planned, Sending, calendar};

use super::month::Month;
use crate::{
    platform::{
        measure::timed,
        zone::{self, BrowserZone},
    },
    route::Route,
};

/// A version that is on the calendar.
pub struct Entry {
    /// The name of its journey, with the number of the version where there are several.
    pub name: String,
    /// The address of its page.
    pub href: String,
    /// True where it is a draft.
    pub is_draft: bool,
    journey: JourneyId,
    content: Draft,
    schedule: Schedule,
}

impl Entry {
    /// A published version.
    pub fn version(journey: &Journey, version: &Published) -> Self {
        let number = version.number();
        let name =
            if journey.published.len() > 1 { format!("{} v{number}", journey.name) } else { journey.name.to_string() };
        let href = Route::Version(journey.id.clone(), number).href();
        let id = journey.id.clone();
        Self {
            name,
            href,
            is_draft: false,
            journey: id,
            content: version.content().clone(),
            schedule: Schedule::of(journey, version),
        }
    }

    /// A draft as if it were published now.
    pub fn draft(journey: &Journey, draft: &Draft, now: Instant) -> Self {
        let href = Route::Journey(journey.id.clone()).href();
        let (name, schedule) = (journey.name.to_string(), Schedule::planned(Publishing::at_once(now)));
        let id = journey.id.clone();
        Self { name, href, is_draft: true, journey: id, content: draft.clone(), schedule }
    }
}

/// The calendar of a month.
pub struct Plan {
    /// The versions that send.
    pub entries: Vec<Entry>,
    /// The days of its weeks.
    pub days: Vec<Day>,
    /// The month.
    pub month: Month,
}

impl Plan {
    /// The messages that versions send in a month.
    pub fn new(entries: Vec<Entry>, month: Month) -> Self {
        let zones: Vec<BrowserZone> =
            entries.iter().map(|entry| BrowserZone::open_or_utc(&entry.content.setup.zone)).collect();
        let planned: Vec<Planned> = entries
            .iter()
            .zip(&zones)
            .map(|(entry, zone)| Planned { draft: &entry.content, schedule: &entry.schedule, zone })
            .collect();
        let (from, to) = month.days();
        let days = timed("calendar", || calendar(&planned, &zone::local(), from, to));
        Self { entries, days, month }
    }

    /// Its weeks.
    pub fn weeks(&self) -> Chunks<'_, Day> {
        self.days.chunks(7)
    }

    /// The messages of a day by version, in the order of the first message.
    pub fn by_entry<'a>(&'a self, day: &'a Day) -> Vec<(&'a Entry, Vec<&'a Sending>)> {
        let mut groups: Vec<(usize, Vec<&Sending>)> = Vec::new();
        for sending in &day.sendings {
            match groups.iter_mut().find(|group| group.0 == sending.journey) {
                Some(group) => group.1.push(sending),
                None => groups.push((sending.journey, vec![sending])),
            }
        }
        groups.into_iter().filter_map(|(n, all)| Some((self.entries.get(n)?, all))).collect()
    }

    /// The name of a message.
    pub fn label(&self, sending: &Sending) -> String {
        let graph = self.entries.get(sending.journey).map(|entry| &entry.content.graph);
        let node = graph.and_then(|graph| graph.nodes().nth(sending.place));
        node.map(journey::graph::Node::label).unwrap_or_default()
    }

    /// The journeys that collide on a day, by name. Versions of one journey do not: who enters goes to the new one.
    pub fn collisions(&self, day: &Day) -> Vec<Vec<&str>> {
        let of = |group: &Vec<usize>| {
            // They follow one another.
            let mut all: Vec<&Entry> = group.iter().filter_map(|n| self.entries.get(*n)).collect();
            all.dedup_by(|later, earlier| later.journey == earlier.journey);
            all.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>()
        };
        day.collisions.iter().map(of).filter(|names| names.len() > 1).collect()
    }

    /// The month in a sentence.
    pub fn summary(&self) -> String {
        let own = || self.days.iter().filter(|day| self.month.has(day.date));
        let sending = own().filter(|day| !day.sendings.is_empty()).count();
        let busy = own().filter(|day| !self.collisions(day).is_empty()).count();
        let days = |n: usize| format!("{n} day{}", if n == 1 { "" } else { "s" });
        match (sending, busy) {
            (0, _) => "Nothing is sent in this month".to_owned(),
            (n, 0) => format!("Messages go out on {}; no journeys collide", days(n)),
            (n, busy) => {
                format!("Messages go out on {}; on {} journeys with the same entry collide", days(n), days(busy))
            }
        }
    }
}
