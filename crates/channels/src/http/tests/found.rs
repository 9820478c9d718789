//! Conversations are found by words, customers, agents and days, by those who see them.

use std::sync::Arc;

use base::ids::ContactId;
use db::listeners::Listener;
use serde_json::{Value, json};
use testkit::each_db;

use super::house::{House, TABLES};
use crate::jobs::Words;

impl House<'_> {
    /// What was said so far is in the index of words.
    pub fn reads_along(&self) {
        let words: Arc<dyn Listener> = Arc::new(Words(self.of.clone()));
        self.it.hear(&words);
        while self.it.db.write_blocking(db::search::take_in).unwrap() > 0 {}
    }

    /// The ids of a list, in its order.
    pub fn lists(&self, letter: char, query: &str) -> Vec<String> {
        let listed = self.ask(letter, "GET", &format!("/conversations?{query}"), &Value::Null);
        assert_eq!(listed.status, 200, "{query}: {listed:?}");
        let items = listed.body["items"].as_array().unwrap();
        items.iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
    }
}

fn ids(all: &[&ContactId]) -> Vec<String> {
    all.iter().map(|it| it.as_str().to_owned()).collect()
}

/// Two conversations that A had, one of them over, and one that waits.
fn three(it: &testkit::TestDb) -> (House<'_>, [ContactId; 3]) {
    let house = House::new(it);
    house.becomes('A', "online");
    let first = house.says("v", "我家的宽带故障了");
    house.floor_decides();
    house.act('A', &first, "accept", &json!({}));
    house.answers('A', &first, "Router 已重启", 9);
    house.act('A', &first, "close", &json!({"outcome": "answered"}));
    it.clock.advance(base::Span::DAY);
    house.becomes('A', "online");
    let second = house.says("w", "宽带什么时候装好");
    house.floor_decides();
    house.act('A', &second, "accept", &json!({}));
    let note = json!({"client_id": "n", "kind": "note", "text": "客户情绪激动，转告班长", "seen_seq": 9});
    assert_eq!(house.act('A', &second, "messages", &note).status, 200);
    it.clock.advance(base::Span::HOUR);
    let third = house.says("x", "宽带怎么续费");
    house.reads_along();
    (house, [first, second, third])
}

#[test]
fn words_are_found_in_what_was_said_and_written_by_those_who_see_it() {
    each_db(TABLES, |it| {
        let (house, [first, second, third]) = three(it);
        assert_eq!(house.lists('S', "view=found&q=宽带"), ids(&[&third, &second, &first]));
        assert_eq!(house.lists('A', "view=closed&q=宽带"), ids(&[&first]));
        assert_eq!(house.lists('A', "view=mine&q=宽带"), ids(&[&second]));
        assert_eq!(house.lists('A', "view=queue&q=宽带"), ids(&[&third]));
        assert_eq!(house.lists('B', "view=found&q=rout"), ids(&[&first]), "the unit's, and unfinished");
        assert_eq!(house.lists('B', "view=found&q=情绪激动"), ids(&[&second]), "notes are read by whoever sees it");
        assert_eq!(house.lists('C', "view=found&q=情绪激动"), ids(&[]), "another team's");
        assert_eq!(house.lists('C', "view=found&q=rout"), ids(&[]));
        assert_eq!(house.lists('S', "view=found&q=没有人说过"), ids(&[]));
        assert_eq!(house.lists('S', "view=found&q=，"), ids(&[]), "no word at all");
        let shown = house.ask('S', "GET", "/conversations?view=closed&q=故障", &Value::Null).body;
        let parts =
            json!([{"text": "我家的宽带", "hit": false}, {"text": "故障", "hit": true}, {"text": "了", "hit": false}]);
        assert_eq!(shown["items"][0]["found"]["parts"], parts, "{shown}");
    });
}

#[test]
fn a_search_goes_on_page_by_page_without_gap_or_repetition() {
    each_db(TABLES, |it| {
        let (house, [first, second, third]) = three(it);
        let (mut after, mut seen) = (String::new(), Vec::new());
        for _ in 0..3 {
            let page = house.ask('S', "GET", &format!("/conversations?view=found&q=宽带&limit=1{after}"), &Value::Null);
            seen.push(page.body["items"][0]["id"].as_str().unwrap().to_owned());
            after = format!("&after={}", page.body["next"].as_str().unwrap_or("none"));
        }
        assert_eq!((seen, after.as_str()), (ids(&[&third, &second, &first]), "&after=none"));
    });
}

#[test]
fn whoever_gets_a_conversation_finds_it_from_then_on() {
    each_db(TABLES, |it| {
        let (house, [_, second, _]) = three(it);
        house.becomes('C', "online");
        assert_eq!(house.lists('C', "view=found&q=装好"), ids(&[]));
        let to = json!({"to": {"person": super::house::id::<base::ids::PersonId>("per", 'C')}, "note": "请接手"});
        assert_eq!(house.act('A', &second, "transfer", &to).status, 200);
        house.reads_along();
        assert_eq!(house.lists('C', "view=found&q=装好"), ids(&[&second]));
        assert_eq!(house.act('C', &second, "accept", &json!({})).status, 200);
        house.reads_along();
        assert_eq!(house.lists('C', "view=found&q=情绪"), ids(&[&second]));
        assert_eq!(house.lists('B', "view=found&q=装好"), ids(&[]), "it went to another team");
    });
}

#[test]
fn lists_are_narrowed_by_agent_channel_and_days() {
    each_db(TABLES, |it| {
        let (house, [first, second, third]) = three(it);
        let a = super::house::id::<base::ids::PersonId>("per", 'A');
        let b = super::house::id::<base::ids::PersonId>("per", 'B');
        assert_eq!(house.lists('S', &format!("view=closed&agent={a}")), ids(&[&first]));
        assert_eq!(house.lists('S', &format!("view=closed&agent={b}")), ids(&[]));
        assert_eq!(house.lists('S', &format!("view=found&q=宽带&agent={a}")), ids(&[&second, &first]));
        assert_eq!(house.lists('S', "view=found&q=宽带&to=2026-03-02"), ids(&[&first]));
        assert_eq!(house.lists('S', "view=found&q=宽带&from=2026-03-03&to=2026-03-03"), ids(&[&third, &second]));
        assert_eq!(house.lists('S', "view=closed&from=2026-03-03"), ids(&[]), "by the day it ended");
        assert_eq!(house.lists('S', "view=all&from=2026-03-03"), ids(&[&third, &second]), "also what nobody has yet");
        // A page of what is with the team and with nobody: two walks, one order.
        let page = house.ask('S', "GET", "/conversations?view=all&limit=1", &Value::Null).body;
        assert_eq!(page["items"][0]["id"], json!(third));
        let next = format!("view=all&limit=1&after={}", page["next"].as_str().unwrap());
        assert_eq!(house.lists('S', &next), ids(&[&second]));
        assert_eq!(house.lists('S', "view=team"), ids(&[&second]));
        assert_eq!(house.lists('S', "view=queue&channel=chat"), ids(&[&third]));
        assert_eq!(house.lists('S', "view=queue&channel=email"), ids(&[]));
        let asked =
            |query: &str| house.ask('S', "GET", &format!("/conversations?{query}"), &Value::Null).code().to_owned();
        assert_eq!(asked("view=found&q=%20"), "channels.nothing_asked");
        assert_eq!(asked("view=all&from=2026-03-03&to=2026-03-02"), "channels.bad_days");
    });
}

#[test]
fn a_customers_conversations_are_listed_to_those_who_see_them() {
    each_db(TABLES, |it| {
        let (house, [first, second, third]) = three(it);
        let of = house.of.clone();
        let new = customers::model::NewCustomer { name: Some("王小明".to_owned()), ..Default::default() };
        let customer = it
            .db
            .write_blocking(move |tx| customers::api::find_or_create(of.customers(), tx, &web::Actor::system(), &new))
            .unwrap();
        for con in [&first, &second] {
            let body = json!({"customer_id": customer});
            let answer = house.act(if con == &first { 'S' } else { 'A' }, con, "customer", &body);
            assert_eq!(answer.status, 200, "{answer:?}");
        }
        let query = format!("view=found&customer={customer}");
        assert_eq!(house.lists('B', &query), ids(&[&second, &first]), "over or not, the newest first");
        assert_eq!(house.lists('C', &query), ids(&[]));
        assert_eq!(house.lists('S', &format!("view=found&q=宽带&customer={customer}")), ids(&[&second, &first]));
        assert_eq!(house.lists('S', &format!("view=closed&customer={customer}")), ids(&[&first]));
        let _ = third;
    });
}
