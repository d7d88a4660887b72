//! Long chains on a small stack: nothing calls itself once per node or link (issue 12, A21).

// The helpers of a test are tests too, which clippy cannot tell in a file of their own.
#![allow(clippy::unwrap_used)]

use std::thread;

use canvas::{collapsed, keyboard_nav, minimap, picture, route::Routes, tidy};
use journey::{
    arbitrary::Shape,
    edit::{Edit, compose},
    graph::Group,
    journey::Draft,
    text::NodeId,
};

/// An eighth of the stack that the page's module has. A frame for each of 2,000 nodes leaves 64 bytes.
const STACK: usize = 128 * 1024;
const NODES: usize = 2_000;

/// Runs a test for every shape of graph, on a small stack.
fn on_a_small_stack(test: fn(&Draft)) {
    for shape in Shape::ALL {
        let run = move || test(&shape.draft(NODES, None));
        let thread = thread::Builder::new().stack_size(STACK).name(shape.name().to_owned()).spawn(run).unwrap();
        thread.join().unwrap();
    }
}

#[test]
fn tidying_and_reading_order() {
    on_a_small_stack(|draft| {
        assert!(!tidy::tidy(&draft.graph).is_empty());
        assert_eq!(keyboard_nav::reading_order(&draft.graph).len(), NODES);
    });
}

#[test]
fn routes_pictures_and_folding() {
    on_a_small_stack(|draft| {
        let graph = &draft.graph;
        let routes = Routes::of(graph, None);
        let (key, _) = graph.links().last().unwrap();
        assert!(routes.find(graph, key).is_some());
        let (svg, _) = picture::svg(graph, "Deep", picture::LIGHT, &|_| "");
        assert!(svg.len() > NODES);
        minimap::area(graph);
        let all: Vec<NodeId> = graph.nodes().skip(1).map(|node| node.id.clone()).collect();
        let (id, made) = compose::group(draft, &all, NodeId::parse("group").unwrap()).unwrap();
        let mut grouped = draft.clone();
        made.apply(&mut grouped).unwrap();
        let group = grouped.graph.group(&id).unwrap().clone();
        Edit::Group(id, Some(Group { collapsed: true, ..group })).apply(&mut grouped).unwrap();
        let collapsed = collapsed::collapse(&grouped.graph, &[]).unwrap();
        assert!(collapsed::nav_graph(&collapsed).nodes().count() < NODES);
    });
}
