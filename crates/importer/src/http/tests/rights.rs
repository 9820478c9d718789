//! Who may do what.

use super::*;

const NONE: &str = "/api/v1/imports/imp_01JD0000000000000000000000";

/// Every route, with a body that would do.
fn every_route(id: &str) -> [(&'static str, String, Value); 7] {
    let at = |path: &str| format!("/api/v1/imports{path}");
    let mapping = json!({ "mapping": {} });
    [
        ("GET", at(""), Value::Null),
        ("GET", at(&format!("/{id}")), Value::Null),
        ("GET", at(&format!("/{id}/errors")), Value::Null),
        ("POST", at(&format!("/{id}/preview")), mapping.clone()),
        ("POST", at(&format!("/{id}/start")), mapping),
        ("POST", at(&format!("/{id}/stop")), Value::Null),
        ("DELETE", at(&format!("/{id}")), Value::Null),
    ]
}

#[test]
fn nobody_imports_without_the_right() {
    each_db(MIGRATIONS, |it| {
        let house = House::new(it);
        let agent = somebody(&[Right::ReadCases]);
        for (method, path, body) in every_route("imp_01JD0000000000000000000000") {
            assert_eq!(house.api.ask(Some(&agent), method, &path, &body).code(), "web.no_right", "{method} {path}");
            assert_eq!(house.api.ask(None, method, &path, &body).status, 401, "{method} {path}");
        }
        let table = house.api.ask(Some(&agent), "GET", &format!("{NONE}/errors?format=csv"), &Value::Null);
        assert_eq!(table.code(), "web.no_right");
        let sent = house.api.upload(Some(&agent), "/api/v1/imports", "a.csv", b"a\n1\n");
        assert_eq!((sent.code(), house.files()), ("web.no_right", 0));
        assert_eq!(house.api.upload(None, "/api/v1/imports", "a.csv", b"a\n1\n").status, 401);
    });
}

#[test]
fn what_is_in_a_file_is_for_whoever_sent_it() {
    each_db(MIGRATIONS, |it| {
        let house = House::new(it);
        let [owner, other] = ['A', 'B'].map(|letter| person(letter, &[Right::ImportCases]));
        let sent = house.api.upload(Some(&owner), "/api/v1/imports", "a.csv", LIST.as_bytes()).body;
        let (id, mapping) = (sent["id"].as_str().unwrap(), json!({ "mapping": sent["guess"], "dry_run": true }));
        let seen = |who: &Actor| house.api.ask(Some(who), "GET", &format!("/api/v1/imports/{id}"), &Value::Null).body;
        assert_eq!((&seen(&owner)["mine"], &seen(&owner)["columns"][0]), (&json!(true), &json!("编号")));
        assert_eq!(
            (&seen(&other)["mine"], seen(&other).get("sample"), seen(&other).get("guess")),
            (&json!(false), None, None)
        );
        for (method, path, body) in every_route(id).into_iter().skip(2) {
            let body = if body.is_null() { body } else { mapping.clone() };
            assert_eq!(
                house.api.ask(Some(&other), method, &path, &body).code(),
                "importer.not_yours",
                "{method} {path}"
            );
        }
        let table = format!("/api/v1/imports/{id}/errors?format=csv");
        assert_eq!(house.api.ask(Some(&other), "GET", &table, &Value::Null).code(), "importer.not_yours");
        let boss = person('C', &[Right::ImportCases, Right::Administer]);
        assert_eq!(seen(&boss)["mine"], json!(true));
        let gone = house.api.ask(Some(&owner), "DELETE", &format!("/api/v1/imports/{id}"), &Value::Null);
        assert_eq!((gone.status, house.files()), (204, 0));
        assert_eq!(seen(&owner)["code"], "importer.not_found");
    });
}
