//! The page around an editor: its clock, its announcements and its focus.

use editor::Host;
use journey::text::NodeId;

use crate::{
    builder::dom::focus::{focus_node, open_fields},
    platform::{clock, new_node_id},
    ui::{Announcer, Toasts, focus_in_next_frame, use_announcer, use_toasts},
};

/// The page on which an editor is shown.
pub struct Page {
    announcer: Announcer,
    toasts: Toasts,
}

impl Page {
    /// The page of the component whose body this is called in.
    pub fn here() -> Self {
        Self { announcer: use_announcer(), toasts: use_toasts() }
    }
}

impl Host for Page {
    fn milliseconds(&self) -> f64 {
        clock::milliseconds()
    }

    fn new_id(&self) -> NodeId {
        new_node_id()
    }

    fn say(&self, text: String) {
        self.announcer.say(text);
    }

    fn tell(&self, text: String) {
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
}
