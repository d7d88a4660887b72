//! A journey as the workspace holds it: at the start all of it but its graphs, which are most of what there is to read, and
//! these when somebody asks for them or the browser has nothing else to do.

use std::{
    rc::Rc,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use journey::journey::Journey;
use leptos::prelude::*;

use super::Workspace;
use crate::{lazy::when_idle, storage::Unread};

/// How much is read at a time when the browser has nothing else to do, in bytes: some milliseconds.
const STEP: usize = 40_000;

/// A journey of the workspace.
pub struct Held {
    /// All of it but its graphs, which may be empty.
    outline: Arc<Journey>,
    unread: Mutex<Option<Unread>>,
    whole: OnceLock<Option<Arc<Journey>>>,
}

impl Held {
    /// A journey, of which this was not read yet.
    pub fn new(journey: Journey, unread: Option<Unread>) -> Arc<Self> {
        let outline = Arc::new(journey);
        let whole = match unread {
            Some(_) => OnceLock::new(),
            None => OnceLock::from(Some(outline.clone())),
        };
        Arc::new(Self { outline, unread: Mutex::new(unread), whole })
    }

    /// All of it but its graphs: **not for anything that is saved, drawn or counted by its nodes**.
    pub fn outline(&self) -> &Arc<Journey> {
        &self.outline
    }

    /// All of it. Nothing where its graphs cannot be read: it goes off the workspace then, a moment later.
    pub(super) fn whole(&self, workspace: Workspace) -> Option<Arc<Journey>> {
        let read = || {
            let unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner).take()?;
            let whole = workspace.records.read_rest(&self.outline.id, unread);
            if whole.is_none() {
                let id = self.outline.id.clone();
                set_timeout(move || workspace.drop_from_view(&id), Duration::ZERO);
            }
            whole.map(Arc::new)
        };
        self.whole.get_or_init(read).clone()
    }

    /// How much of it was not read yet, in bytes.
    fn left(&self) -> usize {
        self.unread.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map_or(0, Unread::bytes)
    }
}

/// Reads what was not read yet, in steps: what is damaged is to be found while there is time for it, and what is opened
/// next is there.
pub(super) fn read_on(workspace: Workspace) {
    when_idle(Rc::new(move || {
        let mut room = STEP;
        for held in workspace.journeys.get_untracked() {
            match held.left() {
                0 => {}
                _ if room == 0 => return read_on(workspace),
                bytes => {
                    room = room.saturating_sub(bytes);
                    held.whole(workspace);
                }
            }
        }
        workspace.reading.set_value(false);
    }));
}
