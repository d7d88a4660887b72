//! The builder: the page on which a journey is made (spec: interface.md, Builder).

mod banner;
mod canvas;
mod checks;
mod dialogs;
mod editor;
mod findings;
mod inspector;
mod keep;
mod keys;
mod look;
mod open;
mod outline;
mod page;
mod palette;
mod setup;
mod share;
mod together;

pub use open::{BuilderPage, NewPage, VersionPage, provide_handovers};
pub use share::SharePage;
