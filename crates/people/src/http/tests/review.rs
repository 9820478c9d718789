//! Who may do what and why, and what reviewers say of it (OVS-2).

use base::Span;
use serde_json::{Value, json};

use super::house::{Browser, Cast, House, PASSWORD};

fn row(house: &House, by: &Browser, login: &str) -> Value {
    let report = house.ask(by, "GET", "/people-access", Value::Null).body;
    report["items"].as_array().unwrap().iter().find(|it| it["login"] == login).cloned().unwrap()
}

fn review(house: &House, by: &Browser, cast: &Cast, verdict: &str, note: &str) -> super::house::Told {
    let body = json!({ "verdict": verdict, "note": note });
    house.ask(by, "POST", &format!("/people-access/{}/review", cast.agent), body)
}

#[test]
fn a_reviewer_confirms_or_asks_to_withdraw_and_sees_what_changed_since() {
    House::each(|house, cast| {
        let (admin, hr) = (house.sign_in("admin", PASSWORD), house.sign_in("hr", PASSWORD));
        assert_eq!(row(house, &admin, "agent")["findings"], json!([]));
        assert_eq!(review(house, &hr, cast, "keep", "").brief(), (403, "web.no_right"));
        assert_eq!(review(house, &admin, cast, "withdraw", " ").brief(), (422, "people.reason_missing"));
        assert_eq!(review(house, &admin, cast, "keep", "").body["reviewed"]["verdict"], "keep");
        house.it.clock.advance(Span::SECOND);
        let roles = json!({ "version": 1, "roles": ["team_lead"] });
        assert_eq!(house.ask(&hr, "PATCH", &format!("/people/{}", cast.agent), roles).status, 200);
        let changed = row(house, &admin, "agent");
        assert_eq!(changed["findings"], json!(["changed"]));
        assert_eq!(changed["reviewed"]["given"], json!(["team_lead"]));
        assert_eq!(changed["reviewed"]["taken"], json!(["hotline_agent"]));
        let asked = review(house, &admin, cast, "withdraw", "不再带班");
        assert_eq!(asked.body["findings"], json!(["withdraw"]));
        house.it.clock.advance(Span::SECOND);
        let roles = json!({ "version": 2, "roles": ["hotline_agent"] });
        assert_eq!(house.ask(&hr, "PATCH", &format!("/people/{}", cast.agent), roles).status, 200);
        assert_eq!(row(house, &admin, "agent")["findings"], json!(["changed"]), "what was asked for was done");
        let told = house.it.log().into_iter().filter(|it| it.kind == "people.access_reviewed.v1");
        assert!(
            told.into_iter()
                .all(|it| it.actor.as_ref() == Some(&cast.admin) && it.person.as_ref() == Some(&cast.agent))
        );
        let own = format!("/people-access/{}/review", cast.admin);
        let told = house.ask(&admin, "POST", &own, json!({ "verdict": "keep" }));
        assert_eq!(told.brief(), (403, "people.about_oneself"));
    });
}

#[test]
fn a_review_is_due_again_after_the_time_of_policy() {
    let (house, cast) = House::with_cast();
    let admin = house.sign_in("admin", PASSWORD);
    assert_eq!(review(&house, &admin, &cast, "keep", "").status, 200);
    house.it.clock.advance(Span::DAY.times(181));
    let admin = house.sign_in("admin", PASSWORD);
    assert_eq!(row(&house, &admin, "agent")["findings"], json!(["due", "unused"]));
}

#[test]
fn rights_that_were_lent_are_named_with_who_lent_them() {
    House::each(|house, cast| {
        let admin = house.sign_in("admin", PASSWORD);
        let roles = json!({ "version": 1, "roles": ["supervisor"] });
        house.ask(&admin, "PATCH", &format!("/people/{}", cast.other), roles);
        let other = house.sign_in("other", PASSWORD);
        let until = testkit::START + Span::DAY;
        let body = json!({ "to_id": cast.other, "rights": ["cases.transfer"], "until": until, "reason": "x" });
        assert_eq!(house.ask(&other, "POST", "/delegations", body).brief(), (404, "people.person_not_found"));
        let boss = json!({ "to_id": cast.agent, "rights": ["cases.supervise"], "until": until, "reason": "x" });
        // A supervisor of the south sees nobody of the north; one of the whole company does.
        assert_eq!(house.ask(&other, "POST", "/delegations", boss.clone()).brief(), (404, "people.person_not_found"));
        let moved = json!({ "version": 2, "unit_id": cast.company });
        assert_eq!(house.ask(&admin, "PATCH", &format!("/people/{}", cast.other), moved).status, 200);
        assert_eq!(house.ask(&other, "POST", "/delegations", boss).status, 200);
        let rights = row(house, &admin, "agent")["rights"].clone();
        let lent = rights.as_array().unwrap().iter().find(|it| it["source"] == "delegation").unwrap();
        assert_eq!((&lent["right"], &lent["through"]), (&json!("cases.supervise"), &json!("other 先生")));
    });
}

#[test]
fn the_report_is_taken_out_as_csv_and_excel() {
    let (house, _) = House::with_cast();
    let admin = house.sign_in("admin", PASSWORD);
    let csv = house.file(&admin, "/people-access/export?format=csv");
    let text = String::from_utf8(csv).unwrap();
    assert!(text.starts_with("\u{feff}登录名,姓名"), "{text}");
    assert_eq!(text.lines().count(), 5);
    assert!(text.contains("cases.read (role: hotline_agent own)"), "{text}");
    assert!(house.file(&admin, "/people-access/export?format=xlsx").starts_with(b"PK"));
}
