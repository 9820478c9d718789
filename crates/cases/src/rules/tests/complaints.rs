use base::{Span, Stamp};
use policy::model::{ComplaintPart, ComplaintStage};

use crate::barred::Barred;
use crate::model::complaint::{Finding, Justified};
use crate::refused::Refused;
use crate::rules::complaints::{check_finding, may_write, stages, wanting};
use crate::testing::{START, agent, book, case};

fn happened(kinds: &[&str]) -> Vec<(String, Stamp)> {
    let at = |it: usize| START + Span::HOUR.times(i64::try_from(it).unwrap());
    kinds.iter().enumerate().map(|(place, kind)| (format!("cases.{kind}.v1"), at(place))).collect()
}

fn reached(kinds: &[&str]) -> Vec<ComplaintStage> {
    let book = book();
    let process = book.complaints.says.process(Some("service_quality"));
    let all = stages(&happened(kinds), process, &book, START, START + Span::DAY);
    all.into_iter().filter(|it| it.at.is_some()).map(|it| it.stage).collect()
}

#[test]
fn the_stages_are_told_by_what_happened() {
    use ComplaintStage as Is;
    assert_eq!(reached(&["opened"]), [Is::Receipt]);
    assert_eq!(reached(&["opened", "clock_started", "promised"]), [Is::Receipt, Is::Tracking, Is::Acknowledgement]);
    let all =
        ["opened", "clock_started", "promised", "complaint_recorded", "complaint_investigated", "complaint_found"];
    assert_eq!(reached(&all).len(), 6);
    assert_eq!(reached(&[&all[..], &["resolved", "closed"]].concat()).len(), 8);
}

#[test]
fn a_reopened_complaint_is_communicated_and_closed_anew() {
    assert_eq!(reached(&["opened", "resolved", "closed", "reopened"]), [ComplaintStage::Receipt]);
    assert_eq!(reached(&["opened", "resolved", "closed", "reopened", "resolved"]).len(), 2);
}

#[test]
fn a_stage_that_is_not_reached_in_time_is_late() {
    let book = book();
    let process = book.complaints.says.process(Some("billing_dispute")).unwrap();
    assert_eq!(process.id, "billing");
    let at = |now: Span| stages(&happened(&["opened"]), Some(process), &book, START, START + now);
    assert!(at(Span::HOUR).iter().all(|it| !it.late));
    assert!(at(Span::DAY.times(30)).iter().filter(|it| it.due.is_some()).all(|it| it.late));
}

#[test]
fn a_finding_needs_grounds_a_solution_and_a_cause_that_policy_knows() {
    let book = book();
    let finding = |grounds: &str, cause: &str| Finding {
        justified: Justified::Partly,
        grounds: grounds.to_owned(),
        fault_unit_id: None,
        fault_person_id: None,
        cause: Some(cause.to_owned()),
        solution: "退还差额".to_owned(),
    };
    assert_eq!(check_finding(&finding("账单有误", "system"), &book), Ok(()));
    assert_eq!(check_finding(&finding(" ", "system"), &book), Err(Refused::TextMissing));
    assert_eq!(check_finding(&finding("账单有误", "moon"), &book), Err(Barred::UnknownCause.into()));
}

#[test]
fn only_complaints_have_a_record_and_closing_names_what_it_lacks() {
    let book = book();
    let inquiry = crate::model::Case { kind: "inquiry".to_owned(), ..case() };
    assert_eq!(may_write(&inquiry, &agent('A', 'H'), &book), Err(Barred::NoComplaint.into()));
    assert_eq!(may_write(&case(), &agent('A', 'H'), &book), Ok(()));
    let mut process = book.complaints.says.process(None).unwrap().clone();
    process.needs = vec![ComplaintPart::Investigation, ComplaintPart::Finding];
    assert_eq!(wanting(Some(&process), None, true), [ComplaintPart::Finding]);
    process.needs.clear();
    assert!(wanting(Some(&process), None, false).is_empty());
}
