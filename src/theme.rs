//! Light or dark: the system's choice, unless a person makes another. `boot/theme.js` sets it before the first paint.

use leptos::prelude::*;

use crate::ui::{IconName, Menu, MenuItem};

/// The key of the choice; equal to that in `boot/theme.js`.
const KEY: &str = "sojourn/theme";

/// A menu of the three choices.
#[component]
pub fn ThemeMenu() -> impl IntoView {
    let choose = |theme: Option<&'static str>| move || set(theme);
    let items = Signal::derive(move || {
        vec![
            MenuItem::new("Like the system", choose(None)).icon(IconName::System).into(),
            MenuItem::new("Light", choose(Some("light"))).icon(IconName::Sun).into(),
            MenuItem::new("Dark", choose(Some("dark"))).icon(IconName::Moon).into(),
        ]
    });
    view! { <Menu label="Theme" items icon=IconName::Sun /> }
}

/// Keeps the choice again, where the storage was emptied.
pub fn keep() {
    let chosen = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    if chosen.is_some() {
        set(chosen.as_deref());
    }
}

fn set(theme: Option<&str>) {
    // Without storage the choice holds until the page is left.
    let store = window().local_storage().ok().flatten();
    let root = document().document_element();
    match theme {
        Some(theme) => {
            let _ = store.map(|store| store.set_item(KEY, theme));
            let _ = root.map(|root| root.set_attribute("data-theme", theme));
        }
        None => {
            let _ = store.map(|store| store.remove_item(KEY));
            let _ = root.map(|root| root.remove_attribute("data-theme"));
        }
    }
}

/// True where the page is dark now, by choice or as the system is.
pub fn is_dark() -> bool {
    match document().document_element().and_then(|root| root.get_attribute("data-theme")).as_deref() {
        Some(chosen) => chosen == "dark",
        None => {
            window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches())
        }
    }
}
