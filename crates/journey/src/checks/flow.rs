//! Checks of the flow: which nodes users reach, and where they get stuck.

use super::{CheckId, Finding, index::Index, setup::with_timeout};
use crate::{
    edit::Edit,
    model::{graph::Node, kind::Outcome},
};

pub(super) fn check(index: &Index, found: &mut Vec<Finding>) {
    unreachable(index, found);
    if index.draft.setup.timeout.is_none() {
        pile_ups(index, found);
    }
}

fn unreachable(index: &Index, found: &mut Vec<Finding>) {
    // Without an entry nobody gets anywhere, which is said once.
    if index.entry.is_none() {
        return;
    }
    for node in index.order[index.reached..].iter().map(|i| index.nodes[*i]) {
        let message = "No way leads here from the entry. Link it, or delete it.";
        found.push(
            Finding::at_node(CheckId::Unreachable, &node.id, None, message)
                .repair("Delete this node", Edit::remove(node.id.clone())),
        );
    }
}

/// One finding for each node where users wait without an end: only where users get at all, and only where some outcome is
/// linked, for a node without any link is an end that was meant. Splits are not among them: there it is an error.
fn pile_ups(index: &Index, found: &mut Vec<Finding>) {
    for i in index.order[..index.reached].iter().copied().filter(|i| !index.out(*i).is_empty()) {
        let node = index.nodes[i];
        let stuck = stuck(index, i, node);
        if stuck.is_empty() {
            continue;
        }
        let named: Vec<String> = stuck.iter().map(|outcome| format!("“{}”", node.outcome_name(*outcome))).collect();
        let verb = if named.len() == 1 { "is" } else { "are" };
        let message = format!(
            "{} {verb} not linked, and there is no journey timeout: users stay here for ever.",
            named.join(" and ")
        );
        found.push(
            Finding::at_node(CheckId::PileUp, &node.id, None, message)
                .repair("Set a journey timeout of 30 days", with_timeout(&index.draft.setup)),
        );
    }
}

/// The outcomes by which users come to wait without an end.
fn stuck(index: &Index, i: usize, node: &Node) -> Vec<Outcome> {
    let open = |outcome: &Outcome| node.has_outcome(*outcome) && !index.is_linked(i, *outcome);
    if node.kind.is_segment() {
        // Who enters has met the entry. In mid-journey one of the two will do: both are for those who do not meet the segment.
        let (no, late) = (Outcome::No, Outcome::Timeout);
        let met_by_all = node.entry || node.kind.spec().entry_only;
        return if !met_by_all && open(&no) && open(&late) { vec![late] } else { Vec::new() };
    }
    if !node.kind.is_engagement() {
        return Vec::new();
    }
    let mut stuck: Vec<Outcome> = [Outcome::Failed, Outcome::Unreachable].into_iter().filter(open).collect();
    // Who has taken Sent does not wait for Viewed or Clicked any more.
    let waited = index.out(i).iter().any(|way| way.key.outcome.waits());
    if waited && !index.is_linked(i, Outcome::Sent) && open(&Outcome::Timeout) {
        stuck.push(Outcome::Timeout);
    }
    stuck
}
