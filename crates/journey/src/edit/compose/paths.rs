//! The paths of a split: adding, removing and moving them, with the links that leave by them.

use crate::{
    edit::Edit,
    model::{
        graph::{LinkKey, LinkTiming, Node, Path},
        journey::Draft,
        kind::{Kind, Outcome},
        text::NodeId,
    },
};

/// Adds a path behind the others (before *Others*); in a split test with 0 percent, so that the others keep theirs. `None`
/// where the node is no split or has as many as it may.
pub fn add_path(draft: &Draft, id: &NodeId) -> Option<Edit> {
    let node = draft.graph.node(id)?;
    let limits = node.kind.spec().paths.filter(|limits| node.paths.len() < limits.max)?;
    let mut paths = node.paths.clone();
    paths.push(Path { percent: (!limits.others).then_some(0), ..Path::default() });
    Some(Edit::Paths(id.clone(), paths))
}

/// Removes a path with its links; the later ones move up, and their links with them. The percentages of the rest stay as
/// they are. `None` where there is no such path, or there are as few as there may be.
pub fn remove_path(draft: &Draft, id: &NodeId, index: usize) -> Option<Edit> {
    let node = draft.graph.node(id)?;
    let limits = node.kind.spec().paths?;
    if index >= node.paths.len() || node.paths.len() <= limits.min {
        return None;
    }
    // It moves to the end first: then no link leaves by what goes, and the sentence is that of the paths.
    let last = node.paths.len() - 1;
    let mut left = node.paths.clone();
    left.remove(index);
    let mut edits = vec![Edit::Paths(id.clone(), moved(&node.paths, index, last))];
    edits.extend(follow(draft, node, &|path| match path.cmp(&index) {
        std::cmp::Ordering::Less => Some(path),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(path - 1),
    }));
    edits.push(Edit::Paths(id.clone(), left));
    Some(Edit::Batch(edits))
}

/// Moves a path to another place among the paths, its links with it. `None` where nothing would change.
pub fn move_path(draft: &Draft, id: &NodeId, from: usize, to: usize) -> Option<Edit> {
    let node = draft.graph.node(id)?;
    let splits = matches!(node.kind, Kind::ConditionalSplit | Kind::SplitTest);
    if !splits || from == to || from >= node.paths.len() || to >= node.paths.len() {
        return None;
    }
    let mut order: Vec<usize> = (0..node.paths.len()).collect();
    let path = order.remove(from);
    order.insert(to, path);
    let mut edits = vec![Edit::Paths(id.clone(), moved(&node.paths, from, to))];
    edits.extend(follow(draft, node, &|path| order.iter().position(|was| *was == path)));
    Some(Edit::Batch(edits))
}

fn moved(paths: &[Path], from: usize, to: usize) -> Vec<Path> {
    let mut paths = paths.to_vec();
    let path = paths.remove(from);
    paths.insert(to, path);
    paths
}

/// The edits that lead the links of a split by other paths, or away where there is none, each at its place in the order.
fn follow(draft: &Draft, node: &Node, to: &dyn Fn(usize) -> Option<usize>) -> Vec<Edit> {
    let mut removed = Vec::new();
    let mut added: Vec<(usize, LinkKey, LinkTiming)> = Vec::new();
    let mut place = 0;
    for (key, timing) in draft.graph.links() {
        let path = match key.outcome {
            Outcome::Path(n) if key.from == node.id && node.has_outcome(key.outcome) => usize::from(n),
            _ => {
                place += 1;
                continue;
            }
        };
        let next = to(path);
        if next != Some(path) {
            removed.push(key.clone());
            if let Some(n) = next.and_then(|n| u8::try_from(n).ok()) {
                added.push((place, LinkKey { outcome: Outcome::Path(n), ..key.clone() }, *timing));
            }
        }
        place += usize::from(next.is_some());
    }
    let mut edits = Vec::new();
    if !removed.is_empty() {
        edits.push(Edit::Remove { nodes: Vec::new(), links: removed });
    }
    if !added.is_empty() {
        edits.push(Edit::Insert { nodes: Vec::new(), links: added });
    }
    edits
}
