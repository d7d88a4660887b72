//! The templates to start from.

use journey::library::TEMPLATES;
use leptos::prelude::*;
use signals::RwSignal;

use crate::{
    route::Route,
    ui::{Dialog, DialogWidth},
};

/// The dialog that lists the templates; each is a link to a new journey made of it.
pub fn templates_dialog(open: RwSignal<bool>) -> AnyView {
    let cards = || {
        TEMPLATES.iter().enumerate().map(|(at, template)| {
            view! {
                <li>
                    <a class="card template" href=Route::Template(template.id).href() autofocus=at == 0>
                        <strong class="template__name">{template.name}</strong>
                        <span class="template__about">{template.about}</span>
                    </a>
                </li>
            }
        })
    };
    view! {
        <Dialog
            open
            on_close=move |()| open.set(false)
            title="Start from a template"
            description="Each is a complete journey with real content. It opens as a new draft; nothing is saved before you say so."
            width=DialogWidth::Wide
            plain=true
        >
            <ul class="templates">{cards().collect_view()}</ul>
        </Dialog>
    }
    .into_any()
}
