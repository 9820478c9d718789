//! SQLite's index of words: what waits is taken in together, and its pieces are joined while nothing else happens.

use std::time::{Duration, Instant};

use base::Result;

use crate::{Db, Dialect, Tx, args};

/// So many documents are taken in by one transaction.
const BATCH: i64 = 400;
/// A rest between two looks lets documents gather: under load one piece of the index then holds many.
const REST: Duration = Duration::from_millis(150);
/// After so long without a new document, the pieces of the index are joined.
const IDLE: Duration = Duration::from_secs(1);
/// So many pages of the index are written by one step of joining, which others wait for.
const PAGES: i64 = 64;

/// Takes the next waiting documents into the index; answers how many there were.
pub fn take_in(tx: &mut Tx<'_>) -> Result<usize> {
    if tx.dialect() == Dialect::Postgres {
        return Ok(0);
    }
    let waiting: Vec<(i64, bool, String)> = tx.all(
        "SELECT w.doc, w.known, d.words FROM search_waiting w JOIN search_document d ON d.doc = w.doc
          ORDER BY w.doc LIMIT $1",
        args![BATCH],
    )?;
    for (doc, known, words) in &waiting {
        if *known {
            tx.send("DELETE FROM search_index WHERE rowid = $1", args![doc])?;
        }
        tx.send("INSERT INTO search_index (rowid, words) VALUES ($1, $2)", args![doc, words])?;
    }
    if let Some((last, ..)) = waiting.last() {
        tx.send("DELETE FROM search_waiting WHERE doc <= $1", args![last])?;
    }
    Ok(waiting.len())
}

/// Makes sure that words of texts taken out are nowhere in the index any more, a part at a time; `begins` on the first
/// call. Answers whether there is more to do.
pub fn sweep(tx: &mut Tx<'_>, begins: bool) -> Result<bool> {
    if tx.dialect() == Dialect::Postgres {
        return Ok(false);
    }
    if take_in(tx)? > 0 {
        return Ok(true);
    }
    join(tx, begins)
}

/// Joins some pieces of the index; answers whether there may be more to join.
fn join(tx: &mut Tx<'_>, begins: bool) -> Result<bool> {
    // A negative number puts all pieces in line to become one, a positive one goes on with that.
    let pages = if begins { -PAGES } else { PAGES };
    let changes = |tx: &mut Tx<'_>| tx.one::<(i64,)>("SELECT total_changes()", args![]);
    let (before,) = changes(tx)?;
    tx.send("INSERT INTO search_index (search_index, rank) VALUES ('merge', $1)", args![pages])?;
    // The statement itself counts as one.
    Ok(changes(tx)?.0 - before > 1)
}

/// Keeps the index of words up to date for ever.
///
/// The pieces of the index are joined when nothing was taken in for a while, and only once an eighth of the documents is
/// new since the last time, so that joining never costs more than a few times the taking in.
pub async fn keep_up(db: Db) {
    if db.dialect() == Dialect::Postgres {
        return;
    }
    let mut written = db.written();
    let (mut fresh, mut last) = (left_in_pieces(&db).await, Instant::now());
    loop {
        let _ = tokio::time::timeout(Duration::from_secs(1), written.changed()).await;
        loop {
            let waits = |tx: &mut Tx<'_>| tx.maybe::<(i64,)>("SELECT doc FROM search_waiting LIMIT 1", args![]);
            if !db.read(waits).await.is_ok_and(|it| it.is_some()) {
                break;
            }
            match db.write(take_in).await {
                Ok(taken) => (fresh, last) = (fresh + taken, Instant::now()),
                Err(failure) => {
                    tracing::error!(%failure, "the index of words could not be kept up; it will be tried again");
                    break;
                }
            }
        }
        if fresh > 0 && last.elapsed() >= IDLE && is_worth_it(&db, fresh).await {
            fresh = 0;
            join_all(&db).await;
        }
        tokio::time::sleep(REST).await;
    }
}

/// More pieces than this are joined after a start: an earlier process had no time for it.
const FEW: i64 = 4;

/// How many documents lie in many pieces, at the start.
async fn left_in_pieces(db: &Db) -> usize {
    let pieces = db.read(|tx| tx.one::<(i64,)>("SELECT COUNT(DISTINCT segid) FROM search_index_idx", args![])).await;
    if pieces.is_ok_and(|(it,)| it > FEW) { usize::MAX / 8 } else { 0 }
}

async fn is_worth_it(db: &Db, fresh: usize) -> bool {
    let all = db.read(|tx| tx.one::<(i64,)>("SELECT COALESCE(MAX(doc), 0) FROM search_document", args![])).await;
    all.is_ok_and(|(all,)| usize::try_from(all).is_ok_and(|all| fresh * 8 >= all))
}

async fn join_all(db: &Db) {
    let mut begins = true;
    while db.write(move |tx| join(tx, begins)).await.unwrap_or(false) {
        begins = false;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
