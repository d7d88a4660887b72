//! The browser's promises.

use js_sys::{Promise, futures::JsFuture};
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

/// Hands over how a promise ends. Of two functions given to `then`, one is never called: `Closure::once_into_js` would never
/// free it.
pub fn settled(promise: Promise, then: impl FnOnce(Result<JsValue, JsValue>) + 'static) {
    let then: Box<dyn FnOnce(Result<JsValue, JsValue>)> = Box::new(then);
    spawn_local(async move { then(JsFuture::from(promise).await) });
}
