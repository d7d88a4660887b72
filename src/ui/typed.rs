//! Fields for a value: a number, a span, a time or a date. A person types text, and the value is what the text means.
//!
//! Text without a meaning stays in the field, the reason stands below it, and the value is the one from before. Only a value
//! that comes from outside is written into a field, be it by undo or from another tab.
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;
use signals::{Memo, RwSignal};

use super::el::{El, watch};
use super::key::key_event;

/// Why a text has no meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// More typing does not help: shown at once.
    Now(String),
    /// It may be the beginning of something valid: shown when the field is left.
    Later(String),
}

impl Wrong {
    /// The reason.
    pub fn said(&self) -> &str {
        let (Self::Now(said) | Self::Later(said)) = self;
        said
    }
}

/// The events of a field.
enum Heard {
    /// It got the focus.
    Came,
    /// It holds this text, or input that the browser itself refuses.
    Text(String, bool),
    /// Its text means something else now.
    Again,
    /// It lost the focus, or Enter was pressed.
    Left,
}

/// The text of a field beside the value in effect. A copy is the same field.
#[derive(Clone, Copy)]
pub struct Typed {
    /// The text of the field, and whether the browser refuses it.
    entered: StoredValue<(String, bool)>,
    /// Notified when that was replaced from outside.
    replaced: RwSignal<()>,
    reason: RwSignal<Option<Wrong>>,
    left: RwSignal<bool>,
    hear: Callback<Heard>,
}

impl Typed {
    /// A field for `held`. `read` parses a text, and gets whether the browser refuses the input; `put` gets each new
    /// value. While the text has no meaning, the value is that from before the field got the focus.
    pub fn new<T: Clone + PartialEq + Send + Sync + 'static>(
        held: Signal<T>,
        write: impl Fn(&T) -> String + Clone + Send + Sync + 'static,
        read: impl Fn(&str, bool) -> Result<T, Wrong> + Clone + Send + Sync + 'static,
        put: impl Fn(T) + Send + Sync + 'static,
    ) -> Self {
        let held = Memo::new(move |_| held.get());
        let (entered, replaced) = (StoredValue::new((held.with_untracked(&write), false)), RwSignal::new(()));
        let (reason, left) = (RwSignal::new(None::<Wrong>), RwSignal::new(false));
        // The value before this visit to the field, and the last one that came from the field.
        let (before, sent) = (StoredValue::new(held.get_untracked()), StoredValue::new(None::<T>));
        let means = move |read: &dyn Fn(&str, bool) -> Result<T, Wrong>| {
            entered.with_value(|(text, is_bad)| read(text, *is_bad))
        };
        let from_outside = read.clone();
        Effect::new(move |_| {
            let now = held.get();
            if sent.with_value(|sent| sent.as_ref() == Some(&now)) {
                return;
            }
            sent.set_value(None);
            before.set_value(now.clone());
            if means(&from_outside).as_ref() != Ok(&now) {
                entered.set_value((write(&now), false));
                reason.set(None);
                replaced.set(());
            }
        });
        let hear = Callback::new(move |heard| {
            match heard {
                Heard::Came => return before.set_value(held.get_untracked()),
                Heard::Left => {
                    left.set(true);
                    if reason.with_untracked(Option::is_none) {
                        before.set_value(held.get_untracked());
                    }
                    return;
                }
                Heard::Text(text, is_bad) if entered.with_value(|was| was.0 == text && was.1 == is_bad) => return,
                Heard::Text(text, is_bad) => entered.set_value((text, is_bad)),
                Heard::Again => {}
            }
            let value = match means(&read) {
                Ok(value) => {
                    reason.set(None);
                    left.set(false);
                    value
                }
                Err(wrong) => {
                    reason.set(Some(wrong));
                    before.get_value()
                }
            };
            if held.with_untracked(|held| *held != value) {
                sent.set_value(Some(value.clone()));
                put(value);
            }
        });
        Self { entered, replaced, reason, left, hear }
    }

    /// Reads the text again: what it stands beside has changed, such as its unit.
    pub fn read_again(self) {
        self.hear.run(Heard::Again);
        self.hear.run(Heard::Left);
    }

    /// The reason why the text has no meaning, shown or not.
    pub fn wrong(self) -> Signal<Option<String>> {
        Signal::derive(move || self.reason.with(|reason| reason.as_ref().map(|wrong| wrong.said().to_owned())))
    }

    /// The error that the field shows.
    pub fn error(self) -> Signal<Option<String>> {
        Signal::derive(move || match self.reason.get() {
            Some(Wrong::Now(said)) => Some(said),
            Some(Wrong::Later(said)) if self.left.get() => Some(said),
            _ => None,
        })
    }

    /// Makes an `input` element the control of this field.
    pub fn control(self, input: El) -> El {
        let element: HtmlInputElement = input.node().clone().unchecked_into();
        let holds = {
            let element = element.clone();
            move || Heard::Text(element.value(), is_bad(&element))
        };
        watch(move || {
            self.replaced.track();
            let text = self.entered.with_value(|entered| entered.0.clone());
            if element.value() != text || is_bad(&element) {
                element.set_value(&text);
            }
        });
        let (typed, left, done) = (holds.clone(), holds.clone(), holds);
        input
            // By this a dialog finds what is still to be put right in it.
            .bind_flag("data-refused", move || self.reason.with(Option::is_some))
            .on("input", move |_| self.hear.run(typed()))
            .on("focus", move |_| self.hear.run(Heard::Came))
            .on("blur", move |_| {
                // A part of a time that was typed or emptied alone comes without an event of its own.
                self.hear.run(left());
                self.hear.run(Heard::Left);
            })
            .on("keydown", move |event| {
                if key_event(&event).is_some_and(|key| key.key() == "Enter") {
                    self.hear.run(done());
                    self.hear.run(Heard::Left);
                }
            })
    }
}

/// True where the browser refuses what is in the field: half a time, a letter in a number. Its value is empty then.
fn is_bad(input: &HtmlInputElement) -> bool {
    input.validity().bad_input()
}

/// Reads a whole number from `min` to `max`; `None` for an empty text.
///
/// # Errors
///
/// Anything else, with the allowed range. For a number that more typing can make large enough, the error is shown
/// later.
pub fn read_whole(text: &str, is_bad: bool, min: i64, max: i64) -> Result<Option<i64>, Wrong> {
    let text = text.trim();
    if text.is_empty() && !is_bad {
        return Ok(None);
    }
    let said = format!("Enter a whole number from {min} to {max}.");
    // By hand: `parse` takes a plus sign too.
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<i64>() {
        Ok(number) if digits && (min..=max).contains(&number) => Ok(Some(number)),
        Ok(number) if digits && number > 0 && number < min && number.saturating_mul(10) <= max => {
            Err(Wrong::Later(said))
        }
        _ => Err(Wrong::Now(said)),
    }
}

/// Reads what a native control for a time or a date holds.
///
/// # Errors
///
/// The sentence of `said` where `parse` refuses the text. It is shown later while a person is still typing, such as a
/// year.
pub fn read_native<T>(
    text: &str,
    is_bad: bool,
    parse: impl Fn(&str) -> Option<T>,
    said: impl Fn() -> String,
) -> Result<T, Wrong> {
    // The year 2026 passes through 0002, 0020 and 0202.
    let unfinished = is_bad || text.starts_with('0') && text.contains('-');
    match parse(text) {
        Some(value) if !is_bad => Ok(value),
        _ if unfinished => Err(Wrong::Later(said())),
        _ => Err(Wrong::Now(said())),
    }
}

#[cfg(test)]
mod tests {
    use journey::time::{ClockTime, read_date, read_local};

    use super::*;

    #[test]
    fn a_whole_number_is_read_as_it_is_written_and_all_else_is_refused_with_what_is_allowed() {
        for (text, number) in [("1", 1), ("99", 99), ("007", 7), (" 42 ", 42)] {
            assert_eq!(read_whole(text, false, 1, 99), Ok(Some(number)), "{text}");
        }
        for text in ["", " "] {
            assert_eq!(read_whole(text, false, 1, 99), Ok(None));
        }
        for text in [
            "0",
            "-1",
            "100",
            "300",
            "33.3",
            "0.5",
            "2.5",
            "2.",
            "1e2",
            "1E1",
            "+5",
            "abc",
            "½",
            "٣",
            "9999999999999999999",
        ] {
            let wrong = read_whole(text, false, 1, 99).unwrap_err();
            assert_eq!(wrong, Wrong::Now("Enter a whole number from 1 to 99.".into()), "{text}");
        }
        // The text is empty where the browser refuses the input.
        assert!(matches!(read_whole("", true, 1, 99), Err(Wrong::Now(_))));
    }

    #[test]
    fn a_number_that_may_become_large_enough_is_told_later() {
        for text in ["1", "9"] {
            assert!(matches!(read_whole(text, false, 10, 99), Err(Wrong::Later(_))), "{text}");
        }
        for text in ["0", "100"] {
            assert!(matches!(read_whole(text, false, 10, 99), Err(Wrong::Now(_))), "{text}");
        }
        assert!(matches!(read_whole("9", false, 12, 40), Err(Wrong::Now(_))));
    }

    #[test]
    fn a_time_or_a_date_is_told_later_while_it_is_typed_and_at_once_when_it_is_emptied() {
        let said = || "Enter one.".to_owned();
        let (now, later) = (Wrong::Now(said()), Wrong::Later(said()));
        let time = |text, is_bad| read_native(text, is_bad, ClockTime::parse, said);
        assert_eq!(time("17:45", false), Ok(ClockTime::new(17, 45).unwrap()));
        assert_eq!(time("00:00", false), Ok(ClockTime::new(0, 0).unwrap()));
        assert_eq!(time("", true), Err(later.clone()));
        assert_eq!(time("", false), Err(now.clone()));
        let date = |text, is_bad| read_native(text, is_bad, read_date, said);
        assert_eq!(date("2026-11-27", false), Ok(read_date("2026-11-27").unwrap()));
        for year in ["0002-11-27", "0020-11-27", "0202-11-27"] {
            assert_eq!(date(year, false), Err(later.clone()), "{year}");
        }
        for year in ["", "1969-12-31", "9999-12-31", "12026-11-27"] {
            assert_eq!(date(year, false), Err(now.clone()), "{year}");
        }
        let local = |text, is_bad| read_native(text, is_bad, read_local, said);
        assert_eq!(local("2026-11-27T08:30", false), Ok(read_local("2026-11-27T08:30").unwrap()));
        assert_eq!(local("0202-11-27T08:30", false), Err(later));
        assert_eq!(local("2026-11-27", false), Err(now));
    }
}
