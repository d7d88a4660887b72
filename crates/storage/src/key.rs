//! The keys in the store. All apps of an origin share it, so each begins with the product's name.

use journey::text::JourneyId;

/// What the key of a saved journey begins with.
pub const JOURNEY: &str = "sojourn/journey/";
/// What the key of a text begins with that could not be read.
pub const ASIDE: &str = "sojourn/aside/";
/// Unsaved work of a journey that was never saved.
pub const UNSAVED_NEW: &str = "sojourn/unsaved/new";
/// What the key of a saved journey's unsaved work begins with; apart from [`UNSAVED_NEW`], for a journey may have the id `new`.
pub const UNSAVED_OF: &str = "sojourn/unsaved/of/";
/// What a person chose.
pub const SETTINGS: &str = "sojourn/settings";

/// The key of a saved journey.
pub fn journey(id: &JourneyId) -> String {
    format!("{JOURNEY}{id}")
}

/// The key of unsaved work.
pub fn unsaved(journey: Option<&JourneyId>) -> String {
    journey.map_or_else(|| UNSAVED_NEW.to_owned(), |id| format!("{UNSAVED_OF}{id}"))
}
