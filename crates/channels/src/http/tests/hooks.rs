//! Messages of other systems: believed when signed, taken in once.

use base::ids::EntranceId;
use serde_json::{Value, json};
use social::WebhookSettings;
use social::webhook::Secrets;
use social::window::ReplyWindow;
use testkit::{Answer, START, each_db};

use super::house::{House, TABLES};
use crate::model::{Medium, Settings};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn settings(url: Option<String>) -> Settings {
    let window = Some(ReplyWindow { hours: 1, messages: 1 });
    Settings { webhook: Some(WebhookSettings { url, tolerance_seconds: 300, window }), ..Settings::default() }
}

fn received(id: &str, text: &str) -> Value {
    json!({"type": "message.received", "timestamp": START, "data": {"id": id, "from": {"id": "u-1", "name": "王小明"}, "text": text}})
}

/// A call that is signed with a secret, sent at a moment that lies so many seconds from now.
fn calls(house: &House<'_>, entrance: &EntranceId, body: &Value, secret: &str, apart: i64) -> Answer {
    let at = base::Stamp(START.0 + apart * 1000);
    let signed = Secrets::read(secret).unwrap().sign("msg_1", at, body.to_string().as_bytes());
    let timestamp = social::webhook::seconds(at).to_string();
    let headers = [("webhook-id", "msg_1"), ("webhook-timestamp", timestamp.as_str()), ("webhook-signature", &signed)];
    house.api.send(None, "POST", &format!("/api/v1/hooks/{entrance}"), &headers, body)
}

#[test]
fn a_signed_message_is_taken_in_once() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let entrance = house.adds(Medium::Webhook, "social", settings(None), SECRET);
        let taken = calls(&house, &entrance, &received("m1", "在吗"), SECRET, 0);
        assert_eq!((taken.status, &taken.body["seq"], &taken.body["repeated"]), (200, &json!(1), &json!(false)));
        let again = calls(&house, &entrance, &received("m1", "在吗"), SECRET, 0);
        assert_eq!((&again.body["seq"], &again.body["repeated"]), (&json!(1), &json!(true)));
        let next = calls(&house, &entrance, &received("m2", "还在吗"), SECRET, 0);
        assert_eq!((&next.body["seq"], &next.body["conversation"]), (&json!(2), &taken.body["conversation"]));
    });
}

#[test]
fn what_is_not_signed_too_old_or_unreadable_is_refused() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let entrance = house.adds(Medium::Webhook, "social", settings(None), SECRET);
        let other = Secrets::make([1; 32]);
        let of = |body: &Value, secret: &str, apart: i64| {
            let answer = calls(&house, &entrance, body, secret, apart);
            (answer.status, answer.code().to_owned())
        };
        let said = received("m1", "在吗");
        assert_eq!(of(&said, &other, 0), (401, "channels.not_proved".to_owned()));
        assert_eq!(of(&said, SECRET, -301), (401, "channels.not_proved".to_owned()));
        assert_eq!(of(&json!({"hello": 1}), SECRET, 0), (422, "channels.unreadable".to_owned()));
        assert_eq!(of(&received("", "在吗"), SECRET, 0), (422, "channels.unreadable".to_owned()));
        assert_eq!(of(&received("m1", " "), SECRET, 0), (422, "channels.nothing".to_owned()));
        let bare = house.api.send(None, "POST", &format!("/api/v1/hooks/{entrance}"), &[], &said);
        assert_eq!((bare.status, bare.code()), (401, "channels.not_proved"));
        // A chat window takes no signed calls.
        let chat = calls(&house, &house.entrance, &said, SECRET, 0);
        assert_eq!((chat.status, chat.code()), (404, "channels.no_entrance"));
    });
}

#[test]
fn an_answer_is_posted_and_one_beyond_the_window_is_told_to_the_agent() {
    use std::io::{Read as _, Write as _};
    let it = testkit::sqlite(TABLES);
    let house = House::new(&it);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/in", listener.local_addr().unwrap());
    let heard = std::thread::spawn(move || {
        let (mut line, _) = listener.accept().unwrap();
        let (mut all, mut some) = (Vec::new(), [0; 4096]);
        while !String::from_utf8_lossy(&all).contains("\"files\":[]}}") {
            let count = line.read(&mut some).unwrap();
            all.extend_from_slice(&some[..count]);
        }
        line.write_all(b"HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n").unwrap();
        String::from_utf8(all).unwrap()
    });
    let entrance = house.adds(Medium::Webhook, "social", settings(Some(url)), SECRET);
    let taken = calls(&house, &entrance, &received("m1", "在吗"), SECRET, 0);
    let con = taken.body["conversation"].as_str().unwrap().parse().unwrap();
    house.takes_and_answers(&con, "在的");
    let trust = mail::Trust::default();
    assert_eq!(house.sends(&trust), [Ok(())]);
    let call = heard.join().unwrap();
    let (head, body) = call.split_once("\r\n\r\n").unwrap();
    let of = |name: &str| {
        let line = head.lines().find(|it| it.to_lowercase().starts_with(&format!("{name}:"))).unwrap();
        line.split_once(':').unwrap().1.trim().to_owned()
    };
    let (id, timestamp, signatures) = (of("webhook-id"), of("webhook-timestamp"), of("webhook-signature"));
    let headers = social::webhook::Headers { id: &id, timestamp: &timestamp, signatures: &signatures };
    let proved =
        Secrets::read(SECRET).unwrap().prove(&headers, body.as_bytes(), START, std::time::Duration::from_secs(1));
    assert_eq!(proved, Ok(()));
    let event: Value = serde_json::from_str(body).unwrap();
    assert_eq!((&event["type"], &event["data"]["to"]["id"]), (&json!("message.created"), &json!("u-1")));
    house.answers('A', &con, "还有吗", 99);
    assert_eq!(house.sends(&trust), [Ok(())], "what never can be sent is not tried again");
    let messages = house.messages(&con);
    let of = |at: usize| (messages[at]["delivery"].clone(), messages[at]["failure"].is_string());
    assert_eq!((of(1), of(2)), ((json!("sent"), false), (json!("failed"), true)));
}
