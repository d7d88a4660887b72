//! The buttons in the corner of the canvas.

use canvas::view::ZOOM_STEP;
use leptos::prelude::*;

use super::super::editor::Editor;
use crate::ui::{Button, ButtonSize, ButtonVariant, IconName};

/// Zoom and fit.
#[component]
pub fn Controls(editor: Editor) -> impl IntoView {
    let button = move |icon: IconName, name: &'static str, keys: &'static str, press: Box<dyn Fn() + Send + Sync>| {
        view! {
            <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon label=name keys on_click=move |_| press() />
        }
    };
    view! {
        <div class="canvas__zoom" role="group" aria-label="View">
            {button(IconName::ZoomOut, "Zoom out", "-", Box::new(move || editor.zoom(1.0 / ZOOM_STEP)))}
            <output class="canvas__percent" aria-label="Zoom">
                {move || format!("{:.0} %", editor.view.with(|view| view.zoom) * 100.0)}
            </output>
            {button(IconName::ZoomIn, "Zoom in", "+", Box::new(move || editor.zoom(ZOOM_STEP)))}
            {button(IconName::Fit, "Fit view", "0", Box::new(move || editor.fit()))}
        </div>
    }
}
