use base::Fen;
use base::ids::{ApprovalId, PersonId};
use db::Json;
use policy::model::{ApprovalAct, ApprovalLevel};
use proptest::prelude::*;

use crate::barred::Barred;
use crate::model::approval::{Approval, ApprovalState, Ask, Decider, Snapshot, Verdict};
use crate::refused::Refused;
use crate::rules::approvals::{after, may_ask, may_decide, nearest};
use crate::testing::{START, agent, book, case, person, unit};

fn compensation(fen: i64) -> Ask {
    Ask::Compensation { kind: "refund".to_owned(), fen: Fen(fen), budget_unit_id: unit('H') }
}

fn levels(fen: i64) -> Vec<ApprovalLevel> {
    let book = book();
    book.approvals
        .says
        .subject(ApprovalAct::Compensation, "complaint")
        .unwrap()
        .route(Some(Fen(fen)))
        .unwrap()
        .levels
        .clone()
}

fn asked(fen: i64) -> Approval {
    Approval {
        id: "apr_01JD0000000000000000000000".parse().unwrap(),
        case_id: case().id,
        subject: "compensation".to_owned(),
        ask: Json(compensation(fen)),
        reason: "多收".to_owned(),
        snapshot: Json(Snapshot::default()),
        asked_by_id: person('A'),
        asked_ms: START,
        state: ApprovalState::Pending,
        level: 0,
        levels: Json(levels(fen)),
        ended_ms: None,
        policy: "approvals@1".to_owned(),
        edition: 1,
    }
}

fn decider(approval: &ApprovalId, person: PersonId) -> Decider {
    Decider { approval_id: approval.clone(), person_id: person, is_delegate: false }
}

#[test]
fn the_amount_decides_how_many_levels_there_are() {
    for (fen, count) in [(1, 1), (5_000, 1), (5_001, 2), (50_000, 2), (50_001, 3), (9_000_000, 3)] {
        assert_eq!(levels(fen).len(), count, "{fen}");
    }
}

#[test]
fn asking_needs_an_amount_a_reason_and_nothing_of_the_kind_still_open() {
    let (book, who, case) = (book(), agent('A', 'H'), case());
    let ask = |ask: &Ask, reason: &str, open: &[Approval]| {
        may_ask(&case, &[], &who, &book, (ask, reason), open, START).map(|it| it.id.clone())
    };
    assert_eq!(ask(&compensation(100), "多收", &[]), Ok("compensation".to_owned()));
    assert_eq!(ask(&compensation(0), "多收", &[]), Err(Barred::NoAmount.into()));
    assert_eq!(ask(&compensation(100), " ", &[]), Err(Refused::ReasonMissing));
    assert_eq!(ask(&compensation(100), "多收", &[asked(100)]), Err(Barred::AskedAlready.into()));
    let over = Approval { state: ApprovalState::Refused, ..asked(100) };
    assert_eq!(ask(&compensation(100), "多收", &[over]), Ok("compensation".to_owned()));
    let gold = Ask::Compensation { kind: "gold".to_owned(), fen: Fen(1), budget_unit_id: unit('H') };
    assert_eq!(ask(&gold, "多收", &[]), Err(Barred::NoCompensation.into()));
    let refusal = Ask::Refusal { demand: "赔十万".to_owned(), reply: " ".to_owned() };
    assert_eq!(ask(&refusal, "无依据", &[]), Err(Barred::NoReply.into()));
}

#[test]
fn whoever_stands_in_for_a_decider_decides_in_their_place_and_never_for_the_asker() {
    let it = asked(100);
    let deciders = [decider(&it.id, person('B'))];
    assert_eq!(may_decide(&it, &deciders, &person('B'), &[person('B')]), Ok(None));
    assert_eq!(may_decide(&it, &deciders, &person('C'), &[person('C'), person('B')]), Ok(Some(person('B'))));
    assert_eq!(may_decide(&it, &deciders, &person('C'), &[person('C')]), Err(Barred::NotDecider.into()));
    assert_eq!(may_decide(&it, &deciders, &person('A'), &[person('A'), person('B')]), Err(Barred::OwnRequest.into()));
}

#[test]
fn the_nearest_holders_of_a_seat_are_meant() {
    let all = [(person('A'), 0), (person('B'), 1), (person('C'), 1), (person('D'), 2)];
    assert_eq!(nearest(&all, &[]), [person('A')]);
    assert_eq!(nearest(&all, &[person('A')]), [person('B'), person('C')]);
    assert!(nearest(&all[..1], &[person('A')]).is_empty());
}

const VERDICTS: [Verdict; 3] = [Verdict::Approve, Verdict::Refuse, Verdict::SendBack];

proptest! {
    /// Whatever is decided in whatever order, and answered when sent back: an approval ends once, is granted only by a
    /// yes of every level, and never by its asker.
    #[test]
    fn an_approval_ends_once_and_never_by_its_asker(
        fen in 1_i64..100_000,
        acts in proptest::collection::vec((0_usize..3, 0_usize..5), 1..30),
    ) {
        let mut it = asked(fen);
        let people = ['A', 'B', 'C', 'D', 'E'].map(person);
        let deciders: Vec<Decider> = people.iter().map(|one| decider(&it.id, one.clone())).collect();
        let (mut ends, mut yes) = (0, 0);
        for (verdict, who) in acts {
            let me = &people[who];
            if it.state == ApprovalState::SentBack {
                it.state = ApprovalState::Pending;
            }
            let allowed = may_decide(&it, &deciders, me, &people);
            prop_assert!(*me != it.asked_by_id || allowed.is_err());
            prop_assert!(it.is_open() || allowed.is_err());
            if allowed.is_err() { continue }
            yes += usize::from(VERDICTS[verdict] == Verdict::Approve);
            (it.state, it.level) = after(&it, VERDICTS[verdict]);
            ends += usize::from(!it.is_open());
            prop_assert!(it.state != ApprovalState::Granted || yes == it.levels.0.len());
        }
        prop_assert!(ends <= 1);
    }
}
