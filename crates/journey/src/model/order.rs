//! Sorting, in one small copy of the code: the standard library's makes four thousand bytes anew for each type.

use std::cmp::Ordering;

/// Sorts; what is equal stays in its order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let places = places(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    bring(places, &mut |a, b| items.swap(a, b));
}

/// Sorts by the natural order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, Ord::cmp);
}

/// Sorts by what each thing is ranked by, which is asked for at each comparison.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts by what each thing is ranked by, which is asked for once of each.
pub fn sort_by_cached_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    bring(places(keys.len(), &|a, b| keys.get(a).cmp(&keys.get(b))), &mut |a, b| items.swap(a, b));
}

/// The places of `count` things in their order: runs of one, two, four and so on are merged.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..count).collect();
    let mut run = 1;
    while run < count {
        let mut merged = Vec::with_capacity(count);
        for both in sorted.chunks(2 * run) {
            let (mut first, mut second) = both.split_at(run.min(both.len()));
            while let (Some((a, behind_a)), Some((b, behind_b))) = (first.split_first(), second.split_first()) {
                if compare(*a, *b) == Ordering::Greater {
                    merged.push(*b);
                    second = behind_b;
                } else {
                    merged.push(*a);
                    first = behind_a;
                }
            }
            merged.extend_from_slice(first);
            merged.extend_from_slice(second);
        }
        sorted = merged;
        run *= 2;
    }
    sorted
}

/// Swaps things until at each place is the one that was at the place named for it.
fn bring(mut places: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..places.len() {
        let mut at = start;
        while let Some(from) = places.get_mut(at).map(|from| std::mem::replace(from, at)).filter(|from| *from != start)
        {
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items: Vec<(u8, u8)>) {
            let (mut ours, mut theirs) = (items.clone(), items);
            sort_by(&mut ours, |a, b| a.0.cmp(&b.0));
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(&ours, &theirs);
            sort(&mut ours);
            theirs.sort();
            prop_assert_eq!(&ours, &theirs);
            sort_by_key(&mut ours, |item| item.1);
            theirs.sort_by_key(|item| item.1);
            prop_assert_eq!(&ours, &theirs);
            sort_by_cached_key(&mut ours, |item| item.0 % 8);
            theirs.sort_by_cached_key(|item| item.0 % 8);
            prop_assert_eq!(ours, theirs);
        }
    }
}
