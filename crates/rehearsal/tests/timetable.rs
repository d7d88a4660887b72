//! The contents of the dialog *Publish journey*: timing.md §1, §4.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are not seen as tests

mod plan;
mod tz;

use chrono::{Months, TimeDelta};
use journey::{
    field::Value,
    graph::{Graph, LinkKey, LinkTiming, Node, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    schedule::Publishing,
    setup::{EntryCriteria, MonthDay, QuietHandling, QuietHours, QuietWindow, Setup, Start, Timeline, Unit},
    text::NodeId,
    time::{ClockTime, Instant, Span, Weekday},
};
use plan::{Plan, plan};
use rehearsal::{
    reason::Why,
    runs::{RunReason, entry_window, next_runs, runs},
    zone::to_local,
};
use tz::{Tz, date, local, on, tz as zone, utc};

const TUESDAY: &str = "2026-03-31T17:00";

fn id(text: &str) -> NodeId {
    NodeId::parse(text).unwrap()
}

fn clock(text: &str) -> ClockTime {
    ClockTime::parse(text).unwrap()
}

fn every(every: u32, unit: Unit) -> Timeline {
    Timeline::Recurring { every, unit }
}

/// A draft of nodes `n0` (the entry), `n1`, … and links between them by their numbers.
fn draft(setup: Setup, kinds: &[(Kind, When)], links: &[(usize, Outcome, usize, Option<Span>)]) -> Draft {
    let nodes = kinds.iter().enumerate().map(|(n, (kind, when))| {
        let mut node = Node::new(id(&format!("n{n}")), *kind, Point::default());
        (node.entry, node.when) = (n == 0, *when);
        node
    });
    let links = links.iter().map(|(from, outcome, to, delay)| {
        let key = LinkKey { from: id(&format!("n{from}")), outcome: *outcome, to: id(&format!("n{to}")) };
        (key, LinkTiming { delay: *delay, ..LinkTiming::start(*outcome) })
    });
    Draft { setup, graph: Graph::of(nodes, links) }
}

/// Entry, then a push with this *When* after this delay.
fn push(setup: Setup, when: When, delay: Option<Span>) -> Draft {
    draft(setup, &[(Kind::PastBehavior, When::AtOnce), (Kind::Push, when)], &[(0, Outcome::Yes, 1, delay)])
}

fn quiet(from: &str, to: &str, handling: QuietHandling) -> Option<QuietHours> {
    let days = journey::time::WEEKDAYS.iter().map(|(day, ..)| *day).collect();
    Some(QuietHours { windows: vec![QuietWindow { days, from: clock(from), to: clock(to) }], handling })
}

fn shown(zone: Tz, plan: &Plan) -> Vec<String> {
    plan.first_messages.iter().map(|m| to_local(&zone, m.earliest).format("%a %F %H:%M").to_string()).collect()
}

/// The earliest message of a plan published on Tuesday 31 March 2026 at 17:00 in Berlin.
fn first(draft: &Draft) -> String {
    let berlin = zone("Europe/Berlin");
    shown(berlin, &plan(draft, on(berlin, TUESDAY), &berlin)).remove(0)
}

fn setup() -> Setup {
    Setup::new("Europe/Berlin")
}

#[test]
fn the_worked_example_comes_out_exactly() {
    let berlin = zone("Europe/Berlin");
    let mut setup = setup();
    setup.timeline = every(1, Unit::Weeks(vec![Weekday::Tue]));
    let published = on(berlin, TUESDAY);
    for (choice, expected) in [
        (true, ["2026-03-31T17:00", "2026-04-01T00:00", "2026-04-08T00:00"].as_slice()),
        (false, ["2026-04-01T00:00", "2026-04-08T00:00", "2026-04-15T00:00"].as_slice()),
    ] {
        setup.run_at_activation = choice;
        let runs: Vec<_> = runs(&setup, Publishing::at_once(published), &berlin).take(3).map(|run| run.at).collect();
        assert_eq!(runs, expected.iter().map(|text| on(berlin, text)).collect::<Vec<_>>(), "choice {choice}");
    }
    // The push at 20:00, of each run by itself.
    setup.run_at_activation = true;
    assert_eq!(first(&push(setup.clone(), When::Clock(clock("20:00")), None)), "Tue 2026-03-31 20:00");
    setup.run_at_activation = false;
    assert_eq!(first(&push(setup, When::Clock(clock("20:00")), None)), "Wed 2026-04-01 20:00");
}

#[test]
fn users_first_qualify_at_the_midnight_after_activation_and_get_the_first_message_that_night() {
    let berlin = zone("Europe/Berlin");
    let timelines = [
        Timeline::Once,
        Timeline::Dates(vec![date("2026-05-05"), date("2026-04-20"), date("2026-01-01")]),
        every(1, Unit::Days),
        every(2, Unit::Weeks(vec![Weekday::Mon, Weekday::Thu])),
        every(1, Unit::Months(MonthDay::Last)),
    ];
    for timeline in timelines {
        for (start, midnight) in
            [(Start::Now, "2026-04-01T00:00"), (Start::Later(local("2026-04-10T09:30")), "2026-04-11T00:00")]
        {
            let mut setup = setup();
            (setup.timeline, setup.start) = (timeline.clone(), start);
            let plan = plan(&push(setup, When::AtOnce, None), on(berlin, TUESDAY), &berlin);
            let midnight = on(berlin, midnight);
            assert_eq!(plan.qualifies, Some(midnight), "{timeline:?} {start:?}");
            assert_eq!(plan.first_messages[0].earliest, midnight, "{timeline:?} {start:?}");
            assert!(matches!(plan.next_runs[0].because, RunReason::MidnightAfterActivation(_)));
        }
    }
}

#[test]
fn a_start_that_has_passed_when_it_is_published_is_now() {
    let berlin = zone("Europe/Berlin");
    let mut setup = setup();
    setup.start = Start::Later(local("2026-03-30T09:00"));
    let plan = plan(&push(setup, When::AtOnce, None), on(berlin, TUESDAY), &berlin);
    assert_eq!(plan.activates, on(berlin, TUESDAY));
    assert_eq!(plan.reasons[1].why, Why::ActivatesAtOnce);
}

#[test]
fn once_with_the_choice_on_has_the_run_at_activation_alone_and_the_door_closes_with_it() {
    let berlin = zone("Europe/Berlin");
    let mut setup = setup();
    let published = on(berlin, TUESDAY);
    assert_eq!(
        entry_window(&setup, Publishing::at_once(published), &berlin).closes,
        Some(on(berlin, "2026-04-01T00:00"))
    );
    setup.run_at_activation = true;
    assert_eq!(
        runs(&setup, Publishing::at_once(published), &berlin).map(|run| run.at).collect::<Vec<_>>(),
        [published]
    );
    let window = entry_window(&setup, Publishing::at_once(published), &berlin);
    assert_eq!((window.opens, window.closes), (published, Some(published)));
}

#[test]
fn an_end_date_is_inclusive() {
    let berlin = zone("Europe/Berlin");
    let published = on(berlin, TUESDAY);
    let mut setup = setup();
    (setup.timeline, setup.end) = (every(1, Unit::Days), Some(date("2026-04-02")));
    let runs: Vec<_> = runs(&setup, Publishing::at_once(published), &berlin).map(|run| run.at).collect();
    assert_eq!(runs.last(), Some(&on(berlin, "2026-04-03T00:00")));
    assert_eq!(entry_window(&setup, Publishing::at_once(published), &berlin).closes, runs.last().copied());
    setup.entry = EntryCriteria::OnEvent;
    assert_eq!(
        entry_window(&setup, Publishing::at_once(published), &berlin).closes,
        Some(on(berlin, "2026-04-03T00:00"))
    );
    setup.end = None;
    assert_eq!(entry_window(&setup, Publishing::at_once(published), &berlin).closes, None);
}

#[test]
fn nobody_enters_a_journey_that_ends_before_it_starts() {
    let berlin = zone("Europe/Berlin");
    let published = on(berlin, TUESDAY);
    for entry in [EntryCriteria::AtATime, EntryCriteria::OnEvent] {
        let mut setup = setup();
        (setup.entry, setup.end, setup.run_at_activation) = (entry, Some(date("2026-03-30")), true);
        assert_eq!(runs(&setup, Publishing::at_once(published), &berlin).count(), 0);
        assert_eq!(entry_window(&setup, Publishing::at_once(published), &berlin).closes, Some(published));
        let plan = plan(&push(setup, When::AtOnce, None), published, &berlin);
        assert_eq!((plan.qualifies, plan.first_messages.len()), (None, 0));
    }
}

#[test]
fn a_month_without_the_day_is_passed_over_and_leap_years_have_theirs() {
    let published = utc("2026-01-31T12:00:00Z");
    let mut setup = setup();
    let days = |setup: &Setup, n| {
        runs(setup, Publishing::at_once(published), &rehearsal::zone::UtcZone)
            .skip(1)
            .take(n)
            .map(|run| match run.because {
                RunReason::MidnightAfterOccurrence(date) => date.to_string(),
                other => panic!("{other:?}"),
            })
            .collect::<Vec<_>>()
    };
    setup.timeline = every(1, Unit::Months(MonthDay::Day(31)));
    assert_eq!(days(&setup, 2), ["2026-03-31", "2026-05-31"]);
    setup.timeline = every(1, Unit::Months(MonthDay::Last));
    assert_eq!(days(&setup, 2), ["2026-02-28", "2026-03-31"]);
    setup.timeline = every(1, Unit::Months(MonthDay::Day(29)));
    assert_eq!(days(&setup, 24)[22..], ["2028-02-29", "2028-03-29"]);
    setup.timeline = every(1, Unit::Months(MonthDay::Nth(5, Weekday::Mon)));
    assert_eq!(days(&setup, 2), ["2026-03-30", "2026-06-29"]);
    setup.timeline = every(1, Unit::Months(MonthDay::Nth(-1, Weekday::Fri)));
    assert_eq!(days(&setup, 2), ["2026-02-27", "2026-03-27"]);
}

#[test]
fn a_timeline_that_names_no_day_ever_ends_and_closes_with_its_first_run() {
    let published = utc("2026-02-10T12:00:00Z");
    let utc_zone = rehearsal::zone::UtcZone;
    for timeline in [
        every(12, Unit::Months(MonthDay::Day(31))),
        every(1, Unit::Weeks(Vec::new())),
        every(u32::MAX, Unit::Weeks(vec![Weekday::Mon])),
        every(u32::MAX, Unit::Months(MonthDay::Day(1))),
        every(u32::MAX, Unit::Days),
        Timeline::Dates(Vec::new()),
    ] {
        let mut setup = setup();
        setup.timeline = timeline.clone();
        assert_eq!(runs(&setup, Publishing::at_once(published), &utc_zone).count(), 1, "{timeline:?}");
        let midnight = utc("2026-02-11T00:00:00Z");
        assert_eq!(
            entry_window(&setup, Publishing::at_once(published), &utc_zone).closes,
            Some(midnight),
            "{timeline:?}"
        );
    }
}

#[test]
fn the_next_runs_of_an_old_journey_are_found_at_once() {
    let berlin = zone("Europe/Berlin");
    let mut setup = setup();
    setup.timeline = every(1, Unit::Days);
    let next = next_runs(&setup, Publishing::at_once(utc("1970-01-01T12:00:00Z")), &berlin, on(berlin, TUESDAY), 2);
    assert_eq!(
        next.iter().map(|run| run.at).collect::<Vec<_>>(),
        [on(berlin, "2026-04-01T00:00"), on(berlin, "2026-04-02T00:00"),]
    );
}

#[test]
fn where_midnight_is_skipped_users_qualify_when_the_day_begins() {
    let cairo = zone("Africa/Cairo");
    let plan = plan(&push(setup(), When::AtOnce, None), on(cairo, "2026-04-23T20:00"), &cairo);
    assert_eq!(plan.qualifies, Some(on(cairo, "2026-04-24T01:00")));
}

#[test]
fn a_message_due_in_quiet_hours_over_midnight_goes_out_at_their_end_or_not_at_all() {
    let mut setup = setup();
    setup.quiet_hours = quiet("22:00", "08:30", QuietHandling::After);
    assert_eq!(first(&push(setup.clone(), When::AtOnce, None)), "Wed 2026-04-01 08:30");
    assert_eq!(first(&push(setup.clone(), When::Clock(clock("21:59")), None)), "Wed 2026-04-01 21:59");
    assert_eq!(first(&push(setup.clone(), When::Clock(clock("22:00")), None)), "Thu 2026-04-02 08:30");
    assert_eq!(first(&push(setup.clone(), When::Clock(clock("08:30")), None)), "Wed 2026-04-01 08:30");
    let berlin = zone("Europe/Berlin");
    setup.quiet_hours = quiet("22:00", "08:30", QuietHandling::Drop);
    let plan = plan(&push(setup, When::AtOnce, None), on(berlin, TUESDAY), &berlin);
    assert!(plan.first_messages.is_empty());
}

#[test]
fn quiet_hours_of_a_day_that_a_zone_skips_take_nothing_from_those_of_the_next() {
    // Kwajalein went from 20 August 1993 to the 22nd. What would have begun on the 21st at 22:20 begins a day later, and so
    // after what begins on the 22nd at 12:35.
    let kwajalein = zone("Pacific/Kwajalein");
    let mut setup = Setup::new("Pacific/Kwajalein");
    setup.timeline = Timeline::Once;
    let mut hours = quiet("12:35", "00:03", QuietHandling::After).unwrap();
    hours.windows.extend(quiet("22:20", "22:30", QuietHandling::After).unwrap().windows);
    setup.quiet_hours = Some(hours);
    let draft = push(setup, When::Clock(clock("15:09")), Some(Span::Hours(4)));
    let plan = plan(&draft, utc("1993-08-21T11:54:00Z"), &kwajalein);
    assert_eq!(shown(kwajalein, &plan), ["Mon 1993-08-23 00:03"]);
}

#[test]
fn what_follows_a_message_counts_from_its_sending_and_a_dropped_one_is_unreachable() {
    let kinds = [(Kind::CustomList, When::AtOnce), (Kind::Push, When::AtOnce), (Kind::Webhook, When::AtOnce)];
    let mut setup = setup();
    let berlin = zone("Europe/Berlin");
    for (handling, outcome, expected) in [
        (QuietHandling::After, Outcome::Sent, ["Wed 2026-04-01 08:30", "Wed 2026-04-01 09:30"].as_slice()),
        (QuietHandling::Drop, Outcome::Sent, [].as_slice()),
        (QuietHandling::Drop, Outcome::Unreachable, ["Wed 2026-04-01 01:00"].as_slice()),
    ] {
        setup.quiet_hours = quiet("22:00", "08:30", handling);
        let draft = draft(setup.clone(), &kinds, &[(0, Outcome::Yes, 1, None), (1, outcome, 2, Some(Span::Hours(1)))]);
        assert_eq!(shown(berlin, &plan(&draft, on(berlin, TUESDAY), &berlin)), expected, "{handling:?} {outcome:?}");
    }
}

#[test]
fn quiet_hours_that_leave_no_legal_moment_let_nothing_out() {
    let berlin = zone("Europe/Berlin");
    for handling in [QuietHandling::After, QuietHandling::Drop] {
        let mut setup = setup();
        (setup.quiet_hours, setup.entry) = (quiet("09:00", "09:00", handling), EntryCriteria::OnEvent);
        let plan = plan(&push(setup, When::AtOnce, None), on(berlin, TUESDAY), &berlin);
        assert!(plan.first_messages.is_empty(), "{handling:?}");
    }
}

#[test]
fn with_event_triggered_entry_users_qualify_from_activation_on() {
    let mut setup = setup();
    setup.entry = EntryCriteria::OnEvent;
    let berlin = zone("Europe/Berlin");
    let published = on(berlin, "2026-03-31T23:00");
    let plan1 = plan(&push(setup.clone(), When::AtOnce, Some(Span::Minutes(10))), published, &berlin);
    assert_eq!((plan1.qualifies, plan1.next_runs.len()), (None, 0));
    assert_eq!(shown(berlin, &plan1), ["Tue 2026-03-31 23:10"]);
    // Who qualifies in quiet hours gets nothing then, but somebody does after them.
    setup.quiet_hours = quiet("22:00", "08:30", QuietHandling::Drop);
    let plan2 = plan(&push(setup, When::AtOnce, Some(Span::Minutes(10))), published, &berlin);
    assert_eq!(shown(berlin, &plan2), ["Wed 2026-04-01 08:30"]);
}

#[test]
fn a_delay_of_days_keeps_the_clock_time_over_a_clock_change_and_hours_do_not() {
    let berlin = zone("Europe/Berlin");
    let saturday = on(berlin, "2026-03-27T17:00"); // qualifies Saturday 00:00, the clocks change on Sunday
    for (delay, expected) in [
        (Span::Days(2), "Mon 2026-03-30 00:00"),
        (Span::Hours(48), "Mon 2026-03-30 01:00"),
        (Span::Minutes(48 * 60), "Mon 2026-03-30 01:00"),
    ] {
        let plan = plan(&push(setup(), When::AtOnce, Some(delay)), saturday, &berlin);
        assert_eq!(shown(berlin, &plan), [expected], "{delay}");
        let changed = plan.first_messages[0].reasons.iter().any(|reason| reason.why == Why::ClocksForward(60));
        assert_eq!(changed, !matches!(delay, Span::Days(_)));
    }
}

#[test]
fn every_instant_is_told_with_its_reasons() {
    let berlin = zone("Europe/Berlin");
    let mut setup = setup();
    setup.quiet_hours = quiet("22:00", "09:00", QuietHandling::After);
    let draft = push(setup, When::AtOnce, Some(Span::Hours(2)));
    let plan = plan(&draft, on(berlin, "2026-03-28T17:00"), &berlin);
    let format = |at| to_local(&berlin, at).format("%a %-d %b %H:%M").to_string();
    let told: Vec<_> = plan.first_messages[0].reasons.iter().map(|reason| reason.sentence(&format)).collect();
    assert_eq!(
        told,
        [
            "Published Sat 28 Mar 17:00.",
            "Activates at once: Sat 28 Mar 17:00.",
            "Users qualify at the midnight that ends Saturday 28 March, the day of activation: Sun 29 Mar 00:00.",
            "The clocks go forward by 1 hour: Sun 29 Mar 03:00.",
            "Waits 2 hours: until Sun 29 Mar 03:00.",
            "Quiet hours hold it back until Sun 29 Mar 09:00.",
        ]
    );
}

#[test]
fn a_window_closes_and_the_user_leaves_at_the_next_full_hour() {
    let kinds = [
        (Kind::Action, When::AtOnce),
        (Kind::Push, When::AtOnce),
        (Kind::Sms, When::AtOnce),
        (Kind::Email, When::AtOnce),
    ];
    let mut setup = setup();
    setup.entry = EntryCriteria::OnEvent;
    let links =
        [(0, Outcome::Yes, 1, Some(Span::Minutes(30))), (1, Outcome::Clicked, 2, None), (1, Outcome::Timeout, 3, None)];
    let berlin = zone("Europe/Berlin");
    let plan = plan(&draft(setup, &kinds, &links), on(berlin, TUESDAY), &berlin);
    assert_eq!(shown(berlin, &plan), ["Tue 2026-03-31 17:30", "Tue 2026-03-31 17:30", "Wed 2026-04-01 18:00"]);
}

#[test]
fn past_behaviour_in_mid_journey_is_evaluated_at_midnight() {
    let kinds = [(Kind::CustomList, When::AtOnce), (Kind::PastBehavior, When::AtOnce), (Kind::Push, When::AtOnce)];
    let berlin = zone("Europe/Berlin");
    for (delay, expected) in [(None, "Wed 2026-04-01 00:00"), (Some(Span::Minutes(1)), "Thu 2026-04-02 00:00")] {
        let draft = draft(setup(), &kinds, &[(0, Outcome::Yes, 1, delay), (1, Outcome::Yes, 2, None)]);
        assert_eq!(first(&draft), expected);
        assert_eq!(plan(&draft, on(berlin, TUESDAY), &berlin).first_messages.len(), 1);
    }
}

#[test]
fn a_journey_timeout_takes_users_before_later_messages() {
    let mut setup = setup();
    setup.timeout = Some(Span::Days(2));
    let berlin = zone("Europe/Berlin");
    for (delay, sent) in [(Span::Hours(47), 1), (Span::Hours(48), 0), (Span::Days(9), 0)] {
        for entry in [EntryCriteria::AtATime, EntryCriteria::OnEvent] {
            setup.entry = entry;
            let plan = plan(&push(setup.clone(), When::AtOnce, Some(delay)), on(berlin, TUESDAY), &berlin);
            assert_eq!(plan.first_messages.len(), sent, "{delay} {entry:?}");
        }
    }
}

#[test]
fn the_shorter_route_decides_and_a_cycle_ends() {
    let push = (Kind::Push, When::AtOnce);
    let draft = draft(
        setup(),
        &[(Kind::CustomList, When::AtOnce), push, push, push],
        &[
            (0, Outcome::Yes, 1, None),
            (1, Outcome::Sent, 2, Some(Span::Days(3))),
            (1, Outcome::Failed, 3, Some(Span::Hours(1))),
            (3, Outcome::Sent, 2, Some(Span::Hours(1))),
            (2, Outcome::Sent, 1, Some(Span::Days(1))),
        ],
    );
    let berlin = zone("Europe/Berlin");
    let plan = plan(&draft, on(berlin, TUESDAY), &berlin);
    assert_eq!(shown(berlin, &plan), ["Wed 2026-04-01 00:00", "Wed 2026-04-01 01:00", "Wed 2026-04-01 02:00"]);
    assert_eq!(plan.first_messages.iter().map(|m| m.node.as_str()).collect::<Vec<_>>(), ["n1", "n3", "n2"]);
}

#[test]
fn a_large_graph_full_of_cycles_is_planned_in_bounded_time() {
    for handling in [None, Some(QuietHandling::Drop)] {
        let mut setup = setup();
        setup.quiet_hours = handling.and_then(|handling| quiet("22:00", "08:30", handling));
        // The last one is linked to nothing, so that the search never has them all.
        let kinds: Vec<_> =
            (0..1_000).map(|n| (if n == 0 { Kind::CustomList } else { Kind::Push }, When::AtOnce)).collect();
        let mut links = vec![(0, Outcome::Yes, 1, None)];
        for n in 1..kinds.len() - 2 {
            links.push((n, Outcome::Sent, n + 1, None));
            links.push((n, Outcome::Failed, (n + 2).min(kinds.len() - 2), Some(Span::Minutes(n as u32 % 7 + 1))));
            links.push((n, Outcome::Unreachable, if n == 1 { 2 } else { n - 1 }, Some(Span::Hours(1))));
        }
        let berlin = zone("Europe/Berlin");
        let started = std::time::Instant::now();
        let plan = plan(&draft(setup, &kinds, &links), on(berlin, TUESDAY), &berlin);
        println!("{handling:?}: {} messages, {:?}", plan.first_messages.len(), started.elapsed());
        assert_eq!(plan.first_messages.len(), 998);
    }
}

#[test]
fn users_of_an_inaction_entry_qualify_its_time_after_activation_at_the_earliest() {
    let berlin = zone("Europe/Berlin");
    let published = on(berlin, TUESDAY);
    for (within, first) in [(Span::Hours(1), "Tue 2026-03-31 18:00"), (Span::Days(2), "Thu 2026-04-02 17:00")] {
        let setup = Setup { entry: EntryCriteria::OnEvent, ..setup() };
        let mut draft =
            draft(setup, &[(Kind::Inaction, When::AtOnce), (Kind::Push, When::AtOnce)], &[(0, Outcome::Yes, 1, None)]);
        let mut nodes: Vec<Node> = draft.graph.nodes().cloned().collect();
        nodes[0].segment.set("within", Some(Value::Span(within)));
        let links: Vec<_> = draft.graph.links().map(|(key, timing)| (key.clone(), *timing)).collect();
        draft.graph = Graph::of(nodes, links);
        let plan = plan(&draft, published, &berlin);
        assert_eq!(shown(berlin, &plan), [first]);
        let message = &plan.first_messages[0];
        let why: Vec<Why> = message.reasons.iter().map(|reason| reason.why).collect();
        assert_eq!(why, [Why::Published, Why::ActivatesAtOnce, Why::QualifiesAfterEvent(within)]);
        assert_eq!(message.reasons[2].at, message.earliest);
    }
}

#[test]
fn a_moment_is_quiet_where_its_clock_time_is_so_in_a_doubled_hour_both_are() {
    let berlin = zone("Europe/Berlin");
    // Clocks go back from 03:00 to 02:00 in the night to 25 October 2026.
    let published = on(berlin, "2026-10-24T12:00");
    let sent = |from, to, minutes| {
        let setup = Setup { quiet_hours: quiet(from, to, QuietHandling::After), ..setup() };
        plan(&push(setup, When::AtOnce, Some(Span::Minutes(minutes))), published, &berlin).first_messages[0].earliest
    };
    for (from, to, minutes, due) in [
        // Elapsed from midnight: 02:15, 02:45, 02:15 and 02:45 again.
        ("22:00", "02:30", 135, "2026-10-25T00:30:00Z"),
        ("22:00", "02:30", 165, "2026-10-25T00:45:00Z"),
        ("22:00", "02:30", 195, "2026-10-25T01:30:00Z"),
        ("22:00", "02:30", 225, "2026-10-25T01:45:00Z"),
        ("02:30", "05:00", 165, "2026-10-25T01:00:00Z"),
        ("02:30", "05:00", 195, "2026-10-25T01:15:00Z"),
        ("02:30", "05:00", 225, "2026-10-25T04:00:00Z"),
        ("01:00", "05:00", 120, "2026-10-25T04:00:00Z"),
    ] {
        assert_eq!(sent(from, to, minutes), utc(due), "{from}-{to} {minutes}");
    }
}

#[test]
fn months_lead_to_the_same_day_or_the_last_one_of_a_shorter_month_for_all_who_come_in() {
    let berlin = zone("Europe/Berlin");
    for (published, end) in [
        ("2026-01-28T10:00", "2026-02-02"),
        ("2026-01-30T23:30", "2026-01-31"),
        ("2028-01-29T10:00", "2028-01-31"),
        ("2026-03-29T01:30", "2026-04-02"),
        ("2026-09-20T12:00", "2026-09-27"),
    ] {
        for span in [Span::Weeks(2), Span::Months(1), Span::Months(6), Span::Months(13)] {
            let setup = Setup { entry: EntryCriteria::OnEvent, end: Some(date(end)), ..setup() };
            let kinds = [(Kind::Action, When::AtOnce), (Kind::Push, When::AtOnce)];
            let draft = draft(setup, &kinds, &[(0, Outcome::Yes, 1, Some(span))]);
            let from = on(berlin, published);
            let message = plan(&draft, from, &berlin).first_messages.remove(0);
            // Each minute at which somebody can come in.
            let close = tz::day_start(berlin, date(end).succ_opt().unwrap());
            let minutes = (0..).map(|n| from + TimeDelta::minutes(n)).take_while(|at| *at < close);
            let later = |at: &Instant| {
                let shown = to_local(&berlin, *at);
                let shown = match span {
                    Span::Weeks(n) => shown + TimeDelta::days(7 * i64::from(n)),
                    Span::Months(n) => shown + Months::new(n),
                    _ => shown,
                };
                tz::resolve(berlin, shown)
            };
            let all: Vec<Instant> = minutes.map(|at| later(&at)).collect();
            assert_eq!(Some(&message.earliest), all.iter().min(), "{published} {span}");
            let (latest, last) = (message.latest.unwrap(), *all.iter().max().unwrap());
            assert!(last <= latest && latest < last + TimeDelta::minutes(1), "{published} {span}: {latest} for {last}");
        }
    }
}

#[test]
fn months_from_an_entry_that_stays_open_for_years_have_exact_ends() {
    let berlin = zone("Europe/Berlin");
    let setup = Setup { entry: EntryCriteria::OnEvent, ..setup() };
    // A window of unknown length before it: whoever waits there leaves it at any time.
    let kinds = [(Kind::Action, When::AtOnce), (Kind::Action, When::AtOnce), (Kind::Push, When::AtOnce)];
    let links = [(0, Outcome::Yes, 1, None), (1, Outcome::Yes, 2, Some(Span::Months(1)))];
    let message = plan(&draft(setup, &kinds, &links), on(berlin, "2026-01-30T10:00"), &berlin).first_messages.remove(0);
    // Who leaves at the very beginning of 31 January.
    assert_eq!((message.earliest, message.latest), (on(berlin, "2026-02-28T00:00"), None));
}

#[test]
fn the_run_after_the_one_at_activation_can_send_first() {
    let berlin = zone("Europe/Berlin");
    // Past behaviour is evaluated at midnight: who comes in at 00:01 with a window of a minute misses it.
    let setup = Setup { timeline: every(1, Unit::Days), run_at_activation: true, ..setup() };
    let kinds = [(Kind::CustomList, When::AtOnce), (Kind::PastBehavior, When::AtOnce), (Kind::Push, When::AtOnce)];
    let links = [(0, Outcome::Yes, 1, None), (1, Outcome::Yes, 2, None), (0, Outcome::Yes, 2, Some(Span::Days(2)))];
    let mut draft = draft(setup, &kinds, &links);
    let mut nodes: Vec<Node> = draft.graph.nodes().cloned().collect();
    nodes[1].window = Some(Span::Minutes(1));
    let links: Vec<_> = draft.graph.links().map(|(key, timing)| (key.clone(), *timing)).collect();
    draft.graph = Graph::of(nodes, links);
    let plan = plan(&draft, on(berlin, "2026-03-31T00:01"), &berlin);
    assert_eq!(shown(berlin, &plan), ["Wed 2026-04-01 00:00"]);
}
