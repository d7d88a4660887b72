//! Validation of changes to notes and groups, and their descriptions.

use super::Refused;
use crate::model::{
    field::fits,
    graph::{FAR, Graph, Group, NOTE_TEXT_MAX, NOTES_MAX, Note},
    text::NodeId,
};

/// Why a note cannot be put there or taken away.
pub(super) fn note_fault(graph: &Graph, id: &NodeId, is_new: bool, note: Option<&Note>) -> Option<Refused> {
    let full = is_new && graph.notes().len() >= NOTES_MAX;
    let sound = |note: &Note| fits(&note.text, NOTE_TEXT_MAX) && note.at.x.abs() <= FAR && note.at.y.abs() <= FAR;
    annotation_fault(graph, id, is_new, note.is_some(), full)
        .or_else(|| (!note.is_none_or(sound)).then_some(Refused::TooLong))
}

/// Why a note or group cannot be put there or taken away, whatever it holds.
pub(super) fn annotation_fault(graph: &Graph, id: &NodeId, is_new: bool, comes: bool, full: bool) -> Option<Refused> {
    match (comes, is_new) {
        (false, true) => Some(Refused::Annotation("It is not there any more.")),
        (true, true) if graph.has(id) => Some(Refused::IdTaken(id.clone())),
        (true, true) if full => Some(Refused::Annotation("A journey holds at most 1,000 notes and 1,000 groups.")),
        _ => None,
    }
}

/// Describes a change of a note.
pub(super) fn say_note(was: Option<&Note>, is: Option<&Note>) -> String {
    let named = |note: &Note| match note.words() {
        words if words.is_empty() => "an empty note".to_owned(),
        words => format!("the note “{words}”"),
    };
    match (was, is) {
        (Some(was), Some(is)) if was.text != is.text => match is.words() {
            words if words.is_empty() => "Emptied a note".to_owned(),
            words => format!("Wrote “{words}” on a note"),
        },
        (Some(was), Some(is)) if was.tone != is.tone => format!("Made {} {}", named(is), is.tone.slug()),
        (Some(was), Some(is)) if was.size != is.size => format!("Resized {}", named(is)),
        (_, None) => was.map_or_else(|| "Deleted a note".to_owned(), |was| format!("Deleted {}", named(was))),
        (Some(_), Some(is)) => format!("Moved {}", named(is)),
        (None, Some(is)) if is.words().is_empty() => "Added a note".to_owned(),
        (None, Some(is)) => format!("Added {}", named(is)),
    }
}

/// Describes a change of a group.
pub(super) fn say_group(was: Option<&Group>, is: Option<&Group>) -> String {
    match (was, is) {
        (None, Some(is)) => format!("Grouped {}", is.count()),
        (Some(was), Some(is)) if was.name != is.name => format!("Named the group “{}”", is.title()),
        (Some(was), Some(is)) if was.collapsed != is.collapsed => {
            format!("{} the group “{}”", if is.collapsed { "Collapsed" } else { "Expanded" }, is.title())
        }
        (Some(was), Some(is)) if was.nodes.len() < is.nodes.len() => {
            format!("Added to the group “{}”, which has {} now", is.title(), is.count())
        }
        (Some(_), Some(is)) => format!("Took out of the group “{}”, which has {} now", is.title(), is.count()),
        (was, None) => format!("Ungrouped “{}”", was.map_or("Group", Group::title)),
    }
}
