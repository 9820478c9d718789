//! PostgreSQL: a pool of threads, each with a connection of its own, that take whole transactions.

mod connection;
mod values;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use base::{Result, fault};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use tokio::sync::watch;

use crate::Tx;
use crate::handle::{Options, World, Written};
use crate::job::Job;
use crate::tx::Conn;

pub(crate) use connection::{Connection, connect};
pub(crate) use values::Raw;

/// Plans of statements are made anew after so long: one that was made while a table was empty reads all of it, however
/// much there is by then.
const PLANS_HOLD: Duration = Duration::from_secs(30);

/// Starts the connection threads; they end when the sender is dropped.
pub(crate) fn start(
    url: &str,
    options: &Options,
    world: &Arc<World>,
    written: &watch::Sender<Written>,
) -> Result<Sender<Job>> {
    let (send, jobs) = bounded::<Job>(options.queue);
    let connected = Arc::new(AtomicUsize::new(0));
    for _ in 0..options.threads.max(1) {
        let first = Connection::open(url, options.read_limit)?;
        let (url, limit) = (url.to_owned(), options.read_limit);
        let (world, jobs, written) = (Arc::clone(world), jobs.clone(), written.clone());
        let connected = Arc::clone(&connected);
        thread::Builder::new()
            .name("db-connection".to_owned())
            .spawn(move || serve(first, || Connection::open(&url, limit), &world, &jobs, &written, &connected))
            .map_err(fault)?;
    }
    Ok(send)
}

/// Takes jobs; a lost connection is opened anew before the next one is run, as long as that takes. While no thread has
/// one, who asks is told to come again at once, not kept waiting.
fn serve(
    mut conn: Connection,
    open: impl Fn() -> Result<Connection>,
    world: &World,
    jobs: &Receiver<Job>,
    written: &watch::Sender<Written>,
    connected: &AtomicUsize,
) {
    connected.fetch_add(1, Ordering::SeqCst);
    let mut planned = Instant::now();
    while let Ok(job) = jobs.recv() {
        if conn.has_gone()
            && let Ok(fresh) = open()
        {
            conn = fresh;
        }
        if planned.elapsed() > PLANS_HOLD {
            conn.send_batch("DISCARD PLANS");
            planned = Instant::now();
        }
        run(&mut conn, job, world, written);
        if !conn.is_closed() {
            continue;
        }
        connected.fetch_sub(1, Ordering::SeqCst);
        let mut pause = Duration::from_millis(50);
        while conn.is_closed() {
            match open() {
                Ok(fresh) => {
                    conn = fresh;
                    connected.fetch_add(1, Ordering::SeqCst);
                }
                Err(failure) => {
                    tracing::warn!(%failure, "the database cannot be reached");
                    let until = Instant::now() + pause;
                    while connected.load(Ordering::SeqCst) == 0 {
                        match jobs.recv_deadline(until) {
                            Ok(job) => drop(job),
                            Err(RecvTimeoutError::Timeout) => break,
                            Err(RecvTimeoutError::Disconnected) => return,
                        }
                    }
                    thread::sleep(until.saturating_duration_since(Instant::now()));
                    pause = (pause * 2).min(Duration::from_secs(2));
                }
            }
        }
    }
}

fn run(conn: &mut Connection, job: Job, world: &World, written: &watch::Sender<Written>) {
    conn.send_batch(if job.writes { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" });
    let done = (job.run)(Tx::new(Conn::Postgres(conn), world));
    if !done.keep {
        // Whoever asked need not wait until it is undone.
        (done.answer)(Ok(()));
        if let Err(failure) = conn.batch("ROLLBACK") {
            tracing::warn!(%failure, "a transaction was not ended in order");
        }
        return;
    }
    // A statement that failed on its way makes this a rollback, and is told here.
    let kept = conn.batch("COMMIT");
    match &kept {
        Ok(()) => {
            done.left.hooks.into_iter().for_each(|hook| hook());
            if done.left.emitted {
                written.send_modify(|it| it.count_own(done.left.apart));
            }
        }
        Err(failure) => tracing::warn!(%failure, "a transaction was not written"),
    }
    (done.answer)(kept);
}
