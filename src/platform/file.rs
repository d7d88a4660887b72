//! Files that leave the page and come into it.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// Offers a text as a file to be kept. The browser's refusal, if any, in its own words.
pub fn download(name: &str, mime: &str, text: &str) -> Result<(), String> {
    let said = |error: JsValue| format!("{error:?}");
    let blob = blob(mime, text).map_err(said)?;
    let url = Url::create_object_url_with_blob(&blob).map_err(said)?;
    let anchor: HtmlAnchorElement = document().create_element("a").map_err(said)?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The browser has taken the address by now; what is left would only hold memory.
    Url::revoke_object_url(&url).map_err(said)
}

/// A text as a file without a name.
pub fn blob(mime: &str, text: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)
}

/// Reads a file that a person chose, and hands its text over; what cannot be read is `None`.
pub fn read(file: &File, then: impl FnOnce(Option<String>) + 'static) {
    let done = std::rc::Rc::new(std::cell::RefCell::new(Some(then)));
    let failed = done.clone();
    let got = Closure::once_into_js(move |text: JsValue| {
        if let Some(then) = done.borrow_mut().take() {
            then(text.as_string());
        }
    });
    let lost = Closure::once_into_js(move |_: JsValue| {
        if let Some(then) = failed.borrow_mut().take() {
            then(None);
        }
    });
    // Both functions live as long as the promise holds them.
    let promise: js_sys::Object = file.text().unchecked_into();
    if let Ok(chain) = js_sys::Reflect::get(&promise, &"then".into())
        && let Ok(chain) = chain.dyn_into::<js_sys::Function>()
    {
        let _ = chain.call2(&promise, &got, &lost);
    }
}
