//! The table of journey.md §2, and what follows from it.

mod clock;
mod versions;

use super::*;
use crate::checks::{Cleared, cleared};
use chrono::TimeDelta;

fn at(hours: i64) -> Instant {
    Instant::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::hours(hours)
}

/// Opens at 10 and closes at 100.
const ENTRY: fn(&Journey, &Published) -> EntryWindow = |_, _| EntryWindow { opens: at(10), closes: Some(at(100)) };

/// The draft of a journey, as if the checks had found nothing.
fn clear(journey: &Journey) -> Cleared {
    cleared(journey.draft.clone().unwrap(), &[]).unwrap()
}

fn published() -> Journey {
    let mut journey =
        Journey::new(JourneyId::random(1), Name::parse("Welcome").unwrap(), Draft::new("Europe/Berlin"), at(0));
    let statuses = Statuses::of(&journey, &ENTRY, at(0));
    let cleared = clear(&journey);
    assert_eq!(publish(&mut journey, cleared, Previous::Restrict, &statuses, at(0)), Ok(1));
    journey
}

/// Brings a journey's first version to a status, and the instant at which it has it.
fn in_status(status: Status) -> (Journey, Instant) {
    let mut journey = published();
    let now = at(20);
    let now = match status {
        Status::Draft => {
            journey.draft = Some(journey.published.remove(0).content().clone());
            now
        }
        Status::Scheduled => at(5),
        Status::Running => now,
        Status::Paused => {
            journey.version_mut(1).unwrap().record_mut().paused.push((at(15), None));
            now
        }
        Status::Completed => at(100),
        Status::Restricted => {
            journey.version_mut(1).unwrap().record_mut().superseded = Some(at(15));
            now
        }
        Status::Stopped => {
            journey.version_mut(1).unwrap().record_mut().stopped = Some(at(15));
            now
        }
    };
    (journey, now)
}

fn statuses(journey: &Journey, now: Instant) -> Statuses {
    Statuses::of(journey, &ENTRY, now)
}

/// The table of journey.md §2, written out a second time on purpose.
#[test]
fn every_status_offers_exactly_the_actions_of_the_specification() {
    let table = "Draft: Edit, Save Draft, Publish, Clone, Delete\n\
        Scheduled: Edit, Clone, Pause, Stop, Archive\n\
        Running: Edit, New version, Clone, Pause, Stop, Archive\n\
        Paused: Edit, New version, Clone, Resume, Stop, Archive\n\
        Completed: New version, Clone, Stop, Archive\n\
        Restricted: Edit, New version, Stop\n\
        Stopped: New version, Clone, Archive";
    let actual: Vec<String> = Status::ALL
        .iter()
        .map(|status| {
            let names: Vec<&str> = actions(*status).iter().map(|action| action.name()).collect();
            format!("{status}: {}", names.join(", "))
        })
        .collect();
    assert_eq!(actual.join("\n"), table);
}

#[test]
fn every_status_follows_from_the_record_and_the_clock() {
    for status in Status::ALL {
        let (journey, now) = in_status(status);
        assert_eq!(statuses(&journey, now).shown().1, status);
    }
}

#[test]
fn an_action_is_available_exactly_where_the_table_has_it_and_says_why_not_elsewhere() {
    for status in Status::ALL {
        let (journey, _) = in_status(status);
        for action in Action::ALL.into_iter().filter(|action| *action != Action::Unarchive) {
            let answer = available(action, status, Facts::of(&journey));
            assert_eq!(answer.is_ok(), actions(status).contains(&action), "{status} {action:?}: {answer:?}");
            if let Err(why) = answer {
                assert_ne!(why, "It is not available in this status.", "{status} {action:?}");
            }
        }
    }
}

#[test]
fn while_the_clock_is_set_by_hand_nothing_goes_on_record_that_bears_an_instant() {
    for status in Status::ALL {
        let (journey, _) = in_status(status);
        let facts = Facts { rehearsing: true, ..Facts::of(&journey) };
        for action in Action::ALL {
            let waits =
                available(action, status, facts) == Err("The clock is set by hand. Go back to real time first.");
            let harmless = [Action::Edit, Action::EditWhat, Action::Save, Action::Clone, Action::Unarchive];
            assert_eq!(waits, !harmless.contains(&action), "{status} {action:?}");
        }
    }
}

#[test]
fn every_action_leads_to_a_status_that_the_table_names_as_next() {
    let results = [
        (Action::Pause, Status::Scheduled, Status::Paused),
        (Action::Pause, Status::Running, Status::Paused),
        (Action::Resume, Status::Paused, Status::Running),
        (Action::Stop, Status::Scheduled, Status::Stopped),
        (Action::Stop, Status::Running, Status::Stopped),
        (Action::Stop, Status::Paused, Status::Stopped),
        (Action::Stop, Status::Completed, Status::Stopped),
        (Action::Stop, Status::Restricted, Status::Stopped),
        (Action::Archive, Status::Scheduled, Status::Stopped),
        (Action::Archive, Status::Running, Status::Stopped),
        (Action::Archive, Status::Paused, Status::Stopped),
        (Action::Archive, Status::Completed, Status::Completed),
        (Action::Archive, Status::Stopped, Status::Stopped),
    ];
    for status in Status::ALL {
        for action in [Action::Pause, Action::Resume, Action::Stop, Action::Archive] {
            let (mut journey, now) = in_status(status);
            let before = journey.clone();
            let known = statuses(&journey, now);
            let result = act(&mut journey, known.shown().0, action, &known, now);
            match results.iter().find(|row| row.0 == action && row.1 == status) {
                Some((.., then)) => {
                    assert_eq!(result, Ok(()), "{status} {action:?}");
                    assert_eq!(statuses(&journey, now).shown().1, *then, "{status} {action:?}");
                    assert_eq!(journey.archived, action == Action::Archive);
                    assert!(*then == status || next(status).contains(then), "{status} to {then}");
                }
                None => {
                    assert!(result.is_err(), "{status} {action:?}");
                    assert_eq!(journey, before, "a refused action changes nothing");
                }
            }
        }
    }
}

#[test]
fn a_scheduled_version_turns_running_and_a_running_one_completed_by_the_clock_alone() {
    let journey = published();
    let status = |hours| statuses(&journey, at(hours)).shown().1;
    assert_eq!(
        (status(9), status(10), status(99), status(100)),
        (Status::Scheduled, Status::Running, Status::Running, Status::Completed)
    );
}

#[test]
fn resuming_before_the_start_gives_scheduled_again() {
    let mut journey = published();
    let now = statuses(&journey, at(2));
    act(&mut journey, VersionRef::Number(1), Action::Pause, &now, at(2)).unwrap();
    let now = statuses(&journey, at(3));
    assert_eq!(now.shown().1, Status::Paused);
    act(&mut journey, VersionRef::Number(1), Action::Resume, &now, at(3)).unwrap();
    assert_eq!(statuses(&journey, at(3)).shown().1, Status::Scheduled);
}

#[test]
fn a_paused_version_completes_when_its_timeline_ends() {
    let (journey, _) = in_status(Status::Paused);
    assert_eq!(statuses(&journey, at(100)).shown().1, Status::Completed);
}

#[test]
fn publishing_over_a_live_version_restricts_or_stops_it() {
    for (previous, then) in [(Previous::Restrict, Status::Restricted), (Previous::Stop, Status::Stopped)] {
        let (mut journey, now) = in_status(Status::Running);
        let known = statuses(&journey, now);
        new_version(&mut journey, 1, &known).unwrap();
        assert!(new_version(&mut journey, 1, &known).is_err(), "one draft at most");
        let known = statuses(&journey, now);
        assert_eq!(known.shown(), (VersionRef::Number(1), Status::Running), "the row shows the live one");
        let cleared = clear(&journey);
        assert_eq!(publish(&mut journey, cleared, previous, &known, now), Ok(2));
        assert_eq!(statuses(&journey, now).get(VersionRef::Number(1)), Some(then));
        assert_eq!(statuses(&journey, now).live().map(|live| live.0), Some(2));
    }
}

#[test]
fn unarchive_returns_the_row_with_the_status_it_has() {
    let (mut journey, now) = in_status(Status::Running);
    for action in [Action::Archive, Action::Unarchive] {
        let known = statuses(&journey, now);
        act(&mut journey, VersionRef::Number(1), action, &known, now).unwrap();
    }
    assert!(!journey.archived);
    assert_eq!(statuses(&journey, now).shown().1, Status::Stopped);
}

#[test]
fn a_clone_is_a_draft_without_a_past() {
    let (mut journey, now) = in_status(Status::Stopped);
    journey.archived = true;
    journey.labels.push("onboarding".to_owned());
    let name = journey.name.with("Clone of ", "");
    let content = journey.content(VersionRef::Number(1)).unwrap();
    let clone = cloned(&journey, content, JourneyId::random(2), name, now);
    assert_eq!(clone.name.as_str(), "Clone of Welcome");
    assert_eq!((clone.archived, clone.published.len(), &clone.labels), (false, 0, &journey.labels));
    assert_eq!(clone.draft.as_ref(), Some(content));
}

#[test]
fn every_action_states_its_effects_for_every_status_it_is_available_in() {
    for status in Status::ALL {
        for action in actions(status) {
            let effects = effects(*action, status);
            for text in [effects.outside, effects.inside, effects.queued, effects.undo] {
                assert!(text.ends_with('.'), "{status} {action:?}");
            }
        }
    }
}
