//! The graph from afar: where more cards are in the view than can be told apart, each group is one path of boxes, and all
//! links are another. Moving and selecting costs the same as with ten.

use std::fmt::Write;

use canvas::{
    card::{self, HEIGHT, WIDTH},
    link::Curve,
    rect::Rect,
};
use journey::kind::Group;
use leptos::prelude::*;

use super::super::{editor::Editor, look};

/// The boxes and lines in the window.
#[component]
pub fn Far(editor: Editor, window: Memo<Rect>) -> impl IntoView {
    let boxes = Group::ALL.map(|group| {
        let d = Memo::new(move |_| boxes(editor, window.get(), group));
        view! { <path class="far__node" data-group=look::group_slug(group) d=move || d.get()></path> }
    });
    let lines = Memo::new(move |_| lines(editor, window.get()));
    view! {
        <g class="far">
            <path class="far__links" d=move || lines.get()></path>
            {boxes.into_iter().collect_view()}
        </g>
    }
}

fn boxes(editor: Editor, window: Rect, group: Group) -> String {
    let mut d = String::new();
    editor.with_shown(|graph| {
        let nodes = graph.nodes().filter(|node| node.kind.spec().group == group);
        for node in nodes.filter(|node| card::rect(node.at).meets(window)) {
            let at = editor.place(node);
            let _ = write!(d, "M{} {}h{WIDTH}v{HEIGHT}h-{WIDTH}z", at.x as i64, at.y as i64);
        }
    });
    d
}

fn lines(editor: Editor, window: Rect) -> String {
    let mut d = String::new();
    editor.with_shown(|graph| {
        for (key, _) in graph.links() {
            let (Some(from), Some(to)) = (graph.node(&key.from), graph.node(&key.to)) else { continue };
            let curve = Curve::between(card::departure(from, from.at, key.outcome), card::arrival(to.at));
            if curve.bounds().meets(window) {
                // Straight: from so far nobody sees the bows.
                let end = |v: f64| v as i64;
                let _ =
                    write!(d, "M{} {}L{} {}", end(curve.from.x), end(curve.from.y), end(curve.to.x), end(curve.to.y));
            }
        }
    });
    d
}
