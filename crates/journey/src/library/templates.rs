//! The journeys a marketer starts from: **one** table of their names, what they achieve, and how they are built.

use super::{moments, onboarding, regular, shop};
use crate::model::{journey::Draft, time::Date};

/// A journey to start from: complete, with real content, and free of findings of the checks on the day it is built.
#[derive(Debug)]
pub struct Template {
    /// Stands in an address; never changes.
    pub id: &'static str,
    /// Its name, and the first name of the journey made of it.
    pub name: &'static str,
    /// Its purpose, in one sentence that fits into a description.
    pub about: &'static str,
    /// Builds it for a zone, with its dates counted from today's local date there.
    pub build: fn(zone: &str, today: Date) -> Draft,
}

const fn of(
    id: &'static str,
    name: &'static str,
    about: &'static str,
    build: fn(zone: &str, today: Date) -> Draft,
) -> Template {
    Template { id, name, about, build }
}

/// All of them, the most asked for first.
pub static TEMPLATES: [Template; 10] = [
    of("welcome", "Welcome series", "Turns a new sign-up into a first order within three weeks.", onboarding::welcome),
    of("abandoned-cart", "Abandoned cart", "Brings back those who left something in the cart for an hour.", shop::cart),
    of("weekly-digest", "Weekly digest", "Keeps active users reading, with picks for what they like.", regular::digest),
    of(
        "payment-reminder",
        "Payment reminder",
        "Gets open invoices paid, friendly first, from the 1st of each month.",
        regular::payment,
    ),
    of("win-back", "Win-back", "Wins back customers who have not opened the app for two months.", regular::win_back),
    of(
        "flight-reminder",
        "Flight reminder",
        "Has passengers checked in and on their way before departure.",
        moments::flight,
    ),
    of(
        "ab-promotion",
        "A/B-tested promotion",
        "Sells to those who only looked, with the better subject.",
        shop::promotion,
    ),
    of("review-request", "Review request", "Collects reviews once customers know what they bought.", shop::review),
    of("trial-ending", "Trial ending", "Turns trials into subscriptions, by how far people came.", onboarding::trial),
    of(
        "birthday",
        "Birthday treat",
        "Makes customers feel seen, with a gift around their birthday.",
        moments::birthday,
    ),
];

/// The template of an id.
pub fn template(id: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.id == id)
}
