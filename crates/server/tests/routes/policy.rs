//! The routes of policy, walked by every role: who may read, write, review, approve, switch off, and for which part of
//! the organisation.

use serde_json::{Value, json};
use testkit::Answer;

use super::common::{House, People};

const EVERYBODY: [People; 7] = [
    People::Stranger,
    People::Agent,
    People::OtherTeam,
    People::Personnel,
    People::Supervisor,
    People::Manager,
    People::Administrator,
];

fn draft(house: &House, who: People, body: &Value) -> Answer {
    house.ask(Some(who), "post", "/api/v1/policies/limits/drafts", body)
}

fn act(house: &House, who: People, version: i64, act: &str) -> Answer {
    let path = format!("/api/v1/policies/limits/versions/{version}/acts");
    house.ask(Some(who), "post", &path, &json!({ "act": act, "reason": "试" }))
}

/// Who of everybody is not refused.
fn those(mut ask: impl FnMut(People) -> Answer) -> Vec<People> {
    EVERYBODY
        .into_iter()
        .filter(|who| {
            let answer = ask(*who);
            assert!(answer.status == 200 || answer.status == 403, "{who:?}: {} {}", answer.status, answer.body);
            answer.status == 200
        })
        .collect()
}

#[test]
fn reading_is_for_staff_and_writing_for_those_who_lead() {
    let house = House::new();
    let staff = &EVERYBODY[1..];
    for path in [
        "policies",
        "policies/limits",
        "policies/limits/versions",
        "policies/limits/diff?from=1&to=1",
        "policies/limits/form",
        "policies/limits/versions/1/history",
        "policy-packs",
        "policy-pack",
    ] {
        let path = format!("/api/v1/{path}");
        assert_eq!(those(|who| house.ask(Some(who), "get", &path, &Value::Null)), staff, "{path}");
    }
    let writers = [People::Supervisor, People::Manager, People::Administrator];
    let text = house.ask(Some(People::Manager), "get", "/api/v1/policies/limits", &Value::Null).body["text"].clone();
    for path in ["policies/edit", "policies/validate"] {
        let path = format!("/api/v1/{path}");
        assert_eq!(those(|who| house.ask(Some(who), "post", &path, &json!({ "text": text }))), writers, "{path}");
    }
    let pack = "/api/v1/policy-packs/shop?dry_run=true";
    assert_eq!(those(|who| house.ask(Some(who), "post", pack, &Value::Null)), writers);
    // A comparison shows cases: those who see none are shown none of it.
    let over =
        "/api/v1/policies/limits/versions/1/what-if?subject=cases&from=2026-03-01T00:00:00Z&to=2026-03-05T00:00:00Z";
    let seeing = [People::Agent, People::OtherTeam, People::Supervisor, People::Manager, People::Administrator];
    assert_eq!(those(|who| house.ask(Some(who), "get", over, &Value::Null)), seeing);
    let looked = |who| house.ask(Some(who), "get", over, &Value::Null).body["looked_at"].as_i64();
    assert_eq!((looked(People::OtherTeam), looked(People::Supervisor)), (Some(0), Some(1)));
}

#[test]
fn a_supervisor_writes_for_the_site_and_not_for_the_company() {
    let house = House::new();
    let leads = [People::Manager, People::Administrator];
    assert_eq!(those(|who| draft(&house, who, &json!({}))), leads);
    let units = house.ask(Some(People::Manager), "get", "/api/v1/units", &Value::Null);
    let unit = |name: &str| {
        let all = units.body.as_array().unwrap().clone();
        all.iter().find(|it| it["name"] == name).expect("a unit")["id"].as_str().unwrap().to_owned()
    };
    let site = json!({ "scope": format!("site:{}", unit("中心")) });
    let team = json!({ "scope": format!("team:{}", unit("agent 组")) });
    for scope in [&site, &team] {
        let writers = [People::Supervisor, People::Manager, People::Administrator];
        assert_eq!(those(|who| draft(&house, who, scope)), writers, "{scope}");
    }
    let wrong = json!({ "scope": format!("team:{}", unit("中心")) });
    assert_eq!(draft(&house, People::Manager, &wrong).code(), "policy.no_such_unit", "a site is no team");
    assert_eq!(
        draft(&house, People::Supervisor, &json!({ "scope": "role:hotline_agent" })).code(),
        "policy.out_of_reach"
    );
}

#[test]
fn each_step_is_taken_by_those_who_may_and_the_last_by_a_second_person() {
    let house = House::new();
    let version = draft(&house, People::Manager, &json!({})).body["version"].as_i64().unwrap();
    let refused = |who, what| {
        let answer = act(&house, who, version, what);
        (answer.status, answer.code().to_owned())
    };
    let no_right = (403, "web.no_right".to_owned());
    let below = [People::Agent, People::OtherTeam, People::Personnel];
    for what in ["submit", "review", "approve", "reject", "discard", "withdraw"] {
        for who in below {
            assert_eq!(refused(who, what), no_right, "{who:?} {what}");
        }
        assert_eq!(refused(People::Stranger, what), no_right, "{what}");
    }
    let out_of_reach = (403, "policy.out_of_reach".to_owned());
    for what in ["submit", "review", "reject", "discard"] {
        assert_eq!(refused(People::Supervisor, what), out_of_reach, "{what}");
    }
    for what in ["approve", "withdraw"] {
        assert_eq!(refused(People::Supervisor, what), no_right, "{what}");
    }
    let text = json!({ "text": "x", "edition": 1 });
    let path = format!("/api/v1/policies/limits/versions/{version}");
    assert_eq!(house.ask(Some(People::Agent), "put", &path, &text).code(), "web.no_right");
    assert_eq!(house.ask(Some(People::Supervisor), "put", &path, &text).code(), "policy.out_of_reach");

    assert_eq!(act(&house, People::Manager, version, "submit").status, 200);
    assert_eq!(refused(People::Manager, "review"), (403, "policy.own_review".to_owned()));
    assert_eq!(act(&house, People::Administrator, version, "review").status, 200);
    assert_eq!(refused(People::Manager, "approve"), (403, "policy.own_approval".to_owned()));
    assert_eq!(act(&house, People::Administrator, version, "approve").body["status"], "effective");
    assert_eq!(act(&house, People::Manager, version, "withdraw").body["status"], "withdrawn");
}
