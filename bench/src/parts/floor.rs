//! What this machine needs at least, now: a case as small as can be, written durably by SQLite alone. Machines differ, and one
//! machine from hour to hour, by a factor of two: what a request costs is to be read beside this.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use super::{Run, Scratch};
use crate::figures::{Figures, Rounds, Target};
use crate::hearth::Store;
use crate::machine;
use crate::said::{Done, while_doing};

/// Those who wait for their case to be on disk, each for one at a time.
const CLIENTS: u64 = 16;
const LONG: Duration = Duration::from_secs(3);
/// What such a case took when the targets were set, in milliseconds of processor time: three statements, four indexes beside
/// the keys. Their tables were like these, not the same, so the ratio is an estimate.
const KNOWN_MS: f64 = 0.035;

const TABLES: &str = "
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE matter (id TEXT PRIMARY KEY, unit TEXT, state TEXT, due INTEGER, subject TEXT, body TEXT);
    CREATE INDEX matter_due ON matter (unit, state, due);
    CREATE TABLE event (seq INTEGER PRIMARY KEY, matter TEXT, at INTEGER, kind TEXT, body TEXT);
    CREATE INDEX event_matter ON event (matter, seq);
    CREATE TABLE clock (id INTEGER PRIMARY KEY, matter TEXT, due INTEGER, state TEXT);
    CREATE INDEX clock_matter ON clock (matter);
    CREATE INDEX clock_due ON clock (due);";

/// One case to be written, and whom to tell once it is on disk.
struct Job {
    number: u64,
    tell: SyncSender<()>,
}

/// Measures the floor.
pub fn measure(run: &Run, figures: &mut Figures) -> Done {
    let (mut costs, mut rates) = (Vec::new(), Vec::new());
    for _ in 0..run.rounds {
        let scratch = Scratch::new("floor", &Store::Sqlite)?;
        let (cost, rate) = written(&scratch.0.folder.join("floor.db"))?;
        costs.push(cost);
        rates.push(rate);
    }
    figures.about("the floor: a row, two events and two clocks, by SQLite alone, 16 clients, every group on disk");
    let costs = Rounds::of(costs);
    let note = format!("{:.1} times the machine of the targets ({KNOWN_MS} ms)", costs.median / KNOWN_MS);
    figures.add("floor: a case written".to_owned(), "ms CPU", Target::None, costs, note);
    figures.add("floor: cases written".to_owned(), "a second", Target::None, Rounds::of(rates), String::new());
    Ok(())
}

/// Milliseconds of processor time for a case, and cases a second.
fn written(file: &Path) -> Done<(f64, f64)> {
    let conn = Connection::open(file).map_err(while_doing("the floor"))?;
    conn.execute_batch(TABLES).map_err(while_doing("the floor"))?;
    let (give, jobs) = channel();
    let (before, begun) = (machine::cpu(&[std::process::id()])?, Instant::now());
    let writer = thread::spawn(move || write(&conn, &jobs).map_err(while_doing("the floor")));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let give = give.clone();
            thread::spawn(move || {
                let mut done = 0;
                while begun.elapsed() < LONG {
                    let (tell, told) = sync_channel(1);
                    let job = Job { number: client << 40 | done, tell };
                    if give.send(job).is_err() || told.recv().is_err() {
                        break;
                    }
                    done += 1;
                }
                done
            })
        })
        .collect();
    drop(give);
    let mut cases = 0;
    for it in clients {
        cases += it.join().map_err(|_| "a client of the floor ended")?;
    }
    writer.join().map_err(|_| "the writer of the floor ended")??;
    let (wall, spent) = (begun.elapsed(), machine::cpu(&[std::process::id()])?.saturating_sub(before));
    let cases = base::stats::wide(cases);
    Ok((spent.as_secs_f64() * 1e3 / cases, cases / wall.as_secs_f64()))
}

/// Writes what waits in one transaction, each case in its savepoint, until nobody is there any more.
fn write(conn: &Connection, jobs: &Receiver<Job>) -> rusqlite::Result<()> {
    while let Ok(first) = jobs.recv() {
        let mut group = vec![first];
        conn.execute_batch("BEGIN IMMEDIATE")?;
        let mut at = 0;
        while let Some(job) = group.get(at) {
            conn.execute_batch("SAVEPOINT job")?;
            case(conn, job.number)?;
            conn.execute_batch("RELEASE job")?;
            group.extend(jobs.try_recv());
            at += 1;
        }
        conn.execute_batch("COMMIT")?;
        for job in group {
            // A client whose time is over is gone.
            let _ = job.tell.send(());
        }
    }
    Ok(())
}

fn case(conn: &Connection, number: u64) -> rusqlite::Result<()> {
    let id = format!("cas_{:026}", number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let (due, unit) = (i64::try_from(number & 0xFFFF_FFFF).unwrap_or(0), format!("unt_{:026}", number % 8));
    let mut matter = conn.prepare_cached("INSERT INTO matter VALUES (?1, ?2, 'open', ?3, ?4, ?5)")?;
    let body = "客户来电反映从昨天晚上开始每隔十几分钟掉线一次，光猫红灯闪烁，已自行重启多次无效。";
    matter.execute(params![id, unit, due, "城南区解放大街：宽带频繁掉线", body])?;
    let fields = r#"{"step":"intake","kind":"service_request"}"#;
    let events =
        "INSERT INTO event (matter, at, kind, body) VALUES (?1, ?2, 'opened', ?3), (?1, ?2, 'clock_began', ?3)";
    conn.prepare_cached(events)?.execute(params![id, due, fields])?;
    let clocks = "INSERT INTO clock (matter, due, state) VALUES (?1, ?2, 'running'), (?1, ?3, 'running')";
    conn.prepare_cached(clocks)?.execute(params![id, due + 60_000, due + 120_000])?;
    Ok(())
}
