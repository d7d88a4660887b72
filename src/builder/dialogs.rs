//! The dialogs of the builder.

mod publish;
mod save;
mod unsaved;

pub use publish::{Publication, PublishDialog};
pub use save::SaveDialog;
pub use unsaved::{UnsavedChoice, UnsavedDialog};
