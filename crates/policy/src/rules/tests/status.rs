use std::sync::Arc;

use base::Stamp;
use base::ids::PersonId;

use super::full;
use crate::Refused;
use crate::model::{Deed, Done, Kind, Scope, Status, Version};
use crate::rules::{Act, fits, may_end, next_status, read};

pub(super) fn person(last: u8) -> PersonId {
    format!("per_01JD000000000000000000000{last}").parse().unwrap()
}

/// A version of `pay`, approved unless said otherwise.
pub(super) fn version(number: i64, scope: Scope, from: i64, withdrawn: Option<i64>) -> Version {
    let text = full(Kind::Pay);
    let document = read(&text).unwrap();
    Version {
        id: "pol_01JD0000000000000000000000".parse().unwrap(),
        kind: Kind::Pay,
        version: number,
        title: document.header.title.clone(),
        scope,
        effective_from: Stamp(from),
        status: if withdrawn.is_some() { Status::Withdrawn } else { Status::Approved },
        withdrawn_at: withdrawn.map(Stamp),
        author: Some(person(1)),
        reviewer: None,
        approver: None,
        created_at: Stamp(0),
        approved_at: Some(Stamp(0)),
        edition: 1,
        text: text.into(),
        document: Arc::new(document),
    }
}

#[test]
fn a_version_goes_from_draft_over_review_to_approval() {
    let now_not = |status| Err(Refused::NotNow { status });
    let table = [
        (Status::Draft, Act::Submit, Ok(Status::Submitted)),
        (Status::Draft, Act::Review, now_not(Status::Draft)),
        (Status::Draft, Act::Discard, Ok(Status::Discarded)),
        (Status::Submitted, Act::Review, Ok(Status::Reviewed)),
        (Status::Submitted, Act::Reject, Ok(Status::Draft)),
        (Status::Submitted, Act::Edit, Ok(Status::Draft)),
        (Status::Submitted, Act::Approve, now_not(Status::Submitted)),
        (Status::Submitted, Act::Submit, now_not(Status::Submitted)),
        (Status::Submitted, Act::Discard, Ok(Status::Discarded)),
        (Status::Draft, Act::Edit, Ok(Status::Draft)),
        (Status::Draft, Act::Approve, now_not(Status::Draft)),
        (Status::Draft, Act::Withdraw, now_not(Status::Draft)),
        (Status::Reviewed, Act::Approve, Ok(Status::Approved)),
        (Status::Reviewed, Act::Reject, Ok(Status::Draft)),
        (Status::Reviewed, Act::Edit, Ok(Status::Draft)),
        (Status::Reviewed, Act::Review, now_not(Status::Reviewed)),
        (Status::Reviewed, Act::Discard, Ok(Status::Discarded)),
        (Status::Approved, Act::Withdraw, Ok(Status::Withdrawn)),
        (Status::Approved, Act::Discard, now_not(Status::Approved)),
        (Status::Discarded, Act::Edit, now_not(Status::Discarded)),
        (Status::Discarded, Act::Submit, now_not(Status::Discarded)),
        (Status::Approved, Act::Edit, now_not(Status::Approved)),
        (Status::Approved, Act::Approve, now_not(Status::Approved)),
        (Status::Withdrawn, Act::Approve, now_not(Status::Withdrawn)),
        (Status::Withdrawn, Act::Withdraw, now_not(Status::Withdrawn)),
    ];
    for (status, act, wanted) in table {
        let mut it = version(1, Scope::Organisation, 0, None);
        it.status = status;
        assert_eq!(next_status(&it, &[], act, &person(2)), wanted, "{act:?} on {status:?}");
    }
}

#[test]
fn who_wrote_in_it_neither_reviews_nor_approves() {
    let mut it = version(1, Scope::Organisation, 0, None);
    it.status = Status::Reviewed;
    let approve = |it: &Version, past: &[Done], by| next_status(it, past, Act::Approve, &person(by));
    assert_eq!(approve(&it, &[], 1), Err(Refused::OwnApproval));
    assert_eq!(approve(&it, &[], 2), Ok(Status::Approved));
    // Whoever corrected a word in it is its writer as well.
    let corrected = Done { deed: Deed::Edited, by: Some(person(2)), at: Stamp(5), note: None };
    assert_eq!(approve(&it, std::slice::from_ref(&corrected), 2), Err(Refused::OwnApproval));
    assert_eq!(approve(&it, std::slice::from_ref(&corrected), 3), Ok(Status::Approved));
    let read = Done { deed: Deed::Reviewed, ..corrected.clone() };
    assert_eq!(approve(&it, &[read], 2), Ok(Status::Approved), "having read it is not having written it");
    it.status = Status::Submitted;
    assert_eq!(next_status(&it, &[], Act::Review, &person(1)), Err(Refused::OwnReview));
    assert_eq!(next_status(&it, &[corrected], Act::Review, &person(2)), Err(Refused::OwnReview));
}

#[test]
fn what_comes_into_question_is_what_the_way_allows() {
    for status in ["draft", "submitted", "reviewed", "approved", "withdrawn", "discarded"] {
        let mut it = version(1, Scope::Organisation, 0, None);
        it.status = Status::parse(status).unwrap();
        for act in Act::ALL {
            let allowed = next_status(&it, &[], act, &person(2)).is_ok();
            assert_eq!(allowed, fits(it.status, act), "{act:?} on {status}");
        }
    }
}

#[test]
fn the_last_policy_of_a_kind_stays_unless_it_sets_time_limits() {
    let first = version(1, Scope::Organisation, 0, None);
    let second = version(2, Scope::Organisation, 10, None);
    let narrow = version(3, Scope::Team("x".to_owned()), 10, None);
    let all = [first.clone(), second.clone(), narrow.clone()];
    let at = Stamp(20);
    assert_eq!(may_end(&second, &all, at), Ok(()), "the one before holds again");
    assert_eq!(may_end(&narrow, &all, at), Ok(()), "the organisation's holds for the team");
    assert_eq!(may_end(&first, std::slice::from_ref(&first), at), Err(Refused::Needed(Kind::Pay)));
    let mut limits = first;
    limits.kind = Kind::Limits;
    assert_eq!(may_end(&limits, std::slice::from_ref(&limits), at), Ok(()));
}
