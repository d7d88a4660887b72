//! Elements made by hand, for what every first page needs.
//!
//! `view!` makes code anew for each closure and each attribute: that is most of what Leptos adds to a page (README, Size).
//! These few methods do the same with one copy of the code. What changes is given as a function, and lives as long as the
//! owner it was made under, as in a view. Anywhere else `view!` reads better.
use std::collections::HashMap;

use leptos::{
    prelude::*,
    reactive::effect::RenderEffect,
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        view::{Position, PositionState, add_attr::AddAnyAttr},
    },
    wasm_bindgen::{JsCast, JsValue, prelude::Closure},
    web_sys::{Element, Event, HtmlElement, Node},
};
use send_wrapper::SendWrapper;

/// An element. A copy is the same element.
#[derive(Clone)]
pub struct El(SendWrapper<Element>);

/// An HTML element with a class.
pub fn el(tag: &str, class: &str) -> El {
    make(None, tag, class)
}

/// An SVG element with a class.
pub fn svg(tag: &str, class: &str) -> El {
    make(Some("http://www.w3.org/2000/svg"), tag, class)
}

fn make(namespace: Option<&str>, tag: &str, class: &str) -> El {
    let document = document();
    let made = match namespace {
        Some(_) => document.create_element_ns(namespace, tag),
        None => document.create_element(tag),
    };
    // A browser refuses a name with a blank in it; ours are written down in the code.
    let element =
        made.unwrap_or_else(|_| document.create_element("span").unwrap_or_else(|_| JsValue::NULL.unchecked_into()));
    let made = El(SendWrapper::new(element));
    if class.is_empty() { made } else { made.attr("class", class) }
}

impl El {
    /// The element itself.
    pub fn node(&self) -> &Element {
        &self.0
    }

    /// The one element of a piece of markup. What a person wrote has to be escaped in it.
    pub fn of_markup(html: &str) -> Self {
        let around = el("div", "");
        around.0.set_inner_html(html);
        around.0.first_element_child().map_or(around, |element| Self(SendWrapper::new(element)))
    }

    /// Sets an attribute of one that is there already; `None` takes it away.
    pub fn set(&self, name: &str, value: Option<&str>) {
        set(&self.0, name, value);
    }

    /// Sets its whole style.
    pub fn style_text(&self, css: &str) {
        self.0.unchecked_ref::<HtmlElement>().style().set_css_text(css);
    }

    /// Sets an attribute.
    pub fn attr(self, name: &str, value: &str) -> Self {
        set(&self.0, name, Some(value));
        self
    }

    /// Sets an attribute without a value, or leaves it out.
    pub fn flag(self, name: &str, on: bool) -> Self {
        if on { self.attr(name, "") } else { self }
    }

    /// Keeps an attribute at what the function says; `None` leaves it out.
    pub fn bind(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.bind_dyn(name, Box::new(value))
    }

    fn bind_dyn(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let element = self.0.clone();
        watch_dyn(Box::new(move || set(&element, name, value().as_deref())));
        self
    }

    /// Keeps an attribute that is `true` or `false` in words.
    pub fn bind_bool(self, name: &'static str, value: impl Fn() -> bool + 'static) -> Self {
        let value: Box<dyn Fn() -> bool> = Box::new(value);
        self.bind_dyn(name, Box::new(move || Some(if value() { "true" } else { "false" }.to_owned())))
    }

    /// Keeps an attribute without a value.
    pub fn bind_flag(self, name: &'static str, value: impl Fn() -> bool + 'static) -> Self {
        let value: Box<dyn Fn() -> bool> = Box::new(value);
        self.bind_dyn(name, Box::new(move || value().then(String::new)))
    }

    /// Keeps a class there, or away.
    pub fn bind_class(self, class: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        let (element, on): (_, Box<dyn Fn() -> bool>) = (self.0.clone(), Box::new(on));
        watch_dyn(Box::new(move || {
            let _ = element.class_list().toggle_with_force(class, on());
        }));
        self
    }

    /// Keeps a property of the element.
    pub fn bind_prop(self, name: &'static str, value: impl Fn() -> JsValue + 'static) -> Self {
        let (element, value): (_, Box<dyn Fn() -> JsValue>) = (self.0.clone(), Box::new(value));
        watch_dyn(Box::new(move || {
            let _ = js_sys::Reflect::set(&element, &name.into(), &value());
        }));
        self
    }

    /// Keeps the text of a field. It is written when the function says something new that is not in the field already: to write
    /// what a person is typing would move the caret, and end a composition.
    pub fn bind_value(self, value: impl Fn() -> String + 'static) -> Self {
        let (element, value): (_, Box<dyn Fn() -> String>) = (self.0.clone(), Box::new(value));
        let mut said = None;
        watch_dyn(Box::new(move || {
            let now = value();
            if said.as_ref() != Some(&now) {
                let held = js_sys::Reflect::get(&element, &"value".into());
                if held.ok().and_then(|held| held.as_string()).as_ref() != Some(&now) {
                    let _ = js_sys::Reflect::set(&element, &"value".into(), &now.as_str().into());
                }
                said = Some(now);
            }
        }));
        self
    }

    /// Calls back on an event, for as long as the present owner lives.
    pub fn on(self, event: &str, then: impl Fn(Event) + 'static) -> Self {
        self.on_dyn(event, Box::new(then))
    }

    fn on_dyn(self, event: &str, then: Box<dyn Fn(Event)>) -> Self {
        // A handler subscribes to nothing that it reads; a debug build would warn of such reads.
        let then: Box<dyn Fn(Event)> = Box::new(move |event| untrack(|| then(event)));
        let then = Closure::wrap(then);
        let _ = self.0.add_event_listener_with_callback(event, then.as_ref().unchecked_ref());
        // A handler often holds its own element, and the element its handler: no garbage collector sees through both.
        // It also ends with its owner because what goes away may still send an event, a pop-over its last `toggle`.
        match Owner::current() {
            Some(_) => {
                let listening = SendWrapper::new((self.0.clone().take(), event.to_owned(), then));
                on_cleanup(move || {
                    let (element, event, then) = listening.take();
                    let _ = element.remove_event_listener_with_callback(&event, then.as_ref().unchecked_ref());
                });
            }
            None => drop(then.into_js_value()),
        }
        self
    }

    /// Adds text.
    pub fn text(self, text: &str) -> Self {
        let _ = self.0.append_with_str_1(text);
        self
    }

    /// Adds text that is kept.
    pub fn bind_text(self, text: impl Fn() -> String + 'static) -> Self {
        let text: Box<dyn Fn() -> String> = Box::new(text);
        let node = document().create_text_node("");
        let _ = self.0.append_child(&node);
        watch_dyn(Box::new(move || node.set_data(&text())));
        self
    }

    /// Adds an element.
    pub fn child(self, child: El) -> Self {
        let _ = self.0.append_child(&child.0);
        self
    }

    /// Adds an element, if there is one.
    pub fn maybe(self, child: Option<El>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds elements.
    pub fn children(self, children: impl IntoIterator<Item = El>) -> Self {
        children.into_iter().fold(self, El::child)
    }

    /// Adds a view.
    pub fn view(self, view: AnyView) -> Self {
        let mut state = view.build();
        state.mount(&self.0, None);
        StoredValue::new_local(state);
        self
    }

    /// Adds a place for what the function makes, which is made anew at each change of what it reads.
    pub fn slot(self, make: impl Fn() -> Option<El> + 'static) -> Self {
        self.slots_dyn(Box::new(move || make().into_iter().collect()))
    }

    /// Adds a place for several elements, made anew at each change of what the function reads.
    pub fn slots(self, make: impl Fn() -> Vec<El> + 'static) -> Self {
        self.slots_dyn(Box::new(make))
    }

    fn slots_dyn(self, make: Box<dyn Fn() -> Vec<El>>) -> Self {
        let (parent, end) = (self.0.clone(), document().create_comment(""));
        let _ = parent.append_child(&end);
        let mut before: Vec<El> = Vec::new();
        watch_dyn(Box::new(move || {
            let now = make();
            for old in before.drain(..) {
                old.0.remove();
            }
            for new in &now {
                let _ = parent.insert_before(&new.0, Some(&end));
            }
            before = now;
        }));
        self
    }

    /// Makes a row per key, which stays as long as its key is there. The element holds nothing else.
    pub fn rows(self, keys: impl Fn() -> Vec<String> + 'static, row: impl Fn(&str) -> El + 'static) -> Self {
        self.rows_dyn(Box::new(keys), Box::new(row))
    }

    fn rows_dyn(self, keys: Box<dyn Fn() -> Vec<String>>, row: Box<dyn Fn(&str) -> El>) -> Self {
        let parent = self.0.clone();
        // Rows outlive the runs of the effect: they belong to whoever owns the table.
        let outer = Owner::current().unwrap_or_default();
        let mut rows: HashMap<String, (Owner, El)> = HashMap::new();
        watch_dyn(Box::new(move || {
            let keys = keys();
            let mut before = std::mem::take(&mut rows);
            let kept: Vec<_> = keys.into_iter().map(|key| (before.remove(&key), key)).collect();
            for (owner, gone) in before.into_values() {
                gone.0.remove();
                owner.cleanup();
            }
            let mut next = parent.first_child();
            for (known, key) in kept {
                let (owner, element) = known.unwrap_or_else(|| {
                    let owner = outer.child();
                    let made = owner.with(|| untrack(|| row(&key)));
                    (owner, made)
                });
                let node: &Node = &element.0;
                if next.as_ref() == Some(node) {
                    next = node.next_sibling();
                } else {
                    let _ = parent.insert_before(node, next.as_ref());
                }
                rows.insert(key, (owner, element));
            }
        }));
        self
    }
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Runs now, and at each change of what was read, for as long as the present owner lives.
pub fn watch(run: impl FnMut() + 'static) {
    watch_dyn(Box::new(run));
}

fn watch_dyn(mut run: Box<dyn FnMut()>) {
    StoredValue::new_local(RenderEffect::<()>::new(move |_| run()));
}

impl Render for El {
    type State = Element;

    fn build(self) -> Element {
        self.0.take()
    }

    fn rebuild(self, state: &mut Element) {
        let _ = state.replace_with_with_node_1(&self.0);
        *state = self.0.take();
    }
}

impl AddAnyAttr for El {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, attribute: NewAttr) -> Self {
        // Attributes are spread on components nowhere in this app.
        std::mem::forget(attribute.build(&self.0));
        self
    }
}

/// There is no server: only [`Render`] is ever asked for.
impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Element {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
