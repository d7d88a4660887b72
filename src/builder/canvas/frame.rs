//! Groups: a frame around the cards of each, or one box in their place while it is collapsed.

use canvas::{collapsed, picture::escaped, rect::Rect};
use editor::Editor;
use journey::{
    graph::{Group, Point},
    text::{NodeId, TITLE_MAX},
};
use leptos::prelude::*;
use signals::Memo;
use web_sys::Event;

use super::{
    drawing::{draw_head, frame_head},
    note::{show_state, write_in_place},
};
use crate::{
    builder::dom::{
        css::{icon_markup, place, rect_style},
        focus::focus_node,
    },
    ui::{El, IconName, el, watch},
};

/// The groups in the window, frames or boxes; what has the focus wherever it is.
pub fn shown(editor: Editor, window: Memo<Rect>, boxes: bool) -> Memo<Vec<NodeId>> {
    Memo::new(move |_| {
        editor.draft.with(|draft| {
            let groups = draft.graph.groups();
            if groups.is_empty() {
                return Vec::new();
            }
            let held = |group: &Group| {
                let first = |nodes: &std::collections::HashSet<NodeId>| group.nodes.iter().any(|id| nodes.contains(id));
                editor.drag.with(|drag| drag.as_ref().is_some_and(|drag| first(&drag.nodes)))
            };
            let near = |id: &NodeId, group: &Group| {
                editor.rect_of(id).is_some_and(|rect| rect.meets(window.get()))
                    || editor.active.with(|active| active.as_ref() == Some(id))
                    || held(group)
            };
            let ids = groups.iter().filter(|(id, group)| editor.is_collapsed(id) == boxes && near(id, group));
            ids.map(|(id, _)| id.clone()).collect()
        })
    })
}

/// The frames, behind the cards.
#[component]
pub fn Frames(editor: Editor, window: Memo<Rect>) -> impl IntoView {
    let frames = shown(editor, window, false);
    view! {
        <For each=move || frames.get() key=|id| id.clone() let:id>
            <Frame editor id />
        </For>
    }
}

/// The boxes of collapsed groups, among the cards.
#[component]
pub fn Boxes(editor: Editor, window: Memo<Rect>) -> impl IntoView {
    let boxes = shown(editor, window, true);
    view! {
        <For each=move || boxes.get() key=|id| id.clone() let:id>
            <CollapsedBox editor id />
        </For>
    }
}

fn group_of(editor: Editor, id: &NodeId) -> Option<Group> {
    editor.draft.with(|draft| draft.graph.group(id).cloned())
}

/// The rectangle of a frame, with its cards as they are dragged.
fn around(editor: Editor, id: &NodeId) -> Option<Rect> {
    editor.draft.with(|draft| {
        let group = draft.graph.group(id)?;
        collapsed::frame(group.nodes.iter().filter_map(|id| draft.graph.node(id)).map(|node| editor.place(node)))
    })
}

#[component]
fn Frame(editor: Editor, id: NodeId) -> impl IntoView {
    let head = frame_head(&format!("role=\"group\" aria-roledescription=\"group\" data-node=\"{id}\""));
    let frame = el("div", "frame").child(head.clone());
    let _ = head.node().append_child(collapse_button(editor, &id, true).node());
    watch({
        let (frame, id) = (frame.clone(), id.clone());
        move || {
            if let Some(rect) = around(editor, &id) {
                frame.style_text(&rect_style(rect));
            }
        }
    });
    watch({
        let (head, id) = (head.clone(), id.clone());
        move || {
            let Some(group) = group_of(editor, &id) else { return };
            draw_head(&head, &group);
            head.set("aria-label", Some(&group.label()));
        }
    });
    watch({
        let (head, frame, id) = (head.clone(), frame.clone(), id.clone());
        move || {
            let selected = editor.is_selected(&id);
            show_state(editor, &head, &id, "frame__head", "frame__head--selected", selected);
            let _ = frame.node().class_list().toggle_with_force("frame--selected", selected);
        }
    });
    write_in_place(editor, &head, "input", TITLE_MAX, "Name of the group");
    frame
}

#[component]
fn CollapsedBox(editor: Editor, id: NodeId) -> impl IntoView {
    let card = El::of_markup(&format!(
        "<div role=\"group\" aria-roledescription=\"group\" data-node=\"{id}\"><span class=\"node__face\"></span></div>"
    ));
    let _ = card.node().append_child(collapse_button(editor, &id, false).node());
    watch({
        let (card, id) = (card.clone(), id.clone());
        move || {
            let Some(group) = group_of(editor, &id) else { return };
            let problems = problems(editor, &group);
            if let Some(face) = card.node().first_element_child() {
                face.set_inner_html(&markup(&group, &problems));
            }

            card.set("aria-label", Some(&format!("{}, collapsed", group.label())));
            card.set("data-problem", problems.0);
            let present = |id: &NodeId| editor.present.with(|present| present.get(id).copied());
            card.set("data-present", group.nodes.iter().find_map(present));
        }
    });
    watch({
        let (card, id) = (card.clone(), id.clone());
        move || {
            let Some(Rect { x, y, .. }) = editor.rect_of(&id) else { return };
            let first = group_of(editor, &id).and_then(|group| group.nodes.first().cloned());
            place(&card, Point { x, y }, first.and_then(|first| editor.drag_offset_of(&first)));
        }
    });
    watch({
        let (card, id) = (card.clone(), id.clone());
        move || {
            let selected = editor.is_selected(&id);
            let _ = card.node().class_list().add_1("node--group");
            show_state(editor, &card, &id, "node", "node--selected", selected);
        }
    });
    write_in_place(editor, &card, "input", TITLE_MAX, "Name of the group");
    card
}

/// The worst that is found at a group's nodes, and how much there is.
fn problems(editor: Editor, group: &Group) -> (Option<&'static str>, usize) {
    let all: Vec<_> = group.nodes.iter().filter_map(|id| editor.findings.problems(id)).collect();
    let slugs = all.iter().map(editor::findings::NodeProblems::slug);
    (slugs.min(), all.iter().map(editor::findings::NodeProblems::count).sum())
}

/// The inside of a box. What a person wrote is escaped.
fn markup(group: &Group, (slug, count): &(Option<&'static str>, usize)) -> String {
    let icon = icon_markup;
    let problem = slug.map_or_else(String::new, |slug| {
        let name = if slug == "error" { IconName::Error } else { IconName::Warning };
        ["<span class=\"node__problem\">", &icon(name), &count.to_string(), "</span>"].concat()
    });
    [
        "<span class=\"tile\">",
        &icon(IconName::Group),
        "</span><span class=\"node__text\"><span class=\"node__title\">",
        &escaped(group.title()),
        "</span><span class=\"node__kind\">",
        &group.count(),
        "</span></span>",
        &problem,
    ]
    .concat()
}

/// The button that collapses or expands. A press on it is no press on the frame.
fn collapse_button(editor: Editor, id: &NodeId, collapse: bool) -> El {
    let (word, name) = if collapse { ("Collapse", IconName::Fold) } else { ("Expand", IconName::Unfold) };
    let button = el("button", "frame__collapse").attr("type", "button").attr("tabindex", "-1").attr("title", word);
    button.node().set_inner_html(&icon_markup(name));
    let label = {
        let id = id.clone();
        move || {
            let title = group_of(editor, &id).map(|group| group.title().to_owned());
            Some([word, " ", &title.unwrap_or_default()].concat())
        }
    };
    let id = id.clone();
    button
        .bind("aria-label", label)
        .on("pointerdown", |event: Event| event.stop_propagation())
        .on("dblclick", |event: Event| event.stop_propagation())
        .on("click", move |_| {
            editor.set_collapsed(&id, collapse);
            editor.select_node(&id);
            focus_node(&id);
        })
}
