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
mod editor;
mod findings;
mod inspector;
mod keep;
mod keys;
mod leave;
mod long_press;
mod look;
mod open;
mod outline;
mod own_name;
mod page;
mod palette;
mod plan;
mod rehearse;
mod setup;
mod share;
mod together;
mod versions;

pub use open::page;
