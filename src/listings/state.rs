//! The state that the parts of the page share: the rows, those that are shown, and those that are selected.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use journey::{
    journey::{Journey, VersionRef},
    lifecycle::Statuses,
    setup::Start,
    text::JourneyId,
    time::Instant,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use signals::{Memo, RwSignal, shared};

use super::{column::Column, query::Query, row::Row};
use crate::{
    platform::zone::{self, BrowserZone},
    route::Route,
    workspace::{Settings, Workspace},
};

/// The state of the page. It is made once, with the page, and passed down by copy.
#[derive(Clone, Copy)]
pub struct Listing {
    /// The workspace with the journeys.
    pub workspace: Workspace,
    /// The query in the address.
    pub query: Memo<Query>,
    /// A row per journey.
    pub rows: Memo<Vec<Arc<Row>>>,
    /// Those that are shown, in their order.
    pub shown: Memo<Vec<Arc<Row>>>,
    /// Those that are shown, by id.
    pub by_id: Memo<HashMap<JourneyId, Arc<Row>>>,
    /// The columns beside the name.
    pub columns: Memo<Vec<Column>>,
    /// The ids of the rows that are selected, in the order of the table.
    pub selected: Memo<Vec<JourneyId>>,
    /// The row that had the focus last.
    pub focused: StoredValue<Option<JourneyId>>,
    /// The most rows that are drawn.
    pub drawn: RwSignal<usize>,
    /// The browser's zone, by name: a thousand rows need not ask for it each.
    zone: StoredValue<String>,
    settings: RwSignal<Settings>,
    pub(super) chosen: RwSignal<HashSet<JourneyId>>,
    go: Callback<(String, bool)>,
    /// The search as it is typed, before it is in the address.
    typed: RwSignal<Option<String>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

/// The pause in typing before the address changes: a browser accepts only so many changes of it.
const REST: Duration = Duration::from_millis(300);

impl Listing {
    /// Call it in the page's body: it needs the router.
    pub fn new(workspace: Workspace) -> Self {
        let search = use_location().search;
        let navigate = use_navigate();
        let go = Callback::new(move |(query, replace): (String, bool)| {
            let home = Route::Listings.href();
            let path = if query.is_empty() { home } else { format!("{home}?{query}") };
            let options = NavigateOptions { resolve: false, replace, scroll: false, ..NavigateOptions::default() };
            navigate(&path, options);
        });
        let typed = RwSignal::new(None::<String>);
        let query = Memo::new(move |_| {
            let said = shared(search).with(|search| Query::parse(search));
            Query { text: typed.get().unwrap_or_else(|| said.text.clone()), ..said }
        });
        // Whatever the address says now, by this page or by the browser's buttons, holds.
        Effect::new(move |_| {
            shared(search).track();
            typed.set(None);
        });
        let settings = RwSignal::new(workspace.records.settings());
        // The clock ticks each second; only a status that has changed goes on from here.
        let statuses = Memo::new(move |_| {
            workspace.outlines().iter().map(|journey| workspace.statuses(journey)).collect::<Vec<_>>()
        });
        let rows = Memo::new(move |_| {
            let journeys = workspace.outlines();
            statuses.with(|statuses| {
                let pairs = journeys.iter().zip(statuses);
                pairs.map(|(journey, statuses)| Arc::new(row(workspace, journey, statuses))).collect::<Vec<_>>()
            })
        });
        let shown = Memo::new(move |_| query.with(|query| rows.with(|rows| query.apply(rows))));
        let by_id = Memo::new(move |_| {
            shown.with(|shown| shown.iter().map(|row| (row.id.clone(), row.clone())).collect::<HashMap<_, _>>())
        });
        let columns = Memo::new(move |_| {
            let asked = query.with(|query| query.columns.clone());
            asked.unwrap_or_else(|| settings.with(kept_columns).unwrap_or_else(|| Column::optional().collect()))
        });
        let chosen = RwSignal::new(HashSet::new());
        let selected = Memo::new(move |_| {
            let ids = |shown: &Vec<Arc<Row>>| shown.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
            let mut ids = shown.with(ids);
            chosen.with(|chosen| ids.retain(|id| chosen.contains(id)));
            ids
        });
        // A row that is filtered out loses its selection: nobody would notice it when the row comes back.
        Effect::new(move |_| {
            let hidden = by_id.with(|by_id| chosen.with(|chosen| chosen.iter().any(|id| !by_id.contains_key(id))));
            if hidden {
                by_id.with_untracked(|by_id| chosen.update(|chosen| chosen.retain(|id| by_id.contains_key(id))));
            }
        });
        let focused = StoredValue::new(None);
        let zone = StoredValue::new(zone::local_name());
        let timer = StoredValue::new(None);
        Self {
            workspace,
            query,
            rows,
            shown,
            by_id,
            columns,
            selected,
            focused,
            drawn: RwSignal::new(0),
            zone,
            settings,
            chosen,
            go,
            typed,
            timer,
        }
    }

    /// Shows something else, as a step that the browser's back button takes back.
    pub fn show(self, query: &Query) {
        self.forget_timer();
        if self.typed.with_untracked(Option::is_some) {
            self.typed.set(Some(query.text.clone()));
        }
        self.go.run((query.write(), false));
    }

    /// Changes the query, as a step that the browser's back button takes back.
    pub fn change(self, change: impl FnOnce(&mut Query)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        self.show(&query);
    }

    /// Searches. Every letter is seen at once; in the address all of them together are one step.
    pub fn search(self, text: String) {
        self.forget_timer();
        self.typed.set(Some(text));
        self.timer.set_value(set_timeout_with_handle(move || self.settle(), REST).ok());
    }

    /// Has the address say what is searched, without waiting for more to be typed.
    pub fn settle(self) {
        self.forget_timer();
        // The page may have been left since.
        if self.typed.try_with_untracked(Option::is_some) == Some(true) {
            self.go.run((self.query.get_untracked().write(), true));
        }
    }

    fn forget_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// True where a row is selected.
    pub fn is_selected(self, id: &JourneyId) -> bool {
        self.chosen.with(|chosen| chosen.contains(id))
    }

    /// Selects a row, or takes it out of the selection.
    pub fn select(self, id: &JourneyId, on: bool) {
        self.chosen.update(|chosen| {
            if on {
                chosen.insert(id.clone());
            } else {
                chosen.remove(id);
            }
        });
    }

    /// Selects every row that is shown, or none.
    pub fn select_all(self, on: bool) {
        let ids = on.then(|| self.by_id.with_untracked(|by_id| by_id.keys().cloned().collect()));
        self.chosen.set(ids.unwrap_or_default());
    }

    /// The browser's zone.
    pub fn zone(self) -> BrowserZone {
        self.zone.with_value(|name| BrowserZone::open_or_utc(name))
    }

    /// The settings of the listings in this browser.
    pub fn settings(self) -> Settings {
        self.settings.get()
    }

    /// Changes what this browser keeps of the listings.
    pub fn keep(self, change: impl FnOnce(&mut Settings)) {
        // Read anew: another tab may have written meanwhile.
        let mut settings = self.workspace.records.settings();
        change(&mut settings);
        self.workspace.records.keep_settings(&settings);
        self.settings.set(settings);
    }

    /// Shows these columns, here and, where no address says otherwise, from now on; `None` for all of them.
    pub fn choose_columns(self, columns: Option<Vec<Column>>) {
        let slugs = columns.as_ref().map(|columns| columns.iter().map(|column| column.slug().to_owned()).collect());
        self.keep(|settings| settings.columns = slugs);
        let query = Query { columns, ..self.query.get_untracked() };
        self.go.run((query.write(), true));
    }
}

fn kept_columns(settings: &Settings) -> Option<Vec<Column>> {
    let kept = settings.columns.as_ref()?;
    Some(Column::optional().filter(|column| kept.iter().any(|slug| slug == column.slug())).collect())
}

/// The row of a journey.
fn row(workspace: Workspace, journey: &Journey, statuses: &Statuses) -> Row {
    let (version, status) = statuses.shown();
    let published = match version {
        VersionRef::Draft => None,
        VersionRef::Number(number) => journey.version(number),
    };
    let setup = journey.content(version).map(|content| &content.setup);
    let opens = |setup: &journey::setup::Setup| -> Option<Instant> {
        match (published, setup.start) {
            (Some(version), _) => Some(workspace.entry_window(journey, version).opens),
            (None, Start::Later(local)) => {
                Some(rehearsal::zone::resolve(&BrowserZone::open_or_utc(&setup.zone), local))
            }
            (None, Start::Now) => None,
        }
    };
    let start = setup.and_then(|setup| Some((opens(setup)?, setup.zone.clone())));
    let entry = setup.map(|setup| setup.entry).unwrap_or_default();
    Row::new(journey, status, entry, start, published.or(journey.latest()).map(|version| version.record().at))
}
