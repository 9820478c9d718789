//! Rounds of reviews of access: who is asked, reminded, passed over (OVS-2).

use base::Span;
use base::ids::PersonId;
use serde_json::{Value, json};

use super::house::{Browser, Cast, House, PASSWORD, Told};
use super::news::{join, told};

const ROUNDS: &str = "/people-access/rounds";

struct Staffed {
    admin: Browser,
    lead: PersonId,
    above: PersonId,
}

/// A lead of the hotline, a supervisor of the site above, and a round that is open.
fn staffed(house: &House, cast: &Cast) -> Staffed {
    let lead = join(house, "lead", &cast.hotline, "supervisor");
    let above = join(house, "above", &cast.north, "supervisor");
    house.it.clock.advance(Span::SECOND);
    let admin = house.sign_in("admin", PASSWORD);
    let opened = house.ask(&admin, "POST", ROUNDS, Value::Null);
    assert_eq!((opened.status, &opened.body["people"]), (200, &json!(6)), "{opened:?}");
    Staffed { admin, lead, above }
}

/// Who is asked to review somebody.
fn reviewer(house: &House, login: &str) -> Value {
    let by = house.sign_in("admin", PASSWORD);
    let report = house.ask(&by, "GET", "/people-access", Value::Null).body;
    let row = report["items"].as_array().unwrap().iter().find(|it| it["login"] == login).unwrap();
    row["under_way"]["reviewer_id"].clone()
}

/// The logins of those whom somebody is to review.
fn mine(house: &House, login: &str) -> Vec<String> {
    let by = house.sign_in(login, PASSWORD);
    let report = house.ask(&by, "GET", "/people-access?mine=true", Value::Null).body;
    report["items"].as_array().unwrap().iter().map(|it| it["login"].as_str().unwrap().to_owned()).collect()
}

fn keep(house: &House, by: &Browser, person: &PersonId) -> Told {
    house.ask(by, "POST", &format!("/people-access/{person}/review"), json!({ "verdict": "keep" }))
}

#[test]
fn each_is_reviewed_by_who_leads_them_and_the_page_says_how_far_it_is() {
    House::each(|house, cast| {
        let it = staffed(house, cast);
        assert_eq!(reviewer(house, "agent"), json!(it.lead));
        let file = String::from_utf8(house.file(&it.admin, "/people-access/export?format=csv")).unwrap();
        let line = file.lines().find(|it| it.starts_with("agent,")).unwrap();
        assert!(line.contains(",lead"), "who reviews them stands in the file: {line}");
        assert_eq!(reviewer(house, "lead"), json!(it.above));
        assert_eq!(reviewer(house, "other"), json!(cast.admin), "nobody leads the south");
        assert_eq!(reviewer(house, "admin"), Value::Null, "nobody reviews themselves");
        assert_eq!(
            (mine(house, "lead"), told(house, "lead")),
            (vec!["agent".to_owned()], vec!["review_assigned".to_owned()])
        );
        assert!(mine(house, "agent").is_empty());
        let again = house.ask(&it.admin, "POST", ROUNDS, Value::Null);
        assert_eq!(again.brief(), (409, "people.nobody_to_review"));
        let lead = house.sign_in("lead", PASSWORD);
        assert_eq!(keep(house, &lead, &cast.other).brief(), (403, "web.no_right"), "asked about one, not about others");
        let agent = house.sign_in("agent", PASSWORD);
        assert_eq!(keep(house, &agent, &cast.agent).brief(), (403, "web.no_right"));
        let kept = keep(house, &lead, &cast.agent);
        assert_eq!((kept.status, &kept.body["under_way"]), (200, &Value::Null));
        assert_eq!(keep(house, &lead, &cast.agent).brief(), (403, "web.no_right"), "it is done");
        assert!(mine(house, "lead").is_empty());
        let rounds = house.ask(&it.admin, "GET", ROUNDS, Value::Null).body;
        let round = &rounds["items"][0];
        assert_eq!((&round["done"], &round["overdue"], &round["closed_at"]), (&json!(1), &json!(0), &Value::Null));
        let share = round["reviewers"].as_array().unwrap().iter().find(|one| one["reviewer_id"] == json!(it.lead));
        assert_eq!(share.unwrap()["done"], json!(1));
        let kinds = house.events();
        assert_eq!(kinds.iter().filter(|it| *it == "people.review_round_opened.v1").count(), 1);
        assert_eq!(kinds.iter().filter(|it| *it == "people.review_assigned.v1").count(), 6);
    });
}

#[test]
fn a_round_ends_with_the_last_review() {
    House::each(|house, cast| {
        let it = staffed(house, cast);
        let second = join(house, "second", &cast.company, "administrator");
        let by = house.sign_in("second", PASSWORD);
        for person in [&cast.agent, &cast.other, &cast.hr, &cast.admin, &it.lead, &it.above] {
            assert_eq!(keep(house, &by, person).status, 200);
        }
        let round = house.ask(&by, "GET", ROUNDS, Value::Null).body["items"][0].clone();
        assert_eq!(round["done"], json!(6));
        assert!(round["closed_at"].is_string(), "{round}");
        house.it.clock.advance(Span::SECOND);
        let next = house.ask(&it.admin, "POST", ROUNDS, Value::Null);
        assert_eq!(next.body["people"], json!(7), "whoever joined since is taken into the round of the day");
        assert_eq!(reviewer(house, "second"), json!(cast.admin));
        assert_ne!(reviewer(house, "second"), json!(second));
    });
}

#[test]
fn reviewers_are_reminded_and_what_is_overdue_goes_up() {
    House::each(|house, cast| {
        let it = staffed(house, cast);
        house.pass(Span::DAY.times(12));
        assert_eq!(told(house, "lead"), ["review_near", "review_assigned"]);
        house.pass(Span::DAY.times(3));
        assert_eq!(told(house, "lead")[0], "review_overdue");
        let admin = house.sign_in("admin", PASSWORD);
        let overdue = house.ask(&admin, "GET", ROUNDS, Value::Null).body["items"][0]["overdue"].clone();
        assert_eq!(overdue, json!(6));
        house.pass(Span::DAY.times(7));
        assert_eq!(reviewer(house, "agent"), json!(it.above), "whoever stands above the lead");
        assert_eq!(mine(house, "above"), ["agent"]);
        assert_eq!(reviewer(house, "lead"), json!(cast.admin));
        let lead = house.sign_in("lead", PASSWORD);
        assert_eq!(keep(house, &lead, &cast.agent).brief(), (403, "web.no_right"), "it is theirs no more");
        house.pass(Span::DAY.times(7));
        assert_eq!(reviewer(house, "agent"), json!(cast.admin));
    });
}

#[test]
fn an_administrator_names_another_reviewer_who_can_see_the_person() {
    House::each(|house, cast| {
        let admin = house.sign_in("admin", PASSWORD);
        let give = |of: &PersonId, to: &PersonId| {
            house.ask(&admin, "POST", &format!("/people-access/{of}/reviewer"), json!({ "reviewer_id": to }))
        };
        assert_eq!(give(&cast.agent, &cast.admin).brief(), (409, "people.not_under_review"));
        let it = staffed(house, cast);
        assert_eq!(give(&cast.other, &it.above).brief(), (422, "people.reviewer_unfit"), "they do not see the south");
        assert_eq!(give(&cast.agent, &cast.other).brief(), (422, "people.reviewer_unfit"), "an agent of elsewhere");
        assert_eq!(give(&it.above, &it.above).brief(), (422, "people.reviewer_unfit"), "nobody reviews themselves");
        let given = give(&cast.agent, &it.above);
        assert_eq!((given.status, &given.body["under_way"]["reviewer_id"]), (200, &json!(it.above)));
        assert_eq!(mine(house, "above"), ["agent", "lead"]);
        assert!(mine(house, "lead").is_empty());
    });
}

#[test]
fn a_round_opens_by_itself_when_somebody_is_due() {
    House::each(|house, cast| {
        join(house, "lead", &cast.hotline, "supervisor");
        super::news::hear(house);
        house.pass(Span::DAY.times(182));
        assert_eq!(mine(house, "lead"), ["agent"]);
        let admin = house.sign_in("admin", PASSWORD);
        let rounds = house.ask(&admin, "GET", ROUNDS, Value::Null).body;
        assert_eq!((rounds["items"].as_array().unwrap().len(), &rounds["items"][0]["people"]), (1, &json!(5)));
    });
}
