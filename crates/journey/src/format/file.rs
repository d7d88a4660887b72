//! The content of a file, and the limits of the format (spec: format.md).

use crate::model::{journey::Journey, time::Instant};

/// The value of the field `format` in a file.
pub const FORMAT: &str = "sojourn";
/// The newest version of the format that is understood, and the one that is written.
pub const VERSION: u64 = 2;
/// The longest file, in bytes: what a full browser storage can hold (5.2 million characters, of up to three bytes) has to
/// fit, for a backup is one file.
pub const BYTES_MAX: usize = 16 * 1024 * 1024;
/// The most journeys of a file.
pub const JOURNEYS_MAX: usize = 10_000;
/// The most problems that are listed one by one.
pub const PROBLEMS_MAX: usize = 50;
/// The most goals that load; more than [`crate::model::setup::GOALS_MAX`] are for the checks to find.
pub const GOALS_LOADED_MAX: usize = 20;
/// The most paths of a split that load; more than its kind has are for the checks to find.
pub const PATHS_LOADED_MAX: usize = 20;
/// The most pauses on record of a version.
pub const PAUSES_MAX: usize = 10_000;

/// The content of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// The journeys, in the order of the file; no two have the same id.
    pub journeys: Vec<Journey>,
    /// Repairs made while the file was read: the journey's place, and a sentence.
    pub mended: Vec<(usize, String)>,
}

/// Defaults that only the caller knows, for optional fields.
#[derive(Clone, Debug)]
pub struct Defaults {
    /// The browser's time zone, for a setup that names none.
    pub zone: String,
    /// Now, for a journey that does not say when it was created.
    pub now: Instant,
}
