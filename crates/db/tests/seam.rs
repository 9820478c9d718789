//! The seam as its users see it, on both databases.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use base::ids::{CaseId, PersonId};
use base::{Failure, Result, Span, fault};
use serde::Serialize;
use testkit::{START, each_db};

use db::events::{self, About, Cursor, Event, Logged};
use db::idempotency;
use db::listeners::{self, Listener};
use db::{Tx, args, outbox, search, timers};

#[derive(Serialize)]
struct Rang {
    times: u32,
}

impl Event for Rang {
    const KIND: &'static str = "db.rang.v1";
}

fn ring(tx: &mut Tx<'_>, times: u32) -> Result<()> {
    events::emit(tx, None, About::default(), None, &Rang { times })
}

#[test]
fn an_event_comes_back_as_it_was_written() {
    each_db(&[], |it| {
        let logged = it.db.write_blocking(|tx| {
            let (case, person): (CaseId, PersonId) = (tx.id(), tx.id());
            let about = About { case: Some(&case), person: Some(&person), ..About::default() };
            events::emit(tx, Some(&person), about, Some("limits@3"), &Rang { times: 2 })?;
            Ok((case, person))
        });
        let (case, person) = logged.unwrap();
        let found = it.db.read_blocking(move |tx| events::of_case(tx, &case, 0, 10)).unwrap();
        let [one] = found.as_slice() else { panic!("one event, not {found:?}") };
        assert_eq!((one.at, one.actor.as_ref(), one.policy.as_deref()), (START, Some(&person), Some("limits@3")));
        assert_eq!((one.kind.as_str(), one.body::<HashMap<String, u32>>().unwrap()["times"]), ("db.rang.v1", 2));
    });
}

#[test]
fn a_refused_transaction_leaves_nothing_behind() {
    each_db(&[], |it| {
        let refused = it.db.write_blocking(|tx| -> Result<()> {
            ring(tx, 1)?;
            Err(fault("no"))
        });
        assert!(matches!(refused, Err(Failure::Fault(_))));
        let panicked = it.db.write_blocking(|tx| -> Result<()> {
            ring(tx, 2)?;
            panic!("a fault of this request only")
        });
        assert!(matches!(panicked, Err(Failure::Fault(_))));
        it.db.write_blocking(|tx| ring(tx, 3)).unwrap();
        let left = it.log();
        assert_eq!(left.iter().map(|it| it.body.contains('3')).collect::<Vec<_>>(), [true]);
    });
}

#[test]
fn what_was_tried_in_vain_is_undone_and_the_rest_is_kept() {
    each_db(&[], |it| {
        let (first, second) = it
            .db
            .write_blocking(|tx| {
                ring(tx, 1)?;
                let refused = tx.attempt(|tx| -> Result<()> {
                    ring(tx, 2)?;
                    timers::set(tx, tx.now(), "vain", "one", &())?;
                    Err(base::Refusal::new(409, "db.no").into())
                })?;
                // A statement that fails on its way to the server takes nothing else along.
                let failed = tx.attempt(|tx| {
                    ring(tx, 3)?;
                    tx.send("INSERT INTO timer (kind) VALUES ($1)", args!["broken"])
                })?;
                tx.attempt(|tx| {
                    ring(tx, 4)?;
                    timers::set(tx, tx.now() + Span::HOUR, "kept", "one", &())
                })??;
                ring(tx, 5)?;
                Ok((refused.is_err(), failed.is_err()))
            })
            .unwrap();
        assert!(first && second);
        let left: Vec<String> = it.log().into_iter().map(|it| it.body).collect();
        assert_eq!(left.len(), 3, "{left:?}");
        assert!(["1", "4", "5"].iter().zip(&left).all(|(times, body)| body.contains(times)), "{left:?}");
        let kept: Vec<(String,)> = it.db.read_blocking(|tx| tx.all("SELECT kind FROM timer", args![])).unwrap();
        assert_eq!(kept, [("kept".to_owned(),)]);
    });
}

#[test]
fn what_is_asked_once_is_remembered_until_it_is_forgotten_or_undone() {
    #[derive(Clone)]
    struct Timers(i64);
    fn count(tx: &mut Tx<'_>) -> Result<i64> {
        let counted = |tx: &mut Tx<'_>| Ok(Timers(tx.one::<(i64,)>("SELECT COUNT(*) FROM timer", args![])?.0));
        Ok(tx.once(counted)?.0)
    }
    each_db(&[], |it| {
        let seen = it.db.write_blocking(|tx| {
            let mut seen = vec![count(tx)?];
            timers::set(tx, tx.now(), "one", "a", &())?;
            seen.push(count(tx)?);
            tx.forget::<Timers>();
            seen.push(count(tx)?);
            let tried = tx.attempt(|tx| -> Result<()> {
                timers::set(tx, tx.now(), "two", "a", &())?;
                tx.forget::<Timers>();
                seen.push(count(tx)?);
                Err(fault("no"))
            })?;
            assert!(tried.is_err());
            seen.push(count(tx)?);
            Ok(seen)
        });
        assert_eq!(seen.unwrap(), [0, 0, 1, 2, 1]);
        // The next transaction knows nothing of it.
        assert_eq!(it.db.write_blocking(count).unwrap(), 1);
    });
}

#[test]
fn readers_never_skip_a_late_committer() {
    each_db(&[], |it| {
        let (writers, each) = (8, 60);
        let threads: Vec<_> = (0..writers)
            .map(|_| {
                let db = it.db.clone();
                std::thread::spawn(move || {
                    for at in 0..each {
                        db.write_blocking(move |tx| {
                            ring(tx, at)?;
                            // Some transactions stay open after they took their number.
                            if at % 7 == 0 {
                                std::thread::sleep(std::time::Duration::from_millis(3));
                            }
                            ring(tx, at)
                        })
                        .unwrap();
                    }
                })
            })
            .collect();
        let (mut cursor, mut seen) = (Cursor::default(), 0);
        let all = writers * each * 2;
        for _ in 0..100_000 {
            let found = it.db.read_blocking(move |tx| events::after(tx, cursor, 100)).unwrap();
            assert!(found.iter().map(Logged::cursor).is_sorted());
            seen += u32::try_from(found.len()).unwrap();
            cursor = found.last().map_or(cursor, Logged::cursor);
            if seen == all {
                break;
            }
            // On a busy machine the writers need their turn.
            if found.is_empty() {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
        }
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(seen, all);
    });
}

struct Counts(AtomicUsize);

impl Listener for Counts {
    fn name(&self) -> &'static str {
        "test.counts"
    }
    fn hear(&self, _: &mut Tx<'_>, events: &[Logged]) -> Result<()> {
        self.0.fetch_add(events.len(), Ordering::Relaxed);
        Ok(())
    }
}

#[test]
fn a_listener_hears_every_event_once_and_can_begin_anew() {
    each_db(&[], |it| {
        let counts = Arc::new(Counts(AtomicUsize::new(0)));
        let listener: Arc<dyn Listener> = counts.clone();
        it.db.write_blocking(|tx| (0..1203).try_for_each(|at| ring(tx, at))).unwrap();
        it.hear(&listener);
        it.hear(&listener);
        assert_eq!(counts.0.load(Ordering::Relaxed), 1203);
        it.db.write_blocking(|tx| listeners::reset(tx, "test.counts")).unwrap();
        it.hear(&listener);
        assert_eq!(counts.0.load(Ordering::Relaxed), 2406);
    });
}

#[test]
fn timers_fire_in_order_at_their_own_moment_and_once() {
    fn log(tx: &mut Tx<'_>, timer: &timers::Timer) -> Result<()> {
        assert_eq!(tx.now(), timer.due);
        ring(tx, timer.body()?)
    }
    each_db(&[], |it| {
        let fired = it.db.write_blocking(|tx| {
            let ring: timers::Handler = Box::new(log);
            let handlers = timers::Handlers::from([("ring", ring)]);
            timers::set(tx, START + Span::MINUTE, "ring", "b", &2)?;
            timers::set(tx, START, "ring", "a", &1)?;
            timers::set(tx, START + Span::HOUR, "ring", "later", &3)?;
            timers::set(tx, START, "ring", "cancelled", &4)?;
            timers::cancel(tx, "ring", "cancelled")?;
            tx.at(START + Span::MINUTE.times(2));
            timers::fire_due(tx, &handlers)?;
            timers::fire_due(tx, &handlers)?;
            assert_eq!(tx.now(), START + Span::MINUTE.times(2));
            tx.all::<(String,)>("SELECT body FROM event_log ORDER BY seq", args![])
        });
        let fired: Vec<i64> = fired
            .unwrap()
            .iter()
            .filter_map(|(it,)| it.chars().find_map(|it| it.to_digit(10)))
            .map(i64::from)
            .collect();
        assert_eq!(fired, [1, 2]);
    });
}

#[test]
fn a_parcel_is_tried_again_and_laid_aside_in_the_end() {
    each_db(&[], |it| {
        let id = it.db.write_blocking(|tx| outbox::put(tx, "test", &"hello")).unwrap();
        for attempt in 0..16 {
            let parcels = it.db.write_blocking(|tx| outbox::claim(tx, 5)).unwrap();
            let [parcel] = parcels.as_slice() else { panic!("one parcel at try {attempt}, not {parcels:?}") };
            assert_eq!((&parcel.id, parcel.attempts, parcel.body.as_str()), (&id, attempt, "\"hello\""));
            assert_eq!(it.db.write_blocking(|tx| outbox::claim(tx, 5)).unwrap(), []);
            let tried = parcel.clone();
            it.db.write_blocking(move |tx| outbox::settle(tx, &tried, &Err("unreachable".into()))).unwrap();
            it.clock.advance(Span::HOUR.times(3));
        }
        let state = it.db.read_blocking(|tx| tx.one::<(String, String)>("SELECT state, failure FROM outbox", args![]));
        assert_eq!(state.unwrap(), ("dead".to_owned(), "unreachable".to_owned()));
        assert_eq!(it.db.write_blocking(|tx| outbox::claim(tx, 5)).unwrap(), []);
    });
}

#[test]
fn a_command_with_a_known_key_gets_the_first_answer() {
    each_db(&[], |it| {
        let person: PersonId = it.db.read_blocking(|tx| Ok(tx.id())).unwrap();
        let claim = |key: &'static str, print: &'static str| {
            let person = person.clone();
            it.db.write_blocking(move |tx| {
                let known = idempotency::answered(tx, &person, key, print)?;
                if known.is_none() {
                    idempotency::keep(tx, &person, key, print, "first")?;
                }
                Ok(known)
            })
        };
        assert_eq!(claim("k", "open a").unwrap(), None);
        assert_eq!(claim("k", "open a").unwrap().as_deref(), Some("first"));
        assert_eq!(claim("k", "open b").unwrap_err().code(), Some("web.idempotency_key_reused"));
        assert_eq!(claim("l", "open b").unwrap(), None);
        let (person, late) = (person.clone(), |tx: &mut db::Tx<'_>, person: &PersonId| {
            idempotency::keep(tx, person, "k", "open a", "second")
        });
        let second = it.db.write_blocking(move |tx| late(tx, &person));
        assert!(matches!(second, Err(base::Failure::Busy)), "carried out meanwhile by somebody else");
    });
}

#[test]
fn texts_are_found_in_chinese_and_english_as_one_types() {
    each_db(&[], |it| {
        let within = |scopes: &'static [&'static str], query: &'static str| {
            it.db
                .read_blocking(move |tx| {
                    let Some(pattern) = search::pattern(tx, "notes", scopes, query) else { return Ok(vec![]) };
                    let found = search::matching(tx, 1, 2, 3);
                    tx.all::<(String,)>(
                        &format!("WITH hit(id) AS MATERIALIZED ({found}) SELECT id FROM hit ORDER BY id"),
                        args!["notes", pattern, 10],
                    )
                })
                .unwrap()
                .into_iter()
                .map(|(id,)| id)
                .collect::<Vec<_>>()
        };
        let find = |query| within(&[], query);
        it.db
            .write_blocking(|tx| {
                search::index(tx, "notes", "a", &["unt_01A"], "宽带故障，Wi-Fi 断线 it's 'quoted' \\ and more")?;
                search::index(tx, "notes", "b", &["unt_01B", "per_01P"], "宽带提速 Router X200")?;
                search::index(tx, "others", "c", &[], "宽带故障")?;
                search::take_in(tx)?;
                search::index(tx, "notes", "b", &["unt_01B", "per_01P"], "宽带提速 Router X300")?;
                search::take_in(tx)
            })
            .unwrap();
        let cases: [(&str, &[&str]); 9] = [
            ("宽带", &["a", "b"]),
            ("故障", &["a"]),
            ("带故障", &["a"]),
            ("障", &["a"]),
            ("rou", &["b"]),
            ("宽带 x3", &["b"]),
            ("x200", &[]),
            ("quoted", &["a"]),
            ("' | !", &[]),
        ];
        for (query, ids) in cases {
            assert_eq!(find(query), ids, "{query}");
        }
        assert_eq!(within(&["unt_01A", "unt_01C"], "宽带"), ["a"]);
        assert_eq!(within(&["unt_01C", "per_01P"], "宽带"), ["b"]);
        assert!(find("notes1unt01a").is_empty(), "nobody can ask for a scope by its word");
        it.db
            .write_blocking(|tx| {
                search::rescope(tx, "notes", "b", &["unt_01C"])?;
                search::take_in(tx)
            })
            .unwrap();
        assert_eq!(within(&["unt_01C"], "x300"), ["b"]);
        assert!(within(&["unt_01B", "per_01P"], "x300").is_empty());
        it.db
            .write_blocking(|tx| {
                search::index(tx, "notes", "d", &[], "故障")?;
                search::forget(tx, "notes", "d")?;
                search::forget(tx, "notes", "a")?;
                search::take_in(tx)
            })
            .unwrap();
        assert!(find("故障").is_empty());
    });
}

#[test]
fn many_rows_go_in_with_every_kind_of_value() {
    each_db(&[], |it| {
        let text = "tab\there, line\nthere, \\slash\\, 中文";
        let found = it.db.write_blocking(move |tx| {
            tx.run("CREATE TABLE db_test (a BIGINT, b TEXT, c BOOLEAN, d BYTEA, e JSONB, f TEXT)", args![])?;
            let row = || {
                use db::{Arg as _, Value};
                vec![
                    7_i64.arg(),
                    text.arg(),
                    true.arg(),
                    Value::Bytes(vec![0, 255].into()),
                    "{\"k\": \"v\\n\"}".arg(),
                    Value::Null,
                ]
            };
            assert_eq!(tx.insert_many("db_test", &["a", "b", "c", "d", "e", "f"], (0..3).map(|_| row()))?, 3);
            tx.all::<(i64, String, bool, Vec<u8>, String, Option<String>)>(
                "SELECT a, b, c, d, e ->> 'k', f FROM db_test",
                args![],
            )
        });
        let want = (7, text.to_owned(), true, vec![0, 255], "v\n".to_owned(), None);
        assert_eq!(found.unwrap(), [want.clone(), want.clone(), want]);
    });
}

#[test]
fn many_rows_are_added_or_changed_at_once() {
    each_db(&[], |it| {
        let found = it.db.write_blocking(|tx| {
            tx.run("CREATE TABLE db_sum (a BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL)", args![])?;
            for first in [0, 30] {
                let adds = "ON CONFLICT (a) DO UPDATE SET n = db_sum.n + excluded.n";
                let rows: Vec<Vec<db::Value<'_>>> =
                    (first..first + 70).map(|it| vec![db::Value::Int(it), db::Value::Int(1)]).collect();
                assert_eq!(tx.upsert_many("db_sum", &["a", "n"], adds, rows)?, 70);
            }
            tx.one::<(i64, i64)>("SELECT COUNT(*), CAST(SUM(n) AS BIGINT) FROM db_sum", args![])
        });
        assert_eq!(found.unwrap(), (100, 140));
    });
}
