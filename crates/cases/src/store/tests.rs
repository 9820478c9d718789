//! Lists are walks along indexes, and what a page costs does not grow with the number of cases.

use base::{Page, Span};
use db::{Tx, args};

use super::{case, list, parties};
use crate::api::Hand;
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
                ("$1 = $1 AND c.status <> 'closed' ORDER BY c.due_ms, c.id", "cases_case_due"),
                ("c.unit_id = $1 AND c.status <> 'closed' ORDER BY c.id", "cases_case_unit_open"),
                ("c.unit_id = $1 AND c.status = 'closed' ORDER BY c.id DESC", "cases_case_unit_closed"),
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
fn the_cases_of_a_handler_are_walked_along_those_of_the_person() {
    use list::{Filter, Sort, Standing, Whose};
    let it = testkit::sqlite(TABLES);
    it.db
        .write_blocking(|tx| {
            let (me, boss) = (agent('A', 'H'), Asker { sight: Sight::All, ..agent('S', 'H') });
            let of = |standing, sort| Filter {
                standing,
                sort,
                owner: Some(Whose::Person(person('A'))),
                ..Filter::default()
            };
            let walks = [
                (Standing::Open, Sort::Due, "INDEX cases_party_due (person_id=? AND owns=? AND due_ms<?)"),
                (Standing::Open, Sort::Newest, "INDEX cases_party_open (person_id=? AND owns=?)"),
                (Standing::Closed, Sort::Newest, "INDEX cases_party_closed (person_id=? AND owns=?)"),
            ];
            for (standing, sort, index) in walks {
                for (who, bounded, narrowed) in
                    [(&me, true, false), (&boss, true, true), (&agent('B', 'X'), true, true)]
                {
                    let mut filter = of(standing, sort);
                    filter.due_before = (bounded && sort == Sort::Due).then_some(START);
                    if narrowed {
                        filter.words = vec![("kind", "fault".to_owned())];
                        filter.unit = Some(unit('H'));
                    }
                    let page = Page::default();
                    let (sql, given) = list::statement(who, &filter, &page);
                    let plan = plan(tx, &sql, &given);
                    assert!(plan.contains(index), "{sql}: {plan}");
                    assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "{sql} is sorted: {plan}");
                }
            }
            let page = Page::default();
            let mine = Filter { participating: true, ..Filter::default() };
            for filter in [mine, Filter::default()] {
                let (sql, given) = list::statement(&me, &filter, &page);
                let plan = plan(tx, &sql, &given);
                let walks = plan.matches("SEARCH q USING INDEX cases_party_due (person_id=? AND owns=?)").count();
                assert_eq!(walks, 2, "{sql}: {plan}");
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

#[test]
fn whoever_was_told_of_a_case_while_it_was_taken_in_handles_it_all_the_same() {
    testkit::each_db(TABLES, |it| {
        it.db
            .write_blocking(|tx| {
                let case = crate::testing::case();
                case::insert(tx, [&case])?;
                parties::add(tx, &case, [&person('A'), &person('B')])?;
                parties::begin(tx, &case, [&person('A'), &person('B')])?;
                let sql = "SELECT person_id, owns FROM cases_party ORDER BY person_id";
                let found: Vec<(base::ids::PersonId, bool)> = tx.all(sql, args![])?;
                assert_eq!(found, [(person('A'), true), (person('B'), false)]);
                Ok(())
            })
            .unwrap();
    });
}

/// This capability's tables as they were before one of its steps, and all others'.
fn tables_before(name: &str) -> Vec<Vec<db::Migration>> {
    let older = |all: &&[db::Migration]| all.iter().filter(|it| !is_since(name, it)).copied().collect();
    TABLES.iter().map(older).collect()
}

fn is_since(name: &str, it: &db::Migration) -> bool {
    crate::MIGRATIONS.iter().skip_while(|step| step.name != name).any(|step| step.version == it.version)
}

fn grown(name: &str, fill: fn(&mut Tx<'_>) -> base::Result<()>, check: fn(&mut Tx<'_>) -> base::Result<()>) {
    let older = tables_before(name);
    let older: Vec<&[db::Migration]> = older.iter().map(Vec::as_slice).collect();
    testkit::each_grown_db(
        &older,
        TABLES,
        |it| it.db.write_blocking(fill).unwrap(),
        |it| it.db.write_blocking(check).unwrap(),
    );
}

#[test]
fn links_of_older_tables_are_kept() {
    grown(
        "cases_link_keyed",
        |tx| {
            tx.run(
                "INSERT INTO cases_link (case_id, other_id, kind, by_rule, by_id, at_ms)
                 VALUES ('a', 'b', 'repeat', TRUE, NULL, 1), ('b', 'a', 'repeated_by', TRUE, 'p', 2)",
                args![],
            )
            .map(drop)
        },
        |tx| {
            let sql = "SELECT case_id, other_id, kind, by_rule, by_id, at_ms FROM cases_link ORDER BY case_id";
            let found: Vec<(String, String, String, bool, Option<String>, i64)> = tx.all(sql, args![])?;
            let link = |case: &str, other: &str, kind: &str, by: Option<&str>, at| {
                (case.to_owned(), other.to_owned(), kind.to_owned(), true, by.map(str::to_owned), at)
            };
            assert_eq!(found, [link("a", "b", "repeat", None, 1), link("b", "a", "repeated_by", Some("p"), 2)]);
            Ok(())
        },
    );
}

#[test]
fn handlers_of_older_tables_are_found_by_their_people() {
    grown(
        "cases_party_owns",
        |tx| {
            let mut case = crate::testing::case();
            let sql = "INSERT INTO cases_party (case_id, person_id, is_open, due_ms) VALUES ($1, $2, TRUE, 1)";
            for people in [&['A', 'B'][..], &['B'][..], &[]] {
                case.id = tx.id();
                case.number += 1;
                case::insert(tx, [&case])?;
                for one in people {
                    tx.run(sql, args![case.id, person(*one)])?;
                }
            }
            Ok(())
        },
        |tx| {
            let sql = "SELECT person_id, owns FROM cases_party ORDER BY case_id, person_id";
            let found: Vec<(base::ids::PersonId, bool)> = tx.all(sql, args![])?;
            let (a, b) = ((person('A'), true), (person('B'), false));
            assert_eq!(found, [a.clone(), b.clone(), a.clone(), b, a]);
            Ok(())
        },
    );
}
