//! A house with a chat entrance, three agents of two teams and a supervisor.

use std::sync::Arc;

use axum::Extension;
use base::ids::{ContactId, EntranceId, PersonId, UnitId};
use customers::Customers;
use policy::Policies;
use policy::model::Text;
use serde_json::{Value, json};
use testkit::{Answer, Api, TestDb};
use vault::{Files, MasterKey, Vault};
use web::{Actor, Reach, Right, Rights};

use crate::acts::visitor::{self, Saying, Visitor};
use crate::acts::{entrances, presence};
use crate::live::Relay;
use crate::model::{Medium, NewEntrance, Settings, Site};
use crate::{Channels, TEXTS, routes};

pub const TABLES: &[&[db::Migration]] = &[
    vault::MIGRATIONS,
    policy::MIGRATIONS,
    people::MIGRATIONS,
    customers::MIGRATIONS,
    cases::MIGRATIONS,
    crate::MIGRATIONS,
];

/// An id that ends with a letter.
pub fn id<T: std::str::FromStr>(prefix: &str, letter: char) -> T
where
    T::Err: std::fmt::Debug,
{
    format!("{prefix}_01JD000000000000000000000{letter}").parse().unwrap()
}

/// A and B answer in unit H, C in unit X; S supervises H.
pub fn agent(letter: char) -> Actor {
    let unit: UnitId = id("unt", if letter == 'C' { 'X' } else { 'H' });
    let person: PersonId = id("per", letter);
    let mut rights = vec![Right::WorkConversations, Right::ReadCases];
    if letter == 'S' {
        rights.push(Right::SuperviseConversations);
    }
    let reach = if letter == 'S' { Reach::Units([unit.clone()].into()) } else { Reach::Own };
    Actor::person(person, Some(unit), rights.into_iter().collect::<Rights>(), reach)
}

pub struct House<'a> {
    pub it: &'a TestDb,
    pub api: Api,
    pub of: Channels,
    pub entrance: EntranceId,
}

impl<'a> House<'a> {
    pub fn new(it: &'a TestDb) -> Self {
        let folder = it.dir.join("files");
        let (of, desk) = it
            .db
            .write_blocking(move |tx| {
                policy::api::load_pack(tx, "online", &policy::api::Terms::default())?;
                for unit in ['H', 'X'] {
                    tx.run(
                        "INSERT INTO people_unit (id, name, kind, code, created_ms) VALUES ($1, $2, 'team', $2, 0)",
                        db::args![id::<UnitId>("unt", unit), unit.to_string()],
                    )?;
                }
                for (person, unit) in [('A', 'H'), ('B', 'H'), ('S', 'H'), ('C', 'X')] {
                    tx.run(
                        "INSERT INTO people_person (id, login, name, kind, employment, unit_id, status, locale, created_ms, updated_ms)
                         VALUES ($1, $2, $2, 'online_agent', 'full_time', $3, 'active', 'zh-CN', 0, 0)",
                        db::args![id::<PersonId>("per", person), person.to_string(), id::<UnitId>("unt", unit)],
                    )?;
                }
                let vault = Vault::open(tx, MasterKey::from_text(&"07".repeat(32)).unwrap())?;
                let files = Files::new(folder, vault.clone()).unwrap();
                let policies = Policies::new();
                let customers = Customers::new(vault.clone(), policies.clone());
                let desk = cases::Desk::new(policies.clone(), vault.clone(), files.clone());
                Ok((Channels::new(policies, vault, files, customers), desk))
            })
            .unwrap();
        let router = routes().into_router();
        let router = router
            .layer(Extension(of.clone()))
            .layer(Extension(desk))
            .layer(Extension(Arc::new(Relay::new(Arc::default()))));
        let api = Api::new(it, router, &[TEXTS, cases::TEXTS]);
        let house = of.clone();
        let entrance = it.db.write_blocking(move |tx| entrances::add(&house, tx, &Actor::system(), &site())).unwrap();
        Self { it, api, of, entrance: entrance.id }
    }

    /// Somebody becomes what a word says.
    pub fn becomes(&self, letter: char, state: &str) {
        let (of, state) = (self.of.clone(), presence::BePresent { state: state.to_owned() });
        self.it.db.write_blocking(move |tx| presence::become_(&of, tx, &agent(letter), &state)).unwrap();
    }

    /// A visitor with a name of their own says something; answers in which conversation.
    pub fn says(&self, visitor: &str, text: &str) -> ContactId {
        self.says_as(visitor, text, &format!("{visitor}-{text}")).0
    }

    pub fn says_as(&self, visitor: &str, text: &str, client: &str) -> (ContactId, i64) {
        let (of, entrance, token) = (self.of.clone(), self.entrance.clone(), format!("token-{visitor}"));
        let saying = Saying { client_id: client.to_owned(), text: text.to_owned(), ..Saying::default() };
        self.it
            .db
            .write_blocking(move |tx| {
                let who = visitor::arrive(&of, tx, &entrance, &token)?;
                let visitor::Said { row, message, .. } = visitor::say(&of, tx, &who, &saying)?;
                Ok((row.id, message.seq))
            })
            .unwrap()
    }

    /// A visitor.
    pub fn visitor(&self, visitor: &str) -> Visitor {
        let (of, entrance, token) = (self.of.clone(), self.entrance.clone(), format!("token-{visitor}"));
        self.it.db.write_blocking(move |tx| visitor::arrive(&of, tx, &entrance, &token)).unwrap()
    }

    /// The floor is made anew from what is written, and decides.
    pub fn floor_decides(&self) {
        crate::router::decide_once(&self.it.db, &self.of).unwrap();
    }

    pub fn ask(&self, letter: char, method: &str, path: &str, body: &Value) -> Answer {
        self.api.ask(Some(&agent(letter)), method, &format!("/api/v1{path}"), body)
    }

    /// Does something with a conversation.
    pub fn act(&self, letter: char, con: &ContactId, what: &str, body: &Value) -> Answer {
        self.ask(letter, "POST", &format!("/conversations/{con}/{what}"), body)
    }

    /// Says something as an agent who has seen so much.
    pub fn answers(&self, letter: char, con: &ContactId, text: &str, seen: i64) -> Answer {
        let body = json!({"client_id": format!("{letter}-{text}"), "kind": "text", "text": text, "seen_seq": seen});
        self.act(letter, con, "messages", &body)
    }

    pub fn state(&self, con: &ContactId) -> (String, Option<String>) {
        let con = con.clone();
        let row = self.it.db.read_blocking(move |tx| crate::store::conversations::one(tx, &con)).unwrap().unwrap();
        let holder = row.offered_to_id.or(row.agent_id);
        (row.state.as_str().to_owned(), holder.map(|it| it.as_str().chars().last().unwrap().to_string()))
    }
}

fn site() -> NewEntrance {
    let text = |it: &str| Text { zh: it.to_owned(), en: it.to_owned() };
    NewEntrance {
        medium: Medium::Chat,
        channel: "chat".to_owned(),
        name: "网上商城".to_owned(),
        settings: Settings {
            site: Some(Site {
                origins: vec!["https://shop.example".to_owned()],
                colour: "#1677ff".to_owned(),
                title: text("在线客服"),
                greeting: text("您好，请问有什么可以帮您？"),
                topics: Vec::new(),
            }),
            ..Settings::default()
        },
        secret: None,
    }
}

impl House<'_> {
    /// Adds an entrance that is no chat window.
    pub fn adds(&self, medium: Medium, channel: &str, settings: Settings, secret: &str) -> EntranceId {
        let secret = Some(secret.to_owned());
        let new = NewEntrance { medium, channel: channel.to_owned(), name: "门".to_owned(), settings, secret };
        let of = self.of.clone();
        self.it.db.write_blocking(move |tx| entrances::add(&of, tx, &Actor::system(), &new)).unwrap().id
    }

    /// What is to leave is sent, by couriers that believe these certificates; answers what the outbox would hear.
    pub fn sends(&self, trust: &mail::Trust) -> Vec<Result<(), String>> {
        let couriers = crate::adapters::couriers(&self.it.db, &self.of, trust);
        let parcels = self.it.db.write_blocking(|tx| db::outbox::claim(tx, 20)).unwrap();
        let tried = parcels.into_iter().map(|parcel| {
            let courier = couriers.iter().find(|it| it.name() == parcel.courier).unwrap();
            let result = courier.send(&parcel);
            let told = result.clone();
            self.it.db.write_blocking(move |tx| db::outbox::settle(tx, &parcel, &told)).unwrap();
            result
        });
        tried.collect()
    }

    /// A agrees to take what waits, and answers it.
    pub fn takes_and_answers(&self, con: &ContactId, text: &str) {
        self.becomes('A', "online");
        self.floor_decides();
        self.act('A', con, "accept", &json!({}));
        let answer = self.answers('A', con, text, 99);
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    /// The first conversation of an entrance, whoever may see it.
    pub fn first_of(&self, entrance: &EntranceId) -> Option<ContactId> {
        let entrance = entrance.clone();
        let sql = "SELECT id FROM channels_conversation WHERE entrance_id = $1 ORDER BY id LIMIT 1";
        let found = self.it.db.read_blocking(move |tx| tx.maybe::<(ContactId,)>(sql, db::args![entrance]));
        found.unwrap().map(|it| it.0)
    }

    /// The messages of a conversation, as A sees them.
    pub fn messages(&self, con: &ContactId) -> Vec<Value> {
        let all = self.ask('S', "GET", &format!("/conversations/{con}/messages"), &Value::Null).body;
        all["items"].as_array().unwrap_or(&Vec::new()).iter().filter(|it| it["kind"] != "notice").cloned().collect()
    }
}
