//! A link's delay and window, set where the link is drawn: a press on a chip of its label, or a key, opens the field of the
//! inspector in a pop-over there. Enter, *Done* and a press elsewhere keep what stands in it, as one edit; Escape does not.

use editor::{Editor, Selection, links::open_time};
use journey::{
    edit::Edit,
    graph::{LinkKey, LinkTime, LinkTiming},
    kind::Outcome,
    text::NodeId,
    time::Span,
};
use keymap::chord::Key;
use leptos::prelude::*;
use signals::RwSignal;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

use crate::{
    builder::{
        dom::{
            attributes::{chip_of, link_at, link_attribute},
            focus::{focus_now, focus_still},
            page::is_phone,
        },
        fields::link_time::LinkTimeInput,
    },
    ui::{Anchor, Button, ButtonSize, ButtonVariant, El, chord, el, focus_in_next_frame, place, watch},
};

/// Distance of the pop-over from its chip, in pixels.
const GAP: f64 = 6.0;

/// A chip was pressed, by whatever it is that presses.
pub fn clicked(editor: Editor, event: &Event) {
    let Some(chip) = chip_of(event) else { return };
    let slug = chip.get_attribute("data-chip");
    let time = LinkTime::ALL.into_iter().find(|time| slug.as_deref() == Some(time.slug()));
    if let (Some(key), Some(time)) = (link_at(&chip), time) {
        // Selecting the link shows which one it is. Not on a phone, where the inspector would cover the canvas.
        if !is_phone() && editor.selection.with_untracked(|selection| !selection.links.contains(&key)) {
            editor.select(Selection::link(key.clone()));
        }
        open_time(editor, key, time);
    }
}

/// The pop-over, while one is open.
#[component]
pub fn LinkTimePopover(editor: Editor) -> impl IntoView {
    move || editor.link_time.get().map(|(key, time)| popover(editor, key, time))
}

/// The edit that sets a link's time, where that changes anything.
fn edit(editor: Editor, key: &LinkKey, time: LinkTime, span: Option<Span>) -> Option<Edit> {
    let before: LinkTiming = editor.draft.with_untracked(|draft| draft.graph.link(key).copied())?;
    let mut after = before;
    time.set(&mut after, span);
    (after != before).then(|| Edit::Link(key.clone(), after))
}

/// The field of an open pop-over.
#[derive(Clone, Copy)]
struct Entry {
    value: RwSignal<Option<Span>>,
    /// The reason why what stands in the field is no time.
    wrong: RwSignal<Option<String>>,
    /// Cleared by Escape: nothing is set.
    keep: StoredValue<bool>,
}

impl Entry {
    /// Sets the link's time to what was entered, as an undo of its own.
    fn set(self, editor: Editor, key: &LinkKey, time: LinkTime) {
        if !self.keep.get_value() {
            return;
        }
        if let Some(why) = self.wrong.get_untracked() {
            editor.announce(format!("Not set: {why}"));
        } else if let Some(edit) = edit(editor, key, time, self.value.get_untracked()) {
            editor.mark();
            editor.apply(&edit);
            editor.mark();
        }
    }

    /// True where the entry has no error. An error is shown below the field, where it can be corrected.
    fn is_sound(self) -> bool {
        self.wrong.with_untracked(Option::is_none)
    }
}

fn popover(editor: Editor, key: LinkKey, time: LinkTime) -> El {
    let (held, called) = editor.draft.with_untracked(|draft| {
        (draft.graph.link(&key).and_then(|timing| time.of(timing)), draft.graph.link_label(&key))
    });
    let entry = Entry { value: RwSignal::new(held), wrong: RwSignal::new(None), keep: StoredValue::new(true) };
    let back = back(&key);
    let panel = el("div", "link-time")
        .attr("popover", "auto")
        .attr("role", "dialog")
        .attr("aria-label", &format!("{} of {called}", time.name()));
    let leave = {
        let panel = panel.clone();
        move || {
            let _ = panel.node().unchecked_ref::<HtmlElement>().hide_popover();
            give_back(editor, &back);
        }
    };
    // However it closes: the browser closes it at a press elsewhere by itself.
    let closing = {
        let key = key.clone();
        move |event: Event| {
            let open = |element: Element| element.matches(":popover-open").unwrap_or(false);
            if event.target().and_then(|target| target.dyn_into().ok()).is_some_and(open) {
                entry.set(editor, &key, time);
                editor.close_time(&key, time);
            }
        }
    };
    let pressed = {
        let leave = leave.clone();
        move |event: Event| press(&event, entry, &leave)
    };
    let content = content(entry, time, key.outcome, held.is_some(), leave);
    let panel = panel.on("beforetoggle", closing).on("keydown", pressed).view(content);
    follow_link(editor, &panel, &key, time);
    // Once it is in the document, and the label is as it stays.
    let shown = panel.clone();
    request_animation_frame(move || show(&shown, anchor(&key, time)));
    let shown = panel.clone();
    focus_in_next_frame(move || focus_field(&shown));
    panel
}

/// A key in the pop-over: Escape leaves it as it was, Enter sets the time.
fn press(event: &Event, entry: Entry, leave: &impl Fn()) {
    let Some(chord) = chord(event) else { return };
    let on_button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let on_button = on_button.is_some_and(|element| element.tag_name() == "BUTTON");
    match chord.key {
        Key::Escape => {
            entry.keep.set_value(false);
            event.prevent_default();
            leave();
        }
        Key::Enter if !on_button => {
            event.prevent_default();
            if entry.is_sound() {
                leave();
            }
        }
        _ => {}
    }
}

/// The field, *No delay* where there is one, and *Done*.
fn content(
    entry: Entry,
    time: LinkTime,
    outcome: Outcome,
    is_set: bool,
    leave: impl Fn() + Clone + Send + Sync + 'static,
) -> AnyView {
    let Entry { value, wrong, .. } = entry;
    let on_change = Callback::new(move |span: Option<Span>| value.set(span));
    let none = (time == LinkTime::Delay && is_set).then(|| {
        let leave = leave.clone();
        let clear = move |_| {
            wrong.set(None);
            value.set(None);
            leave();
        };
        view! { <Button size=ButtonSize::Small variant=ButtonVariant::Ghost on_click=clear>"No delay"</Button> }
    });
    let done = move |_| {
        if entry.is_sound() {
            leave();
        }
    };
    view! {
        <LinkTimeInput time outcome value wrong on_change />
        <div class="link-time__actions">
            {none}
            <Button size=ButtonSize::Small variant=ButtonVariant::Primary on_click=done>"Done"</Button>
        </div>
    }
    .into_any()
}

/// Keeps the pop-over at its link while the wheel or a key moves the view.
fn follow_link(editor: Editor, panel: &El, key: &LinkKey, time: LinkTime) {
    let (panel, key, mut is_open) = (panel.clone(), key.clone(), false);
    watch(move || {
        editor.view.track();
        if std::mem::replace(&mut is_open, true) {
            let (panel, key) = (panel.clone(), key.clone());
            request_animation_frame(move || {
                if let Some(chip) = chip(&key, time) {
                    put(&panel, &chip.get_bounding_client_rect());
                }
            });
        }
    });
}

/// The label of a link.
fn label(key: &LinkKey) -> Option<Element> {
    document().query_selector(&format!(".link-label[data-link=\"{}\"]", link_attribute(key))).ok().flatten()
}

/// The chip of a link's time, else its label, where they are seen.
fn chip(key: &LinkKey, time: LinkTime) -> Option<Element> {
    let label = label(key);
    let chip =
        label.as_ref().and_then(|label| label.query_selector(&format!("[data-chip={}]", time.slug())).ok().flatten());
    let shown = |element: &Element| element.get_bounding_client_rect().width() > 0.0;
    chip.filter(shown).or(label.filter(shown))
}

/// The anchor of the pop-over, in pixels of the window: the chip, else the label, else the element with the focus.
fn anchor(key: &LinkKey, time: LinkTime) -> web_sys::DomRect {
    let at = chip(key, time).or_else(|| document().active_element());
    at.or_else(|| document().document_element()).map_or_else(
        || web_sys::DomRect::new().unwrap_or_else(|_| wasm_bindgen::JsValue::NULL.unchecked_into()),
        |element| element.get_bounding_client_rect(),
    )
}

/// The element that gets the focus after closing: the one that had it, or the label instead of a chip, which is made
/// anew.
fn back(key: &LinkKey) -> Option<HtmlElement> {
    let here = document().active_element().filter(|here| here.tag_name() != "BODY");
    let on_label = here.as_ref().is_none_or(|here| matches!(here.closest(".link-label"), Ok(Some(_))));
    let back = if on_label { label(key) } else { here };
    back.and_then(|element| element.dyn_into().ok())
}

fn give_back(editor: Editor, back: &Option<HtmlElement>) {
    match back {
        Some(element) if element.is_connected() => {
            focus_still(element);
        }
        _ => {
            let active: Option<NodeId> = editor.active.get_untracked();
            if let Some(id) = active {
                focus_now(&id);
            }
        }
    }
}

/// Opens the pop-over at what it is about.
fn show(panel: &El, at: web_sys::DomRect) {
    let element: &HtmlElement = panel.node().unchecked_ref();
    if element.show_popover().is_ok() {
        put(panel, &at);
    }
}

fn focus_field(panel: &El) {
    if let Some(field) = panel.node().query_selector("input").ok().flatten() {
        let field: HtmlInputElement = field.unchecked_into();
        let _ = field.focus();
        field.select();
    }
}

/// Puts the pop-over at what it is about.
fn put(panel: &El, at: &web_sys::DomRect) {
    place(panel.node().unchecked_ref(), Anchor::edge(at, true), GAP);
}
