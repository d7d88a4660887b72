//! The picture of a whole journey as SVG, for documents, mails and paper: what the canvas shows, with nothing selected, in
//! one file that needs nothing else.

mod annotations;
mod colours;
mod text;

use std::fmt::Write;

use journey::{
    graph::{Graph, Node, Point},
    kind::{Category, Kind, Outcome},
    time::Span,
};

use crate::{
    card::{self, HEIGHT, WIDTH},
    collapsed::{CollapsedGraph, collapse},
    rect::Rect,
    route::Routes,
};

pub use colours::{Colours, DARK, LIGHT};
pub use text::escaped;
use text::{CAPTION, TITLE, cut};

/// The room around the graph.
const ROOM: f64 = 40.0;

fn bounds(whole: &Graph, collapsed: Option<&CollapsedGraph>, routes: &Routes) -> Rect {
    let graph = collapsed.map_or(whole, |collapsed| &collapsed.graph);
    let cards = graph.nodes().map(|node| card::rect(node.at));
    let ways = graph.links().filter_map(|(key, _)| Some(routes.find(graph, key)?.bounds()));
    Rect::around(cards.chain(ways).chain(annotations::rects(whole, collapsed)))
        .unwrap_or(card::rect(Point::default()))
        .grown(ROOM)
}

/// The picture of a graph, named, and its size in pixels; `icon` gives the stroke of a kind's icon in a box of 16 by 16.
pub fn svg(whole: &Graph, name: &str, colours: Colours, icon: &dyn Fn(Kind) -> &'static str) -> (String, (f64, f64)) {
    let collapsed = collapse(whole, &[]);
    // Links end where they are seen to end: at the boxes of collapsed groups.
    let graph = collapsed.as_ref().map_or(whole, |collapsed| &collapsed.graph);
    let routes = Routes::of(graph, None);
    let Rect { x, y, w, h } = bounds(whole, collapsed.as_ref(), &routes);
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w:.0}\" height=\"{h:.0}\" viewBox=\"{x:.0} {y:.0} {w:.0} {h:.0}\" \
         font-family=\"system-ui, sans-serif\" role=\"img\"><title>{}</title>\
         <rect x=\"{x:.0}\" y=\"{y:.0}\" width=\"{w:.0}\" height=\"{h:.0}\" fill=\"{}\"/>",
        escaped(name),
        colours.ground
    );
    annotations::put_behind(&mut out, whole, collapsed.as_ref(), colours);
    let mut d = String::new();
    let mut labels = String::new();
    for (key, timing) in graph.links() {
        let (Some(from), Some(way)) = (graph.node(&key.from), routes.find(graph, key)) else { continue };
        way.write(&mut d);
        let colour = colours.outcomes[tone(key.outcome)];
        let dash = ["", "", " stroke-dasharray=\"2 3\"", " stroke-dasharray=\"6 4\"", ""][tone(key.outcome)];
        let _ = write!(out, "<path d=\"{d}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"{dash}/>");
        let mut text = from.outcome_name(key.outcome);
        for (before, span) in [(" ≤ ", timing.window), (" · ", timing.delay)] {
            if let Some(span) = span {
                text += before;
                text += &short(span);
            }
        }
        let text = cut(&text, TITLE);
        let at = way.label(0.0);
        let width = text.chars().count() as f64 * 6.2 + 14.0;
        let _ = write!(
            labels,
            "<rect x=\"{:.0}\" y=\"{:.0}\" width=\"{width:.0}\" height=\"20\" rx=\"10\" fill=\"{}\" stroke=\"{}\"/>\
             <text x=\"{:.0}\" y=\"{:.0}\" font-size=\"11\" text-anchor=\"middle\" fill=\"{colour}\">{}</text>",
            at.x - width / 2.0,
            at.y - 10.0,
            colours.card,
            colours.line,
            at.x,
            at.y + 4.0,
            escaped(&text)
        );
    }
    out += &labels;
    let seen = |node: &&Node| collapsed.as_ref().is_none_or(|collapsed| !collapsed.hidden.contains_key(&node.id));
    for node in graph.nodes().filter(seen) {
        put_card(&mut out, node, colours, icon(node.kind));
    }
    annotations::put_boxes(&mut out, whole, collapsed.as_ref(), colours);
    out += "</svg>";
    (out, (w, h))
}

fn put_card(out: &mut String, node: &Node, colours: Colours, icon: &str) {
    let Point { x, y } = node.at;
    let group = colours.groups[match node.kind.spec().group {
        Category::Segment => 0,
        Category::Engagement => 1,
        Category::Controller => 2,
    }];
    let title = if node.title.trim().is_empty() { node.kind.name() } else { node.title.trim() };
    let (x0, middle) = (x + 12.0, y + HEIGHT / 2.0);
    let _ = write!(
        out,
        "<g><rect x=\"{x:.0}\" y=\"{y:.0}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"8\" fill=\"{}\" stroke=\"{}\"/>\
         <rect x=\"{x0:.0}\" y=\"{:.0}\" width=\"36\" height=\"36\" rx=\"8\" fill=\"{group}\" fill-opacity=\"0.14\"/>\
         <path d=\"{icon}\" transform=\"translate({:.0} {:.0}) scale(1.125)\" fill=\"none\" stroke=\"{group}\" \
         stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>\
         <text x=\"{:.0}\" y=\"{:.0}\" font-size=\"13\" font-weight=\"500\" fill=\"{}\">{}</text>\
         <text x=\"{:.0}\" y=\"{:.0}\" font-size=\"12\" fill=\"{}\">{}</text>",
        colours.card,
        colours.line,
        middle - 18.0,
        x0 + 9.0,
        middle - 9.0,
        x0 + 46.0,
        middle - 4.0,
        colours.text,
        escaped(&cut(title, TITLE)),
        x0 + 46.0,
        middle + 14.0,
        colours.soft,
        escaped(&cut(if node.entry { "Users come in here" } else { node.kind.name() }, CAPTION)),
    );
    let n = node.outcomes().len();
    for (i, outcome) in node.outcomes().into_iter().enumerate() {
        let port = card::port(node.at, i, n);
        let _ = write!(
            out,
            "<circle cx=\"{:.0}\" cy=\"{:.0}\" r=\"3.5\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.5\"/>",
            port.x,
            port.y,
            colours.card,
            colours.outcomes[tone(outcome)]
        );
    }
    *out += "</g>";
}

/// The place of an outcome's colour.
fn tone(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Yes | Outcome::Sent | Outcome::Updated => 0,
        Outcome::Viewed | Outcome::Clicked | Outcome::Delivered => 1,
        Outcome::No | Outcome::Timeout | Outcome::Others => 2,
        Outcome::Failed | Outcome::Unreachable => 3,
        Outcome::Path(_) => 4,
    }
}

/// A span in as few characters as a label has room for.
pub fn short(span: Span) -> String {
    match span {
        Span::Minutes(n) => format!("{n} min"),
        Span::Hours(n) => format!("{n} h"),
        Span::Days(n) => format!("{n} d"),
        Span::Weeks(n) => format!("{n} wk"),
        Span::Months(n) => format!("{n} mo"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::{
        arbitrary::{drafts, texts},
        text::NodeId,
    };
    use proptest::prelude::*;

    #[test]
    fn a_title_cannot_bring_markup_in() {
        let mut node = Node::new(NodeId::parse("a").unwrap(), Kind::Email, Point::default());
        node.title = "<script>&\"".to_owned();
        let graph = Graph::of([node], []);
        let (picture, _) = svg(&graph, "a < b", LIGHT, &|_| "M0 0");
        assert!(picture.contains("&lt;script&gt;&amp;&quot;") && picture.contains("<title>a &lt; b</title>"));
        assert!(!picture.contains("<script"));
        assert_eq!(svg(&Graph::default(), "", LIGHT, &|_| "").1, (280.0, 152.0));
    }

    proptest! {
        #[test]
        fn every_picture_is_well_formed_and_names_every_card(draft in drafts(), name in texts(60)) {
            let (picture, _) = svg(&draft.graph, &name, DARK, &|_| "M0 0");
            // Those of a collapsed group are one.
            let collapsed: Vec<_> = draft.graph.groups().iter().filter(|(_, group)| group.collapsed).collect();
            let hidden: usize = collapsed.iter().map(|(_, group)| group.nodes.len()).sum();
            prop_assert_eq!(picture.matches("<g>").count(), draft.graph.nodes().len() - hidden + collapsed.len());
            // Every tag that opens is closed, and nothing but our own elements is there.
            let mut open = Vec::new();
            for tag in picture.split('<').skip(1) {
                let inside = tag.split('>').next().unwrap();
                match inside.strip_prefix('/') {
                    Some(closed) => prop_assert_eq!(open.pop(), Some(closed.to_owned())),
                    None if inside.ends_with('/') => {}
                    None => open.push(inside.split(' ').next().unwrap().to_owned()),
                }
                let element = inside.trim_start_matches('/').split([' ', '/']).next().unwrap();
                prop_assert!(["svg", "title", "rect", "path", "text", "g", "circle"].contains(&element), "{}", element);
            }
            prop_assert!(open.is_empty());
        }
    }
}
