//! The checks of a draft beside the other journeys, and what of these a draft can name.

use std::{rc::Rc, sync::Arc};

use journey::{
    checks,
    graph::{Graph, Node},
    journey::{Draft, Journey, Published},
    schedule::{Publishing, Schedule},
    text::JourneyId,
    time::{Instant, Local},
};
use leptos::prelude::*;
use rehearsal::{checks::Other, pace::Pace};
use signals::shared;

use super::state::Workspace;
use crate::platform::{slices::Slice, zone::BrowserZone};

impl Workspace {
    /// The findings of the checks in a draft. Of the other journeys it reads those that a trigger names.
    pub fn check(
        self,
        draft: &Draft,
        (name, name_taken): (&str, bool),
        publishing: Publishing,
    ) -> Vec<checks::Finding> {
        let zone = BrowserZone::open(&draft.setup.zone);
        let to_local = zone.as_ref().map(|zone| |at: Instant| rehearsal::zone::to_local(zone, at));
        let nodes = |id: &str| {
            let journey = self.get(&JourneyId::parse(id)?)?;
            Some(shown_graph(&journey)?.nodes().map(|node| node.id.clone()).collect())
        };
        let context = checks::Context {
            name,
            name_taken,
            publishing,
            to_local: to_local.as_ref().map(|to_local| to_local as &dyn Fn(Instant) -> Local),
            journey_nodes: &nodes,
        };
        checks::check(draft, &context)
    }

    /// The findings of the checks that need time (journey.md §7), made in slices. They cost more than those of
    /// [`Workspace::check`]: not to be asked at every key.
    pub async fn check_times(
        self,
        draft: Draft,
        own: Option<JourneyId>,
        publishing: Publishing,
        slice: Rc<Slice>,
    ) -> Vec<checks::Finding> {
        let journeys = untrack(|| self.journeys());
        let live: Vec<(&Arc<Journey>, &Published, Schedule, BrowserZone)> = journeys
            .iter()
            .filter(|journey| Some(&journey.id) != own.as_ref() && !journey.archived)
            .filter_map(|journey| {
                let (number, _) = untrack(|| self.statuses_at(journey, publishing.at())).live()?;
                let version = journey.version(number)?;
                let zone = BrowserZone::open_or_utc(&version.content().setup.zone);
                Some((journey, version, Schedule::of(journey, version), zone))
            })
            .collect();
        let others: Vec<Other> = live
            .iter()
            .map(|(journey, version, schedule, zone)| Other {
                name: journey.name.as_str(),
                draft: version.content(),
                schedule,
                zone,
            })
            .collect();
        let zone = BrowserZone::open(&draft.setup.zone);
        let zone = zone.as_ref().map(|zone| zone as &dyn rehearsal::zone::Zone);
        let context = rehearsal::checks::Context { publishing, zone, others: &others };
        let pause = |pace: &Pace| slice.reach(pace.progress());
        rehearsal::checks::check_paced(&draft, &context, &Pace::new(&pause)).await
    }

    /// The journeys a trigger can name: their ids and names.
    pub fn journey_choices(self) -> Vec<(String, String)> {
        shared(self.journeys).with(|journeys| {
            let choice = |journey: &Arc<Journey>| (journey.id.to_string(), journey.name.to_string());
            journeys.iter().map(|held| held.outline()).filter(|journey| !journey.archived).map(choice).collect()
        })
    }

    /// The nodes a trigger can name: their ids and labels.
    pub fn node_choices(self, journey: &str) -> Vec<(String, String)> {
        let Some(journey) = JourneyId::parse(journey).and_then(|id| self.get(&id)) else { return Vec::new() };
        let choice = |node: &Node| (node.id.to_string(), node.label());
        shown_graph(&journey).map(|graph| graph.nodes().map(choice).collect()).unwrap_or_default()
    }
}

/// The graph that other journeys see of a journey: its newest.
fn shown_graph(journey: &Journey) -> Option<&Graph> {
    let content = journey.latest().map(Published::content).or(journey.draft.as_ref());
    content.map(|draft| &draft.graph)
}
