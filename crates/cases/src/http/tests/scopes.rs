//! Policy that holds for one team (POL-1), through the real routes.

use base::{Span, Stamp};
use policy::api::{Terms, load};
use policy::packs::PackDocument;
use serde_json::{Value, json};

use super::{Edge, complaint};
use crate::testing::{person, unit};

/// Gives a team its own time limits: complaints within one working day instead of five. Answers the version's name.
fn own_limits(edge: &Edge, scope: &str) -> String {
    let shipped = include_str!("../../../../../policies/common/limits.toml");
    let text = shipped
        .replace("kind = \"limits\"", &format!("kind = \"limits\"\nscope = \"{scope}\""))
        .replace("kinds = [\"complaint\"]\nwithin = \"5wd\"", "kinds = [\"complaint\"]\nwithin = \"1wd\"");
    assert_ne!(text, shipped);
    let document = policy::rules::read(&text).expect("a sound policy").into();
    let document = PackDocument { files: Vec::new(), text: text.into(), document };
    let terms = Terms { author: Some(person('A')), approver: Some(person('S')), effective_from: None };
    let loaded = edge.it.db.write_blocking(move |tx| load(tx, &[document], &terms)).unwrap();
    match &loaded[..] {
        [policy::api::Loaded::Published(name)] => name.to_string(),
        other => panic!("not published: {other:?}"),
    }
}

/// The clock of a target on a case's page: when it was started and is due, and under which policy.
fn clock(page: &Value, target: &str) -> (Stamp, Stamp, String) {
    let clocks = page["clocks"].as_array().unwrap();
    let clock = clocks.iter().rfind(|it| it["target"] == target).unwrap();
    let at = |name: &str| serde_json::from_value(clock[name].clone()).unwrap();
    (at("started_at"), at("due_at"), clock["policy"].as_str().unwrap().to_owned())
}

#[test]
fn a_teams_own_limits_hold_for_its_cases_and_go_on_when_a_case_is_handed_on() {
    Edge::each(|edge| {
        let own = own_limits(edge, &format!("team:{}", unit('H')));
        let case = edge.complaint();
        let (_, due, by) = clock(&edge.get('A', &case).body, "resolution");
        assert_eq!(by, own);

        let mut new = complaint();
        new["unit_id"] = json!(unit('T'));
        let others = edge.post('A', "/cases", &new).body;
        let (_, later, by) = clock(&others, "resolution");
        assert!(later - due >= Span::DAY.times(4), "{due:?} {later:?}");
        assert_ne!(by, own, "the technicians have none of their own");

        let sent = edge.post('A', &format!("{case}/transfer"), &json!({ "unit_id": unit('T'), "reason": "线路" }));
        assert_eq!(sent.status, 200, "{}", sent.body);
        assert_eq!(clock(&sent.body, "resolution"), clock(&edge.get('A', &case).body, "resolution"));
        let (_, same, kept) = clock(&sent.body, "resolution");
        assert_eq!((same, kept), (due, own.clone()), "what was started goes on as it was started");
        assert_eq!(clock(&sent.body, "acceptance").2, by, "the receiver's policy says how soon it accepts");

        let taken = edge.post('C', &format!("{case}/accept"), &json!({}));
        assert_eq!(taken.status, 200, "{}", taken.body);
        let edited = edge.ask('C', "PATCH", &case, &json!({ "subject": "宽带每晚断线" }));
        assert_eq!(clock(&edited.body, "resolution").1, due);
    });
}

#[test]
fn a_scope_may_name_its_unit_by_code() {
    Edge::each(|edge| {
        let own = own_limits(edge, "team:network");
        let mut new = complaint();
        new["unit_id"] = json!(unit('T'));
        assert_eq!(clock(&edge.post('A', "/cases", &new).body, "resolution").2, own);
        assert_ne!(clock(&edge.get('A', &edge.complaint()).body, "resolution").2, own);
    });
}
