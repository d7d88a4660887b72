//! Sojourn, mounted on the page.

mod actions;
mod app;
mod builder;
mod calendar;
mod clock;
mod drop;
mod emptied;
mod gallery;
mod help;
mod import;
mod lazy;
mod listings;
mod moment;
mod platform;
mod route;
mod settings;
mod shell;
mod theme;
mod ui;
mod unfinished;
mod workspace;

fn main() {
    std::panic::set_hook(Box::new(|info| {
        platform::store::stop_writing();
        platform::tell_panic(&info.to_string());
    }));
    leptos::mount::mount_to_body(app::App);
}
