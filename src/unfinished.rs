//! Text that is typed into a dialog and is not part of anything yet. It is kept within 250 ms, as every edit is, and is there
//! again when the dialog opens the next time; only finishing or cancelling the dialog removes it.

use std::time::Duration;

use journey::text::JourneyId;
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*, wasm_bindgen::JsCast};

use crate::{
    platform::random_bits,
    workspace::{Storage, text_key, use_workspace},
};

/// The longest time for which a letter is on the screen alone.
const REST: Duration = Duration::from_millis(250);

/// The text of one field of a dialog, as it is kept.
#[derive(Clone, Copy)]
pub struct Unfinished {
    records: Storage,
    text: Signal<String>,
    /// The place of the open dialog's field, such as `of/<id>/description`.
    place: StoredValue<Option<String>>,
    /// The name of this page in the keys.
    page: StoredValue<String>,
    /// The text that is kept, or that the field had at first.
    kept: StoredValue<String>,
    /// Set while letters are on the screen alone.
    is_news: StoredValue<bool>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

/// The first part of the places of a journey that was never saved.
const NEW: &str = "new";
/// The first part of the places of a saved journey.
const SAVED: &str = "of";

/// The place of a field in a dialog about a journey, or about one that was never saved.
pub fn place_of(id: Option<&JourneyId>, field: &str) -> String {
    id.map_or_else(|| format!("{NEW}/{field}"), |id| format!("{SAVED}/{id}/{field}"))
}

/// Removes the texts typed for a journey that was never saved, in all fields, because its work is removed. A page that
/// still has such a dialog open keeps its text again.
pub fn forget_new(records: Storage) {
    records.forget_texts(NEW);
}

/// Moves the text typed for a new journey to the journey that it is saved as.
pub fn move_new(records: Storage, id: &JourneyId) {
    records.move_texts(NEW, &format!("{SAVED}/{id}"));
}

/// Keeps the text of a field while its dialog is open. Each time the dialog opens, `begin` gives the field its first text,
/// and `put` what was typed into it the last time, if it was not finished. Without a place nothing is kept.
pub fn keep_unfinished(
    open: impl Into<Signal<bool>>,
    place: impl Fn() -> Option<String> + 'static,
    text: impl Into<Signal<String>>,
    begin: impl Fn() + 'static,
    put: impl Fn(String) + 'static,
) -> Unfinished {
    let (records, open) = (use_workspace().records, open.into());
    let unfinished = Unfinished {
        records,
        text: text.into(),
        place: StoredValue::default(),
        page: StoredValue::new(format!("{:x}", random_bits())),
        kept: StoredValue::default(),
        is_news: StoredValue::new(false),
        timer: StoredValue::new(None),
    };
    Effect::new(move |_| {
        if open.get() {
            untrack(|| {
                unfinished.place.set_value(place());
                begin();
                if let Some(text) = unfinished.taken() {
                    put(text);
                }
                unfinished.kept.set_value(unfinished.text.get_untracked());
            });
        }
    });
    Effect::new(move |_| {
        let text = unfinished.text.get();
        if open.get_untracked() && unfinished.kept.with_value(|kept| *kept != text) {
            unfinished.later();
        }
    });
    let hide = window_event_listener(ev::pagehide, move |_| unfinished.keep());
    // On a phone this may be all the warning there is.
    let away = window_event_listener(ev::visibilitychange, move |_| unfinished.keep());
    // Another tab that opens this dialog takes the text over; it is still being typed here.
    let taken = window_event_listener_untyped("storage", move |event| {
        let event: Option<&web_sys::StorageEvent> = event.dyn_ref();
        let gone = event.filter(|event| event.new_value().is_none()).and_then(web_sys::StorageEvent::key);
        if gone.is_some_and(|key| unfinished.is_key(&key)) && open.get_untracked() {
            unfinished.later();
        }
    });
    on_cleanup(move || {
        unfinished.keep();
        hide.remove();
        away.remove();
        taken.remove();
    });
    unfinished
}

impl Unfinished {
    /// The dialog is finished or cancelled: its text is kept no longer.
    pub fn forget(self) {
        self.stop();
        self.is_news.set_value(false);
        self.kept.set_value(self.text.get_untracked());
        if let Some((place, page)) = self.key() {
            self.records.forget_text(&place, &page);
        }
    }

    fn taken(self) -> Option<String> {
        let (place, page) = self.key()?;
        self.records.take_text(&place, &page)
    }

    /// Keeps the text in a moment; what is typed until then goes with it.
    fn later(self) {
        self.is_news.set_value(true);
        if self.timer.with_value(Option::is_none) {
            self.timer.set_value(set_timeout_with_handle(move || self.keep(), REST).ok());
        }
    }

    fn keep(self) {
        self.stop();
        if self.is_news.try_update_value(std::mem::take) == Some(true)
            && let Some(text) = self.text.try_get_untracked()
        {
            if let Some((place, page)) = self.key() {
                self.records.keep_text(&place, &page, &text);
            }
            self.kept.set_value(text);
        }
    }

    fn is_key(self, key: &str) -> bool {
        self.key().is_some_and(|(place, page)| text_key(&place, &page) == key)
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// The place and the page under which the text is kept.
    fn key(self) -> Option<(String, String)> {
        Some((self.place.try_get_value().flatten()?, self.page.try_get_value()?))
    }
}
