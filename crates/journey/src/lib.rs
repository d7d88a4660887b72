//! What a journey is: graph, setup, lifecycle, versions, edits and checks, without a browser.
//!
//! The words are those of spec/journey.md. [`kind`] and [`field`] are the table of node kinds; [`graph`], [`setup`] and
//! [`journey`] the data; [`schedule`] what of a record decides when users come in; [`edit`] the one way a draft changes, [`history`] its undo, [`compose`] the edits of a gesture,
//! [`clip`] copy and paste; [`merge`] what two tabs make of one draft; [`checks`] what stands in the way of publishing;
//! [`diff`] what differs between two versions; [`lifecycle`] the one table of statuses and actions; [`format`] the file, [`import`] and [`share`] how it comes in from outside;
//! [`library`] what a new workspace can start from; [`words`], [`preview`], [`sample`] and [`sms`] what a segment and a message
//! look like to a person.

#[cfg(any(test, feature = "arbitrary"))]
pub mod arbitrary;
pub mod checks;
pub mod clip;
pub mod compose;
pub mod diff;
pub mod edit;
pub mod field;
pub mod format;
pub mod graph;
pub mod history;
pub mod import;
pub mod journey;
pub mod kind;
pub mod library;
pub mod lifecycle;
pub mod merge;
pub mod order;
pub mod preview;
pub mod sample;
pub mod schedule;
pub mod setup;
pub mod share;
pub mod sms;
pub mod text;
pub mod time;
pub mod tokens;
pub mod words;
