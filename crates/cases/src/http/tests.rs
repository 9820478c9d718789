mod begun;
mod bulk;
mod export;
mod fields;
mod joint;
mod merging;
mod notices;
mod outcomes;
mod portal;
mod procedures;
mod reach;
mod refusals;
mod routes;
mod scopes;
mod tags;
mod templates;
mod views;
mod walk;
mod words;

use axum::Extension;
use base::ids::CaseId;
use base::{Span, Stamp};
use serde_json::{Value, json};
use testkit::TestDb;
use testkit::{Answer, Api};

use crate::testing::{START, TABLES, actor, desk, person};

/// The real routes over a fresh database.
pub struct Edge {
    pub it: TestDb,
    api: Api,
}

impl Edge {
    pub fn new() -> Self {
        Self::over(testkit::sqlite(TABLES))
    }

    /// Runs a test on both databases.
    pub fn each(test: impl Fn(&Self)) {
        test(&Self::new());
        if let Some(it) = testkit::postgres(TABLES) {
            test(&Self::over(it));
        }
    }

    fn over(it: TestDb) -> Self {
        let routes = super::routes().into_router().layer(Extension(desk(&it)));
        let api = Api::new(&it, routes, &[crate::TEXTS, customers::TEXTS, people::TEXTS]);
        Self { it, api }
    }

    /// Asks as one of the staff, by letter.
    pub fn ask(&self, who: char, method: &str, path: &str, body: &Value) -> Answer {
        self.api.ask(Some(&actor(who)), method, &format!("/api/v1{path}"), body)
    }

    pub fn get(&self, who: char, path: &str) -> Answer {
        self.ask(who, "GET", path, &Value::Null)
    }

    pub fn post(&self, who: char, path: &str, body: &Value) -> Answer {
        self.ask(who, "POST", path, body)
    }

    /// Takes a complaint in as A, and into the index of words; answers the path of its page.
    pub fn complaint(&self) -> String {
        let opened = self.post('A', "/cases", &complaint());
        assert_eq!(opened.status, 200, "{}", opened.body);
        self.it.db.write_blocking(db::search::take_in).unwrap();
        format!("/cases/{}", id(&opened.body))
    }

    /// A case of A that stands where the customer is asked, its promise kept and its papers written.
    pub fn fed_back(&self) -> String {
        let case = self.complaint();
        let promise = self.get('A', &case).body["promises"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(self.post('A', &format!("{case}/promises/{promise}/keep"), &json!({})).status, 200);
        for to in ["diagnose", "propose", "carry_out", "confirm"] {
            assert_eq!(self.post('A', &format!("{case}/steps"), &json!({ "to": to })).status, 200);
        }
        let paper = |name: &str, it: Value| {
            assert_eq!(self.post('A', &format!("{case}/complaint/{name}"), &it).status, 200);
        };
        paper("record", json!(crate::testing::record()));
        paper("investigation", json!({ "found": "夜间多次掉线", "evidence": "设备日志" }));
        paper("finding", json!(crate::testing::finding()));
        case
    }
}

pub fn id(body: &Value) -> CaseId {
    body["id"].as_str().unwrap().parse().unwrap()
}

pub fn later(span: Span) -> Stamp {
    START + span
}

pub fn complaint() -> Value {
    json!({
        "kind": "complaint", "class": "service_quality", "channel": "phone", "subject": "宽带经常断线",
        "description": "每晚八点后断线", "contact_how": "13800138000", "happened_at": START,
        "customer": { "name": "王小明", "phone": "13800138000" },
        "promise": { "due_at": later(Span::HOUR), "text": "一小时内回电" },
        "fields": { "demand": "尽快修好", "service_number": "02088886666" },
    })
}

/// Brings another policy into force: that of the telecom pack with a part replaced.
fn change_policy(edge: &Edge, kind: policy::model::Kind, from: &str, to: &str) {
    let pack = policy::packs::Shelf::Embedded.documents("telecom").unwrap();
    let found = pack.into_iter().find(|it| it.document.header.kind == kind).unwrap();
    let text = found.text.replace(from, to);
    assert_ne!(text, found.text.to_string());
    let document = policy::rules::read(&text).expect("a sound policy").into();
    let document = policy::packs::PackDocument { files: Vec::new(), text: text.into(), document };
    let terms = policy::api::Terms { author: Some(person('A')), approver: Some(person('S')), effective_from: None };
    edge.it.db.write_blocking(move |tx| policy::api::load(tx, &[document], &terms)).unwrap();
}
