use expect_test::expect;

use crate::model::{Case, Confirmation, Status, Urgency};
use crate::rules::counting::{deltas, keys};
use crate::testing::{START, book, case};

#[test]
fn a_case_stands_in_the_counters_of_its_unit_and_its_handler() {
    let zone = book().zone();
    let names = |case: &Case| keys(case, &zone).into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" ");
    expect!["open mine"].assert_eq(&names(&case()));
    let late = Case { urgency: Urgency::OVERDUE, open_promises: 2, confirmation: Confirmation::Asked, ..case() };
    expect!["open mine overdue promised to_confirm"].assert_eq(&names(&late));
    expect!["open unassigned"].assert_eq(&names(&Case { owner_id: None, ..case() }));
    let closed = Case { status: Status::Closed, closed_ms: Some(START), ..late };
    expect!["closed:2026-03-02"].assert_eq(&names(&closed));
}

#[test]
fn what_did_not_change_is_not_written() {
    let (zone, before) = (book().zone(), case());
    assert!(deltas(Some(&before), &before, &zone).is_empty());
    let free = Case { owner_id: None, ..before.clone() };
    let changes: Vec<_> = deltas(Some(&before), &free, &zone).into_iter().map(|((_, name), by)| (name, by)).collect();
    assert_eq!(changes, [("mine".to_owned(), -1), ("unassigned".to_owned(), 1)]);
}
