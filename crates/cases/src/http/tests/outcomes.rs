//! What the end of a case tells, through the real routes.

use serde_json::{Value, json};

use super::Edge;

/// What the closing of a case told.
fn closed(edge: &Edge, case: &str) -> Value {
    let timeline = edge.get('A', &format!("{case}/timeline?limit=200")).body;
    let items = timeline["items"].as_array().unwrap();
    items.iter().rfind(|it| it["text_key"] == "cases.closed").unwrap()["body"].clone()
}

#[test]
fn closing_tells_whether_the_outcome_means_solved() {
    Edge::each(|edge| {
        let solved = edge.fed_back();
        assert_eq!(edge.post('A', &format!("{solved}/confirm"), &json!({ "satisfied": true })).status, 200);
        let told = closed(edge, &solved);
        assert_eq!((&told["outcome"], &told["resolved"]), (&json!("solved"), &json!(true)));

        let refused = edge.fed_back();
        let how = json!({ "outcome": "refused", "grounds": "不符合办理条件" });
        assert_eq!(edge.post('S', &format!("{refused}/close"), &how).status, 200);
        let told = closed(edge, &refused);
        assert_eq!((&told["outcome"], &told["resolved"]), (&json!("refused"), &json!(false)));
    });
}
