//! Files that leave the page and come into it.

use std::{fmt, time::Duration};

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

use super::promise::settled;

/// The time for which the address of an offered file stays valid. Firefox and Safari read the file after the click has returned.
const OFFERED: Duration = Duration::from_secs(60);

/// The browser's refusal of a download.
pub struct DownloadError(JsValue);

/// The browser's own words.
impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Offers a text as a download.
///
/// # Errors
/// The browser's refusal.
pub fn download(name: &str, mime: &str, text: &str) -> Result<(), DownloadError> {
    blob(mime, text).and_then(|blob| offer(name, &blob)).map_err(DownloadError)
}

/// Offers a file as a download.
///
/// # Errors
/// The browser's refusal.
pub fn offer(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let body = document().body().ok_or_else(|| JsValue::from("the page has no body"))?;
    let anchor: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    let url = Url::create_object_url_with_blob(blob)?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.set_hidden(true);
    // Some browsers ignore a click on a link that is not part of the page.
    body.append_child(&anchor)?;
    anchor.click();
    anchor.remove();
    set_timeout(move || drop(Url::revoke_object_url(&url)), OFFERED);
    Ok(())
}

/// A text as a file without a name.
///
/// # Errors
/// The browser's refusal.
pub fn blob(mime: &str, text: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)
}

/// Reads a file that a person chose, and hands its text over; what cannot be read is `None`.
pub fn read(file: &File, then: impl FnOnce(Option<String>) + 'static) {
    settled(file.text(), move |text| then(text.ok().and_then(|text| text.as_string())));
}

/// Tells whether what is dragged are files.
pub fn holds_files(event: &web_sys::DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
