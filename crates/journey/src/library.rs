//! The templates of journeys, and the sample workspace made of them, each with real content and free of findings.

mod build;
#[cfg(test)]
mod findings;
mod moments;
mod onboarding;
mod regular;
mod sample;
mod shop;
mod templates;
#[cfg(test)]
mod tests;

pub use sample::workspace;
pub use templates::{TEMPLATES, Template, template};
