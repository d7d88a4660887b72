use super::*;
use crate::{
    edit::history::HistoryEvent,
    model::{
        field::Section,
        graph::{LinkKey, Path, Point, When},
        kind::{Kind, Outcome},
        time::Span,
    },
};

fn id(text: &str) -> NodeId {
    NodeId::parse(text).unwrap()
}

/// A list with a mail and a split behind it, a note, and a group of the mail.
fn draft() -> Draft {
    let nodes = [("list", Kind::CustomList), ("mail", Kind::Email), ("split", Kind::SplitTest)];
    let nodes = nodes.map(|(name, kind)| Node::new(id(name), kind, Point::default()));
    let mut draft = Draft::new("UTC");
    draft.graph = Graph::of(nodes, [(link(), LinkTiming::start(link().outcome))]);
    for edit in [note("Here", 10.0), group("Group", true)] {
        edit.apply(&mut draft).unwrap();
    }
    draft
}

fn link() -> LinkKey {
    LinkKey { from: id("mail"), outcome: Outcome::Viewed, to: id("split") }
}

fn note(text: &str, x: f64) -> Edit {
    let at = Point { x, y: 0.0 };
    Edit::Note(id("note"), Some(Note { text: text.to_owned(), ..Note::new(at) }))
}

fn group(name: &str, collapsed: bool) -> Edit {
    Edit::Group(id("group"), Some(Group { name: name.to_owned(), nodes: vec![id("mail")], collapsed }))
}

fn setup(change: impl FnOnce(&mut Setup)) -> Edit {
    let mut setup = draft().setup;
    change(&mut setup);
    Edit::Setup(Box::new(setup))
}

fn restore(change: impl FnOnce(&mut Graph)) -> Edit {
    let mut graph = draft().graph;
    change(&mut graph);
    Edit::Restore(Box::new(graph))
}

fn text(key: &'static str, value: &str) -> Edit {
    Edit::Field { node: id("mail"), section: Section::What, key, value: Some(value.into()) }
}

/// One edit of each kind that holds a value.
fn one_of_each() -> Vec<Edit> {
    let title = || Edit::Title(id("mail"), "Title".to_owned());
    vec![
        title(),
        Edit::Entry(id("list"), true),
        text("subject", "Subject"),
        Edit::Window(id("list"), Some(Span::Days(3))),
        Edit::When(id("mail"), When::BestTime),
        Edit::UserZone(id("mail"), false),
        Edit::Paths(id("split"), vec![Path { name: "A".to_owned(), ..Path::default() }; 2]),
        Edit::Move(vec![(id("mail"), Point { x: 40.0, y: 20.0 })]),
        Edit::Link(link(), LinkTiming { delay: Some(Span::Hours(5)), ..LinkTiming::start(link().outcome) }),
        note("There", 10.0),
        group("Name", true),
        setup(|setup| setup.control_percent = 20),
        restore(|graph| graph.nodes[&id("mail")].title = "Restored".to_owned()),
        Edit::Batch(vec![title(), text("subject", "Both")]),
    ]
}

/// Gives the draft a state that another tab brought.
fn take_over(history: &mut History, draft: &mut Draft, to: &Draft) {
    history.follow(draft, to);
    *draft = to.clone();
}

#[test]
fn a_step_that_another_tab_took_back_and_did_again_stays_done_whatever_is_undone_and_redone_here_meanwhile() {
    for edit in one_of_each() {
        let (mut history, mut here) = (History::default(), draft());
        history.apply(&mut here, &edit, 0.0).unwrap();
        let (before, after) = (draft(), here.clone());
        assert!(!before.is_same(&after), "{edit:?} changes nothing");
        take_over(&mut history, &mut here, &before);
        history.undo(&mut here).unwrap();
        assert!(here.is_same(&before), "{edit:?}: there was nothing left to take back");
        take_over(&mut history, &mut here, &after);
        history.redo(&mut here).unwrap();
        assert!(here.is_same(&after), "{edit:?}: redo took away what the other tab did again");
    }
}

#[test]
fn undo_and_redo_leave_what_another_tab_changed_beside_the_step() {
    let beside: [(Edit, Edit); 5] = [
        (setup(|setup| setup.control_percent = 20), setup(|setup| setup.reentry = true)),
        (note("There", 10.0), note("Here", 80.0)),
        (group("Name", true), group("Group", false)),
        (
            Edit::Link(link(), LinkTiming { delay: Some(Span::Hours(5)), ..LinkTiming::start(link().outcome) }),
            Edit::Link(link(), LinkTiming { delay: None, window: Some(Span::Days(9)) }),
        ),
        (
            restore(|graph| graph.nodes[&id("mail")].title = "Restored".to_owned()),
            Edit::Insert { nodes: vec![(9, Node::new(id("new"), Kind::Push, Point::default()))], links: Vec::new() },
        ),
    ];
    for (own, other) in beside {
        let (mut history, mut here, mut theirs) = (History::default(), draft(), draft());
        history.apply(&mut here, &own, 0.0).unwrap();
        other.apply(&mut theirs).unwrap();
        // Both changes come together in this draft.
        let (mut both, mut step) = (theirs.clone(), own.clone());
        step.follow(&draft(), &theirs);
        step.apply(&mut both).unwrap();
        take_over(&mut history, &mut here, &both);
        history.undo(&mut here).unwrap();
        assert!(here.is_same(&theirs), "{own:?}: undo took back {other:?}");
        history.redo(&mut here).unwrap();
        assert!(here.is_same(&both), "{own:?}: redo took back {other:?}");
    }
}

#[test]
fn a_graph_that_undo_puts_back_has_what_another_tab_added_and_lacks_what_it_removed() {
    let (mut history, mut here) = (History::default(), draft());
    history.apply(&mut here, &restore(|graph| graph.notes.clear()), 0.0).unwrap();
    let mut theirs = here.clone();
    let insert = Edit::Insert {
        nodes: vec![(9, Node::new(id("new"), Kind::Push, Point::default()))],
        links: vec![(9, LinkKey { from: id("list"), outcome: Outcome::Yes, to: id("new") }, LinkTiming::default())],
    };
    let remove = Edit::Remove { nodes: vec![id("split")], links: Vec::new() };
    for edit in [insert, remove, group("Theirs", true)] {
        edit.apply(&mut theirs).unwrap();
    }
    take_over(&mut history, &mut here, &theirs);
    history.undo(&mut here).unwrap();
    assert!(here.graph.note(&id("note")).is_some(), "the note is back");
    here.graph.notes.clear();
    assert!(here.is_same(&theirs));
}

#[test]
fn a_step_that_another_tab_made_impossible_is_passed_over_and_a_replay_passes_it_over_as_well() {
    let (mut history, mut here) = (History::default(), draft());
    for edit in [text("subject", "Subject"), Edit::Title(id("split"), "Title".to_owned())] {
        history.apply(&mut here, &edit, 0.0).unwrap();
    }
    let mut theirs = here.clone();
    Edit::Remove { nodes: vec![id("split")], links: Vec::new() }.apply(&mut theirs).unwrap();
    take_over(&mut history, &mut here, &theirs);
    let (mut again, mut replayed) = (history.clone(), here.clone());
    assert!(history.undo(&mut here).is_some_and(|label| label.contains("Subject")));
    assert_eq!(here.graph.node(&id("mail")).unwrap().what.text("subject"), "");
    again.replay(&mut replayed, &HistoryEvent::Undo).unwrap();
    assert_eq!((again, replayed), (history.clone(), here.clone()));
    assert_eq!(history.undo(&mut here), None);
}
