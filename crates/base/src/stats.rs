//! The few statistics that figures on a screen need, each with its source.

/// The quantile of sorted values by linear interpolation between order statistics ("type 7" of Hyndman and Fan,
/// *Sample Quantiles in Statistical Packages*, 1996), `share` between 0 and 1. `None` when there are no values.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = exact(last) * share.clamp(0.0, 1.0);
    let below = whole(at.floor()).min(last);
    let low = *sorted.get(below)?;
    let high = *sorted.get(below + 1).unwrap_or(&low);
    Some(low + (high - low) * (at - at.floor()))
}

/// The arithmetic mean; `None` when there are no values.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / exact(values.len()))
}

/// The standard normal's 97.5 % quantile.
const Z: f64 = 1.959_963_984_540_054;

/// The interval that holds the true share with 95 % confidence (Wilson, *Probable Inference*, 1927), as low and
/// high between 0 and 1; `None` when `all` is 0.
pub fn wilson(part: u64, all: u64) -> Option<(f64, f64)> {
    if all == 0 {
        return None;
    }
    let (n, p) = (wide(all), wide(part) / wide(all));
    let base = 1.0 + Z * Z / n;
    let middle = p + Z * Z / (2.0 * n);
    let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    Some((((middle - reach) / base).max(0.0), ((middle + reach) / base).min(1.0)))
}

/// A count as a number with fractions; exact up to 2^53.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "counts stay below 2^53")]
pub fn wide(count: u64) -> f64 {
    count as f64
}

/// A length as a number with fractions.
fn exact(count: usize) -> f64 {
    wide(u64::try_from(count).unwrap_or(u64::MAX))
}

/// A position or count, from a number that is whole and not negative.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, not negative"
)]
pub fn whole(value: f64) -> usize {
    value as usize
}

#[cfg(test)]
mod tests {
    use super::{mean, quantile, wilson};

    #[test]
    fn quantiles_interpolate_between_neighbours() {
        let values = [1.0, 2.0, 3.0, 4.0];
        assert_eq!(quantile(&values, 0.5), Some(2.5));
        assert_eq!(quantile(&values, 0.9), Some(3.7));
        assert_eq!(quantile(&values, 1.0), Some(4.0));
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(mean(&values), Some(2.5));
    }

    #[test]
    fn the_wilson_interval_of_a_small_sample_is_wide() {
        let (low, high) = wilson(9, 10).unwrap();
        assert!((low - 0.596).abs() < 0.001 && (high - 0.982).abs() < 0.001, "{low} {high}");
        assert_eq!(wilson(0, 0), None);
    }
}
