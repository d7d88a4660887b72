//! The journey: graph, setup, lifecycle, versions, edits and checks, without a browser.
//!
//! The words are those of spec/journey.md. The folders are layers (README, Architecture). The model depends on no other
//! folder, and edits change it. File, checks and previews read it; comparison and clipboard use these. The lifecycle
//! decides; the library, the import and the random journeys of tests use all of them. The model's modules are public in
//! this crate: [`kind`] and [`field`] are the table of node kinds; [`graph`], [`setup`] and [`journey`] hold the data.
//! [`schedule`] holds the facts of a record that decide when users come in.

#[cfg(any(test, feature = "arbitrary"))]
pub mod arbitrary;
pub mod checks;
pub mod clip;
pub mod compare;
pub mod edit;
pub mod format;
pub mod import;
pub mod library;
pub mod lifecycle;
mod model;
pub mod preview;
pub mod share;

pub use model::{assumptions, field, graph, journey, kind, order, schedule, setup, text, time, tokens};
