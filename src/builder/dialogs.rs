//! The dialogs of the builder.

mod commands;
mod publish;
mod restore_points;
mod save;
mod share;
mod shortcuts;
mod unsaved;
mod versions;

pub use commands::CommandMenu;
pub use publish::{Publish, PublishDialog};
pub use restore_points::PointsDialog;
pub use save::SaveDialog;
pub use share::ShareDialog;
pub use shortcuts::KeysDialog;
pub use unsaved::{UnsavedChoice, UnsavedDialog};
pub use versions::VersionsDialog;
