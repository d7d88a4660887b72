//! The settings, for all tabs.

use storage::settings::{self, Settings};

use super::Storage;

impl Storage {
    /// The settings as they are on record, or in memory where they are missing there.
    pub fn settings(self) -> Settings {
        // Nothing of Sojourn's removes them: where they are missing, those in memory hold.
        if self.has_settings() {
            let settings = self.with(|inner| settings::load(&*inner.store)).unwrap_or_default();
            self.update(|inner| inner.settings = settings);
        }
        self.with(|inner| inner.settings.clone())
    }

    /// Keeps the settings.
    pub fn keep_settings(self, new: &Settings) {
        self.update(|inner| inner.settings = new.clone());
        if let Err(error) = self.with(|inner| settings::save(&*inner.store, new)) {
            self.tell(error);
        }
    }

    /// Tells whether settings are on record.
    pub(super) fn has_settings(self) -> bool {
        self.with(|inner| inner.store.length(storage::key::SETTINGS).is_ok_and(|length| length > 0))
    }
}
