//! What the public brings in: taken in once, followed by its code, answered, worked on again.

use base::{Result, Span};
use proptest::prelude::*;

use super::{House, code, days, each, hours};
use crate::api::{BroughtIn, Knock, NewPromise, PortalCase, Reply, Said, Tracked, TrackingCode};
use crate::model::portal::CaseStanding;
use crate::model::{Case, Confirmation};
use crate::store;
use crate::testing::{START, actor};

fn complaint(request: &str) -> BroughtIn {
    BroughtIn {
        request: request.to_owned(),
        kind: "complaint".to_owned(),
        subject: "账单多扣了一个月".to_owned(),
        description: "十月已停机，仍扣了月租".to_owned(),
        name: "李小红".to_owned(),
        contact: "13900139000".to_owned(),
        happened_at: Some(START - Span::HOUR),
        fields: [("demand", "退回月租"), ("service_number", "02088886666")]
            .map(|(name, it)| (name.to_owned(), it.into()))
            .into(),
        website: String::new(),
    }
}

fn not_satisfied(words: &str) -> Said {
    Said { satisfied: false, score: Some(1), words: words.to_owned() }
}

impl House {
    fn brings(&self, at: Span, new: BroughtIn) -> Result<TrackingCode> {
        self.at(at, move |tx, desk| desk.bring_in(tx, &new))
    }

    fn tracks(&self, by: &TrackingCode) -> PortalCase {
        let by = tracked(by);
        self.at(hours(1), move |tx, desk| desk.track(tx, &by)).unwrap().unwrap()
    }

    fn says(&self, at: Span, by: &TrackingCode, said: Said) -> Result<PortalCase> {
        let by = tracked(by);
        self.at(at, move |tx, desk| desk.customer_says(tx, &by, &said))
    }

    fn writes(&self, by: &TrackingCode, request: &str, text: &str) -> Result<PortalCase> {
        let (by, request, text) = (tracked(by), request.to_owned(), text.to_owned());
        self.at(hours(1), move |tx, desk| desk.customer_writes(tx, &by, &request, &text))
    }

    fn case_of(&self, by: &TrackingCode) -> Case {
        let number = by.number;
        self.it.db.read_blocking(move |tx| store::portal::of_number(tx, number)).unwrap().unwrap()
    }

    /// Somebody takes the case and brings it to where the customer is asked.
    fn handled(&self, by: &TrackingCode) {
        let id = self.case_of(by).id;
        self.at(hours(1), move |tx, desk| {
            let me = actor('C');
            let person = me.by().cloned();
            desk.assign(tx, &me, &id, None, person.as_ref())?;
            let reply = Reply { body: "已核实，将退费。".to_owned(), channel: None };
            desk.reply(tx, &me, &id, None, &reply)?;
            for to in ["diagnose", "propose", "carry_out", "confirm"] {
                desk.step(tx, &me, &id, None, to, None)?;
            }
            Ok(())
        })
        .unwrap();
    }
}

fn tracked(by: &TrackingCode) -> Tracked {
    Tracked { number: by.number, code: by.code.clone() }
}

/// The portal's unit of the shipped policy is not in the house of the tests: its cases go to one that is.
fn each_with_portal(test: impl Fn(&House)) {
    each(|house| {
        let done = house
            .it
            .db
            .write_blocking(|tx| tx.send("UPDATE people_unit SET code = 'complaints' WHERE name = 'unit T'", &[]));
        done.unwrap();
        test(house);
    });
}

#[test]
fn what_is_brought_in_twice_is_one_case_with_one_code() {
    each_with_portal(|house| {
        let first = house.brings(Span(0), complaint("11111111-a")).unwrap();
        let again = house.brings(hours(1), complaint("11111111-a")).unwrap();
        let other = house.brings(hours(1), complaint("22222222-b")).unwrap();
        assert_eq!(first, again);
        assert!(other.number != first.number && other.code != first.code);
        let case = house.case_of(&first);
        assert_eq!((case.channel.as_str(), case.owner_id, case.customer_id.is_some()), ("portal", None, true));
        let seen = house.tracks(&first);
        assert_eq!((seen.standing, seen.subject.as_str()), (CaseStanding::Received, "账单多扣了一个月"));
        assert!(seen.answer_by.is_some() && seen.solve_by.is_some() && seen.may_write && !seen.may_reopen);
    });
}

#[test]
fn a_code_opens_its_own_case_and_no_other() {
    each_with_portal(|house| {
        let one = house.brings(Span(0), complaint("11111111-a")).unwrap();
        let two = house.brings(Span(0), complaint("22222222-b")).unwrap();
        for (number, typed) in [(one.number, &two.code), (two.number, &one.code), (99_999, &one.code)] {
            let by = Tracked { number, code: typed.clone() };
            assert_eq!(house.at(hours(1), move |tx, desk| desk.track(tx, &by)).unwrap(), None);
            let by = Tracked { number, code: typed.clone() };
            let wrong = house.at(hours(1), move |tx, desk| desk.customer_writes(tx, &by, "33333333", "你好"));
            assert_eq!(code(wrong), "cases.portal_unknown");
        }
        // A case that somebody took in on the phone has no code at all.
        let phone = house.complaint('A');
        let by = Tracked { number: phone.number, code: one.code.clone() };
        assert_eq!(house.at(hours(1), move |tx, desk| desk.track(tx, &by)).unwrap(), None);
    });
}

#[test]
fn what_cannot_be_taken_in_names_what_is_wrong() {
    each_with_portal(|house| {
        let with = |change: fn(&mut BroughtIn)| {
            let mut new = complaint("11111111-a");
            change(&mut new);
            code(house.brings(Span(0), new))
        };
        assert_eq!(with(|it| it.request = "x".to_owned()), "cases.portal_request");
        assert_eq!(with(|it| it.website = "http://spam.example".to_owned()), "cases.portal_not_a_person");
        assert_eq!(with(|it| it.kind = "pre_sale".to_owned()), "cases.unknown_kind");
        assert_eq!(with(|it| it.description = "  ".to_owned()), "cases.portal_silent");
        assert_eq!(with(|it| it.description = "长".repeat(3001)), "cases.portal_too_long");
        assert_eq!(with(|it| it.name = String::new()), "cases.portal_nameless");
        assert_eq!(with(|it| it.contact = "找我".to_owned()), "cases.portal_contact");
        assert_eq!(with(|it| it.fields.clear()), "cases.incomplete");
        assert_eq!(with(|it| it.happened_at = None), "cases.incomplete");
    });
}

#[test]
fn too_much_for_one_contact_or_from_one_address_is_refused_until_time_has_passed() {
    each_with_portal(|house| {
        for at in 0..5 {
            house.brings(Span(0), complaint(&format!("request-{at}"))).unwrap();
        }
        assert_eq!(code(house.brings(hours(2), complaint("request-5"))), "cases.portal_too_often");
        house.brings(days(1) + hours(1), complaint("request-5")).unwrap();
        let knock =
            |at: Span, address: &'static str| house.at(at, move |tx, desk| desk.knocked(tx, address, Knock::Wrong));
        for _ in 0..10 {
            knock(days(2), "10.0.0.1").unwrap();
        }
        assert_eq!(code(knock(days(2), "10.0.0.1")), "cases.portal_too_often");
        let looks = house.at(days(2), |tx, desk| desk.may_knock(tx, "10.0.0.1", Knock::Wrong));
        assert_eq!(code(looks), "cases.portal_too_often");
        knock(days(2), "10.0.0.2").unwrap();
        knock(days(2) + Span(16 * 60_000), "10.0.0.1").unwrap();
    });
}

#[test]
fn a_message_comes_once_and_its_handler_is_told() {
    each_with_portal(|house| {
        let by = house.brings(Span(0), complaint("11111111-a")).unwrap();
        let id = house.case_of(&by).id;
        let taken = id.clone();
        house.at(hours(1), move |tx, desk| desk.assign(tx, &actor('C'), &taken, None, actor('C').by())).unwrap();
        house.writes(&by, "message-1", "补充：发票号 001").unwrap();
        let seen = house.writes(&by, "message-1", "补充：发票号 001").unwrap();
        assert_eq!(seen.words.iter().filter(|it| it.mine).count(), 2, "the matter and one message: {:?}", seen.words);
        assert_eq!(house.story(&id).matches("customer_wrote").count(), 1);
        let told = house.at(hours(2), |tx, desk| desk.notices(tx, &actor('C'))).unwrap();
        assert!(told.items.iter().any(|it| it.kind == "cases.customer_wrote.v1"));
        assert_eq!(code(house.writes(&by, "message-2", "  ")), "cases.portal_silent");
    });
}

#[test]
fn who_is_not_satisfied_has_the_case_worked_on_again_and_who_is_ends_it() {
    each_with_portal(|house| {
        let by = house.brings(Span(0), complaint("11111111-a")).unwrap();
        assert_eq!(code(house.says(hours(1), &by, not_satisfied("太慢"))), "cases.not_fed_back");
        house.handled(&by);
        let seen = house.tracks(&by);
        assert_eq!(seen.standing, CaseStanding::Asked);
        assert!(seen.words.iter().any(|it| !it.mine && it.text.contains("退费")));
        assert_eq!(code(house.says(hours(2), &by, not_satisfied(" "))), "cases.portal_why");
        let wrong = Said { score: Some(6), ..not_satisfied("太慢") };
        assert_eq!(code(house.says(hours(2), &by, wrong)), "cases.portal_score");
        let seen = house.says(hours(2), &by, not_satisfied("只退了一半")).unwrap();
        assert_eq!((seen.standing, seen.rating.unwrap().score), (CaseStanding::Working, 1));
        let case = house.case_of(&by);
        assert_eq!(case.reopen_count, 1);
        assert!(
            house.story(&case.id).ends_with("rated confirmed reopened clock_met clock_started clock_started")
                || house.story(&case.id).contains("rated confirmed"),
            "{}",
            house.story(&case.id)
        );
    });
}

#[test]
fn a_satisfied_customer_ends_nothing_that_is_still_owed_and_is_not_asked_again() {
    each_with_portal(|house| {
        let by = house.brings(Span(0), complaint("11111111-a")).unwrap();
        house.handled(&by);
        let id = house.case_of(&by).id;
        let promised = id.clone();
        let case = house.at(hours(1), move |tx, desk| {
            let promise = NewPromise { due_at: START + hours(5), text: "退款到账后告知".to_owned() };
            desk.promise(tx, &actor('C'), &promised, None, &promise)
        });
        case.unwrap();
        let glad = Said { satisfied: true, score: Some(5), words: "很好".to_owned() };
        let seen = house.says(hours(2), &by, glad).unwrap();
        assert_eq!((seen.standing, seen.may_confirm), (CaseStanding::Working, false));
        let case = house.case_of(&by);
        assert_eq!((case.confirmation, case.is_closed()), (Confirmation::Satisfied, false));
    });
}

#[test]
fn a_closed_case_takes_no_message_and_is_reopened_in_time_only() {
    each_with_portal(|house| {
        let mut new = complaint("11111111-a");
        new.kind = "suggestion".to_owned();
        let by = house.brings(Span(0), new).unwrap();
        let id = house.case_of(&by).id;
        house
            .at(hours(1), move |tx, desk| {
                let me = actor('T');
                desk.assign(tx, &me, &id, None, me.by())?;
                desk.reply(tx, &me, &id, None, &Reply { body: "谢谢".to_owned(), channel: None })?;
                let how =
                    crate::api::Close { outcome: Some("withdrawn".to_owned()), grounds: Some("已答复".to_owned()) };
                desk.close(tx, &me, &id, None, &how)
            })
            .unwrap();
        assert_eq!(house.tracks(&by).standing, CaseStanding::Closed);
        assert_eq!(code(house.writes(&by, "message-1", "还有")), "cases.portal_closed");
        let thanks = Said { satisfied: true, score: Some(5), words: String::new() };
        assert_eq!(house.says(hours(2), &by, thanks).unwrap().rating.unwrap().score, 5);
        assert_eq!(code(house.says(days(365), &by, not_satisfied("晚了"))), "cases.reopen_too_late");
        let seen = house.says(days(1), &by, not_satisfied("没有下文")).unwrap();
        assert_eq!((seen.standing, seen.may_write), (CaseStanding::Working, true));
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn no_code_but_its_own_opens_a_case(typed in "[0-9A-HJKMNP-TV-Z]{12}") {
        let right = crate::rules::portal::code("5eed5eed5eed5eed5eed");
        prop_assume!(typed != right.replace('-', ""));
        prop_assert!(!crate::rules::portal::is_code(&typed, &right));
    }
}
