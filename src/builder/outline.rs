//! The outline: the same graph as a list to read, with the same editing. What a phone shows first
//! (spec: interface.md, region Outline).

use std::collections::{HashMap, HashSet};

use editor::{
    Editor,
    commands::table::{LINK, NEXT},
    links::finish_link,
};
use journey::{
    graph::{Graph, Note},
    kind::Outcome,
    order,
    text::NodeId,
};
use keymap::chord::{Key, Mods};
use leptos::{attr::custom::custom_attribute, prelude::*};
use signals::{Memo, RwSignal};
use wasm_bindgen::JsCast;
use web_sys::Event;

use super::{
    canvas::empty::hint,
    commands::menu::{entries, entry},
    dom::{
        focus::{focus_node, open_fields},
        regions::is_menu_open,
    },
    kind_style,
};
use crate::ui::{Icon, IconName, MenuEntry, PointMenu, chord};

/// The name of an outcome, and the part of a class name that gives it its colour.
type By = (String, &'static str);

/// The kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Of {
    Node,
    /// A group, and whether it is shown as one line.
    Group(bool),
    Note,
}

/// A line of the outline.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Line {
    /// Its depth in the tree.
    depth: usize,
    /// The node, group or note.
    id: NodeId,
    /// Its kind.
    of: Of,
    /// The node above it in the tree, whose outcome leads to it.
    from: Option<NodeId>,
    /// That outcome.
    by: Option<By>,
    /// True where the node stands elsewhere in the tree already: a way that joins or a ring.
    again: bool,
}

/// The region *Outline*.
#[component]
pub fn Outline(editor: Editor) -> impl IntoView {
    let lines = Memo::new(move |_| lines(editor));
    let is_empty = Memo::new(move |_| lines.with(Vec::is_empty));
    let menu_at = RwSignal::new(None::<(f64, f64)>);
    let items = Signal::derive(move || [building(editor), entries(editor, None)].concat());
    let ask = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        if let Some(id) = line_of(&event) {
            if !untrack(|| editor.is_selected(&id)) {
                editor.select_node(&id);
            }
            menu_at.set(Some((f64::from(event.client_x()), f64::from(event.client_y()))));
        }
    };
    view! {
        <section class="outline" aria-label="Outline">
            {move || if is_empty.get() {
                view! { <div class="outline__hint">{hint(editor)}</div> }.into_any()
            } else {
                view! {
                    <ul class="tree" role="tree" aria-label="Nodes" on:keydown=move |event| keys(editor, lines, &event) on:contextmenu=ask>
                        // A line stays while others come and go: it may have the focus.
                        <For each=move || lines.get() key=Clone::clone let:line>
                            {match line.of {
                                Of::Node => view! { <Row editor line /> }.into_any(),
                                Of::Group(collapsed) => view! { <AnnotationRow editor line collapsed=Some(collapsed) /> }.into_any(),
                                Of::Note => view! { <AnnotationRow editor line collapsed=None /> }.into_any(),
                            }}
                        </For>
                    </ul>
                }.into_any()
            }}
            <PointMenu at=menu_at label="Node actions" items />
        </section>
    }
}

/// The first entries of a line's menu; the rest is that of the canvas.
fn building(editor: Editor) -> Vec<MenuEntry> {
    if untrack(|| editor.only_node().is_none() || editor.locked().is_some()) {
        return Vec::new();
    }
    vec![entry(editor, &NEXT, None), entry(editor, &LINK, None), MenuEntry::Separator]
}

/// The node in whose line something happened.
fn line_of(event: &web_sys::Event) -> Option<NodeId> {
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    NodeId::parse(&element.closest("[role=treeitem]").ok()??.get_attribute("data-id")?)
}

/// A node that is still to be visited, with its depth, its predecessor, and the group that is being visited.
struct Ahead<'a> {
    depth: usize,
    id: &'a NodeId,
    from: Option<&'a NodeId>,
    by: Option<By>,
    within: Option<&'a NodeId>,
}

/// The graph as a tree: each node once, below the first way that leads to it; where another way joins, a line that says so.
/// A group is one part of it: its nodes below its line, unless it is collapsed, and after them the ways that lead out of it.
/// Last come the notes.
fn lines(editor: Editor) -> Vec<Line> {
    editor.draft.with(|draft| {
        let graph = &draft.graph;
        let next = links_in_order(graph);
        let group_of: HashMap<&NodeId, &NodeId> =
            graph.groups().iter().flat_map(|(id, group)| group.nodes.iter().map(move |node| (node, id))).collect();
        let collapsed = |id: &NodeId| editor.is_collapsed(id);
        let order = canvas::keyboard_nav::reading_order(graph);
        let mut lines = Vec::new();
        // The nodes and groups that have their line.
        let mut seen: HashSet<&NodeId> = HashSet::new();
        for start in &order {
            if seen.contains(start) || group_of.get(start).is_some_and(|group| seen.contains(group)) {
                continue;
            }
            let mut stack = vec![Ahead { depth: 0, id: start, from: None, by: None, within: None }];
            while let Some(Ahead { depth, id, from, by, within }) = stack.pop() {
                let Some(node) = graph.node(id) else { continue };
                let group = group_of.get(id).copied();
                let line = |id: &NodeId, of: Of, again: bool, by: Option<By>| Line {
                    depth,
                    id: id.clone(),
                    of,
                    from: from.cloned(),
                    by,
                    again,
                };
                if let Some(group) = group.filter(|group| within != Some(group)) {
                    let is_collapsed = collapsed(group);
                    if !seen.insert(group) {
                        let (of, at) = if is_collapsed { (Of::Group(true), group) } else { (Of::Node, id) };
                        lines.push(line(at, of, true, by));
                        continue;
                    }
                    lines.push(line(group, Of::Group(is_collapsed), false, by));
                    let members: Vec<&NodeId> = order.iter().filter(|id| group_of.get(id) == Some(&group)).collect();
                    for from in members.iter().rev() {
                        let Some(node) = graph.node(from) else { continue };
                        for (_, outcome, to) in next.get(from).into_iter().flatten().rev() {
                            if group_of.get(to) != Some(&group) {
                                let name = format!("{}: {}", super::canvas::title(node), node.outcome_name(*outcome));
                                let by = Some((name, kind_style::outcome_tone(*outcome)));
                                stack.push(Ahead { depth: depth + 1, id: to, from: Some(from), by, within: None });
                            }
                        }
                    }
                    let inside = members.iter().rev().filter(|_| !is_collapsed);
                    stack.extend(inside.map(|id| Ahead {
                        depth: depth + 1,
                        id,
                        from: None,
                        by: None,
                        within: Some(group),
                    }));
                    continue;
                }
                let again = !seen.insert(id);
                // A node of a group that another one of it reconnected to stands below that.
                if again && within.is_some() && from.is_none() {
                    continue;
                }
                lines.push(line(id, Of::Node, again, by));
                if again {
                    continue;
                }
                for (_, outcome, to) in next.get(id).into_iter().flatten().rev() {
                    if within.is_none() || group_of.get(to).copied() == within {
                        let by = Some((node.outcome_name(*outcome), kind_style::outcome_tone(*outcome)));
                        stack.push(Ahead { depth: depth + 1, id: to, from: Some(id), by, within });
                    }
                }
            }
        }
        lines.extend(note_lines(graph));
        lines
    })
}

/// The links of each node, in the order of its outcomes.
fn links_in_order(graph: &Graph) -> HashMap<&NodeId, Vec<(usize, Outcome, &NodeId)>> {
    let mut next: HashMap<_, Vec<_>> = HashMap::new();
    for (key, _) in graph.links() {
        let Some(node) = graph.node(&key.from) else { continue };
        let place = node.outcomes().iter().position(|outcome| *outcome == key.outcome).unwrap_or(usize::MAX);
        next.entry(&key.from).or_default().push((place, key.outcome, &key.to));
    }
    for links in next.values_mut() {
        order::sort_by_key(links, |(place, ..)| *place);
    }
    next
}

/// The lines of the notes, from the top of the canvas down.
fn note_lines(graph: &Graph) -> impl Iterator<Item = Line> {
    let mut notes: Vec<&(NodeId, Note)> = graph.notes().iter().collect();
    order::sort_by(&mut notes, |(_, a), (_, b)| a.at.y.total_cmp(&b.at.y).then(a.at.x.total_cmp(&b.at.x)));
    notes.into_iter().map(|(id, _)| Line { depth: 0, id: id.clone(), of: Of::Note, from: None, by: None, again: false })
}

/// The line of a group, or of a note.
#[component]
fn AnnotationRow(editor: Editor, line: Line, collapsed: Option<bool>) -> impl IntoView {
    let Line { depth, id, by, again, .. } = line;
    let said = {
        let id = id.clone();
        Memo::new(move |_| {
            editor.draft.with(|draft| {
                let graph = &draft.graph;
                let note = graph.note(&id).map(|note| (note.words(), String::new()));
                let of = note.or_else(|| graph.group(&id).map(|group| (group.title().to_owned(), group.count())));
                (graph.label_of(&id), of.unwrap_or_default())
            })
        })
    };
    let selected = {
        let id = id.clone();
        Memo::new(move |_| editor.is_selected(&id))
    };
    let stop = {
        let id = id.clone();
        Memo::new(move |_| !again && editor.active.with(|active| active.as_ref() == Some(&id)))
    };
    let name = {
        let before = by.as_ref().map(|(outcome, _)| format!("{outcome}: ")).unwrap_or_default();
        move || {
            let again = if again { ", shown above" } else { "" };
            let state = if collapsed == Some(true) { ", collapsed" } else { "" };
            said.with(|(label, _)| format!("{before}{label}{state}{again}"))
        }
    };
    let press = {
        let id = id.clone();
        move |_| editor.select_node(&id)
    };
    let turn = {
        let id = id.clone();
        move |event: web_sys::MouseEvent| {
            event.stop_propagation();
            editor.set_collapsed(&id, collapsed == Some(false));
            editor.select_node(&id);
        }
    };
    let icon = if collapsed.is_some() { IconName::Group } else { IconName::Note };
    let data_line = (!again).then(|| id.to_string());
    view! {
        <li
            class="tree__item"
            role="treeitem"
            {..custom_attribute("aria-level", (depth + 1).to_string())}
            aria-expanded=collapsed.filter(|_| !again).map(|collapsed| if collapsed { "false" } else { "true" })
            aria-selected=move || if selected.get() { "true" } else { "false" }
            tabindex=move || if stop.get() { "0" } else { "-1" }
            data-line=data_line
            data-id=id.to_string()
            data-depth=depth.min(8).to_string()
            on:click=press
        >
            <span class="visually-hidden">{name}</span>
            <div class="tree__row tree__row--annotation" aria-hidden="true" class:tree__row--selected=move || selected.get()>
                {by.map(|(outcome, tone)| view! { <span class=format!("tree__outcome outcome--{tone}")>{outcome}</span> })}
                {collapsed.map(|collapsed| view! {
                    <span class="tree__turn" on:click=turn>
                        <Icon name=if collapsed { IconName::ChevronRight } else { IconName::ChevronDown } />
                    </span>
                })}
                <span class="tile tile--small"><Icon name=icon /></span>
                <span class="tree__title">{move || said.with(|(label, (title, _))| if title.is_empty() { label.clone() } else { title.clone() })}</span>
                <span class="tree__kind" class:tree__kind--above=again>{move || if again { "↑ above".to_owned() } else { said.with(|said| said.1.1.clone()) }}</span>
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn Row(editor: Editor, line: Line) -> impl IntoView {
    let Line { depth, id, by, again, .. } = line;
    let data_line = (!again).then(|| id.to_string());
    let data_id = id.to_string();
    let node = {
        let id = id.clone();
        Memo::new(move |_| {
            editor.draft.with(|draft| {
                draft.graph.node(&id).map(|node| (node.label(), node.kind, node.title.trim().to_owned(), node.entry))
            })
        })
    };
    let selected = {
        let id = id.clone();
        Memo::new(move |_| editor.selection.with(|selection| selection.nodes.contains(&id)))
    };
    let stop = {
        let id = id.clone();
        Memo::new(move |_| !again && editor.active.with(|active| active.as_ref() == Some(&id)))
    };
    let problems = {
        let id = id.clone();
        Memo::new(move |_| editor.findings.problems(&id))
    };
    let press = {
        let id = id.clone();
        move |_| match editor.link_draft.get_untracked() {
            // While a link waits for its end, the node that is pressed is it.
            Some(link_draft) => finish_link(editor, link_draft, id.clone()),
            None => editor.select_node(&id),
        }
    };
    let target = {
        let id = id.clone();
        Memo::new(move |_| {
            editor.link_draft.with(|link_draft| {
                link_draft
                    .as_ref()
                    .and_then(|link_draft| link_draft.target.as_ref())
                    .is_some_and(|(over, _)| *over == id)
            })
        })
    };
    let kind = node.with_untracked(|node| node.as_ref().map(|node| node.1))?;
    let name = {
        let by = by.clone();
        move || {
            let label = node.with(|node| node.as_ref().map(|node| node.0.clone())).unwrap_or_default();
            let by = by.as_ref().map(|(outcome, _)| format!("{outcome}: ")).unwrap_or_default();
            let again = if again { ", shown above" } else { "" };
            let problems = problems
                .with(|problems| problems.as_ref().map(|problems| format!(", {}", problems.words())))
                .unwrap_or_default();
            format!("{by}{label}{again}{problems}")
        }
    };
    Some(
        view! {
            <li
                class="tree__item"
                role="treeitem"
                {..custom_attribute("aria-level", (depth + 1).to_string())}
                aria-selected=move || if selected.get() { "true" } else { "false" }
                tabindex=move || if stop.get() { "0" } else { "-1" }
                data-line=data_line
                data-id=data_id
                data-depth=depth.min(8).to_string()
                on:click=press
            >
                // A screen reader reads one sentence; the visible text has parts.
                <span class="visually-hidden">{name}</span>
                <div class="tree__row" aria-hidden="true" class:tree__row--selected=move || selected.get() class:tree__row--target=move || target.get() data-group=kind_style::group_slug(kind.spec().group)>
                    {by.map(|(outcome, tone)| view! { <span class=format!("tree__outcome outcome--{tone}")>{outcome}</span> })}
                    <span class="tile tile--small"><Icon name=kind_style::icon(kind) /></span>
                    <span class="tree__title">{move || node.with(|node| node.as_ref().map(|node| if node.2.is_empty() { node.1.name().to_owned() } else { node.2.clone() }))}</span>
                    <span class="tree__kind" class:tree__kind--above=again>
                        {move || if again { "↑ above".to_owned() } else { node.with(|node| node.as_ref().filter(|node| !node.2.is_empty()).map(|node| node.1.name().to_owned())).unwrap_or_default() }}
                    </span>
                    {move || node.with(|node| node.as_ref().is_some_and(|node| node.3)).then(|| view! { <Icon name=IconName::Flag /> })}
                    {move || problems.get().map(|problems| view! { <span class="tree__problem" data-problem=problems.slug()><Icon name=kind_style::problems_icon(&problems) />{problems.count()}</span> })}
                </div>
            </li>
        }
        .into_any(),
    )
}

/// Arrows move along the lines and Space opens the fields, as the pattern for trees asks; the rest is commands.
fn keys(editor: Editor, lines: Memo<Vec<Line>>, event: &Event) {
    // While a link is drawn, the arrows choose where it leads.
    if is_menu_open() || editor.link_draft.with_untracked(Option::is_some) {
        return;
    }
    let Some(tree) = event.current_target().and_then(|tree| tree.dyn_into::<web_sys::Element>().ok()) else { return };
    let here = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let items = tree.children();
    let Some(at) = (0..items.length()).find(|i| items.item(*i) == here) else { return };
    let Some(key) = chord(event).filter(|chord| matches!(chord.mods, Mods::NONE | Mods::SHIFT)).map(|chord| chord.key)
    else {
        return;
    };
    let (at, count) = (at as usize, lines.with_untracked(Vec::len));
    let depth = |i: usize| lines.with_untracked(|lines| lines.get(i).map_or(0, |line| line.depth));
    let group = lines.with_untracked(|lines| {
        lines.get(at).and_then(|line| match line.of {
            Of::Group(collapsed) if !line.again => Some((line.id.clone(), collapsed)),
            _ => None,
        })
    });
    if let Some((id, collapsed)) = group
        && (key == Key::Right && collapsed || key == Key::Left && !collapsed)
    {
        event.prevent_default();
        editor.set_collapsed(&id, !collapsed);
        editor.select_node(&id);
        focus_node(&id);
        return;
    }
    let to = match key {
        Key::Down => (at + 1).min(count.saturating_sub(1)),
        Key::Up => at.saturating_sub(1),
        Key::Right if depth(at + 1) > depth(at) => at + 1,
        Key::Right => at,
        Key::Left => (0..at).rev().find(|i| depth(*i) < depth(at)).unwrap_or(at),
        Key::Home => 0,
        Key::End => count.saturating_sub(1),
        Key::Space => {
            event.prevent_default();
            open_fields();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(id) = lines.with_untracked(|lines| lines.get(to).map(|line| line.id.clone())) {
        editor.select_node(&id);
    }
    if let Some(item) = items.item(to as u32).and_then(|item| item.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = item.focus();
    }
}
