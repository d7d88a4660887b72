//! A clock that goes back takes nothing back that was done, and makes no overlapping pauses.

use proptest::prelude::*;

use super::*;
use crate::model::schedule::Publishing;

/// Always open, whatever the clock says.
const OPEN: fn(&Journey, &Published) -> EntryWindow =
    |journey, version| EntryWindow { opens: Publishing::of(journey, version).earliest(), closes: None };

/// Acts as a page does: takes the status at the journey's instant, then applies the action.
fn press(journey: &mut Journey, action: Action, clock: Instant) -> Result<(), ActionError> {
    let statuses = Statuses::of(journey, &OPEN, present(journey, clock));
    let version = statuses.meant(action, None).0;
    act(journey, version, action, &statuses, clock)
}

fn shown(journey: &Journey, clock: Instant) -> Status {
    Statuses::of(journey, &OPEN, present(journey, clock)).shown().1
}

#[test]
fn a_paused_journey_stays_paused_with_resume_when_the_clock_is_set_back() {
    let mut journey = published();
    press(&mut journey, Action::Pause, at(20)).unwrap();
    assert_eq!(shown(&journey, at(15)), Status::Paused);
    assert!(press(&mut journey, Action::Pause, at(15)).is_err(), "it is paused already");
    press(&mut journey, Action::Resume, at(16)).unwrap();
    assert_eq!(shown(&journey, at(16)), Status::Running);
    assert_eq!(journey.version(1).unwrap().record().paused, [(at(20), Some(at(20)))]);
}

#[test]
fn a_stopped_and_a_published_journey_stay_so_when_the_clock_is_set_back() {
    let mut journey = published();
    assert_eq!(shown(&journey, at(-5)), Status::Running);
    press(&mut journey, Action::Stop, at(20)).unwrap();
    assert_eq!(shown(&journey, at(15)), Status::Stopped);
}

#[test]
fn a_record_with_overlapping_pauses_is_resumed_as_a_whole() {
    let mut journey = published();
    journey.version_mut(1).unwrap().record_mut().paused = vec![(at(20), None), (at(15), None)];
    press(&mut journey, Action::Resume, at(16)).unwrap();
    assert_eq!(shown(&journey, at(16)), Status::Running);
}

proptest! {
    #[test]
    fn pauses_are_sorted_and_disjoint_whatever_the_clock_says(
        presses in prop::collection::vec((any::<bool>(), -50_i64..50), 1..30),
    ) {
        let mut journey = published();
        for (pause, hours) in presses {
            let before = shown(&journey, at(hours));
            let action = if pause { Action::Pause } else { Action::Resume };
            let done = press(&mut journey, action, at(hours));
            prop_assert_eq!(done.is_ok(), (before == Status::Paused) != pause);
            // The action shows at that clock and at every earlier one.
            let paused = if done.is_ok() { pause } else { before == Status::Paused };
            for back in [0, 1, 30] {
                prop_assert_eq!(shown(&journey, at(hours - back)) == Status::Paused, paused);
            }
            let pauses = &journey.version(1).unwrap().record().paused;
            for (i, (from, to)) in pauses.iter().enumerate() {
                prop_assert!(to.is_none_or(|to| *from <= to));
                prop_assert!(to.is_some() || i + 1 == pauses.len(), "only the last one lasts");
            }
            for pair in pauses.windows(2) {
                prop_assert!(pair[0].1.is_some_and(|end| end <= pair[1].0), "{:?}", pauses);
            }
        }
    }
}
