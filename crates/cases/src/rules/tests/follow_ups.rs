use std::collections::BTreeMap;

use base::PerMille;
use base::ids::CaseId;
use policy::model::FollowUpMoment;
use proptest::prelude::*;

use crate::barred::Barred;
use crate::model::follow_up::FollowUpResult;
use crate::refused::Refused;
use crate::rules::follow_ups::{check_result, is_drawn, next_try, throw};
use crate::rules::parts::{Parts, settled};
use crate::testing::{START, book};

fn id(number: u64) -> CaseId {
    format!("cas_01JD{number:022}").parse().unwrap()
}

#[test]
fn the_rule_that_names_most_of_a_case_holds() {
    let book = book();
    let rule = |kind: &str, outcome: &str| {
        book.follow_ups.says.rule(FollowUpMoment::Closed, kind, None, Some(outcome)).map(|it| it.id.as_str())
    };
    assert_eq!(rule("complaint", "refused"), Some("complaints"));
    assert_eq!(rule("fault", "solved"), Some("work"));
    assert_eq!(rule("fault", "withdrawn"), None);
    assert_eq!(rule("suggestion", "solved"), None);
}

#[test]
fn after_the_last_try_there_is_no_next_one() {
    let book = book();
    let rule = book.follow_ups.says.rule(FollowUpMoment::Closed, "complaint", None, None).unwrap();
    assert!(next_try(rule, 1, &book, START).is_some_and(|it| it > START));
    assert_eq!(next_try(rule, rule.attempts, &book, START), None);
}

#[test]
fn a_result_needs_its_reason_and_scores_that_were_asked_for() {
    let book = book();
    let policy = &book.follow_ups.says;
    let rule = policy.rule(FollowUpMoment::Closed, "complaint", None, None).unwrap();
    let check = |result, comment, scores: &[(&str, i64)]| {
        let scores: BTreeMap<String, i64> = scores.iter().map(|it| (it.0.to_owned(), it.1)).collect();
        check_result(policy, rule, result, comment, &scores)
    };
    assert_eq!(check(FollowUpResult::Satisfied, None, &[("result", 5), ("speed", 1)]), Ok(()));
    assert_eq!(check(FollowUpResult::NotSatisfied, Some(" "), &[]), Err(Refused::ReasonMissing));
    assert_eq!(check(FollowUpResult::NotReached, None, &[]), Err(Barred::BadResult.into()));
    for wrong in [("result", 6), ("result", 0), ("beauty", 3)] {
        assert_eq!(check(FollowUpResult::Refused, None, &[wrong]), Err(Barred::BadScore.into()), "{wrong:?}");
    }
}

proptest! {
    /// The same seed draws the same cases, and about as many of them as the share says.
    #[test]
    fn a_sample_is_reproducible_and_of_its_share(seed in any::<i64>(), share in 0_i64..=1000) {
        let drawn = |()| (0..2_000).filter(|it| is_drawn(throw(seed, &id(*it), 1), PerMille(share))).collect::<Vec<_>>();
        let first = drawn(());
        prop_assert_eq!(&first, &drawn(()));
        let wanted = usize::try_from(share * 2).unwrap();
        prop_assert!(first.len().abs_diff(wanted) <= 120, "{} of {wanted}", first.len());
    }

    #[test]
    fn a_throw_lies_between_0_and_999(seed in any::<i64>(), case in any::<u64>(), instance in 1_i64..9) {
        prop_assert!((0..1000).contains(&throw(seed, &id(case), instance)));
    }

    /// Nothing closes with anything open.
    #[test]
    fn no_case_closes_with_an_open_part(approval: bool, follow_up: bool, child: bool, question: bool, joint: bool) {
        let open = approval || follow_up || child || question || joint;
        prop_assert_eq!(settled(Parts { approval, follow_up, child, question, joint }).is_err(), open);
    }
}
