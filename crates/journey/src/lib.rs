//! What a journey is: graph, setup, lifecycle, versions, edits and checks, without a browser.
//!
//! The words are those of spec/journey.md. [`kind`] and [`field`] are the table of node kinds; [`graph`], [`setup`] and
//! [`journey`] the data; [`edit`] the one way a draft changes, [`history`] its undo; [`lifecycle`] the one table of statuses
//! and actions; [`format`] the file.

pub mod edit;
pub mod field;
pub mod format;
pub mod graph;
pub mod history;
pub mod journey;
pub mod kind;
pub mod lifecycle;
pub mod setup;
pub mod text;
pub mod time;
