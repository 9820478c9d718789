use jiff::tz::TimeZone;

use super::{trace, walk};
use crate::mining::{Condition, Dim, Figure, Line, Step};

#[test]
fn a_name_without_meaning_is_refused() {
    assert!("".parse::<Dim>().is_err());
    assert!("priority".parse::<Condition>().is_err());
    assert!("=x".parse::<Condition>().is_err());
}

#[test]
fn conditions_compare_exclude_and_look_into_texts() {
    let mut case = trace("1", &[("opened", 0, r#"{"activity":"a","attrs":{"impact":"Low","gone":null}}"#)]);
    case.case.subject = "Comcast Internet slow".into();
    let holds = |text: &str| text.parse::<Condition>().unwrap().holds(&case, &TimeZone::UTC);
    for text in ["impact=Low", "impact!=High", "subject~INTERNET", "gone=", "never=", "activity=a", "year=1970"] {
        assert!(holds(text), "{text}");
    }
    for text in ["impact=low", "impact!=Low", "subject~phone", "activity=b", "activity!=a", "impact="] {
        assert!(!holds(text), "{text}");
    }
}

#[test]
fn an_event_dimension_holds_when_one_event_does() {
    let case = walk("1", &["A", "B"]);
    let holds = |text: &str| text.parse::<Condition>().unwrap().holds(&case, &TimeZone::UTC);
    assert!(holds("activity=A") && holds("activity=B") && !holds("activity!=A") && holds("first.activity=A"));
}

#[test]
fn what_a_step_means_may_differ_from_its_kind() {
    let at = base::Stamp(0);
    let step = Step::of("cases.recorded.v1", at, r#"{"activity":"Closed","attrs":{"_means":"closed","x":1}}"#);
    assert_eq!((step.kind.as_str(), step.meaning.as_str()), ("recorded", "closed"));
    assert_eq!(step.changed.len(), 1);
    let broken = Step::of("cases.noted.v1", at, "[]");
    assert_eq!(broken.kind, "noted");
}

#[test]
fn a_line_is_a_flat_object() {
    let line = Line::all("met", Figure::Share(1, 2)).of("priority", None);
    let json = serde_json::Value::Object(line.json("sla"));
    assert_eq!(json["report"], "sla");
    assert_eq!(json["value"], 0.5);
    assert_eq!((json["num"].as_u64(), json["den"].as_u64()), (Some(1), Some(2)));
    assert!(json["dims"]["priority"].is_null());
    let nothing = Line::all("met", Figure::Share(0, 0)).json("sla");
    assert!(nothing["value"].is_null());
}
