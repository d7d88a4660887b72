//! Which of the sent messages are delivered, viewed and clicked: figures of the message, wherever its users are by then.

use journey::assumptions::WHOLE;

use super::{
    counts::{AtNode, Counts},
    plan::{Plan, Rule},
    pool::Decay,
    random::Random,
};

/// Fewer than this are not waited for.
const FEW: f64 = 1e-4;
const FIGURES: [AtNode; 3] = [AtNode::Delivered, AtNode::Viewed, AtNode::Clicked];

/// A figure of one message that follows its sending.
#[derive(Clone, Debug)]
struct Following {
    node: u32,
    figure: u8,
    share: u16,
    decay: Decay,
    /// The expected users who will, but have not been counted.
    ahead: f64,
    /// The expected users who have, but have not been counted.
    owed: f64,
    /// Up to when `ahead` is right.
    at: i64,
    listed: bool,
}

/// All messages.
pub(super) struct Seen {
    all: Vec<Following>,
    /// Where those of a node begin.
    first: Vec<u32>,
    active: Vec<u32>,
}

impl Seen {
    pub fn new(plan: &Plan) -> Self {
        let (mut all, mut first) = (Vec::new(), Vec::with_capacity(plan.nodes.len() + 1));
        for (node, of) in plan.nodes.iter().enumerate() {
            first.push(all.len() as u32);
            let Rule::Engagement(engagement) = &of.rule else { continue };
            let shares = engagement.seen.iter().enumerate().filter(|(_, (share, _))| share.points() > 0);
            all.extend(shares.map(|(figure, (share, after))| Following {
                node: node as u32,
                figure: figure as u8,
                share: share.points(),
                decay: Decay::new(after.minutes()),
                ahead: 0.0,
                owed: 0.0,
                at: 0,
                listed: false,
            }));
        }
        first.push(all.len() as u32);
        Self { all, first, active: Vec::new() }
    }

    /// True where some are still to be counted.
    pub fn is_active(&self) -> bool {
        !self.active.is_empty()
    }

    /// Messages of a node that are sent.
    pub fn sent(&mut self, node: usize, now: i64, n: u64, mut random: Option<&mut Random>) {
        if n == 0 {
            return;
        }
        for number in self.first[node]..self.first[node + 1] {
            let following = &mut self.all[number as usize];
            following.pass(now);
            let share = f64::from(following.share) / f64::from(WHOLE);
            following.ahead += match random.as_deref_mut() {
                None => n as f64 * share,
                Some(random) => random.binomial(n, share) as f64,
            };
            if !std::mem::replace(&mut following.listed, true) {
                self.active.push(number);
            }
        }
    }

    /// A full hour: counts what happened since the last.
    pub fn tick(&mut self, now: i64, counts: &mut Counts) {
        self.active.retain(|number| {
            let following = &mut self.all[*number as usize];
            following.pass(now);
            if following.ahead < FEW {
                following.owed += std::mem::take(&mut following.ahead);
                following.listed = false;
            }
            let whole = (following.owed + 0.5).floor().max(0.0);
            following.owed -= whole;
            counts.node(following.node as usize, FIGURES[following.figure as usize], whole as u64);
            following.listed
        });
    }
}

impl Following {
    fn pass(&mut self, now: i64) {
        if self.ahead > 0.0 && now > self.at {
            let left = self.ahead * self.decay.left(now - self.at);
            self.owed += self.ahead - left;
            self.ahead = left;
        }
        self.at = now;
    }
}
