//! Form controls. No editor is known here.

pub mod link_time;
pub mod lists;
pub mod rows;
pub mod span;
