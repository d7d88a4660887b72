//! How a journey comes to a new version: from a published one by a draft to the next (spec: journey.md §2, *New version*).

use super::{Action, ActionError, Effects, Facts, Status, Statuses, available, stopping};
use crate::{
    journey::{Draft, Journey, Published, Record, VERSIONS_MAX, VersionRef},
    time::Instant,
};

/// What becomes of the live version when a new one is published over it (journey.md §2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Previous {
    /// Those inside finish in it; new users go to the new one.
    #[default]
    Restrict,
    /// Those inside leave; the new one turns Running after [`AFTER_STOP`].
    Stop,
}

impl Previous {
    /// What it does to those in the live version, whose status is given, before *Done* is pressed.
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

/// How long a version waits that was published with *Stop previous version*.
pub const AFTER_STOP: chrono::TimeDelta = chrono::TimeDelta::hours(2);

/// Publishes the draft at an instant and returns the number it got. Over a live version `previous` says what becomes of
/// that one; one that has not started is never to start, and nobody has to leave it. Whether the draft may be published the
/// checks have said before.
pub fn publish(
    journey: &mut Journey,
    previous: Previous,
    statuses: &Statuses,
    now: Instant,
) -> Result<u32, ActionError> {
    let number = journey.next_number();
    let content = journey.draft.take().ok_or(ActionError::Gone)?;
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
    journey.published.push(Published::new(number, Record::new(now), content));
    Ok(number)
}

/// From when on a published version can take users in, whatever its setup says: where it took over by stopping the one
/// before, two hours after it was published, else at once (journey.md §2).
pub fn earliest_activation(journey: &Journey, version: &Published) -> Instant {
    let at = version.record().at;
    let stopped_for_it = |other: &Published| {
        let record = other.record();
        other.number() < version.number() && record.stopped == Some(at) && record.superseded.is_none()
    };
    if journey.published.iter().any(stopped_for_it) { at + AFTER_STOP } else { at }
}

/// Starts a draft from a published version, unless one waits already.
pub fn new_version(journey: &mut Journey, number: u32, statuses: &Statuses) -> Result<(), ActionError> {
    let status = statuses.get(VersionRef::Number(number)).ok_or(ActionError::Gone)?;
    available(Action::NewVersion, status, Facts::of(journey)).map_err(ActionError::Unavailable)?;
    journey.draft = journey.version(number).map(|version| version.content().clone());
    Ok(())
}

/// Keeps a draft of a journey: in place of the one that waits, or beside what is published where there is room for it.
pub fn keep_draft(journey: &mut Journey, content: Draft) -> Result<(), ActionError> {
    if journey.draft.is_none() && journey.version_count() >= VERSIONS_MAX {
        return Err(ActionError::Unavailable("It has 10 versions, which is the most. Clone it instead."));
    }
    journey.draft = Some(content);
    Ok(())
}

/// Lets go of the draft that waits beside what is published, and returns it so that it can be brought back.
pub fn discard_draft(journey: &mut Journey) -> Result<Draft, ActionError> {
    if journey.published.is_empty() {
        return Err(ActionError::Unavailable("It was never published. Delete the journey instead."));
    }
    journey.draft.take().ok_or(ActionError::Gone)
}
