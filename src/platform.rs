//! The browser's own functions: time, randomness, zones, files and the clipboard. No other part of the app calls them.

mod ask;
mod claim;
pub mod clipboard;
pub mod clock;
pub mod deflate;
pub mod file;
pub mod leave;
pub mod lock;
pub mod long_press;
pub mod measure;
pub mod picture;
mod promise;
pub mod session;
pub mod slices;
pub mod store;
pub mod zone;

use journey::text::{JourneyId, NodeId};

/// Notes what a panic says for the report that boot/boot.js shows of the trap that follows.
pub fn tell_panic(text: &str) {
    if let Some(crash) = leptos::prelude::document().get_element_by_id("crash") {
        let _ = crash.set_attribute("data-panic", text);
    }
}

/// Milliseconds that never go back.
pub fn now() -> f64 {
    leptos::prelude::window().performance().map_or(0.0, |performance| performance.now())
}

/// 64 random bits.
pub fn random_bits() -> u64 {
    // Two draws of 32 bits: ids need to differ, not to be secret.
    let draw = || (js_sys::Math::random() * 4_294_967_296.0) as u64;
    (draw() << 32) | draw()
}

/// A text with its composed and compatible characters taken apart (NFKD).
pub fn decomposed(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKD").into()
}

/// A new id for a journey.
pub fn new_journey_id() -> JourneyId {
    JourneyId::random(random_bits())
}

/// A new id for a node.
pub fn new_node_id() -> NodeId {
    NodeId::random(random_bits())
}
