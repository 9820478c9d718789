//! What people are told of, and where cases stand, through the real routes.

use base::Span;
use serde_json::{Value, json};

use super::{Edge, later};
use crate::testing::{person, unit};

fn unseen(edge: &Edge, who: char) -> Vec<(String, bool)> {
    let body = edge.get(who, "/notices").body;
    let items = body["items"].as_array().unwrap();
    items.iter().map(|it| (it["kind"].as_str().unwrap().to_owned(), it["unseen"] == json!(true))).collect()
}

#[test]
fn whoever_is_called_in_or_given_a_case_is_told_until_it_was_seen() {
    Edge::each(|edge| {
        let case = edge.complaint();
        let note = json!({ "body": "@乙 请看", "mentions": [person('B')] });
        assert_eq!(edge.post('A', &format!("{case}/notes"), &note).status, 200);
        let to = json!({ "person_id": person('B') });
        assert_eq!(edge.post('S', &format!("{case}/assign"), &to).status, 200);
        let told = [("cases.assigned.v1".to_owned(), true), ("cases.noted.v1".to_owned(), true)];
        assert_eq!(unseen(edge, 'B'), told);
        assert_eq!(unseen(edge, 'A'), []);
        let newest = edge.get('B', "/notices").body["items"][0].clone();
        assert_eq!((&newest["subject"], &newest["actor"]["id"]), (&json!("宽带经常断线"), &json!(person('S'))));
        let seen = edge.post('B', "/notices/seen", &json!({ "until": newest["at"] }));
        assert_eq!(seen.body["items"][0]["unseen"], json!(false), "{}", seen.body);
    });
}

#[test]
fn whoever_received_a_case_first_follows_it_to_its_end() {
    Edge::each(|edge| {
        let case = edge.complaint();
        let to = json!({ "unit_id": unit('T'), "reason": "属于该部门职责" });
        assert_eq!(edge.post('A', &format!("{case}/transfer"), &to).status, 200);
        assert_eq!(unseen(edge, 'A'), [], "what one does oneself is no news");
        assert_eq!(edge.post('C', &format!("{case}/accept"), &json!({})).status, 200);
        assert_eq!(unseen(edge, 'A'), [("cases.accepted.v1".to_owned(), true)]);
        assert_eq!(edge.get('A', "/notices").body["items"][0]["reason"], "first_owner");
        assert_eq!(unseen(edge, 'C'), []);
    });
}

#[test]
fn a_supervisor_entrusts_the_first_receivers_responsibility_on_record() {
    Edge::each(|edge| {
        let case = edge.complaint();
        let to = json!({ "person_id": person('B'), "reason": "甲调往其他班组" });
        let path = format!("{case}/entrust");
        assert_eq!(edge.post('A', &path, &to).code(), "cases.no_right");
        assert_eq!(edge.post('S', &path, &json!({ "person_id": person('B') })).code(), "cases.reason_missing");
        let nobody = json!({ "person_id": "per_01JD0000000000000000000ZZZ", "reason": "x" });
        assert_eq!(edge.post('S', &path, &nobody).code(), "cases.unknown_person");
        let entrusted = edge.post('S', &path, &to);
        assert_eq!(entrusted.status, 200, "{}", entrusted.body);
        assert_eq!(entrusted.body["first_owner"]["id"], json!(person('B')));
        let again = edge.post('S', &path, &to);
        assert_eq!((again.code(), again.body["field"].as_str()), ("cases.first_owner_same", Some("person_id")));
        assert_eq!(unseen(edge, 'B'), [("cases.entrusted.v1".to_owned(), true)]);
        let told = edge.get('S', &format!("{case}/timeline")).body["items"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&told["kind"], &told["body"]["reason"]), (&json!("cases.entrusted.v1"), &json!("甲调往其他班组")));
    });
}

#[test]
fn what_comes_is_not_seen_before_it_came() {
    Edge::each(|edge| {
        let case = edge.complaint();
        assert_eq!(edge.post('B', "/notices/seen", &json!({ "until": later(Span::DAY) })).status, 200);
        edge.it.clock.advance(Span::HOUR);
        let note = json!({ "body": "@乙 请看", "mentions": [person('B')] });
        assert_eq!(edge.post('A', &format!("{case}/notes"), &note).status, 200);
        assert_eq!(unseen(edge, 'B'), [("cases.noted.v1".to_owned(), true)]);
    });
}

#[test]
fn open_cases_are_counted_by_step_and_kind() {
    Edge::each(|edge| {
        edge.complaint();
        let further = edge.complaint();
        assert_eq!(edge.post('A', &format!("{further}/steps"), &json!({ "to": "diagnose" })).status, 200);
        let stages: Vec<Value> = edge.get('A', "/cases/stages").body.as_array().unwrap().clone();
        let places: Vec<_> = stages.iter().map(|it| (it["step"].as_str().unwrap(), it["open"].clone())).collect();
        assert_eq!(places, [("diagnose", json!(1)), ("verify", json!(1))]);
    });
}
