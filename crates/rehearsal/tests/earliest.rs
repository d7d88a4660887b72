//! The earliest instants against those of every run: a run that the timetable passes over sends nothing earlier (timing.md §5).

#![allow(clippy::unwrap_used)] // helpers of tests are not seen as tests

mod tz;

use std::collections::BTreeMap;

use chrono::{Days, Timelike};
use journey::{
    arbitrary::Dice,
    graph::{Graph, LinkKey, LinkTiming, Node, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    schedule::Publishing,
    setup::{MonthDay, QuietHandling, QuietHours, QuietWindow, Timeline, Unit},
    text::NodeId,
    time::{ClockTime, Instant, Span, WEEKDAYS, Weekday},
};
use rehearsal::timetable::{RunTable, Timetable, TimetableQuery};
use tz::{Tz, ZONES, tz as zone};

/// The number of runs that are searched for a first message.
const SEARCHED: usize = 24;

/// The input of a case: a draft, its zone and its publishing.
type Case = (Draft, Tz, Instant);

fn id(n: usize) -> NodeId {
    NodeId::parse(&format!("n{n}")).unwrap()
}

fn clock(dice: &mut Dice) -> ClockTime {
    ClockTime::new(dice.below(24) as u16, dice.pick(&[0, 0, 30, 59])).unwrap()
}

fn span(dice: &mut Dice) -> Span {
    match dice.below(8) {
        0..3 => Span::Minutes(dice.below(300) as u32),
        3..6 => Span::Hours(dice.below(30) as u32),
        6 => Span::Days(dice.below(9) as u32),
        _ => Span::Months(dice.below(3) as u32),
    }
}

fn weekdays(dice: &mut Dice) -> Vec<Weekday> {
    let one = dice.below(7);
    WEEKDAYS.iter().enumerate().filter(|(n, _)| *n == one || dice.one_in(2)).map(|(_, day)| day.0).collect()
}

fn case(seed: u32) -> Case {
    let dice = &mut Dice::of_seed(seed, 400);
    let name = dice.pick(ZONES);
    let near = dice.maybe(|dice| dice.roll() as i32);
    let published = tz::instant(zone(name), dice.roll().wrapping_mul(16), near).with_second(0).unwrap();
    let mut draft = Draft::new(name);
    let setup = &mut draft.setup;
    setup.run_at_activation = dice.one_in(2);
    setup.user_zone = dice.one_in(40);
    setup.timeout = dice.maybe(|dice| Span::Hours(dice.within(1, 300) as u32));
    setup.end = dice.maybe(|dice| tz::date_at(zone(name), published) + Days::new(dice.below(60) as u64));
    let every = dice.within(1, 2) as u32;
    let unit = match dice.below(4) {
        0 | 1 => Unit::Days,
        2 => Unit::Weeks(weekdays(dice)),
        _ => Unit::Months(MonthDay::Last),
    };
    setup.timeline = Timeline::Recurring { every, unit };
    let windows = dice.several(2, |dice| QuietWindow { days: weekdays(dice), from: clock(dice), to: clock(dice) });
    let handling = dice.pick(&[QuietHandling::Drop, QuietHandling::After]);
    setup.quiet_hours = (!windows.is_empty()).then_some(QuietHours { windows, handling });

    const KINDS: [Kind; 7] =
        [Kind::Push, Kind::Push, Kind::Email, Kind::Webhook, Kind::Action, Kind::PastBehavior, Kind::Inaction];
    let count = 3 + dice.below(7);
    let node = |n: usize, dice: &mut Dice| {
        let mut node = Node::new(id(n), if n == 0 { Kind::CustomList } else { dice.pick(&KINDS) }, Point::default());
        (node.entry, node.user_zone) = (n == 0, true);
        if n > 0 && node.kind.is_segment() {
            node.window = dice.maybe(span);
        }
        node.when = match dice.below(4) {
            0 => When::BestTime,
            1 => When::Clock(clock(dice)),
            _ => When::AtOnce,
        };
        node
    };
    let nodes: Vec<Node> = (0..count).map(|n| node(n, dice)).collect();
    let mut links = Vec::new();
    for n in 0..3 * count {
        // Each has a way in; of the others some lead back.
        let to = 1 + if n + 1 < count { n } else { dice.below(count - 1) };
        let from = if n + 1 < count { dice.below(to) } else { dice.below(count) };
        let outcomes = nodes[from].outcomes();
        let outcome = if from == 0 { Outcome::Yes } else { dice.pick(&outcomes) };
        let window = if outcome.waits() { dice.maybe(span) } else { None };
        links.push((LinkKey { from: id(from), outcome, to: id(to) }, LinkTiming { delay: dice.maybe(span), window }));
    }
    draft.graph = Graph::of(nodes, links);
    (draft, zone(name), published)
}

/// The earliest instant of each message in some runs.
fn earliest(runs: &[RunTable]) -> BTreeMap<usize, Instant> {
    let mut first = BTreeMap::new();
    for message in runs.iter().flat_map(|run| &run.messages) {
        let known = first.entry(message.place).or_insert(message.earliest.at);
        *known = message.earliest.at.min(*known);
    }
    first
}

fn told(table: &Timetable) -> BTreeMap<usize, Instant> {
    table.messages.iter().map(|message| (message.place, message.earliest.at)).collect()
}

#[test]
fn a_run_that_is_passed_over_sends_nothing_earlier() {
    let cases = std::env::var("ROUTES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(150);
    let mut later = 0;
    for seed in 0..cases {
        let (draft, zone, published) = case(seed);
        let ask = TimetableQuery::new(&draft, Publishing::at_once(published), &zone);
        let (alone, all) = (ask.timetable(), TimetableQuery { runs: SEARCHED, ..ask.clone() }.timetable());
        assert_eq!(told(&alone), earliest(&all.runs), "seed {seed}");
        assert_eq!(told(&all), told(&alone), "seed {seed}");
        later += usize::from(earliest(&all.runs) != earliest(&all.runs[..all.runs.len().min(1)]));
    }
    // Some of them have a message that the first run sends later, or not at all.
    assert!(later * 50 > cases as usize, "{later}");
}
