//! Nodes and links on the canvas, and beside them notes and groups (spec: journey.md §1, §5; format.md).

mod annotated;
mod annotations;
mod point;
mod timing;

use indexmap::IndexMap;

pub(crate) use annotated::group_fault;
pub(crate) use annotations::{Annotations, put};
pub use annotations::{GROUPS_MAX, Group, NOTE_LEAST, NOTE_MOST, NOTE_TEXT_MAX, NOTES_MAX, Note, Tone};
pub use point::{FAR, Point};
pub use timing::LinkTime;

use crate::model::{
    field::{Conditions, Fields, Section},
    kind::{Category, Kind, Outcome},
    text::NodeId,
    time::{ClockTime, Span},
};

/// The most nodes of a graph.
pub const NODES_MAX: usize = 10_000;
/// The most links of a graph.
pub const LINKS_MAX: usize = 40_000;
/// When an engagement goes out after the link's delay (journey.md §5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// As soon as the user arrives.
    #[default]
    AtOnce,
    /// At the next such clock time.
    Clock(ClockTime),
    /// At the time of day the user is most likely to look.
    BestTime,
}

/// One path of a split.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// The label of its handle; empty for “Path 1”, “Path 2”, ….
    pub name: String,
    /// Its share in percent, where it is a split test with manual percentages.
    pub percent: Option<u8>,
    /// Who takes it, where it is a conditional split.
    pub conditions: Conditions,
}

/// A node on the canvas. Which parts mean something depends on its kind; the others stay at their defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Unique within the graph.
    pub id: NodeId,
    /// Its kind.
    pub kind: Kind,
    /// The title that a person gave it; may be empty.
    pub title: String,
    /// Its upper left corner.
    pub at: Point,
    /// True where users come in here.
    pub entry: bool,
    /// Whom a segment waits for.
    pub segment: Fields,
    /// The time that a segment waits; without end where there is none.
    pub window: Option<Span>,
    /// An optional narrowing of an engagement.
    pub who: Fields,
    /// The content of an engagement, or the settings of a controller.
    pub what: Fields,
    /// When an engagement goes out.
    pub when: When,
    /// True where clock times are the user's where the setup says so; a node may opt out.
    pub user_zone: bool,
    /// The paths of a split.
    pub paths: Vec<Path>,
}

impl Node {
    /// A new node of a kind, with what its fields start with.
    pub fn new(id: NodeId, kind: Kind, at: Point) -> Self {
        let spec = kind.spec();
        let paths = match spec.paths {
            Some(limits) if limits.others => vec![Path::default(); 1],
            Some(_) => vec![Path { percent: Some(50), ..Path::default() }; 2],
            None => Vec::new(),
        };
        Self {
            id,
            kind,
            title: String::new(),
            at,
            entry: false,
            segment: Fields::start(spec.fields(Section::Segment)),
            window: None,
            who: Fields::start(spec.fields(Section::Who)),
            what: Fields::start(spec.fields(Section::What)),
            when: When::AtOnce,
            user_zone: true,
            paths,
        }
    }

    /// A value that its kind does not have, by its name in a file.
    pub(crate) fn stray(&self) -> Option<&'static str> {
        let (segment, engagement) = (self.kind.is_segment(), self.kind.is_engagement());
        [
            ("window", self.window.is_some() && !segment),
            ("when", self.when != When::AtOnce && !engagement),
            ("user_zone", !self.user_zone && !engagement),
        ]
        .into_iter()
        .find_map(|(name, stray)| stray.then_some(name))
    }

    /// The fields of one section.
    pub fn fields(&self, section: Section) -> &Fields {
        match section {
            Section::Segment => &self.segment,
            Section::Who => &self.who,
            Section::What => &self.what,
        }
    }

    /// The fields of one section, to change them.
    pub(crate) fn fields_mut(&mut self, section: Section) -> &mut Fields {
        match section {
            Section::Segment => &mut self.segment,
            Section::Who => &mut self.who,
            Section::What => &mut self.what,
        }
    }

    /// Its outcomes, in the order of its handles. An engagement that waits has *Timeout* too, the opposite of the
    /// outcome that is waited for (journey.md §5).
    pub fn outcomes(&self) -> Vec<Outcome> {
        let spec = self.kind.spec();
        let mut outcomes = spec.outcomes.to_vec();
        outcomes.extend((0..self.paths.len()).filter_map(|n| u8::try_from(n).ok()).map(Outcome::Path));
        if spec.paths.is_some_and(|limits| limits.others) {
            outcomes.push(Outcome::Others);
        }
        if self.kind.waits() {
            outcomes.push(Outcome::Timeout);
        }
        outcomes
    }

    /// True where a link may leave it by this outcome.
    pub fn has_outcome(&self, outcome: Outcome) -> bool {
        match outcome {
            Outcome::Path(n) => usize::from(n) < self.paths.len(),
            Outcome::Others => self.kind.spec().paths.is_some_and(|limits| limits.others),
            Outcome::Timeout if self.kind.waits() => true,
            named => self.kind.spec().outcomes.contains(&named),
        }
    }

    /// The name at the outcome's handle.
    pub fn outcome_name(&self, outcome: Outcome) -> String {
        match outcome {
            Outcome::Path(n) => match self.paths.get(usize::from(n)) {
                Some(path) if !path.name.trim().is_empty() => path.name.trim().to_owned(),
                _ => outcome.name(),
            },
            named => named.name(),
        }
    }

    /// The name assistive technology and messages call it by: `<kind>: <title>`, or the kind alone (interface.md).
    pub fn label(&self) -> String {
        match self.title.trim() {
            "" => self.kind.name().to_owned(),
            title => format!("{}: {title}", self.kind.name()),
        }
    }
}

/// The identity of a link: the node it leaves, the outcome, and the node it leads to. It is unique in a graph.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkKey {
    /// The node it leaves.
    pub from: NodeId,
    /// The outcome it leaves by.
    pub outcome: Outcome,
    /// The node it leads to.
    pub to: NodeId,
}

/// The times of a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LinkTiming {
    /// The sleep time before the next node.
    pub delay: Option<Span>,
    /// The time that the outcome is waited for, where it is one that waits.
    pub window: Option<Span>,
}

impl LinkTiming {
    /// True where a link by this outcome has no window, and these times have one.
    pub(crate) fn is_stray(&self, outcome: Outcome) -> bool {
        self.window.is_some() && !outcome.waits()
    }

    /// The times of a new link by this outcome: an outcome that is waited for has a window of a day.
    pub fn start(outcome: Outcome) -> Self {
        Self { delay: None, window: outcome.waits().then_some(Span::Days(1)) }
    }
}

/// Why a link cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRefusal {
    /// One of its ends is gone.
    NoSuchNode,
    /// The node has no such outcome.
    NoSuchOutcome,
    /// A node does not lead to itself.
    Itself,
    /// Users come in at the entry, from outside.
    IntoEntry,
    /// There is this link already.
    Twice,
    /// Several links may leave the same outcome only to segments.
    Parallel,
    /// The graph is at its limit.
    TooMany,
}

impl std::fmt::Display for LinkRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoSuchNode => "One end of the link is not there any more.",
            Self::NoSuchOutcome => "The node does not have this outcome.",
            Self::Itself => "A node cannot lead to itself.",
            Self::IntoEntry => "The entry is where users come in; nothing can lead to it.",
            Self::Twice => "There is this link already.",
            Self::Parallel => "Several links may leave one outcome only if all of them lead to segments.",
            Self::TooMany => "A journey holds at most 40,000 links.",
        })
    }
}

/// Nodes and links, each in the order they were added. Made by edits alone, it has no link without its two ends; read from
/// a file it may, which the checks find.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    pub(crate) nodes: IndexMap<NodeId, Node>,
    pub(crate) links: IndexMap<LinkKey, LinkTiming>,
    pub(crate) notes: Annotations<Note>,
    pub(crate) groups: Annotations<Group>,
}

impl Graph {
    /// A graph of these nodes and links; of several with the same id or key the first stays.
    pub fn of(nodes: impl IntoIterator<Item = Node>, links: impl IntoIterator<Item = (LinkKey, LinkTiming)>) -> Self {
        let mut graph = Self::default();
        for node in nodes {
            graph.nodes.entry(node.id.clone()).or_insert(node);
        }
        for (key, timing) in links {
            graph.links.entry(key).or_insert(timing);
        }
        graph
    }

    /// The node of this id.
    pub fn node(&self, id: &NodeId) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// The nodes, in the order they were added.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = &Node> {
        self.nodes.values()
    }

    /// The link's times; `None` where there is no such link.
    pub fn link(&self, key: &LinkKey) -> Option<&LinkTiming> {
        self.links.get(key)
    }

    /// The links, in the order they were added.
    pub fn links(&self) -> impl ExactSizeIterator<Item = (&LinkKey, &LinkTiming)> {
        self.links.iter()
    }

    /// The links that leave a node.
    pub fn links_from<'a>(&'a self, id: &'a NodeId) -> impl Iterator<Item = (&'a LinkKey, &'a LinkTiming)> {
        self.links.iter().filter(move |(key, _)| key.from == *id)
    }

    /// The links that lead to a node.
    pub fn links_to<'a>(&'a self, id: &'a NodeId) -> impl Iterator<Item = (&'a LinkKey, &'a LinkTiming)> {
        self.links.iter().filter(move |(key, _)| key.to == *id)
    }

    /// The entry: the first node that is marked as such.
    pub fn entry(&self) -> Option<&Node> {
        self.nodes.values().find(|node| node.entry)
    }

    /// Tells whether a link may be drawn.
    ///
    /// # Errors
    ///
    /// [`LinkRefusal`]: why it may not.
    pub fn can_link(&self, key: &LinkKey) -> Result<(), LinkRefusal> {
        self.can_link_but_for(key, None)
    }

    /// Decides as [`Graph::can_link`] does, without regard to another link, `gone`.
    pub(crate) fn can_link_but_for(&self, key: &LinkKey, gone: Option<&LinkKey>) -> Result<(), LinkRefusal> {
        let (Some(from), Some(to)) = (self.node(&key.from), self.node(&key.to)) else {
            return Err(LinkRefusal::NoSuchNode);
        };
        if !from.has_outcome(key.outcome) {
            return Err(LinkRefusal::NoSuchOutcome);
        }
        let siblings = self.siblings(&key.from, key.outcome, gone);
        self.refusal(key, to, &siblings, gone).map_or(Ok(()), Err)
    }

    /// The nodes that a link by an outcome may lead to, in the order of the graph.
    pub fn targets<'a>(&'a self, from: &'a NodeId, outcome: Outcome) -> impl Iterator<Item = &'a Node> {
        let leaves = self.node(from).is_some_and(|node| node.has_outcome(outcome));
        let siblings = self.siblings(from, outcome, None);
        self.nodes.values().filter(move |to| {
            let key = LinkKey { from: from.clone(), outcome, to: to.id.clone() };
            leaves && self.refusal(&key, to, &siblings, None).is_none()
        })
    }

    /// The nodes that the links by an outcome lead to already.
    fn siblings(&self, from: &NodeId, outcome: Outcome, gone: Option<&LinkKey>) -> Vec<&Node> {
        self.links_from(from)
            .filter(|(other, _)| other.outcome == outcome && Some(*other) != gone)
            .filter_map(|(other, _)| self.node(&other.to))
            .collect()
    }

    /// The reason against a link to a node, beside others by the same outcome.
    fn refusal(&self, key: &LinkKey, to: &Node, siblings: &[&Node], gone: Option<&LinkKey>) -> Option<LinkRefusal> {
        if key.from == key.to {
            return Some(LinkRefusal::Itself);
        }
        if to.entry {
            return Some(LinkRefusal::IntoEntry);
        }
        if self.links.contains_key(key) {
            return Some(LinkRefusal::Twice);
        }
        let together = |to: &Node| to.kind.is_segment() && siblings.iter().all(|node| node.kind.is_segment());
        if !siblings.is_empty() && !together(to) {
            return Some(LinkRefusal::Parallel);
        }
        (self.links.len() - usize::from(gone.is_some()) >= LINKS_MAX).then_some(LinkRefusal::TooMany)
    }

    /// The first outcome of a node that no link leaves by, in the order of its handles: where the next node is linked to.
    /// *Timeout* of an engagement comes into question only once something is waited for there.
    pub fn free_outcome(&self, id: &NodeId) -> Option<Outcome> {
        let node = self.node(id)?;
        let taken: Vec<Outcome> = self.links_from(id).map(|(key, _)| key.outcome).collect();
        let waited = taken.iter().any(|outcome| outcome.waits());
        node.outcomes()
            .into_iter()
            .filter(|outcome| node.kind.is_segment() || waited || *outcome != Outcome::Timeout)
            .find(|outcome| !taken.contains(outcome))
    }

    /// A link's name for assistive technology and messages: `<from> <outcome> to <to>` (interface.md).
    pub fn link_label(&self, key: &LinkKey) -> String {
        let name = |id: &NodeId| self.node(id).map_or_else(|| "a node that is gone".to_owned(), Node::label);
        let outcome = self.node(&key.from).map_or_else(|| key.outcome.name(), |node| node.outcome_name(key.outcome));
        format!("{} {outcome} to {}", name(&key.from), name(&key.to))
    }

    /// Counts the nodes of a category.
    pub fn count(&self, category: Category) -> usize {
        self.nodes.values().filter(|node| node.kind.spec().group == category).count()
    }
}
