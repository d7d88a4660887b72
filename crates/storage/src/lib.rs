//! How journeys are kept: keys, envelopes, migrations and outcomes, over any string store (house.md, notes/leptos.md §4.6).
//!
//! [`store`] is what the browser's storage looks like from here; [`envelope`] what every record is wrapped in, with its
//! migrations; [`records`] the saved journeys, [`unsaved`] the work that is not saved yet and [`journal`] its edits one by
//! one, [`points`] the restore points, [`lock`] who of several tabs may write, [`bin`] what was deleted, [`undo`] when an act can be taken back, [`unfinished`] what is typed into dialogs, [`settings`] what a person chose; [`space`] how much room all of it takes;
//! [`quarantined`] what could not be read and is never lost. Whatever fails leaves what was stored as it was.
//!
//! Records are not compressed (issue 6 asks for it where it pays): a typical journey takes 0.09 % of the limit, journal entries
//! would gain 2 %, and a record has to be written in one synchronous call before the page goes. `bench/results/records.md`
//! has the figures.

pub mod bin;
pub mod envelope;
pub mod journal;
pub mod key;
pub mod lock;
mod outline;
pub mod points;
pub mod quarantine;
pub mod records;
pub mod settings;
pub mod space;
pub mod store;
pub mod undo;
pub mod unfinished;
pub mod unsaved;

#[cfg(test)]
mod tests;
