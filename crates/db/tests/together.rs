//! Events that lie together in one row of the log are read as if each had its own, on both databases.

use base::ids::{CaseId, CustomerId, PersonId};
use base::{Result, Span};
use serde::{Deserialize, Serialize};
use testkit::each_db;

use db::events::{self, About, Event, Logged};
use db::{Tx, args};

#[derive(Serialize, Deserialize)]
struct Moved {
    to: u32,
}

impl Event for Moved {
    const KIND: &'static str = "db.moved.v1";
}

#[derive(Serialize)]
struct Told {
    what: &'static str,
}

impl Event for Told {
    const KIND: &'static str = "db.told.v1";
}

fn rows(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.one::<(i64,)>("SELECT COUNT(*) FROM event_log", args![])?.0)
}

/// Two cases of a customer, twenty moves each and a word after each, told in turns of four.
fn stories(tx: &mut Tx<'_>) -> Result<(CaseId, CaseId, CustomerId)> {
    let (one, other, customer, person): (CaseId, CaseId, CustomerId, PersonId) = (tx.id(), tx.id(), tx.id(), tx.id());
    for turn in 0..10 {
        for (case, by) in [(&one, Some(&person)), (&other, None)] {
            for at in 0..2 {
                let to = turn * 2 + at;
                events::emit(tx, by, About::case(case, Some(&customer)), Some("limits@3"), &Moved { to })?;
                events::emit(tx, by, About::case(case, None), None, &Told { what: "a, [b] \"c\"" })?;
            }
        }
    }
    Ok((one, other, customer))
}

fn moves(found: &[Logged]) -> Vec<u32> {
    found.iter().filter_map(|it| it.body::<Moved>().ok()).map(|it| it.to).collect()
}

#[test]
fn what_is_told_of_one_case_lies_in_one_row_and_is_read_one_by_one() {
    each_db(&[], |it| {
        let (one, _, customer) = it.db.write_blocking(stories).unwrap();
        assert_eq!(it.db.read_blocking(rows).unwrap(), 20, "four events of a case in a row each");
        let log = it.log();
        assert_eq!(log.len(), 80);
        assert!(log.iter().map(Logged::cursor).is_sorted_by(|a, b| a < b), "every event has a number of its own");
        let case = one.clone();
        let whole = it.db.read_blocking(move |tx| events::of_case(tx, &case, 0, 100)).unwrap();
        assert_eq!(moves(&whole), (0..20).collect::<Vec<_>>());
        let told = whole.iter().find(|it| it.kind == "db.told.v1").unwrap();
        assert_eq!((told.customer.as_ref(), told.policy.as_deref(), told.case.as_ref()), (None, None, Some(&one)));
        let moved = whole.first().unwrap();
        assert_eq!((moved.customer.as_ref(), moved.policy.as_deref()), (Some(&customer), Some("limits@3")));
        assert_eq!(moved.actor, told.actor);
    });
}

#[test]
fn a_page_may_begin_and_end_within_a_row() {
    each_db(&[], |it| {
        let (one, _, customer) = it.db.write_blocking(stories).unwrap();
        for rows in [1, 3, 7] {
            let case = one.clone();
            let pages = it.db.read_blocking(move |tx| {
                let (mut all, mut after) = (Vec::new(), 0);
                loop {
                    let page = events::of_case(tx, &case, after, rows)?;
                    assert!(i64::try_from(page.len()).unwrap() <= rows);
                    let Some(last) = page.last() else { return Ok(all) };
                    after = last.seq;
                    all.extend(page);
                }
            });
            assert_eq!(moves(&pages.unwrap()), (0..20).collect::<Vec<_>>());
            let customer = customer.clone();
            let pages = it.db.read_blocking(move |tx| {
                let (mut all, mut before) = (Vec::new(), None);
                loop {
                    let page = events::of_customer(tx, &customer, before, rows)?;
                    let Some(last) = page.last() else { return Ok(all) };
                    before = Some(last.seq);
                    all.extend(page);
                }
            });
            let pages = pages.unwrap();
            assert_eq!(pages.len(), 40, "what is about the case alone is no part of the customer's history");
            assert!(pages.iter().map(|it| it.seq).is_sorted_by(|a, b| a > b));
        }
        // A listener or a client may go on from any event.
        let log = it.log();
        for (at, place) in log.iter().map(Logged::cursor).enumerate() {
            let rest = it.db.read_blocking(move |tx| events::after(tx, place, 1000)).unwrap();
            assert_eq!(rest, log[at + 1..]);
        }
    });
}

#[test]
fn personal_data_is_taken_out_of_one_event_and_the_others_of_its_row_stay() {
    each_db(&[], |it| {
        let (one, ..) = it.db.write_blocking(stories).unwrap();
        let case = one.clone();
        let before = it.db.read_blocking(move |tx| events::of_case(tx, &case, 0, 100)).unwrap();
        let meant = before.iter().find(|it| it.body.contains("17")).unwrap().seq;
        let after = it.db.write_blocking(move |tx| {
            events::redact(tx, meant, &serde_json::json!({ "to": 99 }))?;
            events::of_case(tx, &one, 0, 100)
        });
        let after = after.unwrap();
        let (changed, same): (Vec<_>, Vec<_>) = before.iter().zip(&after).partition(|(a, b)| a != b);
        assert_eq!((changed.len(), same.len()), (1, 39));
        assert_eq!((changed[0].1.seq, moves(std::slice::from_ref(changed[0].1))), (meant, vec![99]));
    });
}

#[test]
fn what_differs_in_time_person_or_customer_lies_apart() {
    each_db(&[], |it| {
        let written = it.db.write_blocking(|tx| {
            let (case, a, b): (CaseId, CustomerId, CustomerId) = (tx.id(), tx.id(), tx.id());
            let person: PersonId = tx.id();
            for customer in [&a, &a, &b] {
                events::emit(tx, None, About::case(&case, Some(customer)), None, &Moved { to: 1 })?;
            }
            events::emit(tx, Some(&person), About::case(&case, Some(&b)), None, &Moved { to: 2 })?;
            let told = About { person: Some(&person), ..About::case(&case, Some(&b)) };
            events::emit(tx, Some(&person), told, None, &Moved { to: 3 })?;
            tx.at(tx.now() + Span::MINUTE);
            events::emit(tx, Some(&person), About::case(&case, Some(&b)), None, &Moved { to: 4 })?;
            events::emit(tx, Some(&person), About::default(), None, &Moved { to: 5 })?;
            rows(tx)
        });
        assert_eq!(written.unwrap(), 6, "only the first two lie together");
        assert_eq!(moves(&it.log()), [1, 1, 1, 2, 3, 4, 5]);
    });
}

#[test]
fn a_row_holds_no_more_than_it_has_numbers_for() {
    each_db(&[], |it| {
        for _ in 0..3 {
            let told = it.db.write_blocking(|tx| {
                let case: CaseId = tx.id();
                (0..70).try_for_each(|to| events::emit(tx, None, About::case(&case, None), None, &Moved { to }))
            });
            told.unwrap();
        }
        let log = it.log();
        assert_eq!(log.len(), 210);
        assert!(log.iter().map(|it| it.seq).is_sorted_by(|a, b| a < b));
        assert_eq!(it.db.read_blocking(rows).unwrap(), 9);
    });
}

#[test]
fn rows_are_found_by_the_kinds_they_hold() {
    each_db(&[], |it| {
        it.db.write_blocking(stories).unwrap();
        let found = |kinds: &'static [&'static str]| {
            let found = it.db.read_blocking(move |tx| {
                let mut given = Vec::new();
                let of_kinds = events::of_kinds(&mut given, "kind", kinds);
                let sql = format!("SELECT {} FROM event_log WHERE {of_kinds} ORDER BY seq", events::COLUMNS);
                events::all(tx, &sql, &given)
            });
            found.unwrap().len()
        };
        assert_eq!(
            (found(&["db.told.v1"]), found(&["db.moved.v1", "db.never.v1"]), found(&["db.never.v1"])),
            (80, 80, 0)
        );
    });
}
