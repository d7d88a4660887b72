//! The open journey without a browser: its draft with undo, the selection, the viewport, the tools of the pointer, and what the
//! keys do. Views read its signals and call its commands; only this crate writes them (house.md, idea 6).
//!
//! The time, new ids, announcements and the focus come from the page, through [`Host`].

pub mod add_node;
pub mod annotations;
pub mod arrange;
pub mod clipboard;
pub mod commands;
mod context;
pub mod findings;
mod geometry;
mod history;
pub mod host;
pub mod interaction;
mod keys;
pub mod links;
pub mod readable;
mod select;
pub mod selection;
pub mod state;
pub mod tools;
pub mod viewport;
mod visible_graph;

pub use commands::Command;
pub use context::Focused;
pub use host::{Host, Request};
pub use selection::Selection;
pub use state::{Editor, Mode};
