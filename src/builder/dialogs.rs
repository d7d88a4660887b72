//! The dialogs of the builder.

mod points;
mod publish;
mod save;
mod share;
mod unsaved;

pub use points::PointsDialog;
pub use publish::{Publication, PublishDialog};
pub use save::SaveDialog;
pub use share::ShareDialog;
pub use unsaved::{UnsavedChoice, UnsavedDialog};
