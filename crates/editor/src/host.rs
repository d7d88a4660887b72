//! The services that the editor asks of the page around it.

use journey::text::NodeId;

/// The part of a command that only the page can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// Opens the command menu.
    Commands,
    /// Saves the draft, or the changes of a published version.
    Save,
    /// Saves from within an open dialog.
    SaveFromDialog,
    /// Opens *Publish journey*.
    Publish,
    /// Opens *Setup*.
    Setup,
    /// Shows or hides the list of findings.
    Checks,
    /// Shows or hides the rehearsal.
    Rehearse,
    /// Opens the versions.
    Versions,
    /// Opens the restore points.
    RestorePoints,
    /// Opens the link to this journey.
    Share,
    /// Opens the list of keys.
    Help,
    /// Goes to the listings.
    Leave,
    /// Copies the selection to the clipboard of the system.
    Copy,
    /// Cuts the selection to the clipboard of the system.
    Cut,
    /// Pastes from the clipboard of the system.
    Paste,
    /// Shows the canvas.
    Canvas,
    /// Shows the outline.
    Outline,
    /// Saves the picture as SVG.
    Svg,
    /// Saves the picture as PNG.
    Png,
    /// Prints the picture.
    Print,
    /// Tidies the graph up, by [`crate::arrange::tidy_up`]: a page may load that code when it is first asked for.
    Tidy,
    /// Gives the focus back to the canvas or the outline.
    Back,
    /// Gives the focus to the next part of the page.
    NextPart,
    /// Gives the focus to the part of the page before.
    PreviousPart,
    /// Presses the button that confirms the dialog.
    Confirm,
}

/// The page around an editor. A test is one as well.
pub trait Host: Send + Sync {
    /// Milliseconds by a clock, which tell edits of one stroke from others.
    fn milliseconds(&self) -> f64;
    /// An id that no node, note or group has.
    fn new_id(&self) -> NodeId;
    /// Announces a text to screen readers.
    fn announce(&self, text: String);
    /// Shows a text to everybody, and announces it.
    fn toast(&self, text: String);
    /// Gives the focus to a node's card, a note, or a group's frame or box, as soon as it is drawn.
    fn focus(&self, id: &NodeId);
    /// Gives the focus to the first field of what is selected.
    fn open_fields(&self);
    /// As [`Self::open_fields`], in the next frame: for what was selected just now.
    fn open_new_fields(&self);
    /// Does what a command asks of the page; returns false where there is nothing to do.
    fn ask(&self, request: Request) -> bool;
    /// The reason why the page would refuse a request, as a sentence. Tracks what it depends on.
    fn refusal(&self, request: Request) -> Option<String>;
    /// Tells that keys of one character without a modifier are turned on.
    fn has_single_keys(&self) -> bool;
}
