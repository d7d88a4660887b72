//! The modal dialog: the browser's own, which keeps the focus inside and the rest of the page still.
use leptos::ev::{Event, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::Element;
use signals::Memo;

use super::button::Button;
use super::dom::{find_all, focus, focus_page, unique_id};

/// The width of a dialog; on a small screen all of them are as wide as it allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogWidth {
    /// A question: 26 rem.
    Narrow,
    /// A form: 34 rem.
    #[default]
    Medium,
    /// A form with a table or a preview: 52 rem.
    Wide,
}

impl DialogWidth {
    const fn class(self) -> &'static str {
        match self {
            Self::Narrow => "dialog dialog--narrow",
            Self::Medium => "dialog",
            Self::Wide => "dialog dialog--wide",
        }
    }
}

/// A modal dialog with a heading, a body and a row of buttons.
///
/// Body and footer exist only while it is open, so that a form starts afresh each time. Escape asks `on_close`; a click
/// beside the dialog does nothing, because it would take what was typed. The focus goes to what has `autofocus`, else to
/// the first field, else to the first button of the footer (put the harmless one first); on closing it returns to where
/// it was, or to the page's main part if that is gone.
#[component]
pub fn Dialog(
    /// True where it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// It wants to be closed: set `open` to false, or ask first.
    #[prop(into)]
    on_close: Callback<()>,
    /// The heading, and the accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence below the heading, and the accessible description.
    #[prop(optional, into)]
    description: MaybeProp<String>,
    /// The width of the dialog.
    #[prop(optional)]
    width: DialogWidth,
    /// Enter in a field, or a press of the button of kind `Submit`.
    #[prop(optional, into)]
    on_submit: Option<Callback<()>>,
    /// The buttons, the harmless one first; a **Close** button where none are given.
    #[prop(optional, into)]
    footer: ViewFn,
    /// True where `footer` is left out.
    #[prop(optional)]
    plain: bool,
    /// The body.
    children: ChildrenFn,
) -> impl IntoView {
    // The memo ignores a repeated `true`, so content and focus stay.
    let open = Memo::new(move |_| open.get());
    let dialog = NodeRef::<html::Dialog>::new();
    let id = unique_id("dialog");
    let title_id = [id.as_str(), "-title"].concat();
    let text_id = [id.as_str(), "-text"].concat();
    let (heading, describes) = (title_id.clone(), text_id.clone());
    let on_cancel = move |event: Event| {
        // A file picker inside sends an event of the same name when it is closed without a choice.
        if event.target() == event.current_target() {
            event.prevent_default();
            on_close.run(());
        }
    };
    // After two Escapes in a row the browser closes it without asking; the state has to follow. The event comes with a frame,
    // when it may be open again.
    let on_native_close = move |_| {
        let is_closed = dialog.try_get_untracked().flatten().is_some_and(|dialog| !dialog.open());
        if is_closed && open.try_get_untracked() == Some(true) {
            on_close.run(());
        }
    };
    let on_form = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(on_submit) = on_submit.filter(|_| !focus_refused(dialog)) {
            on_submit.run(());
        }
    };
    let content = move || {
        while_open(dialog);
        let (title_id, text_id) = (title_id.clone(), text_id.clone());
        let footer = if plain {
            view! { <Button on_click=move |_| on_close.run(())>"Close"</Button> }.into_any()
        } else {
            footer.run()
        };
        view! {
            <form class="dialog__form" novalidate on:submit=on_form>
                <header class="dialog__header">
                    <h2 class="dialog__title" id=title_id>{move || title.get()}</h2>
                    {move || {
                        let id = text_id.clone();
                        description.get().map(|text| view! { <p class="dialog__text" id=id>{text}</p> })
                    }}
                </header>
                <div class="dialog__body">{children()}</div>
                <footer class="dialog__footer">{footer}</footer>
            </form>
        }
        .into_any()
    };
    view! {
        <dialog
            node_ref=dialog
            class=width.class()
            aria-labelledby=heading
            aria-describedby=move || description.with(Option::is_some).then(|| describes.clone())
            on:cancel=on_cancel
            on:close=on_native_close
        >
            {move || open.get().then(&content)}
        </dialog>
    }
    .into_any()
}

/// Opens the element as soon as the content is in it, and closes it when the content goes.
fn while_open(dialog: NodeRef<html::Dialog>) {
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get_untracked()
            && !dialog.open()
            && dialog.show_modal().is_ok()
        {
            let_scroll(&dialog);
            focus_in(&dialog);
        }
    });
    on_cleanup(move || {
        if let Some(dialog) = dialog.try_get_untracked().flatten() {
            dialog.close();
            focus_back(&dialog);
            // The dialog's action may remove the opener.
            request_animation_frame(move || focus_back(&dialog));
        }
    });
}

/// A body that is longer than the window is read with the arrow keys, which takes the focus in it.
fn let_scroll(dialog: &Element) {
    for body in find_all(dialog, ".dialog__body") {
        if body.scroll_height() > body.client_height() {
            let _ = body.set_attribute("tabindex", "0");
        }
    }
}

/// Puts the focus into the first field that refuses its text, so that the text is not passed over in silence.
fn focus_refused(dialog: NodeRef<html::Dialog>) -> bool {
    let refused = dialog.get_untracked().and_then(|dialog| find_all(&dialog, "[data-refused]").into_iter().next());
    if let Some(field) = &refused {
        focus(field);
    }
    refused.is_some()
}

fn focus_in(dialog: &Element) {
    const ORDER: [&str; 4] = [
        "[autofocus]",
        ".dialog__body :is(input, select, textarea):not([disabled])",
        ".dialog__footer button:not([disabled])",
        "button",
    ];
    if let Some(target) = ORDER.iter().find_map(|selector| find_all(dialog, selector).into_iter().next()) {
        focus(&target);
    }
}

/// Gives the focus to the page where the browser has no opener to give it to: it opened by itself, or the opener is gone. A
/// browser may leave it in the closed dialog, and loses it with what is in there.
fn focus_back(dialog: &Element) {
    let here = document().active_element();
    let lost = here.is_none_or(|here| here.tag_name() == "BODY" || dialog.contains(Some(&here)));
    if lost {
        focus_page();
    }
}
