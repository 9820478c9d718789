//! Each figure against stories reckoned by hand.

use base::Stamp;
use serde_json::{Value, json};

use super::{account, same_matter};
use crate::catalogue::{self, Shape, numbered};
use crate::model::{CaseState, Effect, Fact, FactKey};
use crate::rules::heard::{Heard, What};

const MINUTE: i64 = 60_000;

/// A case's story: events by minute, and what counts in the end.
#[derive(Default)]
struct Story {
    case: CaseState,
    seq: i64,
    facts: Vec<Fact>,
    open: i64,
    stints: Vec<(i64, Option<i64>, String)>,
}

fn event(seq: i64, case: &str, minute: i64, kind: &str, body: Value) -> Heard {
    Heard {
        at: Stamp(minute * MINUTE),
        seq,
        case: case.to_owned(),
        actor: "per_actor".to_owned(),
        what: What::of(&format!("cases.{kind}.v1")).unwrap(),
        body: serde_json::from_value(body).unwrap(),
    }
}

fn with_dims(mut body: Value) -> Value {
    let dims = json!({"case_kind": "fault", "channel": "phone", "priority": "normal", "unit_id": "unt_a", "owner_id": "per_a"});
    for (name, value) in dims.as_object().unwrap() {
        body.as_object_mut().unwrap().entry(name.clone()).or_insert(value.clone());
    }
    body
}

impl Story {
    fn begin() -> Self {
        let mut story = Self::default();
        story.tell(0, "opened", with_dims(json!({"step": "verify"})));
        story
    }

    fn tell(&mut self, minute: i64, kind: &str, body: Value) -> &mut Self {
        self.seq += 1;
        let event = event(self.seq, "cas_1", minute, kind, body);
        let effects = account(&mut self.case, &event);
        self.take(effects);
        self
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Count(fact) => self.facts.push(fact),
                Effect::Recount { key, n, hits, .. } => {
                    for it in self.facts.iter_mut().filter(|it| it.key == key) {
                        (it.n, it.hits) = (n, hits);
                    }
                }
                Effect::Enter(stint) => {
                    self.open += 1;
                    self.stints.push((stint.from.0 / MINUTE, None, stint.dims.unit));
                }
                Effect::Leave { at, .. } => {
                    self.open -= 1;
                    self.stints.last_mut().unwrap().1 = Some(at.0 / MINUTE);
                }
            }
        }
    }

    /// What a metric says at the end: facts, hits, and the sum of values in minutes.
    fn says(&self, id: &str) -> (i64, i64, i64) {
        let no = catalogue::find(id).unwrap().kept_as;
        let facts = self.facts.iter().filter(|it| it.key.metric == no && it.n > 0);
        let shape = catalogue::find(id).unwrap().shape;
        facts.fold((0, 0, 0), |(n, hits, sum), it| {
            let value = if shape == Shape::Mean { it.value.unwrap_or(0) / MINUTE } else { 0 };
            (n + it.n, hits + if shape == Shape::Share { it.hits } else { 0 }, sum + value)
        })
    }

    fn pieces(&self, id: &str) -> Vec<i64> {
        let no = catalogue::find(id).unwrap().kept_as;
        self.facts.iter().filter(|it| it.key.metric == no && it.n > 0).filter_map(|it| it.value).collect()
    }
}

fn closed(minute: i64) -> Value {
    let minutes = |it: i64| it * MINUTE;
    with_dims(json!({"from": "confirm", "outcome": "solved", "confirmation": "none", "stayed": minutes(5),
        "wall": minutes(minute), "worked": minutes(minute), "reopen_count": 0, "repeat_count": 0}))
}

fn reopened() -> Value {
    with_dims(json!({"from": "closed", "to": "diagnose", "reason": "again", "reopen_count": 1, "stayed": 60_000}))
}

#[test]
fn a_plain_case_from_opening_to_closing() {
    let mut story = Story::begin();
    story
        .tell(10, "replied", json!({"note": "n", "body": "x", "channel": "phone"}))
        .tell(10, "answered", with_dims(json!({"wall": 10 * MINUTE, "worked": 8 * MINUTE, "on_the_spot": false})))
        .tell(
            10,
            "clock_met",
            with_dims(json!({"clock": "c", "target": "first_response", "instance": 1, "in_time": true})),
        )
        .tell(20, "replied", json!({"note": "n", "body": "x", "channel": "phone"}))
        .tell(30, "stepped", json!({"from": "verify", "to": "diagnose", "stayed": 30 * MINUTE, "worked": 1}))
        .tell(60, "resolved", with_dims(json!({"wall": 60 * MINUTE, "worked": 40 * MINUTE, "reopen_count": 0})))
        .tell(60, "clock_met", with_dims(json!({"clock": "c", "target": "resolution", "instance": 1, "in_time": true})))
        .tell(70, "confirmed", with_dims(json!({"satisfied": true})))
        .tell(75, "closed", closed(75));
    let expected = [
        ("cases_opened", (1, 0, 0)),
        ("cases_closed", (1, 0, 0)),
        ("complaint_rate", (1, 0, 0)),
        ("repeat_contact_rate", (1, 0, 0)),
        ("transfers_per_case", (1, 0, 0)),
        ("first_response_time", (1, 0, 10)),
        ("first_response_time_each", (1, 0, 10)),
        ("first_response_working", (1, 0, 8)),
        ("response_within_limit", (1, 1, 0)),
        ("response_within_limit_each", (1, 1, 0)),
        ("resolution_time", (1, 0, 75)),
        ("resolution_time_each", (1, 0, 60)),
        ("resolution_working", (1, 0, 40)),
        ("resolution_within_limit", (1, 1, 0)),
        ("resolution_within_limit_each", (1, 1, 0)),
        ("first_contact_resolution", (1, 1, 0)),
        ("resolution_rate", (1, 1, 0)),
        ("reopen_rate", (1, 0, 0)),
        ("satisfaction", (1, 1, 0)),
        ("step_time", (2, 0, 35)),
        ("acceptance_wait", (0, 0, 0)),
        ("promise_kept_rate", (0, 0, 0)),
        ("return_rate", (0, 0, 0)),
    ];
    for (id, wanted) in expected {
        assert_eq!(story.says(id), wanted, "{id}");
    }
    assert_eq!(story.open, 0);
    assert_eq!(story.stints, [(0, Some(75), "unt_a".to_owned())]);
}

#[test]
fn a_reopening_takes_back_what_no_longer_holds_and_keeps_each_round() {
    let mut story = Story::begin();
    story
        .tell(10, "answered", with_dims(json!({"wall": 10 * MINUTE, "worked": 10 * MINUTE})))
        .tell(50, "clock_met", with_dims(json!({"target": "resolution", "instance": 1, "in_time": true})))
        .tell(50, "closed", closed(50));
    assert_eq!(story.says("resolution_time"), (1, 0, 50));
    assert_eq!(story.says("first_contact_resolution"), (1, 1, 0));

    story.tell(100, "reopened", reopened());
    assert_eq!(story.says("resolution_time"), (0, 0, 0));
    assert_eq!(story.says("resolution_within_limit"), (0, 0, 0));
    assert_eq!(story.says("resolution_rate"), (0, 0, 0));
    assert_eq!(story.says("reopen_rate"), (1, 1, 0));
    assert_eq!(story.says("first_contact_resolution"), (1, 0, 0));
    assert_eq!(story.open, 1);

    story
        .tell(110, "replied", json!({"channel": "phone"}))
        .tell(170, "clock_breached", with_dims(json!({"target": "resolution", "instance": 2})))
        .tell(200, "clock_met", with_dims(json!({"target": "resolution", "instance": 2, "in_time": false})))
        .tell(200, "resolved", with_dims(json!({"wall": 100 * MINUTE, "worked": 90 * MINUTE})))
        .tell(220, "closed", closed(220));
    assert_eq!(story.says("first_response_time"), (1, 0, 10));
    assert_eq!(story.says("first_response_time_each"), (2, 0, 20));
    assert_eq!(story.says("resolution_time"), (1, 0, 220));
    assert_eq!(story.says("resolution_time_each"), (2, 0, 150));
    assert_eq!(story.says("resolution_within_limit_each"), (2, 1, 0));
    assert_eq!(story.says("resolution_within_limit"), (1, 0, 0));
    assert_eq!(story.says("cases_closed"), (2, 0, 0));
    assert_eq!(story.says("reopen_rate"), (2, 1, 0));
    assert_eq!(story.stints.len(), 2);
    // The time it lay closed is nobody's handling.
    assert_eq!(story.says("step_time"), (2, 0, 10));
}

#[test]
fn the_outcome_says_whether_a_case_was_solved_and_without_one_a_solution_on_record_does() {
    let rate = |fed_back: bool, resolved: Option<bool>| {
        let mut story = Story::begin();
        if fed_back {
            story.tell(40, "resolved", with_dims(json!({"wall": 40 * MINUTE, "worked": 40 * MINUTE})));
        }
        let mut end = closed(50);
        if let Some(resolved) = resolved {
            end["resolved"] = resolved.into();
        }
        story.tell(50, "closed", end);
        story.says("resolution_rate")
    };
    assert_eq!(rate(true, Some(true)), (1, 1, 0));
    assert_eq!(rate(true, Some(false)), (1, 0, 0), "fed back, but ended as refused");
    assert_eq!(rate(false, Some(true)), (1, 1, 0));
    assert_eq!(rate(true, None), (1, 1, 0), "of another system");
    assert_eq!(rate(false, None), (1, 0, 0));
}

#[test]
fn a_customer_who_is_not_satisfied_starts_a_new_round_without_a_closing() {
    let mut story = Story::begin();
    story
        .tell(30, "resolved", with_dims(json!({"wall": 30 * MINUTE, "worked": 30 * MINUTE})))
        .tell(40, "confirmed", with_dims(json!({"satisfied": false})))
        .tell(40, "reopened", with_dims(json!({"from": "confirm", "to": "diagnose", "stayed": 10 * MINUTE})))
        .tell(90, "resolved", with_dims(json!({"wall": 50 * MINUTE, "worked": 50 * MINUTE})))
        .tell(95, "closed", closed(95));
    assert_eq!(story.says("satisfaction"), (1, 0, 0));
    assert_eq!(story.says("reopen_rate"), (1, 0, 0));
    assert_eq!(story.says("resolution_time_each"), (2, 0, 80));
    assert_eq!(story.says("first_contact_resolution"), (1, 0, 0));
    assert_eq!(story.open, 0);
    assert_eq!(story.stints.len(), 1);
}

#[test]
fn transfers_waits_and_returns() {
    let mut story = Story::begin();
    let transferred =
        |to: &str| json!({"transfer": "t", "from_unit": "unt_a", "to_unit": to, "waits": true, "reason": "x"});
    story
        .tell(5, "transferred", transferred("unt_b"))
        .tell(25, "returned", json!({"transfer": "t", "from_unit": "unt_b", "to_unit": "unt_a", "owner_id": "per_a", "reason": "no", "waited": 20 * MINUTE}))
        .tell(30, "transferred", transferred("unt_c"))
        .tell(60, "accepted", json!({"transfer": "t", "unit_id": "unt_c", "owner_id": "per_c", "waited": 30 * MINUTE}))
        .tell(90, "closed", closed(90));
    assert_eq!(story.says("return_rate"), (2, 1, 0));
    assert_eq!(story.says("acceptance_wait"), (2, 0, 50));
    assert_eq!(story.pieces("transfers_per_case"), [2]);
    let waits = story.facts.iter().filter(|it| it.key.metric == catalogue::ACCEPTANCE_WAIT);
    let whose: Vec<(&str, &str)> = waits.map(|it| (it.dims.unit.as_str(), it.dims.person.as_str())).collect();
    assert_eq!(whose, [("unt_b", "per_actor"), ("unt_c", "per_c")]);
    let where_open: Vec<&str> = story.stints.iter().map(|it| it.2.as_str()).collect();
    // The closing named unit a again, so the case moved there at the last moment.
    assert_eq!(where_open, ["unt_a", "unt_b", "unt_a", "unt_c", "unt_c", "unt_a"]);
    assert_eq!(story.open, 0);
}

#[test]
fn promises_count_once_when_they_are_decided() {
    let mut story = Story::begin();
    let promise = |in_time: bool| json!({"promise": "p", "person_id": "per_p", "in_time": in_time});
    story.tell(10, "promise_kept", promise(true)).tell(20, "promise_broken", promise(false)).tell(
        30,
        "promise_kept",
        promise(false),
    );
    assert_eq!(story.says("promise_kept_rate"), (2, 1, 0));
    let persons: Vec<&str> = story
        .facts
        .iter()
        .filter(|it| it.key.metric == catalogue::PROMISES_KEPT)
        .map(|it| it.dims.person.as_str())
        .collect();
    assert_eq!(persons, ["per_p", "per_p"]);
}

#[test]
fn a_case_that_becomes_a_complaint_counts_as_one() {
    let mut story = Story::begin();
    assert_eq!(story.says("complaint_rate"), (1, 0, 0));
    story.tell(5, "edited", with_dims(json!({"changes": [], "case_kind": "complaint"})));
    assert_eq!(story.says("complaint_rate"), (1, 1, 0));
    story.tell(6, "edited", with_dims(json!({"changes": []})));
    assert_eq!(story.says("complaint_rate"), (1, 0, 0));
}

#[test]
fn a_repeat_found_later_turns_a_first_contact_hit_into_a_miss() {
    let mut story = Story::begin();
    story.tell(50, "closed", closed(50));
    let key = |metric| FactKey { metric, at: Stamp(50 * MINUTE), seq: 2 };
    assert_eq!(story.says("first_contact_resolution"), (1, 1, 0));
    let mut later = CaseState::default();
    let opening = event(3, "cas_2", 400, "opened", with_dims(json!({"step": "verify", "repeat_of": "cas_1"})));
    account(&mut later, &opening);
    let effects = same_matter(&mut later, &mut story.case, &opening);
    let missed = Effect::Recount { key: key(catalogue::FIRST_CONTACT), n: 1, hits: 0, by: 3 };
    let repeat = FactKey { metric: catalogue::REPEAT_SHARE, at: Stamp(400 * MINUTE), seq: 3 };
    assert_eq!(effects, [missed, Effect::Recount { key: repeat, n: 1, hits: 1, by: 3 }]);
    story.take(effects);
    assert_eq!(story.says("first_contact_resolution"), (1, 0, 0));
    // Said again, nothing changes; and the repeat itself is no first contact.
    assert_eq!(same_matter(&mut later, &mut story.case, &opening), []);
    let end = account(&mut later, &event(4, "cas_2", 500, "closed", closed(100)));
    assert!(end.iter().all(|it| !matches!(it, Effect::Count(fact) if fact.key.metric == catalogue::FIRST_CONTACT)));
}

#[test]
fn records_that_cannot_be_are_left_out() {
    let mut story = Story::begin();
    story.tell(-5, "resolved", with_dims(json!({"wall": -1, "worked": -1}))).tell(-4, "closed", closed(-4));
    assert_eq!(story.says("resolution_time"), (0, 0, 0));
    assert_eq!(story.says("resolution_working"), (0, 0, 0));
    assert_eq!(story.says("cases_closed"), (1, 0, 0));
    let mut unknown = CaseState::default();
    assert_eq!(account(&mut unknown, &event(1, "cas_9", 1, "closed", closed(1))), []);
}

#[test]
fn every_kind_a_metric_names_is_heard() {
    for metric in catalogue::all() {
        assert!(numbered(metric.no).is_some());
        for kind in metric.feeds {
            let heard = What::of(kind).is_some() || crate::rules::contacts::What::of(kind).is_some();
            assert!(heard, "{}: nothing hears {kind}", metric.id);
        }
    }
    for kind in What::KINDS {
        assert!(catalogue::all().any(|it| it.feeds.contains(kind)), "{kind} feeds no metric");
    }
}

#[test]
fn an_application_is_told_at_once_with_at_most_one_notice() {
    for (notices, at_first, hits) in [(0, true, (1, 1)), (1, false, (1, 0)), (2, false, (0, 0))] {
        let mut story = Story::begin();
        story.tell(10, "application_accepted", with_dims(json!({"notices": notices, "at_first_visit": at_first})));
        assert_eq!(story.says("told_at_once_rate"), (1, hits.0, 0), "{notices}");
        assert_eq!(story.says("first_visit_complete_rate"), (1, hits.1, 0), "{notices}");
    }
}

#[test]
fn a_record_is_rated_at_its_opening_and_complete_as_it_is_now() {
    let rated = |quality: Value| {
        let mut story = Story::default();
        story.tell(0, "opened", with_dims(json!({"step": "verify", "quality": quality})));
        story
    };
    let mut story = rated(json!(600));
    assert_eq!((story.pieces("record_quality"), story.says("complete_record_rate")), (vec![600], (1, 0, 0)));
    story.tell(5, "edited", with_dims(json!({"changes": []})));
    assert_eq!(story.says("complete_record_rate"), (1, 0, 0), "an edit of something else changes nothing");
    story.tell(6, "edited", with_dims(json!({"changes": [], "quality": 1000})));
    assert_eq!((story.pieces("record_quality"), story.says("complete_record_rate")), (vec![600], (1, 1, 0)));
    story.tell(7, "edited", with_dims(json!({"changes": [], "quality": 900})));
    assert_eq!(story.says("complete_record_rate"), (1, 0, 0));
    let mut unrated = rated(Value::Null);
    unrated.tell(6, "edited", with_dims(json!({"changes": [], "quality": 1000})));
    assert_eq!((unrated.pieces("record_quality"), unrated.says("complete_record_rate")), (vec![], (0, 0, 0)));
}
