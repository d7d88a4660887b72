//! Time zones as the browser knows them: the database of `Intl`, which costs the page nothing.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use journey::time::Instant;
use js_sys::{Array, Function, Intl, Object, Reflect};
use rehearsal::zone::Zone;
use wasm_bindgen::{JsCast, JsValue};

/// A zone of the browser.
#[derive(Clone)]
pub struct BrowserZone {
    name: Rc<str>,
    /// `None` for the UTC of a browser that knows no zones at all.
    formats: Option<Rc<Formats>>,
}

/// The formatters for instants of one zone.
struct Formats {
    offset: Function,
    text: Function,
    /// Offsets that were asked for before, by minute: since 1972 no zone has changed within one, though some at 00:01.
    known: RefCell<HashMap<i64, i32>>,
}

thread_local! {
    /// Zones that were opened before: making their formats is slow.
    static ZONES: RefCell<HashMap<String, Option<BrowserZone>>> = RefCell::default();
}

impl BrowserZone {
    /// The zone of an IANA name; `None` where the browser does not know it.
    pub fn open(name: &str) -> Option<Self> {
        if !journey::setup::is_zone_name(name) {
            return None;
        }
        if let Some(known) = ZONES.with_borrow(|zones| zones.get(name).cloned()) {
            return known;
        }
        let zone = Self::make(name);
        ZONES.with_borrow_mut(|zones| zones.insert(name.to_owned(), zone.clone()));
        zone
    }

    /// The zone of that name, or UTC where the browser does not know it: a journey from elsewhere can still be looked at.
    pub fn open_or_utc(name: &str) -> Self {
        Self::open(name).or_else(|| Self::open("UTC")).unwrap_or_else(|| Self { name: "UTC".into(), formats: None })
    }

    fn make(name: &str) -> Option<Self> {
        let offset = formatter("en-US", name, &[("timeZoneName", "longOffset")])?;
        let text = formatter(
            "en-GB",
            name,
            &[
                ("weekday", "short"),
                ("day", "numeric"),
                ("month", "short"),
                ("year", "numeric"),
                ("hour", "2-digit"),
                ("minute", "2-digit"),
                ("timeZoneName", "short"),
                ("hourCycle", "h23"),
            ],
        )?;
        Some(Self { name: name.into(), formats: Some(Rc::new(Formats { offset, text, known: RefCell::default() })) })
    }

    /// An instant as a person reads it, always with its zone: “Sat 28 Mar 2026, 17:00 CET”.
    pub fn say(&self, instant: Instant) -> String {
        let said = self.formats.as_ref().and_then(|formats| call(&formats.text, instant));
        said.unwrap_or_else(|| rehearsal::zone::rfc3339(self, instant))
    }
}

impl Zone for BrowserZone {
    fn offset_at(&self, instant: Instant) -> i32 {
        let Some(formats) = &self.formats else { return 0 };
        let minute = instant.timestamp().div_euclid(60);
        if let Some(offset) = formats.known.borrow().get(&minute) {
            return *offset;
        }
        let offset = call(&formats.offset, instant).map_or(0, |text| read_offset(&text));
        formats.known.borrow_mut().insert(minute, offset);
        offset
    }

    fn name(&self) -> &str {
        &self.name
    }
}

/// The zone of this browser.
pub fn local_name() -> String {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into())
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_else(|| "UTC".to_owned())
}

/// Every zone the browser knows, by name, and UTC, which it leaves out.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"supportedValuesOf".into()))
        .ok()
        .and_then(|function| function.dyn_into::<Function>().ok())
        .and_then(|function| function.call1(&JsValue::UNDEFINED, &"timeZone".into()).ok())
        .map(|list| Array::from(&list).iter().filter_map(|name| name.as_string()).collect())
        .unwrap_or_default();
    if !names.iter().any(|name| name == "UTC") {
        names.push("UTC".to_owned());
    }
    names
}

/// The bound `format` function of a new `Intl.DateTimeFormat`; `None` where the browser refuses the zone.
fn formatter(locale: &str, zone: &str, options: &[(&str, &str)]) -> Option<Function> {
    let bag = Object::new();
    for (key, value) in options.iter().chain(&[("timeZone", zone)]) {
        Reflect::set(&bag, &(*key).into(), &(*value).into()).ok()?;
    }
    // Not `Intl::DateTimeFormat::new`: an unknown zone makes it throw past Rust.
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let format = Reflect::construct(&class, &Array::of2(&locale.into(), &bag)).ok()?;
    Reflect::get(&format, &"format".into()).ok()?.dyn_into().ok()
}

fn call(format: &Function, instant: Instant) -> Option<String> {
    format.call1(&JsValue::UNDEFINED, &(instant.timestamp_millis() as f64).into()).ok()?.as_string()
}

/// The seconds of “… GMT+05:30”, “GMT-00:01:15” or a plain “GMT”.
fn read_offset(text: &str) -> i32 {
    let Some((_, offset)) = text.rsplit_once("GMT") else { return 0 };
    let sign = if offset.starts_with(['-', '\u{2212}']) { -1 } else { 1 };
    let digits = offset.trim_start_matches(['+', '-', '\u{2212}']);
    let seconds: i32 =
        digits.split(':').zip([3600, 60, 1]).filter_map(|(part, unit)| Some(part.parse::<i32>().ok()? * unit)).sum();
    sign * seconds
}

/// The browser's own zone.
pub fn local() -> BrowserZone {
    BrowserZone::open_or_utc(&local_name())
}

/// Tomorrow at nine in a zone: what a start set to *Later* begins with.
pub fn tomorrow_at_nine(zone: &str) -> journey::time::Local {
    let zone = BrowserZone::open_or_utc(zone);
    let tomorrow = rehearsal::zone::to_local(&zone, super::clock::read()).date() + chrono::TimeDelta::days(1);
    tomorrow.and_time(chrono::NaiveTime::MIN) + chrono::TimeDelta::hours(9)
}
