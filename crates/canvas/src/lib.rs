//! The geometry of the canvas: cards, ports, links, the view box, what is visible, where the arrow keys lead, and what the
//! hand is doing. No browser and no signals: plain functions over plain data (house.md, idea 1).

pub mod align;
pub mod card;
pub mod collapsed;
pub mod cull;
pub mod gesture;
pub mod hit;
pub mod keyboard_nav;
pub mod link;
pub mod minimap;
pub mod picture;
pub mod placement;
pub mod rect;
pub mod route;
pub mod snap;
pub mod tidy;
pub mod view;
