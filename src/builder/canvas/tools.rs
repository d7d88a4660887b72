//! What the pointer does on the canvas.

pub mod pointer;
pub mod select;
