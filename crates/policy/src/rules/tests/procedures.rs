//! Faults in the policies of approvals, follow-ups, complaints and escalation are named with their field.

use super::full;
use crate::model::Kind;
use crate::rules::{read, validate};

/// The common document with one text in place of another: the first fault.
fn fault(kind: Kind, from: &str, to: &str) -> Option<(String, &'static str)> {
    let text = full(kind);
    assert!(text.contains(from), "{kind} has no {from}");
    let document = read(&text.replacen(from, to, 1)).unwrap();
    validate(&document).into_iter().next().map(|it| (it.field, it.code))
}

#[test]
fn the_shipped_procedures_are_sound() {
    for kind in [
        Kind::Approvals,
        Kind::FollowUps,
        Kind::Complaints,
        Kind::Escalation,
        Kind::Services,
        Kind::Teamwork,
        Kind::Portal,
    ] {
        assert_eq!(validate(&read(&full(kind)).unwrap()), [], "{kind}");
    }
}

#[test]
fn routes_of_approvals_stand_in_the_order_of_their_amounts() {
    let found = |from, to| fault(Kind::Approvals, from, to).unwrap();
    assert_eq!(
        found("up_to_fen = 5000,", "up_to_fen = 90000,"),
        ("subjects[0].routes[0]".to_owned(), "policy.out_of_order")
    );
    assert_eq!(found("up_to_fen = 5000, ", "").1, "policy.out_of_order");
    assert_eq!(found("act = \"compensation\"", "act = \"refusal\"").1, "policy.amount_without_money");
    assert_eq!(found("role = \"team_lead\"", "role = \" \"").1, "policy.empty");
    assert_eq!(found("within = \"4h\"", "within = \"4d\"").1, "policy.length_unfit");
}

#[test]
fn follow_ups_have_tries_questions_that_exist_and_a_share() {
    let found = |from, to| fault(Kind::FollowUps, from, to).unwrap();
    assert_eq!(found("attempts = 3", "attempts = 0"), ("rules[0].attempts".to_owned(), "policy.out_of_range"));
    assert_eq!(found("share = 1000", "share = 1001").1, "policy.out_of_range");
    assert_eq!(found("\"attitude\", \"speed\"", "\"beauty\"").1, "policy.unknown_reference");
    assert_eq!(
        found("outcomes = [\"solved\"]\nwhen = \"closed\"", "outcomes = [\"solved\"]\nwhen = \"confirm\"").1,
        "policy.outcomes_before_closing"
    );
}

#[test]
fn complaints_and_ladders_have_terms_that_fit() {
    assert_eq!(fault(Kind::Complaints, "within = \"2h\"", "within = \"0s\"").unwrap().1, "policy.no_time");
    let twin = fault(Kind::Complaints, "stage = \"initial_assessment\"", "stage = \"acknowledgement\"");
    assert_eq!(twin.unwrap().1, "policy.twice");
    let seat = fault(Kind::Escalation, "to = { role = \"team_lead\" }", "to = { post = \"\" }");
    assert_eq!(seat.unwrap(), ("ladders[0].levels[0].to".to_owned(), "policy.empty"));
}

#[test]
fn service_items_ask_for_something_and_refer_to_what_they_name() {
    let common = include_str!("../../../../../policies/common/services.toml");
    let text = include_str!("../../../../../policies/hall/services.toml");
    let fault = |from: &str, to: &str| {
        let whole = crate::rules::merge(common, &text.replacen(from, to, 1)).unwrap();
        validate(&read(&whole).unwrap()).into_iter().next().map(|it| (it.field, it.code))
    };
    assert_eq!(fault("rl-01", "rl-01"), None);
    let found = |from, to| fault(from, to).unwrap();
    assert_eq!(
        found("only_when = [\"no_title_yet\"]", "only_when = [\"rich\"]"),
        ("items[0].materials[4].only_when".to_owned(), "policy.unknown_reference")
    );
    assert_eq!(found("applicants = [\"company\"]", "applicants = [\"rich\"]").1, "policy.unknown_reference");
    assert_eq!(found("original = true, copies = 1, applicants", "applicants").1, "policy.material_of_nothing");
    assert_eq!(found("copies = 1", "copies = 21").1, "policy.out_of_range");
    assert_eq!(found("class = \"transfer_of_name\"", "class = \"new_account\"").1, "policy.twice");
    assert_eq!(found("id = \"rl-02\"", "id = \"rl-01\"").1, "policy.twice");
}

#[test]
fn terms_counts_and_rises_of_teamwork_are_sound() {
    let found = |from, to| fault(Kind::Teamwork, from, to).unwrap();
    assert_eq!(found("most = 10", "most = 0"), ("joint.most".to_owned(), "policy.out_of_range"));
    assert_eq!(found("gap = \"30m\"", "gap = \"0s\""), ("urging.gap".to_owned(), "policy.no_time"));
    assert_eq!(found("{ at = 5,", "{ at = 3,"), ("urging.rises[1].at".to_owned(), "policy.twice"));
    assert_eq!(found("undo_within = \"7d\"", "undo_within = \"7wd\"").1, "policy.length_unfit");
    assert_eq!(found("within = \"8h\"", "within = \"8d\"").1, "policy.length_unfit");
}

#[test]
fn the_limit_that_names_most_of_a_case_holds_for_a_department() {
    let text = full(Kind::Teamwork).replacen(
        "[[handling]]\nid = \"others\"",
        "[[handling]]\nid = \"network\"\nunits = [\"network\"]\nterm = { within = \"1h\", time = \"wall\" }\n\n\
         [[handling]]\nid = \"others\"",
        1,
    );
    let document = read(&text).unwrap();
    let crate::model::Body::Teamwork(it) = &document.body else { panic!("not teamwork") };
    let id = |kind, unit| it.handling(kind, None, unit).map(|one| one.id.as_str());
    assert_eq!(id("complaint", None), Some("complaints"));
    assert_eq!(id("complaint", Some("network")), Some("network"));
    assert_eq!(id("inquiry", Some("sales")), Some("others"));
}

#[test]
fn the_portal_offers_kinds_once_and_bounds_what_comes() {
    let found = |from, to| fault(Kind::Portal, from, to).unwrap();
    assert_eq!(found("unit = \"complaints\"", "unit = \" \""), ("unit".to_owned(), "policy.empty"));
    assert_eq!(found("{ id = \"fault\" }", "{ id = \"complaint\" }"), ("kinds[1]".to_owned(), "policy.twice"));
    assert_eq!(found("left = \"inquiry\"", "left = \"after_sale\""), ("left".to_owned(), "policy.unknown_reference"));
    assert_eq!(found("longest = 3000", "longest = 10").1, "policy.out_of_range");
    assert_eq!(found("most = 10, within = \"15m\"", "most = 0, within = \"15m\"").0, "wrong.most");
}
