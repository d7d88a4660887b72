//! Announcements for screen readers, of changes without words of their own on the page.
use leptos::prelude::*;
use signals::RwSignal;

/// Says things in the page's one live region.
#[derive(Clone, Copy)]
pub struct Announcer {
    said: RwSignal<String>,
}

impl Announcer {
    /// Announces `text` as soon as the screen reader is free, also when it is the same as last time.
    pub fn say(&self, text: impl Into<String>) {
        self.say_text(text.into());
    }

    fn say_text(&self, mut text: String) {
        // A live region speaks when its text changes. An unheard space at the end makes every second repeat differ.
        let repeats = self.said.try_with_untracked(|before| *before == text).unwrap_or(false);
        if repeats {
            text.push('\u{a0}');
        }
        let _ = self.said.try_set(text);
    }
}

/// Makes the announcer known to everything below and gives the region it speaks through: put it in the page once,
/// at the root, before anything is said. A region that appears together with its text is often not read.
pub fn provide_announcer() -> impl IntoView {
    let said = RwSignal::new(String::new());
    provide_context(Announcer { said });
    view! { <div class="visually-hidden" aria-live="polite" aria-atomic="true">{move || said.get()}</div> }
}

/// The announcer; where none is provided, one that nobody hears. Call it in a component's body, not in a handler.
pub fn use_announcer() -> Announcer {
    use_context().unwrap_or_else(|| Announcer { said: RwSignal::new(String::new()) })
}
