//! Killed at any moment, nothing that was acknowledged is lost and nothing is there twice.
//!
//! The test starts itself as a child that writes from several threads and says on its output what was acknowledged. The
//! child is killed (SIGKILL) at a random moment, again and again on the same database.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests stop when the test cannot go on")]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use base::ids::PersonId;
use base::{Mint, OsRandom, Result, SeededRandom, SystemClock};
use db::events::{self, About, Event};
use db::idempotency;
use db::{Db, Options, Target, Tx, World, args};
use serde::Serialize;

const TIMES: usize = 50;
const WRITERS: usize = 8;
const PERSON: &str = "per_01JD0000000000000000000000";

#[derive(Serialize)]
struct Wrote {
    key: String,
}

impl Event for Wrote {
    const KIND: &'static str = "db.wrote.v1";
}

fn open(target: &str) -> Db {
    let target = match target.strip_prefix("file:") {
        Some(path) => Target::Sqlite(path.into()),
        None => Target::Postgres(target.to_owned()),
    };
    let world = World { clock: Arc::new(SystemClock), mint: Mint::new(OsRandom) };
    Db::open(&Options::new(target), world, &[]).unwrap()
}

/// A command as a client sends it: carried out once, however often it is sent.
fn write(tx: &mut Tx<'_>, key: &str) -> Result<()> {
    let person: PersonId = PERSON.parse().unwrap();
    if idempotency::answered(tx, &person, key, "write")?.is_none() {
        events::emit(tx, None, About::default(), None, &Wrote { key: key.to_owned() })?;
        idempotency::keep(tx, &person, key, "write", "done")?;
    }
    Ok(())
}

/// Not a test of its own: what the child process does until it is killed.
#[test]
fn child() {
    let (Ok(target), Ok(round)) = (std::env::var("CRASH_TARGET"), std::env::var("CRASH_ROUND")) else { return };
    let db = open(&target);
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (db, round) = (&db, &round);
            scope.spawn(move || {
                for count in 0.. {
                    let key = format!("{round}.{writer}.{count}");
                    let asked = key.clone();
                    db.write_blocking(move |tx| write(tx, &asked)).unwrap();
                    writeln!(std::io::stdout(), "acknowledged {key}").unwrap();
                }
            });
        }
    });
}

fn killed_at_random(target: &str, dice: &mut SeededRandom) {
    let mut acknowledged = Vec::new();
    for round in 0..TIMES {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child", "--nocapture", "--test-threads=1"])
            .envs([("CRASH_TARGET", target), ("CRASH_ROUND", &round.to_string())])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(|it| it.expect("a line"));
        let mut hear = |line: String| {
            let key = line.split("acknowledged ").nth(1);
            acknowledged.extend(key.map(str::to_owned));
            key.is_some()
        };
        assert!(lines.by_ref().any(&mut hear), "the child of round {round} wrote nothing");
        std::thread::sleep(Duration::from_micros(dice.below(60_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        // What was said before the kill is still in the pipe; its last line may be cut off.
        let mut rest: Vec<String> = lines.collect();
        rest.pop_if(|it| it.split('.').count() < 3);
        for line in rest {
            hear(line);
        }
    }
    let db = open(target);
    // A client that heard nothing sends its last command again.
    for key in (0..WRITERS).map(|it| format!("{}.{it}.0", TIMES - 1)) {
        db.write_blocking(move |tx| write(tx, &key)).unwrap();
    }
    let found = db.read_blocking(|tx| {
        tx.all::<(String, i64)>("SELECT body ->> 'key', COUNT(*) FROM event_log GROUP BY body ->> 'key'", args![])
    });
    let found: BTreeMap<String, i64> = found.unwrap().into_iter().collect();
    let lost: Vec<_> = acknowledged.iter().filter(|it| !found.contains_key(*it) && !cut(it, &found)).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    let doubled: Vec<_> = found.iter().filter(|(_, count)| **count != 1).collect();
    assert!(doubled.is_empty(), "written twice: {doubled:?}");
    assert!(acknowledged.len() > TIMES * WRITERS, "only {} writes were tried", acknowledged.len());
}

/// A line that was cut off in the middle of its number names the beginning of a key that is there.
fn cut(key: &str, found: &BTreeMap<String, i64>) -> bool {
    found.range(key.to_owned()..).next().is_some_and(|(it, _)| it.starts_with(key))
}

#[test]
fn sqlite_loses_nothing_acknowledged_when_killed() {
    let it = testkit::sqlite(&[]);
    let target = format!("file:{}", it.dir.join("crash.db").display());
    killed_at_random(&target, &mut SeededRandom::new(11));
}

#[test]
fn postgres_loses_nothing_acknowledged_when_killed() {
    if let Some(url) = testkit::fresh_url() {
        killed_at_random(&url, &mut SeededRandom::new(12));
    }
}
