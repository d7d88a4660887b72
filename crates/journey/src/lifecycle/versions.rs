//! New versions of a journey: from a published one by a draft to the next (spec: journey.md §2, *New version*).

use super::{Action, ActionError, Effects, Facts, Status, Statuses, available, present, stopping};
use crate::{
    checks::Cleared,
    model::{
        journey::{Draft, Journey, Published, Record, VERSIONS_MAX, VersionRef},
        schedule::Publishing,
        time::Instant,
    },
};

/// The choice for the live version when a new one is published over it (journey.md §2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Previous {
    /// Those inside finish in it; new users go to the new one.
    #[default]
    Restrict,
    /// Those inside leave; the new one turns Running after [`AFTER_STOP`](crate::model::schedule::AFTER_STOP).
    Stop,
}

impl Previous {
    /// Publishing over a live version at an instant.
    pub fn publishing(self, at: Instant) -> Publishing {
        match self {
            Self::Restrict => Publishing::at_once(at),
            Self::Stop => Publishing::after_stop(at),
        }
    }

    /// The effects on users in the live version of this status, shown before *Done* is pressed.
    pub fn effects(self, live: Status) -> Effects {
        match self {
            Self::Restrict if live == Status::Scheduled => Effects {
                outside: "They enter the new version. The previous one never starts.",
                inside: "Nobody is inside.",
                queued: "No message is queued.",
                undo: "The previous version cannot be opened again. A new version can be made from it.",
            },
            Self::Restrict => Effects {
                outside: "They enter the new version, and never the previous one.",
                inside: "They stay in the previous version and finish it.",
                queued: "Their messages of the previous version are still sent.",
                undo: "The previous version cannot be opened again. A new version can be made from it.",
            },
            Self::Stop => {
                Effects { outside: "Nobody enters for two hours. Then they enter the new version.", ..stopping(live) }
            }
        }
    }
}

/// Publishes what the checks have cleared in place of the draft, and returns the number it got. Over a live version `previous`
/// says what becomes of that one; one that has not started is never to start, and nobody has to leave it.
///
/// # Errors
///
/// [`ActionError::Gone`] where there is no draft, [`ActionError::Unavailable`] where the journey cannot be published.
pub fn publish(
    journey: &mut Journey,
    cleared: Cleared,
    previous: Previous,
    statuses: &Statuses,
    now: Instant,
) -> Result<u32, ActionError> {
    let status = statuses.get(VersionRef::Draft).ok_or(ActionError::Gone)?;
    available(Action::Publish, status, Facts::of(journey)).map_err(ActionError::Unavailable)?;
    let now = present(journey, now);
    let number = journey.next_number();
    if journey.latest().is_some_and(|latest| latest.number() >= number) {
        return Err(ActionError::Unavailable("Its version numbers are used up. Clone it instead."));
    }
    if let Some((live, status)) = statuses.live()
        && let Some(version) = journey.version_mut(live)
    {
        let record = version.record_mut();
        match previous {
            Previous::Restrict => {
                record.superseded = Some(now);
                if status == Status::Scheduled {
                    record.stopped = Some(now);
                }
            }
            Previous::Stop => record.stopped = Some(now),
        }
    }
    journey.draft = None;
    journey.published.push(Published::new(number, Record::new(now), cleared.into_draft()));
    Ok(number)
}

/// Starts a draft from a published version, unless one waits already.
///
/// # Errors
///
/// [`ActionError`] where the version is gone or takes no new version.
pub fn new_version(journey: &mut Journey, number: u32, statuses: &Statuses) -> Result<(), ActionError> {
    let status = statuses.get(VersionRef::Number(number)).ok_or(ActionError::Gone)?;
    available(Action::NewVersion, status, Facts::of(journey)).map_err(ActionError::Unavailable)?;
    journey.draft = journey.version(number).map(|version| version.content().clone());
    Ok(())
}

/// Keeps a draft of a journey: in place of the one that waits, or beside what is published where there is room for it.
///
/// # Errors
///
/// [`ActionError::Unavailable`] where the journey has the most versions already.
pub fn keep_draft(journey: &mut Journey, content: Draft) -> Result<(), ActionError> {
    if journey.draft.is_none() && journey.version_count() >= VERSIONS_MAX {
        return Err(ActionError::Unavailable("It has 10 versions, which is the most. Clone it instead."));
    }
    journey.draft = Some(content);
    Ok(())
}

/// Lets go of the draft that waits beside what is published, and returns it so that it can be brought back.
///
/// # Errors
///
/// [`ActionError`] where the journey was never published, or has no draft.
pub fn discard_draft(journey: &mut Journey) -> Result<Draft, ActionError> {
    if journey.published.is_empty() {
        return Err(ActionError::Unavailable("It was never published. Delete the journey instead."));
    }
    journey.draft.take().ok_or(ActionError::Gone)
}
