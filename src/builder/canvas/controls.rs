//! The buttons in the corner of the canvas.

use canvas::view::ZOOM_STEP;
use leptos::prelude::*;

use super::super::editor::Editor;
use crate::ui::{Icon, IconName};

/// Zoom and fit.
#[component]
pub fn Controls(editor: Editor) -> impl IntoView {
    let button = move |icon: IconName, name: &'static str, press: Box<dyn Fn()>| {
        view! {
            <button type="button" class="canvas__control" aria-label=name title=name on:click=move |_| press()>
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <div class="canvas__controls" role="group" aria-label="View">
            {button(IconName::ZoomOut, "Zoom out", Box::new(move || editor.zoom(1.0 / ZOOM_STEP)))}
            <output class="canvas__zoom" aria-label="Zoom">
                {move || format!("{:.0} %", editor.view.with(|view| view.zoom) * 100.0)}
            </output>
            {button(IconName::ZoomIn, "Zoom in", Box::new(move || editor.zoom(ZOOM_STEP)))}
            {button(IconName::Fit, "Fit view", Box::new(move || editor.fit()))}
        </div>
    }
}
