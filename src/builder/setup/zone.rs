//! The journey's time zone, out of all that the browser knows: a combo box with a list that narrows as one types
//! (the ARIA pattern “combobox with list autocomplete”).

use journey::order;
use keymap::chord::Key;
use leptos::{ev::KeyboardEvent, prelude::*};
use signals::{Memo, RwSignal};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::form::Form;
use crate::{
    platform::zone::{self, BrowserZone},
    ui::{chord, unique_id},
};

/// The number of zones that are listed at once; typing narrows them.
const SHOWN: usize = 60;

/// The state of the field.
#[derive(Clone, Copy)]
struct Combo {
    form: Form,
    names: StoredValue<Vec<String>>,
    /// The text of the field where it is not the zone that holds.
    typed: RwSignal<Option<String>>,
    listed: RwSignal<bool>,
    /// The place of the chosen line in the list.
    active: RwSignal<Option<usize>>,
    refused: RwSignal<Option<String>>,
    /// The lines of the list, while it is shown.
    matching: Memo<Option<Vec<String>>>,
    ids: StoredValue<[String; 4]>,
}

/// The elements of the field, by their ids.
#[derive(Clone, Copy)]
enum Part {
    Input,
    List,
    Help,
    Error,
}

impl Combo {
    fn new(form: Form) -> Self {
        let (typed, listed) = (RwSignal::new(None::<String>), RwSignal::new(false));
        let names = StoredValue::new(zone::names());
        let matching = Memo::new(move |_| {
            let find = |typed: &str| names.with_value(|names| find(names, typed));
            listed.get().then(|| typed.with(|typed| find(typed.as_deref().unwrap_or_default())))
        });
        let ids = StoredValue::new([unique_id("zone"), unique_id("zones"), unique_id("help"), unique_id("error")]);
        let (active, refused) = (RwSignal::new(None), RwSignal::new(None));
        Self { form, names, typed, listed, active, refused, matching, ids }
    }

    fn id(self, part: Part) -> String {
        self.ids.with_value(|ids| ids[part as usize].clone())
    }

    fn option_id(self, n: usize) -> String {
        format!("{}-{n}", self.id(Part::List))
    }

    /// The zone that holds.
    fn held(self) -> String {
        self.form.setup.with(|setup| setup.zone.clone())
    }

    fn close(self) {
        self.listed.set(false);
        self.active.set(None);
    }

    fn show_held(self) {
        self.refused.set(None);
        self.typed.set(None);
        self.close();
    }

    fn choose(self, name: String) {
        self.show_held();
        self.form.change(|setup| setup.zone = name);
    }

    /// Takes what was typed in full, in whatever spelling. Other text stays in the field, and the zone before it holds.
    fn settle(self) {
        self.close();
        let Some(text) = self.typed.get_untracked() else { return };
        let text = text.trim().to_owned();
        if text.is_empty() {
            return self.refused.set(Some("Enter a time zone, or choose one of the list.".to_owned()));
        }
        let known = self.names.with_value(|names| names.iter().find(|name| name.eq_ignore_ascii_case(&text)).cloned());
        match known.or_else(|| BrowserZone::open(&text).map(|_| text.clone())) {
            Some(name) => self.choose(name),
            None => {
                let why = format!("This browser does not know the zone “{text}”. Choose one of the list.");
                self.refused.set(Some(why));
            }
        }
    }

    fn type_text(self, text: String) {
        self.active.set(None);
        self.refused.set(None);
        self.listed.set(true);
        self.typed.set(Some(text));
    }

    fn pressed(self, event: &KeyboardEvent) {
        let count = self.matching.with_untracked(|list| list.as_ref().map_or(0, Vec::len));
        let at = self.active.get_untracked();
        let Some(chord) = chord(event).filter(|chord| !chord.mods.command) else { return };
        let next = match chord.key {
            Key::Down if count == 0 => {
                self.listed.set(true);
                None
            }
            Key::Down => Some(at.map_or(0, |at| (at + 1) % count)),
            Key::Up if count > 0 => Some(at.map_or(count - 1, |at| (at + count - 1) % count)),
            Key::Enter if self.listed.get_untracked() || self.typed.with_untracked(Option::is_some) => {
                event.prevent_default();
                return self.enter(at, count);
            }
            Key::Escape if self.listed.get_untracked() => {
                // The list is closed by it, not the dialog.
                event.prevent_default();
                event.stop_propagation();
                return self.show_held();
            }
            _ => return,
        };
        event.prevent_default();
        self.active.set(next);
        if let Some(option) = next.and_then(|n| document().get_element_by_id(&self.option_id(n))) {
            option.scroll_into_view_with_bool(false);
        }
    }

    /// Takes the chosen line. A single match needs no choosing.
    fn enter(self, at: Option<usize>, count: usize) {
        let at = at.or((count == 1).then_some(0));
        match at.and_then(|at| self.matching.with_untracked(|list| list.as_ref()?.get(at).cloned())) {
            Some(name) => self.choose(name),
            None => self.settle(),
        }
    }

    fn list(self) -> Option<AnyView> {
        let names = self.matching.get()?;
        let more = (names.len() >= SHOWN).then_some("Type to narrow the list.");
        let none = names.is_empty().then_some("No zone has this in its name.");
        let options = names.into_iter().enumerate().map(|(n, name)| self.option(n, name)).collect_view();
        Some(
            view! {
                <div class="combo__list">
                    <ul id=self.id(Part::List) role="listbox" aria-label="Time zones">{options}</ul>
                    {none.or(more).map(|text| view! { <p class="combo__more">{text}</p> })}
                </div>
            }
            .into_any(),
        )
    }

    fn option(self, n: usize, name: String) -> AnyView {
        let (own, shown) = (name.clone(), offset(&name));
        view! {
            <li
                class="combo__option"
                id=self.option_id(n)
                role="option"
                aria-selected=move || if self.active.get() == Some(n) { "true" } else { "false" }
                // Before the field loses the focus, which would close the list.
                on:pointerdown=move |event| {
                    event.prevent_default();
                    self.choose(own.clone());
                }
            >
                <span>{name}</span>
                <span class="combo__note">{shown}</span>
            </li>
        }
        .into_any()
    }

    fn help(self) -> String {
        let offset = match offset(&self.held()).as_str() {
            "" => String::new(),
            offset => format!("{offset} now. "),
        };
        format!("{offset}Type to search. Midnights, clock times and quiet hours are those of this zone.")
    }
}

/// The field, with its list.
#[component]
pub fn ZoneField(form: Form) -> impl IntoView {
    let combo = Combo::new(form);
    let Combo { typed, active, refused, matching, .. } = combo;
    let reported = form.error("zone");
    let wrong = Signal::derive(move || refused.get().or_else(|| reported.get()));
    let held = Memo::new(move |_| combo.held());
    // It opens below the field, where the dialog may end.
    let is_listed = Memo::new(move |_| matching.with(Option::is_some));
    Effect::new(move |_| {
        if is_listed.get() {
            request_animation_frame(move || bring_into_view(&combo.id(Part::List)));
        }
    });
    // Undo and other tabs change it too.
    Effect::watch(move || held.get(), move |_, _, _| combo.show_held(), false);
    view! {
        <div class="field combo" data-field="setup.zone">
            <label class="field__label" for=combo.id(Part::Input)>"Journey’s time zone"</label>
            <input
                class="input"
                id=combo.id(Part::Input)
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded=move || if is_listed.get() { "true" } else { "false" }
                aria-controls=move || is_listed.get().then(|| combo.id(Part::List))
                aria-activedescendant=move || active.get().map(|n| combo.option_id(n))
                aria-describedby=format!("{} {}", combo.id(Part::Help), combo.id(Part::Error))
                // By this a dialog finds what is still to be put right in it.
                data-refused=move || refused.with(Option::is_some).then_some("")
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                disabled=move || form.locked.get()
                placeholder=move || held.get()
                prop:value=move || typed.get().unwrap_or_else(|| held.get())
                on:focus=|event| select_all(&event)
                on:mousedown=|event| take_focus(&event)
                on:input=move |event| combo.type_text(event_target_value(&event))
                on:keydown=move |event| combo.pressed(&event)
                on:blur=move |_| combo.settle()
            />
            {move || combo.list()}
            <p class="field__help" id=combo.id(Part::Help)>{move || combo.help()}</p>
            <p class="field__error" id=combo.id(Part::Error) aria-live="polite">{move || wrong.get()}</p>
        </div>
    }
    .into_any()
}

fn field_of(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

fn select_all(event: &Event) {
    if let Some(field) = field_of(event) {
        field.select();
    }
}

/// Gives the field the focus itself: a press would put the caret where it was, in WebKit after what `focus` selects.
fn take_focus(event: &Event) {
    if let Some(field) = field_of(event).filter(|field| document().active_element().as_ref() != Some(field)) {
        event.prevent_default();
        let _ = field.focus();
    }
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
    order::sort(&mut found);
    found.into_iter().take(SHOWN).map(|(_, name)| name.clone()).collect()
}

/// The zone's offset from UTC now: “UTC+01:00”.
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
