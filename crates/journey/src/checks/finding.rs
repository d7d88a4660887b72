//! Findings of the checks with place and repair; and the facts that checks need besides the draft.

use super::{CheckId, Severity};
use crate::{
    edit::Edit,
    model::{
        field::Section,
        graph::LinkKey,
        journey::Draft,
        schedule::Publishing,
        text::NodeId,
        time::{Instant, Local},
    },
};

/// The facts that the checks need besides the draft.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The journey's name as it was typed.
    pub name: &'a str,
    /// True where another journey that is not archived bears this name.
    pub name_taken: bool,
    /// The way it would be published: now.
    pub publishing: Publishing,
    /// Converts an instant to local time in the journey's zone, for dates in the past. `None` where the zone's name is
    /// unknown, which is an error of its own: then only dates past in every zone are found.
    pub to_local: Option<&'a dyn Fn(Instant) -> Local>,
    /// The nodes of another journey of the workspace; `None` where it is gone.
    pub journey_nodes: &'a dyn Fn(&str) -> Option<Vec<NodeId>>,
}

/// The place of a finding: the page selects it, brings it into view and opens it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In what the journey is called.
    Journey(JourneyField),
    /// In the setup.
    Setup(SetupField),
    /// At a node.
    Node {
        /// Which.
        id: NodeId,
        /// The field of the node; `None` for the node as a whole.
        field: Option<NodeField>,
    },
    /// At a link.
    Link(LinkKey),
}

/// A field of the journey itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JourneyField {
    /// Its name.
    Name,
    /// Its description.
    Description,
}

/// A field of the setup, in reading order. Numbers count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetupField {
    /// The entry criteria; also where a journey without an entry node is shown.
    Entry,
    /// The timeline.
    Timeline,
    /// The start.
    Start,
    /// The end.
    End,
    /// The time zone.
    Zone,
    /// The quiet hours as a whole.
    QuietHours,
    /// One window of the quiet hours.
    QuietWindow(usize),
    /// The control group.
    Control,
    /// The journey timeout.
    Timeout,
    /// The goals as a whole.
    Goals,
    /// One goal, and which of its fields.
    Goal(usize, Option<&'static str>),
}

/// A field of a node, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeField {
    /// Its title.
    Title,
    /// A field of its section *Segment*, by key.
    Segment(&'static str),
    /// A field of its section *Who*, by key.
    Who(&'static str),
    /// A field of its section *What*, by key.
    What(&'static str),
    /// A segment's window.
    Window,
    /// When an engagement goes out.
    When,
    /// A path of a split, from 0; the one behind the last is *Others*.
    Path(usize),
}

impl NodeField {
    /// The field of a section.
    pub(super) fn of(section: Section, key: &'static str) -> Self {
        match section {
            Section::Segment => Self::Segment(key),
            Section::Who => Self::Who(key),
            Section::What => Self::What(key),
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The check that found it.
    pub check: CheckId,
    /// Where.
    pub place: Location,
    /// Whole sentences on the fault and its remedy. They do not name the node, as its place does.
    pub message: String,
    /// The obvious way to put it right, where there is one.
    pub repair: Option<Repair>,
}

/// The obvious way to put something right with one click.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// The label of the button.
    pub label: &'static str,
    /// The change that it makes.
    pub fix: Fix,
}

/// The change that a repair makes.
#[derive(Clone, Debug, PartialEq)]
pub enum Fix {
    /// Edits the draft.
    Edit(Edit),
    /// Gives the journey this name.
    Name(String),
}

impl Finding {
    /// A finding without a repair.
    pub fn new(check: CheckId, place: Location, message: impl Into<String>) -> Self {
        Self { check, place, message: message.into(), repair: None }
    }

    pub(super) fn at_setup(check: CheckId, field: SetupField, message: impl Into<String>) -> Self {
        Self::new(check, Location::Setup(field), message)
    }

    pub(super) fn at_node(check: CheckId, id: &NodeId, field: Option<NodeField>, message: impl Into<String>) -> Self {
        Self::new(check, Location::Node { id: id.clone(), field }, message)
    }

    pub(super) fn at_link(check: CheckId, key: &LinkKey, message: impl Into<String>) -> Self {
        Self::new(check, Location::Link(key.clone()), message)
    }

    pub(super) fn repair(mut self, label: &'static str, edit: Edit) -> Self {
        self.repair = Some(Repair { label, fix: Fix::Edit(edit) });
        self
    }

    /// The severity: an error blocks publishing, a warning does not.
    pub fn severity(&self) -> Severity {
        self.check.spec().severity
    }

    /// True where it blocks publishing.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }
}

impl Location {
    /// The node it is at, or that the link leaves.
    pub fn node(&self) -> Option<&NodeId> {
        match self {
            Self::Node { id, .. } => Some(id),
            Self::Link(key) => Some(&key.from),
            Self::Journey(_) | Self::Setup(_) => None,
        }
    }

    /// The name of the place in a list: “Name”, “Setup”, or the name of a node or link.
    pub fn name(&self, draft: &Draft) -> String {
        match self {
            Self::Journey(JourneyField::Name) => "Name".to_owned(),
            Self::Journey(JourneyField::Description) => "Description".to_owned(),
            Self::Setup(_) => "Setup".to_owned(),
            Self::Node { id, .. } => {
                draft.graph.node(id).map_or_else(|| "A node that is gone".to_owned(), |node| node.label())
            }
            Self::Link(key) => draft.graph.link_label(key),
        }
    }
}
