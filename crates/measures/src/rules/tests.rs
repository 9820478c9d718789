//! The arithmetic of figures against tables, published examples and recounts.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::compare::{Verdict, compare};
use super::figure::{Sample, SmallSamples, estimate};
use super::sums::Sums;
use super::{rank, scale, student};
use crate::catalogue::{Better, Shape};

fn all(values: &[i64]) -> Sums {
    let mut sums = Sums::default();
    for it in values {
        sums += Sums::of(1, 0, *it);
    }
    sums
}

#[test]
fn students_quantile_agrees_with_the_printed_tables() {
    let table = [
        (0.025, 1.0, 12.706_204_736),
        (0.025, 2.0, 4.302_652_730),
        (0.025, 3.0, 3.182_446_305),
        (0.025, 4.0, 2.776_445_105),
        (0.025, 5.0, 2.570_581_836),
        (0.025, 10.0, 2.228_138_852),
        (0.025, 30.0, 2.042_272_456),
        (0.025, 100.0, 1.983_971_519),
        (0.025, 1000.0, 1.962_339_081),
        (0.05, 5.0, 2.015_048_373),
        (0.005, 10.0, 3.169_272_673),
    ];
    for (tail, freedom, wanted) in table {
        let got = student::quantile(tail, freedom);
        assert!((got - wanted).abs() < 1e-6, "{tail} {freedom}: {got} is not {wanted}");
    }
    // With very many degrees it becomes the normal distribution.
    assert!((student::quantile(0.025, 1e7) - 1.959_964).abs() < 1e-5);
}

#[test]
fn a_mean_of_ten_has_the_interval_of_the_textbook() {
    let sums = all(&[12, 15, 9, 30, 22, 18, 11, 45, 16, 20]);
    let it = estimate(Shape::Mean, &sums);
    assert!((it.value.unwrap() - 19.8).abs() < 1e-12);
    // Standard deviation 10.7476 with n - 1, t(9) = 2.262157: 19.8 -+ 7.6884.
    assert!((it.low.unwrap() - 12.111_6).abs() < 1e-3, "{it:?}");
    assert!((it.high.unwrap() - 27.488_4).abs() < 1e-3, "{it:?}");
}

#[test]
fn a_share_has_wilsons_interval_and_nothing_counted_is_no_share() {
    let it = estimate(Shape::Share, &Sums { n: 10, hits: 9, ..Sums::default() });
    assert!((it.low.unwrap() - 0.595_850).abs() < 1e-6 && (it.high.unwrap() - 0.982_124).abs() < 1e-6, "{it:?}");
    assert_eq!(estimate(Shape::Share, &Sums::default()).value, None);
    assert_eq!(estimate(Shape::Count, &Sums::default()).value, Some(0.0));
    assert_eq!(estimate(Shape::Mean, &all(&[7])).low, None);
}

#[test]
fn small_samples_say_so() {
    let small = SmallSamples::default();
    let words: Vec<Sample> = [0, 4, 5, 29, 30].into_iter().map(|it| small.word(it)).collect();
    assert_eq!(words, [Sample::None, Sample::TooFew, Sample::Few, Sample::Few, Sample::Enough]);
}

#[test]
fn two_shares_differ_by_newcombes_interval() {
    let (before, after) =
        (Sums { n: 480, hits: 312, ..Sums::default() }, Sums { n: 492, hits: 351, ..Sums::default() });
    let it = compare(Shape::Share, Better::Up, SmallSamples::default(), &after, &before).unwrap();
    assert!((it.value - 0.063_414_6).abs() < 1e-6, "{it:?}");
    assert!((it.low.unwrap() - 0.004_857_2).abs() < 1e-6 && (it.high.unwrap() - 0.121_449_7).abs() < 1e-6, "{it:?}");
    assert_eq!(it.verdict, Verdict::Better);
}

#[test]
fn two_means_differ_by_welchs_interval() {
    let before = all(&[312, 298, 355, 401, 287, 333, 369, 310, 295, 342, 388, 301]);
    let after = all(&[289, 301, 322, 350, 270, 318, 331, 299, 280, 315, 347, 290]);
    let it = compare(Shape::Mean, Better::Down, SmallSamples::default(), &before, &after).unwrap();
    assert!((it.low.unwrap() + 4.645_591).abs() < 1e-5 && (it.high.unwrap() - 51.145_591).abs() < 1e-5, "{it:?}");
    assert_eq!(it.verdict, Verdict::Unclear);
}

#[test]
fn a_handful_is_never_called_better() {
    let (this, other) = (Sums { n: 3, hits: 3, ..Sums::default() }, Sums { n: 900, hits: 10, ..Sums::default() });
    let it = compare(Shape::Share, Better::Up, SmallSamples::default(), &this, &other).unwrap();
    assert_eq!(it.verdict, Verdict::TooFew);
}

proptest! {
    #[test]
    fn marks_cover_all_values_without_gaps(value in 0_i64..1_i64 << 45) {
        let mark = scale::mark_of(value);
        prop_assert!(scale::start_of(mark) <= value && value <= scale::end_of(mark));
        prop_assert_eq!(scale::end_of(mark) + 1, scale::start_of(mark + 1));
        let width = scale::end_of(mark) - scale::start_of(mark) + 1;
        prop_assert!(width == 1 || width * 32 <= scale::start_of(mark));
    }

    #[test]
    fn a_percentile_by_marks_is_the_percentile_by_sorting(
        values in proptest::collection::vec(0_i64..5_000_000, 1..400), permille in 0_i64..=1000,
    ) {
        let mut counts = BTreeMap::new();
        for it in &values {
            *counts.entry(scale::mark_of(*it)).or_insert(0) += 1;
        }
        let at = |position: i64| {
            let (mark, before) = rank::mark_at(&counts, position).unwrap();
            let mut inside: Vec<i64> = values.iter().copied().filter(|it| scale::mark_of(*it) == mark).collect();
            inside.sort_unstable();
            inside[usize::try_from(position - before).unwrap()]
        };
        let place = rank::place(i64::try_from(values.len()).unwrap(), permille).unwrap();
        let by_marks = rank::between(place, at(place.below), at(place.above));
        let mut sorted = values.clone();
        sorted.sort_unstable();
        let floats: Vec<f64> = sorted.iter().map(|it| f64::from(i32::try_from(*it).unwrap())).collect();
        let by_sorting = base::stats::quantile(&floats, f64::from(i32::try_from(permille).unwrap()) / 1000.0).unwrap();
        prop_assert!((by_marks - by_sorting).abs() <= 1e-6 * by_sorting.max(1.0), "{} {}", by_marks, by_sorting);
        prop_assert_eq!(Some(by_marks), rank::of_values(&mut sorted, &[permille])[0]);
    }

    #[test]
    fn sums_do_not_depend_on_the_order_and_can_be_taken_back(
        values in proptest::collection::vec(0_i64..3_000_000_000_000, 2..40), gone in 0_usize..40,
    ) {
        let mut backwards = Sums::default();
        for it in values.iter().rev() {
            backwards += Sums::of(1, 0, *it);
        }
        prop_assert_eq!(all(&values), backwards);
        let gone = gone % values.len();
        let mut less = all(&values);
        less += -Sums::of(1, 0, values[gone]);
        let mut rest = values.clone();
        rest.remove(gone);
        prop_assert_eq!(less, all(&rest));
    }

    #[test]
    fn the_variance_of_sums_is_the_variance_of_the_values(
        values in proptest::collection::vec(0_i64..100_000_000, 2..60),
    ) {
        let floats: Vec<f64> = values.iter().map(|it| f64::from(i32::try_from(*it).unwrap())).collect();
        let mean = base::stats::mean(&floats).unwrap();
        let spread: f64 = floats.iter().map(|it| (it - mean) * (it - mean)).sum();
        let wanted = spread / (f64::from(u32::try_from(floats.len()).unwrap()) - 1.0);
        let got = all(&values).variance().unwrap();
        prop_assert!((got - wanted).abs() <= 1e-9 * wanted.max(1.0), "{} {}", got, wanted);
    }
}
