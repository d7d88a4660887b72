//! Whole users: splits by shares, where what is left over is carried from one split to the next (spec: numbers.md §2).

use super::random::Random;

/// Hands out `n` users by shares of a total. `owed` holds what each outcome has still to get, in parts of the total: each stays within
/// one user of its exact share over all splits. The largest remainder comes first, of equal ones the first outcome.
pub(super) fn split(n: u64, shares: &[u64], total: u64, owed: &mut [i64], given: &mut Vec<u64>) {
    given.clear();
    let mut left = n as i64;
    let small = n < (i64::MAX as u64) / 4 / total.max(1);
    for (share, owed) in shares.iter().zip(owed.iter_mut()) {
        let whole = if small {
            let exact = (n * share) as i64 + *owed;
            let whole = exact.div_euclid(total as i64).max(0);
            *owed = exact - whole * total as i64;
            whole
        } else {
            let exact = i128::from(n) * i128::from(*share) + i128::from(*owed);
            let whole = exact.div_euclid(i128::from(total)).max(0);
            *owed = (exact - whole * i128::from(total)) as i64;
            whole as i64
        };
        given.push(whole as u64);
        left -= whole;
    }
    while left != 0 {
        let mut best: Option<usize> = None;
        for i in 0..owed.len() {
            let better = |other: usize| if left > 0 { owed[i] > owed[other] } else { owed[i] < owed[other] };
            if (left > 0 || given[i] > 0) && best.is_none_or(better) {
                best = Some(i);
            }
        }
        let Some(i) = best else { return };
        let step = left.signum();
        given[i] = given[i].wrapping_add_signed(step);
        owed[i] -= step * total as i64;
        left -= step;
    }
}

/// Draws a split by chance: each user by itself, all at once.
pub(super) fn draw(n: u64, shares: &[u64], total: u64, random: &mut Random, given: &mut Vec<u64>) {
    given.clear();
    let (mut left, mut rest) = (n, total);
    for share in shares {
        let taken = if *share >= rest { left } else { random.binomial(left, *share as f64 / rest as f64) };
        given.push(taken);
        (left, rest) = (left - taken, rest.saturating_sub(*share));
    }
}

/// An exact fraction of users that come in over time, of which whole ones are taken.
#[derive(Default)]
pub(super) struct Owed {
    parts: i128,
}

impl Owed {
    /// Adds `parts` of a whole of `of` parts, which is the same at each call.
    pub fn add(&mut self, parts: i128) {
        self.parts += parts;
    }

    /// Takes the whole users nearest to what is owed; a half counts as one.
    pub fn take(&mut self, of: i128) -> u64 {
        let whole = (2 * self.parts + of).div_euclid(2 * of).max(0);
        self.parts -= whole * of;
        u64::try_from(whole).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_outcome_stays_within_one_user_of_its_share_and_nobody_is_lost() {
        for (shares, total) in [(vec![3_333, 3_333, 3_334], 10_000), (vec![1; 24], 24), (vec![9_999, 1, 0], 10_000)] {
            let (mut owed, mut given) = (vec![0; shares.len()], Vec::new());
            let (mut sums, mut all) = (vec![0_u64; shares.len()], 0_u64);
            for n in (0..2_000).map(|n| n * n % 7 + if n % 100 == 0 { 1_000_000_000_000 } else { 0 }) {
                split(n, &shares, total, &mut owed, &mut given);
                assert_eq!(given.iter().sum::<u64>(), n);
                all += n;
                for ((sum, given), share) in sums.iter_mut().zip(&given).zip(&shares) {
                    *sum += given;
                    let apart = i128::from(*sum) * i128::from(total) - i128::from(all) * i128::from(*share);
                    assert!(apart.abs() <= i128::from(total), "{apart}");
                }
            }
        }
    }

    #[test]
    fn the_largest_remainder_comes_first_and_of_equal_ones_the_first_outcome() {
        let (mut owed, mut given) = (vec![0; 3], Vec::new());
        split(1, &[2_500, 5_000, 2_500], 10_000, &mut owed, &mut given);
        assert_eq!(given, [0, 1, 0]);
        split(1, &[2_500, 5_000, 2_500], 10_000, &mut owed, &mut given);
        assert_eq!(given, [1, 0, 0]);
    }

    #[test]
    fn a_fraction_that_comes_in_often_enough_is_a_user() {
        let mut owed = Owed::default();
        let taken: Vec<u64> = (0..5)
            .map(|_| {
                owed.add(2);
                owed.take(5)
            })
            .collect();
        assert_eq!(taken, [0, 1, 0, 1, 0]);
    }
}
