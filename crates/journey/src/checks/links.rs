//! Links that cannot be taken, and several from one outcome.

use super::{
    CheckId, Finding,
    index::{Dead, Index, Way},
};
use crate::{edit::Edit, model::graph::LinkKey};

pub(super) fn check(index: &Index, found: &mut Vec<Finding>) {
    for (key, dead) in &index.dead {
        let (check, message) = match dead {
            Dead::EndGone => (CheckId::LinkEndGone, "The link leads from or to a node that is gone."),
            Dead::OutcomeGone => {
                (CheckId::LinkOutcomeGone, "The link leaves by an outcome that the node does not have.")
            }
            Dead::Itself => (CheckId::LinkItself, "The link leads back to its own node."),
            Dead::IntoEntry => {
                (CheckId::LinkIntoEntry, "The link leads into the entry, where users come in from outside.")
            }
            Dead::Unwaited => (
                CheckId::TimeoutUnwaited,
                "Nothing is waited for here, so nothing can time out. Link Viewed, Clicked or Delivered first.",
            ),
        };
        found.push(Finding::at_link(check, key, message).repair("Remove the link", remove(key)));
    }
    for i in 0..index.nodes.len() {
        for same in index.out(i).chunk_by(|a, b| a.key.outcome == b.key.outcome) {
            parallel(index, same, found);
        }
    }
}

fn remove(key: &LinkKey) -> Edit {
    Edit::Remove { nodes: Vec::new(), links: vec![key.clone()] }
}

/// One finding for each outcome, at the second of its links: which of them is meant only a person can tell.
fn parallel(index: &Index, same: &[Way], found: &mut Vec<Finding>) {
    if let [_, second, ..] = same
        && !same.iter().all(|way| index.nodes[way.to].kind.is_segment())
    {
        let message = "Several links leave this outcome, but not all of them lead to segments. Keep one of them.";
        found.push(Finding::at_link(CheckId::LinkParallel, second.key, message));
    }
}
