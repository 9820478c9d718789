//! Mailboxes, and letters on their way in.

use base::ids::{EntranceId, LetterId};
use base::{Result, Span, Stamp};
use db::{Tx, args};

db::row! {
    /// How far a mailbox was read, and what is in the way.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct MailboxRow {
        /// The life of the folder; 0 before it was ever read.
        pub validity: i64,
        /// The number of the last letter that was kept.
        pub uid: i64,
        /// When it was last up to date.
        pub read_at: Option<Stamp>,
        /// What is in the way.
        pub trouble: Option<String>,
    }
}

db::row! {
    /// A letter that was not yet taken in.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct LetterRow {
        /// Its id, and that of its bytes.
        pub id: LetterId,
        /// The mailbox.
        pub entrance_id: EntranceId,
        /// The life of the folder.
        pub validity: i64,
        /// Its number there.
        pub uid: i64,
        /// Whether these are all of its bytes, or only its head.
        pub whole: bool,
        /// When it came.
        pub came_at: Stamp,
        /// Failed tries so far.
        pub attempts: i64,
    }
}

/// A mailbox.
pub fn mailbox(tx: &mut Tx<'_>, entrance: &EntranceId) -> Result<Option<MailboxRow>> {
    let sql = "SELECT validity, uid, read_ms, trouble FROM channels_mailbox WHERE entrance_id = $1";
    tx.maybe(sql, args![entrance])
}

/// Takes a mailbox for a process until a moment, if no other one has it; answers whether it has it.
pub fn lease(tx: &mut Tx<'_>, entrance: &EntranceId, node: &str, until: Stamp) -> Result<bool> {
    let taken = tx.run(
        "INSERT INTO channels_mailbox (entrance_id, validity, uid, node, lease_ms) VALUES ($1, 0, 0, $2, $3)
         ON CONFLICT (entrance_id) DO UPDATE SET node = excluded.node, lease_ms = excluded.lease_ms
          WHERE channels_mailbox.node = excluded.node OR channels_mailbox.lease_ms <= $4",
        args![entrance, node, until, tx.now()],
    )?;
    Ok(taken == 1)
}

/// Gives back what a process has.
pub fn release(tx: &mut Tx<'_>, node: &str) -> Result<()> {
    tx.send("UPDATE channels_mailbox SET lease_ms = 0 WHERE node = $1", args![node])
}

/// Writes how far a mailbox was read.
pub fn reached(tx: &mut Tx<'_>, entrance: &EntranceId, validity: i64, uid: i64) -> Result<()> {
    let sql = "UPDATE channels_mailbox SET validity = $2, uid = $3 WHERE entrance_id = $1";
    tx.send(sql, args![entrance, validity, uid])
}

/// Writes that a mailbox is up to date, or what is in the way.
pub fn state(tx: &mut Tx<'_>, entrance: &EntranceId, trouble: Option<&str>) -> Result<()> {
    let read = trouble.is_none().then(|| tx.now());
    tx.send(
        "UPDATE channels_mailbox SET read_ms = COALESCE($2, read_ms), trouble = $3 WHERE entrance_id = $1",
        args![entrance, read, trouble],
    )
}

/// Keeps a letter; answers whether it was not there already.
pub fn keep(tx: &mut Tx<'_>, it: &LetterRow) -> Result<bool> {
    let kept = tx.run(
        "INSERT INTO channels_letter (id, entrance_id, validity, uid, whole, came_ms, due_ms, attempts)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7) ON CONFLICT (entrance_id, validity, uid) DO NOTHING",
        args![it.id, it.entrance_id, it.validity, it.uid, it.whole, it.came_at, it.attempts],
    )?;
    Ok(kept == 1)
}

/// The letters of a mailbox that are due, oldest first.
pub fn due(tx: &mut Tx<'_>, entrance: &EntranceId, limit: i64) -> Result<Vec<LetterRow>> {
    tx.all(
        "SELECT id, entrance_id, validity, uid, whole, came_ms, attempts FROM channels_letter
          WHERE entrance_id = $1 AND due_ms <= $2 ORDER BY due_ms, id LIMIT $3",
        args![entrance, tx.now(), limit],
    )
}

/// Forgets a letter that was taken in.
pub fn taken(tx: &mut Tx<'_>, id: &LetterId) -> Result<()> {
    tx.send("DELETE FROM channels_letter WHERE id = $1", args![id])
}

/// After so many failed tries (about a day) a letter is laid aside.
const TRIES: i64 = 16;

/// Notes why a letter could not be taken in; for good, or it is tried again.
pub fn failed(tx: &mut Tx<'_>, it: &LetterRow, why: &str, for_good: bool) -> Result<()> {
    let attempts = it.attempts + 1;
    let wait = Span::SECOND.times(1 << attempts.clamp(1, 13));
    let due = (!for_good && attempts < TRIES).then(|| tx.now() + wait);
    let sql = "UPDATE channels_letter SET attempts = $2, failure = $3, due_ms = $4 WHERE id = $1";
    tx.send(sql, args![it.id, attempts, why, due])
}

/// How many letters of a mailbox wait, and how many were laid aside; both up to 1000.
pub fn waiting(tx: &mut Tx<'_>, entrance: &EntranceId) -> Result<(i64, i64)> {
    tx.one(
        "SELECT COUNT(*) FILTER (WHERE due_ms IS NOT NULL), COUNT(*) FILTER (WHERE due_ms IS NULL)
           FROM (SELECT due_ms FROM channels_letter WHERE entrance_id = $1 LIMIT 1000) AS held",
        args![entrance],
    )
}
