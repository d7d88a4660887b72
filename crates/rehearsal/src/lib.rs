//! When things happen in a journey: zones, runs and routes, without a browser (spec: timing.md).
//!
//! [`zone`] reads clocks, [`entry`] says on which days users qualify, [`runs`] at which instants. Nothing here asks what time
//! it is: instants are arguments.
//!
//! # The timetable
//!
//! ```text
//! let ask = TimetableQuery::new(&draft, publishing, &zone);             // what publishing like that will do
//! let ask = TimetableQuery { runs: 20, ..TimetableQuery::of(&journey, &version, &zone) };   // or a published version, by what is on record
//! let table = ask.timetable();                               // everything at once; see `timetable::Timetable`
//! let table = ask.paced(&pace).await;                        // the same in slices, with progress; see `pace`
//! table.published, .activates, .qualifies, .closes, .ends, .empties      // the four instants, and the journey's end
//! table.messages                                             // per engagement: earliest, latest, over all runs
//! table.runs                                                 // the same for each run that was asked for
//! table.channels()                                           // the first and the last message of each channel
//! table.whereabouts(from, to)[place]                         // the slider: who can pass, wait or be on the way there
//! table.daily(&zone, from, to)                               // how many messages one user gets at most, day by day
//! let explanations = ask.explanations(&table);                             // routes and reasons, told when asked for
//! explanations.explain(&message.earliest)                              // -> Explanation { route: Vec<NodeId>, reasons: Vec<Reason> }
//! explanations.because(&message.earliest)                           // -> the last reason, without the way
//! reason.sentence(&|instant| zone.say(instant))              // a reason in words
//! whereabouts::quiet_spans(&setup, &zone, from, to)          // for the time line
//! whereabouts::clock_changes(&zone, from, to)
//! let rows = export::rows(&explanations, &table, &say);             // then export::csv(&rows, &zone), export::ics(&rows, …)
//!
//! checks::check(&draft, &checks::Context { … })              // journey.md §7 where it needs time: the findings of journey::checks
//! calendar::calendar(&journeys, &zone, from, to)             // what all journeys send on which day, and where they collide
//! ```
//!
//! `place` is a node's place in the graph's order; `table.nodes[place]` is its id.
//!
//! # How it works
//!
//! `time_set` is the kind of set that the engine carries along, `steps` what happens to one, `propagation` the pass over the graph, `explain`
//! the way back from an instant to its reasons. [`timetable`] puts the passes of the runs together, and `soonest` tells which runs
//! need none; [`whereabouts`] reads them for the time line, [`export`] writes them for other programs.

pub mod audience;
mod cached_zone;
pub mod calendar;
pub mod checks;
pub mod entry;
mod explain;
mod explanations;
pub mod export;
mod graph;
pub mod hints;
pub mod pace;
mod propagation;
mod quiet;
pub mod reason;
pub mod runs;
mod soonest;
mod steps;
mod time_set;
pub mod timetable;
pub mod ways_in;
pub mod whereabouts;
pub mod zone;

pub use cached_zone::FixedZone;
pub use explain::Explanation;
pub use explanations::Explanations;
