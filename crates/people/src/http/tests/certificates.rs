//! Qualifications and certificates (PPL-6).

use base::Span;
use serde_json::{Value, json};

use super::house::{Cast, House, PASSWORD};

fn mandarin(cast: &Cast, expires: Option<&str>) -> Value {
    json!({ "person_id": cast.agent, "kind": "mandarin", "number": "PTH-2-0731", "issued": "2025-03-01",
            "expires": expires, "evidence": "人事档案柜 3" })
}

#[test]
fn certificates_are_kept_reminded_of_and_taken_off() {
    House::each(|house, cast| {
        let (hr, agent) = (house.sign_in("hr", PASSWORD), house.sign_in("agent", PASSWORD));
        // The tests begin on 2 March 2026.
        let added = house.ask(&hr, "POST", "/certificates", mandarin(cast, Some("2026-04-30")));
        assert_eq!((added.status, added.text("validity").as_str()), (200, "valid"), "{added:?}");
        let mine = format!("/certificates?person={}", cast.agent);
        let seen = house.ask(&agent, "GET", &mine, Value::Null).body;
        assert_eq!((&seen["items"][0]["number"], &seen["may_change"]), (&json!("PTH-2-0731"), &json!(false)));
        assert_eq!(house.ask(&hr, "GET", "/certificates", Value::Null).body["items"], json!([]), "its end is not near");
        let reminded =
            |house: &House| house.events().iter().filter(|it| *it == "people.certificate_expiring.v1").count();
        house.pass(Span::DAY.times(30));
        assert_eq!(reminded(house), 1, "thirty days before");
        let hr = house.sign_in("hr", PASSWORD);
        let near = house.ask(&hr, "GET", "/certificates", Value::Null).body["items"][0].clone();
        assert_eq!((&near["validity"], &near["person_name"]), (&json!("expiring"), &json!("agent 先生")));
        house.pass(Span::DAY.times(23));
        assert_eq!(reminded(house), 2, "seven days before");
        house.pass(Span::DAY.times(7));
        let hr = house.sign_in("hr", PASSWORD);
        let seen = house.ask(&hr, "GET", &mine, Value::Null).body;
        assert_eq!(seen["items"][0]["validity"], "expired");
        let path = format!("/certificates/{}", added.text("id"));
        assert_eq!(house.ask(&hr, "DELETE", &path, Value::Null).status, 204);
        assert_eq!(house.ask(&hr, "DELETE", &path, Value::Null).brief(), (404, "people.certificate_not_found"));
        assert_eq!(house.ask(&hr, "GET", &mine, Value::Null).body["items"], json!([]));
    });
}

#[test]
fn bad_certificates_are_refused_and_others_are_not_reached() {
    let (house, cast) = House::with_cast();
    let (hr, agent, other) =
        (house.sign_in("hr", PASSWORD), house.sign_in("agent", PASSWORD), house.sign_in("other", PASSWORD));
    let good = mandarin(&cast, None);
    assert_eq!(house.ask(&agent, "POST", "/certificates", good.clone()).brief(), (404, "people.person_not_found"));
    let bad = json!({ "person_id": cast.agent, "kind": "moon", "number": " ", "issued": "2026-03-09",
                      "expires": "2026-03-01", "evidence": "x".repeat(201) });
    let told = house.ask(&hr, "POST", "/certificates", bad).body;
    let codes: Vec<&str> = told["problems"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
    let expected = [
        "people.unknown_certificate",
        "people.number_missing",
        "people.issued_later",
        "people.expires_before",
        "people.text_long",
    ];
    assert_eq!(codes, expected);
    let id = house.ask(&hr, "POST", "/certificates", good).text("id");
    let theirs = format!("/certificates?person={}", cast.agent);
    assert_eq!(house.ask(&other, "GET", &theirs, Value::Null).brief(), (404, "people.person_not_found"));
    let path = format!("/certificates/{id}");
    assert_eq!(house.ask(&agent, "DELETE", &path, Value::Null).brief(), (404, "people.certificate_not_found"));
    assert_eq!(house.ask(&other, "GET", "/certificates", Value::Null).brief(), (403, "web.no_right"));
}
