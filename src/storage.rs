//! What this browser keeps, in localStorage (spec: journey.md §3.4; format.md).
use journey::{journey::Journey, text::JourneyId, time::Instant};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Records { kept: StoredValue<Vec<Journey>> }
#[derive(Clone)]
pub struct Unsaved { pub name: String, pub draft: journey::journey::Draft, pub at: Instant }
pub struct Trouble { pub title: &'static str, pub text: String }
impl Records {
    pub fn trouble(self) -> Option<Trouble> { None }
    pub fn unsaved(self, _id: Option<&JourneyId>) -> Option<Unsaved> { None }
    pub fn keep_unsaved(self, _id: Option<&JourneyId>, _u: &Unsaved) {}
    pub fn forget_unsaved(self, _id: Option<&JourneyId>) {}
    pub fn open() -> Self { Self { kept: StoredValue::default() } }
    pub fn load(self, _now: Instant) -> Vec<Journey> { self.kept.get_value() }
    pub fn on_change_elsewhere(self, _f: impl Fn() + 'static) {}
    pub fn save(self, journey: &Journey) -> Result<(), String> { self.kept.update_value(|k| { k.retain(|j| j.id != journey.id); k.push(journey.clone()); }); Ok(()) }
    pub fn remove(self, id: &JourneyId) -> Result<(), String> { self.kept.update_value(|k| k.retain(|j| j.id != *id)); Ok(()) }
}
