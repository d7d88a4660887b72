//! Random journeys with an assumed audience: small graphs in which much happens, over some weeks.
#![allow(dead_code, clippy::unwrap_used)]

use chrono::TimeDelta;
use journey::{
    arbitrary::Dice,
    assumptions::{Assumptions, Firing, GoalAssumption, HalfLife, NodeAssumptions, Share, WorkspaceAssumptions},
    graph::{Graph, LinkKey, LinkTiming, Node, Path, Point, When},
    journey::{Draft, Journey, Published, Record},
    kind::{Kind, Outcome},
    setup::{EntryCriteria, Goal, QuietHandling, QuietHours, QuietWindow, Setup, Start, Timeline, Unit},
    text::{JourneyId, Name, NodeId},
    time::{ClockTime, Instant, Span, WEEKDAYS, read_instant},
};

pub const AUDIENCES: [u64; 6] = [1, 7, 100, 10_000, 1_000_000, 1_000_000_000_000];

/// A journey of one or two published versions, and what is assumed of it.
pub struct Case {
    pub journey: Journey,
    pub assumed: Assumptions,
    pub workspace: WorkspaceAssumptions,
    pub published: Instant,
    pub until: Instant,
}

/// The case of a seed.
pub fn case(seed: u32) -> Case {
    let mut dice = Dice::of_seed(seed.wrapping_mul(2_654_435_761), 4_000);
    let dice = &mut dice;
    let published = read_instant("2026-03-20T09:17:23Z").unwrap() + TimeDelta::minutes(dice.within(0, 14_400));
    let content = draft(dice);
    let mut record = Record::new(published);
    lifecycle(dice, &mut record);
    let draft = Draft::new("UTC");
    let mut journey = Journey::new(JourneyId::random(1), Name::parse("Case").unwrap(), draft, published);
    journey.draft = None;
    let next = dice.one_in(4).then(|| published + TimeDelta::minutes(dice.within(60, 20_000)));
    if let Some(next) = next {
        if dice.one_in(2) {
            record.stopped = Some(next);
        } else {
            (record.superseded, record.stopped) = (Some(next), None);
        }
    }
    journey.published.push(Published::new(1, record, content.clone()));
    if let Some(next) = next {
        journey.published.push(Published::new(2, Record::new(next), content));
    }
    let assumed = assumptions(dice, &journey);
    let zones = vec![("Asia/Kolkata".into(), Share::percent(30)), ("America/New_York".into(), Share::percent(20))];
    let workspace = WorkspaceAssumptions { zones, ..WorkspaceAssumptions::default() };
    let until = published + TimeDelta::minutes(dice.within(0, 60 * 24 * 40));
    Case { journey, assumed, workspace, published, until }
}

fn lifecycle(dice: &mut Dice, record: &mut Record) {
    let mut at = record.at;
    let mut later = |dice: &mut Dice| {
        at += TimeDelta::minutes(dice.within(30, 10_000));
        at
    };
    if dice.one_in(3) {
        let from = later(dice);
        let to = (!dice.one_in(4)).then(|| later(dice));
        record.paused.push((from, to));
    }
    if dice.one_in(4) {
        record.stopped = Some(later(dice));
    }
}

pub fn span(dice: &mut Dice) -> Span {
    match dice.below(6) {
        0 => Span::Minutes(dice.within(1, 500) as u32),
        1 => Span::Days(dice.within(1, 4) as u32),
        2 => Span::Weeks(1),
        3 => Span::Minutes(dice.within(0, 3) as u32 * 60),
        _ => Span::Hours(dice.within(1, 60) as u32),
    }
}

fn clock(dice: &mut Dice) -> ClockTime {
    ClockTime::new(dice.below(24) as u16, dice.below(4) as u16 * 15).unwrap()
}

fn id(n: usize) -> NodeId {
    NodeId::parse(&format!("n{n}")).unwrap()
}

pub fn draft(dice: &mut Dice) -> Draft {
    let zone = dice.pick(&["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe"]);
    let mut draft = Draft::new(zone);
    draft.setup = setup(dice, zone);
    let count = 2 + dice.below(8);
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| !kind.spec().entry_only).collect();
    let mut nodes: Vec<Node> = Vec::new();
    for n in 0..count {
        let kind = match n {
            0 if draft.setup.entry == EntryCriteria::OnEvent => dice.pick(&[Kind::Action, Kind::Inaction]),
            0 => Kind::CustomList,
            _ => dice.pick(&kinds),
        };
        let mut node = Node::new(id(n), kind, Point { x: 0.0, y: 0.0 });
        node.entry = n == 0;
        if kind.is_segment() && n > 0 {
            node.window = (!dice.one_in(5)).then(|| span(dice));
        }
        if kind == Kind::Inaction {
            node.segment.set("within", Some(Span::Minutes(dice.within(1, 300) as u32).into()));
        }
        if kind.is_engagement() {
            node.when = match dice.below(4) {
                0 => When::Clock(clock(dice)),
                1 => When::BestTime,
                _ => When::AtOnce,
            };
            node.user_zone = !dice.one_in(4);
        }
        if let Some(limits) = kind.spec().paths {
            let paths = limits.min + dice.below(3);
            node.paths = vec![Path { percent: Some(100 / paths as u8), ..Path::default() }; paths];
        }
        nodes.push(node);
    }
    let mut graph = Graph::of(nodes.clone(), []);
    for (n, node) in nodes.iter().enumerate() {
        for outcome in node.outcomes() {
            if dice.one_in(4) && n > 0 {
                continue;
            }
            // Mostly forwards; back now and then, with a delay.
            let back = dice.one_in(6);
            let to = if back { 1 + dice.below(count - 1) } else { n + 1 + dice.below(2) };
            link(dice, &mut graph, (n, outcome, to), back);
            if dice.one_in(6) {
                link(dice, &mut graph, (n, outcome, to + 1), back);
            }
        }
    }
    draft.graph = graph;
    draft
}

fn link(dice: &mut Dice, graph: &mut Graph, (from, outcome, to): (usize, Outcome, usize), back: bool) {
    let key = LinkKey { from: id(from), outcome, to: id(to) };
    let delay = if back { Some(Span::Hours(1 + dice.below(30) as u32)) } else { dice.maybe(span) };
    let window = if outcome.waits() && !dice.one_in(8) { Some(span(dice)) } else { None };
    if graph.can_link(&key).is_ok() {
        let nodes: Vec<Node> = graph.nodes().cloned().collect();
        let links: Vec<_> = graph.links().map(|(key, timing)| (key.clone(), *timing)).collect();
        *graph = Graph::of(nodes, links.into_iter().chain([(key, LinkTiming { delay, window })]));
    }
}

fn setup(dice: &mut Dice, zone: &str) -> Setup {
    let mut setup = Setup::new(zone);
    setup.entry = dice.pick(&[EntryCriteria::AtATime, EntryCriteria::OnEvent]);
    let days: Vec<_> = WEEKDAYS.iter().map(|row| row.0).collect();
    setup.timeline = match dice.below(4) {
        0 => Timeline::Once,
        1 => Timeline::Recurring { every: 1, unit: Unit::Weeks(days[..1 + dice.below(5)].to_vec()) },
        _ => Timeline::Recurring { every: 1 + dice.below(3) as u32, unit: Unit::Days },
    };
    let date = |text: &str| text.parse::<journey::time::Date>().unwrap();
    if dice.one_in(4) {
        setup.start = Start::Later(date("2026-03-28").and_time(clock(dice).naive()));
    }
    setup.end = dice.one_in(3).then(|| date("2026-04-01") + TimeDelta::days(dice.within(0, 30)));
    setup.run_at_activation = dice.one_in(2);
    setup.reentry = dice.one_in(2) && setup.timeline != Timeline::Once;
    setup.user_zone = dice.one_in(3);
    setup.quiet_hours = dice.one_in(2).then(|| QuietHours {
        windows: vec![QuietWindow { days, from: clock(dice), to: clock(dice) }],
        handling: dice.pick(&[QuietHandling::After, QuietHandling::Drop]),
    });
    setup.control_percent = if dice.one_in(3) { dice.within(2, 50) as u8 } else { 0 };
    setup.timeout = dice.one_in(3).then(|| span(dice));
    let goal = |kind| Goal { name: "Goal".into(), kind, segment: Default::default() };
    setup.goals = dice.several(2, |dice| goal(dice.pick(&[Kind::Action, Kind::PastBehavior])));
    setup
}

fn share(dice: &mut Dice, most: i64) -> Share {
    Share::new(dice.within(0, most) as u16).unwrap()
}

fn half_life(dice: &mut Dice) -> HalfLife {
    HalfLife::new(dice.within(1, 3_000) as u32).unwrap()
}

fn assumptions(dice: &mut Dice, journey: &Journey) -> Assumptions {
    let mut assumed = Assumptions { audience: dice.pick(&AUDIENCES), ..Assumptions::default() };
    assumed.newcomers = share(dice, 2_000);
    assumed.arrivals.per_day = dice.pick(&AUDIENCES);
    if dice.one_in(2) {
        assumed.arrivals.hours = std::array::from_fn(|_| dice.below(5) as u16);
        assumed.arrivals.hours[12] = 3;
        assumed.arrivals.weekdays = [1, 2, 3, 4, 5, 0, 0];
    }
    assumed.goals = (0..2)
        .map(|_| GoalAssumption { share: share(dice, 4_000), half_life: half_life(dice), control: share(dice, 3_000) })
        .collect();
    for node in journey.published[0].content().graph.nodes() {
        if dice.one_in(2) {
            let firing = if dice.one_in(2) { Firing::HalfLife(half_life(dice)) } else { Firing::Uniform };
            let own = NodeAssumptions {
                yes: dice.maybe(|dice| share(dice, 7_000)),
                no: dice.maybe(|dice| share(dice, 3_000)),
                firing: Some(firing),
                failed: dice.maybe(|dice| share(dice, 3_000)),
                unreachable: dice.maybe(|dice| share(dice, 3_000)),
                viewed: dice.maybe(|dice| share(dice, 9_000)),
                clicked: dice.maybe(|dice| share(dice, 9_000)),
                clicked_after: dice.maybe(half_life),
                ..NodeAssumptions::default()
            };
            assumed.nodes.insert(node.id.clone(), own);
        }
    }
    assumed
}
