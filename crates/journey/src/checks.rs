//! The checks before publishing that need no timetable (spec: journey.md §7): everything that is wrong is found at once, each
//! with its place and, where there is an obvious one, a repair.
//!
//! [`table`] lists the checks; the other files find what they name. All of them read one [`index`], so that the whole costs
//! little more than one walk over the graph.

mod cycle;
pub(crate) mod entry;
mod fields;
mod flow;
mod index;
mod links;
mod paths;
mod quiet;
mod setup;
mod table;

#[cfg(test)]
mod tests;

use index::Index;
pub use table::{CheckId, CheckSpec, Severity};

use crate::{
    edit::Edit,
    field::Section,
    graph::LinkKey,
    journey::Draft,
    schedule::Publishing,
    text::{NAME_MAX, Name, NameError, NodeId},
    time::{Instant, Local},
};

/// What the checks have to know besides the draft.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The journey's name as it was typed.
    pub name: &'a str,
    /// Whether another journey that is not archived bears this name.
    pub name_taken: bool,
    /// How it would be published: now.
    pub publishing: Publishing,
    /// What the clocks of the journey's zone show at an instant, for dates in the past; `None` where nobody knows a zone of that
    /// name, which is an error of its own: then only what is past in every zone is found.
    pub to_local: Option<&'a dyn Fn(Instant) -> Local>,
    /// The nodes of another journey of the workspace; `None` where it is gone.
    pub journey_nodes: &'a dyn Fn(&str) -> Option<Vec<NodeId>>,
}

/// Where something is wrong: what the page selects, brings into view and opens.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In what the journey is called.
    Journey(JourneyField),
    /// In the setup.
    Setup(SetupField),
    /// At a node.
    Node {
        /// Which.
        id: NodeId,
        /// Which of its fields; the node as a whole where there is none.
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
    fn of(section: Section, key: &'static str) -> Self {
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
    /// Which check found it.
    pub check: CheckId,
    /// Where.
    pub place: Place,
    /// What is wrong and what to do, in whole sentences; the node is not named, for its place says which.
    pub message: String,
    /// The obvious way to put it right, where there is one.
    pub repair: Option<Repair>,
}

/// The obvious way to put something right with one click.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    /// What the button says.
    pub label: &'static str,
    /// What it does.
    pub fix: Fix,
}

/// What a repair does.
#[derive(Clone, Debug, PartialEq)]
pub enum Fix {
    /// Edits the draft.
    Edit(Edit),
    /// Gives the journey this name.
    Name(String),
}

impl Finding {
    /// A finding without a repair.
    pub fn new(check: CheckId, place: Place, message: impl Into<String>) -> Self {
        Self { check, place, message: message.into(), repair: None }
    }

    fn at_setup(check: CheckId, field: SetupField, message: impl Into<String>) -> Self {
        Self::new(check, Place::Setup(field), message)
    }

    fn at_node(check: CheckId, id: &NodeId, field: Option<NodeField>, message: impl Into<String>) -> Self {
        Self::new(check, Place::Node { id: id.clone(), field }, message)
    }

    fn at_link(check: CheckId, key: &LinkKey, message: impl Into<String>) -> Self {
        Self::new(check, Place::Link(key.clone()), message)
    }

    fn repair(mut self, label: &'static str, edit: Edit) -> Self {
        self.repair = Some(Repair { label, fix: Fix::Edit(edit) });
        self
    }

    /// Whether it blocks publishing.
    pub fn severity(&self) -> Severity {
        self.check.spec().severity
    }

    /// Whether it blocks publishing.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }
}

/// The proof that a draft may be published: the checks found no error in it. It holds the draft, so that what is published is
/// what was checked (journey.md §3).
#[derive(Clone, Debug, PartialEq)]
pub struct Cleared(Draft);

impl Cleared {
    /// The draft, for who publishes it.
    pub(crate) fn into_draft(self) -> Draft {
        self.0
    }
}

/// Clears a draft for publishing, by everything that the checks found in it.
///
/// # Errors
///
/// The number of errors among the findings.
pub fn cleared(draft: Draft, findings: &[Finding]) -> Result<Cleared, usize> {
    match findings.iter().filter(|finding| finding.is_error()).count() {
        0 => Ok(Cleared(draft)),
        errors => Err(errors),
    }
}

impl Place {
    /// The node it is at, or that the link leaves.
    pub fn node(&self) -> Option<&NodeId> {
        match self {
            Self::Node { id, .. } => Some(id),
            Self::Link(key) => Some(&key.from),
            Self::Journey(_) | Self::Setup(_) => None,
        }
    }

    /// Where that is, as a person reads it in a list: “Name”, “Setup”, a node's or a link's name.
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

/// Everything that is wrong with a draft and its name, in reading order: the journey, the setup, then the nodes from the
/// entry on (breadth first, by handle), those that nobody reaches by position, each with the links that leave it; at the same
/// place the errors first.
pub fn check(draft: &Draft, context: &Context) -> Vec<Finding> {
    let mut findings: Vec<Finding> = check_name(context.name, context.name_taken).into_iter().collect();
    findings.extend(check_draft(draft, context));
    findings
}

/// What is wrong with a name (journey.md §3).
pub fn check_name(typed: &str, taken: bool) -> Option<Finding> {
    let (error, fix) = match Name::parse(typed) {
        Err(error @ NameError::Missing) => (error, None),
        Err(error @ NameError::TooLong(_)) => {
            let cut: String = typed.trim().chars().take(NAME_MAX).collect();
            (error, Some(("Shorten the name", cut.trim_end().to_owned())))
        }
        Err(error @ (NameError::Control | NameError::Taken)) => {
            let spaced: String = typed.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            (error, Some(("Put it on one line", spaced)))
        }
        Ok(_) if taken => (NameError::Taken, None),
        Ok(_) => return None,
    };
    let id = match error {
        NameError::Missing => CheckId::NameMissing,
        NameError::TooLong(_) => CheckId::NameTooLong,
        NameError::Control => CheckId::NameControl,
        NameError::Taken => CheckId::NameTaken,
    };
    // What is left after cutting may be nothing but blanks, or have a line break too: then one click does not put it right.
    let fix = fix.filter(|(_, name)| Name::parse(name).is_ok());
    let repair = fix.map(|(label, name)| Repair { label, fix: Fix::Name(name) });
    Some(Finding { repair, ..Finding::new(id, Place::Journey(JourneyField::Name), error.to_string()) })
}

/// Everything that is wrong with a draft, whatever it is called.
pub fn check_draft(draft: &Draft, context: &Context) -> Vec<Finding> {
    let index = Index::new(draft);
    let mut found = Vec::new();
    setup::check(draft, context, &mut found);
    quiet::check(&index, &mut found);
    entry::check(&index, context, &mut found);
    fields::check(&index, &mut found);
    paths::check(&index, &mut found);
    links::check(&index, &mut found);
    cycle::check(&index, &mut found);
    flow::check(&index, &mut found);
    found.sort_by_cached_key(|finding| (index.rank(&finding.place), finding.severity()));
    found
}

/// Findings of a draft in reading order: those of here and those of others together. Of one check at one place the first stays.
pub fn in_order(draft: &Draft, mut found: Vec<Finding>) -> Vec<Finding> {
    let index = Index::new(draft);
    found.sort_by_cached_key(|finding| (index.rank(&finding.place), finding.severity()));
    found.dedup_by(|later, first| later.check == first.check && later.place == first.place);
    found
}
