//! From an SVG to the pixels of a PNG, as the browser draws it.

use js_sys::{Promise, futures::JsFuture};
use leptos::{prelude::document, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use super::file::{blob, offer};

/// The largest side of a picture, in pixels: what every browser draws.
const SIDE_MAX: f64 = 8_000.0;

/// Draws an SVG at twice its size, or as large as possible, and offers it as a file. Calls `then` with whether it
/// worked.
pub fn download_png(name: String, svg: &str, (width, height): (f64, f64), then: impl FnOnce(bool) + 'static) {
    let scale = (SIDE_MAX / width.max(height)).min(2.0);
    let Ok(picture) = blob("image/svg+xml", svg) else { return then(false) };
    spawn_local(async move {
        let pixels = png(&picture, (width * scale, height * scale)).await;
        then(pixels.is_ok_and(|pixels| offer(&name, &pixels).is_ok()));
    });
}

async fn png(picture: &Blob, (width, height): (f64, f64)) -> Result<Blob, JsValue> {
    let url = Url::create_object_url_with_blob(picture)?;
    let drawn = draw(&url, (width, height)).await;
    let _ = Url::revoke_object_url(&url);
    let canvas = drawn?;
    let pixels = Promise::new(&mut |resolve, reject| {
        if let Err(error) = canvas.to_blob(&resolve) {
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(pixels).await?.dyn_into()
}

async fn draw(url: &str, (width, height): (f64, f64)) -> Result<HtmlCanvasElement, JsValue> {
    let image = HtmlImageElement::new()?;
    let loaded = Promise::new(&mut |resolve, reject| {
        image.set_onload(Some(&resolve));
        image.set_onerror(Some(&reject));
    });
    image.set_src(url);
    JsFuture::from(loaded).await?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    Ok(canvas)
}
