//! Lists are walks along indexes, and what a page costs does not grow with the number of cases.

use std::time::{Duration, Instant};

use base::{Page, Span};
use db::{Tx, args};

use super::{case, list, parties};
use crate::api::{Hand, ListQuery};
use crate::model::{Asker, Sight};
use crate::testing::{START, TABLES, actor, agent, complaint, desk, person, unit};

/// The plan of a statement on SQLite, one line per step.
fn plan(tx: &mut Tx<'_>, sql: &str, given: &[db::Value<'_>]) -> String {
    let rows: Vec<(i64, i64, i64, String)> = tx.all(&format!("EXPLAIN QUERY PLAN {sql}"), given).unwrap();
    rows.into_iter().map(|it| it.3).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_way_into_a_list_is_a_walk_along_one_index() {
    let it = testkit::sqlite(TABLES);
    it.db
        .write_blocking(|tx| {
            let walks = [
                ("c.unit_id = $1 AND c.status <> 'closed' ORDER BY c.due_ms, c.id", "cases_case_unit_due"),
                ("c.owner_id = $1 AND c.status <> 'closed' ORDER BY c.due_ms, c.id", "cases_case_owner_due"),
                ("$1 = $1 AND c.status <> 'closed' ORDER BY c.due_ms, c.id", "cases_case_due"),
                ("c.unit_id = $1 AND c.status <> 'closed' ORDER BY c.id", "cases_case_unit_open"),
                ("c.unit_id = $1 AND c.status = 'closed' ORDER BY c.id DESC", "cases_case_unit_closed"),
                ("c.owner_id = $1 AND c.status <> 'closed' ORDER BY c.id", "cases_case_owner_open"),
                ("$1 = $1 AND c.status <> 'closed' ORDER BY c.id", "cases_case_open"),
                ("c.customer_id = $1 ORDER BY c.id DESC", "cases_case_customer"),
            ];
            for (walk, index) in walks {
                let sql = format!("SELECT {} FROM cases_case c WHERE {walk} LIMIT 50", list::COLUMNS);
                let plan = plan(tx, &sql, args!["x"]);
                assert!(plan.contains(&format!("USING INDEX {index} ")) || plan.ends_with(index), "{walk}: {plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{walk} is sorted: {plan}");
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_case_written_by_two_at_once_is_kept_by_one_of_them() {
    let it = testkit::sqlite(TABLES);
    let desk = desk(&it);
    it.db
        .write_blocking(move |tx| {
            let one = desk.open(tx, &actor('A'), complaint(START + Span::HOUR))?;
            let rules = desk.rules().clone();
            let stale = one.clone();
            Hand::take(tx, &rules, &actor('A'), &one.id, None)?.put_back()?;
            assert!(matches!(case::save(tx, &stale), Err(base::Failure::Busy)));
            Ok(())
        })
        .unwrap();
}

#[test]
fn many_units_are_seen_at_once_and_none_of_the_others() {
    let it = testkit::sqlite(TABLES);
    let desk = desk(&it);
    it.db
        .write_blocking(move |tx| {
            let case = desk.open(tx, &actor('A'), complaint(START + Span::HOUR))?;
            let wide = |with: bool| {
                let letters = "ABCDEFGJKMNP".chars().chain(with.then_some('H'));
                Asker { sight: Sight::Units(letters.map(unit).collect()), ..agent('E', 'X') }
            };
            let filter = list::Filter::default();
            let found = |tx: &mut Tx<'_>, who: &Asker| list::page(tx, who, &filter, &Page::default());
            assert_eq!(found(tx, &wide(true))?.items.len(), 1);
            assert_eq!(found(tx, &wide(false))?.items.len(), 0);
            parties::add(tx, &case, [&person('E')])?;
            assert_eq!(found(tx, &wide(false))?.items.len(), 1);
            assert_eq!(parties::of(tx, &case.id)?, [person('A'), person('E')]);
            Ok(())
        })
        .unwrap();
}

/// The median time of some repetitions.
fn median(mut work: impl FnMut()) -> Duration {
    let mut took: Vec<Duration> = (0..101)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed()
        })
        .collect();
    took.sort_unstable();
    took[50]
}

/// Run by hand: `cargo test --release -p cases grows -- --ignored --nocapture`.
#[test]
#[ignore = "takes minutes; bench/ measures the same through the running program"]
fn no_operation_grows_with_the_number_of_cases() {
    let it = testkit::sqlite(TABLES);
    let desk = desk(&it);
    let wanted = std::env::var("HEARTH_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(20_000);
    it.db
        .write_blocking(move |tx| {
            let mut before: Vec<Duration> = Vec::new();
            for count in 0..=wanted {
                tx.at(START + Span::SECOND.times(count));
                let mut new = complaint(tx.now() + Span::HOUR);
                new.customer = None;
                new.kind = "inquiry".to_owned();
                new.fields.clear();
                new.class = None;
                let case = desk.open(tx, &actor(if count % 3 == 0 { 'A' } else { 'C' }), new.clone())?;
                if count != 2_000 && count != wanted {
                    continue;
                }
                let me = actor('A');
                let query = ListQuery::default();
                let words = web::Texts::new(&[crate::TEXTS])?;
                let words = crate::api::Words { texts: &words, lang: web::Lang::Zh };
                let shown = actor('S');
                let id = if count % 3 == 0 { case.id } else { desk.list(tx, &me, &query)?.items[0].id.clone() };
                let took = [
                    ("open", median(|| drop(desk.open(tx, &me, new.clone()).unwrap()))),
                    ("note", median(|| drop(desk.note(tx, &me, &id, "已联系客户", &[]).unwrap()))),
                    ("list", median(|| drop(desk.list(tx, &me, &query).unwrap()))),
                    ("page", median(|| drop(desk.page(tx, &shown, &id, words).unwrap()))),
                    ("search", median(|| drop(desk.search(tx, &me, "宽带").unwrap()))),
                    ("counts", median(|| assert!(desk.counts(tx, &me).unwrap().open > 0))),
                ];
                for (at, (name, now)) in took.iter().enumerate() {
                    let ratio = before.get(at).map(|then| now.as_secs_f64() / then.as_secs_f64());
                    println!("{count:>7} cases  {name:<7} {now:>12?}  {ratio:?}");
                }
                before = took.iter().map(|it| it.1).collect();
            }
            Ok(())
        })
        .unwrap();
}
