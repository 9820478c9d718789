use base::{Span, Stamp};

use crate::rules::repeats::{Course, Matter, first_contact_resolved, is_repeat, window};
use crate::testing::{START, book};

#[test]
fn the_same_class_within_the_window_is_the_same_matter() {
    let book = book();
    let matter = |kind, class, days| Matter { kind, class, at: START + Span::DAY.times(days) };
    let first = matter("complaint", Some("billing_dispute"), 0);
    assert!(is_repeat(&book, first, matter("inquiry", Some("billing_dispute"), 7)));
    assert!(!is_repeat(&book, first, matter("complaint", Some("billing_dispute"), 8)));
    assert!(!is_repeat(&book, first, matter("complaint", Some("service_quality"), 1)));
    assert!(!is_repeat(&book, matter("fault", None, 0), matter("inquiry", None, 1)));
    assert!(is_repeat(&book, matter("fault", None, 0), matter("fault", None, 1)));
}

#[test]
fn first_contact_resolution_is_judged_when_the_window_is_over() {
    let window = window(&book());
    let after = |days| START + Span::DAY.times(days);
    let base = Course { opened: START, closed: Some(after(1)), reopen_count: 0, repeat_count: 0, next: None };
    let judge = |course, at: Stamp| first_contact_resolved(course, at, window);
    assert_eq!(judge(base, after(3)), None);
    assert_eq!(judge(base, after(8)), Some(true));
    assert_eq!(judge(Course { closed: None, ..base }, after(8)), None);
    assert_eq!(judge(Course { next: Some(after(5)), ..base }, after(6)), Some(false));
    assert_eq!(judge(Course { next: Some(after(9)), ..base }, after(10)), Some(true));
    assert_eq!(judge(Course { reopen_count: 1, ..base }, after(2)), Some(false));
    assert_eq!(judge(Course { repeat_count: 1, ..base }, after(9)), None);
}
