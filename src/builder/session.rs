//! One open journey over its life: what outlives the page that shows it.

pub mod autosave;
pub mod host;
pub mod opened;
pub mod own_name;
pub mod saving;
pub mod subject;
pub mod tabs;
pub mod timed_checks;
pub mod versions;
