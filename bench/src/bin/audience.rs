//! The cost of a simulated audience (issue 14): 100 nodes, daily runs or hourly arrivals over 90 days, in less than 40 ms; independent
//! of the number of users; a year within four times a quarter.

use std::process::ExitCode;

use bench::{
    Report,
    journeys::{Berlin, PUBLISHED, TIMINGS, Timing, timed},
    measure,
};
use chrono::TimeDelta;
use journey::{
    assumptions::{Assumptions, WorkspaceAssumptions},
    journey::Draft,
    kind::Kind,
    schedule::Publishing,
    setup::{EntryCriteria, Goal, Timeline, Unit},
    time::{Span, read_instant},
};
use rehearsal::{audience::AudienceQuery, timetable::TimetableQuery};

/// The number of nodes.
const NODES: usize = 100;
/// A quarter and a year, in days.
const QUARTER: i64 = 90;
const YEAR: i64 = 360;
/// The limit in milliseconds for a quarter.
const LIMIT: f64 = 40.0;

/// A journey of much that depends on time, without the journey timeout unless it is asked for.
fn draft(timing: Timing, daily: bool, goal: bool, timeout: Option<Span>) -> Draft {
    let entry = if daily { EntryCriteria::AtATime } else { EntryCriteria::OnEvent };
    let mut draft = timed(NODES, Timing { entry, timeout, ..timing });
    draft.setup.timeline = Timeline::Recurring { every: 1, unit: Unit::Days };
    draft.setup.reentry = true;
    draft.setup.control_percent = 10;
    if goal {
        draft.setup.goals.push(Goal { name: "Bought".to_owned(), kind: Kind::Action, segment: Default::default() });
    }
    draft
}

fn main() -> ExitCode {
    let mut report = Report::new(
        "audience",
        "The simulated audience of a journey of 100 nodes (messages with delays, clock times and quiet hours, segments with windows, \
         what is clicked and what is not, splits that come together again), published on a Tuesday before a clock change: all figures \
         of every node and link at every instant up to the end. Natively, compiled for speed.",
    );
    let timing = TIMINGS.into_iter().find(|timing| timing.name == "send after").unwrap_or(TIMINGS[0]);
    let published = read_instant(PUBLISHED).unwrap_or_default();
    let workspace = WorkspaceAssumptions::default();
    let mut row = |name: &str, draft: &Draft, days: i64, users: u64, limit: Option<f64>| {
        let mut assumed = Assumptions { audience: users, ..Assumptions::default() };
        assumed.arrivals.per_day = users;
        let plan = TimetableQuery::new(draft, Publishing::at_once(published), &Berlin);
        let ask = AudienceQuery::new(plan, &assumed, &workspace, published + TimeDelta::days(days));
        let entered = ask.figures().journey(ask.until).entered;
        report.row(&format!("{name} ({entered} entered)"), measure(1, |_| ask.figures()), limit);
    };
    for (name, daily) in [("daily runs", true), ("hourly arrivals", false)] {
        let plain = draft(timing, daily, false, None);
        for users in [1, 1_000_000, 1_000_000_000_000] {
            row(&format!("{name}, 90 days, {users} users"), &plain, QUARTER, users, Some(LIMIT));
        }
        row(&format!("{name}, 360 days, 1000000 users"), &plain, YEAR, 1_000_000, Some(4.0 * LIMIT));
        let goal = draft(timing, daily, true, None);
        row(&format!("{name}, a goal, 90 days, 1000000 users"), &goal, QUARTER, 1_000_000, Some(2.0 * LIMIT));
        // Each entry is kept apart then, and there are 24 of them a day.
        let days = if daily { 14 } else { 2 };
        let timeout = draft(timing, daily, false, Some(Span::Days(days)));
        let name = format!("{name}, journey timeout of {days} days, 90 days, 1000000 users");
        row(&name, &timeout, QUARTER, 1_000_000, None);
    }
    report.close()
}
