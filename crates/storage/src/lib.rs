//! The storage of journeys: keys, envelopes, migrations and outcomes, over any string store (house.md, notes/leptos.md
//! §4.6).
//!
//! [`store`] is the interface to the browser's storage; [`envelope`] wraps every record and holds the migrations.
//! [`records`] holds the saved journeys, [`unsaved`] the unsaved work, [`journal`] its edits one by one, and [`points`]
//! the restore points. [`lock`] decides which of several tabs may write. [`bin`] holds deleted records, and [`undo`]
//! decides when an act can be undone. [`unfinished`] holds text typed into dialogs, [`settings`] a person's settings;
//! [`space`] measures the space that all of it takes. [`quarantined`] lists unreadable texts, which are never lost. Any
//! failure leaves the stored records as they were.
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
