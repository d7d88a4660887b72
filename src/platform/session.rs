//! The memory of a tab until it is closed, such as the last visible place. No part of a journey is kept here.

use leptos::prelude::*;

/// A remembered text.
pub fn get(key: &str) -> Option<String> {
    window().session_storage().ok().flatten()?.get_item(key).ok().flatten()
}

/// Remembers a text; where the browser does not let it, nothing happens.
pub fn set(key: &str, text: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.set_item(key, text);
    }
}
