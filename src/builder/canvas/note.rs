//! Notes: they lie behind the cards, are moved and resized by hand, and written on in their place.

use std::{cell::RefCell, rc::Rc};

use canvas::{collapsed, rect::Rect};
use editor::Editor;
use journey::{
    graph::{NOTE_TEXT_MAX, Note, Point},
    text::NodeId,
};
use keymap::chord::{Chord, Key};
use leptos::prelude::*;
use signals::Memo;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, HtmlTextAreaElement};

use super::drawing::{draw_note, note_box};
use crate::{
    builder::dom::{
        attributes::node_of,
        css::{rect_style, translate},
        focus::{focus_now, focus_still},
    },
    ui::{El, chord, el, watch},
};

/// The notes in the window, and what has the focus or is selected.
#[component]
pub fn Notes(editor: Editor, window: Memo<Rect>) -> impl IntoView {
    let notes = Memo::new(move |_| {
        editor.draft.with(|draft| {
            let notes = draft.graph.notes();
            if notes.is_empty() {
                return Vec::new();
            }
            let kept = |id: &NodeId| {
                editor.selection.with(|selection| selection.notes.contains(id))
                    || editor.active.with(|active| active.as_ref() == Some(id))
            };
            let near = notes.iter().filter(|(id, note)| collapsed::note_rect(note).meets(window.get()) || kept(id));
            near.map(|(id, _)| id.clone()).collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || notes.get() key=|id| id.clone() let:id>
            <NoteCard editor id />
        </For>
    }
}

#[component]
fn NoteCard(editor: Editor, id: NodeId) -> impl IntoView {
    // An id holds nothing that markup would have to be kept from.
    let attributes = format!("role=\"group\" aria-roledescription=\"note\" data-node=\"{id}\"");
    let card = note_box("div", &attributes).child(el("span", "note__corner"));
    let mut before = None::<Note>;
    watch({
        let (card, id) = (card.clone(), id.clone());
        move || {
            let Some(note) = editor.draft.with(|draft| draft.graph.note(&id).cloned()) else { return };
            let size = editor.sizing.with(|sizing| sizing.as_ref().filter(|(of, _)| *of == id).map(|sizing| sizing.1));
            let by = editor.drag_offset_of(&id).map(|by| [";transform:", &translate(by)].concat()).unwrap_or_default();
            let Point { x: w, y: h } = size.unwrap_or(note.size);
            card.style_text(&[rect_style(Rect { w, h, ..collapsed::note_rect(&note) }), by].concat());
            if before.as_ref().is_none_or(|was| was.text != note.text || was.tone != note.tone) {
                draw_note(&card, &note);
                card.set("aria-label", Some(&note.label()));
            }
            before = Some(note);
        }
    });
    watch({
        let (card, id) = (card.clone(), id.clone());
        move || show_state(editor, &card, &id, "note", "note--selected", editor.is_selected(&id))
    });
    let class = card.node().class_list();
    watch(move || {
        let locked = editor.is_locked();
        let _ = class.toggle_with_force("note--locked", locked);
    });
    write_in_place(editor, &card, "textarea", NOTE_TEXT_MAX, "Text of the note");
    card
}

/// Updates the interactive state of a note, a frame or a box: its selection, and the tab stop.
pub fn show_state(editor: Editor, card: &El, id: &NodeId, class: &str, chosen: &str, selected: bool) {
    // A node that is hidden in a box has its stop there.
    let active = editor.active.with(|active| {
        let hidden = |of: &NodeId| editor.hidden_in(of).as_ref() == Some(id);
        active.as_ref().is_some_and(|active| active == id || hidden(active))
    });
    let list = card.node().class_list();
    let _ = list.add_1(class);
    let _ = list.toggle_with_force(chosen, selected);
    card.set("aria-current", Some(if selected { "true" } else { "false" }));
    card.set("tabindex", Some(if active { "0" } else { "-1" }));
}

/// A box for text in an element, while that is written on. What is typed is in the draft at once; leaving the box ends the
/// step, and so does Escape.
pub fn write_in_place(editor: Editor, card: &El, tag: &'static str, max: usize, label: &'static str) {
    let card = card.clone();
    let Some(id) = node_of(card.node()) else { return };
    let box_of_it = Rc::new(RefCell::new(None::<El>));
    watch({
        let (id, held) = (id.clone(), box_of_it.clone());
        move || {
            // Another tab may change the text, or an undo take it back. What is typed here is in the draft already.
            let Some(text) = is_written(editor, &id).then(|| editor.text_of(&id)).flatten() else { return };
            if let Some(field) = &*held.borrow()
                && value(field.node()).trim() != text.trim()
            {
                set_value(field, &text);
            }
        }
    });
    watch(move || {
        let on = is_written(editor, &id);
        if let Some(held) = box_of_it.take() {
            held.node().remove();
        }
        let _ = card.node().class_list().toggle_with_force("writing", on);
        let Some(text) = on.then(|| untrack(|| editor.text_of(&id))).flatten() else { return };
        let field = el(tag, "writing__field")
            .attr("aria-label", label)
            .attr("maxlength", &max.to_string())
            .attr("placeholder", label);
        set_value(&field, &text);
        let write = {
            let id = id.clone();
            move |event: Event| {
                if let Some(field) = target(&event) {
                    editor.write(&id, &value(&field));
                }
            }
        };
        let done = {
            let id = id.clone();
            move |event: &Event| {
                if let Some(field) = target(event) {
                    editor.written(&id, &value(&field));
                }
            }
        };
        // Presses and keys in the field do not reach the canvas.
        let own = |event: Event| event.stop_propagation();
        let key = {
            let (done, id) = (done.clone(), id.clone());
            move |event: Event| {
                let Some(Chord { key, mods, .. }) = chord(&event) else { return event.stop_propagation() };
                if key == Key::Escape || key == Key::Enter && (mods.command || tag == "input") {
                    event.prevent_default();
                    event.stop_propagation();
                    done(&event);
                    // At once: the next key may be there before the next frame.
                    focus_now(&id);
                } else if !mods.command {
                    event.stop_propagation();
                }
            }
        };
        let field = field
            .on("pointerdown", own)
            .on("dblclick", own)
            .on("wheel", own)
            .on("contextmenu", own)
            .on("keydown", key)
            .on("input", write)
            .on("blur", move |event| done(&event));
        let _ = card.node().append_child(field.node());
        // It may be mounted only after this; but before the next key, which is meant for it already.
        let focus = field.clone();
        queue_microtask(move || {
            if let Some(field) = focus.node().dyn_ref::<HtmlElement>() {
                focus_still(field);
                if tag == "input" {
                    let _ = js_sys::Reflect::get(field, &"select".into())
                        .and_then(|select| select.unchecked_into::<js_sys::Function>().call0(field));
                } else if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
                    let end = area.value().encode_utf16().count() as u32;
                    let _ = area.set_selection_range(end, end);
                }
            }
        });
        box_of_it.replace(Some(field));
    });
}

/// True where the box for the text of this note or group is open.
fn is_written(editor: Editor, id: &NodeId) -> bool {
    editor.writing.with(|writing| writing.as_ref() == Some(id))
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn set_value(field: &El, text: &str) {
    let _ = js_sys::Reflect::set(field.node(), &"value".into(), &JsValue::from_str(text));
}

fn value(field: &Element) -> String {
    let value = js_sys::Reflect::get(field, &"value".into());
    value.ok().and_then(|value| value.as_string()).unwrap_or_default()
}
