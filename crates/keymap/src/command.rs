//! The keys of the builder as one table: what each chord does, where the focus has to be for it, and what the browser may not get.

use crate::chord::{Chord, Key, Mods};

/// What has the focus, as far as keys ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The canvas or the outline.
    Stage,
    /// Nothing: the page itself.
    Page,
    /// A control without text: a button, a link, a box to tick, a list to choose from.
    Control,
    /// A field that text is typed in.
    Text,
    /// A menu, a list of choices or another pop-over.
    Overlay,
    /// A modal dialog, with whatever is in it.
    Dialog,
}

/// What a key of the builder does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Saves the draft.
    Save,
    /// Presses what confirms the dialog.
    Confirm,
    /// Goes to the next part of the page, or back.
    Part(bool),
    /// Goes back to the canvas.
    Back,
    /// Takes the last edit back.
    Undo,
    /// Does it again.
    Redo,
    /// Selects all nodes.
    SelectAll,
    /// Adds copies of what is selected.
    Duplicate,
    /// Groups what is selected.
    Group,
    /// Takes what is selected out of its groups.
    Ungroup,
    /// Deletes what is selected.
    Delete,
    /// Deletes what is selected and leads the ways on.
    Reconnect,
    /// Shows all keys.
    Help,
    /// Adds a note.
    Note,
    /// Offers the next node.
    Next,
    /// Opens *Setup*.
    Setup,
    /// Opens *Publish journey*.
    Publish,
}

/// What becomes of a key event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It does this, and the browser does not get it.
    Run(Command),
    /// Nothing happens, and the browser does not get it either: it would save the page or set a bookmark.
    Swallow,
    /// It is no key of the builder here.
    Pass,
}

/// A row of the table.
struct Binding {
    mods: Mods,
    key: Key,
    command: Command,
    /// Where it runs.
    at: &'static [Focus],
    /// Where the browser does not get it, even if it does nothing there.
    kept: &'static [Focus],
    /// It runs again while the key is held.
    repeats: bool,
}

const fn on(at: &'static [Focus], mods: Mods, key: Key, command: Command) -> Binding {
    Binding { mods, key, command, at, kept: &[], repeats: false }
}

impl Binding {
    const fn kept(self, kept: &'static [Focus]) -> Self {
        Self { kept, ..self }
    }

    const fn repeats(self) -> Self {
        Self { repeats: true, ..self }
    }
}

/// Everywhere.
const ANYWHERE: &[Focus] = &[Focus::Stage, Focus::Page, Focus::Control, Focus::Text, Focus::Overlay, Focus::Dialog];
/// Where no text is typed, and nothing lies over the page.
const OUTSIDE_TEXT: &[Focus] = &[Focus::Stage, Focus::Page, Focus::Control];
/// Where nothing lies over the page.
const PARTS: &[Focus] = &[Focus::Stage, Focus::Page, Focus::Control, Focus::Text];
/// Where something can go back to the canvas from.
const ASIDE: &[Focus] = &[Focus::Control, Focus::Text];
/// Where what is selected may be deleted: a key pressed on a control is never meant for the graph.
const GRAPH: &[Focus] = &[Focus::Stage, Focus::Page];
/// Controls without text.
const CONTROL: &[Focus] = &[Focus::Control];
/// Where a key without a modifier may act (WCAG 2.1.4).
const STAGE: &[Focus] = &[Focus::Stage];
/// In a dialog.
const DIALOG: &[Focus] = &[Focus::Dialog];

const BINDINGS: &[Binding] = &[
    on(ANYWHERE, Mods::COMMAND, Key::Char('s'), Command::Save).kept(ANYWHERE),
    on(DIALOG, Mods::COMMAND, Key::Enter, Command::Confirm),
    on(PARTS, Mods::NONE, Key::F(6), Command::Part(true)).repeats(),
    on(PARTS, Mods::SHIFT, Key::F(6), Command::Part(false)).repeats(),
    on(ASIDE, Mods::NONE, Key::Escape, Command::Back),
    on(OUTSIDE_TEXT, Mods::COMMAND, Key::Char('z'), Command::Undo).repeats(),
    on(OUTSIDE_TEXT, Mods::COMMAND_SHIFT, Key::Char('z'), Command::Redo).repeats(),
    on(OUTSIDE_TEXT, Mods::COMMAND, Key::Char('y'), Command::Redo).repeats(),
    on(OUTSIDE_TEXT, Mods::COMMAND, Key::Char('a'), Command::SelectAll),
    on(OUTSIDE_TEXT, Mods::COMMAND, Key::Char('d'), Command::Duplicate).kept(ANYWHERE),
    on(OUTSIDE_TEXT, Mods::COMMAND, Key::Char('g'), Command::Group).kept(ANYWHERE),
    on(OUTSIDE_TEXT, Mods::COMMAND_SHIFT, Key::Char('g'), Command::Ungroup).kept(ANYWHERE),
    on(GRAPH, Mods::NONE, Key::Delete, Command::Delete),
    // To a browser it is a key of the clipboard, which cuts.
    on(GRAPH, Mods::SHIFT, Key::Delete, Command::Reconnect).kept(CONTROL),
    on(STAGE, Mods::NONE, Key::Char('?'), Command::Help),
    on(STAGE, Mods::NONE, Key::Char('n'), Command::Next),
    on(STAGE, Mods::SHIFT, Key::Char('n'), Command::Note),
    on(STAGE, Mods::NONE, Key::Char('s'), Command::Setup),
    on(STAGE, Mods::NONE, Key::Char('p'), Command::Publish),
];

/// What a chord does where the focus is.
pub fn answer(chord: Chord, focus: Focus) -> Answer {
    let Some(binding) = BINDINGS.iter().find(|row| row.mods == chord.mods && row.key == chord.key) else {
        return Answer::Pass;
    };
    match (binding.at.contains(&focus), binding.kept.contains(&focus)) {
        (true, _) if chord.repeat && !binding.repeats => Answer::Swallow,
        (true, _) => Answer::Run(binding.command),
        (false, true) => Answer::Swallow,
        (false, false) => Answer::Pass,
    }
}

/// Whether a key of the canvas acts again while it is held: to go, to move and to zoom. What opens, adds or deletes acts once.
pub fn repeats_on_stage(key: Key) -> bool {
    matches!(
        key,
        Key::Left | Key::Right | Key::Up | Key::Down | Key::PageUp | Key::PageDown | Key::Char('+' | '=' | '-')
    )
}

/// Where words are marked while the clipboard's keys are pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// Nowhere.
    Nowhere,
    /// In the canvas or the outline.
    OnStage,
    /// Elsewhere on the page.
    Elsewhere,
}

/// A key of the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clip {
    /// Copy.
    Copy,
    /// Cut.
    Cut,
    /// Paste.
    Paste,
}

/// Whether a key of the clipboard is meant for the graph; otherwise the browser has it. Words that can be copied win over nodes only
/// where nobody points at the nodes; to cut and to paste, words of a page are no use.
pub fn is_for_graph(clip: Clip, focus: Focus, marked: Marked, any_selected: bool) -> bool {
    let reaches = match focus {
        Focus::Stage | Focus::Page | Focus::Control => true,
        Focus::Text | Focus::Overlay | Focus::Dialog => false,
    };
    let words_win = match (clip, focus, marked) {
        (Clip::Paste, ..) | (_, _, Marked::Nowhere) => false,
        (Clip::Cut, _, Marked::Elsewhere) => !any_selected,
        (Clip::Copy, Focus::Stage, Marked::Elsewhere) => !any_selected,
        _ => true,
    };
    reaches && !words_win
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chord::{Platform, Press, chord};

    const ALL: [Focus; 6] = [Focus::Stage, Focus::Page, Focus::Control, Focus::Text, Focus::Overlay, Focus::Dialog];

    fn plain(key: Key) -> Chord {
        Chord { key, mods: Mods::NONE, repeat: false }
    }

    fn with(mods: Mods, key: Key) -> Chord {
        Chord { key, mods, repeat: false }
    }

    /// Where a chord runs a command.
    fn runs(chord: Chord) -> Vec<Focus> {
        ALL.into_iter().filter(|focus| matches!(answer(chord, *focus), Answer::Run(_))).collect()
    }

    #[test]
    fn what_deletes_acts_only_on_the_canvas_the_outline_or_the_bare_page() {
        assert_eq!(runs(plain(Key::Delete)), GRAPH);
        assert_eq!(runs(with(Mods::SHIFT, Key::Delete)), GRAPH);
        for mods in
            [Mods::COMMAND, Mods::ALT, Mods::COMMAND_SHIFT, Mods::ALT_SHIFT, Mods { system: true, ..Mods::NONE }]
        {
            assert_eq!(runs(with(mods, Key::Delete)), [], "{mods:?} is no deletion");
        }
    }

    #[test]
    fn no_browser_makes_a_cut_of_a_deletion_while_a_control_has_the_focus() {
        let chord = with(Mods::SHIFT, Key::Delete);
        assert_eq!(answer(chord, Focus::Control), Answer::Swallow);
        assert_eq!(answer(chord, Focus::Text), Answer::Pass, "there it cuts text");
    }

    #[test]
    fn a_character_without_a_modifier_acts_only_on_canvas_and_outline() {
        for binding in BINDINGS.iter().filter(|row| matches!(row.key, Key::Char(_)) && !row.mods.command) {
            assert_eq!(binding.at, STAGE, "{:?}", binding.command);
        }
    }

    #[test]
    fn the_browser_never_gets_a_combination_of_ours_that_it_has_a_use_for() {
        for (mods, letter) in
            [(Mods::COMMAND, 's'), (Mods::COMMAND, 'd'), (Mods::COMMAND, 'g'), (Mods::COMMAND_SHIFT, 'g')]
        {
            for focus in ALL {
                for repeat in [false, true] {
                    let chord = Chord { repeat, ..with(mods, Key::Char(letter)) };
                    assert_ne!(answer(chord, focus), Answer::Pass, "{letter} in {focus:?}");
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
            assert_eq!(answer(chord, Focus::Text), Answer::Pass, "{chord:?}");
        }
    }

    #[test]
    fn what_is_done_once_is_not_done_again_while_the_key_is_held() {
        let held = |mods, key| answer(Chord { repeat: true, ..with(mods, key) }, Focus::Stage);
        assert_eq!(held(Mods::COMMAND, Key::Char('z')), Answer::Run(Command::Undo));
        for (mods, key) in [
            (Mods::COMMAND, Key::Char('s')),
            (Mods::COMMAND, Key::Char('d')),
            (Mods::NONE, Key::Delete),
            (Mods::NONE, Key::Char('n')),
            (Mods::NONE, Key::Char('p')),
        ] {
            assert_eq!(held(mods, key), Answer::Swallow);
        }
    }

    #[test]
    fn no_two_rows_have_the_same_keys() {
        for (i, row) in BINDINGS.iter().enumerate() {
            let twice = BINDINGS.iter().skip(i + 1).any(|other| (other.mods, other.key) == (row.mods, row.key));
            assert!(!twice, "{:?}", row.command);
        }
    }

    #[test]
    fn marked_words_do_not_win_silently() {
        use Clip::{Copy, Cut, Paste};
        use Focus::{Control, Dialog, Overlay, Page, Stage, Text};
        use Marked::{Elsewhere, Nowhere, OnStage};
        for (clip, focus, marked, selected, is_ours) in [
            (Copy, Stage, Nowhere, true, true),
            (Copy, Stage, Elsewhere, true, true),
            (Copy, Stage, Elsewhere, false, false),
            (Copy, Stage, OnStage, true, false),
            (Cut, Stage, Elsewhere, true, true),
            (Cut, Page, Elsewhere, true, true),
            (Paste, Stage, Elsewhere, true, true),
            (Paste, Page, OnStage, false, true),
            // Whoever marked them pressed there last.
            (Copy, Page, Elsewhere, true, false),
            (Copy, Control, Elsewhere, true, false),
            (Copy, Control, Nowhere, true, true),
            (Copy, Text, Nowhere, true, false),
            (Paste, Text, Elsewhere, true, false),
            (Copy, Dialog, Nowhere, true, false),
            (Cut, Overlay, Nowhere, true, false),
        ] {
            assert_eq!(is_for_graph(clip, focus, marked, selected), is_ours, "{clip:?} {focus:?} {marked:?}");
        }
    }

    /// The chords of the table on other layouts: what the key gives there, and its place.
    #[test]
    fn every_command_of_a_letter_is_there_on_every_layout() {
        let layouts: [(&str, &[(&str, &str)]); 4] = [
            ("Cyrillic", &[("я", "KeyZ"), ("ы", "KeyS"), ("ф", "KeyA"), ("в", "KeyD"), ("п", "KeyG"), ("н", "KeyY")]),
            ("Greek", &[("ζ", "KeyZ"), ("σ", "KeyS"), ("α", "KeyA"), ("δ", "KeyD"), ("γ", "KeyG"), ("υ", "KeyY")]),
            ("Hebrew", &[("ז", "KeyZ"), ("ד", "KeyS"), ("ש", "KeyA"), ("ג", "KeyD"), ("ע", "KeyG"), ("ט", "KeyY")]),
            (
                "Dvorak",
                &[("z", "Slash"), ("s", "Semicolon"), ("a", "KeyA"), ("d", "KeyH"), ("g", "KeyU"), ("y", "KeyT")],
            ),
        ];
        let wanted =
            [Command::Undo, Command::Save, Command::SelectAll, Command::Duplicate, Command::Group, Command::Redo];
        for (layout, keys) in layouts {
            for ((key, code), command) in keys.iter().zip(wanted) {
                let press = Press { key, code, ctrl: true, ..Press::default() };
                let chord = chord(&press, Platform::Other).unwrap();
                assert_eq!(answer(chord, Focus::Stage), Answer::Run(command), "{layout}: Ctrl {key}");
                // On a Mac that is the system's own.
                let on_mac = crate::chord::chord(&press, Platform::Mac).unwrap();
                assert_eq!(answer(on_mac, Focus::Stage), Answer::Pass);
            }
        }
    }

    proptest! {
        #[test]
        fn with_the_systems_own_modifier_no_key_is_ours(letter in any::<char>(), command in any::<bool>(), alt in any::<bool>(), shift in any::<bool>()) {
            let mods = Mods { command, alt, shift, system: true };
            for focus in ALL {
                prop_assert_eq!(answer(with(mods, Key::Char(letter)), focus), Answer::Pass);
            }
        }
    }
}
