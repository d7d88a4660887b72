//! The routes and reasons of a timetable, read when somebody asks for them: every instant shares its steps with those before it,
//! so nothing is kept per instant.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use journey::journey::Draft;

use crate::{
    cached_zone::{CachedZone, FixedZone},
    explain::{Explainer, Explanation, Step, Trace},
    graph::IndexedGraph,
    reason::{Reason, Why},
    time_set::instant,
    timetable::{MessageInstant, Pass, Timetable, TimetableQuery},
    zone::Zone,
};

/// A step of the way of somebody: the pass, the piece, when they are there, when they entered, and whether it is that to a last
/// instant.
type Key = (u32, u32, i64, i64, bool);

/// Explains the instants of a timetable. A whole route costs its length; the last reasons of all messages together cost
/// about as much as the longest route.
pub struct Explanations<'a> {
    ask: &'a TimetableQuery<'a>,
    table: &'a Timetable,
    net: IndexedGraph<'a>,
    zone: CachedZone<'a>,
    /// The nearest step back from one that has a reason.
    known: RefCell<HashMap<Key, Step>>,
    walked: Cell<u64>,
}

impl<'a> TimetableQuery<'a> {
    /// The explanations of the routes and instants of its timetable.
    pub fn explanations(&'a self, table: &'a Timetable) -> Explanations<'a> {
        Explanations::new(self, table)
    }
}

impl<'a> Explanations<'a> {
    fn new(ask: &'a TimetableQuery<'a>, table: &'a Timetable) -> Self {
        let (net, zone) = (IndexedGraph::new(&ask.draft.graph), CachedZone::new(ask.zone));
        Self { ask, table, net, zone, known: RefCell::default(), walked: Cell::new(0) }
    }

    /// The route and all reasons of an instant.
    pub fn explain(&self, told: &MessageInstant) -> Explanation {
        self.with(told, Explanation::default(), |explainer, pass, trace| {
            let mut steps: Vec<Step> = trace.collect();
            self.walk(steps.len());
            steps.reverse();
            let mut tale = explainer.explain(&steps);
            let mut reasons = self.head(pass, steps.first().copied());
            reasons.append(&mut tale.reasons);
            Explanation { reasons, ..tale }
        })
    }

    /// The last reasons of an instant, at most so many, and whether there are others before them.
    pub fn ending(&self, told: &MessageInstant, most: usize) -> (Vec<Reason>, bool) {
        self.with(told, (Vec::new(), false), |explainer, pass, trace| {
            // Backwards.
            let mut reasons = Vec::new();
            let mut here = trace.next;
            while let Some(step) = here.filter(|_| reasons.len() <= most) {
                let (step, before, own) = self.reason_before(told, explainer, &trace, step);
                reasons.extend(own.into_iter().rev());
                if before.is_none() {
                    reasons.extend(self.head(pass, Some(step)).into_iter().rev());
                }
                here = before;
            }
            let more = here.is_some() || reasons.len() > most;
            reasons.truncate(most);
            reasons.reverse();
            (reasons, more)
        })
    }

    /// The last reason of an instant.
    pub fn because(&self, told: &MessageInstant) -> Option<Why> {
        self.ending(told, 1).0.last().map(|reason| reason.why)
    }

    /// The nearest step back from one, itself included, that has a reason; else the entry. With it come the step before and
    /// its reasons.
    fn reason_before(
        &self,
        told: &MessageInstant,
        explainer: &Explainer,
        trace: &Trace,
        from: Step,
    ) -> (Step, Option<Step>, Vec<Reason>) {
        let (mut step, mut keys) = (from, Vec::new());
        loop {
            self.walk(1);
            let key = (told.source.0, step.piece, step.at, trace.entry, told.last);
            let known = self.known.borrow().get(&key).copied();
            step = known.unwrap_or(step);
            let (before, mut own) = (trace.before(step), Vec::new());
            explainer.reasons(trace.entry, before, step, &mut own);
            keys.push(key);
            match before {
                Some(before) if own.is_empty() => step = before,
                _ => {
                    self.known.borrow_mut().extend(keys.into_iter().map(|key| (key, step)));
                    return (step, before, own);
                }
            }
        }
    }

    /// The number of steps walked so far, as a measure of the work.
    pub fn walked(&self) -> u64 {
        self.walked.get()
    }

    fn walk(&self, steps: usize) {
        self.walked.set(self.walked.get() + steps as u64);
    }

    /// Reads the way to an instant.
    fn with<T>(&self, told: &MessageInstant, none: T, read: impl FnOnce(&Explainer, &Pass, Trace) -> T) -> T {
        let (table, zone) = (self.table, &self.zone);
        let Some(pass) = table.passes.get(told.source.0 as usize) else { return none };
        let fixed = pass.user.map(FixedZone);
        let user: &dyn Zone = fixed.as_ref().map_or(zone, |fixed| fixed);
        let stopped = self.ask.schedule.stopped();
        let explainer = Explainer { flow: &pass.flow, net: &self.net, zone, user, stopped, last: told.last };
        read(&explainer, pass, Trace::new(&pass.flow, told.source.1, told.last))
    }

    /// The reasons for the first step.
    fn head(&self, pass: &Pass, first: Option<Step>) -> Vec<Reason> {
        let table = self.table;
        let mut reasons = table.reasons[..2.min(table.reasons.len())].to_vec();
        let entered = first.map_or(table.activates, |step| instant(step.at));
        let why = match pass.run {
            Some(run) => Why::Qualifies(run.because),
            None => match table.event_wait {
                Some(wait) => Why::QualifiesAfterEvent(wait),
                None if entered == table.activates => Why::QualifiesByEvent,
                None => Why::EventComes,
            },
        };
        reasons.push(Reason { at: entered, why });
        reasons.extend(pass.user.map(|offset| Reason { at: entered, why: Why::UserZone(offset) }));
        reasons
    }

    /// The journey's zone.
    pub fn zone(&self) -> &dyn Zone {
        &self.zone
    }

    /// The draft of the timetable.
    pub fn draft(&self) -> &Draft {
        self.ask.draft
    }
}
