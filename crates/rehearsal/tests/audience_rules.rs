//! Worked examples of the simulated audience, by hand: one rule each (spec: numbers.md §1, §2).

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are not seen as tests

mod tz;

use chrono::TimeDelta;
use journey::{
    assumptions::{Assumptions, Firing, GoalAssumption, HalfLife, NodeAssumptions, Share, WorkspaceAssumptions},
    graph::{Graph, LinkKey, LinkTiming, Node, Point, When},
    journey::{Draft, Journey, Published, Record},
    kind::{Kind, Outcome},
    setup::{EntryCriteria, Goal, QuietHandling, QuietHours, QuietWindow, Timeline, Unit},
    text::{JourneyId, Name, NodeId},
    time::{ClockTime, Instant, Span, WEEKDAYS},
};
use rehearsal::{
    audience::{Audience, AudienceQuery, Figure, Period},
    zone::Zone,
};
use tz::{tz as zone, utc};

/// A Tuesday; the zone is UTC, so the first run is at its end.
const PUBLISHED: &str = "2026-03-24T15:00:00Z";

fn id(n: usize) -> NodeId {
    NodeId::parse(&format!("n{n}")).unwrap()
}

fn node(n: usize, kind: Kind) -> Node {
    Node { entry: n == 0, ..Node::new(id(n), kind, Point { x: 0.0, y: 0.0 }) }
}

fn link(from: usize, outcome: Outcome, to: usize, delay: Option<Span>) -> (LinkKey, LinkTiming) {
    (LinkKey { from: id(from), outcome, to: id(to) }, LinkTiming { delay, ..LinkTiming::start(outcome) })
}

/// A journey at daily runs: an entry, and what follows it.
struct Plan {
    draft: Draft,
    record: Record,
    assumed: Assumptions,
}

fn plan(nodes: Vec<Node>, links: Vec<(LinkKey, LinkTiming)>) -> Plan {
    let mut draft = Draft::new("UTC");
    draft.setup.timeline = Timeline::Recurring { every: 1, unit: Unit::Days };
    let entry = node(0, Kind::CustomList);
    draft.graph = Graph::of(std::iter::once(entry).chain(nodes), links);
    let assumed = Assumptions { audience: 1_000, newcomers: Share::percent(10), ..Assumptions::default() };
    Plan { draft, record: Record::new(utc(PUBLISHED)), assumed }
}

/// One SMS, of which everything is sent, after a delay.
fn sms(delay: Option<Span>) -> Plan {
    let mut plan = plan(vec![node(1, Kind::Sms)], vec![link(0, Outcome::Yes, 1, delay)]);
    let sent =
        NodeAssumptions { failed: Some(Share::NONE), unreachable: Some(Share::NONE), ..NodeAssumptions::default() };
    plan.assumed.nodes.insert(id(1), sent);
    plan
}

/// A segment that waits for a day, with an Update profile behind Yes.
fn segment(kind: Kind, window: Span) -> Plan {
    let wait = Node { window: Some(window), ..node(1, kind) };
    let nodes = vec![wait, node(2, Kind::UpdateProfile), node(3, Kind::UpdateProfile)];
    plan(
        nodes,
        vec![link(0, Outcome::Yes, 1, None), link(1, Outcome::Yes, 2, None), link(1, Outcome::Timeout, 3, None)],
    )
}

impl Plan {
    fn run(&self, until: &str) -> Audience {
        let utc_zone = zone("UTC");
        let mut journey =
            Journey::new(JourneyId::random(1), Name::parse("Rules").unwrap(), Draft::new("UTC"), utc(PUBLISHED));
        journey.published.push(Published::new(1, self.record.clone(), self.draft.clone()));
        let (workspace, version) = (WorkspaceAssumptions::default(), &journey.published[0]);
        AudienceQuery::of(&journey, version, &utc_zone, &self.assumed, &workspace, utc(until)).figures()
    }

    fn quiet(&mut self, from: u16, to: u16, handling: QuietHandling) {
        let days = WEEKDAYS.iter().map(|row| row.0).collect();
        let clock = |hour| ClockTime::new(hour, 0).unwrap();
        let windows = vec![QuietWindow { days, from: clock(from), to: clock(to) }];
        self.draft.setup.quiet_hours = Some(QuietHours { windows, handling });
    }
}

fn entered(audience: &Audience, at: &str) -> u64 {
    audience.journey(utc(at)).entered
}

#[test]
fn the_audience_enters_at_the_first_run_and_newcomers_at_each_later_one() {
    let audience = sms(None).run("2026-03-28T12:00:00Z");
    let at = ["24T23:59:59Z", "25T00:00:00Z", "26T00:00:00Z", "27T12:00:00Z"];
    assert_eq!(at.map(|at| entered(&audience, &format!("2026-03-{at}"))), [0, 1_000, 1_100, 1_200]);
    // The message has no link: who gets it has completed the journey.
    let journey = audience.journey(utc("2026-03-26T00:00:00Z"));
    assert_eq!((journey.completed, journey.inside), (1_100, 0));
}

#[test]
fn newcomers_of_a_run_that_a_pause_held_off_enter_at_the_next_one() {
    let mut plan = sms(None);
    plan.record.paused.push((utc("2026-03-25T12:00:00Z"), Some(utc("2026-03-27T12:00:00Z"))));
    let audience = plan.run("2026-03-28T12:00:00Z");
    let at = ["26T12:00:00Z", "27T23:00:00Z", "28T00:00:00Z"];
    assert_eq!(at.map(|at| entered(&audience, &format!("2026-03-{at}"))), [1_000, 1_000, 1_300]);
}

#[test]
fn a_stop_lets_go_whoever_is_inside_and_nothing_is_sent_at_its_instant() {
    let mut plan = sms(Some(Span::Hours(10)));
    plan.record.stopped = Some(utc("2026-03-25T10:00:00Z"));
    let audience = plan.run("2026-03-28T12:00:00Z");
    let journey = audience.journey(utc("2026-03-25T10:00:00Z"));
    assert_eq!((journey.entered, journey.inside, journey.removed), (1_000, 0, 1_000));
    assert_eq!(audience.node(1, utc("2026-03-28T00:00:00Z")).sent, 0);
    assert_eq!(audience.node(1, utc("2026-03-25T09:59:59Z")).waiting_before, 1_000);
}

#[test]
fn a_restricted_version_takes_nobody_in_but_those_inside_finish() {
    let mut plan = sms(Some(Span::Days(2)));
    plan.record.superseded = Some(utc("2026-03-26T00:00:00Z"));
    let journey = plan.run("2026-03-28T12:00:00Z").journey(utc("2026-03-28T00:00:00Z"));
    assert_eq!((journey.entered, journey.completed), (1_000, 1_000));
}

#[test]
fn the_control_group_qualifies_and_does_not_enter() {
    let mut plan = sms(None);
    plan.draft.setup.control_percent = 15;
    plan.draft.setup.goals = vec![Goal { name: "Bought".into(), kind: Kind::Action, segment: Default::default() }];
    let goal =
        GoalAssumption { share: Share::NONE, half_life: HalfLife::new(90).unwrap(), control: Share::percent(20) };
    plan.assumed.goals = vec![goal];
    let audience = plan.run("2026-03-25T12:00:00Z");
    let journey = audience.journey(utc("2026-03-25T01:59:59Z"));
    assert_eq!((journey.qualified, journey.control, journey.entered), (1_000, 150, 850));
    assert_eq!(journey.control_met, [0]);
    // A half-life later, at the next full hour.
    assert_eq!(audience.journey(utc("2026-03-25T02:00:00Z")).control_met, [30]);
}

#[test]
fn half_of_those_who_will_meet_a_goal_have_after_its_half_life() {
    let mut plan = sms(Some(Span::Days(10)));
    plan.draft.setup.goals = vec![Goal { name: "Bought".into(), kind: Kind::Action, segment: Default::default() }];
    let goal =
        GoalAssumption { share: Share::percent(40), half_life: HalfLife::new(600).unwrap(), control: Share::NONE };
    (plan.assumed.goals, plan.assumed.newcomers) = (vec![goal], Share::NONE);
    let audience = plan.run("2026-03-30T00:00:00Z");
    let at = ["25T00:00:00Z", "25T10:00:00Z", "25T20:00:00Z", "30T00:00:00Z"];
    let met = at.map(|at| audience.journey(utc(&format!("2026-03-{at}"))).goals_met[0]);
    assert_eq!(met, [0, 200, 300, 400]);
    let before = audience.node(1, utc("2026-03-30T00:00:00Z"));
    assert_eq!((before.goal_met, before.waiting_before), (400, 600));
}

#[test]
fn the_journey_timeout_takes_users_from_wherever_they_are() {
    let mut plan = sms(Some(Span::Hours(30)));
    plan.draft.setup.timeout = Some(Span::Hours(30));
    let audience = plan.run("2026-03-28T12:00:00Z");
    let journey = audience.journey(utc("2026-03-26T06:00:00Z"));
    // Who is due at that very instant gets no message.
    assert_eq!((journey.entered, journey.timed_out, journey.inside), (1_100, 1_000, 100));
    assert_eq!(audience.node(1, utc("2026-03-28T00:00:00Z")).sent, 0);
}

#[test]
fn with_reentry_those_who_have_left_qualify_again() {
    let mut plan = sms(Some(Span::Hours(30)));
    plan.draft.setup.reentry = true;
    let audience = plan.run("2026-03-29T12:00:00Z");
    // 1,000 are inside at the second run, and have left before the third.
    let at = ["25T00:00:00Z", "26T00:00:00Z", "27T00:00:00Z", "28T00:00:00Z"];
    assert_eq!(at.map(|at| entered(&audience, &format!("2026-03-{at}"))), [1_000, 1_100, 2_200, 2_400]);
}

#[test]
fn quiet_hours_hold_a_message_or_drop_it() {
    let mut plan = sms(Some(Span::Hours(3)));
    plan.assumed.newcomers = Share::NONE;
    plan.quiet(22, 8, QuietHandling::After);
    let audience = plan.run("2026-03-26T12:00:00Z");
    let sent = |audience: &Audience, at: &str| audience.node(1, utc(at)).sent;
    assert_eq!((sent(&audience, "2026-03-25T07:59:59Z"), sent(&audience, "2026-03-25T08:00:00Z")), (0, 1_000));
    plan.quiet(22, 8, QuietHandling::Drop);
    let dropped = plan.run("2026-03-26T12:00:00Z").node(1, utc("2026-03-25T03:00:00Z"));
    assert_eq!((dropped.sent, dropped.unreachable, dropped.quiet, dropped.completed), (0, 1_000, 1_000, 1_000));
}

#[test]
fn a_message_waits_for_its_clock_time_or_for_the_best_of_24_hours() {
    let mut plan = sms(None);
    plan.assumed.newcomers = Share::NONE;
    let when = |plan: &mut Plan, when: When| {
        let nodes: Vec<Node> = plan.draft.graph.nodes().cloned().map(|node| Node { when, ..node }).collect();
        let links: Vec<_> = plan.draft.graph.links().map(|(key, timing)| (key.clone(), *timing)).collect();
        plan.draft.graph = Graph::of(nodes, links);
    };
    when(&mut plan, When::Clock(ClockTime::new(18, 30).unwrap()));
    let audience = plan.run("2026-03-26T12:00:00Z");
    let sent = |audience: &Audience, at: &str| audience.node(1, utc(at)).sent;
    assert_eq!((sent(&audience, "2026-03-25T18:29:59Z"), sent(&audience, "2026-03-25T18:30:00Z")), (0, 1_000));
    // 1,000 over 24 hours: 42 in each of the first sixteen, 41 in each of the others.
    when(&mut plan, When::BestTime);
    let audience = plan.run("2026-03-26T12:00:00Z");
    assert_eq!(
        ["25T00:00:00Z", "25T12:00:00Z", "26T00:00:00Z"].map(|at| sent(&audience, &format!("2026-03-{at}"))),
        [0, 504, 1_000]
    );
}

#[test]
fn a_segment_fires_evenly_over_its_window_and_the_rest_leaves_at_the_full_hour_after_it() {
    let mut plan = segment(Kind::Action, Span::Minutes(630));
    plan.assumed.newcomers = Share::NONE;
    let audience = plan.run("2026-03-26T00:00:00Z");
    let by = |outcome, at: &str| audience.node(1, utc(at)).moved.iter().find(|row| row.0 == outcome).unwrap().1;
    // 40 % of 1,000 over ten and a half hours.
    assert_eq!(by(Outcome::Yes, "2026-03-25T05:00:00Z"), 190);
    assert_eq!((by(Outcome::Yes, "2026-03-25T10:29:59Z"), by(Outcome::Yes, "2026-03-25T10:30:00Z")), (381, 400));
    assert_eq!((by(Outcome::Timeout, "2026-03-25T10:59:59Z"), by(Outcome::Timeout, "2026-03-25T11:00:00Z")), (0, 600));
}

#[test]
fn a_half_life_fires_soon_first() {
    let mut plan = segment(Kind::Action, Span::Hours(2));
    let own = NodeAssumptions {
        firing: Some(Firing::HalfLife(HalfLife::new(60).unwrap())),
        yes: Some(Share::percent(60)),
        no: Some(Share::percent(30)),
        ..NodeAssumptions::default()
    };
    plan.assumed.nodes.insert(id(1), own);
    let audience = plan.run("2026-03-25T12:00:00Z");
    // Cut at two half-lives: two thirds in the first hour. Who goes No, which is not linked, stays.
    let first = audience.node(1, utc("2026-03-25T01:00:00Z"));
    assert_eq!(first.moved, [(Outcome::Yes, 400), (Outcome::Timeout, 0)]);
    let last = audience.node(1, utc("2026-03-25T02:00:00Z"));
    assert_eq!((last.moved, last.waiting_at), (vec![(Outcome::Yes, 600), (Outcome::Timeout, 100)], 300));
}

#[test]
fn past_behaviour_fires_at_midnight_alone() {
    let mut plan = segment(Kind::PastBehavior, Span::Hours(36));
    plan.assumed.newcomers = Share::NONE;
    let audience = plan.run("2026-03-27T00:00:00Z");
    let moved = |at: &str| audience.node(1, utc(at)).moved.iter().map(|row| row.1).collect::<Vec<_>>();
    assert_eq!(moved("2026-03-25T23:59:59Z"), [0, 0]);
    // Two thirds of 400 by the only midnight of the window; the rest leaves when it closes.
    assert_eq!((moved("2026-03-26T00:00:00Z"), moved("2026-03-26T12:00:00Z")), (vec![267, 0], vec![267, 733]));
}

#[test]
fn events_come_by_the_hour_with_the_weights_of_hour_and_weekday() {
    let mut plan = sms(None);
    plan.draft.setup.entry = EntryCriteria::OnEvent;
    plan.draft.graph = Graph::of([node(0, Kind::Action), node(1, Kind::Sms)], vec![link(0, Outcome::Yes, 1, None)]);
    plan.record = Record::new(utc("2026-03-23T12:30:00Z"));
    plan.assumed.arrivals.per_day = 700;
    plan.assumed.arrivals.weekdays = [0, 1, 1, 1, 1, 2, 1];
    plan.assumed.arrivals.hours = std::array::from_fn(|hour| u16::from(hour == 12) * 3 + u16::from(hour == 18));
    let audience = plan.run("2026-03-31T00:00:00Z");
    let days = audience.series(
        Figure::Entered,
        Period::Day,
        &zone("UTC") as &dyn Zone,
        (utc("2026-03-23T00:00:00Z"), utc("2026-03-30T00:00:00Z") - TimeDelta::milliseconds(1)),
    );
    assert_eq!(days.iter().map(|day| day.1).collect::<Vec<_>>(), [0, 700, 700, 700, 700, 1_400, 700]);
    let at = ["24T12:59:59Z", "24T13:00:00Z", "24T19:00:00Z"];
    assert_eq!(at.map(|at| entered(&audience, &format!("2026-03-{at}"))), [0, 525, 700]);
}

#[test]
fn users_get_a_message_at_their_own_clock_time() {
    let mut plan = sms(None);
    plan.draft.setup.user_zone = true;
    let nodes: Vec<Node> = plan
        .draft
        .graph
        .nodes()
        .cloned()
        .map(|node| Node {
            when: if node.entry { When::AtOnce } else { When::Clock(ClockTime::new(9, 0).unwrap()) },
            ..node
        })
        .collect();
    plan.draft.graph = Graph::of(nodes, vec![link(0, Outcome::Yes, 1, None)]);
    let (home, kolkata) = (zone("UTC"), zone("Asia/Kolkata"));
    let mut journey =
        Journey::new(JourneyId::random(1), Name::parse("Rules").unwrap(), Draft::new("UTC"), utc(PUBLISHED));
    journey.published.push(Published::new(1, plan.record.clone(), plan.draft.clone()));
    let workspace = WorkspaceAssumptions::default();
    let until: Instant = utc("2026-03-25T12:00:00Z");
    let ask = AudienceQuery::of(&journey, &journey.published[0], &home, &plan.assumed, &workspace, until);
    let audience = AudienceQuery { users: vec![(&kolkata, Share::percent(30))], ..ask }.figures();
    let sent =
        ["25T03:29:59Z", "25T03:30:00Z", "25T09:00:00Z"].map(|at| audience.node(1, utc(&format!("2026-03-{at}"))).sent);
    assert_eq!(sent, [0, 300, 1_000]);
}
