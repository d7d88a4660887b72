//! The checks that need the timetable: made once nothing was edited for a moment, in slices, with progress and *Cancel*.

use std::{rc::Rc, time::Duration};

use editor::Editor;
use journey::{checks::Finding, journey::Draft, schedule::Publishing};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use signals::Memo;

use super::subject::Subject;
use crate::{
    builder::work::{Words, Work},
    platform::slices::{self, Slice},
};

/// Makes the checks of a draft.
type Check = fn(Subject, Draft, Publishing, Rc<Slice>) -> slices::Work<Vec<Finding>>;

// The builder can be used before the code of the timetable is here.
crate::lazy! {
    panels: static CHECK: Check = |subject, draft, publishing, slice| {
        Box::pin(subject.workspace.check_times(draft, subject.id(), publishing, slice))
    };
}

/// The words that are shown while they are made.
const WORDS: Words = Words {
    doing: ("Checking", "nodes"),
    cancelled: "Cancelled: what is wrong with times is not known.",
    again: "Check again",
};

/// The time without an edit before they are made: they cost a whole timetable.
const LATER: Duration = Duration::from_millis(300);

/// The checks that need time, of the open draft.
#[derive(Clone, Copy)]
pub struct TimedChecks {
    /// The work on them.
    pub work: Work,
    make: Callback<()>,
}

impl TimedChecks {
    /// Adds what they find to the editor's findings, once nothing was edited for a moment; again whenever `publishing` is
    /// another. Everything below this component can ask for them.
    pub fn begin(editor: Editor, subject: Subject, publishing: Memo<Publishing>) {
        let work = Work::new(WORDS);
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        let stop = move || {
            if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
                timer.clear();
            }
        };
        let run = move || {
            stop();
            // The page may have been left meanwhile.
            let Some(draft) = editor.draft.try_get_untracked() else { return };
            let nodes = draft.graph.nodes().len();
            CHECK.run(move |check| {
                let Some(publishing) = publishing.try_get_untracked() else { return };
                let done = move |found| editor.findings.add_timed(found);
                untrack(|| work.run(nodes, false, |slice| check(subject, draft, publishing, slice), done));
            });
        };
        Effect::new(move |_| {
            editor.draft.track();
            publishing.get();
            work.track_again();
            stop();
            waiting.set_value(set_timeout_with_handle(run, LATER).ok());
        });
        on_cleanup(stop);
        provide_context(Self { work, make: Callback::new(move |()| run()) });
    }

    /// Begins to make them now, and has done so when this returns where that is short: whoever publishes does not wait for a
    /// moment without edits.
    pub fn run_now(self) {
        self.make.try_run(());
    }
}

/// The timed checks of the open draft; none in a part of the page that is no builder. Call it in a component's body.
pub fn use_timed_checks() -> Option<TimedChecks> {
    use_context()
}
