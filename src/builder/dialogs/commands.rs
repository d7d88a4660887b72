//! The command menu: everything that can be done here, by name. The last ones come first, and what cannot run says why.

use editor::{
    Command, Editor,
    add_node::{add, refusal},
    commands::{ALL, CommandGroup, Listed},
};
use journey::{
    kind::{KINDS, Kind},
    order,
    text::NodeId,
};
use keymap::chord::Key;
use leptos::{html, prelude::*};
use signals::{Memo, RwSignal, SharedSignal};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::{
    builder::kind_style,
    ui::{Dialog, Icon, IconName, chord, fold, keys_shown, unique_id},
    workspace::{Workspace, use_workspace},
};

/// The most lines that are shown.
const LINES_MAX: usize = 60;

/// The number of lines that Page Down moves.
const PAGE: usize = 8;

/// The action of a line.
#[derive(Clone, PartialEq)]
enum Choice {
    /// Runs the command with this id.
    Command(&'static str),
    /// Adds a node.
    Add(Kind),
    /// Goes to a node.
    Go(NodeId),
}

/// A line of the menu.
#[derive(Clone, PartialEq)]
struct Line {
    choice: Choice,
    label: String,
    icon: IconName,
    heading: &'static str,
    keys: Option<String>,
    /// Why it cannot be chosen.
    reason: Option<String>,
}

/// The dialog.
#[component]
pub fn CommandMenu(editor: Editor, open: SharedSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open on_close=move |()| open.set(false) title="Command menu" plain=true>
            <SearchField editor open />
        </Dialog>
    }
}

/// The state of the search.
#[derive(Clone, Copy)]
struct Search {
    editor: Editor,
    workspace: Workspace,
    open: SharedSignal<bool>,
    found: Memo<Vec<Line>>,
    /// The place of the chosen line among them.
    at: RwSignal<usize>,
    list: NodeRef<html::Div>,
    id: StoredValue<String>,
}

impl Search {
    /// The element of a line.
    fn option(self, at: usize) -> String {
        self.id.with_value(|id| format!("{id}-{at}"))
    }

    /// Does what a line says, once the dialog has given the focus back: the command may move it on.
    fn choose(self, at: usize) {
        let Some(line) = self.found.with_untracked(|found| found.get(at).cloned()) else { return };
        if let Some(why) = line.reason {
            return self.editor.announce(why);
        }
        self.open.set(false);
        if let Choice::Command(id) = line.choice {
            self.workspace.note_command(id);
        }
        request_animation_frame(move || run(self.editor, &line.choice));
    }

    /// Goes to a line, and shows it.
    fn go(self, to: usize) {
        self.at.set(to);
        let line =
            self.list.get_untracked().and_then(|list| list.query_selector_all("[role=option]").ok()?.get(to as u32));
        if let Some(line) = line.and_then(|line| line.dyn_into::<HtmlElement>().ok()) {
            line.scroll_into_view_with_scroll_into_view_options(&nearest());
        }
    }

    /// The keys of the field: those of a list of choices.
    fn pressed(self, event: &web_sys::KeyboardEvent) {
        let (here, last) = (self.at.get_untracked(), self.found.with_untracked(Vec::len).saturating_sub(1));
        match chord(event).map(|chord| chord.key) {
            Some(Key::Down) => self.go(if here >= last { 0 } else { here + 1 }),
            Some(Key::Up) => self.go(if here == 0 { last } else { here - 1 }),
            Some(Key::PageDown) => self.go((here + PAGE).min(last)),
            Some(Key::PageUp) => self.go(here.saturating_sub(PAGE)),
            Some(Key::Enter) => self.choose(here),
            _ => return,
        }
        event.prevent_default();
    }

    /// The lines under their headings.
    fn rows(self) -> Vec<AnyView> {
        let mut heading = "";
        let mut shown = Vec::new();
        for (n, line) in self.found.get().into_iter().enumerate() {
            if line.heading != heading {
                heading = line.heading;
                shown.push(view! { <p class="commands__heading" role="presentation">{heading}</p> }.into_any());
            }
            shown.push(self.row(n, line));
        }
        shown
    }

    fn row(self, n: usize, line: Line) -> AnyView {
        let Line { label, icon, keys, reason, .. } = line;
        let reason_id = format!("{}-reason", self.option(n));
        let (disabled, describes) = (reason.is_some().then_some("true"), reason.is_some().then(|| reason_id.clone()));
        view! {
            <div
                role="option"
                class="commands__line"
                id=self.option(n)
                aria-selected=move || if self.at.get() == n { "true" } else { "false" }
                aria-disabled=disabled
                aria-describedby=describes
                on:pointermove=move |_| self.at.set(n)
                on:click=move |_| self.choose(n)
            >
                <Icon name=icon />
                <span class="commands__label">{label}</span>
                {keys.map(|keys| view! { <kbd>{keys_shown(&keys)}</kbd> })}
                {reason.map(|why| view! { <span class="commands__reason" id=reason_id>{why}</span> })}
            </div>
        }
        .into_any()
    }
}

/// The field and its list.
#[component]
fn SearchField(editor: Editor, open: SharedSignal<bool>) -> impl IntoView {
    let workspace = use_workspace();
    let all = StoredValue::new(untrack(|| lines(editor, &workspace.recent_commands())));
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| query.with(|query| all.with_value(|all| search(all, query))));
    let id = unique_id("commands");
    let list_id = format!("{id}-list");
    let list = NodeRef::new();
    let at = RwSignal::new(0);
    let search = Search { editor, workspace, open, found, at, list, id: StoredValue::new(id) };
    let typed = move |event: web_sys::Event| {
        query.set(event_target::<HtmlInputElement>(&event).value());
        search.go(0);
    };
    view! {
        <div class="commands">
            <div class="commands__search">
                <Icon name=IconName::Search />
                <input
                    type="text"
                    class="input"
                    role="combobox"
                    aria-label="Search commands"
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=list_id.clone()
                    aria-activedescendant=move || found.with(|found| !found.is_empty()).then(|| search.option(at.get()))
                    placeholder="Type a command, a kind of node, or the title of a node"
                    autocomplete="off"
                    spellcheck="false"
                    autofocus
                    on:input=typed
                    on:keydown=move |event| search.pressed(&event)
                />
            </div>
            <div class="commands__list" role="listbox" aria-label="Commands" id=list_id node_ref=list>
                {move || search.rows()}
            </div>
            <p class="commands__none" role="status">{move || found.with(Vec::is_empty).then_some("Nothing has this name.")}</p>
        </div>
    }
}

/// The least scrolling that shows an element.
fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options
}

fn run(editor: Editor, choice: &Choice) {
    match choice {
        Choice::Command(id) => {
            if let Some(command) = ALL.iter().find(|command| command.id == *id) {
                editor.run(command, None);
            }
        }
        Choice::Add(kind) => add(editor, *kind, None),
        Choice::Go(id) => editor.go_and_focus(id),
    }
}

/// Everything that can be found: recent commands, commands by group, kinds of nodes, nodes.
fn lines(editor: Editor, recent: &[String]) -> Vec<Line> {
    let listed = || ALL.iter().filter(|command| command.listed != Listed::Nowhere);
    let command = |command: &Command, heading: &'static str| Line {
        choice: Choice::Command(command.id),
        label: command.label.to_owned(),
        icon: command.icon,
        heading,
        keys: command.keys_text(editor),
        reason: editor.refusal(command),
    };
    let last =
        recent.iter().filter_map(|id| listed().find(|command| command.id == id)).map(|row| command(row, "Recent"));
    let is_recent = |row: &&&Command| recent.iter().any(|id| *id == row.id);
    let by_group = CommandGroup::ALL.into_iter().flat_map(|group| {
        let rows = listed().filter(move |row| row.group == group).filter(|row| !is_recent(row));
        rows.map(move |row| command(row, group.name())).collect::<Vec<_>>()
    });
    let kinds = KINDS.iter().map(|spec| Line {
        choice: Choice::Add(spec.kind),
        label: format!("Add {}", spec.name),
        icon: kind_style::icon(spec.kind),
        heading: "Add a node",
        keys: None,
        reason: editor.locked().or_else(|| editor.draft.with(|draft| refusal(draft, spec.kind).map(str::to_owned))),
    });
    let nodes = editor.draft.with(|draft| {
        let line = |node: &journey::graph::Node| Line {
            choice: Choice::Go(node.id.clone()),
            label: node.label(),
            icon: kind_style::icon(node.kind),
            heading: "Go to a node",
            keys: None,
            reason: None,
        };
        draft.graph.nodes().map(line).collect::<Vec<_>>()
    });
    last.chain(by_group).chain(kinds).chain(nodes).collect()
}

/// The lines that hold every word of the query, those that begin with it first. Without a query, all but the nodes.
fn search(all: &[Line], query: &str) -> Vec<Line> {
    let query = fold(query.trim());
    if query.is_empty() {
        return all.iter().filter(|line| !matches!(line.choice, Choice::Go(_))).cloned().collect();
    }
    let rank = |line: &Line| {
        let label = fold(&line.label);
        let begins = |word: &str| label.split(' ').any(|part| part.starts_with(word));
        let rank = if label.starts_with(&query) {
            0
        } else if query.split(' ').all(begins) {
            1
        } else if query.split(' ').all(|word| label.contains(word)) {
            2
        } else {
            return None;
        };
        Some((line.reason.is_some(), rank))
    };
    let mut found: Vec<_> = all.iter().filter_map(|line| Some((rank(line)?, line))).collect();
    order::sort_by_key(&mut found, |(rank, _)| *rank);
    found.into_iter().take(LINES_MAX).map(|(_, line)| line.clone()).collect()
}
