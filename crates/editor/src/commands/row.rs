//! A row of the table of commands.

use icons::IconName;
use keymap::{focus::Focus, shortcut::Shortcut};
use reactive_graph::graph::untrack;

use crate::{context::Context, host::Request, state::Editor};

/// The part of the page that a command belongs to. Menus and the help keep the commands of a group together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandGroup {
    /// The journey as a whole.
    Journey,
    /// Undo, the clipboard, deletion.
    Edit,
    /// Nodes and links.
    Build,
    /// The positions of nodes.
    Arrange,
    /// Notes and groups.
    Notes,
    /// The part of the canvas that is seen.
    View,
    /// The canvas as a picture.
    Picture,
    /// The focus.
    Go,
}

impl CommandGroup {
    /// Every group, in the order in which they are shown.
    pub const ALL: [Self; 8] =
        [Self::Journey, Self::Edit, Self::Build, Self::Arrange, Self::Notes, Self::View, Self::Picture, Self::Go];

    /// The heading of the group.
    pub fn name(self) -> &'static str {
        match self {
            Self::Journey => "Journey",
            Self::Edit => "Edit",
            Self::Build => "Nodes and links",
            Self::Arrange => "Arrange",
            Self::Notes => "Notes and groups",
            Self::View => "View",
            Self::Picture => "Picture",
            Self::Go => "Move the focus",
        }
    }
}

/// The menus that a command is listed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// None: it needs its key.
    Nowhere,
    /// The command menu.
    Search,
    /// The command menu, and the menu of the canvas.
    Menus,
}

/// The function of a command.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// It always does something.
    Does(fn(&Context<'_>)),
    /// It returns false where there was nothing to do, and the browser may have the key.
    Tries(fn(&Context<'_>) -> bool),
    /// The page does it, or gives the reason why not.
    Asks(Request),
}

/// A function that always does something.
pub(super) const fn does(run: fn(&Context<'_>)) -> Run {
    Run::Does(run)
}

/// A function that returns false where there was nothing to do, and the browser may have the key.
pub(super) const fn tries(run: fn(&Context<'_>) -> bool) -> Run {
    Run::Tries(run)
}

/// Has the page do it.
pub(super) const fn asks(request: Request) -> Run {
    Run::Asks(request)
}

/// A row of the table.
pub struct Command {
    /// A name that stays: the command menu keeps it, and tests use it.
    pub id: &'static str,
    /// The words on menus and buttons.
    pub label: &'static str,
    /// A sentence for the help where the label does not say enough, else empty.
    pub about: &'static str,
    /// The icon on menus and buttons.
    pub icon: IconName,
    /// The group that it belongs to.
    pub group: CommandGroup,
    /// The keys that run it.
    pub keys: &'static [Shortcut],
    /// The focus that its keys need.
    pub at: &'static [Focus],
    /// The focus in which the browser does not get its keys, even if they do nothing there.
    pub(super) kept: &'static [Focus],
    /// Set where it runs again while a key is held.
    pub(super) repeats: bool,
    /// The menus that list it.
    pub listed: Listed,
    /// Set where it changes the draft: it is refused while the draft is locked.
    pub(super) changes: bool,
    /// Set where it takes something away.
    pub is_danger: bool,
    /// Set where a focused card counts as selected while nothing is.
    pub(super) takes_focused: bool,
    /// The reason why it cannot run now, beside a locked draft.
    pub(super) needs: fn(&Context<'_>) -> Result<(), String>,
    pub(super) run: Run,
}

impl Command {
    /// Checks that it can run now.
    ///
    /// # Errors
    /// The reason why it cannot, as a sentence.
    pub(super) fn check(&self, context: &Context<'_>) -> Result<(), String> {
        if self.changes
            && let Some(why) = context.editor.locked()
        {
            return Err(why);
        }
        if let Run::Asks(request) = self.run
            && let Some(why) = context.editor.host.refusal(request)
        {
            return Err(why);
        }
        (self.needs)(context)
    }

    /// Its first shortcut, as on a PC; none where it has none, or where keys of one character are turned off.
    pub fn keys_text(&self, editor: Editor) -> Option<String> {
        let singles = editor.host.has_single_keys();
        self.keys.first().filter(|shortcut| singles || !shortcut.is_single_character()).map(|shortcut| shortcut.text())
    }

    /// Runs it, or announces why it cannot run.
    pub(super) fn try_run(&self, context: &Context<'_>) -> bool {
        match untrack(|| self.check(context)) {
            Ok(()) => match self.run {
                Run::Does(run) => {
                    run(context);
                    true
                }
                Run::Tries(run) => run(context),
                Run::Asks(request) => context.editor.host.ask(request),
            },
            Err(why) => {
                context.editor.announce(why);
                true
            }
        }
    }
}

/// A row: it stands in the command menu, has no keys, and can always run.
pub(super) const fn row(
    id: &'static str,
    label: &'static str,
    icon: IconName,
    group: CommandGroup,
    run: Run,
) -> Command {
    Command {
        id,
        label,
        about: "",
        icon,
        group,
        keys: &[],
        at: &[],
        kept: &[],
        repeats: false,
        listed: Listed::Search,
        changes: false,
        is_danger: false,
        takes_focused: false,
        needs: |_| Ok(()),
        run,
    }
}

impl Command {
    pub(super) const fn keys(self, keys: &'static [Shortcut], at: &'static [Focus]) -> Self {
        Self { keys, at, ..self }
    }

    pub(super) const fn kept(self, kept: &'static [Focus]) -> Self {
        Self { kept, ..self }
    }

    pub(super) const fn about(self, about: &'static str) -> Self {
        Self { about, ..self }
    }

    pub(super) const fn repeats(self) -> Self {
        Self { repeats: true, ..self }
    }

    pub(super) const fn changes(self) -> Self {
        Self { changes: true, ..self }
    }

    pub(super) const fn danger(self) -> Self {
        Self { is_danger: true, ..self }
    }

    pub(super) const fn takes_focused(self) -> Self {
        Self { takes_focused: true, ..self }
    }

    pub(super) const fn in_menus(self) -> Self {
        Self { listed: Listed::Menus, ..self }
    }

    pub(super) const fn keys_only(self) -> Self {
        Self { listed: Listed::Nowhere, ..self }
    }

    pub(super) const fn needs(self, needs: fn(&Context<'_>) -> Result<(), String>) -> Self {
        Self { needs, ..self }
    }
}
