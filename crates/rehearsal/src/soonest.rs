//! The soonest instants of a run: a lower bound that spares the search for the earliest messages most of its passes.
//!
//! A pass follows sets of instants; this follows one instant for each node, the earliest at which anybody could arrive. Every step
//! takes the best case of all who come at that instant or later: a window of past behaviour holds a midnight, and what quiet hours
//! would drop arrives when they end. So a run whose bound is not earlier than what is known cannot change it.

use std::{cmp::Reverse, collections::BinaryHeap};

use chrono::Datelike;
use journey::{
    graph::{Node, When},
    kind::{Kind, Outcome},
    setup::QuietHandling,
    time::Span,
};

use crate::{
    cached_zone::CachedZone,
    entry::not_done_within,
    graph::{Edge, IndexedGraph},
    propagation::{Propagating, Propagation, QuietPair},
    steps::{Held, shift},
    time_set::{DAY, HORIZON, TimeSet, instant},
    zone::to_local,
};

/// The number of days that a clock time in quiet hours is followed: quiet hours repeat every week.
const CLOCKS: usize = 8;

/// The first instants and the ways that are known of some passes.
pub(crate) struct Known {
    /// When each message goes out, by its place; [`HORIZON`] where it does not.
    sent: Vec<i64>,
    /// The ways of each node that users take.
    taken: Vec<Vec<bool>>,
}

/// The bound of one course through the graph.
pub(crate) struct Soonest<'a> {
    course: Propagating<'a>,
    quiet: QuietPair<'a>,
    /// The soonest arrival at each node.
    at: Vec<i64>,
    ahead: BinaryHeap<Reverse<(i64, usize)>>,
}

impl Known {
    /// Nothing.
    pub fn none(net: &IndexedGraph) -> Self {
        let taken = net.ways.iter().map(|ways| vec![false; ways.len()]).collect();
        Self { sent: vec![HORIZON; net.nodes.len()], taken }
    }

    /// Adds what a pass has come to.
    pub fn add(&mut self, flow: &Propagation) {
        for (known, sent) in self.sent.iter_mut().zip(&flow.sent) {
            let first = sent.iter().map(|n| flow.pieces[*n as usize].set.at.0).min();
            *known = first.map_or(*known, |first| first.min(*known));
        }
        for (known, taken) in self.taken.iter_mut().flatten().zip(flow.taken.iter().flatten()) {
            *known |= taken;
        }
    }
}

impl<'a> Soonest<'a> {
    pub fn new(course: Propagating<'a>) -> Self {
        let (quiet, at) = (course.quiet(), vec![HORIZON; course.net.nodes.len()]);
        Self { course, quiet, at, ahead: BinaryHeap::new() }
    }

    /// True where those who enter could send a message earlier than known, or take a way that no known user takes. Also
    /// returns the number of nodes examined.
    pub fn improves(&mut self, entering: &TimeSet, known: &Known) -> (bool, usize) {
        let net = self.course.net;
        let Some(entry) = net.entry else { return (false, 0) };
        let limit = entering.leaves().min(self.course.end).min(HORIZON);
        self.at.fill(HORIZON);
        self.ahead.clear();
        self.reach(entry, entering.at.0);
        let mut count = 0;
        while let Some(Reverse((at, place))) = self.ahead.pop() {
            if at > self.at[place] {
                continue;
            }
            count += 1;
            let node = net.nodes[place];
            let (due, sent) = if node.kind.is_engagement() { self.send(node, at) } else { (at, at) };
            if node.kind.is_engagement() && sent < known.sent[place].min(limit) {
                return (true, count);
            }
            for (i, way) in net.ways[place].iter().enumerate() {
                let left = self.leave(place, way, due, sent);
                let arrived =
                    left.map_or(HORIZON, |left| self.later(left, way.timing.delay.unwrap_or(Span::Minutes(0))));
                if arrived >= limit {
                    continue;
                }
                if !known.taken[place][i] {
                    return (true, count);
                }
                self.reach(way.to, arrived);
            }
        }
        (false, count)
    }

    fn reach(&mut self, place: usize, at: i64) {
        if at < self.at[place] {
            self.at[place] = at;
            self.ahead.push(Reverse((at, place)));
        }
    }

    /// When somebody leaves by a way to whom a message is due, and sent, as for [`Propagation`].
    fn leave(&self, place: usize, way: &Edge, due: i64, sent: i64) -> Option<i64> {
        let node = self.course.net.nodes[place];
        if sent >= HORIZON {
            return (way.outcome == Outcome::Unreachable).then_some(due);
        }
        let closes = |window: Span| self.course.zone.next_full_hour(self.later(sent, window));
        if !node.kind.is_segment() {
            return match way.outcome {
                Outcome::Unreachable => Some(due.min(sent)),
                Outcome::Timeout => self.course.net.longest_window(place).map(closes),
                _ => Some(sent),
            };
        }
        match way.outcome {
            outcome if node.entry => (outcome == Outcome::Yes).then_some(sent),
            Outcome::Timeout => node.window.map(closes),
            _ if node.kind == Kind::PastBehavior => Some(self.course.zone.next_midnight(sent)),
            Outcome::Yes if node.kind == Kind::Inaction => Some(self.later(sent, not_done_within(node))),
            _ => Some(sent),
        }
    }

    /// When a message is due to who comes at an instant or later, and when it goes out; [`HORIZON`] where it never does.
    fn send(&mut self, node: &Node, at: i64) -> (i64, i64) {
        let users = self.course.setup.user_zone && node.user_zone;
        let zone = if users { self.course.user } else { self.course.zone };
        let next = |at: i64| if let When::Clock(clock) = node.when { zone.next_clock(at, clock) } else { at };
        let due = next(at);
        let quiet = if users { &mut self.quiet.1 } else { &mut self.quiet.0 };
        let (Some(quiet), true) = (quiet.as_mut(), node.kind.spec().quiet) else { return (due, due) };
        let drops = self.course.setup.quiet_hours.as_ref().is_some_and(|quiet| quiet.handling == QuietHandling::Drop);
        let mut sent = due;
        for _ in 0..CLOCKS {
            match quiet.held(sent).1 {
                Held::Sent => break,
                Held::Until(None) => return (if drops { due } else { HORIZON }, HORIZON),
                Held::Until(Some(end)) if drops => sent = next(end),
                Held::Until(Some(end)) => return (end, end),
            }
        }
        (due, sent)
    }

    /// The soonest end of a span that begins at an instant or later. One that keeps the clock time can end earlier where it begins
    /// later: by what the clocks change, and within a day where several days lead to the last of a month.
    fn later(&self, at: i64, span: Span) -> i64 {
        let zone = self.course.zone;
        let to = at + shift(zone, at, span);
        let months = match span {
            Span::Minutes(_) | Span::Hours(_) | Span::Days(0) | Span::Weeks(0) | Span::Months(0) => return to,
            Span::Days(_) | Span::Weeks(_) => 0,
            Span::Months(_) if to_local(zone, instant(at)).date().day() < 28 => 0,
            Span::Months(_) => DAY,
        };
        (to - months - changed(zone, at, at + 2 * DAY) - changed(zone, to - 2 * DAY, to + 2 * DAY)).max(at)
    }
}

/// By how much the clocks change between two instants, all in all.
fn changed(zone: &CachedZone, from: i64, to: i64) -> i64 {
    zone.changes(from, to).iter().map(|(_, before, after)| (after - before).abs()).sum()
}
