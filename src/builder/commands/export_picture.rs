//! The picture of the journey: as a file, and on paper (issue 5; the drawing is in the crate `canvas`).

use canvas::picture::{Colours, DARK, LIGHT, svg};
use editor::Editor;
use leptos::{html, prelude::*};

use crate::{
    builder::kind_style,
    platform::{file, picture::download_png},
    theme,
};

fn drawn(editor: Editor, name: &str, colours: Colours) -> (String, (f64, f64)) {
    editor.draft.with_untracked(|draft| svg(&draft.graph, name, colours, &|kind| kind_style::icon(kind).path()))
}

/// The colours that the page has now.
fn colours() -> Colours {
    if theme::is_dark() { DARK } else { LIGHT }
}

/// A name as a file system takes it.
fn file_name(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | ' ') { c } else { ' ' };
    let name: String = name.chars().map(plain).take(60).collect();
    let name = name.trim();
    if name.is_empty() { "journey".to_owned() } else { name.to_owned() }
}

/// Offers the picture as SVG.
pub fn save_svg(editor: Editor, name: &str) {
    let (svg, _) = drawn(editor, name, colours());
    if let Err(why) = file::download(&format!("{}.svg", file_name(name)), "image/svg+xml", &svg) {
        editor.toast(format!("The picture could not be saved: {why}"));
    }
}

/// Offers the picture as PNG.
pub fn save_png(editor: Editor, name: &str) {
    let (svg, size) = drawn(editor, name, colours());
    download_png(format!("{}.png", file_name(name)), &svg, size, move |done| {
        if !done {
            editor.toast("The browser could not draw the picture. Save it as SVG.");
        }
    });
}

/// The picture for the printer: it is there only while the page is printed, whoever asked for that.
#[component]
pub fn PrintedPicture(editor: Editor, name: Signal<String>) -> impl IntoView {
    let page = NodeRef::<html::Div>::new();
    let before = window_event_listener_untyped("beforeprint", move |_| {
        if let Some(page) = page.try_get_untracked().flatten() {
            page.set_inner_html(&drawn(editor, &name.get_untracked(), LIGHT).0);
        }
    });
    let after = window_event_listener_untyped("afterprint", move |_| {
        if let Some(page) = page.try_get_untracked().flatten() {
            page.set_inner_html("");
        }
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    view! { <div class="printed" aria-hidden="true" node_ref=page></div> }
}
