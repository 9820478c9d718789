//! Signing in by an identity provider that really listens (SEC-2).

use base::{Clock as _, Span};
use serde_json::{Value, json};

use super::house::{Browser, Cast, House, PASSWORD, Told, browser};
use super::issuer::{CLIENT, Issuer, SECRET};

const ORIGIN: (&str, &str) = ("origin", "https://desk.example.com");

fn entered(issuer: &Issuer) -> Value {
    json!({ "name": "企业账号", "issuer": issuer.address(), "client_id": CLIENT, "client_secret": SECRET,
        "claim": "staff_no", "insecure_loopback": true, "active": true })
}

/// A house with a provider, and its id.
fn with_provider(house: &House, issuer: &Issuer) -> String {
    let admin = house.sign_in("admin", PASSWORD);
    let told = house.ask(&admin, "POST", "/identity-providers", entered(issuer));
    assert_eq!(told.status, 200, "{told:?}");
    told.text("id")
}

fn begin(house: &House, provider: &str) -> (Browser, String) {
    let path = format!("/sign-in/providers/{provider}");
    let told = house.send(&Browser::default(), "POST", &path, &[ORIGIN], &json!({ "next": "/cases?view=mine" }));
    assert_eq!(told.status, 200, "{told:?}");
    (waiting(&told), told.text("address"))
}

/// The browser while somebody is at the provider.
fn waiting(told: &Told) -> Browser {
    let ticket = told.ticket.as_deref().unwrap();
    assert!(ticket.contains("HttpOnly") && ticket.contains("SameSite=Lax"));
    Browser { cookie: ticket.split(';').next().unwrap().to_owned(), csrf: String::new() }
}

fn seconds(house: &House) -> i64 {
    house.it.clock.now().0 / 1000
}

/// Goes there and comes back as somebody of these claims.
fn come(house: &House, issuer: &Issuer, provider: &str, claims: &Value) -> Told {
    let (by, page) = begin(house, provider);
    let said = issuer.sign_in(&page, seconds(house), claims);
    house.ask(&by, "POST", "/sign-in/return", said)
}

fn session(told: &Told) -> Browser {
    assert_eq!(told.status, 200, "{told:?}");
    let cookie = told.cookie.as_deref().unwrap().split(';').next().unwrap().to_owned();
    Browser { cookie, csrf: told.body["session"]["csrf"].as_str().unwrap().to_owned() }
}

fn agent() -> Value {
    json!({ "sub": "u-17", "staff_no": "AGENT" })
}

fn publish(house: &House, cast: &Cast, change: impl Fn(&str) -> String) {
    let text = change(include_str!("../../../../../policies/common/sign_in.toml"));
    let document = std::sync::Arc::new(policy::rules::read(&text).unwrap());
    let document = policy::packs::PackDocument { files: Vec::new(), text: text.into(), document };
    let (author, approver) = (Some(cast.hr.clone()), Some(cast.admin.clone()));
    let terms = policy::api::Terms { author, approver, effective_from: None };
    let load = move |tx: &mut db::Tx<'_>| policy::api::load(tx, &[document], &terms).map(drop);
    house.it.db.write_blocking(load).unwrap();
}

#[test]
fn somebody_is_recognised_once_by_a_claim_and_then_by_their_name_there() {
    House::each(|house, cast| {
        let issuer = Issuer::begin();
        let provider = with_provider(house, &issuer);
        let ways = house.ask(&Browser::default(), "GET", "/sign-in", Value::Null).body;
        assert_eq!(ways["providers"], json!([{ "id": provider, "name": "企业账号" }]));
        assert_eq!(ways["passwords_for_administrators"], json!(false));
        let first = come(house, &issuer, &provider, &agent());
        assert_eq!(first.body["next"], "/cases?view=mine");
        let by = session(&first);
        assert!(first.ticket.as_deref().unwrap().contains("Max-Age=0"), "the ticket is taken back");
        assert_eq!(house.ask(&by, "GET", "/session", Value::Null).body["person"]["id"], json!(cast.agent));
        let open = house.ask(&by, "GET", "/sessions", Value::Null).body;
        assert_eq!(open[0]["provider"], "企业账号");
        // Their number changed there: it is still them.
        let again = come(house, &issuer, &provider, &json!({ "sub": "u-17", "staff_no": "other" }));
        session(&again);
        assert_eq!(again.body["session"]["person"]["id"], json!(cast.agent));
        let names = house.ask(&by, "GET", &format!("/people/{}/providers", cast.agent), Value::Null).body;
        assert_eq!(names[0]["provider_name"], "企业账号");
        let events = house.events();
        let count = |kind: &str| events.iter().filter(|it| *it == kind).count();
        assert_eq!((count("people.provider_name_bound.v1"), count("people.signed_in.v1")), (1, 3));
        assert_eq!(house.ask(&by, "DELETE", "/session", Value::Null).status, 204);
        assert_eq!(house.ask(&by, "GET", "/session", Value::Null).status, 401);
    });
}

#[test]
fn whoever_is_not_somebody_who_works_here_is_refused_on_record() {
    House::each(|house, cast| {
        let issuer = Issuer::begin();
        let provider = with_provider(house, &issuer);
        let come = |claims: Value| come(house, &issuer, &provider, &claims);
        assert_eq!(come(json!({ "sub": "u-1", "staff_no": "nobody" })).brief(), (403, "people.person_unknown"));
        issuer.say_more(json!({ "sub": "u-1" }));
        assert_eq!(come(json!({ "sub": "u-1" })).brief(), (403, "people.person_unknown"));
        session(&come(agent()));
        let other = come(json!({ "sub": "u-99", "staff_no": "agent" }));
        assert_eq!(other.brief(), (403, "people.known_by_another"), "the number went to somebody else");
        let hr = house.sign_in("hr", PASSWORD);
        let path = format!("/people/{}", cast.agent);
        for (version, status) in [(1, "suspended"), (2, "left")] {
            let told = house.ask(&hr, "PATCH", &path, json!({ "version": version, "status": status }));
            assert_eq!(told.status, 200, "{told:?}");
            assert_eq!(come(agent()).brief(), (403, "people.person_inactive"));
        }
        let refused = house.events().iter().filter(|it| *it == "people.sign_in_refused.v1").count();
        assert_eq!(refused, 5);
        // Somebody who is not active is not bound either.
        assert_eq!(
            house
                .ask(&hr, "PATCH", &format!("/people/{}", cast.other), json!({ "version": 1, "status": "left" }))
                .status,
            200
        );
        assert_eq!(come(json!({ "sub": "u-2", "staff_no": "other" })).brief(), (403, "people.person_inactive"));
        assert_eq!(house.ask(&hr, "GET", &format!("/people/{}/providers", cast.other), Value::Null).body, json!([]));
    });
}

#[test]
fn a_token_that_is_wrong_lets_nobody_in() {
    let (house, _) = House::with_cast();
    let issuer = Issuer::begin();
    let provider = with_provider(&house, &issuer);
    let now = seconds(&house);
    for (field, value) in [
        ("aud", json!("another program")),
        ("iss", json!("https://evil.example")),
        ("nonce", json!("of another sign-in")),
        ("nonce", Value::Null),
        ("exp", json!(now - 3600)),
        ("iat", json!(now + 3600)),
        ("azp", json!("another program")),
        ("sub", json!("")),
    ] {
        let mut claims = agent();
        claims[field] = value.clone();
        let told = come(&house, &issuer, &provider, &claims);
        assert_eq!(told.brief(), (502, "people.provider_trouble"), "{field}: {value}");
        assert!(told.cookie.is_none());
    }
    session(&come(&house, &issuer, &provider, &agent()));
}

#[test]
fn what_comes_back_fits_the_browser_that_left_or_nothing() {
    let (house, _) = House::with_cast();
    let issuer = Issuer::begin();
    let provider = with_provider(&house, &issuer);
    let over = (403, "people.sign_in_over");
    let (by, page) = begin(&house, &provider);
    let said = issuer.sign_in(&page, seconds(&house), &agent());
    let back = |by: &Browser, said: &Value| house.ask(by, "POST", "/sign-in/return", said.clone());
    assert_eq!(back(&Browser::default(), &said).brief(), over, "another browser");
    let (other, _) = begin(&house, &provider);
    assert_eq!(back(&other, &said).brief(), over, "another sign-in of the same browser");
    let forged = Browser { cookie: by.cookie.replace("hearth_sign_in=e", "hearth_sign_in=f"), ..by.clone() };
    assert_eq!(back(&forged, &said).brief(), over, "a ticket that was changed");
    let mut wrong = said.clone();
    wrong["state"] = json!("another");
    assert_eq!(back(&by, &wrong).brief(), over);
    let denied = json!({ "state": said["state"], "error": "access_denied", "error_description": "not for you" });
    assert_eq!(back(&by, &denied).brief(), (403, "people.provider_denied"));
    let mut mixed = said.clone();
    mixed["iss"] = json!("https://evil.example");
    assert_eq!(back(&by, &mixed).brief(), (502, "people.provider_trouble"), "an answer of another provider");
    session(&back(&by, &said));
    assert_eq!(back(&by, &said).brief(), (502, "people.provider_trouble"), "a code is good once");
    let (late, page) = begin(&house, &provider);
    let said = issuer.sign_in(&page, seconds(&house), &agent());
    house.it.clock.advance(Span::MINUTE.times(11));
    assert_eq!(back(&late, &said).brief(), over, "too long away");
    let cross = [("sec-fetch-site", "cross-site"), ORIGIN];
    let path = format!("/sign-in/providers/{provider}");
    let told = house.send(&Browser::default(), "POST", &path, &cross, &json!({}));
    assert_eq!(told.brief(), (403, "web.bad_csrf"), "another site's page begins nothing");
    assert_eq!(house.ask(&Browser::default(), "POST", &path, json!({})).brief(), (403, "web.bad_csrf"));
}

#[test]
fn whoever_comes_back_in_vain_too_often_waits() {
    let (house, _) = House::with_cast();
    let issuer = Issuer::begin();
    let provider = with_provider(&house, &issuer);
    let (by, page) = begin(&house, &provider);
    let state = issuer.sign_in(&page, seconds(&house), &agent())["state"].clone();
    let denied = || house.ask(&by, "POST", "/sign-in/return", json!({ "state": state, "error": "access_denied" }));
    for _ in 0..50 {
        assert_eq!(denied().brief(), (403, "people.provider_denied"));
    }
    assert_eq!(denied().brief(), (429, "people.too_many_tries"));
    assert_eq!(house.events().iter().filter(|it| *it == "people.sign_in_refused.v1").count(), 50);
    house.it.clock.advance(Span::MINUTE.times(16));
    session(&come(&house, &issuer, &provider, &agent()));
}

#[test]
fn a_provider_that_changes_its_key_is_asked_for_the_new_one_and_not_too_often() {
    let (house, _) = House::with_cast();
    let issuer = Issuer::begin();
    let provider = with_provider(&house, &issuer);
    session(&come(&house, &issuer, &provider, &agent()));
    issuer.turn_key();
    assert_eq!(come(&house, &issuer, &provider, &agent()).status, 502, "it was asked a moment ago");
    assert_eq!(issuer.asked_for_keys(), 1);
    house.it.clock.advance(Span::MINUTE);
    session(&come(&house, &issuer, &provider, &agent()));
    assert_eq!(issuer.asked_for_keys(), 2);
}

#[test]
fn what_the_token_leaves_out_is_asked_for_and_has_to_be_of_the_same_person() {
    let (house, cast) = House::with_cast();
    let issuer = Issuer::begin();
    let provider = with_provider(&house, &issuer);
    issuer.say_more(json!({ "sub": "somebody else", "staff_no": "admin" }));
    let told = come(&house, &issuer, &provider, &json!({ "sub": "u-17" }));
    assert_eq!(told.brief(), (502, "people.provider_trouble"));
    issuer.say_more(json!({ "sub": "u-17", "staff_no": "agent" }));
    let told = come(&house, &issuer, &provider, &json!({ "sub": "u-17" }));
    assert_eq!(told.body["session"]["person"]["id"], json!(cast.agent));
}

#[test]
fn a_provider_leads_nowhere_but_where_it_should() {
    let (house, _) = House::with_cast();
    let issuer = Issuer::begin();
    let provider = with_provider(&house, &issuer);
    let admin = house.sign_in("admin", PASSWORD);
    let check = || house.ask(&admin, "POST", &format!("/identity-providers/{provider}/check"), Value::Null);
    assert_eq!((check().status, &check().body["keys"]), (200, &json!(1)));
    for over in [
        json!({ "issuer": "https://another.example" }),
        json!({ "jwks_uri": "http://metadata.internal/keys" }),
        json!({ "token_endpoint": "http://10.0.0.1/" }),
        json!({ "jwks_uri": "file:///etc/passwd" }),
        json!({ "userinfo_endpoint": "http://10.0.0.1/" }),
        json!({ "jwks_uri": format!("{}/moved", issuer.address()) }),
        json!({ "jwks_uri": format!("{}/nothing", issuer.address()) }),
        json!({ "jwks_uri": format!("{}/.well-known/openid-configuration", issuer.address()) }),
        json!({ "authorization_endpoint": 1 }),
        json!({ "padding": "x".repeat(600_000) }),
    ] {
        issuer.say(over.clone());
        assert_eq!(
            check().brief(),
            (502, "people.provider_wrong"),
            "{}",
            over.to_string().get(..60).unwrap_or("short")
        );
    }
    issuer.say(json!({}));
    assert_eq!(check().status, 200);
}

#[test]
fn providers_are_entered_with_care_and_their_secret_is_never_shown() {
    House::each(|house, _| {
        let issuer = Issuer::begin();
        let admin = house.sign_in("admin", PASSWORD);
        let mut bad = entered(&issuer);
        bad["insecure_loopback"] = json!(false);
        bad["client_id"] = json!("a\nb");
        bad["email_domain"] = json!("nonsense");
        let told = house.ask(&admin, "POST", "/identity-providers", bad);
        let fields: Vec<&str> =
            told.body["problems"].as_array().unwrap().iter().map(|it| it["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["issuer", "client_id", "email_domain"]);
        let id = with_provider(house, &issuer);
        session(&come(house, &issuer, &id, &agent()));
        let listed = house.ask(&admin, "GET", "/identity-providers", Value::Null).body;
        assert!(!listed.to_string().contains("s3cret"));
        assert_eq!((&listed["items"][0]["has_secret"], &listed["items"][0]["people"]), (&json!(true), &json!(1)));
        let stored =
            house.it.db.read_blocking(|tx| tx.one::<(Vec<u8>,)>("SELECT secret FROM people_provider", db::args![]));
        assert!(!String::from_utf8_lossy(&stored.unwrap().0).contains("s3cret"));
        let path = format!("/identity-providers/{id}");
        let mut moved = entered(&issuer);
        moved["version"] = json!(1);
        moved["issuer"] = json!("https://id.example.com");
        assert_eq!(house.ask(&admin, "PATCH", &path, moved).brief(), (409, "people.provider_issuer_kept"));
        let mut off = entered(&issuer);
        off["version"] = json!(1);
        off["active"] = json!(false);
        off["client_secret"] = Value::Null;
        assert_eq!(
            house.ask(&admin, "PATCH", &path, off.clone()).body["has_secret"],
            json!(true),
            "left out, it stays"
        );
        assert_eq!(house.ask(&admin, "PATCH", &path, off).brief(), (409, "people.stale"));
        let begun = house.send(&Browser::default(), "POST", &format!("/sign-in/providers/{id}"), &[ORIGIN], &json!({}));
        assert_eq!(begun.brief(), (404, "people.provider_not_found"), "it is switched off");
    });
}

#[test]
fn passwords_can_be_left_to_administrators_while_there_is_another_way() {
    House::each(|house, cast| {
        publish(house, cast, |it| it.replace("passwords = true", "passwords = false"));
        assert_eq!(house.knock("agent", PASSWORD).status, 200, "no provider is switched on");
        let issuer = Issuer::begin();
        let provider = with_provider(house, &issuer);
        assert_eq!(house.knock("agent", PASSWORD).brief(), (403, "people.passwords_off"));
        assert_eq!(house.knock("agent", "wrong password").brief(), (401, "people.sign_in_refused"));
        assert_eq!(house.knock("admin", PASSWORD).status, 200, "for the day the provider is down");
        let ways = house.ask(&Browser::default(), "GET", "/sign-in", Value::Null).body;
        assert_eq!(ways["passwords_for_administrators"], json!(true));
        session(&come(house, &issuer, &provider, &agent()));
        assert!(house.events().contains(&"people.sign_in_refused.v1".to_owned()));
    });
}

#[test]
fn our_second_factor_is_asked_for_unless_the_provider_asked_for_one_that_is_trusted() {
    House::each(|house, cast| {
        let roles = |it: &str| it.replace("roles = []", "roles = [\"hotline_agent\"]");
        publish(house, cast, |it| roles(it).replace("trusted_factors = []", "trusted_factors = [\"mfa\"]"));
        let issuer = Issuer::begin();
        let provider = with_provider(house, &issuer);
        let mut strong = agent();
        strong["amr"] = json!(["pwd", "mfa"]);
        let by = session(&come(house, &issuer, &provider, &strong));
        let asked = house.ask(&by, "GET", "/session", Value::Null).body;
        assert_eq!(asked["must_enrol"], json!(false), "the provider asked for one");
        let weak = session(&come(house, &issuer, &provider, &agent()));
        assert_eq!(house.ask(&weak, "GET", "/session", Value::Null).body["must_enrol"], json!(true));
        // Whoever has just come from the provider enrols without a password, which they may not have.
        let state = house.ask(&weak, "GET", "/session/second-factor", Value::Null).body;
        assert_eq!(state["password_asked"], json!(false));
        let begun = house.ask(&weak, "POST", "/session/second-factor", json!({}));
        let recovery = super::second_factor::confirm(house, &weak, &begun.text("secret"));
        let waiting_for_code = come(house, &issuer, &provider, &agent());
        assert_eq!((waiting_for_code.status, &waiting_for_code.body["session"]), (200, &Value::Null));
        let there = waiting(&waiting_for_code);
        let code = |code: &str| house.ask(&there, "POST", "/sign-in/return/code", json!({ "code": code }));
        assert_eq!(code("000000").brief(), (403, "people.wrong_code"));
        session(&code(&recovery[0]));
        let before = begin(house, &provider).0;
        let early = house.ask(&before, "POST", "/sign-in/return/code", json!({ "code": &recovery[1] }));
        assert_eq!(early.brief(), (403, "people.sign_in_over"), "nobody came back yet");
        session(&come(house, &issuer, &provider, &strong));
        let old = browser(&house.ask(
            &Browser::default(),
            "POST",
            "/session",
            json!({ "login": "agent", "password": PASSWORD, "code": &recovery[2] }),
        ));
        let asked = house.ask(&old, "POST", "/session/second-factor/remove", json!({}));
        assert_eq!(asked.brief(), (403, "people.sign_in_again"), "a session by password proves nothing by itself");
    });
}

#[test]
fn a_name_is_forgotten_by_those_who_change_people_and_ends_their_sessions() {
    let (house, cast) = House::with_cast();
    let issuer = Issuer::begin();
    let provider = with_provider(&house, &issuer);
    let by = session(&come(&house, &issuer, &provider, &agent()));
    let path = format!("/people/{}/providers/{provider}", cast.agent);
    assert_eq!(house.ask(&by, "DELETE", &path, Value::Null).brief(), (403, "web.no_right"));
    let hr = house.sign_in("hr", PASSWORD);
    assert_eq!(house.ask(&hr, "DELETE", &path, Value::Null).status, 204);
    assert_eq!(house.ask(&by, "GET", "/session", Value::Null).status, 401);
    assert_eq!(house.ask(&hr, "DELETE", &path, Value::Null).brief(), (404, "people.provider_not_found"));
    session(&come(&house, &issuer, &provider, &json!({ "sub": "u-new", "staff_no": "agent" })));
}
