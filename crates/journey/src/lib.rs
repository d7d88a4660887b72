//! What a journey is: graph, setup, lifecycle, versions, edits and checks, without a browser.
//!
//! The words are those of spec/journey.md. The folders are floors (README, Architecture): the model knows nobody; edits change
//! it; file, checks and previews read it; comparing and the clipboard work on these; the lifecycle decides; the library, the
//! import and the random journeys of tests stand on top. The model's modules are part of this crate's own surface:
//! [`kind`] and [`field`] are the table of node kinds; [`graph`], [`setup`] and [`journey`] the data; [`schedule`] what of a
//! record decides when users come in.

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

pub use model::{field, graph, journey, kind, order, schedule, setup, text, time, tokens};
