#![allow(clippy::unwrap_used)]

use std::{collections::HashSet, env, fs, path::Path};

use keymap::{
    chord::{Key, Platform, Press, chord},
    focus::Focus::{self, Canvas, Control, Dialog, Linking, Outline, Overlay, Page, Text},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn plain(key: Key) -> Chord {
    with(Mods::NONE, key)
}

fn with(mods: Mods, key: Key) -> Chord {
    Chord { key, mods, repeat: false }
}

fn runs(chord: Chord, focus: Focus) -> Option<&'static str> {
    match answer(chord, focus, true) {
        Answer::Run(command) => Some(command.id),
        _ => None,
    }
}

fn passes(chord: Chord, focus: Focus) -> bool {
    matches!(answer(chord, focus, true), Answer::Pass)
}

/// Everything in which a chord runs a command.
fn places(chord: Chord) -> Vec<Focus> {
    Focus::ALL.into_iter().map(|(focus, _)| focus).filter(|focus| runs(chord, *focus).is_some()).collect()
}

#[test]
fn each_command_has_an_id_and_a_label_of_its_own() {
    let ids: HashSet<_> = ALL.iter().map(|command| command.id).collect();
    let labels: HashSet<_> = ALL.iter().map(|command| command.label).collect();
    assert_eq!((ids.len(), labels.len()), (ALL.len(), ALL.len()));
}

#[test]
fn no_key_is_bound_twice_in_one_scope() {
    for (focus, name) in Focus::ALL {
        let mut bound = HashSet::new();
        for command in ALL.iter().filter(|command| command.at.contains(&focus)) {
            for shortcut in command.keys {
                assert!(bound.insert(*shortcut), "{} is bound twice in {name}", shortcut.text());
            }
        }
    }
}

#[test]
fn a_command_that_no_menu_lists_has_a_key_and_the_others_can_be_found() {
    for command in ALL {
        assert!(command.listed != Listed::Nowhere || !command.keys.is_empty(), "{}", command.id);
    }
}

#[test]
fn what_deletes_acts_only_on_the_canvas_the_outline_or_the_bare_page() {
    let graph = [Canvas, Outline, Linking, Page];
    assert_eq!(places(plain(Key::Delete)), graph);
    assert_eq!(places(with(Mods::SHIFT, Key::Delete)), graph);
    for mods in [Mods::COMMAND, Mods::ALT, Mods::COMMAND_SHIFT, Mods::ALT_SHIFT, Mods { system: true, ..Mods::NONE }] {
        assert_eq!(places(with(mods, Key::Delete)), [], "{mods:?} is no deletion");
    }
}

#[test]
fn no_browser_makes_a_cut_of_a_deletion_while_a_control_has_the_focus() {
    let chord = with(Mods::SHIFT, Key::Delete);
    assert!(matches!(answer(chord, Control, true), Answer::Swallow));
    assert!(passes(chord, Text), "there it cuts text");
}

#[test]
fn a_single_character_acts_only_on_canvas_and_outline_and_can_be_turned_off() {
    for command in ALL {
        for shortcut in command.keys.iter().filter(|shortcut| shortcut.is_single_character()) {
            assert!(command.at.iter().all(|focus| focus.is_stage()), "{}", command.id);
            for focus in command.at {
                let chord = with(shortcut.mods, shortcut.key);
                assert!(matches!(answer(chord, *focus, false), Answer::Pass), "{}", command.id);
            }
        }
    }
    assert!(matches!(answer(with(Mods::COMMAND, Key::Char('z')), Canvas, false), Answer::Run(_)));
}

#[test]
fn the_browser_never_gets_a_combination_of_ours_that_it_has_a_use_for() {
    for (mods, letter) in [
        (Mods::COMMAND, 's'),
        (Mods::COMMAND, 'd'),
        (Mods::COMMAND, 'g'),
        (Mods::COMMAND, 'k'),
        (Mods::COMMAND_SHIFT, 'g'),
    ] {
        for (focus, name) in Focus::ALL {
            for repeat in [false, true] {
                let chord = Chord { repeat, ..with(mods, Key::Char(letter)) };
                assert!(!passes(chord, focus), "{letter} in {name}");
            }
        }
    }
}

#[test]
fn a_field_keeps_its_own_undo_and_its_own_letters() {
    for chord in [
        with(Mods::COMMAND, Key::Char('z')),
        with(Mods::COMMAND_SHIFT, Key::Char('z')),
        with(Mods::COMMAND, Key::Char('y')),
        with(Mods::COMMAND, Key::Char('a')),
        plain(Key::Char('n')),
        plain(Key::Char('?')),
        plain(Key::Delete),
        plain(Key::Space),
    ] {
        assert!(passes(chord, Text), "{chord:?}");
    }
}

#[test]
fn what_is_done_once_is_not_done_again_while_the_key_is_held() {
    let held = |mods, key| answer(Chord { repeat: true, ..with(mods, key) }, Canvas, true);
    for (mods, key) in [(Mods::COMMAND, Key::Char('z')), (Mods::NONE, Key::Right), (Mods::NONE, Key::Char('+'))] {
        assert!(matches!(held(mods, key), Answer::Run(_)), "{key:?}");
    }
    for (mods, key) in [
        (Mods::COMMAND, Key::Char('s')),
        (Mods::COMMAND, Key::Char('d')),
        (Mods::NONE, Key::Delete),
        (Mods::NONE, Key::Enter),
        (Mods::NONE, Key::Char('n')),
        (Mods::NONE, Key::Char('p')),
        (Mods::NONE, Key::Char('t')),
    ] {
        assert!(matches!(held(mods, key), Answer::Swallow), "{key:?}");
    }
}

#[test]
fn the_clipboards_keys_are_left_to_the_browser() {
    for letter in ['c', 'x', 'v'] {
        assert_eq!(places(with(Mods::COMMAND, Key::Char(letter))), []);
    }
}

#[test]
fn while_a_link_is_drawn_its_keys_come_first() {
    for (chord, at_rest, linking) in [
        (plain(Key::Enter), Some("open"), Some("draw")),
        (plain(Key::Escape), Some("select-one"), Some("cancel-link")),
        (plain(Key::Right), Some("walk"), Some("choose-target")),
        (plain(Key::Char('o')), None, Some("outcome")),
        (plain(Key::Char('+')), Some("zoom-in"), Some("zoom-in")),
    ] {
        assert_eq!((runs(chord, Canvas), runs(chord, Linking)), (at_rest, linking));
    }
    // The outline has arrows of its own.
    assert_eq!(runs(plain(Key::Right), Outline), None);
}

#[test]
fn no_key_without_ctrl_acts_in_a_menu_or_a_dialog() {
    for command in ALL.iter().filter(|command| command.at.contains(&Overlay) || command.at.contains(&Dialog)) {
        assert!(command.keys.iter().all(|shortcut| shortcut.mods.command), "{}", command.id);
    }
}

/// The chords of the table on other layouts: what the key gives there, and its place.
#[test]
fn every_command_of_a_letter_is_there_on_every_layout() {
    let layouts: [(&str, &[(&str, &str)]); 4] = [
        ("Cyrillic", &[("я", "KeyZ"), ("ы", "KeyS"), ("ф", "KeyA"), ("в", "KeyD"), ("п", "KeyG"), ("н", "KeyY")]),
        ("Greek", &[("ζ", "KeyZ"), ("σ", "KeyS"), ("α", "KeyA"), ("δ", "KeyD"), ("γ", "KeyG"), ("υ", "KeyY")]),
        ("Hebrew", &[("ז", "KeyZ"), ("ד", "KeyS"), ("ש", "KeyA"), ("ג", "KeyD"), ("ע", "KeyG"), ("ט", "KeyY")]),
        ("Dvorak", &[("z", "Slash"), ("s", "Semicolon"), ("a", "KeyA"), ("d", "KeyH"), ("g", "KeyU"), ("y", "KeyT")]),
    ];
    let wanted = ["undo", "save", "select-all", "duplicate", "group", "redo"];
    for (layout, keys) in layouts {
        for ((key, code), id) in keys.iter().zip(wanted) {
            let press = Press { key, code, ctrl: true, ..Press::default() };
            let pressed = chord(&press, Platform::Other).unwrap();
            assert_eq!(runs(pressed, Canvas), Some(id), "{layout}: Ctrl {key}");
            // On a Mac that is the system's own.
            assert!(passes(chord(&press, Platform::Mac).unwrap(), Canvas));
        }
    }
}

/// The tests in the browser press every key of this file.
#[test]
fn the_commands_that_the_browser_is_tested_with_are_those_of_the_table() {
    let names = |at: &[Focus]| -> Vec<&str> {
        Focus::ALL.into_iter().filter(|(focus, _)| at.contains(focus)).map(|(_, name)| name).collect()
    };
    let commands = ALL.iter().map(|command| {
        json!({
            "id": command.id,
            "label": command.label,
            "group": command.group.name(),
            "keys": command.keys.iter().map(|shortcut| shortcut.text()).collect::<Vec<_>>(),
            "at": names(command.at),
            "listed": command.listed != Listed::Nowhere,
        })
    });
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e/commands.json");
    let expected = format!("{:#}\n", Value::Array(commands.collect()));
    if env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(known == expected, "{} is out of date: run the test with UPDATE_SCHEMA=1", path.display());
}

proptest! {
    #[test]
    fn with_the_systems_own_modifier_no_key_is_ours(letter in any::<char>(), command in any::<bool>(), alt in any::<bool>(), shift in any::<bool>()) {
        let mods = Mods { command, alt, shift, system: true };
        for (focus, _) in Focus::ALL {
            prop_assert!(passes(with(mods, Key::Char(letter)), focus));
        }
    }
}
