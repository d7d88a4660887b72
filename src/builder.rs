//! The builder: the page on which a journey is made (spec: interface.md, Builder).

mod banner;
mod canvas;
mod capped;
mod changes;
mod checks;
mod commands;
mod compare;
mod dialogs;
mod dom;
mod fields;
mod inspector;
mod kind_style;
mod not_found;
mod open;
mod outline;
mod page;
mod palette;
mod panels;
mod read_only_view;
mod rehearse;
mod session;
mod setup;
mod share;
mod timetable_summary;
mod work;

pub use open::page;
pub use rehearse::DOCK;
