//! The timetable as most tests read it: each message with its reasons.
#![allow(dead_code)]

use journey::{journey::Draft, schedule::Publishing, text::NodeId, time::Instant};
use rehearsal::{
    reason::Reason,
    runs::Run,
    timetable::{RUNS, TimetableQuery},
    zone::Zone,
};

pub struct Plan {
    pub activates: Instant,
    pub qualifies: Option<Instant>,
    pub reasons: Vec<Reason>,
    pub first_messages: Vec<FirstMessage>,
    pub next_runs: Vec<Run>,
}

pub struct FirstMessage {
    pub node: NodeId,
    pub earliest: Instant,
    pub latest: Option<Instant>,
    pub about: bool,
    pub reasons: Vec<Reason>,
    pub last_reasons: Vec<Reason>,
}

pub fn plan(draft: &Draft, published: Instant, zone: &dyn Zone) -> Plan {
    let ask = TimetableQuery { runs: RUNS, ..TimetableQuery::new(draft, Publishing::at_once(published), zone) };
    let table = ask.timetable();
    let explanations = ask.explanations(&table);
    let first_messages = table
        .messages
        .iter()
        .map(|message| FirstMessage {
            node: table.node(message).clone(),
            earliest: message.earliest.at,
            latest: message.latest.map(|told| told.at),
            about: message.about,
            reasons: explanations.explain(&message.earliest).reasons,
            last_reasons: message.latest.map(|told| explanations.explain(&told).reasons).unwrap_or_default(),
        })
        .collect();
    Plan {
        activates: table.activates,
        qualifies: table.qualifies,
        reasons: table.reasons.clone(),
        first_messages,
        next_runs: table.runs.iter().filter_map(|table| table.run).collect(),
    }
}
