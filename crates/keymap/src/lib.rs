//! Keys: from a key event to a chord on any keyboard layout, from a chord and the focus to a command, and how a chord is written
//! on each system. No browser and no journeys: plain functions over plain data (house.md, idea 1).

pub mod chord;
pub mod command;
pub mod held;
pub mod shown;
