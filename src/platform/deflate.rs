//! Texts compressed so that they fit into an address, by the browser's own streams.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

use super::promise::settled;

/// The longest compressed text that is opened, in characters: a hostile one of this length grows to no more than the memory
/// of a phone can hold.
pub const COMPRESSED_MAX: usize = 100_000;

/// Squeezes a text into letters, digits, `-` and `_`; `None` where the browser cannot.
pub fn compress(text: &str, then: impl FnOnce(Option<String>) + 'static) {
    stream("CompressionStream", text.as_bytes(), move |bytes| {
        let binary: Option<String> = bytes.map(|bytes| bytes.iter().map(|byte| char::from(*byte)).collect());
        let letters = binary.and_then(|binary| window().btoa(&binary).ok());
        then(letters.map(|letters| letters.replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned()));
    });
}

/// The text that was compressed; `None` where it is none, or too long.
pub fn decompress(compressed: &str, then: impl FnOnce(Option<String>) + 'static) {
    let letters = compressed.replace('-', "+").replace('_', "/");
    let binary = (letters.len() <= COMPRESSED_MAX).then(|| window().atob(&letters).ok()).flatten();
    let bytes: Option<Vec<u8>> = binary.and_then(|binary| binary.chars().map(|c| u8::try_from(c).ok()).collect());
    match bytes {
        Some(bytes) => stream("DecompressionStream", &bytes, move |bytes| {
            then(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
        }),
        None => then(None),
    }
}

/// Sends bytes through a stream of this class.
fn stream(class: &str, bytes: &[u8], then: impl FnOnce(Option<Vec<u8>>) + 'static) {
    match through(class, bytes) {
        Ok(promise) => {
            settled(promise, move |buffer| then(buffer.ok().map(|buffer| Uint8Array::new(&buffer).to_vec())))
        }
        Err(_) => then(None),
    }
}

fn through(class: &str, bytes: &[u8]) -> Result<Promise, JsValue> {
    let make = |class: &str, argument: &JsValue| {
        let class: Function = Reflect::get(&js_sys::global(), &class.into())?.dyn_into()?;
        Reflect::construct(&class, &Array::of1(argument))
    };
    let blob = make("Blob", &Array::of1(&Uint8Array::from(bytes)))?;
    let bytes = method(&blob, "stream")?.call0(&blob)?;
    let compressed = method(&bytes, "pipeThrough")?.call1(&bytes, &make(class, &"deflate-raw".into())?)?;
    let response = make("Response", &compressed)?;
    method(&response, "arrayBuffer")?.call0(&response)?.dyn_into()
}

fn method(of: &JsValue, name: &str) -> Result<Function, JsValue> {
    Reflect::get(of, &name.into())?.dyn_into()
}
