//! Codes, contacts, and where a case stands for the customer.

use base::{Span, Stamp};
use proptest::prelude::*;

use crate::model::portal::CaseStanding;
use crate::model::{Confirmation, Status};
use crate::rules::portal::{again_until, answered, asked, code, is_code, is_contact, standing};
use crate::testing::{START, book, case};

proptest! {
    #[test]
    fn a_code_is_known_however_it_is_typed(mark in "[0-9a-f]{32}") {
        let it = code(&mark);
        prop_assert_eq!(it.len(), 14);
        prop_assert!(is_code(&it, &it));
        let sloppy = it.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        prop_assert!(is_code(&sloppy, &it));
    }

    #[test]
    fn another_mark_has_another_code(a in "[0-9a-f]{15}", b in "[0-9a-f]{15}") {
        prop_assert_eq!(is_code(&code(&a), &code(&b)), a == b);
    }
}

#[test]
fn nothing_and_half_a_code_are_no_code() {
    let it = code("0123456789abcdef0123456789abcdef");
    assert!(!is_code("", &it) && !is_code(&it[..9], &it) && !is_code(&format!("{it}0"), &it));
}

#[test]
fn a_contact_is_a_phone_number_or_a_mail_address() {
    for good in ["13800138000", "+86 138-0013-8000", "010 6666 8888", "li@example.cn"] {
        assert!(is_contact(good), "{good}");
    }
    for bad in ["", "12345", "li@", "@example.cn", "li@example", "微信 abc", "li @example.cn", "a@b@c.cn"] {
        assert!(!is_contact(bad), "{bad}");
    }
}

#[test]
fn a_case_stands_where_the_customer_can_understand() {
    let mut it = case();
    assert_eq!(standing(&it), CaseStanding::Working);
    (it.owner_id, it.answered_ms) = (None, None);
    assert_eq!(standing(&it), CaseStanding::Received);
    it.confirmation = Confirmation::Asked;
    assert_eq!(standing(&it), CaseStanding::Asked);
    it.status = Status::Paused;
    assert_eq!(standing(&it), CaseStanding::Paused);
    it.status = Status::Closed;
    assert_eq!(standing(&it), CaseStanding::Closed);
}

#[test]
fn a_closed_case_is_worked_on_again_only_within_the_time_of_policy() {
    let book = book();
    let mut it = case();
    assert_eq!(again_until(&it, &book, START), None, "it is being worked on");
    it.confirmation = Confirmation::Asked;
    assert_eq!(again_until(&it, &book, START), Some(Stamp::MAX));
    (it.status, it.closed_ms) = (Status::Closed, Some(START));
    let until = again_until(&it, &book, START).unwrap();
    assert!(until > START);
    assert_eq!(again_until(&it, &book, until + Span(1)), None);
    it.merged_into = Some(it.id.clone());
    assert_eq!(again_until(&it, &book, START), None, "the other case is the one to speak of");
}

#[test]
fn only_what_was_asked_is_taken() {
    let book = book();
    let ids: Vec<_> = asked(&book, "complaint").into_iter().map(|it| it.0.field).collect();
    assert_eq!(ids, ["demand"]);
    let given = [("demand", "退费"), ("place", "某处")].map(|(name, it)| (name.to_owned(), it.into())).into();
    assert_eq!(answered(&book, "complaint", given).into_keys().collect::<Vec<_>>(), ["demand"]);
}
