//! Links by which people set their own password (PPL-1, SEC-2).

use base::Span;
use serde_json::{Value, json};

use super::house::{Browser, Cast, House, PASSWORD, browser};

const CHOSEN: &str = "chosen by myself";

fn path(cast: &Cast) -> String {
    format!("/people/{}/invitation", cast.agent)
}

fn look(house: &House, word: &str) -> (u16, String) {
    let told = house.ask(&Browser::default(), "POST", "/invitations/look", json!({ "word": word }));
    (told.status, told.code().to_owned())
}

fn accept(house: &House, word: &str, password: &str) -> super::house::Told {
    let body = json!({ "word": word, "password": password });
    house.ask(&Browser::default(), "POST", "/invitations/accept", body)
}

#[test]
fn somebody_who_is_invited_sets_their_own_password_once() {
    House::each(|house, cast| {
        let hr = house.sign_in("hr", PASSWORD);
        let before = house.sign_in("agent", PASSWORD);
        assert_eq!(house.ask(&hr, "GET", &path(cast), Value::Null).body["latest"], Value::Null);
        let link = house.ask(&hr, "POST", &path(cast), Value::Null);
        let word = link.text("word");
        assert_eq!((link.text("login"), word.len()), ("agent".to_owned(), 64));
        let seen = house.ask(&Browser::default(), "POST", "/invitations/look", json!({ "word": word })).body;
        assert_eq!((&seen["name"], &seen["organisation"]), (&json!("agent 先生"), &json!("暖台公司")));
        assert_eq!(accept(house, &word, "short").brief(), (422, "people.fields"));
        let in_it = browser(&accept(house, &word, CHOSEN));
        assert_eq!(house.ask(&in_it, "GET", "/session", Value::Null).body["must_change_password"], json!(false));
        assert_eq!(house.ask(&before, "GET", "/session", Value::Null).status, 401, "older sessions end");
        assert_eq!(house.knock("agent", PASSWORD).brief(), (401, "people.sign_in_refused"));
        assert_eq!(house.knock("agent", CHOSEN).status, 200);
        assert_eq!(accept(house, &word, CHOSEN).brief(), (403, "people.invitation_used"));
        assert_eq!(look(house, &word), (403, "people.invitation_used".to_owned()));
        let latest = house.ask(&hr, "GET", &path(cast), Value::Null).body;
        assert_eq!(latest["latest"]["state"], "used");
        let stored =
            house.it.db.read_blocking(|tx| tx.one::<(String,)>("SELECT word_hash FROM people_invitation", db::args![]));
        assert_ne!(stored.unwrap().0, word, "only its hash is kept");
        let events = house.events();
        assert!(
            ["people.invitation_made.v1", "people.invitation_used.v1"]
                .iter()
                .all(|it| events.contains(&(*it).to_owned()))
        );
    });
}

#[test]
fn a_link_says_why_it_is_void() {
    House::each(|house, cast| {
        let hr = house.sign_in("hr", PASSWORD);
        let make = || house.ask(&hr, "POST", &path(cast), Value::Null).text("word");
        let (first, second) = (make(), make());
        assert_eq!(look(house, &first), (403, "people.invitation_withdrawn".to_owned()), "there is a newer one");
        assert_eq!(look(house, &second).0, 200);
        assert_eq!(house.ask(&hr, "DELETE", &path(cast), Value::Null).status, 204);
        assert_eq!(look(house, &second), (403, "people.invitation_withdrawn".to_owned()));
        assert_eq!(house.ask(&hr, "DELETE", &path(cast), Value::Null).brief(), (404, "people.invitation_not_found"));
        let third = make();
        house.it.clock.advance(Span::DAY.times(3) - Span(1));
        assert_eq!(look(house, &third).0, 200);
        house.it.clock.advance(Span(1));
        assert_eq!(look(house, &third), (403, "people.invitation_expired".to_owned()));
        assert_eq!(accept(house, &third, CHOSEN).brief(), (403, "people.invitation_expired"));
        assert_eq!(look(house, "of nobody"), (404, "people.invitation_not_found".to_owned()));
    });
}

#[test]
fn nobody_invites_themselves_the_mightier_or_those_who_left() {
    let (house, cast) = House::with_cast();
    let hr = house.sign_in("hr", PASSWORD);
    let invite = |id: &base::ids::PersonId| house.ask(&hr, "POST", &format!("/people/{id}/invitation"), Value::Null);
    assert_eq!(invite(&cast.hr).brief(), (403, "people.about_oneself"));
    assert_eq!(invite(&cast.admin).brief(), (403, "people.person_too_powerful"));
    let word = invite(&cast.other).text("word");
    let left = house.ask(&hr, "PATCH", &format!("/people/{}", cast.other), json!({ "version": 1, "status": "left" }));
    assert_eq!(left.status, 200);
    assert_eq!(invite(&cast.other).brief(), (409, "people.invitee_inactive"));
    assert_eq!(accept(&house, &word, CHOSEN).brief(), (403, "people.invitation_withdrawn"), "they left meanwhile");
}

#[test]
fn a_list_of_staff_is_invited_in_place_of_first_passwords() {
    let (house, _) = House::with_cast();
    let hr = house.sign_in("hr", PASSWORD);
    let sheet = "登录名,姓名,部门,角色\nnew1,新一,热线一组,热线客服\nnew2,新二,热线一组,热线客服\n";
    let told = house.upload(&hr, "/people-import?confirm=true&invite=true", sheet.as_bytes().to_vec());
    assert_eq!((told.status, &told.body["passwords"]), (200, &json!([])));
    let links = told.body["invitations"].as_array().unwrap();
    assert_eq!(links.len(), 2);
    assert_eq!(house.knock("new1", CHOSEN).brief(), (401, "people.sign_in_refused"), "no password yet");
    browser(&accept(&house, links[0]["word"].as_str().unwrap(), CHOSEN));
    assert_eq!(house.knock("new1", CHOSEN).status, 200);
    let again = house.upload(&hr, "/people-import?confirm=true&invite=true", sheet.as_bytes().to_vec());
    assert_eq!(again.brief(), (422, "people.list_wrong"));
}
