//! The cases of a list as a sheet: the fields of policy as columns, masked or in full by right, always on record.

use serde_json::{Value, json};
use web::{Actor, Reach, Right};

use super::{Edge, later};
use crate::testing::{person, unit};

fn fault(edge: &Edge, subject: &str) {
    let answer = edge.post(
        'A',
        "/cases",
        &json!({
            "kind": "fault", "channel": "phone", "subject": subject, "description": "昨晚起", "contact_how": "13800138000",
            "customer": { "name": "王小明", "phone": "13800138000" },
            "promise": { "due_at": later(base::Span::HOUR), "text": "回电" },
            "fields": { "place": "浦东新区世纪大道 1 号", "line": "fibre", "visit": true },
        }),
    );
    assert_eq!(answer.status, 200, "{}", answer.body);
}

fn ask(edge: &Edge, rights: &[Right], method: &str, path: &str, body: &Value) -> testkit::Answer {
    let me = Actor::person(person('B'), Some(unit('H')), rights.iter().copied().collect(), Reach::Own);
    edge.api.ask(Some(&me), method, &format!("/api/v1{path}"), body)
}

const MAY: [Right; 2] = [Right::ReadCases, Right::ExportCases];
const REVEALS: [Right; 3] = [Right::ReadCases, Right::ExportCases, Right::RevealCustomers];

#[test]
fn a_list_is_taken_out_as_seen_with_the_fields_of_policy_as_columns() {
    Edge::each(|edge| {
        fault(edge, "=光猫不亮");
        edge.complaint();
        let preview = ask(edge, &MAY, "GET", "/cases/export?query=status%3Dopen%26kind%3Dfault", &Value::Null);
        assert_eq!((preview.status, &preview.body["count"], &preview.body["more"]), (200, &json!(1), &json!(false)));
        let columns: Vec<&str> =
            preview.body["columns"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        assert!(columns.starts_with(&["编号", "主题"]) && columns.contains(&"线路类型"), "{columns:?}");
        let row = preview.body["rows"][0].as_array().unwrap();
        assert_eq!(row.len(), columns.len());
        let cell = |name: &str| row[columns.iter().position(|it| *it == name).unwrap()].as_str().unwrap();
        assert_eq!((cell("线路类型"), cell("需要上门"), cell("状态")), ("光纤", "是", "办理中"));

        let body = json!({ "format": "csv", "query": "status=open&kind=fault", "reason": "月度核对" });
        let masked = ask(edge, &MAY, "POST", "/cases/export", &body).body;
        let text = masked.as_str().unwrap();
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(text.contains("'=光猫不亮") && text.contains("王**") && text.contains("138****8000"), "{text}");
        assert!(!text.contains("13800138000") && !text.contains("世纪大道 1 号"), "{text}");
        let mut full = body.clone();
        full["in_full"] = json!(true);
        assert_eq!(ask(edge, &MAY, "POST", "/cases/export", &full).code(), "web.no_right");
        let full = ask(edge, &REVEALS, "POST", "/cases/export", &full).body;
        let text = full.as_str().unwrap();
        assert!(text.contains("13800138000") && text.contains("世纪大道 1 号"), "{text}");
        let both = json!({ "format": "xlsx", "query": "status=all", "reason": "月度核对" });
        assert_eq!(ask(edge, &MAY, "POST", "/cases/export", &both).status, 200);

        let log = edge.it.log();
        let kept: Vec<_> = log.iter().filter(|it| it.kind == "cases.exported.v1").collect();
        assert_eq!(kept.len(), 3);
        assert!(kept.iter().all(|it| it.actor == Some(person('B')) && it.body.contains("月度核对")));
    });
}

#[test]
fn nothing_leaves_without_the_right_a_reason_or_sight() {
    Edge::each(|edge| {
        fault(edge, "光猫不亮");
        let body = json!({ "format": "csv", "query": "status=open", "reason": "月度核对" });
        assert_eq!(ask(edge, &[Right::ReadCases], "POST", "/cases/export", &body).code(), "web.no_right");
        for (change, code) in [("reason", "cases.reason_missing"), ("query", "cases.bad_filter")] {
            let mut wrong = body.clone();
            wrong[change] =
                json!("owner=moon").as_str().filter(|_| change == "query").map_or(json!(" "), |it| json!(it));
            let answer = ask(edge, &MAY, "POST", "/cases/export", &wrong);
            assert_eq!((answer.status, answer.code()), (422, code));
        }
        let stranger = Actor::person(person('E'), Some(unit('X')), MAY.into_iter().collect(), Reach::Own);
        let seen = edge.api.ask(Some(&stranger), "POST", "/api/v1/cases/export", &body).body;
        assert_eq!(seen.as_str().unwrap().lines().count(), 1, "the header alone");
        assert!(
            edge.it.log().iter().filter(|it| it.kind == "cases.exported.v1").count() == 1,
            "refusals leave nothing"
        );
    });
}
