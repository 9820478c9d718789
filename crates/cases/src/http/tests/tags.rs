//! Tags: put on and taken off, found by, renamed, retired, merged.

use serde_json::{Value, json};

use super::Edge;

fn made(edge: &Edge, name: &str) -> Value {
    let answer = edge.post('A', "/tags", &json!({ "name": name, "colour": "teal" }));
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

fn listed(edge: &Edge, query: &str) -> usize {
    edge.get('A', &format!("/cases?{query}")).body["items"].as_array().unwrap().len()
}

fn put(edge: &Edge, case: &str, body: &Value) -> Value {
    let answer = edge.post('A', &format!("{case}/tags"), body);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

#[test]
fn a_tag_is_put_on_found_by_and_taken_off() {
    Edge::each(|edge| {
        let (case, vip, media) = (edge.complaint(), made(edge, "重要客户"), made(edge, "媒体"));
        let (vip, media) = (vip["id"].as_str().unwrap(), media["id"].as_str().unwrap());
        let page = put(edge, &case, &json!({ "add": [vip, vip] }));
        assert_eq!(page["tags"], json!([vip]));
        assert_eq!(edge.get('A', "/cases").body["items"][0]["tags"], json!([vip]));
        assert_eq!(listed(edge, &format!("tags={vip},{media}")), 1);
        assert_eq!(listed(edge, &format!("all_tags={vip},{media}")), 0);
        let search = edge.get('A', "/search?q=%E9%87%8D%E8%A6%81%E5%AE%A2%E6%88%B7").body;
        assert_eq!(search["cases"].as_array().unwrap().len(), 1, "{search}");
        assert_eq!(edge.get('E', "/search?q=%E9%87%8D%E8%A6%81%E5%AE%A2%E6%88%B7").body["cases"], json!([]));
        let version = page["version"].clone();
        assert_eq!(put(edge, &case, &json!({ "add": [vip] }))["version"], version, "nothing changed");
        let page = put(edge, &case, &json!({ "add": [media], "remove": [vip] }));
        assert_eq!(page["tags"], json!([media]));
        assert_eq!(listed(edge, &format!("tags={vip}")), 0);
        let timeline = edge.get('A', &format!("{case}/timeline")).body;
        let last = timeline["items"].as_array().unwrap().last().unwrap();
        assert_eq!(last["body"]["added"][0]["name"], "媒体");
        assert_eq!(last["body"]["removed"][0]["name"], "重要客户");
    });
}

#[test]
fn merging_two_tags_moves_nothing_and_can_be_taken_back() {
    Edge::each(|edge| {
        let (one, other) = (edge.complaint(), edge.complaint());
        let (vip, big) = (made(edge, "VIP"), made(edge, "大客户"));
        let (v, b) = (vip["id"].as_str().unwrap(), big["id"].as_str().unwrap());
        put(edge, &one, &json!({ "add": [v] }));
        put(edge, &other, &json!({ "add": [b] }));
        let merge = |who: char, version: i64| {
            edge.post(who, &format!("/tags/{v}/merge"), &json!({ "into": b, "version": version }))
        };
        assert_eq!(merge('A', 1).status, 403);
        assert_eq!(merge('S', 7).code(), "cases.changed_meanwhile");
        assert_eq!(merge('S', 1).status, 200);
        assert_eq!(listed(edge, &format!("tags={b}")), 2);
        let page = put(edge, &one, &json!({ "add": [b] }));
        assert_eq!(page["tags"], json!([v]), "it has the tag already, under its former name");
        assert_eq!(edge.post('A', &format!("{other}/tags"), &json!({ "add": [v] })).code(), "cases.tag_not_found");
        let back = edge.ask('S', "PATCH", &format!("/tags/{v}"), &json!({ "version": 2, "retired": false }));
        assert_eq!(back.status, 200, "{}", back.body);
        assert_eq!(listed(edge, &format!("tags={b}")), 1);
    });
}

#[test]
fn names_are_told_apart_and_only_supervisors_manage_tags() {
    Edge::each(|edge| {
        let tag = made(edge, "退款");
        let path = format!("/tags/{}", tag["id"].as_str().unwrap());
        assert_eq!(edge.post('B', "/tags", &json!({ "name": " 退款 " })).code(), "cases.tag_taken");
        assert_eq!(edge.post('B', "/tags", &json!({ "name": " " })).code(), "cases.text_missing");
        assert_eq!(edge.post('B', "/tags", &json!({ "name": "x", "colour": "pink" })).code(), "cases.unknown_colour");
        let rename = json!({ "version": 1, "name": "退款申请", "colour": "red" });
        assert_eq!(edge.ask('A', "PATCH", &path, &rename).status, 403);
        let renamed = edge.ask('S', "PATCH", &path, &rename).body;
        assert_eq!(
            (&renamed["name"], &renamed["colour"], &renamed["version"]),
            (&json!("退款申请"), &json!("red"), &json!(2))
        );
        assert_eq!(edge.ask('S', "PATCH", &path, &json!({ "version": 2, "retired": true })).status, 200);
        let case = edge.complaint();
        assert_eq!(
            edge.post('A', &format!("{case}/tags"), &json!({ "add": [tag["id"]] })).code(),
            "cases.tag_not_found"
        );
        made(edge, "退款申请");
        let back = edge.ask('S', "PATCH", &path, &json!({ "version": 3, "retired": false }));
        assert_eq!(back.code(), "cases.tag_taken");
        let opened = edge.post('A', "/cases", &{
            let mut new = super::complaint();
            new["tags"] = json!([tag["id"]]);
            new
        });
        assert_eq!(opened.code(), "cases.tag_not_found");
        assert!(edge.get('A', "/cases").body["items"].as_array().unwrap().iter().all(|it| it["tags"] == json!([])));
    });
}
