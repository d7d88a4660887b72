//! Statuses, actions and what each does: **one** table that badge, menu, header, dialogs and tests read
//! (spec: journey.md §2). Nothing else decides.

mod versions;
mod what;

#[cfg(test)]
mod tests;

use std::fmt;

pub use versions::{Previous, discard_draft, keep_draft, new_version, publish};

use crate::model::{
    journey::{Draft, Journey, Published, Record, VERSIONS_MAX, VersionRef},
    text::{JourneyId, Name},
    time::Instant,
};

/// The status of a version; derived from its record and the clock, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Not published yet.
    Draft,
    /// Published; its start is ahead.
    Scheduled,
    /// Takes users in.
    Running,
    /// The door is closed for a while.
    Paused,
    /// Its timeline has ended.
    Completed,
    /// A newer version took over.
    Restricted,
    /// Ended by hand.
    Stopped,
}

impl Status {
    /// Every status, in the order of the specification.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Scheduled, Self::Running, Self::Paused, Self::Completed, Self::Restricted, Self::Stopped];

    /// The text of the badge.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Scheduled => "Scheduled",
            Self::Running => "Running",
            Self::Paused => "Paused",
            Self::Completed => "Completed",
            Self::Restricted => "Restricted",
            Self::Stopped => "Stopped",
        }
    }

    /// True where a version of this status is the journey's live one.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Scheduled | Self::Running | Self::Paused)
    }

    /// The meaning of the status for new users, those inside, and messages: the columns of the specification's table.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Draft => "Not published. Nobody enters and nothing is sent.",
            Self::Scheduled => "Published; nobody enters before it starts.",
            Self::Running => "Users enter, move on and get messages.",
            Self::Paused => "Nobody new enters. Those inside move on and get their messages.",
            Self::Completed => "The door has closed. Those inside move on until they leave.",
            Self::Restricted => "A newer version took over. Those inside finish here; nobody new enters.",
            Self::Stopped => "Ended for good. Nobody moves and nothing is sent.",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// From when to when users can come in; the timetable knows it (timing.md §1, §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryWindow {
    /// Activation.
    pub opens: Instant,
    /// From when on there is no entry; never where there is none.
    pub closes: Option<Instant>,
}

/// The status of a published version at an instant: the one function of the state and the clock.
pub fn status(record: &Record, entry: EntryWindow, now: Instant) -> Status {
    let past = |instant: Option<Instant>| instant.is_some_and(|instant| instant <= now);
    if past(record.stopped) {
        Status::Stopped
    } else if past(record.superseded) {
        Status::Restricted
    } else if past(entry.closes) {
        Status::Completed
    } else if record.is_paused(now) {
        Status::Paused
    } else if now < entry.opens {
        Status::Scheduled
    } else {
        Status::Running
    }
}

/// The actions of a person on a journey or one of its versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Open the draft and change anything.
    Edit,
    /// Open what is published and change what its messages say.
    EditWhat,
    /// Save the draft.
    Save,
    /// Publish the draft.
    Publish,
    /// Make a draft of the same content under a new name.
    Clone,
    /// Start a draft from what is published.
    NewVersion,
    /// Close the door for a while.
    Pause,
    /// Open it again.
    Resume,
    /// End it for good.
    Stop,
    /// Take it off the list.
    Archive,
    /// Put it back on the list.
    Unarchive,
    /// Delete what was never published.
    Delete,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 12] = [
        Self::Edit,
        Self::EditWhat,
        Self::Save,
        Self::Publish,
        Self::Clone,
        Self::NewVersion,
        Self::Pause,
        Self::Resume,
        Self::Stop,
        Self::Archive,
        Self::Unarchive,
        Self::Delete,
    ];

    /// The label of its menu item.
    pub fn name(self) -> &'static str {
        match self {
            Self::Edit | Self::EditWhat => "Edit",
            Self::Save => "Save Draft",
            Self::Publish => "Publish",
            Self::Clone => "Clone",
            Self::NewVersion => "New version",
            Self::Pause => "Pause",
            Self::Resume => "Resume",
            Self::Stop => "Stop",
            Self::Archive => "Archive",
            Self::Unarchive => "Unarchive",
            Self::Delete => "Delete",
        }
    }
}

/// The column *actions* of the table in journey.md §2. *Unarchive* belongs to the journey, not to a status.
pub fn actions(status: Status) -> &'static [Action] {
    use Action::{Archive, Clone, Delete, Edit, EditWhat, NewVersion, Pause, Publish, Resume, Save, Stop};
    match status {
        Status::Draft => &[Edit, Save, Publish, Clone, Delete],
        Status::Scheduled => &[EditWhat, Clone, Pause, Stop, Archive],
        Status::Running => &[EditWhat, NewVersion, Clone, Pause, Stop, Archive],
        Status::Paused => &[EditWhat, NewVersion, Clone, Resume, Stop, Archive],
        Status::Completed => &[NewVersion, Clone, Stop, Archive],
        Status::Restricted => &[EditWhat, NewVersion, Stop],
        Status::Stopped => &[NewVersion, Clone, Archive],
    }
}

/// The column *next* of the table: what a version of this status can become, by an action or by the clock. The tests hold
/// every action and the clock against it.
pub fn next(status: Status) -> &'static [Status] {
    use Status::{Completed, Paused, Restricted, Running, Scheduled, Stopped};
    match status {
        Status::Draft => &[Scheduled, Running],
        Status::Scheduled => &[Running, Paused, Stopped],
        Status::Running => &[Paused, Stopped, Completed, Restricted],
        Status::Paused => &[Running, Scheduled, Stopped, Completed, Restricted],
        Status::Completed | Status::Restricted => &[Stopped],
        Status::Stopped => &[],
    }
}

/// The facts of the journey as a whole that decide whether an action is available.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The journey is archived.
    pub archived: bool,
    /// A version of it was published once.
    pub was_published: bool,
    /// A draft waits beside what is published.
    pub draft_waits: bool,
    /// The number of versions, the draft included.
    pub versions: usize,
    /// The clock is set by hand (timing.md §5): what is done is done in real time, and so has to wait.
    pub rehearsing: bool,
}

impl Facts {
    /// The facts of a journey.
    pub fn of(journey: &Journey) -> Self {
        Self {
            archived: journey.archived,
            was_published: !journey.published.is_empty(),
            draft_waits: journey.draft.is_some(),
            versions: journey.version_count(),
            rehearsing: false,
        }
    }
}

/// Tells whether an action is available for a version of this status.
///
/// # Errors
///
/// Why it is not, and what to do instead, in sentences.
pub fn available(action: Action, status: Status, facts: Facts) -> Result<(), &'static str> {
    use Action::{Archive, Clone, Delete, Edit, EditWhat, NewVersion, Pause, Publish, Resume, Save, Stop, Unarchive};
    if facts.rehearsing && matches!(action, Publish | Pause | Resume | Stop | Archive | NewVersion | Delete) {
        return Err("The clock is set by hand. Go back to real time first.");
    }
    if action == Unarchive {
        return if facts.archived { Ok(()) } else { Err("It is not archived.") };
    }
    if actions(status).contains(&action) {
        return match action {
            Archive if facts.archived => Err("It is archived already."),
            Delete if facts.was_published => {
                Err("It was published before, and its record is kept. Archive it instead.")
            }
            NewVersion if facts.draft_waits => Err("A draft of a new version waits already. Open that one."),
            NewVersion if facts.versions >= VERSIONS_MAX => {
                Err("It has 10 versions, which is the most. Clone it instead.")
            }
            _ => Ok(()),
        };
    }
    Err(match (action, status) {
        (Pause | Resume | Stop | Archive, Status::Draft) => "It is not published yet. Publish it first, or delete it.",
        (NewVersion | EditWhat, Status::Draft) => "It is not published yet, and can be changed as it is.",
        (Delete, _) => "It was published, and its record is kept. Archive it instead.",
        (Edit | Save | Publish, _) => "It is published. Make a new version to change more than what its messages say.",
        (EditWhat, Status::Completed) => "It is completed. Make a new version instead.",
        (EditWhat, Status::Stopped) => "It is stopped. Make a new version or clone it instead.",
        (NewVersion, Status::Scheduled) => "It has not started yet. Stop it first, or clone it.",
        (Resume, Status::Scheduled | Status::Running) => "It is not paused.",
        (Pause, Status::Paused) => "It is paused already.",
        (Pause | Resume, Status::Completed) => "It is completed: nobody new enters. Make a new version instead.",
        (Pause | Resume, Status::Restricted) => "A newer version took over: nobody new enters here.",
        (Pause | Resume, Status::Stopped) => "It is stopped, which cannot be undone. Make a new version or clone it.",
        (Stop, Status::Stopped) => "It is stopped already.",
        (Clone, Status::Restricted) => {
            "A newer version took over. Clone that one, or make a new version from this one."
        }
        (Archive, Status::Restricted) => "Those inside still finish here. Stop it first.",
        _ => "It is not available in this status.",
    })
}

/// The effects of an action on the three groups of users, before the click (journey.md §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effects {
    /// Those who are not in yet.
    pub outside: &'static str,
    /// Those who are inside and waiting.
    pub inside: &'static str,
    /// Those a message is queued for.
    pub queued: &'static str,
    /// A sentence on whether the action can be undone.
    pub undo: &'static str,
}

/// The effects of an available action on a version of this status.
pub fn effects(action: Action, status: Status) -> Effects {
    let live = status.is_live();
    let inside = !matches!(status, Status::Draft | Status::Scheduled | Status::Stopped);
    const NOBODY: &str = "Nobody is inside.";
    const NOTHING: &str = "No message is queued.";
    match action {
        Action::Pause => Effects {
            outside: if status == Status::Scheduled {
                "Nobody enters when it starts, until it is resumed."
            } else {
                "Nobody enters until it is resumed. Those who would have qualified meanwhile are passed over."
            },
            inside: if inside { "They stay and keep moving." } else { NOBODY },
            queued: if inside { "Their messages are still sent." } else { NOTHING },
            undo: "Resume opens it again.",
        },
        Action::Resume => Effects {
            outside: "They can enter again from now on, or from its start where that is still ahead.",
            inside: "Nothing changes for them.",
            queued: "Their messages are sent as before.",
            undo: "It can be paused again.",
        },
        Action::Stop => stopping(status),
        Action::Archive if live => Effects { undo: "It is stopped first, which cannot be undone.", ..stopping(status) },
        Action::Archive => Effects {
            outside: "Nobody enters, as before.",
            inside: if inside { "They move on until they leave, as before." } else { NOBODY },
            queued: if inside { "Their messages are still sent." } else { NOTHING },
            undo: "Unarchive returns it to the list.",
        },
        Action::Unarchive => Effects {
            outside: "Nobody enters: it comes back to the list with the status it has.",
            inside: "Nothing changes for them.",
            queued: "Nothing changes for them.",
            undo: "It can be archived again.",
        },
        Action::Delete => Effects {
            outside: "Nobody could enter: it was never published.",
            inside: NOBODY,
            queued: NOTHING,
            undo: "It can be brought back right afterwards.",
        },
        Action::Clone | Action::NewVersion => Effects {
            outside: "Nobody enters the draft before it is published.",
            inside: "They stay where they are.",
            queued: "Their messages are sent as before.",
            undo: if action == Action::Clone { "The draft can be deleted." } else { "The draft can be discarded." },
        },
        Action::Edit | Action::Save | Action::Publish | Action::EditWhat => Effects {
            outside: "They get what is published.",
            inside: "They get what is published from then on.",
            queued: "Changes apply to messages sent from then on.",
            undo: "Changes can be undone.",
        },
    }
}

fn stopping(status: Status) -> Effects {
    let inside = !matches!(status, Status::Draft | Status::Scheduled | Status::Stopped);
    Effects {
        outside: if status.is_live() { "Nobody enters any more." } else { "Nobody enters, as before." },
        inside: if inside { "They stop where they are and are let go." } else { "Nobody is inside." },
        queued: if inside { "Their messages are not sent." } else { "No message is queued." },
        undo: "This cannot be undone. Only a clone or a new version starts again.",
    }
}

/// Why an action did not happen. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionError {
    /// The journey or version is gone.
    Gone,
    /// It is not available; why.
    Unavailable(&'static str),
}

impl fmt::Display for ActionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("The journey is not there any more."),
            Self::Unavailable(why) => f.write_str(why),
        }
    }
}

/// Tells the entry window of a published version: the timetable's part in the status.
pub type EntryWindowOf<'a> = &'a dyn Fn(&Journey, &Published) -> EntryWindow;

/// The statuses of a journey's versions at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statuses(Vec<(VersionRef, Status)>);

impl Statuses {
    /// Of every version, by number, the draft last.
    pub fn of(journey: &Journey, entry: EntryWindowOf<'_>, now: Instant) -> Self {
        let published = journey.published.iter().map(|version| {
            (VersionRef::Number(version.number()), status(version.record(), entry(journey, version), now))
        });
        Self(published.chain(journey.draft.is_some().then_some((VersionRef::Draft, Status::Draft))).collect())
    }

    /// Of one version.
    pub fn get(&self, version: VersionRef) -> Option<Status> {
        self.0.iter().find(|(other, _)| *other == version).map(|(_, status)| *status)
    }

    /// The live version, of which there is at most one.
    pub fn live(&self) -> Option<(u32, Status)> {
        self.0.iter().rev().find_map(|(version, status)| match version {
            VersionRef::Number(number) if status.is_live() => Some((*number, *status)),
            _ => None,
        })
    }

    /// Every version that is live, by number. More than one comes only from a file that was put together by hand.
    pub fn all_live(&self) -> Vec<(u32, Status)> {
        let live = |(version, status): &(VersionRef, Status)| match version {
            VersionRef::Number(number) if status.is_live() => Some((*number, *status)),
            _ => None,
        };
        self.0.iter().filter_map(live).collect()
    }

    /// The version that an action means, where one is named: most are done to that one. The journey as a whole, of which
    /// the row shows one version, is archived, deleted and brought back.
    pub fn meant(&self, action: Action, named: Option<u32>) -> (VersionRef, Status) {
        let of_journey = matches!(action, Action::Archive | Action::Unarchive | Action::Delete);
        let named = named.map(VersionRef::Number).filter(|_| !of_journey);
        named.and_then(|version| Some((version, self.get(version)?))).unwrap_or_else(|| self.shown())
    }

    /// The version that the journey's row shows: the live one, else the latest (journey.md §8).
    pub fn shown(&self) -> (VersionRef, Status) {
        match (self.live(), self.0.last()) {
            (Some((number, status)), _) => (VersionRef::Number(number), status),
            (None, Some(last)) => *last,
            (None, None) => (VersionRef::Draft, Status::Draft),
        }
    }
}

/// Does *Pause*, *Resume*, *Stop*, *Archive* or *Unarchive* to a journey, at an instant. The version is the one its row
/// shows, or for the actions on a version the one that is named. What is done comes after all that is on record, whatever the
/// clock says: pauses never overlap ([`present`]).
///
/// # Errors
///
/// [`ActionError`] where the version is gone or the action is not available for it.
pub fn act(
    journey: &mut Journey,
    version: VersionRef,
    action: Action,
    statuses: &Statuses,
    now: Instant,
) -> Result<(), ActionError> {
    let status = statuses.get(version).ok_or(ActionError::Gone)?;
    available(action, status, Facts::of(journey)).map_err(ActionError::Unavailable)?;
    if action == Action::Unarchive {
        journey.archived = false;
        return Ok(());
    }
    let VersionRef::Number(number) = version else {
        return Err(ActionError::Unavailable("It is not published yet."));
    };
    let now = present(journey, now);
    // Archiving is done to the journey, so it stops the live version whichever one was named.
    let number = if action == Action::Archive { statuses.live().map_or(number, |live| live.0) } else { number };
    let status = statuses.get(VersionRef::Number(number)).unwrap_or(status);
    let record = journey.version_mut(number).ok_or(ActionError::Gone)?.record_mut();
    match action {
        Action::Pause => record.paused.push((now, None)),
        Action::Resume => {
            for pause in record.paused.iter_mut().filter(|pause| pause.0 <= now && pause.1.is_none_or(|to| now < to)) {
                pause.1 = Some(now);
            }
        }
        Action::Stop => record.stopped = Some(now),
        Action::Archive => {
            if status.is_live() {
                record.stopped = Some(now);
            }
            journey.archived = true;
        }
        _ => return Err(ActionError::Unavailable("It is not done this way.")),
    }
    Ok(())
}

/// The instant it is for a journey: the clock's, but never before the last act on record. A clock that was set back takes
/// nothing back that was done.
pub fn present(journey: &Journey, clock: Instant) -> Instant {
    let acts = journey.published.iter().flat_map(|version| {
        let record = version.record();
        let pauses = record.paused.iter().flat_map(|(from, to)| [Some(*from), *to]);
        pauses.chain([Some(record.at), record.superseded, record.stopped]).flatten()
    });
    acts.fold(clock, Instant::max)
}

/// A new journey with the content of one version: a draft of its own, with what describes the journey but nothing of its
/// past (journey.md §2: dates that lie in the past are kept, and the checks flag them).
pub fn cloned(journey: &Journey, content: &Draft, id: JourneyId, name: Name, now: Instant) -> Journey {
    let mut clone = Journey::new(id, name, content.clone(), now);
    clone.description.clone_from(&journey.description);
    clone.labels.clone_from(&journey.labels);
    clone
}
