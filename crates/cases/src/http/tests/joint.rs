//! Working together over HTTP: what the routes answer, and that a command sent twice is carried out once.

use serde_json::json;

use super::{Edge, later};
use crate::testing::{person, unit};

#[test]
fn a_part_goes_from_the_host_to_the_department_and_back() {
    Edge::each(|edge| {
        let case = edge.complaint();
        let ask = json!({ "unit_id": unit('T'), "task": "核实线路", "due_at": later(base::Span::DAY) });
        let asked = edge.post('A', &format!("{case}/joint"), &ask);
        assert_eq!((asked.status, &asked.body["may_ask"]), (200, &json!(true)), "{}", asked.body);
        let id = asked.body["items"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(asked.body["items"][0]["actions"], json!(["withdraw"]));

        let list = edge.get('C', "/joint?view=waiting");
        assert_eq!(list.body["items"][0]["task"], json!("核实线路"), "{}", list.body);
        assert_eq!(edge.get('C', &case).status, 200, "who is asked sees the case");
        assert_eq!(edge.get('E', &case).status, 404);
        let taken = edge.post('C', &format!("{case}/joint/{id}/accept"), &json!({}));
        assert_eq!(taken.body["items"][0]["actions"], json!(["deliver", "return"]), "{}", taken.body);
        let back = edge.post('C', &format!("{case}/joint/{id}/return"), &json!({ "text": "不属于本部门" }));
        assert_eq!((back.status, &back.body["items"]), (200, &json!([])), "out of sight: {}", back.body);
        assert_eq!(edge.get('C', &case).status, 404);
        let seen = edge.get('A', &format!("{case}/joint"));
        assert_eq!(seen.body["items"][0]["answer"], json!("不属于本部门"));
        let bad = edge.get('A', "/joint?view=nobody");
        assert_eq!((bad.status, bad.code()), (422, "cases.bad_filter"));
    });
}

#[test]
fn a_transfer_is_taken_back_and_the_page_says_who_can() {
    Edge::each(|edge| {
        let case = edge.complaint();
        let to = json!({ "unit_id": unit('T'), "person_id": person('C'), "reason": "线路故障" });
        let waits = edge.post('A', &format!("{case}/transfer"), &to);
        let allowed = |body: &serde_json::Value, name: &str| {
            let all = body["actions"].as_array().unwrap().clone();
            all.iter().find(|it| it["name"] == name).unwrap()["allowed"].clone()
        };
        assert_eq!(allowed(&waits.body, "take_back"), json!(true), "{}", waits.body);
        let seen = edge.get('C', &case);
        assert_eq!(allowed(&seen.body, "take_back"), json!(false));
        let back = edge.post('A', &format!("{case}/take-back"), &json!({ "reason": "已解决" }));
        assert_eq!((back.status, &back.body["transfers"][0]["state"]), (200, &json!("taken_back")), "{}", back.body);
    });
}

#[test]
fn an_urging_is_refused_with_the_moment_from_which_it_is_not() {
    Edge::each(|edge| {
        let case = edge.complaint();
        let urge = || edge.post('S', &format!("{case}/urgings"), &json!({ "reason": "客户来电" }));
        let first = urge();
        assert_eq!((first.status, &first.body["count"]), (200, &json!(1)), "{}", first.body);
        let second = urge();
        assert_eq!((second.status, second.code()), (409, "cases.urged_just_now"));
        assert!(second.body.to_string().contains("09:30"), "{}", second.body);
        let customer = edge.post('B', &format!("{case}/urgings"), &json!({ "reason": "又来电", "customer": true }));
        assert_eq!(customer.body["count"], json!(2), "{}", customer.body);
    });
}
