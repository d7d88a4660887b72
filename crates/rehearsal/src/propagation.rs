//! All routes at once: where somebody who entered can be, and when (spec: timing.md §4).
//!
//! One pass forward over the graph. A few [`TimeSet`]s arrive at a node, and every link sends each of them on. Sets
//! that touch are joined; beyond [`Propagation::apart`] the nearest ones are joined too. So the cost grows with nodes
//! and links, never with the number of routes. The first and the last instant stay exact; sets that may hold impossible
//! instants are marked. Every piece knows its origin, from which the route and the reasons of an instant are explained.

use std::{cmp::Reverse, collections::BinaryHeap};

use journey::{
    graph::When,
    kind::{Kind, Outcome},
    setup::{QuietHandling, Setup},
    time::{ClockTime, Span},
};

use crate::{
    cached_zone::CachedZone,
    entry::not_done_within,
    graph::{Edge, IndexedGraph, until},
    pace::Pace,
    steps::{Held, Part, Quiet, Until, only, snap, wait},
    time_set::{DAY, HORIZON, HOUR, TimeSet},
};

/// The origin of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// None: they enter.
    Nothing,
    /// One.
    StateNode(u32),
    /// Several, by the place of their list in [`Propagation::joins`].
    Join(u32),
}

/// The cause that leads from one piece to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cause {
    /// They enter.
    Enters,
    /// Several ways come together.
    Join,
    /// By the nth link that leaves a node, with its delay.
    Link(u32, u32),
    /// Goes round a cycle for as long as it likes.
    GoesRound,
    /// The next such clock time.
    Clock(ClockTime),
    /// The user's best time.
    BestTime,
    /// The end of quiet hours.
    QuietUntil,
    /// Outside quiet hours.
    NotQuiet,
    /// In quiet hours.
    Quiet,
    /// Something happens within a window.
    Happens(Outcome, Option<Span>),
    /// A window is open; it has no reason of its own.
    Open,
    /// At midnight.
    Midnight,
    /// Something does not happen for so long.
    NotDone(Span),
    /// A window closes.
    Closes(Span),
    /// At the next full hour.
    FullHour,
}

/// A set at a point of the way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StateNode {
    pub set: TimeSet,
    pub node: u32,
    pub from: From,
    pub cause: Cause,
    /// The least and the most that was waited since the piece before.
    pub wait: (i64, i64),
    /// True where it may hold instants at which nobody is here.
    pub about: bool,
}

/// The input of a pass.
pub(crate) struct Propagating<'a> {
    pub net: &'a IndexedGraph<'a>,
    pub setup: &'a Setup,
    /// The journey's zone.
    pub zone: &'a CachedZone<'a>,
    /// The zone of the users' clocks.
    pub user: &'a CachedZone<'a>,
    /// When everything ends: the stop, or the horizon.
    pub end: i64,
}

impl<'a> Propagating<'a> {
    /// The quiet hours, not looked at yet.
    pub fn quiet(&self) -> QuietPair<'a> {
        let hours = self.setup.quiet_hours.as_ref();
        (hours.map(|hours| Quiet::new(hours, self.zone)), hours.map(|hours| Quiet::new(hours, self.user)))
    }
}

/// The result of a pass: the times at which users can be at each node.
pub(crate) struct Propagation {
    pub pieces: Vec<StateNode>,
    pub joins: Vec<Vec<u32>>,
    /// The pieces that arrive at each node.
    pub arrivals: Vec<Vec<u32>>,
    /// The pieces that go out at each node, ascending as far as they do not overlap.
    pub sent: Vec<Vec<u32>>,
    /// True for a piece that is a message that goes out, and not for the pieces it is made of.
    pub goes_out: Vec<bool>,
    /// True for a node where quiet hours drop a message.
    pub dropped: Vec<bool>,
    /// Messages that were due in quiet hours and go out on another day: the node, the time due, and the time sent.
    pub held: Vec<(u32, i64, i64)>,
    /// True for each way of a node that users take.
    pub taken: Vec<Vec<bool>>,
    /// The most sets that are kept apart at one node.
    pub apart: usize,
}

impl Propagation {
    /// The pass, for those who enter with these sets.
    pub async fn run(course: &Propagating<'_>, entries: &[TimeSet], pace: &Pace<'_>) -> Self {
        let count = course.net.nodes.len();
        let mut flow = Self {
            pieces: Vec::new(),
            joins: Vec::new(),
            arrivals: vec![Vec::new(); count],
            sent: vec![Vec::new(); count],
            goes_out: Vec::new(),
            held: Vec::new(),
            taken: course.net.ways.iter().map(|ways| vec![false; ways.len()]).collect(),
            dropped: vec![false; count],
            apart: (600 / count.max(1)).clamp(4, 32),
        };
        let Some(entry) = course.net.entry else { return flow };
        let mut quiet = course.quiet();
        for set in entries {
            if let Some(set) = set.inside(course.end) {
                let n = flow.add(set, entry, From::Nothing, Cause::Enters, (0, 0), false);
                flow.arrivals[entry].push(n);
            }
        }
        let groups = course.net.order.len();
        for (place, group) in course.net.order.iter().enumerate() {
            pace.reach(place, groups);
            let before = flow.pieces.len();
            let mut next = Vec::new();
            if let [node] = group.as_slice() {
                let arrived = std::mem::take(&mut flow.arrivals[*node]);
                let arrived = flow.join(arrived, *node);
                for n in &arrived {
                    flow.pass(course, *n, &mut quiet, &mut next);
                }
                flow.arrivals[*node] = arrived;
                for n in next {
                    flow.arrive(n);
                }
            } else {
                flow.go_round(course, place, group, &mut quiet, pace).await;
            }
            pace.step(1 + flow.pieces.len() - before).await;
        }
        flow.goes_out.resize(flow.pieces.len(), false);
        flow
    }

    fn add(&mut self, set: TimeSet, node: usize, from: From, cause: Cause, wait: (i64, i64), about: bool) -> u32 {
        let about = about
            || match from {
                From::StateNode(n) => self.pieces[n as usize].about,
                From::Join(n) => self.joins[n as usize].iter().any(|n| self.pieces[*n as usize].about),
                From::Nothing => false,
            };
        self.pieces.push(StateNode { set, node: node as u32, from, cause, wait, about });
        (self.pieces.len() - 1) as u32
    }

    fn arrive(&mut self, n: u32) {
        let node = self.pieces[n as usize].node as usize;
        self.arrivals[node].push(n);
    }

    /// The nodes of a cycle: in the order of time, until nothing new comes. What goes round too often goes round for ever.
    async fn go_round(
        &mut self,
        course: &Propagating<'_>,
        place: usize,
        group: &[usize],
        quiet: &mut QuietPair<'_>,
        pace: &Pace<'_>,
    ) {
        let mut ahead = BinaryHeap::new();
        for node in group {
            for n in std::mem::take(&mut self.arrivals[*node]) {
                ahead.push(Reverse((self.pieces[n as usize].set.at.0, n)));
            }
        }
        let mut next = Vec::new();
        while let Some(Reverse((_, mut n))) = ahead.pop() {
            pace.step(1).await;
            let piece = self.pieces[n as usize];
            let node = piece.node as usize;
            if self.arrivals[node].iter().any(|known| self.pieces[*known as usize].set.covers(&piece.set)) {
                continue;
            }
            if self.arrivals[node].len() >= self.apart {
                let Some(open) = piece.set.open().inside(course.end) else { continue };
                n = self.add(open, node, From::StateNode(n), Cause::GoesRound, (0, HORIZON), true);
            }
            self.arrivals[node].push(n);
            self.pass(course, n, quiet, &mut next);
            for n in next.drain(..) {
                if course.net.group[self.pieces[n as usize].node as usize] == place {
                    ahead.push(Reverse((self.pieces[n as usize].set.at.0, n)));
                } else {
                    self.arrive(n);
                }
            }
        }
    }

    /// Joins the pieces that arrive at a node where they touch, and limits their number.
    fn join(&mut self, mut arrived: Vec<u32>, node: usize) -> Vec<u32> {
        if arrived.len() < 2 {
            return arrived;
        }
        arrived.sort_by_key(|n| (self.pieces[*n as usize].set.at, *n));
        // Each with what it is made of.
        let mut sets: Vec<(TimeSet, Vec<u32>, bool)> = Vec::with_capacity(arrived.len());
        'next: for n in arrived {
            let set = self.pieces[n as usize].set;
            // Those that can touch it are among the last.
            for (known, of, _) in sets.iter_mut().rev().take(8) {
                if let Some(both) = known.joined(&set) {
                    *known = both;
                    of.push(n);
                    continue 'next;
                }
            }
            sets.push((set, vec![n], false));
        }
        if sets.len() > self.apart {
            // As many of the narrowest gaps are closed as there are sets too many; not among the first and the last, which
            // the first and the last instants come from.
            let gap = |i: usize| sets[i + 1].0.at.0 - sets[i].0.at.1;
            let kept = self.apart / 4;
            let mut gaps: Vec<usize> = (kept..sets.len() - 1 - kept).collect();
            gaps.sort_by_key(|i| gap(*i));
            let mut closed = vec![false; sets.len()];
            for i in gaps.into_iter().take(sets.len() - self.apart) {
                closed[i + 1] = true;
            }
            let mut fewer: Vec<(TimeSet, Vec<u32>, bool)> = Vec::with_capacity(self.apart);
            for ((set, of, about), closed) in sets.into_iter().zip(closed) {
                match fewer.last_mut().filter(|_| closed) {
                    Some(first) => {
                        first.0 = first.0.hull(&set);
                        first.1.extend(of);
                        first.2 = true;
                    }
                    None => fewer.push((set, of, about)),
                }
            }
            sets = fewer;
        }
        sets.into_iter()
            .map(|(set, of, about)| match of.as_slice() {
                [n] => *n,
                _ => {
                    self.joins.push(of);
                    let from = From::Join((self.joins.len() - 1) as u32);
                    self.add(set, node, from, Cause::Join, (0, 0), about)
                }
            })
            .collect()
    }

    /// Sends a piece on from its node by all links.
    fn pass(&mut self, course: &Propagating, n: u32, quiet: &mut QuietPair, next: &mut Vec<u32>) {
        let place = self.pieces[n as usize].node as usize;
        let node = course.net.nodes[place];
        let (mut sent, mut dropped) = (vec![n], Vec::new());
        if node.kind.is_engagement() {
            (sent, dropped) = self.send(course, n, quiet);
            // A message that goes out at once is a piece of its own, so that every sending is one.
            for piece in sent.iter_mut().filter(|piece| **piece == n) {
                *piece =
                    self.add(self.pieces[n as usize].set, place, From::StateNode(n), Cause::NotQuiet, (0, 0), false);
            }
            self.goes_out.resize(self.pieces.len(), false);
            for piece in &sent {
                self.goes_out[*piece as usize] = true;
            }
            self.sent[place].extend(&sent);
            self.dropped[place] |= !dropped.is_empty();
        }
        for (i, way) in course.net.ways[place].iter().enumerate() {
            let left = if node.kind.is_segment() {
                self.segment(course, n, way)
            } else {
                match way.outcome {
                    Outcome::Unreachable => [sent.as_slice(), &dropped].concat(),
                    Outcome::Timeout => match course.net.longest_window(place) {
                        Some(window) => self.each(&sent, |flow, n| flow.time_out(course, n, window)),
                        None => Vec::new(),
                    },
                    waited if waited.waits() => {
                        let window = way.timing.window;
                        let cause = Cause::Happens(waited, window);
                        self.each(&sent, |flow, n| flow.open(course, n, Span::Minutes(0), window, cause))
                    }
                    _ => sent.clone(),
                }
            };
            let delay = way.timing.delay.unwrap_or(Span::Minutes(0));
            for n in left {
                let parts = wait(course.zone, &self.pieces[n as usize].set, delay, Until::Span(delay));
                for arrived in self.put(course, n, parts, Cause::Link(place as u32, i as u32)) {
                    self.pieces[arrived as usize].node = way.to as u32;
                    self.taken[place][i] = true;
                    next.push(arrived);
                }
            }
        }
    }

    fn each(&mut self, from: &[u32], step: impl Fn(&mut Self, u32) -> Vec<u32>) -> Vec<u32> {
        from.iter().flat_map(|n| step(self, *n)).collect()
    }

    /// Adds the parts of a piece that are still inside.
    fn put(&mut self, course: &Propagating, n: u32, parts: Vec<Part>, cause: Cause) -> Vec<u32> {
        let node = self.pieces[n as usize].node as usize;
        let mut list = Vec::with_capacity(parts.len());
        for (set, least, most) in parts {
            if set.at.0 < HORIZON
                && let Some(set) = set.inside(course.end)
            {
                list.push(self.add(set, node, From::StateNode(n), cause, (least, most), false));
            }
        }
        list
    }

    /// The ways in which users leave a segment.
    fn segment(&mut self, course: &Propagating, n: u32, way: &Edge) -> Vec<u32> {
        let node = course.net.nodes[self.pieces[n as usize].node as usize];
        let window = node.window;
        match way.outcome {
            // Who comes in has met the entry's segment; who has not does not come in.
            outcome if node.entry => Vec::from_iter((outcome == Outcome::Yes).then_some(n)),
            Outcome::Timeout => window.map_or_else(Vec::new, |window| self.time_out(course, n, window)),
            _ if node.kind == Kind::PastBehavior => {
                let zone = course.zone;
                let night = |at: i64| zone.next_midnight(at);
                let open = self.open(course, n, Span::Minutes(0), window, Cause::Open);
                self.each(&open, |flow, n| {
                    let parts = only(zone, &flow.pieces[n as usize].set, DAY, &night);
                    flow.put(course, n, parts, Cause::Midnight)
                })
            }
            Outcome::Yes if node.kind == Kind::Inaction => {
                let within = not_done_within(node);
                self.open(course, n, within, window, Cause::NotDone(within))
            }
            outcome => self.open(course, n, Span::Minutes(0), window, Cause::Happens(outcome, window)),
        }
    }

    fn open(&mut self, course: &Propagating, n: u32, least: Span, window: Option<Span>, cause: Cause) -> Vec<u32> {
        let parts = wait(course.zone, &self.pieces[n as usize].set, least, until(window));
        self.put(course, n, parts, cause)
    }

    /// Out of a window that has closed, at the next full hour.
    fn time_out(&mut self, course: &Propagating, n: u32, window: Span) -> Vec<u32> {
        let parts = wait(course.zone, &self.pieces[n as usize].set, window, Until::Span(window));
        let closed = self.put(course, n, parts, Cause::Closes(window));
        let hour = |at: i64| course.zone.next_full_hour(at);
        self.each(&closed, |flow, n| {
            let parts = snap(course.zone, &flow.pieces[n as usize].set, HOUR, &hour);
            flow.put(course, n, parts, Cause::FullHour)
        })
    }

    /// When an engagement goes out to those who come to it, and when quiet hours drop it instead.
    fn send(&mut self, course: &Propagating, n: u32, quiet: &mut QuietPair) -> (Vec<u32>, Vec<u32>) {
        let node = course.net.nodes[self.pieces[n as usize].node as usize];
        let users = course.setup.user_zone && node.user_zone;
        let zone = if users { course.user } else { course.zone };
        let due = match node.when {
            When::AtOnce => vec![n],
            When::BestTime => self.open(course, n, Span::Minutes(0), Some(Span::Hours(24)), Cause::BestTime),
            When::Clock(clock) => {
                let next = |at: i64| zone.next_clock(at, clock);
                let parts = snap(zone, &self.pieces[n as usize].set, DAY, &next);
                self.put(course, n, parts, Cause::Clock(clock))
            }
        };
        // Quiet hours are the user's wherever the setup says so; a node that opts out keeps the journey's (journey.md §4).
        let held = if users { &mut quiet.1 } else { &mut quiet.0 };
        let (Some(held), true) = (held.as_mut(), node.kind.spec().quiet) else { return (due, Vec::new()) };
        let handling = course.setup.quiet_hours.as_ref().map_or(QuietHandling::After, |quiet| quiet.handling);
        let (mut sent, mut dropped) = (Vec::new(), Vec::new());
        for n in due {
            let parts = held.cut(&self.pieces[n as usize].set, self.apart);
            let whole = parts.len() == 1;
            for (part, held) in parts {
                match (held, handling) {
                    (Held::Sent, _) if whole => sent.push(n),
                    (Held::Sent, _) => sent.extend(self.put(course, n, vec![(part, 0, 0)], Cause::NotQuiet)),
                    (Held::Until(_), QuietHandling::Drop) => {
                        dropped.extend(self.put(course, n, vec![(part, 0, 0)], Cause::Quiet));
                    }
                    (Held::Until(Some(end)), QuietHandling::After) => {
                        self.held.push((self.pieces[n as usize].node, part.at.0, end));
                        let most = end - part.at.0;
                        let parts = Vec::from_iter(part.gathered(end).map(|part| (part, 0, most)));
                        sent.extend(self.put(course, n, parts, Cause::QuietUntil));
                    }
                    (Held::Until(None), QuietHandling::After) => {}
                }
            }
        }
        (self.tidy(sent), dropped)
    }

    /// Joins the messages at the end of quiet hours with those right after it.
    fn tidy(&mut self, sent: Vec<u32>) -> Vec<u32> {
        match sent.first() {
            Some(first) if sent.len() > 2 => {
                let node = self.pieces[*first as usize].node as usize;
                self.join(sent, node)
            }
            _ => sent,
        }
    }

    /// The pieces a piece came from.
    pub fn parents(&self, n: u32) -> &[u32] {
        match &self.pieces[n as usize].from {
            From::Nothing => &[],
            From::StateNode(n) => std::slice::from_ref(n),
            From::Join(n) => &self.joins[*n as usize],
        }
    }
}

/// The quiet hours in the journey's zone, and in the users'.
pub(crate) type QuietPair<'a> = (Option<Quiet<'a>>, Option<Quiet<'a>>);
