//! The record of the pass: each figure as a row of steps (spec: numbers.md §2).

/// A figure that only grows: after which instants, by their numbers, it had come to how many.
#[derive(Clone, Debug, Default)]
pub(super) struct Counter {
    steps: Vec<(u32, u64)>,
}

impl Counter {
    fn add(&mut self, instant: u32, n: u64) {
        if n == 0 {
            return;
        }
        let total = match self.steps.last_mut() {
            Some(last) if last.0 == instant => {
                last.1 += n;
                return;
            }
            Some(last) => last.1 + n,
            None => n,
        };
        self.steps.push((instant, total));
    }

    /// The count after so many instants.
    pub fn after(&self, instants: usize) -> u64 {
        match self.steps.partition_point(|step| (step.0 as usize) < instants) {
            0 => 0,
            n => self.steps[n - 1].1,
        }
    }
}

/// A figure of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtNode {
    Entered,
    /// They wait before it no longer.
    Begun,
    Completed,
    GoalMet,
    TimedOut,
    Removed,
    ForceExits,
    Sent,
    Failed,
    Unreachable,
    Quiet,
    Delivered,
    Viewed,
    Clicked,
}

/// The number of figures of a node.
const AT_NODE: usize = AtNode::Clicked as usize + 1;

/// All figures of a journey.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// The instants at which something happened, in milliseconds.
    pub instants: Vec<i64>,
    nodes: Vec<[Counter; AT_NODE]>,
    links: Vec<Vec<Counter>>,
    qualified: Counter,
    control: Counter,
    goals: Vec<Counter>,
    control_goals: Vec<Counter>,
}

impl Counts {
    pub fn new(links: impl Iterator<Item = usize>, goals: usize) -> Self {
        let links: Vec<Vec<Counter>> = links.map(|links| vec![Counter::default(); links]).collect();
        Self {
            nodes: links.iter().map(|_| Default::default()).collect(),
            links,
            goals: vec![Counter::default(); goals],
            control_goals: vec![Counter::default(); goals],
            ..Self::default()
        }
    }

    /// Begins an instant, later than the one before.
    pub fn begin(&mut self, at: i64) {
        self.instants.push(at);
    }

    /// The number of the instant in hand.
    fn now(&self) -> u32 {
        self.instants.len().saturating_sub(1) as u32
    }

    pub fn node(&mut self, place: usize, what: AtNode, n: u64) {
        let now = self.now();
        self.nodes[place][what as usize].add(now, n);
    }

    pub fn link(&mut self, place: usize, way: usize, n: u64) {
        let now = self.now();
        self.links[place][way].add(now, n);
    }

    pub fn qualify(&mut self, n: u64, control: u64) {
        let now = self.now();
        self.qualified.add(now, n);
        self.control.add(now, control);
    }

    pub fn goal(&mut self, goal: usize, n: u64) {
        let now = self.now();
        self.goals[goal].add(now, n);
    }

    pub fn control_goal(&mut self, goal: usize, n: u64) {
        let now = self.now();
        self.control_goals[goal].add(now, n);
    }

    /// A node's figure after so many instants.
    pub fn at_node(&self, place: usize, what: AtNode, instants: usize) -> u64 {
        self.nodes[place][what as usize].after(instants)
    }

    /// A link's count after so many instants.
    pub fn at_link(&self, place: usize, way: usize, instants: usize) -> u64 {
        self.links[place][way].after(instants)
    }

    /// Those who qualified, and the control group among them.
    pub fn qualified(&self, instants: usize) -> (u64, u64) {
        (self.qualified.after(instants), self.control.after(instants))
    }

    /// The users who have met each goal, inside and in the control group.
    pub fn goals(&self, instants: usize) -> (Vec<u64>, Vec<u64>) {
        let after = |list: &[Counter]| list.iter().map(|counter| counter.after(instants)).collect();
        (after(&self.goals), after(&self.control_goals))
    }

    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }
}
