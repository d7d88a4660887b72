//! Questions to the document, and what is written into it: attributes, styles, the focus. No editor is known here.

pub mod attributes;
pub mod css;
pub mod focus;
pub mod page;
pub mod regions;
