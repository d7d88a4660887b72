//! Key names as shown: in the words of the system, and for assistive technology. The code writes them as on a PC: `Ctrl
//! Shift Z`.

use crate::chord::Platform;

/// Modifiers by name, as a Mac writes them, in its order.
const MODIFIERS: [(&str, &str); 3] = [("Alt", "⌥"), ("Shift", "⇧"), ("Ctrl", "⌘")];

/// A text that names keys, in the words of a system: on a Mac `Ctrl Shift Z` is `⇧⌘Z`. Other words stay as they are.
pub fn shown(text: &str, platform: Platform) -> String {
    if platform == Platform::Other {
        return text.to_owned();
    }
    let mut written = String::new();
    let mut held = [false; 3];
    for (n, word) in text.split(' ').enumerate() {
        if let Some(at) = MODIFIERS.iter().position(|(name, _)| *name == word) {
            if n > 0 && held == [false; 3] {
                written.push(' ');
            }
            held[at] = true;
            continue;
        }
        let has_held = held != [false; 3];
        push_held(&mut written, &mut held);
        // One character goes with its modifiers as one sign; a word stands apart.
        let is_sign = word.trim_end_matches(['.', ',']).chars().count() == 1;
        if n > 0 && !(has_held && is_sign) {
            written.push(' ');
        }
        written.push_str(word);
    }
    push_held(&mut written, &mut held);
    written
}

fn push_held(written: &mut String, held: &mut [bool; 3]) {
    for ((_, sign), held) in MODIFIERS.iter().zip(held) {
        if std::mem::take(held) {
            written.push_str(sign);
        }
    }
}

/// Keys as the attribute `aria-keyshortcuts` holds them: `Control+Shift+Z`, on a Mac `Meta+Shift+Z`.
pub fn aria(keys: &str, platform: Platform) -> String {
    let command = if platform == Platform::Mac { "Meta" } else { "Control" };
    let name = |key| match key {
        "Ctrl" => command,
        "+" => "Plus",
        key => key,
    };
    keys.split(' ').map(name).collect::<Vec<_>>().join("+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mac_has_signs_in_its_own_order_elsewhere_words_stay() {
        for (text, mac) in [
            ("Ctrl Z", "⌘Z"),
            ("Ctrl Shift Z", "⇧⌘Z"),
            ("Ctrl C  X  V", "⌘C  X  V"),
            ("Shift N", "⇧N"),
            ("Alt ← ↑ → ↓", "⌥← ↑ → ↓"),
            ("Shift Delete", "⇧ Delete"),
            ("Ctrl Enter", "⌘ Enter"),
            ("Shift F10", "⇧ F10"),
            ("Alt Drag", "⌥ Drag"),
            ("Escape", "Escape"),
            ("?", "?"),
            ("+  −  0", "+  −  0"),
            ("Move the view; with Ctrl zoom", "Move the view; with ⌘ zoom"),
            ("Group what is selected; with Shift ungroup", "Group what is selected; with ⇧ ungroup"),
            ("Press Ctrl V.", "Press ⌘V."),
            ("Add a Shift", "Add a ⇧"),
            ("", ""),
        ] {
            assert_eq!(shown(text, Platform::Mac), mac);
            assert_eq!(shown(text, Platform::Other), text);
        }
    }

    #[test]
    fn assistive_technology_gets_the_names_of_the_keys() {
        for (keys, mac, other) in [
            ("Ctrl Z", "Meta+Z", "Control+Z"),
            ("Ctrl Shift G", "Meta+Shift+G", "Control+Shift+G"),
            ("+", "Plus", "Plus"),
            ("N", "N", "N"),
        ] {
            assert_eq!(aria(keys, Platform::Mac), mac);
            assert_eq!(aria(keys, Platform::Other), other);
        }
    }
}
