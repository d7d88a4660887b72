//! Notes on the canvas, and groups of nodes that collapse to one box. Neither changes the behaviour of a journey (issue
//! 5; format.md). Rehearsal, checks and timetable ignore them.

use super::{FAR, Point};
use crate::model::{field::fits, text::NodeId};

/// The most notes of a graph.
pub const NOTES_MAX: usize = 1_000;
/// The most groups of a graph.
pub const GROUPS_MAX: usize = 1_000;
/// The longest text of a note, in characters.
pub const NOTE_TEXT_MAX: usize = 2_000;
/// The least width and height of a note, in canvas units,
pub const NOTE_LEAST: f64 = 80.0;
/// and the most.
pub const NOTE_MOST: f64 = 2_000.0;
/// The number of characters of a note that stand for it in a sentence.
const WORDS: usize = 32;

/// The tone of a note's ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As paper notes mostly are.
    #[default]
    Yellow,
    /// Blue.
    Blue,
    /// Green.
    Green,
    /// Rose.
    Rose,
    /// Grey.
    Grey,
}

impl Tone {
    /// Each tone with its name in a file, which a person reads as well.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Yellow, "yellow"),
        (Self::Blue, "blue"),
        (Self::Green, "green"),
        (Self::Rose, "rose"),
        (Self::Grey, "grey"),
    ];

    /// Its name in a file.
    pub fn slug(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A note on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its upper left corner.
    pub at: Point,
    /// Its width (`x`) and height (`y`), in canvas units.
    pub size: Point,
    /// Its text; may be empty, and has several lines.
    pub text: String,
    /// The tone of its ground.
    pub tone: Tone,
}

impl Note {
    /// The size of a new note.
    pub const SIZE: Point = Point { x: 220.0, y: 140.0 };

    /// An empty note.
    pub fn new(at: Point) -> Self {
        Self { at, size: Self::SIZE, text: String::new(), tone: Tone::default() }
    }

    /// The note on whole units and of a size that a note may have: what is stored.
    pub fn settled(self) -> Self {
        let axis =
            |length: f64| if length.is_finite() { length.round().clamp(NOTE_LEAST, NOTE_MOST) } else { NOTE_LEAST };
        let size = Point { x: axis(self.size.x), y: axis(self.size.y) };
        Self { at: Point::settled(self.at.x, self.at.y), size, ..self }
    }

    /// True where it keeps the limits of the format.
    pub(crate) fn is_sound(&self) -> bool {
        fits(&self.text, NOTE_TEXT_MAX)
            && self.at.x.abs() <= FAR
            && self.at.y.abs() <= FAR
            && [self.size.x, self.size.y].iter().all(|axis| (NOTE_LEAST..=NOTE_MOST).contains(axis))
    }

    /// Its first words, on one line.
    pub fn words(&self) -> String {
        let mut words = String::new();
        let mut chars = self.text.split_whitespace().flat_map(|word| word.chars().chain([' ']));
        words.extend(chars.by_ref().take(WORDS));
        let rest = chars.next().is_some();
        words.truncate(words.trim_end().len());
        if rest {
            words.push('…');
        }
        words
    }

    /// The name assistive technology and messages call it by: `Note: <its first words>`.
    pub fn label(&self) -> String {
        match self.words() {
            words if words.is_empty() => "Empty note".to_owned(),
            words => format!("Note: {words}"),
        }
    }
}

/// Nodes that belong together. It stands where they stand: its frame is around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its name; may be empty.
    pub name: String,
    /// Its nodes, in the order of their ids; of a graph's groups no two have the same.
    pub nodes: Vec<NodeId>,
    /// True where it is shown as one box.
    pub collapsed: bool,
}

impl Group {
    /// Its title on the screen: its name, or “Group”.
    pub fn title(&self) -> &str {
        match self.name.trim() {
            "" => "Group",
            name => name,
        }
    }

    /// The number of its nodes, in words.
    pub fn count(&self) -> String {
        match self.nodes.len() {
            1 => "1 node".to_owned(),
            n => format!("{n} nodes"),
        }
    }

    /// The name assistive technology and messages call it by: `Group: <name>, <n> nodes`.
    pub fn label(&self) -> String {
        match self.name.trim() {
            "" => format!("Group, {}", self.count()),
            name => format!("Group: {name}, {}", self.count()),
        }
    }

    /// True where a node is in it.
    pub fn has(&self, id: &NodeId) -> bool {
        self.nodes.binary_search(id).is_ok()
    }

    /// The group without some of its nodes; none where it has no others.
    pub fn without(&self, gone: &dyn Fn(&NodeId) -> bool) -> Option<Self> {
        let nodes: Vec<NodeId> = self.nodes.iter().filter(|id| !gone(id)).cloned().collect();
        (!nodes.is_empty()).then(|| Self { nodes, ..self.clone() })
    }
}

/// The notes or the groups of a graph, in the order of their ids: so there is one way only to write them down.
pub(crate) type Annotations<T> = Vec<(NodeId, T)>;

/// One of them.
pub(crate) fn get<'a, T>(list: &'a Annotations<T>, id: &NodeId) -> Option<&'a T> {
    list.binary_search_by(|(other, _)| other.cmp(id)).ok().map(|at| &list[at].1)
}

/// Puts one there, or takes it away; what was there before.
pub(crate) fn put<T>(list: &mut Annotations<T>, id: &NodeId, value: Option<T>) -> Option<T> {
    match (list.binary_search_by(|(other, _)| other.cmp(id)), value) {
        (Ok(at), Some(value)) => Some(std::mem::replace(&mut list[at].1, value)),
        (Ok(at), None) => Some(list.remove(at).1),
        (Err(at), Some(value)) => {
            list.insert(at, (id.clone(), value));
            None
        }
        (Err(_), None) => None,
    }
}
