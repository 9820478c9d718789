//! What people are told of beside their cases (POL-2, PPL-6, PPL-11).

use std::sync::Arc;

use base::Span;
use base::ids::PersonId;
use db::Tx;
use db::listeners::Listener;
use policy::Policies;
use policy::api::{Act, advance};
use policy::model::PolicyRef;
use serde_json::{Value, json};

use super::house::{Cast, House, PASSWORD, newcomer};
use crate::api;
use crate::jobs::Newsreader;

pub(super) fn hear(house: &House) {
    let reader: Arc<dyn Listener> = Arc::new(Newsreader(house.people.clone()));
    house.it.hear(&reader);
}

pub(super) fn join(house: &House, login: &str, unit: &base::ids::UnitId, role: &str) -> PersonId {
    let (people, new) = (house.people.clone(), newcomer(login, unit, &[role]));
    let add = move |tx: &mut Tx<'_>| {
        let hash = api::hash_password(PASSWORD, [1; 16])?;
        let id = api::add_hashed(&people, tx, &web::Actor::system(), &new, &hash)?.id;
        api::keep_password(tx, &id, &hash)?;
        Ok(id)
    };
    house.it.db.write_blocking(add).unwrap()
}

/// What somebody is told of, the newest first.
pub(super) fn told(house: &House, login: &str) -> Vec<String> {
    let by = house.sign_in(login, PASSWORD);
    let news = house.ask(&by, "GET", "/news", Value::Null).body;
    news["items"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap().to_owned()).collect()
}

fn draft(house: &House, author: &PersonId) -> PolicyRef {
    let text = include_str!("../../../../../policies/common/sign_in.toml").replace("failures = 5", "failures = 6");
    let document = Arc::new(policy::rules::read(&text).unwrap());
    let document = policy::packs::PackDocument { files: Vec::new(), text: text.into(), document };
    let terms = policy::api::Terms { author: Some(author.clone()), approver: None, effective_from: None };
    let load = move |tx: &mut Tx<'_>| policy::api::load(tx, &[document], &terms);
    match house.it.db.write_blocking(load).unwrap().pop() {
        Some(policy::api::Loaded::Drafted(it)) => it,
        other => panic!("no draft: {other:?}"),
    }
}

fn go(house: &House, name: &PolicyRef, act: Act, by: &PersonId) {
    let (name, by) = (name.clone(), by.clone());
    house.it.db.write_blocking(move |tx| advance(tx, &Policies::new(), &name, act, &by).map(drop)).unwrap();
    house.it.clock.advance(Span::SECOND);
    hear(house);
}

#[test]
fn a_policy_tells_those_it_waits_for_and_its_author_what_became_of_it() {
    House::each(|house, cast| {
        let author = join(house, "author", &cast.company, "supervisor");
        let reviewer = join(house, "reviewer", &cast.company, "supervisor");
        let manager = join(house, "manager", &cast.company, "manager");
        join(house, "far", &cast.south, "supervisor");
        hear(house);
        let name = draft(house, &author);
        go(house, &name, Act::Submit, &author);
        assert_eq!(told(house, "reviewer"), ["policy_to_review"]);
        assert_eq!(told(house, "manager"), ["policy_to_review"]);
        assert!(
            told(house, "author").is_empty() && told(house, "agent").is_empty(),
            "nobody is told of their own doing"
        );
        assert!(told(house, "far").is_empty(), "their right does not reach the whole organisation");
        go(house, &name, Act::Reject, &reviewer);
        assert_eq!(told(house, "author"), ["policy_sent_back"]);
        go(house, &name, Act::Submit, &author);
        go(house, &name, Act::Review, &reviewer);
        assert_eq!(told(house, "manager")[0], "policy_to_approve");
        assert_eq!(told(house, "reviewer"), ["policy_to_review", "policy_to_review"], "they cannot approve");
        go(house, &name, Act::Approve, &manager);
        assert_eq!(told(house, "author"), ["policy_approved", "policy_sent_back"]);
        let by = house.sign_in("author", PASSWORD);
        let news = house.ask(&by, "GET", "/news", Value::Null).body;
        let newest = &news["items"][0];
        assert_eq!(
            (&newest["body"]["policy"], &newest["actor_name"]),
            (&json!(name.to_string()), &json!("manager 先生"))
        );
        assert_eq!(newest["unseen"], json!(true));
        let seen = house.ask(&by, "POST", "/news/seen", json!({ "until": newest["at"] })).body;
        assert!(seen["items"].as_array().unwrap().iter().all(|it| it["unseen"] == json!(false)));
        // Heard again from the beginning, nothing is told twice.
        house.it.db.write_blocking(|tx| db::listeners::reset(tx, "people.news")).unwrap();
        hear(house);
        assert_eq!(told(house, "author").len(), 2);
    });
}

fn certificate(cast: &Cast) -> Value {
    json!({ "person_id": cast.agent, "kind": "mandarin", "number": "PTH-2-0731", "issued": "2025-03-01",
        "expires": "2026-04-30", "evidence": "" })
}

#[test]
fn a_certificate_that_ends_soon_is_told_to_its_holder_and_to_who_leads_them_most_nearly() {
    House::each(|house, cast| {
        join(house, "lead", &cast.hotline, "team_lead");
        join(house, "above", &cast.north, "supervisor");
        let hr = house.sign_in("hr", PASSWORD);
        assert_eq!(house.ask(&hr, "POST", "/certificates", certificate(cast)).status, 200);
        hear(house);
        house.pass(Span::DAY.times(30));
        hear(house);
        for login in ["agent", "lead"] {
            assert_eq!(told(house, login), ["certificate_ending"], "{login}");
        }
        assert!(told(house, "above").is_empty() && told(house, "other").is_empty());
        let by = house.sign_in("lead", PASSWORD);
        let item = house.ask(&by, "GET", "/news", Value::Null).body["items"][0].clone();
        assert_eq!((&item["person_name"], &item["body"]["person_id"]), (&json!("agent 先生"), &json!(cast.agent)));
    });
}

#[test]
fn reviewers_hear_when_reviews_are_due_and_those_who_change_people_what_to_withdraw() {
    House::each(|house, cast| {
        join(house, "auditor", &cast.company, "auditor");
        hear(house);
        let admin = house.sign_in("admin", PASSWORD);
        let path = format!("/people-access/{}/review", cast.agent);
        let asked = house.ask(&admin, "POST", &path, json!({ "verdict": "withdraw", "note": "已调走" }));
        assert_eq!(asked.status, 200, "{asked:?}");
        hear(house);
        assert_eq!(told(house, "hr"), ["access_to_withdraw"]);
        assert!(told(house, "agent").is_empty(), "not to the person themselves");
        house.pass(Span::DAY.times(182));
        assert_eq!(told(house, "auditor"), ["review_due"], "one for all of the day");
        assert_eq!(told(house, "admin"), ["review_due", "review_assigned"], "nobody else leads here");
        let by = house.sign_in("auditor", PASSWORD);
        let item = house.ask(&by, "GET", "/news", Value::Null).body["items"][0].clone();
        assert_eq!(item["body"]["count"], json!(5));
    });
}

#[test]
fn whoever_stands_in_is_told_as_well() {
    let (house, cast) = House::with_cast();
    let post = {
        let hr = house.sign_in("hr", PASSWORD);
        let body = json!({ "unit_id": cast.company, "name": "制度审批", "kind": "manager" });
        house.ask(&hr, "POST", "/posts", body).text("id")
    };
    let manager = join(&house, "manager", &cast.company, "manager");
    let author = join(&house, "author", &cast.company, "supervisor");
    let hr = house.sign_in("hr", PASSWORD);
    let version = house.ask(&hr, "GET", &format!("/people/{manager}"), Value::Null).body["version"].clone();
    let admin = house.sign_in("admin", PASSWORD);
    let placed =
        house.ask(&admin, "PATCH", &format!("/people/{manager}"), json!({ "version": version, "post_id": post }));
    assert_eq!(placed.status, 200, "{placed:?}");
    let body = json!({ "version": 1, "backup_id": cast.other });
    let named = house.ask(&admin, "PUT", &format!("/posts/{post}/backups"), body);
    assert_eq!(named.status, 200, "{named:?}");
    let by = house.sign_in("manager", PASSWORD);
    let away = house.ask(
        &by,
        "POST",
        "/absences",
        json!({ "kind": "leave", "until": "2026-03-10T00:00:00Z", "reason": "休假" }),
    );
    assert_eq!(away.status, 200, "{away:?}");
    hear(&house);
    let name = draft(&house, &author);
    go(&house, &name, Act::Submit, &author);
    assert_eq!(told(&house, "other"), ["policy_to_review"]);
}
