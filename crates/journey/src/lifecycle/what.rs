//! The one thing that changes of a published version: what its messages say (spec: journey.md §2 ★).

use crate::{
    compare::diff::{Change, diff, say_what},
    edit::Refused,
    model::{
        field::{Section, Value},
        graph::Path,
        journey::{Draft, Published, WHAT_MAX, WhatChange, WhatPart},
        kind::Kind,
        time::Instant,
    },
};

impl Published {
    /// Takes over a content that differs from its own in nothing but *What* and the percentages of manual splits, and keeps
    /// on record what changed and when; any other difference is refused, and nothing changes (journey.md §2 ★).
    ///
    /// # Errors
    ///
    /// [`Refused::Published`] where anything else differs.
    pub fn take_what(&mut self, content: &Draft, now: Instant) -> Result<(), Refused> {
        let changes = diff(self.content(), content);
        let told = changes.iter().map(|change| self.what_change(change, now)).collect::<Option<Vec<_>>>();
        let told = told.ok_or(Refused::Published)?;
        let kept = &mut self.record_mut().what;
        kept.extend(told.into_iter().flatten());
        let surplus = kept.len().saturating_sub(WHAT_MAX);
        kept.drain(..surplus);
        self.set_content(content);
        Ok(())
    }

    /// The record of a change; `None` where a published version may not have it.
    fn what_change(&self, change: &Change, at: Instant) -> Option<Vec<WhatChange>> {
        match change {
            Change::Field { node, section: Section::What, key, from, to } => {
                let engages = self.content().graph.node(node).is_some_and(|node| node.kind.is_engagement());
                let (node, part, from, to) = (node.clone(), WhatPart::Field(key), from.clone(), to.clone());
                engages.then(|| vec![WhatChange { at, node, part, from, to }])
            }
            Change::Paths(id, from, to) => {
                let node = self.content().graph.node(id)?;
                let manual = node.kind == Kind::SplitTest && node.what.text("mode") == "manual";
                let rest = |(a, b): (&Path, &Path)| a.name == b.name && a.conditions == b.conditions;
                let only_percent = manual && from.len() == to.len() && from.iter().zip(to).all(rest);
                let percent = |n: Option<u8>| n.map(|n| Value::Number(n.into()));
                let differ = from.iter().zip(to).enumerate().filter(|(_, (a, b))| a.percent != b.percent);
                let told = differ.map(|(i, (a, b))| WhatChange {
                    at,
                    node: id.clone(),
                    part: WhatPart::Percent(i),
                    from: percent(a.percent),
                    to: percent(b.percent),
                });
                only_percent.then(|| told.collect())
            }
            _ => None,
        }
    }

    /// A change of *What* in a sentence without its full stop.
    pub fn say_what(&self, change: &WhatChange) -> String {
        say_what(self.content(), change)
    }
}
