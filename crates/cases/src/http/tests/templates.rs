//! Templates: shared, filled with what is known, what is missing named, versions kept, uses counted.

use serde_json::{Value, json};

use super::{Edge, change_policy, complaint};

fn new(text: &str, sharing: &str) -> Value {
    json!({ "sort": "answer", "name": "受理告知", "says": { "text": text, "shortcut": "sl" }, "sharing": sharing })
}

fn saved(edge: &Edge, who: char, body: &Value) -> String {
    let answer = edge.post(who, "/cases/templates", body);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body["id"].as_str().unwrap().to_owned()
}

fn list(edge: &Edge, who: char, sort: &str) -> Value {
    edge.get(who, &format!("/cases/templates?sort={sort}")).body["items"].clone()
}

#[test]
fn an_answer_is_filled_with_what_is_known_and_names_what_is_not() {
    Edge::each(|edge| {
        let case = edge.complaint();
        let id = saved(edge, 'A', &new("{{客户称呼}}，工单 {{case_number}} 由{{agent}}办理，{{outcome}}", "team"));
        let number = edge.get('A', &case).body["number"].as_str().unwrap().to_owned();
        let fill = |who: char, used: bool| {
            edge.post(who, &format!("/cases/templates/{id}/fill"), &json!({ "case_id": &case[7..], "used": used }))
        };
        let filled = fill('B', false).body;
        assert_eq!(filled["says"]["text"], format!("王先生/女士，工单 {number} 由person B办理，{{{{outcome}}}}"));
        assert_eq!(filled["missing"], json!(["outcome"]));
        assert_eq!(list(edge, 'B', "answer")[0]["uses"], json!(0), "looking at it is no use");
        fill('B', true);
        assert_eq!(list(edge, 'B', "answer")[0]["uses"], json!(1));
        assert_eq!(list(edge, 'E', "answer"), json!([]));
        assert_eq!(fill('E', false).code(), "cases.template_not_found");
    });
}

#[test]
fn every_version_is_kept_and_a_stale_one_is_refused() {
    Edge::each(|edge| {
        let id = saved(edge, 'A', &new("一", "team"));
        let path = format!("/cases/templates/{id}");
        let change = |who: char, version: i64, text: &str| {
            let mut body = new(text, "team");
            body["version"] = json!(version);
            edge.ask(who, "PUT", &path, &body)
        };
        assert_eq!(change('B', 1, "二").code(), "cases.template_not_found");
        assert_eq!(change('S', 1, "二").body["version"], json!(2));
        assert_eq!(change('A', 1, "三").code(), "cases.changed_meanwhile");
        let versions = edge.get('A', &format!("{path}/versions")).body["items"].clone();
        assert_eq!((&versions[0]["says"]["text"], &versions[0]["by"]["name"]), (&json!("二"), &json!("person S")));
        assert_eq!(versions[1]["says"]["text"], "一");
        assert_eq!(edge.ask('A', "DELETE", &path, &Value::Null).status, 204);
        assert_eq!(list(edge, 'A', "answer"), json!([]));
    });
}

#[test]
fn what_a_template_says_has_to_be_the_policys() {
    let edge = Edge::new();
    let refused = |change: fn(&mut Value)| {
        let mut body = new("x", "own");
        change(&mut body);
        edge.post('A', "/cases/templates", &body).code().to_owned()
    };
    assert_eq!(refused(|it| it["says"]["text"] = json!("{{谁}}")), "cases.unknown_variable");
    assert_eq!(refused(|it| it["says"]["text"] = json!(" ")), "cases.text_missing");
    assert_eq!(refused(|it| it["name"] = json!("")), "cases.text_missing");
    assert_eq!(refused(|it| it["sharing"] = json!("all")), "cases.no_right");
    assert_eq!(refused(|it| it["sort"] = json!("poem")), "cases.bad_filter");
    assert_eq!(refused(|it| it["says"]["kind"] = json!("riot")), "cases.unknown_kind");
    assert_eq!(refused(|it| it["says"]["fields"] = json!({ "demand": 7 })), "cases.incomplete");
    assert_eq!(refused(|it| it["says"]["tags"] = json!(["tag_01JD0000000000000000000000"])), "cases.tag_not_found");
}

#[test]
fn a_case_taken_in_from_a_template_counts_as_its_use() {
    Edge::each(|edge| {
        let body = json!({
            "sort": "case", "name": "断线投诉", "sharing": "own",
            "says": { "text": "每晚断线", "kind": "complaint", "subject": "断线", "fields": { "demand": "尽快修好" } },
        });
        let id = saved(edge, 'A', &body);
        let mut new = complaint();
        new["template_id"] = json!(id);
        assert_eq!(edge.post('A', "/cases", &new).status, 200);
        assert_eq!(edge.post('B', "/cases", &new).status, 200, "one that was picked and taken away holds nobody up");
        assert_eq!(list(edge, 'A', "case")[0]["uses"], json!(1), "whoever does not see it does not count");
    });
}

#[test]
fn an_answer_may_say_what_becomes_of_the_conversation_afterwards() {
    Edge::each(|edge| {
        let with = |sort: &str, then: Value| {
            let says = json!({ "text": "已为您处理。", "afterwards": then });
            edge.post(
                'A',
                "/cases/templates",
                &json!({ "sort": sort, "name": "处理完毕", "says": says, "sharing": "own" }),
            )
        };
        let close = |outcome: &str| json!({ "act": "close", "outcome": outcome });
        let answer = with("answer", close("answered"));
        assert_eq!((answer.status, &answer.body["says"]["afterwards"]), (200, &close("answered")), "{}", answer.body);
        assert_eq!(with("answer", json!({ "act": "snooze" })).status, 200);
        let refused = with("answer", close("moon"));
        assert_eq!((refused.status, refused.code()), (422, "cases.unknown_ending"));
        let transfer = |queue: &str, note: &str| json!({ "act": "transfer", "queue": queue, "note": note });
        let to_chat = transfer("chat", "请技术组跟进。");
        assert_eq!(with("answer", to_chat.clone()).body["says"]["afterwards"], to_chat);
        let refused = with("answer", transfer("moon", ""));
        assert_eq!((refused.status, refused.code()), (422, "cases.unknown_queue"));
        let refused = with("answer", transfer("chat", &"长".repeat(10_000)));
        assert_eq!((refused.status, refused.code()), (422, "cases.note_too_long"));
        assert_eq!(with("case", json!({ "act": "snooze" })).code(), "cases.only_answers");
        assert_eq!(with("answer", json!({ "act": "fly" })).status, 422);
        // What has to be written by whoever closes, no answer writes.
        let (from, to) = ("en = \"Answered\" } }", "en = \"Answered\" }, summary = \"required\" }");
        change_policy(edge, policy::model::Kind::Conversations, from, to);
        assert_eq!(with("answer", close("answered")).code(), "cases.ending_needs_summary");
        assert_eq!(with("answer", close("no_reply")).status, 200);
    });
}
