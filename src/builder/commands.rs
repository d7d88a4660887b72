//! The commands of the open journey as a page has them: keys, menus, buttons, the clipboard, and what they ask of the page. The
//! table itself is in `crates/editor`.

pub mod button;
pub mod clipboard;
pub mod export_picture;
pub mod keymap;
pub mod menu;
pub mod requests;
