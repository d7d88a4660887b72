//! An import does exactly what its plan shows, and nothing from outside goes live unasked.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::{
    arbitrary,
    format::{Defaults, decode, encode},
    lifecycle::EntryWindow,
    model::{
        graph::{Node, Point},
        journey::{Record, VersionRef},
        text::NodeId,
    },
};

fn at(hours: i64) -> Instant {
    Instant::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::hours(hours)
}

fn statuses(journey: &Journey) -> Statuses {
    Statuses::of(journey, &|_, version| EntryWindow { opens: version.record().at, closes: None }, at(100))
}

fn plan(journeys: Vec<Journey>, way: Way, here: &dyn Fn(&Journey) -> Here) -> Plan {
    let file = File { journeys, mended: Vec::new() };
    Plan::of(file, way, &Workspace { here, statuses: &statuses, now: at(100) })
}

fn named(id: &str, name: &str) -> Journey {
    Journey::new(JourneyId::of_words(id), Name::parse(name).unwrap(), Draft::new("UTC"), at(0))
}

/// A journey whose draft is empty and whose published versions, by number, hold a node of that name.
fn published(id: &str, numbers: &[u32]) -> Journey {
    let mut journey = named(id, id);
    journey.draft = None;
    for number in numbers {
        let mut content = Draft::new("UTC");
        let node = Node::new(NodeId::of_words(&format!("n{number}")), Kind::Push, Point::default());
        content.graph = crate::model::graph::Graph::of([node], []);
        journey.published.push(Published::new(*number, Record::new(at(i64::from(*number))), content));
    }
    journey
}

fn key(name: &Name) -> String {
    name.key(&|text| text.to_owned())
}

/// The journeys that come in, with ids `fresh-1`, `fresh-2`, … for copies.
fn done(plan: &Plan, choice: &Choice, taken: &[(JourneyId, String)]) -> Vec<Journey> {
    let mut n = 0;
    let mut new_id = || {
        n += 1;
        JourneyId::of_words(&format!("fresh {n}"))
    };
    plan.journeys(choice, plan.names(choice, taken, &key), &mut new_id, at(100))
}

fn taken(all: &[(&str, &str)]) -> Vec<(JourneyId, String)> {
    all.iter().map(|(id, name)| (JourneyId::of_words(id), key(&Name::parse(name).unwrap()))).collect()
}

#[test]
fn everything_comes_in_as_a_draft_unless_somebody_asks_for_more() {
    let mut both = published("both", &[1]);
    both.draft = Some(Draft::new("Asia/Tokyo"));
    let archived = Journey { archived: true, ..published("old", &[1, 2]) };
    let plan = plan(vec![both, archived, named("plain", "Plain")], Way::Copies, &|_| Here::Absent);
    let status: Vec<Status> = plan.entries.iter().map(|entry| entry.status).collect();
    assert_eq!(status, [Status::Running, Status::Running, Status::Draft]);
    let mut choice = plan.first_choice(Way::Copies);
    assert_eq!(choice, Choice { chosen: vec![true; 3], form: Form::Drafts });
    let came = done(&plan, &choice, &[]);
    assert!(came.iter().all(|journey| journey.published.is_empty() && journey.draft.is_some() && !journey.archived));
    // Of a draft and a version the draft, else the newest version.
    assert_eq!(came[0].draft.as_ref().unwrap().setup.zone, "Asia/Tokyo");
    assert!(came[1].draft.as_ref().unwrap().graph.nodes().any(|node| node.id.as_str() == "n2"));

    choice.form = Form::AsInFile;
    let came = done(&plan, &choice, &[]);
    assert_eq!(came[1].published.len(), 2);
    assert!(came[1].archived);
    assert_eq!(came[1].published[0].record().imported, Some(at(100)));
}

#[test]
fn only_what_was_chosen_comes_in() {
    let journeys: Vec<Journey> = (0..20).map(|n| published(&format!("j{n}"), &[1])).collect();
    let plan = plan(journeys, Way::Copies, &|_| Here::Absent);
    let mut choice = plan.first_choice(Way::Copies);
    choice.chosen.fill(false);
    assert_eq!((plan.count(&choice), done(&plan, &choice, &[]).len()), (0, 0));
    choice.chosen[7] = true;
    let came = done(&plan, &choice, &[]);
    assert_eq!(came.iter().map(|journey| journey.id.as_str()).collect::<Vec<_>>(), ["j7"]);
    assert_eq!(plan.count(&choice), 1);
}

#[test]
fn a_copy_never_touches_what_is_here_and_a_backup_replaces_it() {
    let here = |journey: &Journey| match journey.id.as_str() {
        "same" => Here::Same,
        "other" => Here::Other { unsaved: true },
        "binned" => Here::Deleted,
        _ => Here::Absent,
    };
    let all = || ["new", "same", "other", "binned"].map(|id| named(id, id)).to_vec();
    let fates = |plan: &Plan| plan.entries.iter().map(|entry| entry.fate).collect::<Vec<_>>();
    let copies = plan(all(), Way::Copies, &here);
    assert_eq!(fates(&copies), [Fate::New, Fate::Copy, Fate::Copy, Fate::Copy]);
    let ids: Vec<_> = done(&copies, &copies.first_choice(Way::Copies), &[])
        .into_iter()
        .map(|journey| journey.id.to_string())
        .collect();
    assert_eq!(ids, ["new", "fresh-1", "fresh-2", "fresh-3"]);

    let backup = plan(all(), Way::Backup, &here);
    assert_eq!(fates(&backup), [Fate::New, Fate::Same, Fate::Replace, Fate::New]);
    assert!(backup.entries[2].notes[0].contains("restore point"));
    let choice = backup.first_choice(Way::Backup);
    assert_eq!((choice.chosen.clone(), choice.form), (vec![true, false, true, true], Form::AsInFile));
    let ids: Vec<_> = done(&backup, &choice, &[]).into_iter().map(|journey| journey.id.to_string()).collect();
    assert_eq!(ids, ["new", "other", "binned"]);
}

#[test]
fn a_journey_that_two_files_hold_comes_in_twice() {
    let plan = plan(vec![named("a", "A"), named("a", "A")], Way::Copies, &|_| Here::Absent);
    let came = done(&plan, &plan.first_choice(Way::Copies), &[]);
    let told: Vec<_> = came.iter().map(|journey| (journey.id.as_str(), journey.name.as_str())).collect();
    assert_eq!(told, [("a", "A"), ("fresh-1", "A (2)")]);
}

#[test]
fn names_that_are_taken_get_numbers_as_they_are_shown() {
    let journeys = vec![named("a", "Mine"), named("b", "mine"), named("c", "Other"), named("d", "MINE")];
    let plan = plan(journeys, Way::Copies, &|_| Here::Absent);
    let mut choice = plan.first_choice(Way::Copies);
    let names = |choice: &Choice, here: &[(&str, &str)]| -> Vec<String> {
        let names = plan.names(choice, &taken(here), &key);
        names.into_iter().map(|name| name.map_or("-".to_owned(), |name| name.to_string())).collect()
    };
    assert_eq!(names(&choice, &[("x", "Mine"), ("y", "Mine (2)")]), ["Mine (3)", "mine (4)", "Other", "MINE (5)"]);
    choice.chosen[0] = false;
    assert_eq!(names(&choice, &[]), ["-", "mine", "Other", "MINE (2)"]);
}

#[test]
fn a_backup_that_swaps_two_names_keeps_both() {
    let plan = plan(vec![named("a", "Two"), named("b", "One")], Way::Backup, &|_| Here::Other { unsaved: false });
    let choice = plan.first_choice(Way::Backup);
    let names = plan.names(&choice, &taken(&[("a", "One"), ("b", "Two"), ("c", "Three")]), &key);
    assert_eq!(names.into_iter().flatten().map(|name| name.to_string()).collect::<Vec<_>>(), ["Two", "One"]);
}

#[test]
fn two_live_versions_become_one() {
    let plan = plan(vec![published("mine", &[1, 2])], Way::Copies, &|_| Here::Absent);
    let [entry] = plan.entries.as_slice() else { panic!("{plan:?}") };
    assert_eq!(entry.notes, ["Versions 1 and 2 were both live. Version 1 is closed."]);
    assert_eq!(statuses(&entry.journey).all_live(), [(2, Status::Running)]);
    assert_eq!(statuses(&entry.journey).get(VersionRef::Number(1)), Some(Status::Restricted));
}

#[test]
fn a_trigger_follows_the_journey_that_gets_another_id() {
    let mut follows = named("follows", "Follows");
    let mut node = Node::new(NodeId::of_words("start"), Kind::JourneyTrigger, Point::default());
    node.segment.set("journey", Some(Value::Text("first".to_owned())));
    let content = Draft { graph: crate::model::graph::Graph::of([node], []), ..Draft::new("UTC") };
    follows.draft = None;
    follows.published.push(Published::new(1, Record::new(at(1)), content));
    let trigger = |journey: &Journey| {
        let content = journey.draft.as_ref().or(journey.latest().map(Published::content)).unwrap();
        content.graph.nodes().next().unwrap().segment.text("journey").to_owned()
    };
    for form in [Form::Drafts, Form::AsInFile] {
        let journeys = vec![named("first", "First"), follows.clone()];
        let here = plan(journeys.clone(), Way::Copies, &|_| Here::Same);
        let came = done(&here, &Choice { form, ..here.first_choice(Way::Copies) }, &[]);
        assert_eq!(trigger(&came[1]), came[0].id.as_str());
        // Alone it stays with the one that is here.
        let alone = done(&here, &Choice { chosen: vec![false, true], form }, &[]);
        assert_eq!(trigger(&alone[0]), "first");
    }
}

proptest! {
    #[test]
    fn pauses_in_order_pause_at_the_same_instants(pauses: Vec<(u8, Option<u8>)>) {
        let of = |n: u8| at(i64::from(n));
        let paused = pauses.iter().map(|(from, to)| (of(*from), to.map(of))).collect();
        let before = Record { paused, ..Record::new(at(0)) };
        let mut after = before.clone();
        after.settle_pauses();
        for n in 0..=255 {
            prop_assert_eq!(after.is_paused(of(n)), before.is_paused(of(n)));
        }
        prop_assert!(after.paused.windows(2).all(|two| two[0].1.is_some_and(|end| end < two[1].0)));
        prop_assert!(!after.clone().settle_pauses());
    }

    /// Whatever a file holds: what comes in loads again, has a name and an id of its own, and as drafts nothing is live.
    #[test]
    fn whatever_comes_in_can_be_kept(journeys in proptest::collection::vec(arbitrary::journeys(), 1..4), drafts: bool) {
        let defaults = Defaults { zone: "UTC".to_owned(), now: at(0) };
        let journeys: Vec<Journey> = journeys.into_iter().enumerate()
            .map(|(n, journey)| Journey { id: JourneyId::of_words(&format!("j{n}")), ..journey }).collect();
        let plan = plan(journeys, Way::Copies, &|journey| if journey.id.as_str() == "j0" { Here::Same } else { Here::Absent });
        let form = if drafts { Form::Drafts } else { Form::AsInFile };
        let came = done(&plan, &Choice { form, ..plan.first_choice(Way::Copies) }, &[]);
        prop_assert_eq!(came.len(), plan.entries.len());
        let names: HashSet<String> = came.iter().filter(|journey| !journey.archived).map(|journey| key(&journey.name)).collect();
        prop_assert_eq!(names.len(), came.iter().filter(|journey| !journey.archived).count());
        prop_assert!(came.iter().all(|journey| statuses(journey).all_live().len() <= usize::from(!drafts)));
        prop_assert_eq!(decode(&encode(&came), &defaults).map(|file| file.journeys), Ok(came));
    }
}
