//! Urging: by whom, how often, and what the n-th one brings about.

use base::ids::CaseId;
use base::{Result, Span};

use super::{House, code, days, each, hours};
use crate::api::{Handover, ListQuery, NewUrging};
use crate::model::escalation::EscalationKind;
use crate::model::urging::{Brought, UrgingKind};
use crate::store;
use crate::testing::{actor, person, unit};

impl House {
    fn urges(&self, who: char, case: &CaseId, at: Span, customer: bool) -> Result<()> {
        let case = case.clone();
        let new = NewUrging { reason: "客户等待已久".to_owned(), customer };
        self.at(at, move |tx, desk| desk.urge(tx, &actor(who), &case, &new))
    }
}

fn minutes(count: i64) -> Span {
    Span(count * 60_000)
}

#[test]
fn the_first_receiver_and_supervisors_urge_but_not_too_often_and_the_customer_always() {
    each(|house| {
        let case = house.complaint('A');
        assert_eq!(code(house.urges('A', &case.id, hours(1), false)), "cases.urges_self");
        let id = case.id.clone();
        house.at(hours(1), move |tx, desk| desk.assign(tx, &actor('A'), &id, None, Some(&person('B')))).unwrap();
        house.urges('A', &case.id, hours(1), false).unwrap();
        assert_eq!(code(house.urges('S', &case.id, hours(1) + minutes(29), false)), "cases.urged_just_now");
        house.urges('B', &case.id, hours(1) + minutes(29), true).unwrap();
        house.urges('S', &case.id, hours(1) + minutes(30), false).unwrap();
        assert_eq!(code(house.urges('E', &case.id, hours(2), false)), "cases.not_found");
        let id = case.id.clone();
        let all = house.it.db.read_blocking(move |tx| store::urgings::of(tx, &id)).unwrap();
        let kinds: Vec<_> = all.iter().rev().map(|it| it.kind).collect();
        assert_eq!(kinds, [UrgingKind::FirstOwner, UrgingKind::Customer, UrgingKind::Lead]);
        assert!(all[0].told.0.contains(&person('B')));
        let notices = house.at(hours(2), |tx, desk| desk.notices(tx, &actor('B'))).unwrap();
        assert_eq!(notices.items.iter().filter(|it| it.kind == "cases.urged.v1").count(), 2, "not of one's own doing");
        let urged = ListQuery { waiting: Some("urged".to_owned()), ..ListQuery::default() };
        let found = house.at(hours(2), move |tx, desk| desk.list(tx, &actor('S'), &urged)).unwrap();
        assert_eq!(found.items.iter().map(|it| it.urge_count).collect::<Vec<_>>(), [3]);
        let counts = house.at(hours(2), |tx, desk| desk.counts(tx, &actor('S'))).unwrap();
        assert_eq!(counts.urged, 1);
    });
}

#[test]
fn the_third_urging_brings_the_case_up_and_the_fifth_puts_it_under_watch() {
    each(|house| {
        let case = house.complaint('A');
        for hour in 0..5 {
            house.urges('B', &case.id, minutes(10 * hour), true).unwrap();
        }
        let id = case.id.clone();
        let urgings = house.it.db.read_blocking(move |tx| store::urgings::of(tx, &id)).unwrap();
        let brought: Vec<_> = urgings.iter().rev().map(|it| it.brought).collect();
        assert_eq!(brought, [None, None, Some(Brought::Ladder), None, Some(Brought::Watch)]);
        let id = case.id.clone();
        let all = house.it.db.read_blocking(move |tx| store::escalations::of(tx, &id)).unwrap();
        assert_eq!(all.iter().map(|it| it.cause.as_str()).collect::<Vec<_>>(), ["urged", "urged"]);
        assert_eq!((all[0].kind, all[0].taken_by_id.clone()), (EscalationKind::Watched, Some(person('S'))));
        assert_eq!((all[1].kind, all[1].level), (EscalationKind::Level, 1));
        let told = house.at(hours(1), |tx, desk| desk.notices(tx, &actor('S'))).unwrap();
        assert!(told.items.iter().any(|it| it.kind == "cases.watched.v1"), "the supervisor is told");
    });
}

#[test]
fn a_case_that_waits_for_acceptance_is_urged_too_and_a_closed_one_is_not() {
    each(|house| {
        let case = house.complaint('A');
        let id = case.id.clone();
        let to = Handover {
            unit_id: Some(unit('T')),
            person_id: Some(person('C')),
            reason: Some("线路故障".to_owned()),
            ..Handover::default()
        };
        house.at(hours(1), move |tx, desk| desk.transfer(tx, &actor('A'), &id, None, &to)).unwrap();
        house.urges('A', &case.id, hours(1), false).unwrap();
        let told = house.at(hours(2), |tx, desk| desk.notices(tx, &actor('C'))).unwrap();
        assert!(told.items.iter().any(|it| it.kind == "cases.urged.v1"));
        let id = case.id.clone();
        house.at(days(1), move |tx, desk| desk.accept(tx, &actor('C'), &id, None)).unwrap();
        let open = house.at(days(1), {
            let id = case.id.clone();
            move |tx, desk| desk.urgings_of(tx, &actor('A'), &id)
        });
        let open = open.unwrap();
        assert!(open.may_urge && open.may_note_customer && open.again_at.is_none(), "{open:?}");
    });
}
