//! The assumed audience: how many users qualify, and what they do at each node (spec: numbers.md §1).
//!
//! [`Assumptions`] belong to a journey, [`WorkspaceAssumptions`] to the workspace. A node's own values stand over those of the
//! workspace, and these over the defaults here: [`Assumptions::message`], [`Assumptions::segment`] and [`Assumptions::paths`]
//! give what holds. Shares are whole basis points (1/10,000) and half-lives whole minutes, so that results are exact.

use std::collections::BTreeMap;

use crate::model::{field::Value, graph::Node, kind::Kind, setup::GOALS_MAX, text::NodeId};

/// The basis points of a whole.
pub const WHOLE: u16 = 10_000;
/// The largest audience, and the most arrivals of a day.
pub const AUDIENCE_MAX: u64 = 1_000_000_000_000;
/// The longest half-life in minutes: a little over ten years, as the longest span.
pub const HALF_LIFE_MAX: u32 = 5_300_000;
/// The largest weight of an hour or a weekday.
pub const WEIGHT_MAX: u16 = 10_000;
/// The most users' zones.
pub const ZONES_MAX: usize = 50;

/// A share of users in basis points: 0 to [`WHOLE`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(u16);

impl Share {
    /// Nobody.
    pub const NONE: Self = Self(0);
    /// Everybody.
    pub const ALL: Self = Self(WHOLE);

    /// The share of so many basis points; `None` past the whole.
    pub fn new(points: u16) -> Option<Self> {
        (points <= WHOLE).then_some(Self(points))
    }

    /// The share of so many percent, at most the whole.
    pub const fn percent(percent: u16) -> Self {
        if percent >= 100 { Self(WHOLE) } else { Self(percent * 100) }
    }

    /// Its basis points.
    pub fn points(self) -> u16 {
        self.0
    }

    /// The rest of the whole beside two shares.
    fn rest(first: Self, second: Self) -> Self {
        Self(WHOLE.saturating_sub(first.0).saturating_sub(second.0))
    }
}

/// A half-life in minutes: 1 to [`HALF_LIFE_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfLife(u32);

impl HalfLife {
    /// A half-life of so many minutes; `None` outside of its range.
    pub fn new(minutes: u32) -> Option<Self> {
        (1..=HALF_LIFE_MAX).contains(&minutes).then_some(Self(minutes))
    }

    const fn of_hours(hours: u32) -> Self {
        Self(hours * 60)
    }

    /// Its minutes.
    pub fn minutes(self) -> u32 {
        self.0
    }
}

/// The times within a window at which users fire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Firing {
    /// Evenly over the window; without a window, over 30 days.
    #[default]
    Uniform,
    /// Soon first: half of those who are left within each half-life.
    HalfLife(HalfLife),
}

/// The events of an event-triggered entry that qualify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrivals {
    /// Per day on average: 1 to [`AUDIENCE_MAX`].
    pub per_day: u64,
    /// The weight of each weekday, from Monday on: up to [`WEIGHT_MAX`], not all 0.
    pub weekdays: [u16; 7],
    /// The weight of each hour of the local day: up to [`WEIGHT_MAX`], not all 0.
    pub hours: [u16; 24],
}

impl Default for Arrivals {
    fn default() -> Self {
        Self { per_day: 500, weekdays: [1; 7], hours: [1; 24] }
    }
}

/// The assumptions of one goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoalAssumption {
    /// The share of users that meets it, if it stays inside long enough.
    pub share: Share,
    /// The time from entry within which half of these meet it.
    pub half_life: HalfLife,
    /// The share of the control group that meets it anyway.
    pub control: Share,
}

impl Default for GoalAssumption {
    fn default() -> Self {
        Self { share: Share::percent(5), half_life: HalfLife::of_hours(7 * 24), control: Share::percent(3) }
    }
}

/// The values of one node that differ from those of the workspace. A kind reads its own alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeAssumptions {
    /// Segment: the share that goes Yes.
    pub yes: Option<Share>,
    /// Segment: the share that goes No.
    pub no: Option<Share>,
    /// Segment: when within the window.
    pub firing: Option<Firing>,
    /// Message: the share that the provider refuses.
    pub failed: Option<Share>,
    /// Message: the share that cannot be reached.
    pub unreachable: Option<Share>,
    /// Message: the share of the sent that is delivered.
    pub delivered: Option<Share>,
    /// Message: the share of the sent that is viewed.
    pub viewed: Option<Share>,
    /// Message: the share of the sent that is clicked.
    pub clicked: Option<Share>,
    /// Message: the time until half of the delivered are.
    pub delivered_after: Option<HalfLife>,
    /// Message: the time until half of the viewed are.
    pub viewed_after: Option<HalfLife>,
    /// Message: the time until half of the clicked are.
    pub clicked_after: Option<HalfLife>,
    /// Split: the share of each path, in order; the rest goes by *Others*, or by the last path where there is no such.
    pub paths: Option<Vec<Share>>,
}

impl NodeAssumptions {
    /// True where nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The assumptions of the messages of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageAssumptions {
    /// The share that the provider refuses. What is neither refused nor unreachable is sent.
    pub failed: Share,
    /// The share that cannot be reached.
    pub unreachable: Share,
    /// The share of the sent that is delivered.
    pub delivered: Share,
    /// The share of the sent that is viewed; a part of the delivered.
    pub viewed: Share,
    /// The share of the sent that is clicked; a part of the viewed.
    pub clicked: Share,
    /// The time until half of the delivered are.
    pub delivered_after: HalfLife,
    /// The time until half of the viewed are.
    pub viewed_after: HalfLife,
    /// The time until half of the clicked are.
    pub clicked_after: HalfLife,
}

impl MessageAssumptions {
    /// The share that is sent.
    pub fn sent(&self) -> Share {
        Share::rest(self.failed, self.unreachable)
    }

    /// With each share within what it is a part of.
    #[must_use]
    pub fn settled(mut self) -> Self {
        self.unreachable = self.unreachable.min(Share::rest(self.failed, Share::NONE));
        self.viewed = self.viewed.min(self.delivered);
        self.clicked = self.clicked.min(self.viewed);
        self
    }

    /// The default of a kind: an estimate in round figures, without a published source. Outcomes that a kind lacks are never
    /// refused or unreachable.
    pub fn of(kind: Kind) -> Self {
        let row = |failed, unreachable, delivered, viewed, clicked, hours: [u32; 3]| Self {
            failed: Share(failed),
            unreachable: Share(unreachable),
            delivered: Share(delivered),
            viewed: Share(viewed),
            clicked: Share(clicked),
            delivered_after: HalfLife(hours[0]),
            viewed_after: HalfLife(hours[1]),
            clicked_after: HalfLife(hours[2]),
        };
        match kind {
            Kind::Push => row(200, 2_000, 9_500, 5_000, 400, [1, 60, 60]),
            Kind::Email => row(100, 300, 9_800, 3_000, 300, [1, 360, 480]),
            Kind::WebPush => row(200, 1_500, 8_500, 4_500, 500, [1, 60, 60]),
            Kind::Sms => row(200, 300, 9_700, 9_000, 800, [1, 15, 30]),
            Kind::Whatsapp => row(100, 800, 9_600, 8_000, 1_500, [1, 30, 60]),
            Kind::InApp => row(0, 0, 7_000, 7_000, 1_500, [720, 720, 720]),
            Kind::WebNativeDisplay => row(0, 0, 5_000, 5_000, 500, [1_440, 1_440, 1_440]),
            Kind::AppInbox => row(0, 0, 10_000, 3_500, 500, [1, 1_440, 1_440]),
            Kind::WebPopup | Kind::ExitIntent => row(0, 0, 5_000, 5_000, 300, [1_440, 1_440, 1_440]),
            Kind::AudienceSync => row(100, 2_000, 0, 0, 0, [1, 1, 1]),
            _ => row(0, 0, 0, 0, 0, [1, 1, 1]),
        }
    }
}

/// The assumptions of the users at one segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentAssumptions {
    /// The share that goes Yes.
    pub yes: Share,
    /// The share that goes No.
    pub no: Share,
    /// The times within the window.
    pub firing: Firing,
}

/// The assumptions of every journey of the workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkspaceAssumptions {
    /// By channel; a kind that is missing has [`MessageAssumptions::of`].
    pub channels: BTreeMap<Kind, MessageAssumptions>,
    /// The users' zones (IANA names, each once) with their shares, at most [`ZONES_MAX`]; who is left over is in the journey's zone.
    pub zones: Vec<(String, Share)>,
}

impl WorkspaceAssumptions {
    /// The assumptions of the messages of a kind.
    pub fn channel(&self, kind: Kind) -> MessageAssumptions {
        self.channels.get(&kind).copied().unwrap_or_else(|| MessageAssumptions::of(kind))
    }
}

/// The assumptions of one journey, over its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumptions {
    /// The users who match at the first run: 1 to [`AUDIENCE_MAX`].
    pub audience: u64,
    /// The users who newly match at each later run, as a share of the audience.
    pub newcomers: Share,
    /// The events, where entry is event-triggered.
    pub arrivals: Arrivals,
    /// By the place of the goal in the setup, at most [`GOALS_MAX`]; one that is missing has the default.
    pub goals: Vec<GoalAssumption>,
    /// By node, the same in every version.
    pub nodes: BTreeMap<NodeId, NodeAssumptions>,
    /// True where shares are drawn by chance instead of rounded.
    pub random: bool,
    /// The seed of the chance.
    pub seed: u32,
}

impl Default for Assumptions {
    fn default() -> Self {
        Self {
            audience: 10_000,
            newcomers: Share::percent(2),
            arrivals: Arrivals::default(),
            goals: Vec::new(),
            nodes: BTreeMap::new(),
            random: false,
            seed: 1,
        }
    }
}

impl Assumptions {
    /// The assumptions of a segment.
    pub fn segment(&self, node: &Node) -> SegmentAssumptions {
        let own = self.nodes.get(&node.id);
        let yes = own.and_then(|own| own.yes).unwrap_or(Share::percent(40));
        let no = own.and_then(|own| own.no).unwrap_or_default();
        let firing = own.and_then(|own| own.firing).unwrap_or_default();
        SegmentAssumptions { yes, no: no.min(Share::rest(yes, Share::NONE)), firing }
    }

    /// The assumptions of a message.
    pub fn message(&self, workspace: &WorkspaceAssumptions, node: &Node) -> MessageAssumptions {
        let base = workspace.channel(node.kind);
        let Some(own) = self.nodes.get(&node.id) else { return base.settled() };
        MessageAssumptions {
            failed: own.failed.unwrap_or(base.failed),
            unreachable: own.unreachable.unwrap_or(base.unreachable),
            delivered: own.delivered.unwrap_or(base.delivered),
            viewed: own.viewed.unwrap_or(base.viewed),
            clicked: own.clicked.unwrap_or(base.clicked),
            delivered_after: own.delivered_after.unwrap_or(base.delivered_after),
            viewed_after: own.viewed_after.unwrap_or(base.viewed_after),
            clicked_after: own.clicked_after.unwrap_or(base.clicked_after),
        }
        .settled()
    }

    /// The shares of a split's paths in order, and of *Others* after them where it has that; together the whole. By default
    /// every path of a conditional split has an equal share and *Others* has what is left: its part as if it were one of them.
    /// A manual split test has its percentages, an automatic one equal shares.
    pub fn paths(&self, node: &Node) -> Vec<Share> {
        let others = node.kind.spec().paths.is_some_and(|limits| limits.others);
        let count = node.paths.len();
        let own = self.nodes.get(&node.id).and_then(|own| own.paths.as_deref());
        let manual = !others && node.what.get("mode") == Some(&Value::from("manual"));
        let given = match own {
            Some(own) => (0..count).map(|n| own.get(n).copied().unwrap_or_default()).collect(),
            None if manual => node.paths.iter().map(|path| Share::percent(path.percent.unwrap_or(0).into())).collect(),
            None => equal(count + usize::from(others)),
        };
        whole(given, count, others)
    }

    /// The assumptions of a goal, by its place in the setup.
    pub fn goal(&self, place: usize) -> GoalAssumption {
        self.goals.get(place).copied().unwrap_or_default()
    }

    /// True where every number is within its range, and shares that belong together are at most the whole.
    pub fn is_valid(&self) -> bool {
        let count = |n: u64| (1..=AUDIENCE_MAX).contains(&n);
        let weights = |list: &[u16]| list.iter().any(|n| *n > 0) && list.iter().all(|n| *n <= WEIGHT_MAX);
        let within =
            |shares: &mut dyn Iterator<Item = Share>| shares.map(|s| u32::from(s.0)).sum::<u32>() <= u32::from(WHOLE);
        let goals = || self.goals.iter();
        count(self.audience)
            && count(self.arrivals.per_day)
            && weights(&self.arrivals.weekdays)
            && weights(&self.arrivals.hours)
            && self.goals.len() <= GOALS_MAX
            && within(&mut goals().map(|goal| goal.share))
            && within(&mut goals().map(|goal| goal.control))
            && self.nodes.values().all(|node| {
                within(&mut [node.yes, node.no].into_iter().flatten())
                    && within(&mut [node.failed, node.unreachable].into_iter().flatten())
                    && within(&mut node.paths.iter().flatten().copied())
            })
    }
}

/// Equal shares of the whole; the first ones have what does not divide.
fn equal(count: usize) -> Vec<Share> {
    let of = u16::try_from(count.max(1)).unwrap_or(WHOLE);
    (0..of).take(count).map(|n| Share(WHOLE / of + u16::from(n < WHOLE % of))).collect()
}

/// The shares in order, cut where they make up the whole, and the rest of it.
pub fn cut_at_whole(shares: impl IntoIterator<Item = Share>) -> (Vec<Share>, Share) {
    let mut left = WHOLE;
    let cut = |share: Share| {
        let taken = share.0.min(left);
        left -= taken;
        Share(taken)
    };
    let shares = shares.into_iter().map(cut).collect();
    (shares, Share(left))
}

/// The shares cut at the whole, with what is left of it at the end: by *Others*, or by the last path.
fn whole(given: Vec<Share>, paths: usize, others: bool) -> Vec<Share> {
    let (mut shares, left) = cut_at_whole(given.into_iter().take(paths));
    match shares.last_mut() {
        _ if others => shares.push(left),
        Some(last) => last.0 += left.0,
        None => {}
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::graph::{Path, Point};

    fn split(kind: Kind, paths: usize) -> Node {
        let mut node = Node::new(NodeId::random(1), kind, Point { x: 0.0, y: 0.0 });
        node.paths = vec![Path { percent: Some(20), ..Path::default() }; paths];
        node
    }

    fn points(shares: &[Share]) -> Vec<u16> {
        shares.iter().map(|share| share.0).collect()
    }

    #[test]
    fn the_paths_of_a_split_make_up_the_whole() {
        let mut assumed = Assumptions::default();
        let node = split(Kind::ConditionalSplit, 2);
        assert_eq!(points(&assumed.paths(&node)), [3_334, 3_333, 3_333]);
        assert_eq!(points(&assumed.paths(&split(Kind::SplitTest, 3))), [3_334, 3_333, 3_333]);
        let mut manual = split(Kind::SplitTest, 3);
        manual.what.set("mode", Some("manual".into()));
        assert_eq!(points(&assumed.paths(&manual)), [2_000, 2_000, 6_000]);
        let own = NodeAssumptions { paths: Some(vec![Share(9_000), Share(9_000)]), ..NodeAssumptions::default() };
        assumed.nodes.insert(node.id.clone(), own);
        assert_eq!(points(&assumed.paths(&node)), [9_000, 1_000, 0]);
        assert!(!assumed.is_valid());
        assert!(assumed.paths(&split(Kind::SplitTest, 0)).is_empty());
    }

    #[test]
    fn a_node_stands_over_the_workspace_and_the_workspace_over_the_default() {
        let (mut assumed, mut workspace) = (Assumptions::default(), WorkspaceAssumptions::default());
        let node = Node::new(NodeId::random(1), Kind::Email, Point { x: 0.0, y: 0.0 });
        let default = MessageAssumptions::of(Kind::Email);
        assert_eq!(assumed.message(&workspace, &node), default);
        let failed = MessageAssumptions { failed: Share(500), ..default };
        workspace.channels.insert(Kind::Email, failed);
        assert_eq!(assumed.message(&workspace, &node), failed);
        let own = NodeAssumptions { clicked: Some(Share(9_999)), ..NodeAssumptions::default() };
        assumed.nodes.insert(node.id.clone(), own);
        let settled = assumed.message(&workspace, &node);
        assert_eq!((settled.failed, settled.clicked), (Share(500), settled.viewed));
    }

    #[test]
    fn the_defaults_are_valid_and_each_share_is_a_part_of_the_one_before() {
        assert!(Assumptions::default().is_valid());
        for kind in Kind::ALL {
            let row = MessageAssumptions::of(*kind);
            assert_eq!(row, row.settled(), "{kind:?}");
            let outcomes = kind.spec().outcomes;
            use crate::model::kind::Outcome::{Failed, Unreachable};
            assert!(outcomes.contains(&Failed) || row.failed == Share::NONE, "{kind:?}");
            assert!(outcomes.contains(&Unreachable) || row.unreachable == Share::NONE, "{kind:?}");
        }
    }

    #[test]
    fn what_is_out_of_range_is_not_valid() {
        let spoilt = |spoil: fn(&mut Assumptions)| {
            let mut assumed = Assumptions::default();
            spoil(&mut assumed);
            !assumed.is_valid()
        };
        assert!(spoilt(|a| a.audience = 0));
        assert!(spoilt(|a| a.audience = AUDIENCE_MAX + 1));
        assert!(spoilt(|a| a.arrivals.hours = [0; 24]));
        assert!(spoilt(
            |a| a.goals = vec![GoalAssumption { share: Share::percent(40), ..GoalAssumption::default() }; 3]
        ));
        assert_eq!((Share::new(10_001), HalfLife::new(0)), (None, None));
    }
}
