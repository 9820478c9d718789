//! The answer to a taking-in is made from what is in hand, and is the page that is read afterwards.

use base::ids::CustomerId;
use db::events;
use serde_json::json;

use super::{Edge, complaint, id};

#[test]
fn the_page_of_a_case_that_was_taken_in_is_the_page_that_is_read() {
    Edge::each(|edge| {
        let mut on_the_spot = complaint();
        on_the_spot["promise"].take();
        on_the_spot["answered_on_the_spot"] = json!(true);
        on_the_spot["answer"] = json!("已当场解释账单");
        // The second is a repeated contact of the same customer, and linked to the first.
        for body in [complaint(), complaint(), on_the_spot] {
            let told = edge.post('A', "/cases", &body);
            assert_eq!(told.status, 200, "{}", told.body);
            let read = edge.get('A', &format!("/cases/{}", id(&told.body)));
            assert_eq!(told.body, read.body);
        }
        let second = edge.post('A', "/cases", &complaint()).body;
        assert!(!second["links"].as_array().unwrap().is_empty() && !second["promises"].as_array().unwrap().is_empty());
    });
}

#[test]
fn what_clocks_say_is_no_part_of_the_customers_history() {
    Edge::each(|edge| {
        let page = edge.get('A', &edge.complaint()).body;
        let (case, customer) = (id(&page), page["customer"]["id"].as_str().unwrap().parse::<CustomerId>().unwrap());
        let known = edge.it.db.read_blocking(move |tx| {
            Ok((events::of_case(tx, &case, 0, 100)?, events::of_customer(tx, &customer, None, "TRUE", 100)?))
        });
        let (of_case, of_customer) = known.unwrap();
        let is_clock = |it: &events::Logged| it.kind.starts_with("cases.clock_");
        assert!(of_case.iter().any(is_clock));
        assert!(!of_customer.iter().any(is_clock));
        let rest: Vec<i64> = of_case.iter().filter(|it| !is_clock(it)).map(|it| it.seq).collect();
        assert!(rest.iter().all(|seq| of_customer.iter().any(|it| it.seq == *seq)));
    });
}
