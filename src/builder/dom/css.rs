//! Styles and markup as text: lengths, places, icons.

use canvas::rect::Rect;
use journey::graph::Point;

use crate::ui::{El, IconName};

/// Puts an element of the world at a point, displaced by so much.
pub fn place(element: &El, at: Point, by: Option<Point>) {
    let by = by.map(|by| [";transform:", &translate(by)].concat()).unwrap_or_default();
    element.style_text(&["left:", &px(at.x), ";top:", &px(at.y), &by].concat());
}

/// A length in whole pixels.
pub fn px(length: f64) -> String {
    // An integer is written by a tenth of the code, and in a tenth of the time, that a fraction takes.
    format!("{}px", length.round() as i64)
}

/// A number to so many places, as CSS reads it: a whole number and its power of ten, for the same reason.
pub fn fixed(value: f64, places: u8) -> String {
    format!("{}e-{places}", (value * 10f64.powi(places.into())).round() as i64)
}

/// A move in whole pixels.
pub fn translate(by: Point) -> String {
    ["translate(", &px(by.x), ",", &px(by.y), ")"].concat()
}

/// The style that puts an element of the world where a rectangle is.
pub fn rect_style(Rect { x, y, w, h }: Rect) -> String {
    ["left:", &px(x), ";top:", &px(y), ";width:", &px(w), ";height:", &px(h)].concat()
}

/// An icon.
pub fn icon_markup(name: IconName) -> String {
    ["<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"", name.path(), "\"/></svg>"].concat()
}
