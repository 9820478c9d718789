//! The board and alerts over their routes, on conversations that are really held.

use std::sync::Arc;

use axum::Extension;
use base::ids::{ContactId, EntranceId, PersonId, UnitId};
use base::{Span, Stamp};
use channels::Channels;
use channels::api::visitor::{self, Saying};
use channels::api::{BePresent, End, accept, add_entrance, be_present, close, offer};
use channels::model::{Medium, NewEntrance, Settings, Site};
use customers::Customers;
use people::People;
use policy::Policies;
use policy::model::Text;
use serde_json::{Value, json};
use testkit::{Answer, Api, TestDb, each_db, sqlite};
use vault::{Files, MasterKey, Vault};
use web::{Actor, Reach, Right, Rights};

use crate::agitation::Scorer;
use crate::jobs::{News, differ, looked, make, told_of};
use crate::{Quality, TEXTS, routes};

const TABLES: &[&[db::Migration]] = &[
    vault::MIGRATIONS,
    policy::MIGRATIONS,
    people::MIGRATIONS,
    customers::MIGRATIONS,
    cases::MIGRATIONS,
    channels::MIGRATIONS,
    crate::MIGRATIONS,
];

fn id<T: std::str::FromStr>(prefix: &str, letter: char) -> T
where
    T::Err: std::fmt::Debug,
{
    format!("{prefix}_01JD000000000000000000000{letter}").parse().unwrap()
}

/// A answers in unit H; S supervises H, T supervises X.
fn somebody(letter: char) -> Actor {
    let unit: UnitId = id("unt", if letter == 'T' { 'X' } else { 'H' });
    let mut rights = vec![Right::WorkConversations];
    if letter != 'A' {
        rights.push(Right::SuperviseConversations);
    }
    let reach = if letter == 'A' { Reach::Own } else { Reach::Units([unit.clone()].into()) };
    Actor::person(id("per", letter), Some(unit), rights.into_iter().collect::<Rights>(), reach)
}

struct House<'a> {
    it: &'a TestDb,
    api: Api,
    channels: Channels,
    of: Quality,
    entrance: EntranceId,
}

impl<'a> House<'a> {
    fn new(it: &'a TestDb) -> Self {
        let folder = it.dir.join("files");
        let (channels, policies, vault) = it
            .db
            .write_blocking(move |tx| {
                policy::api::load_pack(tx, "online", &policy::api::Terms::default())?;
                for unit in ['H', 'X'] {
                    tx.run(
                        "INSERT INTO people_unit (id, name, kind, code, created_ms) VALUES ($1, $2, 'team', $2, 0)",
                        db::args![id::<UnitId>("unt", unit), unit.to_string()],
                    )?;
                }
                for (person, unit) in [('A', 'H'), ('S', 'H'), ('U', 'H'), ('T', 'X')] {
                    tx.run(
                        "INSERT INTO people_person (id, login, name, kind, employment, unit_id, status, locale, created_ms, updated_ms)
                         VALUES ($1, $2, $2, 'online_agent', 'full_time', $3, 'active', 'zh-CN', 0, 0)",
                        db::args![id::<PersonId>("per", person), person.to_string(), id::<UnitId>("unt", unit)],
                    )?;
                }
                tx.run(
                    "INSERT INTO people_role (person_id, role, given_ms) VALUES ($1, 'supervisor', 0)",
                    db::args![id::<PersonId>("per", 'U')],
                )?;
                let vault = Vault::open(tx, MasterKey::from_text(&"07".repeat(32)).unwrap())?;
                let files = Files::new(folder, vault.clone()).unwrap();
                let policies = Policies::new();
                let customers = Customers::new(vault.clone(), policies.clone());
                Ok((Channels::new(policies.clone(), vault.clone(), files, customers), policies, vault))
            })
            .unwrap();
        let people = People::new(it.db.clone(), policies.clone(), vault).unwrap();
        let of = Quality::new(policies, people, channels.clone(), Scorer::Words);
        let router = routes().into_router();
        let api = Api::new(it, router.layer(Extension(of.clone())), &[TEXTS]);
        let house = channels.clone();
        let entrance = it.db.write_blocking(move |tx| add_entrance(&house, tx, &Actor::system(), &site())).unwrap().id;
        Self { it, api, channels, of, entrance }
    }

    fn says(&self, visitor: &str, text: &str) -> ContactId {
        let (of, entrance, token) = (self.channels.clone(), self.entrance.clone(), format!("token-{visitor}"));
        let saying = Saying { client_id: format!("{visitor}-{text}"), text: text.to_owned(), ..Saying::default() };
        let said = self.it.db.write_blocking(move |tx| {
            let who = visitor::arrive(&of, tx, &entrance, &token)?;
            Ok(visitor::say(&of, tx, &who, &saying)?.row.id)
        });
        said.unwrap()
    }

    /// A is there and has the conversation.
    fn taken(&self, con: &ContactId) {
        let (of, con, agent) = (self.channels.clone(), con.clone(), somebody('A'));
        let taken = self.it.db.write_blocking(move |tx| {
            be_present(&of, tx, &agent, &BePresent { state: "online".to_owned() })?;
            let until = tx.now() + Span::MINUTE;
            assert!(offer(tx, &con, agent.me()?, until)?);
            accept(&of, tx, &agent, &con)
        });
        taken.unwrap();
    }

    fn closed(&self, con: &ContactId) {
        let (of, con) = (self.channels.clone(), con.clone());
        let end = End { outcome: "answered".to_owned(), summary: None };
        self.it.db.write_blocking(move |tx| close(&of, tx, &somebody('A'), &con, &end)).unwrap();
    }

    /// A process begins to watch, or begins again.
    fn begins(&self) {
        let of = self.of.clone();
        self.it
            .db
            .write_blocking(move |tx| {
                let open = make(&of, tx)?;
                let (_, found) = looked(&of, tx, &News::default())?;
                let change = differ(&open, &found);
                told_of(tx, &open, change)
            })
            .unwrap();
    }

    /// The process goes on watching after something happened to a conversation: what was said before is known.
    fn hears(&self, after: Stamp) {
        let (of, log) = (self.of.clone(), self.it.log());
        self.it
            .db
            .write_blocking(move |tx| {
                let mut news = News::default();
                for it in log.iter().filter(|it| it.at >= after) {
                    if let Some(contact) = &it.contact {
                        news.heard(&it.kind, contact, &it.body);
                    }
                }
                let (_, found) = looked(&of, tx, &news)?;
                let open = crate::jobs::lasting(tx)?;
                let change = differ(&open, &found);
                told_of(tx, &open, change)
            })
            .unwrap();
    }

    fn later(&self, by: Span) -> Stamp {
        self.it.clock.advance(by);
        testkit::START + by
    }

    fn ask(&self, letter: char, method: &str, path: &str, body: &Value) -> Answer {
        self.api.ask(Some(&somebody(letter)), method, &format!("/api/v1{path}"), body)
    }

    /// The alerts somebody sees, as `kind version` pairs.
    fn alerts(&self, letter: char, settled: bool) -> Vec<Value> {
        let found = self.ask(letter, "GET", &format!("/alerts?settled={settled}"), &Value::Null);
        found.body["items"].as_array().unwrap().clone()
    }

    fn kinds(&self, letter: char, settled: bool) -> Vec<String> {
        let mut all: Vec<String> =
            self.alerts(letter, settled).iter().map(|it| it["kind"].as_str().unwrap().to_owned()).collect();
        all.sort();
        all
    }
}

fn site() -> NewEntrance {
    let text = |it: &str| Text { zh: it.to_owned(), en: it.to_owned() };
    let site = Site {
        origins: vec!["https://shop.example".to_owned()],
        colour: "#1677ff".to_owned(),
        title: text("在线客服"),
        greeting: text("您好"),
        topics: Vec::new(),
    };
    NewEntrance {
        medium: Medium::Chat,
        channel: "chat".to_owned(),
        name: "网上商城".to_owned(),
        settings: Settings { site: Some(site), ..Settings::default() },
        secret: None,
    }
}

#[test]
fn the_board_shows_what_waits_and_who_serves_within_reach_and_each_number_opens() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let one = house.says("v", "在吗");
        let two = house.says("w", "你们这什么态度，我要投诉");
        house.taken(&two);
        house.begins();
        let board = house.ask('S', "GET", "/floor", &Value::Null).body;
        let total = &board["total"];
        assert_eq!((&total["waiting"], &total["serving"], &total["agitated"]), (&json!(1), &json!(1), &json!(1)));
        assert_eq!(board["entrances"][0]["name"], "网上商城");
        assert_eq!(board["units"][0]["figures"]["serving"], 1);
        assert_eq!((&board["agents"][0]["person"]["name"], &board["agents"][0]["load"]), (&json!("A"), &json!(1)));
        let waiting: i64 =
            board["queues"].as_array().unwrap().iter().map(|it| it["figures"]["waiting"].as_i64().unwrap()).sum();
        assert_eq!(waiting, 1);
        let behind = |letter: char, query: &str| {
            let found = house.ask(letter, "GET", &format!("/floor/conversations?view={query}"), &Value::Null).body;
            found.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(behind('S', "waiting"), [one.to_string()]);
        assert_eq!(behind('S', "serving"), [two.to_string()]);
        assert_eq!(behind('S', "agitated"), [two.to_string()]);
        assert_eq!(behind('S', "serving&queue=nowhere"), Vec::<String>::new());
        assert_eq!(behind('S', &format!("serving&agent={}", id::<PersonId>("per", 'A'))), [two.to_string()]);
        assert_eq!(behind('T', "serving"), Vec::<String>::new(), "another team's");
        assert_eq!(behind('T', "waiting"), [one.to_string()], "what nobody has yet");
        let theirs = house.ask('T', "GET", "/floor", &Value::Null).body;
        assert_eq!((&theirs["total"]["serving"], &theirs["agents"]), (&json!(0), &json!([])));
    });
}

#[test]
fn an_alert_is_raised_once_acknowledged_owned_settled_and_over_with_its_cause() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let con = house.says("v", "你们这什么态度，我要投诉");
        house.begins();
        assert_eq!(house.kinds('S', false), ["agitated"]);
        house.later(Span::MINUTE);
        house.hears(Stamp::MAX);
        house.hears(Stamp::MAX);
        // The process stops and another begins: nothing is lost, nothing is told twice.
        house.begins();
        assert_eq!(house.kinds('S', false), ["agitated", "unaccepted"]);
        let board = house.ask('S', "GET", "/floor", &Value::Null).body;
        assert_eq!((&board["alerts"], &board["unseen_alerts"]), (&json!(2), &json!(2)));
        let alert = house.alerts('S', false).into_iter().find(|it| it["kind"] == "agitated").unwrap();
        assert_eq!(alert["conversation"]["id"], con.to_string());
        let act = |what: &str, body: Value| {
            house.ask('S', "POST", &format!("/alerts/{}/{what}", alert["id"].as_str().unwrap()), &body)
        };
        let seen = act("acknowledge", json!({"version": alert["version"]}));
        assert_eq!((seen.status, &seen.body["owner"]["name"]), (200, &json!("S")), "{seen:?}");
        assert_eq!(act("acknowledge", json!({"version": alert["version"]})).code(), "quality.stale");
        let version = &seen.body["version"];
        let nobody = json!({"version": version, "person_id": id::<PersonId>("per", 'Z')});
        assert_eq!(act("hand", nobody).code(), "quality.unknown_person");
        let to = |letter: char| json!({"version": version, "person_id": id::<PersonId>("per", letter)});
        assert_eq!(act("hand", to('A')).code(), "quality.out_of_their_sight", "an agent could not open it");
        let handed = act("hand", to('U'));
        assert_eq!(handed.body["owner"]["name"], "U", "{handed:?}");
        let version = &handed.body["version"];
        assert_eq!(act("resolve", json!({"version": version, "note": " "})).code(), "quality.note_missing");
        let long = "长".repeat(2_001);
        assert_eq!(act("resolve", json!({"version": version, "note": long})).code(), "quality.note_long");
        assert_eq!(act("resolve", json!({"version": version, "note": "已致电道歉"})).status, 200);
        assert_eq!(act("resolve", json!({"version": version, "note": "再次"})).code(), "quality.resolved");
        // The customer is still angry: it is known, and not told again.
        house.hears(Stamp::MAX);
        assert_eq!(
            (house.kinds('S', false), house.kinds('S', true)),
            (vec!["unaccepted".into()], vec!["agitated".into()])
        );
        house.taken(&con);
        house.hears(testkit::START);
        assert_eq!(house.kinds('S', false), Vec::<String>::new(), "somebody accepted");
        let past = house.alerts('S', true).into_iter().find(|it| it["kind"] == "unaccepted").unwrap();
        assert_eq!((&past["resolved_by"], &past["note"]), (&Value::Null, &Value::Null), "by itself");
        let kinds: Vec<String> =
            it.log().into_iter().map(|it| it.kind).filter(|it| it.starts_with("quality.")).collect();
        let count = |kind: &str| kinds.iter().filter(|it| **it == format!("quality.alert_{kind}.v1")).count();
        assert_eq!((count("raised"), count("acknowledged"), count("handed"), count("resolved")), (2, 1, 2, 2));
    });
}

#[test]
fn somebody_is_agitated_until_they_have_been_calm_for_three_words_however_often_they_are_heard() {
    let it = sqlite(TABLES);
    let house = House::new(&it);
    house.says("v", "你们这什么态度，我要投诉");
    house.begins();
    for calm in ["订单号一二三", "麻烦查一下"] {
        house.says("v", calm);
        house.hears(testkit::START);
        house.hears(testkit::START);
        assert_eq!(house.kinds('S', false), ["agitated"], "after {calm}");
    }
    house.says("v", "好的谢谢");
    house.hears(testkit::START);
    assert_eq!(house.kinds('S', false), Vec::<String>::new());
}

#[test]
fn an_agent_who_is_silent_is_told_of_and_a_conversation_that_ends_takes_its_alerts_along() {
    let it = sqlite(TABLES);
    let house = House::new(&it);
    let con = house.says("v", "在吗");
    house.taken(&con);
    house.begins();
    house.later(Span::MINUTE.times(3));
    house.hears(Stamp::MAX);
    let alerts = house.alerts('S', false);
    assert_eq!((&alerts[0]["kind"], &alerts[0]["person"]["name"]), (&json!("silent_agent"), &json!("A")));
    assert_eq!(house.alerts('T', false), Vec::<Value>::new(), "another team's");
    house.closed(&con);
    house.hears(testkit::START);
    assert_eq!(house.kinds('S', false), Vec::<String>::new());
}

#[test]
fn nobody_but_their_supervisors_sees_or_touches_anything() {
    let it = sqlite(TABLES);
    let house = House::new(&it);
    let con = house.says("v", "骗子，我要投诉");
    house.taken(&con);
    house.begins();
    let alert = house.alerts('S', false)[0]["id"].as_str().unwrap().to_owned();
    let acts = [
        ("GET", "/floor".to_owned(), Value::Null),
        ("GET", "/floor/conversations?view=waiting".to_owned(), Value::Null),
        ("GET", "/alerts".to_owned(), Value::Null),
        ("POST", format!("/alerts/{alert}/acknowledge"), json!({"version": 1})),
        ("POST", format!("/alerts/{alert}/hand"), json!({"version": 1, "person_id": id::<PersonId>("per", 'A')})),
        ("POST", format!("/alerts/{alert}/resolve"), json!({"version": 1, "note": "x"})),
    ];
    let before = it.log().len();
    for (method, path, body) in &acts {
        let nobody = house.api.ask(None, method, &format!("/api/v1{path}"), body);
        assert_eq!(nobody.status, 401, "{path}");
        let agent = house.ask('A', method, path, body);
        assert_eq!((agent.status, agent.code()), (403, "web.no_right"), "{path}");
        let other = house.ask('T', method, path, body);
        let expected = if *method == "POST" { 404 } else { 200 };
        assert_eq!(other.status, expected, "{path}: {other:?}");
    }
    assert_eq!(it.log().len(), before, "nothing happened");
}

/// Texts are looked up by the codes of refusals.
#[test]
fn every_refusal_has_a_sentence() {
    let texts = Arc::new(web::Texts::new(&[TEXTS, web::TEXTS]).unwrap());
    for code in [
        "not_found",
        "resolved",
        "note_missing",
        "note_long",
        "unknown_person",
        "out_of_their_sight",
        "not_a_model",
        "stale",
    ] {
        let said = texts.say(web::Lang::Zh, &format!("quality.{code}"), &base::Params::default());
        assert!(!said.starts_with("quality."), "{code}: {said}");
    }
}
