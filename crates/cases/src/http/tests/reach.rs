//! Each right reaches as far as the role that gives it (PPL-2), through the real routes.

use serde_json::{Value, json};
use testkit::Answer;
use web::live::Audience;
use web::{Actor, Reach, Right};

use super::Edge;
use crate::testing::{person, unit};

impl Edge {
    fn ask_as(&self, who: &Actor, method: &str, path: &str, body: &Value) -> Answer {
        self.api.ask(Some(who), method, &format!("/api/v1{path}"), body)
    }

    /// How many cases somebody finds, in the list, by search, and by the counters.
    fn found(&self, who: &Actor) -> (usize, usize, i64) {
        let get = |path: &str| self.ask_as(who, "GET", path, &Value::Null).body;
        let many = |body: &Value| body.as_array().unwrap().len();
        let (list, search) = (get("/cases?status=all"), get("/search?q=%E5%AE%BD%E5%B8%A6"));
        (many(&list["items"]), many(&search["cases"]), get("/cases/counts")["open"].as_i64().unwrap())
    }
}

/// E of the unit X with these rights, each as far as it says.
fn somebody(rights: &[(Right, Reach)]) -> Actor {
    let all = rights.iter().map(|it| it.0).collect();
    Actor::person(person('E'), Some(unit('X')), all, Reach::Own).apart(rights.to_vec())
}

#[test]
fn reading_the_customers_of_the_whole_centre_shows_no_more_than_ones_own_cases() {
    Edge::each(|edge| {
        let case = edge.complaint();
        let wide =
            [(Right::ReadCases, Reach::Own), (Right::ReadCustomers, Reach::All), (Right::ReadMetrics, Reach::All)];
        let who = somebody(&wide);
        assert_eq!(edge.found(&who), (0, 0, 0));
        assert_eq!(edge.ask_as(&who, "GET", &case, &Value::Null).code(), "cases.not_found");
        let boss = somebody(&[(Right::ReadCases, Reach::All)]);
        assert_eq!(edge.found(&boss), (1, 1, 1));
    });
}

#[test]
fn whoever_reads_all_cases_works_on_those_of_their_own_unit_only() {
    Edge::each(|edge| {
        let case = edge.complaint();
        let who = somebody(&[
            (Right::ReadCases, Reach::All),
            (Right::WorkCases, Reach::Own),
            (Right::TransferCases, Reach::Own),
            (Right::SuperviseCases, Reach::Own),
        ]);
        assert_eq!(edge.ask_as(&who, "GET", &case, &Value::Null).status, 200);
        let acts = [
            ("steps", json!({ "to": "diagnose" })),
            ("assign", json!({ "person_id": person('B') })),
            ("transfer", json!({ "unit_id": unit('T'), "reason": "x" })),
            ("close", json!({ "outcome": "refused", "grounds": "x" })),
        ];
        for (act, body) in acts {
            let answer = edge.ask_as(&who, "POST", &format!("{case}/{act}"), &body);
            assert_eq!((answer.status, answer.code()), (403, "cases.not_yours"), "{act}: {}", answer.body);
        }
        let sent = edge.post('A', &format!("{case}/transfer"), &json!({ "unit_id": unit('X'), "reason": "x" }));
        assert_eq!(sent.status, 200, "{}", sent.body);
        assert_eq!(edge.ask_as(&who, "POST", &format!("{case}/accept"), &json!({})).status, 200, "it is theirs now");
        assert_eq!(edge.ask_as(&who, "POST", &format!("{case}/steps"), &json!({ "to": "diagnose" })).status, 200);
    });
}

#[test]
fn the_live_stream_tells_of_cases_only_those_who_may_read_them() {
    let audience = Audience { unit: Some(unit('H')), parties: vec![person('E')] };
    let hears = |rights: &[(Right, Reach)]| audience.has(&somebody(rights));
    assert!(!hears(&[(Right::ReadPeople, Reach::All), (Right::ReadMetrics, Reach::All)]), "HR reads no cases");
    assert!(hears(&[(Right::ReadCases, Reach::Own)]), "a party to it");
    let of_others = Audience { unit: Some(unit('H')), parties: Vec::new() };
    assert!(!of_others.has(&somebody(&[(Right::ReadCases, Reach::Own), (Right::ReadCustomers, Reach::All)])));
}
