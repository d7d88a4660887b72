//! Adding a node: which kinds may be added, and where each is put.

use canvas::card as geometry;
use journey::{
    edit::{Edit, compose},
    graph::{LinkKey, Point},
    journey::Draft,
    kind::{EntryFit, Kind},
    setup::{EntryCriteria, Setup},
};
use reactive_graph::prelude::*;

use crate::{interaction::AddNode, links::link_under, state::Editor};

/// Why a kind cannot be added to the draft as it is; `None` where it can.
///
/// The first node is the entry, so it has to fit the entry criteria. While the setup is untouched, the first segment
/// sets the criteria instead: otherwise half of the palette would be off without a visible reason.
pub fn refusal(draft: &Draft, kind: Kind) -> Option<&'static str> {
    let (spec, setup) = (kind.spec(), &draft.setup);
    if draft.graph.entry().is_some() {
        return spec.entry_only.then_some("Users come in by it, and this journey has its entry already.");
    }
    let untouched = *setup == Setup { zone: setup.zone.clone(), ..Setup::new("UTC") };
    if untouched || spec.entry == EntryFit::Never || setup.entry.fits(kind) {
        return None;
    }
    Some(match setup.entry {
        EntryCriteria::AtATime => {
            "It does not fit the entry criteria “At a specific time”. Begin with Past behaviour, Custom list or Journey trigger, or change them in Setup."
        }
        EntryCriteria::OnEvent => {
            "It does not fit the entry criteria “By an event trigger”. Begin with an event, such as Action, or change them in Setup."
        }
    })
}

/// Adds a node, linked after the selected one: at a place, or beside that node, or in the middle of the view.
pub fn add(editor: Editor, kind: Kind, at: Option<Point>) {
    let id = editor.host.new_id();
    let edit = editor.draft.with_untracked(|draft| {
        let after = editor.only_node();
        let at = match (at, &after) {
            (None, None) => Some(free_place(draft, editor.middle())),
            (at, _) => at,
        };
        compose::place(draft, kind, id.clone(), at, after.as_ref())
    });
    if editor.apply(&edit) {
        editor.go_to(&id);
        editor.host.focus(&id);
    }
}

/// Drops a kind at a canvas point: into the link that passes there, else beside what is selected.
pub fn drop_at(editor: Editor, kind: Kind, point: Point) {
    match link_under(editor, point, &[]) {
        Some(key) => insert(editor, kind, &key, point),
        None => {
            let at = Point::settled(point.x - geometry::WIDTH / 2.0, point.y - geometry::HEIGHT / 2.0);
            add(editor, kind, Some(at));
        }
    }
}

/// Adds the node that was offered, with its link, as one step.
pub fn add_chosen(editor: Editor, kind: Kind, step: &AddNode) {
    let id = editor.host.new_id();
    let edit = editor.draft.with_untracked(|draft| {
        let place = compose::place(draft, kind, id.clone(), Some(step.at), None);
        match &step.from {
            Some((from, outcome)) => {
                let link = Edit::link(LinkKey { from: from.clone(), outcome: *outcome, to: id.clone() });
                Edit::Batch(vec![place, link])
            }
            None => place,
        }
    });
    if editor.apply(&edit) {
        editor.go_to(&id);
        editor.host.focus(&id);
    }
}

/// Puts a new node into a link, with its middle at a point.
fn insert(editor: Editor, kind: Kind, key: &LinkKey, point: Point) {
    let id = editor.host.new_id();
    let at = Point::settled(point.x - geometry::WIDTH / 2.0, point.y - geometry::HEIGHT / 2.0);
    let edit = editor.draft.with_untracked(|draft| compose::insert_on_link(draft, key, kind, id.clone(), Some(at)));
    match edit {
        Ok(edit) if editor.apply(&edit) => {
            editor.go_to(&id);
            editor.host.focus(&id);
        }
        Ok(_) => {}
        Err(refusal) => editor.announce(refusal.to_string()),
    }
}

/// A place for a card near a point, where no other card stands.
fn free_place(draft: &Draft, middle: Point) -> Point {
    let mut at = Point::settled(middle.x - geometry::WIDTH / 2.0, middle.y - geometry::HEIGHT / 2.0);
    // Each step leaves at least one card behind, so it ends.
    while draft.graph.nodes().any(|node| geometry::rect(node.at).meets(geometry::rect(at))) {
        at = Point::settled(at.x, at.y + geometry::HEIGHT + 32.0);
    }
    at
}
