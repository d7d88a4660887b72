//! Events within a window or at a full hour after a clock time or a midnight. Their instants lie around each day's
//! clock time, and none between (timing.md §4).

#![allow(clippy::unwrap_used)] // helpers of tests are not seen as tests

mod plan;
mod tz;

use chrono::Weekday;
use journey::{
    graph::{Graph, LinkKey, LinkTiming, Node, Point, When},
    journey::Draft,
    kind::{Kind, Outcome},
    setup::{EntryCriteria, QuietHandling, QuietHours, QuietWindow, Setup, Timeline, Unit},
    text::NodeId,
    time::{ClockTime, Instant, Span},
};
use plan::plan;
use tz::{Tz, date, tz as zone, utc};

const UTC: Tz = Tz(chrono_tz::UTC);

fn at(clock: &str) -> When {
    When::Clock(ClockTime::parse(clock).unwrap())
}

/// A journey of event-triggered entry, `n0`, and nodes `n1`, `n2`, … with their windows.
fn draft(nodes: &[(Kind, When, Option<Span>)], links: &[(usize, Outcome, usize, LinkTiming)]) -> Draft {
    let id = |n: usize| NodeId::parse(&format!("n{n}")).unwrap();
    let mut list = vec![Node::new(id(0), Kind::Action, Point::default())];
    list[0].entry = true;
    for (n, (kind, when, window)) in nodes.iter().enumerate() {
        let mut node = Node::new(id(n + 1), *kind, Point::default());
        (node.when, node.window) = (*when, *window);
        list.push(node);
    }
    let links = links
        .iter()
        .map(|(from, outcome, to, timing)| (LinkKey { from: id(*from), outcome: *outcome, to: id(*to) }, *timing));
    let mut setup = Setup::new("UTC");
    setup.entry = EntryCriteria::OnEvent;
    Draft { setup, graph: Graph::of(list, links) }
}

fn timing(delay: Option<Span>, window: Option<Span>) -> LinkTiming {
    LinkTiming { delay, window }
}

const AT_ONCE: LinkTiming = LinkTiming { delay: None, window: None };

/// The earliest and the latest instant of a node's message.
fn message(draft: &Draft, published: Instant, zone: Tz, node: &str) -> Option<(Instant, Option<Instant>)> {
    let found =
        plan(draft, published, &zone).first_messages.into_iter().find(|message| message.node.as_str() == node)?;
    Some((found.earliest, found.latest))
}

/// A push at a clock time, then past behaviour for a minute, then a push.
fn past_behaviour_after(clock: &str, delay: Option<Span>) -> Draft {
    draft(
        &[
            (Kind::Push, at(clock), None),
            (Kind::PastBehavior, When::AtOnce, Some(Span::Minutes(1))),
            (Kind::Push, When::AtOnce, None),
        ],
        &[(0, Outcome::Yes, 1, AT_ONCE), (1, Outcome::Sent, 2, timing(delay, None)), (2, Outcome::Yes, 3, AT_ONCE)],
    )
}

#[test]
fn a_window_that_opens_at_a_clock_time_and_holds_no_midnight_never_comes_to_yes() {
    let late = past_behaviour_after("01:00", None);
    assert_eq!(message(&late, utc("2010-07-06T00:00:00Z"), UTC, "n3"), None);
    let delayed = past_behaviour_after("00:00", Some(Span::Minutes(1)));
    assert_eq!(message(&delayed, utc("2025-01-04T13:33:00Z"), UTC, "n3"), None);
    let in_time = past_behaviour_after("23:59", None);
    let first = message(&in_time, utc("2025-01-04T13:33:00Z"), UTC, "n3");
    assert_eq!(first, Some((utc("2025-01-05T00:00:00Z"), None)));
}

#[test]
fn what_happens_within_a_window_after_midnight_is_not_sent_at_the_end_of_quiet_hours_in_the_evening() {
    // Past behaviour at midnight, then an action within two hours, while quiet hours of the weekend last from 01:30 to 19:30.
    let mut draft = draft(
        &[
            (Kind::PastBehavior, When::AtOnce, None),
            (Kind::Action, When::AtOnce, Some(Span::Hours(2))),
            (Kind::Push, When::AtOnce, None),
        ],
        &[
            (0, Outcome::Yes, 1, AT_ONCE),
            (1, Outcome::Yes, 2, timing(Some(Span::Minutes(120)), None)),
            (2, Outcome::Yes, 3, AT_ONCE),
        ],
    );
    (draft.setup.entry, draft.setup.zone) = (EntryCriteria::AtATime, "Europe/Berlin".into());
    draft.setup.timeline = Timeline::Recurring { every: 1, unit: Unit::Days };
    let clock = |text: &str| ClockTime::parse(text).unwrap();
    let weekend = QuietWindow { days: [Weekday::Sat, Weekday::Sun].into(), from: clock("01:30"), to: clock("19:30") };
    draft.setup.quiet_hours = Some(QuietHours { windows: vec![weekend], handling: QuietHandling::Drop });
    // Saturday 05:00: the run of Sunday comes in the quiet hours of Sunday, the next at 02:00 on Monday.
    let first = message(&draft, utc("2090-01-14T04:00:00Z"), zone("Europe/Berlin"), "n3");
    assert_eq!(first.map(|(earliest, _)| earliest), Some(utc("2090-01-16T01:00:00Z")));
}

#[test]
fn a_full_hour_after_a_window_that_follows_a_clock_time_is_one_of_the_same_night() {
    // A push at 20:00, clicked within half an hour, an action that does not come within an hour: 21:00 or 22:00, never later.
    let mut draft = draft(
        &[
            (Kind::Push, at("20:00"), None),
            (Kind::Action, When::AtOnce, Some(Span::Hours(1))),
            (Kind::Webhook, When::AtOnce, None),
            (Kind::Webhook, at("21:30"), None),
            (Kind::PastBehavior, When::AtOnce, Some(Span::Minutes(90))),
            (Kind::Webhook, When::AtOnce, None),
        ],
        &[
            (0, Outcome::Yes, 1, AT_ONCE),
            (1, Outcome::Clicked, 2, timing(None, Some(Span::Minutes(30)))),
            (2, Outcome::Timeout, 3, AT_ONCE),
            (2, Outcome::Timeout, 4, AT_ONCE),
            (3, Outcome::Sent, 5, AT_ONCE),
            (5, Outcome::Yes, 6, AT_ONCE),
        ],
    );
    draft.setup.end = Some(date("2025-01-10"));
    let told = |node| message(&draft, utc("2025-01-04T20:30:00Z"), UTC, node);
    // Who enters on the last evening after 20:00 gets the push on the next.
    assert_eq!(told("n3"), Some((utc("2025-01-05T21:00:00Z"), Some(utc("2025-01-11T22:00:00Z")))));
    assert_eq!(told("n4"), Some((utc("2025-01-05T21:30:00Z"), Some(utc("2025-01-12T21:30:00Z")))));
    // An hour and a half from there hold no midnight.
    assert_eq!(told("n6"), None);
}

#[test]
fn who_enters_within_the_last_minute_waits_for_the_clock_time_of_the_next_day() {
    let mut draft =
        draft(&[(Kind::Push, at("01:00"), None)], &[(0, Outcome::Yes, 1, timing(Some(Span::Minutes(61)), None))]);
    draft.setup.end = Some(date("1973-01-01"));
    let told = message(&draft, utc("1973-01-01T00:00:00Z"), UTC, "n1");
    assert_eq!(told, Some((utc("1973-01-02T01:00:00Z"), Some(utc("1973-01-03T01:00:00Z")))));
}

#[test]
fn a_minute_after_each_midnight_is_told_apart_from_the_midnights() {
    // More weeks with quiet hours than are told apart; Antarctica/Casey is eight hours ahead.
    let mut draft = draft(
        &[
            (Kind::PastBehavior, When::AtOnce, None),
            (Kind::Push, at("00:00"), None),
            (Kind::Push, When::AtOnce, None),
            (Kind::Push, When::AtOnce, None),
            (Kind::Push, When::AtOnce, None),
        ],
        &[
            (0, Outcome::Yes, 1, AT_ONCE),
            (1, Outcome::Yes, 2, AT_ONCE),
            (2, Outcome::Unreachable, 3, AT_ONCE),
            (1, Outcome::Yes, 3, timing(Some(Span::Minutes(1)), None)),
        ],
    );
    draft.setup.zone = "Antarctica/Casey".into();
    let clock = |text: &str| ClockTime::parse(text).unwrap();
    let monday = QuietWindow { days: [Weekday::Mon].into(), from: clock("12:00"), to: clock("01:00") };
    draft.setup.quiet_hours = Some(QuietHours { windows: vec![monday], handling: QuietHandling::Drop });
    let told = |node| message(&draft, utc("1973-01-01T00:00:00Z"), zone("Antarctica/Casey"), node);
    assert_eq!(told("n2"), Some((utc("1973-01-02T16:00:00Z"), None)));
    assert_eq!(told("n3"), Some((utc("1973-01-02T16:00:00Z"), None)));
}

#[test]
fn a_clock_time_that_a_gap_has_moved_is_where_it_was_on_the_day_after() {
    // On 30 March 02:30 is skipped and comes at 03:30. Who arrives at 03:10 each day has it at once, then at 02:30.
    let mut draft = draft(
        &[(Kind::Webhook, at("03:10"), None), (Kind::Webhook, at("02:30"), None)],
        &[(0, Outcome::Yes, 1, AT_ONCE), (1, Outcome::Sent, 2, AT_ONCE)],
    );
    (draft.setup.zone, draft.setup.end) = ("Europe/Berlin".into(), Some(date("2025-04-02")));
    let told = message(&draft, utc("2025-03-30T00:30:00Z"), zone("Europe/Berlin"), "n2");
    assert_eq!(told, Some((utc("2025-03-30T01:30:00Z"), Some(utc("2025-04-04T00:30:00Z")))));
}
