//! Copies of a database, and the steps by which its tables come to be, as their users see them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use base::Result;
use serde::Serialize;
use testkit::{START, TestDb};

use db::events::{self, About, Event, Logged};
use db::listeners::Listener;
use db::{Tx, args, search, timers};

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
fn a_copy_brings_everything_back_and_a_damaged_one_is_refused() {
    use db::backup::{Origin, dump, load};
    let fill = |it: &TestDb| {
        it.db
            .write_blocking(|tx| {
                ring(tx, 1)?;
                ring(tx, 2)?;
                search::index(tx, "notes", "a", &[], "宽带故障 router")?;
                timers::set(tx, START, "ring", "tab\t and \\ slash", &serde_json::json!({"k": "换行\n"}))
            })
            .unwrap();
        let listener: Arc<dyn Listener> = Arc::new(Counts(AtomicUsize::new(0)));
        it.hear(&listener);
        let folder = it.dir.join("copy");
        std::fs::create_dir(&folder).unwrap();
        let to = folder.clone();
        (folder, it.db.read_blocking(move |tx| dump(tx, &to, |_| ())).unwrap())
    };
    let bring = |from: &TestDb, origin: Origin, to: &TestDb| {
        let (folder, tables) = fill(from);
        let (path, list) = (folder.clone(), tables.clone());
        to.db.write_blocking(move |tx| load(tx, &path, origin, &list, |_| ())).unwrap();
        let counts = Arc::new(Counts(AtomicUsize::new(0)));
        let listener: Arc<dyn Listener> = counts.clone();
        to.db.write_blocking(|tx| ring(tx, 3)).unwrap();
        let bodies: Vec<_> = to.log().into_iter().map(|it| it.body.replace(' ', "")).collect();
        to.hear(&listener);
        assert_eq!(counts.0.load(Ordering::Relaxed), 1, "the listener goes on where it was");
        assert_eq!(bodies, [r#"{"times":1}"#, r#"{"times":2}"#, r#"{"times":3}"#]);
        let found = to.db.read_blocking(|tx| {
            let pattern = search::pattern(tx, "notes", &[], "故障 rou").unwrap();
            tx.all::<(String,)>(&search::matching(tx, 1, 2, 3), args!["notes", pattern, 10])
        });
        assert_eq!(found.unwrap(), [("a".to_owned(),)]);
        let timer =
            to.db.read_blocking(|tx| tx.one::<(String, String)>("SELECT subject, body ->> 'k' FROM timer", args![]));
        assert_eq!(timer.unwrap(), ("tab\t and \\ slash".to_owned(), "换行\n".to_owned()));
        let (path, mut list) = (folder.clone(), tables);
        let again = to.db.write_blocking({
            let list = list.clone();
            let path = path.clone();
            move |tx| load(tx, &path, origin, &list, |_| ())
        });
        assert_eq!(again.unwrap_err().code(), Some("db.not_empty"));
        list[0].sha256 = "0".repeat(64);
        let fresh = testkit::sqlite(&[]);
        let damaged = fresh.db.write_blocking(move |tx| load(tx, &path, Origin::Sqlite, &list, |_| ()));
        assert_eq!(damaged.unwrap_err().code(), Some("db.backup_damaged"));
    };
    bring(&testkit::sqlite(&[]), Origin::Sqlite, &testkit::sqlite(&[]));
    if let (Some(from), Some(to)) = (testkit::postgres(&[]), testkit::postgres(&[])) {
        bring(&from, Origin::Postgres, &to);
    }
    if let Some(to) = testkit::postgres(&[]) {
        bring(&testkit::sqlite(&[]), Origin::Sqlite, &to);
    }
}

#[test]
fn a_step_that_is_older_than_the_newest_one_made_is_still_made() {
    use db::{Db, Migration, Options, Target, World};
    let step = |version, name, sql| Migration { version, name, sqlite: sql, postgres: sql };
    let early = step(2_100_000_001, "early", "CREATE TABLE db_early (a BIGINT)");
    let late = step(2_100_000_002, "late", "CREATE TABLE db_late (a BIGINT)");
    let it = testkit::sqlite(&[&[late]]);
    let world =
        World { clock: Arc::new(base::FixedClock::at(START)), mint: base::Mint::new(base::SeededRandom::new(1)) };
    let options = Options::new(Target::Sqlite(it.dir.join("hearth.db")));
    let again = Db::open(&options, world, &[&[early, late]]).unwrap();
    let found: (i64,) = again
        .read_blocking(|tx| tx.one("SELECT (SELECT COUNT(*) FROM db_early) + (SELECT COUNT(*) FROM db_late)", args![]))
        .unwrap();
    assert_eq!(found.0, 0);
}

#[test]
fn a_copy_from_before_a_step_is_brought_up_to_date() {
    use db::backup::{Origin, dump, load, steps};
    use db::{Db, Migration, Options, Target, World};
    let step = |version, name, sql| Migration { version, name, sqlite: sql, postgres: sql };
    let before = step(2_100_000_001, "before", "CREATE TABLE db_thing (a BIGINT NOT NULL)");
    let after = step(2_100_000_002, "after", "ALTER TABLE db_thing RENAME COLUMN a TO b");
    let it = testkit::sqlite(&[&[before]]);
    it.db.write_blocking(|tx| tx.send("INSERT INTO db_thing (a) VALUES (7)", args![])).unwrap();
    let folder = it.dir.join("copy");
    std::fs::create_dir(&folder).unwrap();
    let to = folder.clone();
    let (made, tables) = it.db.read_blocking(move |tx| Ok((steps(tx)?, dump(tx, &to, |_| ())?))).unwrap();
    let world =
        || World { clock: Arc::new(base::FixedClock::at(START)), mint: base::Mint::new(base::SeededRandom::new(1)) };
    let options = Options::new(Target::Sqlite(it.dir.join("again.db")));
    let old = Db::open_as_of(&options, world(), &[&[before, after]], &made).unwrap();
    old.write_blocking(move |tx| load(tx, &folder, Origin::Sqlite, &tables, |_| ())).unwrap();
    drop(old);
    let now = Db::open(&options, world(), &[&[before, after]]).unwrap();
    let found: (i64,) = now.read_blocking(|tx| tx.one("SELECT b FROM db_thing", args![])).unwrap();
    assert_eq!(found.0, 7);
}
