//! The geometry of the canvas, without a browser.
