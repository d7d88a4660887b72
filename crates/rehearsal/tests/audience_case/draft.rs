//! Random drafts of at most eight nodes, every rule of journey.md in some of them.

use chrono::TimeDelta;
use journey::{
    edit::Edit,
    field::Value,
    graph::{Graph, LinkKey, LinkTiming, Node, Path, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    setup::{EntryCriteria, Goal, QuietHandling, QuietHours, QuietWindow, Setup, Start, Timeline, Unit},
    text::NodeId,
    time::{ClockTime, Instant, Span, WEEKDAYS, Weekday, read_local, write_local},
};
use rehearsal::zone::{Zone, to_local};

use crate::{dice::Dice, tz::Tz};

/// A draft that is published at an instant.
pub fn draft(dice: &mut Dice, zone: Tz, published: Instant) -> Draft {
    let mut setup = setup(dice, zone, published);
    let graph = graph(dice, &mut setup);
    Draft { setup, graph }
}

pub fn clock(dice: &mut Dice) -> ClockTime {
    let minute = dice.within(0, 1440) as u16;
    let minute = if dice.one_in(2) { minute / 60 * 60 } else { minute };
    ClockTime::new(minute / 60, minute % 60).unwrap()
}

fn weekdays(dice: &mut Dice, share: u64) -> Vec<Weekday> {
    WEEKDAYS.iter().map(|row| row.0).filter(|_| dice.percent(share)).collect()
}

/// A short time.
fn span(dice: &mut Dice) -> Span {
    match dice.below(6) {
        0 => Span::Minutes(dice.within(0, 300) as u32),
        1 => Span::Minutes(dice.within(1, 5) as u32 * 60),
        2 => Span::Days(1),
        _ => Span::Hours(dice.within(1, 9) as u32),
    }
}

fn setup(dice: &mut Dice, zone: Tz, published: Instant) -> Setup {
    let mut setup = Setup::new(zone.name());
    let shown = to_local(&zone, published);
    if dice.percent(40) {
        setup.entry = EntryCriteria::OnEvent;
    }
    setup.timeline = match dice.below(5) {
        0 => Timeline::Once,
        1 => Timeline::Dates(
            (0..dice.within(1, 4)).map(|_| shown.date() + TimeDelta::days(dice.within(-1, 4))).collect(),
        ),
        2 => {
            let mut days = weekdays(dice, 40);
            if days.is_empty() {
                days.push(Weekday::Tue);
            }
            Timeline::Recurring { every: 1, unit: Unit::Weeks(days) }
        }
        _ => Timeline::Recurring { every: dice.within(1, 3) as u32, unit: Unit::Days },
    };
    if dice.percent(20) {
        let later = shown + TimeDelta::minutes(dice.within(-100, 1_000));
        setup.start = Start::Later(read_local(&write_local(later)).unwrap());
    }
    if dice.percent(25) {
        setup.end = Some(shown.date() + TimeDelta::days(dice.within(-1, 5)));
    }
    setup.run_at_activation = dice.percent(40);
    setup.reentry = dice.percent(60) && setup.timeline != Timeline::Once;
    setup.user_zone = dice.percent(40);
    if dice.percent(45) {
        let windows = (0..dice.within(1, 3))
            .map(|_| QuietWindow { days: weekdays(dice, 85), from: clock(dice), to: clock(dice) })
            .collect();
        let handling = if dice.one_in(2) { QuietHandling::Drop } else { QuietHandling::After };
        setup.quiet_hours = Some(QuietHours { windows, handling });
    }
    if dice.percent(35) {
        setup.control_percent = dice.within(2, 60) as u8;
    }
    if dice.percent(30) {
        setup.timeout = Some(match dice.below(3) {
            0 => Span::Days(1),
            1 => Span::Minutes(dice.within(60, 2_000) as u32),
            _ => Span::Hours(dice.within(2, 40) as u32),
        });
    }
    let kinds = [Kind::Action, Kind::PastBehavior, Kind::PageVisit];
    setup.goals = (0..[0, 0, 1, 1, 2, 3][dice.below(6) as usize])
        .map(|n| Goal { name: format!("Goal {n}"), kind: dice.pick(&kinds), segment: Default::default() })
        .collect();
    setup
}

const MIDDLE: [Kind; 18] = [
    Kind::Action,
    Kind::Inaction,
    Kind::PastBehavior,
    Kind::DateTime,
    Kind::PageVisit,
    Kind::Push,
    Kind::Push,
    Kind::Email,
    Kind::WebPush,
    Kind::Sms,
    Kind::Whatsapp,
    Kind::InApp,
    Kind::AppInbox,
    Kind::Webhook,
    Kind::ConditionalSplit,
    Kind::SplitTest,
    Kind::UpdateProfile,
    Kind::ForceExit,
];

fn entry(dice: &mut Dice, setup: &Setup) -> Node {
    let kinds = match setup.entry {
        EntryCriteria::AtATime => [Kind::PastBehavior, Kind::CustomList, Kind::JourneyTrigger],
        EntryCriteria::OnEvent => [Kind::Action, Kind::Inaction, Kind::DateTime],
    };
    let kind = dice.pick(&kinds);
    let mut node = node(dice, 0, kind);
    node.entry = true;
    node
}

fn node(dice: &mut Dice, n: usize, kind: Kind) -> Node {
    let mut node = Node::new(NodeId::parse(&format!("n{n}")).unwrap(), kind, Point::default());
    if kind == Kind::Inaction {
        node.segment.set("within", Some(Value::Span(span(dice))));
    }
    if kind.is_segment() && dice.percent(85) {
        node.window = Some(if kind == Kind::PastBehavior && dice.one_in(2) { Span::Days(2) } else { span(dice) });
    }
    if kind.is_engagement() {
        node.when = match dice.below(10) {
            0 => When::BestTime,
            1..4 => When::Clock(clock(dice)),
            _ => When::AtOnce,
        };
        node.user_zone = dice.percent(75);
    }
    if let Some(limits) = kind.spec().paths {
        let count = dice.within(limits.min as i64, 4) as usize;
        node.paths = vec![Path::default(); count];
        if !limits.others && dice.one_in(2) {
            node.what.set("mode", Some("manual".into()));
            let mut left = 100;
            for path in &mut node.paths {
                let taken = dice.within(0, left + 1);
                left -= taken;
                path.percent = Some(taken as u8);
            }
            node.paths[0].percent = node.paths[0].percent.map(|percent| percent + left as u8);
        }
    }
    node
}

/// Every node is linked to one before it; more links, some of them back, are drawn where the rules allow them.
fn graph(dice: &mut Dice, setup: &mut Setup) -> Graph {
    let count = dice.within(2, 9) as usize;
    let mut nodes = vec![entry(dice, setup)];
    for n in 1..count {
        let kind = dice.pick(&MIDDLE);
        nodes.push(node(dice, n, kind));
    }
    let mut draft = Draft { setup: setup.clone(), graph: Graph::of(nodes.clone(), []) };
    for to in 1..count {
        for _ in 0..12 {
            let from = dice.below(to as u64) as usize;
            if link(dice, &mut draft, &nodes[from], &nodes[to], false) {
                break;
            }
        }
    }
    for _ in 0..dice.below(count as u64 + 2) {
        let (from, to) = (dice.below(count as u64) as usize, 1 + dice.below(count as u64 - 1) as usize);
        let back = from >= to;
        if !back || dice.one_in(2) {
            link(dice, &mut draft, &nodes[from], &nodes[to], back);
        }
    }
    draft.graph
}

fn link(dice: &mut Dice, draft: &mut Draft, from: &Node, to: &Node, back: bool) -> bool {
    let mut outcomes = from.outcomes();
    if from.entry {
        outcomes.retain(|outcome| *outcome == Outcome::Yes);
    }
    if outcomes.is_empty() {
        return false;
    }
    let outcome = dice.pick(&outcomes);
    let key = LinkKey { from: from.id.clone(), outcome, to: to.id.clone() };
    let delay = match dice.below(6) {
        _ if back => Some(Span::Hours(dice.within(5, 30) as u32)),
        0..3 => None,
        3 => Some(Span::Days(1)),
        _ => Some(span(dice)),
    };
    let window = (outcome.waits() && dice.percent(85)).then(|| span(dice));
    let before = draft.graph.links().len();
    let done = Edit::link(key.clone()).apply(draft).is_ok() && draft.graph.links().len() > before;
    done && Edit::Link(key, LinkTiming { delay, window }).apply(draft).is_ok()
}
