//! The situation that a command runs in.

use journey::{
    graph::{LinkKey, Point},
    text::NodeId,
};
use keymap::chord::Chord;

use crate::state::Editor;

/// The situation that a command runs in.
pub struct Context<'a> {
    /// The open journey.
    pub editor: Editor,
    /// The chord that was pressed; none for a menu or a button.
    pub chord: Option<Chord>,
    /// The part of the canvas that has the focus.
    pub focused: &'a Focused,
    /// The point of the canvas at which a menu was opened.
    pub at: Option<Point>,
}

/// The part of the canvas that has the focus.
#[derive(Clone, Debug, Default)]
pub struct Focused {
    /// The link whose label it is on.
    pub link: Option<LinkKey>,
    /// The node whose card it is on.
    pub node: Option<NodeId>,
}

/// Nothing of the canvas has the focus.
pub(crate) const NOTHING: Focused = Focused { link: None, node: None };
