//! The rules of versions: at most ten, one draft, one live, two hours, restrict, stop (journey.md §1, §2).

use chrono::TimeDelta;

use super::*;
use crate::model::schedule::{AFTER_STOP, Publishing};

/// Publishes the draft at an instant.
fn publish_over(journey: &mut Journey, previous: Previous, now: Instant) {
    let known = statuses(journey, now);
    let cleared = clear(journey);
    publish(journey, cleared, previous, &known, now).unwrap();
}

/// The first instant at which a version can activate.
fn earliest(journey: &Journey, number: u32) -> Instant {
    Publishing::of(journey, journey.version(number).unwrap()).earliest()
}

/// A journey with these versions published one after the other, each restricting the one before.
fn with_versions(count: usize) -> Journey {
    let mut journey = published();
    for n in 1..count {
        let now = at(10 + n as i64);
        journey.draft = journey.latest().map(|version| version.content().clone());
        publish_over(&mut journey, Previous::Restrict, now);
    }
    journey
}

#[test]
fn a_journey_has_at_most_ten_versions_with_its_draft() {
    let mut journey = with_versions(VERSIONS_MAX - 1);
    let known = statuses(&journey, at(30));
    new_version(&mut journey, 9, &known).unwrap();
    assert_eq!(journey.version_count(), VERSIONS_MAX);
    publish_over(&mut journey, Previous::Restrict, at(30));
    assert_eq!(journey.version_count(), VERSIONS_MAX);
    let full = journey.clone();
    let known = statuses(&journey, at(31));
    for number in 1..=10 {
        let refused = new_version(&mut journey, number, &known).unwrap_err();
        assert!(refused.to_string().contains("10 versions"), "{refused}");
    }
    assert!(keep_draft(&mut journey, Draft::new("UTC")).is_err());
    assert_eq!(journey, full);
}

#[test]
fn a_new_version_starts_from_any_numbered_version_that_has_started() {
    let journey = with_versions(3);
    for number in 1..=3 {
        let mut journey = journey.clone();
        let known = statuses(&journey, at(40));
        new_version(&mut journey, number, &known).unwrap();
        assert_eq!(journey.draft.as_ref(), journey.version(number).map(Published::content));
    }
    for (status, offered) in Status::ALL.into_iter().map(|status| (status, actions(status))) {
        let (mut journey, now) = in_status(status);
        let known = statuses(&journey, now);
        let made = new_version(&mut journey, 1, &known).is_ok();
        assert_eq!(made, offered.contains(&Action::NewVersion), "{status}");
    }
}

#[test]
fn there_is_one_live_version_at_most_whatever_is_published_over_what() {
    for previous in [Previous::Restrict, Previous::Stop] {
        for status in Status::ALL {
            let (mut journey, now) = in_status(status);
            journey.draft = Some(Draft::new("UTC"));
            publish_over(&mut journey, previous, now);
            let live = |hours| statuses(&journey, at(hours)).0.iter().filter(|(_, status)| status.is_live()).count();
            assert!((0..120).all(|hours| live(hours) <= 1 || at(hours) < now), "{status} {previous:?}");
        }
    }
}

#[test]
fn what_becomes_of_the_previous_version_is_what_the_table_names_as_next() {
    for previous in [Previous::Restrict, Previous::Stop] {
        for status in [Status::Scheduled, Status::Running, Status::Paused] {
            let (mut journey, now) = in_status(status);
            journey.draft = Some(Draft::new("UTC"));
            publish_over(&mut journey, previous, now);
            let then = statuses(&journey, now).get(VersionRef::Number(1)).unwrap();
            assert!(next(status).contains(&then), "{status} {previous:?} {then}");
        }
    }
}

#[test]
fn after_stop_previous_the_new_version_waits_two_hours_and_after_restrict_not_at_all() {
    for (previous, hours) in [(Previous::Stop, 2), (Previous::Restrict, 0)] {
        let (mut journey, now) = in_status(Status::Running);
        journey.draft = Some(Draft::new("UTC"));
        publish_over(&mut journey, previous, now);
        let opens = earliest(&journey, 2);
        assert_eq!(opens - now, TimeDelta::hours(hours), "{previous:?}");
        assert_eq!(earliest(&journey, 1), at(0), "the first never waits");
        let entry = |journey: &Journey, version: &Published| EntryWindow {
            opens: Publishing::of(journey, version).earliest(),
            closes: None,
        };
        let status = |now| Statuses::of(&journey, &entry, now).get(VersionRef::Number(2)).unwrap();
        if previous == Previous::Stop {
            assert_eq!(status(now), Status::Scheduled);
            assert_eq!(status(now + AFTER_STOP - TimeDelta::milliseconds(1)), Status::Scheduled);
        }
        assert_eq!(status(now + TimeDelta::hours(hours)), Status::Running);
    }
}

#[test]
fn over_one_that_has_not_started_nobody_has_to_leave_so_restricting_it_takes_no_two_hours() {
    let (mut journey, now) = in_status(Status::Scheduled);
    journey.draft = Some(Draft::new("UTC"));
    publish_over(&mut journey, Previous::Restrict, now);
    assert_eq!(statuses(&journey, at(50)).get(VersionRef::Number(1)), Some(Status::Stopped));
    assert_eq!(earliest(&journey, 2), now);
}

#[test]
fn an_action_on_a_version_is_done_to_that_one_and_archive_to_the_journey() {
    let mut journey = with_versions(3);
    let now = at(40);
    let known = statuses(&journey, now);
    assert_eq!(known.meant(Action::Stop, Some(1)), (VersionRef::Number(1), Status::Restricted));
    assert_eq!(known.meant(Action::Stop, None), (VersionRef::Number(3), Status::Running));
    assert_eq!(known.meant(Action::Archive, Some(1)), (VersionRef::Number(3), Status::Running));
    act(&mut journey, VersionRef::Number(1), Action::Stop, &known, now).unwrap();
    let known = statuses(&journey, now);
    let status = |known: &Statuses, number| known.get(VersionRef::Number(number)).unwrap();
    assert_eq!([1, 2, 3].map(|n| status(&known, n)), [Status::Stopped, Status::Restricted, Status::Running]);
    act(&mut journey, VersionRef::Number(1), Action::Archive, &known, now).unwrap();
    assert_eq!(status(&statuses(&journey, now), 3), Status::Stopped, "nothing live is archived");
}

#[test]
fn a_draft_beside_what_is_published_can_be_let_go_and_the_journey_itself_not() {
    let mut journey = published();
    journey.draft = Some(Draft::new("UTC"));
    assert_eq!(discard_draft(&mut journey), Ok(Draft::new("UTC")));
    assert_eq!((journey.draft.is_none(), journey.published.len()), (true, 1));
    assert!(discard_draft(&mut journey).is_err());
    let mut fresh = in_status(Status::Draft).0;
    assert!(discard_draft(&mut fresh).is_err());
    assert!(fresh.draft.is_some());
}
