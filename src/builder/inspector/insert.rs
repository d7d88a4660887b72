//! Personalisation that is put into a text where the caret is (spec: journey.md §5, What), and the lists of names to choose
//! from.

use editor::Editor;
use journey::preview::sample::{self, Use};
use js_sys::{Array, Function, Reflect};
use leptos::{ev, prelude::*};
use signals::RwSignal;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use crate::{
    builder::fields::rows::{EVENTS, PROPERTIES},
    ui::{Menu, MenuEntry, MenuItem, focus_in_next_frame},
};

/// The menu of tokens beside a field.
#[component]
pub fn TokenMenu(
    editor: Editor,
    /// The field's label.
    label: &'static str,
    /// The name of its frame.
    field: String,
) -> impl IntoView {
    let items = Signal::derive(move || {
        let tokens = editor.draft.with_untracked(sample::tokens_for);
        let item = |(name, token): (String, String)| {
            let field = field.clone();
            MenuEntry::from(MenuItem::new(name, move || {
                // A token is a step of its own, not a part of what was typed before.
                editor.mark();
                insert(&field, &token);
                editor.mark();
            }))
        };
        tokens.into_iter().map(item).collect()
    });
    view! { <Menu label=format!("Personalise {label}") items text="Personalise" class="button--small inspector__tokens" /> }
}

/// Puts a text into the control of a field, in place of what is selected there, and goes on behind it.
fn insert(field: &str, text: &str) {
    let selector = format!("[data-field=\"{field}\"] :is(textarea, input)");
    let Ok(Some(control)) = document().query_selector(&selector) else { return };
    // An input and a text area have the same methods, but no class in common that has them.
    if put(&control, text).is_some()
        && let Ok(event) = Event::new("input")
    {
        let _ = control.dispatch_event(&event);
    }
    // The menu has given the focus back to its button; the text is where one goes on.
    focus_in_next_frame(move || {
        if let Some(control) = control.dyn_ref::<HtmlElement>() {
            let _ = control.focus();
        }
    });
}

fn put(control: &Element, text: &str) -> Option<()> {
    let at = |key: &str| Reflect::get(control, &key.into()).ok();
    let set: Function = at("setRangeText")?.dyn_into().ok()?;
    let arguments = Array::of4(&text.into(), &at("selectionStart")?, &at("selectionEnd")?, &"end".into());
    set.apply(control, &arguments).ok().map(|_| ())
}

/// The lists of events and properties that the journey names, for the boxes that refer to them.
#[component]
pub fn Suggestions(editor: Editor) -> impl IntoView {
    let list = move |id: &'static str, wanted: Use| {
        let names = RwSignal::new(Vec::new());
        // Looked up when a box is gone to that refers to them, and not at each letter.
        let gone_to = window_event_listener(ev::focusin, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some_and(|target| target.get_attribute("list").as_deref() == Some(id)) {
                names.set(editor.draft.with_untracked(|draft| sample::used(draft, wanted)));
            }
        });
        on_cleanup(move || gone_to.remove());
        let options = move || names.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view();
        view! { <datalist id=id>{options}</datalist> }
    };
    view! {
        {list(EVENTS, Use::Events)}
        {list(PROPERTIES, Use::Properties)}
    }
}
