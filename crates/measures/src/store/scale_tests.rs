//! How much it costs when there is much. Run with `cargo test -p measures -- --ignored --nocapture scale`;
//! `CASES` says how many cases a month has (100,000 when it says nothing).

use std::time::{Duration, Instant};

use base::{SeededRandom, Stamp};
use db::Tx;
use db::events::Logged;
use db::listeners::Listener as _;
use serde_json::json;
use testkit::{START, TestDb, each_db};

use crate::api::{Ask, answer, ask, rows};
use crate::rules::question::Sight;
use crate::testing::{DAY, case_id, dims, house, person_id, unit_id};
use crate::{MIGRATIONS, Measures};

const KINDS: [&str; 4] = ["inquiry", "complaint", "fault", "service_request"];

/// The four events of a case: taken in, answered, solved in time, closed.
fn events_of(case: usize, chance: &mut SeededRandom) -> [Logged; 4] {
    let number = |it: u64| i64::try_from(it).unwrap();
    let owner = usize::try_from(chance.below(40)).unwrap();
    let kind = KINDS[usize::try_from(chance.below(4)).unwrap()];
    let opened = START.0 - 30 * DAY + number(chance.below(u64::try_from(28 * DAY).unwrap()));
    // Times spread over several powers of ten, as they do in life.
    let answer = number(1_000 << chance.below(12)) + number(chance.below(60_000));
    let wall = answer + number(60_000 << chance.below(10)) + number(chance.below(3_600_000));
    let event = |at: i64, seq: usize, kind_of: &str, body: serde_json::Value| Logged {
        tx_id: 0,
        seq: i64::try_from(case * 4 + seq).unwrap(),
        at: Stamp(at),
        actor: Some(person_id(owner)),
        kind: kind_of.to_owned(),
        case: Some(case_id(case)),
        contact: None,
        customer: None,
        person: None,
        policy: None,
        body: dims(owner % 8, owner, kind, body).to_string(),
    };
    [
        event(opened, 0, "cases.opened.v1", json!({"step": "verify", "number": case, "subject": "a subject"})),
        event(opened + answer, 1, "cases.answered.v1", json!({"wall": answer, "worked": answer / 2})),
        event(
            opened + wall,
            2,
            "cases.clock_met.v1",
            json!({"target": "resolution", "instance": 1, "in_time": wall < 10_000_000}),
        ),
        event(
            opened + wall,
            3,
            "cases.closed.v1",
            json!({"from": "confirm", "confirmation": "satisfied", "stayed": wall - answer, "worked": wall / 2}),
        ),
    ]
}

fn fill(it: &TestDb, cases: usize, batch: usize) -> Duration {
    let mut chance = SeededRandom::new(3);
    let mut spent = Duration::ZERO;
    for first in (0..cases).step_by(batch) {
        let mut events: Vec<Logged> =
            (first..(first + batch).min(cases)).flat_map(|case| events_of(case, &mut chance)).collect();
        events.sort_by_key(|it| it.at);
        let begun = Instant::now();
        it.db.write_blocking(move |tx| Measures::new(house()).hear(tx, &events)).unwrap();
        spent += begun.elapsed();
    }
    spent
}

fn timed(it: &TestDb, what: &str, work: fn(&mut Tx<'_>) -> base::Result<()>) {
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let begun = Instant::now();
        it.db.read_blocking(work).unwrap();
        best = best.min(begun.elapsed());
    }
    println!("  {what}: {:.1} ms", best.as_secs_f64() * 1000.0);
}

fn month(tx: &mut Tx<'_>, metric: &str, by: &str, sight: Sight) -> base::Result<()> {
    let words = Ask { from: Some("2026-01-31".to_owned()), by: Some(by.to_owned()), ..Ask::default() };
    let asked = ask(tx, &*house(), sight, metric, &words)?;
    let asked_sight = &asked.question.sight;
    let found = answer(tx, &*house(), &asked)?;
    assert!(found.total.n > 0 || metric == "backlog", "{metric}");
    if metric.ends_with("time") && *asked_sight == Sight::All {
        assert!(found.total.p90.is_some(), "{metric}");
    }
    Ok(())
}

#[test]
#[ignore = "takes minutes; measures, does not check"]
fn scale_of_a_month() {
    let cases = std::env::var("CASES").ok().and_then(|it| it.parse::<usize>().ok()).unwrap_or(100_000);
    each_db(&[MIGRATIONS], |it| {
        println!("{:?}, {cases} cases of 4 events", it.db.dialect());
        let spent = fill(it, cases, 5_000);
        let each = spent.as_secs_f64() * 1e6 / (f64::from(u32::try_from(cases).unwrap()) * 4.0);
        println!("  hearing: {each:.1} us an event ({:.0} a second)", 1e6 / each);
        timed(it, "cases opened, by kind", |tx| month(tx, "cases_opened", "kind", Sight::All));
        timed(it, "backlog, by unit", |tx| month(tx, "backlog", "unit", Sight::All));
        timed(it, "on time, by person", |tx| month(tx, "resolution_within_limit", "person", Sight::All));
        timed(it, "resolution time with percentiles, by person", |tx| {
            month(tx, "resolution_time", "person", Sight::All)
        });
        timed(it, "resolution time with percentiles, whole", |tx| month(tx, "resolution_time", "", Sight::All));
        timed(it, "the same for two units", |tx| {
            month(tx, "resolution_time", "", Sight::Units(vec![unit_id(1).to_string(), unit_id(2).to_string()]))
        });
        timed(it, "the same for one person", |tx| {
            month(tx, "resolution_time", "", Sight::Person(person_id(3).to_string()))
        });
        timed(it, "first page of the facts behind", |tx| {
            let asked = ask(tx, &*house(), Sight::All, "resolution_time", &Ask::default())?;
            rows(tx, &*house(), &asked, None, &base::Page::default()).map(drop)
        });
    });
}
