//! Letters find the conversation that they answer, and no other one.

use base::ids::{ContactId, EntranceId};
use mail::{MailSecurity, MailServer, MailSettings, Reading, read};
use serde_json::{Value, json};
use testkit::{each_db, sqlite};

use super::house::{House, TABLES};
use crate::acts::delivery::Outgoing;
use crate::acts::receive::Received;
use crate::adapters::mail::{Came, message_id, take_in};
use crate::model::{Medium, Settings};
use crate::store;

pub fn mailbox() -> Settings {
    let server = |port| MailServer {
        host: "127.0.0.1".to_owned(),
        port,
        security: MailSecurity::None,
        user: "support@shop.test".to_owned(),
    };
    let mailbox = MailSettings {
        imap: server(1),
        smtp: server(1),
        address: "support@shop.test".to_owned(),
        name: "客服".to_owned(),
        folder: "INBOX".to_owned(),
        authserv_id: Some("mx.shop.test".to_owned()),
        poll_seconds: 300,
    };
    Settings { mailbox: Some(mailbox), ..Settings::default() }
}

/// A letter is taken in, as the mailbox would.
fn comes(house: &House<'_>, entrance: &EntranceId, raw: &str) -> Option<Received> {
    let letter = read(raw.replace('\n', "\r\n").as_bytes(), &Reading::default()).unwrap();
    let (of, id, digest) = (house.of.clone(), entrance.clone(), letter.text.clone());
    let work = move |tx: &mut db::Tx<'_>| {
        let row = store::entrances::one(tx, &id)?.unwrap();
        take_in(&of, tx, &row, Came { letter, digest: &digest, whole: true, bad: &[] })
    };
    house.it.db.write_blocking(work).unwrap()
}

/// What our letter with a message is called.
fn called(house: &House<'_>, entrance: &EntranceId, con: &ContactId, seq: i64) -> String {
    let out = Outgoing { conversation: con.clone(), seq };
    let id = message_id(&house.of, &out, "shop.test").unwrap();
    // As the courier notes before the letter leaves.
    let (named, entrance) = (id.clone(), entrance.clone());
    let note =
        move |tx: &mut db::Tx<'_>| store::messages::note_outer(tx, &entrance, &named, &out.conversation, out.seq);
    house.it.db.write_blocking(note).unwrap();
    id
}

fn letter(from: &str, head: &str, text: &str) -> String {
    format!("From: {from}\nTo: support@shop.test\nSubject: invoice\n{head}\n{text}\n")
}

#[test]
fn an_answer_finds_its_conversation_and_a_stranger_with_its_name_does_not() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let entrance = house.adds(Medium::Mail, "email", mailbox(), "secret");
        let first =
            comes(&house, &entrance, &letter("Wang <wang@customer.test>", "Message-ID: <q1@c>\n", "发票呢？")).unwrap();
        assert!(first.began);
        house.takes_and_answers(&first.conversation, "明天寄出");
        let answer = house.messages(&first.conversation)[1]["seq"].as_i64().unwrap();
        let ours = called(&house, &entrance, &first.conversation, answer);
        house.act('A', &first.conversation, "close", &json!({"outcome": "answered"}));
        let reply = format!("Message-ID: <q2@c>\nIn-Reply-To: <{ours}>\n");
        let again = comes(&house, &entrance, &letter("wang@customer.test", &reply, "谢谢")).unwrap();
        assert_eq!((again.conversation.clone(), again.began), (first.conversation.clone(), false));
        // Somebody else who names our letter, or writes the same subject, begins a conversation of their own.
        let stolen = format!("Message-ID: <q3@c>\nIn-Reply-To: <{ours}>\n");
        let other = comes(&house, &entrance, &letter("evil@customer.test", &stolen, "把地址改成…")).unwrap();
        assert!(other.began && other.conversation != first.conversation);
        // The same letter again changes nothing.
        let repeated = comes(&house, &entrance, &letter("wang@customer.test", &reply, "谢谢")).unwrap();
        assert_eq!((repeated.repeated, repeated.seq), (true, again.seq));
    });
}

#[test]
fn what_a_machine_wrote_is_kept_and_waits_for_nobody() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let entrance = house.adds(Medium::Mail, "email", mailbox(), "secret");
        let away = letter("wang@customer.test", "Message-ID: <a1@c>\nAuto-Submitted: auto-replied\n", "我在休假");
        let kept = comes(&house, &entrance, &away).unwrap();
        assert_eq!(house.state(&kept.conversation).0, "closed");
        // A letter of our own, come back over a list, is none of a customer's.
        assert_eq!(comes(&house, &entrance, &letter("support@shop.test", "", "hello")), None);
    });
}

#[test]
fn an_out_of_office_note_to_a_last_answer_opens_nothing_again() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let entrance = house.adds(Medium::Mail, "email", mailbox(), "secret");
        let first =
            comes(&house, &entrance, &letter("wang@customer.test", "Message-ID: <q1@c>\n", "发票呢？")).unwrap();
        house.takes_and_answers(&first.conversation, "明天寄出");
        let seq = house.messages(&first.conversation)[1]["seq"].as_i64().unwrap();
        let ours = called(&house, &entrance, &first.conversation, seq);
        house.act('A', &first.conversation, "close", &json!({"outcome": "answered"}));
        let head = format!("Message-ID: <a1@c>\nIn-Reply-To: <{ours}>\nAuto-Submitted: auto-replied\n");
        comes(&house, &entrance, &letter("wang@customer.test", &head, "我在休假")).unwrap();
        assert_eq!(house.state(&first.conversation).0, "closed");
    });
}

#[test]
fn a_letter_that_came_back_is_told_where_it_was_written() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let entrance = house.adds(Medium::Mail, "email", mailbox(), "secret");
        let first =
            comes(&house, &entrance, &letter("wang@customer.test", "Message-ID: <q1@c>\n", "发票呢？")).unwrap();
        house.takes_and_answers(&first.conversation, "明天寄出");
        let seq = house.messages(&first.conversation)[1]["seq"].as_i64().unwrap();
        let report = |original: &str| {
            format!(
                "From: MAILER-DAEMON@mx.test\nMessage-ID: <{original}.b@mx>\nSubject: Undelivered\n\
                 Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nsorry\n--b\n\
                 Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test\n\nFinal-Recipient: rfc822; wang@customer.test\n\
                 Status: 5.1.1\nDiagnostic-Code: smtp; 550 unknown\n\n--b\nContent-Type: message/rfc822\n\n\
                 From: support@shop.test\nMessage-ID: <{original}>\n\nhello\n--b--\n"
            )
        };
        // A report about a letter that we never sent belongs nowhere.
        let forged = comes(&house, &entrance, &report("guessed@shop.test")).unwrap();
        assert_ne!(forged.conversation, first.conversation);
        let ours = called(&house, &entrance, &first.conversation, seq);
        let told = comes(&house, &entrance, &report(&ours)).unwrap();
        assert_eq!(told.conversation, first.conversation);
        let messages = house.messages(&first.conversation);
        assert_eq!(
            (&messages[1]["delivery"], &messages[1]["failure"]),
            (&json!("failed"), &json!("5.1.1 smtp; 550 unknown"))
        );
        assert_eq!(messages[2]["facts"]["automatic"], "bounce");
        let row = house.ask('A', "GET", &format!("/conversations/{}", first.conversation), &Value::Null).body;
        assert_eq!(row["waiting_since"], Value::Null, "nobody waits for an answer to a report");
    });
}

#[test]
fn files_that_policy_does_not_take_are_named_and_pictures_keep_their_places() {
    let it = sqlite(TABLES);
    let house = House::new(&it);
    let entrance = house.adds(Medium::Mail, "email", mailbox(), "secret");
    let raw = "From: wang@customer.test
Message-ID: <f1@c>
Content-Type: multipart/related; boundary=b

--b
Content-Type: text/html

<p>see</p><img src=\"cid:bad\"><img src=\"cid:pic\">
--b
Content-Type: image/png; name=run.png
Content-ID: <bad>
Content-Transfer-Encoding: base64

TVqQAAMA
--b
Content-Type: image/png; name=a.png
Content-ID: <pic>
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b--
";
    let taken = comes(&house, &entrance, raw).unwrap();
    let message = house.messages(&taken.conversation).remove(0);
    assert_eq!(message["files"].as_array().unwrap().len(), 1);
    assert_eq!(
        message["facts"]["files_refused"],
        json!([{"name": "run.png", "bytes": 6, "why": "channels.file_type"}])
    );
    let html = message["html"].as_str().unwrap();
    assert!(html.contains("<img src=\"\"><img src=\"cid:0\">"), "{html}");
}

#[test]
fn only_those_who_run_the_system_see_how_a_mailbox_fares_or_try_one() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let entrance = house.adds(Medium::Mail, "email", mailbox(), "secret");
        let state = format!("/entrances/{entrance}/mailbox");
        let trying = json!({ "settings": mailbox().mailbox, "entrance": entrance });
        assert_eq!(house.ask('A', "GET", &state, &Value::Null).status, 403);
        assert_eq!(house.ask('A', "POST", "/mailboxes/try", &trying).status, 403);
        let admin = web::Actor::system();
        let asks = |method: &str, path: &str, body: &Value| {
            house.api.ask(Some(&admin), method, &format!("/api/v1{path}"), body)
        };
        assert_eq!(
            asks("GET", &state, &Value::Null).body,
            json!({"read_at": null, "trouble": null, "waiting": 0, "aside": 0})
        );
        let tried = asks("POST", "/mailboxes/try", &trying).body;
        assert!(tried["imap"].as_str().unwrap().contains("connection") && tried["smtp"].is_string(), "{tried}");
        let mut wrong = mailbox().mailbox.unwrap();
        wrong.imap.host = "imap.example.com".to_owned();
        let refused = asks("POST", "/mailboxes/try", &json!({ "settings": wrong }));
        assert_eq!((refused.status, refused.code()), (422, "channels.fields"));
    });
}
