//! The findings of the checks, as signals: for the list, the nodes and the fields.

use std::{collections::HashMap, sync::Arc};

use journey::{
    checks::{Finding, Location, NodeField, SetupField, in_order},
    field::Section,
    journey::Draft,
    text::NodeId,
};
use reactive_graph::prelude::*;
use signals::SharedMemo;

use crate::readable::Readable;

/// The findings at one node, counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeProblems {
    errors: usize,
    warnings: usize,
    words: String,
}

impl NodeProblems {
    /// The value of `data-problem`.
    pub fn slug(&self) -> &'static str {
        if self.has_errors() { "error" } else { "warning" }
    }

    /// True where a finding prevents publishing.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// The number of findings.
    pub fn count(&self) -> usize {
        self.errors + self.warnings
    }

    /// All of them in words.
    pub fn words(&self) -> String {
        self.words.clone()
    }
}

/// The findings of the open draft, made again at every edit.
#[derive(Clone, Copy)]
pub struct Findings {
    /// `None` until the draft was checked for the first time.
    all: SharedMemo<Option<Arc<Vec<Finding>>>>,
    by_node: SharedMemo<HashMap<NodeId, NodeProblems>>,
    /// Those that need time, a moment later.
    timed: Readable<Arc<Vec<Finding>>>,
}

impl Findings {
    /// The findings that `check` makes of the draft; `None` where it cannot check yet. It is called again when the draft or a
    /// signal that it reads changes.
    pub fn new(draft: Readable<Draft>, check: impl Fn(&Draft) -> Option<Vec<Finding>> + Send + Sync + 'static) -> Self {
        let timed = Readable::new(Arc::new(Vec::new()));
        let all = SharedMemo::new(move |_| {
            draft.with(|draft| {
                let mut found = check(draft)?;
                // The places of timed findings may be gone since.
                timed.with(|timed: &Arc<Vec<Finding>>| {
                    found.extend(timed.iter().filter(|one| is_there(one, draft)).cloned())
                });
                Some(Arc::new(in_order(draft, found)))
            })
        });
        let by_node = SharedMemo::new(move |_| {
            all.with(|all| {
                let mut nodes: HashMap<NodeId, NodeProblems> = HashMap::new();
                for finding in all.iter().flat_map(|all| all.iter()) {
                    let Some(id) = finding.place.node() else { continue };
                    let problems = nodes.entry(id.clone()).or_default();
                    if finding.is_error() {
                        problems.errors += 1;
                    } else {
                        problems.warnings += 1;
                    }
                    if !problems.words.is_empty() {
                        problems.words.push(' ');
                    }
                    problems.words.push_str(&finding.message);
                }
                nodes
            })
        });
        Self { all, by_node, timed }
    }

    /// Adds the findings that need time; they replace those that were added before.
    pub fn add_timed(&self, found: Vec<Finding>) {
        // The page may have been left meanwhile.
        if self.timed.try_with_untracked(|timed| **timed != found) == Some(true) {
            self.timed.set(Arc::new(found));
        }
    }

    /// All of them, in reading order.
    pub fn all(&self) -> Arc<Vec<Finding>> {
        self.all.get().unwrap_or_default()
    }

    /// The numbers of errors and of warnings; `None` until the draft was checked.
    pub fn count(&self) -> Option<(usize, usize)> {
        self.all.with(|all| {
            let all = all.as_ref()?;
            let errors = all.iter().filter(|finding| finding.is_error()).count();
            Some((errors, all.len() - errors))
        })
    }

    /// The message of the first finding at a matching place; warnings count only where `warnings` is set.
    fn first(&self, warnings: bool, matches: &dyn Fn(&Location) -> bool) -> Option<String> {
        self.all.with(|all| {
            let all = all.as_ref()?;
            all.iter()
                .find(|finding| (warnings || finding.is_error()) && matches(&finding.place))
                .map(|finding| finding.message.clone())
        })
    }

    /// The findings at a node, counted; `None` where it has none.
    pub fn problems(&self, id: &NodeId) -> Option<NodeProblems> {
        self.by_node.with(|nodes| nodes.get(id).cloned())
    }

    /// The first error or warning at a field of a node.
    pub fn field_error(&self, id: &NodeId, section: Section, key: &'static str) -> Option<String> {
        let wanted = match section {
            Section::Segment => NodeField::Segment(key),
            Section::Who => NodeField::Who(key),
            Section::What => NodeField::What(key),
        };
        self.node_error(id, wanted)
    }

    /// The first error or warning at the time when a node goes out.
    pub fn when_error(&self, id: &NodeId) -> Option<String> {
        self.node_error(id, NodeField::When)
    }

    /// The first error or warning at the window of a segment.
    pub fn window_error(&self, id: &NodeId) -> Option<String> {
        self.node_error(id, NodeField::Window)
    }

    /// The first error or warning at a path of a split.
    pub fn path_error(&self, id: &NodeId, path: usize) -> Option<String> {
        self.node_error(id, NodeField::Path(path))
    }

    fn node_error(&self, id: &NodeId, wanted: NodeField) -> Option<String> {
        self.first(
            true,
            &|place| matches!(place, Location::Node { id: at, field: Some(field) } if at == id && *field == wanted),
        )
    }

    /// The first error at a part of the setup, by the name of its section.
    pub fn setup_error(&self, part: &str) -> Option<String> {
        self.first(false, &|place| matches!(place, Location::Setup(field) if setup_part(*field) == part))
    }

    /// The first error at a field of a goal.
    pub fn goal_error(&self, goal: usize, key: &'static str) -> Option<String> {
        self.first(false, &|place| *place == Location::Setup(SetupField::Goal(goal, Some(key))))
    }

    /// The first error at a window of the quiet hours.
    pub fn quiet_error(&self, window: usize) -> Option<String> {
        self.first(false, &|place| *place == Location::Setup(SetupField::QuietWindow(window)))
    }
}

/// True where what a finding is about is in the draft.
fn is_there(finding: &Finding, draft: &Draft) -> bool {
    match &finding.place {
        Location::Node { id, .. } => draft.graph.node(id).is_some(),
        Location::Link(key) => draft.graph.link(key).is_some(),
        Location::Setup(_) | Location::Journey(_) => true,
    }
}

/// The part of the setup form that a field stands in.
pub fn setup_part(field: SetupField) -> &'static str {
    match field {
        SetupField::Entry => "entry",
        SetupField::Timeline => "timeline",
        SetupField::Start => "start",
        SetupField::End => "end",
        SetupField::Zone => "zone",
        SetupField::QuietHours => "quiet",
        SetupField::QuietWindow(_) => "quiet window",
        SetupField::Control => "control",
        SetupField::Timeout => "timeout",
        SetupField::Goals | SetupField::Goal(_, None) => "goals",
        SetupField::Goal(..) => "goal",
    }
}
