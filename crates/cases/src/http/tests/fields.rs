//! Fields that policy adds to the form: asked for where they belong, narrowed by, searched, sealed, kept when policy changes.

use policy::model::Kind;
use serde_json::{Value, json};
use web::{Actor, Reach, Right};

use super::{Edge, change_policy, id};
use crate::testing::{person, unit};

fn fault(fields: &Value) -> Value {
    let mut all = json!({ "place": "浦东新区世纪大道 1 号" });
    all.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    json!({
        "kind": "fault", "channel": "phone", "subject": "光猫不亮", "description": "昨晚起", "contact_how": "13800138000",
        "promise": { "due_at": super::later(base::Span::HOUR), "text": "回电" }, "fields": all,
    })
}

fn opened(edge: &Edge, fields: &Value) -> (String, Value) {
    let answer = edge.post('A', "/cases", &fault(fields));
    assert_eq!(answer.status, 200, "{}", answer.body);
    (format!("/cases/{}", id(&answer.body)), answer.body)
}

fn rows(edge: &Edge, query: &str) -> Vec<String> {
    let answer = edge.get('A', &format!("/cases?{query}"));
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body["items"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn answers_are_read_in_words_and_personal_ones_masked_until_revealed_on_record() {
    Edge::each(|edge| {
        let (case, page) = opened(edge, &json!({ "line": "fibre", "visit": true, "visit_time": "09:30" }));
        let read = |page: &Value| -> Vec<(String, String)> {
            let said = |it: &Value, name: &str| it[name].as_str().unwrap().to_owned();
            page["answers"].as_array().unwrap().iter().map(|it| (said(it, "name"), said(it, "text"))).collect()
        };
        let read = read(&page);
        assert!(read.contains(&("线路类型".to_owned(), "光纤".to_owned())), "{read:?}");
        assert!(read.contains(&("需要上门".to_owned(), "是".to_owned())), "{read:?}");
        assert!(!page.to_string().contains("世纪大道 1 号"), "{page}");
        let reveal = format!("{case}/reveal");
        assert_eq!(edge.post('A', &reveal, &json!({ "reason": "上门" })).status, 403);
        let rights = [Right::ReadCases, Right::WorkCases, Right::RevealCustomers].into_iter().collect();
        let may = Actor::person(person('B'), Some(unit('H')), rights, Reach::Own);
        let ask =
            |reason: &str| edge.api.ask(Some(&may), "POST", &format!("/api/v1{reveal}"), &json!({ "reason": reason }));
        assert_eq!((ask(" ").status, ask(" ").code()), (422, "cases.reason_missing"));
        let seen = ask("上门维修需要地址").body;
        assert_eq!(seen["fields"]["place"], "浦东新区世纪大道 1 号");
        assert_eq!(seen["contact_how"], "13800138000");
        let timeline = edge.get('A', &format!("{case}/timeline")).body;
        let last = timeline["items"].as_array().unwrap().last().unwrap();
        assert_eq!(
            (&last["text_key"], &last["body"]["reason"]),
            (&json!("cases.revealed"), &json!("上门维修需要地址"))
        );
    });
}

#[test]
fn revealing_on_cases_counts_toward_what_is_usual_in_a_day() {
    Edge::each(|edge| {
        let (case, _) = opened(edge, &json!({ "line": "fibre", "visit": true }));
        let rights = [Right::ReadCases, Right::WorkCases, Right::RevealCustomers].into_iter().collect();
        let may = Actor::person(person('B'), Some(unit('H')), rights, Reach::Own);
        let noticed = |edge: &Edge| edge.it.log().iter().filter(|it| it.kind == "customers.reveals_noticed.v1").count();
        let reveal = |times: usize| {
            for _ in 0..times {
                let path = format!("/api/v1{case}/reveal");
                assert_eq!(edge.api.ask(Some(&may), "POST", &path, &json!({ "reason": "核对地址" })).status, 200);
            }
        };
        reveal(50);
        assert_eq!(noticed(edge), 0);
        reveal(3);
        assert_eq!(noticed(edge), 1, "it is told once a day");
    });
}

#[test]
fn a_list_is_narrowed_by_answers_and_shows_them_as_columns() {
    Edge::each(|edge| {
        let (fibre, page) = opened(edge, &json!({ "line": "fibre", "visit": true }));
        let (copper, _) = opened(edge, &json!({ "line": "copper" }));
        let (fibre, copper) = (&fibre[7..], &copper[7..]);
        assert_eq!(rows(edge, "answers=line:fibre"), [fibre]);
        assert_eq!(rows(edge, "answers=line:fibre;visit:true&owner=me"), [fibre]);
        assert_eq!(rows(edge, "answers=line:copper;visit:true"), Vec::<String>::new());
        assert_eq!(rows(edge, "answers=line:copper&status=all&sort=opened"), [copper]);
        assert_eq!(
            edge.get('A', "/cases?answers=place:x").code(),
            "cases.bad_filter",
            "nobody filters by personal data"
        );
        let shown = edge.get('A', "/cases?columns=line&answers=line:fibre").body;
        assert_eq!(shown["items"][0]["columns"], json!({ "line": "fibre" }));
        assert_eq!(edge.get('A', "/cases").body["items"][0].get("columns"), None);

        let edit = json!({ "version": page["version"], "fields": { "line": "mobile" } });
        assert_eq!(edge.ask('A', "PATCH", &format!("/cases/{fibre}"), &edit).status, 200);
        assert_eq!(rows(edge, "answers=line:fibre"), Vec::<String>::new());
        assert_eq!(rows(edge, "answers=line:mobile"), [fibre]);
    });
}

#[test]
fn a_field_asked_for_before_solving_is_named_when_the_result_is_to_be_fed_back() {
    Edge::each(|edge| {
        let (case, _) = opened(edge, &json!({ "visit": true }));
        for to in ["diagnose", "propose", "carry_out"] {
            assert_eq!(edge.post('A', &format!("{case}/steps"), &json!({ "to": to })).status, 200);
        }
        let feed_back = || edge.post('A', &format!("{case}/steps"), &json!({ "to": "confirm" }));
        let refused = feed_back();
        assert_eq!(
            (refused.code(), &refused.body["problems"][0]["field"]),
            ("cases.incomplete", &json!("fields.visit_day"))
        );
        let visit = json!({ "fields": { "visit": false } });
        assert_eq!(edge.ask('A', "PATCH", &case, &visit).status, 200);
        assert_eq!(feed_back().status, 200, "nobody asks for the day of a visit that is not wanted");
    });
}

#[test]
fn a_record_gets_better_as_it_is_filled_and_says_so_in_the_log() {
    Edge::each(|edge| {
        let (case, page) = opened(edge, &json!({}));
        assert!(page["missing"].as_array().unwrap().contains(&json!("line")));
        let before = page["quality"]["permille"].as_i64().unwrap();
        let after = edge.ask('A', "PATCH", &case, &json!({ "fields": { "line": "fibre", "visit": false } })).body;
        assert!(after["quality"]["permille"].as_i64().unwrap() > before, "{}", after["quality"]);
        let timeline = edge.get('A', &format!("{case}/timeline")).body;
        let told: Vec<_> =
            timeline["items"].as_array().unwrap().iter().filter_map(|it| it["body"]["quality"].as_i64()).collect();
        assert_eq!(told, [before, after["quality"]["permille"].as_i64().unwrap()]);
    });
}

#[test]
fn what_a_later_policy_does_not_know_any_more_stays_readable_and_leaves_the_rest_editable() {
    Edge::each(|edge| {
        let (case, _) = opened(edge, &json!({ "line": "copper", "visit": true, "visit_time": "09:30" }));
        change_policy(edge, Kind::Cases, "{ id = \"copper\"", "{ id = \"twisted_pair\"");
        let answers = edge.get('A', &case).body["answers"].clone();
        let line = answers.as_array().unwrap().iter().find(|it| it["field"] == "line").unwrap();
        assert_eq!((&line["text"], &line["former"]), (&json!("铜缆"), &json!(true)), "{answers}");
        let edited = edge.ask('A', "PATCH", &case, &json!({ "subject": "光猫仍不亮", "fields": { "line": "copper" } }));
        assert_eq!(edited.status, 200, "{}", edited.body);
        let wrong = edge.ask('A', "PATCH", &case, &json!({ "fields": { "line": "string" } }));
        assert_eq!(wrong.body["problems"][0]["field"], "fields.line");
    });
}

#[test]
fn a_case_is_found_by_the_words_of_answers_that_policy_lets_it_be_found_by() {
    Edge::each(|edge| {
        let marked = "id = \"line\"\nsearch = true";
        opened(edge, &json!({ "line": "fibre" }));
        change_policy(edge, Kind::Cases, "id = \"line\"\nname", &format!("{marked}\nname"));
        let (later, _) = opened(edge, &json!({ "line": "fibre" }));
        edge.it.db.write_blocking(db::search::take_in).unwrap();
        let found = edge.get('A', "/search?q=%E5%85%89%E7%BA%A4").body;
        let ids: Vec<_> = found["cases"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
        assert_eq!(ids, [&later[7..]], "{found}");
    });
}
