//! Both graphs on one canvas, with what was added, removed, changed and moved marked: by a word, a shape and a line, and by
//! colour besides. It is scrolled like any page, so that fingers, wheel and arrow keys do what they always do.

use canvas::{
    card,
    picture::short,
    rect::Rect,
    route::{Cards, Route},
};
use journey::{
    diff::picture::{DrawnLink, DrawnNode, Mark, Picture},
    graph::Point,
    text::NodeId,
};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::super::{
    canvas::{caption, title},
    changes::{mark_icon, mark_slug},
    look,
};
use crate::ui::{Button, ButtonSize, ButtonVariant, Icon, IconName};

/// What is left free around the graphs, in canvas units.
const MARGIN: f64 = 40.0;
/// The smallest zoom at which a card's text reads well; smaller only on request.
const READABLE: f64 = 0.75;
/// The zooms one step apart.
const STEP: f64 = 1.25;

/// The region *Both graphs*.
pub fn both_graphs(picture: &Picture) -> AnyView {
    let pane = NodeRef::<html::Div>::new();
    let zoom = RwSignal::new(READABLE);
    let around = Rect::around(picture.nodes.iter().map(|drawn| card::rect(drawn.node.at)));
    let bounds = around.unwrap_or_default().grown(MARGIN);
    let fitting = move || {
        let element = pane.get_untracked()?;
        let room = (f64::from(element.client_width()) / bounds.w).min(f64::from(element.client_height()) / bounds.h);
        Some(room.clamp(0.1, 1.0))
    };
    // As soon as it is there: all of it, where that can be read.
    Effect::new(move |_| {
        pane.track();
        if let Some(fit) = fitting() {
            zoom.set(fit.max(READABLE));
        }
    });
    let by = move |factor: f64| zoom.update(|zoom| *zoom = (*zoom * factor).clamp(0.1, 2.0));
    let marked = |mark: Mark| {
        let nodes = picture.nodes.iter().filter(|drawn| drawn.mark == mark).count();
        let links = picture.links.iter().filter(|drawn| drawn.mark == mark).count();
        nodes + links
    };
    let legend = Mark::TOLD.into_iter().filter(|mark| marked(*mark) > 0).map(|mark| {
        view! { <li class="legend__mark" data-mark=mark_slug(mark)><Icon name=mark_icon(mark) />{format!("{} ({})", mark.name(), marked(mark))}</li> }
    });
    let nodes = picture.nodes.iter().map(node).collect::<Vec<_>>();
    let cards = Cards::at(picture.nodes.iter().map(|drawn| drawn.node.at).collect());
    let routes: Vec<_> = picture.links.iter().filter_map(|link| Some((link, route(picture, &cards, link)?))).collect();
    let lines = routes.iter().map(|(link, route)| line(link, route)).collect::<Vec<_>>();
    let labels = routes.iter().filter_map(|(link, route)| label(picture, link, route)).collect::<Vec<_>>();
    view! {
        <section class="compare__graphs" aria-label="Both graphs">
            <div class="compare__tools">
                <ul class="legend" aria-label="Marks">{legend.collect::<Vec<_>>()}</ul>
                <div class="button-group">
                    <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ZoomOut label="Zoom out" on_click=move |_| by(1.0 / STEP) />
                    <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::ZoomIn label="Zoom in" on_click=move |_| by(STEP) />
                    <Button variant=ButtonVariant::Ghost size=ButtonSize::Small icon=IconName::Fit label="Fit view" on_click=move |_| if let Some(fit) = fitting() { zoom.set(fit) } />
                </div>
            </div>
            <div class="compare__pane" node_ref=pane tabindex="0" role="group" aria-label="Nodes of both versions">
                <div
                    class="compare__sheet"
                    style:width=move || format!("{:.0}px", bounds.w * zoom.get())
                    style:height=move || format!("{:.0}px", bounds.h * zoom.get())
                >
                    <div
                        class="canvas__world"
                        style:transform=move || format!("scale({:.4}) translate({:.0}px,{:.0}px)", zoom.get(), -bounds.x, -bounds.y)
                    >
                        <svg class="canvas__links" aria-hidden="true" width="1" height="1">{lines}</svg>
                        <div aria-hidden="true">{labels}</div>
                        <ul class="compare__nodes">{nodes}</ul>
                    </div>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// A card, as on the canvas of the builder but for its handles.
fn node(drawn: &DrawnNode) -> AnyView {
    let DrawnNode { node, mark } = drawn;
    let badge = (*mark != Mark::Same)
        .then(|| view! { <span class="both__mark"><Icon name=mark_icon(*mark) />{mark.name()}</span> });
    view! {
        <li
            class="node both"
            data-group=look::group_slug(node.kind.spec().group)
            data-mark=mark_slug(*mark)
            data-both=node.id.to_string()
            tabindex="-1"
            style:transform=format!("translate({:.0}px,{:.0}px)", node.at.x, node.at.y)
        >
            {badge}
            <span class="tile"><Icon name=look::icon(node.kind) /></span>
            <span class="node__text">
                <span class="node__title">{title(node)}</span>
                <span class="node__kind">{caption(node)}</span>
            </span>
            {node.entry.then(|| view! { <span class="node__mark"><Icon name=IconName::Flag /><span class="visually-hidden">"Entry"</span></span> })}
        </li>
    }
    .into_any()
}

fn route(picture: &Picture, cards: &Cards, link: &DrawnLink) -> Option<Route> {
    let (from, to) = (&picture.nodes.get(link.from)?.node, &picture.nodes.get(link.to)?.node);
    Some(Route::of(cards, &link.key, (from, from.at), to.at))
}

fn line(link: &DrawnLink, route: &Route) -> AnyView {
    let mut d = String::new();
    route.write(&mut d);
    let class = format!("link outcome--{}", look::outcome_tone(link.key.outcome));
    view! { <g class=class data-mark=mark_slug(link.mark)><path class="link__line" d=d></path></g> }.into_any()
}

/// The label of a link. What changed of it, the list beside says.
fn label(picture: &Picture, link: &DrawnLink, route: &Route) -> Option<AnyView> {
    let beside: Vec<usize> = (0..picture.links.len())
        .filter(|i| picture.links.get(*i).is_some_and(|other| (other.from, other.to) == (link.from, link.to)))
        .collect();
    let rank = beside.iter().position(|i| picture.links.get(*i).is_some_and(|other| std::ptr::eq(other, link)));
    let Point { x, y } = route.label(rank.unwrap_or(0) as f64 - (beside.len() as f64 - 1.0) / 2.0);
    let outcome = picture.nodes.get(link.from)?.node.outcome_name(link.key.outcome);
    let class = format!("link-label outcome--{}", look::outcome_tone(link.key.outcome));
    Some(
        view! {
            <div class=class data-mark=mark_slug(link.mark) style:transform=format!("translate(calc({x:.0}px - 50%),calc({y:.0}px - 50%))")>
                {(link.mark != Mark::Same).then(|| view! { <Icon name=mark_icon(link.mark) /> })}
                <span class="link-label__outcome">{outcome}</span>
                {link.timing.window.map(|window| view! { <span class="link-label__time">{format!("≤ {}", short(window))}</span> })}
                {link.timing.delay.map(|delay| view! { <span class="link-label__time"><Icon name=IconName::Clock />{short(delay)}</span> })}
            </div>
        }
        .into_any(),
    )
}

/// Brings a node of both graphs into view and gives it the focus. Ids hold nothing that a selector could take for its own.
pub fn show_node(node: &NodeId) {
    let found = document().query_selector(&format!("[data-both=\"{node}\"]")).ok().flatten();
    if let Some(card) = found.and_then(|card| card.dyn_into::<HtmlElement>().ok()) {
        // Which brings it into view as well.
        let _ = card.focus();
    }
}
