//! Versions held against each other: what differs, and what two tabs make of one draft.

pub mod diff;
pub mod merge;
pub mod together;
