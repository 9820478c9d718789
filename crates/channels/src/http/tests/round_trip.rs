//! A customer's letter over real servers becomes a conversation, and the agent's answer a letter in their mailbox.

use std::collections::BTreeMap;
use std::sync::mpsc::channel;
use std::time::Duration;

use base::ids::{ContactId, EntranceId};
use base::{OsRandom, Random as _, Stamp};
use mail::compose::{Answer, compose};
use mail::imap::{Found, Place, Stop};
use mail::{Letter, MailSecurity, MailServer, MailSettings, Reading, Trust};
use serde_json::{Value, json};
use testkit::each_db;

use super::house::{House, TABLES};
use crate::model::{Medium, Settings};

/// What `TEST_MAIL` says of the servers; on the build server it must be there.
fn servers() -> Option<BTreeMap<String, String>> {
    let Ok(about) = std::env::var("TEST_MAIL") else {
        assert!(std::env::var("CI").is_err(), "TEST_MAIL is not set: start the servers with `cargo xtask mail`");
        return None;
    };
    Some(about.split(',').filter_map(|it| it.split_once('=')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect())
}

/// A mailbox that nobody used before.
fn mailbox(servers: &BTreeMap<String, String>, domain: &str) -> MailSettings {
    let mut word = [0; 6];
    OsRandom.fill(&mut word);
    let address = format!("{}@{domain}", base::text::hex(&word));
    let server = |door: &str, security| MailServer {
        host: "localhost".to_owned(),
        port: servers[door].parse().unwrap(),
        security,
        user: address.clone(),
    };
    MailSettings {
        imap: server("imaps", MailSecurity::Tls),
        smtp: server("submission", MailSecurity::Starttls),
        name: String::new(),
        folder: "INBOX".to_owned(),
        authserv_id: None,
        poll_seconds: 300,
        address: address.clone(),
    }
}

/// The customer, with a mailbox of their own.
struct Customer {
    own: MailSettings,
    trust: Trust,
}

impl Customer {
    fn writes(&self, to: &MailSettings, id: &str, thread: Vec<String>, text: &str) {
        let letter = Answer {
            from: self.own.address.clone(),
            name: "王小明".to_owned(),
            to: to.address.clone(),
            subject: "发票".to_owned(),
            text: text.to_owned(),
            earlier: None,
            message_id: id.to_owned(),
            thread,
            files: Vec::new(),
            at: Stamp(1_772_413_200_000),
        };
        mail::smtp::send(&self.own.smtp, "secret", &self.trust, &compose(&letter).unwrap()).unwrap();
    }

    /// The first letter in their mailbox.
    fn gets(&self) -> Letter {
        let (tell, told) = channel();
        let (own, trust, stop) = (self.own.clone(), self.trust.clone(), Stop::default());
        let ends = stop.clone();
        let reads = std::thread::spawn(move || {
            mail::imap::follow(&own, "secret", &trust, 1_000_000, Place::default(), &ends, |it| {
                if let Found::Letter { letter, .. } = it {
                    tell.send(letter.raw).map_err(|it| it.to_string())?;
                }
                Ok(())
            });
        });
        let raw = told.recv_timeout(Duration::from_mins(1)).expect("a letter");
        stop.stop();
        reads.join().unwrap();
        mail::read(&raw, &Reading::default()).unwrap()
    }
}

/// Waits until as many messages of customers are there as wished.
fn until_there(house: &House<'_>, entrance: &EntranceId, wanted: usize) -> ContactId {
    for _ in 0..600 {
        if let Some(con) = house.first_of(entrance)
            && house.messages(&con).iter().filter(|it| it["author"] == "customer").count() >= wanted
        {
            return con;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("no letter was taken in")
}

#[test]
fn a_letter_becomes_a_conversation_and_the_answer_a_letter() {
    let Some(servers) = servers() else { return };
    let trust = Trust::default().and(&std::fs::read(&servers["ca"]).unwrap()).unwrap();
    each_db(TABLES, |it| {
        let house = House::new(it);
        let (shop, own) = (mailbox(&servers, "shop.test"), mailbox(&servers, "customer.test"));
        let customer = Customer { own, trust: trust.clone() };
        let settings = Settings { mailbox: Some(shop.clone()), ..Settings::default() };
        let entrance = house.adds(Medium::Mail, "email", settings, "secret");
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let follows = runtime.spawn(crate::adapters::mail::follow(it.db.clone(), house.of.clone(), trust.clone()));
        customer.writes(&shop, "q1@customer.test", Vec::new(), "发票什么时候寄？");
        let con = until_there(&house, &entrance, 1);
        let asked = house.messages(&con).remove(0);
        assert_eq!(
            (&asked["text"], &asked["facts"]["message_id"]),
            (&json!("发票什么时候寄？"), &json!("q1@customer.test"))
        );
        house.takes_and_answers(&con, "明天寄出。");
        assert_eq!(house.sends(&trust), [Ok(())]);
        let answer = customer.gets();
        assert_eq!((answer.text.as_str(), answer.subject.as_deref()), ("明天寄出。", Some("Re: 发票")));
        assert!(answer.quoted.unwrap().contains("> 发票什么时候寄？"));
        assert_eq!(answer.answers.first().map(String::as_str), Some("q1@customer.test"));
        let ours = answer.message_id.unwrap();
        house.act('A', &con, "close", &json!({"outcome": "answered"}));
        // The answer to our answer is taken up again where it ended.
        customer.writes(&shop, "q2@customer.test", vec![ours], "收到，谢谢。");
        assert_eq!(until_there(&house, &entrance, 2), con);
        let state = house
            .api
            .ask(Some(&web::Actor::system()), "GET", &format!("/api/v1/entrances/{entrance}/mailbox"), &Value::Null)
            .body;
        assert_eq!((&state["trouble"], &state["aside"]), (&Value::Null, &json!(0)));
        follows.abort();
        runtime.shutdown_timeout(Duration::from_secs(5));
    });
}
