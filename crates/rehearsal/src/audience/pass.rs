//! The pass over time: from instant to instant, everything that happens at one in its order (spec: numbers.md §2).
//!
//! At an instant a stop comes first, then the journey timeouts, the goals, who enters, and then everybody who moves on. So who
//! has met the goal in the hour before 20:00 gets no message at 20:00.

use journey::{
    setup::{EntryCriteria, Setup},
    time::Span,
};

use super::{
    agenda::{Agenda, Event, What},
    counts::{AtNode, Counts},
    hours::{Hours, last_full_hour, last_midnight},
    inbox::{Cohort, Inbox},
    plan::{Plan, Rule, Shares},
    pool::{Decay, Pool},
    qualify::{Qualifying, Source},
    random::Random,
    seen::Seen,
    share::{draw, split},
};
use crate::{
    cached_zone::CachedZone,
    graph::IndexedGraph,
    pace::Pace,
    steps::{Quiet, shift},
    time_set::{HORIZON, HOUR},
};

/// The pools that every node has before those that fire.
pub(super) const BEFORE: usize = 0;
pub(super) const CLOSING: usize = 1;
pub(super) const KEPT: usize = 2;
pub(super) const FIRING: usize = 3;

/// A pool's owner.
#[derive(Clone, Copy)]
struct Owner {
    node: u32,
    stage: u32,
    cohort: Cohort,
}

/// The input of a pass.
pub(super) struct Course<'a> {
    pub plan: &'a Plan,
    pub net: &'a IndexedGraph<'a>,
    pub setup: &'a Setup,
    /// The journey's zone, and those of the users behind it.
    pub zones: &'a [CachedZone<'a>],
    pub from: i64,
    pub until: i64,
    /// The stop; the horizon where there is none.
    pub stop: i64,
}

/// The state of a pass.
pub(super) struct Pass<'a> {
    pub course: &'a Course<'a>,
    pub now: i64,
    pub hours: Hours,
    pub agenda: Agenda,
    pub counts: Counts,
    pub quiet: Vec<Option<Quiet<'a>>>,
    /// The users still owed to the outcomes, by class.
    owed: Vec<i64>,
    /// The users still owed to the goals, by class, node and stage.
    owed_to_goals: Vec<f64>,
    /// Where a node's stages begin among all.
    stages: Vec<usize>,
    pools: Vec<Pool>,
    owners: Vec<Owner>,
    /// By class and node, the generations that were there, with the first of their pools.
    blocks: Vec<Vec<(u32, u32)>>,
    /// Pools that can be used again, by node.
    free: Vec<Vec<u32>>,
    /// The deadline of each generation, and where it was.
    generations: Vec<(i64, Vec<u32>)>,
    /// The pools that are looked at each hour.
    firing: Vec<u32>,
    pub seen: Seen,
    pub inbox: Inbox,
    pub random: Option<Random>,
    /// Numbers for the moment.
    pub given: Vec<u64>,
    /// The users inside.
    inside: u64,
    /// Those who have left, or were in the control group, since they qualified last.
    pub back: u64,
    pub work: usize,
}

impl<'a> Pass<'a> {
    pub fn new(course: &'a Course<'a>, random: Option<Random>) -> Self {
        let (plan, net) = (course.plan, course.net);
        let mut stages = Vec::with_capacity(plan.nodes.len() + 1);
        let mut sum = 0;
        for node in &plan.nodes {
            stages.push(sum);
            sum += FIRING + node.pools.len();
        }
        stages.push(sum);
        let nodes = plan.nodes.len();
        let quiet = course.setup.quiet_hours.as_ref();
        Self {
            course,
            now: course.from,
            hours: Hours::at(&course.zones[0], course.from),
            agenda: Agenda::new(course.from, course.until),
            counts: Counts::new(net.ways.iter().map(Vec::len), plan.goals.len()),
            quiet: course.zones.iter().map(|zone| quiet.map(|quiet| Quiet::new(quiet, zone))).collect(),
            owed: vec![0; plan.places * plan.classes()],
            owed_to_goals: vec![0.0; if plan.goals.is_empty() { 0 } else { plan.classes() * sum }],
            stages,
            pools: Vec::new(),
            owners: Vec::new(),
            blocks: vec![Vec::new(); plan.classes() * nodes],
            free: vec![Vec::new(); nodes],
            generations: Vec::new(),
            firing: Vec::new(),
            seen: Seen::new(plan),
            inbox: Inbox::new(nodes),
            random,
            given: Vec::new(),
            inside: 0,
            back: 0,
            work: 0,
        }
    }

    /// Goes through everything up to the end.
    pub async fn run(mut self, mut source: Source<'a>, pace: &Pace<'_>) -> Counts {
        let (from, until) = (self.course.from, self.course.until);
        let mut entering = source.next(until);
        while let Some(at) = self.next_at(entering) {
            if at > until || at >= self.course.stop {
                break;
            }
            self.begin(at);
            self.before_entry();
            while let Some(qualifying) = entering.filter(|entering| entering.at <= at) {
                self.qualify(qualifying);
                entering = source.next(until);
            }
            self.after_entry();
            pace.reach(((at - from) / HOUR) as usize, ((until - from) / HOUR) as usize);
            pace.step(1 + std::mem::take(&mut self.work)).await;
        }
        if self.course.stop <= until {
            self.begin(self.course.stop);
            self.stop();
        }
        self.counts
    }

    /// The next instant at which something happens.
    fn next_at(&mut self, entering: Option<Qualifying>) -> Option<i64> {
        let goals = !self.course.plan.goals.is_empty() && self.inside > 0;
        let ticks = goals || !self.firing.is_empty() || self.seen.is_active();
        let hour = ticks.then_some(self.hours.hour[2]);
        let night = (ticks && self.course.plan.nightly).then_some(self.hours.midnight[2]);
        [entering.map(|entering| entering.at), self.agenda.next_at(), hour, night].into_iter().flatten().min()
    }

    fn begin(&mut self, at: i64) {
        self.now = at;
        self.hours.go(&self.course.zones[0], at);
        self.counts.begin(at);
        self.inbox.begin();
    }

    /// The timeouts and the goals.
    fn before_entry(&mut self) {
        while let Some(event) = self.agenda.take(self.now, |what| what == What::Expire) {
            self.expire(event.generation);
        }
        for goal in 0..self.course.plan.goals.len() {
            let ticks = self.hours.of(self.course.plan.goals[goal].nightly);
            if ticks[0] == self.now && self.inside > 0 {
                self.meet(goal, ticks[0] - ticks[1]);
            }
        }
    }

    /// Everybody who qualifies after a wait or moves on.
    fn after_entry(&mut self) {
        let (now, plan) = (self.now, self.course.plan);
        while let Some(event) = self.agenda.take(now, |what| what == What::Enter) {
            self.enter(event.n);
        }
        while let Some(event) = self.agenda.take(now, |what| matches!(what, What::Control(_))) {
            if let What::Control(goal) = event.what {
                self.counts.control_goal(goal.into(), event.n);
            }
        }
        while let Some(event) = self.agenda.take(now, |what| matches!(what, What::Begin(_))) {
            if let (What::Begin(number), false) = (event.what, self.is_gone(event.generation)) {
                let pool = self.pool(event.node as usize, cohort(&event), FIRING + usize::from(number));
                let decay = plan.nodes[event.node as usize].pools[usize::from(number)].decay;
                self.pools[pool].begin(now, event.mass, decay.as_ref());
            }
        }
        self.fire();
        if self.hours.hour[0] == now {
            self.seen.tick(now, &mut self.counts);
        }
        loop {
            while let Some(event) = self.agenda.take(now, |_| true) {
                if !self.is_gone(event.generation) {
                    self.happen(&event);
                }
            }
            self.arrive_all();
            if !self.agenda.is_due(now) {
                break;
            }
        }
    }

    /// Does what is due of a cohort.
    fn happen(&mut self, event: &Event) {
        let (node, of, now) = (event.node as usize, cohort(event), self.now);
        let plan = &self.course.plan.nodes[node];
        match event.what {
            What::Close(number) => {
                let firing = &plan.pools[usize::from(number)];
                let last = self.hours.of(firing.nightly)[0].max(event.from);
                let amounts = rest(event, last, firing.decay.as_ref());
                let pool = self.pool(node, of, FIRING + usize::from(number));
                let leaving = self.pools[pool].close(now, amounts, firing.decay.as_ref(), self.random.as_mut());
                self.leave(node, of, &firing.exit, leaving);
            }
            What::TimeOut => {
                let leaving = self.release(node, of, CLOSING, false);
                match &plan.rule {
                    Rule::Segment(segment) => self.leave(node, of, &segment.timeout, leaving),
                    Rule::Engagement(engagement) => self.leave(node, of, &engagement.timeout, leaving),
                    _ => {}
                }
            }
            What::Arrive | What::Drop => {
                let dropped = event.what == What::Drop;
                let leaving = self.release(node, of, BEFORE, dropped);
                self.inbox.put(plan.rank, node, of, leaving, dropped);
            }
            What::Expire | What::Enter | What::Control(_) | What::Begin(_) => {}
        }
    }

    /// Those who leave a pool together now.
    fn release(&mut self, node: usize, of: Cohort, stage: usize, dropped: bool) -> u64 {
        let pool = self.pool(node, of, stage);
        let whole = self.course.plan.goal_of(of.class).is_none();
        self.pools[pool].release((self.now, dropped), whole, self.random.as_mut())
    }

    /// Each full hour: those who fired since the last one leave.
    fn fire(&mut self) {
        let (hour, midnight) = (self.hours.hour[0] == self.now, self.hours.midnight[0] == self.now);
        if !hour && !midnight {
            return;
        }
        let mut list = std::mem::take(&mut self.firing);
        list.retain(|number| {
            let pool = &mut self.pools[*number as usize];
            if pool.open == 0 && pool.count == 0 {
                pool.listed = false;
                return false;
            }
            let Owner { node, stage, cohort } = self.owners[*number as usize];
            let firing = &self.course.plan.nodes[node as usize].pools[stage as usize - FIRING];
            if if firing.nightly { midnight } else { hour } {
                let leaving = pool.fire(self.now, firing.decay.as_ref(), self.random.as_mut());
                self.leave(node as usize, cohort, &firing.exit, leaving);
                self.work += 1;
            }
            true
        });
        // What began to fire meanwhile is in the list already.
        list.append(&mut self.firing);
        self.firing = list;
    }

    /// The users of a goal who meet it now, the time since its last evaluation being so long.
    /// The hour of an entry, or its day, counts as a whole.
    fn meet(&mut self, goal: usize, passed: i64) {
        let plan = self.course.plan;
        let lost = 1.0 - plan.goals[goal].decay.left(passed);
        for zone in 0..plan.zones.parts.len() {
            let class = plan.class(zone, goal);
            for node in 0..plan.nodes.len() {
                let blocks = std::mem::take(&mut self.blocks[usize::from(class) * plan.nodes.len() + node]);
                for (_, base) in &blocks {
                    for stage in 0..FIRING + plan.nodes[node].pools.len() {
                        let pool = &mut self.pools[*base as usize + stage];
                        if pool.count == 0 {
                            continue;
                        }
                        let owed = usize::from(class) * self.stages[plan.nodes.len()] + self.stages[node] + stage;
                        let met = pool.meet(lost, &mut self.owed_to_goals[owed], self.random.as_mut());
                        self.counts.node(node, AtNode::GoalMet, met);
                        self.counts.goal(goal, met);
                        if stage == BEFORE {
                            self.counts.node(node, AtNode::Begun, met);
                        }
                        self.gone(met);
                    }
                }
                self.work += 1 + blocks.len();
                self.blocks[usize::from(class) * plan.nodes.len() + node] = blocks;
            }
        }
    }

    /// Users who qualify, now or after the entry's wait.
    fn qualify(&mut self, Qualifying { enters, n, .. }: Qualifying) {
        if enters == self.now {
            self.enter(n);
        } else {
            self.schedule(Event { at: enters, what: What::Enter, n, ..self.event(0, Cohort::NONE) });
        }
    }

    /// Users who qualify: the control group stays outside, the others enter.
    fn enter(&mut self, newly: u64) {
        let (course, plan) = (self.course, self.course.plan);
        let again = course.setup.reentry && course.setup.entry == EntryCriteria::AtATime;
        let n = newly + if again { std::mem::take(&mut self.back) } else { 0 };
        let mut parts = Vec::with_capacity(2);
        self.split(n, &plan.entering, 0, &mut parts);
        let (control, entering) = (parts[0], parts[1]);
        self.counts.qualify(n, control);
        self.back += control;
        self.control_group(control);
        let Some(entry) = course.net.entry.filter(|_| entering > 0) else { return };
        self.inside += entering;
        self.counts.node(entry, AtNode::Entered, entering);
        let generation = self.generation();
        let mut of_zones = std::mem::take(&mut self.given);
        self.split(entering, &plan.zones, 0, &mut of_zones);
        for (zone, n) in of_zones.iter().enumerate() {
            let mut of_goals = Vec::new();
            self.split(*n, &plan.prone, plan.class(zone, 0).into(), &mut of_goals);
            for (goal, n) in of_goals.into_iter().enumerate() {
                let of = Cohort { class: plan.class(zone, goal), generation };
                self.inbox.put(plan.nodes[entry].rank, entry, of, n, false);
            }
        }
        self.given = of_zones;
        if self.generations.get(generation as usize).is_some_and(|known| known.0 <= self.now) {
            // A timeout of no time: they are out again at once.
            self.inbox.clear(plan.nodes[entry].rank, entry);
            self.counts.node(entry, AtNode::Begun, entering);
            self.counts.node(entry, AtNode::TimedOut, entering);
            self.gone(entering);
        }
    }

    /// Those of the control group who meet a goal do so after its half-life, at the next full hour.
    fn control_group(&mut self, n: u64) {
        let plan = self.course.plan;
        let mut met = Vec::new();
        self.split(n, &plan.control, 0, &mut met);
        for (goal, (n, of)) in met.into_iter().zip(&plan.goals).enumerate() {
            let at = self.course.zones[0].next_full_hour((self.now + of.decay.millis()).min(HORIZON));
            if n > 0 {
                let event = self.event(0, Cohort::NONE);
                self.schedule(Event { at, what: What::Control(goal as u8), n, ..event });
            }
        }
    }

    /// The generation of those who enter now.
    fn generation(&mut self) -> u32 {
        let timeout = self.course.setup.timeout;
        if timeout.is_none() && !self.generations.is_empty() {
            return 0;
        }
        let deadline = timeout.map_or(HORIZON, |timeout| self.now + self.shift(timeout));
        let generation = self.generations.len() as u32;
        self.generations.push((deadline, Vec::new()));
        if (self.now + 1..HORIZON).contains(&deadline) {
            let event = self.event(0, Cohort { class: 0, generation });
            self.agenda.push(Event { at: deadline, what: What::Expire, ..event });
        }
        generation
    }

    /// Takes out whoever is left of a generation.
    fn expire(&mut self, generation: u32) {
        let nodes = self.course.plan.nodes.len();
        for place in std::mem::take(&mut self.generations[generation as usize].1) {
            let node = place as usize % nodes;
            let blocks = &mut self.blocks[place as usize];
            let Some(at) = blocks.iter().position(|block| block.0 == generation) else { continue };
            let (_, base) = blocks.remove(at);
            for stage in 0..FIRING + self.course.plan.nodes[node].pools.len() {
                let pool = &mut self.pools[base as usize + stage];
                let n = pool.count;
                pool.clear();
                if stage == BEFORE {
                    self.counts.node(node, AtNode::Begun, n);
                }
                self.counts.node(node, AtNode::TimedOut, n);
                self.gone(n);
            }
            self.free[node].push(base);
        }
    }

    /// Takes everybody out.
    fn stop(&mut self) {
        for pool in 0..self.pools.len() {
            let Owner { node, stage, .. } = self.owners[pool];
            let n = std::mem::take(&mut self.pools[pool].count);
            if stage as usize == BEFORE {
                self.counts.node(node as usize, AtNode::Begun, n);
            }
            self.counts.node(node as usize, AtNode::Removed, n);
        }
    }

    /// Users who have left.
    pub fn gone(&mut self, n: u64) {
        self.inside -= n;
        self.back += n;
    }

    fn is_gone(&self, generation: u32) -> bool {
        self.generations.get(generation as usize).is_some_and(|known| known.0 <= self.now)
    }

    /// The pool of a cohort at a stage of a node.
    pub fn pool(&mut self, node: usize, of: Cohort, stage: usize) -> usize {
        let place = usize::from(of.class) * self.course.plan.nodes.len() + node;
        let known = self.blocks[place].iter().rev().find(|block| block.0 == of.generation);
        let base = known.map(|block| block.1).unwrap_or_else(|| self.block(place, node, of));
        base as usize + stage
    }

    fn block(&mut self, place: usize, node: usize, cohort: Cohort) -> u32 {
        let stages = FIRING + self.course.plan.nodes[node].pools.len();
        let base = self.free[node].pop().unwrap_or_else(|| {
            let base = self.pools.len() as u32;
            self.pools.extend((0..stages).map(|_| Pool::default()));
            let owners = (0..stages).map(|stage| Owner { node: node as u32, stage: stage as u32, cohort });
            self.owners.extend(owners);
            base
        });
        for stage in 0..stages {
            self.owners[base as usize + stage].cohort = cohort;
        }
        self.blocks[place].push((cohort.generation, base));
        self.generations[cohort.generation as usize].1.push(place as u32);
        base
    }

    /// A pool by its number.
    pub fn pool_mut(&mut self, number: usize) -> &mut Pool {
        &mut self.pools[number]
    }

    /// Puts a pool in the list of those that are looked at each hour.
    pub fn list(&mut self, number: usize) {
        if !std::mem::replace(&mut self.pools[number].listed, true) {
            self.firing.push(number as u32);
        }
    }

    /// The part of a cohort that a goal leaves inside from now to an instant.
    pub fn outlast(&self, of: Cohort, to: i64) -> f64 {
        let Some(goal) = self.course.plan.goal_of(of.class) else { return 1.0 };
        let goal = &self.course.plan.goals[goal];
        let ticks = self.hours.of(goal.nightly);
        if to < ticks[2] {
            return 1.0;
        }
        let zone = &self.course.zones[0];
        let last = if goal.nightly { last_midnight(zone, to) } else { last_full_hour(zone, to) };
        goal.decay.left((last - ticks[0]).max(0))
    }

    /// An event of a cohort at a node, to be filled in.
    pub fn event(&self, node: usize, of: Cohort) -> Event {
        Event {
            at: self.now,
            what: What::Arrive,
            class: of.class,
            node: node as u32,
            generation: of.generation,
            n: 0,
            mass: 0.0,
            from: self.now,
        }
    }

    /// Adds an event, unless the journey timeout is there first.
    pub fn schedule(&mut self, event: Event) {
        if self.generations.get(event.generation as usize).is_none_or(|known| event.at < known.0) {
            self.agenda.push(event);
        }
    }

    /// The length of a span from now on, in the journey's zone.
    pub fn shift(&self, span: Span) -> i64 {
        shift(&self.course.zones[0], self.now, span)
    }

    /// Splits users by shares, with what this class owes.
    pub fn split(&mut self, n: u64, shares: &Shares, class: usize, given: &mut Vec<u64>) {
        if let [_] = shares.parts.as_slice() {
            given.clear();
            given.push(n);
            return;
        }
        match &mut self.random {
            Some(random) => draw(n, &shares.parts, shares.total, random, given),
            None => {
                let from = class * self.course.plan.places + shares.place;
                split(n, &shares.parts, shares.total, &mut self.owed[from..from + shares.parts.len()], given);
            }
        }
    }
}

/// The cohort of an event.
fn cohort(event: &Event) -> Cohort {
    Cohort { class: event.class, generation: event.generation }
}

/// Of a cohort whose window closes: how many fired since an instant, and how much flows on without it.
fn rest(event: &Event, since: i64, decay: Option<&Decay>) -> (f64, f64) {
    let (from, to) = (event.from, event.at);
    match decay {
        _ if from == to => (event.mass, 0.0),
        None => (event.mass * (to - since) as f64, event.mass),
        Some(decay) => {
            let left = event.mass * decay.left(to - from);
            (event.mass * decay.left(since - from) - left, left)
        }
    }
}
