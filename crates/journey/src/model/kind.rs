//! The kinds of nodes: **one** table of their names, outcomes and fields (spec: journey.md §5). A new kind is one row here.

mod message_layout;

use super::{
    field::{FieldSpec, Input, Section, Start},
    time::Span,
};
pub use message_layout::MessageLayout;

/// The three groups of the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Whom the journey waits for.
    Segment,
    /// The messages.
    Engagement,
    /// The controllers, which direct users through the journey.
    Controller,
}

impl Category {
    /// All of them, in the order of the palette.
    pub const ALL: [Self; 3] = [Self::Segment, Self::Engagement, Self::Controller];

    /// The heading in the palette.
    pub fn name(self) -> &'static str {
        match self {
            Self::Segment => "Segments",
            Self::Engagement => "Engagements",
            Self::Controller => "Controllers",
        }
    }
}

/// The outcomes of a node, which links leave it by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The segment fired.
    Yes,
    /// The opposite happened.
    No,
    /// The window closed.
    Timeout,
    /// The message left.
    Sent,
    /// It was seen, within the link's window.
    Viewed,
    /// It was pressed, within the link's window.
    Clicked,
    /// It arrived, within the link's window.
    Delivered,
    /// The provider refused it.
    Failed,
    /// There is no address to send to, or quiet hours dropped it.
    Unreachable,
    /// The profile was updated.
    Updated,
    /// The path of a split, from 0.
    Path(u8),
    /// No path's conditions held.
    Others,
}

impl Outcome {
    /// Every outcome but the paths: its name in a file, and what a person reads.
    pub const NAMED: [(Self, &'static str, &'static str); 11] = [
        (Self::Yes, "yes", "Yes"),
        (Self::No, "no", "No"),
        (Self::Timeout, "timeout", "Timeout"),
        (Self::Sent, "sent", "Sent"),
        (Self::Viewed, "viewed", "Viewed"),
        (Self::Clicked, "clicked", "Clicked"),
        (Self::Delivered, "delivered", "Delivered"),
        (Self::Failed, "failed", "Failed"),
        (Self::Unreachable, "unreachable", "Unreachable"),
        (Self::Updated, "updated", "Updated"),
        (Self::Others, "others", "Others"),
    ];

    /// True where a link from it waits for something to happen, and so has a window of its own.
    pub fn waits(self) -> bool {
        matches!(self, Self::Viewed | Self::Clicked | Self::Delivered)
    }

    /// The name on the screen; for a path, the name that it has by default.
    pub fn name(self) -> String {
        match self {
            Self::Path(n) => format!("Path {}", u16::from(n) + 1),
            named => Self::NAMED.iter().find(|(outcome, ..)| *outcome == named).map_or("", |row| row.2).to_owned(),
        }
    }
}

/// The entry criteria that an entry of a kind fits (journey.md §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryFit {
    /// It cannot be an entry.
    Never,
    /// With *At a specific time*.
    AtATime,
    /// With *By an event trigger*.
    OnEvent,
    /// With either.
    Either,
}

/// The limits on the number of paths of a split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathLimits {
    /// The fewest.
    pub min: usize,
    /// The most.
    pub max: usize,
    /// True where *Others* follows the paths, for users who meet no path's conditions. Otherwise the paths have
    /// percentages.
    pub others: bool,
}

/// One row of the table: all that is to be known of a kind.
#[derive(Debug)]
pub struct KindSpec {
    /// The kind.
    pub kind: Kind,
    /// Its name in a file.
    pub slug: &'static str,
    /// Its name as a person reads it.
    pub name: &'static str,
    /// Its place in the palette.
    pub group: Category,
    /// One sentence on what it does.
    pub about: &'static str,
    /// Its outcomes, in the order of its handles; the paths of a split come from the node.
    pub outcomes: &'static [Outcome],
    /// The entry criteria that it fits.
    pub entry: EntryFit,
    /// True where it can only be the entry.
    pub entry_only: bool,
    /// True where quiet hours hold it back (journey.md §4).
    pub quiet: bool,
    /// Its fields in the section *Segment*.
    pub segment: &'static [FieldSpec],
    /// Its fields in the section *What*.
    pub what: &'static [FieldSpec],
    /// Its paths, where it is a split.
    pub paths: Option<PathLimits>,
    /// The layout of its preview, where it is a message.
    pub look: Option<MessageLayout>,
}

impl KindSpec {
    /// The fields of one section.
    pub fn fields(&self, section: Section) -> &'static [FieldSpec] {
        match section {
            Section::Segment => self.segment,
            Section::Who if self.group == Category::Engagement => WHO,
            Section::Who => &[],
            Section::What => self.what,
        }
    }
}

/// Defines the enum and the table from the same rows, so that neither can lack what the other has.
macro_rules! kinds {
    ($($kind:ident $slug:literal $name:literal $group:ident $outcomes:expr, {$($part:ident: $value:expr),* $(,)?} $about:literal;)*) => {
        /// The kind of a node.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = $about] $kind,)*
        }

        impl Kind {
            /// Every kind, in the order of the palette.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];
        }

        /// The table, in the order of [`Kind::ALL`].
        pub static KINDS: &[KindSpec] = &[$(KindSpec {
            $($part: $value,)*
            ..row(Kind::$kind, $slug, $name, Category::$group, $outcomes, $about)
        },)*];
    };
}

/// A row with what most kinds have in common.
const fn row(
    kind: Kind,
    slug: &'static str,
    name: &'static str,
    group: Category,
    outcomes: &'static [Outcome],
    about: &'static str,
) -> KindSpec {
    let (entry, entry_only, quiet, paths, look) = (EntryFit::Never, false, false, None, None);
    KindSpec {
        kind,
        slug,
        name,
        group,
        about,
        outcomes,
        entry,
        entry_only,
        quiet,
        segment: &[],
        what: &[],
        paths,
        look,
    }
}

impl Kind {
    /// Its row of the table.
    pub fn spec(self) -> &'static KindSpec {
        &KINDS[self as usize]
    }

    /// Its name as a person reads it.
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// The kind of a file's name.
    pub fn of_slug(slug: &str) -> Option<Self> {
        KINDS.iter().find(|spec| spec.slug == slug).map(|spec| spec.kind)
    }

    /// True where it waits for users.
    pub fn is_segment(self) -> bool {
        self.spec().group == Category::Segment
    }

    /// True where it sends something.
    pub fn is_engagement(self) -> bool {
        self.spec().group == Category::Engagement
    }

    /// True where one outcome is waited for within a link's window, with *Timeout* as its opposite (journey.md §5).
    pub fn waits(self) -> bool {
        self.spec().outcomes.iter().any(|outcome| outcome.waits())
    }
}

use Outcome::{Clicked, Delivered, Failed, No, Sent, Timeout, Unreachable, Updated, Viewed, Yes};

const SEGMENT: &[Outcome] = &[Yes, No, Timeout];
const ALL_FIVE: &[Outcome] = &[Sent, Failed, Viewed, Clicked, Unreachable];
const ON_SITE: &[Outcome] = &[Sent, Viewed, Clicked];

kinds! {
    Action "action" "Action" Segment SEGMENT, { entry: EntryFit::OnEvent, segment: &[
        req("event", "Event", "What somebody does, for example “Added to cart”.", Input::Event),
        opt("where", "Only where", "Conditions on the event’s properties.", Input::Conditions),
    ] } "Fires as soon as somebody does something.";
    Inaction "inaction" "Inaction" Segment SEGMENT, { entry: EntryFit::OnEvent, segment: &[
        req("event", "As soon as somebody does", "The event that starts the wait.", Input::Event),
        opt("where", "Only where", "Conditions on that event’s properties.", Input::Conditions),
        req("not_event", "And does not do", "The event that would end the wait.", Input::Event),
        FieldSpec { default: Start::Span(Span::Hours(1)), ..req("within", "Within", "How long the wait is.", Input::Span) },
    ] } "Fires when somebody does one thing and not another within a time.";
    PastBehavior "past-behavior" "Past behaviour" Segment SEGMENT, { entry: EntryFit::AtATime, segment: &[
        req("behaviours", "Who", "What they did or did not do. Evaluated at the runs, and once a day at midnight in mid-journey.", Input::Behaviours),
        opt("where", "With user properties", "Conditions on the user’s properties.", Input::Conditions),
    ] } "Finds those who did or did not do something before.";
    DateTime "date-time" "Date-time" Segment SEGMENT, { entry: EntryFit::OnEvent, segment: &[
        req("property", "Date property", "The property that holds the date, for example “Departure”.", Input::Property),
        choice("direction", "Fires", "Before or after that date.", &[("before", "Before"), ("after", "After")], "before"),
        FieldSpec { default: Start::Span(Span::Days(1)), ..req("offset", "By", "How long before or after.", Input::Span) },
    ] } "Fires a time before or after a date in somebody’s profile.";
    PageVisit "page-visit" "Page visit" Segment SEGMENT, { entry: EntryFit::OnEvent, segment: &[
        choice("match", "Address", "How the address is compared.", ADDRESS_MATCH, "contains"),
        req("address", "Page address", "The address, or a part of it.", short(512)),
    ] } "Fires when somebody opens a page.";
    Referrer "referrer" "Referrer" Segment SEGMENT, { entry: EntryFit::OnEvent, segment: &[
        choice("match", "Referrer", "How the referrer is compared.", ADDRESS_MATCH, "contains"),
        req("address", "Referring address", "Where somebody comes from, for example “google.”.", short(512)),
    ] } "Fires when somebody comes from a certain site.";
    PageCount "page-count" "Page count" Segment SEGMENT, { entry: EntryFit::OnEvent, segment: &[
        FieldSpec { default: Start::Number(3), ..req("pages", "Pages", "How many pages somebody has opened.", Input::Number { min: 1, max: 1000, unit: "pages" }) },
        choice("during", "During", "What is counted together.", &[("session", "One session"), ("day", "One day")], "session"),
    ] } "Fires when somebody has opened a number of pages.";
    CustomList "custom-list" "Custom list" Segment &[Yes], { entry: EntryFit::AtATime, entry_only: true, segment: &[
        req("list", "List", "The name of the list of users.", short(200)),
    ] } "Takes the users of a list.";
    JourneyTrigger "journey-trigger" "Journey trigger" Segment &[Yes], { entry: EntryFit::Either, entry_only: true, segment: &[
        req("journey", "Journey", "The journey that leads here.", Input::Journey),
        req("node", "Node", "The node of that journey which a user reaches.", Input::JourneyNode),
    ] } "Takes users who reach a node of another journey.";

    Push "push" "Push" Engagement &[Sent, Failed, Clicked, Unreachable], { quiet: true, look: Some(MessageLayout::Push), what: &[
        TITLE,
        MESSAGE,
        IMAGE,
        opt("link", "Deep link", "What opens when it is pressed.", Input::Address { deep: true }),
    ] } "Sends a notification to the phone.";
    Email "email" "Email" Engagement ALL_FIVE, { quiet: true, look: Some(MessageLayout::Mail), what: &[
        PROVIDER,
        req("sender", "Sender", "The name and address it comes from.", short(200)),
        req("subject", "Subject", "What makes somebody open it. Inboxes show some 40 characters.", line(200)),
        opt("preheader", "Preheader", "What inboxes show behind the subject.", line(200)),
        req("body", "Body", "The text of the mail.", block(10_000)),
    ] } "Sends an email.";
    WebPush "web-push" "Web push" Engagement ALL_FIVE, { quiet: true, look: Some(MessageLayout::WebPush), what: &[
        TITLE,
        MESSAGE,
        IMAGE,
        opt("link", "Link", "What opens when it is pressed.", Input::Address { deep: false }),
    ] } "Sends a notification to the browser.";
    Sms "sms" "SMS" Engagement &[Sent, Failed, Unreachable], { quiet: true, look: Some(MessageLayout::Sms), what: &[
        PROVIDER,
        req("sender", "Sender", "The name or number it comes from.", short(20)),
        req("body", "Message", "A text message holds 160 plain characters; longer ones are sent in parts.", block(1_600)),
    ] } "Sends a text message.";
    Whatsapp "whatsapp" "WhatsApp" Engagement &[Sent, Failed, Delivered, Unreachable], { quiet: true, look: Some(MessageLayout::Chat), what: &[
        PROVIDER,
        req("template", "Template", "The name of the approved template.", short(200)),
        opt("parameters", "Parameters", "What goes into the template’s gaps.", Input::Pairs),
    ] } "Sends a WhatsApp template message.";
    InApp "in-app" "In-app" Engagement &[Viewed, Clicked], { look: Some(MessageLayout::Card), what: ON_SCREEN } "Shows a message inside the app.";
    WebNativeDisplay "web-native-display" "Web native display" Engagement &[Viewed, Clicked], { look: Some(MessageLayout::Page), what: &[
        req("slot", "Place on the page", "The name or selector of the place that is filled.", short(200)),
        TITLE,
        MESSAGE,
        IMAGE,
        opt("link", "Link", "What opens when it is pressed.", Input::Address { deep: false }),
    ] } "Fills a place on the website.";
    AppInbox "app-inbox" "App inbox" Engagement ON_SITE, { look: Some(MessageLayout::Inbox), what: ON_SCREEN } "Puts a message into the app’s inbox.";
    WebPopup "web-popup" "Web pop-up" Engagement ON_SITE, { look: Some(MessageLayout::Popup), what: ON_SCREEN } "Shows a pop-up on the website.";
    ExitIntent "exit-intent" "Exit intent" Engagement ON_SITE, { look: Some(MessageLayout::Popup), what: ON_SCREEN } "Shows a pop-up when somebody is about to leave the website.";
    Webhook "webhook" "Webhook" Engagement &[Sent], { look: Some(MessageLayout::Request), what: &[
        choice("method", "Method", "How the other system wants to be called.", &[("post", "POST"), ("put", "PUT"), ("patch", "PATCH"), ("get", "GET"), ("delete", "DELETE")], "post"),
        req("address", "Address", "Where the other system is called.", Input::Address { deep: false }),
        opt("headers", "Headers", "What is sent before the body, for example a key.", Input::Pairs),
        opt("body", "Body", "What is sent, often JSON.", block(10_000)),
    ] } "Calls another system.";
    AudienceSync "audience-sync" "Audience sync" Engagement &[Sent, Failed, Unreachable], { look: Some(MessageLayout::Note), what: &[
        choice("network", "Network", "Where the audience is.", &[("google", "Google Ads"), ("meta", "Meta Ads"), ("tiktok", "TikTok Ads"), ("linkedin", "LinkedIn Ads")], "google"),
        req("audience", "Audience", "The name of the audience there.", short(200)),
        choice("action", "The user is", "Whether the user joins the audience or leaves it.", &[("add", "Added"), ("remove", "Removed")], "add"),
    ] } "Adds to an ad audience, or removes from it.";

    ConditionalSplit "conditional-split" "Conditional split" Controller &[], {
        paths: Some(PathLimits { min: 1, max: 6, others: true })
    } "Sends users down the first path whose conditions hold.";
    SplitTest "split-test" "Split test" Controller &[], {
        paths: Some(PathLimits { min: 2, max: 7, others: false }),
        what: &[
            choice("mode", "Percentages", "Automatic shares users out evenly and then favours the path that does best.", &[("automatic", "Automatic"), ("manual", "Manual")], "automatic"),
        ]
    } "Shares users out over paths, to see which does best.";
    UpdateProfile "update-profile" "Update profile" Controller &[Updated], { what: &[
        req("updates", "Changes", "What becomes of which property. A property that is missing is created.", Input::Updates),
    ] } "Changes properties of the user.";
    ForceExit "force-exit" "Force exit" Controller &[], {} "Ends the journey for the user.";
}

/// The one field of an engagement's section *Who*.
static WHO: &[FieldSpec] =
    &[opt("where", "Only users where", "Leave empty to reach everybody who arrives here.", Input::Conditions)];

const TITLE: FieldSpec = req("title", "Title", "The first line, in bold.", line(120));
const MESSAGE: FieldSpec =
    req("body", "Message", "What is said. Most places show the first lines alone.", block(1_000));
const IMAGE: FieldSpec =
    opt("image", "Image address", "Where the picture is to be found on the web.", Input::Address { deep: false });

const PROVIDER: FieldSpec = FieldSpec {
    default: Start::Text("Default"),
    ..req("provider", "Provider", "The service that sends it.", short(100))
};

/// The fields of a message shown on a screen.
const ON_SCREEN: &[FieldSpec] = &[
    TITLE,
    MESSAGE,
    opt("button", "Button", "What the button says.", line(60)),
    opt("link", "Link", "What opens when it is pressed.", Input::Address { deep: true }),
    IMAGE,
];

const ADDRESS_MATCH: &[(&str, &str)] = &[("contains", "Contains"), ("is", "Is exactly"), ("starts", "Starts with")];

/// One plain line.
const fn short(max: usize) -> Input {
    Input::Text { max, lines: false, tokens: false }
}

/// One line with personalisation tokens.
const fn line(max: usize) -> Input {
    Input::Text { max, lines: false, tokens: true }
}

/// Several lines with personalisation tokens.
const fn block(max: usize) -> Input {
    Input::Text { max, lines: true, tokens: true }
}

const fn opt(key: &'static str, label: &'static str, help: &'static str, input: Input) -> FieldSpec {
    FieldSpec { key, label, help, input, required: false, default: Start::Empty }
}

const fn req(key: &'static str, label: &'static str, help: &'static str, input: Input) -> FieldSpec {
    FieldSpec { required: true, ..opt(key, label, help, input) }
}

const fn choice(
    key: &'static str,
    label: &'static str,
    help: &'static str,
    choices: &'static [(&'static str, &'static str)],
    default: &'static str,
) -> FieldSpec {
    FieldSpec { default: Start::Text(default), ..req(key, label, help, Input::Choice(choices)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_enum_and_its_names_are_its_own() {
        for (i, spec) in KINDS.iter().enumerate() {
            assert_eq!(spec.kind as usize, i);
            assert_eq!(Kind::of_slug(spec.slug), Some(spec.kind));
            assert_eq!(KINDS.iter().filter(|other| other.name == spec.name).count(), 1, "{}", spec.name);
        }
    }

    /// The table of journey.md §5, written out a second time on purpose.
    #[test]
    fn every_kind_has_the_outcomes_of_the_specification() {
        let expected = "action yes no timeout|inaction yes no timeout|past-behavior yes no timeout|date-time yes no timeout\
            |page-visit yes no timeout|referrer yes no timeout|page-count yes no timeout|custom-list yes|journey-trigger yes\
            |push sent failed clicked unreachable|email sent failed viewed clicked unreachable\
            |web-push sent failed viewed clicked unreachable|sms sent failed unreachable\
            |whatsapp sent failed delivered unreachable|in-app viewed clicked|web-native-display viewed clicked\
            |app-inbox sent viewed clicked|web-popup sent viewed clicked|exit-intent sent viewed clicked|webhook sent\
            |audience-sync sent failed unreachable|conditional-split|split-test|update-profile updated|force-exit";
        let name = |outcome: &Outcome| Outcome::NAMED.iter().find(|row| row.0 == *outcome).unwrap().1;
        let actual: Vec<String> = KINDS
            .iter()
            .map(|spec| [vec![spec.slug], spec.outcomes.iter().map(name).collect()].concat().join(" "))
            .collect();
        assert_eq!(actual, expected.split('|').collect::<Vec<_>>());
    }

    #[test]
    fn every_field_has_a_key_of_its_own_and_a_default_that_fits() {
        for spec in KINDS {
            for section in Section::ALL {
                let fields = spec.fields(section);
                for field in fields {
                    assert_eq!(fields.iter().filter(|other| other.key == field.key).count(), 1, "{}", field.key);
                    assert!(field.help.ends_with('.') && !field.takes().is_empty(), "{} {}", spec.slug, field.key);
                    let fits = match (field.default, field.input) {
                        (Start::Empty, _) => true,
                        (Start::Text(text), Input::Choice(choices)) => choices.iter().any(|choice| choice.0 == text),
                        (Start::Text(_), input) => matches!(input, Input::Text { .. }),
                        (Start::Number(n), Input::Number { min, max, .. }) => (min..=max).contains(&n),
                        (Start::Span(_), input) => input == Input::Span,
                        (Start::Number(_), _) => false,
                    };
                    assert!(fits, "{} {}", spec.slug, field.key);
                }
            }
        }
    }
}
