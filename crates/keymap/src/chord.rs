//! Chords: which key with which modifiers, whatever the keyboard layout.

/// The system, as far as keys differ on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// macOS and its relatives: commands go by ⌘.
    Mac,
    /// Every other system: commands go by Ctrl.
    Other,
}

impl Platform {
    /// Reads what a browser calls its system: `MacIntel`, `macOS`, `iPad`.
    pub fn of(name: &str) -> Self {
        let is_apple = ["mac", "iphone", "ipad", "ipod"]
            .iter()
            .any(|start| name.get(..start.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(start)));
        if is_apple { Self::Mac } else { Self::Other }
    }
}

/// A key event of the browser: its properties of these names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Press<'a> {
    /// The character that the key produces in the present layout.
    pub key: &'a str,
    /// The physical key, named as on a US layout.
    pub code: &'a str,
    /// Ctrl is held.
    pub ctrl: bool,
    /// ⌘ or the Windows key is held.
    pub meta: bool,
    /// Alt or ⌥ is held.
    pub alt: bool,
    /// Shift is held.
    pub shift: bool,
    /// The event belongs to a composition of an input method.
    pub composing: bool,
    /// The key is held, and the system repeats it.
    pub repeat: bool,
}

/// A key by what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A letter, small and Latin on every layout, or any other character.
    Char(char),
    /// The space bar.
    Space,
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// Tab.
    Tab,
    /// Delete, or Backspace, which is the only one of the two on many keyboards.
    Delete,
    /// An arrow.
    Left,
    /// An arrow.
    Right,
    /// An arrow.
    Up,
    /// An arrow.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page Up.
    PageUp,
    /// Page Down.
    PageDown,
    /// A function key.
    F(u8),
}

/// The modifiers of a chord.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mods {
    /// Ctrl, or ⌘ on a Mac.
    pub command: bool,
    /// Alt, or ⌥.
    pub alt: bool,
    /// Shift, where the character does not say so itself.
    pub shift: bool,
    /// The Windows key, or Ctrl on a Mac: the system's own. No command has it.
    pub system: bool,
}

impl Mods {
    /// None.
    pub const NONE: Self = Self { command: false, alt: false, shift: false, system: false };
    /// Shift alone.
    pub const SHIFT: Self = Self { shift: true, ..Self::NONE };
    /// Alt alone.
    pub const ALT: Self = Self { alt: true, ..Self::NONE };
    /// Alt and Shift.
    pub const ALT_SHIFT: Self = Self { shift: true, ..Self::ALT };
    /// Ctrl, or ⌘ on a Mac.
    pub const COMMAND: Self = Self { command: true, ..Self::NONE };
    /// The command key with Shift.
    pub const COMMAND_SHIFT: Self = Self { shift: true, ..Self::COMMAND };

    /// Reads the modifiers of a key or a pointer event.
    pub fn of(platform: Platform, ctrl: bool, meta: bool, alt: bool, shift: bool) -> Self {
        let (command, system) = match platform {
            Platform::Mac => (meta, ctrl),
            Platform::Other => (ctrl, meta),
        };
        Self { command, alt, shift, system }
    }
}

/// The key and modifiers of a key event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// The modifiers that are held with it.
    pub mods: Mods,
    /// The key is held, and this is a repetition.
    pub repeat: bool,
}

/// Characters that layouts without Latin letters have on the key of a letter, and layouts with Latin letters never: the key still
/// means its letter. The first is W in Hebrew, the other Shift Z in Arabic.
const INSTEAD_OF_LETTERS: [(&str, char); 2] = [("KeyW", '\''), ("KeyZ", '~')];

/// The chord of a key event. None for a key without a use as a shortcut, for an event of a composition, and for an event without
/// a key, as browsers and password managers send it when they fill a field.
pub fn chord(press: &Press<'_>, platform: Platform) -> Option<Chord> {
    if press.composing {
        return None;
    }
    let mut mods = Mods::of(platform, press.ctrl, press.meta, press.alt, press.shift);
    let mut characters = press.key.chars();
    let key = match (characters.next()?, characters.next()) {
        (first, None) => character(first, press.code),
        // Some layouts give two letters for one key.
        (first, Some(_)) if !first.is_ascii() => character(first, press.code),
        _ if press.key == "Unidentified" => Key::Char(by_code(press.code)?),
        _ => named(press.key)?,
    };
    if matches!(key, Key::Char(symbol) if !is_latin(symbol)) {
        // The need for Shift differs from layout to layout for these characters.
        mods.shift = false;
    }
    Some(Chord { key, mods, repeat: press.repeat })
}

/// The key that gives a character. A Latin letter counts as itself, wherever it is; a letter of another script as the letter that a
/// US keyboard has there.
fn character(character: char, code: &str) -> Key {
    if character == ' ' {
        return Key::Space;
    }
    let small = character.to_ascii_lowercase();
    let is_instead = || INSTEAD_OF_LETTERS.contains(&(code, character));
    if is_latin(small) || small.is_ascii() && !is_instead() {
        return Key::Char(small);
    }
    Key::Char(by_code(code).filter(|at| at.is_ascii_lowercase() || is_digit(small)).unwrap_or(small))
}

/// The letter or digit that a US keyboard has at a key.
fn by_code(code: &str) -> Option<char> {
    let at = code.strip_prefix("Key").or_else(|| code.strip_prefix("Digit"))?;
    let mut characters = at.chars();
    characters.next().filter(|_| characters.next().is_none()).map(|at| at.to_ascii_lowercase())
}

/// True where a character is a letter of the Latin script.
fn is_latin(letter: char) -> bool {
    matches!(letter, 'A'..='Z' | 'a'..='z' | 'ª' | 'º' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Ḁ'..='ỿ')
}

/// True where a character is a digit of another script: Arabic to Thai.
fn is_digit(digit: char) -> bool {
    matches!(digit, '\u{660}'..='\u{e59}')
}

fn named(key: &str) -> Option<Key> {
    Some(match key {
        "Spacebar" => Key::Space,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Delete" | "Backspace" => Key::Delete,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        _ => Key::F(key.strip_prefix('F')?.parse().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn press<'a>(key: &'a str, code: &'a str) -> Press<'a> {
        Press { key, code, ..Press::default() }
    }

    fn key(name: &str, code: &str) -> Option<Key> {
        chord(&press(name, code), Platform::Other).map(|chord| chord.key)
    }

    /// A layout, and what it gives on the keys of our letters: key, code, and what is meant.
    type Layout = (&'static str, &'static [(&'static str, &'static str, char)]);

    const LAYOUTS: &[Layout] = &[
        (
            "Russian",
            &[
                ("я", "KeyZ", 'z'),
                ("Я", "KeyZ", 'z'),
                ("ы", "KeyS", 's'),
                ("ф", "KeyA", 'a'),
                ("в", "KeyD", 'd'),
                ("п", "KeyG", 'g'),
                ("т", "KeyN", 'n'),
                ("д", "KeyL", 'l'),
                ("е", "KeyT", 't'),
                ("з", "KeyP", 'p'),
                ("щ", "KeyO", 'o'),
                ("ц", "KeyW", 'w'),
                ("н", "KeyY", 'y'),
            ],
        ),
        ("Russian, phonetic", &[("з", "KeyZ", 'z'), ("с", "KeyS", 's'), ("ж", "KeyV", 'v')]),
        (
            "Greek",
            &[
                ("ζ", "KeyZ", 'z'),
                ("σ", "KeyS", 's'),
                ("α", "KeyA", 'a'),
                ("ν", "KeyN", 'n'),
                ("Ν", "KeyN", 'n'),
                ("ς", "KeyW", 'w'),
                ("π", "KeyP", 'p'),
                (";", "KeyQ", ';'),
            ],
        ),
        (
            "Hebrew",
            &[("ז", "KeyZ", 'z'), ("ד", "KeyS", 's'), ("'", "KeyW", 'w'), ("ם", "KeyO", 'o'), ("Z", "KeyZ", 'z')],
        ),
        (
            "Arabic",
            &[("ئ", "KeyZ", 'z'), ("~", "KeyZ", 'z'), ("س", "KeyS", 's'), ("لا", "KeyB", 'b'), ("٢", "Digit2", '2')],
        ),
        ("Persian", &[("ظ", "KeyZ", 'z'), ("۱", "Digit1", '1')]),
        ("Thai", &[("ผ", "KeyZ", 'z'), ("ื", "KeyN", 'n'), ("้", "KeyH", 'h'), ("๐", "KeyQ", 'q')]),
        ("Hindi", &[("ॆ", "KeyZ", 'z'), ("्", "KeyD", 'd')]),
        ("Korean", &[("ㅋ", "KeyZ", 'z'), ("ㄴ", "KeyS", 's')]),
        ("Japanese, kana", &[("つ", "KeyZ", 'z'), ("と", "KeyS", 's')]),
        ("Georgian", &[("ზ", "KeyZ", 'z')]),
        ("Armenian", &[("զ", "KeyZ", 'z')]),
        (
            "Dvorak",
            &[
                (";", "KeyZ", ';'),
                ("z", "Slash", 'z'),
                ("o", "KeyS", 'o'),
                ("s", "Semicolon", 's'),
                (",", "KeyW", ','),
                ("'", "KeyQ", '\''),
            ],
        ),
        ("Programmer Dvorak", &[("'", "KeyZ", '\''), ("z", "Slash", 'z')]),
        ("German", &[("y", "KeyZ", 'y'), ("z", "KeyY", 'z'), ("ö", "Semicolon", 'ö'), ("§", "Digit3", '§')]),
        (
            "French",
            &[
                ("w", "KeyZ", 'w'),
                ("z", "KeyW", 'z'),
                ("a", "KeyQ", 'a'),
                ("é", "Digit2", 'é'),
                ("à", "Digit0", 'à'),
                ("0", "Digit0", '0'),
            ],
        ),
        ("Turkish", &[("ı", "KeyI", 'ı'), ("İ", "Quote", 'İ'), ("ş", "Semicolon", 'ş')]),
        ("Polish, AltGr", &[("ż", "KeyZ", 'ż'), ("ś", "KeyS", 'ś'), ("ń", "KeyN", 'ń')]),
        ("Bépo", &[("é", "KeyW", 'é'), ("«", "Digit2", '«')]),
        (
            "US",
            &[
                ("z", "KeyZ", 'z'),
                ("Z", "KeyZ", 'z'),
                ("+", "Equal", '+'),
                ("?", "Slash", '?'),
                ("+", "NumpadAdd", '+'),
            ],
        ),
        ("without codes", &[("z", "", 'z'), ("я", "", 'я')]),
        ("unknown", &[("Unidentified", "KeyZ", 'z')]),
    ];

    #[test]
    fn a_key_means_its_latin_letter_else_the_letter_that_a_us_keyboard_has_there() {
        for (layout, keys) in LAYOUTS {
            for (produced, code, meant) in *keys {
                assert_eq!(key(produced, code), Some(Key::Char(*meant)), "{layout}: {produced} at {code}");
            }
        }
    }

    #[test]
    fn keys_with_a_name_are_the_same_everywhere() {
        for (name, meant) in [
            (" ", Key::Space),
            ("Enter", Key::Enter),
            ("Backspace", Key::Delete),
            ("Delete", Key::Delete),
            ("ArrowLeft", Key::Left),
            ("F2", Key::F(2)),
            ("F10", Key::F(10)),
        ] {
            assert_eq!(key(name, ""), Some(meant));
        }
        for name in ["", "Dead", "Process", "Shift", "Control", "AltGraph", "Unidentified", "Fn"] {
            assert_eq!(key(name, ""), None, "{name} is no shortcut");
        }
    }

    #[test]
    fn an_event_of_a_composition_is_no_chord() {
        for name in ["Escape", "Enter", "z", "я", "Delete", " "] {
            assert_eq!(chord(&Press { composing: true, ..press(name, "KeyZ") }, Platform::Other), None);
        }
    }

    #[test]
    fn commands_go_by_the_systems_own_modifier() {
        let [ctrl, meta] =
            [(true, false), (false, true)].map(|(ctrl, meta)| Press { ctrl, meta, ..press("z", "KeyZ") });
        let mods = |press: &Press<'_>, platform| chord(press, platform).unwrap().mods;
        assert_eq!(mods(&ctrl, Platform::Other), Mods::COMMAND);
        assert_eq!(mods(&meta, Platform::Mac), Mods::COMMAND);
        let system = Mods { system: true, ..Mods::NONE };
        assert_eq!(mods(&meta, Platform::Other), system);
        assert_eq!(mods(&ctrl, Platform::Mac), system);
    }

    #[test]
    fn shift_counts_with_letters_and_named_keys_but_not_with_other_characters() {
        let shifted = |name, code| chord(&Press { shift: true, ..press(name, code) }, Platform::Other).unwrap();
        assert_eq!(shifted("N", "KeyN").mods, Mods::SHIFT);
        assert_eq!(shifted("Т", "KeyN").mods, Mods::SHIFT);
        assert_eq!(shifted("~", "KeyZ").mods, Mods::SHIFT);
        assert_eq!(shifted("Delete", "Delete").mods, Mods::SHIFT);
        for (name, code) in [("?", "Slash"), ("+", "Equal"), ("0", "Digit0")] {
            assert_eq!(shifted(name, code).mods, Mods::NONE, "{name}");
        }
        // With Caps Lock the letter is a capital without Shift.
        assert_eq!(chord(&press("N", "KeyN"), Platform::Other).unwrap().mods, Mods::NONE);
    }

    #[test]
    fn the_system_is_known_by_its_name() {
        for name in ["MacIntel", "macOS", "Macintosh", "iPhone", "iPad"] {
            assert_eq!(Platform::of(name), Platform::Mac);
        }
        for name in ["Win32", "Windows", "Linux x86_64", "Android", "Chrome OS", "", "ma", "Ümac"] {
            assert_eq!(Platform::of(name), Platform::Other);
        }
    }

    proptest! {
        #[test]
        fn a_latin_letter_is_itself_on_every_key(letter in "[A-Za-z]", code in "(Key[A-Z]|Digit[0-9]|Slash|Semicolon|.{0,8})") {
            let small = letter.to_ascii_lowercase().chars().next();
            prop_assert_eq!(key(&letter, &code), small.map(Key::Char));
        }

        #[test]
        fn a_letter_of_another_script_is_the_letter_at_its_key(letter in "[\\p{Cyrillic}\\p{Greek}\\p{Hebrew}\\p{Arabic}\\p{Thai}\\p{Hangul}]", at in "[A-Z]") {
            let code = format!("Key{at}");
            prop_assert_eq!(key(&letter, &code), at.to_ascii_lowercase().chars().next().map(Key::Char));
        }

        #[test]
        fn no_event_is_too_odd(name in ".{0,12}", code in ".{0,12}", flags in any::<[bool; 6]>()) {
            let [ctrl, meta, alt, shift, composing, repeat] = flags;
            let press = Press { key: &name, code: &code, ctrl, meta, alt, shift, composing, repeat };
            for platform in [Platform::Mac, Platform::Other] {
                let made = chord(&press, platform);
                prop_assert!(!composing || made.is_none());
            }
        }
    }
}
