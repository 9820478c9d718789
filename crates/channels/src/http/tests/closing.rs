//! Closing summaries: where policy demands them, how long they are, and that they stay.

use policy::model::ClosingSummary;
use serde_json::{Value, json};
use testkit::{each_db, sqlite};

use super::house::{House, TABLES};
use crate::refused::Refused;
use crate::rules::summary;

#[test]
fn a_summary_is_shown_with_what_is_over_and_kept_while_it_is_taken_up_again() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let con = house.says("v", "宽带装好了吗");
        house.takes_and_answers(&con, "装好了");
        let close = |summary: &str| house.act('A', &con, "close", &json!({"outcome": "answered", "summary": summary}));
        let long = close(&"长".repeat(501));
        assert_eq!((long.status, long.code(), &long.body["field"]), (422, "channels.summary_long", &json!("summary")));
        assert_eq!(close("  已告知装机完成 ").body["summary"], "已告知装机完成");
        let listed = house.ask('A', "GET", "/conversations?view=closed", &Value::Null).body;
        assert_eq!(listed["items"][0]["summary"], "已告知装机完成");
        let again = house.act('A', &con, "reopen", &json!({})).body;
        assert_eq!((&again["summary"], &again["outcome"]), (&json!("已告知装机完成"), &Value::Null));
        assert_eq!(close(" ").body["summary"], Value::Null, "what is closed with counts");
    });
}

#[test]
fn policy_demands_a_summary_by_outcome() {
    let it = sqlite(TABLES);
    let of = House::new(&it).of;
    let mut says = it.db.read_blocking(move |tx| of.says(tx)).unwrap();
    assert!(says.outcomes.iter().all(|it| it.summary == ClosingSummary::Optional), "stored policies go on as they are");
    says.outcomes[0].summary = ClosingSummary::Required;
    says.longest_summary = 4;
    let (first, second) = (says.outcomes[0].id.clone(), says.outcomes[1].id.clone());
    let rows = [
        (&first, None, Err(Refused::SummaryMissing)),
        (&first, Some(" \n"), Err(Refused::SummaryMissing)),
        (&first, Some("已答复了"), Ok(Some("已答复了".to_owned()))),
        (&first, Some("已经答复了"), Err(Refused::SummaryLong(4))),
        (&second, None, Ok(None)),
    ];
    for (outcome, text, wanted) in rows {
        assert_eq!(summary(&says, outcome, text), wanted, "{outcome} {text:?}");
    }
    let moon = "moon".to_owned();
    assert_eq!(summary(&says, &moon, None), Err(Refused::UnknownOutcome(moon)));
}
