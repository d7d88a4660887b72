//! The open workspace: the one place where the app's state changes. Pages call its methods; what it holds is on record
//! before they see it.

mod actions;
mod checks;
mod choices;
mod drafts;
mod failure;
mod handed;
mod lazy_journey;
mod names;
mod publish;
mod records;
mod state;
mod statuses;
mod transfer;
mod undo;

pub use failure::{Failure, FileError};

pub use records::Storage;
pub use state::{Workspace, provide_workspace, use_workspace};
pub use transfer::read;
pub use undo::{KEEP, Undo};

pub use storage::{
    bin::{DAYS as BIN_DAYS, Deleted, DeletedKind},
    key::WorkKey,
    points::{Point, Replacing},
    quarantine::Quarantined,
    records::SaveError,
    settings::{ENTRIES_MAX, Settings},
    space::{Space, USES, WARN_PERCENT},
    unfinished::key as text_key,
    unsaved::{Tab, Unsaved, ViewState},
};
