//! localStorage as a store of strings, which the records and the claims to locks are kept in.

use std::sync::atomic::{AtomicBool, Ordering};

use gloo_storage::{LocalStorage, Storage as _};
use storage::store::{Store, StoreError};
use wasm_bindgen::{JsCast, JsValue};

/// True after a panic: what the app holds in memory may be half changed then, and is not to be kept.
static BROKEN: AtomicBool = AtomicBool::new(false);

/// Refuses every write from now on.
pub fn stop_writing() {
    BROKEN.store(true, Ordering::Relaxed);
}

/// Refuses a write after a panic.
fn may_write() -> Result<(), StoreError> {
    if BROKEN.load(Ordering::Relaxed) { Err(StoreError::Other("Sojourn has stopped".to_owned())) } else { Ok(()) }
}

/// localStorage as a store. A denied one throws when it is asked for, so it is tried before it is used.
pub struct BrowserStore(web_sys::Storage, web_sys::TextEncoder);

impl BrowserStore {
    /// Opens localStorage; none where the browser denies it.
    pub fn open() -> Option<Self> {
        leptos::prelude::window().local_storage().ok().flatten()?;
        Some(Self(LocalStorage::raw(), web_sys::TextEncoder::new().ok()?))
    }
}

impl Store for BrowserStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        let text = call(&self.0, "getItem", &key.into()).map_err(refusal)?;
        let Some(text) = text.dyn_ref::<js_sys::JsString>() else { return Ok(None) };
        let bytes: js_sys::Uint8Array = call(&self.1, "encode", text).map_err(refusal)?.unchecked_into();
        // A Rust string cannot hold half a surrogate pair, which arrives as U+FFFD. It is better to leave such a record
        // in place than to quarantine another text.
        match String::from_utf8(bytes.to_vec()) {
            Ok(read) if !is_mended(&read) || text.is_valid_utf16() => Ok(Some(read)),
            _ => Err(StoreError::Other("The record holds half a character.".to_owned())),
        }
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        may_write()?;
        self.0.set_item(key, value).map_err(refusal)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        may_write()?;
        self.0.remove_item(key).map_err(refusal)
    }

    fn length(&self, key: &str) -> Result<usize, StoreError> {
        // Without bringing the text over.
        let text = js_sys::Reflect::get(&self.0, &key.into()).map_err(refusal)?;
        Ok(text.dyn_into::<js_sys::JsString>().map_or(0, |text| text.length() as usize))
    }

    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let count = self.0.length().map_err(refusal)?;
        Ok((0..count).filter_map(|i| self.0.key(i).ok().flatten()).collect())
    }
}

/// True where a text holds U+FFFD. It searches bytes: the search for a text takes ten times as long in a small build.
fn is_mended(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| *byte == 0xEF && bytes[at..].starts_with("\u{fffd}".as_bytes()))
}

/// Calls a function of the browser's that web-sys knows with texts of Rust's only: a long text comes across in one piece so, and
/// not letter by letter.
fn call(of: &JsValue, name: &str, with: &JsValue) -> Result<JsValue, JsValue> {
    js_sys::Reflect::get(of, &name.into())?.unchecked_into::<js_sys::Function>().call1(of, with)
}

/// The store's error for one of the browser.
fn refusal(error: JsValue) -> StoreError {
    let name = js_sys::Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => StoreError::Full,
        "SecurityError" => StoreError::Denied,
        _ => StoreError::Other(name),
    }
}
