//! The catalogue is whole.

use std::collections::BTreeSet;

use super::{Metric, Shape, Unit, all, find, markdown, numbered};

fn texts(it: &Metric) -> [super::Text; 4] {
    [it.name, it.definition, it.formula, it.exclusions]
}

#[test]
fn every_metric_is_complete_in_both_languages() {
    for it in all() {
        for text in texts(it) {
            assert!(!text.zh.is_empty() && !text.en.is_empty(), "{} lacks a text", it.id);
            assert!(!text.zh.is_ascii(), "{}: {:?} is not Chinese", it.id, text.zh);
            assert!(
                text.en.chars().filter(|it| it.is_alphabetic()).all(|it| it.is_ascii()),
                "{}: {:?}",
                it.id,
                text.en
            );
        }
        assert!(!it.feeds.is_empty() && it.version >= 1, "{} has no source or version", it.id);
        assert!(
            it.feeds.iter().all(|kind| crate::rules::heard::What::of(kind).is_some()
                || crate::rules::contacts::What::of(kind).is_some()),
            "{}",
            it.id
        );
    }
}

#[test]
fn ids_and_numbers_are_unique_and_found() {
    let ids: BTreeSet<&str> = all().map(|it| it.id).collect();
    let numbers: BTreeSet<i64> = all().map(|it| it.no).collect();
    assert_eq!(ids.len(), all().count());
    assert_eq!(numbers.len(), all().count());
    assert!(all().all(|it| find(it.id) == Some(it) && numbered(it.no) == Some(it)));
    assert_eq!(find("sales"), None);
}

#[test]
fn shape_and_unit_agree() {
    for it in all() {
        let fits = match it.shape {
            Shape::Count | Shape::Level => it.unit == Unit::Count,
            Shape::Share => it.unit == Unit::Share,
            Shape::Mean => matches!(it.unit, Unit::Ms | Unit::PerCase | Unit::PerMille),
        };
        assert!(fits, "{}", it.id);
    }
}

#[test]
fn the_documentation_page_is_the_one_this_catalogue_writes() {
    // UPDATE_EXPECT=1 writes it anew.
    expect_test::expect_file!["../../../../docs/book/src/metrics.md"].assert_eq(&markdown());
}
