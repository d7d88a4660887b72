//! The icons of the product: one table of names and strokes, without a browser. All are drawn on a grid of 16 by 16, as one
//! stroke of 1.5 with round ends; a dot is a stroke of no length. Add one by adding a row.

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)*) => {
        /// An icon, as its stroke. A value and no variant, so that a page holds only the icons it shows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct IconName(&'static str);

        #[allow(non_upper_case_globals)]
        impl IconName {
            $($(#[$doc])* pub const $name: Self = Self($path);)*

            /// Every icon with its name, for the gallery.
            pub const ALL: &[(Self, &'static str)] = &[$((Self::$name, stringify!($name)),)*];

            /// The stroke, as the `d` of a path in a view box of 16 by 16.
            pub const fn path(self) -> &'static str {
                self.0
            }
        }
    };
}

icons! {
    // Editing
    /// Add, new.
    Plus = "M8 3v10M3 8h10";
    /// Search.
    Search = "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2";
    /// Filter.
    Filter = "M2.5 4h11M4.5 8h7M6.5 12h3";
    /// More actions.
    More = "M3 7.6a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8zM8 7.6a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8zM13 7.6a.4.4 0 1 0 0 .8.4.4 0 0 0 0-.8z";
    /// Done, chosen.
    Check = "M3 8.5l3.3 3.5L13 4.5";
    /// A warning.
    Warning = "M8 2.5l6 11H2zM8 6.8v3M8 11.6h.01";
    /// An error.
    Error = "M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5zM8 5v3.5M8 11h.01";
    /// Worth knowing.
    Info = "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 7.5V11M8 5h.01";
    /// Help, shortcuts.
    Help = "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM6.2 6.3a1.8 1.8 0 1 1 2.7 1.6c-.6.3-.9.7-.9 1.3M8 11.3h.01";
    /// Undo.
    Undo = "M6 2.5L2.5 6 6 9.5M2.5 6h7a3.75 3.75 0 0 1 0 7.5H6";
    /// Redo.
    Redo = "M10 2.5L13.5 6 10 9.5M13.5 6h-7a3.75 3.75 0 0 0 0 7.5H10";
    /// Save.
    Save = "M2.5 2.5h8.5l2.5 2.5v8.5h-11zM5 2.5V6h5V2.5M5 13.5V9h6v4.5";
    /// Publish.
    Publish = "M8 1.5c2.2 1.8 3 4.2 3 6.5v3H5V8c0-2.3.8-4.7 3-6.5zM5 7.5L2.5 10v3L5 11.5M11 7.5l2.5 2.5v3L11 11.5M8 13v1.5M8 6h.01";
    /// Settings, set-up.
    Settings = "M2 5h6.5M12.5 5H14M2 11h1.5M7.5 11H14M10.5 3a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM5.5 9a2 2 0 1 0 0 4 2 2 0 0 0 0-4z";
    /// Play, rehearse.
    Play = "M4.5 2.8L13 8l-8.5 5.2z";
    /// Pause.
    Pause = "M5.5 3.5v9M10.5 3.5v9";
    /// Resume.
    Resume = "M3 3.5v9M6.5 3.5L13.5 8l-7 4.5z";
    /// Stop.
    Stop = "M4 4h8v8H4z";
    /// Archive.
    Archive = "M2 2.5h12v3.5H2zM3 6v7.5h10V6M6.5 9h3";
    /// Take out of the archive.
    Unarchive = "M2 2.5h12v3.5H2zM3 6v7.5h10V6M8 11.7V8.3M6.3 9.7L8 8.2l1.7 1.5";
    /// Clone, copy.
    Copy = "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3";
    /// Cut.
    Cut = "M4.3 6a1.8 1.8 0 1 1 0-3.6 1.8 1.8 0 0 1 0 3.6zM4.3 13.6a1.8 1.8 0 1 1 0-3.6 1.8 1.8 0 0 1 0 3.6zM5.7 5.4l7.5 6.4M5.7 10.6l7.5-6.4";
    /// Delete.
    Trash = "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.7 7.2v3.6M9.3 7.2v3.6";
    /// Export.
    Export = "M8 10V2M5 4.8L8 2l3 2.8M2.5 9.5v4h11v-4";
    /// Import.
    Import = "M8 2v8M5 7.2L8 10l3-2.8M2.5 9.5v4h11v-4";
    /// Edit.
    Edit = "M10.5 2.8l2.7 2.7-7.2 7.2-3.3.6.6-3.3zM8.8 4.5l2.7 2.7";
    /// Close, dismiss.
    Close = "M4 4l8 8M12 4l-8 8";
    /// To the left, back.
    ChevronLeft = "M10 3.5L5.5 8l4.5 4.5";
    /// To the right, onwards.
    ChevronRight = "M6 3.5L10.5 8 6 12.5";
    /// Up, fold.
    ChevronUp = "M3.5 10L8 5.5l4.5 4.5";
    /// Down, unfold.
    ChevronDown = "M3.5 6L8 10.5 12.5 6";
    /// Sorted, smallest first.
    SortAscending = "M8 13V3M4.5 6.5L8 3l3.5 3.5";
    /// Sorted, largest first.
    SortDescending = "M8 3v10M4.5 9.5L8 13l3.5-3.5";
    /// Can be sorted.
    Sortable = "M5 6l3-3 3 3M5 10l3 3 3-3";
    /// A note on the canvas.
    Note = "M2.5 2.5h11v7.2l-3.8 3.8H2.5zM13.5 9.7H9.7v3.8M5.2 5.5h5.6M5.2 8h2.6";
    /// A group of things.
    Group = "M2.5 5V2.5H5M11 2.5h2.5V5M13.5 11v2.5H11M5 13.5H2.5V11M5.2 5.7h5.6v4.6H5.2z";
    /// Show as one.
    Fold = "M3 8h10M5.5 2.8L8 5.3l2.5-2.5M5.5 13.2L8 10.7l2.5 2.5";
    /// Show what is in it.
    Unfold = "M3 8h10M5.5 5L8 2.5 10.5 5M5.5 11L8 13.5l2.5-2.5";
    // The page
    /// Light theme.
    Sun = "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7";
    /// Dark theme.
    Moon = "M13.3 9.6A5.7 5.7 0 1 1 6.4 2.7a4.5 4.5 0 0 0 6.9 6.9z";
    /// The system's theme.
    System = "M2 2.5h12v8.5H2zM5.5 13.8h5M8 11v2.8";
    /// Lock: cannot be changed.
    Lock = "M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2";
    /// Link.
    Link = "M6.5 9.5l3-3M7.2 4.6l1.5-1.5a3 3 0 0 1 4.2 4.2l-1.5 1.5M8.8 11.4l-1.5 1.5a3 3 0 0 1-4.2-4.2l1.5-1.5";
    /// A time, a wait.
    Clock = "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.8V8l2.3 1.5";
    /// A day, the calendar.
    Calendar = "M2.5 3.5h11v10h-11zM2.5 6.7h11M5.5 1.8v3M10.5 1.8v3";
    /// A person.
    User = "M8 2.5a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4zM2.8 14c0-2.6 2-4.2 5.2-4.2s5.2 1.6 5.2 4.2";
    /// A goal.
    Flag = "M4 14.5v-12M4 3h8.5l-2 3 2 3H4";
    /// A label.
    Tag = "M2.5 2.5h5.2l6 6-5.2 5.2-6-6zM5.5 5.5h.01";
    /// Choice of columns.
    Columns = "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10";
    /// A saved thing, a favourite.
    Star = "M8 2l1.8 3.8 4.2.5-3.1 2.9.8 4.1L8 11.3l-3.7 2 .8-4.1L2 6.3l4.2-.5z";
    /// A template.
    Template = "M2.5 2.5h11v3.5h-11zM2.5 9h4.5v4.5H2.5zM10 9h3.5v4.5H10z";
    /// View, read.
    Eye = "M1.5 8C3 5.2 5.3 3.8 8 3.8S13 5.2 14.5 8C13 10.8 10.7 12.2 8 12.2S3 10.8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z";
    /// Versions of a thing.
    Layers = "M8 2l6 3.2-6 3.2-6-3.2zM2 8.2l6 3.2 6-3.2M2 11l6 3.2L14 11";
    /// Numbers over time.
    Chart = "M2.5 2.5v11h11M5.5 10.5V8M8.5 10.5V5M11.5 10.5V7";
    /// The keyboard.
    Keyboard = "M1.5 4h13v8h-13zM4 6.5h.01M6.7 6.5h.01M9.3 6.5h.01M12 6.5h.01M5 9.5h6";
    // The canvas
    /// See everything.
    Fit = "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10";
    /// Closer.
    ZoomIn = "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2M7 5.2v3.6M5.2 7h3.6";
    /// Farther away.
    ZoomOut = "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2M5.2 7h3.6";
    /// Put in order.
    Tidy = "M2 6h3.5v4H2zM10.5 2h3.5v4h-3.5zM10.5 10h3.5v4h-3.5zM5.5 8H8M10.5 4H8v8h2.5";
    /// As a tree.
    Outline = "M2.5 3h11M6.5 8h7M6.5 13h7M3.5 3v10h.8M3.5 8h.8";
    /// As a map.
    Map = "M2 3.8l4-1.3 4 1.5 4-1.3v9.5l-4 1.3-4-1.5-4 1.3zM6 2.5V12M10 4v9.5";
    // Kinds of step
    /// Somebody did something.
    Action = "M9 1.5L3.5 9H8l-1 5.5L12.5 7H8z";
    /// Somebody did not do something.
    Inaction = "M9 1.5L6.7 4.7M5 7L3.5 9H8l-1 5.5 2.5-3.4M11.2 8.8L12.5 7H9.4M2 2l12 12";
    /// A user's past behaviour.
    PastBehaviour = "M3 5.2A5.7 5.7 0 1 1 2.3 8M2.5 2.3v3h3M8 5v3.2l2.2 1.3";
    /// A date and time.
    DateTime = "M13.5 6V3.5h-11v10H6M5.5 1.8v3M10.5 1.8v3M2.5 6.7h5M11.2 8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4zM11.2 9.7v1.6l1 .6";
    /// A page is visited.
    PageVisit = "M8 13H2V3h12v5M2 6h12M9 8.5l5.5 2.2-2.4.9-.9 2.4z";
    /// The address that users came from.
    Referrer = "M9 2.5h4.5v11H9M2 8h7.5M6.5 5l3 3-3 3";
    /// The number of pages seen.
    PageCount = "M5 1.8h8.5v9.7H5zM2.5 4.5v9.7H11M7.7 5h3M7.7 8h3";
    /// A list of people.
    CustomList = "M2.5 4h.01M2.5 8h.01M2.5 12h.01M5.5 4h8M5.5 8h8M5.5 12h8";
    /// Come from another path.
    JourneyTrigger = "M4 2.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM12 10.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM5.8 4H11a2 2 0 0 1 0 4H5a2 2 0 0 0 0 4h5.2";
    /// A notification on the phone.
    Push = "M8 1.8a4 4 0 0 1 4 4c0 3 .7 4.5 1.5 5.4h-11c.8-.9 1.5-2.4 1.5-5.4a4 4 0 0 1 4-4zM6.5 13.5a1.7 1.7 0 0 0 3 0";
    /// A mail.
    Email = "M2 3.5h12v9H2zM2.3 4L8 8.7 13.7 4";
    /// A notification of the browser.
    WebPush = "M7 11H2V2.5h12V5M4.5 13.5H7M11.5 6.8a2.2 2.2 0 0 1 2.2 2.2c0 1.5.4 2.2.8 2.7h-6c.4-.5.8-1.2.8-2.7a2.2 2.2 0 0 1 2.2-2.2zM11.5 14.2h.01";
    /// A text message.
    Sms = "M2 3h12v8H7.5L4.5 13.7V11H2zM5 7h.01M8 7h.01M11 7h.01";
    /// A chat message.
    Chat = "M8 2a6 6 0 1 1-2.8 11.3L2 14l.7-3.2A6 6 0 0 1 8 2zM6 6.5c.3 1.9 1.6 3.2 3.5 3.5l.7-1.2-1.3-.8-.7.5a3 3 0 0 1-.7-.7l.5-.7-.8-1.3z";
    /// Inside the app.
    InApp = "M4.5 1.5h7v13h-7zM6.7 12.5h2.6M6.5 4.5h3v3.5h-3z";
    /// Inside a web page.
    WebDisplay = "M2 3h12v10H2zM2 6h12M4.5 8.5h3.5v2H4.5zM10.5 8.5h1.3M10.5 10.5h1.3";
    /// The inbox in the app.
    AppInbox = "M2 9l2-6h8l2 6v4.5H2zM2 9h3.5l1 2h3l1-2H14";
    /// A pop-up on a web page.
    WebPopup = "M6 11.5H2v-9h11.5V6M2 5.2h11.5M7.5 8h6.5v5.5H7.5z";
    /// Somebody is about to leave the page.
    ExitIntent = "M8 13H2V3h12v4M2 6h12M8.5 10.5h6M12.3 8.3l2.2 2.2-2.2 2.2";
    /// A call to another system.
    Webhook = "M5.5 2.5C4 2.5 4 3.6 4 5.2S3.6 8 2.2 8C3.6 8 4 9.2 4 10.8s0 2.7 1.5 2.7M10.5 2.5C12 2.5 12 3.6 12 5.2S12.4 8 13.8 8C12.4 8 12 9.2 12 10.8s0 2.7-1.5 2.7M8 8h.01";
    /// An audience kept in step elsewhere.
    AudienceSync = "M6 2.5a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6zM1.8 13.5C1.8 11 3.4 9.5 6 9.5c.7 0 1.3.1 1.8.3M9 12h5.5M12.3 9.8l2.2 2.2-2.2 2.2";
    /// By conditions.
    Branch = "M1.8 8h3.7c3 0 2.5-4.5 5.5-4.5h3M5.5 8c3 0 2.5 4.5 5.5 4.5h3M12.2 1.7L14 3.5l-1.8 1.8M12.2 10.7l1.8 1.8-1.8 1.8";
    /// By an experiment.
    Flask = "M6 1.8h4M6.7 1.8v4.4L3 12.5c-.5.9 0 1.7 1 1.7h8c1 0 1.5-.8 1-1.7L9.3 6.2V1.8M4.9 9.8h6.2";
    /// A profile is changed.
    UpdateProfile = "M6.5 2.3a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM1.8 13.8c0-2.6 1.7-4.2 4.7-4.2M8.7 13.8l.4-2 3.4-3.4 1.6 1.6-3.4 3.4z";
    /// The way out.
    Door = "M9.5 13.5h-7v-11h7M6.5 8H14M11.3 5.3L14 8l-2.7 2.7";
}
