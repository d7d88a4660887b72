//! The checks before publishing that need time (spec: journey.md §7). Those that need none are in [`journey::checks`]; both find
//! the same kind of findings, and [`journey::checks::in_order`] puts them together.

mod ahead;
mod clock;

use chrono::{Datelike, Months};
use journey::{
    checks::{CheckId, Finding, Location, NodeField, SetupField, Severity},
    edit::Edit,
    journey::Draft,
    schedule::{Publishing, Schedule},
    setup::{EntryCriteria, MonthDay, QuietHandling, Start, Timeline, Unit},
    time::{Date, Instant, weekday_name},
};

use self::{
    ahead::{AHEAD, year},
    clock::fate,
};
use crate::{
    cached_zone::CachedZone,
    entry::{self, activation, occurrences},
    graph::IndexedGraph,
    pace::{Pace, straight},
    propagation::Propagation,
    reason::day,
    runs::{Run, RunReason},
    time_set::{DAY, HOUR, days_later, instant},
    timetable::{Timetable, TimetableQuery, by_place},
    zone::{Zone, add_span, resolve, to_local},
};

/// The number of messages within 24 hours that most people accept.
const MANY: u32 = 3;
/// Another journey of the workspace.
pub struct Other<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its live version.
    pub draft: &'a Draft,
    /// Its publishing, pauses and end.
    pub schedule: &'a Schedule,
    /// Its zone.
    pub zone: &'a dyn Zone,
}

/// The facts that the checks need besides the draft.
pub struct Context<'a> {
    /// The way it would be published: now.
    pub publishing: Publishing,
    /// The journey's zone; `None` where nobody knows the zone of that name.
    pub zone: Option<&'a dyn Zone>,
    /// The other live journeys.
    pub others: &'a [Other<'a>],
}

/// Everything that time puts wrong, if the draft were published now. Without the zone nothing can be said.
pub fn check(draft: &Draft, context: &Context<'_>) -> Vec<Finding> {
    straight(check_paced(draft, context, &Pace::default()))
}

/// [`check`], made at a pace.
pub async fn check_paced(draft: &Draft, context: &Context<'_>, pace: &Pace<'_>) -> Vec<Finding> {
    let Some(zone) = context.zone else { return Vec::new() };
    let memo = CachedZone::new(zone);
    let zone: &dyn Zone = &memo;
    let mut found = Vec::new();
    let ask = TimetableQuery::new(draft, context.publishing, zone);
    timeline(&ask, &mut found);
    event_wait(&ask, &mut found);
    start(draft, zone, &mut found);
    let net = IndexedGraph::new(&draft.graph);
    // A draft without an entry has an error of its own, and no meaningful times.
    if net.entry.is_none() {
        return found;
    }
    pace.stage(0.0, 0.3);
    let table = ask.of_runs(&kinds(&ask), pace).await;
    let mut clocks = clock::clocks(&ask, &net, &table, pace).await;
    pace.stage(0.6, 0.7);
    messages(&ask, &net, &table, &mut clocks, &mut found, pace).await;
    branches(&net, &table, &mut found, pace).await;
    many(&net, &table, &mut found, pace).await;
    pace.stage(0.7, 1.0);
    same_day(&ask, &table, context.others, &mut found, pace).await;
    found.sort_by_key(|finding| finding.severity() != Severity::Error);
    found
}

/// One run of each kind: the one at activation, the night after, and a regular one, on each weekday where quiet hours differ by day.
fn kinds(ask: &TimetableQuery) -> Vec<Run> {
    let mut windows = ask.draft.setup.quiet_hours.iter().flat_map(|quiet| &quiet.windows);
    let by_day = windows.any(|window| window.days.len() < 7);
    let mut known = Vec::new();
    let mut kinds: Vec<Run> = Vec::new();
    for run in year(ask, if by_day { AHEAD as usize } else { 3 }) {
        let weekday = by_day.then(|| to_local(ask.zone, run.at).date().weekday());
        let kind = (std::mem::discriminant(&run.because), weekday);
        if !known.contains(&kind) {
            known.push(kind);
            kinds.push(run);
        }
    }
    kinds
}

/// True where quiet hours drop a message on every regular run, though the first one sends it.
fn regularly_dropped(table: &Timetable, place: usize) -> bool {
    let regular =
        |run: Option<Run>| run.is_some_and(|run| matches!(run.because, RunReason::MidnightAfterOccurrence(_)));
    let mut runs = table.runs.iter().filter(|told| regular(told.run)).peekable();
    runs.peek().is_some()
        && runs.all(|told| told.messages.iter().all(|message| message.place != place))
        && table.passes.iter().any(|pass| regular(pass.run) && pass.flow.dropped[place])
}

fn at_setup(check: CheckId, field: SetupField, message: impl Into<String>) -> Finding {
    Finding::new(check, Location::Setup(field), message)
}

fn at_node(
    net: &IndexedGraph,
    check: CheckId,
    place: usize,
    field: Option<NodeField>,
    message: impl Into<String>,
) -> Finding {
    Finding::new(check, Location::Node { id: net.nodes[place].id.clone(), field }, message)
}

/// A timeline that names no day any more, and months without the day it names.
fn timeline(ask: &TimetableQuery, found: &mut Vec<Finding>) {
    let setup = &ask.draft.setup;
    let Timeline::Recurring { every, unit } = &setup.timeline else { return };
    let weekless = matches!(unit, Unit::Weeks(days) if days.is_empty());
    if setup.entry != EntryCriteria::AtATime || weekless || *every == 0 {
        return;
    }
    let first = to_local(ask.zone, activation(setup, ask.publishing(), ask.zone)).date();
    if setup.end.is_some_and(|end| end < first) {
        return;
    }
    if occurrences(&setup.timeline, first, setup.end).next().is_none() {
        let field = if setup.end.is_some() { SetupField::End } else { SetupField::Timeline };
        let message = match setup.end {
            Some(end) => format!(
                "From {} to {} there is no day that the timeline names: users qualify at the midnight after activation alone. \
                 Choose a later end, or other days.",
                day(first),
                day(end)
            ),
            None => "There is no day that the timeline names. Choose another one.".to_owned(),
        };
        found.push(at_setup(CheckId::NoOccurrence, field, message));
    }
    // Days 29 to 31 need no clock to be found; the fifth weekday does.
    if let Unit::Months(MonthDay::Nth(5, weekday)) = unit {
        let months =
            (0..24u32).filter_map(|n| first.with_day(1)?.checked_add_months(Months::new(n.checked_mul(*every)?)));
        let mut missing = months
            .filter(|month| setup.end.is_none_or(|end| *month <= end))
            .filter(|month| Date::from_weekday_of_month_opt(month.year(), month.month(), *weekday, 5).is_none());
        if let Some(month) = missing.next() {
            let name = weekday_name(*weekday);
            let message = format!("{} has no fifth {name}: there is no occurrence then.", month.format("%m/%Y"));
            found.push(at_setup(CheckId::MonthDayMissing, SetupField::Timeline, message));
        }
    }
}

/// An entry whose users qualify some time after their event, in a journey that closes before anybody can.
fn event_wait(ask: &TimetableQuery, found: &mut Vec<Finding>) {
    let activates = activation(&ask.draft.setup, ask.publishing(), ask.zone);
    let (Some(wait), Some(closes)) = (entry::event_wait(ask.draft), ask.closes(ask.zone)) else { return };
    let first = add_span(ask.zone, activates, wait);
    if activates < closes && closes <= first {
        let first = day(to_local(ask.zone, first).date());
        let message = format!(
            "Users qualify {wait} after their event, and events count from activation on: the first can come in on {first}, after \
             the end. Choose a later end."
        );
        found.push(at_setup(CheckId::NoOccurrence, SetupField::End, message));
    }
}

/// A start that the clocks skip or double.
fn start(draft: &Draft, zone: &dyn Zone, found: &mut Vec<Finding>) {
    let Start::Later(local) = draft.setup.start else { return };
    let (check, message) = match fate(zone, local) {
        None => return,
        Some(Err(())) => {
            let moved = to_local(zone, resolve(zone, local));
            (
                CheckId::ClockSkipped,
                format!("The clocks skip that time on that day. It starts at {}.", moved.format("%H:%M")),
            )
        }
        Some(Ok(())) => {
            (CheckId::ClockDoubled, "The clocks show that time twice on that day. It starts at the first.".to_owned())
        }
    };
    found.push(at_setup(check, SetupField::Start, message));
}

/// Checks each message; `clocks` holds the findings on clock changes.
async fn messages(
    ask: &TimetableQuery<'_>,
    net: &IndexedGraph<'_>,
    table: &Timetable,
    clocks: &mut [Vec<Finding>],
    found: &mut Vec<Finding>,
    pace: &Pace<'_>,
) {
    let setup = &ask.draft.setup;
    let pass = |place: usize| table.passes.iter().any(|pass| !pass.flow.arrivals[place].is_empty());
    let sent = by_place(&table.messages, net.nodes.len());
    let mut slides = vec![None; net.nodes.len()];
    for (place, due, sent) in table.passes.iter().flat_map(|pass| &pass.flow.held) {
        let slide = &mut slides[*place as usize];
        if slide.is_none() {
            let dates = (to_local(ask.zone, instant(*due)).date(), to_local(ask.zone, instant(*sent)).date());
            *slide = (dates.0 < dates.1).then_some(dates);
        }
    }
    for place in net.order.iter().flatten().copied().filter(|place| net.nodes[*place].kind.is_engagement()) {
        pace.step(1).await;
        let node = net.nodes[place];
        let message = sent[place];
        let quiet = setup.quiet_hours.as_ref().filter(|_| node.kind.spec().quiet);
        match message {
            None if pass(place) && quiet.is_some() => {
                let message = match quiet.map(|quiet| quiet.handling) {
                    Some(QuietHandling::Drop) => "Whenever somebody gets here, quiet hours drop this message.",
                    _ => "Quiet hours never end before the journey does: this message never goes out.",
                };
                let finding = at_node(net, CheckId::NoLegalMoment, place, Some(NodeField::When), message);
                found.push(quiet_repair(ask, finding));
            }
            Some(_) if quiet.is_some() && regularly_dropped(table, place) => {
                let message = "After the day of activation, quiet hours drop this message on every run.";
                let finding = at_node(net, CheckId::NoLegalMoment, place, Some(NodeField::When), message);
                found.push(quiet_repair(ask, finding));
            }
            None if setup.timeout.is_some() && table.qualifies.is_some() || setup.timeout.is_some() && !pass(place) => {
                let message = "The journey timeout takes everybody before this message is due.";
                found.push(at_node(net, CheckId::AfterEnd, place, None, message));
            }
            Some(message)
                if setup.end.is_some()
                    && table.closes.is_some_and(|closes| message.earliest.at > days_later(closes, 1)) =>
            {
                let at = to_local(ask.zone, message.earliest.at).date();
                let message = format!("It is due {} at the earliest, after the journey has ended.", day(at));
                found.push(at_node(net, CheckId::AfterEnd, place, None, message));
            }
            _ => {}
        }
        found.append(&mut clocks[place]);
        if let Some((due, sent)) = slides[place] {
            let message = format!("Due on {}, it can slide out of the quiet hours to {}.", day(due), day(sent));
            found.push(at_node(net, CheckId::OtherDay, place, Some(NodeField::When), message));
        }
    }
}

/// The one obvious repair where quiet hours drop a message always.
fn quiet_repair(ask: &TimetableQuery, mut finding: Finding) -> Finding {
    let mut setup = Box::new(ask.draft.setup.clone());
    if let Some(quiet) = setup.quiet_hours.as_mut().filter(|quiet| quiet.handling == QuietHandling::Drop) {
        quiet.handling = QuietHandling::After;
        let fix = journey::checks::Fix::Edit(Edit::Setup(setup));
        finding.repair = Some(journey::checks::Repair { label: "Send after quiet hours", fix });
    }
    finding
}

/// Branches of nodes that somebody reaches and that nobody takes in time.
async fn branches(net: &IndexedGraph<'_>, table: &Timetable, found: &mut Vec<Finding>, pace: &Pace<'_>) {
    let sent = by_place(&table.messages, net.nodes.len());
    for place in net.order.iter().flatten().copied() {
        pace.step(1).await;
        let reached = table.passes.iter().any(|pass| !pass.flow.arrivals[place].is_empty());
        let sends = sent[place].is_some();
        // A message that is never sent has a finding at its node. The outcomes of an entry but Yes mean nothing.
        if !reached || net.nodes[place].entry || net.nodes[place].kind.is_engagement() && !sends {
            continue;
        }
        for (i, way) in net.ways[place].iter().enumerate() {
            if table.passes.iter().any(|pass| pass.flow.taken[place][i]) {
                continue;
            }
            let node = net.nodes[place];
            let key = journey::graph::LinkKey {
                from: node.id.clone(),
                outcome: way.outcome,
                to: net.nodes[way.to].id.clone(),
            };
            let message = "Nobody takes this branch in time: another one or the journey timeout always comes first.";
            found.push(Finding::new(CheckId::BranchTooLate, Location::Link(key), message));
        }
    }
}

/// More messages within 24 hours on one route than most people want.
async fn many(net: &IndexedGraph<'_>, table: &Timetable, found: &mut Vec<Finding>, pace: &Pace<'_>) {
    let mut places: Vec<(usize, i64)> = Vec::new();
    for pass in &table.passes {
        crowded(&pass.flow, &mut places);
        pace.step(pass.flow.pieces.len()).await;
    }
    places.sort_unstable();
    places.dedup_by_key(|place| place.0);
    // On one route the first of them is enough.
    if let Some((place, at)) = places.into_iter().min_by_key(|place| place.1) {
        let hours = at.max(0) / HOUR;
        let within = if hours == 0 { "at once".to_owned() } else { format!("within {hours} hours") };
        let message = format!("On one route this is the fourth message {within}. Give people more time between them.");
        found.push(at_node(net, CheckId::ManyMessages, place, None, message));
    }
}

/// Finds the messages that are at least the fourth within 24 hours, and the time since the third before.
fn crowded(flow: &Propagation, places: &mut Vec<(usize, i64)>) {
    const NEVER: i64 = i64::MAX / 4;
    // The least time since the last, the last but one and the last but two messages.
    let mut since: Vec<[i64; MANY as usize]> = Vec::with_capacity(flow.pieces.len());
    for (n, piece) in flow.pieces.iter().enumerate() {
        let mut own = [NEVER; MANY as usize];
        for parent in flow.parents(n as u32) {
            let before = flow.pieces[*parent as usize].set.at.1;
            let waited = piece.wait.0.max(piece.set.at.0 - before).max(0);
            for (own, before) in own.iter_mut().zip(since[*parent as usize]) {
                *own = (*own).min(before.saturating_add(waited).min(NEVER));
            }
        }
        if flow.goes_out[n] {
            let [.., third] = own;
            if third < DAY {
                places.push((piece.node as usize, third));
            }
            own.rotate_right(1);
            own[0] = 0;
        }
        since.push(own);
    }
}

/// Another journey with the same entry that sends on the same day.
async fn same_day(
    ask: &TimetableQuery<'_>,
    table: &Timetable,
    others: &[Other<'_>],
    found: &mut Vec<Finding>,
    pace: &Pace<'_>,
) {
    let Some(entry) = ask.draft.graph.entry() else { return };
    let from = ask.publishing().at();
    let to = days_later(from, 62);
    let same = |other: &&Other| {
        let node = other.draft.graph.entry();
        node.is_some_and(|node| node.kind == entry.kind && node.segment == entry.segment)
            && other.draft.setup.entry == ask.draft.setup.entry
    };
    let others: Vec<&Other> = others.iter().filter(same).collect();
    if others.is_empty() {
        return;
    }
    let own = if ask.draft.setup.timeline == Timeline::Once {
        days_of(table, ask.zone, from, to)
    } else {
        days_of(&TimetableQuery { runs: 8, ..ask.clone() }.paced(pace).await, ask.zone, from, to)
    };
    for other in others {
        let schedule = other.schedule.clone();
        let theirs = TimetableQuery { draft: other.draft, schedule, zone: other.zone, from, runs: 8 };
        let theirs = days_of(&theirs.paced(pace).await, ask.zone, from, to);
        if let Some(date) = own.iter().find(|date| theirs.contains(date)) {
            let message = format!(
                "“{}” has the same entry and sends on {} as well: the same users get both.",
                other.name,
                day(*date)
            );
            let place = Location::Node { id: entry.id.clone(), field: None };
            found.push(Finding::new(CheckId::SameDay, place, message));
        }
    }
}

/// The days on which something goes out for certain routes: those of the first and the last instants of each piece.
fn days_of(table: &Timetable, zone: &dyn Zone, from: Instant, to: Instant) -> Vec<Date> {
    let mut days = Vec::new();
    for pass in &table.passes {
        for (n, piece) in pass.flow.pieces.iter().enumerate().filter(|(n, _)| pass.flow.goes_out[*n]) {
            let _ = n;
            let (first, last) = (instant(piece.set.at.0).max(from), instant(piece.set.at.1).min(to));
            if first <= last {
                let (first, last) = (to_local(zone, first).date(), to_local(zone, last).date());
                days.extend(first.iter_days().take_while(|date| *date <= last));
            }
        }
    }
    days.sort_unstable();
    days.dedup();
    days
}
