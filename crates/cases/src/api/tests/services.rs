//! Applications for service items: told once, accepted, refused, asked about; and what is printed of them.

use std::collections::BTreeMap;

use base::Result;
use base::ids::CaseId;
use testkit::pdf::text;

use super::{House, code, days, each, hours};
use crate::api::{
    ApplicationView, Close, MaterialsCheck, NewCase, NewQuestion, NewRefusal, QuestionsQuery, Tick, ToldOf, Words,
};
use crate::model::service::{ApplicationState, MaterialState, PaperKind};
use crate::model::{Case, Status, Target};
use crate::testing::{actor, complaint};

/// Number porting, the service item of the telecom pack.
fn porting(application: Option<MaterialsCheck>) -> NewCase {
    NewCase {
        kind: "service_request".to_owned(),
        class: Some("number_porting".to_owned()),
        channel: "phone".to_owned(),
        subject: "办理携号转网".to_owned(),
        description: "客户要求把号码转到其他运营商".to_owned(),
        fields: BTreeMap::default(),
        application,
        ..complaint(super::after(hours(20)))
    }
}

fn check(received: &[&str], notify: bool) -> MaterialsCheck {
    let tick = |id: &&str| ((*id).to_owned(), Tick { state: MaterialState::Received, note: None });
    MaterialsCheck {
        applicant: Some("holder".to_owned()),
        materials: received.iter().map(tick).collect(),
        notify,
        ..MaterialsCheck::default()
    }
}

impl House {
    fn applies(&self, application: Option<MaterialsCheck>) -> Case {
        self.at(hours(0), move |tx, desk| desk.open(tx, &actor('A'), porting(application))).unwrap()
    }

    fn checks(&self, who: char, after: base::Span, case: &CaseId, it: MaterialsCheck) -> Result<Case> {
        let case = case.clone();
        self.at(after, move |tx, desk| desk.check_materials(tx, &actor(who), &case, &it))
    }

    fn application(&self, who: char, case: &CaseId) -> ApplicationView {
        let (desk, case) = (self.desk.clone(), case.clone());
        self.it
            .db
            .read_blocking(move |tx| {
                let texts = texts();
                let words = Words { texts: &texts, lang: web::Lang::Zh };
                desk.application(tx, &actor(who), &case, words)
            })
            .unwrap()
    }

    fn counts_to_answer(&self, who: char) -> i64 {
        let desk = self.desk.clone();
        self.it.db.read_blocking(move |tx| desk.counts(tx, &actor(who))).unwrap().to_answer
    }
}

fn texts() -> web::Texts {
    web::Texts::new(&[web::TEXTS, policy::TEXTS, crate::TEXTS]).unwrap()
}

#[test]
fn what_is_complete_is_accepted_at_once_and_its_term_begins() {
    each(|house| {
        let case = house.applies(Some(check(&["identity", "application"], true)));
        let it = house.application('A', &case.id);
        assert_eq!((it.state, it.notices, it.papers.len()), (ApplicationState::Accepted, 0, 1));
        assert_eq!(it.papers[0].kind, PaperKind::Receipt);
        let id = case.id.clone();
        let clocks = house.it.db.read_blocking(move |tx| crate::store::clocks::of(tx, &id)).unwrap();
        let term = clocks.iter().find(|it| it.target == Target::Resolution).unwrap();
        assert_eq!((term.policy.as_str(), term.rule.as_str()), ("services@1", "tx-01"));
        let story = house.story(&case.id);
        assert!(story.ends_with("application_checked clock_started application_accepted"), "{story}");
        let again = house.checks('A', hours(1), &case.id, check(&["identity"], false));
        assert_eq!(code(again), "cases.application_over");
    });
}

#[test]
fn what_is_missing_is_told_once_the_case_waits_and_is_accepted_when_all_has_come() {
    each(|house| {
        let case = house.applies(Some(check(&["identity"], true)));
        let it = house.application('A', &case.id);
        assert_eq!(
            (it.state, it.missing.clone(), case.status),
            (ApplicationState::Waiting, vec!["application".to_owned()], Status::Paused)
        );
        assert!(it.papers[0].text.contains("1. 携号转网业务登记单"), "{}", it.papers[0].text);
        assert!(!it.papers[0].text.contains("机主有效身份证件"));
        assert!(
            !house.story(&case.id).contains("clock_started clock_started"),
            "no resolution clock before acceptance"
        );
        // Nobody is told again of the same.
        assert_eq!(code(house.checks('S', hours(1), &case.id, check(&[], true))), "cases.told_already");
        // The identity document turns out to be no good: that could have been said the first time.
        let lost = MaterialsCheck {
            materials: [(
                "identity".to_owned(),
                Tick { state: MaterialState::Missing, note: Some("证件已过期".to_owned()) },
            )]
            .into(),
            ..check(&[], true)
        };
        assert_eq!(code(house.checks('A', hours(2), &case.id, lost.clone())), "cases.second_notice");
        let allowed = MaterialsCheck { reason: Some("窗口未核对有效期".to_owned()), ..lost };
        house.checks('S', hours(2), &case.id, allowed).unwrap();
        let told = house.it.log().into_iter().rfind(|it| it.kind == "cases.application_notified.v1").unwrap();
        let told: serde_json::Value = serde_json::from_str(&told.body).unwrap();
        assert_eq!((&told["count"], &told["late"]), (&2.into(), &serde_json::json!(["identity"])));
        // Everything has come: anyone of the unit ticks it off.
        let case = house.checks('B', days(1), &case.id, check(&["identity", "application"], false)).unwrap();
        assert_eq!((house.application('A', &case.id).state, case.status), (ApplicationState::Accepted, Status::Open));
        let accepted = house.it.log().into_iter().rfind(|it| it.kind == "cases.application_accepted.v1").unwrap();
        let accepted: serde_json::Value = serde_json::from_str(&accepted.body).unwrap();
        assert_eq!((&accepted["notices"], &accepted["at_first_visit"]), (&2.into(), &false.into()));
    });
}

#[test]
fn what_is_not_decided_is_not_closed_as_solved_and_a_refusal_names_its_ground() {
    each(|house| {
        let case = house.applies(None);
        let id = case.id.clone();
        let solved = Close { outcome: Some("solved".to_owned()), grounds: Some("x".to_owned()) };
        let closed = house.at(hours(1), move |tx, desk| desk.close(tx, &actor('S'), &id, None, &solved));
        assert!(closed.is_err());
        let id = case.id.clone();
        let refuse =
            |ground: &str| NewRefusal { ground: ground.to_owned(), note: Some("合约期至明年三月".to_owned()) };
        let unknown = refuse("weather");
        let failed = house.at(hours(1), move |tx, desk| desk.refuse_application(tx, &actor('A'), &id, &unknown));
        assert_eq!(code(failed), "cases.unknown_ground");
        let (id, contract) = (case.id.clone(), refuse("contract"));
        house.at(hours(1), move |tx, desk| desk.refuse_application(tx, &actor('A'), &id, &contract)).unwrap();
        let it = house.application('A', &case.id);
        assert_eq!(it.state, ApplicationState::Refused);
        for wanted in ["号码尚有未解除的在网期限约定", "《携号转网服务管理规定》", "合约期至明年三月", "12345"]
        {
            assert!(it.papers[0].text.contains(wanted), "{wanted}: {}", it.papers[0].text);
        }
    });
}

#[test]
fn a_question_waits_for_its_leader_and_nothing_is_decided_meanwhile() {
    each(|house| {
        let case = house.applies(Some(check(&["identity"], false)));
        let id = case.id.clone();
        let ask = NewQuestion { text: "旧版登记单能否使用？".to_owned() };
        house.at(hours(1), move |tx, desk| desk.ask_leader(tx, &actor('A'), &id, &ask)).unwrap();
        assert_eq!((house.counts_to_answer('S'), house.counts_to_answer('B')), (1, 0));
        assert_eq!(code(house.checks('A', hours(1), &case.id, check(&["application"], true))), "cases.open_question");
        // What comes meanwhile is written down, and accepts nothing.
        house.checks('A', hours(1), &case.id, check(&["application"], false)).unwrap();
        let it = house.application('S', &case.id);
        assert_eq!(
            (it.state, it.questions[0].may_answer, it.questions[0].leaders[0].name.as_str()),
            (ApplicationState::Checking, true, "person S")
        );
        let question = it.questions[0].id.clone();
        let answer = |who: char, words: &'static str| {
            let (case, question) = (case.id.clone(), question.clone());
            house.at(hours(4), move |tx, desk| desk.answer_window(tx, &actor(who), &case, &question, words))
        };
        assert_eq!(code(answer('B', "可以")), "cases.question_not_yours");
        assert_eq!(code(answer('S', " ")), "cases.text_missing");
        answer('S', "可以使用").unwrap();
        assert_eq!(code(answer('S', "可以使用")), "cases.question_over");
        assert_eq!(house.counts_to_answer('S'), 0);
        let story = house.story(&case.id);
        assert!(story.contains("deadline_missed"), "{story}");
        assert!(story.ends_with("deadline_met question_answered"), "{story}");
        let case = house.checks('A', hours(4), &case.id, check(&[], false)).unwrap();
        assert_eq!(house.application('A', &case.id).state, ApplicationState::Accepted);
    });
}

#[test]
fn trays_hold_what_waits_for_one_and_what_one_asked() {
    each(|house| {
        for _ in 0..3 {
            let case = house.applies(None);
            let ask = NewQuestion { text: "请示".to_owned() };
            house.at(hours(1), move |tx, desk| desk.ask_leader(tx, &actor('A'), &case.id, &ask)).unwrap();
        }
        let pages = |who: char, tray: &'static str| {
            let desk = house.desk.clone();
            house
                .it
                .db
                .read_blocking(move |tx| {
                    let texts = texts();
                    let words = Words { texts: &texts, lang: web::Lang::Zh };
                    let (mut found, mut after) = (Vec::new(), None);
                    loop {
                        let query = QuestionsQuery { tray: Some(tray.to_owned()), after, limit: Some(2) };
                        let page = desk.questions(tx, &actor(who), &query, words)?;
                        found.push(page.items.len());
                        after = page.next;
                        if after.is_none() {
                            return Ok(found);
                        }
                    }
                })
                .unwrap()
        };
        assert_eq!((pages('S', "mine"), pages('A', "asked")), (vec![2, 1], vec![2, 1]));
        assert_eq!((pages('A', "mine"), pages('S', "asked"), pages('E', "mine")), (vec![0], vec![0], vec![0]));
    });
}

#[test]
fn papers_are_printed_with_who_and_when_and_told_to_the_customer() {
    each(|house| {
        let case = house.applies(Some(check(&["identity"], true)));
        let paper = house.application('A', &case.id).papers[0].id.clone();
        let (id, told) = (case.id.clone(), ToldOf { how: "in_person".to_owned(), at: None });
        let of = paper.clone();
        house.at(hours(1), move |tx, desk| desk.told_of_paper(tx, &actor('A'), &id, &of, &told)).unwrap();
        let id = case.id.clone();
        let (one, whole) = house
            .at(hours(1), move |tx, desk| {
                let texts = texts();
                let words = Words { texts: &texts, lang: web::Lang::Zh };
                let one = desk.print_paper(tx, &actor('A'), &id, &paper, words)?;
                Ok((one, desk.print_case(tx, &actor('A'), &id, words)?))
            })
            .unwrap();
        assert_eq!(one.name, format!("一次性告知书-{}-1.pdf", case.number));
        let said = text(&paper::pdf(&one.paper).unwrap());
        for wanted in [
            "一次性告知书",
            "携号转网业务登记单",
            "机主本人",
            "通信服务中心",
            "打印：person A 2026-03-02 10:00",
            "第 1 页，共 1 页",
        ] {
            assert!(said.contains(wanted), "{wanted}: {said}");
        }
        assert!(!said.contains("王小明"), "the name is masked");
        let said = text(&paper::pdf(&whole.paper).unwrap());
        for wanted in
            ["工单卷宗", "办理经过", "受理了工单", "一次性告知", "办理携号转网", "服务事项办理", "打印：person A"]
        {
            assert!(said.contains(wanted), "{wanted}: {said}");
        }
        assert!(!said.contains("{{"), "{said}");
        let story = house.story(&case.id);
        assert!(story.ends_with("printed printed"), "{story}");
    });
}
