//! The explanation of an instant: the route of one user, step by step, and its reasons (spec: timing.md §5).

use chrono::{NaiveTime, TimeDelta};
use journey::{
    text::NodeId,
    time::{Instant, Span},
};

use crate::{
    graph::IndexedGraph,
    propagation::{Cause, From, Propagation},
    reason::{Reason, Why},
    time_set::{instant, millis},
    zone::{Zone, add_span, clock_change, to_local},
};

/// The way of one user to an instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The nodes on the way, the entry first.
    pub route: Vec<NodeId>,
    /// The reasons for the instant, in order.
    pub reasons: Vec<Reason>,
}

/// One step of somebody's way: the piece, and when they were there.
#[derive(Clone, Copy)]
pub(crate) struct Step {
    pub piece: u32,
    pub at: i64,
}

/// The way of somebody to the first or the last instant of a piece, backwards: from there to the entry.
pub(crate) struct Trace<'a> {
    flow: &'a Propagation,
    /// When they entered.
    pub entry: i64,
    last: bool,
    pub next: Option<Step>,
}

impl<'a> Trace<'a> {
    /// The way to a piece.
    pub fn new(flow: &'a Propagation, piece: u32, last: bool) -> Self {
        let set = flow.pieces[piece as usize].set;
        let pick = |range: (i64, i64)| if last { range.1 } else { range.0 };
        let at = pick(set.at);
        Self { flow, entry: pick(set.entries_at(at)), last, next: Some(Step { piece, at }) }
    }

    /// The step before one.
    pub fn before(&self, Step { piece, at }: Step) -> Option<Step> {
        let here = self.flow.pieces[piece as usize];
        let piece = match here.from {
            From::Nothing => return None,
            From::StateNode(before) => before,
            From::Join(list) => {
                let list = &self.flow.joins[list as usize];
                let holds = |n: &&u32| self.flow.pieces[**n as usize].set.of(self.entry, at, at).is_some();
                *list.iter().find(holds).or(list.first())?
            }
        };
        let before = self.flow.pieces[piece as usize].set;
        let range = before.of(self.entry, at.saturating_sub(here.wait.1), at - here.wait.0);
        let pick = |range: (i64, i64)| if self.last { range.1 } else { range.0 };
        let at = range.map_or_else(|| (at - here.wait.0).clamp(before.at.0, before.at.1).min(at), pick);
        Some(Step { piece, at })
    }
}

impl Iterator for Trace<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.next?;
        self.next = self.before(step);
        Some(step)
    }
}

/// Explains routes of one pass.
pub(crate) struct Explainer<'a> {
    pub flow: &'a Propagation,
    pub net: &'a IndexedGraph<'a>,
    /// The journey's zone.
    pub zone: &'a dyn Zone,
    /// The zone of the users' clocks.
    pub user: &'a dyn Zone,
    /// When the journey is stopped.
    pub stopped: Option<Instant>,
    /// True where the instant is the last one and not the first.
    pub last: bool,
}

impl Explainer<'_> {
    /// The tale of a way, without what leads to the entry.
    pub fn explain(&self, steps: &[Step]) -> Explanation {
        let mut tale = Explanation::default();
        for (i, step) in steps.iter().enumerate() {
            let piece = &self.flow.pieces[step.piece as usize];
            if i == 0 || matches!(piece.cause, Cause::Link(..)) {
                tale.route.push(self.net.nodes[piece.node as usize].id.clone());
            }
            let before = i.checked_sub(1).map(|before| steps[before]);
            self.reasons(steps[0].at, before, *step, &mut tale.reasons);
        }
        tale
    }

    /// The reasons of one step of somebody's way who entered at an instant.
    pub fn reasons(&self, entry: i64, before: Option<Step>, step: Step, reasons: &mut Vec<Reason>) {
        if let Some(before) = before {
            self.step(before, step, reasons);
        }
        // MessageInstant where it is so for the first time.
        let told = before.is_some_and(|before| self.end(entry, before).is_some());
        if self.last && !told {
            let end = self.end(entry, step);
            reasons.extend(end.map(|why| Reason { at: instant(step.at), why }));
        }
    }

    /// The reason why a wait ends early: the journey timeout or a stop.
    fn end(&self, entry: i64, step: Step) -> Option<Why> {
        let set = self.flow.pieces[step.piece as usize].set;
        if step.at - entry == set.most - 1 {
            return Some(Why::BeforeTimeout);
        }
        self.stopped.is_some_and(|stopped| step.at == millis(stopped) - 1).then_some(Why::BeforeStop)
    }

    fn step(&self, before: Step, step: Step, reasons: &mut Vec<Reason>) {
        let piece = &self.flow.pieces[step.piece as usize];
        let (from, at) = (instant(before.at), instant(step.at));
        let mut push = |why| reasons.push(Reason { at, why });
        match piece.cause {
            Cause::Enters | Cause::Join | Cause::Open | Cause::Quiet => {}
            Cause::Link(node, way) => {
                let delay = self.net.ways[node as usize].get(way as usize).and_then(|way| way.timing.delay);
                if let Some(delay) = delay.filter(|delay| !delay.is_zero()) {
                    self.after(from, at, delay, Why::Delay(delay), reasons);
                }
            }
            Cause::GoesRound => push(Why::GoesRound),
            Cause::Clock(clock) => {
                let node = self.net.nodes[piece.node as usize];
                let zone = if node.user_zone { self.user } else { self.zone };
                reasons.extend(clocks(zone, at, at, Some(clock.naive())));
                let skipped = to_local(zone, at).time() != clock.naive();
                let why = match () {
                    () if skipped => Why::ClockSkipped(clock),
                    // A user of whom no zone is known has the journey's.
                    () if zone.name() != self.zone.name() => Why::UserClock(clock),
                    () => Why::Clock(clock),
                };
                reasons.push(Reason { at, why });
            }
            Cause::BestTime => push(Why::BestTime),
            Cause::QuietUntil => push(Why::QuietUntil),
            Cause::NotQuiet => {
                let before = match piece.from {
                    From::StateNode(n) => self.flow.pieces[n as usize].set.at,
                    _ => piece.set.at,
                };
                if !self.last && step.at == piece.set.at.0 && step.at > before.0 {
                    push(Why::NotInQuiet);
                } else if self.last && step.at == piece.set.at.1 && step.at < before.1 {
                    push(Why::BeforeQuiet);
                }
            }
            Cause::Happens(outcome, window) => {
                if at > from {
                    push(Why::Happens(outcome, window));
                }
            }
            Cause::Midnight => push(Why::EvaluatedAtMidnight),
            Cause::NotDone(within) => {
                let out = add_span(self.zone, from, within).min(at);
                self.after(from, out, within, Why::NotDoneWithin(within), reasons);
                if at > out {
                    reasons.push(Reason { at, why: Why::Happens(journey::kind::Outcome::Yes, None) });
                }
            }
            Cause::Closes(window) => self.after(from, at, window, Why::WindowCloses(window), reasons),
            Cause::FullHour => push(Why::NextFullHour),
        }
    }

    /// A span later, and what the clocks did meanwhile.
    fn after(&self, from: Instant, at: Instant, span: Span, why: Why, reasons: &mut Vec<Reason>) {
        let elapsed = matches!(span, Span::Minutes(_) | Span::Hours(_));
        let kept = (!elapsed).then(|| to_local(self.zone, from).time());
        reasons.extend(clocks(self.zone, from, at, kept));
        reasons.push(Reason { at, why });
    }
}

/// The clock change that affects the way from one instant to another. For elapsed time it lies between them; for a
/// clock time that is skipped, just before the second one.
fn clocks(zone: &dyn Zone, from: Instant, at: Instant, kept: Option<NaiveTime>) -> Option<Reason> {
    let from = match kept {
        Some(time) if to_local(zone, at).time() == time => return None,
        Some(_) => at - TimeDelta::days(1),
        None if zone.offset_at(from) == zone.offset_at(at) => return None,
        None => from,
    };
    clock_change(zone, from, at).map(Reason::clocks)
}
