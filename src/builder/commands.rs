//! What a person can do with the open journey, and the keys that do it.

pub mod canvas_keys;
pub mod clipboard;
pub mod export_picture;
pub mod keymap;
pub mod registry;
