//! Long work of the builder: in slices, with progress and a way to cancel where it takes long.

use std::{rc::Rc, sync::Arc};

use leptos::{html::ElementType, prelude::*};
use signals::{SharedMemo, SharedSignal};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    platform::{
        now,
        slices::{self, Slice, Sliced, in_slices},
    },
    ui::{Button, ButtonSize},
};

/// After how many milliseconds progress is shown where there is a result already.
const LONG: f64 = 150.0;

/// The progress of the work.
#[derive(Clone, Copy, PartialEq)]
enum State {
    /// It is done, or will be in a moment.
    Done,
    /// It takes long: how much of how much is done, as far as that is known.
    Running(usize, usize),
    /// It was cancelled.
    Cancelled,
}

/// The words of a kind of work.
#[derive(Clone, Copy)]
pub struct Words {
    /// The work, and what it counts: “Working out”, “nodes”.
    pub doing: (&'static str, &'static str),
    /// The sentence on what is missing once it was cancelled; empty where nothing is.
    pub cancelled: &'static str,
    /// The button that begins again.
    pub again: &'static str,
}

/// A kind of work, of which one at a time is done.
#[derive(Clone, Copy)]
pub struct Work {
    words: Words,
    state: SharedSignal<State>,
    running: StoredValue<Option<Sliced>, LocalStorage>,
    again: SharedSignal<()>,
}

impl Work {
    /// None yet. It is cancelled with the owner that this is made in.
    pub fn new(words: Words) -> Self {
        let running = StoredValue::new_local(None);
        Self { words, state: SharedSignal::new(State::Done), running, again: SharedSignal::new(()) }
    }

    /// Works in slices, in place of what runs; short work is done when this returns. `size` is what progress counts to;
    /// `at_once` shows it from the first pause on.
    pub fn run<T: 'static>(
        self,
        size: usize,
        at_once: bool,
        make: impl FnOnce(Rc<Slice>) -> slices::Work<T>,
        done: impl FnOnce(T) + 'static,
    ) {
        self.stop();
        let begun = now();
        let paused = move |progress: f64| {
            if at_once || now() - begun > LONG {
                let reached = (progress * size as f64) as usize;
                let _ = self.state.try_set(State::Running(reached.min(size), size));
            }
        };
        let finish = move |result| {
            let _ = self.state.try_set(State::Done);
            done(result);
        };
        let sliced = in_slices(make, paused, finish);
        if sliced.is_running() {
            self.running.try_set_value(Some(sliced));
        }
    }

    /// Drops what runs.
    pub fn stop(self) {
        self.running.try_set_value(None);
        let _ = self.state.try_set(State::Done);
    }

    /// Tells whether it takes long, and is not done.
    pub fn is_running(self) -> bool {
        self.running.try_with_value(|running| running.as_ref().is_some_and(Sliced::is_running)) == Some(true)
    }

    /// Tracks restarts of work that was cancelled.
    pub fn track_again(self) {
        self.again.track();
    }

    /// The result for what is asked, worked out anew with every change of that; none until the first result.
    pub fn latest<A: 'static, T: Send + Sync + 'static>(
        self,
        asked: impl Fn() -> A + 'static,
        size: fn(&A) -> usize,
        make: fn(A, Rc<Slice>) -> slices::Work<T>,
    ) -> SharedSignal<Option<Arc<T>>> {
        let latest = SharedSignal::new(None);
        StoredValue::new_local(RenderEffect::<()>::new(move |_| {
            self.track_again();
            let asked = asked();
            untrack(|| {
                let first = latest.with_untracked(Option::is_none);
                let done = move |result: T| {
                    let _ = latest.try_set(Some(Arc::new(result)));
                };
                self.run(size(&asked), first, move |slice| make(asked, slice), done);
            });
        }));
        latest
    }
}

/// Gives the focus to a heading: where the button goes that has it.
pub fn focus_on<E>(heading: NodeRef<E>) -> Callback<()>
where
    E: ElementType + 'static,
    E::Output: JsCast + AsRef<HtmlElement> + Clone + 'static,
{
    Callback::new(move |()| {
        if let Some(heading) = heading.get_untracked() {
            let heading: &HtmlElement = heading.as_ref();
            let _ = heading.focus();
        }
    })
}

/// The progress of long work with *Cancel*; after that, a way to begin again. `keep_focus` puts the focus somewhere else before
/// the button that has it goes.
#[component]
pub fn Working(work: Work, keep_focus: Callback<()>) -> impl IntoView {
    #[derive(Clone, Copy, PartialEq)]
    enum Phase {
        Done,
        Running,
        Cancelled,
    }
    let (state, words) = (work.state, work.words);
    let phase = SharedMemo::new(move |_| match state.get() {
        State::Done => Phase::Done,
        State::Running(..) => Phase::Running,
        State::Cancelled => Phase::Cancelled,
    });
    let reached = SharedMemo::new(move |old: Option<&(usize, usize)>| match state.get() {
        State::Running(reached, size) => (reached, size),
        _ => old.copied().unwrap_or_default(),
    });
    let cancel = move |_| {
        work.stop();
        state.set(if words.cancelled.is_empty() { State::Done } else { State::Cancelled });
        keep_focus.run(());
    };
    let again = move |_| {
        keep_focus.run(());
        work.again.set(());
    };
    let said = move || {
        let ((doing, what), (reached, size)) = (words.doing, reached.get());
        format!("{doing} {} of {} {what}", thousands(reached), thousands(size))
    };
    move || {
        match phase.get() {
        Phase::Done => None,
        Phase::Running => Some(
            view! {
                <div class="working" role="group" aria-label=words.doing.0>
                    <label>
                        <span>{said}</span>
                        <progress max=move || reached.get().1.to_string() value=move || reached.get().0.to_string()></progress>
                    </label>
                    <Button size=ButtonSize::Small on_click=cancel>"Cancel"</Button>
                </div>
            }
            .into_any(),
        ),
        Phase::Cancelled => Some(
            view! {
                <div class="working">
                    <p role="status">{words.cancelled}</p>
                    <Button size=ButtonSize::Small on_click=again>{words.again}</Button>
                </div>
            }
            .into_any(),
        ),
    }
    }
}

/// A number with commas between its thousands.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut said = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}
