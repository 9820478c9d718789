mod fields;
mod rights;
mod runs;
mod uploads;

use std::time::Duration;

use axum::Extension;
use base::ids::{PersonId, UnitId};
use policy::Policies;
use serde_json::{Value, json};
use testkit::{Answer, Api, TestDb, each_db, team};
use web::{Actor, Right};

use crate::testing::desk;
use crate::{TEXTS, routes};

const MIGRATIONS: &[&[db::Migration]] =
    &[vault::MIGRATIONS, policy::MIGRATIONS, people::MIGRATIONS, cases::MIGRATIONS, crate::MIGRATIONS];

const LIST: &str = "编号,标题,创建时间,办结时间\n1,宽带故障,2026-11-01 09:30:00,2026-11-02 10:00:00\n2,账单疑问,2026-11-01 10:30:00,\n3,坏行,昨天,\n";

fn somebody(rights: &[Right]) -> Actor {
    person('1', rights)
}

/// One of several people, told apart by a letter.
fn person(letter: char, rights: &[Right]) -> Actor {
    let person: PersonId = format!("per_01JD000000000000000000000{letter}").parse().unwrap();
    let unit: UnitId = "unt_01JD0000000000000000000001".parse().unwrap();
    team(&person, &unit, rights)
}

struct House<'a> {
    it: &'a TestDb,
    api: Api,
}

impl<'a> House<'a> {
    fn new(it: &'a TestDb) -> Self {
        it.db.write_blocking(|tx| policy::api::load_pack(tx, "telecom", &policy::api::Terms::default())).unwrap();
        it.db.write_blocking(|tx| people::api::found_company(tx, "Hearth")).unwrap();
        let router = routes().into_router();
        let router = router.layer(Extension(desk(it))).layer(Extension(Policies::new()));
        let api = Api::new(it, router, &[TEXTS]);
        // Runs are asked for by the system here: the people's own tests have people.
        Self { it, api }
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.api.ask(Some(&Actor::system()), method, &format!("/api/v1/imports{path}"), body)
    }

    fn send(&self, name: &str, content: &[u8]) -> Value {
        let sent = self.api.upload(Some(&Actor::system()), "/api/v1/imports", name, content);
        assert_eq!(sent.status, 200, "{sent:?}");
        sent.body
    }

    fn start(&self, id: &str, mapping: &Value) -> Answer {
        self.ask("POST", &format!("/{id}/start"), &json!({ "mapping": mapping }))
    }

    /// Waits for the end of a run.
    fn ended(&self, id: &str) -> Value {
        for _ in 0..600 {
            let answer = self.ask("GET", &format!("/{id}"), &Value::Null);
            // A database with too much to do answers that it is busy, which says nothing about the run.
            if answer.status == 200 && answer.body["state"] != "running" {
                return answer.body;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the run does not end");
    }

    /// What a file brought in.
    fn imported(&self, name: &str, content: &[u8], mapping: &Value) -> Value {
        let id = self.send(name, content)["id"].as_str().unwrap().to_owned();
        assert_eq!(self.start(&id, mapping).status, 200);
        self.ended(&id)
    }

    fn count(&self, sql: &'static str) -> i64 {
        self.it.db.read_blocking(move |tx| Ok(tx.one::<(i64,)>(sql, db::args![])?.0)).unwrap()
    }

    fn events(&self) -> i64 {
        self.count("SELECT COUNT(*) FROM event_log WHERE case_id IS NOT NULL")
    }

    /// A run says that it is done, and takes its file away a moment later: in the end so many stay.
    fn keeps_files(&self, wanted: usize, what: &str) {
        for _ in 0..600 {
            if self.files() == wanted {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        assert_eq!(self.files(), wanted, "{what}");
    }

    fn files(&self) -> usize {
        std::fs::read_dir(self.it.dir.join("imports")).map_or(0, Iterator::count)
    }
}

#[test]
fn a_file_is_sent_looked_over_tried_and_imported() {
    each_db(MIGRATIONS, |it| whole_way(&House::new(it)));
}

fn whole_way(house: &House<'_>) {
    let sent = house.send("工单.csv", LIST.as_bytes());
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
    house.keeps_files(1, "the table of bad rows stays, the file itself does not");
}

#[test]
fn what_cannot_be_done_is_refused() {
    each_db(MIGRATIONS, |it| refusals(&House::new(it)));
}

fn refusals(house: &House<'_>) {
    let none = "/imp_01JD0000000000000000000000";
    let mapping = house.send("a.csv", LIST.as_bytes())["guess"].clone();
    let empty = house.api.upload(Some(&Actor::system()), "/api/v1/imports", "empty.csv", b"");
    assert_eq!((empty.status, empty.code()), (422, "importer.unreadable"));
    assert_eq!(house.ask("GET", none, &Value::Null).code(), "importer.not_found");
    assert_eq!(house.ask("GET", &format!("{none}/errors"), &Value::Null).code(), "importer.not_found");
    let start = json!({ "mapping": mapping });
    assert_eq!(house.ask("POST", &format!("{none}/start"), &start).code(), "importer.not_found");
    let sent = house.send("b.csv", LIST.as_bytes());
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
    assert_eq!(house.ask("DELETE", &format!("/{id}"), &Value::Null).code(), "importer.begun");
    assert_eq!(house.ask("POST", &format!("/{id}/stop"), &Value::Null).code(), "importer.not_running");
}
