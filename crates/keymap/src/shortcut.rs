//! Shortcuts: the keys of a command, as they stand in its table.

use crate::chord::{Chord, Key, Mods};

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// The modifiers.
    pub mods: Mods,
    /// The key.
    pub key: Key,
}

impl Shortcut {
    /// A key without a modifier.
    pub const fn plain(key: Key) -> Self {
        Self { mods: Mods::NONE, key }
    }

    /// A letter or another character without a modifier.
    pub const fn letter(letter: char) -> Self {
        Self::plain(Key::Char(letter))
    }

    /// A letter with Ctrl, or ⌘ on a Mac.
    pub const fn command(letter: char) -> Self {
        Self { mods: Mods::COMMAND, key: Key::Char(letter) }
    }

    /// A key with modifiers.
    pub const fn with(mods: Mods, key: Key) -> Self {
        Self { mods, key }
    }

    /// True where a chord is this shortcut.
    pub fn is(self, chord: Chord) -> bool {
        self.mods == chord.mods && self.key == chord.key
    }

    /// True where it is one character without Ctrl or Alt: it can be turned off (WCAG 2.1.4).
    pub fn is_single_character(self) -> bool {
        matches!(self.key, Key::Char(_)) && !self.mods.command && !self.mods.alt
    }

    /// The shortcut as on a PC: `Ctrl Shift Z`. The module `shown` writes it as other systems do.
    pub fn text(self) -> String {
        let held = [(self.mods.command, "Ctrl"), (self.mods.alt, "Alt"), (self.mods.shift, "Shift")];
        let key = match self.key {
            Key::Char(letter) => letter.to_uppercase().to_string(),
            Key::F(number) => format!("F{number}"),
            Key::Space => "Space".to_owned(),
            Key::Enter => "Enter".to_owned(),
            Key::Escape => "Escape".to_owned(),
            Key::Tab => "Tab".to_owned(),
            Key::Delete => "Delete".to_owned(),
            Key::Left => "←".to_owned(),
            Key::Right => "→".to_owned(),
            Key::Up => "↑".to_owned(),
            Key::Down => "↓".to_owned(),
            Key::Home => "Home".to_owned(),
            Key::End => "End".to_owned(),
            Key::PageUp => "Page Up".to_owned(),
            Key::PageDown => "Page Down".to_owned(),
        };
        let words = held.into_iter().filter(|(is_held, _)| *is_held).map(|(_, word)| word);
        words.chain([key.as_str()]).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortcut_is_written_with_its_modifiers_in_one_order() {
        for (shortcut, text) in [
            (Shortcut::letter('n'), "N"),
            (Shortcut::letter('+'), "+"),
            (Shortcut::command('k'), "Ctrl K"),
            (Shortcut::with(Mods::COMMAND_SHIFT, Key::Char('z')), "Ctrl Shift Z"),
            (Shortcut::with(Mods::ALT_SHIFT, Key::Left), "Alt Shift ←"),
            (Shortcut::plain(Key::F(6)), "F6"),
            (Shortcut::plain(Key::PageDown), "Page Down"),
        ] {
            assert_eq!(shortcut.text(), text);
        }
    }

    #[test]
    fn only_characters_without_ctrl_and_alt_can_be_turned_off() {
        assert!(Shortcut::letter('?').is_single_character());
        assert!(Shortcut::with(Mods::SHIFT, Key::Char('n')).is_single_character());
        for shortcut in
            [Shortcut::command('d'), Shortcut::plain(Key::Delete), Shortcut::with(Mods::ALT, Key::Char('n'))]
        {
            assert!(!shortcut.is_single_character(), "{shortcut:?}");
        }
    }
}
