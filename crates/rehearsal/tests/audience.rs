//! The identities of numbers.md §2 at every instant, in whole users, over random journeys, lifecycles and audiences.
//!
//! A sample in the normal run; `AUDIENCE_CASES=100000 cargo test --release -p rehearsal --test audience` asks more.

#![allow(clippy::unwrap_used, clippy::panic)] // helpers of tests are not seen as tests

mod assumed;
mod tz;

use assumed::{Case, case};
use chrono::TimeDelta;
use journey::{assumptions::Share, journey::Published, time::Instant};
use rehearsal::{
    audience::{Audience, AudienceQuery, Figure, Period},
    zone::Zone,
};
use tz::tz as zone;

/// The number of cases: 300, or what the environment says.
fn cases() -> u32 {
    std::env::var("AUDIENCE_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(300)
}

/// The simulation of a version of a case.
fn simulate(case: &Case, version: &Published) -> Audience {
    let home = zone(&version.content().setup.zone);
    let users: Vec<_> = case.workspace.zones.iter().map(|(name, share)| (zone(name), *share)).collect();
    let users: Vec<(&dyn Zone, Share)> = users.iter().map(|(zone, share)| (zone as &dyn Zone, *share)).collect();
    let ask = AudienceQuery::of(&case.journey, version, &home, &case.assumed, &case.workspace, case.until);
    AudienceQuery { users, ..ask }.figures()
}

/// Holds the identities at an instant.
fn holds(audience: &Audience, at: Instant, told: &str) {
    let journey = audience.journey(at);
    assert_eq!(journey.qualified, journey.entered + journey.control, "{told}");
    let goals: u64 = journey.goals_met.iter().sum();
    let left = journey.completed + goals + journey.timed_out + journey.force_exits + journey.removed;
    assert_eq!(journey.entered, journey.inside + left, "{told}");
    let (mut inside, mut arrived) = (0, vec![0; audience.nodes.len()]);
    let mut sums = [0; 5];
    for (place, keys) in audience.links.iter().enumerate() {
        let node = audience.node(place, at);
        assert_eq!(node.entered, node.left() + node.waiting_before + node.waiting_at, "{told} {place}");
        inside += node.waiting_before + node.waiting_at;
        let all = [node.completed, node.goal_met, node.timed_out, node.force_exits, node.removed];
        sums.iter_mut().zip(all).for_each(|(sum, one)| *sum += one);
        for key in keys {
            arrived[audience.place(&key.to).unwrap()] += audience.link(key, at);
        }
        assert!(
            node.quiet <= node.unreachable && node.delivered.max(node.viewed).max(node.clicked) <= node.sent,
            "{told}"
        );
    }
    assert_eq!(inside, journey.inside, "{told}");
    assert_eq!(sums, [journey.completed, goals, journey.timed_out, journey.force_exits, journey.removed], "{told}");
    arrived[0] += journey.entered;
    for (place, arrived) in arrived.into_iter().enumerate() {
        assert_eq!(audience.node(place, at).entered, arrived, "{told} {place}");
    }
    assert!(journey.control_met.iter().sum::<u64>() <= journey.control, "{told}");
}

#[test]
fn nobody_is_created_and_nobody_is_lost() {
    let (mut entered, mut goals, mut instants) = (0, 0, 0_usize);
    for seed in 0..cases() {
        let case = case(seed);
        for version in &case.journey.published {
            let audience = simulate(&case, version);
            let told = format!("case {seed}, version {}", version.number());
            let all: Vec<Instant> = audience.instants().collect();
            instants += all.len();
            // Twenty of them, in between and at the end: each figure is a sum that stays.
            let step = all.len() / 20 + 1;
            for at in all.iter().step_by(step).chain(all.last()) {
                holds(&audience, *at, &told);
                holds(&audience, *at - TimeDelta::milliseconds(1), &told);
            }
            let last = audience.journey(case.until);
            entered += u32::from(last.entered > 0);
            goals += u32::from(last.goals_met.iter().sum::<u64>() > 0);
        }
    }
    assert!(
        entered > cases() / 2 && goals > cases() / 8 && instants > 50 * cases() as usize,
        "{entered} {goals} {instants}"
    );
}

#[test]
fn rows_add_up_to_the_total() {
    for seed in 0..40 {
        let case = case(seed);
        let version = &case.journey.published[0];
        let home = zone(&version.content().setup.zone);
        let audience = simulate(&case, version);
        let from = case.published - TimeDelta::days(1);
        for period in [Period::Hour, Period::Day, Period::Week, Period::Month] {
            for figure in [Figure::Qualified, Figure::Entered, Figure::Left, Figure::EnteredNode(1), Figure::Sent(1)] {
                let row = audience.series(figure, period, &home, (from, case.until));
                let sum: u64 = row.iter().map(|part| part.1).sum();
                assert_eq!(sum, audience.total(figure, case.until), "case {seed} {period:?} {figure:?}");
            }
        }
    }
}

#[test]
fn a_simulation_gives_the_same_again() {
    for seed in 0..20 {
        let mut case = case(seed);
        case.assumed.random = seed % 2 == 1;
        let figures = || {
            let audience = simulate(&case, &case.journey.published[0]);
            let nodes: Vec<_> = (0..audience.nodes.len()).map(|place| audience.node(place, case.until)).collect();
            (audience.journey(case.until), nodes)
        };
        assert_eq!(figures(), figures());
    }
}

#[test]
fn drawn_splits_lose_nobody_either() {
    for seed in 0..cases() / 4 {
        let mut case = case(seed);
        (case.assumed.random, case.assumed.seed) = (true, seed);
        for version in &case.journey.published {
            let audience = simulate(&case, version);
            holds(&audience, case.until, &format!("drawn case {seed}"));
        }
    }
}
