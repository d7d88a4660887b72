//! Clock times that a change of the clocks skips or doubles on a day on which the message goes out.

use journey::{
    checks::{CheckId, Finding, Location, NodeField},
    graph::When,
    schedule::Publishing,
    setup::{EntryCriteria, Start},
    time::{ClockTime, Instant, Local},
};

use super::ahead::{AHEAD, year};
use crate::{
    graph::IndexedGraph,
    pace::Pace,
    reason::day,
    runs::Run,
    time_set::{DAY, days_later, instant, millis},
    timetable::{Message, Pass, Timetable, TimetableQuery},
    zone::{Zone, clock_change, resolve, second, to_local},
};

/// The number of runs that are followed to one clock change.
const NEAR: usize = 8;
/// From and to which progress of the checks this goes.
const STAGE: (f64, f64) = (0.3, 0.6);

/// A local time that the clocks skip or double, at which a message may go out.
struct Suspect {
    place: usize,
    at: Instant,
    check: CheckId,
    message: String,
    /// Tells whether somebody gets the message then.
    goes_out: bool,
}

/// The findings at each place. Each further run is followed once, for all messages that it can reach about a change.
pub(super) async fn clocks(
    ask: &TimetableQuery<'_>,
    net: &IndexedGraph<'_>,
    table: &Timetable,
    pace: &Pace<'_>,
) -> Vec<Vec<Finding>> {
    let mut all = Vec::new();
    for message in &table.messages {
        pace.step(1).await;
        suspects(ask, net, message, &mut all);
    }
    for suspect in &mut all {
        suspect.goes_out = hits(&table.passes, suspect);
    }
    if ask.draft.setup.entry == EntryCriteria::OnEvent {
        by_event(ask, table, &mut all, pace).await;
    } else {
        by_runs(ask, table, &mut all, pace).await;
    }
    let mut found = vec![Vec::new(); net.nodes.len()];
    for Suspect { place, check, message, .. } in all.into_iter().filter(|suspect| suspect.goes_out) {
        let known: &mut Vec<Finding> = &mut found[place];
        if known.iter().all(|known| known.check != check) {
            let id = net.nodes[place].id.clone();
            known.push(Finding::new(check, Location::Node { id, field: Some(NodeField::When) }, message));
        }
    }
    found
}

/// The effect of clock changes on a local time: `Err` where they skip it, `Ok` where they show it twice.
pub(super) fn fate(zone: &dyn Zone, local: Local) -> Option<Result<(), ()>> {
    let at = resolve(zone, local);
    if to_local(zone, at) != local {
        return Some(Err(()));
    }
    second(zone, local).map(|_| Ok(()))
}

/// Adds the times of a message about the changes of the clocks that it can meet.
fn suspects(ask: &TimetableQuery, net: &IndexedGraph, message: &Message, all: &mut Vec<Suspect>) {
    let place = message.place;
    let When::Clock(time) = net.nodes[place].when else { return };
    // Users' own clocks change on days of their own.
    if ask.draft.setup.user_zone && net.nodes[place].user_zone {
        return;
    }
    let first = message.earliest.at;
    let ahead = days_later(first, AHEAD);
    let last = message.latest.map_or(ahead, |latest| latest.at.min(ahead));
    let mut after = days_later(first, -1);
    while let Some((change, _)) = clock_change(ask.zone, after, days_later(last, 1)) {
        let date = to_local(ask.zone, change).date();
        let days = [date.pred_opt(), Some(date), date.succ_opt()];
        for local in days.into_iter().flatten().map(|date| date.and_time(time.naive())) {
            let at = resolve(ask.zone, local);
            if at < first || at > last {
                continue;
            }
            let (check, message) = match fate(ask.zone, local) {
                None => continue,
                Some(Err(())) => {
                    let moved = ClockTime::from(to_local(ask.zone, at).time());
                    let message = format!("On {} the clocks skip {time}: it goes out at {moved}.", day(local.date()));
                    (CheckId::ClockSkipped, message)
                }
                Some(Ok(())) => {
                    let message = format!(
                        "On {} the clocks show {time} twice: it goes out at the first, or at the second to those who arrive between.",
                        day(local.date())
                    );
                    (CheckId::ClockDoubled, message)
                }
            };
            all.push(Suspect { place, at, check, message, goes_out: false });
        }
        after = change;
    }
}

/// Tells whether a message goes out at its suspect instant in any of some passes.
fn hits(passes: &[Pass], suspect: &Suspect) -> bool {
    let at = millis(suspect.at);
    let mut flows = passes.iter().map(|pass| &pass.flow);
    flows.any(|flow| flow.sent[suspect.place].iter().any(|n| flow.pieces[*n as usize].set.hits(at, at)))
}

/// Begins one of the runs that are followed.
fn stage(pace: &Pace, n: usize, of: usize) {
    let at = |n: usize| STAGE.0 + (STAGE.1 - STAGE.0) * n as f64 / of.max(1) as f64;
    pace.stage(at(n), at(n + 1));
}

/// Follows those who enter by an event so that a message reaches them about its instant: those of one time of entry together.
async fn by_event(ask: &TimetableQuery<'_>, table: &Timetable, all: &mut [Suspect], pace: &Pace<'_>) {
    let mut first = vec![None; table.nodes.len()];
    for message in &table.messages {
        first[message.place] = Some(millis(message.earliest.at));
    }
    let begun = millis(table.activates);
    // Somebody on the shortest way enters in the middle of the eight days that are followed.
    let entry = |suspect: &Suspect| {
        let way = first[suspect.place].map_or(0, |first| first - begun);
        (millis(suspect.at) - way - 4 * DAY).max(begun)
    };
    let mut open: Vec<(i64, &mut Suspect)> =
        all.iter_mut().filter(|suspect| !suspect.goes_out).map(|suspect| (entry(suspect), suspect)).collect();
    open.sort_by_key(|(from, _)| *from);
    let mut draft = ask.draft.clone();
    draft.setup.start = Start::Now;
    let mut followed: Option<(i64, Timetable)> = None;
    let count = open.len();
    for (n, (from, suspect)) in open.into_iter().enumerate() {
        stage(pace, n, count);
        let known = followed.take().filter(|(known, _)| from - known <= 2 * DAY);
        let near = match known {
            Some(near) => near,
            None => {
                let publishing = Publishing::at_once(instant(from));
                (from, TimetableQuery::new(&draft, publishing, ask.zone).of_runs(&[], pace).await)
            }
        };
        suspect.goes_out = hits(&near.1.passes, suspect);
        followed = Some(near);
    }
}

/// Follows the runs whose users a message can reach about its instant.
async fn by_runs(ask: &TimetableQuery<'_>, table: &Timetable, all: &mut [Suspect], pace: &Pace<'_>) {
    let mut open: Vec<(Vec<Run>, &mut Suspect)> = Vec::new();
    let runs: Vec<Run> = year(ask, AHEAD as usize).collect();
    for suspect in all.iter_mut().filter(|suspect| !suspect.goes_out) {
        pace.step(runs.len()).await;
        open.push((near(table, &runs, suspect), suspect));
    }
    let wanted: Vec<Run> = runs.into_iter().filter(|run| open.iter().any(|(near, _)| near.contains(run))).collect();
    for (n, run) in wanted.iter().enumerate() {
        stage(pace, n, wanted.len());
        let passes = ask.passes_of(*run, pace).await;
        for (_, suspect) in open.iter_mut().filter(|(near, suspect)| !suspect.goes_out && near.contains(run)) {
            suspect.goes_out = hits(&passes, suspect);
        }
    }
}

/// The runs that can reach a message about its instant; where they are many, those in the middle, which are the surest.
fn near(table: &Timetable, runs: &[Run], suspect: &Suspect) -> Vec<Run> {
    let ways = table.passes.iter().filter_map(|pass| Some((millis(pass.run?.at), &pass.flow)));
    let ways = ways.flat_map(|(run, flow)| {
        let sent = flow.sent[suspect.place].iter().map(move |n| flow.pieces[*n as usize].set.at);
        sent.map(move |(from, to)| (from - run, to - run))
    });
    let (least, most) = ways.fold((i64::MAX, 0), |(least, most), (from, to)| (least.min(from), most.max(to)));
    let waited = |run: &Run| millis(suspect.at) - millis(run.at);
    let within =
        |run: &&Run| waited(run) >= least.saturating_sub(2 * DAY) && waited(run) <= most.saturating_add(2 * DAY);
    let near: Vec<Run> = runs.iter().filter(within).copied().collect();
    let aside = near.len().saturating_sub(NEAR) / 2;
    near.into_iter().skip(aside).take(NEAR).collect()
}
