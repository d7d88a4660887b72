//! Choices for the keys and the command menu. Where they cannot be kept, the page says so once.

use storage::settings::Settings;

use super::state::Workspace;

/// The number of commands that the command menu remembers.
const RECENT_MAX: usize = 6;

impl Workspace {
    /// Tells whether keys of one character without a modifier run commands.
    pub fn has_single_keys(self) -> bool {
        self.records.settings().single_keys
    }

    /// Turns keys of one character on or off.
    pub fn set_single_keys(self, on: bool) {
        let settings = self.records.settings();
        self.records.keep_settings(&Settings { single_keys: on, ..settings });
    }

    /// The commands that were run from the command menu, the last one first, by their ids.
    pub fn recent_commands(self) -> Vec<String> {
        self.records.settings().recent_commands
    }

    /// Remembers a command that was run from the command menu.
    pub fn note_command(self, id: &str) {
        let mut settings = self.records.settings();
        settings.recent_commands.retain(|known| known != id);
        settings.recent_commands.insert(0, id.to_owned());
        settings.recent_commands.truncate(RECENT_MAX);
        self.records.keep_settings(&settings);
    }
}
