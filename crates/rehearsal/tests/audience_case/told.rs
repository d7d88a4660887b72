//! A case in the words of the oracle.

use journey::{
    assumptions::Firing,
    field::Value as Field,
    graph::{Node, When},
    journey::Published,
    kind::{Kind, Outcome},
    schedule::{Publishing, Schedule},
    setup::{QuietHandling, Setup, Start, Timeline, Unit},
    text::NodeId,
    time::{Instant, Span, Weekday, write_local},
};
use rehearsal::zone::Zone;
use serde_json::{Value, json};

use super::Case;

pub fn told(case: &Case, seed: u64) -> Value {
    let version = case.version();
    let (assumed, draft) = (&case.assumptions, version.content());
    let setup = &draft.setup;
    let nodes: Vec<&Node> = draft.graph.nodes().collect();
    let place = |id: &NodeId| nodes.iter().position(|node| node.id == *id);
    let links: Vec<Value> = draft
        .graph
        .links()
        .map(|(key, timing)| {
            json!({
                "from": place(&key.from),
                "outcome": outcome(key.outcome),
                "to": place(&key.to),
                "delay": timing.delay.map(span),
                "window": timing.window.map(span),
            })
        })
        .collect();
    let goals: Vec<Value> = setup
        .goals
        .iter()
        .enumerate()
        .map(|(n, goal)| {
            let of = assumed.goal(n);
            let (share, control, half_life) = (of.share.points(), of.control.points(), of.half_life.minutes());
            json!({"past": goal.kind == Kind::PastBehavior, "share": share, "half_life": half_life, "control": control})
        })
        .collect();
    let quiet = setup.quiet_hours.as_ref().map(|quiet| {
        let windows: Vec<Value> = quiet
            .windows
            .iter()
            .map(|w| json!({"days": days(&w.days), "from": w.from.minutes(), "to": w.to.minutes()}))
            .collect();
        json!({"windows": windows, "drop": quiet.handling == QuietHandling::Drop})
    });
    let wait = nodes.iter().find(|node| node.entry).and_then(|node| least(node));
    let mut told = entry(case, version);
    let more = json!({
        "seed": seed,
        "older": case.journey.published.iter().rev().skip(1).map(|older| entry(case, older)).collect::<Vec<_>>(),
        "reentry": setup.reentry,
        "user_zone": setup.user_zone,
        "zones": case.workspace.zones.iter().map(|(name, share)| json!([name, share.points()])).collect::<Vec<_>>(),
        "quiet": quiet,
        "control_percent": setup.control_percent,
        "timeout": setup.timeout.map(span),
        "goals": goals,
        "audience": assumed.audience,
        "newcomers": assumed.newcomers.points(),
        "arrivals": assumed.arrivals.per_day,
        "weekdays": assumed.arrivals.weekdays,
        "hours": assumed.arrivals.hours,
        "wait": wait,
        "nodes": nodes.iter().map(|of| node(case, of)).collect::<Vec<_>>(),
        "links": links,
        "asked": case.asked.iter().map(Instant::timestamp).collect::<Vec<_>>(),
    });
    if let (Value::Object(told), Value::Object(more)) = (&mut told, more) {
        told.extend(more);
    }
    told
}

/// The time in which a version takes users in.
fn entry(case: &Case, version: &Published) -> Value {
    let setup = &version.content().setup;
    let schedule = Schedule::of(&case.journey, version);
    let seconds = |at: &Instant| at.timestamp();
    let paused: Vec<Value> =
        schedule.paused().iter().map(|(from, to)| json!([seconds(from), to.as_ref().map(seconds)])).collect();
    json!({
        "zone": case.zone.name(),
        "published": Publishing::of(&case.journey, version).earliest().timestamp(),
        "entry": if setup.entry == journey::setup::EntryCriteria::OnEvent { "on-event" } else { "at-a-time" },
        "timeline": timeline(setup),
        "start": match setup.start { Start::Later(local) => Value::from(write_local(local)), Start::Now => Value::Null },
        "end": setup.end.map(|end| end.to_string()),
        "run_at_activation": setup.run_at_activation,
        "schedule": {
            "paused": paused,
            "ended": schedule.ended().as_ref().map(seconds),
            "stopped": schedule.stopped().as_ref().map(seconds),
        },
    })
}

fn timeline(setup: &Setup) -> Value {
    match &setup.timeline {
        Timeline::Once => json!({"kind": "once"}),
        Timeline::Dates(dates) => {
            json!({"kind": "dates", "dates": dates.iter().map(ToString::to_string).collect::<Vec<_>>()})
        }
        Timeline::Recurring { every, unit: Unit::Days } => json!({"kind": "recurring", "every": every, "unit": "day"}),
        Timeline::Recurring { every, unit: Unit::Weeks(on) } => {
            json!({"kind": "recurring", "every": every, "unit": "week", "weekdays": days(on)})
        }
        Timeline::Recurring { unit: Unit::Months(_), .. } => panic!("no case repeats by months"),
    }
}

fn node(case: &Case, node: &Node) -> Value {
    let kind = node.kind;
    let mut told = json!({"id": node.id.as_str(), "entry": node.entry, "kind": kind.spec().slug});
    let more = if kind.is_segment() {
        let of = case.assumptions.segment(node);
        json!({
            "role": "segment",
            "past": kind == Kind::PastBehavior,
            "window": node.window.map(span),
            "least": least(node),
            "yes": of.yes.points(),
            "no": of.no.points(),
            "half_life": match of.firing { Firing::HalfLife(time) => Value::from(time.minutes()), Firing::Uniform => Value::Null },
        })
    } else if kind.is_engagement() {
        let of = case.assumptions.message(&case.workspace, node);
        let minutes = [of.delivered_after, of.viewed_after, of.clicked_after].map(|time| time.minutes());
        json!({
            "role": "message",
            "quiet": kind.spec().quiet,
            "user_zone": node.user_zone,
            "when": match node.when {
                When::AtOnce => Value::Null,
                When::BestTime => Value::from("best"),
                When::Clock(clock) => Value::from(clock.minutes()),
            },
            "sent": of.sent().points(),
            "failed": of.failed.points(),
            "unreachable": of.unreachable.points(),
            "delivered": of.delivered.points(),
            "viewed": of.viewed.points(),
            "clicked": of.clicked.points(),
            "half_lives": {"delivered": minutes[0], "viewed": minutes[1], "clicked": minutes[2]},
        })
    } else if kind.spec().paths.is_some() {
        let outcomes = node.outcomes();
        let shares = case.assumptions.paths(node);
        assert_eq!(outcomes.len(), shares.len());
        let shares: Vec<Value> =
            outcomes.iter().zip(shares).map(|(name, share)| json!([outcome(*name), share.points()])).collect();
        json!({"role": "split", "shares": shares})
    } else {
        json!({"role": if kind == Kind::ForceExit { "exit" } else { "update" }})
    };
    if let (Value::Object(told), Value::Object(more)) = (&mut told, more) {
        told.extend(more);
    }
    told
}

/// The wait of an *Inaction*.
fn least(node: &Node) -> Option<Value> {
    match node.segment.get("within") {
        Some(Field::Span(within)) if node.kind == Kind::Inaction => Some(span(*within)),
        _ => None,
    }
}

/// An outcome in the oracle's words.
pub fn outcome(outcome: Outcome) -> String {
    match outcome {
        Outcome::Path(n) => format!("path{n}"),
        named => named.name().to_lowercase(),
    }
}

fn span(span: Span) -> Value {
    let (unit, n) = span.parts();
    json!([unit, n])
}

fn days(days: &[Weekday]) -> Vec<u32> {
    days.iter().map(|day| day.num_days_from_monday()).collect()
}
