//! The graph as it is seen while groups are collapsed.

use std::sync::Arc;

use canvas::fold::Folded;
use journey::{graph::Graph, journey::Draft};
use reactive_graph::prelude::*;
use signals::SharedMemo;

use crate::readable::Readable;

/// Reads the graph of a draft as it is seen.
pub fn shown<R>(draft: Readable<Draft>, folded: SharedMemo<Option<Arc<Folded>>>, read: impl FnOnce(&Graph) -> R) -> R {
    draft.with(|draft| {
        if draft.graph.groups().is_empty() {
            return read(&draft.graph);
        }
        folded.with(|folded| read(folded.as_ref().map_or(&draft.graph, |folded| &folded.graph)))
    })
}
