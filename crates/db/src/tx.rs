//! A transaction: statements, the moment it runs at, new ids, and what is to happen once it is kept.

use std::any::{Any, TypeId};
use std::collections::HashMap;

use base::ids::Id;
use base::{Result, Stamp, fault};

use crate::handle::World;
use crate::{FromRow, Missing, Row, Value, events, postgres, sqlite};

/// Which database answers; only this crate asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite in the same process.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

pub(crate) enum Conn<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c mut postgres::Connection),
}

pub(crate) type Hook = Box<dyn FnOnce() + Send>;

/// What a transaction leaves behind.
#[derive(Default)]
pub(crate) struct Left {
    pub hooks: Vec<Hook>,
    pub emitted: bool,
    /// Whether an event is not about a case.
    pub apart: bool,
    events: Vec<events::Waiting>,
}

/// A transaction, or a consistent view for reading.
pub struct Tx<'c> {
    conn: Conn<'c>,
    world: &'c World,
    now: Stamp,
    left: Left,
    /// What [`Tx::once`] answered, by its type.
    known: HashMap<TypeId, Box<dyn Any>>,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(conn: Conn<'c>, world: &'c World) -> Self {
        Self { conn, world, now: world.clock.now(), left: Left::default(), known: HashMap::new() }
    }

    pub(crate) fn finish(self) -> Left {
        self.left
    }

    /// Events were written; `apart` when some are not about a case.
    pub(crate) fn mark_emitted(&mut self, apart: bool) {
        self.left.emitted = true;
        self.left.apart |= apart;
    }

    /// Takes an event for the log. Events are written together: before the log is read, and at the end.
    pub(crate) fn emit(&mut self, event: events::Waiting) {
        self.mark_emitted(event.case.is_none());
        self.left.events.push(event);
    }

    /// Writes the events that were taken so far.
    pub(crate) fn write_events(&mut self) -> Result<()> {
        match std::mem::take(&mut self.left.events) {
            none if none.is_empty() => Ok(()),
            events => events::write(self, events),
        }
    }

    /// Which database answers.
    pub(crate) fn dialect(&self) -> Dialect {
        match self.conn {
            Conn::Sqlite(_) => Dialect::Sqlite,
            Conn::Postgres(_) => Dialect::Postgres,
        }
    }

    /// The moment this transaction runs at; the same throughout.
    pub fn now(&self) -> Stamp {
        self.now
    }

    /// Plays at another moment from here on: demo data and imports live through the past with the same commands.
    pub fn at(&mut self, moment: Stamp) {
        self.now = moment;
    }

    /// A new id.
    pub fn id<T: Id>(&self) -> T {
        self.world.mint.id(self.now)
    }

    /// Random bytes, for tokens and keys.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.world.mint.bytes()
    }

    /// Does something in memory once the transaction is kept; nothing when it is not.
    pub fn on_commit(&mut self, hook: impl FnOnce() + Send + 'static) {
        self.left.hooks.push(Box::new(hook));
    }

    /// What `work` answers, worked out once in this transaction. The type is the name it is remembered by: give it one of
    /// its own. Whoever changes what it was made of calls [`Tx::forget`].
    pub fn once<T: Clone + 'static>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if let Some(known) = self.known.get(&TypeId::of::<T>()).and_then(|it| it.downcast_ref::<T>()) {
            return Ok(known.clone());
        }
        let found = work(self)?;
        self.known.insert(TypeId::of::<T>(), Box::new(found.clone()));
        Ok(found)
    }

    /// Lets [`Tx::once`] work this out anew.
    pub fn forget<T: 'static>(&mut self) {
        self.known.remove(&TypeId::of::<T>());
    }

    /// Tries something. Where it is refused or fails, all it did is undone, its events and what was to happen after the
    /// commit included, and the transaction goes on. The outer error is the database's.
    pub fn attempt<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<Result<T>> {
        self.write_events()?;
        let (hooks, now) = (self.left.hooks.len(), self.now);
        self.say("SAVEPOINT attempt")?;
        let done = work(self).and_then(|it| {
            self.write_events()?;
            self.say("RELEASE SAVEPOINT attempt")?;
            Ok(it)
        });
        if done.is_err() {
            if let Conn::Postgres(conn) = &mut self.conn {
                conn.settle();
            }
            self.say("ROLLBACK TO SAVEPOINT attempt")?;
            self.say("RELEASE SAVEPOINT attempt")?;
            self.left.hooks.truncate(hooks);
            self.left.events.clear();
            // Some of it may have been read from what is undone now.
            self.known.clear();
            self.now = now;
        }
        Ok(done)
    }

    fn say(&mut self, sql: &'static str) -> Result<()> {
        match &mut self.conn {
            Conn::Sqlite(conn) => sqlite::batch(conn, sql),
            Conn::Postgres(conn) => conn.batch(sql),
        }
    }

    /// Runs a statement; answers how many rows it touched.
    pub fn run(&mut self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        match &mut self.conn {
            Conn::Sqlite(conn) => sqlite::run(conn, sql, args),
            Conn::Postgres(conn) => conn.run(sql, args),
        }
    }

    /// Runs a statement whose count nobody asks for. On PostgreSQL it travels with the next one, which tells whether
    /// it failed.
    pub fn send(&mut self, sql: &str, args: &[Value<'_>]) -> Result<()> {
        match &mut self.conn {
            Conn::Sqlite(conn) => sqlite::run(conn, sql, args).map(drop),
            Conn::Postgres(conn) => conn.send(sql, args),
        }
    }

    /// Calls `each` with every row, one at a time.
    pub fn each(&mut self, sql: &str, args: &[Value<'_>], mut each: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
        if !self.left.events.is_empty() && sql.contains(events::LOG) {
            self.write_events()?;
        }
        match &mut self.conn {
            Conn::Sqlite(conn) => sqlite::each(conn, sql, args, &mut each),
            Conn::Postgres(conn) => conn.each(sql, args, &mut each),
        }
    }

    /// All rows. For what can be long, give the statement a `LIMIT` or use [`Tx::each`].
    pub fn all<R: FromRow>(&mut self, sql: &str, args: &[Value<'_>]) -> Result<Vec<R>> {
        let mut rows = Vec::new();
        self.each(sql, args, |row| {
            rows.push(R::from_row(row)?);
            Ok(())
        })?;
        Ok(rows)
    }

    /// The row that a `SELECT` from one table finds by its key, which nobody else changes until this transaction is over.
    pub fn held<R: FromRow>(&mut self, sql: &str, args: &[Value<'_>]) -> Result<Option<R>> {
        match self.dialect() {
            // Whoever writes is alone.
            Dialect::Sqlite => self.maybe(sql, args),
            Dialect::Postgres => self.maybe(&format!("{sql} FOR UPDATE"), args),
        }
    }

    /// The first row, if there is one.
    pub fn maybe<R: FromRow>(&mut self, sql: &str, args: &[Value<'_>]) -> Result<Option<R>> {
        let mut found = None;
        self.each(sql, args, |row| {
            if found.is_none() {
                found = Some(R::from_row(row)?);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The first row; a fault when there is none.
    pub fn one<R: FromRow>(&mut self, sql: &str, args: &[Value<'_>]) -> Result<R> {
        self.maybe(sql, args)?.ok_or_else(|| fault(Missing(sql.to_owned())))
    }

    /// Adds many rows at the database's best speed: one prepared statement, or `COPY`.
    pub fn insert_many<'v>(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: impl IntoIterator<Item = Vec<Value<'v>>>,
    ) -> Result<u64> {
        match &mut self.conn {
            Conn::Sqlite(conn) => sqlite::insert_many(conn, table, columns, "", rows),
            Conn::Postgres(conn) => conn.insert_many(table, columns, rows),
        }
    }

    /// Brings back rows of a copy. They come as text, of whatever type the column is.
    pub(crate) fn copy_in<'v>(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: impl IntoIterator<Item = Vec<Value<'v>>>,
    ) -> Result<u64> {
        match &mut self.conn {
            Conn::Sqlite(conn) => sqlite::insert_many(conn, table, columns, "", rows),
            Conn::Postgres(conn) => conn.copy(table, columns, rows.into_iter()),
        }
    }

    /// Adds many rows; where a row's key is known already, `conflict` (`ON CONFLICT (key) DO UPDATE SET ...`) says what
    /// becomes of it. No key may come twice.
    ///
    /// A statement of many rows saves round trips on PostgreSQL; on SQLite it would cost a journal of its own.
    pub fn upsert_many(
        &mut self,
        table: &str,
        columns: &[&str],
        conflict: &str,
        rows: Vec<Vec<Value<'_>>>,
    ) -> Result<u64> {
        match &mut self.conn {
            Conn::Sqlite(conn) => sqlite::insert_many(conn, table, columns, conflict, rows),
            Conn::Postgres(conn) => conn.upsert_many(table, columns, conflict, &rows),
        }
    }
}
