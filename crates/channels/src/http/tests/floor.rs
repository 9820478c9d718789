//! Contacts are handed out as the floor decides, and nothing is lost when somebody goes.

use base::Span;
use base::ids::ContactId;
use serde_json::json;
use testkit::each_db;

use super::house::{House, TABLES};

fn with(state: &str, who: char) -> (String, Option<String>) {
    (state.to_owned(), Some(who.to_string()))
}

fn waiting() -> (String, Option<String>) {
    ("waiting".to_owned(), None)
}

#[test]
fn a_contact_waits_until_somebody_is_there_is_offered_accepted_and_ended() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let con = house.says("v", "在吗");
        house.floor_decides();
        assert_eq!(house.state(&con), waiting());
        house.becomes('A', "online");
        house.floor_decides();
        assert_eq!(house.state(&con), with("offered", 'A'));
        let refused = house.act('B', &con, "accept", &json!({}));
        assert_eq!((refused.status, refused.code()), (409, "channels.offer_gone"));
        let accepted = house.act('A', &con, "accept", &json!({}));
        assert_eq!((accepted.status, &accepted.body["state"]), (200, &json!("open")), "{accepted:?}");
        assert_eq!(accepted.body["rights"]["reply"], true);
        let unknown = house.act('A', &con, "close", &json!({"outcome": "whatever"}));
        assert_eq!((unknown.status, unknown.code()), (422, "channels.unknown_outcome"));
        let closed = house.act('A', &con, "close", &json!({"outcome": "answered"}));
        assert_eq!((closed.status, &closed.body["state"]), (200, &json!("closed")));
        let over = house.answers('A', &con, "还有一句", 99);
        assert_eq!((over.status, over.code()), (409, "channels.over"));
    });
}

#[test]
fn an_offer_that_nobody_answers_goes_to_somebody_else_and_its_agent_is_busy() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let con = house.says("v", "在吗");
        house.floor_decides();
        assert_eq!(house.state(&con), with("offered", 'A'));
        house.becomes('B', "online");
        it.clock.advance(Span(21_000));
        house.floor_decides();
        house.floor_decides();
        assert_eq!(house.state(&con), with("offered", 'B'));
        let presence = house.ask('A', "GET", "/presence", &json!(null));
        assert_eq!((&presence.body["state"], &presence.body["reason"]), (&json!("busy"), &json!("missed")));
        let late = house.act('A', &con, "accept", &json!({}));
        assert_eq!((late.status, late.code()), (409, "channels.offer_gone"));
    });
}

#[test]
fn whoever_is_not_heard_of_is_offline_and_their_chats_go_back_to_the_head_of_the_queue() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let con = house.says("v", "在吗");
        house.floor_decides();
        assert_eq!(house.act('A', &con, "accept", &json!({})).status, 200);
        let later = house.says("w", "你好");
        it.clock.advance(Span::MINUTE);
        house.floor_decides();
        assert_eq!(house.state(&con), waiting());
        assert_eq!(house.ask('A', "GET", "/presence", &json!(null)).body["state"], "offline");
        house.becomes('B', "online");
        house.floor_decides();
        assert_eq!((house.state(&con), house.state(&later)), (with("offered", 'B'), with("offered", 'B')));
    });
}

#[test]
fn nobody_is_offered_more_than_they_have_room_for_but_may_take_more() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let all: Vec<_> = (0..7).map(|at| house.says(&format!("v{at}"), "在吗")).collect();
        house.floor_decides();
        let offered = all.iter().filter(|it| house.state(it) == with("offered", 'A')).count();
        assert_eq!(offered, 5, "policy: five chats at a time");
        let waits = all.iter().find(|it| house.state(it) == waiting()).unwrap();
        assert_eq!(house.act('A', waits, "take", &json!({})).status, 200);
        assert_eq!(house.state(waits), with("open", 'A'));
        let accepted = it.log().into_iter().filter(|it| it.kind == "channels.accepted.v1");
        let taken = accepted.filter(|it| it.body::<crate::events::Accepted>().unwrap().taken).count();
        assert_eq!(taken, 1, "it is on record that it was taken");
        house.floor_decides();
        assert_eq!(house.state(waits), with("open", 'A'));
    });
}

#[test]
fn a_conversation_is_handed_to_a_colleague_who_is_there_or_to_a_queue_of_policy() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let con = house.says("v", "在吗");
        house.floor_decides();
        house.act('A', &con, "accept", &json!({}));
        let b = super::house::id::<base::ids::PersonId>("per", 'B');
        let to_b = json!({"to": {"person": b}, "note": "请接着处理退款"});
        let gone = house.act('A', &con, "transfer", &to_b);
        assert_eq!((gone.status, gone.code()), (422, "channels.unknown_person"), "B is not there");
        for to in [json!({}), json!({"person": b, "queue": "chat"})] {
            let unclear = house.act('A', &con, "transfer", &json!({"to": to, "note": ""}));
            assert_eq!((unclear.status, unclear.code()), (422, "channels.whither"));
        }
        let endless = house.act('A', &con, "transfer", &json!({"to": {"queue": "chat"}, "note": "长".repeat(10_000)}));
        assert_eq!((endless.code(), endless.body["field"].as_str()), ("channels.too_long", Some("note")));
        house.becomes('B', "busy");
        assert_eq!(house.act('A', &con, "transfer", &to_b).status, 200);
        assert_eq!(house.state(&con), with("offered", 'B'));
        assert_eq!(house.act('B', &con, "accept", &json!({})).status, 200);
        let notes = |con: &ContactId| -> Vec<String> {
            let all = house.messages(con).into_iter().filter(|it| it["kind"] == "note");
            all.map(|it| it["text"].as_str().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(notes(&con), ["请接着处理退款"], "whoever gets it reads why");
        let nowhere = house.act('B', &con, "transfer", &json!({"to": {"queue": "moon"}, "note": ""}));
        assert_eq!((nowhere.status, nowhere.code()), (422, "channels.unknown_queue"));
        assert_eq!(house.act('B', &con, "transfer", &json!({"to": {"queue": "chat"}, "note": "都可以"})).status, 200);
        assert_eq!(notes(&con), ["请接着处理退款", "都可以"]);
        house.floor_decides();
        assert_eq!(house.state(&con), with("offered", 'A'), "B takes nothing new");
    });
}

#[test]
fn what_was_put_off_comes_back_when_its_time_comes_or_the_customer_writes() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let con = house.says("v", "在吗");
        house.floor_decides();
        house.act('A', &con, "accept", &json!({}));
        let past = house.act('A', &con, "snooze", &json!({"until": "2020-01-01T00:00:00Z"}));
        assert_eq!((past.status, past.code()), (422, "channels.in_the_past"));
        assert_eq!(house.act('A', &con, "snooze", &json!({})).status, 200);
        house.says("v", "还在吗");
        assert_eq!(house.state(&con), with("open", 'A'));
        let until = base::Stamp(testkit::START.0 + 10_000).to_string();
        assert_eq!(house.act('A', &con, "snooze", &json!({"until": until})).status, 200);
        it.clock.advance(Span(11_000));
        house.floor_decides();
        assert_eq!(house.state(&con), with("open", 'A'));
    });
}

#[test]
fn a_customer_who_falls_silent_is_told_and_then_let_go() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let con = house.says("v", "在吗");
        house.floor_decides();
        house.act('A', &con, "accept", &json!({}));
        assert_eq!(house.answers('A', &con, "在的，请讲", 99).status, 200);
        let heartbeats = |minutes: i64| {
            for _ in 0..minutes * 2 {
                it.clock.advance(Span(30_000));
                house.becomes('A', "online");
            }
            house.floor_decides();
        };
        heartbeats(4);
        assert_eq!(house.state(&con), with("open", 'A'));
        heartbeats(2);
        let messages = house.ask('A', "GET", &format!("/conversations/{con}/messages"), &json!(null));
        assert_eq!(messages.body["items"].as_array().unwrap().last().unwrap()["notice"], "idle_warning");
        heartbeats(3);
        assert_eq!(house.state(&con).0, "closed");

        // Opened again, it is not over at once for what was silent before.
        assert_eq!(house.act('A', &con, "reopen", &json!({})).status, 200);
        house.floor_decides();
        heartbeats(1);
        assert_eq!(house.state(&con), with("open", 'A'));
        heartbeats(8);
        assert_eq!(house.state(&con).0, "closed");
    });
}
