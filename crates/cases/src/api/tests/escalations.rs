//! Escalation: by hand, by itself, level by level; grave natures; cases that are watched.

use base::Result;
use base::ids::CaseId;

use super::{House, after, code, days, each, hours};
use crate::api::{BoardQuery, NewEscalation, NewWatch, Words};
use crate::model::escalation::{Escalation, EscalationKind, EscalationState};
use crate::store;
use crate::testing::{actor, person};

impl House {
    fn escalates(&self, who: char, case: &CaseId, nature: Option<&str>) -> Result<()> {
        let case = case.clone();
        let new = NewEscalation { nature: nature.map(str::to_owned), reason: "客户要求领导出面".to_owned() };
        self.at(hours(1), move |tx, desk| desk.escalate(tx, &actor(who), &case, &new))
    }

    fn escalations(&self, case: &CaseId) -> Vec<Escalation> {
        let case = case.clone();
        self.it.db.read_blocking(move |tx| store::escalations::of(tx, &case)).unwrap()
    }

    fn takes(&self, who: char, it: &Escalation) -> Result<()> {
        let it = it.clone();
        self.at(hours(1), move |tx, desk| desk.take_escalation(tx, &actor(who), &it.case_id, &it.id))
    }

    fn settles(&self, who: char, it: &Escalation, answer: &'static str) -> Result<()> {
        let it = it.clone();
        self.at(hours(2), move |tx, desk| desk.settle_escalation(tx, &actor(who), &it.case_id, &it.id, answer))
    }

    fn to_take(&self, who: char) -> i64 {
        let desk = self.desk.clone();
        self.it.db.read_blocking(move |tx| desk.counts(tx, &actor(who))).unwrap().to_take
    }
}

#[test]
fn a_case_goes_up_level_by_level_and_the_leader_takes_and_settles_it() {
    each(|house| {
        let case = house.complaint('A');
        house.escalates('A', &case.id, None).unwrap();
        let first = house.escalations(&case.id).remove(0);
        assert_eq!((first.level, first.leaders.0.as_slice(), house.to_take('B')), (1, &[person('B')][..], 1));
        assert_eq!(code(house.takes('S', &first)), "cases.not_leader");
        house.takes('B', &first).unwrap();
        house.escalates('A', &case.id, None).unwrap();
        let all = house.escalations(&case.id);
        assert_eq!((all[0].level, all[1].state, house.to_take('B')), (2, EscalationState::Passed, 0));
        assert_eq!(code(house.settles('S', &all[0], " ")), "cases.text_missing");
        house.settles('S', &all[0], "已致电客户，今晚上门").unwrap();
        assert_eq!(code(house.takes('S', &house.escalations(&case.id)[0])), "cases.escalation_over");
        assert_eq!(house.to_take('S'), 0);
        let story = house.story(&case.id);
        assert_eq!(story.matches("escalated").count(), 2, "{story}");
        assert!(story.ends_with("escalation_settled"), "{story}");
    });
}

#[test]
fn a_grave_nature_goes_to_its_named_leader_at_once() {
    each(|house| {
        let case = house.complaint('A');
        house.escalates('A', &case.id, Some("disorder")).unwrap();
        let it = house.escalations(&case.id).remove(0);
        assert_eq!((it.kind, it.leaders.0.as_slice()), (EscalationKind::Nature, &[person('S')][..]));
        assert_eq!(code(house.escalates('A', &case.id, Some("disorder"))), "cases.escalated_already");
        assert_eq!(code(house.escalates('A', &case.id, Some("weather"))), "cases.unknown_nature");
        assert_eq!(code(house.escalates('A', &case.id, Some("media"))), "cases.no_leader");
        let notices = house.at(hours(2), |tx, desk| desk.notices(tx, &actor('S'))).unwrap();
        assert!(notices.items.iter().any(|it| it.kind == "cases.escalated.v1"));
    });
}

#[test]
fn what_goes_wrong_brings_a_case_up_by_itself_and_what_nobody_takes_goes_on() {
    each(|house| {
        let case = house.complaint('A');
        // The promise of two hours is broken; the team lead has the case, and takes it not.
        house.at(hours(3), |_, _| Ok(())).unwrap();
        let first = house.escalations(&case.id).remove(0);
        assert_eq!((first.level, first.cause.as_str(), first.by_id.clone()), (1, "promise_broken", None));
        house.at(days(1), |_, _| Ok(())).unwrap();
        let all = house.escalations(&case.id);
        assert_eq!((all[0].level, all[0].cause.as_str(), all[1].state), (2, "not_taken", EscalationState::Passed));
        let on = case.id.clone();
        house.at(days(20), |_, _| Ok(())).unwrap();
        let later = house.it.db.read_blocking(move |tx| store::escalations::of(tx, &on)).unwrap();
        assert_eq!(later.len(), 2, "nobody holds the highest seat: it stays where it is");
    });
}

#[test]
fn a_supervisor_watches_a_case_and_the_board_shows_each_by_its_kind() {
    each(|house| {
        let (one, other) = (house.complaint('A'), house.complaint('A'));
        house.escalates('A', &other.id, None).unwrap();
        let watch = |who: char, case: &CaseId| {
            let (case, new) = (case.clone(), NewWatch { reason: "三日内办结".to_owned(), due_at: after(days(3)) });
            house.at(hours(1), move |tx, desk| desk.watch(tx, &actor(who), &case, &new))
        };
        assert_eq!(code(watch('A', &one.id)), "cases.no_right");
        watch('S', &one.id).unwrap();
        assert_eq!(code(watch('S', &one.id)), "cases.escalated_already");
        let seen = |who: char, view: &'static str, at| {
            let query = BoardQuery { view: Some(view.to_owned()), ..BoardQuery::default() };
            let found = house.at(at, move |tx, desk| {
                let texts = web::Texts::default();
                desk.board(tx, &actor(who), &query, Words { texts: &texts, lang: web::Lang::Zh })
            });
            found.unwrap().items.into_iter().map(|it| it.case_id).collect::<Vec<_>>()
        };
        assert_eq!(seen('S', "watched", hours(1)), std::slice::from_ref(&one.id));
        assert_eq!(seen('S', "escalated", hours(1)), std::slice::from_ref(&other.id));
        assert!(seen('E', "escalated", hours(1)).is_empty());
        assert!(seen('S', "overdue", days(4)).contains(&one.id));
        let counts = house.at(days(4), |tx, desk| desk.board_counts(tx, &actor('S'))).unwrap();
        assert!(counts.iter().any(|it| it.kind == "watched" && it.open == 1 && it.overdue == 1), "{counts:?}");
        let it = house.escalations(&one.id).into_iter().find(|it| it.kind == EscalationKind::Watched).unwrap();
        house.settles('S', &it, "已督促办理").unwrap();
        assert!(seen('S', "watched", days(4)).is_empty());
    });
}
