//! What is put where other programs can paste it from.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};

/// Puts a text on the clipboard, and tells whether the browser did it.
pub fn write(text: &str, then: impl Fn(bool) + Clone + 'static) {
    if request(text, then.clone()).is_none() {
        then(false);
    }
}

fn request(text: &str, then: impl Fn(bool) + Clone + 'static) -> Option<()> {
    let get = |of: &JsValue, key: &str| Reflect::get(of, &key.into()).ok().filter(|value| !value.is_undefined());
    let clipboard = get(&get(&leptos::prelude::window(), "navigator")?, "clipboard")?;
    let write: Function = get(&clipboard, "writeText")?.dyn_into().ok()?;
    let promise = write.call1(&clipboard, &text.into()).ok()?;
    let chain: Function = get(&promise, "then")?.dyn_into().ok()?;
    let (done, failed) = (then.clone(), then);
    let done = Closure::once_into_js(move |_: JsValue| done(true));
    let failed = Closure::once_into_js(move |_: JsValue| failed(false));
    chain.call2(&promise, &done, &failed).ok().map(drop)
}
