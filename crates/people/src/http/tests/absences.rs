//! Being away, who acts meanwhile, and lending rights (AB 角, PPL-3).

use base::ids::PersonId;
use base::{Span, Stamp};
use serde_json::{Value, json};

use super::house::{Browser, Cast, House, PASSWORD, newcomer};
use crate::api;

/// A post of the hotline that `agent` holds, with `hr` as its backup and `admin` as the second; answers its id.
fn post(house: &House, cast: &Cast) -> String {
    let hr = house.sign_in("hr", PASSWORD);
    let new = json!({ "unit_id": cast.hotline, "name": "热线一岗", "kind": "hotline_agent" });
    let id = house.ask(&hr, "POST", "/posts", new).text("id");
    let held = house.ask(&hr, "PATCH", &format!("/people/{}", cast.agent), json!({ "version": 1, "post_id": id }));
    assert_eq!(held.status, 200, "{held:?}");
    let named = json!({ "version": 1, "backup_id": cast.hr, "second_id": cast.admin });
    assert_eq!(house.ask(&hr, "PUT", &format!("/posts/{id}/backups"), named).status, 200);
    id
}

fn acting(house: &House, person: &PersonId) -> Option<PersonId> {
    let person = person.clone();
    house.it.db.read_blocking(move |tx| api::acting_for(tx, &person, tx.now())).unwrap()
}

fn leave(from: Option<Stamp>, until: Stamp) -> Value {
    json!({ "kind": "leave", "from": from, "until": until, "reason": "回家" })
}

fn after(hours: i64) -> Stamp {
    testkit::START + Span::HOUR.times(hours)
}

#[test]
fn an_absence_begins_and_ends_at_its_moments_and_somebody_acts_meanwhile() {
    House::each(|house, cast| {
        post(house, cast);
        let agent = house.sign_in("agent", PASSWORD);
        let entered = house.ask(&agent, "POST", "/absences", leave(Some(after(1)), after(5)));
        assert_eq!((entered.status, entered.text("state").as_str()), (200, "planned"), "{entered:?}");
        assert_eq!(acting(house, &cast.agent), Some(cast.agent.clone()));
        house.pass(Span::HOUR);
        assert_eq!(acting(house, &cast.agent), Some(cast.hr.clone()));
        let mine = house.ask(&agent, "GET", "/absences", Value::Null).body;
        assert_eq!(
            (&mine["items"][0]["state"], &mine["items"][0]["acting_name"]),
            (&json!("running"), &json!("hr 先生"))
        );
        let hr = house.sign_in("hr", PASSWORD);
        let theirs = house.ask(&hr, "GET", "/absences", Value::Null).body;
        assert_eq!(theirs["stands_in_for"][0]["name"], "agent 先生");
        house.pass(Span::HOUR.times(4));
        assert_eq!(acting(house, &cast.agent), Some(cast.agent.clone()));
        let told: Vec<String> = house.events().into_iter().filter(|it| it.contains("absence")).collect();
        let expected = ["people.absence_planned.v1", "people.absence_began.v1", "people.absence_ended.v1"];
        assert_eq!(told, expected);
        let at = |kind: &str| house.it.log().into_iter().find(|it| it.kind.contains(kind)).map(|it| it.at);
        assert_eq!((at("absence_began"), at("absence_ended")), (Some(after(1)), Some(after(5))), "at the exact moment");
    });
}

#[test]
fn when_the_backup_is_absent_too_the_second_acts_and_gives_way_again() {
    House::each(|house, cast| {
        post(house, cast);
        let (agent, hr) = (house.sign_in("agent", PASSWORD), house.sign_in("hr", PASSWORD));
        assert_eq!(house.ask(&agent, "POST", "/absences", leave(None, after(9))).text("acting_name"), "hr 先生");
        let switch = json!({ "kind": "offline", "reason": "断网" });
        let off = house.ask(&hr, "POST", "/absences", switch);
        assert_eq!((off.status, &off.body["until"]), (200, &Value::Null), "{off:?}");
        assert_eq!(acting(house, &cast.agent), Some(cast.admin.clone()));
        let back = house.ask(&hr, "POST", &format!("/absences/{}/end", off.text("id")), Value::Null);
        assert_eq!(back.text("state"), "over");
        assert_eq!(acting(house, &cast.agent), Some(cast.hr.clone()));
        let changes = house.events().iter().filter(|it| *it == "people.acting_changed.v1").count();
        assert_eq!(changes, 2);
        let again = house.ask(&hr, "POST", &format!("/absences/{}/end", off.text("id")), Value::Null);
        assert_eq!(again.brief(), (409, "people.absence_over"));
    });
}

#[test]
fn when_the_backup_leaves_the_second_acts_from_then_on() {
    House::each(|house, cast| {
        post(house, cast);
        let (agent, admin) = (house.sign_in("agent", PASSWORD), house.sign_in("admin", PASSWORD));
        assert_eq!(house.ask(&agent, "POST", "/absences", leave(None, after(9))).text("acting_name"), "hr 先生");
        let left =
            house.ask(&admin, "PATCH", &format!("/people/{}", cast.hr), json!({ "version": 1, "status": "left" }));
        assert_eq!(left.status, 200, "{left:?}");
        assert_eq!(acting(house, &cast.agent), Some(cast.admin.clone()));
        assert!(house.events().contains(&"people.acting_changed.v1".to_owned()));
    });
}

#[test]
fn the_board_names_who_is_in_and_what_is_missing() {
    House::each(|house, cast| {
        let id = post(house, cast);
        let admin = house.sign_in("admin", PASSWORD);
        let board = |by: &Browser| house.ask(by, "GET", "/backups", Value::Null).body["items"][0].clone();
        assert_eq!(board(&admin)["gaps"], json!([]));
        let agent = house.sign_in("agent", PASSWORD);
        house.ask(&agent, "POST", "/absences", leave(None, after(9)));
        let seen = board(&agent);
        assert_eq!(seen["holders"][0]["present"], false);
        assert_eq!(seen["holders"][0]["acting_name"], "hr 先生");
        assert_eq!((&seen["may_change"], &seen["holders"][0]["reason"]), (&json!(false), &Value::Null));
        for login in ["hr", "admin"] {
            let by = house.sign_in(login, PASSWORD);
            house.ask(&by, "POST", "/absences", json!({ "kind": "offline", "reason": "x" }));
        }
        assert_eq!(board(&admin)["gaps"], json!(["backup_absent", "nobody_acts"]));
        assert_eq!(acting(house, &cast.agent), None);
        let none = json!({ "version": 2 });
        assert_eq!(house.ask(&admin, "PUT", &format!("/posts/{id}/backups"), none).status, 200);
        assert_eq!(board(&admin)["gaps"], json!(["no_backup", "nobody_acts"]));
    });
}

#[test]
fn absences_of_others_are_entered_by_those_who_lead_them() {
    House::each(|house, cast| {
        let (hr, other) = (house.sign_in("hr", PASSWORD), house.sign_in("other", PASSWORD));
        let mut new = leave(None, after(9));
        new["person_id"] = json!(cast.agent);
        assert_eq!(house.ask(&other, "POST", "/absences", new.clone()).brief(), (404, "people.person_not_found"));
        let entered = house.ask(&hr, "POST", "/absences", new.clone());
        assert_eq!(entered.text("entered_by_name"), "hr 先生");
        assert_eq!(house.ask(&hr, "POST", "/absences", new).brief(), (409, "people.absence_overlaps"));
        let end = format!("/absences/{}/end", entered.text("id"));
        assert_eq!(house.ask(&other, "POST", &end, Value::Null).brief(), (404, "people.absence_not_found"));
        let theirs = format!("/absences?person={}", cast.agent);
        assert_eq!(house.ask(&other, "GET", &theirs, Value::Null).brief(), (404, "people.person_not_found"));
        assert_eq!(house.ask(&hr, "GET", &theirs, Value::Null).status, 200);
    });
}

#[test]
fn bad_absences_and_backups_are_refused_by_name() {
    let (house, cast) = House::with_cast();
    let id = post(&house, &cast);
    let (agent, hr) = (house.sign_in("agent", PASSWORD), house.sign_in("hr", PASSWORD));
    let absent = |body: Value| house.ask(&agent, "POST", "/absences", body).code().to_owned();
    assert_eq!(absent(json!({ "kind": "moon", "reason": "x" })), "people.unknown_absence");
    assert_eq!(absent(json!({ "kind": "leave", "reason": "x" })), "people.absence_needs_end");
    assert_eq!(absent(json!({ "kind": "offline" })), "people.reason_missing");
    assert_eq!(absent(leave(Some(after(-1)), after(2))), "people.bad_times");
    assert_eq!(absent(leave(None, after(24 * 200))), "people.too_long");
    let named =
        |by: &Browser, body: Value| house.ask(by, "PUT", &format!("/posts/{id}/backups"), body).code().to_owned();
    assert_eq!(named(&agent, json!({ "version": 2 })), "people.post_not_found");
    assert_eq!(named(&hr, json!({ "version": 1 })), "people.stale");
    assert_eq!(named(&hr, json!({ "version": 2, "backup_id": cast.hr, "second_id": cast.hr })), "people.backup_twice");
    let nobody = "per_00000000000000000000000000";
    assert_eq!(named(&hr, json!({ "version": 2, "backup_id": nobody })), "people.person_not_found");
}

/// Adds a supervisor of the northern centre.
fn supervisor(house: &House, cast: &Cast) -> PersonId {
    let (people, new) = (house.people.clone(), newcomer("boss", &cast.north, &["supervisor", "manager"]));
    let work = move |tx: &mut db::Tx<'_>| {
        let hash = api::hash_password(PASSWORD, [1; 16])?;
        let id = api::add_hashed(&people, tx, &web::Actor::system(), &new, &hash)?.id;
        api::keep_password(tx, &id, &hash)?;
        Ok(id)
    };
    house.it.db.write_blocking(work).unwrap()
}

fn rights(house: &House, by: &Browser) -> Vec<String> {
    let session = house.ask(by, "GET", "/session", Value::Null).body;
    session["rights"].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

#[test]
fn lent_rights_hold_for_their_time_reach_as_far_as_the_givers_and_can_be_taken_back() {
    House::each(|house, cast| {
        supervisor(house, cast);
        let (boss, agent) = (house.sign_in("boss", PASSWORD), house.sign_in("agent", PASSWORD));
        let approve = "policy.approve".to_owned();
        assert!(!rights(house, &agent).contains(&approve));
        let lend = |by: &Browser, right: &str, to: &PersonId| {
            let body = json!({ "to_id": to, "rights": [right], "until": after(48), "reason": "出差" });
            house.ask(by, "POST", "/delegations", body)
        };
        assert_eq!(lend(&boss, "people.edit", &cast.agent).brief(), (422, "people.right_not_lent"));
        assert_eq!(lend(&agent, &approve, &cast.agent).brief(), (403, "people.right_not_held"));
        let given = lend(&boss, &approve, &cast.agent);
        assert_eq!((given.status, &given.body["holds"]), (200, &json!(true)), "{given:?}");
        assert!(rights(house, &agent).contains(&approve));
        assert_eq!(
            lend(&agent, &approve, &cast.hr).brief(),
            (403, "people.right_not_held"),
            "what is lent is not lent on"
        );
        let (people, who) = (house.people.clone(), cast.agent.clone());
        let actor = house.it.db.read_blocking(move |tx| api::acting(&people, tx, &who)).unwrap();
        let web::Reach::Units(reached) = actor.reaching(web::Right::ApprovePolicy) else { panic!("{actor:?}") };
        assert!(reached.contains(&cast.north) && !reached.contains(&cast.south));

        let path = format!("/delegations/{}", given.text("id"));
        let other = house.sign_in("other", PASSWORD);
        assert_eq!(house.ask(&other, "DELETE", &path, Value::Null).brief(), (404, "people.delegation_not_found"));
        assert_eq!(house.ask(&boss, "DELETE", &path, Value::Null).status, 204);
        assert!(!rights(house, &agent).contains(&approve));
        assert_eq!(house.ask(&boss, "DELETE", &path, Value::Null).status, 404);

        assert_eq!(lend(&boss, &approve, &cast.agent).status, 200);
        house.pass(Span::HOUR.times(49));
        let agent = house.sign_in("agent", PASSWORD);
        assert!(!rights(house, &agent).contains(&approve), "its time passed");
        let ended = house.events().iter().filter(|it| *it == "people.delegation_ended.v1").count();
        assert_eq!(ended, 2);
    });
}

#[test]
fn whoever_stands_in_has_the_rights_that_policy_passes_and_loses_them_again() {
    House::each(|house, cast| {
        let boss = supervisor(house, cast);
        let admin = house.sign_in("admin", PASSWORD);
        let new = json!({ "unit_id": cast.north, "name": "主管岗", "kind": "supervisor" });
        let id = house.ask(&admin, "POST", "/posts", new).text("id");
        house.ask(&admin, "PATCH", &format!("/people/{boss}"), json!({ "version": 1, "post_id": id }));
        let named = json!({ "version": 1, "backup_id": cast.agent });
        house.ask(&admin, "PUT", &format!("/posts/{id}/backups"), named);
        let (by, agent) = (house.sign_in("boss", PASSWORD), house.sign_in("agent", PASSWORD));
        let supervise = "cases.supervise".to_owned();
        let away = house.ask(&by, "POST", "/absences", leave(None, after(3)));
        assert_eq!(away.text("acting_name"), "agent 先生");
        let now = rights(house, &agent);
        assert!(now.contains(&supervise) && !now.contains(&"cases.import".to_owned()), "{now:?}");
        house.pass(Span::HOUR.times(3));
        assert!(!rights(house, &agent).contains(&supervise));
    });
}
