//! Listeners follow the event log. Each moves its cursor in the transaction that does its work, so every event has
//! its effect once, also after a crash, and each can be taken back to the beginning and rebuilt.

use std::sync::Arc;
use std::time::Duration;

use base::Result;
use tokio::time::Instant;

use crate::events::{self, Cursor, Logged, after, after_of, newest};
use crate::{Db, Tx, args};

/// Somebody who does something when something happened.
pub trait Listener: Send + Sync + 'static {
    /// A stable name; the cursor is kept under it.
    fn name(&self) -> &'static str;
    /// The kinds it hears; all of them when it names none. A listener that names kinds hears events about the
    /// organisation only, none about a case, and costs next to nothing while nothing of its kinds happens.
    fn kinds(&self) -> &'static [&'static str] {
        &[]
    }
    /// Hears the next events, in order.
    fn hear(&self, tx: &mut Tx<'_>, events: &[Logged]) -> Result<()>;
}

/// The events of so many rows of the log are heard in one transaction at most.
const BATCH: i64 = 500;

/// Hears the next batch; answers how many events it held.
pub fn step(tx: &mut Tx<'_>, listener: &dyn Listener) -> Result<usize> {
    step_with(tx, listener, None)
}

/// What a listener has to hear next, and where it stands.
struct Next {
    place: Cursor,
    events: Vec<Logged>,
}

impl Next {
    fn read(tx: &mut Tx<'_>, listener: &dyn Listener) -> Result<Self> {
        let place = place(tx, listener.name())?;
        Ok(Self { place, events: next(tx, listener, place, BATCH)? })
    }
}

/// The same with what was read before, so that the writer need not read: unless somebody else heard it meanwhile.
fn step_with(tx: &mut Tx<'_>, listener: &dyn Listener, read: Option<Next>) -> Result<usize> {
    // The update locks the row: of several nodes, one works and the others find nothing left to do.
    let beginning = Cursor::default();
    let (tx_id, seq) = tx.one(
        "INSERT INTO listener_cursor (name, tx_id, seq) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET name = listener_cursor.name RETURNING tx_id, seq",
        args![listener.name(), beginning.tx_id, beginning.seq],
    )?;
    let place = Cursor { tx_id, seq };
    let events = match read {
        Some(read) if read.place == place => read.events,
        _ => next(tx, listener, place, BATCH)?,
    };
    let Some(last) = events.last() else { return Ok(0) };
    listener.hear(tx, &events)?;
    tx.send(
        "UPDATE listener_cursor SET tx_id = $2, seq = $3 WHERE name = $1",
        args![listener.name(), last.tx_id, last.seq],
    )?;
    Ok(events.len())
}

fn next(tx: &mut Tx<'_>, listener: &dyn Listener, cursor: Cursor, limit: i64) -> Result<Vec<Logged>> {
    match listener.kinds() {
        [] => after(tx, cursor, limit),
        kinds => after_of(tx, kinds, cursor, limit),
    }
}

/// Takes a listener back to the beginning of the log.
pub fn reset(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    tx.send("DELETE FROM listener_cursor WHERE name = $1", args![name])?;
    Ok(())
}

/// Lets a listener hear everything that was written before this call; for the command line and tests.
///
/// On PostgreSQL an older transaction that is still open holds readers back, so this waits for it.
pub fn catch_up(db: &Db, listener: &Arc<dyn Listener>) -> Result<()> {
    let target = db.read_blocking(events::last_written)?;
    loop {
        let it = Arc::clone(listener);
        // How far readers may see, before looking: what is not there then is not among what was written before.
        let (seen, heard) = db.write_blocking(move |tx| Ok((newest(tx)?, step(tx, &*it)?)))?;
        match heard {
            0 if seen >= target => return Ok(()),
            0 => std::thread::sleep(Duration::from_millis(5)),
            _ => {}
        }
    }
}

/// How far a listener has heard the log.
pub fn place(tx: &mut Tx<'_>, name: &str) -> Result<Cursor> {
    let known: Option<(i64, i64)> = tx.maybe("SELECT tx_id, seq FROM listener_cursor WHERE name = $1", args![name])?;
    Ok(known.map_or_else(Cursor::default, |(tx_id, seq)| Cursor { tx_id, seq }))
}

/// After so long everybody looks, whatever they were told: another process may have written.
const LOOKS_EVERY: Duration = Duration::from_secs(1);
/// A short rest lets events gather: under load one transaction then hears many.
const REST: Duration = Duration::from_millis(100);

/// Follows the log for ever. Wakes when this process writes, and looks once a second for what others wrote.
pub async fn follow(db: Db, listener: Arc<dyn Listener>) {
    let mut written = db.written();
    let (mut apart, mut looked) = (None, Instant::now());
    loop {
        let quiet = tokio::time::timeout(LOOKS_EVERY, written.changed()).await.is_err();
        let now = *written.borrow_and_update();
        // What happens to cases is most of what happens, and does not concern those who hear of the organisation only.
        let concerned = listener.kinds().is_empty() || apart != Some(now.apart);
        if !concerned && !quiet && looked.elapsed() < LOOKS_EVERY {
            tokio::time::sleep(REST).await;
            continue;
        }
        (apart, looked) = (Some(now.apart), Instant::now());
        let name = listener.name();
        let mut more = true;
        while more {
            let it = Arc::clone(&listener);
            // What there is to hear is read beside the writer, who is busy enough.
            let Ok(read) = db.read(move |tx| Next::read(tx, &*it)).await else { break };
            if read.events.is_empty() {
                break;
            }
            let it = Arc::clone(&listener);
            more = match db.write(move |tx| step_with(tx, &*it, Some(read))).await {
                Ok(heard) => i64::try_from(heard).is_ok_and(|it| it >= BATCH),
                Err(failure) => {
                    tracing::error!(listener = name, %failure, "a listener could not do its work; it will try again");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    false
                }
            };
        }
        tokio::time::sleep(REST).await;
    }
}
