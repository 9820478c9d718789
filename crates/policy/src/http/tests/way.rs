//! From a draft to what holds, and off again; who may do which step, and where.

use serde_json::{Value, json};
use testkit::{Api, START};
use web::{Actor, Reach, Right};

use super::{act, approver, draft, get, house, me, post, reviewer, somebody, unit, writer};
use base::Span;

fn status(api: &Api, version: i64) -> String {
    let it = get(api, &approver(8), &format!("policies/limits?version={version}"));
    it.body["status"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_limit_is_changed_reviewed_and_approved_by_others_and_holds() {
    let (it, api) = house();
    let (version, _) = draft(&api, &writer(1));
    assert_eq!((version, status(&api, 2)), (2, "draft".to_owned()));
    assert_eq!(act(&api, &writer(1), 2, "submit").body["status"], "submitted");
    assert_eq!(act(&api, &reviewer(2), 2, "review").body["status"], "reviewed");
    it.clock.advance(Span::HOUR);
    let approved = act(&api, &approver(3), 2, "approve");
    assert_eq!((approved.status, approved.body["status"].as_str()), (200, Some("effective")));
    assert_eq!(approved.body["effective_from"], (START + Span::HOUR).to_string());
    let now = get(&api, &writer(1), "policies/limits");
    assert_eq!((&now.body["version"], &now.body["body"]["limits"][0]["within"]), (&json!(2), &json!("1h30m")));
    assert!(now.body["text"].as_str().unwrap().contains("# First answer, where"), "comments survive");
    assert_eq!(status(&api, 1), "superseded");

    let told: Vec<(String, Value)> = get(&api, &writer(1), "policies/limits/versions/2/history").body["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["deed"].as_str().unwrap().to_owned(), it["person_name"].clone()))
        .collect();
    let wanted = [("drafted", "1号"), ("submitted", "1号"), ("reviewed", "2号"), ("approved", "3号")];
    assert_eq!(told, wanted.map(|(deed, by)| (deed.to_owned(), json!(by))));
    let kinds: Vec<String> =
        it.log().into_iter().filter(|it| it.policy.as_deref() == Some("limits@2")).map(|it| it.kind).collect();
    assert_eq!(
        kinds,
        ["policy.drafted.v1", "policy.edited.v1", "policy.submitted.v1", "policy.reviewed.v1", "policy.published.v1"]
    );
}

#[test]
fn who_wrote_it_neither_reviews_nor_approves_it() {
    let (_it, api) = house();
    draft(&api, &approver(3));
    act(&api, &approver(3), 2, "submit");
    assert_eq!(act(&api, &approver(3), 2, "review").code(), "policy.own_review");
    act(&api, &approver(4), 2, "review");
    let own = act(&api, &approver(3), 2, "approve");
    assert_eq!((own.status, own.code()), (403, "policy.own_approval"));
    let shown = get(&api, &approver(3), "policies/limits?version=2");
    let actions = shown.body["actions"].as_array().unwrap();
    let approve = actions.iter().find(|it| it["name"] == "approve").unwrap();
    assert_eq!(approve["reason"], "本人起草或改过的制度，须由他人批准。");
    assert_eq!(act(&api, &approver(4), 2, "approve").status, 200);
}

#[test]
fn whoever_corrects_a_draft_becomes_one_of_its_writers() {
    let (_it, api) = house();
    let (version, edition) = draft(&api, &writer(1));
    let text = get(&api, &writer(1), "policies/limits?version=2").body["text"].clone();
    let body = json!({ "text": text.as_str().unwrap().replace("90m", "80m"), "edition": edition });
    let kept = api.ask(Some(&approver(4)), "PUT", &format!("/api/v1/policies/limits/versions/{version}"), &body);
    assert_eq!(kept.status, 200, "{}", kept.body);
    act(&api, &writer(1), 2, "submit");
    assert_eq!(act(&api, &approver(4), 2, "review").code(), "policy.own_review");
    let stale = api.ask(Some(&writer(1)), "PUT", &format!("/api/v1/policies/limits/versions/{version}"), &body);
    assert_eq!((stale.status, stale.code()), (409, "policy.stale"));
}

#[test]
fn a_version_is_sent_back_with_a_reason_and_a_draft_given_up() {
    let (_it, api) = house();
    draft(&api, &writer(1));
    act(&api, &writer(1), 2, "submit");
    let path = "policies/limits/versions/2/acts";
    let silent = post(&api, &reviewer(2), path, &json!({ "act": "reject", "reason": " " }));
    assert_eq!((silent.code(), silent.body["field"].as_str()), ("policy.reason_missing", Some("reason")));
    assert_eq!(act(&api, &reviewer(2), 2, "reject").body["status"], "draft");
    let told = get(&api, &writer(1), "policies/limits/versions/2/history");
    assert_eq!(told.body["items"].as_array().unwrap().last().unwrap()["note"], "理由");
    assert_eq!(act(&api, &writer(1), 2, "discard").body["status"], "discarded");
    let listed = get(&api, &writer(1), "policies");
    assert!(listed.body["items"].as_array().unwrap().iter().all(|it| it["policy"] != "limits@2"));
    assert_eq!(act(&api, &writer(1), 2, "submit").code(), "policy.not_now");
}

#[test]
fn what_is_to_hold_later_holds_later() {
    let (it, api) = house();
    let (version, edition) = draft(&api, &writer(1));
    let later = (START + Span::DAY).to_string();
    let text = get(&api, &writer(1), "policies/limits?version=2").body["text"].clone();
    let edit = json!([{ "do": "set", "path": "policy.effective_from", "value": later }]);
    let text = post(&api, &writer(1), "policies/edit", &json!({ "text": text, "edits": edit })).body["text"].clone();
    let body = json!({ "text": text, "edition": edition });
    let kept = api.ask(Some(&writer(1)), "PUT", &format!("/api/v1/policies/limits/versions/{version}"), &body);
    assert_eq!(kept.body["effective_from"], later.as_str(), "{}", kept.body);
    for (who, what) in [(writer(1), "submit"), (reviewer(2), "review"), (approver(3), "approve")] {
        assert_eq!(act(&api, &who, 2, what).status, 200, "{what}");
    }
    assert_eq!((status(&api, 1), status(&api, 2)), ("effective".to_owned(), "approved".to_owned()));
    it.clock.advance(Span::DAY);
    assert_eq!((status(&api, 1), status(&api, 2)), ("superseded".to_owned(), "effective".to_owned()));
}

#[test]
fn a_version_is_switched_off_with_a_reason_but_not_the_last_one_that_is_needed() {
    let (it, api) = house();
    let path = "policies/limits/versions/1/acts";
    let silent = post(&api, &approver(3), path, &json!({ "act": "withdraw" }));
    assert_eq!(silent.code(), "policy.reason_missing");
    assert_eq!(act(&api, &approver(3), 1, "withdraw").body["status"], "withdrawn");
    let last = it.log().pop().unwrap();
    assert_eq!(last.kind, "policy.withdrawn.v1");
    assert!(last.body.contains("理由"), "{}", last.body);
    let access =
        post(&api, &approver(3), "policies/access/versions/1/acts", &json!({ "act": "withdraw", "reason": "x" }));
    assert_eq!((access.status, access.code()), (409, "policy.needed"));
}

#[test]
fn rights_reach_no_further_than_the_part_of_the_organisation() {
    let (_it, api) = house();
    let team = |rights: &[Right]| somebody(5, rights, Reach::Units([unit(1)].into()));
    let lead = team(&[Right::ReadPolicy, Right::EditPolicy, Right::ApprovePolicy]);
    assert_eq!(post(&api, &lead, "policies/limits/drafts", &json!({})).code(), "policy.out_of_reach");
    let own = post(&api, &lead, "policies/limits/drafts", &json!({ "scope": "team:north" }));
    assert_eq!((own.status, own.body["scope"].as_str()), (200, Some("team:north")), "{}", own.body);
    assert_eq!(own.body["scope_name"], "北区组");
    let nowhere = post(&api, &approver(3), "policies/limits/drafts", &json!({ "scope": "team:moon" }));
    assert_eq!(nowhere.code(), "policy.no_such_unit");
    let role = post(&api, &lead, "policies/limits/drafts", &json!({ "scope": "role:hotline_agent" }));
    assert_eq!(role.code(), "policy.out_of_reach");
    // A draft cannot be carried out of reach by writing another scope into it.
    let text = own.body["text"].as_str().unwrap().replace("team:north", "organisation");
    let body = json!({ "text": text, "edition": own.body["edition"] });
    let carried = api.ask(Some(&lead), "PUT", "/api/v1/policies/limits/versions/2", &body);
    assert_eq!(carried.code(), "policy.out_of_reach");
    // Nor is another one's approved from below.
    draft(&api, &writer(1));
    act(&api, &writer(1), 3, "submit");
    act(&api, &reviewer(2), 3, "review");
    assert_eq!(act(&api, &lead, 3, "approve").code(), "policy.out_of_reach");
    assert_eq!(act(&api, &lead, 1, "withdraw").code(), "policy.out_of_reach");
    let company = somebody(6, &[Right::ReadPolicy, Right::ApprovePolicy], Reach::Units([unit(0), unit(1)].into()));
    assert_eq!(act(&api, &company, 3, "approve").status, 200, "who leads the company approves for all");
}

#[test]
fn each_step_needs_its_right() {
    let (_it, api) = house();
    let reader = somebody(7, &[Right::ReadPolicy], Reach::All);
    assert_eq!(post(&api, &reader, "policies/limits/drafts", &json!({})).code(), "web.no_right");
    assert_eq!(post(&api, &reader, "policies/edit", &json!({ "text": "" })).code(), "web.no_right");
    draft(&api, &writer(1));
    let body = json!({ "text": "", "edition": 1 });
    let write = api.ask(Some(&reader), "PUT", "/api/v1/policies/limits/versions/2", &body);
    assert_eq!(write.code(), "web.no_right");
    let table: [(&Actor, &str); 6] = [
        (&reader, "submit"),
        (&reader, "review"),
        (&writer(1), "review"),
        (&writer(2), "approve"),
        (&reviewer(2), "approve"),
        (&reviewer(2), "withdraw"),
    ];
    for (who, what) in table {
        assert_eq!(act(&api, who, 2, what).code(), "web.no_right", "{what}");
    }
    for path in ["policies/limits/drafts", "policies/limits/versions/2/acts", "policies/edit"] {
        let body = match path.rsplit('/').next() {
            Some("acts") => json!({ "act": "submit" }),
            Some("edit") => json!({ "text": "" }),
            _ => json!({}),
        };
        assert_eq!(post(&api, &me(&[]), path, &body).code(), "web.no_right", "{path}");
        let nobody = api.ask(None, "POST", &format!("/api/v1/{path}"), &body);
        assert_eq!(nobody.code(), "web.signed_out", "{path}");
    }
}

#[test]
fn a_draft_may_be_faulty_but_not_unreadable_and_not_of_another_kind() {
    let (_it, api) = house();
    let (_, edition) = draft(&api, &writer(1));
    let path = "/api/v1/policies/limits/versions/2";
    let text = get(&api, &writer(1), "policies/limits?version=2").body["text"].as_str().unwrap().to_owned();
    let put =
        |text: &str, edition: i64| api.ask(Some(&writer(1)), "PUT", path, &json!({ "text": text, "edition": edition }));
    assert_eq!(put("limits = ", edition).code(), "policy.invalid");
    let pay = get(&api, &writer(1), "policies/pay").body["text"].as_str().unwrap().to_owned();
    assert_eq!(put(&pay, edition).code(), "policy.other_kind");
    let faulty = put(&text.replace("\"90m\"", "\"0s\""), edition);
    assert_eq!((faulty.status, faulty.body["problems"][0]["field"].as_str()), (200, Some("limits[0].within")));
    assert_eq!(faulty.body["problems"][0]["detail"], "时长必须大于零。");
    let submitted = act(&api, &writer(1), 2, "submit");
    assert_eq!((submitted.status, submitted.code()), (422, "policy.invalid"));
}

#[test]
fn an_edit_answers_with_everything_that_is_wrong_and_keeps_nothing() {
    let (it, api) = house();
    let before = it.log().len();
    let text = get(&api, &writer(1), "policies/limits").body["text"].clone();
    let edit = json!([{ "do": "set", "path": "limits[3].kinds", "value": ["nonsense"] }]);
    let edited = post(&api, &writer(1), "policies/edit", &json!({ "text": text, "edits": edit }));
    assert_eq!(edited.body["problems"][0]["field"], "limits[3].kinds");
    assert_eq!(edited.body["body"]["limits"][3]["kinds"][0], "nonsense");
    let broken = post(&api, &writer(1), "policies/edit", &json!({ "text": "a = \nb = 1" }));
    assert_eq!((&broken.body["readable"], &broken.body["problems"][0]["line"]), (&json!(false), &json!(1)));
    let missing = post(
        &api,
        &writer(1),
        "policies/edit",
        &json!({ "text": text, "edits": [{ "do": "remove", "path": "limits", "at": 99 }] }),
    );
    assert_eq!(missing.code(), "policy.no_such_place");
    assert_eq!(it.log().len(), before);
}

#[test]
fn a_form_offers_the_entries_of_other_documents() {
    let (_it, api) = house();
    let form = get(&api, &writer(1), "policies/limits/form");
    let kinds = form.body["lists"]["cases.kinds"].as_array().unwrap();
    assert!(kinds.iter().any(|it| it["value"] == "complaint" && it["label"]["zh"] == "投诉"), "{kinds:?}");
    let calendars = form.body["lists"]["calendar.calendars"].as_array().unwrap();
    assert!(calendars.iter().any(|it| it["value"] == "office"));
    assert_eq!(get(&api, &me(&[]), "policies/limits/form").code(), "web.no_right");
}

#[test]
fn an_indicator_that_nobody_could_check_is_named_with_what_it_lacks() {
    let (_it, api) = house();
    let text = get(&api, &writer(1), "policies/indicators").body["text"].clone();
    let edits = json!([
        { "do": "set", "path": "indicators[0].formula", "value": null },
        { "do": "set", "path": "indicators[0].target", "value": null },
    ]);
    let edited = post(&api, &writer(1), "policies/edit", &json!({ "text": text, "edits": edits }));
    let problem = &edited.body["problems"][0];
    assert_eq!(
        (problem["code"].as_str(), problem["field"].as_str()),
        (Some("policy.not_smart"), Some("indicators[0]"))
    );
    assert!(problem["detail"].as_str().unwrap().contains("formula"), "{problem}");
}
