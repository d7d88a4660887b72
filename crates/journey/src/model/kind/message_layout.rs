//! The layouts of messages: one picture for each place of reading.

/// The layout of a message's picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageLayout {
    /// A notification on a phone.
    Push,
    /// A notification of a browser.
    WebPush,
    /// A line of an inbox, and the mail that is opened from it.
    Mail,
    /// A bubble of a text message.
    Sms,
    /// A bubble of a messenger.
    Chat,
    /// A card inside an app.
    Card,
    /// An entry of an inbox inside an app.
    Inbox,
    /// A place on a page.
    Page,
    /// A pop-up over a page.
    Popup,
    /// A request as it goes over the wire.
    Request,
    /// A sentence.
    Note,
}

impl MessageLayout {
    /// The part of a class name that gives it its look.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::WebPush => "web-push",
            Self::Mail => "mail",
            Self::Sms => "sms",
            Self::Chat => "chat",
            Self::Card => "card",
            Self::Inbox => "inbox",
            Self::Page => "page",
            Self::Popup => "popup",
            Self::Request => "request",
            Self::Note => "note",
        }
    }

    /// The place or form of such a message, in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Push => "on a phone",
            Self::WebPush => "in a browser",
            Self::Mail => "in a mail client",
            Self::Sms => "as a text message",
            Self::Chat => "in WhatsApp",
            Self::Card => "in the app",
            Self::Inbox => "in the app’s inbox",
            Self::Page => "on the page",
            Self::Popup => "over the page",
            Self::Request => "as a request",
            Self::Note => "in a sentence",
        }
    }
}
