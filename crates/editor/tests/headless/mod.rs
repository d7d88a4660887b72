//! An editor without a page: what a person presses, drags and types, and what is to be seen and heard of it.
#![allow(dead_code)]

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use canvas::{card, gesture::Target, view::View};
use editor::{Command, Editor, Focused, Host, Mode, Request, Selection, arrange::tidy_up, tools::Press};
use journey::{
    graph::{Graph, LinkKey, LinkTiming, Node, Point},
    journey::Draft,
    kind::{Kind, Outcome},
    setup::EntryCriteria,
    text::NodeId,
    time::Span,
};
use keymap::{
    chord::{Chord, Key, Mods},
    focus::Focus,
};
use reactive_graph::{graph::untrack, owner::Owner, prelude::*};

/// The calls of an editor to its page.
#[derive(Default)]
pub struct Heard {
    /// The announcements.
    pub said: Mutex<Vec<String>>,
    /// The elements that got the focus.
    pub focused: Mutex<Vec<String>>,
    /// The requests of commands to the page.
    pub asked: Mutex<Vec<Request>>,
    /// Set where keys of one character are turned off.
    pub no_single_keys: AtomicBool,
    ids: AtomicU64,
}

struct Page(Arc<Heard>);

impl Host for Page {
    fn milliseconds(&self) -> f64 {
        0.0
    }

    fn new_id(&self) -> NodeId {
        let n = self.0.ids.fetch_add(1, Ordering::Relaxed);
        NodeId::parse(&format!("new{n}")).unwrap()
    }

    fn announce(&self, text: String) {
        self.0.said.lock().unwrap().push(text);
    }

    fn toast(&self, text: String) {
        self.announce(text);
    }

    fn focus(&self, id: &NodeId) {
        self.0.focused.lock().unwrap().push(id.to_string());
    }

    fn open_fields(&self) {
        self.0.focused.lock().unwrap().push("fields".to_owned());
    }

    fn open_new_fields(&self) {
        self.open_fields();
    }

    fn ask(&self, request: Request) -> bool {
        self.0.asked.lock().unwrap().push(request);
        true
    }

    fn refusal(&self, request: Request) -> Option<String> {
        (request == Request::Versions).then(|| "Save the draft first.".to_owned())
    }

    fn has_single_keys(&self) -> bool {
        !self.0.no_single_keys.load(Ordering::Relaxed)
    }
}

/// Runs no tasks: they only tidy up behind readers that are gone.
struct Idle;

impl CustomExecutor for Idle {
    fn spawn(&self, _: PinnedFuture<()>) {}

    fn spawn_local(&self, _: PinnedLocalFuture<()>) {}

    fn poll_local(&self) {}
}

/// An editor of a draft, in a pane of 1000 by 600 pixels that shows the canvas from its origin at full size.
pub struct Headless {
    pub editor: Editor,
    heard: Arc<Heard>,
    // The signals live as long as it does.
    _owner: Owner,
}

/// The parts that a gesture that is called off leaves as they were.
pub type Seen = (Draft, Selection, Option<NodeId>, View);

impl Headless {
    pub fn new(draft: Draft) -> Self {
        Self::with_mode(draft, Mode::Draft)
    }

    pub fn with_mode(draft: Draft, mode: Mode) -> Self {
        // The tests of a file share one.
        let _ = Executor::init_custom_executor(Idle);
        let owner = Owner::new();
        let heard = Arc::new(Heard::default());
        let page = Page(heard.clone());
        let editor = owner.with(|| Editor::new(draft, None, mode, page, |_| Some(Vec::new())));
        editor.set_pane((1_000.0, 600.0));
        Self { editor, heard, _owner: owner }
    }

    pub fn seen(&self) -> Seen {
        let editor = self.editor;
        let (draft, selection) = (editor.draft.get_untracked(), editor.selection.get_untracked());
        (draft, selection, editor.active.get_untracked(), editor.view.get_untracked())
    }

    /// True where nothing is left of a gesture.
    pub fn is_at_rest(&self) -> bool {
        let editor = self.editor;
        editor.is_tool_idle()
            && editor.drag.with_untracked(Option::is_none)
            && editor.marquee.with_untracked(Option::is_none)
            && editor.sizing.with_untracked(Option::is_none)
            && editor.drop_link.with_untracked(Option::is_none)
            && editor.guides.with_untracked(Vec::is_empty)
    }

    /// The middle of a node's card, a note or a box, in pixels of the pane.
    pub fn middle(&self, id: &str) -> Point {
        let rect = untrack(|| self.editor.rect_of(&self::id(id))).unwrap();
        self.editor.view.get_untracked().to_pane(rect.middle())
    }

    pub fn press(&self, at: Point, target: Target, mods: Mods) {
        self.editor.press(Press { pointer: 1, at, target, middle: false, corner: false, mods });
    }

    /// Presses what lies there.
    pub fn press_at(&self, at: Point, mods: Mods) {
        self.press(at, self.editor.target_at(self.editor.view.get_untracked().to_canvas(at)), mods);
    }

    pub fn move_to(&self, at: Point, mods: Mods) {
        self.editor.pointer_moves(1, at, mods);
    }

    pub fn release(&self, at: Point, mods: Mods) {
        self.editor.release(1, at, mods);
    }

    pub fn click(&self, id: &str, mods: Mods) {
        let at = self.middle(id);
        self.press_at(at, mods);
        self.release(at, mods);
    }

    /// Drags from one point of the pane to another, in ten steps.
    pub fn drag(&self, from: Point, to: Point, mods: Mods) {
        self.press_at(from, mods);
        self.drag_on(from, to, mods);
        self.release(to, mods);
    }

    pub fn drag_on(&self, from: Point, to: Point, mods: Mods) {
        for step in 1..=10 {
            let part = f64::from(step) / 10.0;
            let at = Point { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
            self.move_to(at, mods);
        }
    }

    /// Presses a key while the canvas has the focus; tells whether the browser does not get it.
    pub fn key(&self, mods: Mods, key: Key) -> bool {
        self.key_at(Focus::Canvas, mods, key)
    }

    /// Presses a key while something has the focus.
    pub fn key_at(&self, focus: Focus, mods: Mods, key: Key) -> bool {
        let is_ours = self.editor.key_down(Chord { key, mods, repeat: false }, focus, &Focused::default());
        self.tidy_where_asked();
        is_ours
    }

    /// Takes the one step back that there is, which leaves the draft as it was.
    pub fn undoes_one_step_to(&self, before: &Draft) {
        self.editor.undo();
        assert_eq!(self.editor.draft.get_untracked(), *before);
        assert_eq!(self.editor.undoable(), None);
    }

    /// Chooses a command in a menu.
    pub fn run(&self, command: &Command) {
        self.editor.run(command, None);
        self.tidy_where_asked();
    }

    /// Tidies the graph up where a command asks the page for it.
    fn tidy_where_asked(&self) {
        let is_asked = self.heard.asked.lock().unwrap().pop_if(|request| *request == Request::Tidy).is_some();
        if is_asked {
            tidy_up(self.editor);
        }
    }

    /// The last request of a command to the page.
    pub fn asked(&self) -> Option<Request> {
        self.heard.asked.lock().unwrap().last().copied()
    }

    /// Turns keys of one character off.
    pub fn turn_single_keys_off(&self) {
        self.heard.no_single_keys.store(true, Ordering::Relaxed);
    }

    pub fn has_link(&self, key: &LinkKey) -> bool {
        self.editor.draft.with_untracked(|draft| draft.graph.link(key).is_some())
    }

    pub fn has_node(&self, name: &str) -> bool {
        self.editor.draft.with_untracked(|draft| draft.graph.node(&id(name)).is_some())
    }

    /// The number of nodes, and of links.
    pub fn count(&self) -> (usize, usize) {
        self.editor.draft.with_untracked(|draft| (draft.graph.nodes().len(), draft.graph.links().len()))
    }

    pub fn selected(&self) -> Vec<String> {
        self.editor.selection.with_untracked(|selection| {
            selection.nodes.iter().chain(&selection.notes).map(ToString::to_string).collect()
        })
    }

    /// The announcement that was made last.
    pub fn said(&self) -> String {
        self.heard.said.lock().unwrap().last().cloned().unwrap_or_default()
    }

    /// The focus goes to another part of the page.
    pub fn focus_elsewhere(&self) {
        self.heard.focused.lock().unwrap().push("elsewhere".to_owned());
    }

    /// The element that got the focus last.
    pub fn focused(&self) -> String {
        self.heard.focused.lock().unwrap().last().cloned().unwrap_or_default()
    }
}

/// An entry, a message an hour behind it, and a message that stands alone.
pub fn draft() -> Draft {
    let node = |name: &str, kind, x, y| Node::new(id(name), kind, Point { x, y });
    let nodes = [
        Node { entry: true, ..node("start", Kind::Action, 40.0, 40.0) },
        node("hello", Kind::Push, 360.0, 40.0),
        node("alone", Kind::Email, 360.0, 240.0),
    ];
    let hour = LinkTiming { delay: Some(Span::Hours(1)), ..LinkTiming::default() };
    let graph = Graph::of(nodes, [(link("start", Outcome::Yes, "hello"), hour)]);
    let mut draft = Draft { graph, ..Draft::new("Europe/Berlin") };
    draft.setup.entry = EntryCriteria::OnEvent;
    draft
}

/// The place of a node.
pub fn place(test: &Headless, name: &str) -> Point {
    test.editor.draft.with_untracked(|draft| draft.graph.node(&id(name)).unwrap().at)
}

/// A point so and so far from another.
pub fn by(from: Point, x: f64, y: f64) -> Point {
    Point { x: from.x + x, y: from.y + y }
}

pub fn id(text: &str) -> NodeId {
    NodeId::parse(text).unwrap()
}

pub fn link(from: &str, outcome: Outcome, to: &str) -> LinkKey {
    LinkKey { from: id(from), outcome, to: id(to) }
}

/// The pixels that a node's outcome is dragged from.
pub fn handle(editor: Editor, node: &str, outcome: Outcome) -> Point {
    editor.draft.with_untracked(|draft| {
        let node = draft.graph.node(&id(node)).unwrap();
        editor.view.get_untracked().to_pane(card::departure(node, node.at, outcome))
    })
}
