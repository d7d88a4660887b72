//! Marks on the browser's own time line (`performance.measure`): what DevTools and bench/page read. Costs a few calls.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Does something, and leaves how long it took as the measure of that name; only the last of a name is kept.
pub fn timed<T>(name: &str, run: impl FnOnce() -> T) -> T {
    begin(name);
    let done = run();
    end(name);
    done
}

/// Begins a measure.
pub fn begin(name: &str) {
    for call in ["clearMarks", "clearMeasures", "mark"] {
        tell(call, &[name]);
    }
}

/// Ends a measure that was begun: from the mark of that name until now.
pub fn end(name: &str) {
    tell("measure", &[name, name]);
}

/// Calls a function of `performance`, where the browser has it.
fn tell(function: &str, arguments: &[&str]) {
    let Ok(performance) = Reflect::get(&js_sys::global(), &"performance".into()) else { return };
    let function = Reflect::get(&performance, &function.into()).ok().and_then(|it| it.dyn_into::<Function>().ok());
    let arguments: js_sys::Array = arguments.iter().map(|text| JsValue::from_str(text)).collect();
    if let Some(function) = function {
        let _ = function.apply(&performance, &arguments);
    }
}
