//! The page around an editor: its clock, its announcements and its focus.

use editor::{Host, Request};
use journey::text::NodeId;
use leptos::prelude::*;

use crate::{
    builder::dom::focus::{focus_node, open_fields},
    platform::{clock, new_node_id},
    ui::{Announcer, Toasts, focus_in_next_frame, use_announcer, use_toasts},
};

/// The page's actions for commands, once all of it is loaded.
#[derive(Clone, Copy)]
pub struct Requests {
    /// Does what a command asks; false where there is nothing to do.
    pub ask: Callback<Request, bool>,
    /// The reason why a request would be refused.
    pub refusal: Callback<Request, Option<String>>,
}

/// The page on which an editor is shown.
#[derive(Clone, Copy)]
pub struct Page {
    announcer: Announcer,
    toasts: Toasts,
    single_keys: bool,
    requests: StoredValue<Option<Requests>>,
}

impl Page {
    /// The page of the component whose body this is called in.
    pub fn here(single_keys: bool) -> Self {
        Self { announcer: use_announcer(), toasts: use_toasts(), single_keys, requests: StoredValue::new(None) }
    }

    /// Lets commands reach the panels and dialogs, which are made with the editor.
    pub fn serve(self, requests: Requests) {
        self.requests.set_value(Some(requests));
    }
}

impl Host for Page {
    fn milliseconds(&self) -> f64 {
        clock::milliseconds()
    }

    fn new_id(&self) -> NodeId {
        new_node_id()
    }

    fn announce(&self, text: String) {
        self.announcer.say(text);
    }

    fn toast(&self, text: String) {
        self.toasts.info(text);
    }

    fn focus(&self, id: &NodeId) {
        focus_node(id);
    }

    fn open_fields(&self) {
        open_fields();
    }

    fn open_new_fields(&self) {
        focus_in_next_frame(open_fields);
    }

    fn ask(&self, request: Request) -> bool {
        self.requests.get_value().is_some_and(|requests| requests.ask.run(request))
    }

    fn refusal(&self, request: Request) -> Option<String> {
        self.requests.get_value().and_then(|requests| requests.refusal.run(request))
    }

    fn has_single_keys(&self) -> bool {
        self.single_keys
    }
}
