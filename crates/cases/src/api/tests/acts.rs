//! A thousand random acts by random people, then the invariants.

use std::collections::BTreeMap;

use base::ids::CaseId;
use base::{Failure, Fen, Result, SeededRandom, Span};
use db::Tx;
use proptest::prelude::*;

use super::{House, after, people_are_in_step};
use crate::Desk;
use crate::api::{Close, Confirm, Decide, EndFollowUp, Extend, Handover, NewApproval, NewPromise, Reply};
use crate::events::{Closed, Opened, Reopened, Stepped};
use crate::model::approval::{Ask, Verdict};
use crate::model::escalation::EscalationState;
use crate::model::follow_up::FollowUpResult;
use crate::model::{Case, ClockState, Status};
use crate::rules::counting;
use crate::store;
use crate::testing::{TABLES, actor, complaint, desk, person, unit};

const PEOPLE: [char; 7] = ['A', 'B', 'S', 'C', 'D', 'T', 'E'];
const STEPS: [&str; 6] = ["verify", "diagnose", "propose", "carry_out", "confirm", "closed"];

fn pick<T: Clone>(dice: &mut SeededRandom, from: &[T]) -> T {
    from[usize::try_from(dice.below(u64::try_from(from.len()).unwrap())).unwrap()].clone()
}

/// Does something; what is refused is no matter, what fails is.
fn act(tx: &mut Tx<'_>, desk: &Desk, dice: &mut SeededRandom, cases: &mut Vec<CaseId>) -> Result<()> {
    let me = actor(pick(dice, &PEOPLE));
    let now = tx.now();
    if cases.is_empty() || dice.below(12) == 0 {
        let case = desk.open(tx, &me, complaint(now + Span::HOUR.times(1 + i64::try_from(dice.below(40)).unwrap())));
        cases.extend(case.map(|it| it.id));
        return Ok(());
    }
    let id = pick(dice, cases);
    let to =
        Handover {
            unit_id: Some(unit(pick(dice, &['H', 'T']))), reason: Some("转".to_owned()), ..Handover::default()
        };
    if dice.below(5) == 0 {
        return act_on_parts(tx, desk, dice, &me, &id);
    }
    let done = match dice.below(17) {
        0..=4 => desk.step(tx, &me, &id, None, pick(dice, &STEPS), None),
        5 => desk.assign(tx, &me, &id, None, Some(&person(pick(dice, &PEOPLE)))),
        6 => desk.transfer(tx, &me, &id, None, &to),
        7 => desk.accept(tx, &me, &id, None),
        8 => desk.send_back(tx, &me, &id, None, Some("退")),
        16 => desk.take_back(tx, &me, &id, None, Some("收")),
        9 => desk.pause(tx, &me, &id, None, "waiting_customer", Some("等")),
        10 => desk.resume(tx, &me, &id, None),
        11 => {
            let promise = NewPromise { due_at: now + Span::HOUR.times(3), text: "回电".to_owned() };
            desk.promise(tx, &me, &id, None, &promise)
        }
        12 => match store::promises::of(tx, &id)?.last() {
            Some(it) => desk.keep(tx, &me, &id, &it.id.clone(), None),
            None => return Ok(()),
        },
        13 => {
            let how = Confirm { satisfied: dice.below(2) == 0, comment: Some("说".to_owned()) };
            desk.confirm(tx, &me, &id, None, &how)
        }
        14 => {
            let outcome = pick(dice, &["refused", "withdrawn", "solved", "solved_unreachable"]);
            desk.close(tx, &me, &id, None, &Close { outcome: Some(outcome.to_owned()), grounds: Some("据".to_owned()) })
        }
        _ => match dice.below(3) {
            0 => desk.reopen(tx, &me, &id, None, Some("又坏了")),
            1 => desk.reply(tx, &me, &id, None, &Reply { body: "您好".to_owned(), channel: None }),
            _ => match store::clocks::of(tx, &id)?.last() {
                Some(it) => {
                    let wish = Extend {
                        clock_id: it.id.clone(),
                        until: it.due_ms + Span::HOUR,
                        told_at: Some(now),
                        told_how: Some("电话".to_owned()),
                        reason: Some("等件".to_owned()),
                    };
                    desk.extend(tx, &me, &id, None, &wish)
                }
                None => return Ok(()),
            },
        },
    };
    match done {
        Ok(_) | Err(Failure::Refused(_)) => Ok(()),
        Err(failure) => Err(failure),
    }
}

/// Asks, decides, follows up.
fn act_on_parts(tx: &mut Tx<'_>, desk: &Desk, dice: &mut SeededRandom, me: &web::Actor, id: &CaseId) -> Result<()> {
    let follow_up = store::follow_ups::of(tx, id)?.into_iter().next();
    let approval = store::approvals::of(tx, id)?.into_iter().next();
    let done = match (dice.below(5), approval, follow_up) {
        (0, ..) => {
            let fen = Fen(1 + i64::try_from(dice.below(60_000)).unwrap());
            let ask = match dice.below(2) {
                0 => Ask::Compensation { kind: "refund".to_owned(), fen, budget_unit_id: unit('H') },
                _ => Ask::Closing { outcome: "refused".to_owned() },
            };
            desk.ask_approval(tx, me, id, &NewApproval { ask, reason: "因".to_owned() }).map(drop)
        }
        (1 | 2, Some(it), _) => {
            let verdict = pick(dice, &[Verdict::Approve, Verdict::Approve, Verdict::Refuse, Verdict::SendBack]);
            desk.decide_approval(tx, me, id, &it.id, &Decide { verdict, reason: Some("因".to_owned()) })
        }
        (3, Some(it), _) => desk.answer_approval(tx, me, id, &it.id, "补"),
        (4, _, Some(it)) => desk.try_follow_up(tx, me, id, &it.id, None),
        (_, _, Some(it)) => {
            let result = pick(dice, &[FollowUpResult::Satisfied, FollowUpResult::NotSatisfied]);
            let how = EndFollowUp { result, comment: Some("说".to_owned()), scores: BTreeMap::new() };
            desk.end_follow_up(tx, me, id, &it.id, &how)
        }
        _ => Ok(()),
    };
    match done {
        Ok(()) | Err(Failure::Refused(_)) => Ok(()),
        Err(failure) => Err(failure),
    }
}

fn check(tx: &mut Tx<'_>, desk: &Desk, cases: &[CaseId]) -> Result<()> {
    let zone = desk.rules().now(tx)?.zone();
    let mut recount: BTreeMap<counting::Key, i64> = BTreeMap::new();
    for id in cases {
        let case = store::case::any(tx, id)?.unwrap();
        for key in counting::keys(&case, &zone) {
            *recount.entry(key).or_default() += 1;
        }
        for it in store::follow_ups::of(tx, id)?.iter().filter(|it| it.is_open()) {
            let person = it.person_id.as_ref().unwrap().to_string();
            *recount.entry((person, counting::TO_FOLLOW_UP.to_owned())).or_default() += 1;
        }
        let approvals: Vec<_> = store::approvals::of(tx, id)?.into_iter().map(|it| it.id).collect();
        for it in store::approvals::deciders(tx, &approvals)? {
            *recount.entry((it.person_id.to_string(), counting::TO_DECIDE.to_owned())).or_default() += 1;
        }
        for it in store::escalations::of(tx, id)?.iter().filter(|it| it.state == EscalationState::Waiting) {
            for leader in &it.leaders.0 {
                *recount.entry((leader.to_string(), counting::TO_TAKE.to_owned())).or_default() += 1;
            }
        }
        check_case(tx, &case)?;
    }
    assert_eq!(store::counters::all(tx)?, recount, "the counters equal a recount");
    Ok(())
}

fn check_case(tx: &mut Tx<'_>, case: &Case) -> Result<()> {
    let promises = store::promises::of(tx, &case.id)?;
    let open = promises.iter().filter(|it| it.is_open()).count();
    assert_eq!(case.open_promises, i64::try_from(open).unwrap());
    let clocks = store::clocks::of(tx, &case.id)?;
    if case.status == Status::Closed {
        assert_eq!((open, case.transfer_id.as_ref()), (0, None), "nothing owed is closed");
        assert!(case.outcome.is_some(), "nothing closes silently");
        let parts = store::parts::of(tx, &case.id)?;
        assert!(!parts.open_approval, "nothing closes before it is approved");
        assert!(!parts.open_child || case.reopen_count > 0, "nothing closes before its parts");
        assert!(clocks.iter().all(|it| !it.is_live()), "no clock outlives its case");
    }
    let logged = db::events::of_case(tx, &case.id, 0, 10_000)?;
    let mut breaches: BTreeMap<String, usize> = BTreeMap::new();
    let mut stood = Span(0);
    for it in &logged {
        match it.kind.as_str() {
            "cases.clock_breached.v1" => {
                let body: crate::events::ClockBreached = it.body()?;
                *breaches.entry(body.clock.to_string()).or_default() += 1;
            }
            "cases.stepped.v1" => stood = stood + it.body::<Stepped>()?.stayed,
            "cases.reopened.v1" => stood = stood + it.body::<Reopened>()?.stayed,
            "cases.closed.v1" => stood = stood + it.body::<Closed>()?.stayed,
            "cases.opened.v1" => assert_eq!(it.body::<Opened>()?.number, case.number),
            _ => {}
        }
    }
    let end = if case.status == Status::Closed { case.step_ms } else { tx.now() };
    assert_eq!(stood + (end - case.step_ms), end - case.opened_ms, "the stays add up to the age");
    for clock in &clocks {
        let told = breaches.remove(clock.id.as_str()).unwrap_or(0);
        let late = usize::from(clock.breached_ms.is_some());
        assert_eq!(told, late, "each breach is told once: {clock:?}");
        assert!(clock.state != ClockState::Paused || case.status == Status::Paused, "{clock:?}");
    }
    assert!(breaches.is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_a_thousand_acts_every_invariant_holds(seed in 0u64..1_000_000) {
        let it = testkit::sqlite(TABLES);
        let desk = desk(&it);
        let house = House { it, desk };
        house
            .at(Span(0), move |tx, desk| {
                let (mut dice, mut cases) = (SeededRandom::new(seed), Vec::new());
                let handlers = crate::jobs::handlers(desk);
                let mut now = Span(0);
                for _ in 0..1_000 {
                    now = now + Span::MINUTE.times(i64::try_from(dice.below(90)).unwrap());
                    tx.at(after(now));
                    db::timers::fire_due(tx, &handlers)?;
                    act(tx, desk, &mut dice, &mut cases)?;
                    people_are_in_step(tx)?;
                }
                check(tx, desk, &cases)
            })
            .unwrap();
    }
}
