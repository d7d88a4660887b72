//! The journey that is open, as the parts of the builder read it: from the workspace, and always as it is now.

use std::sync::Arc;

use editor::Mode;
use journey::{
    checks::Finding,
    journey::{Draft, Journey, VersionRef},
    lifecycle::{Action, Facts, Previous, Status, available},
    schedule::{Publishing, Schedule},
    text::{JourneyId, Name},
    time::Instant,
};
use leptos::prelude::*;
use signals::{SharedMemo, SharedSignal};

use crate::{route::Route, workspace::Workspace};

/// The name that is shown before a journey has one.
const NO_NAME: &str = "Untitled journey";

/// The open journey and the version of it.
#[derive(Clone, Copy)]
pub struct Subject {
    /// The workspace that it is in.
    pub workspace: Workspace,
    /// The version that is open.
    pub version: VersionRef,
    /// The journey on record, once it was saved.
    pub journey: SharedMemo<Option<Arc<Journey>>>,
    /// The status of the open version.
    pub status: SharedMemo<Status>,
    /// The live version and its status, where there is one.
    pub live: SharedMemo<Option<(u32, Status)>>,
    /// The name of a journey that was never saved, as it is typed.
    pub typed_name: SharedSignal<String>,
    id: StoredValue<Option<JourneyId>>,
    minute: SharedMemo<i64>,
    is_taken: SharedMemo<bool>,
}

impl Subject {
    /// A journey by its id, or a new one that is called so.
    pub fn new(workspace: Workspace, id: Option<JourneyId>, version: VersionRef, name: String) -> Self {
        let id = StoredValue::new(id);
        let journey = SharedMemo::new(move |_| id.get_value().and_then(|id| workspace.get(&id)));
        let status = SharedMemo::new(move |_| {
            journey.with(|journey| {
                journey.as_ref().and_then(|journey| workspace.statuses(journey).get(version)).unwrap_or(Status::Draft)
            })
        });
        let live = SharedMemo::new(move |_| {
            journey.with(|journey| journey.as_ref().and_then(|journey| workspace.statuses(journey).live()))
        });
        let typed_name = SharedSignal::new(name);
        let minute = SharedMemo::new(move |_| workspace.now.get().timestamp().div_euclid(60));
        // Apart from the checks, which need not run anew whenever a journey was saved.
        let is_taken = SharedMemo::new(move |_| {
            typed_name
                .with(|name| Name::parse(name))
                .is_ok_and(|name| workspace.is_taken(&name, id.get_value().as_ref()))
        });
        Self { workspace, version, journey, status, live, typed_name, id, minute, is_taken }
    }

    /// The id of the journey, once it was saved.
    pub fn id(self) -> Option<JourneyId> {
        self.id.get_value()
    }

    /// The id as a signal: it changes as seldom as that, so that a menu with the focus stays while the journey changes.
    pub fn saved_id(self) -> SharedMemo<Option<JourneyId>> {
        SharedMemo::new(move |_| self.journey.with(|journey| journey.as_ref().map(|journey| journey.id.clone())))
    }

    /// The name that is shown.
    pub fn name(self) -> String {
        match self.journey.get() {
            Some(journey) => journey.name.to_string(),
            None => match self.typed_name.get().trim() {
                "" => NO_NAME.to_owned(),
                name => name.to_owned(),
            },
        }
    }

    /// The description of the journey.
    pub fn description(self) -> String {
        self.journey.with(|journey| journey.as_ref().map(|journey| journey.description.clone())).unwrap_or_default()
    }

    /// The extent of the changes that the open version allows.
    pub fn mode(self) -> Mode {
        let status = self.status.get();
        let facts = Facts { archived: false, was_published: true, draft_waits: false, versions: 1, rehearsing: false };
        match status {
            Status::Draft => Mode::Draft,
            status if available(Action::EditWhat, status, facts).is_ok() => Mode::ContentOnly,
            _ => Mode::ReadOnly,
        }
    }

    /// A publication in this minute, over the live version as `previous` says.
    pub fn publishing(self, previous: Option<Previous>) -> Publishing {
        let minute = Instant::from_timestamp(self.minute.get() * 60, 0).unwrap_or_default();
        previous.unwrap_or_default().publishing(minute)
    }

    /// Checks a draft of it, for a publication.
    pub fn check(self, draft: &Draft, publishing: Publishing) -> Vec<Finding> {
        let name = self.typed_name.get();
        let named = if self.id().is_none() && name.trim().is_empty() { NO_NAME } else { &name };
        self.workspace.check(draft, (named, self.is_taken.get()), publishing)
    }

    /// The schedule of the open version: a draft has none.
    pub fn schedule(self) -> SharedMemo<Option<Schedule>> {
        SharedMemo::new(move |_| match self.version {
            VersionRef::Number(number) => self.journey.with(|journey| {
                let journey = journey.as_ref()?;
                Some(Schedule::of(journey, journey.version(number)?))
            }),
            VersionRef::Draft => None,
        })
    }

    /// The other versions that can be opened: the words of the link, and where it leads.
    pub fn others(self) -> Vec<(String, Route)> {
        let live = self.live.get().map(|live| live.0);
        self.journey.with(|journey| {
            let Some(journey) = journey else { return Vec::new() };
            match (self.version, live) {
                (VersionRef::Draft, Some(number)) => {
                    vec![(format!("Version {number} is live"), Route::Version(journey.id.clone(), number))]
                }
                (VersionRef::Number(_), _) if journey.draft.is_some() => {
                    vec![("A draft waits".to_owned(), Route::Journey(journey.id.clone()))]
                }
                _ => Vec::new(),
            }
        })
    }
}
