//! Transfer to the unit that policy makes responsible for a class (CAS-6), through the real routes.

use serde_json::{Value, json};

use super::{Edge, complaint};
use crate::testing::unit;

/// What the page says of handing the case over.
fn transfer(page: &Value) -> Value {
    let all = page["actions"].as_array().unwrap();
    all.iter().find(|it| it["name"] == "transfer").cloned().unwrap()
}

/// A fault about the network, taken in as A.
fn fault() -> Value {
    let mut new = complaint();
    (new["kind"], new["class"]) = (json!("fault"), json!("broadband"));
    new["fields"] = json!({ "place": "文化路 1 号", "service_number": "02088886666" });
    new
}

#[test]
fn a_case_goes_to_the_unit_responsible_for_its_class_unless_another_is_named() {
    Edge::each(|edge| {
        let opened = edge.post('A', "/cases", &fault());
        assert_eq!(opened.status, 200, "{}", opened.body);
        assert_eq!(transfer(&opened.body)["unit"], json!({ "id": unit('T'), "name": "unit T" }), "it is proposed");
        let path = format!("/cases/{}/transfer", opened.body["id"].as_str().unwrap());
        let sent = edge.post('A', &path, &json!({ "reason": "线路故障" }));
        assert_eq!((sent.status, &sent.body["unit"]["id"]), (200, &json!(unit('T'))), "{}", sent.body);
        assert_eq!(
            transfer(&edge.get('C', &format!("/cases/{}", opened.body["id"].as_str().unwrap())).body)["unit"],
            Value::Null
        );

        let named = edge.post('A', "/cases", &fault()).body;
        let path = format!("/cases/{}/transfer", named["id"].as_str().unwrap());
        let sent = edge.post('A', &path, &json!({ "unit_id": unit('X'), "reason": "客户指定" }));
        assert_eq!(sent.body["unit"]["id"], json!(unit('X')));
    });
}

#[test]
fn the_class_it_turned_out_to_be_decides_where_it_goes() {
    Edge::each(|edge| {
        let mut new = fault();
        new["class"] = Value::Null;
        let case = edge.post('A', "/cases", &new);
        assert_eq!(case.status, 200, "{}", case.body);
        let path = format!("/cases/{}/transfer", case.body["id"].as_str().unwrap());
        let refused = edge.post('A', &path, &json!({ "reason": "线路故障" }));
        assert_eq!((refused.status, refused.code()), (422, "cases.no_route"));
        assert_eq!(refused.body["field"], "unit_id");
        let refused = edge.post('A', &path, &json!({ "class": "moon", "reason": "x" }));
        assert_eq!(refused.code(), "cases.unknown_class");
        let sent = edge.post('A', &path, &json!({ "class": "broadband", "reason": "线路故障" }));
        assert_eq!((&sent.body["unit"]["id"], &sent.body["class"]), (&json!(unit('T')), &json!("broadband")));
    });
}

#[test]
fn a_route_to_a_unit_that_does_not_exist_says_which_code_is_missing() {
    Edge::each(|edge| {
        let case = edge.complaint();
        let refused = edge.post('A', &format!("{case}/transfer"), &json!({ "reason": "x" }));
        assert_eq!((refused.status, refused.code()), (422, "cases.route_to_nowhere"));
        assert!(refused.body["title"].as_str().unwrap().contains("「complaints」"), "{}", refused.body);
        assert_eq!(transfer(&edge.get('A', &case).body)["unit"], Value::Null);
    });
}
