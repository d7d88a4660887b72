//! The keys in the store. All apps of an origin share it, so each begins with the product's name.

use journey::text::JourneyId;

/// The prefix of the key of a saved journey.
pub const JOURNEY: &str = "sojourn/journey/";
/// The prefix of the key of a quarantined text.
pub const ASIDE: &str = "sojourn/aside/";
/// The key of the settings.
pub const SETTINGS: &str = "sojourn/settings";

/// The key of a saved journey.
pub fn journey(id: &JourneyId) -> String {
    format!("{JOURNEY}{id}")
}

/// The prefix of the key of a journal entry.
pub const JOURNAL: &str = "sojourn/journal/";
/// The prefix of the key of all unsaved work.
pub const UNSAVED: &str = "sojourn/unsaved/";

/// The prefix of the key of a text that is typed into a dialog.
pub const UNFINISHED: &str = "sojourn/unfinished/";

/// The prefix of the key of a claim to a lock.
pub const LOCK: &str = "sojourn/lock/";

/// The prefix of the key of a restore point.
pub const POINT: &str = "sojourn/point/";
/// The prefix of the key of a deleted record.
pub const BIN: &str = "sojourn/bin/";

/// The identity of unsaved work: its journey, version and tab.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkKey {
    /// The journey; `None` for one that was never saved.
    pub journey: Option<JourneyId>,
    /// The published version whose *What* is changed; `None` for the draft.
    pub version: Option<u32>,
    /// The tab, where another one has the journey open as well and keeps its own work under the plain name.
    pub tab: Option<String>,
}

impl WorkKey {
    /// The draft of a journey, or a new one.
    pub fn draft(journey: Option<&JourneyId>) -> Self {
        Self { journey: journey.cloned(), ..Self::default() }
    }

    /// This work, kept in a tab of its own.
    #[must_use]
    pub fn in_tab(&self, tab: &str) -> Self {
        Self { tab: Some(tab.to_owned()), ..self.clone() }
    }

    /// The end of its keys.
    fn name(&self) -> String {
        let mut name = self.journey.as_ref().map_or_else(|| "new".to_owned(), |id| format!("of/{id}"));
        if let Some(version) = self.version {
            name.push_str(&format!("/v/{version}"));
        }
        if let Some(tab) = &self.tab {
            name.push_str(&format!("/tab/{tab}"));
        }
        name
    }

    /// The key of the unsaved work.
    pub fn key(&self) -> String {
        format!("{UNSAVED}{}", self.name())
    }

    /// The prefix of the keys of its journal's entries.
    pub fn journal(&self) -> String {
        format!("{JOURNAL}{}/", self.name())
    }

    /// Reads the identity of work from its key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::of_name(key.strip_prefix(UNSAVED)?)
    }

    /// Reads the identity of work from its key, or from the key of an entry of its journal.
    pub fn of_any_key(key: &str) -> Option<Self> {
        match key.strip_prefix(JOURNAL) {
            Some(entry) => Self::of_name(entry.rsplit_once('/')?.0),
            None => Self::of_key(key),
        }
    }

    /// True where both are one work, in different tabs.
    pub fn is_other_tab_of(&self, other: &Self) -> bool {
        self.journey == other.journey && self.version == other.version && self.tab != other.tab
    }

    fn of_name(name: &str) -> Option<Self> {
        let mut of = Self::default();
        let mut parts = name.split('/');
        match parts.next()? {
            "new" => {}
            "of" => of.journey = Some(JourneyId::parse(parts.next()?)?),
            _ => return None,
        }
        while let Some(part) = parts.next() {
            let value = parts.next()?;
            match part {
                "v" if of.version.is_none() && of.tab.is_none() => of.version = Some(value.parse().ok()?),
                "tab" if of.tab.is_none() => of.tab = Some(value.to_owned()),
                _ => return None,
            }
        }
        Some(of)
    }
}
