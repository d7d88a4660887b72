//! The journey's time zone, out of all that the browser knows: a combo box with a list that narrows as one types
//! (the ARIA pattern “combobox with list autocomplete”).

use keymap::chord::Key;
use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;

use super::form::Form;
use crate::{
    platform::zone::{self, BrowserZone},
    ui::{chord, unique_id},
};

/// How many zones are listed at once; with more, one types on.
const SHOWN: usize = 60;

/// The field, with its list.
#[component]
pub fn ZoneField(form: Form) -> impl IntoView {
    let ids = StoredValue::new([unique_id("zone"), unique_id("zones"), unique_id("help"), unique_id("error")]);
    let id = move |n: usize| ids.with_value(|ids| ids[n].clone());
    let option_id = move |n: usize| format!("{}-{n}", id(1));
    // The text of the field where it is not the zone that holds.
    let typed = RwSignal::new(None::<String>);
    let listed = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let refused = RwSignal::new(None::<String>);
    let reported = form.error("zone");
    let wrong = Signal::derive(move || refused.get().or_else(|| reported.get()));
    let held = Memo::new(move |_| form.setup.with(|setup| setup.zone.clone()));
    let held = move || held.get();
    let names = StoredValue::new(zone::names());
    let matching = Memo::new(move |_| {
        let find = |typed: &str| names.with_value(|names| find(names, typed));
        listed.get().then(|| typed.with(|typed| find(typed.as_deref().unwrap_or_default())))
    });
    let close = move || {
        listed.set(false);
        active.set(None);
    };
    let show_held = move || {
        refused.set(None);
        typed.set(None);
        close();
    };
    // It opens below the field, where the dialog may end.
    let is_listed = Memo::new(move |_| matching.with(Option::is_some));
    Effect::new(move |_| {
        if is_listed.get() {
            request_animation_frame(move || bring_into_view(&id(1)));
        }
    });
    // Undo and other tabs change it too.
    Effect::watch(held, move |_, _, _| show_held(), false);
    let choose = Callback::new(move |name: String| {
        show_held();
        form.change(|setup| setup.zone = name);
    });
    // What was typed in full counts, in whatever spelling. Other text stays in the field, and the zone before it holds.
    let settle = move || {
        close();
        let Some(text) = typed.get_untracked() else { return };
        let text = text.trim().to_owned();
        if text.is_empty() {
            return refused.set(Some("Enter a time zone, or choose one of the list.".to_owned()));
        }
        let known = names.with_value(|names| names.iter().find(|name| name.eq_ignore_ascii_case(&text)).cloned());
        match known.or_else(|| BrowserZone::open(&text).map(|_| text.clone())) {
            Some(name) => choose.run(name),
            None => {
                refused.set(Some(format!("This browser does not know the zone “{text}”. Choose one of the list.")));
            }
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let count = matching.with_untracked(|list| list.as_ref().map_or(0, Vec::len));
        let at = active.get_untracked();
        let Some(chord) = chord(&event).filter(|chord| !chord.mods.command) else { return };
        let next = match chord.key {
            Key::Down if count == 0 => {
                listed.set(true);
                None
            }
            Key::Down => Some(at.map_or(0, |at| (at + 1) % count)),
            Key::Up if count > 0 => Some(at.map_or(count - 1, |at| (at + count - 1) % count)),
            Key::Enter if listed.get_untracked() || typed.with_untracked(Option::is_some) => {
                // A single match needs no choosing.
                let at = at.or((count == 1).then_some(0));
                let name = at.and_then(|at| matching.with_untracked(|list| list.as_ref()?.get(at).cloned()));
                match name {
                    Some(name) => choose.run(name),
                    None => settle(),
                }
                event.prevent_default();
                return;
            }
            Key::Escape if listed.get_untracked() => {
                // The list is closed by it, not the dialog.
                event.prevent_default();
                event.stop_propagation();
                show_held();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        active.set(next);
        if let Some(option) = next.and_then(|n| document().get_element_by_id(&option_id(n))) {
            option.scroll_into_view_with_bool(false);
        }
    };
    let option = move |(n, name): (usize, String)| {
        let own = name.clone();
        let shown = offset(&name);
        view! {
            <li
                class="combo__option"
                id=option_id(n)
                role="option"
                aria-selected=move || if active.get() == Some(n) { "true" } else { "false" }
                // Before the field loses the focus, which would close the list.
                on:pointerdown=move |event| {
                    event.prevent_default();
                    choose.run(own.clone());
                }
            >
                <span>{name}</span>
                <span class="combo__note">{shown}</span>
            </li>
        }
    };
    let list = move || {
        matching.get().map(|names| {
            let more = (names.len() >= SHOWN).then_some("Type to narrow the list.");
            let none = names.is_empty().then_some("No zone has this in its name.");
            view! {
                <div class="combo__list">
                    <ul id=id(1) role="listbox" aria-label="Time zones">{names.into_iter().enumerate().map(option).collect_view()}</ul>
                    {none.or(more).map(|text| view! { <p class="combo__more">{text}</p> })}
                </div>
            }
        })
    };
    let now = move || {
        let offset = match offset(&held()).as_str() {
            "" => String::new(),
            offset => format!("{offset} now. "),
        };
        format!("{offset}Type to search. Midnights, clock times and quiet hours are those of this zone.")
    };
    let select_all = move |event: web_sys::FocusEvent| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok()) {
            input.select();
        }
    };
    // A press that brings the focus would put the caret where it was pressed: in WebKit after what `focus` selects.
    let take_focus = move |event: web_sys::MouseEvent| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input.filter(|input| document().active_element().as_ref() != Some(input)) else { return };
        event.prevent_default();
        let _ = input.focus();
    };
    view! {
        <div class="field combo" data-field="setup.zone">
            <label class="field__label" for=id(0)>"Journey’s time zone"</label>
            <input
                class="input"
                id=id(0)
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded=move || if matching.with(Option::is_some) { "true" } else { "false" }
                aria-controls=move || matching.with(Option::is_some).then(|| id(1))
                aria-activedescendant=move || active.get().map(option_id)
                aria-describedby=format!("{} {}", id(2), id(3))
                // By this a dialog finds what is still to be put right in it.
                data-refused=move || refused.with(Option::is_some).then_some("")
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                disabled=move || form.locked.get()
                placeholder=held
                prop:value=move || typed.get().unwrap_or_else(held)
                on:focus=select_all
                on:mousedown=take_focus
                on:input=move |event| {
                    active.set(None);
                    refused.set(None);
                    listed.set(true);
                    typed.set(Some(event_target_value(&event)));
                }
                on:keydown=on_key
                on:blur=move |_| settle()
            />
            {list}
            <p class="field__help" id=id(2)>{now}</p>
            <p class="field__error" id=id(3) aria-live="polite">{move || wrong.get()}</p>
        </div>
    }
    .into_any()
}

/// Scrolls the dialog to the end of the list, where that is out of view.
fn bring_into_view(list: &str) {
    let Some(list) = document().get_element_by_id(list) else { return };
    let Ok(Some(body)) = list.closest(".dialog__body") else { return };
    if list.get_bounding_client_rect().bottom() > body.get_bounding_client_rect().bottom() {
        list.scroll_into_view_with_bool(false);
    }
}

/// The zones that have all the words typed in their names: those that begin with them first.
fn find(names: &[String], typed: &str) -> Vec<String> {
    let typed = typed.trim().to_lowercase().replace('_', " ");
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut found: Vec<(bool, &String)> = names
        .iter()
        .filter_map(|name| {
            let plain = name.to_lowercase().replace('_', " ");
            let city = plain.rsplit('/').next().unwrap_or(&plain);
            words
                .iter()
                .all(|word| plain.contains(word))
                .then(|| (!(city.starts_with(&typed) || plain.starts_with(&typed)), name))
        })
        .collect();
    found.sort();
    found.into_iter().take(SHOWN).map(|(_, name)| name.clone()).collect()
}

/// How far the zone is from UTC now: “UTC+01:00”.
fn offset(zone: &str) -> String {
    use rehearsal::zone::Zone;
    let Some(zone) = BrowserZone::open(zone) else { return String::new() };
    let minutes = zone.offset_at(crate::platform::clock::read()) / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_by_its_city_or_any_of_its_words() {
        let names: Vec<String> = ["America/New_York", "Asia/Yekaterinburg", "Europe/Berlin", "Europe/York_Town", "UTC"]
            .map(String::from)
            .to_vec();
        assert_eq!(find(&names, "york"), ["Europe/York_Town", "America/New_York"]);
        assert_eq!(find(&names, "new york"), ["America/New_York"]);
        assert_eq!(find(&names, "America/new_y"), ["America/New_York"]);
        assert_eq!(find(&names, "berlin eur"), ["Europe/Berlin"]);
        assert_eq!(find(&names, "").len(), names.len());
        assert!(find(&names, "atlantis").is_empty());
    }
}
