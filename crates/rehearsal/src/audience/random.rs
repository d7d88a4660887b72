//! Chance from a seed: numbers of successes, at a cost that does not grow with the number of users (spec: numbers.md §2).
//!
//! Small means are drawn by exact inversion, large ones by BTPE (Kachitvichyanukul and Schmeiser 1988): a triangle,
//! parallelograms and exponential tails around the distribution, out of which what lies above it is rejected. Both are exact.

/// The mean from which on BTPE is used.
const LARGE: f64 = 10.0;

/// A row of numbers from a seed (SplitMix64): the same in every browser.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number above 0 and below 1.
    fn unit(&mut self) -> f64 {
        ((self.roll() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// The number of successes in `n` trials of a chance.
    pub fn binomial(&mut self, n: u64, chance: f64) -> u64 {
        if n == 0 || chance <= 0.0 || chance.is_nan() {
            return 0;
        }
        if chance >= 1.0 {
            return n;
        }
        let p = chance.min(1.0 - chance);
        let drawn = if n as f64 * p < LARGE { self.inverted(n, p) } else { self.rejected(n, p) };
        if p < chance { n - drawn } else { drawn }
    }

    /// Inversion: adds up the chances of 0, 1, 2, … successes.
    fn inverted(&mut self, n: u64, p: f64) -> u64 {
        let odds = p / (1.0 - p);
        let scale = (n as f64 + 1.0) * odds;
        let mut chance = (n as f64 * (-p).ln_1p()).exp();
        let (mut u, mut x) = (self.unit(), 0);
        // The chance of more than this many is below what a number of 53 bits can show.
        while u > chance && x < n.min(200) {
            u -= chance;
            x += 1;
            chance *= scale / x as f64 - odds;
        }
        x
    }

    /// BTPE; the names are those of the paper.
    fn rejected(&mut self, trials: u64, p: f64) -> u64 {
        let n = trials as f64;
        let q = 1.0 - p;
        let npq = n * p * q;
        let f_m = n * p + p;
        let m = f_m.floor();
        let p1 = (2.195 * npq.sqrt() - 4.6 * q).floor() + 0.5;
        let x_m = m + 0.5;
        let (x_l, x_r) = (x_m - p1, x_m + p1);
        let c = 0.134 + 20.5 / (15.3 + m);
        let p2 = p1 * (1.0 + 2.0 * c);
        let lambda = |a: f64| a * (1.0 + 0.5 * a);
        let lambda_l = lambda((f_m - x_l) / (f_m - x_l * p));
        let lambda_r = lambda((x_r - f_m) / (x_r * q));
        let p3 = p2 + c / lambda_l;
        let p4 = p3 + c / lambda_r;
        loop {
            let (u, mut v) = (self.unit() * p4, self.unit());
            if u <= p1 {
                return (x_m - p1 * v + u).floor() as u64;
            }
            let y = if u <= p2 {
                let x = x_l + (u - p1) / c;
                v = v * c + 1.0 - (x - x_m).abs() / p1;
                x.floor()
            } else if u <= p3 {
                let y = (x_l + v.ln() / lambda_l).floor();
                v *= (u - p2) * lambda_l;
                y
            } else {
                let y = (x_r - v.ln() / lambda_r).floor();
                v *= (u - p3) * lambda_r;
                y
            };
            if v <= 1.0 && (0.0..=n).contains(&y) && v.ln() <= log_ratio(n, p, m, y) {
                return y as u64;
            }
        }
    }
}

/// The logarithm of the chance of `y` successes over that of the most likely number, `m`.
fn log_ratio(n: f64, p: f64, m: f64, y: f64) -> f64 {
    let q = 1.0 - p;
    if (y - m).abs() <= 20.0 {
        let (odds, scale) = (p / q, (n + 1.0) * p / q);
        let (low, high) = (m.min(y) as u64, m.max(y) as u64);
        let product: f64 = (low + 1..=high).map(|i| scale / i as f64 - odds).product();
        return if m < y { product.ln() } else { -product.ln() };
    }
    let (x1, f1, z, w) = (y + 1.0, m + 1.0, n + 1.0 - m, n - y + 1.0);
    let stirling = |a: f64| {
        let a2 = a * a;
        (13_860.0 - (462.0 - (132.0 - (99.0 - 140.0 / a2) / a2) / a2) / a2) / a / 166_320.0
    };
    (m + 0.5) * (f1 / x1).ln()
        + (n - m + 0.5) * (z / w).ln()
        + (y - m) * (w * p / (x1 * q)).ln()
        + stirling(f1)
        + stirling(z)
        - stirling(x1)
        - stirling(w)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mean and the variance lie within five standard errors of what they should be.
    #[test]
    fn mean_and_variance_are_those_of_the_distribution() {
        let mut random = Random::new(7);
        let cases =
            [(1, 0.3), (20, 0.1), (100, 0.5), (1_000, 0.02), (50, 0.9), (10_000, 0.4), (1_000_000_000_000, 0.25)];
        for (n, p) in cases {
            const DRAWS: usize = 20_000;
            let mean = n as f64 * p;
            let variance = mean * (1.0 - p);
            let off: Vec<f64> = (0..DRAWS).map(|_| random.binomial(n, p) as f64 - mean).collect();
            let sum: f64 = off.iter().sum();
            let squares: f64 = off.iter().map(|x| x * x).sum();
            assert!(sum.abs() < 5.0 * (variance * DRAWS as f64).sqrt(), "{n} {p}: {sum}");
            let apart = squares / DRAWS as f64 / variance - 1.0;
            let kurtosis = 2.0 + (1.0 - 6.0 * p * (1.0 - p)) / variance;
            assert!(apart.abs() < 5.0 * (kurtosis / DRAWS as f64).sqrt(), "{n} {p}: {apart}");
        }
    }

    #[test]
    fn each_number_comes_as_often_as_it_should() {
        let mut random = Random::new(11);
        let (n, p) = (40, 0.4);
        let mut counts = [0_u32; 41];
        (0..100_000).for_each(|_| counts[random.binomial(n, p) as usize] += 1);
        let mut chance = 0.6_f64.powi(40);
        for (y, count) in counts.iter().enumerate() {
            let mean = chance * 100_000.0;
            assert!((f64::from(*count) - mean).abs() < 5.0 * mean.sqrt() + 5.0, "{y}: {count} of {mean}");
            chance *= (40 - y) as f64 / (y + 1) as f64 * p / (1.0 - p);
        }
    }

    #[test]
    fn a_seed_draws_the_same_again() {
        let row = |seed| (0..50).map(|n| Random::new(seed).binomial(n * 1_000, 0.3)).collect::<Vec<_>>();
        assert_eq!(row(5), row(5));
        assert_ne!(row(5), row(6));
    }
}
