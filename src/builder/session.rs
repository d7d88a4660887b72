//! One open journey over its life: what outlives the page that shows it.

pub mod opened;
