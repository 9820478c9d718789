//! A draft over the past, a part at a time.

use serde_json::{Value, json};
use testkit::Api;
use web::Right;

use super::{draft, get, house, me, writer};

const PERIOD: &str = "from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z";

fn ask(api: &Api, version: i64, rest: &str) -> testkit::Answer {
    get(api, &writer(1), &format!("policies/limits/versions/{version}/what-if?subject=counting&{PERIOD}{rest}"))
}

#[test]
fn parts_follow_each_other_until_there_is_none() {
    let (_it, api) = house();
    draft(&api, &writer(1));
    let (mut after, mut parts) = (String::new(), 0);
    loop {
        let part = ask(&api, 2, &after);
        assert_eq!(part.status, 200, "{}", part.body);
        assert_eq!(part.body["rows"], json!([]), "as many limits as before");
        parts += 1;
        match part.body["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(parts, 3);
}

#[test]
fn what_comes_out_differently_is_a_row() {
    let (_it, api) = house();
    let (version, edition) = draft(&api, &writer(1));
    let text = get(&api, &writer(1), "policies/limits?version=2").body["text"].clone();
    let edit = json!({ "text": text, "edits": [{ "do": "remove", "path": "limits", "at": 0 }] });
    let text = super::post(&api, &writer(1), "policies/edit", &edit).body["text"].clone();
    let body = json!({ "text": text, "edition": edition });
    api.ask(Some(&writer(1)), "PUT", &format!("/api/v1/policies/limits/versions/{version}"), &body);
    let part = ask(&api, 2, "");
    let row = &part.body["rows"][0];
    let number = |side: &str| row[side]["result"].as_str().and_then(|it| it.parse::<i64>().ok()).unwrap();
    assert_eq!(number("before"), number("after") + 1, "{row}");
    assert_eq!(part.body["tallies"][0]["what"], "count");
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let (_it, api) = house();
    assert_eq!(ask(&api, 7, "").code(), "policy.unknown_version");
    let path = |kind: &str, subject: &str, from: &str, to: &str| {
        let path = format!("policies/{kind}/versions/1/what-if?subject={subject}&from={from}&to={to}");
        get(&api, &writer(1), &path).code().to_owned()
    };
    assert_eq!(path("limits", "dreams", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"), "policy.no_comparison");
    assert_eq!(path("pay", "counting", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"), "policy.no_comparison");
    assert_eq!(path("limits", "counting", "2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z"), "policy.bad_period");
    assert_eq!(path("limits", "counting", "2024-01-01T00:00:00Z", "2026-02-01T00:00:00Z"), "policy.bad_period");
    let address = format!("/api/v1/policies/limits/versions/1/what-if?subject=counting&{PERIOD}");
    assert_eq!(api.ask(None, "GET", &address, &Value::Null).code(), "web.signed_out");
    assert_eq!(api.ask(Some(&me(&[Right::EditPolicy])), "GET", &address, &Value::Null).code(), "web.no_right");
}
