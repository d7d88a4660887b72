//! The builder: the page on which a journey is made (spec: interface.md, Builder).

mod aim;
mod aside;
mod banner;
mod canvas;
mod changes;
mod checks;
mod clipboard;
mod compare;
mod dialogs;
mod dom;
mod editor;
mod fields;
mod inspector;
mod keep;
mod keys;
mod kind_style;
mod model;
mod not_found;
mod open;
mod outline;
mod own_name;
mod page;
mod palette;
mod plan;
mod rehearse;
mod session;
mod setup;
mod share;
mod together;
mod versions;

pub use open::page;
