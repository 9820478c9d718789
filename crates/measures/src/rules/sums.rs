//! The sums behind a figure. They are whole numbers, so adding them in any order and in any batches gives the same
//! bits, and what was added can be taken away again without a trace.

use std::ops::{AddAssign, Neg};

/// What a group of facts adds up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many facts count.
    pub n: i64,
    /// How many of them hit what the metric asks for.
    pub hits: i64,
    /// Sum of the values, in the metric's unit (milliseconds or pieces).
    pub sum: i64,
    /// Sum of the squares, high part: squares shifted right by [`SHIFT`].
    pub high: i64,
    /// Sum of the squares, low part: the lowest [`SHIFT`] bits of each square.
    pub low: i64,
}

/// Bits of a square that go into the low part. A hundred million facts of a hundred years fit.
const SHIFT: u32 = 36;

impl Sums {
    /// What one fact adds.
    pub fn of(n: i64, hits: i64, value: i64) -> Self {
        let square = i128::from(value) * i128::from(value);
        let part = |it: i128| i64::try_from(it).unwrap_or(i64::MAX).saturating_mul(n);
        let mask = (1_i128 << SHIFT) - 1;
        Self { n, hits, sum: value.saturating_mul(n), high: part(square >> SHIFT), low: part(square & mask) }
    }

    /// Whether there is nothing to add.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// The sum of the squares, whole.
    fn squares(&self) -> i128 {
        (i128::from(self.high) << SHIFT) + i128::from(self.low)
    }

    /// The mean of the values; `None` without facts.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| real(i128::from(self.sum)) / real(i128::from(self.n)))
    }

    /// The sample variance (divided by n - 1); `None` for fewer than two facts.
    ///
    /// The difference that loses digits in floating point is taken in whole numbers.
    pub fn variance(&self) -> Option<f64> {
        if self.n < 2 {
            return None;
        }
        let n = i128::from(self.n);
        let sum = i128::from(self.sum);
        let spread = n.checked_mul(self.squares())?.checked_sub(sum.checked_mul(sum)?)?;
        Some(real(spread.max(0)) / (real(n) * real(n - 1)))
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.n += other.n;
        self.hits += other.hits;
        self.sum += other.sum;
        self.high += other.high;
        self.low += other.low;
    }
}

impl Neg for Sums {
    type Output = Self;
    fn neg(self) -> Self {
        Self { n: -self.n, hits: -self.hits, sum: -self.sum, high: -self.high, low: -self.low }
    }
}

/// A whole number as a number with fractions; exact up to 2^53, else the nearest.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "the nearest number is what is wanted")]
pub fn real(it: i128) -> f64 {
    it as f64
}
