use base::Span;
use serde_json::{Value, json};

use super::house::{Browser, House, PASSWORD, browser};

fn first(code: &str) -> Value {
    json!({ "code": code, "organisation": "暖台公司", "pack": "full", "login": "Wang", "name": "王丽", "password": PASSWORD })
}

#[test]
fn the_first_set_up_needs_the_printed_code_and_happens_once() {
    let house = House::empty();
    let nobody = Browser::default();
    assert_eq!(house.ask(&nobody, "GET", "/setup", Value::Null).body, json!({ "needed": true }));
    let people = house.people.clone();
    let code = house.it.db.read_blocking(move |tx| people.setup_code(tx)).unwrap().unwrap();
    assert_eq!(house.ask(&nobody, "POST", "/setup", first("AAAA-BBBB-CCCC")).brief(), (403, "people.wrong_setup_code"));
    let mut weak = first(&code);
    weak["password"] = json!("short");
    weak["organisation"] = json!("");
    let told = house.ask(&nobody, "POST", "/setup", weak);
    assert_eq!(told.brief(), (422, "people.fields"));
    assert_eq!(told.body["problems"].as_array().unwrap().len(), 2, "{told:?}");
    let mut unknown = first(&code);
    unknown["pack"] = json!("nothing");
    assert_eq!(house.ask(&nobody, "POST", "/setup", unknown).brief(), (404, "policy.unknown_pack"));
    let wang = browser(&house.ask(&nobody, "POST", "/setup", first(&code.to_lowercase())));
    let session = house.ask(&wang, "GET", "/session", Value::Null).body;
    assert_eq!(session["organisation"], "暖台公司");
    assert_eq!(session["person"]["roles"], json!(["administrator", "manager"]));
    assert!(session["rights"].as_array().unwrap().contains(&json!("system.admin")));
    assert_eq!(house.ask(&nobody, "GET", "/setup", Value::Null).body, json!({ "needed": false }));
    assert_eq!(house.ask(&nobody, "POST", "/setup", first(&code)).brief(), (409, "people.already_set_up"));
    assert!(house.events().contains(&"people.set_up.v1".to_owned()));
}

#[test]
fn a_wrong_password_and_an_unknown_login_get_the_same_answer() {
    let (house, _) = House::with_cast();
    let (wrong, unknown) = (house.knock("agent", "wrong password"), house.knock("nobody", PASSWORD));
    assert_eq!(wrong.brief(), (401, "people.sign_in_refused"));
    assert_eq!((wrong.status, wrong.body), (unknown.status, unknown.body));
    let right = house.knock(" AGENT ", PASSWORD);
    assert_eq!(right.body["person"]["login"], "agent");
    assert_eq!(right.body["must_change_password"], false);
}

#[test]
fn guessing_is_slowed_for_logins_that_exist_and_that_do_not() {
    let (house, _) = House::with_cast();
    for login in ["agent", "nobody"] {
        for _ in 0..5 {
            assert_eq!(house.knock(login, "wrong password").status, 401);
        }
        let told = house.knock(login, PASSWORD);
        assert_eq!(told.brief(), (429, "people.too_many_tries"));
        assert!(told.text("title").contains("900"), "{told:?}");
    }
    let from_elsewhere = house.send(
        &Browser::default(),
        "POST",
        "/session",
        &[("x-forwarded-for", "10.1.1.1, 10.2.2.2")],
        &json!({ "login": "agent", "password": PASSWORD }),
    );
    assert_eq!(from_elsewhere.status, 200, "a stranger cannot lock somebody out: {from_elsewhere:?}");
    house.it.clock.advance(Span::MINUTE.times(15));
    assert_eq!(house.knock("agent", PASSWORD).status, 200);
    assert!(house.events().contains(&"people.sign_in_locked.v1".to_owned()));
}

#[test]
fn locks_are_shown_to_those_who_change_people_and_opened_on_record() {
    House::each(|house, cast| {
        for login in ["agent", "nobody"] {
            for _ in 0..5 {
                assert_eq!(house.knock(login, "wrong password").status, 401);
            }
        }
        let (hr, other) = (house.sign_in("hr", PASSWORD), house.sign_in("other", PASSWORD));
        assert_eq!(house.ask(&other, "GET", "/sign-in-locks", Value::Null).brief(), (403, "web.no_right"));
        let locks = house.ask(&hr, "GET", "/sign-in-locks", Value::Null).body["items"].clone();
        let of = |name: Value| locks.as_array().unwrap().iter().find(|it| it["person_name"] == name).unwrap();
        let mine = of(json!("agent 先生"));
        assert_eq!((&mine["failures"], of(Value::Null)["failures"].clone()), (&json!(5), json!(5)));
        let path = format!("/sign-in-locks/{}", mine["id"].as_str().unwrap());
        assert_eq!(house.ask(&other, "DELETE", &path, Value::Null).brief(), (403, "web.no_right"));
        assert_eq!(house.knock("agent", PASSWORD).status, 429);
        assert_eq!(house.ask(&hr, "DELETE", &path, Value::Null).status, 204);
        assert_eq!(house.ask(&hr, "DELETE", &path, Value::Null).brief(), (404, "people.lock_not_found"));
        assert_eq!(house.knock("agent", PASSWORD).status, 200);
        let told = house.it.log().into_iter().find(|it| it.kind == "people.sign_in_unlocked.v1").unwrap();
        assert_eq!((told.actor.as_ref(), told.person.as_ref()), (Some(&cast.hr), Some(&cast.agent)));
    });
}

#[test]
fn the_cookie_is_out_of_reach_of_scripts_and_of_plain_connections() {
    let (house, _) = House::with_cast();
    let plain = house.knock("agent", PASSWORD).cookie.unwrap();
    assert!(plain.contains("; HttpOnly; SameSite=Lax; Max-Age=86400") && !plain.contains("Secure"), "{plain}");
    let body = json!({ "login": "agent", "password": PASSWORD });
    let nobody = Browser::default();
    let tls = house.send(&nobody, "POST", "/session", &[("x-forwarded-proto", "https")], &body);
    assert!(tls.cookie.unwrap().ends_with("; Secure"));
    let foreign = house.send(&nobody, "POST", "/session", &[("sec-fetch-site", "cross-site")], &body);
    assert_eq!(foreign.brief(), (403, "web.bad_csrf"));
}

#[test]
fn a_change_without_the_pages_token_is_refused() {
    let (house, _) = House::with_cast();
    let agent = house.sign_in("agent", PASSWORD);
    let forged = Browser { csrf: "0".repeat(64), ..agent.clone() };
    assert_eq!(house.ask(&forged, "DELETE", "/session", Value::Null).brief(), (403, "web.bad_csrf"));
    assert_eq!(house.ask(&forged, "GET", "/session", Value::Null).status, 200);
    let out = house.ask(&agent, "DELETE", "/session", Value::Null);
    assert_eq!(out.status, 204);
    assert!(out.cookie.unwrap().contains("Max-Age=0"));
    assert_eq!(house.ask(&agent, "GET", "/session", Value::Null).brief(), (401, "web.signed_out"));
}

#[test]
fn a_given_password_has_to_be_changed_before_anything_else() {
    let (house, cast) = House::with_cast();
    let (agent, admin) = (house.sign_in("agent", PASSWORD), house.sign_in("admin", PASSWORD));
    let path = format!("/people/{}/password", cast.agent);
    let weak = house.ask(&admin, "POST", &path, json!({ "password": "agent agent agent" }));
    assert_eq!(weak.body["problems"][0]["code"], "people.password_simple");
    assert_eq!(house.ask(&admin, "POST", &path, json!({ "password": "a brand new one" })).status, 204);
    assert_eq!(house.ask(&agent, "GET", "/session", Value::Null).status, 401, "a reset ends the sessions");
    let agent = house.sign_in("agent", "a brand new one");
    let session = house.ask(&agent, "GET", "/session", Value::Null).body;
    assert_eq!((&session["must_change_password"], &session["rights"]), (&json!(true), &json!([])));
    assert_eq!(house.ask(&agent, "GET", "/people", Value::Null).brief(), (403, "web.no_right"));
    let change =
        |old: &str, new: &str| house.ask(&agent, "POST", "/session/password", json!({ "old": old, "new": new }));
    assert_eq!(change("wrong", "quite another one").brief(), (403, "people.wrong_password"));
    assert_eq!(change("a brand new one", "a brand new one").brief(), (422, "people.same_password"));
    assert_eq!(change("a brand new one", "short").brief(), (422, "people.fields"));
    assert_eq!(change("a brand new one", "quite another one").status, 200);
    assert_eq!(house.ask(&agent, "GET", "/people", Value::Null).status, 200);
}

#[test]
fn changing_ones_password_ends_the_other_sessions() {
    let (house, _) = House::with_cast();
    let (here, there) = (house.sign_in("agent", PASSWORD), house.sign_in("agent", PASSWORD));
    let body = json!({ "old": PASSWORD, "new": "quite another one" });
    assert_eq!(house.ask(&here, "POST", "/session/password", body).status, 200);
    assert_eq!(house.ask(&here, "GET", "/session", Value::Null).status, 200);
    assert_eq!(house.ask(&there, "GET", "/session", Value::Null).status, 401);
}

#[test]
fn sessions_are_listed_and_ended_by_their_owner_and_by_those_above() {
    let (house, cast) = House::with_cast();
    let (agent, again) = (house.sign_in("agent", PASSWORD), house.sign_in("agent", PASSWORD));
    let (other, hr) = (house.sign_in("other", PASSWORD), house.sign_in("hr", PASSWORD));
    let mine = house.ask(&agent, "GET", "/sessions", Value::Null).body;
    assert_eq!(mine.as_array().unwrap().iter().filter(|it| it["current"] == true).count(), 1);
    assert_eq!(mine.as_array().unwrap().len(), 2);
    let path = format!("/sessions/{}", mine[0]["id"].as_str().unwrap());
    let listed = format!("/sessions?person={}", cast.agent);
    assert_eq!(house.ask(&other, "GET", &listed, Value::Null).brief(), (403, "web.no_right"));
    assert_eq!(house.ask(&other, "DELETE", &path, Value::Null).brief(), (404, "people.session_not_found"));
    assert_eq!(house.ask(&hr, "GET", &listed, Value::Null).body.as_array().unwrap().len(), 2);
    assert_eq!(house.ask(&hr, "DELETE", &path, Value::Null).status, 204);
    assert_eq!(house.ask(&hr, "DELETE", &path, Value::Null).brief(), (404, "people.session_not_found"));
    let alive = [&agent, &again].map(|it| house.ask(it, "GET", "/session", Value::Null).status);
    assert_eq!(alive.iter().filter(|it| **it == 200).count(), 1);
}

/// The last use of a session is written beside the answer, not before it.
fn last_use_is_written_down(house: &House) {
    let written = || {
        house.it.db.read_blocking(|tx| {
            let sql = "SELECT COUNT(*) FROM people_session WHERE seen_ms = $1";
            tx.one::<(i64,)>(sql, db::args![tx.now()])
        })
    };
    for _ in 0..5_000 {
        if written().unwrap().0 > 0 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    panic!("the last use of a session was not written down within ten seconds");
}

#[test]
fn sessions_end_when_unused_and_go_on_while_used() {
    let (house, _) = House::with_cast();
    let (used, unused) = (house.sign_in("agent", PASSWORD), house.sign_in("other", PASSWORD));
    for _ in 0..3 {
        house.it.clock.advance(Span::HOUR.times(5));
        assert_eq!(house.ask(&used, "GET", "/session", Value::Null).status, 200);
        last_use_is_written_down(&house);
    }
    assert_eq!(house.ask(&unused, "GET", "/session", Value::Null).status, 401);
    house.it.clock.advance(Span::HOUR.times(10));
    assert_eq!(house.ask(&used, "GET", "/session", Value::Null).status, 401, "24 hours are the most");
}

/// Sets up with policies that hold since a moment.
fn set_up_from(house: &House, from: &str) -> Browser {
    let people = house.people.clone();
    let code = house.it.db.read_blocking(move |tx| people.setup_code(tx)).unwrap().unwrap();
    let mut asked = first(&code);
    asked["policies_from"] = json!(from);
    browser(&house.ask(&Browser::default(), "POST", "/setup", asked))
}

#[test]
fn policies_of_the_first_set_up_may_hold_for_the_past_but_begin_no_later_than_now() {
    House::each_empty(|house| {
        set_up_from(house, "2024-01-01T00:00:00.000Z");
        let book = house.it.db.read_blocking(|tx| policy::Policies::new().book(tx)).unwrap();
        let holds = |day: &str| book.at(day.parse().unwrap()).limits().is_ok();
        assert!(holds("2024-01-01T00:00:00Z") && !holds("2023-12-31T00:00:00Z"));
    });
    House::each_empty(|house| {
        let wang = set_up_from(house, "2099-01-01T00:00:00.000Z");
        assert_eq!(house.ask(&wang, "GET", "/units", Value::Null).status, 200);
    });
}
