//! The open journey, apart from how it is drawn.

pub mod findings;
pub mod visible_graph;
