//! Splits: their paths, conditions, percentages, and how many follow each other.

use std::{cell::OnceCell, collections::HashSet};

use super::{
    CheckId, Finding, NodeField,
    fields::{incomplete, incomplete_row},
    index::Index,
};
use crate::{
    edit::{Edit, compose},
    model::{
        field::{Condition, Conditions, Match},
        graph::{LinkKey, LinkTiming, Node, Path},
        journey::Draft,
        kind::{Kind, Outcome},
        text::NodeId,
    },
};

/// The most conditional splits in a row (journey.md §5).
pub const SPLITS_MAX: usize = 3;

pub(super) fn check(index: &Index, found: &mut Vec<Finding>) {
    // Made once and shared by all repairs: only one of them is applied at a time.
    let exit_id = OnceCell::new();
    for (i, node) in index.nodes.iter().enumerate() {
        let Some(limits) = node.kind.spec().paths else {
            continue;
        };
        if !(limits.min..=limits.max).contains(&node.paths.len()) {
            let message =
                format!("There are {} paths; there have to be {} to {}.", node.paths.len(), limits.min, limits.max);
            found.push(Finding::at_node(CheckId::PathCount, &node.id, None, message));
        }
        if limits.others {
            conditions(node, found);
        } else if node.what.text("mode") == "manual" {
            percentages(node, found);
        }
        open(index, i, &exit_id, found);
    }
    in_a_row(index, found);
    unused(index, found);
}

/// The paths with 0 %, and what only they lead to.
fn unused(index: &Index, found: &mut Vec<Finding>) {
    let is_zero = |i: usize, outcome: Outcome| {
        let node = index.nodes[i];
        let manual = node.kind == Kind::SplitTest && node.what.text("mode") == "manual";
        let Outcome::Path(n) = outcome else { return false };
        manual && node.paths.get(usize::from(n)).is_some_and(|path| path.percent.unwrap_or(0) == 0)
    };
    let before = found.len();
    for (i, node) in index.nodes.iter().enumerate() {
        for (at, outcome) in node.outcomes().into_iter().enumerate().filter(|(_, outcome)| is_zero(i, *outcome)) {
            let message = format!("“{}” has 0 %: nobody takes it.", node.outcome_name(outcome));
            found.push(Finding::at_node(CheckId::PathZero, &node.id, Some(NodeField::Path(at)), message));
        }
    }
    let Some(entry) = index.entry.filter(|_| found.len() > before) else { return };
    let mut taken = vec![false; index.nodes.len()];
    taken[entry] = true;
    let mut todo = vec![entry];
    while let Some(i) = todo.pop() {
        for way in index.out(i).iter().filter(|way| !is_zero(i, way.key.outcome)) {
            if !std::mem::replace(&mut taken[way.to], true) {
                todo.push(way.to);
            }
        }
    }
    for i in index.order[..index.reached].iter().filter(|i| !taken[**i]) {
        let message = "Only a path with 0 % leads here: nobody gets here.";
        found.push(Finding::at_node(CheckId::PathZero, &index.nodes[*i].id, None, message));
    }
}

fn conditions(node: &Node, found: &mut Vec<Finding>) {
    for (i, path) in node.paths.iter().enumerate() {
        let place = Some(NodeField::Path(i));
        let name = node.outcome_name(Outcome::Path(u8::try_from(i).unwrap_or(u8::MAX)));
        if path.conditions.list.is_empty() {
            let message = format!("“{name}” has no conditions. Add one, or remove the path.");
            found.push(Finding::at_node(CheckId::PathNoConditions, &node.id, place, message));
        } else if let Some(row) = incomplete(&path.conditions) {
            found.push(Finding::at_node(CheckId::RowIncomplete, &node.id, place, incomplete_row(&name, row)));
        } else if node.paths[..i].iter().any(|earlier| implies(&path.conditions, &earlier.conditions)) {
            let message =
                format!("Everybody whom “{name}” would take has taken an earlier path. Change it or move it up.");
            found.push(Finding::at_node(CheckId::BranchCovered, &node.id, place, message));
        }
    }
}

/// True where whoever fulfils `narrow` always fulfils `wide`, as far as this follows without the meaning of the
/// conditions.
fn implies(narrow: &Conditions, wide: &Conditions) -> bool {
    let same = |a: &Condition, b: &Condition| {
        a.property.trim() == b.property.trim()
            && a.operator == b.operator
            && (!a.operator.takes_value() || a.value.trim() == b.value.trim())
    };
    // An unfinished path is an error of its own and covers nobody.
    if wide.list.is_empty() || incomplete(wide).is_some() {
        return false;
    }
    let within = |one: &Condition, list: &[Condition]| list.iter().any(|other| same(one, other));
    match (narrow.matching, wide.matching) {
        (Match::All, Match::All) => wide.list.iter().all(|c| within(c, &narrow.list)),
        (Match::All, Match::Any) => wide.list.iter().any(|c| within(c, &narrow.list)),
        (Match::Any, Match::Any) => narrow.list.iter().all(|c| within(c, &wide.list)),
        (Match::Any, Match::All) => narrow.list.iter().all(|c| wide.list.iter().all(|other| same(c, other))),
    }
}

fn percentages(node: &Node, found: &mut Vec<Finding>) {
    let sum: u32 = node.paths.iter().map(|path| u32::from(path.percent.unwrap_or(0))).sum();
    if sum == 100 || node.paths.is_empty() {
        return;
    }
    let message = format!("The percentages add up to {sum}, not to 100.");
    let finding = Finding::at_node(CheckId::PercentSum, &node.id, Some(NodeField::Path(0)), message);
    let limits = node.kind.spec().paths;
    found.push(if limits.is_some_and(|limits| (limits.min..=limits.max).contains(&node.paths.len())) {
        finding.repair("Spread them evenly", Edit::Paths(node.id.clone(), spread(&node.paths)))
    } else {
        finding
    });
}

/// Returns the paths with even percentages; the remainder goes to the first ones.
pub(crate) fn spread(paths: &[Path]) -> Vec<Path> {
    let count = paths.len().max(1);
    let share = |i: usize| u8::try_from(100 / count + usize::from(i < 100 % count)).ok();
    paths.iter().enumerate().map(|(i, path)| Path { percent: share(i), ..path.clone() }).collect()
}

fn open(index: &Index, i: usize, exit_id: &OnceCell<NodeId>, found: &mut Vec<Finding>) {
    let node = index.nodes[i];
    let spot = OnceCell::new();
    for (at, outcome) in node.outcomes().into_iter().enumerate() {
        if index.is_linked(i, outcome) {
            continue;
        }
        let message = format!("“{}” leads nowhere. Link it to a node.", node.outcome_name(outcome));
        let finding = Finding::at_node(CheckId::SplitOpen, &node.id, Some(NodeField::Path(at)), message);
        let key = |to: &NodeId| LinkKey { from: node.id.clone(), outcome, to: to.clone() };
        // To a force exit: one that the split leads to already, else a new one beside it. Leading those for whom nothing
        // was planned into what was planned for others would send them messages that nobody meant for them.
        let linked = index.out(i).iter().find(|way| index.nodes[way.to].kind == Kind::ForceExit);
        let edit = match linked {
            Some(way) => Edit::link(key(&way.key.to)),
            None => {
                let id = exit_id.get_or_init(|| free_id(index.draft, "exit")).clone();
                let at = *spot.get_or_init(|| compose::beside(&index.draft.graph, node));
                let link = (usize::MAX, key(&id), LinkTiming::start(outcome));
                Edit::Insert { nodes: vec![(usize::MAX, Node::new(id, Kind::ForceExit, at))], links: vec![link] }
            }
        };
        found.push(finding.repair("Let them leave the journey", edit));
    }
}

/// The first id `<stem>-<n>` that is free, so that a repair adds the same node whenever it is offered.
fn free_id(draft: &Draft, stem: &str) -> NodeId {
    let graph = &draft.graph;
    // A link to a node that is gone must not come to life by the new node.
    let linked: HashSet<&NodeId> = graph.links().flat_map(|(key, _)| [&key.from, &key.to]).collect();
    (1_u64..)
        .filter_map(|n| NodeId::parse(&format!("{stem}-{n}")))
        .find(|id| graph.node(id).is_none() && !linked.contains(id))
        .unwrap_or_else(|| NodeId::random(0))
}

/// The splits that stand behind too many others. How many stand before a split is counted up to the limit and no further,
/// so that it ends on cycles too.
fn in_a_row(index: &Index, found: &mut Vec<Finding>) {
    let is_split = |i: usize| index.nodes[i].kind == Kind::ConditionalSplit;
    let mut row: Vec<usize> = (0..index.nodes.len()).map(|i| usize::from(is_split(i))).collect();
    let mut todo: Vec<usize> = (0..index.nodes.len()).filter(|i| is_split(*i)).collect();
    while let Some(i) = todo.pop() {
        for way in index.out(i).iter().filter(|way| is_split(way.to)) {
            if row[way.to] <= row[i] && row[way.to] <= SPLITS_MAX {
                row[way.to] = row[i] + 1;
                todo.push(way.to);
            }
        }
    }
    for (_, node) in index.nodes.iter().enumerate().filter(|(i, _)| row[*i] > SPLITS_MAX) {
        let message = format!("At most {SPLITS_MAX} conditional splits can follow each other; this is one more.");
        found.push(Finding::at_node(CheckId::SplitsInRow, &node.id, None, message));
    }
}
