//! Who may ask departments for parts, urge, take back, merge; how often, and until when.

use base::{Span, Stamp};
use db::Json;
use policy::model::WaivedBy;
use proptest::prelude::*;

use crate::barred::Barred;
use crate::model::joint::{Joint, JointState};
use crate::model::merge::{Before, Carried, CaseMerge};
use crate::model::urging::{Brought, CaseUrging, UrgingKind};
use crate::model::{Rulebook, Status, Transfer, TransferState};
use crate::refused::Refused;
use crate::rules::{hands, joint, merging, urging};
use crate::testing::{START, agent, book, case, person, supervisor, unit};

fn part(state: JointState) -> Joint {
    Joint {
        id: "jnt_01JD0000000000000000000000".parse().unwrap(),
        case_id: case().id,
        unit_id: unit('T'),
        person_id: None,
        task: "核实".to_owned(),
        by_id: Some(person('A')),
        state,
        asked_ms: START,
        accepted_ms: None,
        owner_id: (state == JointState::Accepted).then(|| person('C')),
        wait_ms: None,
        working_ms: None,
        ended_ms: (!matches!(state, JointState::Asked | JointState::Accepted)).then_some(START),
        ended_by_id: None,
        answer: None,
        handling_ms: None,
        handling_working_ms: None,
        wanted_ms: None,
        due_ms: START + Span::HOUR,
        half_ms: START,
        near_ms: START,
        sees: true,
        policy: "teamwork@1".to_owned(),
        edition: 1,
    }
}

fn urged(kind: UrgingKind, at: Stamp) -> CaseUrging {
    CaseUrging {
        id: "urg_01JD0000000000000000000000".parse().unwrap(),
        case_id: case().id,
        kind,
        reason: String::new(),
        by_id: None,
        owner_id: None,
        told: Json::default(),
        brought: None,
        at_ms: at,
    }
}

fn waived_by(who: WaivedBy) -> Rulebook {
    let mut it = book();
    it.teamwork.says.joint.as_mut().unwrap().waived_by = who;
    it
}

#[test]
fn the_host_asks_others_but_not_itself_nor_twice_nor_too_many() {
    let (it, book, me) = (case(), book(), agent('A', 'H'));
    let ask = |all: &[Joint], of: char| joint::may_ask(&it, &me, &book, all, (&unit(of), None));
    assert_eq!(ask(&[], 'T'), Ok(()));
    assert_eq!(ask(&[], 'H'), Err(Barred::JointWithSelf.into()));
    assert_eq!(ask(&[part(JointState::Asked)], 'T'), Err(Barred::JointAlready.into()));
    assert_eq!(ask(&[part(JointState::Returned)], 'T'), Ok(()), "what is over may be asked again");
    let full = crate::model::Case { open_joint: 10, ..case() };
    assert_eq!(joint::may_host(&full, &me, &book), Err(Barred::TooManyJoint.into()));
    assert_eq!(joint::may_host(&it, &agent('E', 'X'), &book), Err(Refused::NotYours));
    let mut off = book.clone();
    off.teamwork.says.joint = None;
    assert_eq!(joint::may_host(&it, &me, &off), Err(Barred::NoJointWork.into()));
    let paused = crate::model::Case { status: Status::Paused, ..case() };
    assert_eq!(joint::may_host(&paused, &me, &book), Err(Refused::Paused));
}

#[test]
fn a_part_is_accepted_delivered_and_sent_back_by_its_department() {
    let (asked, accepted) = (part(JointState::Asked), part(JointState::Accepted));
    assert_eq!(joint::may_accept(&asked, &agent('C', 'T')), Ok(()));
    assert_eq!(joint::may_accept(&asked, &agent('A', 'H')), Err(Barred::NotAsked.into()));
    assert_eq!(joint::may_accept(&accepted, &agent('D', 'T')), Err(Barred::JointAccepted.into()));
    let named = Joint { person_id: Some(person('D')), ..asked.clone() };
    assert_eq!(joint::may_accept(&named, &agent('C', 'T')), Err(Barred::NotAsked.into()));
    assert_eq!(joint::may_accept(&named, &supervisor('T', 'T')), Ok(()));
    assert_eq!(joint::may_deliver(&accepted, &agent('C', 'T')), Ok(()));
    assert_eq!(joint::may_deliver(&accepted, &agent('D', 'T')), Err(Barred::NotAsked.into()));
    assert_eq!(joint::may_deliver(&asked, &agent('C', 'T')), Err(Barred::JointNotAccepted.into()));
    assert_eq!(joint::may_return(&accepted, &agent('C', 'T')), Ok(()));
    for over in [JointState::Returned, JointState::Delivered, JointState::Withdrawn, JointState::Waived] {
        assert_eq!(joint::may_deliver(&part(over), &agent('C', 'T')), Err(Barred::JointOver.into()));
    }
}

#[test]
fn what_is_asked_is_withdrawn_before_acceptance_and_waived_after_by_whom_policy_names() {
    let (it, me, lead) = (case(), agent('A', 'H'), supervisor('S', 'H'));
    let (asked, accepted) = (part(JointState::Asked), part(JointState::Accepted));
    assert_eq!(joint::may_withdraw(&asked, &it, &me), Ok(()));
    assert_eq!(joint::may_withdraw(&accepted, &it, &me), Err(Barred::JointAccepted.into()));
    let waive = |by, who| joint::may_waive(&accepted, &it, who, &waived_by(by));
    assert_eq!(waive(WaivedBy::Host, &me), Ok(()));
    assert_eq!(waive(WaivedBy::Supervisor, &me), Err(Barred::WaivedBySupervisor.into()));
    assert_eq!(waive(WaivedBy::Supervisor, &lead), Ok(()));
    assert_eq!(waive(WaivedBy::Nobody, &lead), Err(Barred::NotWaived.into()));
    let held = crate::model::Case { open_joint: 1, ..case() };
    assert_eq!((joint::settled(&it), joint::settled(&held)), (Ok(()), Err(Barred::OpenJoint.into())));
}

#[test]
fn the_first_receiver_and_leads_urge_whoever_handles_the_case() {
    let book = book();
    let passed = crate::model::Case { owner_id: Some(person('B')), ..case() };
    assert_eq!(urging::may_urge(&passed, &agent('A', 'H'), &book), Ok(UrgingKind::FirstOwner));
    assert_eq!(urging::may_urge(&passed, &supervisor('S', 'H'), &book), Ok(UrgingKind::Lead));
    assert_eq!(urging::may_urge(&passed, &agent('B', 'H'), &book), Err(Barred::UrgesSelf.into()));
    assert_eq!(urging::may_urge(&passed, &agent('E', 'X'), &book), Err(Refused::NotYours));
    assert_eq!(urging::may_note_customer(&passed, &agent('B', 'H'), &book), Ok(()));
    let closed = crate::model::Case { status: Status::Closed, ..case() };
    assert_eq!(urging::may_note_customer(&closed, &agent('B', 'H'), &book), Err(Refused::AlreadyClosed));
    let policy = urging::policy(&book).unwrap();
    let brought: Vec<_> = (1..=5).map(|count| urging::brought(policy, count)).collect();
    assert_eq!(brought, [None, None, Some(Brought::Ladder), None, Some(Brought::Watch)]);
}

#[test]
fn a_waiting_transfer_is_taken_back_by_who_gave_it() {
    let waiting = Transfer {
        id: "trf_01JD0000000000000000000000".parse().unwrap(),
        case_id: case().id,
        from_unit_id: unit('H'),
        from_person_id: Some(person('A')),
        to_unit_id: unit('T'),
        to_person_id: None,
        reason: String::new(),
        by_id: Some(person('B')),
        state: TransferState::Pending,
        asked_ms: START,
        ended_ms: None,
        ended_by_id: None,
        answer: None,
        wait_ms: None,
        working_ms: None,
        due_ms: None,
        half_ms: None,
        near_ms: None,
        handled_ms: None,
        handling_ms: None,
        handling_working_ms: None,
    };
    let it = crate::model::Case { transfer_id: Some(waiting.id.clone()), unit_id: unit('T'), ..case() };
    let take = |who| hands::may_take_back(&it, &who, Some(&waiting));
    assert_eq!((take(agent('A', 'H')), take(agent('B', 'H')), take(supervisor('S', 'H'))), (Ok(()), Ok(()), Ok(())));
    assert_eq!(take(agent('C', 'T')), Err(Barred::NotGiver.into()));
    assert_eq!(hands::may_take_back(&case(), &agent('A', 'H'), Some(&waiting)), Err(Refused::NoTransfer));
}

#[test]
fn a_merge_is_taken_back_once_and_in_time() {
    let (it, book) = (case(), book());
    let until = merging::undone_until(&book, merging::policy(&book).unwrap(), START);
    assert_eq!(until, START + Span::DAY.times(7));
    let before = Before {
        status: Status::Open,
        status_ms: START,
        step: "verify".to_owned(),
        step_ms: START,
        open_promises: 0,
        clocks: Vec::new(),
        deadlines: Vec::new(),
    };
    let merge = CaseMerge {
        id: "cmg_01JD0000000000000000000000".parse().unwrap(),
        case_id: it.id.clone(),
        source_id: it.id.clone(),
        reason: String::new(),
        by_id: None,
        at_ms: START,
        until_ms: until,
        before: Json(before),
        carried: Json(Carried::default()),
        undone_ms: None,
        undone_by_id: None,
        undone_reason: None,
        edition: 1,
    };
    let undo = |merge: &CaseMerge, who, at| merging::may_undo(&it, &who, merge, at);
    assert_eq!(undo(&merge, agent('A', 'H'), until), Ok(()));
    assert_eq!(undo(&merge, agent('A', 'H'), until + Span(1)), Err(Barred::MergeTooOld.into()));
    assert_eq!(undo(&merge, agent('E', 'X'), START), Err(Refused::NotYours));
    let twice = CaseMerge { undone_ms: Some(START), ..merge };
    assert_eq!(undo(&twice, agent('A', 'H'), START), Err(Barred::MergeUndone.into()));
}

#[test]
fn links_of_rules_and_repeats_stay() {
    assert_eq!(merging::may_unlink("related", false), Ok(()));
    assert_eq!(merging::may_unlink("related", true), Err(Barred::LinkStays.into()));
    for kind in ["repeat", "repeated_by", "merged", "merged_into", "split_off"] {
        assert_eq!(merging::may_unlink(kind, false), Err(Barred::LinkStays.into()), "{kind}");
    }
}

proptest! {
    /// Urgings that the rule lets through are never closer together than policy says, whatever customers do between.
    #[test]
    fn staff_never_urge_more_often_than_policy_says(tries in proptest::collection::vec((0_i64..240, any::<bool>()), 1..60)) {
        let book = book();
        let policy = urging::policy(&book).unwrap();
        let (mut all, mut now) = (Vec::new(), START);
        for (minutes, customer) in tries {
            now = now + Span(minutes * 60_000);
            if customer {
                all.push(urged(UrgingKind::Customer, now));
            } else if urging::not_too_soon(&book, policy, &all, now).is_ok() {
                all.push(urged(UrgingKind::Lead, now));
            }
        }
        let staff: Vec<Stamp> = all.iter().filter(|it| it.kind == UrgingKind::Lead).map(|it| it.at_ms).collect();
        prop_assert!(staff.windows(2).all(|it| it[1] - it[0] >= Span(30 * 60_000)), "{staff:?}");
    }
}
