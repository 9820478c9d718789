//! Saved views: shared, changed by version, pinned with counters, given by policy, and what they refer to that is gone.

use serde_json::{Value, json};
use web::{Actor, Reach, Right, Rights};

use super::Edge;
use crate::testing::{actor, person, unit};

fn saved(edge: &Edge, who: char, query: &str, sharing: &str) -> Value {
    let new = json!({ "name": "光纤故障", "query": query, "columns": ["line"], "sharing": sharing });
    let answer = edge.post(who, "/cases/views", &new);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

fn seen(edge: &Edge, who: char, id: &str) -> Option<Value> {
    let all = edge.get(who, "/cases/views").body["items"].clone();
    all.as_array().unwrap().iter().find(|it| it["id"] == id).cloned()
}

#[test]
fn a_view_shared_with_the_team_is_seen_pinned_and_counted_by_a_colleague() {
    Edge::each(|edge| {
        let view = saved(edge, 'A', &format!("unit={}&status=open&kind=complaint", unit('H')), "team");
        let id = view["id"].as_str().unwrap();
        let theirs = seen(edge, 'B', id).expect("shared");
        assert_eq!(
            (&theirs["mine"], &theirs["may_edit"], &theirs["columns"]),
            (&json!(false), &json!(false), &json!(["line"]))
        );
        assert_eq!(seen(edge, 'E', id), None);
        let pin = |who, pinned: bool| {
            edge.ask(who, "PUT", &format!("/cases/views/{id}/pin"), &json!({ "pinned": pinned })).status
        };
        assert_eq!((pin('E', true), pin('B', true), pin('B', true)), (404, 204, 204));
        let count = |who| {
            let all = edge.get(who, "/cases/views/counts").body["items"].clone();
            all.as_array().unwrap().iter().find(|it| it["id"] == id).map(|it| (it["count"].clone(), it["more"].clone()))
        };
        assert_eq!((count('A'), count('B')), (None, Some((json!(0), json!(false)))));
        edge.complaint();
        assert_eq!(count('B'), Some((json!(1), json!(false))));
        assert_eq!((pin('B', false), count('B')), (204, None));
    });
}

#[test]
fn a_view_is_changed_by_version_and_by_whoever_may() {
    Edge::each(|edge| {
        let view = saved(edge, 'A', "status=open", "team");
        let path = format!("/cases/views/{}", view["id"].as_str().unwrap());
        let rename = |who, version: i64| edge.ask(who, "PATCH", &path, &json!({ "version": version, "name": "新名" }));
        assert_eq!(rename('B', 1).code(), "cases.view_not_found");
        assert_eq!(rename('S', 1).body["version"], json!(2));
        assert_eq!(rename('A', 1).code(), "cases.changed_meanwhile");
        assert_eq!(edge.ask('A', "PATCH", &path, &json!({ "version": 2, "sharing": "all" })).status, 403);
        assert_eq!(edge.ask('B', "DELETE", &path, &Value::Null).status, 404);
        assert_eq!(edge.ask('A', "DELETE", &path, &Value::Null).status, 204);
    });
}

#[test]
fn policy_gives_views_by_role_in_the_readers_language() {
    Edge::each(|edge| {
        let given = |who| seen(edge, who, "policy:complaints_overdue");
        assert_eq!(given('A'), None, "A is no supervisor");
        let it = given('S').expect("S is one");
        assert_eq!(
            (&it["name"], &it["pinned"], &it["may_edit"], &it["gone"]),
            (&json!("超时投诉"), &json!(true), &json!(false), &json!([]))
        );
        let counts = edge.get('S', "/cases/views/counts").body["items"].clone();
        assert!(counts.as_array().unwrap().iter().any(|it| it["id"] == "policy:complaints_overdue"), "{counts}");
    });
}

#[test]
fn a_view_says_what_it_refers_to_that_is_gone() {
    Edge::each(|edge| {
        let tag = edge.post('A', "/tags", &json!({ "name": "临时" })).body;
        let query = format!("class=lost&answers=line:gold;line:fibre&tags={}", tag["id"].as_str().unwrap());
        let view = saved(edge, 'A', &query, "own");
        let id = view["id"].as_str().unwrap();
        assert_eq!(seen(edge, 'A', id).unwrap()["gone"], json!(["class=lost", "line:gold"]));
        let path = format!("/tags/{}", tag["id"].as_str().unwrap());
        assert_eq!(edge.ask('S', "PATCH", &path, &json!({ "version": 1, "retired": true })).status, 200);
        assert_eq!(seen(edge, 'A', id).unwrap()["gone"], json!(["class=lost", "line:gold", "tags=临时"]));
        let broken = saved(edge, 'A', "moon=full", "own");
        assert_eq!(seen(edge, 'A', broken["id"].as_str().unwrap()).unwrap()["gone"], json!(["moon=full"]));
    });
}

#[test]
fn what_others_see_of_a_view_is_on_record_and_what_one_keeps_is_not() {
    Edge::each(|edge| {
        let own = saved(edge, 'A', "status=open", "own");
        let own = format!("/cases/views/{}", own["id"].as_str().unwrap());
        let told = |edge: &Edge| -> Vec<Value> {
            let log = edge.it.log();
            let all = log.iter().filter(|it| it.kind == "cases.view_shared.v1");
            all.map(|it| serde_json::from_str(&it.body).unwrap()).collect()
        };
        assert_eq!(told(edge), Vec::<Value>::new());
        assert_eq!(edge.ask('A', "PATCH", &own, &json!({ "version": 1, "sharing": "team" })).status, 200);
        assert_eq!(edge.ask('A', "PATCH", &own, &json!({ "version": 2, "name": "新名" })).status, 200);
        assert_eq!(edge.ask('A', "DELETE", &own, &Value::Null).status, 204);
        let said: Vec<(Value, Value)> =
            told(edge).iter().map(|it| (it["was"].clone(), it["sharing"].clone())).collect();
        let expected = [(json!("own"), json!("team")), (json!("team"), json!("team")), (json!("team"), Value::Null)];
        assert_eq!(said, expected);
    });
}

/// Somebody of unit H who answers conversations and sees no case, or supervises conversations as well.
fn of_conversations(letter: char, supervises: bool) -> Actor {
    let rights = [Right::WorkConversations].into_iter().chain(supervises.then_some(Right::SuperviseConversations));
    Actor::person(person(letter), Some(unit('H')), rights.collect::<Rights>(), Reach::Own)
}

#[test]
fn views_of_conversations_and_of_cases_never_stand_among_each_other() {
    Edge::each(|edge| {
        let ask = |who: &Actor, method: &str, path: &str, body: &Value| {
            edge.api.ask(Some(who), method, &format!("/api/v1/cases/views{path}"), body)
        };
        let listed = |who: &Actor, list: &str| {
            let answer = ask(who, "GET", &format!("?list={list}"), &Value::Null);
            let items = answer.body["items"].as_array().cloned().unwrap_or_default();
            let names =
                items.iter().filter(|it| it["sharing"] != "policy").map(|it| it["name"].clone()).collect::<Vec<_>>();
            (answer.status, names)
        };
        let (a, b, s) = (of_conversations('A', false), of_conversations('B', false), of_conversations('S', true));
        saved(edge, 'A', "status=open", "team");
        let new = |sharing: &str| json!({ "name": "退款", "query": "view=all&channel=moon", "sharing": sharing, "list": "conversations" });
        let made = ask(&a, "POST", "", &new("team")).body;
        assert_eq!((&made["list"], &made["mine"]), (&json!("conversations"), &json!(true)), "{made}");
        assert_eq!(ask(&a, "POST", "", &new("all")).status, 403);
        assert_eq!(listed(&b, "conversations"), (200, vec![json!("退款")]));
        assert_eq!(listed(&b, "cases").0, 403);
        assert_eq!(listed(&actor('A'), "conversations").0, 403);
        assert_eq!(listed(&actor('A'), "cases"), (200, vec![json!("光纤故障")]));
        assert_eq!(ask(&b, "GET", "?list=moon", &Value::Null).status, 422);
        assert_eq!(ask(&actor('A'), "POST", "", &new("own")).status, 403);
        let path = format!("/{}", made["id"].as_str().unwrap());
        assert_eq!(ask(&b, "PUT", &format!("{path}/pin"), &json!({ "pinned": true })).status, 204);
        assert_eq!(ask(&actor('B'), "PUT", &format!("{path}/pin"), &json!({ "pinned": true })).status, 404);
        let theirs = ask(&b, "GET", "?list=conversations", &Value::Null).body["items"][0].clone();
        assert_eq!((&theirs["pinned"], &theirs["gone"]), (&json!(true), &json!(["channel=moon"])));
        let renamed = json!({ "version": 1, "name": "退款中", "sharing": "all" });
        assert_eq!(ask(&b, "PATCH", &path, &renamed).status, 404, "another's");
        assert_eq!(ask(&s, "PATCH", &path, &renamed).body["name"], "退款中", "whoever supervises its team");
        assert_eq!(ask(&a, "DELETE", &path, &Value::Null).status, 204);
        assert_eq!(listed(&b, "conversations"), (200, Vec::new()));
    });
}
