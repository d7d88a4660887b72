//! The timetable being worked out: in slices, with progress and a way to cancel where it takes long.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::shown::{Asked, Shown};
use crate::{
    platform::{
        now,
        slices::{Sliced, in_slices},
    },
    ui::{Button, ButtonSize},
};

/// After how many milliseconds progress is shown above a timetable that is there already.
const LONG: f64 = 150.0;

/// How far the work is.
#[derive(Clone, Copy, PartialEq)]
enum State {
    /// It is done, or will be in a moment.
    Done,
    /// It takes long: how many nodes of how many are worked out, as far as that is known.
    Running(usize, usize),
    /// It was cancelled.
    Cancelled,
}

/// What is worked out of what is asked, anew with every change of that.
#[derive(Clone, Copy)]
pub struct Work {
    /// The last result; none until the first one.
    pub latest: RwSignal<Option<Arc<Shown>>>,
    state: RwSignal<State>,
    running: StoredValue<Option<Sliced>, LocalStorage>,
    again: RwSignal<()>,
}

impl Work {
    /// Begins at once, and is dropped with the owner it is made in.
    pub fn new(asked: impl Fn() -> Asked + 'static) -> Self {
        let work = Self {
            latest: RwSignal::new(None),
            state: RwSignal::new(State::Done),
            running: StoredValue::new_local(None),
            again: RwSignal::new(()),
        };
        StoredValue::new_local(RenderEffect::<()>::new(move |_| {
            work.again.track();
            let asked = asked();
            untrack(|| work.start(asked));
        }));
        work
    }

    fn start(self, asked: Asked) {
        self.stop();
        self.state.set(State::Done);
        let (nodes, begun) = (asked.draft.graph.nodes().len(), now());
        let first = self.latest.with_untracked(Option::is_none);
        let paused = move |progress: f64| {
            if first || now() - begun > LONG {
                let reached = (progress * nodes as f64) as usize;
                let _ = self.state.try_set(State::Running(reached.min(nodes), nodes));
            }
        };
        let done = move |shown: Shown| {
            let _ = self.state.try_set(State::Done);
            let _ = self.latest.try_set(Some(Arc::new(shown)));
        };
        let sliced = in_slices(move |slice| Box::pin(Shown::work_out(asked, slice)), paused, done);
        self.running.set_value(Some(sliced));
    }

    fn stop(self) {
        self.running.set_value(None);
    }
}

/// The progress of long work with *Cancel*; after that, a way to begin again.
#[component]
pub fn Working(work: Work, heading: NodeRef<html::H2>) -> impl IntoView {
    #[derive(Clone, Copy, PartialEq)]
    enum Phase {
        Done,
        Running,
        Cancelled,
    }
    let state = work.state;
    let phase = Memo::new(move |_| match state.get() {
        State::Done => Phase::Done,
        State::Running(..) => Phase::Running,
        State::Cancelled => Phase::Cancelled,
    });
    let nodes = Memo::new(move |old: Option<&(usize, usize)>| match state.get() {
        State::Running(reached, nodes) => (reached, nodes),
        _ => old.copied().unwrap_or_default(),
    });
    // The button that was pressed goes away.
    let keep_focus = move || {
        if let Some(heading) = heading.get_untracked() {
            let _ = heading.focus();
        }
    };
    let cancel = move |_| {
        work.stop();
        state.set(State::Cancelled);
        keep_focus();
    };
    let again = move |_| {
        keep_focus();
        work.again.set(());
    };
    let said = move || {
        let (reached, nodes) = nodes.get();
        format!("Working out {} of {} nodes", thousands(reached), thousands(nodes))
    };
    move || {
        match phase.get() {
        Phase::Done => None,
        Phase::Running => Some(
            view! {
                <div class="rehearse__working">
                    <label>
                        <span>{said}</span>
                        <progress max=move || nodes.get().1.to_string() value=move || nodes.get().0.to_string()></progress>
                    </label>
                    <Button size=ButtonSize::Small on_click=cancel>"Cancel"</Button>
                </div>
            }
            .into_any(),
        ),
        Phase::Cancelled => Some(
            view! {
                <div class="rehearse__working">
                    <p role="status">"Cancelled: the timetable of what is set now is not worked out."</p>
                    <Button size=ButtonSize::Small on_click=again>"Work it out"</Button>
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
