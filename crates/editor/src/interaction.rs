//! The state of what the pointer or the keys do on the canvas.

use std::{collections::HashSet, sync::Arc};

use canvas::{gesture::Gesture, view::View};
use journey::{
    graph::{LinkKey, Point},
    kind::Outcome,
    text::NodeId,
};
use keymap::held::Pan;

use crate::selection::Selection;

/// Nodes and notes that are being dragged. By how much is a signal of its own, so that what is not dragged does not hear of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Drag {
    /// Their ids.
    pub nodes: Arc<HashSet<NodeId>>,
    /// True where copies of them are dragged, and they themselves stay.
    pub copy: bool,
}

/// A link that is being drawn, by hand or by keyboard.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkDraft {
    /// From which node.
    pub from: NodeId,
    /// By which outcome.
    pub outcome: Outcome,
    /// The position of its loose end.
    pub to: Point,
    /// The node it would lead to, and whether it may.
    pub target: Option<(NodeId, bool)>,
    /// The link whose end is moved elsewhere, and whether it is the end where it leaves; none where a new link is drawn.
    pub reconnecting: Option<(LinkKey, bool)>,
}

/// The choice of the next node, offered where a link was dropped on the empty canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct AddNode {
    /// The outcome to link from; none where nothing was selected.
    pub from: Option<(NodeId, Outcome)>,
    /// The place of the new node.
    pub at: Point,
}

/// The state of the pointer and of the keys held with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tool {
    pub(crate) gesture: Gesture,
    /// Space is held: the view is moved.
    pub(crate) pan: Pan,
    /// The pointer that moved last, and its place in pixels of the pane.
    pub(crate) last: (i32, Point),
    /// Alt is held: a copy is dragged, or a box selects what lies in it alone.
    pub(crate) alt: bool,
    /// Ctrl is held, or ⌘ on a Mac: nothing clicks into line.
    pub(crate) free: bool,
    /// A note is held by its corner.
    pub(crate) corner: bool,
    /// The selection, the tab stop and the view before the press.
    pub(crate) before: Option<(Selection, Option<NodeId>, View)>,
}
