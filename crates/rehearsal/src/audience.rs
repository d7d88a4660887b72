//! The assumed audience, run through a journey: how many users qualify, enter, wait, move on and leave, at any instant
//! (spec: numbers.md).
//!
//! ```text
//! let ask = AudienceQuery::of(&journey, &version, &zone, &assumed, &workspace, until);   // or AudienceQuery::new(TimetableQuery, …)
//! let audience = ask.figures();                           // or ask.paced(&pace).await
//! audience.journey(at), audience.node(place, at), audience.link(place, way, at)
//! audience.series(&figure, Period::Day, &zone)            // how many in each hour, day, week or month
//! ```
//!
//! The rules are the timetable's: no message is counted at an instant that the timetable excludes. Users are whole numbers;
//! `pass` goes from instant to instant, `node` has what happens at one node, `pool` holds those who wait. Outcomes are decided when
//! users arrive, by shares that are carried from cohort to cohort (`share`); only when they fire is spread over time.

mod agenda;
mod counts;
mod figures;
mod hours;
mod inbox;
mod node;
mod pass;
mod plan;
mod pool;
mod qualify;
mod random;
mod seen;
mod share;
#[cfg(test)]
mod tests;

use journey::{
    assumptions::{Assumptions, Share, WorkspaceAssumptions},
    journey::{Journey, Published},
    time::Instant,
};

pub use figures::{Audience, Figure, JourneyFigures, NodeFigures, Period};

use self::{
    pass::{Course, Pass},
    plan::Plan,
    qualify::Source,
    random::Random,
};
use crate::{
    cached_zone::CachedZone,
    entry::activation,
    graph::IndexedGraph,
    pace::{Pace, straight},
    runs::runs,
    time_set::{HORIZON, millis},
    timetable::TimetableQuery,
    zone::Zone,
};

/// The input of a simulation.
#[derive(Clone)]
pub struct AudienceQuery<'a> {
    /// Setup, graph, schedule and zone.
    pub plan: TimetableQuery<'a>,
    /// The journey's assumptions.
    pub assumed: &'a Assumptions,
    /// The workspace's.
    pub workspace: &'a WorkspaceAssumptions,
    /// The users' zones with their shares, where the setup has each user's: those of the workspace that the caller knows.
    pub users: Vec<(&'a dyn Zone, Share)>,
    /// True where an older version has let its audience in, so that only newcomers are left for the first run.
    pub follows: bool,
    /// The last instant that is asked for.
    pub until: Instant,
}

impl<'a> AudienceQuery<'a> {
    /// The query for a draft or a version as the timetable has it, without another version before it.
    pub fn new(
        plan: TimetableQuery<'a>,
        assumed: &'a Assumptions,
        workspace: &'a WorkspaceAssumptions,
        until: Instant,
    ) -> Self {
        Self { plan, assumed, workspace, users: Vec::new(), follows: false, until }
    }

    /// The query for a published version, by the record of its journey.
    pub fn of(
        journey: &'a Journey,
        version: &'a Published,
        zone: &'a dyn Zone,
        assumed: &'a Assumptions,
        workspace: &'a WorkspaceAssumptions,
        until: Instant,
    ) -> Self {
        let plan = TimetableQuery::of(journey, version, zone);
        let older = journey.published.iter().filter(|other| other.number() < version.number());
        let has_run = |other: &Published| {
            let ask = TimetableQuery::of(journey, other, zone);
            let end = ask.schedule.ended().map_or(until, |end| end.min(until));
            runs(&other.content().setup, ask.publishing(), zone)
                .take_while(|run| run.at < end)
                .any(|run| ask.schedule.admits(run.at))
        };
        let follows = !version.content().setup.reentry && older.into_iter().any(has_run);
        Self { follows, ..Self::new(plan, assumed, workspace, until) }
    }

    /// The simulation.
    pub fn figures(&self) -> Audience {
        straight(self.paced(&Pace::default()))
    }

    /// The simulation, made at a pace: for the page, which does other things in between.
    pub async fn paced(&self, pace: &Pace<'_>) -> Audience {
        let random = self.assumed.random.then(|| Random::new(self.assumed.seed.into()));
        self.pass(random, pace).await
    }

    async fn pass(&self, random: Option<Random>, pace: &Pace<'_>) -> Audience {
        let setup = &self.plan.draft.setup;
        let users: &[(&dyn Zone, Share)] = if setup.user_zone { &self.users } else { &[] };
        let zones: Vec<CachedZone> =
            std::iter::once(self.plan.zone).chain(users.iter().map(|user| user.0)).map(CachedZone::new).collect();
        let plan = TimetableQuery { zone: &zones[0], ..self.plan.clone() };
        let net = IndexedGraph::new(&self.plan.draft.graph);
        let shares: Vec<Share> = users.iter().map(|user| user.1).collect();
        let rules = Plan::new(&net, setup, self.assumed, self.workspace, &shares);
        let from = millis(activation(setup, plan.publishing(), &zones[0]));
        let course = Course {
            plan: &rules,
            net: &net,
            setup,
            zones: &zones,
            from,
            until: millis(self.until),
            stop: plan.schedule.stopped().map_or(HORIZON, millis),
        };
        let source = Source::new(&plan, &zones[0], self.assumed, self.follows);
        let counts = Pass::new(&course, random).run(source, pace).await;
        Audience::new(&net, counts)
    }
}
