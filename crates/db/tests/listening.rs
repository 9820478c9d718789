//! Listeners that hear some kinds only, on both databases.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use base::Result;
use base::ids::CaseId;
use serde::Serialize;
use testkit::{TestDb, each_db};

use db::events::{self, About, Cursor, Event, Logged};
use db::listeners::Listener;
use db::{Tx, args};

#[derive(Serialize)]
struct Rang {}

impl Event for Rang {
    const KIND: &'static str = "db.rang.v1";
}

#[derive(Serialize)]
struct Stopped {}

impl Event for Stopped {
    const KIND: &'static str = "db.stopped.v1";
}

/// Counts what it is for.
struct Few(AtomicUsize);

impl Listener for Few {
    fn name(&self) -> &'static str {
        "test.few"
    }
    fn kinds(&self) -> &'static [&'static str] {
        &["db.stopped.v1", "db.never.v1"]
    }
    fn hear(&self, _: &mut Tx<'_>, events: &[Logged]) -> Result<()> {
        assert!(events.iter().all(|it| it.kind == "db.stopped.v1" && it.case.is_none()));
        self.0.fetch_add(events.len(), Ordering::Relaxed);
        Ok(())
    }
}

#[test]
fn a_listener_that_names_kinds_hears_those_about_no_case_once() {
    each_db(&[], |it| {
        let few = Arc::new(Few(AtomicUsize::new(0)));
        let listener: Arc<dyn Listener> = few.clone();
        let live = |it: &TestDb| {
            it.db.write_blocking(|tx| {
                let case: CaseId = tx.id();
                (0..40).try_for_each(|_| events::emit(tx, None, About::default(), None, &Rang {}))?;
                events::emit(tx, None, About::case(&case, None), None, &Stopped {})?;
                events::emit(tx, None, About::default(), None, &Stopped {})
            })
        };
        it.hear(&listener);
        for heard in 1..4 {
            live(it).unwrap();
            it.hear(&listener);
            it.hear(&listener);
            assert_eq!(few.0.load(Ordering::Relaxed), heard);
        }
    });
}

#[test]
fn whoever_waits_learns_whether_something_happened_apart_from_cases() {
    each_db(&[], |it| {
        let waiting = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let mut written = it.db.written();
        let mut next = |about_a_case: bool| {
            it.db
                .write_blocking(move |tx| {
                    let case: CaseId = tx.id();
                    let about = if about_a_case { About::case(&case, None) } else { About::default() };
                    events::emit(tx, None, about, None, &Rang {})
                })
                .unwrap();
            waiting.block_on(written.changed()).unwrap();
            let now = *written.borrow_and_update();
            (now.events, now.apart)
        };
        assert_eq!([next(true), next(false), next(true)], [(1, 0), (2, 1), (3, 1)]);
    });
}

#[test]
fn what_never_happens_is_not_looked_for_among_all_that_did() {
    let Some(it) = testkit::postgres(&[]) else { return };
    let told = |tx: &mut Tx<'_>| {
        (0..2_000).try_for_each(|_| {
            let case: CaseId = tx.id();
            events::emit(tx, None, About::default(), None, &Rang {})?;
            events::emit(tx, None, About::case(&case, None), None, &Stopped {})
        })
    };
    it.db.write_blocking(told).unwrap();
    it.db.write_blocking(|tx| tx.run("ANALYZE event_log", args![])).unwrap();
    let (found, read) = it
        .db
        .read_blocking(|tx| {
            // As after a copy was brought back: all that was told has the same transaction.
            let place = Cursor { seq: 0, ..events::newest(tx)? };
            let found = events::after_of(tx, &["db.stopped.v1", "db.never.v1"], place, 500)?;
            let read = "SELECT CAST(seq_tup_read + COALESCE(idx_tup_fetch, 0) AS BIGINT)
                          FROM pg_stat_xact_user_tables WHERE relname = 'event_log' AND schemaname = current_schema()";
            Ok((found.len(), tx.one::<(i64,)>(read, args![])?.0))
        })
        .unwrap();
    assert_eq!(found, 0);
    assert!(read < 100, "{read} rows of the log were read to find nothing");
}
