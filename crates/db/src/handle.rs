//! The handle everybody holds: opens a database, takes closures, tells when something was written.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use base::{Clock, Failure, Mint, Result};
use crossbeam_channel::{Sender, TrySendError};
use tokio::sync::watch;

use crate::job::{Job, gone, job};
use crate::{Dialect, Migration, Tx, migrate, postgres, sqlite};

/// Counts the transactions that wrote events, for those who wait for some.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Those with events of any sort.
    pub events: u64,
    /// Those with events that are not about a case.
    pub apart: u64,
    /// Those of this process.
    pub own: u64,
}

impl Written {
    /// One more; `apart` when it told something that is not about a case.
    pub(crate) fn count(&mut self, apart: bool) {
        self.events += 1;
        self.apart += u64::from(apart);
    }

    /// One more of this process.
    pub(crate) fn count_own(&mut self, apart: bool) {
        self.count(apart);
        self.own += 1;
    }
}

/// Where time and randomness come from.
#[derive(Debug)]
pub struct World {
    /// The clock every transaction reads once.
    pub clock: Arc<dyn Clock>,
    /// The mint of ids and tokens.
    pub mint: Mint,
}

/// Which database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A file of our own.
    Sqlite(PathBuf),
    /// A server, as `postgres://user@host/name?sslmode=require`.
    Postgres(String),
}

/// How the database is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// Which database.
    pub target: Target,
    /// Threads that only read (SQLite), or connections (PostgreSQL).
    pub threads: usize,
    /// Closures that may wait; more are answered with "busy".
    pub queue: usize,
    /// How long a read may take.
    pub read_limit: Duration,
}

impl Options {
    /// Sound defaults for two cores.
    pub fn new(target: Target) -> Self {
        let threads = if matches!(target, Target::Sqlite(_)) { 2 } else { 8 };
        Self { target, threads, queue: 4096, read_limit: Duration::from_secs(30) }
    }
}

/// A database. Cheap to clone; the threads stop when the last clone is dropped.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    world: Arc<World>,
    dialect: Dialect,
    write: Sender<Job>,
    read: Sender<Job>,
    written: watch::Sender<Written>,
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Db({:?})", self.0.dialect)
    }
}

impl Db {
    /// Opens the database, brings its tables up to date and starts its threads.
    pub fn open(options: &Options, world: World, migrations: &[&[Migration]]) -> Result<Self> {
        migrate::run(&options.target, migrations, None)?;
        Self::start(options, world)
    }

    /// Opens an empty database with its tables as they were after these steps, to bring a copy from then back into them.
    pub fn open_as_of(options: &Options, world: World, migrations: &[&[Migration]], steps: &[i32]) -> Result<Self> {
        migrate::run(&options.target, migrations, Some(steps))?;
        Self::start(options, world)
    }

    fn start(options: &Options, world: World) -> Result<Self> {
        let world = Arc::new(world);
        let (written, _) = watch::channel(Written::default());
        let (dialect, write, read) = match &options.target {
            Target::Sqlite(file) => {
                let (write, read) = sqlite::start(file, options, &world, &written)?;
                (Dialect::Sqlite, write, read)
            }
            Target::Postgres(url) => {
                let all = postgres::start(url, options, &world, &written)?;
                (Dialect::Postgres, all.clone(), all)
            }
        };
        Ok(Self(Arc::new(Inner { world, dialect, write, read, written })))
    }

    /// Time and randomness as the database sees them.
    pub fn world(&self) -> &World {
        &self.0.world
    }

    /// Which database answers.
    pub fn dialect(&self) -> Dialect {
        self.0.dialect
    }

    /// Changes whenever events were written by this process.
    pub fn written(&self) -> watch::Receiver<Written> {
        self.0.written.subscribe()
    }

    /// Says that events were written by another process.
    pub fn wake(&self) {
        self.0.written.send_modify(|it| it.count(true));
    }

    /// Runs a transaction; its answer comes after it is durable. An error undoes all it did.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (job, told) = job(true, work);
        send(&self.0.write, job)?;
        told.await.unwrap_or_else(|_| Err(gone()))
    }

    /// Runs a closure that only reads, on a consistent view.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (job, told) = job(false, work);
        send(&self.0.read, job)?;
        told.await.unwrap_or_else(|_| Err(gone()))
    }

    /// [`Db::write`] for threads that may wait; never call it on the async runtime.
    pub fn write_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (job, told) = job(true, work);
        self.0.write.send(job).map_err(|_| gone())?;
        told.blocking_recv().unwrap_or_else(|_| Err(gone()))
    }

    /// [`Db::read`] for threads that may wait; never call it on the async runtime.
    pub fn read_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (job, told) = job(false, work);
        self.0.read.send(job).map_err(|_| gone())?;
        told.blocking_recv().unwrap_or_else(|_| Err(gone()))
    }
}

fn send(to: &Sender<Job>, job: Job) -> Result<()> {
    to.try_send(job).map_err(|it| match it {
        TrySendError::Full(_) => Failure::Busy,
        TrySendError::Disconnected(_) => gone(),
    })
}
