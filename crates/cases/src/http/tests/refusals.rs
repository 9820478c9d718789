//! Each refusal through the real routes, with its status and code.

use base::Span;
use serde_json::{Value, json};

use super::{Edge, complaint, id, later};
use crate::testing::{person, unit};

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

#[test]
fn taking_in_is_refused_with_the_field_to_mend() {
    let edge = Edge::new();
    let cases = [
        ("kind", json!("riot"), 422, "cases.unknown_kind"),
        ("class", json!("moon"), 422, "cases.unknown_class"),
        ("channel", json!("pigeon"), 422, "cases.unknown_channel"),
        ("priority", json!("whenever"), 422, "cases.unknown_priority"),
        ("subject", json!(" "), 422, "cases.incomplete"),
        ("fields", json!({ "demand": "x", "colour": "red" }), 422, "cases.incomplete"),
        ("promise", Value::Null, 422, "cases.answer_or_promise"),
        ("answered_on_the_spot", json!(true), 422, "cases.answer_missing"),
        ("promise", json!({ "due_at": later(Span(0)), "text": "x" }), 422, "cases.promise_past"),
        ("promise", json!({ "due_at": later(Span::DAY.times(60)), "text": "x" }), 422, "cases.promise_too_far"),
        ("unit_id", json!("unt_01JD000000000000000000000Z"), 422, "cases.unknown_unit"),
        ("customer_id", json!("cus_01JD000000000000000000000Z"), 422, "cases.unknown_customer"),
        ("surprise", json!(1), 422, "web.bad_body"),
    ];
    for (name, value, status, code) in cases {
        let answer = edge.post('A', "/cases", &with(complaint(), name, value));
        assert_eq!((answer.status, answer.code()), (status, code), "{name}: {}", answer.body);
        assert!(answer.body["title"].as_str().is_some_and(|it| !it.starts_with("cases.")), "{}", answer.body);
    }
    let bodies = [
        ("promise.due_at", "promise", json!({ "due_at": 1, "text": "x" })),
        ("promise.text", "promise", json!({ "due_at": later(Span::DAY) })),
        ("promise.when", "promise", json!({ "when": 1, "due_at": later(Span::DAY), "text": "x" })),
        ("surprise", "surprise", json!(1)),
        ("subject", "subject", json!(7)),
    ];
    for (field, name, value) in bodies {
        assert_eq!(edge.post('A', "/cases", &with(complaint(), name, value)).body["field"], field);
    }
    let missing = edge.post('A', "/cases", &with(complaint(), "fields", json!({})));
    assert_eq!(missing.body["problems"][0]["field"], "fields.demand");
    assert_eq!(missing.body["problems"][0]["detail"], "请填写「客户诉求」。");
}

#[test]
fn commands_on_an_open_case_are_refused_with_the_reason() {
    let edge = Edge::new();
    let case = edge.complaint();
    let at = |path: &str| format!("{case}{path}");
    let clock = edge.get('A', &case).body["clocks"][0]["id"].clone();
    let step = edge.get('A', &case).body["clocks"][1]["id"].clone();
    let told = json!({ "clock_id": clock, "until": later(Span::DAY.times(5)), "reason": "x" });
    let cases = [
        ('A', at("/steps"), json!({ "to": "confirm" }), 409, "cases.illegal_step"),
        ('E', at("/steps"), json!({ "to": "diagnose" }), 404, "cases.not_found"),
        ('A', at("/steps"), json!({ "to": "diagnose", "version": 99 }), 409, "cases.stale"),
        ('A', at("/accept"), json!({}), 409, "cases.no_transfer"),
        ('A', at("/return"), json!({ "reason": "x" }), 409, "cases.no_transfer"),
        ('A', at("/assign"), json!({ "person_id": person('E') }), 422, "cases.unknown_person"),
        ('A', at("/assign"), json!({ "person_id": person('A') }), 422, "cases.transfer_to_same"),
        ('A', at("/transfer"), json!({ "unit_id": unit('T') }), 422, "cases.reason_missing"),
        ('A', at("/transfer"), json!({ "unit_id": unit('H'), "reason": "x" }), 422, "cases.transfer_to_same"),
        ('A', at("/notes"), json!({ "body": "  " }), 422, "cases.text_missing"),
        ('A', at("/reply"), json!({ "body": "" }), 422, "cases.text_missing"),
        ('A', at("/pause"), json!({ "reason": "lunch" }), 422, "cases.pause_reason"),
        ('A', at("/pause"), json!({ "reason": "waiting_customer" }), 422, "cases.note_missing"),
        ('A', at("/resume"), json!({}), 409, "cases.not_paused"),
        ('A', at("/extend"), told.clone(), 422, "cases.customer_not_told"),
        ('A', at("/extend"), with(told, "clock_id", step), 409, "cases.not_extendable"),
        ('A', at("/confirm"), json!({ "satisfied": true }), 409, "cases.not_fed_back"),
        ('A', at("/close"), json!({ "outcome": "solved" }), 409, "cases.open_promise"),
        ('A', at("/reopen"), json!({ "reason": "x" }), 409, "cases.not_closed"),
        ('A', at("/promises/prm_01JD0000000000000000000000/keep"), json!({}), 404, "cases.promise_not_found"),
    ];
    for (who, path, body, status, code) in cases {
        let answer = edge.post(who, &path, &body);
        assert_eq!((answer.status, answer.code()), (status, code), "{path} {body}: {}", answer.body);
    }
}

#[test]
fn the_end_of_a_case_is_refused_until_everything_is_there() {
    let edge = Edge::new();
    let case = edge.fed_back();
    let at = |path: &str| format!("{case}{path}");
    let cases = [
        ('A', "/close", json!({ "outcome": "solved" }), 409, "cases.unconfirmed"),
        ('S', "/close", json!({}), 422, "cases.outcome_missing"),
        ('S', "/close", json!({ "outcome": "fine", "grounds": "x" }), 422, "cases.unknown_outcome"),
        ('S', "/close", json!({ "outcome": "refused" }), 422, "cases.grounds_missing"),
        ('A', "/confirm", json!({ "satisfied": false }), 422, "cases.reason_missing"),
    ];
    for (who, path, body, status, code) in cases {
        let answer = edge.post(who, &at(path), &body);
        assert_eq!((answer.status, answer.code()), (status, code), "{path} {body}: {}", answer.body);
    }
    let closed = edge.post('A', &at("/confirm"), &json!({ "satisfied": true }));
    assert_eq!((closed.status, &closed.body["status"]), (200, &json!("closed")), "{}", closed.body);
    assert_eq!(edge.post('A', &at("/steps"), &json!({ "to": "diagnose" })).code(), "cases.already_closed");
    assert_eq!(edge.post('A', &at("/reopen"), &json!({})).code(), "cases.reason_missing");
    edge.it.clock.advance(Span::DAY.times(40));
    assert_eq!(edge.post('A', &at("/reopen"), &json!({ "reason": "x" })).code(), "cases.reopen_too_late");
}

#[test]
fn the_page_tells_what_can_be_done_why_not_the_rest_and_why_its_times_are_what_they_are() {
    let edge = Edge::new();
    let case = edge.complaint();
    let page = edge.get('A', &case).body;
    assert_eq!((&page["primary"], &page["number"]), (&json!("step"), &json!("100001")));
    assert_eq!(page["customer"]["name"], "王**");
    assert_eq!(page["contact_how"], "138****8000");
    assert_eq!(page["missing"], json!(["evidence"]));
    let action = |name: &str| {
        let all = page["actions"].as_array().unwrap();
        all.iter().find(|it| it["name"] == name).cloned().unwrap()
    };
    assert_eq!(action("step")["to"], json!(["diagnose"]));
    assert_eq!(action("confirm")["reason"], "cases.not_fed_back");
    assert_eq!(action("confirm")["reason_text"], "结果尚未反馈给客户。");
    let why = page["clocks"][0]["why"].as_str().unwrap();
    assert!(why.contains("《办理时限》（limits@") && why.contains("（后台办公）"), "{why}");
    let number = page["number"].as_str().unwrap();
    let found = edge.get('A', &format!("/search?q={number}")).body;
    assert_eq!(id(&found["cases"][0]), id(&page));
    let timeline = edge.get('A', &format!("{case}/timeline?limit=2")).body;
    assert_eq!((timeline["items"][0]["text_key"].clone(), timeline["next"].is_string()), (json!("cases.opened"), true));
}
