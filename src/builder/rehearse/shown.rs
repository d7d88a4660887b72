//! The timetable with all that is drawn of it.

use std::{rc::Rc, sync::Arc};

use chrono::TimeDelta;
use journey::{
    graph::Node,
    journey::Draft,
    order,
    schedule::{Publishing, Schedule},
    text::NodeId,
    time::{Date, Instant},
};
use rehearsal::{
    export,
    pace::Pace,
    timetable::{Timetable, TimetableQuery},
    ways_in::WaysIn,
    whereabouts::{ClockChange, clock_changes, quiet_spans},
    zone::to_local,
};

use super::scale::{Scale, minute_end};
use crate::platform::{measure, slices::Slice, zone::BrowserZone};

/// The search for earlier runs whose users may still be inside: the days back, and the most runs.
const BACK: (i64, usize) = (62, 80);

/// The most nodes of a route that a row names.
const ROUTE_MAX: usize = 6;

/// The input of the dock: a draft as if published at an instant, or a version by its schedule, seen from an instant.
#[derive(Clone)]
pub struct Asked {
    /// Setup and graph.
    pub draft: Draft,
    /// The schedule of a published version; `None` for a draft.
    pub schedule: Option<Schedule>,
    /// The instant.
    pub seen: Instant,
    /// The number of runs that are listed one by one.
    pub count: usize,
}

/// The content of the dock.
pub struct Shown {
    draft: Draft,
    schedule: Schedule,
    /// From when on runs are asked for, and how many.
    from: Instant,
    count: usize,
    /// The timetable.
    pub table: Timetable,
    /// From when to when the time line goes.
    pub scale: Scale,
    /// The first instant at which somebody is inside.
    pub first: Instant,
    /// Everything on the time line that the slider can go to, ascending.
    pub events: Vec<Instant>,
    /// The quiet hours on the time line.
    pub quiet: Vec<(Instant, Instant)>,
    /// The clock changes on it.
    pub changes: Vec<ClockChange>,
    /// The number of messages that one user can get, by day.
    pub daily: Vec<(Date, u32)>,
    ways_in: WaysIn,
}

impl Shown {
    /// Exports the messages as a calendar, or as a table, in slices; also returns their number. `made` is the instant
    /// of the export.
    pub async fn export(
        self: Arc<Self>,
        (id, name): (String, String),
        made: Option<Instant>,
        slice: Rc<Slice>,
    ) -> (usize, String) {
        let pause = |pace: &Pace| slice.reach(pace.progress());
        let pace = Pace::new(&pause);
        let zone = self.zone();
        let ask = self.ask(&zone);
        pace.stage(0.0, 0.5);
        let rows = export::rows_paced(&ask.explanations(&self.table), &self.table, &|at| zone.say(at), &pace).await;
        pace.stage(0.5, 1.0);
        let text = match made {
            Some(made) => export::ics_paced(&rows, &id, &name, made, &pace).await,
            None => export::csv_paced(&rows, &zone, &pace).await,
        };
        (rows.len(), text)
    }

    /// Works it out in slices.
    pub async fn work_out(asked: Asked, slice: Rc<Slice>) -> Self {
        let Asked { draft, schedule, seen, count } = asked;
        let pause = |pace: &Pace| slice.reach(pace.progress());
        let pace = Pace::new(&pause);
        let zone = BrowserZone::open_or_utc(&draft.setup.zone);
        let published = schedule.is_some();
        let schedule = schedule.unwrap_or_else(|| Schedule::planned(Publishing::at_once(seen)));
        let ask = TimetableQuery { draft: &draft, schedule, zone: &zone, from: seen, runs: count };
        // Those of the last run before are still inside.
        let back = || {
            let since = TimetableQuery { from: seen - TimeDelta::days(BACK.0), ..ask.clone() };
            since.runs_from(since.from, BACK.1).into_iter().take_while(|run| run.at < seen).last()
        };
        let before = if published { back() } else { None };
        let ask = match before {
            Some(run) => TimetableQuery { from: run.at, runs: count + 1, ..ask },
            None => ask,
        };
        measure::begin("timetable");
        let table = ask.paced(&pace).await;
        measure::end("timetable");
        let TimetableQuery { schedule, from, runs: count, .. } = ask;
        let start = from.min(seen);
        let mut events = events(&table);
        let last = events.iter().max().copied().unwrap_or(start).max(start);
        let scale = Scale::new(start, last);
        let ends = [table.closes, table.ends].into_iter().flatten();
        let changes = clock_changes(&zone, scale.from, scale.to);
        events.extend(ends.chain(changes.iter().map(|change| change.at)));
        events.retain(|at| (scale.from..=scale.to).contains(at));
        order::sort(&mut events);
        events.dedup();
        let quiet = quiet_spans(&draft.setup, &zone, scale.from, scale.to);
        let date = |at| to_local(&zone, at).date();
        let daily = table.daily_paced(&zone, date(scale.from), date(scale.to), &pace).await;
        let first = table.runs.iter().find_map(|run| run.run).map_or(table.activates, |run| run.at);
        let ways_in = WaysIn::new(&draft.graph);
        Self { ways_in, schedule, from, count, table, scale, first, events, quiet, changes, daily, draft }
    }

    /// The journey's zone.
    pub fn zone(&self) -> BrowserZone {
        BrowserZone::open_or_utc(&self.draft.setup.zone)
    }

    /// The query for the timetable.
    pub fn ask<'a>(&'a self, zone: &'a BrowserZone) -> TimetableQuery<'a> {
        TimetableQuery { draft: &self.draft, schedule: self.schedule.clone(), zone, from: self.from, runs: self.count }
    }

    /// The number of messages in an export.
    pub fn rows(&self) -> usize {
        self.table.runs.iter().map(|run| run.messages.len()).sum()
    }

    /// True where there are more runs than were asked for.
    pub fn has_more(&self) -> bool {
        self.table.runs.len() >= self.count && self.table.qualifies.is_some()
    }

    /// The name of a node for a person.
    pub fn label(&self, id: &NodeId) -> String {
        self.draft.graph.node(id).map(Node::label).unwrap_or_default()
    }

    /// The nodes before one on the one route that leads to it, of a long route the last ones; `None` where there are several.
    pub fn only_route(&self, place: usize) -> Option<String> {
        let (route, more) = self.ways_in.ending(place, ROUTE_MAX)?;
        let labels: Vec<String> = route.iter().map(|place| self.label(&self.table.nodes[*place])).collect();
        Some(if more > 0 { format!("{more} more → {}", labels.join(" → ")) } else { labels.join(" → ") })
    }

    /// The nodes where users can be within the minute of an instant, and how; in the order of the graph.
    pub fn here(&self, at: Instant) -> Vec<(NodeId, &'static str)> {
        let all = self.table.whereabouts(at, minute_end(at));
        let how = |presence: rehearsal::whereabouts::Presence| match presence {
            presence if presence.is_none() => None,
            presence if presence.waits => Some("waits"),
            presence if presence.passes => Some("passes"),
            _ => Some("comes"),
        };
        self.table.nodes.iter().zip(all).filter_map(|(id, presence)| Some((id.clone(), how(presence)?))).collect()
    }

    /// True where an instant lies in quiet hours.
    pub fn is_quiet(&self, at: Instant) -> bool {
        self.quiet.iter().any(|(from, to)| *from <= at && at < *to)
    }
}

/// Activation, runs and messages.
fn events(table: &Timetable) -> Vec<Instant> {
    let mut all = vec![table.activates];
    for run in &table.runs {
        all.extend(run.run.map(|run| run.at));
        for message in &run.messages {
            all.push(message.earliest.at);
            all.extend(message.latest.map(|latest| latest.at));
        }
    }
    all
}
