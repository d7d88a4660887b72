//! Journeys and their versions. A draft has no number, and what is published has no setters but for *What*
//! (spec: journey.md §1, §2; format.md).

use std::sync::Arc;

use crate::model::{
    field::Value,
    text::{JourneyId, Name, NodeId},
    time::Instant,
};

pub use super::draft::Draft;

/// The most versions of a journey, the draft included.
pub const VERSIONS_MAX: usize = 10;
/// The highest number of a version that comes in from a file: there is always a next one.
pub const NUMBER_MAX: u32 = 1_000_000;
/// The most labels of a journey.
pub const LABELS_MAX: usize = 20;

/// The most changes of *What* that are kept on record of a version; of more the oldest go.
pub const WHAT_MAX: usize = 200;

/// The part of a node that can change once it is published.
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
    /// The value before.
    pub from: Option<Value>,
    /// The value after.
    pub to: Option<Value>,
}

/// The record of a published version; its status follows from this and the clock (format.md).
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
        super::order::sort_by(&mut sorted, |a, b| a.0.cmp(&b.0));
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

    /// True where it is paused at an instant.
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

    /// Its record.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Its setup and graph.
    pub fn content(&self) -> &Draft {
        &self.content
    }

    /// Notes when a file brought it into this browser. It is a fact of the browser, so a file that leaves it has none.
    pub fn set_imported(&mut self, at: Option<Instant>) {
        self.record.imported = at;
    }

    /// Puts another content in place of its own: the lifecycle alone does, and only where nothing but *What* differs.
    pub(crate) fn set_content(&mut self, content: &Draft) {
        self.content = Arc::new(content.clone());
    }

    /// Its record, which only the lifecycle writes.
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
    /// Its purpose, at most 120 characters.
    pub description: String,
    /// By what it is found again.
    pub labels: Vec<String>,
    /// True where it is archived, and so not listed at first.
    pub archived: bool,
    /// When it was first saved.
    pub created: Instant,
    /// The published versions, by number.
    pub published: Vec<Published>,
    /// The draft that waits to be published.
    pub draft: Option<Draft>,
}

/// One version of a journey, by reference.
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

    /// The number of versions, the draft included.
    pub fn version_count(&self) -> usize {
        self.published.len() + usize::from(self.draft.is_some())
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
