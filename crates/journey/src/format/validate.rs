//! Checks a journey's values against the limits of the format: a save need not read again all that it wrote (spec:
//! format.md).

use super::{
    Defaults, FormatErrors, PATHS_LOADED_MAX, draft_from_value, draft_to_value, journey_from_value, journey_to_value,
};
use crate::model::{
    field::{Section, Value, fits},
    graph::{FAR, Graph, LINKS_MAX, NODES_MAX, Node, group_fault},
    journey::{Draft, Journey, Published},
    text::TITLE_MAX,
    time::Span,
};

/// Checks that a journey can be read again once written. It is written and read as a whole only where its values alone
/// do not decide: that takes longer than the rest of a save.
///
/// # Errors
///
/// The problems that keep it from being read.
pub fn check_journey(journey: &Journey, defaults: &Defaults) -> Result<(), FormatErrors> {
    if is_sound(journey, defaults) {
        return Ok(());
    }
    journey_from_value(&journey_to_value(journey), defaults).map(drop)
}

/// Checks that a draft can be read again once written.
///
/// # Errors
///
/// The problems that keep it from being read.
pub fn check_draft(draft: &Draft, defaults: &Defaults) -> Result<(), FormatErrors> {
    if is_sound_draft(draft, defaults) {
        return Ok(());
    }
    draft_from_value(&draft_to_value(draft), defaults).map(drop)
}

/// True where the journey can surely be read again once written. Graphs are checked by their values; the rest is short,
/// and is written and read. Where this is false, only reading the whole decides.
pub(super) fn is_sound(journey: &Journey, defaults: &Defaults) -> bool {
    // Without its nodes, a version whose *What* was changed cannot be read: such a journey is read whole.
    let rest = Journey {
        id: journey.id.clone(),
        name: journey.name.clone(),
        description: journey.description.clone(),
        labels: journey.labels.clone(),
        archived: journey.archived,
        created: journey.created,
        published: (journey.published.iter())
            .map(|version| Published::new(version.number(), version.record().clone(), bare(version.content())))
            .collect(),
        draft: journey.draft.as_ref().map(bare),
    };
    let mut contents = journey.published.iter().map(Published::content).chain(&journey.draft);
    contents.all(|content| graph(&content.graph)) && journey_from_value(&journey_to_value(&rest), defaults).is_ok()
}

/// True where the draft can surely be read again once written.
pub(super) fn is_sound_draft(draft: &Draft, defaults: &Defaults) -> bool {
    graph(&draft.graph) && draft_from_value(&draft_to_value(&bare(draft)), defaults).is_ok()
}

fn bare(content: &Draft) -> Draft {
    Draft { setup: content.setup.clone(), graph: Graph::default() }
}

fn graph(graph: &Graph) -> bool {
    graph.nodes.len() <= NODES_MAX
        && graph.links.len() <= LINKS_MAX
        && graph.nodes.iter().all(|(id, held)| *id == held.id && node(held))
        && graph.notes.iter().all(|(_, note)| note.is_sound())
        && graph.groups.iter().all(|(id, group)| group_fault(graph, id, group).is_none())
        && graph.links.iter().all(|(key, timing)| {
            !timing.is_stray(key.outcome) && [timing.delay, timing.window].into_iter().flatten().all(span)
        })
}

fn node(node: &Node) -> bool {
    let spec = node.kind.spec();
    let fields = |section: Section| {
        node.fields(section).iter().all(|(key, value)| {
            spec.fields(section).iter().any(|spec| spec.key == key && spec.input.accepts(value)) && spans(value)
        })
    };
    fits(&node.title, TITLE_MAX)
        && [node.at.x, node.at.y].iter().all(|axis| axis.abs() <= FAR)
        && Section::ALL.into_iter().all(fields)
        && node.window.is_none_or(span)
        && node.paths.len() <= PATHS_LOADED_MAX
        && (node.paths.iter())
            .all(|path| fits(&path.name, TITLE_MAX) && path.percent.is_none_or(|n| n <= 100) && path.conditions.fit())
}

/// The spans of a field: the table of kinds says nothing of how long they are.
fn spans(value: &Value) -> bool {
    match value {
        Value::Span(held) => span(*held),
        Value::Behaviours(behaviours) => behaviours.list.iter().all(|behaviour| span(behaviour.within)),
        _ => true,
    }
}

fn span(span: Span) -> bool {
    let (unit, n) = span.parts();
    Span::of(unit, n).is_some()
}
