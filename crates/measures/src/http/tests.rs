//! Figures over HTTP: what is shown, to whom, and what is refused.

use std::sync::Arc;

use serde_json::{Value, json};
use testkit::{Answer, Api, START, TestDb, sqlite, team};
use web::{Actor, Reach, Right, Rights};

use crate::testing::{DAY, MINUTE, dims, hear_all, house, person_id, tell, told, unit_id};
use crate::{MIGRATIONS, TEXTS, routes};

struct Desk {
    it: TestDb,
    api: Api,
}

/// Forty cases of two units and four people over ten days: every fourth a complaint, closed after (case) minutes.
fn desk() -> Desk {
    let it = sqlite(&[MIGRATIONS]);
    let mut events = Vec::new();
    for case in 0..40_usize {
        let (unit, owner) = (case % 2, case % 4);
        let kind = if case % 4 == 0 { "complaint" } else { "fault" };
        let number = i64::try_from(case).unwrap();
        let opened = START.0 - 12 * DAY + number * DAY / 4;
        let wall = (number + 1) * MINUTE;
        let end =
            json!({"from": "confirm", "confirmation": "satisfied", "stayed": MINUTE, "worked": wall, "wall": wall});
        events.push(told(case, opened, "cases.opened.v1", dims(unit, owner, kind, json!({"step": "verify"}))));
        events.push(told(case, opened + wall, "cases.closed.v1", dims(unit, owner, kind, end)));
    }
    tell(&it.db, events);
    hear_all(&it.db);
    let router = routes(house()).into_router();
    let api = Api::new(&it, router, &[TEXTS]);
    Desk { it, api }
}

const BOTH: [Right; 2] = [Right::ReadMetrics, Right::ExportMetrics];

fn manager() -> Actor {
    Actor::person(person_id(99), Some(unit_id(0)), BOTH.into_iter().collect(), Reach::All)
}

impl Desk {
    fn get(&self, actor: &Actor, path: &str) -> Answer {
        self.api.ask(Some(actor), "GET", &format!("/api/v1/metrics{path}"), &Value::Null)
    }

    /// The figure over all forty days around the tests' start, and what it is asked with.
    fn figure(&self, actor: &Actor, metric: &str, more: &str) -> Value {
        let answer = self.get(actor, &format!("/{metric}?from=2026-02-01&to=2026-03-03{more}"));
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }
}

#[test]
fn the_catalogue_is_shown_in_both_languages() {
    let desk = desk();
    let answer = desk.get(&manager(), "");
    let items = answer.body["items"].as_array().unwrap();
    assert_eq!(items.len(), crate::catalogue::all().count());
    assert_eq!(items[0]["name"], json!({"zh": "新建工单", "en": "Cases opened"}));
    assert_eq!((items[0]["unit"].as_str(), items[0]["better"].as_str()), (Some("count"), Some("neither")));
}

#[test]
fn a_figure_has_its_number_of_facts_its_interval_and_its_percentiles() {
    let desk = desk();
    let body = desk.figure(&manager(), "resolution_time", "&by=unit&grain=week");
    let total = &body["total"];
    assert_eq!((total["n"].as_i64(), total["value"].as_f64()), (Some(40), Some(20.5 * 60_000.0)));
    assert_eq!((total["p50"].as_f64(), total["sample"].as_str()), (Some(20.5 * 60_000.0), Some("enough")));
    // Standard deviation 11.6905 minutes, t(39) = 2.022691: 20.5 -+ 3.7388.
    let reach = 20.5 - total["low"].as_f64().unwrap() / 60_000.0;
    assert!((reach - 3.738_8).abs() < 1e-3, "{reach}");
    let weeks: i64 = body["series"].as_array().unwrap().iter().map(|it| it["n"].as_i64().unwrap()).sum();
    assert_eq!(weeks, 40);
    let groups = body["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 2);
    assert_eq!(groups[0]["label"], format!("<{}>", unit_id(0)));
    assert_eq!((groups[0]["value"].as_f64(), groups[1]["value"].as_f64()), (Some(1_200_000.0), Some(1_260_000.0)));
    assert_eq!(groups[0]["against_others"]["verdict"], "unclear");
    assert_eq!((body["previous"]["n"].as_i64(), body["previous"]["difference"].is_null()), (Some(0), true));
}

#[test]
fn a_share_small_samples_and_conditions() {
    let desk = desk();
    let body = desk.figure(&manager(), "complaint_rate", "&by=person");
    assert_eq!((body["total"]["n"].as_i64(), body["total"]["value"].as_f64()), (Some(40), Some(0.25)));
    assert_eq!(body["groups"][0]["sample"], "few");
    let one = desk.figure(&manager(), "complaint_rate", &format!("&where=kind:complaint,person:{}", person_id(0)));
    assert_eq!((one["total"]["n"].as_i64(), one["total"]["value"].as_f64()), (Some(10), Some(1.0)));
    let site = desk.figure(&manager(), "complaint_rate", &format!("&where=unit:{}&by=kind", unit_id(9)));
    assert_eq!((site["total"]["n"].as_i64(), site["groups"][0]["n"].as_i64()), (Some(40), Some(30)));
    let none = desk.figure(&manager(), "resolution_time", "&where=channel:mail");
    assert_eq!((none["total"]["n"].as_i64(), none["total"]["sample"].as_str()), (Some(0), Some("none")));
    assert!(none["total"]["value"].is_null());
    let before = desk.figure(&manager(), "satisfaction", "");
    assert_eq!(before["total"]["n"], 0);
}

#[test]
fn figures_that_settle_end_where_they_are_settled() {
    let desk = desk();
    let body = desk.figure(&manager(), "first_contact_resolution", "");
    // The window of seven days before 2026-03-02 in Shanghai.
    assert_eq!(body["settled_until"], "2026-02-22T16:00:00.000Z");
    let n = body["total"]["n"].as_i64().unwrap();
    assert!(n > 0 && n < 40 && body["total"]["value"] == 1.0, "{n}");
}

#[test]
fn everybody_sees_their_own_part_only() {
    let desk = desk();
    let lead = team(&person_id(99), &unit_id(1), &BOTH);
    assert_eq!(desk.figure(&lead, "cases_opened", "")["total"]["n"], 20);
    assert_eq!(desk.figure(&lead, "cases_opened", "&by=unit")["groups"].as_array().unwrap().len(), 1);
    assert_eq!(desk.figure(&lead, "resolution_time", &format!("&where=unit:{}", unit_id(0)))["total"]["n"], 0);
    assert_eq!(desk.figure(&lead, "resolution_time", "")["total"]["p50"], 1_260_000.0);
    let rights: Rights = BOTH.into_iter().collect();
    let agent = Actor::person(person_id(2), Some(unit_id(0)), rights, Reach::Own);
    assert_eq!(desk.figure(&agent, "cases_opened", "&by=kind")["total"]["n"], 10);
    assert_eq!(desk.figure(&agent, "backlog", "")["total"]["n"], 0);
    let answer = desk.get(&agent, "/cases_closed/cases?from=2026-02-01&limit=200");
    let items = answer.body["items"].as_array().unwrap();
    assert!(items.len() == 10 && items.iter().all(|it| it["person"]["id"] == person_id(2).as_str()));
}

#[test]
fn a_figure_opens_down_to_its_facts_page_by_page() {
    let desk = desk();
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let path = format!("/resolution_time/cases?from=2026-02-01&limit=15&after={after}");
        let answer = desk.get(&manager(), &path);
        seen.extend(answer.body["items"].as_array().unwrap().clone());
        let Some(next) = answer.body["next"].as_str() else { break };
        next.clone_into(&mut after);
    }
    let sum: i64 = seen.iter().map(|it| it["value"].as_i64().unwrap()).sum();
    assert_eq!((seen.len(), sum), (40, 820 * MINUTE));
    assert!(seen.windows(2).all(|it| it[0]["at"].as_str() >= it[1]["at"].as_str()));
    assert_eq!((seen[0]["case"]["number"].as_i64(), seen[0]["hit"].is_null()), (Some(7), true));
    let hits = desk.get(&manager(), "/complaint_rate/cases?from=2026-02-01&hit=true&limit=200");
    assert_eq!(hits.body["items"].as_array().unwrap().len(), 10);
    let open = desk.get(&manager(), "/backlog/cases?from=2026-02-01&to=2026-02-11");
    assert!(open.body["items"].as_array().unwrap().len() <= 1);
}

#[test]
fn the_backlog_stands_at_the_end_of_each_day() {
    let desk = desk();
    tell(&desk.it.db, vec![told(90, START.0 - 3 * DAY, "cases.opened.v1", dims(0, 1, "fault", json!({})))]);
    hear_all(&desk.it.db);
    let body = desk.figure(&manager(), "backlog", "&by=unit");
    let levels: Vec<i64> = body["series"].as_array().unwrap().iter().map(|it| it["n"].as_i64().unwrap()).collect();
    assert_eq!(&levels[levels.len() - 5..], [0, 1, 1, 1, 1]);
    assert_eq!(body["series"][levels.len() - 1]["value"], 1.0);
    assert_eq!((body["total"]["n"].as_i64(), body["groups"][0]["n"].as_i64()), (Some(1), Some(1)));
}

#[test]
fn each_refusal_has_its_code() {
    let desk = desk();
    let cases = [
        ("/sales", 404, "measures.unknown_metric"),
        ("/backlog?by=colour", 422, "measures.unknown_dimension"),
        ("/backlog?by=step", 422, "measures.not_told_apart"),
        ("/backlog?where=complaint", 422, "measures.bad_condition"),
        ("/backlog?from=yesterday", 422, "measures.bad_time"),
        ("/backlog?from=2026-03-02&to=2026-03-01", 422, "measures.empty_period"),
        ("/backlog?from=2020-01-01&grain=hour", 422, "measures.too_many_parts"),
        ("/backlog/cases?after=x", 422, "measures.bad_cursor"),
        ("/backlog/export?format=pdf", 422, "measures.unknown_format"),
        ("/backlog?grain=minute", 422, "web.bad_query"),
    ];
    for (path, status, code) in cases {
        let answer = desk.get(&manager(), path);
        assert_eq!((answer.status, answer.code()), (status, code), "{path}: {}", answer.body);
        assert!(answer.body["title"].as_str().is_some_and(|it| !it.contains('{')), "{path}: {}", answer.body);
    }
}

#[test]
fn without_the_right_there_are_no_figures() {
    let desk = desk();
    let reader = team(&person_id(1), &unit_id(0), &[Right::ReadMetrics]);
    let stranger = team(&person_id(1), &unit_id(0), &[Right::ReadCases]);
    for path in ["", "/backlog", "/backlog/cases"] {
        assert_eq!(desk.get(&stranger, path).code(), "web.no_right", "{path}");
        assert_eq!(desk.get(&reader, path).status, 200, "{path}");
        assert_eq!(desk.api.ask(None, "GET", &format!("/api/v1/metrics{path}"), &Value::Null).status, 401);
    }
    assert_eq!(desk.get(&reader, "/backlog/export").code(), "web.no_right");
}

/// The bytes of a file; testkit reads JSON only.
fn download(desk: &Desk, path: &str) -> (String, Vec<u8>) {
    use tower::ServiceExt as _;
    let app = web::App {
        db: desk.it.db.clone(),
        hub: Arc::new(web::live::Hub::new(Silent)),
        data: Arc::new(desk.it.dir.clone()),
    };
    let router = routes(house()).into_router();
    let mut request =
        axum::http::Request::get(format!("/api/v1/metrics{path}")).body(axum::body::Body::empty()).unwrap();
    request.extensions_mut().insert(manager());
    request.headers_mut().insert("accept-language", "en".parse().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let response = router.with_state(app).oneshot(request).await.unwrap();
        let name = response.headers()["content-disposition"].to_str().unwrap().to_owned();
        (name, axum::body::to_bytes(response.into_body(), 10_000_000).await.unwrap().to_vec())
    })
}

struct Silent;

impl web::live::Source for Silent {
    fn audiences(
        &self,
        _: &mut db::Tx<'_>,
        _: &[base::ids::CaseId],
    ) -> base::Result<std::collections::HashMap<base::ids::CaseId, web::live::Audience>> {
        Ok(std::collections::HashMap::new())
    }
    fn counts(&self, _: &mut db::Tx<'_>, _: &Actor) -> base::Result<Value> {
        Ok(Value::Null)
    }
    fn name(&self, _: &mut db::Tx<'_>, _: &base::ids::PersonId) -> base::Result<String> {
        Ok(String::new())
    }
}

#[test]
fn a_figure_is_taken_out_as_csv_and_as_a_workbook() {
    let desk = desk();
    let (name, csv) = download(&desk, "/resolution_time/export?from=2026-02-01&to=2026-03-03");
    assert_eq!(name, "attachment; filename=\"resolution_time_2026-02-01_2026-03-02.csv\"");
    let text = String::from_utf8(csv).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 41);
    assert!(lines[0].starts_with("\u{feff}Time,Case number,Subject,Round,Value (ms),Hit,"));
    assert!(lines[1].contains(",7,subject,1,2400000,,<unt_"), "{}", lines[1]);
    assert!(lines[1].contains(",<phone>,"), "words are called what people call them: {}", lines[1]);
    let (name, book) = download(&desk, "/complaint_rate/export?format=xlsx&from=2026-02-01&to=2026-03-03&by=unit");
    assert!(name.ends_with(".xlsx\"") && book.starts_with(b"PK"), "{name}");
}
