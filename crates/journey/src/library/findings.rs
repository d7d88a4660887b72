//! Templates and samples are free of findings of the checks.

use super::{
    TEMPLATES,
    tests::{ZONE, all, days, sample},
};
use crate::{
    checks::{Context, Finding, check},
    model::{
        journey::{Draft, Published},
        schedule::Publishing,
        text::NodeId,
        time::Date,
    },
};

/// The findings of the checks for a draft on a day, in the sample workspace.
fn findings(name: &str, draft: &Draft, day: Date) -> Vec<Finding> {
    let nodes = |id: &str| -> Option<Vec<NodeId>> {
        let sample = sample();
        let journey = sample.iter().find(|journey| journey.id.as_str() == id)?;
        let content = journey.latest().map(Published::content).or(journey.draft.as_ref())?;
        Some(content.graph.nodes().map(|node| node.id.clone()).collect())
    };
    let noon = day.and_time(chrono::NaiveTime::MIN) + chrono::TimeDelta::hours(12);
    let context = Context {
        name,
        name_taken: false,
        publishing: Publishing::at_once(noon.and_utc()),
        to_local: Some(&|at| at.naive_utc()),
        journey_nodes: &nodes,
    };
    check(draft, &context)
}

#[test]
fn every_template_and_sample_is_free_of_findings() {
    for (name, draft, day) in all() {
        assert_eq!(findings(&name, &draft, day), [], "{name}");
    }
}

#[test]
fn every_template_is_free_of_findings_on_any_day() {
    for template in &TEMPLATES {
        for day in days() {
            let mut draft = (template.build)(ZONE, day);
            assert_eq!(findings(template.name, &draft, day), [], "{} on {day}", template.id);
            // And the checks do look.
            draft.setup.goals.clear();
            assert_eq!(findings(template.name, &draft, day).len(), 1, "{}", template.id);
        }
    }
}
