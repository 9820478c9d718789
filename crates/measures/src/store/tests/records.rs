//! How good records are and how many are complete: two figures of the same facts.

use db::{Db, args};
use serde_json::{Value, json};
use testkit::{START, TestDb, each_db, each_grown_db};

use super::{DAY, MINUTE, TABLES, dims, hear_all, house, question, read, tell, told, verify};
use crate::catalogue::Shape;
use crate::rules::figure::estimate;
use crate::rules::local::Grain;
use crate::rules::series;
use crate::store::{MIGRATIONS, percentile};
use crate::testing::Told;

/// Five cases, the last of them taken in while policy rated nothing; two records are corrected the next day, and one
/// that was not rated.
fn rated_and_corrected() -> Vec<Told> {
    let at = |case: usize| START.0 + i64::try_from(case).unwrap() * MINUTE;
    let opened = |case: usize, quality: Value| {
        told(
            case,
            at(case),
            "cases.opened.v1",
            dims(case % 2, case, "fault", json!({"step": "verify", "quality": quality})),
        )
    };
    let edited = |case: usize, later: i64, quality: Value| {
        let body = dims(case % 2, case, "fault", json!({"changes": [], "quality": quality}));
        told(case, at(case) + later, "cases.edited.v1", body)
    };
    vec![
        opened(1, 600.into()),
        opened(2, 1_000.into()),
        opened(3, 1_000.into()),
        opened(4, 800.into()),
        opened(5, Value::Null),
        edited(1, DAY, 1_000.into()),
        edited(2, DAY, 900.into()),
        edited(4, DAY, Value::Null),
        edited(5, DAY, 1_000.into()),
    ]
}

/// Number of facts, figure and median of the days since the beginning.
fn says(db: &Db, metric: &'static str) -> (i64, Option<f64>, Option<f64>) {
    db.read_blocking(move |tx| {
        let asked = question(metric, START.0, START.0 + 3 * DAY, Grain::Day);
        let sums = series::total(read::by_time(tx, &asked)?.into_values(), super::Sums::default());
        let median = if asked.metric.shape == Shape::Mean { percentile::of_all(tx, &asked, sums.n)?[0] } else { None };
        Ok((sums.n, estimate(asked.metric.shape, &sums).value, median))
    })
    .unwrap()
}

#[test]
fn a_correction_changes_whether_a_record_is_complete_and_not_how_good_it_was() {
    each_db(TABLES, |it| {
        let mut story = rated_and_corrected();
        let later = story.split_off(5);
        tell(&it.db, story);
        hear_all(&it.db);
        assert_eq!(says(&it.db, "record_quality"), (4, Some(850.0), Some(900.0)));
        assert_eq!(says(&it.db, "complete_record_rate"), (4, Some(0.5), None));
        tell(&it.db, later[..1].to_vec());
        hear_all(&it.db);
        assert_eq!(says(&it.db, "complete_record_rate"), (4, Some(0.75), None));
        tell(&it.db, later[1..].to_vec());
        hear_all(&it.db);
        assert_eq!(says(&it.db, "record_quality"), (4, Some(850.0), Some(900.0)));
        assert_eq!(says(&it.db, "complete_record_rate"), (4, Some(0.5), None));
        assert_eq!(verify(&it.db, &house(), |_| {}).unwrap(), []);
    });
}

/// As the books were while the two figures had facts of their own.
fn kept_twice(it: &TestDb) {
    tell(&it.db, rated_and_corrected());
    hear_all(&it.db);
    it.db
        .write_blocking(|tx| {
            for sql in [
                "INSERT INTO measures_fact (metric, at_ms, seq, day, case_id, round, value, n, hits, unit_id, person_id,
                        kind, class, channel, priority, step, changed_by)
                 SELECT 28, at_ms, seq, day, case_id, round, NULL, n, hits, unit_id, person_id, kind, class, channel,
                        priority, step, changed_by FROM measures_fact WHERE metric = 27",
                "INSERT INTO measures_cell (metric, grain, dimension, bucket, unit_id, word, n, hits, total, square_high,
                        square_low)
                 SELECT 28, grain, dimension, bucket, unit_id, word, n, hits, 0, 0, 0 FROM measures_cell
                  WHERE metric = 27",
                "UPDATE measures_fact SET hits = 0, changed_by = NULL WHERE metric = 27",
                "UPDATE measures_cell SET hits = 0 WHERE metric = 27",
            ] {
                assert!(tx.run(sql, args![])? > 0, "{sql}");
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(says(&it.db, "complete_record_rate"), (4, Some(0.0), None));
}

#[test]
fn what_was_kept_twice_becomes_what_a_rebuild_gives() {
    let older: Vec<_> = MIGRATIONS.iter().take_while(|it| it.name != "measures_records").copied().collect();
    each_grown_db(&[&older], TABLES, kept_twice, |it| {
        assert_eq!(says(&it.db, "record_quality"), (4, Some(850.0), Some(900.0)));
        assert_eq!(says(&it.db, "complete_record_rate"), (4, Some(0.5), None));
        assert_eq!(verify(&it.db, &house(), |_| {}).unwrap(), []);
    });
}
