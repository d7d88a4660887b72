//! The focus while a key is pressed, and the decision whether a clipboard key is meant for the graph.

/// The kind of element that has the focus, as far as keys depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The canvas.
    Canvas,
    /// The outline.
    Outline,
    /// The canvas or the outline, while a link that keys draw waits for its end.
    Linking,
    /// Nothing: the page itself.
    Page,
    /// A control without text: a button, a link, a box to tick, a list to choose from.
    Control,
    /// A field that text is typed in.
    Text,
    /// A menu, a list of choices or another pop-over.
    Overlay,
    /// A modal dialog, with whatever is in it.
    Dialog,
}

impl Focus {
    /// Every focus with its name in `commands.json`.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Canvas, "canvas"),
        (Self::Outline, "outline"),
        (Self::Linking, "linking"),
        (Self::Page, "page"),
        (Self::Control, "control"),
        (Self::Text, "text"),
        (Self::Overlay, "overlay"),
        (Self::Dialog, "dialog"),
    ];

    /// True where it is in the graph: the canvas or the outline.
    pub fn is_stage(self) -> bool {
        matches!(self, Self::Canvas | Self::Outline | Self::Linking)
    }
}

/// The place of marked words while a clipboard key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// Nowhere.
    Nowhere,
    /// In the canvas or the outline.
    OnStage,
    /// Elsewhere on the page.
    Elsewhere,
}

/// A key of the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clip {
    /// Copy.
    Copy,
    /// Cut.
    Cut,
    /// Paste.
    Paste,
}

/// True where a clipboard key is meant for the graph; otherwise the browser handles it. Marked words in the graph win
/// for copy and cut; for paste words never count. Words elsewhere win where no node is selected, and for copy also
/// where the focus is outside of the graph.
pub fn is_for_graph(clip: Clip, focus: Focus, marked: Marked, any_selected: bool) -> bool {
    let reaches = match focus {
        Focus::Canvas | Focus::Outline | Focus::Linking | Focus::Page | Focus::Control => true,
        Focus::Text | Focus::Overlay | Focus::Dialog => false,
    };
    let words_win = match (clip, focus, marked) {
        (Clip::Paste, ..) | (_, _, Marked::Nowhere) => false,
        (Clip::Cut, _, Marked::Elsewhere) => !any_selected,
        (Clip::Copy, focus, Marked::Elsewhere) if focus.is_stage() => !any_selected,
        _ => true,
    };
    reaches && !words_win
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_words_do_not_win_silently() {
        use Clip::{Copy, Cut, Paste};
        use Focus::{Canvas, Control, Dialog, Outline, Overlay, Page, Text};
        use Marked::{Elsewhere, Nowhere, OnStage};
        for (clip, focus, marked, selected, is_ours) in [
            (Copy, Canvas, Nowhere, true, true),
            (Copy, Canvas, Elsewhere, true, true),
            (Copy, Outline, Elsewhere, false, false),
            (Copy, Canvas, OnStage, true, false),
            (Cut, Canvas, Elsewhere, true, true),
            (Cut, Page, Elsewhere, true, true),
            (Paste, Canvas, Elsewhere, true, true),
            (Paste, Page, OnStage, false, true),
            // Whoever marked them pressed there last.
            (Copy, Page, Elsewhere, true, false),
            (Copy, Control, Elsewhere, true, false),
            (Copy, Control, Nowhere, true, true),
            (Copy, Text, Nowhere, true, false),
            (Paste, Text, Elsewhere, true, false),
            (Copy, Dialog, Nowhere, true, false),
            (Cut, Overlay, Nowhere, true, false),
        ] {
            assert_eq!(is_for_graph(clip, focus, marked, selected), is_ours, "{clip:?} {focus:?} {marked:?}");
        }
    }
}
