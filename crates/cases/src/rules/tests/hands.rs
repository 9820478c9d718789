use policy::model::HandOver;

use crate::model::{Asker, Case};
use crate::refused::Refused;
use crate::rules::hands::{
    may_accept, may_assign, may_entrust, may_entrust_to, may_face_customer, may_return, may_transfer, waits,
};
use crate::testing::{agent, book, case, person, supervisor, unit};

fn handed_over() -> Case {
    Case { unit_id: unit('T'), owner_id: None, transfer_id: "trf_01JD0000000000000000000000".parse().ok(), ..case() }
}

#[test]
fn a_transfer_needs_another_place_and_a_reason() {
    let (case, me, book) = (case(), agent('A', 'H'), book());
    let to = |unit_letter, person_letter: Option<char>, reason| {
        may_transfer(&case, &me, &book, &unit(unit_letter), person_letter.map(person).as_ref(), reason)
    };
    assert_eq!(to('T', None, Some("线路故障")), Ok(()));
    assert_eq!(to('T', None, Some(" ")), Err(Refused::ReasonMissing));
    assert_eq!(to('H', None, Some("x")), Err(Refused::TransferToSame));
    assert_eq!(to('H', Some('A'), Some("x")), Err(Refused::TransferToSame));
    assert_eq!(to('H', Some('B'), Some("x")), Ok(()));
    assert!(waits(&case, &book, &unit('T')));
    assert!(!waits(&case, &book, &unit('H')));
}

#[test]
fn after_two_returns_a_supervisor_decides_where_it_goes() {
    let (case, book) = (Case { return_count: 2, ..case() }, book());
    let to = |who: &Asker| may_transfer(&case, who, &book, &unit('T'), None, Some("x"));
    assert_eq!(to(&agent('A', 'H')), Err(Refused::SupervisorDecides(2)));
    assert_eq!(to(&supervisor('S', 'H')), Ok(()));
}

#[test]
fn only_the_receivers_accept_or_return() {
    let case = handed_over();
    assert_eq!(may_accept(&case, &agent('C', 'T')), Ok(()));
    assert_eq!(may_accept(&case, &agent('A', 'H')), Err(Refused::NotReceiver));
    let named = Case { transfer_person_id: Some(person('D')), ..case.clone() };
    assert_eq!(may_accept(&named, &agent('C', 'T')), Err(Refused::NotReceiver));
    assert_eq!(may_accept(&named, &agent('D', 'T')), Ok(()));
    assert_eq!(may_accept(&named, &supervisor('S', 'T')), Ok(()));
    assert_eq!(may_return(&case, &agent('C', 'T'), None), Err(Refused::ReasonMissing));
    assert_eq!(may_return(&case, &agent('C', 'T'), Some("非我部门职责")), Ok(()));
    assert_eq!(may_accept(&crate::testing::case(), &agent('A', 'H')), Err(Refused::NoTransfer));
}

#[test]
fn taking_a_free_case_is_everybodys_giving_it_needs_the_right() {
    let free = Case { owner_id: None, ..case() };
    let plain = Asker { transfer: None, ..agent('B', 'H') };
    assert_eq!(may_assign(&free, &plain, Some(&person('B'))), Ok(()));
    assert_eq!(may_assign(&free, &plain, Some(&person('C'))), Err(Refused::NoRight));
    assert_eq!(may_assign(&case(), &plain, Some(&person('B'))), Err(Refused::NoRight));
    assert_eq!(may_assign(&case(), &agent('B', 'H'), Some(&person('B'))), Ok(()));
    assert_eq!(may_assign(&case(), &agent('B', 'H'), Some(&person('A'))), Err(Refused::TransferToSame));
}

#[test]
fn the_first_receivers_part_is_entrusted_where_policy_leaves_it_to_supervisors() {
    let (case, boss, mut book) = (case(), supervisor('S', 'H'), book());
    assert_eq!(may_entrust(&case, &boss, &book), Ok(()));
    assert_eq!(may_entrust(&case, &supervisor('S', 'T'), &book), Err(Refused::NoRight));
    assert_eq!(may_entrust(&case, &agent('A', 'H'), &book), Err(Refused::NoRight));
    for otherwise in [HandOver::Never, HandOver::Acceptance] {
        book.cases.first_receiver.hand_over = otherwise;
        assert_eq!(may_entrust(&case, &boss, &book), Err(Refused::FirstOwnerStays));
    }
    assert_eq!(may_entrust_to(&case, &person('D'), Some("调岗")), Ok(()));
    assert_eq!(may_entrust_to(&case, &person('D'), Some(" ")), Err(Refused::ReasonMissing));
    let first = case.first_owner_id.clone().unwrap();
    assert_eq!(may_entrust_to(&case, &first, Some("调岗")), Err(Refused::FirstOwnerSame));
}

#[test]
fn the_first_receiver_answers_to_the_customer() {
    let (book, theirs) = (book(), Case { owner_id: Some(person('C')), unit_id: unit('T'), ..case() });
    assert_eq!(may_face_customer(&theirs, &agent('C', 'T'), &book), Err(Refused::FirstOwnerAnswers));
    assert_eq!(may_face_customer(&theirs, &agent('A', 'H'), &book), Ok(()));
    assert_eq!(may_face_customer(&theirs, &supervisor('S', 'T'), &book), Ok(()));
    let nobody = Case { first_owner_id: None, ..theirs };
    assert_eq!(may_face_customer(&nobody, &agent('C', 'T'), &book), Ok(()));
}
