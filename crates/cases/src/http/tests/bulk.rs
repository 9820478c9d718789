//! One act on many cases: each by the single act's rules, as the person may then, taken back, stopped, gone on with.

use base::Result;
use db::timers::fire_due;
use db::{Tx, args};
use people::People;
use policy::Policies;
use serde_json::{Value, json};
use vault::{Files, MasterKey, Vault};

use super::Edge;
use crate::Desk;
use crate::testing::{person, unit};

/// Gives A the role whose rights the tests' A has.
fn hire(edge: &Edge) {
    edge.it
        .db
        .write_blocking(|tx| {
            let sql = "INSERT INTO people_role (person_id, role, given_ms) VALUES ($1, 'hotline_agent', 0)";
            tx.send(sql, args![person('A')])
        })
        .unwrap();
}

/// Lets time come: each firing gives a few cases their turn; `most` of them.
fn go_on(edge: &Edge, most: usize) {
    let (db, folder) = (edge.it.db.clone(), edge.it.dir.join("files"));
    let run = move |tx: &mut Tx<'_>| -> Result<()> {
        let vault = Vault::open(tx, MasterKey::from_text(&"a".repeat(64)).map_err(base::fault)?)?;
        let files = Files::new(folder.clone(), vault.clone()).map_err(base::fault)?;
        let people = People::new(db.clone(), Policies::new(), vault.clone())?;
        let desk = Desk::new(Policies::new(), vault, files);
        let (kind, handler) = crate::jobs::bulk(&desk, &people);
        let limited = std::sync::atomic::AtomicUsize::new(0);
        let handler: db::timers::Handler = Box::new(move |tx, timer| {
            if limited.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < most {
                return handler(tx, timer);
            }
            // As a program that was stopped and comes up later: the timer is still there.
            let later = tx.now() + base::Span::SECOND;
            db::timers::set(tx, later, &timer.kind, &timer.subject, &())
        });
        let mut all = crate::jobs::handlers(&desk);
        all.insert(kind, handler);
        fire_due(tx, &all)
    };
    edge.it.db.write_blocking(run).unwrap();
}

fn begin(edge: &Edge, who: char, body: &Value) -> String {
    let answer = edge.post(who, "/bulk-acts", body);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.body["state"], "running");
    format!("/bulk-acts/{}", answer.body["id"].as_str().unwrap())
}

/// State, and how many are done, refused, taken back and can be.
fn stands(edge: &Edge, who: char, path: &str) -> (String, [i64; 4]) {
    let it = edge.get(who, path).body;
    let count = |name: &str| it[name].as_i64().unwrap();
    (it["state"].as_str().unwrap().to_owned(), [count("done"), count("refused"), count("undone"), count("can_undo")])
}

fn ids(cases: &[String]) -> Vec<&str> {
    cases.iter().map(|it| it.trim_start_matches("/cases/")).collect()
}

fn owner(edge: &Edge, case: &str) -> Value {
    edge.get('S', case).body["owner"]["id"].clone()
}

#[test]
fn all_that_a_list_finds_are_assigned_and_given_back() {
    Edge::each(|edge| {
        let cases: Vec<String> = (0..23).map(|_| edge.complaint()).collect();
        let size = edge.get('S', "/bulk-acts/size?status=open&kind=complaint").body;
        assert_eq!(size, json!({ "count": 23, "more": false, "most": 2000 }));
        let query = format!("status=open&kind=complaint&unit={}", unit('H'));
        let act = json!({ "act": "assign", "person_id": person('B') });
        let path = begin(edge, 'S', &json!({ "act": act, "query": query }));
        let late = edge.complaint();
        go_on(edge, 1);
        assert_eq!(stands(edge, 'S', &path), ("running".to_owned(), [10, 0, 0, 0]), "a few at a time");
        assert_eq!(edge.post('S', &format!("{path}/undo"), &json!({})).code(), "cases.bulk_runs");
        go_on_later(edge);
        assert_eq!(stands(edge, 'S', &path), ("done".to_owned(), [23, 0, 0, 23]));
        assert_eq!((owner(edge, &cases[22]), owner(edge, &late)), (json!(person('B')), json!(person('A'))), "frozen");
        let timeline = edge.get('S', &format!("{}/timeline", cases[0])).body;
        let last = timeline["items"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&last["kind"], &last["actor"]["id"]), (&json!("cases.assigned.v1"), &json!(person('S'))));

        // Somebody worked on one of them since: it keeps what they did.
        assert_eq!(edge.post('B', &format!("{}/steps", cases[3]), &json!({ "to": "diagnose" })).status, 200);
        let one = edge.post('S', &format!("{path}/undo"), &json!({ "case_ids": [ids(&cases)[0]] }));
        assert_eq!((one.status, &one.body["total"]), (200, &json!(1)));
        go_on(edge, 9);
        assert_eq!((owner(edge, &cases[0]), owner(edge, &cases[1])), (json!(person('A')), json!(person('B'))));
        let all = edge.post('S', &format!("{path}/undo"), &json!({})).body;
        let undo = format!("/bulk-acts/{}", all["id"].as_str().unwrap());
        go_on(edge, 9);
        assert_eq!(stands(edge, 'S', &undo), ("done".to_owned(), [21, 1, 0, 0]));
        assert_eq!(stands(edge, 'S', &path), ("done".to_owned(), [23, 0, 22, 1]));
        assert_eq!((owner(edge, &cases[5]), owner(edge, &cases[3])), (json!(person('A')), json!(person('B'))));
        let refused = edge.get('S', &format!("{undo}/rows?state=refused")).body["items"][0].clone();
        assert_eq!(refused["case_id"], json!(ids(&cases)[3]));
        assert!(refused["reason"].as_str().unwrap().contains('改'), "{refused}");
        assert_eq!(refused["number"], edge.get('S', &cases[3]).body["number"]);
    });
}

/// As a program that comes up a second later.
fn go_on_later(edge: &Edge) {
    edge.it
        .db
        .write_blocking(|tx| tx.send("UPDATE timer SET due_ms = 0 WHERE kind = $1", args![crate::jobs::BULK]))
        .unwrap();
    go_on(edge, 99);
}

#[test]
fn what_one_case_refuses_takes_nothing_else_along() {
    Edge::each(|edge| {
        let (open, foreign) = (edge.complaint(), edge.fed_back());
        let nowhere = "/cases/cas_01JD0000000000000000000000".to_owned();
        let cases = [open.clone(), foreign, nowhere];
        let act = json!({ "act": "close", "outcome": "refused" });
        let path = begin(edge, 'S', &json!({ "act": act, "reason": "无依据", "case_ids": ids(&cases) }));
        go_on(edge, 9);
        let (state, [done, refused, ..]) = stands(edge, 'S', &path);
        assert_eq!((state.as_str(), done + refused), ("done", 3));
        let rows = edge.get('S', &format!("{path}/rows")).body["items"].clone();
        for row in rows.as_array().unwrap() {
            let single = if row["number"] == "" {
                Value::Null
            } else {
                edge.get('S', &format!("/cases/{}", row["case_id"].as_str().unwrap())).body
            };
            let closed = single["status"] == "closed";
            assert_eq!(closed, row["state"] == "done", "{row}");
            assert_eq!(row["reason"].is_null(), closed, "each says why: {row}");
            assert_eq!(row["can_undo"], json!(false), "closing stays");
        }
        assert_eq!(edge.post('S', &format!("{path}/undo"), &json!({})).code(), "cases.bulk_stays");
    });
}

#[test]
fn each_case_is_changed_with_the_rights_that_the_person_has_then() {
    Edge::each(|edge| {
        let cases = [edge.complaint(), edge.complaint()];
        let act = json!({ "act": "step", "to": "diagnose" });
        // A may work on cases now; the roles that the program knows give A nothing yet.
        let path = begin(edge, 'A', &json!({ "act": act, "case_ids": ids(&cases) }));
        go_on(edge, 9);
        assert_eq!(stands(edge, 'A', &path).1, [0, 2, 0, 0]);
        hire(edge);
        let path = begin(edge, 'A', &json!({ "act": act, "case_ids": ids(&cases) }));
        go_on(edge, 9);
        assert_eq!(stands(edge, 'A', &path).1, [2, 0, 0, 2]);
    });
}

#[test]
fn tags_transfers_and_urgings_are_done_and_taken_back_as_the_single_acts_are() {
    Edge::each(|edge| {
        hire(edge);
        let cases = [edge.complaint(), edge.complaint()];
        let tag = edge.post('A', "/tags", &json!({ "name": "重要客户" })).body["id"].clone();
        assert_eq!(edge.post('A', &format!("{}/tags", cases[0]), &json!({ "add": [tag] })).status, 200);
        let put = json!({ "act": "tag", "add": [tag], "remove": [] });
        let path = begin(edge, 'A', &json!({ "act": put, "case_ids": ids(&cases) }));
        go_on(edge, 9);
        assert_eq!(stands(edge, 'A', &path).1, [2, 0, 0, 1], "one had it");
        assert_eq!(edge.post('A', &format!("{path}/undo"), &json!({})).status, 200);
        go_on(edge, 9);
        let tags = |at: usize| edge.get('A', &cases[at]).body["tags"].clone();
        assert_eq!((tags(0), tags(1)), (json!([tag]), json!([])));

        let to = json!({ "act": "transfer", "unit_id": unit('T'), "person_id": null });
        let path = begin(edge, 'A', &json!({ "act": to, "case_ids": ids(&cases), "reason": "线路故障" }));
        go_on(edge, 9);
        assert_eq!(stands(edge, 'A', &path).1, [2, 0, 0, 2]);
        assert_eq!(edge.post('C', &format!("{}/accept", cases[1]), &json!({})).status, 200);
        assert_eq!(edge.post('A', &format!("{path}/undo"), &json!({ "reason": "撤销转派" })).status, 200);
        go_on(edge, 9);
        assert_eq!(stands(edge, 'A', &path).1, [2, 0, 1, 1]);
        assert_eq!((owner(edge, &cases[0]), owner(edge, &cases[1])), (json!(person('A')), json!(null)));

        let path =
            begin(edge, 'S', &json!({ "act": { "act": "urge" }, "case_ids": ids(&cases[..1]), "reason": "客户在等" }));
        go_on(edge, 9);
        assert_eq!(stands(edge, 'S', &path).1, [1, 0, 0, 0]);
        assert_eq!(edge.get('S', &format!("{}/urgings", cases[0])).body["items"][0]["reason"], "客户在等");
    });
}

#[test]
fn an_act_is_stopped_where_it_stands_and_is_nobody_elses() {
    Edge::each(|edge| {
        let cases: Vec<String> = (0..12).map(|_| edge.complaint()).collect();
        let act = json!({ "act": "step", "to": "diagnose" });
        let path = begin(edge, 'S', &json!({ "act": act, "case_ids": ids(&cases) }));
        go_on(edge, 1);
        let stopped = edge.post('S', &format!("{path}/stop"), &json!({}));
        assert_eq!(
            (stopped.status, &stopped.body["state"], &stopped.body["done"]),
            (200, &json!("stopped"), &json!(10))
        );
        go_on_later(edge);
        assert_eq!(stands(edge, 'S', &path), ("stopped".to_owned(), [10, 0, 0, 10]));
        assert_eq!(edge.post('S', &format!("{path}/stop"), &json!({})).code(), "cases.bulk_over");
        for (method, at) in [("GET", ""), ("GET", "/rows"), ("POST", "/stop"), ("POST", "/undo")] {
            let answer =
                edge.ask('A', method, &format!("{path}{at}"), &if method == "GET" { Value::Null } else { json!({}) });
            assert_eq!((answer.status, answer.code()), (404, "cases.bulk_not_found"), "{method} {at}");
        }
        assert_eq!(edge.get('A', "/bulk-acts").body["items"], json!([]));
        assert_eq!(edge.get('S', "/bulk-acts").body["items"].as_array().unwrap().len(), 1);
        let bad = edge.get('S', &format!("{path}/rows?state=moon"));
        assert_eq!((bad.status, bad.code()), (422, "cases.bad_filter"));
    });
}

#[test]
fn an_empty_or_unreadable_choice_is_refused() {
    Edge::each(|edge| {
        let act = json!({ "act": "urge" });
        let none = edge.post('S', "/bulk-acts", &json!({ "act": act, "case_ids": [] }));
        assert_eq!((none.status, none.code()), (422, "cases.bulk_empty"));
        let bad = edge.post('S', "/bulk-acts", &json!({ "act": act, "query": "status=moon" }));
        assert_eq!((bad.status, bad.code()), (422, "cases.bad_filter"));
        let unknown = edge.post('S', "/bulk-acts", &json!({ "act": { "act": "moon" }, "case_ids": [] }));
        assert_eq!(unknown.status, 422);
    });
}

#[test]
fn an_act_goes_with_its_rows_when_policy_keeps_it_no_longer() {
    Edge::each(|edge| {
        let cases: Vec<String> = (0..12).map(|_| edge.complaint()).collect();
        let act = json!({ "act": "step", "to": "diagnose" });
        let path = begin(edge, 'S', &json!({ "act": act, "case_ids": ids(&cases) }));
        go_on(edge, 9);
        assert_eq!(stands(edge, 'S', &path), ("done".to_owned(), [12, 0, 0, 12]));
        edge.it.clock.advance(base::Span::DAY.times(29));
        go_on(edge, 9);
        assert_eq!(edge.get('S', &path).status, 200);
        edge.it.clock.advance(base::Span::DAY + base::Span::HOUR);
        go_on(edge, 9);
        assert_eq!(edge.get('S', &path).status, 404);
        let left = edge.it.db.read_blocking(|tx| tx.one::<(i64,)>("SELECT COUNT(*) FROM cases_bulk_row", db::args![]));
        assert_eq!(left.unwrap().0, 0);
    });
}
