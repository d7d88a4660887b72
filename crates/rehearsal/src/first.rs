//! What pressing *Done* will do: activation, the first runs, and the earliest instant each message can go out, with reasons
//! (spec: journey.md §3, timing.md §1, §4, §5).

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

use chrono::{NaiveTime, TimeDelta};
use journey::{
    field::Value,
    graph::{LinkTiming, Node, When},
    journey::Draft,
    kind::{Kind, Outcome},
    setup::{EntryCriteria, QuietHandling, Setup, Start},
    text::NodeId,
    time::{Instant, Span},
};

use crate::{
    entry::activation,
    quiet::{next_quiet, quiet_until},
    reason::{Reason, Why},
    runs::{Run, closes, next_runs, runs},
    zone::{Zone, add_span, clock_change, midnight_after, next_clock, next_full_hour, next_midnight, to_local},
};

/// How many of the next runs a plan names.
pub const RUNS: usize = 5;

/// What will happen when a draft is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// P: when *Done* is pressed.
    pub published: Instant,
    /// A: when the version activates.
    pub activates: Instant,
    /// Q: the first run. `None` for event-triggered entry, where users qualify as soon as the event comes, from A on, and
    /// where nobody can qualify because the setup ends before it starts.
    pub qualifies: Option<Instant>,
    /// What leads from P to A, and to Q where there is one.
    pub reasons: Vec<Reason>,
    /// The engagements that can go out, by instant, then in the order of the graph. One that is missing cannot go out:
    /// no route leads to it, or none that quiet hours, windows and the journey timeout leave open.
    pub first_messages: Vec<FirstMessage>,
    /// The first [`RUNS`] runs.
    pub next_runs: Vec<Run>,
    /// From when on nobody enters; `None` where the journey stays open.
    pub closes: Option<Instant>,
}

/// The earliest that an engagement can go out to anybody. For event-triggered entry that is somebody for whom the event
/// comes at A, or where *Don't send* forbids what that leads to, as soon after A as it works out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstMessage {
    /// The engagement.
    pub node: NodeId,
    /// The instant.
    pub earliest: Instant,
    /// What leads from P to it.
    pub reasons: Vec<Reason>,
}

/// What publishing a draft at an instant will do, all in the journey's zone.
///
/// Times are those of users whose zone is the journey's: with `setup.user_zone` somebody farther east can get a message with
/// a clock time or quiet hours up to 26 hours earlier. *Best time* counts as at once, a segment as firing at once.
///
/// The instants are exact but for three things, which the intervals of the full timetable settle. A delay of days from the
/// second of a doubled hour can come out earlier, by as much as that hour, than one from the first. Where an earlier arrival
/// can be worse than a later one (*Don't send*, a journey timeout, a window of past behaviour), no more than [`MOST`]
/// arrivals at a node are told apart. And with *Don't send*, those who leave by *Timeout* after somebody acted at any moment
/// count as leaving at any moment, not at full hours alone: the instant can then be too early.
pub fn plan(draft: &Draft, published: Instant, zone: &dyn Zone) -> Plan {
    let setup = &draft.setup;
    let activates = activation(setup, published, zone);
    let next_runs = next_runs(setup, published, zone, activates, RUNS);
    let qualifies = next_runs.first().copied();
    let mut reasons = activation_reasons(setup, published, activates);
    let first_messages = Search::new(draft, zone).first_messages(published, &reasons);
    reasons.extend(qualifies.map(qualifies_because));
    let qualifies = qualifies.map(|run| run.at);
    let closes = closes(setup, published, zone);
    Plan { published, activates, qualifies, reasons, first_messages, next_runs, closes }
}

/// The most different arrivals at one node that are told apart.
pub const MOST: usize = 24;

fn activation_reasons(setup: &Setup, published: Instant, activates: Instant) -> Vec<Reason> {
    let later = setup.start != Start::Now && activates > published;
    let why = if later { Why::ActivatesLater } else { Why::ActivatesAtOnce };
    vec![Reason { at: published, why: Why::Published }, Reason { at: activates, why }]
}

fn qualifies_because(run: Run) -> Reason {
    Reason { at: run.at, why: Why::Qualifies(run.because) }
}

/// When somebody can be at a point of a route: at any instant from one to another. One instant where nothing is open.
#[derive(Clone, Copy)]
struct Stay {
    from: Instant,
    to: Instant,
    /// When the journey timeout takes the one who is there at `from`.
    deadline: Option<Instant>,
}

/// A stay, with the reasons since the node before.
#[derive(Clone)]
struct Way {
    stay: Stay,
    why: Vec<Reason>,
}

impl Way {
    fn because(mut self, why: Why) -> Self {
        self.why.push(Reason { at: self.stay.from, why });
        self
    }
}

/// Somebody's arrival at a node.
struct Arrival {
    node: usize,
    before: Option<usize>,
    way: Way,
}

/// The forward pass over the graph: arrivals in the order of time, each node settled by its first one. Only where an earlier
/// arrival can be worse than a later one, with *Don't send*, a journey timeout or a window that has to hold a midnight, a
/// node takes several.
struct Search<'a> {
    setup: &'a Setup,
    zone: &'a dyn Zone,
    nodes: Vec<&'a Node>,
    links: Vec<Vec<(Outcome, usize, LinkTiming)>>,
    most: usize,
    arrivals: Vec<Arrival>,
    ahead: BinaryHeap<Reverse<(Instant, usize)>>,
}

impl<'a> Search<'a> {
    fn new(draft: &'a Draft, zone: &'a dyn Zone) -> Self {
        let setup = &draft.setup;
        let nodes: Vec<&Node> = draft.graph.nodes().collect();
        let places: HashMap<&NodeId, usize> = nodes.iter().enumerate().map(|(n, node)| (&node.id, n)).collect();
        let mut links = vec![Vec::new(); nodes.len()];
        for (key, timing) in draft.graph.links() {
            // A file may hold a link without its ends, or from an outcome that its node lacks: nobody takes it.
            if let (Some(&from), Some(&to)) = (places.get(&key.from), places.get(&key.to))
                && nodes[from].has_outcome(key.outcome)
            {
                links[from].push((key.outcome, to, *timing));
            }
        }
        let drops = setup.quiet_hours.as_ref().is_some_and(|quiet| quiet.handling == QuietHandling::Drop);
        // A window of past behaviour may hold no midnight for who comes early, and one for who comes late.
        let misses = nodes.iter().any(|node| node.kind == Kind::PastBehavior && node.window.is_some());
        let most = if drops || misses || setup.timeout.is_some() { MOST } else { 1 };
        Self { setup, zone, nodes, links, most, arrivals: Vec::new(), ahead: BinaryHeap::new() }
    }

    fn first_messages(mut self, published: Instant, reasons: &[Reason]) -> Vec<FirstMessage> {
        self.enter(published);
        let mut left = self.nodes.iter().filter(|node| node.kind.is_engagement()).count();
        let mut settled: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        let mut found = vec![None; self.nodes.len()];
        while left > 0
            && let Some(Reverse((_, n))) = self.ahead.pop()
        {
            let (node, stay) = (self.arrivals[n].node, self.arrivals[n].way.stay);
            let known = &settled[node];
            if known.len() >= self.most || known.iter().any(|n| self.covers(self.arrivals[*n].way.stay, stay)) {
                continue;
            }
            settled[node].push(n);
            let sent = self.pass(n);
            if found[node].is_none()
                && let Some(way) = sent
            {
                found[node] = Some(FirstMessage {
                    node: self.nodes[node].id.clone(),
                    earliest: way.stay.from,
                    reasons: [reasons, &self.reasons(n), &way.why].concat(),
                });
                left -= 1;
            }
        }
        let mut messages: Vec<FirstMessage> = found.into_iter().flatten().collect();
        messages.sort_by_key(|message| message.earliest);
        messages
    }

    /// Those who qualify, at the entry.
    fn enter(&mut self, published: Instant) {
        let Some(entry) = self.nodes.iter().position(|node| node.entry) else { return };
        let deadline = |at| self.setup.timeout.map(|span| add_span(self.zone, at, span));
        let ways: Vec<Way> = if self.on_event() {
            let from = activation(self.setup, published, self.zone);
            let to = closes(self.setup, published, self.zone).map_or(far(), |closes| closes - MOMENT);
            let way = Way { stay: Stay { from, to, deadline: deadline(from) }, why: Vec::new() };
            Vec::from_iter((from <= to).then(|| way.because(Why::QualifiesByEvent)))
        } else {
            let stay = |at| Stay { from: at, to: at, deadline: deadline(at) };
            let runs = runs(self.setup, published, self.zone).take(self.most);
            runs.map(|run| Way { stay: stay(run.at), why: vec![qualifies_because(run)] }).collect()
        };
        for way in ways {
            self.arrive(entry, None, way);
        }
    }

    fn arrive(&mut self, node: usize, before: Option<usize>, way: Way) {
        if in_time(&way) {
            self.ahead.push(Reverse((way.stay.from, self.arrivals.len())));
            self.arrivals.push(Arrival { node, before, way });
        }
    }

    /// Sends somebody on from a node by all its links; returns how a message there goes out first.
    fn pass(&mut self, n: usize) -> Option<Way> {
        let (place, stay) = (self.arrivals[n].node, self.arrivals[n].way.stay);
        let node = self.nodes[place];
        let here = Way { stay, why: Vec::new() };
        let (mut sent, dropped) = if node.kind.is_engagement() {
            self.sendings(node, here.clone())
        } else {
            (vec![here.clone()], Vec::new())
        };
        sent.retain(in_time);
        let windows =
            self.links[place].iter().filter(|(outcome, ..)| outcome.waits()).map(|(.., timing)| timing.window);
        // One that is waited for without an end keeps *Timeout* from ever coming.
        let longest =
            windows.collect::<Option<Vec<_>>>().and_then(|w| w.into_iter().max_by_key(|w| w.nominal_minutes()));
        for (outcome, to, timing) in self.links[place].clone() {
            let ways = match outcome {
                _ if node.kind.is_segment() => self.segment(node, outcome, here.clone()),
                Outcome::Unreachable => sent.iter().chain(&dropped).cloned().collect(),
                Outcome::Timeout => sent.iter().filter_map(|way| Some(self.times_out(way.clone(), longest?))).collect(),
                waited if waited.waits() => sent.iter().map(|way| self.open(way.clone(), timing.window)).collect(),
                _ => sent.clone(),
            };
            for way in ways.into_iter().take(self.most) {
                let way = match timing.delay {
                    Some(delay) if !delay.is_zero() => self.after(way, delay, Why::Delay(delay)),
                    _ => way,
                };
                self.arrive(to, Some(n), way);
            }
        }
        sent.into_iter().next().filter(|_| node.kind.is_engagement())
    }

    /// How somebody leaves a segment by an outcome.
    fn segment(&self, node: &Node, outcome: Outcome, way: Way) -> Vec<Way> {
        match (outcome, node.window) {
            // Who comes in has met the entry's segment; who has not does not come in.
            _ if node.entry => Vec::from_iter((outcome == Outcome::Yes).then_some(way)),
            (Outcome::Timeout, window) => Vec::from_iter(window.map(|window| self.times_out(way, window))),
            (_, window) if node.kind == Kind::PastBehavior => {
                let (first, last) = (next_midnight(self.zone, way.stay.from), self.open(way.clone(), window).stay.to);
                let nights = std::iter::successors(Some(first), |night| Some(midnight_after(self.zone, *night)));
                nights
                    .take(self.most)
                    .take_while(|night| *night <= last)
                    .map(|night| {
                        let stay = Stay { to: night, ..self.later(way.stay, night) };
                        Way { stay, why: Vec::new() }.because(Why::EvaluatedAtMidnight)
                    })
                    .collect()
            }
            (Outcome::Yes, window) if node.kind == Kind::Inaction => {
                let last = self.open(way.clone(), window).stay.to;
                let way = match node.segment.get("within") {
                    Some(Value::Span(within)) => self.after(way, *within, Why::NotDoneWithin(*within)),
                    _ => way,
                };
                let stay = Stay { to: last, ..way.stay };
                Vec::from_iter((stay.from <= last).then_some(Way { stay, ..way }))
            }
            (_, window) => vec![self.open(way, window)],
        }
    }

    /// When an engagement goes out to those who come to it, and when quiet hours drop it instead; each ascending.
    fn sendings(&self, node: &Node, way: Way) -> (Vec<Way>, Vec<Way>) {
        let due = match node.when {
            When::AtOnce => vec![way],
            When::BestTime => vec![self.open(way, Some(Span::Hours(24))).because(Why::BestTime)],
            When::Clock(clock) => {
                let next = |from: Instant| next_clock(self.zone, from, clock);
                let first = next(way.stay.from);
                // The next one is for whoever comes after this one, if anybody still does.
                let times =
                    std::iter::successors(Some(first), |time| (*time < way.stay.to).then(|| next(*time + MOMENT)));
                let goes_out = |time: Instant| {
                    let stay = Stay { to: time, ..self.later(way.stay, time) };
                    let clocks = self.clocks(time, time, Some(clock.naive()));
                    Way { stay, why: Vec::from_iter(clocks) }.because(Why::Clock(clock))
                };
                times.take(self.most).map(goes_out).collect()
            }
        };
        let Some(quiet) = self.setup.quiet_hours.as_ref().filter(|_| node.kind.spec().quiet) else {
            return (due, Vec::new());
        };
        let (mut sent, mut dropped) = (Vec::new(), Vec::new());
        for way in due {
            let (mut from, last) = (way.stay.from, way.stay.to);
            for _ in 0..self.most {
                let held = quiet_until(quiet, self.zone, from);
                let (end, list) = match held {
                    Some(end) => (end, &mut dropped),
                    None => (next_quiet(quiet, self.zone, from), &mut sent),
                };
                match (held, quiet.handling) {
                    (Some(Some(end)), QuietHandling::After) => {
                        let way = Way { stay: self.later(way.stay, end), why: way.why.clone() };
                        sent.push(way.because(Why::QuietUntil));
                        break;
                    }
                    (Some(None), QuietHandling::After) => break,
                    (None, QuietHandling::After) => {
                        sent.push(way.clone());
                        break;
                    }
                    (_, QuietHandling::Drop) => {
                        let to = end.map_or(last, |end| last.min(end - MOMENT)).max(from);
                        let part = Way { stay: Stay { to, ..self.later(way.stay, from) }, why: way.why.clone() };
                        list.push(if from == way.stay.from { part } else { part.because(Why::NotInQuiet) });
                    }
                }
                match end {
                    Some(end) if end <= last => from = end,
                    _ => break,
                }
            }
        }
        (sent, dropped)
    }

    /// A stay that something may end at any moment until a window closes; without a window, for ever.
    fn open(&self, way: Way, window: Option<Span>) -> Way {
        let to = window.map_or(far(), |window| add_span(self.zone, way.stay.to, window).min(far()));
        Way { stay: Stay { to, ..way.stay }, ..way }
    }

    /// Out of a window that has closed, at the next full hour.
    fn times_out(&self, way: Way, window: Span) -> Way {
        let closed = self.after(way, window, Why::WindowCloses(window));
        let hour = |at| next_full_hour(self.zone, at);
        let stay = Stay { from: hour(closed.stay.from), to: hour(closed.stay.to), ..closed.stay };
        Way { stay, ..closed }.because(Why::NextFullHour)
    }

    /// A span later.
    fn after(&self, mut way: Way, span: Span, why: Why) -> Way {
        let Stay { from, to, .. } = way.stay;
        let at = add_span(self.zone, from, span);
        let kept = matches!(span, Span::Days(_)).then(|| to_local(self.zone, from).time());
        way.why.extend(self.clocks(from, at, kept));
        way.stay = Stay { from: at, to: add_span(self.zone, to, span).min(far()), ..way.stay };
        way.because(why)
    }

    /// What the clocks did on the way from one instant to another, where it shows: between them where the wait is elapsed
    /// time, just before the second where a clock time should have been kept and is skipped.
    fn clocks(&self, from: Instant, at: Instant, kept: Option<NaiveTime>) -> Option<Reason> {
        let from = match kept {
            Some(time) if to_local(self.zone, at).time() == time => return None,
            Some(_) => at - TimeDelta::days(1),
            None if self.zone.offset_at(from) == self.zone.offset_at(at) => return None,
            None => from,
        };
        clock_change(self.zone, from, at).map(Reason::clocks)
    }

    /// The later part of a stay. With event-triggered entry it is for somebody who came in later, as far as the stay
    /// reaches; else for the same person, who has waited.
    fn later(&self, stay: Stay, from: Instant) -> Stay {
        let moved = if self.on_event() { from.min(stay.to) - stay.from } else { TimeDelta::zero() };
        Stay { from, to: stay.to.max(from), deadline: stay.deadline.map(|deadline| deadline + moved) }
    }

    /// Whether what can come of one stay includes what can come of another.
    fn covers(&self, stay: Stay, other: Stay) -> bool {
        let in_time = |deadline| self.later(stay, other.from).deadline.is_none_or(|own| own >= deadline);
        stay.from <= other.from && stay.to >= other.to && other.deadline.is_none_or(in_time)
    }

    fn on_event(&self) -> bool {
        self.setup.entry == EntryCriteria::OnEvent
    }

    /// What led to an arrival.
    fn reasons(&self, n: usize) -> Vec<Reason> {
        let steps = std::iter::successors(Some(&self.arrivals[n]), |arrival| Some(&self.arrivals[arrival.before?]));
        let mut parts: Vec<&[Reason]> = steps.map(|arrival| arrival.way.why.as_slice()).collect();
        parts.reverse();
        parts.concat()
    }
}

/// Whether the journey timeout has not taken them by then, nor the horizon.
fn in_time(way: &Way) -> bool {
    way.stay.deadline.is_none_or(|deadline| way.stay.from < deadline) && way.stay.from < far()
}

/// The horizon, the start of the year 3000: what stands for “for ever”, and makes every loop end.
fn far() -> Instant {
    Instant::from_timestamp(32_503_680_000, 0).unwrap_or(Instant::MAX_UTC)
}

/// The least that two instants are told apart by: the ends of windows are not in them.
const MOMENT: TimeDelta = TimeDelta::seconds(1);
