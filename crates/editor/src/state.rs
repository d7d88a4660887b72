//! The journey that is open in the builder, as signals: its draft with undo, what is selected, and what the canvas shows.

use std::{collections::HashMap, sync::Arc};

use canvas::{
    collapsed::{self, CollapsedGraph},
    rect::Rect,
    route::{Cards, Routes},
    snap::Guide,
    view::View,
};
use journey::{
    checks::Finding,
    edit::history::{History, HistoryEvent},
    graph::{Graph, LinkKey, LinkTime, Node, Point},
    journey::Draft,
    kind::Outcome,
    text::NodeId,
};
use reactive_graph::{callback::Callback, owner::StoredValue, prelude::*};
use signals::SharedMemo;

use crate::{
    findings::Findings,
    host::Host,
    interaction::{AddNode, Drag, LinkDraft, Tool},
    readable::Readable,
    selection::Selection,
    visible_graph::shown,
};

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
    pub(crate) resting: SharedMemo<Cards>,
    /// The findings of the checks.
    pub findings: Findings,
    /// Set once the view was placed: opening the canvas then does not fit it.
    pub(crate) placed: StoredValue<bool>,
    /// Why nothing can be changed where it is only looked at.
    closed: StoredValue<Option<String>>,
    pub(crate) history: Readable<History>,
    /// The events that are not kept yet (session/autosave.rs).
    pub(crate) events: StoredValue<Vec<HistoryEvent>>,
    /// Told the draft before an edit replaces much of it, and what the edit does.
    pub(crate) guard: StoredValue<Option<Callback<(Draft, String)>>>,
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

    /// Tells that keys of one character without a modifier are turned on.
    pub fn has_single_keys(&self) -> bool {
        self.host.has_single_keys()
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
