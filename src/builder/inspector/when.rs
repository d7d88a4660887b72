//! When an engagement goes out: at once, at a clock time, or at the user's best time.

use editor::Editor;
use journey::{
    edit::Edit,
    graph::{Node, When},
    text::NodeId,
    time::ClockTime,
};
use leptos::prelude::*;
use signals::Memo;

use crate::ui::{Checkbox, RadioGroup, RadioOption, Typed, ValueField, ValueKind, read_native};

/// The section *When*.
#[component]
pub fn WhenForm(editor: Editor, id: NodeId, node: Memo<Option<Node>>) -> impl IntoView {
    let when = Memo::new(move |_| node.with(|node| node.as_ref().map(|node| node.when)).unwrap_or_default());
    let user_zone = Memo::new(move |_| node.with(|node| node.as_ref().is_none_or(|node| node.user_zone)));
    let in_user_zone = Memo::new(move |_| editor.draft.with(|draft| draft.setup.user_zone));
    let locked = Signal::derive(move || editor.is_locked());
    let value = Signal::derive(move || {
        match when.get() {
            When::AtOnce => "at-once",
            When::Clock(_) => "clock",
            When::BestTime => "best-time",
        }
        .to_owned()
    });
    let set = {
        let id = id.clone();
        Callback::new(move |when| {
            editor.apply(&Edit::When(id.clone(), when));
        })
    };
    let choose = move |choice: String| {
        set.run(match (choice.as_str(), when.get_untracked()) {
            ("clock", When::Clock(time)) => When::Clock(time),
            // Mid-morning: a time that is seldom within quiet hours.
            ("clock", _) => ClockTime::new(10, 0).map_or(When::AtOnce, When::Clock),
            ("best-time", _) => When::BestTime,
            _ => When::AtOnce,
        });
    };
    let options = vec![
        RadioOption::new("at-once", "At once").help("As soon as somebody arrives, after the link’s delay."),
        RadioOption::new("clock", "At a clock time").help("At the first such time at or after arrival."),
        RadioOption::new("best-time", "At the best time").help("When the user is most likely to look."),
    ];
    let error = {
        let id = id.clone();
        Signal::derive(move || editor.findings.when_error(&id))
    };
    // The field stays while its time changes: a person is typing in it.
    let at_a_time = Memo::new(move |_| matches!(when.get(), When::Clock(_)));
    view! {
        <section class="section" data-field="when">
            <h3 class="section__title">"When"</h3>
            <RadioGroup legend="Goes out" value options=Signal::stored(options) on_change=choose disabled=locked />
            {move || if at_a_time.get() {
                let held = Signal::derive(move || match when.get() {
                    When::Clock(time) => Some(time),
                    _ => None,
                });
                let typed = clock_time(held, move |time| set.run(When::Clock(time)));
                view! { <ValueField label="Clock time" kind=ValueKind::Time typed read_only=locked error /> }.into_any()
            } else {
                view! { <p class="field__error" aria-live="polite">{move || error.get()}</p> }.into_any()
            }}
            {move || in_user_zone.get().then(|| { let id = id.clone(); view! {
                <Checkbox
                    label="In the user’s own time zone"
                    checked=Signal::derive(move || user_zone.get())
                    disabled=locked
                    on_change=move |on| { editor.apply(&Edit::UserZone(id.clone(), on)); }
                />
            }})}
        </section>
    }
    .into_any()
}

/// The text of a field for a clock time, which cannot be empty.
pub fn clock_time(held: Signal<Option<ClockTime>>, put: impl Fn(ClockTime) + Send + Sync + 'static) -> Typed {
    let write = |held: &Option<ClockTime>| held.map_or_else(String::new, |time| time.to_string());
    let read = |text: &str, is_bad| {
        let said = || "Enter a whole time, hours and minutes. Until then the one before holds.".to_owned();
        read_native(text, is_bad, ClockTime::parse, said).map(Some)
    };
    Typed::new(held, write, read, move |time| {
        if let Some(time) = time {
            put(time);
        }
    })
}
