//! The changes of *What* in a published version, and their record (journey.md §2 ★).

use super::*;
use crate::{
    arbitrary::dice,
    edit::{Edit, Refused},
    format::{Defaults, journey_from_value, journey_to_value},
    model::{
        field::Section,
        graph::{Node, Path, Point},
        kind::Kind,
        setup::Setup,
    },
};
use chrono::TimeDelta;
use proptest::prelude::*;

fn at(minutes: i64) -> Instant {
    Instant::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(minutes)
}

fn id(text: &str) -> NodeId {
    NodeId::of_words(text)
}

/// A mail and a manual split, published.
fn published() -> Published {
    let mut content = Draft::new("UTC");
    let mut split = Node::new(id("split"), Kind::SplitTest, Point::default());
    split.what.set("mode", Some("manual".into()));
    for node in [Node::new(id("mail"), Kind::Email, Point::default()), split] {
        Edit::add(node).apply(&mut content).unwrap();
    }
    Published::new(1, Record::new(at(0)), content)
}

fn subject(text: &str) -> Edit {
    Edit::Field { node: id("mail"), section: Section::What, key: "subject", value: Some(text.into()) }
}

fn percents(a: u8, b: u8) -> Edit {
    Edit::Paths(id("split"), [a, b].map(|n| Path { percent: Some(n), ..Path::default() }).into())
}

fn edited(version: &Published, edits: &[Edit]) -> Draft {
    let mut content = version.content().clone();
    for edit in edits {
        edit.apply(&mut content).unwrap();
    }
    content
}

#[test]
fn what_was_changed_of_a_published_version_is_on_record_with_when_from_and_to() {
    let mut version = published();
    let content = edited(&version, &[subject("Hello"), percents(30, 70)]);
    version.take_what(&content, at(5)).unwrap();
    let content = edited(&version, &[subject("Good day")]);
    version.take_what(&content, at(9)).unwrap();
    version.take_what(&content, at(10)).unwrap();
    let told: Vec<_> = version.record().what.iter().map(|change| (change.at, version.say_what(change))).collect();
    assert_eq!(
        told,
        [
            (at(5), "Email: Subject changed from nothing to “Hello”".to_owned()),
            (at(5), "Split test: percentage of path 1 changed from 50 to 30".to_owned()),
            (at(5), "Split test: percentage of path 2 changed from 50 to 70".to_owned()),
            (at(9), "Email: Subject changed from “Hello” to “Good day”".to_owned()),
        ]
    );
}

#[test]
fn anything_but_what_is_refused_and_leaves_no_trace() {
    let path = |name: &str| Path { name: name.to_owned(), percent: Some(50), ..Path::default() };
    let others = [
        Edit::Title(id("mail"), "New".to_owned()),
        Edit::Move(vec![(id("mail"), Point { x: 5.0, y: 5.0 })]),
        Edit::remove(id("mail")),
        Edit::Paths(id("split"), vec![path("A"), path("B")]),
        Edit::Field { node: id("split"), section: Section::What, key: "mode", value: Some("automatic".into()) },
        Edit::Setup(Box::new(Setup::new("Europe/Berlin"))),
    ];
    for other in others {
        let mut version = published();
        let before = version.clone();
        let content = edited(&version, &[subject("Hello"), other.clone()]);
        assert_eq!(version.take_what(&content, at(5)), Err(Refused::Published), "{other:?}");
        assert_eq!(version, before, "{other:?}");
    }
}

#[test]
fn of_too_many_changes_the_oldest_go() {
    let mut version = published();
    for n in 0..=WHAT_MAX {
        let content = edited(&version, &[subject(&format!("Subject {n}"))]);
        version.take_what(&content, at(n as i64)).unwrap();
    }
    assert_eq!(version.record().what.len(), WHAT_MAX);
    assert_eq!(version.record().what[0].at, at(1));
}

#[test]
fn a_record_of_before_there_were_such_changes_reads_as_one_without_any() {
    let version = published();
    let name = Name::parse("Old").unwrap();
    let mut journey = Journey::new(JourneyId::random(1), name, version.content().clone(), at(0));
    (journey.draft, journey.published) = (None, vec![version]);
    let mut value = journey_to_value(&journey);
    assert_eq!(value["versions"][0]["status"], serde_json::json!({ "published": { "at": "2024-10-04T00:00:00Z" } }));
    let defaults = Defaults { zone: "UTC".to_owned(), now: at(0) };
    assert_eq!(journey_from_value(&value, &defaults), Ok(journey.clone()));
    value["versions"][0]["status"]["published"]["what"] =
        serde_json::json!([{ "at": "2024-10-04T00:05:00Z", "node": "mail", "field": "nonsense", "to": "x" }]);
    let problems = journey_from_value(&value, &defaults).unwrap_err();
    assert_eq!(problems.problems()[0].path, "versions[0].status.published.what[0].field");
}

proptest! {
    #[test]
    fn what_an_edit_of_what_alone_changes_is_taken_and_told_and_nothing_else(mut dice in dice(700)) {
        let before = dice.draft(30);
        let mut version = Published::new(1, Record::new(at(0)), before.clone());
        let mut content = before.clone();
        let mut only_what = true;
        for _ in 0..dice.below(6) {
            let edit = dice.edit(&content);
            let allowed = edit.is_what_only(&content);
            if edit.apply(&mut content).is_ok() {
                only_what &= allowed;
            }
        }
        let taken = version.take_what(&content, at(1));
        if only_what {
            prop_assert_eq!(&taken, &Ok(()));
            prop_assert_eq!(version.record().what.is_empty(), content == before);
        }
        prop_assert_eq!(version.content() == &content, taken.is_ok());
    }
}
