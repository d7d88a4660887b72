//! The first and the last instants against a simulation of all at which somebody can be at a node, through small random
//! graphs: timing.md §4.
//!
//! Everything that decides lies on a whole minute, and every wait is of whole minutes. So there are two kinds of instants: a
//! whole minute, and any within a minute, which half a minute stands for.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are not seen as tests

mod plan;
mod tz;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, TimeDelta, TimeZone, Timelike, Weekday};
use journey::{
    graph::{Graph, LinkKey, LinkTiming, Node, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    schedule::Publishing,
    setup::{EntryCriteria, QuietHandling, QuietHours, QuietWindow, Setup, Timeline, Unit},
    text::NodeId,
    time::{ClockTime, Date, Instant, Span},
};
use plan::plan;
use proptest::prelude::*;
use rehearsal::timetable::TimetableQuery;
use tz::{Tz, ZONES, tz as zone};

/// The days that the simulation covers.
const DAYS: i64 = 4;

struct Walk<'a> {
    draft: &'a Draft,
    zone: Tz,
    quiet: Minutes,
    hours: Minutes,
    midnights: Minutes,
    end: Instant,
}

type Minutes = BTreeSet<Instant>;

/// From a whole minute to what stands for all that follow within it.
const HALF: TimeDelta = TimeDelta::seconds(30);

impl Walk<'_> {
    fn new(draft: &Draft, zone: Tz, from: Instant) -> Walk<'_> {
        let windows: Vec<&QuietWindow> = draft.setup.quiet_hours.iter().flat_map(|quiet| &quiet.windows).collect();
        // By what the clocks show, as timing.md §3 has it.
        let is_quiet = |at: &Instant| {
            let shown = at.with_timezone(&zone.0).naive_local();
            [0, 1].iter().any(|back| {
                let day = shown.date() - TimeDelta::days(*back);
                windows.iter().filter(|window| window.days.contains(&day.weekday())).any(|window| {
                    let last = if window.from < window.to { day } else { day.succ_opt().unwrap() };
                    day.and_time(window.from.naive()) <= shown && shown < last.and_time(window.to.naive())
                })
            })
        };
        let end = from + TimeDelta::days(DAYS);
        // A day more than it looks ahead, for what rounds up.
        let all = (0..(DAYS + 1) * 1440).map(|m| from + TimeDelta::minutes(m));
        Walk {
            draft,
            zone,
            quiet: all.clone().filter(is_quiet).collect(),
            hours: all.clone().filter(|at| at.with_timezone(&zone.0).minute() == 0).collect(),
            midnights: all
                .filter(|at| tz::date_at(zone, *at) > tz::date_at(zone, *at - TimeDelta::minutes(1)))
                // Of two, the first.
                .filter(|at| tz::day_start(zone, tz::date_at(zone, *at)) == *at)
                .collect(),
            end,
        }
    }

    fn add(&self, at: Instant, span: Span) -> Instant {
        match span {
            Span::Minutes(n) => at + TimeDelta::minutes(n.into()),
            Span::Hours(n) => at + TimeDelta::hours(n.into()),
            Span::Days(0) => at,
            Span::Days(n) => {
                tz::resolve(self.zone, at.with_timezone(&self.zone.0).naive_local() + TimeDelta::days(n.into())).max(at)
            }
            Span::Weeks(_) | Span::Months(_) => panic!("longer than the simulation looks"),
        }
    }

    /// Every instant from each of these to where it closes.
    fn spread(&self, from: &Minutes, close: impl Fn(Instant) -> Instant) -> Minutes {
        let (mut all, mut reached) = (Vec::new(), None);
        for &at in from {
            let mut minute = reached.map_or(at, |reached: Instant| at.max(reached));
            let to = close(at).min(self.end);
            while minute <= to {
                all.push(minute);
                minute += HALF;
            }
            reached = Some(minute);
        }
        all.into_iter().collect()
    }

    fn full_hour(&self, at: Instant) -> Option<Instant> {
        self.hours.range(at..).next().copied()
    }

    fn is_quiet(&self, at: Instant) -> bool {
        self.quiet.contains(&minute(at))
    }

    /// At which instants the message goes out to who arrives at these, and at which it is dropped.
    fn send(&self, node: &Node, arrivals: &Minutes) -> (Minutes, Minutes) {
        let due: Minutes = match node.when {
            When::AtOnce => arrivals.clone(),
            When::BestTime => self.spread(arrivals, |at| at + TimeDelta::hours(24)),
            When::Clock(clock) => {
                let first = tz::date_at(self.zone, self.end - TimeDelta::days(DAYS + 3));
                let days = first.iter_days().take(DAYS as usize + 6);
                let both = |day: Date| {
                    let local = day.and_time(clock.naive());
                    let second = self.zone.0.from_local_datetime(&local).latest().map(|time| time.to_utc());
                    std::iter::once(tz::resolve(self.zone, local)).chain(second)
                };
                let times: Minutes = days.flat_map(both).collect();
                arrivals.iter().filter_map(|at| times.range(*at..).next().copied()).collect()
            }
        };
        let Some(quiet) = self.draft.setup.quiet_hours.as_ref().filter(|_| node.kind.spec().quiet) else {
            return (due, Minutes::new());
        };
        match quiet.handling {
            QuietHandling::Drop => due.into_iter().partition(|at| !self.is_quiet(*at)),
            QuietHandling::After => {
                let all = (0..=DAYS * 1440).map(|back| self.end - TimeDelta::minutes(back));
                let mut end = None;
                let ends: BTreeMap<Instant, Option<Instant>> = all
                    .map(|at| {
                        end = if self.quiet.contains(&at) { end } else { Some(at) };
                        (at, end)
                    })
                    .collect();
                let legal = |at: Instant| if self.is_quiet(at) { *ends.get(&minute(at))? } else { Some(at) };
                (due.into_iter().filter_map(legal).collect(), Minutes::new())
            }
        }
    }

    /// The first and the last instant at which each message goes out to those who come in at these, who leave at the deadline.
    fn messages(&self, entries: &Minutes, deadline: Option<Instant>, first: &mut BTreeMap<NodeId, (Instant, Instant)>) {
        let mut at: BTreeMap<NodeId, Minutes> = BTreeMap::new();
        let inside = |at: &Instant| *at <= self.end && deadline.is_none_or(|deadline| *at < deadline);
        at.insert(self.draft.graph.entry().unwrap().id.clone(), entries.iter().copied().filter(inside).collect());
        // The links of the random graphs go from earlier nodes to later ones.
        for node in self.draft.graph.nodes() {
            let arrivals = at.get(&node.id).cloned().unwrap_or_default();
            let (mut sent, mut dropped) =
                if node.kind.is_engagement() { self.send(node, &arrivals) } else { (arrivals.clone(), Minutes::new()) };
            sent.retain(inside);
            dropped.retain(inside);
            if node.kind.is_engagement()
                && let (Some(earliest), Some(latest)) = (sent.first(), sent.last())
            {
                let known = first.entry(node.id.clone()).or_insert((*earliest, *latest));
                *known = (known.0.min(*earliest), known.1.max(*latest));
            }
            let waits: Vec<Span> = self
                .draft
                .graph
                .links_from(&node.id)
                .filter(|(key, _)| key.outcome.waits())
                .filter_map(|(_, timing)| timing.window)
                .collect();
            for (key, timing) in self.draft.graph.links_from(&node.id) {
                let close = |at: Instant| node.window.map_or(self.end, |window| self.add(at, window));
                let left: Minutes = match key.outcome {
                    Outcome::Timeout if node.kind.is_segment() => match node.window {
                        Some(window) => {
                            arrivals.iter().filter_map(|at| self.full_hour(self.add(*at, window))).collect()
                        }
                        None => Minutes::new(),
                    },
                    _ if node.kind.is_segment() && node.entry => arrivals.clone(),
                    _ if node.kind == Kind::PastBehavior => {
                        self.spread(&arrivals, close).intersection(&self.midnights).copied().collect()
                    }
                    _ if node.kind.is_segment() => self.spread(&arrivals, close),
                    Outcome::Timeout => {
                        let longest = waits.iter().max_by_key(|span| span.nominal_minutes());
                        sent.iter().filter_map(|at| self.full_hour(self.add(*at, *longest?))).collect()
                    }
                    Outcome::Clicked => self.spread(&sent, |at| self.add(at, timing.window.unwrap())),
                    Outcome::Unreachable => sent.union(&dropped).copied().collect(),
                    _ => sent.clone(),
                };
                let arrived = left.into_iter().map(|at| timing.delay.map_or(at, |delay| self.add(at, delay)));
                at.entry(key.to.clone()).or_default().append(&mut arrived.filter(inside).collect());
            }
        }
    }
}

#[derive(Clone, Debug)]
struct Case {
    zone: Tz,
    published: Instant,
    draft: Draft,
}

fn clock() -> impl Strategy<Value = ClockTime> {
    (0u16..24, prop_oneof![Just(0u16), Just(30), 0u16..60]).prop_map(|(h, m)| ClockTime::new(h, m).unwrap())
}

fn quiet(handling: QuietHandling) -> impl Strategy<Value = Option<QuietHours>> {
    let days = proptest::collection::btree_set(0u8..7, 1..=7)
        .prop_map(|days| days.into_iter().map(|day| Weekday::try_from(day).unwrap()).collect());
    let window = (days, clock(), clock()).prop_map(|(days, from, to)| QuietWindow { days, from, to });
    proptest::collection::vec(window, 0..3)
        .prop_map(move |windows| (!windows.is_empty()).then_some(QuietHours { windows, handling }))
}

fn short() -> impl Strategy<Value = Span> {
    prop_oneof![(1u32..200).prop_map(Span::Minutes), (1u32..12).prop_map(Span::Hours)]
}

fn case(handling: QuietHandling, days: u32) -> impl Strategy<Value = Case> {
    let kinds =
        [Kind::Push, Kind::Push, Kind::Email, Kind::Webhook, Kind::Action, Kind::PastBehavior, Kind::ConditionalSplit];
    let when = prop_oneof![3 => Just(When::AtOnce), 2 => clock().prop_map(When::Clock), 1 => Just(When::BestTime)];
    let delay = prop_oneof![
        3 => Just(None),
        3 => short().prop_map(Some),
        1 => (0..=days).prop_map(|n| Some(Span::Days(n))),
    ];
    let node = (proptest::sample::select(kinds.to_vec()), when, proptest::option::of(short()));
    let nodes = proptest::collection::vec(node, 1..6);
    let links = proptest::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), delay, short()), 3..12);
    let at = (proptest::sample::select(ZONES), any::<u32>(), proptest::option::of(any::<i32>()));
    let entry = (
        any::<bool>(),
        any::<bool>(),
        proptest::option::of(0u64..3),
        proptest::option::weighted(0.3, (2u32..60).prop_map(Span::Hours)),
    );
    (at, nodes, links, quiet(handling), entry).prop_map(|((name, pick, near), nodes, links, quiet, entry)| {
        let zone = zone(name);
        // Whole minutes, as the simulation has it.
        let published = tz::instant(zone, pick, near).with_second(0).unwrap();
        let mut setup = Setup::new(name);
        (setup.quiet_hours, setup.run_at_activation) = (quiet, entry.1);
        if entry.0 {
            setup.entry = EntryCriteria::OnEvent;
            setup.end = entry.2.map(|days| tz::date_at(zone, published) + chrono::Days::new(days));
        } else {
            setup.timeout = entry.3;
            setup.timeline = Timeline::Recurring { every: 1, unit: Unit::Days };
        }
        let id = |n: usize| NodeId::parse(&format!("n{n}")).unwrap();
        let mut list = vec![Node::new(id(0), if entry.0 { Kind::Action } else { Kind::CustomList }, Point::default())];
        list[0].entry = true;
        for (n, (kind, when, window)) in nodes.into_iter().enumerate() {
            let mut node = Node::new(id(n + 1), kind, Point::default());
            (node.when, node.window) = (when, window);
            list.push(node);
        }
        let count = list.len();
        let links: Vec<_> = links
            .into_iter()
            .enumerate()
            .map(|(n, (from, outcome, to, delay, window))| {
                let from = if n == 0 { 0 } else { usize::from(from) % (count - 1) };
                let to = from + 1 + usize::from(to) % (count - from - 1);
                let outcomes = list[from].outcomes();
                let outcome = if from == 0 { Outcome::Yes } else { outcomes[usize::from(outcome) % outcomes.len()] };
                let window = outcome.waits().then_some(window);
                (LinkKey { from: id(from), outcome, to: id(to) }, LinkTiming { delay, window })
            })
            // The simulation knows Clicked of those that wait.
            .filter(|(key, _)| key.outcome != Outcome::Viewed)
            .collect();
        Case { zone, published, draft: Draft { setup, graph: Graph::of(list, links) } }
    })
}

/// The first and the last instant of each message.
type MessageInstant = BTreeMap<NodeId, (Instant, Instant)>;

/// The result of the walk: for all that enter, or for those of the first run alone.
fn walked(case: &Case, one: bool) -> MessageInstant {
    let Case { zone, published, draft } = case;
    let walk = Walk::new(draft, *zone, *published);
    let mut walked = BTreeMap::new();
    // Clocks that go back over a midnight show it twice; the first one is past and the second one counts.
    let midnights = |day: u64| {
        let date = tz::date_at(*zone, *published) + chrono::Days::new(day);
        let mut later = (1..).map(|minutes| *published + TimeDelta::minutes(minutes));
        let start = tz::day_start(*zone, date);
        if start > *published { start } else { later.find(|at| tz::date_at(*zone, *at) >= date).unwrap() }
    };
    if draft.setup.entry == EntryCriteria::OnEvent {
        let days = |end: Date| (end - tz::date_at(*zone, *published)).num_days().unsigned_abs();
        let last = draft.setup.end.map_or(walk.end, |end| midnights(days(end) + 1) - HALF);
        walk.messages(&walk.spread(&[*published].into(), |_| last), None, &mut walked);
    } else {
        let runs = draft.setup.run_at_activation.then_some(*published).into_iter().chain((1..).map(midnights));
        for run in runs.take_while(|run| *run <= walk.end).take(if one { 1 } else { usize::MAX }) {
            let deadline = draft.setup.timeout.map(|span| walk.add(run, span));
            walk.messages(&[run].into(), deadline, &mut walked);
        }
    }
    walked
}

/// The earliest instants of the plan and of the walk, as far as that looks.
fn both(case: &Case) -> (BTreeMap<NodeId, Instant>, BTreeMap<NodeId, Instant>) {
    let end = case.published + TimeDelta::days(DAYS);
    let planned = plan(&case.draft, case.published, &case.zone).first_messages.into_iter();
    let planned = planned.map(|m| (m.node, m.earliest)).filter(|(_, at)| *at <= end).collect();
    (planned, walked(case, false).into_iter().map(|(node, told)| (node, told.0)).collect())
}

/// The whole minute at or before an instant.
fn minute(at: Instant) -> Instant {
    Instant::from_timestamp(at.timestamp().div_euclid(60) * 60, 0).unwrap()
}

/// The instant that represents another one in the walk.
fn walks(at: Instant) -> Instant {
    if at == minute(at) { at } else { minute(at) + HALF }
}

/// Checks that walking users never leave the intervals of their run, and reach both ends of them.
fn holds(case: &Case) -> Result<(), TestCaseError> {
    let end = case.published + TimeDelta::days(DAYS);
    let ask =
        TimetableQuery { runs: 1, ..TimetableQuery::new(&case.draft, Publishing::at_once(case.published), &case.zone) };
    let table = ask.timetable();
    let walked = walked(case, true);
    let Some(run) = table.runs.first() else {
        prop_assert!(walked.is_empty());
        return Ok(());
    };
    for (node, (first, last)) in &walked {
        let message = run.messages.iter().find(|message| table.node(message) == node);
        let Some(message) = message else { return Err(TestCaseError::fail(format!("{node} is missing"))) };
        prop_assert!(message.earliest.at <= *first, "{} goes out at {}", node, first);
        prop_assert!(message.latest.is_none_or(|latest| *last <= latest.at), "{} goes out at {}", node, last);
    }
    // With event-triggered entry that stays open the walk ends before the intervals do.
    for message in run.messages.iter().filter(|message| !message.about) {
        let node = table.node(message);
        if message.earliest.at <= end {
            prop_assert_eq!(walked.get(node).map(|told| told.0), Some(message.earliest.at), "first of {}", node);
        }
        let open = case.draft.setup.entry == EntryCriteria::OnEvent && case.draft.setup.end.is_none();
        if let Some(latest) = message.latest.filter(|latest| latest.at <= end && !open) {
            prop_assert_eq!(walked.get(node).map(|told| told.1), Some(walks(latest.at)), "last of {}", node);
        }
    }
    Ok(())
}

/// A sample, or as many cases as `ROUTES` says.
fn config() -> ProptestConfig {
    let cases = std::env::var("ROUTES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(60);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_earliest_instants_are_those_of_a_walk(case in case(QuietHandling::After, 0)) {
        let (planned, walked) = both(&case);
        prop_assert_eq!(planned, walked);
    }

    #[test]
    fn with_delays_of_days_they_are_right_but_for_the_doubled_hour(case in case(QuietHandling::After, 3)) {
        let (planned, walked) = both(&case);
        if case.draft.setup.timeout.is_none() {
            prop_assert_eq!(planned, walked);
        }
    }

    #[test]
    fn nobody_leaves_the_intervals_and_somebody_reaches_both_ends(case in case(QuietHandling::After, 0)) {
        holds(&case)?;
    }

    #[test]
    fn nor_where_quiet_hours_drop_messages(case in case(QuietHandling::Drop, 0)) {
        holds(&case)?;
    }

    #[test]
    fn nor_with_delays_of_days(case in case(QuietHandling::Drop, 3)) {
        holds(&case)?;
    }

    #[test]
    fn they_are_where_quiet_hours_drop_messages(case in case(QuietHandling::Drop, 0)) {
        let (planned, walked) = both(&case);
        prop_assert_eq!(planned, walked);
    }
}

/// A case in St. John’s, where at 00:01 the clocks went back to 23:01 of the day before: 02:31 UTC. The entry, a node of a
/// kind, and a push after a delay.
fn at_the_second_midnight(published: &str, entry: EntryCriteria, kind: Kind, delay: Option<Span>) -> Case {
    let id = |n: &str| NodeId::parse(n).unwrap();
    let on_event = entry == EntryCriteria::OnEvent;
    let mut first = Node::new(id("n0"), if on_event { Kind::Action } else { Kind::CustomList }, Point::default());
    first.entry = true;
    let (middle, push) =
        (Node::new(id("n1"), kind, Point::default()), Node::new(id("n2"), Kind::Push, Point::default()));
    let left = if kind.is_segment() { Outcome::Yes } else { Outcome::Sent };
    let link = |from: &str, outcome, to: &str, delay| {
        (LinkKey { from: id(from), outcome, to: id(to) }, LinkTiming { delay, window: None })
    };
    let links = [link("n0", Outcome::Yes, "n1", None), link("n1", left, "n2", delay)];
    let mut setup = Setup::new("America/St_Johns");
    (setup.timeline, setup.entry) = (Timeline::Recurring { every: 1, unit: Unit::Days }, entry);
    let (zone, published) = (zone("America/St_Johns"), tz::utc(published));
    setup.end = on_event.then(|| tz::date_at(zone, published));
    Case { zone, published, draft: Draft { setup, graph: Graph::of([first, middle, push], links) } }
}

/// Asserts when the last node's message goes out first, and that the walk says so as well.
fn goes_out_first(case: &Case, at: &str) {
    let (planned, walked) = both(case);
    assert_eq!(planned[&NodeId::parse("n2").unwrap()], tz::utc(at));
    assert_eq!(planned, walked);
    holds(case).unwrap();
}

#[test]
fn a_journey_published_between_two_midnights_of_one_night_has_its_run_at_the_second() {
    let case = at_the_second_midnight("1999-10-31T02:31:00Z", EntryCriteria::AtATime, Kind::Push, None);
    goes_out_first(&case, "1999-10-31T03:30:00Z");
}

#[test]
fn entry_by_events_that_ends_with_the_day_is_open_until_the_second_midnight() {
    let case = at_the_second_midnight("1999-10-31T02:31:00Z", EntryCriteria::OnEvent, Kind::Push, None);
    goes_out_first(&case, "1999-10-31T02:31:00Z");
    let table = TimetableQuery::new(&case.draft, Publishing::at_once(case.published), &case.zone).timetable();
    assert_eq!(table.closes, Some(tz::utc("1999-10-31T03:30:00Z")));
}

#[test]
fn past_behaviour_is_evaluated_at_the_first_of_two_midnights_alone() {
    let case = at_the_second_midnight("1999-10-31T01:31:00Z", EntryCriteria::AtATime, Kind::PastBehavior, None);
    goes_out_first(&case, "1999-10-31T02:30:00Z");
    for between in ["1999-10-31T02:30:30Z", "1999-10-31T02:45:00Z", "1999-10-31T03:30:00Z"] {
        let next = rehearsal::zone::next_midnight(&case.zone, tz::utc(between));
        assert_eq!(next, tz::utc("1999-11-01T03:30:00Z"));
    }
}

#[test]
fn who_comes_after_the_clocks_went_back_can_be_the_first_a_day_later() {
    let day = Some(Span::Days(1));
    let case = at_the_second_midnight("2001-10-28T01:32:00Z", EntryCriteria::AtATime, Kind::Action, day);
    goes_out_first(&case, "2001-10-29T02:31:00Z");
}
