//! The services that the editor asks of the page around it.

use journey::text::NodeId;

/// The page around an editor. A test is one as well.
pub trait Host: Send + Sync {
    /// Milliseconds by a clock, which tell edits of one stroke from others.
    fn milliseconds(&self) -> f64;
    /// An id that no node, note or group has.
    fn new_id(&self) -> NodeId;
    /// Announces a text to screen readers.
    fn say(&self, text: String);
    /// Shows a text to everybody, and announces it.
    fn tell(&self, text: String);
    /// Gives the focus to a node's card, a note, or a group's frame or box, as soon as it is drawn.
    fn focus(&self, id: &NodeId);
    /// Gives the focus to the first field of what is selected.
    fn open_fields(&self);
    /// As [`Self::open_fields`], in the next frame: for what was selected just now.
    fn open_new_fields(&self);
}
