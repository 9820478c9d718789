//! Reading, comparing, checking.

use serde_json::{Value, json};
use web::Right;

use super::{house, me};

#[test]
fn the_list_shows_what_holds() {
    let (_it, api) = house();
    let answer = api.ask(Some(&me(&[Right::ReadPolicy])), "GET", "/api/v1/policies", &Value::Null);
    assert_eq!(answer.status, 200);
    let items = answer.body["items"].as_array().unwrap();
    let limits = items.iter().find(|it| it["kind"] == "limits").unwrap();
    assert_eq!((limits["policy"].as_str(), limits["status"].as_str()), (Some("limits@1"), Some("effective")));
    assert_eq!(
        (limits["scope"].as_str(), limits["kind_title"]["zh"].as_str()),
        (Some("organisation"), Some("办理时限"))
    );
    assert_eq!(limits["effective_from"], "1970-01-01T00:00:00.000Z");
}

#[test]
fn a_policy_is_read_with_its_text_and_its_data() {
    let (_it, api) = house();
    let actor = me(&[Right::ReadPolicy]);
    let answer = api.ask(Some(&actor), "GET", "/api/v1/policies/channels", &Value::Null);
    assert_eq!(answer.body["body"]["channels"][0]["first_response"]["within"], "10s");
    assert!(answer.body["text"].as_str().unwrap().contains("# Numbers of the sources: phone 10 s (A)"));
    let same = api.ask(Some(&actor), "GET", "/api/v1/policies/channels?version=1", &Value::Null);
    assert_eq!(same.body, answer.body);
    let later =
        api.ask(Some(&actor), "GET", "/api/v1/policies/channels?at=2030-01-01T00:00:00Z&scope=team:x", &Value::Null);
    assert_eq!(later.body["version"], 1);
}

#[test]
fn versions_are_listed_and_compared() {
    let (_it, api) = house();
    let actor = me(&[Right::ReadPolicy]);
    let versions = api.ask(Some(&actor), "GET", "/api/v1/policies/pay/versions", &Value::Null);
    assert_eq!(versions.body["items"].as_array().unwrap().len(), 1);
    let diff = api.ask(Some(&actor), "GET", "/api/v1/policies/pay/diff?from=1&to=1", &Value::Null);
    assert_eq!(diff.body, json!({ "changes": [] }));
}

#[test]
fn a_sound_text_is_told_by_its_kind() {
    let (_it, api) = house();
    let text = crate::rules::tests::full(crate::model::Kind::Limits);
    let actor = me(&[Right::EditPolicy]);
    let answer = api.ask(Some(&actor), "POST", "/api/v1/policies/validate", &json!({ "text": text }));
    // The limits of the whole set name classes that the hotline alone does not have.
    assert_eq!((answer.status, answer.code()), (422, "policy.invalid"));
    assert!(answer.body["problems"].as_array().unwrap().iter().all(|it| it["code"] == "policy.unknown_reference"));
    let own = api.ask(Some(&me(&[Right::ReadPolicy])), "GET", "/api/v1/policies/limits", &Value::Null);
    let answer = api.ask(Some(&actor), "POST", "/api/v1/policies/validate", &json!({ "text": own.body["text"] }));
    assert_eq!((answer.status, answer.body["kind"].as_str()), (200, Some("limits")));
}

#[test]
fn a_faulty_text_is_refused_with_every_fault_in_the_readers_language() {
    let (_it, api) = house();
    let actor = me(&[Right::EditPolicy]);
    let text = "[policy]\nkind = \"pay\"\n";
    let body = json!({ "text": text });
    let zh = api.ask(Some(&actor), "POST", "/api/v1/policies/validate", &body);
    assert_eq!((zh.status, zh.code()), (422, "policy.invalid"));
    assert_eq!(zh.body["problems"][0]["field"], "policy.title");
    assert_eq!(zh.body["problems"][0]["detail"], "缺少“title”。");
    let en = api.send(Some(&actor), "POST", "/api/v1/policies/validate", &[("accept-language", "en")], &body);
    assert_eq!(en.body["problems"][0]["detail"], "title is missing.");
}

#[test]
fn each_refusal_has_its_code() {
    let (_it, api) = house();
    let reader = me(&[Right::ReadPolicy]);
    let table = [
        ("/api/v1/policies/weather", 404, "policy.unknown_kind"),
        ("/api/v1/policies/weather/versions", 404, "policy.unknown_kind"),
        ("/api/v1/policies/pay?version=9", 404, "policy.unknown_version"),
        ("/api/v1/policies/pay/diff?from=1&to=9", 404, "policy.unknown_version"),
        ("/api/v1/policies/pay?at=1969-01-01T00:00:00Z", 409, "policy.none_in_force"),
        ("/api/v1/policies/pay?scope=planet:x", 422, "policy.bad_scope"),
        ("/api/v1/policies/pay?at=soon", 422, "web.bad_query"),
    ];
    for (path, status, code) in table {
        let answer = api.ask(Some(&reader), "GET", path, &Value::Null);
        assert_eq!((answer.status, answer.code()), (status, code), "{path}");
    }
}

#[test]
fn nobody_reads_or_checks_policy_without_the_right() {
    let (_it, api) = house();
    let nothing = me(&[]);
    for path in ["", "/pay", "/pay/versions", "/pay/diff?from=1&to=1"] {
        let path = format!("/api/v1/policies{path}");
        assert_eq!(api.ask(None, "GET", &path, &Value::Null).code(), "web.signed_out", "{path}");
        assert_eq!(api.ask(Some(&nothing), "GET", &path, &Value::Null).code(), "web.no_right", "{path}");
    }
    let check = |actor| api.ask(actor, "POST", "/api/v1/policies/validate", &json!({ "text": "" }));
    assert_eq!(check(None).code(), "web.signed_out");
    assert_eq!(check(Some(&me(&[Right::ReadPolicy]))).code(), "web.no_right");
}
