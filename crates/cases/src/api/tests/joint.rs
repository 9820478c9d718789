//! Departments that work on a case together: limits after acceptance, transfers taken back, parts asked for.

use super::{House, after, code, days, each, hours};
use crate::api::{Close, Handover, JointQuery, ListQuery, NewJoint};
use crate::model::deadline::Part;
use crate::model::joint::{Joint, JointState};
use crate::model::{Case, Transfer, TransferState};
use crate::store;
use crate::testing::{actor, person, unit};
use base::Result;
use base::ids::{CaseId, JointId};

impl House {
    fn hands_over(&self, case: &CaseId) -> Case {
        let case = case.clone();
        let to = Handover { unit_id: Some(unit('T')), reason: Some("线路故障".to_owned()), ..Handover::default() };
        self.at(hours(1), move |tx, desk| desk.transfer(tx, &actor('A'), &case, None, &to)).unwrap()
    }

    fn transfers(&self, case: &CaseId) -> Vec<Transfer> {
        let case = case.clone();
        self.it.db.read_blocking(move |tx| store::transfers::of(tx, &case)).unwrap()
    }

    fn asks_for_a_part(&self, who: char, case: &CaseId, of: char) -> Result<()> {
        let case = case.clone();
        let new =
            NewJoint { unit_id: unit(of), person_id: None, task: "请核实线路质量".to_owned(), due_at: None };
        self.at(hours(1), move |tx, desk| desk.ask_joint(tx, &actor(who), &case, &new))
    }

    fn parts(&self, case: &CaseId) -> Vec<Joint> {
        let case = case.clone();
        self.it.db.read_blocking(move |tx| store::joint::of(tx, &case)).unwrap()
    }

    fn accepts(&self, who: char, it: &Joint) -> Result<()> {
        let it = it.clone();
        self.at(hours(2), move |tx, desk| desk.accept_joint(tx, &actor(who), &it.case_id, &it.id))
    }

    fn ends(&self, who: char, it: &Joint, state: JointState, text: &'static str) -> Result<()> {
        let it = it.clone();
        self.at(hours(3), move |tx, desk| desk.end_joint(tx, &actor(who), &it.case_id, &it.id, state, text))
    }

    fn sees(&self, who: char, case: &CaseId) -> bool {
        let case = case.clone();
        let desk = self.desk.clone();
        self.it.db.read_blocking(move |tx| Ok(desk.joint_of(tx, &actor(who), &case).is_ok())).unwrap()
    }

    /// Whether somebody finds a note of the case by its words.
    fn finds(&self, who: char, words: &'static str) -> bool {
        let found = self.at(hours(4), move |tx, desk| {
            db::search::take_in(tx)?;
            desk.search(tx, &actor(who), words)
        });
        !found.unwrap().is_empty()
    }

    fn bells(&self, who: char, kind: &str) -> usize {
        let desk = self.desk.clone();
        let found = self.at(hours(4), move |tx, _| desk.notices(tx, &actor(who))).unwrap();
        found.items.iter().filter(|it| it.kind == format!("cases.{kind}.v1")).count()
    }
}

#[test]
fn who_handed_a_case_over_takes_it_back_while_it_waits() {
    each(|house| {
        let case = house.complaint('A');
        house.hands_over(&case.id);
        let take = |who: char, reason: &'static str| {
            let case = case.id.clone();
            house.at(hours(2), move |tx, desk| desk.take_back(tx, &actor(who), &case, None, Some(reason)))
        };
        assert_eq!(code(take('C', "不需要")), "cases.transfer_not_giver");
        assert_eq!(code(take('A', " ")), "cases.reason_missing");
        let back = take('A', "客户已来电说明，无需转派").unwrap();
        assert_eq!((back.owner_id, back.unit_id, back.return_count), (Some(person('A')), unit('H'), 0));
        let it = house.transfers(&case.id).remove(0);
        assert_eq!((it.state, it.wait_ms), (TransferState::TakenBack, Some(hours(1))));
        assert_eq!(code(take('A', "再来一次")), "cases.no_transfer");
        let story = house.story(&case.id);
        assert!(story.ends_with("clock_cancelled taken_back"), "{story}");
    });
}

#[test]
fn a_department_has_a_limit_of_its_own_from_its_acceptance_on_and_its_time_is_kept() {
    each(|house| {
        let case = house.complaint('A');
        house.hands_over(&case.id);
        let id = case.id.clone();
        house.at(hours(2), move |tx, desk| desk.accept(tx, &actor('C'), &id, None)).unwrap();
        let it = house.transfers(&case.id).remove(0);
        assert!(it.due_ms.is_some_and(|due| due > after(hours(2))), "{it:?}");
        // Half of eight working hours pass: the handler is warned by policy.
        house.at(days(1), |_, _| Ok(())).unwrap();
        let warned = |it: &db::events::Logged| it.kind == "cases.deadline_warned.v1" && it.body.contains("handling");
        let id = case.id.clone();
        let log = house.it.db.read_blocking(move |tx| db::events::of_case(tx, &id, 0, 1000)).unwrap();
        assert!(log.iter().any(|it| warned(it) && it.body.contains(person('C').as_str())), "nobody was warned");
        let id = case.id.clone();
        let on =
            Handover {
                unit_id: Some(unit('H')), reason: Some("已修复，请回访".to_owned()), ..Handover::default()
            };
        house.at(days(1), move |tx, desk| desk.transfer(tx, &actor('C'), &id, None, &on)).unwrap();
        let it = house.transfers(&case.id).remove(0);
        assert_eq!((it.handled_ms, it.handling_ms), (Some(after(days(1))), Some(days(1) - hours(2))));
        let part = it.id.to_string();
        let live = house.it.db.read_blocking(move |tx| store::deadlines::live(tx, Part::Handling, &[part])).unwrap();
        assert!(live.is_empty(), "its limit is over with it");
        assert!(house.story(&case.id).contains("handled transferred"));
    });
}

#[test]
fn what_a_department_handed_on_and_got_back_goes_on_within_its_limit() {
    each(|house| {
        let case = house.complaint('A');
        house.hands_over(&case.id);
        let id = case.id.clone();
        house.at(hours(2), move |tx, desk| desk.accept(tx, &actor('C'), &id, None)).unwrap();
        let before = house.transfers(&case.id).remove(0);
        let id = case.id.clone();
        let on =
            Handover { unit_id: Some(unit('X')), reason: Some("应由贵部处理".to_owned()), ..Handover::default() };
        house.at(hours(3), move |tx, desk| desk.transfer(tx, &actor('C'), &id, None, &on)).unwrap();
        assert!(house.transfers(&case.id).remove(0).handled_ms.is_some());
        let id = case.id.clone();
        house.at(hours(4), move |tx, desk| desk.send_back(tx, &actor('E'), &id, None, Some("不属于本部门"))).unwrap();
        assert_eq!(house.transfers(&case.id).remove(0), before);
        let part = before.id.to_string();
        let live = house.it.db.read_blocking(move |tx| store::deadlines::live(tx, Part::Handling, &[part])).unwrap();
        assert_eq!(live.iter().map(|it| Some(it.due_ms)).collect::<Vec<_>>(), [before.due_ms]);
    });
}

#[test]
fn the_host_asks_departments_and_the_case_is_not_closed_before_they_are_done() {
    each(|house| {
        let case = house.complaint('A');
        assert_eq!(code(house.asks_for_a_part('C', &case.id, 'X')), "cases.not_found");
        assert_eq!(code(house.asks_for_a_part('A', &case.id, 'H')), "cases.joint_with_self");
        assert!(!house.sees('E', &case.id));
        house.asks_for_a_part('A', &case.id, 'T').unwrap();
        house.asks_for_a_part('A', &case.id, 'X').unwrap();
        assert_eq!(code(house.asks_for_a_part('A', &case.id, 'T')), "cases.joint_already");
        let [other, network] = <[Joint; 2]>::try_from(house.parts(&case.id)).unwrap();
        assert!(house.sees('E', &case.id), "who is asked sees the case");

        assert_eq!(code(house.accepts('E', &network)), "cases.joint_not_asked");
        assert_eq!(code(house.ends('C', &network, JointState::Delivered, "正常")), "cases.joint_not_accepted");
        house.accepts('C', &network).unwrap();
        assert_eq!(code(house.accepts('D', &network)), "cases.joint_accepted");
        assert_eq!(code(house.ends('A', &network, JointState::Withdrawn, "不用了")), "cases.joint_accepted");

        house.ends('E', &other, JointState::Returned, "不属于本部门职责").unwrap();
        assert!(!house.sees('E', &case.id), "who sent its part back sees nothing more");
        let close = || {
            let id = case.id.clone();
            let how = Close { outcome: Some("refused".to_owned()), grounds: Some("客户撤诉".to_owned()) };
            house.at(hours(3), move |tx, desk| desk.close(tx, &actor('S'), &id, None, &how))
        };
        let id = case.id.clone();
        let kept = house.at(hours(1), move |tx, desk| {
            let promise = store::promises::of(tx, &id)?.remove(0);
            desk.keep(tx, &actor('A'), &id, &promise.id, None)
        });
        kept.unwrap();
        assert_eq!(code(close()), "cases.open_joint");
        assert_eq!(code(house.ends('C', &network, JointState::Delivered, " ")), "cases.text_missing");
        house.ends('C', &network, JointState::Delivered, "光衰超标，已更换尾纤").unwrap();
        let done = house.parts(&case.id).remove(1);
        assert_eq!((done.wait_ms, done.handling_ms), (Some(hours(1)), Some(hours(1))));
        assert_eq!((house.bells('A', "joint_delivered"), house.bells('A', "joint_returned")), (1, 1));
        assert!(house.sees('C', &case.id), "by policy until the case is closed");
        close().unwrap();
        assert!(!house.sees('C', &case.id), "and no longer");
    });
}

#[test]
fn an_open_part_is_done_without_only_by_whom_policy_names() {
    each(|house| {
        let case = house.complaint('A');
        house.asks_for_a_part('A', &case.id, 'T').unwrap();
        let it = house.parts(&case.id).remove(0);
        house.accepts('C', &it).unwrap();
        assert_eq!(code(house.ends('A', &it, JointState::Waived, "来不及")), "cases.joint_waived_by_supervisor");
        assert_eq!(code(house.ends('S', &it, JointState::Waived, "")), "cases.grounds_missing");
        house.ends('S', &it, JointState::Waived, "客户已接受现有方案").unwrap();
        assert_eq!(code(house.ends('C', &it, JointState::Delivered, "正常")), "cases.not_found");
        assert_eq!((house.parts(&case.id).remove(0).state, house.bells('C', "joint_waived")), (JointState::Waived, 1));
    });
}

#[test]
fn a_part_nobody_accepts_in_time_is_warned_of_and_a_department_sees_what_it_is_asked_for() {
    each(|house| {
        let case = house.complaint('A');
        let (id, desk) = (case.id.clone(), house.desk.clone());
        let new = NewJoint {
            unit_id: unit('T'),
            person_id: Some(person('C')),
            task: "请核实线路质量".to_owned(),
            due_at: Some(after(hours(6))),
        };
        house.at(hours(1), move |tx, desk| desk.ask_joint(tx, &actor('A'), &id, &new)).unwrap();
        let list = |who: char, view: &'static str| {
            let (desk, query) = (desk.clone(), JointQuery { view: Some(view.to_owned()), ..JointQuery::default() });
            let found = house.at(hours(4), move |tx, _| desk.joint_list(tx, &actor(who), &query)).unwrap();
            found.items.into_iter().map(|it| (it.subject, it.due_at)).collect::<Vec<_>>()
        };
        assert_eq!(list('C', "waiting").len(), 1);
        assert_eq!(list('D', "overdue").len(), 1, "two working hours are over");
        assert_eq!((list('A', "ours").len(), list('E', "asked").len(), list('C', "accepted").len()), (1, 0, 0));
        assert!(house.story(&case.id).contains("deadline_missed"));
        assert!(house.bells('C', "deadline_warned") > 0);
        let it = house.parts(&case.id).remove(0);
        let counts = |who: char| {
            let desk = house.desk.clone();
            house.it.db.read_blocking(move |tx| desk.counts(tx, &actor(who))).unwrap().to_join
        };
        assert_eq!((counts('D'), counts('A')), (1, 0));
        assert_eq!(code(house.accepts('D', &it)), "cases.joint_not_asked");
        let (case_id, id): (CaseId, JointId) = (it.case_id.clone(), it.id.clone());
        house.at(hours(5), move |tx, desk| desk.accept_joint(tx, &actor('C'), &case_id, &id)).unwrap();
        assert_eq!(house.parts(&case.id).remove(0).due_ms, after(hours(6)), "the host named the moment");
        house.ends('T', &it, JointState::Delivered, "已核实").unwrap();
        assert_eq!(counts('D'), 0);
    });
}

#[test]
fn who_takes_part_by_being_asked_writes_notes_and_is_no_party_for_that() {
    each(|house| {
        let case = house.complaint('A');
        house.asks_for_a_part('A', &case.id, 'T').unwrap();
        let it = house.parts(&case.id).remove(0);
        let id = case.id.clone();
        house.at(hours(2), move |tx, desk| desk.note(tx, &actor('C'), &id, "已派人上门查看", &[person('A')])).unwrap();
        let subject: &'static str = case.subject.clone().leak();
        assert!(house.finds('C', "上门查看") && house.finds('C', subject), "who is asked for a part finds the case");
        assert!(!house.finds('E', subject), "and nobody else of another department");
        house.ends('C', &it, JointState::Returned, "应由装维处理").unwrap();
        assert!(!house.sees('C', &case.id));
        assert!(!house.finds('C', subject), "no longer than it is asked for");
        assert_eq!(house.bells('A', "noted"), 1);
    });
}

/// The cases somebody takes part in.
fn participating(house: &House, who: char, status: &'static str) -> Vec<CaseId> {
    let query =
        ListQuery { participant: Some("me".to_owned()), status: Some(status.to_owned()), ..ListQuery::default() };
    let page = house.at(hours(4), move |tx, desk| desk.list(tx, &actor(who), &query)).unwrap();
    page.items.into_iter().map(|it| it.id).collect()
}

#[test]
fn whoever_has_to_do_with_a_case_or_a_part_of_it_finds_it_among_theirs() {
    each(|house| {
        let case = house.complaint('A');
        let other = house.complaint('B');
        assert_eq!(participating(house, 'A', "open"), std::slice::from_ref(&case.id));
        assert!(participating(house, 'C', "open").is_empty());
        // Two parts of one case, one after the other, are one case.
        house.asks_for_a_part('A', &case.id, 'T').unwrap();
        let first = house.parts(&case.id).remove(0);
        house.accepts('C', &first).unwrap();
        house.ends('C', &first, JointState::Delivered, "线路正常").unwrap();
        house.asks_for_a_part('A', &case.id, 'T').unwrap();
        let open = |it: &Joint| it.id != first.id;
        let second = house.parts(&case.id).into_iter().find(open).unwrap();
        house.accepts('C', &second).unwrap();
        assert_eq!(participating(house, 'C', "open"), std::slice::from_ref(&case.id));
        assert!(participating(house, 'B', "open").contains(&other.id));
        assert!(participating(house, 'C', "closed").is_empty());
        let strange = ListQuery { participant: Some(person('A').to_string()), ..ListQuery::default() };
        assert_eq!(code(house.at(hours(4), move |tx, desk| desk.list(tx, &actor('C'), &strange))), "cases.bad_filter");
    });
}
