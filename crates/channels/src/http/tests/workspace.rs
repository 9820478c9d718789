//! What a row tells whoever works with it: a place in the queue, a promise, a mention not yet seen.

use base::ids::CaseId;
use serde_json::{Value, json};
use testkit::each_db;
use web::{Actor, Reach, Right};

use super::house::{House, TABLES, id};
use crate::live::Relay;

#[test]
fn a_mention_is_counted_until_it_was_seen_and_again_when_one_is_called_anew() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let con = house.says("v", "在吗");
        house.floor_decides();
        house.act('A', &con, "accept", &json!({}));
        let c = id::<base::ids::PersonId>("per", 'C');
        let call = |text: &str, mentions: Value| {
            let note = json!({"client_id": text, "kind": "note", "text": text, "mentions": mentions, "seen_seq": 0});
            let said = house.act('A', &con, "messages", &note);
            assert_eq!(said.status, 200, "{said:?}");
            said.body["seq"].as_i64().unwrap()
        };
        let mentions =
            |letter| house.ask(letter, "GET", "/conversations/counts", &Value::Null).body["mentions"].clone();
        let called =
            || house.ask('C', "GET", "/conversations?view=mentions", &Value::Null).body["items"][0]["called"].clone();
        assert_eq!(mentions('C'), json!(0));
        let seq = call("请看一下", json!([c]));
        assert_eq!((mentions('C'), mentions('A'), called()), (json!(1), json!(0), json!(true)));
        call("不叫人的备注", json!([]));
        assert_eq!(house.act('C', &con, "seen", &json!({"seq": seq - 1})).status, 204);
        assert_eq!(mentions('C'), json!(1), "not that far yet");
        assert_eq!(house.act('C', &con, "seen", &json!({"seq": seq})).status, 204);
        assert_eq!((mentions('C'), called()), (json!(0), Value::Null));
        let again = call("再看一下", json!([c]));
        assert_eq!(mentions('C'), json!(1));
        assert_eq!(house.act('C', &con, "seen", &json!({"seq": again + 100})).status, 204);
        assert_eq!(mentions('C'), json!(0));
    });
}

#[test]
fn whoever_waits_has_the_place_its_visitor_is_told() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let (first, second) = (house.says("v", "在吗"), house.says("w", "有人吗"));
        let relay = Relay::new(std::sync::Arc::default());
        relay.standing(vec![(first.clone(), 0, None), (second.clone(), 1, None)]);
        let (of, ids) = (house.of.clone(), [first, second]);
        let shown = it.db.read_blocking(move |tx| {
            let rows = crate::store::conversations::several(tx, &ids)?;
            let mut shown = crate::acts::asks::shown(&of, tx, &rows)?;
            relay.add_places(&mut shown);
            shown.sort_by_key(|it| it.place);
            Ok(ids.into_iter().zip(shown).map(|(id, it)| (id == it.id, it.place)).collect::<Vec<_>>())
        });
        assert_eq!(shown.unwrap(), [(true, Some(1)), (true, Some(2))]);
    });
}

#[test]
fn a_row_tells_the_next_promise_to_those_who_see_its_case() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let con = house.says("v", "在吗");
        house.floor_decides();
        house.act('A', &con, "accept", &json!({}));
        let case: CaseId = house.leaves_a_case();
        assert_eq!(house.act('S', &con, "cases", &json!({"case_id": case})).status, 200);
        let promise = |letter| {
            let listed = house.ask(letter, "GET", "/conversations?view=team", &Value::Null);
            listed.body["items"][0]["promise"].clone()
        };
        assert_eq!(promise('S'), Value::Null);
        for (last, due, state) in [('1', 5_000, "kept"), ('2', 9_000, "open"), ('3', 8_000, "open")] {
            let (made, case) = (id::<base::ids::PromiseId>("prm", last), case.clone());
            let sql = "INSERT INTO cases_promise (id, case_id, person_id, text, due_ms, made_ms, state)
                       VALUES ($1, $2, $3, '回电', $4, 0, $5)";
            let by = id::<base::ids::PersonId>("per", 'A');
            it.db.write_blocking(move |tx| tx.send(sql, db::args![made, case, by, due, state])).unwrap();
        }
        assert_eq!(promise('S'), json!({"due_at": "1970-01-01T00:00:08.000Z", "text": "回电"}), "the next one");
        let page = house.ask('S', "GET", &format!("/conversations/{con}"), &Value::Null).body;
        assert_eq!(page["promise"]["text"], "回电");
        let away = case.clone();
        let gone = "UPDATE cases_case SET unit_id = $2 WHERE id = $1";
        let elsewhere = id::<base::ids::UnitId>("unt", 'X');
        it.db.write_blocking(move |tx| tx.send(gone, db::args![away, elsewhere])).unwrap();
        assert_eq!(promise('S'), Value::Null, "the case went out of sight");
    });
}

#[test]
fn a_conversation_can_be_handed_to_whoever_is_at_work_in_any_unit_those_with_least_to_do_first() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let con = house.says("v", "在吗");
        house.floor_decides();
        house.act('A', &con, "accept", &json!({}));
        let path = format!("/conversations/{con}/colleagues");
        let offered = |letter| -> Vec<(String, String, i64)> {
            let all = house.ask(letter, "GET", &path, &Value::Null).body;
            let text = |it: &Value| it.as_str().unwrap().to_owned();
            let all = all.as_array().unwrap().iter();
            all.map(|it| (text(&it["person"]["name"]), text(&it["unit"]), it["load"].as_i64().unwrap())).collect()
        };
        assert_eq!(offered('A'), []);
        house.becomes('C', "online");
        let second = house.says("w", "在吗");
        assert_eq!(house.act('C', &second, "take", &json!({})).status, 200);
        house.becomes('B', "online");
        let both = [("B".to_owned(), "H".to_owned(), 0), ("C".to_owned(), "X".to_owned(), 1)];
        assert_eq!(offered('A'), both);
        assert_eq!(offered('S').len(), 2, "its agent has it already");
        let refused = house.ask('B', "GET", &path, &Value::Null);
        assert_eq!((refused.status, refused.code()), (403, "channels.not_yours"));
    });
}

#[test]
fn whoever_reaches_everything_has_counters_and_finds_everybody_and_everything() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('C', "online");
        let con = house.says("v", "宽带故障");
        assert_eq!(house.act('C', &con, "take", &json!({})).status, 200);
        let waits = house.says("w", "宽带续费");
        house.reads_along();
        let rights = [Right::WorkConversations, Right::SuperviseConversations].into_iter().collect();
        let chief = Actor::person(id("per", 'S'), Some(id("unt", 'H')), rights, Reach::All);
        let ask = |path: &str| {
            let answer = house.api.ask(Some(&chief), "GET", &format!("/api/v1{path}"), &Value::Null);
            assert_eq!(answer.status, 200, "{path}: {answer:?}");
            answer.body
        };
        assert_eq!(ask("/conversations/counts")["team"], json!(2));
        assert_eq!(ask("/presence/team")[0]["person"]["name"], "C");
        for list in ["view=all", "view=found&q=宽带"] {
            let listed = ask(&format!("/conversations?{list}"));
            let ids: Vec<&str> =
                listed["items"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
            assert_eq!(ids, [waits.as_str(), con.as_str()], "{list}");
        }
    });
}
