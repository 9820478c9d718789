//! Signing in with a code beside the password (SEC-2).

use base::{Clock as _, Span};
use serde_json::{Value, json};

use super::house::{Browser, House, PASSWORD, Told, browser};
use crate::rules::totp::{base32, code, step_of};

/// The code that an app shows for a secret typed in, at the moment of the house.
fn shown(house: &House, secret: &str) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: Vec<u8> = secret
        .chars()
        .flat_map(|it| {
            let value = u8::try_from(letters.find(it).unwrap()).unwrap();
            (0..5).rev().map(move |at| value >> at & 1)
        })
        .collect();
    let bytes: Vec<u8> = bits.chunks_exact(8).map(|it| it.iter().fold(0, |all, one| all << 1 | one)).collect();
    assert_eq!(base32(&bytes), secret);
    code(&bytes, step_of(house.it.clock.now()))
}

fn enrol(house: &House, by: &Browser) -> (String, Vec<String>) {
    let begun = house.ask(by, "POST", "/session/second-factor", json!({ "password": PASSWORD }));
    assert_eq!(begun.status, 200, "{begun:?}");
    assert!(begun.text("picture").contains("<svg"));
    let secret = begun.text("secret");
    let codes = confirm(house, by, &secret);
    (secret, codes)
}

/// Types the first code; answers the recovery codes.
pub fn confirm(house: &House, by: &Browser, secret: &str) -> Vec<String> {
    let confirmed = house.ask(by, "POST", "/session/second-factor/confirm", json!({ "code": shown(house, secret) }));
    assert_eq!(confirmed.status, 200, "{confirmed:?}");
    confirmed.body["codes"].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

fn knock(house: &House, code: &str) -> Told {
    let body = json!({ "login": "agent", "password": PASSWORD, "code": code });
    house.ask(&Browser::default(), "POST", "/session", body)
}

#[test]
fn a_code_is_asked_for_beside_the_password_and_holds_once() {
    House::each(|house, _| {
        let (agent, there) = (house.sign_in("agent", PASSWORD), house.sign_in("agent", PASSWORD));
        let (secret, recovery) = enrol(house, &agent);
        assert_eq!(recovery.len(), 10);
        assert_eq!(house.ask(&there, "GET", "/session", Value::Null).status, 401, "other sessions end");
        assert_eq!(house.ask(&agent, "GET", "/session", Value::Null).status, 200);
        assert_eq!(house.knock("agent", PASSWORD).brief(), (401, "people.code_needed"));
        assert_eq!(house.knock("agent", "wrong password").brief(), (401, "people.sign_in_refused"));
        assert_eq!(knock(house, &shown(house, &secret)).brief(), (403, "people.wrong_code"), "used to enrol");
        house.it.clock.advance(Span::SECOND.times(30));
        let good = shown(house, &secret);
        assert_eq!(knock(house, &good).status, 200);
        assert_eq!(knock(house, &good).brief(), (403, "people.wrong_code"), "a replay");
        let recover = |typed: &str| knock(house, typed).brief().0;
        assert_eq!((recover(&recovery[0].to_lowercase()), recover(&recovery[0])), (200, 403), "once");
        let state = house.ask(&agent, "GET", "/session/second-factor", Value::Null).body;
        assert_eq!((&state["recovery_left"], &state["required"]), (&json!(9), &json!(false)));
        assert!(house.events().contains(&"people.recovery_code_used.v1".to_owned()));
    });
}

#[test]
fn guessing_codes_is_slowed_and_a_secret_never_lies_open() {
    let (house, cast) = House::with_cast();
    let agent = house.sign_in("agent", PASSWORD);
    let (secret, recovery) = enrol(&house, &agent);
    for _ in 0..5 {
        assert_eq!(knock(&house, "000000").brief(), (403, "people.wrong_code"));
    }
    assert_eq!(knock(&house, &recovery[0]).brief(), (429, "people.too_many_tries"));
    house.it.clock.advance(Span::MINUTE.times(15));
    assert_eq!(knock(&house, &shown(&house, &secret)).status, 200);
    let person = cast.agent.clone();
    let stored = house.it.db.read_blocking(move |tx| {
        tx.one::<(Vec<u8>,)>("SELECT sealed FROM people_second_factor WHERE person_id = $1", db::args![person])
    });
    let stored = String::from_utf8_lossy(&stored.unwrap().0).into_owned();
    assert!(!stored.contains(&secret));
}

#[test]
fn enrolling_and_removing_ask_for_the_password_once_more() {
    let (house, _) = House::with_cast();
    let agent = house.sign_in("agent", PASSWORD);
    let ask = |path: &str, password: &str| house.ask(&agent, "POST", path, json!({ "password": password }));
    assert_eq!(ask("/session/second-factor", "wrong").brief(), (403, "people.wrong_password"));
    assert_eq!(ask("/session/second-factor/remove", PASSWORD).brief(), (404, "people.no_second_factor"));
    assert_eq!(ask("/session/second-factor/recovery-codes", PASSWORD).brief(), (404, "people.no_second_factor"));
    let wrong = house.ask(&agent, "POST", "/session/second-factor/confirm", json!({ "code": "123456" }));
    assert_eq!(wrong.brief(), (404, "people.no_second_factor"));
    let (_, old) = enrol(&house, &agent);
    assert_eq!(ask("/session/second-factor", PASSWORD).brief(), (409, "people.second_factor_there"));
    assert_eq!(ask("/session/second-factor/recovery-codes", PASSWORD).status, 200);
    assert_eq!(knock(&house, &old[0]).brief(), (403, "people.wrong_code"), "old ones stop working");
    assert_eq!(ask("/session/second-factor/remove", PASSWORD).status, 204);
    assert_eq!(house.knock("agent", PASSWORD).status, 200);
}

#[test]
fn an_administrator_resets_a_lost_second_factor_on_record() {
    let (house, cast) = House::with_cast();
    let (agent, hr) = (house.sign_in("agent", PASSWORD), house.sign_in("hr", PASSWORD));
    enrol(&house, &agent);
    let path = format!("/people/{}/second-factor", cast.agent);
    let other = house.sign_in("other", PASSWORD);
    assert_eq!(house.ask(&other, "DELETE", &path, Value::Null).brief(), (403, "web.no_right"));
    let own = format!("/people/{}/second-factor", cast.hr);
    assert_eq!(house.ask(&hr, "DELETE", &own, Value::Null).brief(), (403, "people.about_oneself"));
    let admin = format!("/people/{}/second-factor", cast.admin);
    assert_eq!(house.ask(&hr, "DELETE", &admin, Value::Null).brief(), (403, "people.person_too_powerful"));
    assert_eq!(house.ask(&hr, "DELETE", &path, Value::Null).status, 204);
    assert_eq!(house.ask(&agent, "GET", "/session", Value::Null).status, 401, "their sessions end");
    assert_eq!(house.knock("agent", PASSWORD).status, 200);
    assert_eq!(house.ask(&hr, "DELETE", &path, Value::Null).brief(), (404, "people.no_second_factor"));
    assert!(house.events().contains(&"people.second_factor_removed.v1".to_owned()));
}

#[test]
fn whom_policy_asks_for_a_second_factor_does_nothing_before_they_have_one() {
    let (house, cast) = House::with_cast();
    let shipped = include_str!("../../../../../policies/common/sign_in.toml");
    let text = shipped.replace("roles = []", "roles = [\"hotline_agent\"]");
    let document = std::sync::Arc::new(policy::rules::read(&text).unwrap());
    let document = policy::packs::PackDocument { files: Vec::new(), text: text.into(), document };
    let terms = policy::api::Terms { author: Some(cast.hr), approver: Some(cast.admin), effective_from: None };
    let load = move |tx: &mut db::Tx<'_>| policy::api::load(tx, &[document], &terms).map(drop);
    house.it.db.write_blocking(load).unwrap();
    let agent = browser(&house.knock("agent", PASSWORD));
    let session = house.ask(&agent, "GET", "/session", Value::Null).body;
    assert_eq!((&session["must_enrol"], &session["rights"]), (&json!(true), &json!([])));
    assert_eq!(house.ask(&agent, "GET", "/people", Value::Null).brief(), (403, "web.no_right"));
    enrol(&house, &agent);
    assert_eq!(house.ask(&agent, "GET", "/people", Value::Null).status, 200);
    let remove = house.ask(&agent, "POST", "/session/second-factor/remove", json!({ "password": PASSWORD }));
    assert_eq!(remove.brief(), (403, "people.second_factor_required"));
}
