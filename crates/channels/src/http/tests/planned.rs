//! Answers that are sent later: in time, by hand, and withheld where somebody has to look first.

use base::ids::ContactId;
use base::{Clock as _, Span};
use serde_json::{Value, json};
use testkit::{Answer, each_db};

use super::house::{House, TABLES};

impl House<'_> {
    /// A conversation that A has.
    fn talk(&self) -> ContactId {
        self.becomes('A', "online");
        let con = self.says("v", "在吗");
        self.floor_decides();
        assert_eq!(self.act('A', &con, "accept", &json!({})).status, 200);
        con
    }

    fn plans(&self, letter: char, con: &ContactId, text: &str, after: Span) -> Answer {
        let body = json!({"text": text, "due_at": self.it.clock.now() + after, "seen_seq": 99});
        self.act(letter, con, "planned", &body)
    }

    fn planned(&self, con: &ContactId) -> Value {
        self.ask('A', "GET", &format!("/conversations/{con}"), &Value::Null).body["planned"].clone()
    }

    /// What agents said to the customer, in order.
    fn told(&self, con: &ContactId) -> Vec<String> {
        let found = self.ask('A', "GET", &format!("/conversations/{con}/messages"), &Value::Null).body;
        let texts = found["items"].as_array().unwrap().iter();
        let said = texts.filter(|it| it["author"] == "agent" && it["kind"] == "text");
        said.map(|it| it["text"].as_str().unwrap().to_owned()).collect()
    }

    fn time_comes(&self, after: Span) {
        self.it.clock.advance(after);
        let handlers = crate::jobs::handlers(&self.of);
        self.it.db.write_blocking(move |tx| db::timers::fire_due(tx, &handlers)).unwrap();
    }
}

#[test]
fn an_answer_is_sent_at_its_moment_once_and_in_its_writers_name() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let con = house.talk();
        for (text, after) in [("太早", Span(0)), ("太晚", Span::DAY.times(400))] {
            assert_eq!(house.plans('A', &con, text, after).code(), "channels.no_moment");
        }
        assert_eq!(house.plans('A', &con, "  ", Span::HOUR).code(), "channels.nothing");
        assert_eq!(house.plans('B', &con, "不是我的", Span::HOUR).code(), "channels.not_yours");
        assert_eq!(house.plans('C', &con, "看不到", Span::HOUR).code(), "channels.not_found");
        let page = house.plans('A', &con, "今天已发货", Span::HOUR);
        assert_eq!((page.status, &page.body["planned"][0]["text"]), (200, &json!("今天已发货")), "{page:?}");
        house.time_comes(Span::HOUR - Span(1));
        assert!(house.told(&con).is_empty());
        house.time_comes(Span(1));
        assert_eq!((house.told(&con), house.planned(&con)), (vec!["今天已发货".to_owned()], json!([])));
        house.time_comes(Span::DAY);
        assert_eq!(house.told(&con).len(), 1);
    });
}

#[test]
fn an_answer_is_changed_thrown_away_or_sent_at_once() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let con = house.talk();
        for text in ["一", "二", "三"] {
            assert_eq!(house.plans('A', &con, text, Span::HOUR).status, 200);
        }
        let id = |at: usize| house.planned(&con)[at]["id"].as_str().unwrap().to_owned();
        let (one, two, three) = (id(0), id(1), id(2));
        let path = |which: &str| format!("/conversations/{con}/planned/{which}");
        let due = it.clock.now() + Span::HOUR.times(2);
        let edit = json!({"text": "改过的", "due_at": due, "seen_seq": 99});
        assert_eq!(house.ask('B', "PUT", &path(&one), &edit).code(), "channels.not_yours");
        assert_eq!(house.ask('A', "PUT", &path(&one), &edit).status, 200);
        assert_eq!(house.ask('B', "DELETE", &path(&two), &Value::Null).code(), "channels.not_yours");
        assert_eq!(house.ask('A', "DELETE", &path(&two), &Value::Null).status, 200);
        assert_eq!(house.ask('A', "POST", &format!("{}/send", path(&three)), &json!({})).status, 200);
        assert_eq!(
            house.ask('A', "POST", &format!("{}/send", path(&three)), &json!({})).code(),
            "channels.not_planned"
        );
        assert_eq!(house.told(&con), ["三"]);
        house.time_comes(Span::HOUR);
        assert_eq!(house.told(&con), ["三"], "one waits longer now, another is gone");
        house.time_comes(Span::HOUR);
        assert_eq!(house.told(&con), ["三", "改过的"]);
    });
}

#[test]
fn an_answer_waits_for_a_word_when_things_went_on_meanwhile() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let con = house.talk();
        let seen = house.ask('A', "GET", &format!("/conversations/{con}"), &Value::Null).body["last"]["seq"].clone();
        let body = json!({"text": "请稍候", "due_at": it.clock.now() + Span::HOUR, "seen_seq": seen});
        house.act('A', &con, "planned", &body);
        house.says("v", "已经好了");
        house.time_comes(Span::HOUR);
        let why = |at: usize| house.planned(&con)[at]["withheld"].clone();
        assert_eq!((house.told(&con).len(), why(0)), (0, json!("newer")));
        assert!(it.log().iter().any(|it| it.kind == "channels.withheld.v1"));
        let first = house.planned(&con)[0]["id"].as_str().unwrap().to_owned();
        let now = house.ask('A', "POST", &format!("/conversations/{con}/planned/{first}/send"), &json!({}));
        assert_eq!((now.status, house.told(&con).len()), (200, 1));

        house.plans('A', &con, "明天回访", Span::HOUR);
        assert_eq!(house.act('A', &con, "close", &json!({"outcome": "answered"})).status, 200);
        house.time_comes(Span::HOUR);
        assert_eq!((house.told(&con).len(), why(0)), (1, json!("over")));
        let left = house.planned(&con)[0]["id"].as_str().unwrap().to_owned();
        let dropped = house.ask('A', "DELETE", &format!("/conversations/{con}/planned/{left}"), &Value::Null);
        assert_eq!((dropped.status, house.planned(&con)), (200, json!([])), "its writer can still throw it away");
    });
}
