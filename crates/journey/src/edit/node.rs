//! The edits of one node: its title, its settings, its paths, and where it stands.

use super::{Edit, Refused};
use crate::model::{
    field::{Section, Value},
    graph::{Graph, LinkKey, LinkRefusal, Node, Path, Point, When},
    kind::Outcome,
    text::{NodeId, TITLE_MAX},
    time::Span,
};

/// Moves nodes, each to a point of its own.
pub(super) fn set_positions(graph: &mut Graph, moves: &[(NodeId, Point)]) -> Result<Edit, Refused> {
    if let Some((id, _)) = moves.iter().find(|(id, _)| !graph.nodes.contains_key(id)) {
        return Err(Refused::NoSuchNode(id.clone()));
    }
    let mut back = Vec::with_capacity(moves.len());
    for (id, to) in moves {
        if let Some(node) = graph.nodes.get_mut(id) {
            back.push((id.clone(), std::mem::replace(&mut node.at, Point::settled(to.x, to.y))));
        }
    }
    // A node that is named twice has to go back to where it was first.
    back.reverse();
    Ok(Edit::Move(back))
}

pub(super) fn set_title(graph: &mut Graph, id: &NodeId, title: &str) -> Result<Edit, Refused> {
    if title.chars().count() > TITLE_MAX {
        return Err(Refused::TooLong);
    }
    let node = node_mut(graph, id)?;
    Ok(Edit::Title(id.clone(), std::mem::replace(&mut node.title, title.to_owned())))
}

/// Makes a node the entry, which no link may lead to, or ends that.
pub(super) fn set_entry(graph: &mut Graph, id: &NodeId, entry: bool) -> Result<Edit, Refused> {
    let leads_here = graph.links_to(id).next().is_some();
    let node = node_mut(graph, id)?;
    if entry && leads_here {
        return Err(Refused::Link(LinkRefusal::IntoEntry));
    }
    Ok(Edit::Entry(id.clone(), std::mem::replace(&mut node.entry, entry)))
}

/// Sets a field to a value that its kind has and its input accepts.
pub(super) fn set_field(
    graph: &mut Graph,
    id: &NodeId,
    section: Section,
    key: &'static str,
    value: Option<&Value>,
) -> Result<Edit, Refused> {
    let node = node_mut(graph, id)?;
    let spec = node.kind.spec().fields(section).iter().find(|spec| spec.key == key);
    let fits = spec.is_some_and(|spec| value.is_none_or(|value| spec.input.accepts(value)));
    if !fits {
        return Err(Refused::Field(key.to_owned()));
    }
    let was = node.fields_mut(section).set(key, value.cloned());
    Ok(Edit::Field { node: id.clone(), section, key, value: was })
}

pub(super) fn set_window(graph: &mut Graph, id: &NodeId, window: Option<Span>) -> Result<Edit, Refused> {
    let node = node_mut(graph, id)?;
    if !node.kind.is_segment() && window.is_some() {
        return Err(Refused::Field("window".to_owned()));
    }
    Ok(Edit::Window(id.clone(), std::mem::replace(&mut node.window, window)))
}

pub(super) fn set_when(graph: &mut Graph, id: &NodeId, when: When) -> Result<Edit, Refused> {
    let node = node_mut(graph, id)?;
    if !node.kind.is_engagement() && when != When::AtOnce {
        return Err(Refused::Field("when".to_owned()));
    }
    Ok(Edit::When(id.clone(), std::mem::replace(&mut node.when, when)))
}

pub(super) fn set_user_zone(graph: &mut Graph, id: &NodeId, user_zone: bool) -> Result<Edit, Refused> {
    let node = node_mut(graph, id)?;
    if !node.kind.is_engagement() && !user_zone {
        return Err(Refused::Field("user_zone".to_owned()));
    }
    Ok(Edit::UserZone(id.clone(), std::mem::replace(&mut node.user_zone, user_zone)))
}

/// Sets the paths of a split. A path that a link leaves by stays.
pub(super) fn set_paths(graph: &mut Graph, id: &NodeId, paths: &[Path]) -> Result<Edit, Refused> {
    // A link by a path that was never there does not stand in the way.
    let had = node_mut(graph, id)?.paths.len();
    let lost = |key: &LinkKey| matches!(key.outcome, Outcome::Path(n) if (paths.len()..had).contains(&usize::from(n)));
    let in_use = graph.links_from(id).any(|(key, _)| lost(key));
    let node = node_mut(graph, id)?;
    let fits = node.kind.spec().paths.is_some_and(|limits| (limits.min..=limits.max).contains(&paths.len()));
    if in_use || !fits {
        return Err(Refused::Paths);
    }
    if paths.iter().any(|path| path.name.chars().count() > TITLE_MAX) {
        return Err(Refused::TooLong);
    }
    Ok(Edit::Paths(id.clone(), std::mem::replace(&mut node.paths, paths.to_vec())))
}

fn node_mut<'a>(graph: &'a mut Graph, id: &NodeId) -> Result<&'a mut Node, Refused> {
    graph.nodes.get_mut(id).ok_or_else(|| Refused::NoSuchNode(id.clone()))
}
