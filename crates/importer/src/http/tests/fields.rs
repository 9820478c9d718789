//! Fields of policy as targets of a mapping.

use super::*;

const SHEET: &str = "编号,创建时间,线路类型\n1,2026-11-01 09:30:00,光纤\n2,2026-11-01 10:30:00,卫星\n";

#[test]
fn a_column_called_as_a_field_is_guessed_tried_and_imported() {
    each_db(MIGRATIONS, |it| {
        let house = House::new(it);
        let sent = house.send("线路.csv", SHEET.as_bytes());
        let (id, mapping) = (sent["id"].as_str().unwrap(), &sent["guess"]);
        assert_eq!(mapping["fields"], json!({ "line": "线路类型" }), "{mapping}");
        let tried = house.ask("POST", &format!("/{id}/preview"), &json!({ "mapping": mapping })).body;
        assert_eq!(tried["rows"][0]["values"]["fields.line"], "光纤");
        let wrong = "线路类型 “线路类型”没有这个选项，可填：光纤、铜缆、移动网络";
        assert_eq!((&tried["rows"][1]["problems"], &tried["good"]), (&json!([wrong]), &json!(2)));
        assert_eq!(house.start(id, mapping).status, 200);
        let ended = house.ended(id);
        assert_eq!((&ended["state"], &ended["cases"]), (&json!("done"), &json!(2)), "{ended}");
        let errors = house.ask("GET", &format!("/{id}/errors"), &Value::Null).body;
        let error = &errors["items"][0];
        assert_eq!(
            (&error["line"], &error["column"], &error["value"]),
            (&json!(3), &json!("线路类型"), &json!("卫星"))
        );
        assert_eq!(error["reason"], "“线路类型”没有这个选项，可填：光纤、铜缆、移动网络");
        assert_eq!(house.count("SELECT COUNT(*) FROM cases_mark WHERE name = 'line' AND value = 'fibre'"), 1);
    });
}

#[test]
fn a_field_that_policy_lacks_is_named_before_a_run_begins() {
    each_db(MIGRATIONS, |it| {
        let house = House::new(it);
        let sent = house.send("线路.csv", SHEET.as_bytes());
        let id = sent["id"].as_str().unwrap();
        let mut mapping = sent["guess"].clone();
        mapping["fields"] = json!({ "colour": "线路类型" });
        for path in ["preview", "start"] {
            let refused = house.ask("POST", &format!("/{id}/{path}"), &json!({ "mapping": mapping }));
            assert_eq!((refused.status, refused.code()), (422, "importer.no_field"), "{path}");
            assert!(refused.body["title"].as_str().unwrap().contains("colour"), "{refused:?}");
        }
        assert_eq!(house.ask("GET", &format!("/{id}"), &Value::Null).body["state"], "waiting");
    });
}
