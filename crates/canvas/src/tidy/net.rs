//! The nodes of a graph in columns, with the pieces of the links between them.

/// A link between two nodes by their numbers; `a` stands in an earlier column than `b` once rings are opened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wire {
    pub a: usize,
    pub b: usize,
    /// The height where it touches `a`, from the middle of the card down.
    pub ya: f64,
    /// The height where it touches `b`.
    pub yb: f64,
}

/// The columns with the nodes in them. Numbers from `real` up are no nodes but places where a longer link passes a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Net {
    /// The number of nodes.
    pub real: usize,
    /// The column of each.
    pub column: Vec<usize>,
    /// The pieces of the links, each from one column to the next.
    pub pieces: Vec<Wire>,
    /// The pieces that arrive at each, by their number in `pieces`.
    pub left: Vec<Vec<usize>>,
    /// The pieces that leave each.
    pub right: Vec<Vec<usize>>,
}
