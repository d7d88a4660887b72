//! Code that arrives after the first page: what a release build cuts off into chunks of their own, and how the page waits
//! for them (README, Size).
//!
//! A chunk is loaded when something of it is asked for, and each of them once the first page is shown and the browser has
//! nothing else to do. A build without the feature `split` (every debug build) holds all of it from the start.

use std::{
    cell::RefCell,
    future::Future,
    pin::Pin,
    rc::Rc,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Waker},
    time::Duration,
};

use leptos::{prelude::*, task::spawn_local};
use signals::{Memo, RwSignal};

/// A chunk did not arrive. What the browser said of it is in its console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadFailed;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for LoadFailed {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

type Pending<T> = Pin<Box<dyn Future<Output = T>>>;

/// A function whose code is in a chunk. Make it with [`lazy!`](crate::lazy!).
///
/// The generic part is kept to a line or two: it is compiled once for each chunk's function type, in the main part.
pub struct Lazy<F: 'static> {
    here: OnceLock<F>,
    fetch: fn(&'static OnceLock<F>) -> Pending<bool>,
}

impl<F: Copy> Lazy<F> {
    /// For the macro.
    pub const fn new(fetch: fn(&'static OnceLock<F>) -> Pending<bool>) -> Self {
        Self { here: OnceLock::new(), fetch }
    }

    /// Hands the function over: at once where it is here, else when it has arrived. Where it does not arrive, the page says
    /// so; whoever asks again tries again.
    pub fn run(&'static self, then: impl FnOnce(F) + 'static) {
        if let Some(here) = self.here.get() {
            return then(*here);
        }
        let arrived = move || {
            if let Some(here) = self.here.get() {
                then(*here);
            }
        };
        wait((self.fetch)(&self.here), std::ptr::from_ref(self).addr(), Box::new(arrived));
    }

    /// As [`Lazy::run`], but what is not here is asked for when the first page is drawn.
    pub fn run_after_first(&'static self, then: impl Fn(F) + Clone + 'static) {
        if self.here.get().is_some() {
            return self.run(then);
        }
        after_first(Rc::new(move || self.run(then.clone())));
    }
}

/// The function whose code was missing at the last request, by its address: the arrival of another one does not clear
/// it.
static MISSED: AtomicUsize = AtomicUsize::new(0);

/// Waits for a chunk, not at all where it came for another function before.
fn wait(mut coming: Pending<bool>, asked: usize, then: Box<dyn FnOnce()>) {
    let arrived = move |here: bool, then: Box<dyn FnOnce()>| {
        if !here {
            MISSED.store(asked, Ordering::Relaxed);
            load_failed().set(true);
            return;
        }
        if MISSED.load(Ordering::Relaxed) == asked {
            load_failed().set(false);
        }
        then();
    };
    match coming.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(here) => arrived(here, then),
        Poll::Pending => {
            let waiting: Pending<()> = Box::pin(async move { arrived(coming.await, then) });
            spawn_local(waiting);
        }
    }
}

/// For the macro: keeps what has arrived.
pub fn keep<F: Copy + 'static>(
    here: &'static OnceLock<F>,
    coming: impl Future<Output = Result<F, LoadFailed>> + 'static,
) -> Pending<bool> {
    Box::pin(async move { coming.await.map(|code| here.get_or_init(|| code)).is_ok() })
}

/// True where code was missing at the last request.
pub fn load_failed() -> ArcRwSignal<bool> {
    // Not in the arena: whatever owner asks first, it outlives it.
    static LOST: OnceLock<ArcRwSignal<bool>> = OnceLock::new();
    LOST.get_or_init(|| ArcRwSignal::new(false)).clone()
}

/// Declares functions whose code goes into a chunk: `lazy! { chunk: pub static NAME: fn(A) -> B = path::to::function; }`.
#[macro_export]
macro_rules! lazy {
    ($($chunk:ident: $(#[$meta:meta])* $vis:vis static $name:ident: $type:ty = $code:expr;)*) => {$(
        $(#[$meta])*
        $vis static $name: $crate::lazy::Lazy<$type> = $crate::lazy::Lazy::new(|here| {
            #[cfg_attr(feature = "split", wasm_split_helpers::wasm_split($chunk, fallible))]
            #[allow(non_snake_case)]
            fn $name() -> Result<$type, $crate::lazy::LoadFailed> {
                Ok($code)
            }
            #[cfg(feature = "split")]
            return $crate::lazy::keep(here, $name());
            #[cfg(not(feature = "split"))]
            $crate::lazy::keep(here, std::future::ready($name()))
        });
    )*};
}

/// The view that a function in a chunk makes; empty until its code is here.
pub fn when_loaded<F: Copy + Send + Sync>(
    lazy: &'static Lazy<F>,
    view: impl Fn(F) -> AnyView + Send + 'static,
) -> AnyView {
    let here = RwSignal::new(false);
    // The page may have been left meanwhile.
    lazy.run(move |_| {
        let _ = here.try_set(true);
    });
    shown(here.into(), Box::new(move || lazy.here.get().map(|code| view(*code))))
}

/// A dialog in a chunk, which is asked for when it is first opened.
pub fn on_first_open<A: Copy + Send + 'static>(
    open: Signal<bool>,
    lazy: &'static Lazy<fn(A) -> AnyView>,
    argument: A,
) -> AnyView {
    let asked = Memo::new(move |asked| asked == Some(&true) || open.get());
    shown(asked.into(), Box::new(move || Some(when_loaded(lazy, move |view| view(argument)))))
}

fn shown(on: Signal<bool>, view: Box<dyn Fn() -> Option<AnyView> + Send>) -> AnyView {
    (move || if on.get() { untrack(&*view) } else { None }).into_any()
}

/// A chunk by any of its functions.
pub trait Chunk: Sync {
    /// Loads it, and says when it has come or has failed to.
    fn load(&'static self) -> Pending<()>;
}

impl<F: Copy + Send + Sync> Chunk for Lazy<F> {
    fn load(&'static self) -> Pending<()> {
        // Nobody has requested it yet: a failure is reported at the first request.
        ahead((self.fetch)(&self.here))
    }
}

fn ahead(coming: Pending<bool>) -> Pending<()> {
    Box::pin(async move {
        coming.await;
    })
}

/// Loads chunks, one after the other, as soon as the browser has nothing else to do: what a person goes to next is there,
/// also without a network.
pub fn load_when_idle(chunks: &'static [&'static dyn Chunk]) {
    let Some((first, rest)) = chunks.split_first() else { return };
    when_idle(Rc::new(move || {
        let wait: Pending<()> = Box::pin(async move {
            first.load().await;
            load_when_idle(rest);
        });
        spawn_local(wait);
    }));
}

/// Work for later.
type Later = Rc<dyn Fn()>;

thread_local! {
    /// Work that waits for the first page; `None` once that is drawn.
    static AFTER_FIRST: RefCell<Option<Vec<Later>>> = const { RefCell::new(Some(Vec::new())) };
}

/// Says that the first page is drawn, also to boot/boot.js, and does what waited for it.
pub fn first_is_drawn() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-drawn", "");
    }
    AFTER_FIRST.take().into_iter().flatten().for_each(|then| then());
}

/// Does something as soon as the first page is drawn: what that page waits for comes before.
pub fn after_first(then: Later) {
    let now = AFTER_FIRST.with_borrow_mut(|waiting| match waiting {
        Some(waiting) => {
            waiting.push(then);
            None
        }
        None => Some(then),
    });
    now.into_iter().for_each(|then| then());
}

/// Does something as soon as the browser has nothing else to do.
pub fn when_idle(then: Later) {
    let done = then.clone();
    if request_idle_callback_with_handle(move || done()).is_err() {
        // Safari knows no idle time: a moment in which it can draw and be pressed, for what is done so may come in many steps.
        set_timeout(move || then(), Duration::from_millis(50));
    }
}
