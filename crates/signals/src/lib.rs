//! Signals that outlive their readers, such as those of the workspace and of the open journey.
//!
//! `reactive_graph` 0.2 keeps a reader that is gone on the list of each signal it read, for as long as that signal lives. A
//! signal of this crate takes a reader off its list once the reader is gone.

mod erased;

use std::{
    cell::Cell,
    panic::Location,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use reactive_graph::{
    graph::{AnySource, AnySubscriber, Observer, ReactiveNode, Source, Subscriber, WithObserver},
    owner::on_cleanup,
    prelude::*,
    spawn_local,
    traits::{IsDisposed, Notify},
    wrappers::read::Signal,
};

pub use erased::{Memo, RwSignal};

/// A signal that outlives its readers, to be passed around by copy.
pub type SharedSignal<T> = Shared<RwSignal<T>>;

/// A memo that outlives its readers, to be passed around by copy.
pub type SharedMemo<T> = Shared<Memo<T>>;

/// A source of values that outlives its readers. It lives as long as the owner that it is made in.
pub struct Shared<S>(S);

impl<S: Copy> Clone for Shared<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: Copy> Copy for Shared<S> {}

impl<T: Send + Sync + 'static> SharedSignal<T> {
    /// A signal of this value.
    pub fn new(value: T) -> Self {
        Self(RwSignal::new(value))
    }
}

impl<T: Default + Send + Sync + 'static> Default for SharedSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: PartialEq + Send + Sync + 'static> SharedMemo<T> {
    /// A memo of what `work` makes of the value before.
    pub fn new(work: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        Self(Memo::new(work))
    }
}

impl<T: Clone + Send + Sync + 'static> From<SharedSignal<T>> for Signal<T> {
    fn from(signal: SharedSignal<T>) -> Self {
        Signal::derive(move || signal.get())
    }
}

impl<T: Clone + Send + Sync + 'static> From<SharedMemo<T>> for Signal<T> {
    fn from(memo: SharedMemo<T>) -> Self {
        Signal::derive(move || memo.get())
    }
}

impl<S: DefinedAt> DefinedAt for Shared<S> {
    fn defined_at(&self) -> Option<&'static Location<'static>> {
        self.0.defined_at()
    }
}

impl<S: IsDisposed> IsDisposed for Shared<S> {
    fn is_disposed(&self) -> bool {
        self.0.is_disposed()
    }
}

impl<S: Track> Track for Shared<S> {
    fn track(&self) {
        track_and_forget(&|| self.0.track());
    }
}

/// A signal or a memo that outlives its readers, to be read once: of a part that is not made here, such as the router, and where
/// [`Shared`] would be too much code for the first page.
pub fn shared<S: Track>(source: S) -> S {
    track_and_forget(&|| source.track());
    source
}

/// A reader that only takes down what is read: so there is one copy of the code for all types of signals.
#[derive(Default)]
struct Note(Mutex<Option<AnySource>>);

impl ReactiveNode for Note {
    fn mark_dirty(&self) {}

    fn mark_check(&self) {}

    fn mark_subscribers_check(&self) {}

    fn update_if_necessary(&self) -> bool {
        false
    }
}

impl Subscriber for Note {
    fn add_source(&self, source: AnySource) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(source);
    }

    fn clear_sources(&self, _: &AnySubscriber) {}
}

/// Reads a source for the present reader, and takes that off its list when it is gone.
fn track_and_forget(track: &dyn Fn()) {
    let Some(reader) = Observer::get() else { return track() };
    let note = Arc::new(Note::default());
    let taker: Weak<Note> = Arc::downgrade(&note);
    let taker = AnySubscriber(Arc::as_ptr(&note).addr(), taker);
    taker.with_observer(track);
    let source = note.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(source) = source {
        source.remove_subscriber(&taker);
        reader.add_source(source.clone());
        source.add_subscriber(reader.clone());
        forget_reader(source, reader);
    }
}

/// A source and a reader of it.
type Read = (AnySource, AnySubscriber);

thread_local! {
    /// The sources and readers whose owner was cleaned up, to be checked a moment later.
    static LEFT: Cell<Vec<Read>> = const { Cell::new(Vec::new()) };
}

/// Takes a reader off the list of a source when it is gone.
///
/// Whose owner is cleaned up is not always gone: an effect runs again, and what makes the rows of a list reads in the owner of
/// each row, of which one goes before the others. It is seen a moment later, when what is left has let go of its readers.
fn forget_reader(source: AnySource, reader: AnySubscriber) {
    on_cleanup(move || {
        let mut left = LEFT.take();
        left.push((source, reader));
        if left.len() == 1 {
            spawn_local(async { forget_gone() });
        }
        LEFT.set(left);
    });
}

fn forget_gone() {
    for (source, reader) in LEFT.take() {
        if reader.1.strong_count() == 0 {
            source.remove_subscriber(&reader);
        }
    }
}

impl<S: ReadUntracked> ReadUntracked for Shared<S> {
    type Value = S::Value;

    fn try_read_untracked(&self) -> Option<Self::Value> {
        self.0.try_read_untracked()
    }
}

impl<S: Notify> Notify for Shared<S> {
    fn notify(&self) {
        self.0.notify();
    }
}

impl<S: UpdateUntracked> UpdateUntracked for Shared<S> {
    type Value = S::Value;

    fn try_update_untracked<U>(&self, change: impl FnOnce(&mut Self::Value) -> U) -> Option<U> {
        self.0.try_update_untracked(change)
    }
}

impl<S: Update> Update for Shared<S> {
    type Value = S::Value;

    fn try_maybe_update<U>(&self, change: impl FnOnce(&mut Self::Value) -> (bool, U)) -> Option<U> {
        self.0.try_maybe_update(change)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        cell::RefCell,
        sync::atomic::{AtomicUsize, Ordering},
        task::{Context, Waker},
    };

    use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
    use reactive_graph::{effect::RenderEffect, owner::Owner};

    use super::*;

    thread_local! {
        static TASKS: RefCell<Vec<PinnedLocalFuture<()>>> = RefCell::default();
    }

    /// Keeps tasks until [`settle`] runs them.
    struct Later;

    impl CustomExecutor for Later {
        fn spawn(&self, task: PinnedFuture<()>) {
            self.spawn_local(task);
        }

        fn spawn_local(&self, task: PinnedLocalFuture<()>) {
            TASKS.with_borrow_mut(|tasks| tasks.push(task));
        }

        fn poll_local(&self) {}
    }

    /// Runs what waits, and what that brings about.
    fn settle() {
        for _ in 0..4 {
            let mut tasks = TASKS.take();
            tasks.retain_mut(|task| task.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            TASKS.with_borrow_mut(|all| all.splice(0..0, tasks).for_each(drop));
        }
    }

    /// Counts how often a reader hears of a change.
    #[derive(Default)]
    struct Reader(AtomicUsize);

    impl ReactiveNode for Reader {
        fn mark_dirty(&self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }

        fn mark_check(&self) {
            self.mark_dirty();
        }

        fn mark_subscribers_check(&self) {}

        fn update_if_necessary(&self) -> bool {
            false
        }
    }

    impl Subscriber for Reader {
        fn add_source(&self, _: AnySource) {}

        fn clear_sources(&self, _: &AnySubscriber) {}
    }

    impl Reader {
        fn heard(&self) -> usize {
            self.0.load(Ordering::Relaxed)
        }

        /// Reads as a subscriber of this address, which is all by which a list knows one.
        fn read<T>(self: &Arc<Self>, address: usize, read: impl FnOnce() -> T) -> T {
            let subscriber: Arc<dyn Subscriber + Send + Sync> = self.clone();
            AnySubscriber(address, Arc::downgrade(&subscriber)).with_observer(read)
        }
    }

    /// Begins with nothing read, in an owner of the test.
    fn begin() -> Owner {
        let _ = Executor::init_custom_executor(Later);
        let owner = Owner::new();
        owner.set();
        owner
    }

    /// The number of changes, out of two, that a second reader hears. It has the address of the first one, which is
    /// gone.
    fn heard_after_another(read: impl Fn(SharedSignal<i32>) -> i32) -> usize {
        let _owner = begin();
        let (signal, gone, second) = (SharedSignal::new(0), Arc::new(Reader::default()), Arc::new(Reader::default()));
        let inner = Owner::new();
        inner.with(|| gone.read(1, || read(signal)));
        signal.set(1);
        assert_eq!(gone.heard(), 1);
        inner.cleanup();
        drop(gone);
        settle();
        second.read(1, || read(signal));
        signal.set(2);
        signal.set(3);
        second.heard()
    }

    #[test]
    fn a_signal_forgets_a_reader_that_is_gone() {
        assert_eq!(heard_after_another(|signal| signal.get()), 2);
    }

    #[test]
    fn a_memo_forgets_a_reader_that_is_gone() {
        let outer = begin();
        let memo = RefCell::new(None);
        let heard = heard_after_another(|signal| {
            let memo = *memo.borrow_mut().get_or_insert_with(|| outer.with(|| SharedMemo::new(move |_| signal.get())));
            memo.get()
        });
        // A memo reports the next change once the one before was read.
        assert_eq!(heard, 2);
    }

    #[test]
    fn a_reader_hears_on_when_an_owner_is_cleaned_up_in_which_it_reads_too() {
        let _owner = begin();
        let (signal, list) = (SharedSignal::new(0), Arc::new(Reader::default()));
        let rows = [Owner::new(), Owner::new()];
        let read = || list.read(1, || signal.track());
        read();
        rows.iter().for_each(|row| row.with(read));
        for (row, heard) in rows.iter().zip(1..) {
            row.cleanup();
            settle();
            signal.set(heard);
            assert_eq!(list.heard(), heard as usize);
        }
    }

    #[test]
    fn an_effect_hears_of_each_change_though_each_run_cleans_up_the_one_before() {
        let _owner = begin();
        let (signal, runs) = (SharedSignal::new(0), Arc::new(AtomicUsize::new(0)));
        let memo = SharedMemo::new(move |_| signal.get() / 2);
        let counted = runs.clone();
        let _effect = RenderEffect::new(move |_| {
            signal.get();
            memo.get();
            counted.fetch_add(1, Ordering::Relaxed);
        });
        for n in 1..6 {
            signal.set(n);
            settle();
            assert_eq!(runs.load(Ordering::Relaxed), 1 + n as usize);
        }
    }

    #[test]
    fn an_untracked_read_leaves_nothing_to_clean_up() {
        let owner = begin();
        let (signal, reader) = (SharedSignal::new(0), Arc::new(Reader::default()));
        reader.read(1, || signal.get_untracked());
        signal.set(1);
        owner.cleanup();
        assert_eq!((reader.heard(), LEFT.take().len()), (0, 0));
    }
}
