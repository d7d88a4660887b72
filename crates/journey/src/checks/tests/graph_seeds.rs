//! Faults of links and of the way as a whole.

use super::*;
use crate::model::{graph::When, time::ClockTime};

/// Splits in a row behind the mail, each leading by its first path to the next and else to the end.
fn row(case: &mut Case, n: usize) {
    case.add("s1", Kind::ConditionalSplit);
    for i in 2..=n {
        let (before, name) = (format!("s{}", i - 1), format!("s{i}"));
        case.unlink(&before, Outcome::Path(0), "end");
        case.push(&name, Kind::ConditionalSplit).link(&before, Outcome::Path(0), &name);
        case.link(&name, Outcome::Path(0), "end").link(&name, Outcome::Others, "end");
    }
}

/// Two pushes behind the mail that lead to each other.
fn round(case: &mut Case) {
    case.add("a", Kind::Push);
    case.push("b", Kind::Push).link("a", Outcome::Sent, "b").link("b", Outcome::Sent, "a");
}

fn clock(case: &mut Case, node: &str, hour: u16) {
    case.node(node).when = When::Clock(ClockTime::new(hour, 0).unwrap());
}

/// No journey timeout, and a mail where nobody gets stuck.
fn no_timeout(case: &mut Case) {
    case.setup().timeout = None;
    case.link("mail", Outcome::Failed, "end").link("mail", Outcome::Unreachable, "end");
}

pub(super) fn seeds() -> Vec<Seed> {
    use Outcome::{Clicked, Delivered, Failed, No, Others, Path, Sent, Timeout, Unreachable, Updated, Viewed, Yes};
    let path = |node, n| field(node, NodeField::Path(n));
    vec![
        fault(CheckId::SplitOpen, path("s", 1), |c| {
            c.add("s", Kind::ConditionalSplit);
            c.unlink("s", Others, "end");
        }),
        fault(CheckId::SplitOpen, path("s", 0), |c| {
            c.add("s", Kind::ConditionalSplit);
            c.unlink("s", Path(0), "end").push("p", Kind::Push).unlink("s", Others, "end").link("s", Others, "p");
        }),
        fault(CheckId::SplitOpen, path("t", 1), |c| {
            c.add("t", Kind::SplitTest);
            c.unlink("t", Path(1), "end");
        }),
        fault(CheckId::SplitOpen, path("t", 0), |c| {
            c.add("t", Kind::SplitTest);
            c.unlink("t", Path(0), "end").link("t", Path(0), "exit-1");
        }),
        near_miss(CheckId::SplitOpen, |c| _ = c.add("s", Kind::ConditionalSplit)),
        fault(CheckId::SplitsInRow, at("s4"), |c| row(c, 4)),
        fault(CheckId::SplitsInRow, at("s4"), |c| {
            // The long way round counts too.
            row(c, 4);
            c.unlink("s1", Others, "end").link("s1", Others, "s4");
        }),
        fault(CheckId::SplitsInRow, at("s4"), |c| {
            row(c, 4);
            c.push("p", Kind::Push).unlink("s4", Path(0), "end").link("s4", Path(0), "p");
        }),
        near_miss(CheckId::SplitsInRow, |c| row(c, 3)),
        near_miss(CheckId::SplitsInRow, |c| {
            row(c, 4);
            c.unlink("s2", Path(0), "s3").push("p", Kind::Webhook).link("s2", Path(0), "p").link("p", Sent, "s3");
        }),
        fault(CheckId::LinkEndGone, link("mail", Clicked, "gone"), |c| _ = c.link("mail", Clicked, "gone")),
        fault(CheckId::LinkEndGone, link("gone", Sent, "end"), |c| _ = c.link("gone", Sent, "end")),
        fault(CheckId::LinkEndGone, link("mail", Sent, "end"), |c| _ = c.draft.graph.nodes.shift_remove(&id("end"))),
        near_miss(CheckId::LinkEndGone, |c| _ = c.link("mail", Clicked, "end")),
        fault(CheckId::LinkOutcomeGone, link("mail", Updated, "end"), |c| _ = c.link("mail", Updated, "end")),
        fault(CheckId::LinkOutcomeGone, link("in", No, "end"), |c| _ = c.link("in", No, "end")),
        fault(CheckId::LinkOutcomeGone, link("s", Path(1), "end"), |c| {
            c.add("s", Kind::ConditionalSplit);
            c.link("s", Path(1), "end");
        }),
        near_miss(CheckId::LinkOutcomeGone, |c| _ = c.link("mail", Viewed, "end").link("mail", Timeout, "end")),
        fault(CheckId::LinkItself, link("mail", Clicked, "mail"), |c| _ = c.link("mail", Clicked, "mail")),
        fault(CheckId::LinkItself, link("mail", Failed, "mail"), |c| {
            c.link("mail", Failed, "mail").timing("mail", Failed, "mail").delay = Some(Span::Days(1));
        }),
        fault(CheckId::LinkItself, link("in", Yes, "in"), |c| _ = c.link("in", Yes, "in")),
        near_miss(CheckId::LinkItself, |c| _ = c.link("mail", Clicked, "end")),
        fault(CheckId::LinkIntoEntry, link("mail", Clicked, "in"), |c| _ = c.link("mail", Clicked, "in")),
        fault(CheckId::LinkIntoEntry, link("mail", Failed, "in"), |c| {
            c.link("mail", Failed, "in").timing("mail", Failed, "in").delay = Some(Span::Days(7));
        }),
        fault(CheckId::LinkIntoEntry, link("p", Sent, "in"), |c| _ = c.push("p", Kind::Push).link("p", Sent, "in")),
        near_miss(CheckId::LinkIntoEntry, |c| {
            c.add("s", Kind::PastBehavior);
            c.link("s", Yes, "mail");
        }),
        fault(CheckId::LinkParallel, link("mail", Sent, "p"), |c| {
            c.push("p", Kind::Push).link("mail", Sent, "p");
        }),
        fault(CheckId::LinkParallel, link("mail", Sent, "w"), |c| {
            c.push("w", Kind::Action).link("mail", Sent, "w");
        }),
        fault(CheckId::LinkParallel, link("in", Yes, "w"), |c| {
            c.push("w", Kind::Action).link("in", Yes, "w").push("w2", Kind::Action).link("in", Yes, "w2");
        }),
        near_miss(CheckId::LinkParallel, |c| {
            c.add("w", Kind::Action);
            c.push("w2", Kind::Inaction).link("mail", Failed, "w2");
        }),
        near_miss(CheckId::LinkParallel, |c| _ = c.link("mail", Failed, "end").link("mail", Viewed, "end")),
        fault(CheckId::TimeoutUnwaited, link("mail", Timeout, "end"), |c| _ = c.link("mail", Timeout, "end")),
        fault(CheckId::TimeoutUnwaited, link("p", Timeout, "q"), |c| {
            c.add("p", Kind::Push);
            c.push("q", Kind::Push).link("p", Timeout, "q");
        }),
        fault(CheckId::TimeoutUnwaited, link("wa", Timeout, "end"), |c| {
            // The outcome that is waited for leads to a node that is gone.
            c.add("wa", Kind::Whatsapp);
            c.link("wa", Timeout, "end").link("wa", Delivered, "gone");
        }),
        near_miss(CheckId::TimeoutUnwaited, |c| _ = c.link("mail", Timeout, "end").link("mail", Clicked, "end")),
        near_miss(CheckId::TimeoutUnwaited, |c| {
            c.add("w", Kind::Action);
            c.link("w", Timeout, "end");
        }),
        fault(CheckId::CycleWithoutDelay, link("b", Sent, "a"), round),
        fault(CheckId::CycleWithoutDelay, link("b", Sent, "a"), |c| {
            // Who comes round at eight is sent on at eight.
            round(c);
            clock(c, "a", 8);
            clock(c, "b", 8);
        }),
        fault(CheckId::CycleWithoutDelay, link("u", Updated, "mail"), |c| {
            c.add("u", Kind::UpdateProfile);
            c.link("u", Updated, "mail");
        }),
        fault(CheckId::CycleWithoutDelay, link("b", Sent, "a"), |c| {
            round(c);
            c.timing("b", Sent, "a").delay = Some(Span::Days(0));
            c.push("x", Kind::Push).link("a", Failed, "x");
            clock(c, "x", 9);
            clock(c, "a", 8);
        }),
        near_miss(CheckId::CycleWithoutDelay, |c| {
            round(c);
            c.timing("a", Sent, "b").delay = Some(Span::Minutes(1));
        }),
        near_miss(CheckId::CycleWithoutDelay, |c| {
            round(c);
            clock(c, "a", 8);
            clock(c, "b", 9);
        }),
        near_miss(CheckId::CycleWithoutDelay, |c| {
            c.add("w", Kind::Action);
            c.link("w", Yes, "mail");
        }),
        near_miss(CheckId::CycleWithoutDelay, |c| {
            c.add("a", Kind::Push);
            c.link("a", Clicked, "mail");
        }),
        fault(CheckId::Unreachable, at("p"), |c| _ = c.push("p", Kind::Push)),
        fault(CheckId::Unreachable, at("p"), |c| _ = c.push("p", Kind::Push).link("p", Sent, "mail")),
        fault(CheckId::Unreachable, at("end"), |c| _ = c.unlink("mail", Sent, "end")),
        near_miss(CheckId::Unreachable, |c| _ = c.add("p", Kind::Push)),
        near_miss(CheckId::Unreachable, |c| c.node("in").entry = false),
        fault(CheckId::PileUp, at("mail"), |c| c.setup().timeout = None),
        fault(CheckId::PileUp, at("mail"), |c| {
            no_timeout(c);
            c.unlink("mail", Unreachable, "end");
        }),
        fault(CheckId::PileUp, at("mail"), |c| {
            // The outcome that is waited for may never come.
            no_timeout(c);
            c.unlink("mail", Sent, "end").link("mail", Clicked, "end");
        }),
        fault(CheckId::PileUp, at("w"), |c| {
            no_timeout(c);
            c.push("w", Kind::Action).link("mail", Clicked, "w").link("w", Yes, "end");
        }),
        fault(CheckId::PileUp, at("w"), |c| {
            no_timeout(c);
            c.push("w", Kind::Action).link("mail", Clicked, "w").link("w", Yes, "end").node("w").window = None;
        }),
        near_miss(CheckId::PileUp, no_timeout),
        near_miss(CheckId::PileUp, |c| {
            no_timeout(c);
            c.push("w", Kind::Action).link("mail", Clicked, "w").link("w", Yes, "end").link("w", Timeout, "end");
        }),
        near_miss(CheckId::PileUp, |c| {
            // The last node is an end that was meant.
            no_timeout(c);
            c.push("last", Kind::Sms).link("mail", Clicked, "last");
        }),
        near_miss(CheckId::PileUp, |c| _ = c.unlink("mail", Sent, "end").link("mail", Clicked, "end")),
    ]
}
