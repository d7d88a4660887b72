//! No message at an instant that the timetable excludes, over random journeys, the samples and the templates.

#[path = "../../tests/assumed/mod.rs"]
mod assumed;

use chrono::{Offset, TimeDelta, TimeZone};
use journey::{
    assumptions::{Assumptions, WorkspaceAssumptions},
    journey::Draft,
    library::{TEMPLATES, workspace},
    schedule::{Publishing, Schedule},
    setup::EntryCriteria,
    time::Instant,
};

use assumed::case;

use super::{
    AudienceQuery,
    counts::{AtNode, Counts},
};
use crate::{
    cached_zone::CachedZone,
    entry::activation,
    pace::{Pace, straight},
    propagation::{Propagating, Propagation},
    time_set::{DAY, HORIZON, TimeSet, instant, millis},
    timetable::TimetableQuery,
    zone::{Zone, add_span},
};

struct Tz(chrono_tz::Tz);

impl Zone for Tz {
    fn offset_at(&self, instant: Instant) -> i32 {
        self.0.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc()
    }
    fn name(&self) -> &str {
        self.0.name()
    }
}

/// Checks each message of a simulation against the sets of instants of the timetable; the number of messages.
fn check(ask: &AudienceQuery, counts: &Counts, told: &str) -> usize {
    let zone = CachedZone::new(ask.plan.zone);
    let setup = &ask.plan.draft.setup;
    let net = crate::graph::IndexedGraph::new(&ask.plan.draft.graph);
    // Every entry by itself: the runs, or the hours in which events come.
    let mut entries: Vec<i64> = Vec::new();
    let mut entered = 0;
    for (number, at) in counts.instants.iter().enumerate() {
        let (qualified, control) = counts.qualified(number + 1);
        if qualified - control > entered {
            (entered, _) = (qualified - control, entries.push(*at));
        }
    }
    for at in &entries {
        let admitted = ask.plan.schedule.admits(instant(*at));
        assert!(admitted, "{told}: somebody enters at {}", instant(*at));
        if setup.entry == EntryCriteria::AtATime {
            let run = ask.plan.runs_from(instant(*at), 1);
            assert_eq!(run.first().map(|run| millis(run.at)), Some(*at), "{told}: no run");
        }
    }
    let sets: Vec<TimeSet> = entries
        .iter()
        .map(|at| {
            let timeout = setup.timeout.map(|timeout| millis(add_span(&zone, instant(*at), timeout)) - at);
            TimeSet::entering(*at, *at, timeout)
        })
        .collect();
    let mut sent = 0;
    let flows: Vec<Propagation> = sets
        .iter()
        .map(|set| {
            let end = ask.plan.schedule.stopped().map_or(HORIZON, millis);
            let course = Propagating { net: &net, setup, zone: &zone, user: &zone, end };
            straight(Propagation::run(&course, std::slice::from_ref(set), &Pace::default()))
        })
        .collect();
    for place in 0..net.nodes.len() {
        let mut before = 0;
        for (number, at) in counts.instants.iter().enumerate() {
            let n = [AtNode::Sent, AtNode::Failed].map(|what| counts.at_node(place, what, number + 1)).iter().sum();
            if n == before {
                continue;
            }
            (before, sent) = (n, sent + 1);
            let allowed = flows.iter().any(|flow| {
                flow.sent[place].iter().any(|piece| {
                    let piece = &flow.pieces[*piece as usize];
                    piece.set.hits(*at, *at)
                })
            });
            assert!(allowed, "{told}: node {place} sends at {}", instant(*at));
        }
    }
    sent
}

fn simulate(ask: &AudienceQuery) -> Counts {
    straight(ask.pass(None, &Pace::default())).counts
}

#[test]
fn a_message_is_never_counted_at_an_instant_that_the_timetable_excludes() {
    let cases = std::env::var("AUDIENCE_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(300);
    let mut messages = 0;
    for seed in 0..cases {
        let mut case = case(seed);
        // Each entry is looked at by itself: a few are enough.
        case.until =
            case.until.min(case.published + TimeDelta::days(if case.journey.published.len() > 1 { 6 } else { 12 }));
        for version in &case.journey.published {
            let mut content = version.content().clone();
            // The timetable knows the users' zones as offsets without clock changes; here the journey's stands for them.
            content.setup.user_zone = false;
            if content.setup.entry == EntryCriteria::OnEvent {
                case.until = case.until.min(case.published + TimeDelta::days(4));
            }
            let zone = Tz(content.setup.zone.parse().unwrap());
            let schedule = Schedule::of(&case.journey, version);
            let plan = TimetableQuery { draft: &content, ..TimetableQuery::of(&case.journey, version, &zone) };
            let plan = TimetableQuery { schedule, ..plan };
            let ask = AudienceQuery::new(plan, &case.assumed, &case.workspace, case.until);
            messages += check(&ask, &simulate(&ask), &format!("case {seed}"));
        }
    }
    assert!(messages > 20 * cases as usize, "{messages}");
}

#[test]
fn samples_and_templates_send_when_the_timetable_says() {
    let now = journey::time::read_instant("2026-03-24T15:00:00Z").unwrap();
    let (assumed, workspace) = (Assumptions::default(), WorkspaceAssumptions::default());
    let mut messages = 0;
    for draft in drafts(now) {
        let zone = Tz(draft.setup.zone.parse().unwrap());
        let plan = TimetableQuery::new(&draft, Publishing::at_once(now), &zone);
        let from = activation(&draft.setup, plan.publishing(), &zone);
        let days = if draft.setup.entry == EntryCriteria::OnEvent { 3 } else { 20 };
        let ask = AudienceQuery::new(plan, &assumed, &workspace, from + TimeDelta::milliseconds(days * DAY));
        messages += check(&ask, &simulate(&ask), "a sample");
    }
    assert!(messages > 100, "{messages}");
}

/// The drafts of every template, and what the sample workspace holds.
fn drafts(now: Instant) -> Vec<Draft> {
    let today = now.date_naive();
    let templates = TEMPLATES.iter().map(|template| (template.build)("Europe/Berlin", today));
    let samples = workspace(now, today, "Europe/Berlin").into_iter();
    let versions = samples.flat_map(|journey| {
        let published: Vec<Draft> = journey.published.iter().map(|version| version.content().clone()).collect();
        published.into_iter().chain(journey.draft)
    });
    templates.chain(versions).collect()
}
