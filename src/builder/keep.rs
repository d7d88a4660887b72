//! What is not saved is kept by itself, apart from the saved draft (spec: journey.md §3.4).

use std::time::Duration;

use journey::text::JourneyId;
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::editor::{Editor, Mode};
use crate::{
    platform::clock,
    workspace::{Unsaved, use_workspace},
};

/// How long the hands must rest before what is not saved is kept.
const REST: Duration = Duration::from_millis(250);

/// Keeps what is not saved, whenever the hands rest and when the page is hidden or left.
pub fn keep_unsaved(editor: Editor, id: Option<JourneyId>, name: RwSignal<String>) {
    let workspace = use_workspace();
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let keep = move || {
        if let Some(timer) = pending.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let (Some(draft), Some(Mode::Draft)) = (editor.draft.try_get_untracked(), editor.mode.try_get_untracked())
        else {
            return;
        };
        let dirty = editor.saved.with_untracked(|saved| match saved {
            Some(saved) => *saved != draft,
            // What nobody has touched is not worth asking about.
            None => draft.graph.nodes().len() > 0,
        });
        if dirty {
            let unsaved = Unsaved { name: name.get_untracked(), draft, at: clock::read() };
            workspace.records.keep_unsaved(id.as_ref(), &unsaved);
        } else {
            workspace.records.forget_unsaved(id.as_ref());
        }
    };
    let first = StoredValue::new(true);
    let later = {
        let keep = keep.clone();
        move || {
            let keep = keep.clone();
            if let Some(timer) = pending.try_update_value(Option::take).flatten() {
                timer.clear();
            }
            pending.set_value(set_timeout_with_handle(keep, REST).ok());
        }
    };
    Effect::new(move |_| {
        editor.draft.track();
        name.track();
        // Opening is no change.
        if first.try_update_value(|first| std::mem::replace(first, false)) == Some(false) {
            later();
        }
    });
    let at_once = {
        let keep = keep.clone();
        move || {
            if pending.with_value(Option::is_some) {
                keep();
            }
        }
    };
    let hide = window_event_listener(ev::pagehide, {
        let at_once = at_once.clone();
        move |_| at_once()
    });
    // On a phone this may be all the warning there is.
    let away = window_event_listener(ev::visibilitychange, {
        let at_once = at_once.clone();
        move |_| at_once()
    });
    on_cleanup(move || {
        at_once();
        hide.remove();
        away.remove();
    });
}
