//! SQLite: one thread that writes many transactions with one commit, one that makes them durable, a few that only read.

mod flush;

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

use base::{Result, fault};
use crossbeam_channel::{Receiver, Sender, bounded, select};
use rusqlite::config::DbConfig;
use rusqlite::hooks::Wal;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::wal::CheckpointMode;
use rusqlite::{CachedStatement, Connection, OpenFlags, ToSql};
use tokio::sync::watch;

use crate::handle::{Options, World, Written};
use crate::job::{Done, Job};
use crate::tx::Conn;
use crate::{Row, Tx, Value, error};
use flush::Flusher;

/// So many transactions share one commit at most; more would make the first one wait too long.
const GROUP: usize = 256;

/// Prepared statements kept per connection.
const STATEMENTS: usize = 512;

/// So many pages of the journal (64 MB) are copied into the file at once: pages that are written again and again are then
/// copied once.
const JOURNAL: i32 = 16_000;

/// From so many on they are copied beside the writer, who has little left to copy when the journal is full.
const NEARLY_FULL: i32 = 12_000;

/// So many kilobytes of pages are kept by a connection that reads. What it does not keep is in the system's memory.
const READ_CACHE: i32 = 4_000;

/// Opens a connection with full durability and small memory.
pub(crate) fn open(file: &Path) -> Result<Connection> {
    let conn = Connection::open_with_flags(file, OpenFlags::default()).map_err(|it| error::sqlite(it, "opening"))?;
    conn.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;
         PRAGMA mmap_size = 0; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON;
         PRAGMA wal_autocheckpoint = {JOURNAL};"
    ))
    .map_err(|it| error::sqlite(it, "settings"))?;
    // Without this promise a statement is planned anew whenever other values are bound to it.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(|it| error::sqlite(it, "settings"))?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(conn)
}

/// Starts the writer and the readers; the threads end when the senders are dropped.
pub(crate) fn start(
    file: &Path,
    options: &Options,
    world: &Arc<World>,
    written: &watch::Sender<Written>,
) -> Result<(Sender<Job>, Sender<Job>)> {
    let (write, writes) = bounded(options.queue);
    let (read, reads) = bounded::<Job>(options.queue);
    let mut conn = open(file)?;
    copy_beside(&mut conn, file)?;
    // The journal of each commit is flushed by a thread of its own, before anybody is answered.
    conn.pragma_update(None, "synchronous", "NORMAL").map_err(|it| error::sqlite(it, "settings"))?;
    let (flusher, its_world) = (Flusher::start(file, written.clone())?, Arc::clone(world));
    spawn("db-write", move || write_loop(&conn, &its_world, &writes, flusher))?;
    for _ in 0..options.threads.max(1) {
        let mut conn = open(file)?;
        conn.pragma_update(None, "cache_size", -READ_CACHE).map_err(|it| error::sqlite(it, "settings"))?;
        let started = Arc::new(Mutex::new(Instant::now()));
        let (watched, limit) = (Arc::clone(&started), options.read_limit);
        let too_long = move || watched.lock().is_ok_and(|it| it.elapsed() > limit);
        conn.progress_handler(100_000, Some(too_long)).map_err(|it| error::sqlite(it, "read limit"))?;
        let (world, reads) = (Arc::clone(world), reads.clone());
        spawn("db-read", move || read_loop(&conn, &world, &reads, &started))?;
    }
    Ok((write, read))
}

/// Has the journal of the writer copied into the file by a thread of its own: while that goes on, the writer writes. Once the
/// journal is full it waits for its turn to copy the rest, or the journal would grow as fast as it is written.
fn copy_beside(writer: &mut Connection, file: &Path) -> Result<()> {
    let (wake, wakes) = bounded(1);
    let beside = open(file)?;
    let turn = Arc::new(Mutex::new(()));
    let its_turn = Arc::clone(&turn);
    spawn("db-copy", move || {
        for () in wakes {
            let _turn = its_turn.lock();
            // What could not be copied now is copied the next time.
            let _ = beside.wal_checkpoint_v2(None::<&str>, CheckpointMode::PASSIVE);
        }
    })?;
    let hook = move |journal: &mut Wal, pages: i32| {
        if pages >= JOURNAL {
            let _turn = turn.lock();
            let _ = journal.checkpoint();
        } else if pages >= NEARLY_FULL {
            let _ = wake.try_send(());
        }
        Ok(())
    };
    writer.wal_hook(Some(hook)).map_err(|it| error::sqlite(it, "journal"))
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(run).map(drop).map_err(fault)
}

pub(crate) fn batch(conn: &Connection, sql: &'static str) -> Result<()> {
    conn.prepare_cached(sql).and_then(|mut it| it.raw_execute()).map(drop).map_err(|it| error::sqlite(it, sql))
}

fn write_loop(conn: &Connection, world: &World, jobs: &Receiver<Job>, mut flusher: Flusher) {
    while let Ok(first) = jobs.recv() {
        let mut group = Vec::new();
        let committed = write_group(conn, world, first, jobs, (&mut group, &mut flusher));
        if let Err(failure) = committed {
            let _ = batch(conn, "ROLLBACK");
            tracing::error!(%failure, "a group of transactions was not written");
            for done in group {
                let why = if failure.is_out_of_room() {
                    error::out_of_room("no room for the journal")
                } else {
                    base::Failure::Busy
                };
                (done.answer)(if done.keep { Err(why) } else { Ok(()) });
            }
        } else if flusher.take(group).is_err() {
            // What was answered is safe; nothing more can be promised.
            return;
        }
    }
}

/// Runs the waiting jobs, each in its savepoint, and commits them together. Whoever comes while the group before is flushed
/// to disk is in this one: the slower the disk, the larger the groups. As long as nothing of a group is to be kept, the
/// transaction itself is the savepoint, which spares the journal of one.
fn write_group(
    conn: &Connection,
    world: &World,
    first: Job,
    jobs: &Receiver<Job>,
    (group, flusher): (&mut Vec<Done>, &mut Flusher),
) -> Result<()> {
    batch(conn, "BEGIN IMMEDIATE")?;
    let (mut next, mut kept) = (Some(first), false);
    while let Some(job) = next {
        if kept {
            batch(conn, "SAVEPOINT job")?;
        }
        let done = (job.run)(Tx::new(Conn::Sqlite(conn), world));
        let keep = done.keep;
        group.push(done);
        match (kept, keep) {
            (true, true) => batch(conn, "RELEASE job")?,
            (true, false) => batch(conn, "ROLLBACK TO job").and_then(|()| batch(conn, "RELEASE job"))?,
            (false, true) => kept = true,
            (false, false) => batch(conn, "ROLLBACK").and_then(|()| batch(conn, "BEGIN IMMEDIATE"))?,
        }
        next = if group.len() < GROUP { one_more(jobs, flusher) } else { None };
    }
    batch(conn, "COMMIT")
}

/// The next job, as long as one waits or the group before is still on its way to the disk.
fn one_more(jobs: &Receiver<Job>, flusher: &mut Flusher) -> Option<Job> {
    while flusher.is_busy() {
        select! {
            recv(jobs) -> job => return job.ok(),
            recv(flusher.flushed()) -> _ => flusher.rest(),
        }
    }
    jobs.try_recv().ok()
}

fn read_loop(conn: &Connection, world: &World, jobs: &Receiver<Job>, started: &Mutex<Instant>) {
    while let Ok(job) = jobs.recv() {
        if let Ok(mut it) = started.lock() {
            *it = Instant::now();
        }
        let begun = batch(conn, "BEGIN");
        let done = (job.run)(Tx::new(Conn::Sqlite(conn), world));
        let _ = batch(conn, "ROLLBACK");
        (done.answer)(begun);
    }
}

struct Param<'a>(&'a Value<'a>);

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Bool(it) => ValueRef::Integer(i64::from(*it)),
            Value::Int(it) => ValueRef::Integer(*it),
            Value::Real(it) => ValueRef::Real(*it),
            Value::Text(it) => ValueRef::Text(it.as_bytes()),
            Value::Bytes(it) => ValueRef::Blob(it),
        }))
    }
}

pub(crate) fn value(value: ValueRef<'_>) -> Value<'_> {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(it) => Value::Int(it),
        ValueRef::Real(it) => Value::Real(it),
        // Almost all text is sound, and to see that is much faster than to look for what to replace.
        ValueRef::Text(it) => {
            Value::Text(str::from_utf8(it).map_or_else(|_| String::from_utf8_lossy(it), Cow::Borrowed))
        }
        ValueRef::Blob(it) => Value::Bytes(Cow::Borrowed(it)),
    }
}

fn bind<'c>(conn: &'c Connection, sql: &str, args: &[Value<'_>]) -> rusqlite::Result<CachedStatement<'c>> {
    let mut statement = conn.prepare_cached(sql)?;
    bind_all(&mut statement, args)?;
    Ok(statement)
}

/// SQLite takes `$1` for a name and numbers names by where they first stand, so each is bound by the number in it.
fn bind_all(statement: &mut CachedStatement<'_>, args: &[Value<'_>]) -> rusqlite::Result<()> {
    let wanted = statement.parameter_count();
    for at in 1..=wanted {
        let number = statement.parameter_name(at).and_then(|it| it.strip_prefix('$')?.parse::<usize>().ok());
        let arg = number.and_then(|it| args.get(it.checked_sub(1)?));
        let arg = arg.ok_or(rusqlite::Error::InvalidParameterCount(args.len(), wanted))?;
        statement.raw_bind_parameter(at, Param(arg))?;
    }
    Ok(())
}

pub(crate) fn run(conn: &Connection, sql: &str, args: &[Value<'_>]) -> Result<u64> {
    let touched = bind(conn, sql, args).and_then(|mut it| it.raw_execute()).map_err(|it| error::sqlite(it, sql))?;
    u64::try_from(touched).map_err(fault)
}

pub(crate) fn each(
    conn: &Connection,
    sql: &str,
    args: &[Value<'_>],
    each: &mut dyn FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let failed = |it| error::sqlite(it, sql);
    let mut statement = bind(conn, sql, args).map_err(failed)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(failed)? {
        each(&Row::Sqlite(row))?;
    }
    Ok(())
}

pub(crate) fn insert_many<'v>(
    conn: &Connection,
    table: &str,
    columns: &[&str],
    conflict: &str,
    rows: impl IntoIterator<Item = Vec<Value<'v>>>,
) -> Result<u64> {
    let mut rows = rows.into_iter().peekable();
    if rows.peek().is_none() {
        return Ok(0);
    }
    let sql = insertion(table, columns, conflict).map_err(fault)?;
    let failed = |it| error::sqlite(it, &sql);
    let mut statement = conn.prepare_cached(&sql).map_err(failed)?;
    let mut added = 0;
    for row in rows {
        bind_in_order(&mut statement, &row).and_then(|()| statement.raw_execute()).map_err(failed)?;
        added += 1;
    }
    Ok(added)
}

/// Binds the values of a statement of our own making, whose parameters are numbered as they stand.
fn bind_in_order(statement: &mut CachedStatement<'_>, args: &[Value<'_>]) -> rusqlite::Result<()> {
    let wanted = statement.parameter_count();
    if wanted != args.len() {
        return Err(rusqlite::Error::InvalidParameterCount(args.len(), wanted));
    }
    (1..).zip(args).try_for_each(|(at, arg)| statement.raw_bind_parameter(at, Param(arg)))
}

/// The statement that adds a row. Its parameters have numbers, not names: wide tables would spend more on finding names
/// than on binding.
fn insertion(table: &str, columns: &[&str], conflict: &str) -> std::result::Result<String, fmt::Error> {
    let mut sql = String::with_capacity(columns.len() * 24 + conflict.len() + 64);
    write!(sql, "INSERT INTO {table} (")?;
    for (at, column) in columns.iter().enumerate() {
        write!(sql, "{}{column}", if at == 0 { "" } else { ", " })?;
    }
    sql.push_str(") VALUES (");
    for at in 1..=columns.len() {
        write!(sql, "{}?{at}", if at == 1 { "" } else { ", " })?;
    }
    write!(sql, ") {conflict}")?;
    Ok(sql)
}
