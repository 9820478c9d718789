use base::Span;

use crate::model::{Asker, Case, Confirmation, Status};
use crate::refused::Refused;
use crate::rules::closing::{may_close, may_confirm, may_reopen, outcome_on_the_spot, outcome_satisfied};
use crate::rules::promising;
use crate::testing::{START, agent, book, case, supervisor};

fn close(case: &Case, who: &Asker, outcome: &str, grounds: Option<&str>) -> Result<(), Refused> {
    may_close(case, who, &book(), Some(outcome), grounds).map(drop)
}

fn fed_back() -> Case {
    Case { step: "confirm".to_owned(), confirmation: Confirmation::Asked, ..case() }
}

#[test]
fn closing_needs_the_customers_word_or_a_supervisor_with_grounds() {
    let (me, boss) = (agent('A', 'H'), supervisor('S', 'H'));
    assert_eq!(close(&fed_back(), &me, "solved", None), Err(Refused::Unconfirmed));
    assert_eq!(close(&fed_back(), &boss, "solved_unreachable", None), Err(Refused::GroundsMissing));
    assert_eq!(close(&fed_back(), &boss, "solved_unreachable", Some("三次联系未果")), Ok(()));
    let satisfied = Case { confirmation: Confirmation::Satisfied, ..fed_back() };
    assert_eq!(close(&satisfied, &me, "solved", None), Ok(()));
    assert_eq!(close(&satisfied, &me, "refused", Some("x")), Err(Refused::OutcomeForSupervisor));
    assert_eq!(close(&satisfied, &me, "", None), Err(Refused::OutcomeMissing));
    assert!(matches!(close(&satisfied, &me, "fine", None), Err(Refused::UnknownOutcome(_))));
}

#[test]
fn an_open_promise_or_a_waiting_transfer_keeps_a_case_open_for_everybody() {
    let boss = supervisor('S', 'H');
    let promised = Case { open_promises: 1, confirmation: Confirmation::Satisfied, ..fed_back() };
    assert_eq!(close(&promised, &boss, "solved", Some("x")), Err(Refused::OpenPromise));
    assert_eq!(may_confirm(&promised, &boss, &book()), Err(Refused::OpenPromise));
    let waiting = Case { transfer_id: "trf_01JD0000000000000000000000".parse().ok(), ..fed_back() };
    assert_eq!(close(&waiting, &boss, "solved", Some("x")), Err(Refused::TransferPending));
    let closed = Case { status: Status::Closed, ..fed_back() };
    assert_eq!(close(&closed, &boss, "solved", Some("x")), Err(Refused::AlreadyClosed));
}

#[test]
fn the_customer_is_asked_after_the_result_was_fed_back() {
    let (me, book) = (agent('A', 'H'), book());
    assert_eq!(may_confirm(&case(), &me, &book), Err(Refused::NotFedBack));
    assert_eq!(may_confirm(&fed_back(), &me, &book), Ok(()));
}

#[test]
fn an_answer_on_the_spot_closes_only_what_nobody_has_to_be_asked_about() {
    let mut book = book();
    assert_eq!(outcome_satisfied(&book, "complaint"), "solved");
    let asked = book.cases.asks_customer("inquiry");
    assert_eq!(outcome_on_the_spot(&book, "inquiry").is_none(), asked);
    book.cases.feedback.ask_kinds = vec!["complaint".to_owned()];
    assert_eq!(outcome_on_the_spot(&book, "inquiry"), Some("answered"));
    assert_eq!(outcome_on_the_spot(&book, "complaint"), None);
}

#[test]
fn a_closed_case_is_reopened_with_a_reason_and_within_the_policys_time() {
    let (me, book) = (agent('A', 'H'), book());
    let closed = Case { status: Status::Closed, closed_ms: Some(START), ..case() };
    let reopen = |case: &Case, days, reason| may_reopen(case, &me, &book, START + Span::DAY.times(days), reason);
    assert_eq!(reopen(&closed, 1, Some("又断线了")), Ok(()));
    assert_eq!(reopen(&closed, 1, None), Err(Refused::ReasonMissing));
    assert_eq!(reopen(&closed, 31, Some("x")), Err(Refused::ReopenTooLate));
    assert_eq!(reopen(&case(), 1, Some("x")), Err(Refused::NotClosed));
}

#[test]
fn a_promise_lies_ahead_but_not_too_far() {
    let book = book();
    let promise = |span, text| promising::check(&book, START, START + span, text);
    assert_eq!(promise(Span::HOUR, "两小时内回电"), Ok(()));
    assert_eq!(promise(Span(0), "x"), Err(Refused::PromisePast));
    assert_eq!(promise(Span::DAY.times(30), "x"), Err(Refused::PromiseTooFar));
    assert_eq!(promise(Span::HOUR, " "), Err(Refused::TextMissing));
    assert_eq!(promising::owed(&book, "complaint", false, false), Err(Refused::AnswerOrPromise));
    assert_eq!(promising::owed(&book, "complaint", false, true), Ok(()));
    assert_eq!(promising::owed(&book, "suggestion", false, false), Ok(()));
}
