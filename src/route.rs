//! The addresses of the app (spec: interface.md, Addresses), with the base path it is served under.
//!
//! Leptos's `<A>` leaves the base out, so every link of the app takes its address from here.

use std::sync::OnceLock;

use journey::{journey::VersionRef, text::JourneyId};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// A page of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The table of all journeys.
    Listings,
    /// A new journey.
    New,
    /// A new journey from a template.
    Template(&'static str),
    /// The builder, on the draft or the version the listings show.
    Journey(JourneyId),
    /// One published version.
    Version(JourneyId, u32),
    /// Two versions side by side: what differs from the first to the second.
    Compare(JourneyId, VersionRef, VersionRef),
    /// The kinds of nodes with their effects and fields, and the checks.
    Help,
    /// The journey in a link, behind its `#`.
    Share,
    /// A restore point of a journey, to be looked at.
    Point(JourneyId, u64),
    /// An address below the journeys that names none.
    NoJourney,
    /// The messages of all journeys, by day.
    Calendar,
    /// Storage, backup and look.
    Settings,
    /// Every component in every state.
    Gallery,
}

impl Route {
    /// The full path, to be used in a link.
    pub fn href(&self) -> String {
        let base = base();
        match self {
            Self::Listings => format!("{base}/"),
            Self::New => format!("{base}/journeys/new"),
            Self::Template(id) => format!("{base}/journeys/new?template={id}"),
            Self::Journey(id) => format!("{base}/journeys/{}", slug(id)),
            Self::Version(id, number) => format!("{base}/journeys/{id}/v/{number}"),
            Self::Compare(id, from, to) => {
                format!("{base}/journeys/{id}/compare/{}/{}", version_slug(*from), version_slug(*to))
            }
            Self::Help => format!("{base}/help"),
            Self::Point(id, number) => format!("{base}/journeys/{}?point={number}", slug(id)),
            Self::NoJourney => format!("{base}/journeys"),
            Self::Share => format!("{base}/share"),
            Self::Calendar => format!("{base}/calendar"),
            Self::Settings => format!("{base}/settings"),
            Self::Gallery => format!("{base}/gallery"),
        }
    }
}

impl Route {
    /// The page of a path, as [`Route::href`] makes it; `None` where it leads nowhere.
    pub fn read(path: &str) -> Option<Self> {
        let below = path.strip_prefix(base())?.trim_end_matches('/');
        match below.split('/').skip(1).collect::<Vec<_>>().as_slice() {
            [] => Some(Self::Listings),
            ["journeys", "new"] => Some(Self::New),
            ["journeys", id] => {
                Some(JourneyId::parse(id.trim_end_matches(MARK)).map_or(Self::NoJourney, Self::Journey))
            }
            ["journeys", id, "v", number] => {
                let named = JourneyId::parse(id).zip(number.parse().ok());
                Some(named.map_or(Self::NoJourney, |(id, number)| Self::Version(id, number)))
            }
            ["journeys", id, "compare", from, to] => {
                let named = JourneyId::parse(id).zip(version_of(from).zip(version_of(to)));
                Some(named.map_or(Self::NoJourney, |(id, (from, to))| Self::Compare(id, from, to)))
            }
            ["share"] => Some(Self::Share),
            ["help"] => Some(Self::Help),
            ["calendar"] => Some(Self::Calendar),
            ["settings"] => Some(Self::Settings),
            ["gallery"] => Some(Self::Gallery),
            _ => None,
        }
    }
}

/// Goes to a page, for the component whose body this is called in.
pub fn use_go() -> Callback<Route> {
    go(NavigateOptions { resolve: false, ..NavigateOptions::default() })
}

/// Goes on to a page that takes the place of this one in the browser's history.
pub fn use_go_on() -> Callback<Route> {
    go(NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() })
}

fn go(options: NavigateOptions) -> Callback<Route> {
    let navigate = use_navigate();
    Callback::new(move |route: Route| navigate(&route.href(), options.clone()))
}

/// The mark behind an id that equals the name of a page. No id holds it, and no address has to escape it.
const MARK: char = '~';

/// A journey as an address has it. Older records may have the id `new`.
fn slug(id: &JourneyId) -> String {
    if id.is_addressable() { id.to_string() } else { format!("{id}{MARK}") }
}

/// A version as an address has it: its number, or `draft`.
pub fn version_slug(version: VersionRef) -> String {
    match version {
        VersionRef::Draft => "draft".to_owned(),
        VersionRef::Number(number) => number.to_string(),
    }
}

/// The version that an address means.
pub fn version_of(slug: &str) -> Option<VersionRef> {
    if slug == "draft" { Some(VersionRef::Draft) } else { slug.parse().ok().map(VersionRef::Number) }
}

/// The path the app is served under, without its last slash: empty at the root of a host. It is what Trunk wrote into
/// the page's `<base>`.
pub fn base() -> &'static str {
    static BASE: OnceLock<String> = OnceLock::new();
    BASE.get_or_init(|| {
        let uri = leptos::prelude::document().base_uri().ok().flatten().unwrap_or_default();
        // scheme://host[:port]/path/
        let path = uri.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap_or("/");
        path.split(['?', '#']).next().unwrap_or("/").rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()
    })
}
