//! Faults of single nodes: entry, fields, windows, splits.

use super::*;
use crate::model::{
    field::{Match, Operator},
    setup::EntryCriteria,
};

fn entry(case: &mut Case, kind: Kind) {
    let at = case.node("in").at;
    *case.node("in") = Node { at, entry: true, window: None, ..filled("in", kind) };
    case.setup().entry =
        if EntryCriteria::AtATime.fits(kind) { EntryCriteria::AtATime } else { EntryCriteria::OnEvent };
}

fn behaviour(event: &str, within: Span) -> Value {
    let list = vec![Behaviour { did: false, event: event.to_owned(), within }];
    Behaviours { list, ..Behaviours::default() }.into()
}

/// A conditional split with these paths, all of them and *Others* linked.
fn split(case: &mut Case, paths: Vec<Path>) {
    case.add("split", Kind::ConditionalSplit).paths = paths;
    for outcome in case.node("split").outcomes() {
        case.link("split", outcome, "end");
    }
}

fn test(case: &mut Case, percents: &[Option<u8>], mode: &str) {
    let node = case.add("test", Kind::SplitTest);
    node.what.set("mode", Some(mode.into()));
    node.paths = percents.iter().map(|percent| Path { percent: *percent, ..Path::default() }).collect();
    for outcome in case.node("test").outcomes() {
        case.link("test", outcome, "end");
    }
}

fn any_of(list: &[Condition]) -> Path {
    Path { conditions: Conditions { matching: Match::Any, list: list.to_vec() }, ..Path::default() }
}

fn all_of(list: &[Condition]) -> Path {
    split_path("", list)
}

fn paths(n: usize) -> Vec<Path> {
    (0..n).map(|i| all_of(&[one("City", &i.to_string())])).collect()
}

pub(super) fn seeds() -> Vec<Seed> {
    use NodeField as F;
    let entry_place = || Location::Setup(SetupField::Entry);
    let what = |node, key| field(node, F::What(key));
    vec![
        fault(CheckId::EntryMissing, entry_place(), |c| c.node("in").entry = false),
        fault(CheckId::EntryMissing, entry_place(), |c| c.draft.graph = crate::model::graph::Graph::default()),
        fault(CheckId::EntryMissing, entry_place(), |c| {
            entry(c, Kind::Action);
            c.node("in").entry = false;
            c.setup().entry = EntryCriteria::AtATime;
        }),
        fault(CheckId::EntryMissing, entry_place(), |c| {
            c.node("in").entry = false;
            c.push("in2", Kind::CustomList).link("in2", Outcome::Yes, "mail");
        }),
        near_miss(CheckId::EntryMissing, |c| entry(c, Kind::PastBehavior)),
        fault(CheckId::EntrySurplus, at("in2"), |c| c.push("in2", Kind::CustomList).node("in2").entry = true),
        fault(CheckId::EntrySurplus, at("in2"), |c| {
            c.push("in2", Kind::PastBehavior).link("in2", Outcome::Yes, "mail").node("in2").entry = true;
            c.node("in2").window = None;
        }),
        fault(CheckId::EntrySurplus, at("in2"), |c| c.add("in2", Kind::Action).entry = true),
        near_miss(CheckId::EntrySurplus, |c| _ = c.add("in2", Kind::PastBehavior)),
        fault(CheckId::EntryKind, at("in"), |c| entry(c, Kind::Push)),
        fault(CheckId::EntryKind, at("in"), |c| entry(c, Kind::ConditionalSplit)),
        fault(CheckId::EntryKind, at("in"), |c| entry(c, Kind::ForceExit)),
        near_miss(CheckId::EntryKind, |c| entry(c, Kind::PageCount)),
        fault(CheckId::EntryMisfit, at("in"), |c| c.setup().entry = EntryCriteria::OnEvent),
        fault(CheckId::EntryMisfit, at("in"), |c| {
            entry(c, Kind::Action);
            c.setup().entry = EntryCriteria::AtATime;
        }),
        fault(CheckId::EntryMisfit, at("in"), |c| {
            entry(c, Kind::PastBehavior);
            c.setup().entry = EntryCriteria::OnEvent;
        }),
        near_miss(CheckId::EntryMisfit, |c| {
            entry(c, Kind::JourneyTrigger);
            c.setup().entry = EntryCriteria::OnEvent;
        }),
        fault(CheckId::EntryOnlyInside, at("list"), |c| _ = c.add("list", Kind::CustomList)),
        fault(CheckId::EntryOnlyInside, at("trigger"), |c| _ = c.add("trigger", Kind::JourneyTrigger)),
        fault(CheckId::EntryOnlyInside, at("list"), |c| _ = c.push("list", Kind::CustomList)),
        near_miss(CheckId::EntryOnlyInside, |c| _ = c.add("past", Kind::PastBehavior)),
        fault(CheckId::EntryLeadsNowhere, at("in"), |c| _ = c.unlink("in", Outcome::Yes, "mail")),
        fault(CheckId::EntryLeadsNowhere, at("in"), |c| {
            c.unlink("in", Outcome::Yes, "mail").link("in", Outcome::Yes, "gone");
        }),
        fault(CheckId::EntryLeadsNowhere, at("in"), |c| {
            c.draft.graph.nodes.retain(|_, node| node.entry);
            c.draft.graph.links.clear();
        }),
        near_miss(CheckId::EntryLeadsNowhere, |c| _ = c.unlink("mail", Outcome::Sent, "end")),
        fault(CheckId::JourneyGone, field("in", F::Segment("journey")), |c| {
            entry(c, Kind::JourneyTrigger);
            c.node("in").segment.set("journey", Some("gone".into()));
        }),
        fault(CheckId::JourneyGone, field("in", F::Segment("node")), |c| {
            entry(c, Kind::JourneyTrigger);
            c.node("in").segment.set("node", Some("n2".into()));
        }),
        fault(CheckId::JourneyGone, field("in", F::Segment("journey")), |c| {
            entry(c, Kind::JourneyTrigger);
            c.node("in").segment.set("journey", Some("OTHER".into()));
            c.setup().entry = EntryCriteria::OnEvent;
        }),
        near_miss(CheckId::JourneyGone, |c| entry(c, Kind::JourneyTrigger)),
        near_miss(CheckId::JourneyGone, |c| {
            entry(c, Kind::JourneyTrigger);
            c.node("in").segment.set("journey", None);
        }),
        fault(CheckId::FieldEmpty, what("mail", "subject"), |c| _ = c.node("mail").what.set("subject", None)),
        fault(CheckId::FieldEmpty, what("mail", "provider"), |c| {
            _ = c.node("mail").what.set("provider", Some(" ".into()))
        }),
        fault(CheckId::FieldEmpty, field("in", F::Segment("list")), |c| _ = c.node("in").segment.set("list", None)),
        fault(CheckId::FieldEmpty, field("w", F::Segment("event")), |c| {
            c.add("w", Kind::Action).segment.set("event", Some("".into()));
        }),
        fault(CheckId::FieldEmpty, field("d", F::Segment("property")), |c| {
            c.add("d", Kind::DateTime).segment.set("property", None);
        }),
        fault(CheckId::FieldEmpty, field("p", F::Segment("behaviours")), |c| {
            c.add("p", Kind::PastBehavior).segment.set("behaviours", Some(Behaviours::default().into()));
        }),
        fault(CheckId::FieldEmpty, what("u", "updates"), |c| {
            _ = c.add("u", Kind::UpdateProfile).what.set("updates", None)
        }),
        near_miss(CheckId::FieldEmpty, |c| _ = c.node("mail").what.set("preheader", None)),
        fault(CheckId::FieldInvalid, what("mail", "subject"), |c| {
            c.node("mail").what.set("subject", Some("x".repeat(201).as_str().into()));
        }),
        fault(CheckId::FieldInvalid, what("hook", "method"), |c| {
            c.add("hook", Kind::Webhook).what.set("method", Some("brew".into()));
        }),
        fault(CheckId::FieldInvalid, field("n", F::Segment("pages")), |c| {
            c.add("n", Kind::PageCount).segment.set("pages", Some(0_i64.into()));
        }),
        near_miss(CheckId::FieldInvalid, |c| {
            c.node("mail").what.set("subject", Some("é".repeat(200).as_str().into()));
        }),
        fault(CheckId::RowIncomplete, field("mail", F::Who("where")), |c| {
            c.node("mail").who.set("where", Some(conditions(&[one("Plan", "")]).into()));
        }),
        fault(CheckId::RowIncomplete, field("p", F::Segment("behaviours")), |c| {
            c.add("p", Kind::PastBehavior).segment.set("behaviours", Some(behaviour(" ", Span::Days(1))));
        }),
        fault(CheckId::RowIncomplete, what("u", "updates"), |c| {
            c.add("u", Kind::UpdateProfile).what.set("updates", Some(Value::Updates(vec![Update::default()])));
        }),
        fault(CheckId::RowIncomplete, what("hook", "headers"), |c| {
            let pairs = vec![("a".to_owned(), "b".to_owned()), ("c".to_owned(), String::new())];
            c.add("hook", Kind::Webhook).what.set("headers", Some(Value::Pairs(pairs)));
        }),
        fault(CheckId::RowIncomplete, field("split", F::Path(1)), |c| {
            split(c, vec![all_of(&[one("a", "1")]), all_of(&[one("a", "2"), one("", "3")])]);
        }),
        near_miss(CheckId::RowIncomplete, |c| {
            let known = Condition { operator: Operator::Known, ..one("Plan", "") };
            c.node("mail").who.set("where", Some(conditions(&[known]).into()));
        }),
        fault(CheckId::AddressWrong, what("hook", "address"), |c| {
            c.add("hook", Kind::Webhook).what.set("address", Some("a.example".into()));
        }),
        fault(CheckId::AddressWrong, what("p", "image"), |c| {
            c.add("p", Kind::Push).what.set("image", Some("myapp://image".into()));
        }),
        fault(CheckId::AddressWrong, what("p", "link"), |c| {
            c.add("p", Kind::Push).what.set("link", Some("offers/1".into()));
        }),
        near_miss(CheckId::AddressWrong, |c| {
            _ = c.add("p", Kind::Push).what.set("link", Some("myapp://offers/{{id}}".into()))
        }),
        fault(CheckId::TokenBroken, what("mail", "subject"), |c| {
            c.node("mail").what.set("subject", Some("Hi {{first_name".into()));
        }),
        fault(CheckId::TokenBroken, what("mail", "body"), |c| {
            c.node("mail").what.set("body", Some("{{a}} and {{b | upper}}".into()));
        }),
        fault(CheckId::TokenBroken, what("p", "title"), |c| {
            _ = c.add("p", Kind::Push).what.set("title", Some("{{}}".into()))
        }),
        near_miss(CheckId::TokenBroken, |c| {
            let body = "{\"user\":{\"name\":\"{{first_name | default: \"there\"}}\"}}";
            c.add("hook", Kind::Webhook).what.set("body", Some(body.into()));
        }),
        near_miss(CheckId::TokenBroken, |c| {
            // The sender takes no tokens.
            c.node("mail").what.set("sender", Some("{{x".into()));
        }),
        fault(CheckId::SpanZero, field("w", F::Window), |c| c.add("w", Kind::Action).window = Some(Span::Hours(0))),
        fault(CheckId::SpanZero, link("in", Outcome::Yes, "mail"), |c| {
            c.timing("in", Outcome::Yes, "mail").delay = Some(Span::Days(0));
        }),
        fault(CheckId::SpanZero, link("mail", Outcome::Clicked, "end"), |c| {
            c.link("mail", Outcome::Clicked, "end").timing("mail", Outcome::Clicked, "end").window =
                Some(Span::Minutes(0));
        }),
        fault(CheckId::SpanZero, Location::Setup(SetupField::Timeout), |c| c.setup().timeout = Some(Span::Days(0))),
        fault(CheckId::SpanZero, field("d", F::Segment("offset")), |c| {
            c.add("d", Kind::DateTime).segment.set("offset", Some(Span::Hours(0).into()));
        }),
        fault(CheckId::SpanZero, field("p", F::Segment("behaviours")), |c| {
            c.add("p", Kind::PastBehavior).segment.set("behaviours", Some(behaviour("Bought", Span::Days(0))));
        }),
        near_miss(CheckId::SpanZero, |c| c.timing("in", Outcome::Yes, "mail").delay = Some(Span::Minutes(1))),
        fault(CheckId::ShortPastWindow, field("p", F::Window), |c| {
            c.add("p", Kind::PastBehavior).window = Some(Span::Hours(23));
        }),
        fault(CheckId::ShortPastWindow, field("p", F::Window), |c| {
            c.add("p", Kind::PastBehavior).window = Some(Span::Minutes(1_439));
        }),
        fault(CheckId::ShortPastWindow, field("p", F::Window), |c| {
            c.add("p", Kind::PastBehavior).window = Some(Span::Minutes(1));
        }),
        near_miss(CheckId::ShortPastWindow, |c| c.add("p", Kind::PastBehavior).window = Some(Span::Hours(24))),
        near_miss(CheckId::ShortPastWindow, |c| c.add("a", Kind::Action).window = Some(Span::Hours(1))),
        fault(CheckId::PathCount, at("split"), |c| split(c, paths(0))),
        fault(CheckId::PathCount, at("split"), |c| split(c, paths(7))),
        fault(CheckId::PathCount, at("test"), |c| test(c, &[Some(100)], "manual")),
        fault(CheckId::PathCount, at("test"), |c| test(c, &[None; 8], "automatic")),
        near_miss(CheckId::PathCount, |c| split(c, paths(6))),
        near_miss(CheckId::PathCount, |c| test(c, &[None; 7], "automatic")),
        fault(CheckId::PathNoConditions, field("split", F::Path(0)), |c| split(c, vec![Path::default()])),
        fault(CheckId::PathNoConditions, field("split", F::Path(1)), |c| {
            split(c, vec![all_of(&[one("a", "b")]), any_of(&[]), all_of(&[one("a", "c")])]);
        }),
        fault(CheckId::PathNoConditions, field("split", F::Path(2)), |c| {
            split(c, [paths(2), vec![split_path("Rest", &[])]].concat());
        }),
        near_miss(CheckId::PathNoConditions, |c| test(c, &[None, None], "automatic")),
        fault(CheckId::PercentSum, field("test", F::Path(0)), |c| test(c, &[Some(50), Some(49)], "manual")),
        fault(CheckId::PercentSum, field("test", F::Path(0)), |c| test(c, &[Some(100), Some(100), None], "manual")),
        fault(CheckId::PercentSum, field("test", F::Path(0)), |c| test(c, &[None; 7], "manual")),
        near_miss(CheckId::PercentSum, |c| test(c, &[Some(34), Some(33), Some(33)], "manual")),
        near_miss(CheckId::PercentSum, |c| test(c, &[Some(10), Some(10)], "automatic")),
        fault(CheckId::PathZero, field("test", F::Path(1)), |c| test(c, &[Some(100), Some(0)], "manual")),
        fault(CheckId::PathZero, field("test", F::Path(0)), |c| test(c, &[None, Some(60), Some(40)], "manual")),
        fault(CheckId::PathZero, field("test", F::Path(2)), |c| test(c, &[Some(99), Some(1), Some(0)], "manual")),
        near_miss(CheckId::PathZero, |c| test(c, &[Some(99), Some(1)], "manual")),
        near_miss(CheckId::PathZero, |c| test(c, &[Some(100), Some(0)], "automatic")),
        fault(CheckId::BranchCovered, field("split", F::Path(1)), |c| split(c, vec![all_of(&[one("a", "1")]); 2])),
        fault(CheckId::BranchCovered, field("split", F::Path(2)), |c| {
            let (a, b, x) = (one("a", "1"), one("b", "2"), one("x", "3"));
            split(c, vec![all_of(&[a.clone(), b.clone()]), all_of(std::slice::from_ref(&x)), all_of(&[b, x, a])]);
        }),
        fault(CheckId::BranchCovered, field("split", F::Path(1)), |c| {
            split(c, vec![any_of(&[one("a", "1"), one("b", "2")]), all_of(&[one("b", " 2 ")])]);
        }),
        fault(CheckId::BranchCovered, field("split", F::Path(1)), |c| {
            split(c, vec![any_of(&[one("a", "1"), one("b", "2")]), any_of(&[one("b", "2"), one("a", "1")])]);
        }),
        near_miss(CheckId::BranchCovered, |c| {
            split(c, vec![all_of(&[one("a", "1"), one("b", "2")]), all_of(&[one("a", "1")])]);
        }),
        near_miss(CheckId::BranchCovered, |c| {
            split(c, vec![all_of(&[one("a", "1")]), any_of(&[one("a", "1"), one("b", "2")])]);
        }),
    ]
}
