//! A row of numbers that everything is drawn from.

/// Numbers to draw from; when they are used up, every draw is 0.
#[derive(Clone, Debug, Default)]
pub struct Dice {
    numbers: Vec<u32>,
    next: usize,
}

impl Dice {
    /// Dice that show these numbers.
    pub fn new(numbers: Vec<u32>) -> Self {
        Self { numbers, next: 0 }
    }

    /// Dice of a fuzzer's bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::new(bytes.chunks(2).map(|pair| pair.iter().fold(0, |n, byte| n << 8 | u32::from(*byte))).collect())
    }

    /// Dice of so many numbers that follow from a seed, the same each time.
    pub fn of_seed(seed: u32, count: usize) -> Self {
        let mut row = seed;
        let numbers = (0..count).map(|_| {
            row = row.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            row >> 4
        });
        Self::new(numbers.collect())
    }

    /// The next number.
    pub fn roll(&mut self) -> u32 {
        let n = self.numbers.get(self.next).copied().unwrap_or_default();
        self.next += 1;
        n
    }

    /// A number below `n`; 0 where there is none.
    pub fn below(&mut self, n: usize) -> usize {
        self.roll() as usize % n.max(1)
    }

    /// A number in a range.
    pub fn within(&mut self, min: i64, max: i64) -> i64 {
        min + i64::from(self.roll()) % (max - min + 1)
    }

    /// Yes once in `n`; never when the numbers are used up.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    /// One of a few; they must not be none.
    pub fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    /// Up to `max` of what `draw` draws.
    pub fn several<T>(&mut self, max: usize, mut draw: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(max + 1)).map(|_| draw(self)).collect()
    }

    /// Something or nothing.
    pub fn maybe<T>(&mut self, draw: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 1).then(|| draw(self))
    }
}
