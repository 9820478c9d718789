//! Each refusal about approvals, follow-ups, complaints, parts and escalation, with its status and code.

use base::Span;
use serde_json::{Value, json};

use super::{Edge, later};
use crate::testing::unit;

fn refused(edge: &Edge, who: char, path: &str, body: &Value) -> (u16, String) {
    let answer = edge.post(who, path, body);
    assert!(answer.body["title"].as_str().is_some_and(|it| !it.starts_with("cases.")), "{path}: {}", answer.body);
    (answer.status, answer.code().to_owned())
}

fn money(kind: &str, fen: i64) -> Value {
    json!({ "ask": { "act": "compensation", "kind": kind, "fen": fen, "budget_unit_id": unit('H') }, "reason": "多收" })
}

/// An approval that A asked for; answers the path of it.
fn asked(edge: &Edge, case: &str) -> String {
    let answer = edge.post('A', &format!("{case}/approvals"), &money("refund", 100));
    assert_eq!(answer.status, 200, "{}", answer.body);
    format!("{case}/approvals/{}", answer.body["items"][0]["id"].as_str().unwrap())
}

#[test]
fn what_is_asked_for_is_refused_with_the_field_to_mend() {
    let edge = Edge::new();
    let case = edge.complaint();
    let ask = |act: Value| json!({ "ask": act, "reason": "因" });
    let refusal = |demand: &str, reply: &str| ask(json!({ "act": "refusal", "demand": demand, "reply": reply }));
    let rows = [
        (money("refund", 0), 422, "cases.amount_missing"),
        (money("gold", 1), 422, "cases.unknown_compensation"),
        (refusal(" ", "抱歉"), 422, "cases.refusal_demand_missing"),
        (refusal("赔十万", ""), 422, "cases.refusal_reply_missing"),
        (ask(json!({ "act": "closing", "outcome": "moon" })), 422, "cases.unknown_outcome"),
    ];
    for (body, status, code) in rows {
        assert_eq!(refused(&edge, 'A', &format!("{case}/approvals"), &body), (status, code.to_owned()), "{body}");
    }
}

#[test]
fn decisions_are_refused_for_whom_they_do_not_wait() {
    let edge = Edge::new();
    let case = edge.complaint();
    let it = asked(&edge, &case);
    let (yes, more) = (json!({ "verdict": "approve" }), json!({ "text": "账单" }));
    let on = |who, path: &str, body: &Value| refused(&edge, who, &format!("{it}{path}"), body);
    let is = |status: u16, code: &str| (status, code.to_owned());
    assert_eq!(
        refused(&edge, 'A', &format!("{case}/approvals"), &money("refund", 100)),
        is(409, "cases.approval_open")
    );
    assert_eq!(on('A', "/decide", &yes), is(403, "cases.approval_own"));
    assert_eq!(on('B', "/answer", &more), is(403, "cases.approval_not_asker"));
    assert_eq!(on('A', "/answer", &more), is(409, "cases.approval_not_sent_back"));
    assert_eq!(edge.post('A', &format!("{it}/withdraw"), &json!({})).status, 200);
    assert_eq!(on('B', "/decide", &yes), is(409, "cases.approval_decided"));
    let other = format!("{case}/approvals/apr_01JD0000000000000000000000/decide");
    assert_eq!(refused(&edge, 'B', &other, &yes), is(404, "cases.approval_not_found"));
}

#[test]
fn follow_ups_parts_complaints_and_ladders_refuse_what_is_not_there() {
    let edge = Edge::new();
    let case = edge.complaint();
    let at = |path: &str| format!("{case}{path}");
    let id = case.trim_start_matches("/cases/");
    let finding = json!({ "justified": "valid", "grounds": "据", "cause": "moon", "solution": "办" });
    let rows = [
        ("/follow-ups/fol_01JD0000000000000000000000/tries", json!({}), 404, "cases.follow_up_not_found"),
        ("/parts", json!({ "case_id": id }), 422, "cases.part_of_itself"),
        ("/complaint/finding", finding, 422, "cases.unknown_cause"),
        ("/escalations", json!({ "nature": "weather", "reason": "因" }), 422, "cases.unknown_nature"),
        ("/escalations", json!({ "reason": " " }), 422, "cases.reason_missing"),
        ("/escalations/esc_01JD0000000000000000000000/take", json!({}), 404, "cases.escalation_not_found"),
        ("/watch", json!({ "reason": "督", "due_at": later(Span::DAY) }), 403, "cases.no_right"),
    ];
    for (path, body, status, code) in rows {
        assert_eq!(refused(&edge, 'A', &at(path), &body), (status, code.to_owned()), "{path}");
    }
}

#[test]
fn a_part_belongs_to_one_case_and_the_ladder_has_a_top() {
    let edge = Edge::new();
    let (one, two, three) = (edge.complaint(), edge.complaint(), edge.complaint());
    let part = json!({ "case_id": two.trim_start_matches("/cases/") });
    assert_eq!(edge.post('A', &format!("{one}/parts"), &part).status, 200);
    assert_eq!(refused(&edge, 'A', &format!("{three}/parts"), &part), (409, "cases.part_already".to_owned()));
    let up = json!({ "reason": "客户要求" });
    for _ in 0..2 {
        assert_eq!(edge.post('A', &format!("{one}/escalations"), &up).status, 200);
    }
    assert_eq!(refused(&edge, 'A', &format!("{one}/escalations"), &up), (409, "cases.no_leader".to_owned()));
}
