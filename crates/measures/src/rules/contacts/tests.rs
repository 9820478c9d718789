//! Figures of conversations against stories reckoned by hand.

use base::ids::{ContactId, EntranceId, Id as _, PersonId, UnitId};
use base::{Span, Stamp};
use db::events::Event;
use serde_json::json;
use testkit::each_db;

use super::{Body, Heard, What, account};
use crate::api::verify;
use crate::catalogue::{self, numbered};
use crate::model::{CaseState, Effect};
use crate::testing::{hear_all, house};

const SECOND: i64 = 1_000;

fn event(seq: i64, second: i64, actor: &str, kind: &str, body: serde_json::Value) -> Heard {
    Heard {
        at: Stamp(second * SECOND),
        seq,
        contact: "con_1".to_owned(),
        actor: actor.to_owned(),
        what: What::of(&format!("channels.{kind}.v1")).unwrap(),
        body: serde_json::from_value(body).unwrap(),
    }
}

/// All facts of a story as they stand at its end: metric, value, hits, whose.
fn facts(events: &[Heard]) -> Vec<(&'static str, Option<i64>, i64, String)> {
    let mut known = CaseState::default();
    let mut all = Vec::new();
    for event in events.iter().filter(|it| it.matters()) {
        for effect in account(&mut known, event) {
            match effect {
                Effect::Count(fact) => all.push(fact),
                Effect::Recount { key, hits, .. } => {
                    let fact = all.iter_mut().find(|it| it.key == key).unwrap();
                    fact.hits = hits;
                }
                Effect::Enter(_) | Effect::Leave { .. } => unreachable!("conversations have no backlog"),
            }
        }
    }
    all.into_iter().map(|it| (numbered(it.key.metric).unwrap().id, it.value, it.hits, it.dims.person)).collect()
}

fn all_of<'a>(facts: &'a [(&'static str, Option<i64>, i64, String)], metric: &str) -> Vec<(Option<i64>, i64, &'a str)> {
    facts.iter().filter(|it| it.0 == metric).map(|it| (it.1, it.2, it.3.as_str())).collect()
}

fn began() -> Heard {
    event(1, 0, "", "began", json!({"channel": "chat", "entrance": "e", "queue": "general"}))
}

#[test]
fn a_conversation_is_waited_for_answered_handed_on_ended_rated_and_taken_up_again() {
    let due = Stamp(40 * SECOND);
    let found = facts(&[
        began(),
        event(2, 0, "", "said", json!({"seq": 1, "first": false})),
        event(3, 20, "per_a", "accepted", json!({"agent": "per_a", "unit": "unt_1", "waited": 20_000, "taken": false})),
        event(4, 35, "per_a", "said", json!({"seq": 2, "unit": "unt_1", "waited": 35_000, "first": true, "due": due})),
        event(5, 50, "", "said", json!({"seq": 3})),
        event(6, 60, "per_b", "said", json!({"seq": 4, "unit": "unt_1", "waited": 10_000, "first": false})),
        event(7, 70, "per_a", "transferred", json!({"to": "per_c", "note": ""})),
        event(8, 80, "per_c", "accepted", json!({"agent": "per_c", "unit": "unt_1", "waited": 10_000, "taken": false})),
        event(9, 120, "per_c", "closed", json!({"agent": "per_c", "unit": "unt_1", "outcome": "answered"})),
        event(10, 130, "", "rated", json!({"score": 4, "satisfied": true, "agent": "per_c", "unit": "unt_1"})),
        event(11, 200, "", "reopened", json!({"by_customer": true})),
    ]);
    assert_eq!(all_of(&found, "conversations_started"), [(None, 0, "")]);
    assert_eq!(all_of(&found, "conversation_wait"), [(Some(20_000), 0, "per_a"), (Some(10_000), 0, "per_c")]);
    assert_eq!(all_of(&found, "conversation_first_response"), [(Some(35_000), 0, "per_a")]);
    assert_eq!(all_of(&found, "conversation_within_limit"), [(None, 1, "per_a")]);
    assert_eq!(all_of(&found, "conversation_response"), [(Some(35_000), 0, "per_a"), (Some(10_000), 0, "per_b")]);
    assert_eq!(all_of(&found, "conversation_abandonment"), [], "kept as the ended ones");
    assert_eq!(all_of(&found, "conversations_ended"), [(None, 0, "per_c")]);
    assert_eq!(all_of(&found, "conversation_handling"), [(Some(100_000), 0, "per_c")]);
    assert_eq!(all_of(&found, "conversation_handed_on"), [(None, 1, "per_c")]);
    assert_eq!(all_of(&found, "conversation_satisfaction"), [(None, 1, "per_c")]);
    assert_eq!(all_of(&found, "conversation_reopened"), [(None, 1, "per_c")]);
}

#[test]
fn whoever_leaves_unanswered_gave_up_and_one_that_an_agent_ended_did_not() {
    let left = facts(&[began(), event(2, 90, "", "closed", json!({"outcome": "closed_by_customer"}))]);
    assert_eq!(all_of(&left, "conversations_ended"), [(None, 1, "")]);
    assert_eq!(all_of(&left, "conversation_handling"), []);
    let looked_at = facts(&[
        began(),
        event(2, 5, "per_a", "accepted", json!({"agent": "per_a", "unit": "unt_1", "waited": 5_000})),
        event(3, 90, "per_a", "closed", json!({"outcome": "nuisance", "agent": "per_a", "unit": "unt_1"})),
    ]);
    assert_eq!(all_of(&looked_at, "conversations_ended"), [(None, 0, "per_a")]);
}

#[test]
fn an_answer_after_its_limit_misses_it_and_one_without_a_limit_is_left_out() {
    let said = |due: serde_json::Value| {
        event(2, 61, "per_a", "said", json!({"unit": "unt_1", "waited": 61_000, "first": true, "due": due}))
    };
    let late = facts(&[began(), said(json!(Stamp(60 * SECOND)))]);
    assert_eq!(all_of(&late, "conversation_within_limit"), [(None, 0, "per_a")]);
    assert_eq!(all_of(&facts(&[began(), said(json!(null))]), "conversation_within_limit"), []);
}

#[test]
fn the_events_as_channels_write_them_are_understood() {
    fn understood<E: Event>(it: &E) -> Body {
        assert!(What::of(E::KIND).is_some(), "{}", E::KIND);
        serde_json::from_str(&serde_json::to_string(it).unwrap()).unwrap()
    }
    let (person, unit) = (PersonId::from_ulid_text(&"1".repeat(26)), UnitId::from_ulid_text(&"2".repeat(26)));
    let began = understood(&channels::events::Began {
        channel: "chat".to_owned(),
        entrance: EntranceId::from_ulid_text(&"3".repeat(26)),
        queue: "general".to_owned(),
        topic: None,
    });
    assert_eq!(began.channel.as_deref(), Some("chat"));
    let accepted = understood(&channels::events::Accepted {
        agent: person.clone(),
        unit: Some(unit.clone()),
        waited: Span(7),
        taken: true,
    });
    assert_eq!(
        (accepted.agent.as_deref(), accepted.unit.as_deref(), accepted.waited),
        (Some(person.as_str()), Some(unit.as_str()), Some(7))
    );
    let said = understood(&channels::events::Said {
        seq: 2,
        author: channels::model::Author::Agent,
        kind: channels::model::MessageKind::Text,
        unit: None,
        waited: Some(Span(9)),
        first: true,
        due: Some(Stamp(11)),
    });
    assert_eq!((said.waited, said.first, said.due), (Some(9), true, Some(Stamp(11))));
    let rated = understood(&channels::events::Rated { score: 5, satisfied: true, agent: None, unit: None });
    assert_eq!(rated.satisfied, Some(true));
}

#[test]
fn they_come_out_of_the_log_the_same_when_they_are_made_anew() {
    each_db(&[crate::MIGRATIONS], |it| {
        it.db
            .write_blocking(|tx| {
                let id = ContactId::from_ulid_text(&"7".repeat(26));
                let about = || db::events::About { contact: Some(&id), ..db::events::About::default() };
                let began = channels::events::Began {
                    channel: "chat".to_owned(),
                    entrance: EntranceId::from_ulid_text(&"3".repeat(26)),
                    queue: "general".to_owned(),
                    topic: None,
                };
                db::events::emit(tx, None, about(), None, &began)?;
                let outcome = "closed_by_customer".to_owned();
                let closed = channels::events::Closed { outcome, agent: None, unit: None, lasted: Span(1) };
                db::events::emit(tx, None, about(), None, &closed)?;
                db::events::emit(tx, None, about(), None, &channels::events::Reopened { by_customer: true })
            })
            .unwrap();
        hear_all(&it.db);
        let kept = it.db.read_blocking(|tx| {
            tx.all::<(i64, i64, String)>("SELECT metric, hits, case_id FROM measures_fact ORDER BY metric", db::args![])
        });
        let kept: Vec<_> = kept.unwrap();
        let reopened = kept.iter().find(|it| it.0 == catalogue::CONVERSATION_REOPENED).unwrap();
        assert_eq!((reopened.1, reopened.2.as_str()), (1, format!("con_{}", "7".repeat(26)).as_str()));
        assert_eq!(verify(&it.db, &house(), |_| {}).unwrap(), []);
    });
}
