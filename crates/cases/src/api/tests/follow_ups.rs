//! Follow-ups: made with the closing, tried, ended, reopening; parts of cases.

use std::collections::BTreeMap;

use base::ids::{CaseId, FollowUpId};
use base::{Result, Span};
use web::{Lang, Texts};

use super::{House, code, days, each, hours};
use crate::api::{Close, Confirm, EndFollowUp, FollowUpQuery, Words};
use crate::model::follow_up::{FollowUp, FollowUpResult, FollowUpState};
use crate::model::{Case, Status};
use crate::store;
use crate::testing::{actor, papers};

impl House {
    /// Closes a complaint of A with the customer's word.
    fn closed(&self, by: char) -> Case {
        let case = self.complaint(by);
        let id = case.id.clone();
        self.at(hours(1), move |tx, desk| {
            for it in store::promises::of(tx, &id)? {
                desk.keep(tx, &actor(by), &id, &it.id, None)?;
            }
            for to in ["diagnose", "propose", "carry_out", "confirm"] {
                desk.step(tx, &actor(by), &id, None, to, None)?;
            }
            papers(tx, desk, by, &id)?;
            desk.confirm(tx, &actor(by), &id, None, &Confirm { satisfied: true, comment: None })
        })
        .unwrap()
    }

    fn follow_up(&self, case: &CaseId) -> FollowUp {
        let id = case.clone();
        self.it.db.read_blocking(move |tx| store::follow_ups::of(tx, &id)).unwrap().remove(0)
    }

    fn case(&self, id: &CaseId) -> Case {
        let id = id.clone();
        self.it.db.read_blocking(move |tx| store::case::any(tx, &id)).unwrap().unwrap()
    }

    fn tries(&self, at: Span, who: char, case: &CaseId, id: &FollowUpId) -> Result<()> {
        let (case, id) = (case.clone(), id.clone());
        self.at(at, move |tx, desk| desk.try_follow_up(tx, &actor(who), &case, &id, Some("无人接听")))
    }

    fn hears(&self, who: char, case: &CaseId, id: &FollowUpId, result: FollowUpResult, said: &str) -> Result<()> {
        let (case, id) = (case.clone(), id.clone());
        let scores = BTreeMap::from([("result".to_owned(), 4)]);
        let how = EndFollowUp { result, comment: Some(said.to_owned()), scores };
        self.at(hours(3), move |tx, desk| desk.end_follow_up(tx, &actor(who), &case, &id, &how))
    }

    fn to_follow_up(&self, who: char) -> i64 {
        let desk = self.desk.clone();
        self.it.db.read_blocking(move |tx| desk.counts(tx, &actor(who))).unwrap().to_follow_up
    }
}

#[test]
fn a_complaint_that_closes_is_followed_up_and_reopened_when_the_customer_is_not_satisfied() {
    each(|house| {
        let case = house.closed('A');
        let it = house.follow_up(&case.id);
        assert_eq!((house.to_follow_up('A'), it.person_id.as_ref()), (1, case.first_owner_id.as_ref()));
        assert_eq!(code(house.hears('E', &case.id, &it.id, FollowUpResult::Satisfied, "好")), "cases.not_found");
        assert_eq!(code(house.hears('A', &case.id, &it.id, FollowUpResult::NotSatisfied, " ")), "cases.reason_missing");
        house.hears('A', &case.id, &it.id, FollowUpResult::NotSatisfied, "晚上还是断线").unwrap();
        let again = house.case(&case.id);
        assert_eq!((again.status, again.reopen_count, house.to_follow_up('A')), (Status::Open, 1, 0));
        assert!(house.story(&case.id).contains("follow_up_ended reopened"), "{}", house.story(&case.id));
        assert_eq!(code(house.hears('A', &case.id, &it.id, FollowUpResult::Satisfied, "好")), "cases.follow_up_over");
    });
}

#[test]
fn after_the_last_try_a_follow_up_ends_as_not_reached() {
    each(|house| {
        let case = house.closed('A');
        let it = house.follow_up(&case.id);
        house.tries(hours(1), 'A', &case.id, &it.id).unwrap();
        assert_eq!(code(house.tries(hours(1), 'A', &case.id, &it.id)), "cases.follow_up_too_soon");
        house.tries(days(1), 'B', &case.id, &it.id).unwrap();
        house.tries(days(2), 'A', &case.id, &it.id).unwrap();
        let over = house.follow_up(&case.id);
        assert_eq!(
            (over.state, over.result, over.attempts),
            (FollowUpState::Done, Some(FollowUpResult::NotReached), 3)
        );
        assert!(house.case(&case.id).is_closed());
    });
}

#[test]
fn a_case_that_goes_back_into_work_is_no_longer_followed_up() {
    each(|house| {
        let case = house.closed('A');
        let id = case.id.clone();
        house.at(hours(2), move |tx, desk| desk.reopen(tx, &actor('A'), &id, None, Some("又断线"))).unwrap();
        assert_eq!(house.follow_up(&case.id).state, FollowUpState::Lifted);
        assert_eq!(house.to_follow_up('A'), 0);
    });
}

#[test]
fn the_desk_shows_what_is_mine_the_teams_today_and_overdue() {
    each(|house| {
        let case = house.closed('A');
        let seen = |who: char, view: &str, due: Option<&str>, at: Span| {
            let query =
                FollowUpQuery { view: Some(view.to_owned()), due: due.map(str::to_owned), ..Default::default() };
            let found = house.at(at, move |tx, desk| {
                let texts = Texts::default();
                desk.follow_ups(tx, &actor(who), &query, Words { texts: &texts, lang: Lang::Zh })
            });
            found.unwrap().items
        };
        assert_eq!(seen('A', "mine", None, hours(2)).len(), 1);
        assert!(seen('B', "mine", None, hours(2)).is_empty());
        let team = seen('B', "team", None, hours(2));
        assert_eq!((team[0].case_id.clone(), team[0].may_ask), (case.id.clone(), true));
        assert!(seen('C', "team", None, hours(2)).is_empty(), "another team's are not seen");
        assert!(seen('A', "mine", Some("overdue"), hours(2)).is_empty());
        assert_eq!(seen('A', "mine", Some("today"), days(3)).len(), 1);
        assert_eq!(seen('A', "mine", Some("overdue"), days(9)).len(), 1);
        assert!(house.story(&case.id).contains("deadline_missed"));
        let id = house.follow_up(&case.id).id;
        house.hears('A', &case.id, &id, FollowUpResult::Refused, "不便作答").unwrap();
        assert_eq!(seen('A', "done", None, days(9)).len(), 1);
    });
}

#[test]
fn a_case_is_not_closed_before_its_parts_are() {
    each(|house| {
        let (whole, part) = (house.complaint('A'), house.complaint('A'));
        let (a, b) = (whole.id.clone(), part.id.clone());
        house.at(hours(1), move |tx, desk| desk.add_part(tx, &actor('A'), &a, &b)).unwrap();
        let (a, b) = (whole.id.clone(), part.id.clone());
        assert_eq!(
            code(house.at(hours(1), move |tx, desk| desk.add_part(tx, &actor('A'), &b, &a))),
            "cases.part_of_itself"
        );
        let close = |id: &CaseId| {
            let id = id.clone();
            house.at(hours(1), move |tx, desk| {
                for it in store::promises::of(tx, &id)?.iter().filter(|it| it.is_open()) {
                    desk.keep(tx, &actor('A'), &id, &it.id, None)?;
                }
                let how = Close { outcome: Some("withdrawn".to_owned()), grounds: Some("客户撤回".to_owned()) };
                desk.close(tx, &actor('S'), &id, None, &how)
            })
        };
        assert_eq!(code(close(&whole.id)), "cases.open_part");
        close(&part.id).unwrap();
        close(&whole.id).unwrap();
    });
}
