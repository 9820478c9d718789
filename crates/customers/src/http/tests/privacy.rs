use base::Span;
use serde_json::{Value, json};
use web::{Actor, Reach};

use super::{ALL, House, path, person};

impl House {
    fn second(&self, method: &str, path: &str, body: &Value) -> testkit::Answer {
        let second = Actor::person(person("B"), None, ALL.into_iter().collect(), Reach::All);
        self.api.ask(Some(&second), method, &format!("/api/v1{path}"), body)
    }
}

#[test]
fn the_newest_word_of_a_customer_holds() {
    let house = House::new();
    let wang = house.wang();
    let say = |given: bool, evidence: &str| {
        let body = json!({ "purpose": "marketing", "channel": "sms", "given": given, "source": "spoken", "evidence": evidence });
        house.ask("POST", &path(&wang, "/consents"), &body)
    };
    assert_eq!(say(true, "录音 77").status, 200);
    let after = say(false, "").body;
    let held: Vec<(&Value, &Value)> = after.as_array().unwrap().iter().map(|it| (&it["given"], &it["holds"])).collect();
    assert_eq!(held, [(&json!(false), &json!(true)), (&json!(true), &json!(false))]);
    assert_eq!(after[1]["evidence"], "录音 77");
    let wrong = json!({ "purpose": "spam", "channel": "sms", "given": true, "source": "spoken" });
    assert_eq!(house.ask("POST", &path(&wang, "/consents"), &wrong).code(), "customers.unknown_word");
    assert_eq!(say(true, &"长".repeat(501)).code(), "customers.text_too_long");
}

#[test]
fn erasure_takes_a_second_person_and_stops_at_a_hold() {
    let house = House::new();
    let wang = house.wang();
    let asked = |reason: &str| house.ask("POST", &path(&wang, "/erasures"), &json!({ "reason": reason }));
    let held = house.ask("POST", &path(&wang, "/holds"), &json!({ "reason": "诉讼保全" })).body;
    assert_eq!((held[0]["reason"].as_str(), asked("asked").code()), (Some("诉讼保全"), "customers.on_hold"));
    assert_eq!(house.get(&path(&wang, "/erasure-preview"))["stopped_by"], "customers.on_hold");
    let lift = format!("/customers/holds/{}/lift", held[0]["id"].as_str().unwrap());
    assert_eq!(house.ask("POST", &lift, &Value::Null).status, 200);
    assert_eq!(house.ask("POST", &lift, &Value::Null).code(), "customers.no_hold");
    assert_eq!(asked("because").code(), "customers.unknown_word");
    let erasure = asked("asked").body;
    assert_eq!(asked("asked").code(), "customers.erasure_waits");
    let preview = house.get(&path(&wang, "/erasure-preview"));
    assert_eq!(
        (&preview["identities"], &preview["note"], &preview["stopped_by"]),
        (&json!(2), &json!(true), &Value::Null)
    );
    let decide = format!("/customers/erasures/{}/decide", erasure["id"].as_str().unwrap());
    assert_eq!(house.ask("POST", &decide, &json!({ "approve": true })).code(), "customers.second_person");
    assert_eq!(house.second("POST", &decide, &json!({ "approve": false })).body["state"], "refused");
    assert_eq!(house.second("POST", &decide, &json!({ "approve": true })).code(), "customers.decided");
    let again = asked("withdrawn").body;
    let decide = format!("/customers/erasures/{}/decide", again["id"].as_str().unwrap());
    let going = house.second("POST", &decide, &json!({ "approve": true })).body;
    assert_eq!(going["state"], "going", "{going}");
    let gone = house.get(&path(&wang, ""));
    assert!(gone["name"].as_str().unwrap().starts_with("客户 #") && gone["erased"] == true, "{gone}");
    assert_eq!((&gone["identities"], &gone["note"]), (&json!([]), &Value::Null));
    let edit = house.ask("PATCH", &path(&wang, ""), &json!({ "version": gone["version"], "name": "王小明" }));
    assert_eq!(edit.code(), "customers.erased");
    assert_eq!(asked("asked").code(), "customers.erased");
    for query in ["q=wxm", "identity=13800138000"] {
        assert_eq!(house.get(&format!("/customers?{query}"))["items"], json!([]), "{query}");
    }
}

#[test]
fn customers_past_the_time_of_policy_are_proposed_and_nobody_else() {
    let house = House::new();
    let wang = house.wang();
    house.it.clock.advance(Span::DAY.times(4 * 366));
    house.ask("POST", "/customers", &json!({ "name": "李雷", "identities": [{ "kind": "account", "value": "A1" }] }));
    house.it.db.write_blocking(crate::jobs::begin).unwrap();
    house.work();
    let proposed = house.get("/customers/erasures?state=proposed");
    assert_eq!(proposed["items"].as_array().unwrap().len(), 1, "{proposed}");
    assert_eq!(
        (&proposed["items"][0]["customer"], &proposed["items"][0]["reason"]),
        (&wang["id"], &json!("retention"))
    );
    let id = proposed["items"][0]["id"].as_str().unwrap();
    let approve = house.ask("POST", &format!("/customers/erasures/{id}/decide"), &json!({ "approve": true }));
    assert_eq!(approve.code(), "customers.second_person", "somebody has to ask for it first");
    let asked = house.ask("POST", &path(&wang, "/erasures"), &json!({ "reason": "retention" })).body;
    assert_eq!((asked["id"].as_str(), &asked["state"]), (Some(id), &json!("asked")));
}
