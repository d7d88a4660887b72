//! The layers of the project: the one table that the check, the map in the README and a reader use.

/// A house: a folder whose floors stand in order. A floor imports only floors below it.
pub struct House {
    /// The folder, from the project's root.
    pub folder: &'static str,
    pub about: &'static str,
    /// From the top down.
    pub floors: &'static [&'static [Room]],
}

/// A room: files that may import each other. Rooms on one floor do not.
pub struct Room {
    /// Names in the house: `name.rs`, or `name/` for a folder together with its `name.rs`.
    pub paths: &'static [&'static str],
    pub about: &'static str,
}

/// Something that no file of `from` may import, however the floors lie.
pub struct Never {
    pub from: &'static [&'static str],
    pub to: &'static [&'static str],
    pub about: &'static str,
    /// The imports that stand today. The number only goes down.
    pub today: usize,
}

/// The circles that stand today: the folder that holds all files of a circle, and the files in each. They only shrink.
pub const CIRCLES: &[(&str, &[usize])] = &[];

const fn room(paths: &'static [&'static str], about: &'static str) -> Room {
    Room { paths, about }
}

pub const HOUSES: &[House] = &[
    House {
        folder: "src",
        about: "the single-page app (Leptos): what a person sees",
        floors: &[
            &[room(&["main.rs", "app.rs"], "start; pages and frame")],
            &[
                room(&["listings/"], "the table of journeys"),
                room(&["builder/"], "the page on one journey; its floors:"),
                room(&["calendar/"], "what all journeys send by day"),
                room(&["settings/"], "the workspace: clock, space, what is set aside"),
                room(&["help.rs"], "node kinds and fields, drawn from the tables"),
                room(&["gallery/"], "the design system on one page"),
            ],
            &[
                room(&["shell.rs"], "frame around each page"),
                room(&["import/", "drop.rs"], "what comes in from outside, shown and chosen first"),
            ],
            &[
                room(&["actions/"], "menu, badge and dialogs of what can be done with a journey"),
                room(&["clock.rs"], "the control of the clock"),
                room(&["emptied.rs"], "the notice that something else removed what was kept"),
                room(&["unfinished.rs"], "the text of an unfinished dialog, kept as it is typed"),
            ],
            &[room(
                &["workspace/"],
                "the open workspace as signals: the one place where the app's state changes; its floors:",
            )],
            &[room(&["moment.rs"], "an instant as text"), room(&["theme.rs"], "light and dark")],
            &[
                room(&["ui/"], "the design system: no word of journeys in it"),
                room(&["platform/"], "what only a browser can give: time, zones, randomness, files, locks"),
                room(&["route.rs"], "the one place where addresses are made and read"),
            ],
            &[room(&["lazy.rs"], "what of the app arrives in chunks")],
        ],
    },
    House {
        folder: "src/workspace",
        about: "",
        floors: &[
            &[
                room(&["actions.rs", "drafts.rs", "publish.rs"], "what is done to a journey, its draft, its versions"),
                room(&["transfer.rs"], "files that go out and come in"),
            ],
            &[
                room(&["checks.rs"], "a draft beside the other journeys"),
                room(&["choices.rs"], "what a person chose for keys and the command menu"),
                room(&["handed.rs"], "what one page leaves for the next"),
                room(&["undo.rs"], "takes an act back where nothing came after it"),
            ],
            &[room(&["names.rs", "statuses.rs"], "which names are free; statuses and entry windows now")],
            &[room(&["state.rs"], "the journeys in view, and how they come on record")],
            &[
                room(&["failure.rs"], "why an act failed, as values that become words on the page"),
                room(&["lazy_journey.rs"], "a journey whose graphs may wait"),
                room(&["records/"], "crates/storage over localStorage, and how it fares as a signal"),
            ],
        ],
    },
    House {
        folder: "src/builder",
        about: "",
        floors: &[
            &[room(&["open.rs", "page.rs", "share.rs"], "what an address opens; the parts around one open journey")],
            &[
                room(&["dialogs/"], "publish, save, share, versions, restore points, shortcuts"),
                room(&["setup/"], "entry criteria, timeline, quiet hours, goals"),
                room(&["banner.rs"], "name, status and the buttons of the page"),
            ],
            &[
                room(&["compare/"], "two versions, in sentences and on one canvas"),
                room(&["inspector/"], "the fields of what is selected"),
                room(&["outline.rs"], "the journey as a tree"),
                room(&["palette.rs"], "the kinds of nodes to choose from"),
                room(&["rehearse/"], "time line, runs and timetable"),
            ],
            &[
                room(&["canvas/"], "cards, links, notes and groups as elements; the pointer's tools"),
                room(&["checks.rs"], "the list of what the checks found"),
                room(&["timetable_summary.rs"], "what happens after publishing, in a few lines"),
            ],
            &[
                room(&["commands/"], "what can be done with the journey, and the keys that do it"),
                room(&["session/"], "one open journey over its life: autosave, other tabs, versions"),
            ],
            &[
                room(&["dom/"], "questions to the document: attributes, focus, sizes"),
                room(&["fields/"], "form controls that know no editor"),
                room(&["kind_style.rs"], "icon and tone of each kind"),
                room(&["panels.rs", "read_only_view.rs"], "what opens beside the canvas; what is only looked at"),
                room(&["work.rs"], "long work in slices, with its progress and Cancel"),
                room(&["capped.rs"], "a long list, drawn as far as it is looked at"),
                room(&["changes.rs"], "differences as sentences"),
                room(&["not_found.rs"], "the page of an address without a journey"),
            ],
        ],
    },
    House {
        folder: "crates",
        about: "no browser in any of them: tested natively in milliseconds, the same code in the page",
        floors: &[
            &[room(&["editor/"], "the open journey as state and commands; its floors:")],
            &[
                room(&["rehearsal/"], "when things happen: zones, runs, the first messages with their reasons"),
                room(&["storage/"], "how journeys are kept: envelopes, migrations, journal, over any string store"),
                room(&["canvas/"], "view box, gestures, hits, culling, routes, tidy up, minimap, picture"),
                room(&["keymap/"], "which key it is: by letter or by place, by focus and by system"),
            ],
            &[
                room(&["journey/"], "what a journey is; its floors:"),
                room(&["signals/"], "signals that outlive their readers"),
                room(&["icons/"], "names and strokes of the icons"),
            ],
        ],
    },
    House {
        folder: "crates/editor/src",
        about: "",
        floors: &[
            &[room(&["lib.rs"], "the surface")],
            &[room(&["commands/"], "the one table of commands: words, keys, where, when, what they do")],
            &[room(&["keys.rs", "tools.rs"], "what the keys and the pointer do")],
            &[
                room(&["add_node.rs", "links.rs"], "nodes are added, links drawn and led elsewhere"),
                room(&["clipboard.rs", "arrange.rs"], "copied, pasted, duplicated, arranged"),
            ],
            &[
                room(&["annotations.rs", "viewport.rs"], "notes and groups; what of the canvas is seen"),
                room(&["context.rs"], "the situation that a command runs in"),
            ],
            &[
                room(&["history.rs"], "edits applied, undone, redone"),
                room(&["select.rs"], "what is selected, and deleted"),
                room(&["geometry.rs"], "where cards, notes, groups and links are"),
            ],
            &[room(&["state.rs"], "the signals: draft, history, selection, mode")],
            &[
                room(&["findings.rs"], "what the checks found"),
                room(&["interaction.rs"], "what the pointer and the keys are doing"),
                room(&["visible_graph.rs"], "the graph while groups are collapsed"),
                room(&["host.rs"], "what only a page can give"),
            ],
            &[room(&["readable.rs", "selection.rs"], "signals that only this crate writes; what is selected")],
        ],
    },
    House {
        folder: "crates/journey/src",
        about: "",
        floors: &[
            &[room(&["lib.rs"], "the surface")],
            &[
                room(&["library/"], "templates and the sample workspace"),
                room(&["import/"], "what comes in from outside, as a plan"),
                room(&["arbitrary/"], "random journeys for tests"),
            ],
            &[room(&["lifecycle/"], "the one table of statuses and actions; publishing, versions, changes of What")],
            &[
                room(&["compare/"], "what differs between versions; what two tabs make of one draft"),
                room(&["clip/"], "copy and paste"),
            ],
            &[
                room(&["format/"], "the file: read, written, its schema"),
                room(&["checks/"], "what stands in the way of publishing"),
                room(&["preview/"], "what a segment and a message look like to a person"),
                room(&["share.rs"], "a journey in a link"),
            ],
            &[room(&["edit/"], "the one way a draft changes; undo, the edits of a gesture")],
            &[room(&["model/"], "text, time, kinds and fields as one table, graph, setup, journey")],
        ],
    },
];

pub const NEVER: &[Never] = &[
    Never {
        from: &["crates"],
        to: &["web_sys", "js_sys", "wasm_bindgen", "leptos"],
        about: "crates have no browser in them",
        today: 0,
    },
    Never {
        from: &[
            "src/listings",
            "src/builder",
            "src/calendar",
            "src/settings",
            "src/help",
            "src/gallery",
            "src/shell",
            "src/import",
            "src/drop",
            "src/actions",
            "src/clock",
            "src/emptied",
            "src/unfinished",
        ],
        to: &["storage", "src/platform/store"],
        about: "pages know the workspace, not the storage",
        today: 0,
    },
];

/// The folders without Rust of the product, for the map.
pub const OTHERS: &[(&str, &str)] = &[
    ("style/ public/ boot/", "the look; what is served as it is; what starts the app before it is there"),
    ("e2e/", "a person's way through it, in a real browser; e2e/engines/ in three of them"),
    ("bench/ fuzz/", "measurements, a program each, with results; hostile input without an end"),
    ("xtask/", "the commands"),
];
