//! Code that arrives after the first page: what a release build cuts off into chunks of their own, and how the page waits
//! for them (README, Size).
//!
//! A chunk is loaded when something of it is asked for, and each of them once the first page is shown and the browser has
//! nothing else to do. A build without the feature `split` (every debug build) holds all of it from the start.

use std::{
    future::Future,
    pin::Pin,
    sync::OnceLock,
    task::{Context, Poll, Waker},
    time::Duration,
};

use leptos::{prelude::*, task::spawn_local};

/// A chunk did not arrive. What the browser said of it is in its console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

type Coming<T> = Pin<Box<dyn Future<Output = T>>>;

/// A function whose code is in a chunk. Make it with [`lazy!`](crate::lazy!).
pub struct Lazy<F: 'static> {
    here: OnceLock<F>,
    fetch: fn() -> Coming<Result<F, Missing>>,
}

impl<F: Copy> Lazy<F> {
    /// For the macro.
    pub const fn new(fetch: fn() -> Coming<Result<F, Missing>>) -> Self {
        Self { here: OnceLock::new(), fetch }
    }

    /// Hands the function over: at once where it is here, else when it has arrived. Where it does not arrive, the page says
    /// so; whoever asks again tries again.
    pub fn run(&'static self, then: impl FnOnce(F) + 'static) {
        if let Some(here) = self.here.get() {
            return then(*here);
        }
        let mut coming = (self.fetch)();
        // A chunk that came for another function is here without a wait.
        match coming.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => self.arrived(result, then),
            Poll::Pending => {
                let wait: Coming<()> = Box::pin(async move { self.arrived(coming.await, then) });
                spawn_local(wait);
            }
        }
    }

    fn arrived(&self, result: Result<F, Missing>, then: impl FnOnce(F)) {
        lost().set(result.is_err());
        if let Ok(code) = result {
            then(*self.here.get_or_init(|| code));
        }
    }
}

/// Whether something did not arrive when it was last asked for.
pub fn lost() -> ArcRwSignal<bool> {
    // Not in the arena: whatever owner asks first, it outlives it.
    static LOST: OnceLock<ArcRwSignal<bool>> = OnceLock::new();
    LOST.get_or_init(|| ArcRwSignal::new(false)).clone()
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

/// What a function in a chunk makes of `view`; nothing until it is here.
pub fn when_here<F: Copy + Send + Sync>(
    lazy: &'static Lazy<F>,
    view: impl Fn(F) -> AnyView + Send + 'static,
) -> AnyView {
    let here = RwSignal::new(None);
    // The page may have been left meanwhile.
    lazy.run(move |code| {
        let _ = here.try_set(Some(code));
    });
    (move || here.get().map(|code| untrack(|| view(code)))).into_any()
}

/// A dialog in a chunk, which is asked for when it is first opened.
pub fn once<A: Copy + Send + 'static>(
    open: Signal<bool>,
    lazy: &'static Lazy<fn(A) -> AnyView>,
    argument: A,
) -> AnyView {
    let asked = Memo::new(move |asked| asked == Some(&true) || open.get());
    (move || asked.get().then(|| when_here(lazy, move |view| view(argument)))).into_any()
}

/// A chunk by any of its functions.
pub trait Chunk: Sync {
    /// Loads it, and says when it has come or has failed to.
    fn load(&'static self) -> Coming<()>;
}

impl<F: Copy + Send + Sync> Chunk for Lazy<F> {
    fn load(&'static self) -> Coming<()> {
        let coming = (self.fetch)();
        Box::pin(async move {
            // Nobody has asked for it yet: that it is lost is told when somebody does.
            if let Ok(code) = coming.await {
                self.here.get_or_init(|| code);
            }
        })
    }
}

/// Loads chunks, one after the other, as soon as the browser has nothing else to do: what a person goes to next is there,
/// also without a network.
pub fn load_when_idle(chunks: &'static [&'static dyn Chunk]) {
    let Some((first, rest)) = chunks.split_first() else { return };
    let load = move || {
        let wait: Coming<()> = Box::pin(async move {
            first.load().await;
            load_when_idle(rest);
        });
        spawn_local(wait);
    };
    if request_idle_callback_with_handle(load).is_err() {
        // Safari knows no idle time.
        set_timeout(load, Duration::from_secs(2));
    }
}
