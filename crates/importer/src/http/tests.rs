use std::time::Duration;

use axum::Extension;
use base::ids::{PersonId, UnitId};
use policy::Policies;
use serde_json::{Value, json};
use testkit::{Answer, Api, TestDb, team};
use web::{Actor, Right};

use crate::{TEXTS, routes};

const MIGRATIONS: &[&[db::Migration]] = &[policy::MIGRATIONS, people::MIGRATIONS, cases::MIGRATIONS, crate::MIGRATIONS];

const LIST: &str = "编号,标题,创建时间,办结时间\n1,宽带故障,2026-11-01 09:30:00,2026-11-02 10:00:00\n2,账单疑问,2026-11-01 10:30:00,\n3,坏行,昨天,\n";

fn somebody(rights: &[Right]) -> Actor {
    let person: PersonId = "per_01JD0000000000000000000001".parse().unwrap();
    let unit: UnitId = "unt_01JD0000000000000000000001".parse().unwrap();
    team(&person, &unit, rights)
}

struct House {
    it: TestDb,
    api: Api,
}

impl House {
    fn new() -> Self {
        let it = testkit::sqlite(MIGRATIONS);
        it.db.write_blocking(|tx| policy::api::load_pack(tx, "telecom", &policy::api::Terms::default())).unwrap();
        let (router, _) = routes().split_for_parts();
        let api = Api::new(&it, router.layer(Extension(Policies::new())), &[TEXTS]);
        // Runs are asked for by the system here: the people's own tests have people.
        Self { it, api }
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.api.ask(Some(&Actor::system()), method, &format!("/api/v1/imports{path}"), body)
    }

    fn send(&self, name: &str, content: &str) -> Value {
        let sent = self.api.upload(Some(&Actor::system()), "/api/v1/imports", name, content.as_bytes());
        assert_eq!(sent.status, 200, "{sent:?}");
        sent.body
    }

    /// Waits for the end of a run.
    fn ended(&self, id: &str) -> Value {
        for _ in 0..200 {
            let import = self.ask("GET", &format!("/{id}"), &Value::Null).body;
            if import["state"] != "running" {
                return import;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the run does not end");
    }
}

#[test]
fn a_file_is_sent_looked_over_tried_and_imported() {
    let house = House::new();
    let sent = house.send("工单.csv", LIST);
    let id = sent["id"].as_str().unwrap();
    assert_eq!((sent["state"].as_str(), sent["columns"][1].as_str()), (Some("waiting"), Some("标题")));
    assert_eq!(sent["sample"][0][1], "宽带故障");
    let mut mapping = sent["guess"].clone();
    assert_eq!(mapping["milestones"]["closed"], "办结时间");
    assert_eq!(mapping["milestones"]["opened"], "创建时间");
    mapping["read"]["nothing"] = json!(["", "无"]);

    let preview = house.ask("POST", &format!("/{id}/preview"), &json!({ "mapping": mapping })).body;
    assert_eq!((preview["good"].as_u64(), preview["bad"].as_u64()), (Some(2), Some(1)), "{preview}");
    assert_eq!(preview["rows"][0]["values"]["subject"], "宽带故障");
    assert_eq!(preview["rows"][2]["problems"][0], "创建时间 不是映射所列格式的时间");

    let started = house.ask("POST", &format!("/{id}/start"), &json!({ "mapping": mapping, "dry_run": true }));
    assert_eq!((started.status, started.body["state"].as_str()), (200, Some("running")));
    let tried = house.ended(id);
    assert_eq!(
        (tried["state"].as_str(), tried["imported"].as_u64(), tried["events"].as_u64()),
        (Some("done"), Some(2), Some(0))
    );

    house.ask("POST", &format!("/{id}/start"), &json!({ "mapping": mapping }));
    let done = house.ended(id);
    assert_eq!(
        (done["cases"].as_u64(), done["bad"].as_u64(), done["detail"].is_null()),
        (Some(2), Some(1), true),
        "{done}"
    );
    let errors = house.ask("GET", &format!("/{id}/errors"), &Value::Null).body;
    assert_eq!((errors["items"][0]["line"].as_u64(), errors["items"][0]["value"].as_str()), (Some(4), Some("昨天")));
    let listed = house.ask("GET", "", &Value::Null).body;
    assert_eq!(listed["items"][0]["name"], "工单.csv");
    let kept = std::fs::read_dir(house.it.dir.join("imports")).unwrap().count();
    assert_eq!(kept, 1, "the table of bad rows stays, the file itself does not");
}

#[test]
fn what_cannot_be_done_is_refused() {
    let house = House::new();
    let none = "/imp_01JD0000000000000000000000";
    let mapping = house.send("a.csv", LIST)["guess"].clone();
    let empty = house.api.upload(Some(&Actor::system()), "/api/v1/imports", "empty.csv", b"");
    assert_eq!((empty.status, empty.code()), (422, "importer.unreadable"));
    assert_eq!(house.ask("GET", none, &Value::Null).code(), "importer.not_found");
    assert_eq!(house.ask("GET", &format!("{none}/errors"), &Value::Null).code(), "importer.not_found");
    let start = json!({ "mapping": mapping });
    assert_eq!(house.ask("POST", &format!("{none}/start"), &start).code(), "importer.not_found");
    let sent = house.send("b.csv", LIST);
    let id = sent["id"].as_str().unwrap();
    let wrong = json!({ "mapping": { "source": "x" } });
    assert_eq!(house.ask("POST", &format!("/{id}/preview"), &wrong).code(), "importer.bad_mapping");
    let mut lacking = mapping.clone();
    lacking["case"]["key"] = json!("nowhere");
    assert_eq!(
        house.ask("POST", &format!("/{id}/preview"), &json!({ "mapping": lacking })).code(),
        "importer.no_column"
    );
    house.ask("POST", &format!("/{id}/start"), &start);
    house.ended(id);
    assert_eq!(house.ask("POST", &format!("/{id}/start"), &start).code(), "importer.begun");
}

#[test]
fn nobody_imports_without_the_right() {
    let house = House::new();
    let agent = somebody(&[Right::ReadCases]);
    let none = "/api/v1/imports/imp_01JD0000000000000000000000";
    for (method, path) in [("GET", "/api/v1/imports"), ("GET", none), ("GET", &format!("{none}/errors")[..])] {
        assert_eq!(house.api.ask(Some(&agent), method, path, &Value::Null).code(), "web.no_right", "{path}");
        assert_eq!(house.api.ask(None, method, path, &Value::Null).status, 401, "{path}");
    }
    let mapping = json!({ "mapping": {} });
    for path in [format!("{none}/preview"), format!("{none}/start")] {
        assert_eq!(house.api.ask(Some(&agent), "POST", &path, &mapping).code(), "web.no_right");
    }
    let sent = house.api.upload(Some(&agent), "/api/v1/imports", "a.csv", b"a\n1\n");
    assert_eq!(sent.code(), "web.no_right");
}
