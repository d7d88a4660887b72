//! The colours of a picture, on light and on dark ground.

/// The colours of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    pub(super) ground: &'static str,
    pub(super) card: &'static str,
    pub(super) line: &'static str,
    pub(super) text: &'static str,
    pub(super) soft: &'static str,
    pub(super) groups: [&'static str; 3],
    /// Good, waits, other, bad, path.
    pub(super) outcomes: [&'static str; 5],
    /// Ground and edge of a note: yellow, blue, green, rose, grey.
    pub(super) notes: [(&'static str, &'static str); 5],
}

/// On light ground, as on paper.
pub const LIGHT: Colours = Colours {
    ground: "#f6f8f9",
    card: "#ffffff",
    line: "#c9d1d5",
    text: "#1c2a30",
    soft: "#55666e",
    groups: ["#0c7a6b", "#3b63c4", "#9a5b12"],
    outcomes: ["#1f7d4c", "#2f67b8", "#5d7079", "#b8322b", "#7a4bb0"],
    notes: [
        ("#fbf4d2", "#e3d292"),
        ("#e3f2fd", "#b3d3ea"),
        ("#e0f6e7", "#aad9ba"),
        ("#fdeaed", "#eac0c8"),
        ("#eef1f2", "#ccd4d8"),
    ],
};

/// On dark ground.
pub const DARK: Colours = Colours {
    ground: "#161c20",
    card: "#20282d",
    line: "#455159",
    text: "#eef2f4",
    soft: "#a9b6bd",
    groups: ["#4cc5b2", "#8fb0f5", "#e0a85c"],
    outcomes: ["#61c58d", "#86b4ee", "#a3b1b8", "#f0857c", "#bf9bea"],
    notes: [
        ("#35301a", "#5f572f"),
        ("#22303b", "#3d5468"),
        ("#20342a", "#3a5f4a"),
        ("#3a2a2d", "#664a50"),
        ("#292e31", "#4a5358"),
    ],
};
