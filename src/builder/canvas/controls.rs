//! The buttons in the corner of the canvas.

use editor::{
    Command, Editor,
    commands::table::{FIT, NOTE, TIDY, ZOOM_IN, ZOOM_OUT},
};
use leptos::prelude::*;

use crate::{
    builder::commands::{button::CommandButton, menu::entries},
    ui::{ButtonSize, ButtonVariant, Menu},
};

/// Zoom and fit, tidy up, and the menu of everything else.
#[component]
pub fn Controls(editor: Editor) -> impl IntoView {
    let button = move |command: &'static Command| {
        view! { <CommandButton editor command bare=true variant=ButtonVariant::Ghost size=ButtonSize::Small /> }
    };
    let items = Signal::derive(move || entries(editor, None));
    view! {
        <div class="canvas__zoom" role="group" aria-label="View">
            {button(&ZOOM_OUT)}
            <span class="canvas__percent">
                <output aria-label="Zoom">{move || format!("{:.0} %", editor.view.with(|view| view.zoom) * 100.0)}</output>
            </span>
            {button(&ZOOM_IN)}
            {button(&FIT)}
            {button(&NOTE)}
            {button(&TIDY)}
            <Menu label="Canvas actions" items class="button--small" />
        </div>
    }
}
