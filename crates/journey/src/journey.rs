//! Journeys and their versions. A draft has no number, and what is published has no setters but for *What*
//! (spec: journey.md §1, §2; format.md).

use crate::{
    edit::{Edit, Refused},
    graph::Graph,
    kind::Kind,
    setup::Setup,
    text::{JourneyId, Name},
    time::Instant,
};

/// The most versions of a journey, the draft included.
pub const VERSIONS_MAX: usize = 10;
/// The most labels of a journey.
pub const LABELS_MAX: usize = 20;

/// What can still be changed: a graph with its setup.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The setup.
    pub setup: Setup,
    /// The graph.
    pub graph: Graph,
}

impl Draft {
    /// An empty draft in this zone.
    pub fn new(zone: &str) -> Self {
        Self { setup: Setup::new(zone), graph: Graph::default() }
    }

    /// Whether a file would hold the same bytes of both: the same parts in the same order. (`==` passes over the order.)
    pub fn is_same(&self, other: &Self) -> bool {
        self.setup == other.setup
            && self.graph.nodes().eq(other.graph.nodes())
            && self.graph.links().eq(other.graph.links())
    }
}

/// What is on record of a published version; its status follows from this and the clock (format.md).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When *Done* was pressed.
    pub at: Instant,
    /// From when to when it was paused, in order; the last one may still last.
    pub paused: Vec<(Instant, Option<Instant>)>,
    /// When it was stopped.
    pub stopped: Option<Instant>,
    /// When a newer version took over.
    pub superseded: Option<Instant>,
}

impl Record {
    /// The record of what is published now.
    pub fn new(at: Instant) -> Self {
        Self { at, paused: Vec::new(), stopped: None, superseded: None }
    }

    /// Whether it is paused at an instant.
    pub fn is_paused(&self, now: Instant) -> bool {
        self.paused.iter().any(|(from, to)| *from <= now && to.is_none_or(|to| now < to))
    }
}

/// A published version: nothing of it changes but its record and the *What* of its nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    number: u32,
    record: Record,
    content: Draft,
}

impl Published {
    /// A version as a file holds it.
    pub fn new(number: u32, record: Record, content: Draft) -> Self {
        Self { number, record, content }
    }

    /// Its number, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// What is on record of it.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Its setup and graph.
    pub fn content(&self) -> &Draft {
        &self.content
    }

    /// Changes the *What* of an engagement node or the percentages of a manual split; any other edit is refused
    /// (journey.md §2 ★). Returns the edit that takes it back.
    pub fn edit_what(&mut self, edit: &Edit) -> Result<Edit, Refused> {
        if !edit.is_what_only(&self.content) {
            return Err(Refused::Published);
        }
        edit.apply(&mut self.content)
    }

    /// Takes over a content that differs from its own in nothing but *What* and the percentages of manual splits; any other
    /// difference is refused, and nothing changes (journey.md §2 ★).
    pub fn take_what(&mut self, content: &Draft) -> Result<(), Refused> {
        let mut masked = content.clone();
        for node in masked.graph.nodes.values_mut() {
            let Some(own) = self.content.graph.nodes.get(&node.id) else { return Err(Refused::Published) };
            if own.kind.is_engagement() {
                node.what.clone_from(&own.what);
            }
            if own.kind == Kind::SplitTest && own.what.text("mode") == "manual" && own.paths.len() == node.paths.len() {
                for (path, own) in node.paths.iter_mut().zip(&own.paths) {
                    path.percent = own.percent;
                }
            }
        }
        if masked != self.content {
            return Err(Refused::Published);
        }
        self.content = content.clone();
        Ok(())
    }

    /// What lifecycle.rs alone writes.
    pub(crate) fn record_mut(&mut self) -> &mut Record {
        &mut self.record
    }
}

/// A journey: what a row of the listings shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    /// Stays the same for ever.
    pub id: JourneyId,
    /// Its name.
    pub name: Name,
    /// What it is for, at most 120 characters.
    pub description: String,
    /// By what it is found again.
    pub labels: Vec<String>,
    /// Whether it is off the list.
    pub archived: bool,
    /// When it was first saved.
    pub created: Instant,
    /// The published versions, by number.
    pub published: Vec<Published>,
    /// What waits to be published.
    pub draft: Option<Draft>,
}

/// Which version of a journey is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VersionRef {
    /// The draft.
    Draft,
    /// The published one of this number.
    Number(u32),
}

impl Journey {
    /// A journey that was never published.
    pub fn new(id: JourneyId, name: Name, draft: Draft, created: Instant) -> Self {
        Self {
            id,
            name,
            description: String::new(),
            labels: Vec::new(),
            archived: false,
            created,
            published: Vec::new(),
            draft: Some(draft),
        }
    }

    /// The published version of this number.
    pub fn version(&self, number: u32) -> Option<&Published> {
        self.published.iter().find(|version| version.number == number)
    }

    /// The same, for lifecycle.rs and *What*.
    pub fn version_mut(&mut self, number: u32) -> Option<&mut Published> {
        self.published.iter_mut().find(|version| version.number == number)
    }

    /// The newest published version.
    pub fn latest(&self) -> Option<&Published> {
        self.published.last()
    }

    /// The number the next published version gets.
    pub fn next_number(&self) -> u32 {
        self.latest().map_or(1, |version| version.number + 1)
    }

    /// How many versions there are, the draft included.
    pub fn version_count(&self) -> usize {
        self.published.len() + usize::from(self.draft.is_some())
    }

    /// When it was first published.
    pub fn first_published(&self) -> Option<Instant> {
        self.published.first().map(|version| version.record.at)
    }

    /// The setup and graph of a version.
    pub fn content(&self, version: VersionRef) -> Option<&Draft> {
        match version {
            VersionRef::Draft => self.draft.as_ref(),
            VersionRef::Number(number) => self.version(number).map(Published::content),
        }
    }
}
