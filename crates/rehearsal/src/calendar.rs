//! The messages of all journeys by day, and their collisions (spec: timing.md §5, interface.md `/calendar`).

use std::collections::{HashMap, hash_map::Entry};

use journey::{
    journey::Draft,
    kind::Kind,
    schedule::Schedule,
    time::{Date, Instant},
};

use crate::{
    time_set::{days_later, instant, millis},
    timetable::{TimetableQuery, by_place},
    zone::{Zone, day_start, next_day},
};

/// The most days of one calendar.
pub const DAYS_MAX: usize = 400;
/// The search for earlier runs whose users may still get messages: the days back, and the most runs.
const BACK: i64 = 62;
const RUNS_MAX: usize = 120;

/// A journey on the calendar: a published version, or a draft as if it were published.
pub struct Planned<'a> {
    /// Setup and graph.
    pub draft: &'a Draft,
    /// Its publishing, pauses and end.
    pub schedule: &'a Schedule,
    /// Its zone.
    pub zone: &'a dyn Zone,
}

/// A message on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The index of the journey.
    pub journey: usize,
    /// The place of its engagement in that journey's graph.
    pub place: usize,
    /// The channel.
    pub kind: Kind,
    /// The first and the last instant of that day at which it can go out.
    pub from: Instant,
    /// The last one.
    pub to: Instant,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The date, in the calendar's zone.
    pub date: Date,
    /// The messages that can go out on it, by instant.
    pub sendings: Vec<Sending>,
    /// The journeys that send to the same users on it: those with the same entry, where there are several.
    pub collisions: Vec<Vec<usize>>,
}

impl Day {
    /// The number of journeys that send on it.
    pub fn journeys(&self) -> usize {
        let mut all: Vec<usize> = self.sendings.iter().map(|sending| sending.journey).collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    }
}

/// Every day from one date to another, at most [`DAYS_MAX`], in the zone of whoever looks.
pub fn calendar(journeys: &[Planned], zone: &dyn Zone, from: Date, to: Date) -> Vec<Day> {
    let dates: Vec<Date> = from.iter_days().take_while(|date| *date <= to).take(DAYS_MAX).collect();
    let Some(last) = dates.last() else { return Vec::new() };
    let start = day_start(zone, from);
    let bounds: Vec<i64> = dates.iter().chain([&next_day(*last)]).map(|date| millis(day_start(zone, *date))).collect();
    let mut days: Vec<Day> =
        dates.iter().map(|date| Day { date: *date, sendings: Vec::new(), collisions: Vec::new() }).collect();
    for (n, planned) in journeys.iter().enumerate() {
        let since = days_later(start, -BACK);
        let schedule = planned.schedule.clone();
        let ask = TimetableQuery { draft: planned.draft, schedule, zone: planned.zone, from: since, runs: 0 };
        let end = instant(bounds[bounds.len() - 1]);
        let runs = ask.runs_from(since, RUNS_MAX).iter().take_while(|run| run.at < end).count();
        let table = TimetableQuery { runs, ..ask }.timetable();
        let messages = by_place(&table.messages, table.nodes.len());
        let mut known = HashMap::new();
        for pass in &table.passes {
            for (place, sent) in pass.flow.sent.iter().enumerate() {
                let Some(message) = messages[place] else { continue };
                for piece in sent {
                    let set = pass.flow.pieces[*piece as usize].set;
                    // With event-triggered entry others enter after the first: it goes on as long as the door is open.
                    let until =
                        if table.gap.is_some() && table.closes.is_none() { bounds[bounds.len() - 1] } else { set.at.1 };
                    let first = bounds.partition_point(|bound| *bound <= set.at.0).saturating_sub(1);
                    for i in first..days.len() {
                        let (from, to) = (bounds[i].max(set.at.0), (bounds[i + 1] - 1).min(until.max(set.at.1)));
                        if bounds[i] > until {
                            break;
                        }
                        if from <= to && (set.hits(from, to) || until > set.at.1) {
                            let (from, to) = (instant(from), instant(to));
                            note(
                                &mut days[i],
                                known.entry((i, place)),
                                Sending { journey: n, place, kind: message.kind, from, to },
                            );
                        }
                    }
                }
            }
        }
    }
    for day in &mut days {
        day.sendings.sort_by_key(|sending| (sending.from, sending.journey, sending.place));
        day.collisions = collisions(journeys, day);
    }
    days
}

/// Each message of a journey stands on a day once; `known` is its place among the sendings.
fn note(day: &mut Day, known: Entry<(usize, usize), usize>, sending: Sending) {
    let at = *known.or_insert(day.sendings.len());
    match day.sendings.get_mut(at) {
        Some(known) => (known.from, known.to) = (known.from.min(sending.from), known.to.max(sending.to)),
        None => day.sendings.push(sending),
    }
}

/// The journeys with the same entry that send on a day, where there are several.
fn collisions(journeys: &[Planned], day: &Day) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut all: Vec<usize> = day.sendings.iter().map(|sending| sending.journey).collect();
    all.sort_unstable();
    all.dedup();
    for n in all {
        let same =
            |group: &&mut Vec<usize>| group.first().is_some_and(|first| same_entry(&journeys[*first], &journeys[n]));
        match groups.iter_mut().find(same) {
            Some(group) => group.push(n),
            None => groups.push(vec![n]),
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

fn same_entry(a: &Planned, b: &Planned) -> bool {
    match (a.draft.graph.entry(), b.draft.graph.entry()) {
        (Some(one), Some(other)) => {
            one.kind == other.kind && one.segment == other.segment && a.draft.setup.entry == b.draft.setup.entry
        }
        _ => false,
    }
}
