//! Signals and memos whose code does not depend on the type of their value.
//!
//! `reactive_graph` compiles most of its code once for each type of value, which is a third of what a page then has to load.
//! Here the value is behind `dyn Any`: what is compiled for each type is a line or two.

use std::{any::Any, marker::PhantomData, panic::Location, sync::Arc};

use reactive_graph::{
    computed,
    prelude::*,
    signal,
    traits::{IsDisposed, Notify},
    wrappers::read::Signal,
};

/// A value of any type.
type Value = Arc<dyn Any + Send + Sync>;

/// A value of a memo, with the comparison of its type.
#[derive(Clone)]
struct Compared {
    value: Value,
    is_equal: fn(&Value, &Value) -> bool,
}

impl Compared {
    fn has_changed(before: Option<&Self>, now: Option<&Self>) -> bool {
        match (before, now) {
            (Some(before), Some(now)) => !(now.is_equal)(&before.value, &now.value),
            _ => true,
        }
    }
}

/// The comparison of values of a type.
fn is_equal<T: PartialEq + 'static>(a: &Value, b: &Value) -> bool {
    match (a.downcast_ref::<T>(), b.downcast_ref::<T>()) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

/// The work of a memo.
type Work = Box<dyn Fn(Option<&Compared>) -> Compared + Send + Sync>;

/// A memo, as that of `reactive_graph`.
pub struct Memo<T>(computed::Memo<Compared>, PhantomData<fn() -> T>);

impl<T: Send + Sync + 'static> Memo<T> {
    /// A memo of what `work` makes of the value before.
    pub fn new(work: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        Self::comparing(work, is_equal::<T>)
    }

    /// A memo whose readers hear of each new value, also of an equal one.
    pub fn always_new(work: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        Self::comparing(work, |_, _| false)
    }

    fn comparing(work: impl Fn(Option<&T>) -> T + Send + Sync + 'static, is_equal: fn(&Value, &Value) -> bool) -> Self {
        let work: Work = Box::new(move |before| {
            let before = before.and_then(|before| before.value.downcast_ref());
            Compared { value: Arc::new(work(before)), is_equal }
        });
        Self(computed::Memo::new_with_compare(work, Compared::has_changed), PhantomData)
    }
}

impl<T: Send + Sync + 'static> ReadUntracked for Memo<T> {
    type Value = Arc<T>;

    fn try_read_untracked(&self) -> Option<Arc<T>> {
        self.0.try_get_untracked()?.value.downcast().ok()
    }
}

/// A signal, as that of `reactive_graph`. It is not changed while it is read.
pub struct RwSignal<T>(signal::RwSignal<Value>, PhantomData<fn() -> T>);

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal of this value.
    pub fn new(value: T) -> Self {
        Self(signal::RwSignal::new(Arc::new(value)), PhantomData)
    }

    /// Lets `change` change the value; `None` where it cannot be changed now. Readers hear of it where `change` says so.
    fn changed<U>(&self, change: impl FnOnce(&mut T) -> (bool, U)) -> Option<U> {
        let (mut change, mut result) = (Some(change), None);
        change_value(self.0, &mut |value| {
            let (Some(value), Some(change)) = (value.downcast_mut(), change.take()) else { return false };
            let (is_changed, out) = change(value);
            result = Some(out);
            is_changed
        });
        result
    }
}

/// Changes the value of a signal, once.
fn change_value(signal: signal::RwSignal<Value>, change: &mut dyn FnMut(&mut (dyn Any + Send + Sync)) -> bool) {
    signal.try_maybe_update(|value| (Arc::get_mut(value).is_some_and(change), ()));
}

impl<T: Default + Send + Sync + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Send + Sync + 'static> ReadUntracked for RwSignal<T> {
    type Value = Arc<T>;

    fn try_read_untracked(&self) -> Option<Arc<T>> {
        self.0.try_get_untracked()?.downcast().ok()
    }
}

impl<T> IsDisposed for RwSignal<T> {
    fn is_disposed(&self) -> bool {
        self.0.is_disposed()
    }
}

impl<T> Notify for RwSignal<T> {
    fn notify(&self) {
        self.0.notify();
    }
}

impl<T: Send + Sync + 'static> UpdateUntracked for RwSignal<T> {
    type Value = T;

    fn try_update_untracked<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.changed(|value| (false, change(value)))
    }
}

impl<T: Send + Sync + 'static> Update for RwSignal<T> {
    type Value = T;

    fn try_maybe_update<U>(&self, change: impl FnOnce(&mut T) -> (bool, U)) -> Option<U> {
        self.changed(change)
    }
}

/// What both have in common.
macro_rules! source {
    ($($name:ident)*) => {$(
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T> PartialEq for $name<T> {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl<T> Eq for $name<T> {}

        impl<T> DefinedAt for $name<T> {
            fn defined_at(&self) -> Option<&'static Location<'static>> {
                self.0.defined_at()
            }
        }

        impl<T> Track for $name<T> {
            fn track(&self) {
                self.0.track();
            }
        }

        impl<T: Clone + Send + Sync + 'static> From<$name<T>> for Signal<T> {
            fn from(source: $name<T>) -> Self {
                Signal::derive(move || source.get())
            }
        }
    )*};
}

source! { Memo RwSignal }
