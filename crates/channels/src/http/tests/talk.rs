//! What is said is there once, in order, and nobody answers past what the customer just wrote.

use serde_json::{Value, json};
use testkit::{each_db, sqlite};

use super::house::{House, TABLES};
use crate::acts::visitor;

fn texts(messages: &Value) -> Vec<String> {
    let items = messages["items"].as_array().unwrap();
    let said = items.iter().filter(|it| it["kind"] != "notice");
    said.map(|it| format!("{}:{}", it["author"].as_str().unwrap(), it["text"].as_str().unwrap())).collect()
}

#[test]
fn two_messages_that_come_at_once_begin_one_conversation() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.visitor("v");
        let seqs: Vec<_> = std::thread::scope(|scope| {
            let house = &house;
            let (of, entrance) = (house.of.clone(), house.entrance.clone());
            let _ = (&of, &entrance);
            let saying = |text: &'static str| scope.spawn(move || house_says(house, text));
            [saying("图片"), saying("语音")].map(|it| it.join().unwrap()).to_vec()
        });
        assert_eq!(seqs[0].0, seqs[1].0, "one conversation");
        let mut numbers: Vec<i64> = seqs.iter().map(|it| it.1).collect();
        numbers.sort_unstable();
        // The greeting is the first of the conversation.
        assert_eq!(numbers, [2, 3]);
    });
}

/// Says something as often as the database asks for another try.
fn house_says(house: &House<'_>, text: &str) -> (base::ids::ContactId, i64) {
    for _ in 0..50 {
        let (of, entrance) = (house.of.clone(), house.entrance.clone());
        let saying = visitor::Saying { client_id: text.to_owned(), text: text.to_owned(), ..Default::default() };
        let said = house.it.db.write_blocking(move |tx| {
            let who = visitor::arrive(&of, tx, &entrance, "token-v")?;
            let visitor::Said { row, message, .. } = visitor::say(&of, tx, &who, &saying)?;
            Ok((row.id, message.seq))
        });
        match said {
            Ok(it) => return it,
            Err(base::Failure::Busy) => {}
            Err(failure) => panic!("{failure}"),
        }
    }
    panic!("too busy");
}

#[test]
fn a_message_sent_again_is_there_once_whoever_sends_it() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let (con, first) = house.says_as("v", "在吗", "c1");
        assert_eq!(house.says_as("v", "在吗", "c1"), (con.clone(), first));
        house.floor_decides();
        house.act('A', &con, "accept", &json!({}));
        let said = house.answers('A', &con, "在的", first);
        assert_eq!(house.answers('A', &con, "在的", first).body, said.body);
        house.act('A', &con, "close", &json!({"outcome": "answered"}));
        assert_eq!(house.says_as("v", "在吗", "c1"), (con.clone(), first), "also after the end");
        let messages = house.ask('A', "GET", &format!("/conversations/{con}/messages"), &Value::Null).body;
        assert_eq!(texts(&messages), ["customer:在吗", "agent:在的"]);
        let numbers: Vec<i64> =
            messages["items"].as_array().unwrap().iter().map(|it| it["seq"].as_i64().unwrap()).collect();
        assert_eq!(numbers, (1..=i64::try_from(numbers.len()).unwrap()).collect::<Vec<_>>(), "without gaps");
    });
}

#[test]
fn an_answer_that_overlooks_what_the_customer_just_wrote_asks_once_more() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let (con, seen) = house.says_as("v", "我要退货", "c1");
        house.floor_decides();
        house.act('A', &con, "accept", &json!({}));
        house.says("v", "算了，不退了");
        let refused = house.answers('A', &con, "已为您退货", seen);
        assert_eq!((refused.status, refused.code()), (409, "channels.newer_messages"));
        let mut anyway = json!({"client_id": "x", "kind": "text", "text": "好的，不退", "seen_seq": seen});
        anyway["anyway"] = json!(true);
        assert_eq!(house.act('A', &con, "messages", &anyway).status, 200);
        let row = house.ask('A', "GET", &format!("/conversations/{con}"), &Value::Null).body;
        assert_eq!((&row["unread"], &row["waiting_since"]), (&json!(0), &Value::Null));
    });
}

#[test]
fn a_note_is_never_the_customers_to_read_and_calls_colleagues_in() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let con = house.says("v", "在吗");
        house.floor_decides();
        house.act('A', &con, "accept", &json!({}));
        assert_eq!(house.ask('C', "GET", &format!("/conversations/{con}"), &Value::Null).status, 404);
        let c = super::house::id::<base::ids::PersonId>("per", 'C');
        let note =
            json!({"client_id": "n", "kind": "note", "text": "这位客户上月投诉过", "mentions": [c], "seen_seq": 0});
        assert_eq!(house.act('A', &con, "messages", &note).status, 200);
        assert_eq!(house.ask('C', "GET", &format!("/conversations/{con}"), &Value::Null).status, 200);
        let listed = house.ask('C', "GET", "/conversations?view=mentions", &Value::Null).body;
        assert_eq!(listed["items"][0]["id"], json!(con));
        assert_eq!(listed["items"][0]["last"]["text"], "在吗", "a note is not what was said last");
        let refused = house.answers('C', &con, "我来答", 99);
        assert_eq!((refused.status, refused.code()), (403, "channels.not_yours"));
    });
}

#[test]
fn what_is_empty_too_long_or_names_another_persons_file_is_refused() {
    let it = sqlite(TABLES);
    let house = House::new(&it);
    house.becomes('A', "online");
    let con = house.says("v", "在吗");
    house.floor_decides();
    house.act('A', &con, "accept", &json!({}));
    let say = |text: &str, files: Value| {
        let body =
            json!({"client_id": text.len().to_string(), "kind": "text", "text": text, "files": files, "seen_seq": 99});
        let answer = house.act('A', &con, "messages", &body);
        (answer.status, answer.code().to_owned())
    };
    assert_eq!(say("  ", json!([])), (422, "channels.nothing".to_owned()));
    assert_eq!(say(&"长".repeat(4_001), json!([])), (422, "channels.too_long".to_owned()));
    let theirs = house.api.upload(Some(&super::house::agent('B')), "/api/v1/message-files", "a.png", b"\x89PNG 1234");
    assert_eq!(theirs.status, 200, "{theirs:?}");
    assert_eq!(say("看图", json!([theirs.body["id"]])), (404, "channels.no_file".to_owned()));
    let bad =
        house.api.upload(Some(&super::house::agent('A')), "/api/v1/message-files", "a.png", b"MZ\x90\x00 program");
    assert_eq!((bad.status, bad.code()), (422, "channels.file_type"));
    let own = house.api.upload(Some(&super::house::agent('A')), "/api/v1/message-files", "a.png", b"\x89PNG 1234");
    assert_eq!(say("看图2", json!([own.body["id"]])).0, 200);
    assert_eq!(
        say("再发", json!([own.body["id"]])),
        (404, "channels.no_file".to_owned()),
        "a file goes with one message"
    );
}

#[test]
fn a_conversation_is_rated_once_by_its_visitor() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let con = house.says("v", "在吗");
        house.floor_decides();
        house.act('A', &con, "accept", &json!({}));
        house.act('A', &con, "close", &json!({"outcome": "answered"}));
        let rates = |score: i64| {
            let (of, who) = (house.of.clone(), house.visitor("v"));
            it.db.write_blocking(move |tx| visitor::rate(&of, tx, &who, score, " 很快 ")).map_err(|it| it.code())
        };
        assert_eq!(rates(6), Err(Some("channels.bad_score")));
        assert_eq!(rates(5), Ok(con.clone()));
        assert_eq!(rates(1), Err(Some("channels.rated_already")));
        let row = house.ask('A', "GET", &format!("/conversations/{con}"), &Value::Null).body;
        assert_eq!((&row["rating"], &row["rating_text"]), (&json!(5), &json!("很快")));
        let rated = it.log().into_iter().find(|it| it.kind == "channels.rated.v1").unwrap();
        let said: Value = serde_json::from_str(&rated.body).unwrap();
        assert_eq!(said["satisfied"], json!(true), "five of five, by policy");
        assert!(rated.body.contains("per_01JD000000000000000000000A"), "the figure opens down to whose it is");
    });
}
