//! A ruler with logarithmic marks: thirty-two to each doubling, every whole number below thirty-two a mark of its own.
//!
//! Counting facts per mark tells at which mark the wanted order statistic lies; only the facts of that mark are
//! then looked at, so a percentile is exact without sorting them all.

const BITS: u32 = 5;

/// The mark a value belongs to; values below 0 belong to mark 0.
pub fn mark_of(value: i64) -> i64 {
    let value = value.max(0);
    if value < 1 << BITS {
        return value;
    }
    let octave = 63 - value.leading_zeros() - BITS;
    // The leading bits are 32 to 63: their distance from 32 is the mark within the doubling.
    (i64::from(octave) << BITS) + (value >> octave)
}

/// The lowest value of a mark.
pub fn start_of(mark: i64) -> i64 {
    let base = 1_i64 << BITS;
    if mark < base {
        return mark.max(0);
    }
    let octave = u32::try_from((mark >> BITS) - 1).unwrap_or(u32::MAX);
    let lead = base + (mark & (base - 1));
    if octave >= 63 - BITS { i64::MAX } else { lead << octave }
}

/// The highest value of a mark.
pub fn end_of(mark: i64) -> i64 {
    match start_of(mark.saturating_add(1)) {
        i64::MAX => i64::MAX,
        next => next - 1,
    }
}
