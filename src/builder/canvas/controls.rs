//! The buttons in the corner of the canvas.

use canvas::view::ZOOM_STEP;
use editor::Editor;
use leptos::prelude::*;

use crate::{
    builder::commands::registry::{Command, entries, run},
    ui::{Button, ButtonSize, ButtonVariant, IconName, Menu},
};

/// Zoom and fit, tidy up, and the menu of everything else.
#[component]
pub fn Controls(editor: Editor, name: Signal<String>) -> impl IntoView {
    let button = move |icon: IconName, name: &'static str, keys: &'static str, press: Box<dyn Fn() + Send + Sync>| {
        view! {
            <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon label=name keys on_click=move |_| press() />
        }
    };
    let locked = Signal::derive(move || editor.locked());
    let items = Signal::derive(move || entries(editor, name, None));
    view! {
        <div class="canvas__zoom" role="group" aria-label="View">
            {button(IconName::ZoomOut, "Zoom out", "-", Box::new(move || editor.zoom(1.0 / ZOOM_STEP)))}
            <span class="canvas__percent">
                <output aria-label="Zoom">{move || format!("{:.0} %", editor.view.with(|view| view.zoom) * 100.0)}</output>
            </span>
            {button(IconName::ZoomIn, "Zoom in", "+", Box::new(move || editor.zoom(ZOOM_STEP)))}
            {button(IconName::Fit, "Fit view", "0", Box::new(move || editor.fit()))}
            <Button
                variant=ButtonVariant::Ghost
                size=ButtonSize::Small
                icon=IconName::Note
                label="Add a note"
                keys="Shift N"
                reason=locked
                on_click=move |_| {
                    run(editor, Command::Note);
                }
            />
            <Button
                variant=ButtonVariant::Ghost
                size=ButtonSize::Small
                icon=IconName::Tidy
                label="Tidy up"
                keys="T"
                reason=locked
                on_click=move |_| {
                    run(editor, Command::Tidy);
                }
            />
            <Menu label="Canvas actions" items class="button--small" />
        </div>
    }
}
