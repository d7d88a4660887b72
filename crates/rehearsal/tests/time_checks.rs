//! The checks that need time (journey.md §7), each with what is wrong and what is just not.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are not seen as tests

mod tz;

use journey::{
    checks::{CheckId, Finding, Location, SetupField},
    field::Value,
    graph::{Graph, LinkKey, LinkTiming, Node, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    schedule::{Publishing, Schedule},
    setup::{EntryCriteria, MonthDay, QuietHandling, QuietHours, QuietWindow, Setup, Start, Timeline, Unit},
    text::NodeId,
    time::{ClockTime, Instant, Span, WEEKDAYS, Weekday},
};
use rehearsal::checks::{Context, Other, check};
use tz::{date, local, on, tz as zone};

/// Tuesday.
const PUBLISHED: &str = "2026-03-31T17:00";

fn id(n: usize) -> NodeId {
    NodeId::parse(&format!("n{n}")).unwrap()
}

fn setup() -> Setup {
    Setup::new("Europe/Berlin")
}

fn clock(text: &str) -> When {
    When::Clock(ClockTime::parse(text).unwrap())
}

fn quiet(from: &str, to: &str, handling: QuietHandling) -> Option<QuietHours> {
    let time = |text| ClockTime::parse(text).unwrap();
    let days = WEEKDAYS.iter().map(|(day, ..)| *day).collect();
    Some(QuietHours { windows: vec![QuietWindow { days, from: time(from), to: time(to) }], handling })
}

/// A chain from a custom list: each node with its *When*, reached by this outcome of the one before, after this delay.
fn chain(setup: Setup, steps: &[(Kind, When, Outcome, Option<Span>)]) -> Draft {
    let first = if setup.entry == EntryCriteria::OnEvent { Kind::Action } else { Kind::CustomList };
    let mut nodes = vec![Node::new(id(0), first, Point::default())];
    nodes[0].entry = true;
    let mut links = Vec::new();
    for (n, (kind, when, outcome, delay)) in steps.iter().enumerate() {
        let mut node = Node::new(id(n + 1), *kind, Point::default());
        node.when = *when;
        nodes.push(node);
        let key = LinkKey { from: id(n), outcome: *outcome, to: id(n + 1) };
        links.push((key, LinkTiming { delay: *delay, ..LinkTiming::start(*outcome) }));
    }
    Draft { setup, graph: Graph::of(nodes, links) }
}

fn push(setup: Setup, when: When, delay: Option<Span>) -> Draft {
    chain(setup, &[(Kind::Push, when, Outcome::Yes, delay)])
}

fn window(mut draft: Draft, n: usize, window: Span) -> Draft {
    let nodes: Vec<Node> = draft.graph.nodes().cloned().collect();
    let links: Vec<_> = draft.graph.links().map(|(key, timing)| (key.clone(), *timing)).collect();
    let nodes = nodes.into_iter().enumerate().map(|(i, mut node)| {
        if i == n {
            node.window = Some(window);
        }
        node
    });
    draft.graph = Graph::of(nodes, links);
    draft
}

fn at(published: Instant, draft: &Draft) -> Vec<Finding> {
    let zone = zone(&draft.setup.zone);
    check(draft, &Context { publishing: Publishing::at_once(published), zone: Some(&zone), others: &[] })
}

fn found(draft: &Draft) -> Vec<CheckId> {
    at(on(zone("Europe/Berlin"), PUBLISHED), draft).iter().map(|finding| finding.check).collect()
}

fn recurring(unit: Unit) -> Timeline {
    Timeline::Recurring { every: 1, unit }
}

#[test]
fn nothing_is_wrong_with_a_plain_journey() {
    assert_eq!(found(&push(setup(), When::AtOnce, None)), []);
    assert_eq!(found(&push(setup(), clock("18:00"), Some(Span::Days(2)))), []);
}

#[test]
fn quiet_hours_that_always_drop_a_message_leave_it_no_legal_moment() {
    for (when, handling, delay) in [
        (When::AtOnce, QuietHandling::Drop, None),
        (clock("23:30"), QuietHandling::Drop, None),
        (When::AtOnce, QuietHandling::Drop, Some(Span::Days(3))),
    ] {
        let mut setup = setup();
        setup.quiet_hours = quiet("22:00", "08:30", handling);
        let draft = push(setup, when, delay);
        assert_eq!(found(&draft), [CheckId::NoLegalMoment], "{when:?}");
        let finding = &at(on(zone("Europe/Berlin"), PUBLISHED), &draft)[0];
        assert!(finding.is_error() && finding.repair.is_some() && finding.place.node() == Some(&id(1)));
    }
    let mut near = setup();
    near.quiet_hours = quiet("22:00", "08:30", QuietHandling::Drop);
    assert_eq!(found(&push(near.clone(), clock("21:59"), None)), []);
    assert_eq!(found(&push(near.clone(), When::AtOnce, Some(Span::Minutes(510)))), []);
    near.quiet_hours = quiet("00:01", "00:00", QuietHandling::Drop);
    assert_eq!(found(&push(near, When::AtOnce, None)), [], "midnight itself is free");
}

#[test]
fn a_message_after_the_journey_timeout_or_the_end_is_told() {
    for (timeout, delay) in
        [(Span::Days(2), Span::Days(2)), (Span::Hours(47), Span::Days(2)), (Span::Days(1), Span::Days(9))]
    {
        let mut setup = setup();
        setup.timeout = Some(timeout);
        assert!(found(&push(setup, When::AtOnce, Some(delay))).contains(&CheckId::AfterEnd), "{timeout} {delay}");
    }
    let mut near = setup();
    near.timeout = Some(Span::Days(2));
    assert_eq!(found(&push(near, When::AtOnce, Some(Span::Minutes(2 * 1440 - 1)))), []);
    let mut ends = setup();
    (ends.timeline, ends.end) = (recurring(Unit::Days), Some(date("2026-04-05")));
    assert_eq!(found(&push(ends.clone(), When::AtOnce, Some(Span::Days(30)))), [CheckId::AfterEnd]);
    assert_eq!(found(&push(ends, When::AtOnce, Some(Span::Days(5)))), []);
}

#[test]
fn a_timeline_that_names_no_day_before_its_end_is_told() {
    for (unit, end) in [
        (Unit::Weeks(vec![Weekday::Mon]), "2026-04-05"),
        (Unit::Months(MonthDay::Day(15)), "2026-04-14"),
        (Unit::Months(MonthDay::Nth(1, Weekday::Tue)), "2026-04-06"),
    ] {
        let mut setup = setup();
        (setup.timeline, setup.end) = (recurring(unit.clone()), Some(date(end)));
        let findings = at(on(zone("Europe/Berlin"), PUBLISHED), &push(setup.clone(), When::AtOnce, None));
        assert_eq!(findings[0].check, CheckId::NoOccurrence, "{unit:?}");
        assert_eq!(findings[0].place, Location::Setup(SetupField::End));
        setup.end = Some(date(end) + chrono::TimeDelta::days(1));
        assert!(!found(&push(setup, When::AtOnce, None)).contains(&CheckId::NoOccurrence), "{unit:?}");
    }
}

#[test]
fn an_end_before_anybody_can_come_in_by_an_entry_that_waits_is_told() {
    let ends = |end, hours| {
        let mut draft =
            push(Setup { entry: EntryCriteria::OnEvent, end: Some(date(end)), ..setup() }, When::AtOnce, None);
        let mut entry = Node::new(id(0), Kind::Inaction, Point::default());
        entry.entry = true;
        entry.segment.set("within", Some(Value::Span(Span::Hours(hours))));
        let mut nodes: Vec<Node> = draft.graph.nodes().cloned().collect();
        nodes[0] = entry;
        let links: Vec<_> = draft.graph.links().map(|(key, timing)| (key.clone(), *timing)).collect();
        draft.graph = Graph::of(nodes, links);
        found(&draft)
    };
    // Published at 17:00: six hours and 59 minutes of the day are left.
    assert_eq!(ends("2026-03-31", 6), []);
    assert_eq!(ends("2026-03-31", 7), [CheckId::NoOccurrence]);
    assert_eq!(ends("2026-04-01", 7), []);
}

#[test]
fn a_month_without_a_fifth_weekday_is_told() {
    let with = |nth| {
        let mut setup = setup();
        setup.timeline = recurring(Unit::Months(MonthDay::Nth(nth, Weekday::Mon)));
        found(&push(setup, When::AtOnce, None))
    };
    assert_eq!(with(5), [CheckId::MonthDayMissing]);
    for nth in [1, 4, -1] {
        assert_eq!(with(nth), [], "{nth}");
    }
}

#[test]
fn a_message_that_slides_out_of_quiet_hours_into_another_day_is_told() {
    let with = |from, to, when, delay| {
        let mut setup = setup();
        setup.quiet_hours = quiet(from, to, QuietHandling::After);
        found(&push(setup, when, delay))
    };
    assert_eq!(with("22:00", "08:30", clock("23:00"), None), [CheckId::OtherDay]);
    assert_eq!(with("22:00", "08:30", When::AtOnce, Some(Span::Hours(22))), [CheckId::OtherDay]);
    assert_eq!(with("12:00", "06:00", clock("13:00"), None), [CheckId::OtherDay]);
    assert_eq!(with("22:00", "08:30", When::AtOnce, None), [], "it stays on the day");
    assert_eq!(with("20:00", "23:59", clock("21:00"), None), []);
    assert_eq!(with("22:00", "08:30", clock("21:59"), None), []);
}

#[test]
fn a_clock_time_that_the_clocks_skip_or_double_is_told() {
    let daily = |when| {
        let mut setup = setup();
        setup.timeline = recurring(Unit::Days);
        found(&push(setup, when, None))
    };
    assert_eq!(daily(clock("02:30")), [CheckId::ClockDoubled, CheckId::ClockSkipped]);
    assert_eq!(daily(clock("02:00")), [CheckId::ClockDoubled, CheckId::ClockSkipped]);
    assert_eq!(daily(clock("02:59")), [CheckId::ClockDoubled, CheckId::ClockSkipped]);
    assert_eq!(daily(clock("03:00")), []);
    assert_eq!(daily(clock("01:59")), []);
    // Once, the night of the change has to be the one it goes out in.
    let berlin = zone("Europe/Berlin");
    let once = |published| at(on(berlin, published), &push(setup(), clock("02:30"), None));
    assert_eq!(once("2026-03-28T17:00")[0].check, CheckId::ClockSkipped);
    assert_eq!(once("2026-10-24T17:00")[0].check, CheckId::ClockDoubled);
    assert_eq!(once("2026-03-27T17:00"), []);
    assert_eq!(once("2026-03-29T17:00"), []);
}

#[test]
fn a_clock_change_on_a_day_without_a_message_is_not_told() {
    // Clocks change on Sundays: the runs of Saturdays alone send on one.
    let weekly = |weekday, delay| {
        let mut setup = setup();
        setup.timeline = recurring(Unit::Weeks(vec![weekday]));
        found(&push(setup, clock("02:30"), delay))
    };
    assert_eq!(weekly(Weekday::Tue, None), []);
    assert_eq!(weekly(Weekday::Sat, None), [CheckId::ClockDoubled, CheckId::ClockSkipped]);
    assert_eq!(weekly(Weekday::Tue, Some(Span::Days(4))), [CheckId::ClockDoubled, CheckId::ClockSkipped]);
    for entry in [EntryCriteria::AtATime, EntryCriteria::OnEvent] {
        let ends = |end| {
            let mut setup = Setup { entry, ..setup() };
            (setup.timeline, setup.end) = (recurring(Unit::Days), Some(date(end)));
            found(&push(setup, clock("02:30"), None))
        };
        assert_eq!(ends("2026-10-20"), [], "{entry:?}: it has ended by then");
        assert_eq!(ends("2026-10-26"), [CheckId::ClockDoubled], "{entry:?}");
        let mut held = Setup { entry, ..setup() };
        held.timeline = recurring(Unit::Days);
        held.quiet_hours = quiet("22:00", "02:15", QuietHandling::After);
        assert_eq!(found(&push(held.clone(), clock("02:30"), None)).len(), 2, "{entry:?}");
        held.quiet_hours = quiet("02:15", "04:15", QuietHandling::After);
        assert_eq!(found(&push(held, clock("02:30"), None)), [], "{entry:?}: it goes out later");
    }
}

#[test]
fn a_message_that_every_regular_run_drops_is_told() {
    let on = |weekdays: &[Weekday], at_activation| {
        let mut setup = setup();
        setup.timeline = recurring(Unit::Weeks(weekdays.to_vec()));
        setup.run_at_activation = at_activation;
        setup.quiet_hours = quiet("00:00", "23:59", QuietHandling::Drop);
        let hours = setup.quiet_hours.as_mut().unwrap();
        hours.windows[0].days = [Weekday::Sat, Weekday::Sun].into_iter().collect();
        found(&push(setup, clock("09:00"), None))
    };
    for at_activation in [false, true] {
        assert_eq!(on(&[Weekday::Fri], at_activation), [CheckId::NoLegalMoment]);
        assert_eq!(on(&[Weekday::Fri, Weekday::Sat], at_activation), [CheckId::NoLegalMoment]);
        assert_eq!(on(&[Weekday::Fri, Weekday::Mon], at_activation), []);
        assert_eq!(on(&[Weekday::Thu], at_activation), []);
    }
}

#[test]
fn messages_of_the_last_run_within_a_day_are_not_after_the_end() {
    let mut ends = setup();
    (ends.timeline, ends.end) = (recurring(Unit::Days), Some(date("2026-03-31")));
    assert_eq!(found(&push(ends.clone(), clock("09:00"), None)), []);
    assert_eq!(found(&push(ends.clone(), When::AtOnce, Some(Span::Hours(24)))), []);
    assert_eq!(found(&push(ends, When::AtOnce, Some(Span::Hours(25)))), [CheckId::AfterEnd]);
}

#[test]
fn a_start_that_the_clocks_skip_or_double_is_told() {
    let with = |start| {
        let mut setup = setup();
        setup.start = Start::Later(local(start));
        found(&push(setup, When::AtOnce, None))
    };
    assert_eq!(with("2027-03-28T02:30"), [CheckId::ClockSkipped]);
    assert_eq!(with("2026-10-25T02:30"), [CheckId::ClockDoubled]);
    assert_eq!(with("2026-10-25T02:00"), [CheckId::ClockDoubled]);
    for near in ["2027-03-28T03:00", "2027-03-28T01:59", "2026-10-25T03:00", "2026-10-25T01:59"] {
        assert_eq!(with(near), [], "{near}");
    }
}

#[test]
fn a_branch_that_time_keeps_everybody_from_is_told() {
    // The window closes before the midnight at which past behaviour is evaluated.
    let past = |outcome, hours| {
        let steps = [
            (Kind::PastBehavior, When::AtOnce, Outcome::Yes, Some(Span::Hours(1))),
            (Kind::Push, When::AtOnce, outcome, None),
        ];
        found(&window(chain(setup(), &steps), 1, Span::Hours(hours)))
    };
    assert_eq!(past(Outcome::Yes, 12), [CheckId::BranchTooLate]);
    assert_eq!(past(Outcome::No, 22), [CheckId::BranchTooLate]);
    assert_eq!(past(Outcome::Yes, 23), [], "it closes at midnight");
    assert_eq!(past(Outcome::Timeout, 12), []);
    // The journey timeout comes before the window closes.
    let timeout = |hours| {
        let mut setup = setup();
        setup.timeout = Some(Span::Days(2));
        let steps =
            [(Kind::Action, When::AtOnce, Outcome::Yes, None), (Kind::Webhook, When::AtOnce, Outcome::Timeout, None)];
        found(&window(chain(setup, &steps), 1, Span::Hours(hours)))
    };
    assert!(timeout(48).contains(&CheckId::BranchTooLate));
    assert!(!timeout(47).contains(&CheckId::BranchTooLate));
}

#[test]
fn more_than_three_messages_in_a_day_on_one_route_are_told() {
    let four = |delay| {
        let step = |outcome| (Kind::Email, When::AtOnce, outcome, Some(delay));
        let steps = [step(Outcome::Yes), step(Outcome::Sent), step(Outcome::Sent), step(Outcome::Sent)];
        found(&chain(setup(), &steps))
    };
    assert_eq!(four(Span::Minutes(1)), [CheckId::ManyMessages]);
    assert_eq!(four(Span::Hours(7)), [CheckId::ManyMessages]);
    assert_eq!(four(Span::Minutes(479)), [CheckId::ManyMessages]);
    assert_eq!(four(Span::Hours(8)), []);
    let step = |outcome| (Kind::Email, When::AtOnce, outcome, None);
    assert_eq!(found(&chain(setup(), &[step(Outcome::Yes), step(Outcome::Sent), step(Outcome::Sent)])), [], "three");
    // On different routes they are different users' messages.
    let draft = chain(setup(), &[step(Outcome::Yes), step(Outcome::Sent), step(Outcome::Failed), step(Outcome::Sent)]);
    assert_eq!(found(&draft), [CheckId::ManyMessages]);
    let nodes = draft.graph.nodes().cloned().collect::<Vec<_>>();
    let link = |from, outcome, to| (LinkKey { from: id(from), outcome, to: id(to) }, LinkTiming::default());
    let apart =
        [link(0, Outcome::Yes, 1), link(1, Outcome::Sent, 2), link(1, Outcome::Failed, 3), link(3, Outcome::Sent, 4)];
    assert_eq!(found(&Draft { setup: setup(), graph: Graph::of(nodes, apart) }), []);
}

#[test]
fn another_journey_with_the_same_entry_that_sends_on_the_same_day_is_told() {
    let berlin = zone("Europe/Berlin");
    let now = on(berlin, PUBLISHED);
    let schedule = Schedule::planned(Publishing::at_once(now));
    let own = push(setup(), When::AtOnce, None);
    let with = |other: &Draft| {
        let others = [Other { name: "Spring", draft: other, schedule: &schedule, zone: &berlin }];
        let found =
            check(&own, &Context { publishing: Publishing::at_once(now), zone: Some(&berlin), others: &others });
        found.iter().map(|finding| finding.check).collect::<Vec<_>>()
    };
    assert_eq!(with(&push(setup(), When::AtOnce, None)), [CheckId::SameDay]);
    assert_eq!(with(&push(setup(), clock("18:00"), None)), [CheckId::SameDay]);
    let mut weekly = setup();
    weekly.timeline = recurring(Unit::Weeks(vec![Weekday::Fri]));
    assert_eq!(with(&push(weekly, When::AtOnce, None)), [CheckId::SameDay]);
    assert_eq!(with(&push(setup(), When::AtOnce, Some(Span::Days(1)))), [], "a day later");
    let mut event = setup();
    event.entry = EntryCriteria::OnEvent;
    assert_eq!(with(&push(event, When::AtOnce, None)), [], "another entry");
}

#[test]
fn bad_input_is_answered_in_bounded_time() {
    let berlin = zone("Europe/Berlin");
    let started = std::time::Instant::now();
    let draft = push(setup(), When::AtOnce, None);
    assert_eq!(
        check(&draft, &Context { publishing: Publishing::at_once(Instant::UNIX_EPOCH), zone: None, others: &[] }),
        [],
        "an unknown zone"
    );
    let mut setups = Vec::new();
    for (every, unit) in [
        (1_000_000_000, Unit::Weeks(vec![Weekday::Mon])),
        (u32::MAX, Unit::Days),
        (0, Unit::Days),
        (1_000_000_000, Unit::Months(MonthDay::Nth(5, Weekday::Mon))),
        (1, Unit::Months(MonthDay::Day(0))),
    ] {
        let mut bad = setup();
        bad.timeline = Timeline::Recurring { every, unit };
        setups.push(bad);
    }
    let mut far = setup();
    (far.start, far.end) =
        (Start::Later(date("9999-12-31").and_time(chrono::NaiveTime::MIN)), Some(date("9999-12-31")));
    setups.push(far);
    let mut before = setup();
    before.end = Some(date("1999-01-01"));
    setups.push(before);
    let mut crowded = setup();
    let time = |hour: u16| ClockTime::new(hour % 24, 0).unwrap();
    let windows = (0u16..50).map(|n| QuietWindow {
        days: WEEKDAYS.iter().map(|d| d.0).collect(),
        from: time(n),
        to: time(n + 5),
    });
    crowded.quiet_hours = Some(QuietHours { windows: windows.collect(), handling: QuietHandling::After });
    setups.push(crowded);
    for bad in setups {
        for entry in [EntryCriteria::AtATime, EntryCriteria::OnEvent] {
            for published in [on(berlin, PUBLISHED), Instant::MIN_UTC, Instant::MAX_UTC] {
                at(published, &push(Setup { entry, ..bad.clone() }, clock("02:30"), Some(Span::Days(3_660))));
            }
        }
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
