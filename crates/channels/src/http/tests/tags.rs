//! Tags of conversations: put on and taken off by whoever may write in them, shown in lists and found by.

use base::ids::{ContactId, TagId};
use cases::api::{EditTag, MergeTag, NewTag, Tag};
use serde_json::{Value, json};
use testkit::{each_db, sqlite};
use web::Actor;

use super::house::{House, TABLES};

impl House<'_> {
    pub(super) fn desk(&self) -> cases::Desk {
        cases::Desk::new(policy::Policies::new(), self.of.vault().clone(), self.of.files().clone())
    }

    /// A tag of the catalogue.
    pub fn tag(&self, name: &str) -> TagId {
        let (desk, new) = (self.desk(), NewTag { name: name.to_owned(), colour: None });
        self.it.db.write_blocking(move |tx| desk.make_tag(tx, &Actor::system(), &new)).unwrap().id
    }

    fn merges(&self, from: &TagId, into: &TagId) -> Tag {
        let (desk, from, how) = (self.desk(), from.clone(), MergeTag { version: 1, into: into.clone() });
        self.it.db.write_blocking(move |tx| desk.merge_tag(tx, &Actor::system(), &from, &how)).unwrap()
    }

    fn retires(&self, tag: &TagId) -> Tag {
        let edit = EditTag { version: 1, name: None, colour: None, retired: Some(true) };
        let (desk, tag) = (self.desk(), tag.clone());
        self.it.db.write_blocking(move |tx| desk.edit_tag(tx, &Actor::system(), &tag, &edit)).unwrap()
    }

    fn tags(&self, letter: char, con: &ContactId, body: &Value) -> Value {
        let answer = self.act(letter, con, "tags", body);
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body
    }
}

#[test]
fn tags_are_put_on_shown_found_by_and_taken_off() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let (refund, vip) = (house.tag("退款"), house.tag("重要"));
        house.becomes('A', "online");
        let (first, second) = (house.says("v", "我要退款"), house.says("w", "我也要退款"));
        let page = house.tags('A', &first, &json!({"add": [refund, refund, vip]}));
        assert_eq!(page["tags"], json!([refund, vip]));
        house.tags('B', &second, &json!({"add": [vip]}));
        let ids = |query: &str| house.lists('S', query).len();
        assert_eq!(ids(&format!("view=queue&tags={refund}")), 1);
        assert_eq!(ids(&format!("view=all&tags={refund},{vip}")), 2);
        assert_eq!(ids(&format!("view=team&tags={vip}")), 0);
        house.reads_along();
        assert_eq!(house.lists('S', &format!("view=found&q=退款&tags={refund}")), [first.as_str()]);
        let listed = house.ask('S', "GET", "/conversations?view=all", &Value::Null).body;
        assert!(
            listed["items"].as_array().unwrap().iter().all(|it| it["tags"].as_array().is_some_and(|it| !it.is_empty()))
        );
        let version = page["version"].clone();
        assert_eq!(house.tags('A', &first, &json!({"add": [vip]}))["version"], version, "nothing changed");
        let page = house.tags('A', &first, &json!({"remove": [vip]}));
        assert_eq!(page["tags"], json!([refund]));
        assert_eq!(house.lists('S', &format!("view=all&tags={vip}")), [second.as_str()]);
        let told = it.log().into_iter().filter(|it| it.kind == "channels.tagged.v1");
        assert_eq!(told.count(), 3, "each change, and nothing that changed nothing");
    });
}

#[test]
fn own_lists_and_lists_of_calls_are_narrowed_by_tags_as_well() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let tag = house.tag("退款");
        house.becomes('A', "online");
        let con = house.says("v", "我要退款");
        house.floor_decides();
        house.act('A', &con, "accept", &json!({}));
        let b: base::ids::PersonId = super::house::id("per", 'B');
        let note = json!({"client_id": "n", "kind": "note", "text": "请看", "mentions": [b], "seen_seq": 9});
        assert_eq!(house.act('A', &con, "messages", &note).status, 200);
        let both = |tags: &str| {
            (
                house.lists('A', &format!("view=mine{tags}")).len(),
                house.lists('B', &format!("view=mentions{tags}")).len(),
            )
        };
        assert_eq!((both(""), both(&format!("&tags={tag}"))), ((1, 1), (0, 0)));
        house.tags('A', &con, &json!({"add": [tag]}));
        assert_eq!(both(&format!("&tags={tag}")), (1, 1));
        assert_eq!(house.act('A', &con, "close", &json!({"outcome": "answered"})).status, 200);
        assert_eq!(house.lists('S', &format!("view=closed&tags={tag}")), [con.as_str()]);
    });
}

#[test]
fn a_merged_tag_is_read_as_the_one_that_stands_for_it_and_a_retired_one_is_not_put_on() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let (one, other, old) = (house.tag("退款"), house.tag("退钱"), house.tag("旧"));
        let con = house.says("v", "我要退款");
        house.tags('A', &con, &json!({"add": [one, other]}));
        house.merges(&other, &one);
        let page = house.ask('A', "GET", &format!("/conversations/{con}"), &Value::Null).body;
        assert_eq!(page["tags"], json!([one]), "each once");
        assert_eq!(house.lists('S', &format!("view=all&tags={one}")), [con.as_str()]);
        assert_eq!(house.tags('A', &con, &json!({"remove": [one]}))["tags"], json!([]), "both go together");
        house.retires(&old);
        for gone in [&old, &other] {
            let refused = house.act('A', &con, "tags", &json!({"add": [gone]}));
            assert_eq!((refused.status, refused.code()), (422, "cases.tag_not_found"), "{refused:?}");
        }
    });
}

#[test]
fn who_does_not_see_a_conversation_tags_nothing_and_the_customer_never_sees_tags() {
    let it = sqlite(TABLES);
    let house = House::new(&it);
    let tag = house.tag("投诉倾向");
    house.becomes('A', "online");
    let con = house.says("v", "你们太差了");
    house.floor_decides();
    house.act('A', &con, "accept", &json!({}));
    assert_eq!(house.act('C', &con, "tags", &json!({"add": [tag]})).status, 404);
    house.tags('A', &con, &json!({"add": [tag]}));
    let thread = house.ask('A', "GET", &format!("/conversations/{con}/messages"), &Value::Null).body;
    let last = thread["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["notice"], &last["kind"], &last["person"]["name"]),
        (&json!("tagged"), &json!("note"), &json!("A"))
    );
    assert_eq!(last["tags"], json!({"added": ["投诉倾向"], "removed": []}));
    assert_eq!(super::sight::visible(&house), ["notice", "text", "notice"], "what the visitor's window is sent");
    let row = house.ask('A', "GET", &format!("/conversations/{con}"), &Value::Null).body;
    assert_eq!((row["waiting_since"].is_null(), row["last"]["text"].as_str()), (false, Some("你们太差了")));
}
