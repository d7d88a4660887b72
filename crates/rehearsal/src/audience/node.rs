//! The steps of those who arrive at a node, and of their way to the next (spec: timing.md §4).

use journey::{graph::When, setup::QuietHandling, time::Span};

use super::{
    agenda::{Event, What},
    counts::AtNode,
    hours::last_midnight,
    inbox::Cohort,
    pass::{BEFORE, CLOSING, FIRING, KEPT, Pass},
    plan::{Awaited, Engagement, Exit, FINE, Rule, Segment},
    pool::Decay,
};
use crate::{
    cached_zone::CachedZone,
    steps::{Held, shift},
    time_set::{DAY, HOUR},
};

/// The window of a segment that has none, where users fire evenly.
const ENDLESS: i64 = 30 * DAY;

/// The time at which a message that is ready goes out.
enum Due {
    At(i64),
    /// Quiet hours drop it then.
    Dropped(i64),
    /// Quiet hours never end.
    Never,
}

impl Pass<'_> {
    /// Handles all who arrive at the instant in hand.
    pub fn arrive_all(&mut self) {
        while let Some(rank) = self.inbox.first() {
            let node = self.course.plan.ranked[rank];
            let mut list = self.inbox.take(rank, node);
            // A cycle without any delay would go round for ever.
            let over = self.inbox.pass(node) > self.course.plan.nodes[node].group;
            for (of, some, dropped) in list.drain(..) {
                if over {
                    self.hold(node, of, BEFORE, some);
                } else {
                    self.counts.node(node, AtNode::Begun, some);
                    self.arrive(node, of, some, dropped);
                }
                self.work += 1;
            }
            self.inbox.give_back(node, list);
        }
    }

    /// Users whose wait before a node is over.
    fn arrive(&mut self, node: usize, of: Cohort, some: u64, dropped: bool) {
        let plan = self.course.plan;
        match &plan.nodes[node].rule {
            Rule::Pass(exit) => self.leave(node, of, exit, some),
            Rule::ForceExit => {
                self.counts.node(node, AtNode::ForceExits, some);
                self.gone(some);
            }
            Rule::Split(shares, exits) => {
                let mut given = std::mem::take(&mut self.given);
                self.split(some, shares, of.class.into(), &mut given);
                for (exit, n) in exits.iter().zip(&given) {
                    self.leave(node, of, exit, *n);
                }
                self.given = given;
            }
            Rule::Segment(segment) => self.wait(node, of, segment, some),
            Rule::Engagement(engagement) if dropped => {
                self.counts.node(node, AtNode::Quiet, some);
                self.counts.node(node, AtNode::Unreachable, some);
                self.leave(node, of, &engagement.exits[2], some);
            }
            Rule::Engagement(engagement) => self.send(node, of, engagement, some),
        }
    }

    /// Users who wait at a segment.
    fn wait(&mut self, node: usize, of: Cohort, segment: &Segment, some: u64) {
        let pools = &self.course.plan.nodes[node].pools;
        let from = self.now + self.shift(segment.least);
        let close = segment.window.map(|window| self.now + self.shift(window));
        let decay = pools[0].decay;
        // When they fire for the last time, and the part of those who would that has done so by then.
        let (last, reached) = match close {
            None if decay.is_some() => (None, FINE),
            None => (Some(from + ENDLESS), FINE),
            Some(close) if close < from => (Some(from), 0),
            Some(close) if pools[0].nightly => {
                let night = last_midnight(&self.course.zones[0], close);
                (Some(night.max(from)), if night < from { 0 } else { fired(from, night, close, decay.as_ref()) })
            }
            Some(close) => (Some(close), FINE),
        };
        let mut given = std::mem::take(&mut self.given);
        if reached < FINE {
            let mut shares = segment.shares.clone();
            let cut = |share: u64| (u128::from(share) * u128::from(reached) / u128::from(FINE)) as u64;
            // A segment that is not nightly has shares of a smaller total, of which nothing is left here.
            (shares.parts[0], shares.parts[1]) = (cut(shares.parts[0]), cut(shares.parts[1]));
            shares.parts[2] = shares.total - shares.parts[0] - shares.parts[1];
            self.split(some, &shares, of.class.into(), &mut given);
        } else {
            self.split(some, &segment.shares, of.class.into(), &mut given);
        }
        let [yes, no, rest] = [given[0], given[1], given[2]];
        self.given = given;
        self.fire_from(node, of, 0, yes, (from, last));
        self.fire_from(node, of, 1, no, (from, last));
        match close {
            Some(close) => self.time_out(node, of, &segment.timeout, rest, close),
            None => self.hold(node, of, KEPT, rest),
        }
    }

    /// Users who leave by *Timeout* at the full hour after their window closes.
    fn time_out(&mut self, node: usize, of: Cohort, exit: &Exit, some: u64, close: i64) {
        let at = self.course.zones[0].next_full_hour(close);
        if at <= self.now {
            self.leave(node, of, exit, some);
        } else {
            self.queue(node, of, CLOSING, some, at, What::TimeOut);
        }
    }

    /// Users who fire in a pool between two instants; without end where there is no second.
    fn fire_from(&mut self, node: usize, of: Cohort, number: usize, n: u64, (from, close): (i64, Option<i64>)) {
        if n == 0 {
            return;
        }
        let firing = &self.course.plan.nodes[node].pools[number];
        if close == Some(self.now) {
            return self.leave(node, of, &firing.exit, n);
        }
        let pool = self.pool(node, of, FIRING + number);
        self.pool_mut(pool).join(n);
        self.list(pool);
        let whole = match (close, &firing.decay) {
            (Some(close), None) => n as f64 / (close - from).max(1) as f64,
            (Some(close), Some(decay)) if close > from => n as f64 / (1.0 - decay.left(close - from)),
            _ => n as f64,
        };
        let event = Event { n, from, ..self.event(node, of) };
        if close != Some(from) {
            if from == self.now {
                self.pool_mut(pool).begin(from, whole, firing.decay.as_ref());
            } else {
                let mass = whole * self.outlast(of, from);
                self.schedule(Event { at: from, what: What::Begin(number as u8), mass, ..event });
            }
        }
        if let Some(at) = close {
            let mass = if at == from { n as f64 } else { whole } * self.outlast(of, at);
            self.schedule(Event { at, what: What::Close(number as u8), mass, ..event });
        }
    }

    /// A message goes out, or fails.
    fn send(&mut self, node: usize, of: Cohort, engagement: &Engagement, some: u64) {
        let mut given = std::mem::take(&mut self.given);
        self.split(some, &engagement.shares, of.class.into(), &mut given);
        let [sent, failed, unreachable] = [given[0], given[1], given[2]];
        self.given = given;
        self.counts.node(node, AtNode::Sent, sent);
        self.counts.node(node, AtNode::Failed, failed);
        self.counts.node(node, AtNode::Unreachable, unreachable);
        self.seen.sent(node, self.now, sent, self.random.as_mut());
        if engagement.awaited.is_empty() {
            self.leave(node, of, &engagement.exits[0], sent);
        } else {
            self.wait_for(node, of, engagement, sent);
        }
        self.leave(node, of, &engagement.exits[1], failed);
        self.leave(node, of, &engagement.exits[2], unreachable);
    }

    /// Users who have got a message, and whose click, view or delivery is waited for.
    fn wait_for(&mut self, node: usize, of: Cohort, engagement: &Engagement, some: u64) {
        let (mut given, mut even) = (Vec::with_capacity(4), Vec::with_capacity(1));
        self.split(some, &engagement.awaiting, of.class.into(), &mut given);
        for (Awaited { pools, even: shares }, n) in engagement.awaited.iter().zip(&given) {
            self.split(*n, shares, of.class.into(), &mut even);
            for ((number, window), n) in pools.iter().zip(&even) {
                let close = window.map(|window| self.now + self.shift(window));
                self.fire_from(node, of, *number, *n, (self.now, close));
            }
        }
        let rest = given.last().copied().unwrap_or(0);
        match engagement.longest {
            Some(window) => self.time_out(node, of, &engagement.timeout, rest, self.now + self.shift(window)),
            None => self.hold(node, of, KEPT, rest),
        }
    }

    /// Users leave a node by an outcome.
    pub fn leave(&mut self, node: usize, of: Cohort, exit: &Exit, some: u64) {
        if some == 0 {
            return;
        }
        match exit {
            Exit::Complete => {
                self.counts.node(node, AtNode::Completed, some);
                self.gone(some);
            }
            Exit::Stay => self.hold(node, of, KEPT, some),
            Exit::Links(ways, _) if ways.len() == 1 => self.travel(node, of, ways[0], some),
            Exit::Links(ways, shares) => {
                let mut given = Vec::with_capacity(ways.len());
                self.split(some, shares, of.class.into(), &mut given);
                for (way, n) in ways.iter().zip(&given) {
                    self.travel(node, of, *way, *n);
                }
            }
        }
    }

    /// Users who stay where they are for good.
    fn hold(&mut self, node: usize, of: Cohort, stage: usize, n: u64) {
        if n > 0 {
            let pool = self.pool(node, of, stage);
            self.pool_mut(pool).join(n);
        }
    }

    /// Users who leave a pool together at an instant.
    fn queue(&mut self, node: usize, of: Cohort, stage: usize, n: u64, at: i64, what: What) {
        if n == 0 {
            return;
        }
        let expected = n as f64 * self.outlast(of, at);
        let pool = self.pool(node, of, stage);
        if self.pool_mut(pool).queue(n, (at, what == What::Drop), expected) {
            self.schedule(Event { at, what, ..self.event(node, of) });
        }
    }

    /// Users who go by a link: they enter the next node, and wait before it.
    fn travel(&mut self, node: usize, of: Cohort, way: usize, some: u64) {
        if some == 0 {
            return;
        }
        let plan = self.course.plan;
        let edge = &self.course.net.ways[node][way];
        self.counts.link(node, way, some);
        self.counts.node(edge.to, AtNode::Entered, some);
        let ready = self.now + edge.timing.delay.map_or(0, |delay| self.shift(delay));
        let Rule::Engagement(engagement) = &plan.nodes[edge.to].rule else {
            return self.approach(edge.to, of, some, Due::At(ready));
        };
        let target = self.course.net.nodes[edge.to];
        let zone = if self.course.setup.user_zone && target.user_zone { plan.zone_of(of.class) } else { 0 };
        let quiet = target.kind.spec().quiet;
        match target.when {
            _ if ready > self.course.until => self.hold(edge.to, of, BEFORE, some),
            When::AtOnce => {
                let due = self.due(zone, quiet, ready);
                self.approach(edge.to, of, some, due);
            }
            When::Clock(clock) => {
                let due = self.due(zone, quiet, self.course.zones[zone].next_clock(ready, clock));
                self.approach(edge.to, of, some, due);
            }
            When::BestTime => {
                let mut given = Vec::with_capacity(engagement.hours.parts.len());
                self.split(some, &engagement.hours, of.class.into(), &mut given);
                for (k, n) in given.into_iter().enumerate().filter(|(_, n)| *n > 0) {
                    let due = self.due(zone, quiet, best_hour(&self.course.zones[zone], ready, k as i64));
                    self.approach(edge.to, of, n, due);
                }
            }
        }
    }

    /// Users who wait before a node until they are due.
    fn approach(&mut self, node: usize, of: Cohort, some: u64, due: Due) {
        let (at, dropped) = match due {
            Due::At(at) => (at, false),
            Due::Dropped(at) => (at, true),
            Due::Never => return self.hold(node, of, BEFORE, some),
        };
        if at <= self.now {
            self.inbox.put(self.course.plan.nodes[node].rank, node, of, some, dropped);
        } else {
            self.queue(node, of, BEFORE, some, at, if dropped { What::Drop } else { What::Arrive });
        }
    }

    /// The time at which a message goes out that is ready at an instant.
    fn due(&mut self, zone: usize, quiet: bool, at: i64) -> Due {
        let handling = self.course.setup.quiet_hours.as_ref().map(|quiet| quiet.handling);
        let (Some(hours), Some(handling), true) = (&mut self.quiet[zone], handling, quiet) else { return Due::At(at) };
        match (hours.held(at).1, handling) {
            (Held::Sent, _) => Due::At(at),
            (Held::Until(_), QuietHandling::Drop) => Due::Dropped(at),
            (Held::Until(Some(end)), QuietHandling::After) => Due::At(end),
            (Held::Until(None), QuietHandling::After) => Due::Never,
        }
    }
}

/// The part, of [`FINE`], of those who fire between two instants that has fired by one.
fn fired(from: i64, by: i64, to: i64, decay: Option<&Decay>) -> u64 {
    if from == to {
        return FINE;
    }
    let part = match decay {
        None => (by - from) as f64 / (to - from) as f64,
        Some(decay) => (1.0 - decay.left(by - from)) / (1.0 - decay.left(to - from)),
    };
    (part * FINE as f64).round() as u64
}

/// The full hour of a number, from 0, among the 24 after an instant; never later than 24 hours after it.
fn best_hour(zone: &CachedZone, ready: i64, number: i64) -> i64 {
    let at = ready + number * HOUR;
    zone.next_full_hour(at + 1).min(ready + shift(zone, ready, Span::Hours(24)))
}
