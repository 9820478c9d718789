use base::Span;

use crate::rules::repeats::{Matter, is_repeat};
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
