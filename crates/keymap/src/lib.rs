//! Keys: from a key event to a chord on any keyboard layout, what has the focus, and how a shortcut is written on each system. No
//! browser and no journeys: plain functions over plain data (house.md, idea 1).

pub mod chord;
pub mod focus;
pub mod held;
pub mod shortcut;
pub mod shown;
