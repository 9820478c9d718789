//! Merging, splitting and links over HTTP.

use serde_json::json;

use super::{Edge, id};

#[test]
fn two_cases_become_one_and_two_again() {
    Edge::each(|edge| {
        let (into, from) = (edge.complaint(), edge.complaint());
        let other = id(&edge.get('A', &from).body);
        let merged = edge.post('A', &format!("{into}/merges"), &json!({ "case_id": other, "reason": "同一事项" }));
        assert_eq!(merged.status, 200, "{}", merged.body);
        let gone = edge.get('A', &from).body;
        let links: Vec<_> = gone["links"].as_array().unwrap().iter().map(|it| it["kind"].clone()).collect();
        assert!(links.contains(&json!("merged_into")), "{gone}");
        let list = edge.get('A', &format!("{into}/merges"));
        assert_eq!(list.body["items"][0]["may_undo"], json!(true), "{}", list.body);
        let merge = list.body["items"][0]["id"].as_str().unwrap().to_owned();
        let back = edge.post('A', &format!("{into}/merges/{merge}/undo"), &json!({ "reason": "两件事" }));
        assert_eq!(back.status, 200, "{}", back.body);
        assert_eq!(edge.get('A', &from).body["status"], json!("open"));
        let twice = edge.post('A', &format!("{into}/merges/{merge}/undo"), &json!({ "reason": "两件事" }));
        assert_eq!((twice.status, twice.code()), (409, "cases.merge_undone"));
    });
}

#[test]
fn a_matter_is_split_off_and_a_link_taken_off() {
    Edge::each(|edge| {
        let case = edge.complaint();
        let number = edge.get('A', &case).body["number"].clone();
        let split = json!({
            "subject": "账单有误", "reason": "两件事分开办",
            "promise": { "due_at": super::later(base::Span::HOUR), "text": "核对账单" },
        });
        let fresh = edge.post('A', &format!("{case}/splits"), &split);
        assert_eq!((fresh.status, &fresh.body["links"][0]["number"]), (200, &number), "{}", fresh.body);
        let other = id(&fresh.body);
        let linked = edge.post('A', &format!("{case}/links"), &json!({ "case_id": other, "kind": "same_cause" }));
        assert_eq!(linked.status, 200, "{}", linked.body);
        let off = json!({ "case_id": other, "kind": "same_cause" });
        assert_eq!(edge.post('A', &format!("{case}/unlink"), &off).status, 200);
        assert_eq!(edge.post('A', &format!("{case}/unlink"), &off).code(), "cases.link_not_found");
    });
}
