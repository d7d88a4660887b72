//! What the hand or the keys are doing on the canvas.

use std::{collections::HashSet, sync::Arc};

use journey::{
    graph::{LinkKey, Point},
    kind::Outcome,
    text::NodeId,
};

/// Nodes and notes that are being dragged. By how much is a signal of its own, so that what is not dragged does not hear of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Carry {
    /// Which.
    pub nodes: Arc<HashSet<NodeId>>,
    /// Whether copies of them are dragged, and they themselves stay.
    pub copy: bool,
}

/// A link that is being drawn, by hand or by keyboard.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// From which node.
    pub from: NodeId,
    /// By which outcome.
    pub outcome: Outcome,
    /// Where its loose end is.
    pub to: Point,
    /// The node it would lead to, and whether it may.
    pub over: Option<(NodeId, bool)>,
    /// The link whose end is led elsewhere, and whether it is the end where it leaves; none where a new link is drawn.
    pub moving: Option<(LinkKey, bool)>,
}

/// The choice of the next node, offered where a link was dropped on the empty canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct AddStep {
    /// The outcome to link from; none where nothing was selected.
    pub from: Option<(NodeId, Outcome)>,
    /// Where the node will stand.
    pub at: Point,
}
