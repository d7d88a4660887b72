//! Journeys and their versions. A draft has no number, and what is published has no setters but for *What*
//! (spec: journey.md §1, §2; format.md).

use std::sync::Arc;

use crate::{
    diff::{Change, diff},
    edit::Refused,
    field::{Section, Value},
    graph::Graph,
    kind::Kind,
    setup::Setup,
    text::{JourneyId, Name, NodeId},
    time::Instant,
};

/// The most versions of a journey, the draft included.
pub const VERSIONS_MAX: usize = 10;
/// The highest number of a version that comes in from a file: there is always a next one.
pub const NUMBER_MAX: u32 = 1_000_000;
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
            && self.graph.notes() == other.graph.notes()
            && self.graph.groups() == other.graph.groups()
    }
}

/// The most changes of *What* that are kept on record of a version; of more the oldest go.
pub const WHAT_MAX: usize = 200;

/// What of a node can change once it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhatPart {
    /// The field of this key, of the section *What*.
    Field(&'static str),
    /// The percentage of a path of a manual split, from 0.
    Percent(usize),
}

/// One change of what a published version's messages say (journey.md §2 ★).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatChange {
    /// When it was saved.
    pub at: Instant,
    /// Of which node.
    pub node: NodeId,
    /// Of what of it.
    pub part: WhatPart,
    /// What it was.
    pub from: Option<Value>,
    /// What it is since then.
    pub to: Option<Value>,
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
    /// When a file brought it into this browser; none where it was published here.
    pub imported: Option<Instant>,
    /// The changes of its *What* since it was published, the oldest first.
    pub what: Vec<WhatChange>,
}

impl Record {
    /// The record of what is published now.
    pub fn new(at: Instant) -> Self {
        Self { at, paused: Vec::new(), stopped: None, superseded: None, imported: None, what: Vec::new() }
    }

    /// Puts the pauses in order: those that overlap or touch become one, those that end before they begin go. Says whether
    /// anything changed.
    pub fn settle_pauses(&mut self) -> bool {
        let mut sorted: Vec<_> =
            self.paused.iter().filter(|(from, to)| to.is_none_or(|to| *from < to)).copied().collect();
        crate::order::sort_by(&mut sorted, |a, b| a.0.cmp(&b.0));
        let mut settled: Vec<(Instant, Option<Instant>)> = Vec::new();
        for (from, to) in sorted {
            match settled.last_mut() {
                Some((_, end)) if end.is_none_or(|end| from <= end) => *end = end.zip(to).map(|(a, b)| a.max(b)),
                _ => settled.push((from, to)),
            }
        }
        let changed = settled != self.paused;
        self.paused = settled;
        changed
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
    /// Shared: a journey is copied whenever something of it changes, and this hardly ever does.
    content: Arc<Draft>,
}

impl Published {
    /// A version as a file holds it.
    pub fn new(number: u32, record: Record, content: Draft) -> Self {
        Self { number, record, content: Arc::new(content) }
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

    /// Takes over a content that differs from its own in nothing but *What* and the percentages of manual splits, and keeps
    /// on record what changed and when; any other difference is refused, and nothing changes (journey.md §2 ★).
    pub fn take_what(&mut self, content: &Draft, now: Instant) -> Result<(), Refused> {
        let changes = diff(&self.content, content);
        let told = changes.iter().map(|change| self.what_change(change, now)).collect::<Option<Vec<_>>>();
        self.record.what.extend(told.ok_or(Refused::Published)?.into_iter().flatten());
        let surplus = self.record.what.len().saturating_sub(WHAT_MAX);
        self.record.what.drain(..surplus);
        self.content = Arc::new(content.clone());
        Ok(())
    }

    /// What is kept of a change, where it may be made to a published version.
    fn what_change(&self, change: &Change, at: Instant) -> Option<Vec<WhatChange>> {
        match change {
            Change::Field { node, section: Section::What, key, from, to } => {
                let engages = self.content.graph.node(node).is_some_and(|node| node.kind.is_engagement());
                let (node, part, from, to) = (node.clone(), WhatPart::Field(key), from.clone(), to.clone());
                engages.then(|| vec![WhatChange { at, node, part, from, to }])
            }
            Change::Paths(id, from, to) => {
                let node = self.content.graph.node(id)?;
                let manual = node.kind == Kind::SplitTest && node.what.text("mode") == "manual";
                let rest = |(a, b): (&crate::graph::Path, &crate::graph::Path)| {
                    a.name == b.name && a.conditions == b.conditions
                };
                let only_percent = manual && from.len() == to.len() && from.iter().zip(to).all(rest);
                let percent = |n: Option<u8>| n.map(|n| Value::Number(n.into()));
                let differ = from.iter().zip(to).enumerate().filter(|(_, (a, b))| a.percent != b.percent);
                let told = differ.map(|(i, (a, b))| WhatChange {
                    at,
                    node: id.clone(),
                    part: WhatPart::Percent(i),
                    from: percent(a.percent),
                    to: percent(b.percent),
                });
                only_percent.then(|| told.collect())
            }
            _ => None,
        }
    }

    /// A change of *What* in a sentence without its full stop.
    pub fn say_what(&self, change: &WhatChange) -> String {
        crate::diff::say_what(&self.content, change)
    }

    /// Notes when a file brought it into this browser. It is a fact of the browser, so a file that leaves it has none.
    pub fn set_imported(&mut self, at: Option<Instant>) {
        self.record.imported = at;
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
        self.latest().map_or(1, |version| version.number.saturating_add(1))
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

#[cfg(test)]
mod tests;
