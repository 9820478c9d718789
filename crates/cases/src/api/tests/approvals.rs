//! Approvals: asked, decided level by level, done with the last yes.

use base::ids::{ApprovalId, CaseId};
use base::{Fen, Result, Span};
use db::Tx;

use super::{House, after, code, each, hours};
use crate::Desk;
use crate::api::{Close, Decide, NewApproval, TrayQuery, Words};
use crate::model::approval::{Approval, ApprovalState, Ask, Verdict};
use crate::model::deadline::{DeadlineState, Part};
use crate::store;
use crate::testing::{actor, unit};

const WORDS: fn() -> &'static web::Texts = || Box::leak(Box::new(web::Texts::default()));

fn words() -> Words<'static> {
    Words { texts: WORDS(), lang: web::Lang::Zh }
}

fn money(fen: i64) -> NewApproval {
    let ask = Ask::Compensation { kind: "refund".to_owned(), fen: Fen(fen), budget_unit_id: unit('H') };
    NewApproval { ask, reason: "多收了话费".to_owned() }
}

fn say(verdict: Verdict, reason: Option<&str>) -> Decide {
    Decide { verdict, reason: reason.map(str::to_owned) }
}

impl House {
    fn asks(&self, who: char, case: &CaseId, new: NewApproval) -> Result<ApprovalId> {
        let case = case.clone();
        self.at(hours(0), move |tx, desk| desk.ask_approval(tx, &actor(who), &case, &new))
    }

    fn decides(&self, at: Span, who: char, case: &CaseId, id: &ApprovalId, how: Decide) -> Result<()> {
        let (case, id) = (case.clone(), id.clone());
        self.at(at, move |tx, desk| desk.decide_approval(tx, &actor(who), &case, &id, &how))
    }

    fn approval(&self, case: &CaseId, id: &ApprovalId) -> Approval {
        let (case, id) = (case.clone(), id.clone());
        self.it.db.read_blocking(move |tx| store::approvals::one(tx, &case, &id)).unwrap().unwrap()
    }

    fn waiting(&self, who: char) -> i64 {
        let desk = self.desk.clone();
        self.it.db.read_blocking(move |tx| desk.counts(tx, &actor(who))).unwrap().to_decide
    }
}

#[test]
fn compensation_goes_up_two_levels_and_is_given_with_the_last_yes() {
    each(|house| {
        let case = house.complaint('A');
        let id = house.asks('A', &case.id, money(20_000)).unwrap();
        assert_eq!((house.waiting('B'), house.waiting('S')), (1, 0));
        assert_eq!(
            code(house.decides(hours(1), 'S', &case.id, &id, say(Verdict::Approve, None))),
            "cases.approval_not_yours"
        );
        house.decides(hours(1), 'B', &case.id, &id, say(Verdict::Approve, Some("属实"))).unwrap();
        assert_eq!((house.waiting('B'), house.waiting('S')), (0, 1));
        let given = |it: &House, case: &CaseId| {
            let case = case.clone();
            it.it.db.read_blocking(move |tx| store::approvals::compensations(tx, &case)).unwrap()
        };
        assert!(given(house, &case.id).is_empty(), "nothing is given before the last yes");
        house.decides(hours(2), 'S', &case.id, &id, say(Verdict::Approve, None)).unwrap();
        assert_eq!(given(house, &case.id).iter().map(|it| it.fen).collect::<Vec<_>>(), [Fen(20_000)]);
        assert_eq!(house.approval(&case.id, &id).state, ApprovalState::Granted);
        let story = house.story(&case.id);
        let told: Vec<&str> =
            story.split(' ').filter(|it| it.starts_with("approval") || *it == "compensated").collect();
        assert_eq!(told, ["approval_asked", "approval_passed", "approval_granted", "compensated"]);
        assert_eq!(
            code(house.decides(hours(3), 'S', &case.id, &id, say(Verdict::Refuse, Some("晚")))),
            "cases.approval_decided"
        );
    });
}

#[test]
fn nobody_approves_what_they_asked_for() {
    each(|house| {
        let case = house.complaint('A');
        let id = house.asks('B', &case.id, money(4_000)).unwrap();
        assert_eq!(
            code(house.decides(hours(1), 'B', &case.id, &id, say(Verdict::Approve, None))),
            "cases.approval_own"
        );
        // B is the only team lead: their supervisor stands in, by policy's delegates.
        house.decides(hours(1), 'S', &case.id, &id, say(Verdict::Approve, None)).unwrap();
        let other = house.complaint('A');
        assert_eq!(code(house.asks('B', &other.id, money(20_000))), "cases.approval_nobody");
    });
}

#[test]
fn what_is_sent_back_waits_for_its_asker_and_then_for_the_same_level() {
    each(|house| {
        let case = house.complaint('A');
        let id = house.asks('A', &case.id, money(4_000)).unwrap();
        assert_eq!(
            code(house.decides(hours(1), 'B', &case.id, &id, say(Verdict::SendBack, None))),
            "cases.reason_missing"
        );
        house.decides(hours(1), 'B', &case.id, &id, say(Verdict::SendBack, Some("缺账单"))).unwrap();
        assert_eq!(
            code(house.decides(hours(1), 'B', &case.id, &id, say(Verdict::Approve, None))),
            "cases.approval_sent_back"
        );
        let (on, it) = (case.id.clone(), id.clone());
        house.at(hours(2), move |tx, desk| desk.answer_approval(tx, &actor('A'), &on, &it, "账单已附")).unwrap();
        house.decides(hours(3), 'B', &case.id, &id, say(Verdict::Refuse, Some("不属实"))).unwrap();
        assert_eq!(house.approval(&case.id, &id).state, ApprovalState::Refused);
        assert_eq!(house.waiting('B'), 0);
    });
}

#[test]
fn a_level_that_waits_too_long_is_warned_of_and_missed() {
    each(|house| {
        let case = house.complaint('A');
        let id = house.asks('A', &case.id, money(4_000)).unwrap();
        let key = id.to_string();
        house.at(Span::DAY.times(2), |_, _| Ok(())).unwrap();
        let live = house.it.db.read_blocking(move |tx| store::deadlines::live(tx, Part::Approval, &[key])).unwrap();
        assert_eq!(live[0].state, DeadlineState::Missed);
        assert!(house.story(&case.id).contains("deadline_warned"), "{}", house.story(&case.id));
        assert!(house.story(&case.id).contains("deadline_missed"));
        let notices = house.at(Span::DAY.times(2), |tx, desk| desk.notices(tx, &actor('B'))).unwrap();
        assert!(notices.items.iter().any(|it| it.kind == "cases.deadline_warned.v1"));
        assert!(notices.items.iter().any(|it| it.kind == "cases.approval_asked.v1"));
    });
}

#[test]
fn a_case_with_an_open_approval_does_not_close_and_with_an_approved_closing_it_does() {
    each(|house| {
        let case = house.complaint('A');
        let kept = case.id.clone();
        house.at(hours(1), move |tx, desk| keep_all(tx, desk, &kept)).unwrap();
        let closing =
            NewApproval { ask: Ask::Closing { outcome: "refused".to_owned() }, reason: "诉求无依据".to_owned() };
        let id = house.asks('A', &case.id, closing).unwrap();
        let on = case.id.clone();
        let how = Close { outcome: Some("refused".to_owned()), grounds: Some("据".to_owned()) };
        let refused = house.at(hours(2), move |tx, desk| desk.close(tx, &actor('S'), &on, None, &how));
        assert_eq!(code(refused), "cases.open_approval");
        house.decides(hours(2), 'S', &case.id, &id, say(Verdict::Approve, None)).unwrap();
        let on = case.id.clone();
        let closed = house.it.db.read_blocking(move |tx| store::case::any(tx, &on)).unwrap().unwrap();
        assert_eq!((closed.is_closed(), closed.outcome.as_deref()), (true, Some("refused")));
    });
}

fn keep_all(tx: &mut Tx<'_>, desk: &Desk, case: &CaseId) -> Result<()> {
    for it in store::promises::of(tx, case)? {
        desk.keep(tx, &actor('A'), case, &it.id, None)?;
    }
    Ok(())
}

#[test]
fn more_time_than_policy_gives_is_given_by_approval() {
    each(|house| {
        let case = house.complaint('A');
        let on = case.id.clone();
        let clocks = house.it.db.read_blocking(move |tx| store::clocks::of(tx, &on)).unwrap();
        let clock = clocks.iter().find(|it| it.target == crate::model::Target::Resolution).unwrap();
        let until = clock.due_ms + Span::DAY.times(60);
        let ask = Ask::Extension {
            clock_id: clock.id.clone(),
            until,
            told_at: after(hours(0)),
            told_how: "phone".to_owned(),
        };
        let id = house.asks('A', &case.id, NewApproval { ask, reason: "等鉴定".to_owned() }).unwrap();
        house.decides(hours(1), 'S', &case.id, &id, say(Verdict::Approve, None)).unwrap();
        let it = clock.id.clone();
        let now = house.it.db.read_blocking(move |tx| store::clocks::one(tx, &it)).unwrap().unwrap();
        assert_eq!(now.due_ms, until);
    });
}

#[test]
fn each_tray_shows_its_own_page_by_page() {
    each(|house| {
        for fen in [1_000, 2_000, 3_000] {
            let case = house.complaint('A');
            house.asks('A', &case.id, money(fen)).unwrap();
        }
        let tray = |who: char, tray: &str, after: Option<String>| {
            let query = TrayQuery { tray: Some(tray.to_owned()), after, limit: Some(2) };
            house.at(hours(1), move |tx, desk| desk.approvals(tx, &actor(who), &query, words())).unwrap()
        };
        for (who, name) in [('B', "mine"), ('A', "asked")] {
            let first = tray(who, name, None);
            let second = tray(who, name, first.next.clone());
            assert_eq!((first.items.len(), second.items.len(), second.next), (2, 1, None), "{name}");
        }
        let one = tray('B', "mine", None).items.remove(0);
        assert_eq!(one.actions, ["decide"]);
        house.decides(hours(1), 'B', &one.case_id, &one.id, say(Verdict::Approve, None)).unwrap();
        assert_eq!(tray('B', "decided", None).items.len(), 1);
        assert!(tray('E', "mine", None).items.is_empty());
    });
}
