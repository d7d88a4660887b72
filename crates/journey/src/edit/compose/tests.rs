use super::*;
use crate::model::{setup::EntryCriteria, text::NodeId};

fn id(text: &str) -> NodeId {
    NodeId::parse(text).unwrap()
}

fn key(from: &str, outcome: Outcome, to: &str) -> LinkKey {
    LinkKey { from: id(from), outcome, to: id(to) }
}

/// Applies an edit, and makes sure that undo gives back what was there, in its order.
fn applied(draft: &Draft, edit: &Edit) -> Draft {
    let mut after = draft.clone();
    let back = edit.apply(&mut after).unwrap();
    let mut undone = after.clone();
    back.apply(&mut undone).unwrap();
    assert_eq!(format!("{undone:?}"), format!("{draft:?}"));
    after
}

fn keys(draft: &Draft) -> Vec<String> {
    draft.graph.links().map(|(key, _)| format!("{} {} {}", key.from, key.outcome.name(), key.to)).collect()
}

/// A list, a mail behind it, and a text message behind that.
fn three() -> Draft {
    let mut draft = Draft::new("UTC");
    for (name, kind, after) in
        [("in", Kind::CustomList, None), ("mail", Kind::Email, Some("in")), ("text", Kind::Sms, Some("mail"))]
    {
        let edit = place(&draft, kind, id(name), None, after.map(id).as_ref());
        draft = applied(&draft, &edit);
    }
    draft
}

/// A conditional split of three paths, each and *Others* linked, between other links.
fn split() -> Draft {
    let mut draft = three();
    draft = applied(&draft, &place(&draft, Kind::ConditionalSplit, id("s"), None, Some(&id("text"))));
    for name in ["a", "b", "c", "d"] {
        draft = applied(&draft, &place(&draft, Kind::Push, id(name), Some(Point::default()), None));
    }
    for _ in 0..2 {
        draft = applied(&draft, &add_path(&draft, &id("s")).unwrap());
    }
    let mut paths = draft.graph.node(&id("s")).unwrap().paths.clone();
    for (path, name) in paths.iter_mut().zip(["A", "B", "C"]) {
        path.name = name.to_owned();
    }
    draft = applied(&draft, &Edit::Paths(id("s"), paths));
    for (n, to) in [(2, "c"), (0, "a"), (1, "b")] {
        draft = applied(&draft, &connect(&draft, key("s", Outcome::Path(n), to)).unwrap());
        draft = applied(&draft, &connect(&draft, key(to, Outcome::Sent, "d")).unwrap());
    }
    applied(&draft, &connect(&draft, key("s", Outcome::Others, "d")).unwrap())
}

fn path_names(draft: &Draft) -> String {
    draft.graph.node(&id("s")).unwrap().paths.iter().map(|path| path.name.as_str()).collect()
}

#[test]
fn the_first_segment_becomes_the_entry_and_switches_the_criteria_if_need_be() {
    let empty = Draft::new("UTC");
    let edit = place(&empty, Kind::Action, id("in"), None, None);
    let draft = applied(&empty, &edit);
    let node = draft.graph.entry().unwrap();
    assert_eq!((node.window, draft.setup.entry), (None, EntryCriteria::OnEvent));
    assert_eq!(edit.describe(&empty), "Added Action");
    let draft = applied(&empty, &place(&empty, Kind::JourneyTrigger, id("in"), None, None));
    assert_eq!(draft.setup.entry, EntryCriteria::AtATime);
    let draft = applied(&empty, &place(&empty, Kind::Push, id("p"), None, None));
    assert!(draft.graph.entry().is_none());
}

#[test]
fn what_is_placed_after_a_node_is_linked_and_keeps_its_distance() {
    let mut draft = three();
    assert_eq!(keys(&draft), ["in Yes mail", "mail Sent text"]);
    let spot = |draft: &Draft, name: &str| {
        let at = draft.graph.node(&id(name)).unwrap().at;
        (at.x, at.y)
    };
    assert_eq!((spot(&draft, "mail"), spot(&draft, "text")), ((360.0, 0.0), (720.0, 0.0)));
    draft = applied(&draft, &place(&draft, Kind::Action, id("wait"), None, Some(&id("mail"))));
    assert_eq!(spot(&draft, "wait"), (720.0, 104.0));
    assert_eq!(draft.graph.node(&id("wait")).unwrap().window, Some(Span::Days(1)));
    draft = applied(&draft, &place(&draft, Kind::Push, id("p"), Some(Point { x: 7.2, y: -3.0 }), Some(&id("mail"))));
    assert_eq!(spot(&draft, "p"), (7.0, -3.0));
    assert_eq!(keys(&draft)[2..], ["mail Failed wait", "mail Viewed p"]);
    assert_eq!(draft.graph.link(&key("mail", Outcome::Viewed, "p")).unwrap().window, Some(Span::Days(1)));
    // A force exit leads nowhere: what comes after it is not linked.
    draft = applied(&draft, &place(&draft, Kind::ForceExit, id("end"), None, Some(&id("text"))));
    draft = applied(&draft, &place(&draft, Kind::Push, id("q"), None, Some(&id("end"))));
    assert_eq!(draft.graph.links_to(&id("q")).count(), 0);
}

#[test]
fn placing_never_puts_one_card_on_another() {
    let mut draft = three();
    for n in 0..60 {
        let after = id(if n % 2 == 0 { "mail" } else { "text" });
        draft = applied(&draft, &place(&draft, Kind::Push, id(&format!("p{n}")), None, Some(&after)));
    }
    let nodes: Vec<&Node> = draft.graph.nodes().collect();
    for (i, a) in nodes.iter().enumerate() {
        for b in &nodes[..i] {
            let (dx, dy) = ((a.at.x - b.at.x).abs(), (a.at.y - b.at.y).abs());
            assert!(dx >= CARD_WIDTH + GAP_X || dy >= CARD_HEIGHT + GAP_Y, "{a:?} {b:?}");
        }
    }
}

#[test]
fn connecting_says_why_not_and_deleting_passes_over_what_is_gone() {
    let draft = three();
    assert_eq!(connect(&draft, key("text", Outcome::Sent, "in")), Err(LinkRefusal::IntoEntry));
    let edit = connect(&draft, key("text", Outcome::Sent, "mail")).unwrap();
    assert_eq!(keys(&applied(&draft, &edit)).len(), 3);
    assert_eq!(delete(&draft, &[id("gone")], &[key("in", Outcome::Yes, "gone")]), None);
    let edit = delete(&draft, &[id("gone"), id("mail")], &[]).unwrap();
    assert_eq!(keys(&applied(&draft, &edit)), [""; 0]);
}

#[test]
fn another_entry_takes_over_from_the_first() {
    let mut draft = three();
    draft = applied(&draft, &place(&draft, Kind::Action, id("act"), None, Some(&id("mail"))));
    let edit = set_entry(&draft, &id("act")).unwrap();
    assert_eq!(edit.describe(&draft), "Made Action the entry");
    let after = applied(&draft, &edit);
    let entries: Vec<&str> = after.graph.nodes().filter(|node| node.entry).map(|node| node.id.as_str()).collect();
    assert_eq!(entries, ["act"]);
    assert_eq!(after.graph.node(&id("act")).unwrap().window, None);
    assert_eq!(after.setup.entry, EntryCriteria::OnEvent);
    assert_eq!(keys(&after), ["in Yes mail", "mail Sent text"]);
    // A segment that was the entry waits a day from then on.
    let again = applied(&after, &set_entry(&after, &id("in")).unwrap());
    assert_eq!(again.graph.node(&id("act")).unwrap().window, Some(Span::Days(1)));
    assert_eq!((set_entry(&draft, &id("in")), set_entry(&draft, &id("mail"))), (None, None));
}

#[test]
fn a_node_put_into_a_link_leaves_the_delay_before_it() {
    let mut draft = three();
    let timing = LinkTiming { delay: Some(Span::Days(2)), window: None };
    draft = applied(&draft, &Edit::Link(key("in", Outcome::Yes, "mail"), timing));
    let link = key("in", Outcome::Yes, "mail");
    let edit = insert_on_link(&draft, &link, Kind::Webhook, id("hook"), None).unwrap();
    assert_eq!(edit.describe(&draft), "Added Webhook");
    let after = applied(&draft, &edit);
    assert_eq!(keys(&after), ["in Yes hook", "mail Sent text", "hook Sent mail"]);
    assert_eq!(after.graph.link(&key("in", Outcome::Yes, "hook")), Some(&timing));
    assert_eq!(after.graph.link(&key("hook", Outcome::Sent, "mail")).unwrap().delay, None);
    let end = applied(&draft, &insert_on_link(&draft, &link, Kind::ForceExit, id("end"), None).unwrap());
    assert_eq!(keys(&end), ["in Yes end", "mail Sent text"]);
    let gone = key("in", Outcome::Yes, "text");
    assert_eq!(insert_on_link(&draft, &gone, Kind::Push, id("p"), None), Err(LinkRefusal::NoSuchNode));
}

#[test]
fn beside_other_links_of_the_outcome_only_a_segment_can_be_put_in() {
    let mut draft = three();
    for name in ["w1", "w2"] {
        draft = applied(&draft, &place(&draft, Kind::Action, id(name), None, None));
        draft = applied(&draft, &connect(&draft, key("text", Outcome::Sent, name)).unwrap());
    }
    let link = key("text", Outcome::Sent, "w1");
    assert_eq!(insert_on_link(&draft, &link, Kind::Push, id("p"), None), Err(LinkRefusal::Parallel));
    assert!(insert_on_link(&draft, &link, Kind::PageVisit, id("p"), None).is_ok());
}

#[test]
fn a_link_led_elsewhere_keeps_its_place_and_its_delay() {
    let mut draft = three();
    let timing = LinkTiming { delay: Some(Span::Hours(3)), window: None };
    draft = applied(&draft, &Edit::Link(key("in", Outcome::Yes, "mail"), timing));
    let edit = reconnect(&draft, &key("in", Outcome::Yes, "mail"), key("in", Outcome::Yes, "text")).unwrap();
    let after = applied(&draft, &edit);
    assert_eq!(keys(&after), ["in Yes text", "mail Sent text"]);
    assert_eq!(after.graph.link(&key("in", Outcome::Yes, "text")), Some(&timing));
    let edit = reconnect(&draft, &key("mail", Outcome::Sent, "text"), key("mail", Outcome::Clicked, "text")).unwrap();
    let after = applied(&draft, &edit);
    assert_eq!(after.graph.link(&key("mail", Outcome::Clicked, "text")).unwrap().window, Some(Span::Days(1)));
    let same = key("in", Outcome::Yes, "mail");
    assert_eq!(reconnect(&draft, &same, same.clone()), Err(LinkRefusal::Twice));
    assert_eq!(reconnect(&draft, &same, key("in", Outcome::No, "mail")), Err(LinkRefusal::NoSuchOutcome));
}

#[test]
fn a_removed_path_takes_its_links_along_and_the_later_ones_move_up() {
    let draft = split();
    let edit = remove_path(&draft, &id("s"), 1).unwrap();
    assert_eq!(edit.describe(&draft), "Changed the paths of Conditional split");
    let after = applied(&draft, &edit);
    assert_eq!(path_names(&after), "AC");
    let expected = ["s Path 2 c", "c Sent d", "s Path 1 a", "a Sent d", "b Sent d", "s Others d"];
    assert_eq!(keys(&after)[3..], expected);
    let one = applied(&after, &remove_path(&after, &id("s"), 1).unwrap());
    assert_eq!(remove_path(&one, &id("s"), 0), None);
    assert_eq!(remove_path(&draft, &id("s"), 3), None);
}

#[test]
fn a_moved_path_leads_where_it_led() {
    let draft = split();
    for (from, to, names) in [(0, 2, "BCA"), (2, 0, "CAB"), (1, 2, "ACB")] {
        let after = applied(&draft, &move_path(&draft, &id("s"), from, to).unwrap());
        assert_eq!(path_names(&after), names);
        for (i, name) in names.to_lowercase().char_indices() {
            let link = key("s", Outcome::Path(u8::try_from(i).unwrap()), &name.to_string());
            assert!(after.graph.link(&link).is_some(), "{link:?}");
        }
        assert_eq!(after.graph.links().len(), draft.graph.links().len());
    }
    assert_eq!((move_path(&draft, &id("s"), 1, 1), move_path(&draft, &id("s"), 0, 3)), (None, None));
}

#[test]
fn a_split_takes_paths_up_to_its_limit() {
    let mut draft = split();
    for _ in 0..3 {
        draft = applied(&draft, &add_path(&draft, &id("s")).unwrap());
    }
    assert_eq!((add_path(&draft, &id("s")), add_path(&draft, &id("mail"))), (None, None));
    draft = applied(&draft, &place(&draft, Kind::SplitTest, id("t"), None, None));
    draft = applied(&draft, &add_path(&draft, &id("t")).unwrap());
    let percents: Vec<_> = draft.graph.node(&id("t")).unwrap().paths.iter().map(|path| path.percent).collect();
    assert_eq!(percents, [Some(50), Some(50), Some(0)]);
}

#[test]
fn a_node_that_is_taken_out_of_its_way_heals_it_and_putting_it_back_is_the_inverse() {
    let draft = three();
    let timing = LinkTiming { delay: Some(Span::Days(2)), window: None };
    let delayed = applied(&draft, &Edit::Link(key("in", Outcome::Yes, "mail"), timing));
    let healed = applied(&delayed, &delete_and_reconnect(&delayed, &[id("mail")]).unwrap());
    assert_eq!(keys(&healed), ["in Yes text"]);
    assert_eq!(healed.graph.link(&key("in", Outcome::Yes, "text")), Some(&timing), "the delay before it stays");
    let alone = applied(&healed, &Edit::add(draft.graph.node(&id("mail")).unwrap().clone()));
    let back = applied(&alone, &splice(&alone, &key("in", Outcome::Yes, "text"), &id("mail")).unwrap());
    let mut links = keys(&back);
    links.sort();
    assert_eq!(links, ["in Yes mail", "mail Sent text"]);
    assert_eq!(back.graph.link(&key("in", Outcome::Yes, "mail")), Some(&timing));
    assert_eq!(splice(&back, &key("in", Outcome::Yes, "mail"), &id("text")), Err(LinkRefusal::Twice), "it is linked");
    // At the end of a way, and at its beginning, there is nothing to heal.
    let end = applied(&draft, &delete_and_reconnect(&draft, &[id("text")]).unwrap());
    assert_eq!(keys(&end), ["in Yes mail"]);
    assert_eq!(
        applied(&draft, &delete_and_reconnect(&draft, &[id("mail"), id("text")]).unwrap()).graph.links().len(),
        0
    );
    assert_eq!(delete_and_reconnect(&draft, &[id("gone")]), None);
}
