//! Nobody reads or changes what is not theirs, on any route.

use serde_json::{Value, json};
use testkit::sqlite;

use super::house::{House, TABLES, agent, id};

/// Every act on a conversation with a body that is sound.
fn acts() -> Vec<(&'static str, Value)> {
    vec![
        ("accept", json!({})),
        ("decline", json!({})),
        ("take", json!({})),
        ("transfer", json!({"to": {"queue": "chat"}, "note": ""})),
        ("snooze", json!({})),
        ("wake", json!({})),
        ("close", json!({"outcome": "answered"})),
        ("reopen", json!({})),
        ("take-over", json!({"reason": "看看"})),
        ("join", json!({})),
        ("watch", json!({})),
        ("cases", json!({"case_id": "cas_01JD0000000000000000000001"})),
        ("customer", json!({})),
        ("seen", json!({"seq": 1})),
        ("messages", json!({"client_id": "w", "kind": "whisper", "text": "x", "seen_seq": 9})),
        ("messages", json!({"client_id": "x", "kind": "note", "text": "x", "seen_seq": 9})),
    ]
}

#[test]
fn somebody_of_another_team_finds_no_conversation_behind_any_route() {
    let it = sqlite(TABLES);
    let house = House::new(&it);
    house.becomes('A', "online");
    let con = house.says("v", "在吗");
    house.floor_decides();
    house.act('A', &con, "accept", &json!({}));
    let before = it.log().len();
    for path in ["", "/messages", "/colleagues"] {
        assert_eq!(house.ask('C', "GET", &format!("/conversations/{con}{path}"), &Value::Null).status, 404, "{path}");
    }
    let draft = json!({"kind": "text", "text": "x", "seen_seq": 1});
    assert_eq!(house.ask('C', "PUT", &format!("/conversations/{con}/draft"), &draft).status, 404);
    for (act, body) in acts() {
        let answer = house.act('C', &con, act, &body);
        assert_eq!((answer.status, answer.code()), (404, "channels.not_found"), "{act}");
    }
    for view in ["mine", "queue", "team", "all", "snoozed", "closed", "mentions", "found&q=x"] {
        let listed = house.ask('C', "GET", &format!("/conversations?view={view}"), &Value::Null);
        assert_eq!((listed.status, &listed.body["items"]), (200, &json!([])), "{view}");
    }
    assert_eq!(it.log().len(), before, "nothing happened");
}

#[test]
fn a_colleague_sees_a_conversation_and_changes_nothing_of_it() {
    let it = sqlite(TABLES);
    let house = House::new(&it);
    house.becomes('A', "online");
    let con = house.says("v", "在吗");
    house.floor_decides();
    house.act('A', &con, "accept", &json!({}));
    assert_eq!(house.ask('B', "GET", &format!("/conversations/{con}"), &Value::Null).body["rights"]["reply"], false);
    for (act, body) in acts() {
        let answer = house.act('B', &con, act, &body);
        let harmless = ["seen", "messages"].contains(&act) && body["kind"] != "whisper";
        assert_eq!(answer.status < 300, harmless, "{act}: {answer:?}");
    }
    assert_eq!(house.state(&con), ("open".to_owned(), Some("A".to_owned())));
}

#[test]
fn a_supervisor_watches_joins_and_takes_over_on_record() {
    let it = sqlite(TABLES);
    let house = House::new(&it);
    house.becomes('A', "online");
    let con = house.says("v", "你们太差了");
    house.floor_decides();
    house.act('A', &con, "accept", &json!({}));
    assert_eq!(house.act('S', &con, "watch", &json!({})).status, 200);
    let early = house.answers('S', &con, "我来", 99);
    assert_eq!((early.status, early.code()), (403, "channels.not_yours"));
    assert_eq!(house.act('S', &con, "join", &json!({})).status, 200);
    assert_eq!(house.answers('S', &con, "我是主管", 99).status, 200);
    let silent = house.act('S', &con, "take-over", &json!({"reason": " "}));
    assert_eq!((silent.status, silent.code()), (422, "channels.reason_missing"));
    assert_eq!(house.act('S', &con, "take-over", &json!({"reason": "客户情绪激动"})).status, 200);
    assert_eq!(house.state(&con), ("open".to_owned(), Some("S".to_owned())));
    assert!(house.messages(&con).iter().any(|it| it["kind"] == "note" && it["text"] == "客户情绪激动"));
    let kinds: Vec<String> = it.log().into_iter().map(|it| it.kind).collect();
    let parts = kinds.iter().filter(|it| *it == "channels.took_part.v1").count();
    assert_eq!((parts, kinds.iter().filter(|it| *it == "channels.taken_over.v1").count()), (2, 1));
}

#[test]
fn a_whisper_reaches_its_agent_and_never_the_visitor() {
    let it = sqlite(TABLES);
    let house = House::new(&it);
    house.becomes('A', "online");
    let con = house.says("v", "你们太差了");
    let whisper = |from: char| {
        let body =
            json!({"client_id": format!("w{from}"), "kind": "whisper", "text": "先道歉，再给方案", "seen_seq": 99});
        house.act(from, &con, "messages", &body)
    };
    assert_eq!(whisper('S').code(), "channels.no_whisper", "nobody has it yet");
    house.floor_decides();
    house.act('A', &con, "accept", &json!({}));
    assert_eq!(house.ask('S', "GET", &format!("/conversations/{con}"), &Value::Null).body["rights"]["whisper"], true);
    assert_eq!(whisper('A').code(), "channels.no_whisper", "not to oneself");
    assert_eq!(whisper('S').status, 200);
    assert_eq!(whisper('S').status, 200, "sent again, it is said once");
    let said = house.ask('A', "GET", &format!("/conversations/{con}/messages"), &Value::Null);
    let whispers: Vec<&Value> =
        said.body["items"].as_array().unwrap().iter().filter(|it| it["kind"] == "whisper").collect();
    assert_eq!((whispers.len(), whispers[0]["person"]["name"].as_str()), (1, Some("S")));
    // On the audit trail by who and when; the customer still waits for a word.
    let log = it.log();
    let heard = log.iter().filter(|it| it.kind == "channels.said.v1" && it.body.contains("whisper"));
    assert_eq!(heard.filter_map(|it| it.actor.as_ref()).collect::<Vec<_>>(), [&id::<base::ids::PersonId>("per", 'S')]);
    let row = house.ask('A', "GET", &format!("/conversations/{con}"), &Value::Null).body;
    assert_eq!((row["waiting_since"].is_null(), row["last"]["text"].as_str()), (false, Some("你们太差了")));
    assert_eq!(visible(&house), ["notice", "text", "notice"], "what the visitor's window is sent");
}

/// The kinds of what a visitor's window is sent when it comes back.
pub(super) fn visible(house: &House<'_>) -> Vec<String> {
    let (of, who) = (house.of.clone(), house.visitor("v"));
    house.it.db.read_blocking(move |tx| crate::live::shown_to_visitor(&of, tx, &who)).unwrap()
}

#[test]
fn entrances_and_skills_are_kept_by_those_who_may() {
    let it = sqlite(TABLES);
    let house = House::new(&it);
    for letter in ['A', 'S'] {
        assert_eq!(house.ask(letter, "GET", "/entrances", &Value::Null).status, 403);
        assert_eq!(house.ask(letter, "PUT", &format!("/entrances/{}", house.entrance), &edit(1)).status, 403);
    }
    let person = |letter: char| super::house::id::<base::ids::PersonId>("per", letter);
    let skills = json!({"skills": {"billing": 3}, "version": 0});
    let path = |letter: char| format!("/agents/{}", person(letter));
    assert_eq!(house.ask('A', "PUT", &path('B'), &skills).status, 403);
    assert_eq!(house.ask('S', "PUT", &path('C'), &skills).status, 422, "another team's");
    assert_eq!(house.ask('S', "PUT", &path('A'), &json!({"skills": {"billing": 11}, "version": 0})).status, 422);
    assert_eq!(house.ask('S', "PUT", &path('A'), &skills).body["skills"]["billing"], 3);
    assert_eq!(house.ask('S', "PUT", &path('A'), &skills).code(), "channels.stale");
    let admin = web::Actor::system();
    let changed = house.api.ask(Some(&admin), "PUT", &format!("/api/v1/entrances/{}", house.entrance), &edit(1));
    assert_eq!((changed.status, &changed.body["version"]), (200, &json!(2)), "{changed:?}");
    let stale = house.api.ask(Some(&admin), "PUT", &format!("/api/v1/entrances/{}", house.entrance), &edit(1));
    assert_eq!(stale.code(), "channels.stale");
    let _ = agent('A');
}

fn edit(version: i64) -> Value {
    let text = json!({"zh": "店", "en": "Shop"});
    json!({
        "channel": "chat", "name": "商城", "active": true, "version": version,
        "settings": {"site": {"origins": ["https://shop.example"], "colour": "#112233", "title": text, "greeting": text}},
    })
}

#[test]
fn a_window_is_shown_by_the_pages_of_its_entrance_alone() {
    let it = sqlite(TABLES);
    let house = House::new(&it);
    let path = format!("/api/v1/visitor/entrances/{}", house.entrance);
    let from = |origin: &str| {
        house.api.send(None, "GET", &path, &[("origin", origin), ("host", "hearth.example")], &Value::Null)
    };
    assert_eq!(from("https://shop.example").body["colour"], "#1677ff");
    assert_eq!(from("https://hearth.example").status, 200);
    assert_eq!(
        (from("https://evil.example").status, from("https://evil.example").code()),
        (403, "channels.wrong_origin")
    );
    let nowhere = house.api.ask(None, "GET", "/api/v1/visitor/entrances/ent_01JD0000000000000000000009", &Value::Null);
    assert_eq!((nowhere.status, nowhere.code()), (404, "channels.no_entrance"));
    let unknown = house.api.send(
        None,
        "GET",
        &format!("/api/v1/visitor/files/att_01JD0000000000000000000009?entrance={}", house.entrance),
        &[("authorization", "Bearer guess")],
        &Value::Null,
    );
    assert_eq!((unknown.status, unknown.code()), (401, "channels.bad_token"));
}
