//! The events on a draft can be written, read and replayed.

use proptest::prelude::*;

use super::{super::*, defaults};
use crate::{
    arbitrary::dice,
    edit::history::{History, HistoryEvent},
    model::journey::Draft,
};

/// The draft as a file holds it: what its kind does not have means nothing in a node, and is not written.
fn bytes(draft: &Draft) -> String {
    Json::text(|out| put_draft(out, draft))
}

/// The history as it is written, whole.
fn written_history(history: &History) -> String {
    Json::text(|out| put_history(out, history, usize::MAX))
}

fn written(event: &HistoryEvent) -> String {
    Json::text(|out| put_event(out, event))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn acts_that_are_read_again_lead_to_the_same_draft_and_history(mut dice in dice(900)) {
        let start = if dice.one_in(2) { dice.loose_draft(20) } else { Draft::new("UTC") };
        let (mut draft, mut history, mut now) = (start.clone(), History::default(), 1.7e12);
        let mut events: Vec<HistoryEvent> = Vec::new();
        for _ in 0..60 {
            now += dice.within(0, 1_400) as f64;
            let event = match dice.below(12) {
                0 | 1 => HistoryEvent::Undo,
                2 => HistoryEvent::Redo,
                3 => HistoryEvent::Mark,
                _ => {
                    // Repeats the last edit now and then, as typing does.
                    let edit = match events.last() {
                        Some(HistoryEvent::Apply { edit, .. }) if dice.one_in(2) => edit.clone(),
                        _ => dice.edit(&draft),
                    };
                    HistoryEvent::Apply { coalesces: history.coalesces(&edit, now), edit, at: now }
                }
            };
            let done = match &event {
                HistoryEvent::Apply { edit, at, .. } => history.apply(&mut draft, edit, *at).map(drop),
                other => history.replay(&mut draft, other),
            };
            if done.is_ok() {
                if events.last().is_some_and(|last| last.is_covered_by(&event)) {
                    events.pop();
                }
                events.push(event);
            }
        }
        let (mut again, mut steps) = (draft_from_value(&draft_to_value(&start), &defaults()).unwrap(), History::default());
        for event in &events {
            let text = written(event);
            let read = event_from_value(&parse(&text).unwrap(), &defaults());
            let read = read.map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;
            prop_assert_eq!(written(&read), text);
            prop_assert!(steps.replay(&mut again, &read).is_ok(), "{:?}", event);
        }
        prop_assert_eq!(bytes(&again), bytes(&draft));
        prop_assert_eq!(written_history(&steps), written_history(&history));
        // And the history itself, on the draft that a file brought back.
        let mut read = history_from_value(&parse(&written_history(&history)).unwrap(), &defaults()).unwrap();
        prop_assert_eq!(written_history(&read), written_history(&history));
        let mut there = draft_from_value(&draft_to_value(&draft), &defaults()).unwrap();
        while let Some(said) = history.undo(&mut draft) {
            prop_assert_eq!(read.undo(&mut there), Some(said));
            prop_assert_eq!(bytes(&there), bytes(&draft));
        }
        prop_assert_eq!(read.undoable(), None);
    }

    #[test]
    fn a_history_without_room_keeps_its_newest_steps(mut dice in dice(300), room in 0..4_000_usize) {
        let (mut draft, mut history) = (Draft::new("UTC"), History::default());
        for n in 0..30 {
            let edit = dice.edit(&draft);
            let _ = history.apply(&mut draft, &edit, f64::from(n) * 2e3);
        }
        let text = Json::text(|out| put_history(out, &history, room));
        prop_assert!(text.len() <= room + 200 + 2 * 30);
        let mut cut = history_from_value(&parse(&text).unwrap(), &defaults()).unwrap();
        if let Some(said) = cut.undoable() {
            prop_assert_eq!(Some(said), history.undoable());
        }
        let mut there = draft_from_value(&draft_to_value(&draft), &defaults()).unwrap();
        while cut.undo(&mut there).is_some() {
            history.undo(&mut draft);
            prop_assert_eq!(bytes(&there), bytes(&draft));
        }
    }

    #[test]
    fn two_drafts_are_the_same_where_their_bytes_are(mut dice in dice(400)) {
        let draft = dice.draft(20);
        let read = |draft: &Draft| draft_from_value(&draft_to_value(draft), &defaults()).unwrap();
        let (one, mut other) = (read(&draft), read(&draft));
        prop_assert!(one.is_same(&other));
        let edit = dice.edit(&other);
        let _ = edit.apply(&mut other);
        let other = read(&other);
        prop_assert_eq!(one.is_same(&other), bytes(&one) == bytes(&other));
    }

    #[test]
    fn arbitrary_json_is_no_act_and_no_panic(json in crate::arbitrary::json()) {
        let _ = event_from_value(&json, &defaults());
        let _ = history_from_value(&json, &defaults());
        let _ = links_from_value(&json);
    }
}
