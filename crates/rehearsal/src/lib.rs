//! When things happen in a journey: zones, runs and routes, without a browser (spec: timing.md).
//!
//! [`zone`] reads clocks, [`entry`] says on which days users qualify, [`runs`] at which instants, [`first`] when each message
//! goes out first. Nothing here asks what time it is: the publishing instant is an argument.

pub mod entry;
pub mod first;
pub mod quiet;
pub mod reason;
pub mod runs;
pub mod zone;
