//! The portal over HTTP: open to everybody, bounded, and silent about other people's cases.

use serde_json::{Value, json};
use testkit::Answer;

use super::Edge;
use crate::testing::START;

fn matter(request: &str) -> Value {
    json!({
        "request": request, "kind": "fault", "subject": "路灯不亮", "description": "小区东门三盏路灯不亮",
        "name": "李小红", "contact": "li@example.cn", "happened_at": START, "fields": { "place": "幸福路 8 号" },
    })
}

impl Edge {
    fn nobody(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.api.ask(None, method, &format!("/api/v1/portal{path}"), body)
    }

    /// A unit of the tests gets what the portal brings.
    fn with_portal(test: impl Fn(&Self)) {
        Self::each(|edge| {
            let named = edge
                .it
                .db
                .write_blocking(|tx| tx.send("UPDATE people_unit SET code = 'complaints' WHERE name = 'unit T'", &[]));
            named.unwrap();
            test(edge);
        });
    }
}

/// The status and the refusal's code.
fn brief(answer: &Answer) -> (u16, &str) {
    (answer.status, answer.code())
}

#[test]
fn nobody_has_to_sign_in_and_a_case_is_followed_by_number_and_code() {
    Edge::with_portal(|edge| {
        let form = edge.nobody("GET", "", &Value::Null);
        assert_eq!(form.status, 200, "{}", form.body);
        let kinds: Vec<_> = form.body["kinds"].as_array().unwrap().iter().map(|it| it["id"].clone()).collect();
        assert_eq!(kinds, ["complaint", "fault", "service_request", "inquiry", "suggestion"]);
        assert!(form.body["kinds"][1]["fields"].as_array().unwrap().iter().any(|it| it["id"] == "place"));
        let made = edge.nobody("POST", "/cases", &matter("request-1"));
        assert_eq!(made.status, 200, "{}", made.body);
        let seen = edge.nobody("POST", "/track", &made.body);
        assert_eq!((seen.status, &seen.body["standing"]), (200, &json!("received")), "{}", seen.body);
        let text = seen.body.to_string();
        assert!(!text.contains("李小红") && !text.contains("li@example.cn") && !text.contains("person C"), "{text}");
        let mut message = made.body.clone();
        message["request"] = json!("message-1");
        message["text"] = json!("又坏了一盏");
        assert_eq!(edge.nobody("POST", "/messages", &message).body["words"][1]["text"], "又坏了一盏");
        let mut verdict = made.body.clone();
        verdict["satisfied"] = json!(true);
        assert_eq!(brief(&edge.nobody("POST", "/verdict", &verdict)), (409, "cases.not_fed_back"));
        // Who lost the code gets it from those who handle the case, and from nobody else.
        let list = edge.get('C', "/cases?status=open");
        let path = format!("/cases/{}/tracking-code", list.body["items"][0]["id"].as_str().unwrap());
        assert_eq!(edge.post('C', &path, &Value::Null).body, made.body);
        assert_eq!(brief(&edge.post('A', &path, &Value::Null)), (404, "cases.not_found"));
        let phone = edge.complaint();
        assert_eq!(
            brief(&edge.post('A', &format!("{phone}/tracking-code"), &Value::Null)),
            (409, "cases.not_by_portal")
        );
        // The department sees the case, another one does not.
        let list = edge.get('C', "/cases?status=open");
        assert!(list.body.to_string().contains("路灯不亮"), "{}", list.body);
        assert!(!edge.get('A', "/cases?status=open").body.to_string().contains("路灯不亮"));
    });
}

#[test]
fn being_wrong_too_often_is_refused_even_with_the_right_code() {
    Edge::with_portal(|edge| {
        let made = edge.nobody("POST", "/cases", &matter("request-1")).body;
        let wrong = json!({ "number": made["number"], "code": "AAAA-AAAA-AAAA" });
        for _ in 0..10 {
            assert_eq!(brief(&edge.nobody("POST", "/track", &wrong)), (404, "cases.portal_unknown"));
        }
        assert_eq!(brief(&edge.nobody("POST", "/track", &wrong)), (429, "cases.portal_too_often"));
        assert_eq!(brief(&edge.nobody("POST", "/track", &made)), (429, "cases.portal_too_often"));
    });
}

#[test]
fn what_is_refused_is_counted_too() {
    Edge::with_portal(|edge| {
        let mut bad = matter("request-1");
        bad["contact"] = json!("x");
        for _ in 0..10 {
            assert_eq!(brief(&edge.nobody("POST", "/cases", &bad)), (422, "cases.portal_contact"));
        }
        assert_eq!(brief(&edge.nobody("POST", "/cases", &bad)), (429, "cases.portal_too_often"));
    });
}

#[test]
fn without_a_portal_in_policy_there_is_none() {
    let edge = Edge::new();
    edge.it.db.write_blocking(|tx| tx.send("DELETE FROM policy_version WHERE kind = 'portal'", &[])).unwrap();
    assert_eq!(brief(&edge.nobody("GET", "", &Value::Null)), (404, "cases.portal_off"));
    assert_eq!(brief(&edge.nobody("POST", "/cases", &matter("request-1"))), (404, "cases.portal_off"));
}
