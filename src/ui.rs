//! The design system: the parts every page is made of. They know no word of journeys, and no page's state.
//!
//! The look is in `style/`; each file there starts with the markup it expects. A page writes plain HTML with those
//! classes wherever a component would add nothing.

mod announcer;
mod badge;
mod button;
mod checkbox;
mod dialog;
mod dom;
mod el;
mod field;
mod held;
mod icon;
mod key;
mod menu;
mod menu_list;
mod notice;
mod place;
mod radio;
mod rows;
mod select;
mod text_area;
mod text_field;
mod toast;
mod typed;
mod value_field;
mod wheel;

pub use announcer::{Announcer, provide_announcer, use_announcer};
pub use badge::{Badge, Tone, badge};
pub use button::{Button, ButtonKind, ButtonSize, ButtonVariant, button};
pub use checkbox::Checkbox;
pub use dialog::{Dialog, DialogWidth};
pub use dom::{focus_first, fold, is_focus_lost, unique_id};
pub use el::{El, el, svg, watch};
pub use held::focus_in_next_frame;
pub use icon::{Icon, IconName, icon, live_icon};
pub use key::{chord, guard_composition, key_event, keys_shown, pointer_mods};
pub use menu::{Menu, PointMenu};
pub use menu_list::{MenuEntry, MenuItem, list_key};
pub use notice::Notice;
pub use place::{Anchor, keep_places, place};
pub use radio::{RadioGroup, RadioOption};
pub use rows::{MOVES_DOWN, MOVES_UP, keep_row_focus};
pub use select::{Select, SelectOption};
pub use text_area::TextArea;
pub use text_field::TextField;
pub use toast::{ToastRegion, Toasts, provide_toasts, use_toasts};
pub use typed::{Typed, Wrong, read_native, read_whole};
pub use value_field::{ValueField, ValueKind};
pub use wheel::guard_wheel;
