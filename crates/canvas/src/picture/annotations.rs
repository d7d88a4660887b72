//! Notes, frames and the boxes of collapsed groups in the picture.

use std::fmt::Write;

use journey::{
    graph::{Graph, Note},
    text::NodeId,
};

use super::{
    colours::Colours,
    text::{TITLE, cut, escaped},
};
use crate::{
    card::{self, HEIGHT, WIDTH},
    collapsed::{CollapsedGraph, frame, note_rect, places},
    rect::Rect,
};

/// The height of a line of a note.
const LINE: f64 = 19.0;
/// The average width of a character.
const CHARACTER: f64 = 6.6;
/// The padding of a note around its text.
const ROOM: f64 = 12.0;

/// The frames of the groups that are not collapsed, with their ids.
fn frames<'a>(graph: &'a Graph, collapsed: Option<&'a CollapsedGraph>) -> impl Iterator<Item = (&'a NodeId, Rect)> {
    let open = move |id: &NodeId| collapsed.is_none_or(|collapsed| collapsed.box_of(id).is_none());
    let groups = graph.groups().iter().filter(move |(id, _)| open(id));
    groups.filter_map(|(id, group)| Some((id, frame(places(graph, group))?)))
}

/// The rectangles of notes and frames.
pub(super) fn rects<'a>(graph: &'a Graph, collapsed: Option<&'a CollapsedGraph>) -> impl Iterator<Item = Rect> {
    let notes = graph.notes().iter().map(|(_, note)| note_rect(note));
    notes.chain(frames(graph, collapsed).map(|(_, rect)| rect))
}

/// Notes and frames, behind all else.
pub(super) fn put_behind(out: &mut String, graph: &Graph, collapsed: Option<&CollapsedGraph>, colours: Colours) {
    for (_, note) in graph.notes() {
        put_note(out, note, colours);
    }
    for (id, Rect { x, y, w, h }) in frames(graph, collapsed) {
        let _ = write!(
            out,
            "<rect x=\"{x:.0}\" y=\"{y:.0}\" width=\"{w:.0}\" height=\"{h:.0}\" rx=\"14\" fill=\"{}\" fill-opacity=\"0.06\" stroke=\"{}\"/>",
            colours.soft, colours.line
        );
        if let Some(group) = graph.group(id) {
            let room = ((w - 24.0) / CHARACTER) as usize;
            put_text(out, (x + 12.0, y + 21.0), 13, colours.text, &cut(group.title(), room.max(4)));
        }
    }
}

fn put_text(out: &mut String, (x, y): (f64, f64), size: u8, colour: &str, text: &str) {
    let _ =
        write!(out, "<text x=\"{x:.0}\" y=\"{y:.0}\" font-size=\"{size}\" fill=\"{colour}\">{}</text>", escaped(text));
}

fn put_note(out: &mut String, note: &Note, colours: Colours) {
    let Rect { x, y, w, h } = note_rect(note);
    let (ground, edge) = colours.notes[note.tone as usize];
    let _ = write!(
        out,
        "<rect x=\"{x:.0}\" y=\"{y:.0}\" width=\"{w:.0}\" height=\"{h:.0}\" rx=\"6\" fill=\"{ground}\" stroke=\"{edge}\"/>"
    );
    let most = ((h - ROOM) / LINE) as usize;
    let lines = wrapped(&note.text, ((w - 2.0 * ROOM) / CHARACTER) as usize);
    for (i, line) in lines.iter().take(most).enumerate() {
        // The last line that fits gets an ellipsis where the text goes on.
        let goes_on = i + 1 == most && lines.len() > most;
        let line = if goes_on { format!("{line} …") } else { line.clone() };
        put_text(out, (x + ROOM, y + ROOM + LINE * i as f64 + 11.0), 13, colours.text, &line);
    }
}

/// A text in lines of at most so many characters, broken between words where that goes.
fn wrapped(text: &str, max: usize) -> Vec<String> {
    let max = max.max(1);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut length = 0;
        for word in paragraph.split(' ') {
            let mut letters: Vec<char> = word.chars().collect();
            if length > 0 && length + 1 + letters.len() > max {
                lines.push(std::mem::take(&mut line));
                length = 0;
            }
            if length > 0 {
                line.push(' ');
                length += 1;
            }
            while letters.len() > max {
                lines.push(letters.drain(..max).collect());
            }
            length += letters.len();
            line.extend(letters);
        }
        lines.push(line);
    }
    lines
}

/// The boxes of collapsed groups, among the cards.
pub(super) fn put_boxes(out: &mut String, graph: &Graph, collapsed: Option<&CollapsedGraph>, colours: Colours) {
    for (id, at) in collapsed.into_iter().flat_map(|collapsed| &collapsed.boxes) {
        let Some(group) = graph.group(id) else { continue };
        let Rect { x, y, .. } = card::rect(*at);
        *out += "<g>";
        for (by, inset) in [(8.0, 4.0), (4.0, 2.0), (0.0, 0.0)] {
            let _ = write!(
                out,
                "<rect x=\"{:.0}\" y=\"{:.0}\" width=\"{:.0}\" height=\"{HEIGHT}\" rx=\"8\" fill=\"{}\" stroke=\"{}\"/>",
                x + inset,
                y + by,
                WIDTH - 2.0 * inset,
                colours.card,
                colours.line
            );
        }
        put_text(out, (x + 16.0, y + HEIGHT / 2.0 - 4.0), 13, colours.text, &cut(group.title(), TITLE));
        put_text(out, (x + 16.0, y + HEIGHT / 2.0 + 14.0), 12, colours.soft, &group.count());
        *out += "</g>";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::arbitrary::texts;
    use proptest::prelude::*;

    #[test]
    fn a_text_breaks_between_words_and_where_it_has_line_breaks() {
        assert_eq!(wrapped("one two three\n\nfour", 8), ["one two", "three", "", "four"]);
        assert_eq!(wrapped("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(wrapped("", 4), [""; 0]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_no_word_is_lost(text in texts(400), max in 1..40_usize) {
            let lines = wrapped(&text, max);
            prop_assert!(lines.iter().all(|line| line.chars().count() <= max));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
