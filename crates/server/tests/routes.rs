//! Every route, walked by nobody, by somebody without roles, and by an agent of another team: what each may see and
//! change.

#![expect(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop when the test cannot go on, and are for several tests"
)]

mod common;
#[path = "routes/policy.rs"]
mod policy;

use common::{House, People};
use serde_json::{Value, json};

/// Routes that answer before anybody has signed in.
const OPEN: [(&str, &str); 23] = [
    ("get", "/api/v1/setup"),
    ("post", "/api/v1/setup"),
    ("post", "/api/v1/session"),
    ("get", "/api/v1/sign-in"),
    ("post", "/api/v1/sign-in/providers/{id}"),
    ("post", "/api/v1/sign-in/return"),
    ("post", "/api/v1/sign-in/return/code"),
    ("post", "/api/v1/invitations/look"),
    ("post", "/api/v1/invitations/accept"),
    // Signed by other systems.
    ("post", "/api/v1/hooks/{entrance}"),
    ("get", "/api/v1/wechat/{entrance}"),
    ("post", "/api/v1/wechat/{entrance}"),
    ("get", "/api/v1/portal"),
    ("post", "/api/v1/portal/cases"),
    ("post", "/api/v1/portal/track"),
    ("post", "/api/v1/portal/messages"),
    ("post", "/api/v1/portal/verdict"),
    ("post", "/api/v1/portal/files"),
    ("get", "/api/v1/visitor/entrances/{id}"),
    ("get", "/api/v1/visitor/live"),
    ("post", "/api/v1/visitor/files"),
    ("get", "/api/v1/visitor/files/{id}"),
    ("post", "/api/v1/visitor/leave"),
];

/// Routes that everybody who has signed in may use for themselves, without any role.
fn is_own(method: &str, path: &str) -> bool {
    path.starts_with("/api/v1/session") || path.starts_with("/api/v1/news") || (method, path) == ("get", "/api/v1/live")
}

/// Every operation of the API: method and path.
fn operations() -> Vec<(String, String)> {
    let api: Value = serde_json::to_value(server::app::description()).unwrap();
    let paths = api["paths"].as_object().unwrap();
    let of = |(path, item): (&String, &Value)| {
        let methods = ["get", "post", "put", "patch", "delete"].into_iter().filter(|it| item.get(it).is_some());
        methods.map(|it| (it.to_owned(), path.clone())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

/// A body that is right for most commands; what a route does not know it refuses, which is as good here.
fn body(path: &str) -> Value {
    match path.rsplit('/').next().unwrap_or_default() {
        "steps" => json!({ "to": "diagnose" }),
        "notes" => json!({ "body": "note", "mentions": [] }),
        "reply" => json!({ "body": "reply" }),
        "joint" => json!({ "unit_id": "unt_01JD0000000000000000000000", "task": "task" }),
        "merges" => json!({ "case_id": "cas_01JD0000000000000000000000", "reason": "reason" }),
        "splits" => json!({ "subject": "subject", "reason": "reason" }),
        "unlink" => json!({ "case_id": "cas_01JD0000000000000000000000", "kind": "related" }),
        "deliver" | "withdraw" | "waive" => json!({ "text": "text" }),
        "undo" | "urgings" | "take-back" | "return" | "reopen" | "escalations" => json!({ "reason": "reason" }),
        "confirm" => json!({ "satisfied": true }),
        "close" => json!({ "outcome": "solved" }),
        "pause" => json!({ "reason": "waiting_customer", "note": "note" }),
        "reveal" => json!({ "field": "name", "reason": "curious" }),
        "entrust" => json!({ "person_id": "per_01JD0000000000000000000000", "reason": "reason" }),
        "assign" => json!({ "person_id": null }),
        "approvals" => json!({ "ask": { "act": "closing", "outcome": "refused" }, "reason": "reason" }),
        "decide" => json!({ "verdict": "approve" }),
        "answer" => json!({ "text": "more" }),
        "end" => json!({ "result": "satisfied" }),
        "parts" => json!({ "case_id": "cas_01JD0000000000000000000000" }),
        "investigation" => json!({ "found": "found" }),
        "finding" => json!({ "justified": "valid", "grounds": "grounds", "solution": "solution" }),
        "analysis" => json!({ "why": "why", "remedy": "remedy" }),
        "record" => json!({ "facts": "f", "demand": "d", "severity": "minor", "calmed": true, "quiet_room": "taken" }),
        "watch" => json!({ "reason": "reason", "due_at": testkit::START + base::Span::DAY }),
        "settle" => json!({ "answer": "answer" }),
        _ => json!({}),
    }
}

#[test]
fn nobody_is_asked_to_sign_in_on_every_route() {
    let house = House::new();
    for (method, path) in operations() {
        if OPEN.contains(&(method.as_str(), path.as_str())) {
            continue;
        }
        let path = house.filled(&path);
        let answer = house.ask(None, &method, &path, &body(&path));
        assert_eq!(answer.status, 401, "{method} {path}: {}", answer.body);
    }
}

#[test]
fn somebody_without_roles_sees_and_changes_nothing() {
    let house = House::new();
    let before = house.events();
    for (method, path) in operations() {
        if OPEN.contains(&(method.as_str(), path.as_str())) || is_own(&method, &path) {
            continue;
        }
        let path = house.filled(&path);
        let answer = house.ask(Some(People::Stranger), &method, &path, &body(&path));
        let empty = answer.body.get("items").and_then(Value::as_array).is_some_and(Vec::is_empty);
        assert!(
            (400..500).contains(&answer.status) || (answer.status == 200 && method == "get" && empty),
            "{method} {path}: {} {}",
            answer.status,
            answer.body
        );
    }
    assert_eq!(house.events(), before, "nothing happened");
}

#[test]
fn an_agent_of_another_team_neither_sees_nor_changes_a_case() {
    let house = House::new();
    let before = house.events();
    let about_the_case = operations().into_iter().filter(|(_, path)| path.starts_with("/api/v1/cases/{id}"));
    let mut walked = 0;
    for (method, path) in about_the_case {
        let path = house.filled(&path);
        let answer = house.ask(Some(People::OtherTeam), &method, &path, &body(&path));
        // 400: an upload that is none; it is read before anything is looked up.
        assert!([400, 404, 422].contains(&answer.status), "{method} {path}: {} {}", answer.status, answer.body);
        assert!(!answer.body.to_string().contains(common::SECRET), "{method} {path} shows the case");
        walked += 1;
    }
    assert!(walked > 12, "only {walked} routes were walked");
    for path in ["/api/v1/cases?status=all", "/api/v1/search?q=漏水"] {
        let answer = house.ask(Some(People::OtherTeam), "get", path, &Value::Null);
        assert!(!answer.body.to_string().contains(common::SECRET), "{path} shows the case");
        let mine = house.ask(Some(People::Agent), "get", path, &Value::Null);
        assert!(mine.body.to_string().contains(common::SECRET), "{path} hides it from its own agent: {}", mine.body);
    }
    assert_eq!(house.events(), before, "nothing happened");
}

#[test]
fn who_reads_figures_but_no_cases_is_not_told_what_the_counted_cases_are_about() {
    let house = House::new();
    let day = |at: base::Stamp| at.day(&jiff::tz::TimeZone::UTC);
    let (from, to) = (day(testkit::START), day(testkit::START + base::Span::DAY.times(2)));
    let path = format!("/api/v1/metrics/cases_opened/cases?from={from}&to={to}");
    let seen = |who| house.ask(Some(who), "get", &path, &Value::Null);
    let (agent, personnel) = (seen(People::Agent), seen(People::Personnel));
    assert!(agent.body.to_string().contains(common::SECRET), "{}", agent.body);
    assert_eq!(personnel.body["items"].as_array().map(Vec::len), Some(1), "{}", personnel.body);
    assert!(!personnel.body.to_string().contains(common::SECRET), "{}", personnel.body);
}

#[test]
fn a_change_without_the_pages_token_is_refused() {
    let house = House::new();
    let path = house.filled("/api/v1/cases/{id}/notes");
    let answer = house.ask_without_token(People::Agent, "post", &path, &body(&path));
    assert_eq!((answer.status, answer.code()), (403, "web.bad_csrf"));
    let answer = house.ask(Some(People::Agent), "post", &path, &body(&path));
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[test]
fn a_command_sent_twice_with_one_key_is_carried_out_once() {
    let house = House::new();
    let path = house.filled("/api/v1/cases/{id}/notes");
    let first = house.ask_with_key(People::Agent, "once", "post", &path, &body(&path));
    let count = house.events();
    let second = house.ask_with_key(People::Agent, "once", "post", &path, &body(&path));
    assert_eq!((first.status, &first.body), (second.status, &second.body));
    assert_eq!(house.events(), count);
    let other = house.ask_with_key(People::Agent, "once", "post", &path, &json!({ "body": "other", "mentions": [] }));
    assert_eq!(other.code(), "web.idempotency_key_reused");
}
