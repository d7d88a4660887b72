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

crate::lazy! {
    panels: /// Offers the picture as SVG.
        pub static SAVE_SVG: fn(Editor, String) = save_svg;
    panels: /// Offers the picture as PNG.
        pub static SAVE_PNG: fn(Editor, String) = save_png;
    panels: static FOR_PRINTER: fn(Editor, &str) -> String = |editor, name| drawn(editor, name, LIGHT).0;
}

fn save_svg(editor: Editor, name: String) {
    let (svg, _) = drawn(editor, &name, colours());
    if let Err(why) = file::download(&format!("{}.svg", file_name(&name)), "image/svg+xml", &svg) {
        editor.toast(format!("The picture could not be saved: {why}"));
    }
}

fn save_png(editor: Editor, name: String) {
    let (svg, size) = drawn(editor, &name, colours());
    download_png(format!("{}.png", file_name(&name)), &svg, size, move |done| {
        if !done {
            editor.toast("The browser could not draw the picture. Save it as SVG.");
        }
    });
}

/// The picture for the printer: it is there only while the page is printed, whoever asked for that.
#[component]
pub fn PrintedPicture(editor: Editor, name: Signal<String>) -> impl IntoView {
    let page = NodeRef::<html::Div>::new();
    let is_printed = StoredValue::new(false);
    let put = move |picture: &str| {
        if let Some(page) = page.try_get_untracked().flatten() {
            page.set_inner_html(picture);
        }
    };
    let before = window_event_listener_untyped("beforeprint", move |_| {
        is_printed.set_value(true);
        FOR_PRINTER.run(move |drawn| {
            // Its code may come when the page is printed already.
            if is_printed.try_get_value() == Some(true) {
                put(&drawn(editor, &name.get_untracked()));
            }
        });
    });
    let after = window_event_listener_untyped("afterprint", move |_| {
        is_printed.set_value(false);
        put("");
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    view! { <div class="printed" aria-hidden="true" node_ref=page></div> }
}
