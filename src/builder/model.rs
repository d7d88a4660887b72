//! The open journey, apart from how it is drawn.

pub mod annotations;
pub mod editor;
pub mod findings;
pub mod interaction;
pub mod links;
pub mod panels;
pub mod selection;
pub mod viewport;
pub mod visible_graph;
