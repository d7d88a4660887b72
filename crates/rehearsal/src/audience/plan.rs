//! The journey made ready for the pass: the rule of each node, with the shares that are assumed of it (spec: timing.md §4).

use journey::{
    assumptions::{Assumptions, Firing, HalfLife, Share, WHOLE, WorkspaceAssumptions, cut_at_whole},
    graph::Node,
    kind::{Category, Kind, Outcome},
    setup::Setup,
    time::Span,
};

use super::pool::Decay;
use crate::{entry::not_done_within, graph::IndexedGraph};

/// The parts of a whole in which the share of a past-behaviour segment is reckoned, as its midnights cut it anywhere.
pub(super) const FINE: u64 = 1_000_000_000_000;
/// The 24 hours of a user's best time.
pub(super) const HOURS: u64 = 24;

/// Shares of a total, and the place where what they owe is kept.
#[derive(Clone, Debug)]
pub(super) struct Shares {
    pub parts: Vec<u64>,
    pub total: u64,
    pub place: usize,
}

/// Where users go by an outcome.
#[derive(Clone, Debug)]
pub(super) enum Exit {
    /// By these links, evenly.
    Links(Vec<usize>, Shares),
    /// Out of the journey: no link leaves the node.
    Complete,
    /// Nowhere: they wait at the node.
    Stay,
}

/// A pool of a node whose users fire over time.
#[derive(Clone, Debug)]
pub(super) struct FiringPool {
    pub decay: Option<Decay>,
    /// True where they fire at midnights alone.
    pub nightly: bool,
    pub exit: Exit,
}

/// The rule of a segment.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// Yes, No, and neither.
    pub shares: Shares,
    pub least: Span,
    pub window: Option<Span>,
    pub timeout: Exit,
}

/// An outcome that is waited for: the pools of its links, each with its window.
#[derive(Clone, Debug)]
pub(super) struct Awaited {
    pub pools: Vec<(usize, Option<Span>)>,
    pub even: Shares,
}

/// The rule of an engagement.
#[derive(Clone, Debug)]
pub(super) struct Engagement {
    /// Sent, Failed, Unreachable.
    pub shares: Shares,
    pub exits: [Exit; 3],
    /// Clicked, Viewed and Delivered, as far as they are linked and *Sent* is not; with the rest.
    pub awaited: Vec<Awaited>,
    pub awaiting: Shares,
    pub longest: Option<Span>,
    pub timeout: Exit,
    /// Delivered, Viewed, Clicked: the part of the sent, and after which half-life.
    pub seen: [(Share, HalfLife); 3],
    /// Best time.
    pub hours: Shares,
}

/// The rule of a node.
#[derive(Clone, Debug)]
pub(super) enum Rule {
    /// Users pass by one outcome.
    Pass(Exit),
    Split(Shares, Vec<Exit>),
    Segment(Box<Segment>),
    Engagement(Box<Engagement>),
    ForceExit,
}

/// A node.
#[derive(Clone, Debug)]
pub(super) struct NodePlan {
    pub rule: Rule,
    pub pools: Vec<FiringPool>,
    /// Its place in the order of the graph, and the number of nodes in its group.
    pub rank: usize,
    pub group: u32,
}

/// A goal.
#[derive(Clone, Copy, Debug)]
pub(super) struct GoalPlan {
    pub decay: Decay,
    /// True where it is met at midnights alone.
    pub nightly: bool,
}

/// The whole journey.
#[derive(Debug)]
pub(super) struct Plan {
    pub nodes: Vec<NodePlan>,
    /// The nodes by rank.
    pub ranked: Vec<usize>,
    pub goals: Vec<GoalPlan>,
    /// The shares of users who meet each goal, and of those who meet none.
    pub prone: Shares,
    /// These shares in the control group.
    pub control: Shares,
    /// The control group, and those who enter.
    pub entering: Shares,
    /// The users' zones, the journey's first.
    pub zones: Shares,
    /// The number of places in which something is owed.
    pub places: usize,
    /// True where something happens at midnights alone.
    pub nightly: bool,
}

impl Plan {
    pub fn new(
        net: &IndexedGraph,
        setup: &Setup,
        assumed: &Assumptions,
        workspace: &WorkspaceAssumptions,
        zones: &[Share],
    ) -> Self {
        let ranked: Vec<usize> = net.order.iter().flatten().copied().collect();
        let mut ranks = vec![0; net.nodes.len()];
        ranked.iter().enumerate().for_each(|(rank, place)| ranks[*place] = rank);
        let mut made = Maker { net, assumed, workspace, ranks, places: 0 };
        let nodes: Vec<NodePlan> = (0..net.nodes.len()).map(|place| made.node(place)).collect();
        let goals: Vec<GoalPlan> = (0..setup.goals.len())
            .map(|n| GoalPlan {
                decay: Decay::new(assumed.goal(n).half_life.minutes()),
                nightly: setup.goals[n].kind == Kind::PastBehavior,
            })
            .collect();
        let prone = made.with_rest((0..goals.len()).map(|n| assumed.goal(n).share));
        let control = made.with_rest((0..goals.len()).map(|n| assumed.goal(n).control));
        let out = u64::from(setup.control_percent.min(100));
        let entering = made.shares(vec![out, 100 - out], 100);
        // The rest of the zones is the journey's, which comes first.
        let mut zones = made.with_rest(zones.iter().copied());
        zones.parts.rotate_right(1);
        let nightly = goals.iter().any(|goal| goal.nightly)
            || nodes.iter().any(|node| node.pools.iter().any(|pool| pool.nightly));
        Self { nodes, ranked, goals, prone, control, entering, zones, places: made.places, nightly }
    }

    /// The number of classes: each zone with each goal and with none.
    pub fn classes(&self) -> usize {
        self.zones.parts.len() * (self.goals.len() + 1)
    }

    /// The class of the users of a zone who meet a goal; the place after the last goal is none.
    pub fn class(&self, zone: usize, goal: usize) -> u16 {
        (zone * (self.goals.len() + 1) + goal) as u16
    }

    /// The place of a class's goal; `None` where its users meet none.
    pub fn goal_of(&self, class: u16) -> Option<usize> {
        Some(usize::from(class) % (self.goals.len() + 1)).filter(|goal| *goal < self.goals.len())
    }

    /// The zone of a class.
    pub fn zone_of(&self, class: u16) -> usize {
        usize::from(class) / (self.goals.len() + 1)
    }
}

/// Makes the nodes' rules.
struct Maker<'a> {
    net: &'a IndexedGraph<'a>,
    assumed: &'a Assumptions,
    workspace: &'a WorkspaceAssumptions,
    /// The nodes' places in the order of the graph.
    ranks: Vec<usize>,
    places: usize,
}

impl Maker<'_> {
    fn shares(&mut self, parts: Vec<u64>, total: u64) -> Shares {
        let place = self.places;
        self.places += parts.len();
        Shares { parts, total, place }
    }

    /// Shares of the whole with what is left of it at the end; cut at the whole.
    fn with_rest(&mut self, shares: impl IntoIterator<Item = Share>) -> Shares {
        let (shares, rest) = cut_at_whole(shares);
        let parts = shares.into_iter().chain([rest]).map(|share| u64::from(share.points())).collect();
        self.shares(parts, u64::from(WHOLE))
    }

    fn even(&mut self, count: usize) -> Shares {
        self.shares(vec![1; count], count.max(1) as u64)
    }

    fn ways(&self, place: usize, outcome: Outcome) -> Vec<usize> {
        let ways = self.net.ways[place].iter().enumerate();
        ways.filter(|(_, way)| way.outcome == outcome).map(|(n, _)| n).collect()
    }

    fn exit(&mut self, place: usize, outcome: Outcome) -> Exit {
        let ways = self.ways(place, outcome);
        if !ways.is_empty() {
            let even = self.even(ways.len());
            return Exit::Links(ways, even);
        }
        if self.net.ways[place].is_empty() { Exit::Complete } else { Exit::Stay }
    }

    fn node(&mut self, place: usize) -> NodePlan {
        let node = self.net.nodes[place];
        let mut pools = Vec::new();
        let rule = match node.kind.spec().group {
            Category::Segment if node.entry || node.kind.spec().entry_only => {
                Rule::Pass(self.exit(place, Outcome::Yes))
            }
            Category::Segment => Rule::Segment(Box::new(self.segment(place, node, &mut pools))),
            Category::Engagement => Rule::Engagement(Box::new(self.engagement(place, node, &mut pools))),
            Category::Controller => match node.kind {
                Kind::ForceExit => Rule::ForceExit,
                Kind::UpdateProfile => Rule::Pass(self.exit(place, Outcome::Updated)),
                _ => self.split(place, node),
            },
        };
        let group = self.net.order.get(self.net.group[place]).map_or(1, |group| group.len() as u32);
        NodePlan { rule, pools, rank: self.ranks[place], group }
    }

    fn split(&mut self, place: usize, node: &Node) -> Rule {
        let shares: Vec<u64> = self.assumed.paths(node).iter().map(|share| u64::from(share.points())).collect();
        let outcomes = node.outcomes();
        if shares.is_empty() || shares.len() != outcomes.len() {
            // A file may hold a split without paths: nobody leaves it.
            return Rule::Pass(if self.net.ways[place].is_empty() { Exit::Complete } else { Exit::Stay });
        }
        let exits = outcomes.iter().map(|outcome| self.exit(place, *outcome)).collect();
        Rule::Split(self.shares(shares, u64::from(WHOLE)), exits)
    }

    fn segment(&mut self, place: usize, node: &Node, pools: &mut Vec<FiringPool>) -> Segment {
        let assumed = self.assumed.segment(node);
        let nightly = node.kind == Kind::PastBehavior;
        let decay = match assumed.firing {
            Firing::Uniform => None,
            Firing::HalfLife(half_life) => Some(Decay::new(half_life.minutes())),
        };
        for outcome in [Outcome::Yes, Outcome::No] {
            pools.push(FiringPool { decay, nightly, exit: self.exit(place, outcome) });
        }
        let mut shares = self.with_rest([assumed.yes, assumed.no]);
        if nightly {
            shares.parts.iter_mut().for_each(|part| *part *= FINE / u64::from(WHOLE));
            shares.total = FINE;
        }
        let timeout = self.exit(place, Outcome::Timeout);
        let least = not_done_within(node);
        Segment { shares, least, window: node.window, timeout }
    }

    fn engagement(&mut self, place: usize, node: &Node, pools: &mut Vec<FiringPool>) -> Engagement {
        let assumed = self.assumed.message(self.workspace, node);
        let parts = [assumed.sent(), assumed.failed, assumed.unreachable];
        let shares = self.shares(parts.iter().map(|share| u64::from(share.points())).collect(), u64::from(WHOLE));
        let exits = [Outcome::Sent, Outcome::Failed, Outcome::Unreachable].map(|outcome| self.exit(place, outcome));
        let seen = [
            (assumed.delivered, assumed.delivered_after),
            (assumed.viewed, assumed.viewed_after),
            (assumed.clicked, assumed.clicked_after),
        ];
        let (mut awaited, mut parts, mut taken) = (Vec::new(), Vec::new(), Share::NONE);
        if !matches!(exits[0], Exit::Links(..)) {
            for (outcome, (share, after)) in
                [(Outcome::Clicked, seen[2]), (Outcome::Viewed, seen[1]), (Outcome::Delivered, seen[0])]
            {
                let ways = self.ways(place, outcome);
                if ways.is_empty() {
                    continue;
                }
                // Each is a part of the next: who clicks has viewed.
                parts.push(Share::new(share.points().saturating_sub(taken.points())).unwrap_or_default());
                taken = share;
                let links = ways.iter().map(|way| {
                    pools.push(FiringPool {
                        decay: Some(Decay::new(after.minutes())),
                        nightly: false,
                        exit: Exit::Links(vec![*way], Shares { parts: vec![1], total: 1, place: 0 }),
                    });
                    (pools.len() - 1, self.net.ways[place][*way].timing.window)
                });
                let links: Vec<(usize, Option<Span>)> = links.collect();
                let even = self.even(links.len());
                awaited.push(Awaited { pools: links, even });
            }
        }
        let awaiting = self.with_rest(parts);
        let timeout = self.exit(place, Outcome::Timeout);
        let hours = self.even(HOURS as usize);
        let longest = self.net.longest_window(place);
        Engagement { shares, exits, awaited, awaiting, longest, timeout, seen, hours }
    }
}
