//! The journey that is open in the builder, as signals: its draft with undo, what is selected, and what the canvas shows.
//! Every change of the draft goes through [`Editor::apply`] (house.md, idea 2).

use std::{collections::HashMap, sync::Arc};

use canvas::{
    collapsed::{self, CollapsedGraph},
    rect::Rect,
    route::{Cards, Route, Routes},
    snap::Guide,
    view::View,
};
use journey::{
    checks::Finding,
    edit::{
        Edit,
        history::{History, HistoryEvent},
    },
    graph::{Graph, LinkKey, LinkTime, Node, Point},
    journey::Draft,
    kind::Outcome,
    text::NodeId,
};
use reactive_graph::{
    callback::{Callable, Callback},
    owner::StoredValue,
    prelude::*,
};
use signals::SharedMemo;

use crate::{
    findings::Findings,
    host::Host,
    interaction::{AddNode, Drag, LinkDraft, Tool},
    readable::Readable,
    selection::Selection,
    visible_graph::shown,
};

/// An edit of more nodes than this at once is worth a restore point.
const GUARDED: usize = 50;

/// The number of nodes that an edit replaces, moves or removes.
fn reach(edit: &Edit) -> usize {
    match edit {
        Edit::Restore(_) => usize::MAX,
        Edit::Move(moves) => moves.len(),
        Edit::Remove { nodes, .. } => nodes.len(),
        Edit::Batch(edits) => edits.iter().map(reach).fold(0, usize::saturating_add),
        _ => 0,
    }
}

/// The extent of the changes that are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Anything: it is a draft.
    Draft,
    /// Only *What*: it is published (journey.md §2 ★).
    ContentOnly,
    /// Nothing.
    ReadOnly,
}

/// The open journey, to be passed around by copy.
///
/// It is a reference and not the signals themselves: every closure of a view holds one, and what each of them copies is
/// sent to every visitor as code. What it refers to is some hundred bytes for each journey that was opened, and is never
/// freed; the signals in it are, with the page that made them.
#[derive(Clone, Copy)]
pub struct Editor(&'static Signals);

impl std::ops::Deref for Editor {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// The signals of the open journey.
pub struct Signals {
    /// The draft that is edited.
    pub draft: Readable<Draft>,
    /// The content on record; the page says “not saved” while it differs from the draft.
    pub saved: Readable<Option<Draft>>,
    /// The extent of the changes that are allowed.
    pub mode: Readable<Mode>,
    /// The selection.
    pub selection: Readable<Selection>,
    /// The node, note or group that has the one tab stop of the canvas.
    pub active: Readable<Option<NodeId>>,
    /// The visible part of the canvas.
    pub view: Readable<View>,
    /// The size of the pane, in pixels.
    pub pane: Readable<(f64, f64)>,
    /// The drag in progress.
    pub drag: Readable<Option<Drag>>,
    /// By how much it is dragged, in canvas units.
    pub drag_offset: Readable<Point>,
    /// The link into which what is being dragged would be put.
    pub drop_link: Readable<Option<LinkKey>>,
    /// The link that is being drawn.
    pub link_draft: Readable<Option<LinkDraft>>,
    /// The box that is being drawn, in canvas units.
    pub marquee: Readable<Option<Rect>>,
    /// The guides of the drag.
    pub guides: Readable<Vec<Guide>>,
    /// The choice of the next node, while it is offered.
    pub add_node: Readable<Option<AddNode>>,
    /// The time of a link that is being set where the link is drawn.
    pub link_time: Readable<Option<(LinkKey, LinkTime)>>,
    /// The note or group that is being written on in its place.
    pub writing: Readable<Option<NodeId>>,
    /// The note that is being resized, and how large it is by now.
    pub sizing: Readable<Option<(NodeId, Point)>>,
    /// The groups that are collapsed in the draft and looked into here.
    pub opened: Readable<Vec<NodeId>>,
    /// The graph with its collapsed groups as boxes; `None` while no group is collapsed.
    pub collapsed: SharedMemo<Option<Arc<CollapsedGraph>>>,
    /// The nodes where users can be at the instant of the rehearsal, and how; empty while there is no rehearsal.
    pub present: Readable<HashMap<NodeId, &'static str>>,
    /// The card under the pointer.
    pub pointed: Readable<Option<NodeId>>,
    /// The link under the pointer.
    pub pointed_link: Readable<Option<LinkKey>>,
    /// The outcomes by which links leave the nodes, and where they lead: gone through once per edit, and not once per card.
    pub linked: SharedMemo<HashMap<NodeId, Vec<(Outcome, NodeId)>>>,
    /// The ways of the links around the cards, as these stand in the draft.
    pub routes: SharedMemo<Routes>,
    /// The cards that are not dragged: the obstacles of a dragged link's route.
    resting: SharedMemo<Cards>,
    /// The findings of the checks.
    pub findings: Findings,
    /// Set once the view was placed: opening the canvas then does not fit it.
    pub(crate) placed: StoredValue<bool>,
    /// Why nothing can be changed where it is only looked at.
    closed: StoredValue<Option<String>>,
    history: Readable<History>,
    /// The events that are not kept yet (session/autosave.rs).
    events: StoredValue<Vec<HistoryEvent>>,
    /// Told the draft before an edit replaces much of it, and what the edit does.
    guard: StoredValue<Option<Callback<(Draft, String)>>>,
    pub(crate) tool: StoredValue<Tool>,
    pub(crate) host: Box<dyn Host>,
}

impl Editor {
    /// An editor of a draft, of which the record holds `saved`.
    pub fn new(
        draft: Draft,
        saved: Option<Draft>,
        mode: Mode,
        host: impl Host + 'static,
        check: impl Fn(&Draft) -> Option<Vec<Finding>> + Send + Sync + 'static,
    ) -> Self {
        let active = draft.graph.entry().or_else(|| draft.graph.nodes().next()).map(|node| node.id.clone());
        let draft = Readable::new(draft);
        let drag = Readable::new(None::<Drag>);
        let opened = Readable::new(Vec::new());
        let collapsed = SharedMemo::new(move |_| {
            draft.with(|draft| opened.with(|open: &Vec<NodeId>| collapsed::collapse(&draft.graph, open).map(Arc::new)))
        });
        Self(Box::leak(Box::new(Signals {
            draft,
            saved: Readable::new(saved),
            mode: Readable::new(mode),
            selection: Readable::default(),
            active: Readable::new(active),
            view: Readable::new(View::default()),
            pane: Readable::new((0.0, 0.0)),
            drag,
            drag_offset: Readable::default(),
            drop_link: Readable::new(None),
            link_draft: Readable::new(None),
            marquee: Readable::new(None),
            guides: Readable::default(),
            add_node: Readable::new(None),
            link_time: Readable::new(None),
            writing: Readable::new(None),
            sizing: Readable::new(None),
            opened,
            collapsed,
            present: Readable::default(),
            pointed: Readable::new(None),
            pointed_link: Readable::new(None),
            linked: SharedMemo::new(move |_| draft.with(|draft| linked(&draft.graph))),
            routes: SharedMemo::new(move |before| shown(draft, collapsed, |graph| Routes::of(graph, before))),
            resting: SharedMemo::new(move |_| {
                let held = drag.with(|drag| drag.as_ref().map(|drag| drag.nodes.clone())).unwrap_or_default();
                let rests = |node: &&Node| !held.contains(&node.id);
                shown(draft, collapsed, |graph| Cards::at(graph.nodes().filter(rests).map(|node| node.at).collect()))
            }),
            findings: Findings::new(draft, check),
            placed: StoredValue::new(false),
            closed: StoredValue::new(None),
            history: Readable::new(History::default()),
            events: StoredValue::default(),
            guard: StoredValue::new(None),
            tool: StoredValue::default(),
            host: Box::new(host),
        })))
    }

    /// Goes on where another editor of the same draft was; what it had selected may be gone.
    pub fn resume(&self, history: History, selection: Selection, view: Option<View>) {
        self.history.set(history);
        self.active.set(selection.nodes.last().cloned().or(self.active.get_untracked()));
        self.selection.set(selection);
        self.tidy_selection();
        if let Some(view) = view {
            self.view.set(view);
            self.placed.set_value(true);
        }
    }

    /// Selects this, and nothing else.
    pub fn select(&self, selection: Selection) {
        self.selection.set(selection);
    }

    /// Gives the tab stop of the canvas to a node, a note or a group.
    pub fn stop_at(&self, id: &NodeId) {
        self.active.maybe_update(|active| {
            let is_other = active.as_ref() != Some(id);
            if is_other {
                *active = Some(id.clone());
            }
            is_other
        });
    }

    /// Gives the focus to what has the tab stop.
    pub(crate) fn focus_active(&self) {
        if let Some(active) = self.active.get_untracked() {
            self.host.focus(&active);
        }
    }

    /// Tells why nothing can be changed: it is only looked at.
    pub fn close(&self, why: String) {
        self.closed.set_value(Some(why));
    }

    /// True where the draft cannot be changed; at most the *What* of what is published can.
    pub fn is_locked(&self) -> bool {
        self.mode.get() != Mode::Draft
    }

    /// Why the draft cannot be changed, if so.
    pub fn locked(&self) -> Option<String> {
        let published = || "It is published. Make a new version to change it.".to_owned();
        self.is_locked().then(|| self.closed().unwrap_or_else(published))
    }

    /// Why nothing can be changed where it is only looked at.
    pub fn closed(&self) -> Option<String> {
        self.closed.get_value()
    }

    /// Changes what may be changed.
    pub fn set_mode(&self, mode: Mode) {
        self.mode.set(mode);
    }

    /// Takes what the record holds from now on.
    pub fn set_saved(&self, draft: Draft) {
        self.saved.set(Some(draft));
    }

    /// Shows where users can be at the instant of the rehearsal, and how; nothing where there is none.
    pub fn set_present(&self, present: HashMap<NodeId, &'static str>) {
        self.present.try_set(present);
    }

    /// Closes the choice of the next node.
    pub fn close_step(&self) {
        self.add_node.set(None);
    }

    /// Closes the pop-over with a link's time.
    pub fn close_time(&self, key: &LinkKey, time: LinkTime) {
        // Another one may have been opened already.
        if self.link_time.with_untracked(|chip| chip.as_ref().is_some_and(|chip| chip.0 == *key && chip.1 == time)) {
            self.link_time.set(None);
        }
    }

    /// Shows what another tab made of the draft; undo and redo leave that as it is. Steps that no longer fit are passed over when it comes to them.
    pub fn take_over(&self, draft: Draft) {
        self.draft.with_untracked(|before| self.history.update_untracked(|history| history.follow(before, &draft)));
        self.draft.set(draft);
        self.tidy_selection();
    }

    /// Gives `keep` the draft before an edit replaces much of it.
    pub fn guard(&self, keep: Callback<(Draft, String)>) {
        self.guard.set_value(Some(keep));
    }

    /// Takes the events since the last call.
    pub fn take_events(&self) -> Vec<HistoryEvent> {
        self.events.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// True where anything was done since.
    pub fn has_acts(&self) -> bool {
        self.events.try_with_value(|events| !events.is_empty()) == Some(true)
    }

    fn note(&self, event: HistoryEvent) {
        self.events.try_update_value(|events| events.push(event));
    }

    /// The steps that can be undone and redone.
    pub fn history(&self) -> History {
        self.history.get_untracked()
    }

    /// Reads the steps, without hearing of changes.
    pub(crate) fn with_history<T>(&self, read: impl FnOnce(&History) -> T) -> T {
        self.history.with_untracked(read)
    }

    /// Ends a run of edits that are one step: the next one is a step of its own.
    pub fn mark(&self) {
        self.history.update_untracked(History::mark);
        self.note(HistoryEvent::Mark);
    }

    /// Tells that an edit is allowed now.
    ///
    /// # Errors
    /// Why it is not, as a sentence.
    pub fn allows(&self, edit: &Edit) -> Result<(), &'static str> {
        match self.mode.get_untracked() {
            Mode::Draft => Ok(()),
            Mode::ContentOnly if self.draft.with_untracked(|draft| edit.is_what_only(draft)) => Ok(()),
            Mode::ContentOnly => {
                Err("It is published: only what its messages say can be changed. Make a new version for more.")
            }
            Mode::ReadOnly => Err("This version cannot be changed."),
        }
    }

    /// Changes the draft and says so; a refusal is said too. Whether it was changed.
    pub fn apply(&self, edit: &Edit) -> bool {
        // Typing is heard in the field itself.
        self.apply_with(edit, !matches!(edit, Edit::Field { .. } | Edit::Title(..)))
    }

    /// Changes the draft, and announces what was done where it is to be. Returns true where it was changed.
    pub(crate) fn apply_with(&self, edit: &Edit, announced: bool) -> bool {
        if let Err(why) = self.allows(edit) {
            self.announce(why);
            return false;
        }
        let mut result = None;
        let at = self.host.milliseconds();
        // Text that is written without leaving its box is one step, however long it takes.
        let written = self.writing.with_untracked(|writing| match edit {
            Edit::Note(id, Some(_)) | Edit::Group(id, Some(_)) => writing.as_ref() == Some(id),
            _ => false,
        });
        let coalesces = self
            .history
            .with_untracked(|history| if written { history.extends(edit) } else { history.coalesces(edit, at) });
        if !coalesces && reach(edit) > GUARDED {
            let before = self.draft.get_untracked();
            let said = edit.describe(&before);
            if let Some(guard) = self.guard.get_value() {
                guard.run((before, said));
            }
        }
        // A refused edit changes nothing, so nobody needs to hear of it.
        self.draft.maybe_update(|draft| {
            let applied = self.history.try_update_untracked(|history| {
                if written { history.extend(draft, edit, at) } else { history.apply(draft, edit, at) }
            });
            let changed = matches!(applied, Some(Ok(_)));
            result = applied;
            changed
        });
        match result {
            Some(Ok(said)) => {
                self.note(HistoryEvent::Apply { edit: edit.clone(), coalesces, at });
                self.history.notify();
                self.tidy_selection();
                if announced {
                    self.announce(said + ".");
                }
                true
            }
            Some(Err(refused)) => {
                self.announce(refused.to_string());
                false
            }
            None => false,
        }
    }

    /// Takes the last step back.
    pub fn undo(&self) {
        self.step("Undone", HistoryEvent::Undo, |history, draft| history.undo(draft));
    }

    /// Does the step again that was taken back last.
    pub fn redo(&self) {
        self.step("Redone", HistoryEvent::Redo, |history, draft| history.redo(draft));
    }

    fn step(&self, word: &str, event: HistoryEvent, step: impl FnOnce(&mut History, &mut Draft) -> Option<String>) {
        let mut said = None;
        self.draft.maybe_update(|draft| {
            said = self.history.try_update_untracked(|history| step(history, draft)).flatten();
            said.is_some()
        });
        self.announce(match said {
            Some(said) => {
                self.note(event);
                self.history.notify();
                self.tidy_selection();
                format!("{word}: {said}.")
            }
            None => format!("There is nothing to be {}.", word.to_lowercase()),
        });
    }

    /// The description of the step that undo would revert.
    pub fn undoable(&self) -> Option<String> {
        self.history.with(|history| history.undoable().map(ToOwned::to_owned))
    }

    /// The description of the step that redo would repeat.
    pub fn redoable(&self) -> Option<String> {
        self.history.with(|history| history.redoable().map(ToOwned::to_owned))
    }

    /// True where the draft differs from the record, by so much as a byte.
    pub fn is_dirty(&self) -> bool {
        self.draft.with(|draft| self.saved.with(|saved| saved.as_ref().is_none_or(|saved| !saved.is_same(draft))))
    }

    /// Says something in the live region.
    pub fn announce(&self, text: impl Into<String>) {
        self.host.announce(text.into());
    }

    /// Says something for all to see, which the live region of the toasts reads as well.
    pub fn toast(&self, text: impl Into<String>) {
        self.host.toast(text.into());
    }

    /// Selects a node, a note or all nodes of a group, and gives it the tab stop. A node in a collapsed group is shown.
    pub fn select_node(&self, id: &NodeId) {
        self.reveal(id);
        self.active.set(Some(id.clone()));
        self.selection.set(self.selection_of(id));
    }

    /// Selects a node and brings it into view.
    pub fn go_to(&self, id: &NodeId) {
        self.select_node(id);
        self.show(id);
    }

    /// Selects a node, brings it into view, and gives it the focus.
    pub fn go_and_focus(&self, id: &NodeId) {
        self.go_to(id);
        self.host.focus(id);
    }

    /// Tells that keys of one character without a modifier are turned on.
    pub fn has_single_keys(&self) -> bool {
        self.host.has_single_keys()
    }

    /// Selects a node and puts it in the middle of the view.
    pub fn centre(&self, id: &NodeId) {
        self.select_node(id);
        self.put_in_middle(id);
    }

    /// The current place of a node, the offset of a drag included.
    pub fn place(&self, node: &Node) -> Point {
        let by = self.drag_offset_of(&node.id).unwrap_or_default();
        // Collapsed groups are tracked only where there are groups.
        let grouped = self.draft.with_untracked(|draft| !draft.graph.groups().is_empty());
        let collapsed = grouped.then(|| {
            self.with_collapsed(|collapsed| {
                collapsed.and_then(|collapsed| collapsed.box_of(collapsed.hidden.get(&node.id)?))
            })
        });
        let at = collapsed.flatten().unwrap_or(node.at);
        Point { x: at.x + by.x, y: at.y + by.y }
    }

    /// The displacement of a node during a drag.
    pub fn drag_offset_of(&self, id: &NodeId) -> Option<Point> {
        let carried = |drag: &Drag| !drag.copy && drag.nodes.contains(id);
        self.drag.with(|drag| drag.as_ref().is_some_and(carried)).then(|| self.drag_offset.get())
    }

    /// The route of a link between its present ends. With both ends dragged it moves along; with one, it is routed
    /// among the resting cards. All other routes stay as they are until the drop.
    pub fn route(&self, key: &LinkKey) -> Option<Route> {
        let by = (self.drag_offset_of(&key.from), self.drag_offset_of(&key.to));
        self.with_shown(|graph| {
            let (from, to) = (graph.node(&key.from)?, graph.node(&key.to)?);
            let way = || self.routes.with(|routes| routes.route(key, from, to));
            Some(match by {
                (None, None) => way(),
                (Some(by), Some(_)) => way().moved(by),
                _ => self.resting.with(|cards| Route::of(cards, key, (from, self.place(from)), self.place(to))),
            })
        })
    }

    /// The selected node, where it is only one.
    pub fn only_node(&self) -> Option<NodeId> {
        self.selection.with(|selection| {
            match (selection.nodes.as_slice(), selection.links.is_empty() && selection.notes.is_empty()) {
                ([only], true) => Some(only.clone()),
                _ => None,
            }
        })
    }

    /// Deletes what is selected; the node before it in the reading order gets the tab stop.
    pub fn delete_selected(&self) {
        let selection = self.selection.get_untracked();
        if selection.is_empty() {
            return;
        }
        let next = self.draft.with_untracked(|draft| {
            selection.nodes.first().and_then(|first| {
                let upstream = draft.graph.links_to(first).map(|(key, _)| key.from.clone());
                upstream.into_iter().find(|id| !selection.nodes.contains(id))
            })
        });
        let notes = selection.notes.into_iter().map(|id| Edit::Note(id, None));
        let remove = Edit::Remove { nodes: selection.nodes, links: selection.links };
        let bare = matches!(&remove, Edit::Remove { nodes, links } if nodes.is_empty() && links.is_empty());
        let mut edits: Vec<Edit> = (!bare).then_some(remove).into_iter().chain(notes).collect();
        let edit = if edits.len() == 1 { edits.swap_remove(0) } else { Edit::Batch(edits) };
        if self.apply(&edit)
            && let Some(next) = next
        {
            self.active.set(Some(self.focus_target(&next)));
        }
    }

    /// Forgets what is selected and no longer there.
    pub(crate) fn tidy_selection(&self) {
        self.draft.with_untracked(|draft| {
            let graph = &draft.graph;
            let gone = self.selection.with_untracked(|selection| {
                selection.nodes.iter().any(|id| graph.node(id).is_none())
                    || selection.links.iter().any(|key| graph.link(key).is_none())
                    || selection.notes.iter().any(|id| graph.note(id).is_none())
            });
            if gone {
                self.selection.update(|selection| {
                    selection.nodes.retain(|id| graph.node(id).is_some());
                    selection.links.retain(|key| graph.link(key).is_some());
                    selection.notes.retain(|id| graph.note(id).is_some());
                });
            }
            let lost = self.active.with_untracked(|active| active.as_ref().is_none_or(|id| !graph.has(id)));
            if lost {
                let first = graph.entry().or_else(|| graph.nodes().next()).map(|node| node.id.clone());
                if first != self.active.get_untracked() {
                    self.active.set(first);
                }
            }
        });
    }

    /// Selects nodes and notes from elsewhere, such as those that were pasted.
    pub(crate) fn select_nodes(&self, nodes: Vec<NodeId>, notes: Vec<NodeId>) {
        if let Some(last) = nodes.last().or(notes.last()) {
            self.active.set(Some(self.focus_target(last)));
        }
        self.selection.set(Selection { nodes, notes, links: Vec::new() });
    }
}

/// The outcomes by which links leave the nodes, and where they lead.
fn linked(graph: &Graph) -> HashMap<NodeId, Vec<(Outcome, NodeId)>> {
    let mut linked: HashMap<NodeId, Vec<_>> = HashMap::new();
    for (LinkKey { from, outcome, to }, _) in graph.links() {
        let link = (*outcome, to.clone());
        match linked.get_mut(from) {
            Some(links) => links.push(link),
            None => {
                linked.insert(from.clone(), vec![link]);
            }
        }
    }
    linked
}
