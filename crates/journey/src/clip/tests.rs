use std::collections::HashSet;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{
    arbitrary::{drafts, json, texts},
    edit::compose::place,
    format::FORMAT,
    model::{kind::Kind, setup::EntryCriteria},
};

fn id(text: &str) -> NodeId {
    NodeId::parse(text).unwrap()
}

/// Ids that no other draft has.
fn fresh() -> impl FnMut() -> NodeId {
    let mut n = 0;
    move || {
        n += 1;
        id(&format!("new-{n}"))
    }
}

const SEEN: (Point, Point) = (Point { x: -1e5, y: -1e5 }, Point { x: 1e5, y: 1e5 });

/// An entry with an email and an SMS behind it.
fn three() -> Draft {
    let mut draft = Draft::new("UTC");
    for (name, kind, after) in
        [("in", Kind::Action, None), ("mail", Kind::Email, Some("in")), ("text", Kind::Sms, Some("mail"))]
    {
        place(&draft, kind, id(name), None, after.map(id).as_ref()).apply(&mut draft).unwrap();
    }
    draft
}

fn all(draft: &Draft) -> Vec<NodeId> {
    draft.graph.nodes().map(|node| node.id.clone()).collect()
}

fn pasted(draft: &Draft, clip: &Clip) -> (Draft, Pasted) {
    let by = offset(draft, clip, SEEN);
    let pasted = paste(draft, clip, by, &mut fresh());
    let mut after = draft.clone();
    if let Some(edit) = &pasted.edit {
        let back = edit.apply(&mut after).unwrap();
        let mut undone = after.clone();
        back.apply(&mut undone).unwrap();
        assert_eq!(format!("{undone:?}"), format!("{draft:?}"), "one edit, and the way back is exact");
    }
    (after, pasted)
}

#[test]
fn copies_have_new_ids_and_keep_fields_places_and_the_links_between_them() {
    let draft = three();
    let text = encode(&draft, &[id("mail"), id("text")]).unwrap();
    let clip = decode(&text).unwrap();
    assert_eq!(clip.left, Vec::<String>::new());
    let (after, pasted) = pasted(&draft, &clip);
    assert_eq!(after.graph.nodes().len(), 5);
    assert_eq!(pasted.nodes.len(), 2);
    let copy = after.graph.node(&pasted.nodes[0]).unwrap();
    let mail = after.graph.node(&id("mail")).unwrap();
    assert_eq!((copy.at.x - mail.at.x, copy.at.y - mail.at.y), (STEP, STEP));
    let links: Vec<_> =
        after.graph.links_from(&pasted.nodes[0]).map(|(key, _)| (key.outcome, key.to.clone())).collect();
    assert_eq!(links, [(Outcome::Sent, pasted.nodes[1].clone())]);
    assert_eq!(after.graph.links_to(&pasted.nodes[0]).count(), 0, "what led there from others is not copied");
}

#[test]
fn links_to_others_are_told_when_copying() {
    let clip = take(&three().graph, &[id("mail")]);
    assert_eq!(clip.left, ["2 links to other nodes were not copied."]);
}

#[test]
fn pasting_again_stands_a_step_on_each_time_and_within_what_is_seen() {
    let draft = three();
    let clip = take(&draft.graph, &[id("mail")]);
    let (once, first) = pasted(&draft, &clip);
    let again = offset(&once, &clip, SEEN);
    assert_eq!(again, Point { x: 2.0 * STEP, y: 2.0 * STEP });
    let at = once.graph.node(&first.nodes[0]).unwrap().at;
    let far = (Point { x: 5000.0, y: 5000.0 }, Point { x: 5800.0, y: 5600.0 });
    let by = offset(&once, &clip, far);
    let there = moved(draft.graph.node(&id("mail")).unwrap().at, by);
    assert_eq!(there, Point { x: 5300.0, y: 5264.0 }, "the middle of the view, not {at:?}");
}

#[test]
fn a_second_entry_comes_as_a_step_and_an_entry_only_node_stays_behind() {
    let draft = three();
    let (after, told) = pasted(&draft, &take(&draft.graph, &all(&draft)));
    assert_eq!(after.graph.nodes().filter(|node| node.entry).count(), 1);
    assert_eq!(told.left, ["“Action” came as a step, not as the entry: this journey has its entry already."]);
    assert!(after.graph.node(&told.nodes[0]).unwrap().window.is_some(), "a step waits as a new one does");

    let mut list = Draft::new("UTC");
    place(&list, Kind::CustomList, id("list"), None, None).apply(&mut list).unwrap();
    place(&list, Kind::Email, id("mail"), None, Some(&id("list"))).apply(&mut list).unwrap();
    let (after, told) = pasted(&draft, &take(&list.graph, &all(&list)));
    assert_eq!(after.graph.nodes().len(), 4);
    assert_eq!(
        told.left,
        [
            "“Custom list” stayed behind: users come in by it, and this journey has its entry already.",
            "1 link led to nodes that did not come along."
        ]
    );
}

#[test]
fn into_an_empty_journey_the_entry_brings_its_criteria_and_into_another_it_has_to_fit() {
    let clip = take(&three().graph, &all(&three()));
    let empty = Draft::new("UTC");
    assert_eq!(empty.setup.entry, EntryCriteria::AtATime);
    let (after, told) = pasted(&empty, &clip);
    assert_eq!(after.setup.entry, EntryCriteria::OnEvent);
    assert!(after.graph.entry().is_some());
    assert_eq!(told.left, ["The entry criteria are “By an event trigger” now, for the entry that was pasted."]);

    let mut begun = Draft::new("UTC");
    place(&begun, Kind::Email, id("alone"), None, None).apply(&mut begun).unwrap();
    let (after, told) = pasted(&begun, &clip);
    assert_eq!(after.graph.entry(), None);
    assert_eq!(told.left, ["“Action” came as a step, not as the entry: the entry criteria are “At a specific time”."]);
}

#[test]
fn what_is_not_known_is_told_and_the_rest_comes_along() {
    let text = encode(&three(), &all(&three())).unwrap().replace("\"sms\"", "\"fax\"");
    let clip = decode(&text).unwrap();
    assert_eq!(clip.graph.nodes().len(), 2);
    assert!(clip.left[0].contains("graph.nodes[2].kind") && clip.left[0].contains("fax"), "{:?}", clip.left);
    let (after, told) = pasted(&Draft::new("UTC"), &clip);
    assert_eq!(after.graph.nodes().len(), 2);
    assert!(told.left.iter().any(|said| said == "1 link led to nodes that did not come along."), "{:?}", told.left);
}

#[test]
fn a_mail_s_text_is_read_quoted_wrapped_and_with_words_around_it() {
    let mut draft = three();
    Edit::Title(id("mail"), "Welcome to all of our new and very patient customers".to_owned())
        .apply(&mut draft)
        .unwrap();
    let text = encode(&draft, &all(&draft)).unwrap();
    let clip = decode(&text).unwrap();
    let quoted: String = text
        .replace("new and very", "new\nand very")
        .replace("  ", "\u{a0} ")
        .lines()
        .map(|line| format!("> {line}\r\n"))
        .collect();
    for wrapped in [
        format!("Hello {{all}},\n\nhere it is:\n{text}\nRegards, {{\"format\": 1}}"),
        format!("Ann wrote:\n{quoted}\nBye"),
    ] {
        assert_eq!(decode(&wrapped).unwrap(), clip, "{wrapped}");
    }
}

#[test]
fn other_text_is_refused_in_words() {
    for text in ["", "Hello", "{}", "{\"format\": \"other\"}", "{\"format\": \"sojourn\", \"version\""] {
        assert_eq!(decode(text), Err(FormatErrors::OtherFormat), "{text}");
    }
    assert_eq!(decode(r#"{"format":"sojourn","version":99}"#), Err(FormatErrors::TooNew(99)));
    assert!(decode(r#"{"format":"sojourn","version":1,"journeys":[]}"#).is_err());
    assert!(matches!(decode(&" ".repeat(BYTES_MAX + 1)), Err(FormatErrors::TooLarge(_))));
}

#[test]
fn an_exported_journey_can_be_pasted() {
    let template = &crate::library::TEMPLATES[0];
    let draft = (template.build)("UTC", crate::model::time::Date::from_ymd_opt(2026, 3, 2).unwrap());
    let (after, told) = pasted(&Draft::new("UTC"), &take(&draft.graph, &all(&draft)));
    assert_eq!(after.graph.nodes().len(), draft.graph.nodes().len(), "{:?}", told.left);
    assert_eq!(after.graph.links().len(), draft.graph.links().len());
}

/// A node without what a paste gives anew.
fn bare(node: &Node) -> Node {
    Node { id: id("x"), at: Point::default(), ..node.clone() }
}

proptest! {
    #[test]
    fn pasting_a_copy_into_an_empty_journey_keeps_every_field_and_inner_link(draft in drafts()) {
        let ids = all(&draft);
        let Some(text) = encode(&draft, &ids) else { return Ok(()) };
        let clip = decode(&text).unwrap();
        let empty = Draft::new("UTC");
        let (after, told) = pasted(&empty, &clip);
        prop_assert!(after.graph.links().all(|(key, _)| after.graph.node(&key.from).is_some() && after.graph.node(&key.to).is_some()));
        let few = draft.graph.nodes().filter(|node| node.entry || node.kind.spec().entry_only).count() <= 1
            && draft.graph.entry().is_none_or(|node| node.kind.spec().entry != EntryFit::Never)
            && !draft.graph.nodes().any(|node| !node.entry && node.kind.spec().entry_only);
        if few {
            prop_assert_eq!(after.graph.nodes().len(), ids.len(), "{:?}", told.left);
            for (was, now) in clip.graph.nodes().zip(after.graph.nodes()) {
                prop_assert_eq!(bare(was), bare(now));
            }
            let back: HashMap<NodeId, NodeId> = told.nodes.iter().cloned().zip(ids.iter().cloned()).collect();
            for (key, timing) in after.graph.links() {
                let was = LinkKey { from: back[&key.from].clone(), outcome: key.outcome, to: back[&key.to].clone() };
                prop_assert_eq!(draft.graph.link(&was).copied(), Some(*timing));
            }
            // Edits in bulk let several links leave one outcome; a hand cannot, nor can a paste.
            let mut outcomes = HashSet::new();
            if draft.graph.links().all(|(key, _)| outcomes.insert((&key.from, key.outcome))) {
                prop_assert_eq!(after.graph.links().len(), draft.graph.links().len(), "{:?}", told.left);
            }
        }
        let places: HashSet<_> = after.graph.nodes().map(|node| node.id.clone()).collect();
        prop_assert_eq!(places.len(), after.graph.nodes().len());
    }

    #[test]
    fn pasting_into_any_journey_leaves_it_sound_and_undo_gives_it_back(draft in drafts(), other in drafts()) {
        let clip = take(&other.graph, &all(&other));
        let (after, told) = pasted(&draft, &clip);
        prop_assert_eq!(after.graph.nodes().len(), draft.graph.nodes().len() + told.nodes.len());
        prop_assert!(after.graph.nodes().filter(|node| node.entry).count() <= draft.graph.nodes().filter(|node| node.entry).count().max(1));
    }

    #[test]
    fn hostile_text_never_panics(text in texts(400), value in json()) {
        let _ = decode(&text);
        let file = json!({ "format": FORMAT, "version": 1, "journeys": [{ "versions": [value.clone()] }, value] }).to_string();
        if let Ok(clip) = decode(&format!("{text}{file}{text}")) {
            pasted(&three(), &clip);
        }
        for cut in (0..file.len()).step_by(7).filter(|at| file.is_char_boundary(*at)) {
            let _ = decode(&file[..cut]);
        }
    }
}
