//! Sentences speak of fields, steps and calendars as people call them, in the reader's language.

use base::Stamp;
use serde_json::{Value, json};

use super::{Edge, complaint};
use crate::testing::actor;

const ENGLISH: (&str, &str) = ("accept-language", "en");

fn post_in_english(edge: &Edge, path: &str, body: &Value) -> Value {
    edge.api.send(Some(&actor('A')), "POST", &format!("/api/v1{path}"), &[ENGLISH], body).body
}

#[test]
fn a_missing_answer_is_asked_for_by_the_name_of_its_field() {
    Edge::each(|edge| {
        let mut empty = complaint();
        (empty["fields"], empty["subject"]) = (json!({}), json!(" "));
        let zh = edge.post('A', "/cases", &empty).body;
        assert_eq!(zh["title"], "请补全或更正：主题、客户诉求。");
        let problem =
            |body: &Value, at: usize| (body["problems"][at]["field"].clone(), body["problems"][at]["detail"].clone());
        assert_eq!(problem(&zh, 0), (json!("subject"), json!("请填写「主题」。")));
        assert_eq!(problem(&zh, 1), (json!("fields.demand"), json!("请填写「客户诉求」。")));

        let en = post_in_english(edge, "/cases", &empty);
        assert_eq!(en["title"], "Please complete or mend: Subject, What the customer asks for.");
        assert_eq!(problem(&en, 1).1, "Please fill in \"What the customer asks for\".");
    });
}

#[test]
fn a_step_that_cannot_follow_is_refused_by_the_names_of_the_steps() {
    Edge::each(|edge| {
        let path = format!("{}/steps", edge.complaint());
        let refused = edge.post('A', &path, &json!({ "to": "confirm" })).body;
        assert_eq!(refused["title"], "不能从「核实」转到「向客户确认」；可转到：诊断。");
        let refused = post_in_english(edge, &path, &json!({ "to": "nowhere" }));
        assert_eq!(refused["title"], "There is no way from \"Verify\" to \"nowhere\"; possible: Diagnose.");
    });
}

#[test]
fn a_clock_names_its_calendar_and_a_list_has_all_the_times_of_its_colours() {
    Edge::each(|edge| {
        let case = edge.complaint();
        let zh = edge.get('A', &case).body;
        let resolution = |page: &Value| {
            let clocks = page["clocks"].as_array().unwrap();
            clocks.iter().find(|it| it["target"] == "resolution").cloned().unwrap()
        };
        let clock = resolution(&zh);
        assert_eq!((&clock["calendar"], &clock["calendar_ref"]), (&json!("后台办公"), &json!("calendar@1#office")));
        let path = format!("/api/v1{case}");
        let en = edge.api.send(Some(&actor('A')), "GET", &path, &[ENGLISH], &Value::Null).body;
        assert_eq!(resolution(&en)["calendar"], "Office");
        let why = resolution(&en)["why"].as_str().unwrap().to_owned();
        assert!(why.starts_with("By the policy \"") && why.contains("(Office)"), "{why}");

        let row = &edge.get('A', "/cases").body["items"][0];
        let times: Vec<Stamp> = ["opened_at", "due_half_at", "due_near_at", "due_at"]
            .map(|name| serde_json::from_value(row[name].clone()).unwrap())
            .into();
        assert!(times.is_sorted_by(|one, next| one < next), "{row}");
    });
}
