//! Those who arrive at nodes at one instant, by cohort.

/// The users of one class who entered together, where a journey timeout takes them together; else all of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cohort {
    pub class: u16,
    pub generation: u32,
}

impl Cohort {
    /// Nobody inside.
    pub const NONE: Self = Self { class: 0, generation: u32::MAX };
}

/// Of a cohort how many arrive, and whether quiet hours drop their message.
pub(super) type Arrival = (Cohort, u64, bool);

/// Those who arrive at nodes at the instant in hand, to be handled in the order of the graph.
pub(super) struct Inbox {
    /// By node.
    lists: Vec<Vec<Arrival>>,
    /// The ranks of the nodes with arrivals, a bit each.
    ranks: Vec<u64>,
    /// No rank below this word is set.
    low: usize,
    /// The number of an instant, and of passes of the node at it; by node.
    passed: Vec<(u32, u32)>,
    instant: u32,
}

impl Inbox {
    pub fn new(nodes: usize) -> Self {
        Self {
            lists: vec![Vec::new(); nodes],
            ranks: vec![0; nodes / 64 + 1],
            low: 0,
            passed: vec![(0, 0); nodes],
            instant: 0,
        }
    }

    /// Begins another instant.
    pub fn begin(&mut self) {
        self.instant += 1;
    }

    /// Adds some of a cohort.
    pub fn put(&mut self, rank: usize, node: usize, of: Cohort, n: u64, dropped: bool) {
        if n == 0 {
            return;
        }
        let list = &mut self.lists[node];
        match list.iter_mut().rev().find(|known| known.0 == of && known.2 == dropped) {
            Some(known) => known.1 += n,
            None => list.push((of, n, dropped)),
        }
        self.ranks[rank / 64] |= 1 << (rank % 64);
        self.low = self.low.min(rank / 64);
    }

    /// Takes those who arrive at a node.
    pub fn take(&mut self, rank: usize, node: usize) -> Vec<Arrival> {
        self.ranks[rank / 64] &= !(1 << (rank % 64));
        std::mem::take(&mut self.lists[node])
    }

    /// Returns an empty list, whose room is used again.
    pub fn give_back(&mut self, node: usize, list: Vec<Arrival>) {
        if self.lists[node].is_empty() {
            self.lists[node] = list;
        }
    }

    /// Forgets those who have just arrived at a node.
    pub fn clear(&mut self, rank: usize, node: usize) {
        self.lists[node].clear();
        self.ranks[rank / 64] &= !(1 << (rank % 64));
    }

    /// The first rank with arrivals.
    pub fn first(&mut self) -> Option<usize> {
        while self.low < self.ranks.len() {
            let word = self.ranks[self.low];
            if word != 0 {
                return Some(self.low * 64 + word.trailing_zeros() as usize);
            }
            self.low += 1;
        }
        None
    }

    /// The number of passes of a node at this instant, this one included.
    pub fn pass(&mut self, node: usize) -> u32 {
        let passed = &mut self.passed[node];
        *passed = if passed.0 == self.instant { (passed.0, passed.1 + 1) } else { (self.instant, 1) };
        passed.1
    }
}
