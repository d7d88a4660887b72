//! Checks of the entry: one node that fits the setup and leads to something.

use super::{CheckId, Context, Finding, Location, NodeField, SetupField, index::Index};
use crate::{
    edit::{
        Edit,
        entry::{fitting, switch},
    },
    model::{
        graph::Node,
        kind::{EntryFit, Kind},
        text::NodeId,
        time::Span,
    },
};

pub(super) fn check(index: &Index, context: &Context, found: &mut Vec<Finding>) {
    match index.entry {
        Some(entry) => first(index, entry, found),
        None => missing(index, found),
    }
    for (i, node) in index.nodes.iter().enumerate() {
        if node.entry && Some(i) != index.entry {
            let finding = Finding::at_node(
                CheckId::EntrySurplus,
                &node.id,
                None,
                "Users come in at another node already. Make this one a step on the way, or delete it.",
            );
            found.push(if node.kind.spec().entry_only {
                finding.repair("Delete this node", Edit::remove(node.id.clone()))
            } else {
                finding.repair("Not an entry", unmark(node))
            });
        }
        if node.kind.spec().entry_only && !node.entry {
            found.push(Finding::at_node(
                CheckId::EntryOnlyInside,
                &node.id,
                None,
                format!("{} can stand at the entry alone. Make it the entry, or delete it.", node.kind.name()),
            ));
        }
        if node.entry && node.kind == Kind::JourneyTrigger {
            trigger(node, context, found);
        }
    }
}

/// A surplus entry becomes a step on the way, which waits a day as a new one would.
fn unmark(node: &Node) -> Edit {
    let unmark = Edit::Entry(node.id.clone(), false);
    if node.kind.is_segment() && node.window.is_none() {
        return Edit::Batch(vec![unmark, Edit::Window(node.id.clone(), Some(Span::Days(1)))]);
    }
    unmark
}

fn missing(index: &Index, found: &mut Vec<Finding>) {
    let message = if index.nodes.is_empty() {
        "The journey is empty. Begin with the segment where users come in."
    } else {
        "Users come in nowhere. Mark a segment as the entry."
    };
    let finding = Finding::at_setup(CheckId::EntryMissing, SetupField::Entry, message);
    let mut led_to = vec![false; index.nodes.len()];
    index.ways.iter().for_each(|way| led_to[way.to] = true);
    let mut roots = (0..index.nodes.len()).filter(|i| !led_to[*i]);
    // Only where there is no doubt which one is meant.
    let repair = match (roots.next(), roots.next()) {
        (Some(root), None) => {
            let node = index.nodes[root];
            // Links that cannot be taken may still lead there, and would keep it from becoming the entry.
            let free = !index.dead.iter().any(|(key, _)| key.to == node.id);
            fitting(node.kind, &index.draft.setup).filter(|_| free).map(|criteria| {
                let mark = Edit::Entry(node.id.clone(), true);
                if criteria == index.draft.setup.entry {
                    return mark;
                }
                Edit::Batch(vec![mark, switch(&index.draft.setup, criteria)])
            })
        }
        _ => None,
    };
    found.push(match repair {
        Some(edit) => finding.repair("Make the first segment the entry", edit),
        None => finding,
    });
}

fn first(index: &Index, entry: usize, found: &mut Vec<Finding>) {
    let (node, setup) = (index.nodes[entry], &index.draft.setup);
    if node.kind.spec().entry == EntryFit::Never {
        let message = format!("{} cannot be where users come in. Begin with a segment.", node.kind.name());
        found.push(Finding::at_node(CheckId::EntryKind, &node.id, None, message));
    } else if !setup.entry.fits(node.kind) {
        let message = format!("{} does not fit the entry criteria “{}”.", node.kind.name(), setup.entry.name());
        let finding = Finding::at_node(CheckId::EntryMisfit, &node.id, None, message);
        found.push(match fitting(node.kind, setup) {
            Some(criteria) => finding.repair("Change the entry criteria", switch(setup, criteria)),
            None => finding,
        });
    }
    if index.out(entry).is_empty() {
        let message = "Nothing comes after the entry. Link it to what is to happen.";
        found.push(Finding::at_node(CheckId::EntryLeadsNowhere, &node.id, None, message));
    }
}

fn trigger(node: &Node, context: &Context, found: &mut Vec<Finding>) {
    let (journey, target) = (node.segment.text("journey").trim(), node.segment.text("node").trim());
    if journey.is_empty() {
        return;
    }
    let place = |key| Location::Node { id: node.id.clone(), field: Some(NodeField::Segment(key)) };
    match (context.journey_nodes)(journey) {
        None => {
            let message = "The journey that should lead here is gone. Choose another one.";
            found.push(Finding::new(CheckId::JourneyGone, place("journey"), message));
        }
        Some(nodes) if !target.is_empty() && !nodes.iter().map(NodeId::as_str).any(|id| id == target) => {
            let message = "The node of that journey is gone. Choose another one.";
            found.push(Finding::new(CheckId::JourneyGone, place("node"), message));
        }
        Some(_) => {}
    }
}
