//! The life of a case from the first call to the end, told by its events.

use super::{after, code, each, hours};
use crate::api::{Close, Confirm, Handover, NewPromise, Reply};
use crate::model::deadline::Part;
use crate::model::{Confirmation, PromiseState, Status};
use crate::store;
use crate::testing::{actor, complaint, papers, person, unit};

fn satisfied(satisfied: bool) -> Confirm {
    Confirm { satisfied, comment: (!satisfied).then(|| "还是断线".to_owned()) }
}

#[test]
fn a_complaint_is_promised_transferred_solved_refused_by_the_customer_and_solved_again() {
    each(|house| {
        let id = house.complaint('A').id;
        let case = id.clone();
        house
            .at(hours(1), move |tx, desk| {
                let (a, c) = (actor('A'), actor('C'));
                let promises = store::promises::of(tx, &case)?;
                desk.keep(tx, &a, &case, &promises[0].id, Some("已回电说明"))?;
                let to =
                    Handover {
                        unit_id: Some(unit('T')), reason: Some("线路故障".to_owned()), ..Handover::default()
                    };
                let sent = desk.transfer(tx, &a, &case, None, &to)?;
                assert_eq!((sent.unit_id, sent.owner_id, sent.transfer_id.is_some()), (unit('T'), None, true));
                assert_eq!(code(desk.step(tx, &c, &case, None, "diagnose", None)), "cases.transfer_pending");
                let case_now = desk.accept(tx, &c, &case, None)?;
                assert_eq!(case_now.owner_id, Some(person('C')));
                assert_eq!(case_now.first_owner_id, Some(person('A')), "the first receiver stays responsible");
                for step in ["diagnose", "propose", "carry_out", "confirm"] {
                    desk.step(tx, &c, &case, None, step, None)?;
                }
                assert_eq!(code(desk.confirm(tx, &c, &case, None, &satisfied(true))), "cases.first_owner_answers");
                let again = desk.confirm(tx, &a, &case, None, &satisfied(false))?;
                assert_eq!((again.step.as_str(), again.reopen_count, again.status), ("diagnose", 1, Status::Open));
                for step in ["propose", "carry_out", "confirm"] {
                    desk.step(tx, &c, &case, None, step, None)?;
                }
                assert_eq!(code(desk.confirm(tx, &a, &case, None, &satisfied(true))), "cases.complaint_incomplete");
                papers(tx, desk, 'C', &case)?;
                let done = desk.confirm(tx, &a, &case, None, &satisfied(true))?;
                assert_eq!((done.status, done.outcome.as_deref()), (Status::Closed, Some("solved")));
                let clocks = store::clocks::of(tx, &case)?;
                let resolution: Vec<_> = clocks.iter().filter(|it| it.target.as_str() == "resolution").collect();
                assert_eq!(resolution.len(), 2);
                assert_eq!(resolution[1].previous_id.as_ref(), Some(&resolution[0].id));
                assert!(clocks.iter().all(|it| !it.is_live()));
                let handed = store::transfers::of(tx, &case)?.remove(0);
                let limits = store::deadlines::count(tx, Part::Handling, handed.id.as_str())?;
                assert_eq!(limits, 2, "the department's own limit ran anew");
                Ok(())
            })
            .unwrap();
        let told = house.story(&id);
        let begun = "opened clock_started clock_started promised clock_started answered clock_warned clock_met \
                     promise_kept transferred clock_started clock_met accepted clock_met";
        let papers = "complaint_recorded complaint_investigated complaint_found";
        let to_solve = "stepped stepped clock_started stepped resolved clock_met";
        assert_eq!(
            told,
            format!(
                "{begun} stepped {to_solve} deadline_met handled confirmed clock_met reopened clock_started escalated \
                 {to_solve} deadline_met handled {papers} confirmed clock_met closed follow_up_made"
            )
        );
    });
}

#[test]
fn a_broken_promise_is_said_once_stays_owed_and_can_be_kept_late() {
    each(|house| {
        let id = house.complaint('A').id;
        let case = id.clone();
        house
            .at(hours(3), move |tx, desk| {
                let promise = store::promises::of(tx, &case)?.remove(0);
                assert_eq!(promise.state, PromiseState::Broken);
                let boss = actor('S');
                let how = Close { outcome: Some("refused".to_owned()), grounds: Some("重复".to_owned()) };
                assert_eq!(code(desk.close(tx, &boss, &case, None, &how)), "cases.open_promise");
                let kept = desk.keep(tx, &actor('A'), &case, &promise.id, None)?;
                assert_eq!((kept.open_promises, kept.promise_due_ms), (0, None));
                assert_eq!(store::promises::of(tx, &case)?.remove(0).state, PromiseState::Late);
                assert_eq!(code(desk.keep(tx, &actor('A'), &case, &promise.id, None)), "cases.promise_not_open");
                desk.close(tx, &boss, &case, None, &how)
            })
            .unwrap();
        let story = house.story(&id);
        assert_eq!(story.matches("promise_broken").count(), 1, "{story}");
        assert_eq!(story.matches("clock_breached").count(), 1, "{story}");
    });
}

#[test]
fn an_answer_on_the_spot_waits_for_the_customers_word() {
    each(|house| {
        let new = complaint(after(hours(2)));
        let new = crate::api::NewCase {
            kind: "inquiry".to_owned(),
            class: None,
            promise: None,
            answered_on_the_spot: true,
            answer: Some("套餐外流量每兆 0.29 元".to_owned()),
            fields: crate::model::Fields::new(),
            ..new
        };
        let case = house.at(hours(0), move |tx, desk| desk.open(tx, &actor('A'), new)).unwrap();
        assert_eq!((case.step.as_str(), case.confirmation), ("confirm", Confirmation::Asked));
        assert_eq!(case.answered_ms, Some(case.opened_ms));
        let id = case.id.clone();
        let closed = house.at(hours(1), move |tx, desk| {
            assert_eq!(code(desk.confirm(tx, &actor('A'), &id, None, &satisfied(true))), "cases.incomplete");
            let edit = crate::api::Edit { class: Some("business_question".to_owned()), ..Default::default() };
            desk.edit(tx, &actor('A'), &id, &edit)?;
            desk.confirm(tx, &actor('A'), &id, None, &satisfied(true))
        });
        assert_eq!(closed.unwrap().status, Status::Closed);
    });
}

#[test]
fn a_transfer_sent_back_returns_to_whom_it_came_from_and_its_wait_is_measured() {
    each(|house| {
        let id = house.complaint('A').id;
        house
            .at(hours(1), move |tx, desk| {
                let to = Handover { unit_id: Some(unit('T')), reason: Some("x".to_owned()), ..Handover::default() };
                desk.transfer(tx, &actor('A'), &id, None, &to)?;
                tx.at(after(hours(3)));
                assert_eq!(code(desk.send_back(tx, &actor('A'), &id, None, Some("x"))), "cases.not_receiver");
                assert_eq!(code(desk.send_back(tx, &actor('C'), &id, None, None)), "cases.reason_missing");
                let back = desk.send_back(tx, &actor('C'), &id, None, Some("非线路问题"))?;
                assert_eq!((back.unit_id, back.owner_id), (unit('H'), Some(person('A'))));
                let transfer = store::transfers::of(tx, &id)?.remove(0);
                assert_eq!((transfer.wait_ms, transfer.working_ms), (Some(hours(2)), Some(hours(2))));
                desk.transfer(tx, &actor('A'), &id, None, &to)?;
                desk.send_back(tx, &actor('C'), &id, None, Some("再次退回"))?;
                assert_eq!(code(desk.transfer(tx, &actor('A'), &id, None, &to)), "cases.supervisor_decides");
                desk.transfer(tx, &actor('S'), &id, None, &to)
            })
            .unwrap();
    });
}

#[test]
fn a_pause_ends_by_itself_and_its_clocks_go_on_with_what_was_left() {
    each(|house| {
        let id = house.complaint('A').id;
        let case = id.clone();
        house
            .at(hours(1), move |tx, desk| {
                let paused = desk.pause(tx, &actor('A'), &case, None, "waiting_customer", Some("等身份证复印件"))?;
                assert_eq!(paused.status, Status::Paused);
                assert_eq!(code(desk.step(tx, &actor('A'), &case, None, "diagnose", None)), "cases.paused");
                Ok(())
            })
            .unwrap();
        // Five working days from Monday 10:00 are over on the Monday after, at 10:00.
        let case = id.clone();
        let later = super::days(7) + hours(2);
        let now = house.at(later, move |tx, _| Ok(store::case::any(tx, &case)?.unwrap())).unwrap();
        assert_eq!(now.status, Status::Open);
        assert!(house.story(&id).contains("paused"), "{}", house.story(&id));
        assert!(house.story(&id).contains("resumed"), "{}", house.story(&id));
    });
}

#[test]
fn the_first_reply_is_the_first_answer_and_only_the_first() {
    each(|house| {
        let new = crate::api::NewCase {
            kind: "suggestion".to_owned(),
            class: None,
            channel: "email".to_owned(),
            promise: None,
            fields: crate::model::Fields::new(),
            ..complaint(after(hours(2)))
        };
        let id = house.at(hours(0), move |tx, desk| desk.open(tx, &actor('A'), new)).unwrap().id;
        let case = id.clone();
        house
            .at(hours(1), move |tx, desk| {
                let reply = Reply { body: "感谢建议".to_owned(), channel: None };
                let first = desk.reply(tx, &actor('A'), &case, None, &reply)?;
                assert_eq!(first.answered_ms, Some(after(hours(1))));
                desk.reply(tx, &actor('A'), &case, None, &reply)?;
                let bad = Reply { channel: Some("pigeon".to_owned()), ..reply };
                assert_eq!(code(desk.reply(tx, &actor('A'), &case, None, &bad)), "cases.unknown_channel");
                let late = NewPromise { due_at: after(hours(1)), text: "x".to_owned() };
                assert_eq!(code(desk.promise(tx, &actor('A'), &case, None, &late)), "cases.promise_past");
                Ok(())
            })
            .unwrap();
        let story = house.story(&id);
        assert_eq!(story.matches("answered").count(), 1, "{story}");
        assert_eq!(story.matches("replied").count(), 2, "{story}");
    });
}

#[test]
fn a_second_contact_about_the_same_matter_is_linked_by_rule() {
    each(|house| {
        let first = house.complaint('A');
        let second = house
            .at(super::days(2), |tx, desk| desk.open(tx, &actor('B'), complaint(after(super::days(2) + hours(1)))));
        let second = second.unwrap();
        assert_eq!((second.repeat_count, second.repeat_of.as_ref()), (1, Some(&first.id)));
        assert_eq!(second.customer_id, first.customer_id);
        let third = house
            .at(super::days(20), |tx, desk| desk.open(tx, &actor('B'), complaint(after(super::days(20) + hours(1)))));
        assert_eq!(third.unwrap().repeat_count, 0, "the window is over");
        assert!(house.story(&second.id).contains("linked"));
    });
}
