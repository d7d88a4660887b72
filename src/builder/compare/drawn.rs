//! The parts of both graphs as they are drawn: like those of the builder's canvas, with what became of them besides.

use canvas::{
    card, collapsed,
    rect::Rect,
    route::{Cards, Route},
};
use journey::{
    compare::diff::picture::{DrawnGroup, DrawnLink, DrawnNode, DrawnNote, Mark, Picture},
    text::NodeId,
};

use crate::{
    builder::{
        canvas::{Face, draw_head, draw_note, frame_head, label_at, label_markup, label_rank, line_class, note_box},
        changes::{mark_icon, mark_slug},
        dom::css::{icon_markup, place, rect_style},
        kind_style,
    },
    ui::{El, el, svg},
};

/// A picture with the ways of its links.
pub struct DrawnPicture<'a> {
    picture: &'a Picture,
    routes: Vec<(&'a DrawnLink, Route)>,
}

impl<'a> DrawnPicture<'a> {
    /// Finds the ways of the links around the cards.
    pub fn of(picture: &'a Picture) -> Self {
        let cards = Cards::at(picture.nodes.iter().map(|drawn| drawn.node.at).collect());
        let route = |link: &DrawnLink| {
            let (from, to) = (&picture.nodes.get(link.from)?.node, &picture.nodes.get(link.to)?.node);
            Some(Route::of(&cards, &link.key, (from, from.at), to.at))
        };
        Self { picture, routes: picture.links.iter().filter_map(|link| Some((link, route(link)?))).collect() }
    }

    /// The rectangle around all of it.
    pub fn bounds(&self) -> Rect {
        let cards = self.picture.nodes.iter().map(|drawn| card::rect(drawn.node.at));
        let notes = self.picture.notes.iter().map(|drawn| collapsed::note_rect(&drawn.note));
        let frames = self.picture.groups.iter().filter_map(|drawn| self.frame_rect(drawn));
        let ways = self.routes.iter().map(|(_, route)| route.bounds());
        Rect::around(cards.chain(notes).chain(frames).chain(ways)).unwrap_or_default()
    }

    /// The cards.
    pub fn nodes(&self) -> Vec<El> {
        self.picture.nodes.iter().enumerate().map(|(i, drawn)| self.node(i, drawn)).collect()
    }

    fn node(&self, i: usize, DrawnNode { node, mark }: &DrawnNode) -> El {
        let is_linked = |outcome| self.picture.links.iter().any(|link| link.from == i && link.key.outcome == outcome);
        let face = el("span", "node__face");
        face.node().set_inner_html(&Face::of(node, is_linked, None).markup());
        let card = el("li", "node").attr("data-group", kind_style::group_slug(node.kind.spec().group)).child(face);
        place(&card, node.at, None);
        marked(card, &node.id, *mark)
    }

    /// The notes.
    pub fn notes(&self) -> Vec<El> {
        self.picture.notes.iter().map(note).collect()
    }

    /// The frames of the groups.
    pub fn frames(&self) -> Vec<El> {
        let frame = |drawn: &DrawnGroup| {
            let head = frame_head("");
            draw_head(&head, &drawn.group);
            let frame = el("li", "frame").child(head);
            frame.style_text(&rect_style(self.frame_rect(drawn)?));
            Some(marked(frame, &drawn.id, drawn.mark))
        };
        self.picture.groups.iter().filter_map(frame).collect()
    }

    fn frame_rect(&self, drawn: &DrawnGroup) -> Option<Rect> {
        collapsed::frame(drawn.nodes.iter().filter_map(|i| self.picture.nodes.get(*i)).map(|drawn| drawn.node.at))
    }

    /// The lines of the links.
    pub fn lines(&self) -> Vec<El> {
        let line = |(link, route): &(&DrawnLink, Route)| {
            let mut d = String::new();
            route.write(&mut d);
            svg("path", &line_class(link.key.outcome)).attr("data-mark", mark_slug(link.mark)).attr("d", &d)
        };
        self.routes.iter().map(line).collect()
    }

    /// The labels of the links. What changed of a link, the list beside says.
    pub fn labels(&self) -> Vec<El> {
        self.routes.iter().filter_map(|(link, route)| self.label(link, route)).collect()
    }

    fn label(&self, link: &DrawnLink, route: &Route) -> Option<El> {
        let beside = || self.picture.links.iter().filter(|other| (other.from, other.to) == (link.from, link.to));
        let before = beside().position(|other| std::ptr::eq(other, link)).unwrap_or_default();
        let outcome = self.picture.nodes.get(link.from)?.node.outcome_name(link.key.outcome);
        let mark = if link.mark == Mark::Same { String::new() } else { icon_markup(mark_icon(link.mark)) };
        let inside = [mark, label_markup(&outcome, &link.timing, None)].concat();
        let label = label_at(link.key.outcome, &format!("data-mark=\"{}\"", mark_slug(link.mark)), &inside);
        place(&label, route.label(label_rank(before, beside().count())), None);
        Some(label)
    }
}

fn note(drawn: &DrawnNote) -> El {
    let card = note_box("li", "");
    draw_note(&card, &drawn.note);
    card.style_text(&rect_style(collapsed::note_rect(&drawn.note)));
    let _ = card.node().class_list().add_1("note--locked");
    marked(card, &drawn.id, drawn.mark)
}

/// Marks a part by a line and a word, and makes it a place to go to.
fn marked(part: El, id: &NodeId, mark: Mark) -> El {
    let _ = part.node().class_list().add_1("both");
    let badge = (mark != Mark::Same).then(|| {
        let badge = el("span", "both__mark");
        badge.node().set_inner_html(&icon_markup(mark_icon(mark)));
        badge.text(mark.name())
    });
    part.attr("data-mark", mark_slug(mark)).attr("data-both", id.as_str()).attr("tabindex", "-1").maybe(badge)
}
