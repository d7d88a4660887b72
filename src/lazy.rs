//! Code that arrives after the first page: what a release build cuts off into chunks of their own, and how the page waits
//! for them (README, Size).
//!
//! A chunk is loaded when something of it is asked for, and all of them once the first page is shown and the browser has
//! nothing else to do. A build without the feature `split` (every debug build) holds all of it from the start.

use std::{future::Future, pin::Pin, sync::OnceLock};

use leptos::{prelude::*, task::spawn_local};

use crate::ui::{Button, ButtonVariant, Notice, Tone};

/// A chunk did not arrive. What the browser said of it is in its console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

impl Missing {
    /// What a person is told.
    pub const WORDS: &'static str =
        "This part of Sojourn did not load. Check the connection and try again; after an update of Sojourn, reload the page.";
}

type Coming<F> = Pin<Box<dyn Future<Output = Result<F, Missing>>>>;

/// A function whose code is in a chunk. Make it with [`lazy!`](crate::lazy!).
pub struct Lazy<F: 'static> {
    here: OnceLock<F>,
    fetch: fn() -> Coming<F>,
}

impl<F: Copy> Lazy<F> {
    /// For the macro.
    pub const fn new(fetch: fn() -> Coming<F>) -> Self {
        Self { here: OnceLock::new(), fetch }
    }

    /// The function, if its chunk is here.
    pub fn get(&self) -> Option<F> {
        self.here.get().copied()
    }

    /// Loads the chunk, unless it is here; one that failed to load is tried again.
    pub async fn load(&'static self) -> Result<F, Missing> {
        if let Some(here) = self.get() {
            return Ok(here);
        }
        let code = (self.fetch)().await?;
        Ok(*self.here.get_or_init(|| code))
    }

    /// Hands the function over: at once where it is here, else when it has arrived or failed to.
    pub fn run(&'static self, then: impl FnOnce(Result<F, Missing>) + 'static) {
        match self.get() {
            Some(here) => then(Ok(here)),
            None => spawn_local(async move { then(self.load().await) }),
        }
    }
}

/// Declares functions whose code goes into a chunk: `lazy! { chunk: pub static NAME: fn(A) -> B = path::to::function; }`.
#[macro_export]
macro_rules! lazy {
    ($($chunk:ident: $(#[$meta:meta])* $vis:vis static $name:ident: $type:ty = $code:expr;)*) => {$(
        $(#[$meta])*
        $vis static $name: $crate::lazy::Lazy<$type> = $crate::lazy::Lazy::new(|| {
            #[cfg_attr(feature = "split", wasm_split_helpers::wasm_split($chunk, fallible))]
            #[allow(non_snake_case)]
            fn $name() -> Result<$type, $crate::lazy::Missing> {
                Ok($code)
            }
            #[cfg(feature = "split")]
            return Box::pin($name());
            #[cfg(not(feature = "split"))]
            Box::pin(std::future::ready($name()))
        });
    )*};
}

/// What a function in a chunk makes of `view`; until it is here, nothing, and where it does not arrive, a notice.
pub fn when_here<F: Copy + Send + Sync>(
    lazy: &'static Lazy<F>,
    view: impl Fn(F) -> AnyView + Send + 'static,
) -> AnyView {
    let state = RwSignal::new(lazy.get().map(Ok));
    let ask = move || {
        if !matches!(state.get_untracked(), Some(Ok(_))) {
            state.set(None);
            // The page may have been left meanwhile.
            lazy.run(move |result| drop(state.try_set(Some(result))));
        }
    };
    ask();
    let ask = Callback::new(move |_| ask());
    (move || match state.get() {
        Some(Ok(code)) => untrack(|| view(code)),
        Some(Err(Missing)) => not_here(ask),
        None => ().into_any(),
    })
    .into_any()
}

/// Says that something did not arrive, and offers the two ways on.
fn not_here(ask: Callback<leptos::ev::MouseEvent>) -> AnyView {
    let reload = move |_| drop(window().location().reload());
    view! {
        <div class="page page--narrow" role="alert">
            <Notice
                tone=Tone::Danger
                title="This page did not arrive"
                actions=move || view! {
                    <Button on_click=ask>"Try again"</Button>
                    <Button variant=ButtonVariant::Primary on_click=reload>"Reload"</Button>
                }
            >
                {Missing::WORDS}
            </Notice>
        </div>
    }
    .into_any()
}
