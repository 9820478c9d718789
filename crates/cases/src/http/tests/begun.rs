//! The answer to a taking-in is made from what is in hand, and is the page that is read afterwards.

use base::ids::CustomerId;
use db::events;
use policy::model::Kind;
use serde_json::{Value, json};

use super::{Edge, change_policy, complaint, id};
use crate::testing::person;

/// Takes a case in as A: what is told is what is read afterwards.
fn begun(edge: &Edge, body: &Value) -> Value {
    let told = edge.post('A', "/cases", body);
    assert_eq!(told.status, 200, "{}", told.body);
    let read = edge.get('A', &format!("/cases/{}", id(&told.body)));
    assert_eq!(told.body, read.body);
    told.body
}

fn answered_on_the_spot() -> Value {
    let mut body = complaint();
    body["promise"].take();
    body["answered_on_the_spot"] = json!(true);
    body["answer"] = json!("已当场解释账单");
    body
}

#[test]
fn the_page_of_a_case_that_was_taken_in_is_the_page_that_is_read() {
    Edge::each(|edge| {
        let first = begun(edge, &complaint());
        // The second is a repeated contact of the same customer.
        let second = begun(edge, &complaint());
        assert_eq!(second["links"][0]["case_id"], first["id"]);
        assert_eq!(second["promises"].as_array().unwrap().len(), 1);
        begun(edge, &answered_on_the_spot());
    });
}

#[test]
fn the_page_of_a_service_item_is_the_page_that_is_read() {
    Edge::each(|edge| {
        let mut item = complaint();
        item["kind"] = json!("service_request");
        item["class"] = json!("number_porting");
        item["fields"] = json!({});
        begun(edge, &item);
        item["application"] = json!({ "applicant": "holder", "materials": { "identity": { "state": "received" } } });
        begun(edge, &item);
    });
}

#[test]
fn a_repeat_of_a_case_out_of_sight_names_it_by_its_number_alone() {
    Edge::each(|edge| {
        let other = edge.post('E', "/cases", &complaint()).body;
        let link = begun(edge, &complaint())["links"][0].take();
        assert_eq!((&link["number"], &link["subject"], &link["status"]), (&other["number"], &json!(""), &Value::Null));
    });
}

#[test]
fn who_is_to_ask_the_customer_stands_on_the_page_of_a_case_answered_on_the_spot() {
    Edge::each(|edge| {
        let by = "when = \"closed\"\nshare = 1000\nby = \"first_owner\"";
        let seat = "when = \"confirm\"\nshare = 1000\nby = { seat = { role = \"team_lead\" } }";
        change_policy(edge, Kind::FollowUps, by, seat);
        let page = begun(edge, &answered_on_the_spot());
        let people: Vec<&Value> = page["people"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
        assert_eq!(people, [person('A').as_str(), person('B').as_str()]);
        let close = page["actions"].as_array().unwrap().iter().find(|it| it["name"] == "close").unwrap();
        assert_eq!(close["allowed"], false);
    });
}

#[test]
fn what_clocks_say_is_no_part_of_the_customers_history() {
    Edge::each(|edge| {
        let page = edge.get('A', &edge.complaint()).body;
        let (case, customer) = (id(&page), page["customer"]["id"].as_str().unwrap().parse::<CustomerId>().unwrap());
        let known = edge.it.db.read_blocking(move |tx| {
            Ok((events::of_case(tx, &case, 0, 100)?, events::of_customer(tx, &customer, None, 100)?))
        });
        let (of_case, of_customer) = known.unwrap();
        let is_clock = |it: &events::Logged| it.kind.starts_with("cases.clock_");
        assert!(of_case.iter().any(is_clock));
        assert!(!of_customer.iter().any(is_clock));
        let rest: Vec<i64> = of_case.iter().filter(|it| !is_clock(it)).map(|it| it.seq).collect();
        assert!(rest.iter().all(|seq| of_customer.iter().any(|it| it.seq == *seq)));
    });
}
