//! What tests share: a fresh database of each kind, a clock that stands still, ids that repeat.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot begin has to say so and stop")]

mod api;
pub mod pdf;
mod pg;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use base::{FixedClock, Mint, SeededRandom, Stamp};
use db::events::{Cursor, Logged, after, last_written};
use db::listeners::{Listener, catch_up};
use db::{Db, Migration, Options, Target, World};

pub use api::{Answer, Api, team};
pub use pg::fresh_url;

/// The moment every test begins at: Monday 2026-03-02 09:00 in Shanghai.
pub const START: Stamp = Stamp(1_772_413_200_000);

/// A fresh database and the clock its transactions read.
pub struct TestDb {
    /// The database.
    pub db: Db,
    /// Stands at [`START`] until it is moved.
    pub clock: Arc<FixedClock>,
    /// A folder of this test's own.
    pub dir: PathBuf,
}

impl TestDb {
    /// Every event written so far, oldest first.
    ///
    /// On PostgreSQL the log shows an event only when no older transaction of the server is open, and tests of other
    /// processes share the server: this waits for them.
    ///
    /// # Panics
    /// When that takes longer than ten seconds.
    pub fn log(&self) -> Vec<Logged> {
        for _ in 0..5_000 {
            let (written, shown) = self
                .db
                .read_blocking(|tx| Ok((last_written(tx)?, after(tx, Cursor::default(), i64::MAX)?)))
                .expect("the log can be read");
            if shown.last().map_or(Cursor::default(), Logged::cursor) == written {
                return shown;
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        panic!("events that cannot be read after ten seconds");
    }

    /// Lets a listener hear everything written so far.
    ///
    /// # Panics
    /// When the listener fails.
    pub fn hear(&self, listener: &Arc<dyn Listener>) {
        self.log();
        catch_up(&self.db, listener).expect("the listener hears");
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        // What cannot be removed lies in the system's temporary folder, which is cleaned anyway.
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

static COUNT: AtomicU32 = AtomicU32::new(0);

fn fresh_dir() -> PathBuf {
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let dir = std::env::temp_dir().join(format!("hearth-test-{}-{count}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a temporary folder");
    dir
}

fn open(target: Target, dir: PathBuf, migrations: &[&[Migration]]) -> TestDb {
    let clock = Arc::new(FixedClock::at(START));
    TestDb { db: open_at(target, &clock, migrations), clock, dir }
}

fn open_at(target: Target, clock: &Arc<FixedClock>, migrations: &[&[Migration]]) -> Db {
    let world = World { clock: Arc::<FixedClock>::clone(clock), mint: Mint::new(SeededRandom::new(1)) };
    let options = Options { threads: 2, ..Options::new(target) };
    Db::open(&options, world, migrations).unwrap_or_else(|it| panic!("the test database: {it}"))
}

/// A fresh SQLite database, for tests that do not depend on which database it is.
pub fn sqlite(migrations: &[&[Migration]]) -> TestDb {
    let dir = fresh_dir();
    open(Target::Sqlite(dir.join("hearth.db")), dir, migrations)
}

/// A fresh PostgreSQL database, where there is a server.
pub fn postgres(migrations: &[&[Migration]]) -> Option<TestDb> {
    Some(open(Target::Postgres(fresh_url()?), fresh_dir(), migrations))
}

/// Runs a test on a fresh SQLite database, and on a fresh schema of the PostgreSQL that `TEST_PG_URL` names.
pub fn each_db(migrations: &[&[Migration]], test: impl Fn(&TestDb)) {
    test(&sqlite(migrations));
    if let Some(it) = postgres(migrations) {
        test(&it);
    }
}

/// Runs a test on databases of each kind whose tables were made by older steps, filled, and then brought up to date.
pub fn each_grown_db(
    older: &[&[Migration]],
    migrations: &[&[Migration]],
    fill: impl Fn(&TestDb),
    test: impl Fn(&TestDb),
) {
    let dir = fresh_dir();
    let file = Target::Sqlite(dir.join("hearth.db"));
    let server = fresh_url().map(|url| (Target::Postgres(url), fresh_dir()));
    for (target, dir) in [Some((file, dir)), server].into_iter().flatten() {
        let mut it = open(target.clone(), dir, older);
        fill(&it);
        it.db = open_at(target, &it.clock, migrations);
        test(&it);
    }
}
