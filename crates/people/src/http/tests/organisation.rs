use serde_json::{Value, json};

use super::house::{House, PASSWORD};

#[test]
fn somebody_new_can_sign_in_and_is_found() {
    let (house, cast) = House::with_cast();
    let admin = house.sign_in("admin", PASSWORD);
    let new = json!({ "login": "Li.Na", "name": "李娜", "kind": "hotline_agent", "unit_id": cast.hotline,
                      "roles": ["hotline_agent"], "password": "a long enough one" });
    let added = house.ask(&admin, "POST", "/people", new.clone());
    assert_eq!(added.status, 200, "{added:?}");
    assert_eq!((added.text("login"), added.text("unit_name")), ("li.na".to_owned(), "热线一组".to_owned()));
    assert_eq!(house.ask(&admin, "POST", "/people", new).brief(), (409, "people.login_taken"));
    for query in ["?q=李", "?q=LI.", &format!("?unit={}&q=li", cast.north), "?status=active&q=na"] {
        let found = house.ask(&admin, "GET", &format!("/people{query}"), Value::Null).body;
        assert_eq!(found["items"][0]["login"], "li.na", "{query}: {found}");
    }
    assert_eq!(house.ask(&admin, "GET", "/people?q=%25", Value::Null).body["items"], json!([]), "% means itself");
    let session = house.knock("li.na", "a long enough one");
    assert_eq!(session.body["must_change_password"], true);
    assert!(house.events().contains(&"people.person_added.v1".to_owned()));
}

#[test]
fn a_command_sent_twice_with_one_key_is_carried_out_once() {
    let (house, cast) = House::with_cast();
    let admin = house.sign_in("admin", PASSWORD);
    let new = json!({ "parent_id": cast.north, "name": "热线二组", "kind": "team" });
    let send = || house.send(&admin, "POST", "/units", &[("idempotency-key", "k1")], &new);
    assert_eq!(send().body, send().body);
    let units = house.ask(&admin, "GET", "/units", Value::Null).body;
    assert_eq!(units.as_array().unwrap().iter().filter(|it| it["name"] == "热线二组").count(), 1);
}

#[test]
fn the_list_goes_on_page_by_page() {
    let (house, _) = House::with_cast();
    let admin = house.sign_in("admin", PASSWORD);
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = house.ask(&admin, "GET", &format!("/people?limit=3&after={after}"), Value::Null).body;
        seen.extend(page["items"].as_array().unwrap().iter().map(|it| it["login"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut after),
            None => break,
        }
    }
    assert_eq!(seen, ["admin", "agent", "hr", "other"]);
}

#[test]
fn a_change_made_on_an_old_version_is_refused() {
    let (house, cast) = House::with_cast();
    let admin = house.sign_in("admin", PASSWORD);
    let path = format!("/people/{}", cast.agent);
    let changed = house.ask(&admin, "PATCH", &path, json!({ "version": 1, "name": "新名字", "level": "senior" }));
    assert_eq!((&changed.body["version"], changed.text("name")), (&json!(2), "新名字".to_owned()));
    let stale = house.ask(&admin, "PATCH", &path, json!({ "version": 1, "name": "又一个" }));
    assert_eq!(stale.brief(), (409, "people.stale"));
    let unit = format!("/units/{}", cast.hotline);
    assert_eq!(house.ask(&admin, "PATCH", &unit, json!({ "version": 7 })).brief(), (409, "people.stale"));
}

#[test]
fn nobody_makes_themselves_or_others_mightier_than_they_may() {
    let (house, cast) = House::with_cast();
    let (hr, admin) = (house.sign_in("hr", PASSWORD), house.sign_in("admin", PASSWORD));
    let agent = format!("/people/{}", cast.agent);
    let give = |role: &str| json!({ "version": 1, "roles": [role] });
    assert_eq!(house.ask(&hr, "PATCH", &agent, give("administrator")).brief(), (403, "people.role_too_powerful"));
    assert_eq!(house.ask(&hr, "PATCH", &agent, give("king")).brief(), (422, "people.unknown_role"));
    let new = json!({ "login": "x1", "name": "x", "kind": "hr", "unit_id": cast.north, "roles": ["hr"] });
    assert_eq!(house.ask(&hr, "POST", "/people", new).brief(), (403, "people.role_too_powerful"));
    let myself = format!("/people/{}", cast.hr);
    assert_eq!(house.ask(&hr, "PATCH", &myself, give("administrator")).brief(), (403, "people.about_oneself"));
    let boss = format!("/people/{}", cast.admin);
    let rename = json!({ "version": 1, "name": "x" });
    assert_eq!(house.ask(&hr, "PATCH", &boss, rename).brief(), (403, "people.person_too_powerful"));
    let reset = json!({ "password": "a long enough one" });
    let path = format!("{boss}/password");
    assert_eq!(house.ask(&hr, "POST", &path, reset.clone()).brief(), (403, "people.person_too_powerful"));
    assert_eq!(house.ask(&admin, "POST", &path, reset).brief(), (403, "people.about_oneself"));
    assert_eq!(house.ask(&hr, "PATCH", &agent, give("online_agent")).status, 200);
}

#[test]
fn a_new_role_works_at_once_and_leaving_ends_everything() {
    let (house, cast) = House::with_cast();
    let (agent, admin) = (house.sign_in("agent", PASSWORD), house.sign_in("admin", PASSWORD));
    let new = json!({ "parent_id": cast.north, "name": "二组", "kind": "team" });
    assert_eq!(house.ask(&agent, "POST", "/units", new.clone()).brief(), (403, "web.no_right"));
    let path = format!("/people/{}", cast.agent);
    let roles = json!({ "version": 1, "roles": ["hotline_agent", "hr"] });
    assert_eq!(house.ask(&admin, "PATCH", &path, roles).status, 200);
    assert_eq!(house.ask(&agent, "POST", "/units", new).status, 200);
    let left = json!({ "version": 2, "status": "left" });
    assert_eq!(house.ask(&admin, "PATCH", &path, left).status, 200);
    assert_eq!(house.ask(&agent, "GET", "/session", Value::Null).brief(), (401, "web.signed_out"));
    assert_eq!(house.knock("agent", PASSWORD).brief(), (401, "people.sign_in_refused"));
}

#[test]
fn somebody_has_to_remain_who_administers() {
    let (house, cast) = House::with_cast();
    let admin = house.sign_in("admin", PASSWORD);
    let add = json!({ "login": "second", "name": "第二", "kind": "administrator", "unit_id": cast.company,
                      "roles": ["administrator"], "password": "a long enough one" });
    let second = house.ask(&admin, "POST", "/people", add).text("id");
    let second = format!("/people/{second}");
    assert_eq!(house.ask(&admin, "PATCH", &second, json!({ "version": 1, "status": "suspended" })).status, 200);
    // The only one left is the one who asks; somebody else has to try.
    let system = web::Actor::system();
    let (people, id) = (house.people.clone(), cast.admin.clone());
    let patch = crate::model::PersonPatch { version: 1, roles: Some(Vec::new()), ..Default::default() };
    let refused = house.it.db.write_blocking(move |tx| crate::acts::persons::patch(&people, tx, &system, &id, &patch));
    assert_eq!(refused.unwrap_err().code(), Some("people.last_administrator"));
    assert_eq!(house.ask(&admin, "PATCH", &second, json!({ "version": 2, "status": "active" })).status, 200);
}

#[test]
fn units_move_with_all_below_and_close_when_empty() {
    let (house, cast) = House::with_cast();
    let admin = house.sign_in("admin", PASSWORD);
    let north = format!("/units/{}", cast.north);
    let hotline = format!("/units/{}", cast.hotline);
    let into_itself = json!({ "version": 1, "parent_id": cast.hotline });
    assert_eq!(house.ask(&admin, "PATCH", &north, into_itself).brief(), (422, "people.unit_in_itself"));
    let site_below_team = json!({ "parent_id": cast.hotline, "name": "x", "kind": "site" });
    assert_eq!(house.ask(&admin, "POST", "/units", site_below_team).brief(), (422, "people.unit_misplaced"));
    let closed = json!({ "version": 1, "active": false });
    assert_eq!(house.ask(&admin, "PATCH", &north, closed.clone()).brief(), (409, "people.unit_not_empty"));
    let moved = house.ask(&admin, "PATCH", &hotline, json!({ "version": 1, "parent_id": cast.south }));
    assert_eq!(moved.text("parent_id"), cast.south.to_string());
    let found = house.ask(&admin, "GET", &format!("/people?unit={}", cast.south), Value::Null).body;
    assert_eq!(found["items"].as_array().unwrap().len(), 2, "the team came along: {found}");
    assert_eq!(house.ask(&admin, "PATCH", &north, closed).status, 200);
    let into_closed = json!({ "parent_id": cast.north, "name": "x", "kind": "team" });
    assert_eq!(house.ask(&admin, "POST", "/units", into_closed).brief(), (404, "people.unit_not_found"));
    let below_the_company = house.ask(&admin, "POST", "/units", json!({ "name": "东方中心", "kind": "site" }));
    assert_eq!(below_the_company.text("parent_id"), cast.company.to_string());
    let nowhere = json!({ "version": 2, "name": " " });
    assert_eq!(house.ask(&admin, "PATCH", &hotline, nowhere).brief(), (422, "people.fields"));
}

#[test]
fn posts_belong_to_units() {
    let (house, cast) = House::with_cast();
    let admin = house.sign_in("admin", PASSWORD);
    let new = json!({ "unit_id": cast.hotline, "name": "热线专员", "kind": "hotline_agent" });
    let post = house.ask(&admin, "POST", "/posts", new).body;
    assert_eq!(house.ask(&admin, "GET", &format!("/posts?unit={}", cast.hotline), Value::Null).body, json!([post]));
    let hold = json!({ "version": 1, "post_id": post["id"] });
    let elsewhere = house.ask(&admin, "PATCH", &format!("/people/{}", cast.other), hold.clone());
    assert_eq!(elsewhere.brief(), (422, "people.post_elsewhere"));
    let agent = format!("/people/{}", cast.agent);
    assert_eq!(house.ask(&admin, "PATCH", &agent, hold).body["post_id"], post["id"]);
    let moved = house.ask(&admin, "PATCH", &agent, json!({ "version": 2, "unit_id": cast.south }));
    assert_eq!(moved.body["post_id"], Value::Null, "the post stays where it is");
    let path = format!("/posts/{}", post["id"].as_str().unwrap());
    let closed = json!({ "version": 1, "active": false, "name": "热线专员（停）" });
    assert_eq!(house.ask(&admin, "PATCH", &path, closed.clone()).body["active"], false);
    assert_eq!(house.ask(&admin, "PATCH", &path, closed).brief(), (409, "people.stale"));
    let hold = json!({ "version": 3, "unit_id": cast.hotline, "post_id": post["id"] });
    assert_eq!(house.ask(&admin, "PATCH", &agent, hold).brief(), (404, "people.post_not_found"));
}

#[test]
fn the_access_report_points_at_what_to_review() {
    let (house, cast) = House::with_cast();
    let admin = house.sign_in("admin", PASSWORD);
    let path = format!("/people/{}", cast.other);
    assert_eq!(house.ask(&admin, "PATCH", &path, json!({ "version": 1, "status": "suspended" })).status, 200);
    let report = house.ask(&admin, "GET", "/people-access", Value::Null).body;
    let row =
        |login: &str| report["items"].as_array().unwrap().iter().find(|it| it["login"] == login).cloned().unwrap();
    assert_eq!(row("other")["findings"], json!(["not_active"]));
    assert_eq!(row("admin")["findings"], json!(["powerful"]));
    assert!(row("agent")["rights"].as_array().unwrap().contains(&json!({
        "right": "cases.read", "reach": "own", "source": "role", "through": "hotline_agent", "until": null
    })));
    let roles = house.ask(&admin, "GET", "/roles", Value::Null).body;
    let hr = roles.as_array().unwrap().iter().find(|it| it["id"] == "hr").cloned().unwrap();
    assert_eq!(hr["powerful"], true);
}

#[test]
fn a_code_names_one_unit_that_exists() {
    House::each(|house, cast| {
        let admin = house.sign_in("admin", PASSWORD);
        let found = |name: &str, code: &str| {
            house.ask(&admin, "POST", "/units", json!({ "name": name, "kind": "site", "code": code }))
        };
        let billing = found("账务部", " billing ");
        assert_eq!((billing.status, billing.text("code")), (200, "billing".to_owned()), "{billing:?}");
        let twice = found("账务二部", "billing");
        assert_eq!(twice.brief(), (409, "people.unit_code_taken"));
        assert!(twice.text("title").contains("「账务部」"), "{twice:?}");
        for bad in ["Billing", "账务", "1st", "a-b"] {
            assert_eq!(found("账务二部", bad).body["problems"][0]["code"], "people.bad_code", "{bad}");
        }
        assert_eq!(found("无代码部", "").body["code"], Value::Null);

        let (north, first) = (format!("/units/{}", cast.north), format!("/units/{}", billing.text("id")));
        let change = |path: &str, body: Value| house.ask(&admin, "PATCH", path, body);
        assert_eq!(change(&north, json!({ "version": 1, "code": "billing" })).brief(), (409, "people.unit_code_taken"));
        assert_eq!(change(&first, json!({ "version": 1, "active": false })).status, 200, "closing frees the code");
        assert_eq!(change(&north, json!({ "version": 1, "code": "billing" })).text("code"), "billing");
        assert_eq!(change(&first, json!({ "version": 2, "active": true })).brief(), (409, "people.unit_code_taken"));
        assert_eq!(change(&north, json!({ "version": 2, "code": "" })).body["code"], Value::Null);
        assert_eq!(change(&first, json!({ "version": 2, "active": true })).text("code"), "billing");
        let listed = house.ask(&admin, "GET", "/units", Value::Null).body;
        assert_eq!(listed.as_array().unwrap().iter().filter(|it| it["code"] == "billing").count(), 1);
    });
}
