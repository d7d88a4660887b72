//! The space bar as something that is held: the view moves with the pointer meanwhile.

use crate::{
    chord::{Chord, Key, Mods},
    focus::Focus,
};

/// The state of the space bar, which moves the view while it is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pan {
    held: bool,
}

impl Pan {
    /// True where it is held.
    pub fn is_on(self) -> bool {
        self.held
    }

    /// A key goes down. With a modifier the space bar is the system's or another command, and in a field it is a blank.
    pub fn down(&mut self, chord: Chord, focus: Focus) {
        let may = focus.is_stage() || matches!(focus, Focus::Page | Focus::Control);
        match (chord.key, chord.mods) {
            (Key::Space, Mods::NONE) if may => self.held |= !chord.repeat,
            // With a modifier the release may go elsewhere, so the key does not count as held.
            (Key::Space, _) => self.held = false,
            _ if chord.mods.command || chord.mods.system => self.held = false,
            _ => {}
        }
    }

    /// A key goes up.
    pub fn up(&mut self, key: Key) {
        self.held &= key != Key::Space;
    }

    /// The window loses the focus, or is hidden: nothing is heard of the keys from now on.
    pub fn release(&mut self) {
        self.held = false;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn space(mods: Mods) -> Chord {
        Chord { key: Key::Space, mods, repeat: false }
    }

    #[test]
    fn the_space_bar_alone_moves_the_view_while_it_is_held() {
        let mut pan = Pan::default();
        pan.down(space(Mods::NONE), Focus::Canvas);
        assert!(pan.is_on());
        pan.down(Chord { repeat: true, ..space(Mods::NONE) }, Focus::Canvas);
        assert!(pan.is_on());
        pan.up(Key::Space);
        assert!(!pan.is_on());
    }

    #[test]
    fn what_repeats_after_the_window_came_back_does_not_start_it_anew() {
        let mut pan = Pan::default();
        pan.down(space(Mods::NONE), Focus::Canvas);
        pan.release();
        pan.down(Chord { repeat: true, ..space(Mods::NONE) }, Focus::Canvas);
        assert!(!pan.is_on());
    }

    #[test]
    fn in_a_field_a_menu_or_a_dialog_it_is_a_key_like_others() {
        for focus in [Focus::Text, Focus::Overlay, Focus::Dialog] {
            let mut pan = Pan::default();
            pan.down(space(Mods::NONE), focus);
            assert!(!pan.is_on(), "{focus:?}");
        }
    }

    #[test]
    fn with_a_modifier_it_is_another_key_and_a_modifier_that_comes_later_ends_it() {
        for mods in [Mods::COMMAND, Mods::ALT, Mods { system: true, ..Mods::NONE }] {
            let mut pan = Pan::default();
            pan.down(space(mods), Focus::Canvas);
            assert!(!pan.is_on());
            pan.down(space(Mods::NONE), Focus::Canvas);
            pan.down(Chord { repeat: true, ..space(mods) }, Focus::Canvas);
            assert!(!pan.is_on());
        }
    }

    proptest! {
        #[test]
        fn after_a_release_nothing_is_held(steps in prop::collection::vec((0..3, any::<[bool; 4]>(), 0..Focus::ALL.len()), 0..20)) {
            let mut pan = Pan::default();
            for (step, [command, alt, shift, repeat], focus) in steps {
                let mods = Mods { command, alt, shift, system: false };
                match step {
                    0 => pan.down(Chord { repeat, ..space(mods) }, Focus::ALL[focus].0),
                    1 => pan.up(Key::Space),
                    _ => pan.down(Chord { key: Key::Char('z'), mods, repeat }, Focus::ALL[focus].0),
                }
            }
            let mut released = pan;
            released.release();
            prop_assert!(!released.is_on());
            pan.up(Key::Space);
            prop_assert!(!pan.is_on());
        }
    }
}
