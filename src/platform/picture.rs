//! From an SVG to the pixels of a PNG, as the browser draws it.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use super::file::{blob, offer as offer_file};

/// The largest side of a picture, in pixels: what every browser draws.
const SIDE_MAX: f64 = 8_000.0;

/// Draws an SVG of a size at twice its size, or as large as it goes, and offers it as a file; whether it worked is told after.
pub fn download_png(name: String, svg: &str, (width, height): (f64, f64), then: impl Fn(bool) + 'static) {
    let scale = (SIDE_MAX / width.max(height)).min(2.0);
    let then = std::rc::Rc::new(then);
    let begun = (|| {
        let url = Url::create_object_url_with_blob(&blob("image/svg+xml", svg).ok()?).ok()?;
        let image = HtmlImageElement::new().ok()?;
        let (drawn, failed) = (image.clone(), then.clone());
        let done = then.clone();
        let address = url.clone();
        let loaded = Closure::once_into_js(move || {
            let _ = Url::revoke_object_url(&address);
            if offer(&drawn, (width * scale, height * scale), name, done).is_none() {
                failed(false);
            }
        });
        let failed = then.clone();
        let lost = Closure::once_into_js(move || failed(false));
        image.set_onload(Some(loaded.unchecked_ref()));
        image.set_onerror(Some(lost.unchecked_ref()));
        image.set_src(&url);
        Some(())
    })();
    if begun.is_none() {
        then(false);
    }
}

fn offer(
    image: &HtmlImageElement,
    (width, height): (f64, f64),
    name: String,
    then: std::rc::Rc<impl Fn(bool) + 'static>,
) -> Option<()> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.unchecked_into();
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok().flatten()?.unchecked_into();
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height).ok()?;
    let got = Closure::once_into_js(move |blob: Option<Blob>| {
        then(blob.is_some_and(|blob| offer_file(&name, &blob).is_ok()));
    });
    canvas.to_blob(got.unchecked_ref()).ok()
}
