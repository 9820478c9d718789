use std::sync::Arc;

use base::Stamp;
use base::ids::PersonId;

use super::full;
use crate::Refused;
use crate::model::{Kind, Scope, Status, Version};
use crate::rules::{Act, next_status, read};

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
        (Status::Draft, Act::Review, Ok(Status::Reviewed)),
        (Status::Draft, Act::Edit, Ok(Status::Draft)),
        (Status::Draft, Act::Approve, now_not(Status::Draft)),
        (Status::Draft, Act::Withdraw, now_not(Status::Draft)),
        (Status::Reviewed, Act::Approve, Ok(Status::Approved)),
        (Status::Reviewed, Act::Reject, Ok(Status::Draft)),
        (Status::Reviewed, Act::Edit, Ok(Status::Draft)),
        (Status::Reviewed, Act::Review, now_not(Status::Reviewed)),
        (Status::Approved, Act::Withdraw, Ok(Status::Withdrawn)),
        (Status::Approved, Act::Edit, now_not(Status::Approved)),
        (Status::Approved, Act::Approve, now_not(Status::Approved)),
        (Status::Withdrawn, Act::Approve, now_not(Status::Withdrawn)),
        (Status::Withdrawn, Act::Withdraw, now_not(Status::Withdrawn)),
    ];
    for (status, act, wanted) in table {
        let mut it = version(1, Scope::Organisation, 0, None);
        it.status = status;
        assert_eq!(next_status(&it, act, &person(2)), wanted, "{act:?} on {status:?}");
    }
}

#[test]
fn the_author_does_not_approve() {
    let mut it = version(1, Scope::Organisation, 0, None);
    it.status = Status::Reviewed;
    assert_eq!(next_status(&it, Act::Approve, &person(1)), Err(Refused::OwnApproval));
    assert_eq!(next_status(&it, Act::Approve, &person(2)), Ok(Status::Approved));
}
