//! While a handler is absent whoever stands in has their cases, and gives them back (AB 角, PPL-3).

use std::sync::Arc;

use base::ids::{CaseId, PersonId};
use base::{Result, Span, Stamp};
use db::listeners::{self, Listener};
use db::timers::{Handlers, fire_due};
use db::{Tx, args};
use people::People;
use people::model::NewAbsence;
use web::Actor;

use super::{House, each, hours};
use crate::Desk;
use crate::api::Handover;
use crate::events::{Assigned, StoodIn};
use crate::model::Case;
use crate::testing::{actor, complaint, person, unit};

/// A house in which A holds a post with B as backup and S as the second.
struct Floor<'h> {
    house: &'h House,
    people: People,
}

impl<'h> Floor<'h> {
    fn new(house: &'h House) -> Self {
        house
            .it
            .db
            .write_blocking(|tx| {
                tx.send(
                    "INSERT INTO people_post (id, unit_id, name, kind, active, created_ms, backup_id, second_id)
                     VALUES ('pos_01JD0000000000000000000000', $1, 'post', 'hotline_agent', TRUE, 0, $2, $3)",
                    args![unit('H'), person('B'), person('S')],
                )?;
                let held = "UPDATE people_person SET post_id = 'pos_01JD0000000000000000000000' WHERE id = $1";
                tx.send(held, args![person('A')])
            })
            .unwrap();
        let people =
            People::new(house.it.db.clone(), house.desk.policies().clone(), house.desk.vault().clone()).unwrap();
        Self { house, people }
    }

    fn handlers(&self) -> Handlers {
        let mut all = people::jobs::handlers(&self.people);
        all.extend(crate::jobs::handlers(&self.house.desk));
        all
    }

    /// Does something as a moment after the beginning, and lets cases hear of it.
    fn at<T: Send + 'static>(
        &self,
        after: Span,
        work: impl FnOnce(&mut Tx<'_>, &Desk, &People) -> Result<T> + Send + 'static,
    ) -> T {
        let (desk, people, moment) = (self.house.desk.clone(), self.people.clone(), super::after(after));
        let due = |handlers: Handlers| {
            self.house.it.db.write_blocking(move |tx| {
                tx.at(moment);
                fire_due(tx, &handlers)
            })
        };
        due(self.handlers()).unwrap();
        self.hear();
        due(self.handlers()).unwrap();
        let done = self
            .house
            .it
            .db
            .write_blocking(move |tx| {
                tx.at(moment);
                work(tx, &desk, &people)
            })
            .unwrap();
        self.hear();
        due(self.handlers()).unwrap();
        done
    }

    fn hear(&self) {
        let listener: Arc<dyn Listener> = Arc::new(crate::jobs::StandIns);
        self.house.it.hear(&listener);
    }

    /// Somebody is away until an hour, or until they say otherwise.
    fn away(&self, from: i64, who: char, until: Option<i64>) {
        self.at(hours(from), move |tx, _, people| {
            let new = NewAbsence {
                person_id: Some(person(who)),
                kind: if until.is_some() { "leave" } else { "offline" }.to_owned(),
                from: None,
                until: until.map(|it| super::after(hours(it))),
                reason: "家里有事".to_owned(),
            };
            people::api::be_away(people, tx, &Actor::system(), &new).map(drop)
        });
    }

    fn back(&self, at: i64, who: char) {
        self.at(hours(at), move |tx, _, people| people::api::be_back(people, tx, &Actor::system(), &person(who)));
    }

    fn case(&self, id: &CaseId) -> Case {
        let id = id.clone();
        self.house.it.db.read_blocking(move |tx| crate::store::case::any(tx, &id)).unwrap().unwrap()
    }

    fn owner(&self, id: &CaseId) -> Option<PersonId> {
        self.case(id).owner_id
    }

    fn promised_by(&self, id: &CaseId) -> Vec<PersonId> {
        let id = id.clone();
        let all = self.house.it.db.read_blocking(move |tx| crate::store::promises::of(tx, &id)).unwrap();
        all.into_iter().map(|it| it.person_id).collect()
    }

    fn stood_in(&self, id: &CaseId) -> Vec<StoodIn> {
        let log = self.house.it.log().into_iter();
        let assigned = log.filter(|it| it.case.as_ref() == Some(id) && it.kind == "cases.assigned.v1");
        assigned.filter_map(|it| it.body::<Assigned>().unwrap().stood_in).collect()
    }
}

#[test]
fn cases_pass_to_the_backup_and_come_back_with_the_reason_on_record() {
    each(|house| {
        let floor = Floor::new(house);
        let (open, other) = (house.complaint('A').id, house.complaint('B').id);
        floor.away(1, 'A', Some(5));
        assert_eq!(floor.owner(&open), Some(person('B')));
        assert_eq!(floor.case(&open).first_owner_id, Some(person('A')), "policy leaves the responsibility with A");
        assert_eq!(floor.promised_by(&open), [person('B')], "whoever has the case is reminded of what was promised");
        floor.at(hours(5), |_, _, _| Ok(()));
        assert_eq!((floor.owner(&open), floor.owner(&other)), (Some(person('A')), Some(person('B'))));
        let told = floor.stood_in(&open);
        assert_eq!(told.iter().map(|it| it.back).collect::<Vec<_>>(), [false, true]);
        assert!(told.iter().all(|it| it.absent == person('A') && it.promises == 1));
        assert_eq!(floor.promised_by(&open), [person('A')]);
        assert!(floor.stood_in(&other).is_empty());

        // Heard again from the beginning, it does nothing more.
        let story = house.story(&open);
        house.it.db.write_blocking(|tx| listeners::reset(tx, "cases.stand_in")).unwrap();
        floor.at(hours(5), |_, _, _| Ok(()));
        assert_eq!(house.story(&open), story);
    });
}

#[test]
fn what_somebody_else_took_over_or_what_is_closed_does_not_come_back() {
    each(|house| {
        let floor = Floor::new(house);
        let (taken, kept) = (house.complaint('A').id, house.complaint('A').id);
        floor.away(1, 'A', Some(5));
        let id = taken.clone();
        floor.at(hours(2), move |tx, desk, _| desk.assign(tx, &actor('S'), &id, None, Some(&person('S'))));
        floor.at(hours(5), |_, _, _| Ok(()));
        assert_eq!((floor.owner(&taken), floor.owner(&kept)), (Some(person('S')), Some(person('A'))));
    });
}

#[test]
fn when_the_backup_is_away_too_the_second_has_the_cases_until_then() {
    each(|house| {
        let floor = Floor::new(house);
        let id = house.complaint('A').id;
        let own = house.complaint('B').id;
        floor.away(1, 'A', Some(9));
        floor.away(2, 'B', None);
        assert_eq!(floor.owner(&id), Some(person('S')));
        assert_eq!(floor.owner(&own), Some(person('B')), "nobody is named to stand in for B");
        floor.back(3, 'B');
        assert_eq!(floor.owner(&id), Some(person('B')));
        floor.back(4, 'A');
        assert_eq!(floor.owner(&id), Some(person('A')));
    });
}

#[test]
fn new_work_for_somebody_absent_goes_to_the_backup_and_back_later() {
    each(|house| {
        let floor = Floor::new(house);
        let (assigned, sent) = (house.complaint('S').id, house.complaint('C').id);
        floor.away(1, 'A', Some(5));
        let (one, two) = (assigned.clone(), sent.clone());
        let case = floor.at(hours(2), move |tx, desk, _| desk.assign(tx, &actor('S'), &one, None, Some(&person('A'))));
        assert_eq!(case.owner_id, Some(person('B')));
        let to = Handover {
            unit_id: Some(unit('H')),
            person_id: Some(person('A')),
            reason: Some("客户指名".to_owned()),
            ..Handover::default()
        };
        let case = floor.at(hours(2), move |tx, desk, _| desk.transfer(tx, &actor('C'), &two, None, &to));
        assert_eq!(case.transfer_person_id, Some(person('B')), "the transfer waits for whoever stands in");
        assert!(house.story(&sent).ends_with("transferred clock_started readdressed"), "{}", house.story(&sent));
        floor.back(3, 'A');
        assert_eq!(floor.owner(&assigned), Some(person('A')));
        assert_eq!(floor.case(&sent).transfer_person_id, Some(person('A')));
    });
}

#[test]
fn who_is_absent_may_take_a_case_all_the_same() {
    each(|house| {
        let floor = Floor::new(house);
        let id = house.complaint('A').id;
        floor.away(1, 'A', Some(5));
        let one = id.clone();
        floor.at(hours(2), move |tx, desk, _| desk.assign(tx, &actor('A'), &one, None, Some(&person('A'))));
        assert_eq!(floor.owner(&id), Some(person('A')));
    });
}

#[test]
fn first_receiver_responsibility_passes_where_policy_says_so() {
    each(|house| {
        let floor = Floor::new(house);
        let id = house.complaint('A').id;
        floor.at(hours(0), |tx, _, _| {
            let shipped = include_str!("../../../../../policies/common/staff.toml");
            let text = shipped.replace("first_receiver = false", "first_receiver = true");
            let document = Arc::new(policy::rules::read(&text).expect("a sound policy"));
            let document = policy::packs::PackDocument { files: Vec::new(), text: text.into(), document };
            let terms =
                policy::api::Terms { author: Some(person('A')), approver: Some(person('S')), effective_from: None };
            policy::api::load(tx, &[document], &terms).map(drop)
        });
        floor.away(1, 'A', Some(5));
        assert_eq!(floor.case(&id).first_owner_id, Some(person('B')));
        floor.at(hours(5), |_, _, _| Ok(()));
        assert_eq!(floor.case(&id).first_owner_id, Some(person('A')));
    });
}

#[test]
fn however_many_cases_there_are_all_pass_in_parts_and_come_back() {
    each(|house| {
        let floor = Floor::new(house);
        let due: Stamp = super::after(super::days(1));
        let ids: Vec<CaseId> = house
            .at(hours(0), move |tx, desk| {
                (0..205).map(|_| Ok(desk.open(tx, &actor('A'), complaint(due))?.id)).collect()
            })
            .unwrap();
        floor.away(1, 'A', Some(5));
        assert!(ids.iter().all(|it| floor.owner(it) == Some(person('B'))));
        floor.at(hours(5), |_, _, _| Ok(()));
        assert!(ids.iter().all(|it| floor.owner(it) == Some(person('A'))));
    });
}

#[test]
fn whoever_stands_in_for_a_decider_sees_the_case_and_decides_in_their_place() {
    use crate::api::{Decide, NewApproval};
    use crate::model::approval::{Ask, Verdict};
    each(|house| {
        let floor = Floor::new(house);
        house
            .it
            .db
            .write_blocking(|tx| {
                tx.send(
                    "INSERT INTO people_post (id, unit_id, name, kind, active, created_ms, backup_id)
                     VALUES ('pos_01JD0000000000000000000001', $1, 'lead', 'supervisor', TRUE, 0, $2)",
                    args![unit('H'), person('E')],
                )?;
                let held = "UPDATE people_person SET post_id = 'pos_01JD0000000000000000000001' WHERE id = $1";
                tx.send(held, args![person('S')])
            })
            .unwrap();
        let ask = |case: &CaseId| {
            let case = case.clone();
            let of = Ask::Compensation { kind: "refund".to_owned(), fen: base::Fen(1_000), budget_unit_id: unit('H') };
            let new = NewApproval { ask: of, reason: "多收".to_owned() };
            house.at(hours(0), move |tx, desk| desk.ask_approval(tx, &actor('A'), &case, &new)).unwrap()
        };
        let decide = |at: i64, who: char, case: &CaseId, id: &base::ids::ApprovalId| {
            let (case, id) = (case.clone(), id.clone());
            let how = Decide { verdict: Verdict::Approve, reason: None };
            house.at(hours(at), move |tx, desk| desk.decide_approval(tx, &actor(who), &case, &id, &how))
        };
        let before = house.complaint('A').id;
        let asked_before = ask(&before);
        assert_eq!(super::code(decide(0, 'E', &before, &asked_before)), "cases.not_found");
        floor.away(0, 'S', Some(5));
        decide(1, 'E', &before, &asked_before).unwrap();
        let granted = house.it.log().into_iter().find(|it| it.kind == "cases.approval_granted.v1").unwrap();
        let granted: crate::events::ApprovalGranted = granted.body().unwrap();
        assert_eq!(granted.in_place_of, Some(person('S')), "the record says in whose place");
        let during = house.complaint('A').id;
        let asked_during = ask(&during);
        let waits = house.at(hours(1), |tx, desk| Ok(desk.counts(tx, &actor('E'))?.to_decide)).unwrap();
        assert_eq!(waits, 1, "the counter counts what the tray shows");
        decide(1, 'E', &during, &asked_during).unwrap();
        let after = house.complaint('A').id;
        let asked_after = ask(&after);
        floor.back(2, 'S');
        assert!(decide(3, 'E', &after, &asked_after).is_err(), "S is back");
        decide(3, 'S', &after, &asked_after).unwrap();
    });
}
