//! Every route as nobody, as a plain agent, and as somebody of another part of the organisation.

use serde_json::{Value, json};

use super::house::{Browser, Cast, House, PASSWORD};
use crate::acts::{persons, posts, units};

/// Method, path, body, and whether an agent may (for what is in their own team).
fn routes(cast: &Cast) -> Vec<(&'static str, String, Value, bool)> {
    let (agent, hotline) = (&cast.agent, &cast.hotline);
    vec![
        ("GET", "/session".to_owned(), Value::Null, true),
        ("GET", "/sessions".to_owned(), Value::Null, true),
        ("GET", format!("/sessions?person={}", cast.other), Value::Null, false),
        ("GET", "/people".to_owned(), Value::Null, true),
        ("GET", format!("/people/{agent}"), Value::Null, true),
        ("POST", "/people".to_owned(), json!({ "login": "new", "name": "n", "kind": "hr", "unit_id": hotline }), false),
        ("POST", "/people-import".to_owned(), Value::Null, false),
        ("PATCH", format!("/people/{}", cast.other), json!({ "version": 1, "name": "n" }), false),
        ("PATCH", format!("/people/{agent}"), json!({ "version": 1, "roles": ["administrator"] }), false),
        ("POST", format!("/people/{}/password", cast.other), json!({ "password": "a long enough one" }), false),
        ("GET", "/units".to_owned(), Value::Null, true),
        ("POST", "/units".to_owned(), json!({ "parent_id": hotline, "name": "n", "kind": "team" }), false),
        ("PATCH", format!("/units/{hotline}"), json!({ "version": 1, "name": "n" }), false),
        ("GET", "/posts".to_owned(), Value::Null, true),
        ("POST", "/posts".to_owned(), json!({ "unit_id": hotline, "name": "n", "kind": "hr" }), false),
        ("PATCH", "/posts/pos_00000000000000000000000000".to_owned(), json!({ "version": 1 }), false),
        ("PUT", "/posts/pos_00000000000000000000000000/backups".to_owned(), json!({ "version": 1 }), true),
        ("GET", "/backups".to_owned(), Value::Null, true),
        ("GET", "/absences".to_owned(), Value::Null, true),
        ("POST", "/absences".to_owned(), json!({ "kind": "moon" }), true),
        ("POST", "/absences/abs_00000000000000000000000000/end".to_owned(), Value::Null, true),
        ("GET", "/delegations".to_owned(), Value::Null, true),
        (
            "POST",
            "/delegations".to_owned(),
            json!({ "to_id": cast.other, "rights": [], "until": "2026-03-03T00:00:00Z", "reason": "x" }),
            true,
        ),
        ("DELETE", "/delegations/dlg_00000000000000000000000000".to_owned(), Value::Null, true),
        ("GET", "/roles".to_owned(), Value::Null, true),
        ("GET", "/people-access".to_owned(), Value::Null, false),
        ("GET", "/people-access/export?format=csv".to_owned(), Value::Null, false),
        ("GET", "/people-access?mine=true".to_owned(), Value::Null, true),
        ("POST", format!("/people-access/{}/review", cast.other), json!({ "verdict": "keep" }), false),
        ("GET", "/people-access/rounds".to_owned(), Value::Null, false),
        ("POST", "/people-access/rounds".to_owned(), Value::Null, false),
        ("POST", format!("/people-access/{}/reviewer", cast.other), json!({ "reviewer_id": agent }), false),
        ("GET", "/certificates".to_owned(), Value::Null, false),
        (
            "POST",
            "/certificates".to_owned(),
            json!({ "person_id": cast.other, "kind": "x", "number": "x", "issued": "2026-01-01" }),
            true,
        ),
        ("DELETE", "/certificates/crt_00000000000000000000000000".to_owned(), Value::Null, true),
        ("POST", "/session/password".to_owned(), json!({ "old": "x", "new": "y" }), true),
        ("GET", "/session/second-factor".to_owned(), Value::Null, true),
        ("POST", "/session/second-factor".to_owned(), json!({ "password": "x" }), true),
        ("POST", "/session/second-factor/confirm".to_owned(), json!({ "code": "x" }), true),
        ("POST", "/session/second-factor/recovery-codes".to_owned(), json!({ "password": "x" }), true),
        ("POST", "/session/second-factor/remove".to_owned(), json!({ "password": "x" }), true),
        ("DELETE", format!("/people/{}/second-factor", cast.other), Value::Null, false),
        ("GET", "/news".to_owned(), Value::Null, true),
        ("POST", "/news/seen".to_owned(), json!({ "until": "2026-03-02T00:00:00Z" }), true),
        ("GET", "/sign-in-locks".to_owned(), Value::Null, false),
        ("DELETE", "/sign-in-locks/loc_00000000000000000000000000".to_owned(), Value::Null, false),
        ("DELETE", "/sessions/ses_00000000000000000000000000".to_owned(), Value::Null, true),
        ("DELETE", "/session".to_owned(), Value::Null, true),
    ]
}

/// The same of identity providers and invitations.
fn doors(cast: &Cast) -> Vec<(&'static str, String, Value, bool)> {
    vec![
        ("GET", "/identity-providers".to_owned(), Value::Null, false),
        ("POST", "/identity-providers".to_owned(), json!({ "name": "x", "issuer": "x", "client_id": "x" }), false),
        (
            "PATCH",
            "/identity-providers/idp_00000000000000000000000000".to_owned(),
            json!({ "version": 1, "name": "x", "issuer": "x", "client_id": "x" }),
            false,
        ),
        ("POST", "/identity-providers/idp_00000000000000000000000000/check".to_owned(), Value::Null, false),
        ("GET", format!("/people/{}/providers", cast.other), Value::Null, false),
        ("DELETE", format!("/people/{}/providers/idp_00000000000000000000000000", cast.other), Value::Null, false),
        ("GET", format!("/people/{}/invitation", cast.other), Value::Null, false),
        ("POST", format!("/people/{}/invitation", cast.other), Value::Null, false),
        ("DELETE", format!("/people/{}/invitation", cast.other), Value::Null, false),
    ]
}

#[test]
fn nobody_gets_in_and_an_agent_changes_nothing_of_others() {
    let (house, cast) = House::with_cast();
    for (method, path, body, may) in [doors(&cast), routes(&cast)].concat() {
        let told = house.ask(&Browser::default(), method, &path, body.clone());
        assert_eq!(told.brief(), (401, "web.signed_out"), "as nobody: {method} {path}");
        let agent = house.sign_in("agent", PASSWORD);
        let told = house.ask(&agent, method, &path, body);
        assert_eq!(told.code() != "web.no_right", may, "as an agent: {method} {path}: {told:?}");
    }
}

#[test]
fn every_route_of_the_description_is_walked() {
    let (_, cast) = House::with_cast();
    let description = crate::routes().describe(utoipa::openapi::OpenApiBuilder::new().build());
    let pattern = |path: &str| {
        let path = path.split('?').next().unwrap();
        let parts = path.split('/').map(|it| match it {
            _ if it.starts_with("idp_") && path.starts_with("/people/") => "{provider_id}",
            _ if it.contains('_') && it.len() == 30 => "{id}",
            _ => it,
        });
        parts.collect::<Vec<_>>().join("/")
    };
    let walked: Vec<(String, String)> = [doors(&cast), routes(&cast)]
        .concat()
        .iter()
        .map(|it| (it.0.to_lowercase(), format!("/api/v1{}", pattern(&it.1))))
        .collect();
    for (path, item) in &description.paths.paths {
        let methods = [
            ("get", &item.get),
            ("post", &item.post),
            ("put", &item.put),
            ("patch", &item.patch),
            ("delete", &item.delete),
        ];
        for (method, _) in methods.into_iter().filter(|it| it.1.is_some()) {
            let signing_in = path == "/api/v1/sign-in" || path.starts_with("/api/v1/sign-in/");
            let signing_in = signing_in || path.starts_with("/api/v1/invitations/");
            let open = path.ends_with("/setup") || signing_in || (method == "post" && path.ends_with("/session"));
            let found = walked.contains(&(method.to_owned(), path.clone()));
            assert!(open || found, "{method} {path} is not walked");
        }
    }
}

#[test]
fn people_of_another_part_are_not_there() {
    let (house, cast) = House::with_cast();
    let agent = house.sign_in("agent", PASSWORD);
    let seen = house.ask(&agent, "GET", "/people", Value::Null).body;
    assert_eq!(seen["items"].as_array().unwrap().len(), 1, "an agent sees their own team: {seen}");
    let told = house.ask(&agent, "GET", &format!("/people/{}", cast.other), Value::Null);
    assert_eq!(told.brief(), (404, "people.person_not_found"));
    let mine = house.ask(&agent, "PATCH", &format!("/people/{}", cast.agent), json!({ "version": 1, "locale": "en" }));
    assert_eq!(mine.text("locale"), "en", "everybody chooses their own language");
}

#[test]
fn somebody_who_changes_people_of_one_site_reaches_no_other() {
    let (house, cast) = House::with_cast();
    let rights = [web::Right::ReadPeople, web::Right::EditPeople].into_iter().collect();
    let units = web::Reach::Units([cast.north.clone(), cast.hotline.clone()].into());
    let north = web::Actor::person(cast.hr.clone(), Some(cast.north.clone()), rights, units);
    let people = house.people.clone();
    house
        .it
        .db
        .write_blocking(move |tx| {
            let refused = |it: base::Result<_>| it.err().and_then(|it: base::Failure| it.code());
            let patch = crate::model::PersonPatch { version: 1, name: Some("x".to_owned()), ..Default::default() };
            assert_eq!(
                refused(persons::patch(&people, tx, &north, &cast.other, &patch).map(|_| ())),
                Some("people.person_not_found")
            );
            let away =
                crate::model::PersonPatch { version: 1, unit_id: Some(cast.south.clone()), ..Default::default() };
            assert_eq!(
                refused(persons::patch(&people, tx, &north, &cast.agent, &away).map(|_| ())),
                Some("people.unit_not_found")
            );
            let reset = persons::may_reset(&people, tx, &north, &cast.other, "a long enough one");
            assert_eq!(refused(reset), Some("people.person_not_found"));
            let unit =
                units::UnitPatch { version: 1, name: Some("x".to_owned()), parent_id: None, code: None, active: None };
            assert_eq!(
                refused(units::patch(&people, tx, &north, &cast.south, &unit).map(|_| ())),
                Some("people.unit_not_found")
            );
            let post =
                posts::NewPost { unit_id: cast.south.clone(), name: "x".to_owned(), kind: crate::model::StaffKind::Hr };
            assert_eq!(refused(posts::add(tx, &north, &post).map(|_| ())), Some("people.unit_not_found"));
            Ok(())
        })
        .unwrap();
}
