//! Text in a picture: cut to the width of a card, and escaped.

/// The characters of a card's width that fit into its title and its caption.
pub(super) const TITLE: usize = 22;
pub(super) const CAPTION: usize = 26;

/// The beginning of a text, with an ellipsis where it is longer.
pub(super) fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    text.chars().take(max - 1).chain(['…']).collect()
}

/// A text as XML and HTML hold it; what XML cannot hold at all is left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if (c as u32) < 0x20 => {}
            c => out.push(c),
        }
    }
    out
}
