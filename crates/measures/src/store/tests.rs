//! The books on both databases: kept, made anew, read.

mod records;

use base::Stamp;
use db::Db;
use db::listeners::Listener as _;
use proptest::prelude::*;
use serde_json::json;
use testkit::{START, each_db, sqlite};

use super::books::{Books, Shelf};
use super::read::ByWord;
use super::{facts, percentile, read};
use crate::Measures;
use crate::api::{rebuild, verify};
use crate::catalogue::{self, RESOLUTION, Shape};
use crate::model::{Dimension, Dims, Effect, Fact, FactKey};
use crate::rules::local::Grain;
use crate::rules::period::Period;
use crate::rules::question::{Question, Sight};
use crate::rules::rank;
use crate::rules::sums::Sums;
use crate::testing::{DAY, MINUTE, Told, ZONE, dims, hear_all, house, tell, told, unit_id};

const TABLES: &[&[db::Migration]] = &[super::MIGRATIONS];

fn zone() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get(ZONE).unwrap()
}

fn question(metric: &str, from: i64, to: i64, grain: Grain) -> Question {
    Question {
        metric: catalogue::find(metric).unwrap(),
        period: Period::new(Stamp(from), Stamp(to), grain, &zone()).unwrap(),
        conditions: Vec::new(),
        sight: Sight::All,
        zone: zone(),
    }
}

fn closing(unit: usize, owner: usize, wall: i64) -> serde_json::Value {
    let kind = if unit == 2 { "complaint" } else { "fault" };
    dims(
        unit,
        owner,
        kind,
        json!({"from": "confirm", "outcome": "solved", "confirmation": "satisfied", "stayed": MINUTE,
        "wall": wall, "worked": wall}),
    )
}

/// Two cases closed, one open; the first one reopened the next day.
fn small_story() -> Vec<Told> {
    let t = START.0;
    vec![
        told(1, t, "cases.opened.v1", dims(1, 1, "fault", json!({"step": "verify"}))),
        told(2, t + MINUTE, "cases.opened.v1", dims(2, 2, "complaint", json!({"step": "verify"}))),
        told(3, t + 2 * MINUTE, "cases.opened.v1", dims(1, 3, "fault", json!({"step": "verify"}))),
        told(1, t + 30 * MINUTE, "cases.closed.v1", closing(1, 1, 30 * MINUTE)),
        told(2, t + 61 * MINUTE, "cases.closed.v1", closing(2, 2, 60 * MINUTE)),
        told(1, t + DAY, "cases.reopened.v1", dims(1, 1, "fault", json!({"from": "closed", "to": "verify"}))),
    ]
}

#[test]
fn figures_follow_the_log_and_a_reopening_is_taken_back() {
    each_db(TABLES, |it| {
        let events = small_story();
        tell(&it.db, events[..5].to_vec());
        hear_all(&it.db);
        let total = |metric: &'static str| {
            it.db
                .read_blocking(move |tx| {
                    let asked = question(metric, START.0, START.0 + 2 * DAY, Grain::Day);
                    let start =
                        if asked.metric.shape == Shape::Level { read::before(tx, &asked)? } else { Sums::default() };
                    Ok(crate::rules::series::total(read::by_time(tx, &asked)?.into_values(), start))
                })
                .unwrap()
        };
        assert_eq!((total("cases_opened").n, total("cases_closed").n, total("backlog").n), (3, 2, 1));
        assert_eq!((total("resolution_time").n, total("resolution_time").sum), (2, 90 * MINUTE));
        assert_eq!((total("complaint_rate").n, total("complaint_rate").hits), (3, 1));
        tell(&it.db, events[5..].to_vec());
        hear_all(&it.db);
        assert_eq!((total("resolution_time").n, total("resolution_time").sum), (1, 60 * MINUTE));
        assert_eq!((total("reopen_rate").n, total("reopen_rate").hits), (2, 1));
        assert_eq!(total("backlog").n, 2);
    });
}

#[test]
fn the_backlog_is_what_stood_before_and_what_came_and_went() {
    each_db(TABLES, |it| {
        tell(&it.db, small_story());
        hear_all(&it.db);
        it.db
            .read_blocking(|tx| {
                let later = question("backlog", START.0 + DAY, START.0 + 3 * DAY, Grain::Day);
                assert_eq!(read::before(tx, &later)?.n, 1);
                assert_eq!(facts::standing_before(tx, &later)?.n, 1);
                let hours = question("backlog", START.0 + 40 * MINUTE, START.0 + 120 * MINUTE, Grain::Hour);
                assert_eq!(read::before(tx, &hours)?.n, 0);
                assert_eq!(read::by_time(tx, &hours)?.into_values().map(|it| it.n).sum::<i64>(), 1);
                let by = read::before_by_word(tx, &later, Dimension::Unit)?;
                assert_eq!(by.get(unit_id(1).as_str()).map(|it| it.n), Some(1));
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn figures_made_anew_are_the_same_and_damage_is_found_and_mended() {
    each_db(TABLES, |it| {
        tell(&it.db, small_story());
        hear_all(&it.db);
        assert_eq!(verify(&it.db, &house(), |_| {}).unwrap(), []);
        it.db
            .write_blocking(|tx| {
                tx.run("UPDATE measures_cell SET n = n + 1 WHERE metric = 17 AND grain = 2", db::args![])
            })
            .unwrap();
        let found = verify(&it.db, &house(), |_| {}).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].table.as_str(), found[0].missing > 0), ("measures_cell", true));
        let mut heard = 0;
        assert_eq!(rebuild(&it.db, &house(), |it| heard = it.heard).unwrap(), found);
        assert_eq!(heard, 6);
        assert_eq!(verify(&it.db, &house(), |_| {}).unwrap(), []);
        // Life goes on in the new tables.
        let more = told(3, START.0 + 2 * DAY, "cases.closed.v1", closing(1, 3, DAY));
        tell(&it.db, vec![more]);
        hear_all(&it.db);
        assert_eq!(verify(&it.db, &house(), |_| {}).unwrap(), []);
    });
}

/// An event of a random story: which case, how much later, what.
fn random_event() -> impl Strategy<Value = (usize, i64, u8, usize, usize)> {
    (0_usize..6, 0_i64..40_000, 0_u8..16, 0_usize..3, 0_usize..4)
}

/// How good a record is, where it is rated; one in four is complete.
fn random_quality(rated: usize, owner: usize) -> Option<usize> {
    (rated > 0).then_some(700 + owner * 100)
}

fn random_body(what: u8, unit: usize, owner: usize, other: usize) -> (&'static str, serde_json::Value) {
    let kind = if owner == 0 { "complaint" } else { "fault" };
    let at = |more| dims(unit, owner, kind, more);
    let span = i64::from(what) * 1_234_567 + i64::try_from(owner).unwrap() * 77;
    match what {
        0 | 1 => (
            "cases.opened.v1",
            at(
                json!({"step": "verify", "repeat_of": if unit == 0 { Some(crate::testing::case_id(other)) } else { None },
                    "quality": random_quality(unit, owner)}),
            ),
        ),
        2 => ("cases.stepped.v1", json!({"from": "verify", "to": "diagnose", "stayed": span})),
        3 => ("cases.assigned.v1", json!({"to": crate::testing::person_id(owner), "unit_id": unit_id(unit)})),
        4 => ("cases.transferred.v1", json!({"to_unit": unit_id(unit), "waits": owner.is_multiple_of(2)})),
        5 => (
            "cases.accepted.v1",
            json!({"unit_id": unit_id(unit), "owner_id": crate::testing::person_id(owner), "waited": span}),
        ),
        6 => (
            "cases.returned.v1",
            json!({"from_unit": unit_id(unit), "to_unit": unit_id(0), "owner_id": null, "waited": span}),
        ),
        7 => ("cases.answered.v1", at(json!({"wall": span, "worked": span / 2}))),
        8 => ("cases.clock_met.v1", at(json!({"target": "resolution", "instance": 1, "in_time": owner > 1}))),
        9 => ("cases.clock_breached.v1", at(json!({"target": "first_response", "instance": owner}))),
        10 => ("cases.resolved.v1", at(json!({"wall": span, "worked": span}))),
        11 => ("cases.reopened.v1", at(json!({"from": "closed", "stayed": span}))),
        12 => ("cases.edited.v1", at(json!({"changes": [], "quality": random_quality(other, owner)}))),
        13 => ("cases.linked.v1", json!({"other": crate::testing::case_id(other), "kind": "repeat"})),
        _ => {
            ("cases.closed.v1", at(json!({"from": "confirm", "stayed": span, "worked": span, "confirmation": "none"})))
        }
    }
}

fn hear_in_batches(it: &testkit::TestDb, cuts: &[usize]) {
    let log = it.log();
    let mut rest = log.as_slice();
    let mut cuts = cuts.iter().cycle();
    while !rest.is_empty() {
        let (batch, more) = rest.split_at((*cuts.next().unwrap()).clamp(1, rest.len()));
        let (batch, last) = (batch.to_vec(), batch.last().unwrap().cursor());
        it.db
            .write_blocking(move |tx| {
                Measures::new(house()).hear(tx, &batch)?;
                tx.run(
                    "INSERT INTO listener_cursor (name, tx_id, seq) VALUES ('measures', $1, $2)
                 ON CONFLICT (name) DO UPDATE SET tx_id = excluded.tx_id, seq = excluded.seq",
                    db::args![last.tx_id, last.seq],
                )
            })
            .unwrap();
        rest = more;
    }
}

/// Every figure read from sums is the one counted from the facts, whole and by each dimension.
fn sums_are_recounts(db: &Db, from: i64, to: i64) {
    db.read_blocking(move |tx| {
        for metric in catalogue::all() {
            let asked = question(metric.id, from, to, Grain::Day);
            let mut counted = read::ByTime::new();
            facts::each(tx, &asked, None, |bucket, _, sums| *counted.entry(bucket).or_default() += sums)?;
            let mut kept = read::by_time(tx, &asked)?;
            for found in [&mut counted, &mut kept] {
                found.retain(|_, it| !it.is_nothing());
            }
            assert_eq!(kept, counted, "{}", metric.id);
            for by in Dimension::ALL.into_iter().filter(|it| *it != Dimension::Step) {
                let mut counted = ByWord::new();
                facts::each(tx, &asked, Some(by), |_, word, sums| {
                    *counted.entry(word.to_owned()).or_default() += sums;
                })?;
                let mut kept = read::by_word(tx, &asked, by)?;
                for found in [&mut counted, &mut kept] {
                    found.retain(|_, it| !it.is_nothing());
                }
                assert_eq!(kept, counted, "{} by {by:?}", metric.id);
            }
        }
        Ok(())
    })
    .unwrap();
}

fn random_story_holds(it: &testkit::TestDb, story: &[(usize, i64, u8, usize, usize)], cuts: &[usize]) {
    let mut at = START.0;
    let events = story.iter().map(|(case, later, what, unit, owner)| {
        at += later * 1000;
        let (kind, body) = random_body(*what, *unit, *owner, (case + owner) % 6);
        told(*case, at, kind, body)
    });
    tell(&it.db, events.collect());
    hear_in_batches(it, cuts);
    assert_eq!(verify(&it.db, &house(), |_| {}).unwrap(), []);
    sums_are_recounts(&it.db, START.0, at + DAY);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn figures_kept_in_any_batches_are_those_made_anew_to_the_bit(
        story in proptest::collection::vec(random_event(), 1..120),
        cuts in proptest::collection::vec(1_usize..30, 1..8),
    ) {
        random_story_holds(&sqlite(TABLES), &story, &cuts);
    }
}

#[test]
fn a_long_random_story_holds_on_both_databases() {
    let mut chance = base::SeededRandom::new(11);
    let mut draw = |below: u64| usize::try_from(chance.below(below)).unwrap();
    let story: Vec<_> = (0..600)
        .map(|_| (draw(6), i64::try_from(draw(40_000)).unwrap(), u8::try_from(draw(16)).unwrap(), draw(3), draw(4)))
        .collect();
    each_db(TABLES, |it| random_story_holds(it, &story, &[3, 90, 1, 17]));
}

#[test]
fn percentiles_from_the_ruler_are_those_of_sorting() {
    each_db(TABLES, |it| {
        let mut chance = base::SeededRandom::new(5);
        let values: Vec<i64> = (0..6_000)
            .map(|_| {
                let size = chance.below(34);
                i64::try_from(chance.draw() % (1 << (size + 1))).unwrap()
            })
            .collect();
        let facts: Vec<Effect> = values.iter().zip(0..).map(|(value, seq)| Effect::Count(fact(*value, seq))).collect();
        it.db
            .write_blocking(move |tx| {
                let zone = zone();
                let mut books = Books::open(Shelf::Live, &zone);
                books.enter(tx, facts)?;
                books.close(tx)
            })
            .unwrap();
        let check = |keep: fn(usize) -> bool, sight: Sight| {
            let mut wanted: Vec<i64> =
                values.iter().enumerate().filter(|(at, _)| keep(*at)).map(|(_, it)| *it).collect();
            let wanted = rank::of_values(&mut wanted, &percentile::SHOWN);
            let found = it.db.read_blocking(move |tx| {
                let asked = Question { sight, ..question("resolution_time", START.0, START.0 + 40 * DAY, Grain::Day) };
                percentile::of_all(tx, &asked, 6_000)
            });
            assert_eq!(found.unwrap().to_vec(), wanted);
        };
        check(|_| true, Sight::All);
        check(|at| at % 3 != 0, Sight::Units(vec![unit_id(1).to_string(), unit_id(2).to_string()]));
    });
}

fn fact(value: i64, seq: i64) -> Fact {
    let unit = unit_id(usize::try_from(seq % 3).unwrap()).to_string();
    Fact {
        key: FactKey { metric: RESOLUTION, at: Stamp(START.0 + (seq * 7_919 * 1000) % (30 * DAY)), seq },
        case: format!("cas_{seq}"),
        round: 1,
        value: Some(value),
        n: 1,
        hits: 0,
        dims: Dims { unit, ..Dims::default() },
    }
}
