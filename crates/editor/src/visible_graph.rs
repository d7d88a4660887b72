//! The graph as it is seen while groups are collapsed.

use std::sync::Arc;

use canvas::collapsed::CollapsedGraph;
use journey::{graph::Graph, journey::Draft};
use reactive_graph::prelude::*;
use signals::SharedMemo;

use crate::readable::Readable;

/// Reads the graph of a draft as it is seen.
pub fn shown<R>(
    draft: Readable<Draft>,
    collapsed: SharedMemo<Option<Arc<CollapsedGraph>>>,
    read: impl FnOnce(&Graph) -> R,
) -> R {
    draft.with(|draft| {
        if draft.graph.groups().is_empty() {
            return read(&draft.graph);
        }
        collapsed.with(|collapsed| read(collapsed.as_ref().map_or(&draft.graph, |collapsed| &collapsed.graph)))
    })
}
