//! The data of a journey and the tables of its kinds and fields. It knows nothing of how it is changed, kept or checked.

pub mod assumptions;
mod draft;
pub mod field;
pub mod graph;
pub mod journey;
pub mod kind;
pub mod order;
pub mod schedule;
pub mod setup;
pub mod text;
pub mod time;
pub mod tokens;
