//! Sojourn, mounted on the page.

mod actions;
mod app;
mod builder;
mod calendar;
mod clock;
mod gallery;
mod lazy;
mod listings;
mod moment;
mod platform;
mod route;
mod settings;
mod shell;
mod storage;
mod theme;
mod ui;
mod workspace;

fn main() {
    leptos::mount::mount_to_body(app::App);
}
