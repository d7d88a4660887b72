//! The graph as it is seen while groups are collapsed.

use std::sync::Arc;

use canvas::fold::Folded;
use journey::{graph::Graph, journey::Draft};
use leptos::prelude::*;

/// Reads the graph of a draft as it is seen.
pub fn shown<R>(draft: RwSignal<Draft>, folded: Memo<Option<Arc<Folded>>>, read: impl FnOnce(&Graph) -> R) -> R {
    draft.with(|draft| {
        if draft.graph.groups().is_empty() {
            return read(&draft.graph);
        }
        folded.with(|folded| read(folded.as_ref().map_or(&draft.graph, |folded| &folded.graph)))
    })
}
