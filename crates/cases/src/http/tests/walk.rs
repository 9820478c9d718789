//! Every route, walked by nobody, by a stranger, and by somebody without rights.

use base::Span;
use serde_json::{Value, json};
use web::{Actor, Reach, Rights};

use super::{Edge, complaint, later};
use crate::testing::{person, unit};

/// Every route on a case, with a body that its handler understands.
fn routes(case: &str) -> Vec<(&'static str, String, Value)> {
    let at = |path: &str| format!("{case}{path}");
    let other = "cas_01JD0000000000000000000000";
    vec![
        ("GET", case.to_owned(), Value::Null),
        ("GET", at("/timeline"), Value::Null),
        ("PATCH", case.to_owned(), json!({ "subject": "x" })),
        ("POST", at("/steps"), json!({ "to": "diagnose" })),
        ("POST", at("/assign"), json!({ "person_id": person('E') })),
        ("POST", at("/transfer"), json!({ "unit_id": unit('X'), "reason": "x" })),
        ("POST", at("/accept"), json!({})),
        ("POST", at("/return"), json!({ "reason": "x" })),
        ("POST", at("/notes"), json!({ "body": "x" })),
        ("POST", at("/reply"), json!({ "body": "x" })),
        ("POST", at("/promise"), json!({ "due_at": later(Span::HOUR), "text": "x" })),
        ("POST", at("/promises/prm_01JD0000000000000000000000/keep"), json!({})),
        ("POST", at("/pause"), json!({ "reason": "waiting_customer", "note": "x" })),
        ("POST", at("/resume"), json!({})),
        ("POST", at("/extend"), json!({ "clock_id": "clk_01JD0000000000000000000000", "until": later(Span::DAY) })),
        ("POST", at("/confirm"), json!({ "satisfied": true })),
        ("POST", at("/close"), json!({ "outcome": "refused", "grounds": "x" })),
        ("POST", at("/reopen"), json!({ "reason": "x" })),
        ("POST", at("/links"), json!({ "case_id": other, "kind": "related" })),
        ("POST", at("/tags"), json!({ "add": ["tag_01JD0000000000000000000000"] })),
        ("POST", at("/reveal"), json!({ "reason": "x" })),
        ("POST", at("/tracking-code"), Value::Null),
    ]
}

/// Every route on what is open with others, with complaints and applications, and on several cases as one.
fn parts(case: &str) -> Vec<(&'static str, String, Value)> {
    let at = |path: &str| format!("{case}{path}");
    let other = "cas_01JD0000000000000000000000";
    vec![
        ("GET", at("/approvals"), Value::Null),
        ("POST", at("/approvals"), json!({ "ask": { "act": "closing", "outcome": "refused" }, "reason": "x" })),
        ("POST", at("/approvals/apr_01JD0000000000000000000000/decide"), json!({ "verdict": "approve" })),
        ("POST", at("/approvals/apr_01JD0000000000000000000000/answer"), json!({ "text": "x" })),
        ("POST", at("/approvals/apr_01JD0000000000000000000000/withdraw"), json!({})),
        ("GET", at("/follow-ups"), Value::Null),
        ("POST", at("/follow-ups/fol_01JD0000000000000000000000/tries"), json!({})),
        ("POST", at("/follow-ups/fol_01JD0000000000000000000000/end"), json!({ "result": "satisfied" })),
        ("GET", at("/parts"), Value::Null),
        ("POST", at("/parts"), json!({ "case_id": other })),
        ("GET", at("/complaint"), Value::Null),
        (
            "POST",
            at("/complaint/record"),
            json!({ "facts": "x", "demand": "x", "severity": "minor", "calmed": true, "quiet_room": "taken" }),
        ),
        ("POST", at("/complaint/investigation"), json!({ "found": "x" })),
        ("POST", at("/complaint/finding"), json!({ "justified": "valid", "grounds": "x", "solution": "x" })),
        ("POST", at("/complaint/analysis"), json!({ "why": "x", "remedy": "x" })),
        ("GET", at("/escalations"), Value::Null),
        ("POST", at("/escalations"), json!({ "reason": "x" })),
        ("POST", at("/take-back"), json!({ "reason": "x" })),
        ("GET", at("/merges"), Value::Null),
        ("POST", at("/merges"), json!({ "case_id": other, "reason": "x" })),
        ("POST", at("/merges/cmg_01JD0000000000000000000000/undo"), json!({ "reason": "x" })),
        ("POST", at("/splits"), json!({ "subject": "x", "reason": "x" })),
        ("POST", at("/unlink"), json!({ "case_id": other, "kind": "related" })),
        ("GET", at("/joint"), Value::Null),
        ("POST", at("/joint"), json!({ "unit_id": unit('X'), "task": "x" })),
        ("POST", at("/joint/jnt_01JD0000000000000000000000/accept"), json!({})),
        ("POST", at("/joint/jnt_01JD0000000000000000000000/return"), json!({ "text": "x" })),
        ("POST", at("/joint/jnt_01JD0000000000000000000000/deliver"), json!({ "text": "x" })),
        ("POST", at("/joint/jnt_01JD0000000000000000000000/withdraw"), json!({ "text": "x" })),
        ("POST", at("/joint/jnt_01JD0000000000000000000000/waive"), json!({ "text": "x" })),
        ("GET", at("/urgings"), Value::Null),
        ("POST", at("/urgings"), json!({ "reason": "x" })),
        ("POST", at("/watch"), json!({ "reason": "x", "due_at": later(Span::DAY) })),
        ("POST", at("/escalations/esc_01JD0000000000000000000000/take"), json!({})),
        ("POST", at("/escalations/esc_01JD0000000000000000000000/settle"), json!({ "answer": "x" })),
        ("GET", at("/application"), Value::Null),
        ("POST", at("/application/check"), json!({ "materials": {} })),
        ("POST", at("/application/refuse"), json!({ "ground": "x" })),
        ("POST", at("/application/questions"), json!({ "text": "x" })),
        ("POST", at("/application/questions/qst_01JD0000000000000000000000/answer"), json!({ "answer": "x" })),
        ("POST", at("/papers/ppr_01JD0000000000000000000000/told"), json!({ "how": "phone" })),
        ("POST", at("/papers/ppr_01JD0000000000000000000000/print"), json!({})),
        ("POST", at("/print"), json!({})),
    ]
}

fn template() -> Value {
    json!({ "sort": "answer", "name": "x", "says": { "text": "x" }, "sharing": "own" })
}

/// Routes that are not about one case.
fn general() -> Vec<(&'static str, String, Value)> {
    vec![
        ("GET", "/cases".to_owned(), Value::Null),
        ("GET", "/cases/counts".to_owned(), Value::Null),
        ("GET", "/cases/stages".to_owned(), Value::Null),
        ("GET", "/approvals".to_owned(), Value::Null),
        ("GET", "/follow-ups?view=team".to_owned(), Value::Null),
        ("GET", "/escalations".to_owned(), Value::Null),
        ("GET", "/escalations/counts".to_owned(), Value::Null),
        ("GET", "/questions".to_owned(), Value::Null),
        ("GET", "/joint".to_owned(), Value::Null),
        ("GET", "/notices".to_owned(), Value::Null),
        ("POST", "/notices/seen".to_owned(), json!({ "until": later(Span::HOUR) })),
        ("GET", "/cases/views".to_owned(), Value::Null),
        ("POST", "/cases/views".to_owned(), json!({ "name": "x", "query": "" })),
        ("DELETE", "/cases/views/viw_01JD0000000000000000000000".to_owned(), Value::Null),
        ("PATCH", "/cases/views/viw_01JD0000000000000000000000".to_owned(), json!({ "version": 1 })),
        ("PUT", "/cases/views/viw_01JD0000000000000000000000/pin".to_owned(), json!({ "pinned": true })),
        ("GET", "/cases/views/counts".to_owned(), Value::Null),
        ("GET", "/tags".to_owned(), Value::Null),
        ("POST", "/tags".to_owned(), json!({ "name": "x" })),
        ("PATCH", "/tags/tag_01JD0000000000000000000000".to_owned(), json!({ "version": 1 })),
        ("POST", "/tags/tag_01JD0000000000000000000000/merge".to_owned(), {
            json!({ "version": 1, "into": "tag_01JD0000000000000000000001" })
        }),
        ("GET", "/cases/templates?sort=answer".to_owned(), Value::Null),
        ("POST", "/cases/templates".to_owned(), template()),
        ("PUT", "/cases/templates/tpl_01JD0000000000000000000000".to_owned(), template()),
        ("DELETE", "/cases/templates/tpl_01JD0000000000000000000000".to_owned(), Value::Null),
        ("GET", "/cases/templates/tpl_01JD0000000000000000000000/versions".to_owned(), Value::Null),
        ("POST", "/cases/templates/tpl_01JD0000000000000000000000/fill".to_owned(), json!({})),
        ("GET", "/cases/export?query=status%3Dopen".to_owned(), Value::Null),
        ("POST", "/cases/export".to_owned(), json!({ "format": "csv", "query": "", "reason": "核对" })),
        ("GET", "/bulk-acts".to_owned(), Value::Null),
        ("POST", "/bulk-acts".to_owned(), json!({ "act": { "act": "urge" }, "case_ids": [] })),
        ("GET", "/bulk-acts/size?status=open".to_owned(), Value::Null),
        ("GET", "/bulk-acts/blk_01JD0000000000000000000000".to_owned(), Value::Null),
        ("GET", "/bulk-acts/blk_01JD0000000000000000000000/rows".to_owned(), Value::Null),
        ("POST", "/bulk-acts/blk_01JD0000000000000000000000/stop".to_owned(), json!({})),
        ("POST", "/bulk-acts/blk_01JD0000000000000000000000/undo".to_owned(), json!({})),
        ("GET", "/search?q=%E5%AE%BD%E5%B8%A6".to_owned(), Value::Null),
        ("POST", "/cases".to_owned(), complaint()),
        ("GET", "/attachments/att_01JD0000000000000000000000".to_owned(), Value::Null),
    ]
}

#[test]
fn nobody_gets_past_any_route() {
    let edge = Edge::new();
    let case = edge.complaint();
    for (method, path, body) in routes(&case).into_iter().chain(parts(&case)).chain(general()) {
        let answer = edge.api.ask(None, method, &format!("/api/v1{path}"), &body);
        assert_eq!((answer.status, answer.code()), (401, "web.signed_out"), "{method} {path}");
    }
}

#[test]
fn whoever_has_no_rights_gets_past_none() {
    let edge = Edge::new();
    let case = edge.complaint();
    let powerless = Actor::person(person('B'), Some(unit('H')), Rights::default(), Reach::All);
    for (method, path, body) in routes(&case).into_iter().chain(parts(&case)).chain(general()) {
        let answer = edge.api.ask(Some(&powerless), method, &format!("/api/v1{path}"), &body);
        assert_eq!((answer.status, answer.code()), (403, "web.no_right"), "{method} {path} {}", answer.body);
    }
}

#[test]
fn an_agent_of_another_team_neither_sees_nor_changes_a_case() {
    let edge = Edge::new();
    let case = edge.complaint();
    for (method, path, body) in routes(&case).into_iter().chain(parts(&case)) {
        let answer = edge.ask('E', method, &path, &body);
        assert_eq!((answer.status, answer.code()), (404, "cases.not_found"), "{method} {path} {}", answer.body);
    }
    assert_eq!(edge.get('E', "/cases?status=all").body["items"], json!([]));
    assert_eq!(edge.get('E', "/search?q=%E5%AE%BD%E5%B8%A6").body["cases"], json!([]));
    assert_eq!(edge.get('E', "/cases/counts").body["open"], json!(0));
    assert_eq!(edge.get('E', "/cases/stages").body, json!([]));
    assert_eq!(edge.get('E', "/notices").body["items"], json!([]));
    for list in ["/approvals", "/follow-ups?view=team", "/questions", "/escalations", "/escalations?view=overdue"] {
        assert_eq!(edge.get('E', list).body["items"], json!([]), "{list}");
    }
    assert_eq!(edge.get('E', "/escalations/counts").body, json!([]));
    assert_eq!(edge.get('A', &case).body["version"], json!(1), "nothing changed");
}

#[test]
fn a_command_sent_twice_with_its_key_is_carried_out_once() {
    let edge = Edge::new();
    let me = crate::testing::actor('A');
    let send = || edge.api.send(Some(&me), "POST", "/api/v1/cases", &[("idempotency-key", "k1")], &complaint());
    let (first, second) = (send(), send());
    assert_eq!((first.status, first.body["id"].clone()), (200, second.body["id"].clone()));
    assert_eq!(edge.get('A', "/cases").body["items"].as_array().unwrap().len(), 1);
}
