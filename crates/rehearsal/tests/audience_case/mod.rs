//! Random small journeys with an assumed audience, as the engine takes them and as `oracle/audience.py` reads them.

mod draft;
mod told;

pub use told::outcome;

use chrono::TimeDelta;
use journey::{
    assumptions::{
        Arrivals, Assumptions, Firing, GoalAssumption, HalfLife, MessageAssumptions, NodeAssumptions, Share,
        WorkspaceAssumptions,
    },
    graph::Node,
    journey::{Draft, Journey, Published, Record},
    kind::Kind,
    setup::{EntryCriteria, Unit},
    text::{JourneyId, Name},
    time::Instant,
};
use serde_json::Value;

use crate::{
    dice::Dice,
    tz::{Tz, tz},
};

/// Zones with clock changes of all kinds but those by half an hour.
pub const ZONES: [&str; 10] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Tokyo",
    "Pacific/Auckland",
];

/// One version of a journey, and the instants at which its figures are asked for.
pub struct Case {
    pub zone: Tz,
    pub journey: Journey,
    pub assumptions: Assumptions,
    pub workspace: WorkspaceAssumptions,
    pub asked: Vec<Instant>,
}

impl Case {
    /// A journey whose audience is between 1 and 10^12, mostly large: the difference that rounding makes is small then.
    pub fn draw(dice: &mut Dice) -> Self {
        let digits = if dice.one_in(4) { dice.within(1, 6) } else { dice.within(6, 13) };
        let most = 10_u64.pow(digits as u32);
        let audience = dice.within((most / 10) as i64, most as i64 + 1).max(1) as u64;
        Self::of_audience(dice, audience)
    }

    /// A journey with so many users at its first run, or about as many by its events.
    pub fn of_audience(dice: &mut Dice, audience: u64) -> Self {
        let zone = tz(dice.pick(&ZONES));
        let published = published(dice, zone);
        let draft = draft::draft(dice, zone, published);
        let older = dice.percent(20).then(|| draft::draft(dice, zone, published));
        let by_event = draft.setup.entry == EntryCriteria::OnEvent;
        let days = horizon(dice, &draft);
        let hours = if by_event { dice.within(6, 40) } else { dice.within(20, 24 * days) };
        let instant = |dice: &mut Dice| published + TimeDelta::minutes(dice.within(0, hours * 60));
        let mut record = Record::new(published);
        if dice.percent(30) {
            let mut times = [instant(dice), instant(dice), instant(dice)];
            times.sort_unstable();
            record.paused = vec![(times[0], Some(times[1]))];
            if dice.one_in(3) {
                record.paused.push((times[2], None));
            }
        }
        record.superseded = dice.percent(15).then(|| instant(dice));
        record.stopped = dice.percent(20).then(|| instant(dice));
        let (name, id) = (Name::parse("A journey"), JourneyId::random(dice.roll()));
        let mut journey = Journey::new(id, name.unwrap(), draft.clone(), published);
        journey.draft = None;
        if let Some(older) = older {
            let mut before = Record::new(published - TimeDelta::minutes(dice.within(1, 4_000)));
            if dice.one_in(2) {
                before.stopped = Some(published)
            } else {
                before.superseded = Some(published)
            }
            journey.published.push(Published::new(1, before, older));
        }
        let number = journey.published.len() as u32 + 1;
        let mut asked: Vec<Instant> = (0..5).map(|_| settled(dice, instant)).collect();
        asked.push(published + TimeDelta::hours(hours));
        asked.sort_unstable();
        asked.dedup();
        journey.published.push(Published::new(number, record, draft));
        let mut assumptions = Assumptions { audience, ..Assumptions::default() };
        assumptions.newcomers = share(dice, 3_000);
        assumptions.arrivals = arrivals(dice, audience);
        let mut case = Self { zone, journey, assumptions, workspace: workspace(dice, zone), asked };
        case.assume(dice);
        case
    }

    /// The version that is looked at: the last.
    pub fn version(&self) -> &Published {
        self.journey.published.last().unwrap()
    }

    /// The case as the oracle reads it.
    pub fn told(&self, seed: u64) -> Value {
        told::told(self, seed)
    }

    /// Draws what is assumed of the goals and of each node.
    fn assume(&mut self, dice: &mut Dice) {
        let draft = self.version().content().clone();
        for _ in &draft.setup.goals {
            let goal =
                GoalAssumption { share: share(dice, 3_300), half_life: half_life(dice), control: share(dice, 3_300) };
            self.assumptions.goals.push(goal);
        }
        for node in draft.graph.nodes() {
            let own = node_assumptions(dice, node);
            if !own.is_empty() {
                self.assumptions.nodes.insert(node.id.clone(), own);
            }
        }
        assert!(self.assumptions.is_valid());
    }
}

/// The instant of publishing: half the time within a day and a half of a clock change of the spring or the autumn.
fn published(dice: &mut Dice, zone: Tz) -> Instant {
    let (from, to) = (1_700_000_000, 2_100_000_000);
    let mut at = Instant::from_timestamp(dice.within(from, to), 0).unwrap();
    if dice.one_in(2)
        && let Some((change, _)) = rehearsal::zone::clock_change(&zone, at, at + TimeDelta::days(200))
    {
        at = change + TimeDelta::minutes(dice.within(-2_200, 60));
    }
    match dice.below(3) {
        0 => at,
        1 => Instant::from_timestamp(at.timestamp().div_euclid(60) * 60, 0).unwrap(),
        _ => Instant::from_timestamp(at.timestamp().div_euclid(3_600) * 3_600, 0).unwrap(),
    }
}

/// The days that are looked at: few runs.
fn horizon(dice: &mut Dice, draft: &Draft) -> i64 {
    match &draft.setup.timeline {
        journey::setup::Timeline::Recurring { unit: Unit::Weeks(_), .. } => dice.within(2, 10),
        _ => dice.within(2, 6),
    }
}

/// An instant, often a full hour or a minute: those at which things happen.
fn settled(dice: &mut Dice, instant: impl Fn(&mut Dice) -> Instant) -> Instant {
    let at = instant(dice).timestamp();
    let every = dice.pick(&[1, 60, 1_800, 3_600, 3_600]);
    Instant::from_timestamp(at.div_euclid(every) * every, 0).unwrap()
}

fn share(dice: &mut Dice, most: u16) -> Share {
    let points = match dice.below(5) {
        0 => 0,
        1 => most,
        _ => dice.within(0, i64::from(most) + 1) as u16,
    };
    Share::new(points).unwrap()
}

fn half_life(dice: &mut Dice) -> HalfLife {
    let most = dice.pick(&[5, 60, 600, 10_000]);
    HalfLife::new(dice.within(1, most) as u32).unwrap()
}

fn arrivals(dice: &mut Dice, audience: u64) -> Arrivals {
    let mut arrivals = Arrivals { per_day: audience, ..Arrivals::default() };
    if dice.one_in(2) {
        arrivals.weekdays = std::array::from_fn(|_| dice.within(0, 9) as u16);
        arrivals.weekdays[dice.below(7) as usize] += 1;
    }
    if dice.one_in(2) {
        arrivals.hours = std::array::from_fn(|_| dice.within(0, 20) as u16);
        arrivals.hours[dice.below(24) as usize] += 1;
    }
    arrivals
}

fn workspace(dice: &mut Dice, zone: Tz) -> WorkspaceAssumptions {
    use rehearsal::zone::Zone;
    let mut workspace = WorkspaceAssumptions::default();
    let (mut left, mut names) = (10_000, ZONES.to_vec());
    for _ in 0..dice.below(3) {
        let name = names.remove(dice.below(names.len() as u64) as usize);
        let taken = if dice.one_in(4) { left } else { dice.within(0, left + 1) };
        left -= taken;
        if name != zone.name() || dice.one_in(2) {
            workspace.zones.push((name.to_owned(), Share::new(taken as u16).unwrap()));
        }
    }
    for kind in [Kind::Push, Kind::Sms] {
        if dice.one_in(3) {
            workspace.channels.insert(kind, message(dice));
        }
    }
    workspace
}

fn message(dice: &mut Dice) -> MessageAssumptions {
    MessageAssumptions {
        failed: share(dice, 3_000),
        unreachable: share(dice, 3_000),
        delivered: share(dice, 10_000),
        viewed: share(dice, 10_000),
        clicked: share(dice, 8_000),
        delivered_after: half_life(dice),
        viewed_after: half_life(dice),
        clicked_after: half_life(dice),
    }
    .settled()
}

fn node_assumptions(dice: &mut Dice, node: &Node) -> NodeAssumptions {
    let mut own = NodeAssumptions::default();
    if node.kind.is_segment() {
        own.yes = dice.percent(80).then(|| share(dice, 7_000));
        own.no = dice.percent(40).then(|| share(dice, 3_000));
        own.firing = dice.percent(60).then(|| match dice.below(2) {
            0 => Firing::Uniform,
            _ => Firing::HalfLife(half_life(dice)),
        });
    }
    if node.kind.is_engagement() && dice.percent(70) {
        let drawn = message(dice);
        (own.delivered, own.viewed, own.clicked) =
            (Some(drawn.delivered), Some(drawn.viewed), dice.one_in(2).then_some(drawn.clicked));
        own.delivered_after = Some(drawn.delivered_after);
        own.viewed_after = Some(drawn.viewed_after);
        own.clicked_after = Some(drawn.clicked_after);
        if node.kind.spec().outcomes.contains(&journey::kind::Outcome::Failed) {
            (own.failed, own.unreachable) = (Some(drawn.failed), Some(drawn.unreachable));
        }
    }
    if !node.paths.is_empty() && dice.one_in(2) {
        let most = 10_000 / node.paths.len() as u16;
        own.paths = Some(node.paths.iter().map(|_| share(dice, most)).collect());
    }
    own
}
