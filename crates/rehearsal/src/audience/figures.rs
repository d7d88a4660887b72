//! The figures of a simulation: at any instant, and in rows by the hour, day, week or month (spec: numbers.md §2, §3).

use std::collections::HashMap;

use chrono::{Datelike, Days};
use journey::{
    graph::LinkKey,
    kind::Outcome,
    text::NodeId,
    time::{Date, Instant},
};

use super::counts::{AtNode, Counts};
use crate::{
    graph::IndexedGraph,
    time_set::{HOUR, instant, millis},
    zone::{Zone, day_start, next_full_hour, to_local},
};

/// The most periods in one row.
const MOST: usize = 20_000;

/// The figures of a journey at an instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JourneyFigures {
    /// Users who qualified: the control group and those who entered.
    pub qualified: u64,
    /// The control group, which does not enter.
    pub control: u64,
    /// Users who entered.
    pub entered: u64,
    /// Those of them who are inside.
    pub inside: u64,
    /// Users who came to the end of a route.
    pub completed: u64,
    /// Users who met each goal and so left, by its place in the setup.
    pub goals_met: Vec<u64>,
    /// Users whom the journey timeout took.
    pub timed_out: u64,
    /// Users whom a *Force exit* led out.
    pub force_exits: u64,
    /// Users whom a stop let go.
    pub removed: u64,
    /// Users of the control group who met each goal.
    pub control_met: Vec<u64>,
}

/// The figures of a node at an instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeFigures {
    /// Users who came to it by a link, or into the journey.
    pub entered: u64,
    /// Users who wait before it: for the link's delay, its time, or the end of quiet hours.
    pub waiting_before: u64,
    /// Users who wait at it.
    pub waiting_at: u64,
    /// Users who have left by a link, by outcome.
    pub moved: Vec<(Outcome, u64)>,
    /// Users who have left the journey here, as no link leads on.
    pub completed: u64,
    /// Users who met a goal while here.
    pub goal_met: u64,
    /// Users whom the journey timeout took here.
    pub timed_out: u64,
    /// Users whom a stop let go here.
    pub removed: u64,
    /// Users who were led out here.
    pub force_exits: u64,
    /// Messages sent.
    pub sent: u64,
    /// Messages that the provider refused.
    pub failed: u64,
    /// Messages without an address, and those that quiet hours dropped.
    pub unreachable: u64,
    /// Messages that quiet hours dropped.
    pub quiet: u64,
    /// Messages that were delivered.
    pub delivered: u64,
    /// Messages that were viewed.
    pub viewed: u64,
    /// Messages that were clicked.
    pub clicked: u64,
}

/// A figure of which a row is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Users who qualified.
    Qualified,
    /// Users who entered.
    Entered,
    /// Users who came to the end of a route.
    Completed,
    /// Users who met a goal.
    GoalsMet,
    /// Users whom the journey timeout took.
    TimedOut,
    /// Users who left in any way.
    Left,
    /// Users who entered the node of this place.
    EnteredNode(usize),
    /// Messages that the node of this place sent.
    Sent(usize),
}

/// The length of a period in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// From full hour to full hour.
    Hour,
    /// From midnight to midnight.
    Day,
    /// From Monday to Monday.
    Week,
    /// From the first of a month to the next.
    Month,
}

/// The result of a simulation.
#[derive(Clone, Debug)]
pub struct Audience {
    /// The ids of the nodes, by their places.
    pub nodes: Vec<NodeId>,
    /// The links that somebody can take, by the place of the node that they leave.
    pub links: Vec<Vec<LinkKey>>,
    places: HashMap<NodeId, usize>,
    pub(super) counts: Counts,
}

impl Audience {
    pub(super) fn new(net: &IndexedGraph, counts: Counts) -> Self {
        let nodes: Vec<NodeId> = net.nodes.iter().map(|node| node.id.clone()).collect();
        let key =
            |from: usize, outcome, to: usize| LinkKey { from: nodes[from].clone(), outcome, to: nodes[to].clone() };
        let links = net.ways.iter().enumerate();
        let links = links.map(|(from, ways)| ways.iter().map(|way| key(from, way.outcome, way.to)).collect()).collect();
        let places = nodes.iter().enumerate().map(|(place, id)| (id.clone(), place)).collect();
        Self { nodes, links, places, counts }
    }

    /// The place of a node.
    pub fn place(&self, node: &NodeId) -> Option<usize> {
        self.places.get(node).copied()
    }

    /// The number of instants up to one.
    fn until(&self, at: Instant) -> usize {
        let at = millis(at);
        self.counts.instants.partition_point(|instant| *instant <= at)
    }

    /// The figures of the journey at an instant, everything that happens then included.
    pub fn journey(&self, at: Instant) -> JourneyFigures {
        let n = self.until(at);
        let sum = |what| (0..self.nodes.len()).map(|place| self.counts.at_node(place, what, n)).sum::<u64>();
        let (qualified, control) = self.counts.qualified(n);
        let (goals_met, control_met) = self.counts.goals(n);
        let entered = qualified - control;
        let (completed, timed_out) = (sum(AtNode::Completed), sum(AtNode::TimedOut));
        let (force_exits, removed) = (sum(AtNode::ForceExits), sum(AtNode::Removed));
        let inside = entered - completed - timed_out - force_exits - removed - goals_met.iter().sum::<u64>();
        JourneyFigures {
            qualified,
            control,
            entered,
            inside,
            completed,
            goals_met,
            timed_out,
            force_exits,
            removed,
            control_met,
        }
    }

    /// The figures of the node of a place at an instant, everything that happens then included.
    pub fn node(&self, place: usize, at: Instant) -> NodeFigures {
        let n = self.until(at);
        let of = |what| self.counts.at_node(place, what, n);
        let mut moved: Vec<(Outcome, u64)> = Vec::new();
        for (way, key) in self.links[place].iter().enumerate() {
            let count = self.counts.at_link(place, way, n);
            match moved.iter_mut().find(|known| known.0 == key.outcome) {
                Some(known) => known.1 += count,
                None => moved.push((key.outcome, count)),
            }
        }
        let mut figures = NodeFigures {
            entered: of(AtNode::Entered),
            waiting_before: of(AtNode::Entered) - of(AtNode::Begun),
            waiting_at: 0,
            moved,
            completed: of(AtNode::Completed),
            goal_met: of(AtNode::GoalMet),
            timed_out: of(AtNode::TimedOut),
            removed: of(AtNode::Removed),
            force_exits: of(AtNode::ForceExits),
            sent: of(AtNode::Sent),
            failed: of(AtNode::Failed),
            unreachable: of(AtNode::Unreachable),
            quiet: of(AtNode::Quiet),
            delivered: of(AtNode::Delivered),
            viewed: of(AtNode::Viewed),
            clicked: of(AtNode::Clicked),
        };
        figures.waiting_at = figures.entered - figures.waiting_before - figures.left();
        figures
    }

    /// The users who have gone by a link up to an instant; none for a link that nobody can take.
    pub fn link(&self, key: &LinkKey, at: Instant) -> u64 {
        let Some(place) = self.place(&key.from) else { return 0 };
        let way = self.links[place].iter().position(|other| other == key);
        way.map_or(0, |way| self.counts.at_link(place, way, self.until(at)))
    }

    /// The instants at which something happens.
    pub fn instants(&self) -> impl Iterator<Item = Instant> + '_ {
        self.counts.instants.iter().map(|at| instant(*at))
    }

    /// The total of a figure at an instant.
    pub fn total(&self, figure: Figure, at: Instant) -> u64 {
        let n = self.until(at);
        let sum = |what| (0..self.counts.len()).map(|place| self.counts.at_node(place, what, n)).sum::<u64>();
        match figure {
            Figure::Qualified => self.counts.qualified(n).0,
            Figure::Entered => {
                let (qualified, control) = self.counts.qualified(n);
                qualified - control
            }
            Figure::Completed => sum(AtNode::Completed),
            Figure::GoalsMet => self.counts.goals(n).0.iter().sum(),
            Figure::TimedOut => sum(AtNode::TimedOut),
            Figure::Left => {
                let ways = [AtNode::Completed, AtNode::GoalMet, AtNode::TimedOut, AtNode::ForceExits, AtNode::Removed];
                ways.into_iter().map(sum).sum()
            }
            Figure::EnteredNode(place) => self.counts.at_node(place, AtNode::Entered, n),
            Figure::Sent(place) => self.counts.at_node(place, AtNode::Sent, n),
        }
    }

    /// The growth of a figure in each period between two instants, with the start of the period. The first period may begin before.
    pub fn series(
        &self,
        figure: Figure,
        period: Period,
        zone: &dyn Zone,
        (from, to): (Instant, Instant),
    ) -> Vec<(Instant, u64)> {
        let mut list = Vec::new();
        let mut start = period.start(zone, from);
        let mut before = self.total(figure, start - chrono::TimeDelta::milliseconds(1));
        while start <= to && list.len() < MOST {
            let next = period.next(zone, start);
            let total = self.total(figure, (next - chrono::TimeDelta::milliseconds(1)).min(to));
            list.push((start, total - before));
            (start, before) = (next, total);
        }
        list
    }
}

impl NodeFigures {
    /// The users who are not here any more.
    pub fn left(&self) -> u64 {
        let moved: u64 = self.moved.iter().map(|moved| moved.1).sum();
        moved + self.completed + self.goal_met + self.timed_out + self.removed + self.force_exits
    }
}

impl Period {
    /// The start of the period that an instant lies in.
    pub fn start(self, zone: &dyn Zone, at: Instant) -> Instant {
        let date = to_local(zone, at).date();
        match self {
            Self::Hour => {
                let next = next_full_hour(zone, at);
                if next == at { at } else { next - chrono::TimeDelta::milliseconds(HOUR) }
            }
            _ => day_start(zone, self.first(date)),
        }
    }

    /// The start of the next period after one.
    pub fn next(self, zone: &dyn Zone, start: Instant) -> Instant {
        let date = to_local(zone, start).date();
        let later = match self {
            Self::Hour => return next_full_hour(zone, start + chrono::TimeDelta::milliseconds(1)),
            Self::Day => date.checked_add_days(Days::new(1)),
            Self::Week => self.first(date).checked_add_days(Days::new(7)),
            Self::Month => self.first(date).checked_add_months(chrono::Months::new(1)),
        };
        day_start(zone, later.unwrap_or(date)).max(start + chrono::TimeDelta::milliseconds(1))
    }

    /// The first day of the period that a day lies in.
    fn first(self, date: Date) -> Date {
        let first = match self {
            Self::Hour | Self::Day => None,
            Self::Week => date.checked_sub_days(Days::new(date.weekday().num_days_from_monday().into())),
            Self::Month => date.with_day(1),
        };
        first.unwrap_or(date)
    }
}
