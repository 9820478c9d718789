//! Sessions, passwords and tries.

use base::ids::{PersonId, SessionId};
use base::{Result, Span, Stamp};
use db::{Tx, args};

use crate::model::{PersonStatus, SessionInfo};
use crate::rules::slowing::Tries;

db::row! {
    /// A session that has not been ended, and whose it is.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct OpenSession {
        pub id: SessionId,
        pub person: PersonId,
        pub created_at: Stamp,
        pub seen_at: Stamp,
        pub status: PersonStatus,
        pub must_change: bool,
        /// Whether it began by an identity provider.
        pub by_provider: bool,
        /// Whether that provider asked for a second factor that policy trusts.
        pub strong: bool,
    }
}

/// The open session of a token, known by its hash.
pub fn of_token(tx: &mut Tx<'_>, token_hash: &str) -> Result<Option<OpenSession>> {
    tx.maybe(
        "SELECT s.id, s.person_id, s.created_ms, s.seen_ms, p.status,
                COALESCE(w.must_change, FALSE) AND s.provider IS NULL, s.provider IS NOT NULL, s.strong
           FROM people_session s JOIN people_person p ON p.id = s.person_id
           LEFT JOIN people_password w ON w.person_id = s.person_id
          WHERE s.token_hash = $1 AND s.ended_ms IS NULL",
        args![token_hash],
    )
}

/// A session about to begin.
pub struct NewSession<'a> {
    pub id: &'a SessionId,
    pub person: &'a PersonId,
    pub token_hash: &'a str,
    pub address: &'a str,
    pub agent: &'a str,
    pub provider: Option<&'a str>,
    pub strong: bool,
}

/// Sessions that ended, or were last used, longer ago than this are forgotten; the log remembers them.
const KEPT: Span = Span(90 * 86_400_000);

/// Begins a session, and forgets the person's oldest ones.
pub fn begin(tx: &mut Tx<'_>, session: &NewSession<'_>) -> Result<()> {
    tx.send(
        "DELETE FROM people_session WHERE person_id = $1 AND seen_ms < $2",
        args![session.person, tx.now() - KEPT],
    )?;
    tx.send(
        "INSERT INTO people_session (id, person_id, token_hash, created_ms, seen_ms, address, agent, provider, strong)
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)",
        args![
            session.id,
            session.person,
            session.token_hash,
            tx.now(),
            session.address,
            session.agent,
            session.provider,
            session.strong,
        ],
    )?;
    Ok(())
}

/// Writes down that a session is in use.
pub fn seen(tx: &mut Tx<'_>, id: &SessionId, at: Stamp) -> Result<()> {
    tx.send("UPDATE people_session SET seen_ms = $2 WHERE id = $1 AND seen_ms < $2", args![id, at])?;
    Ok(())
}

/// The open sessions of somebody, the newest first.
pub fn of_person(tx: &mut Tx<'_>, person: &PersonId, seen_since: Stamp) -> Result<Vec<SessionInfo>> {
    tx.all(
        "SELECT id, person_id, created_ms, seen_ms, address, agent, provider FROM people_session
          WHERE person_id = $1 AND ended_ms IS NULL AND seen_ms >= $2 ORDER BY created_ms DESC, id DESC LIMIT 200",
        args![person, seen_since],
    )
}

/// Whose session it is, while it is open.
pub fn owner(tx: &mut Tx<'_>, id: &SessionId) -> Result<Option<PersonId>> {
    let found: Option<(PersonId,)> =
        tx.maybe("SELECT person_id FROM people_session WHERE id = $1 AND ended_ms IS NULL", args![id])?;
    Ok(found.map(|it| it.0))
}

/// Ends a session.
pub fn end(tx: &mut Tx<'_>, id: &SessionId) -> Result<()> {
    tx.send("UPDATE people_session SET ended_ms = $2 WHERE id = $1 AND ended_ms IS NULL", args![id, tx.now()])?;
    Ok(())
}

/// Ends the sessions of somebody, except one.
pub fn end_all(tx: &mut Tx<'_>, person: &PersonId, except: Option<&SessionId>) -> Result<u64> {
    tx.run(
        "UPDATE people_session SET ended_ms = $2
          WHERE person_id = $1 AND ended_ms IS NULL AND id <> COALESCE($3, '')",
        args![person, tx.now(), except],
    )
}

/// The stored hash of somebody's password.
pub fn password(tx: &mut Tx<'_>, person: &PersonId) -> Result<Option<String>> {
    let found: Option<(String,)> = tx.maybe("SELECT hash FROM people_password WHERE person_id = $1", args![person])?;
    Ok(found.map(|it| it.0))
}

/// Writes somebody's password.
pub fn set_password(tx: &mut Tx<'_>, person: &PersonId, hash: &str, must_change: bool) -> Result<()> {
    tx.run(
        "INSERT INTO people_password (person_id, hash, must_change, changed_ms) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id) DO UPDATE SET hash = $2, must_change = $3, changed_ms = $4",
        args![person, hash, must_change, tx.now()],
    )?;
    Ok(())
}

/// The tries under a key, which no other transaction counts until this one ends.
pub fn tries(tx: &mut Tx<'_>, key: &str) -> Result<Tries> {
    // Writing the row back is what makes others wait, on both databases.
    let (failures, first_at, locked_until) = tx.one(
        "INSERT INTO people_attempt (tried, failures, first_ms) VALUES ($1, 0, 0)
         ON CONFLICT (tried) DO UPDATE SET failures = people_attempt.failures RETURNING failures, first_ms, locked_ms",
        args![key],
    )?;
    Ok(Tries { failures, first_at, locked_until })
}

/// Writes the tries under a key; none are forgotten.
pub fn save_tries(tx: &mut Tx<'_>, key: &str, tries: Tries) -> Result<()> {
    if tries.failures == 0 {
        tx.send("DELETE FROM people_attempt WHERE tried = $1", args![key])?;
        return Ok(());
    }
    tx.send(
        "INSERT INTO people_attempt (tried, failures, first_ms, locked_ms) VALUES ($1, $2, $3, $4)
         ON CONFLICT (tried) DO UPDATE SET failures = $2, first_ms = $3, locked_ms = $4",
        args![key, tries.failures, tries.first_at, tries.locked_until],
    )?;
    Ok(())
}

db::row! {
    /// Tries that wait after too many failures.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Locked {
        /// The key they are counted under; a hash.
        pub tried: String,
        /// Whose login was tried, where it is somebody's and they were counted by login.
        pub person_id: Option<PersonId>,
        /// From where, as far as known.
        pub address: Option<String>,
        /// How many failed.
        pub failures: i64,
        /// Until when they wait.
        pub until: Stamp,
    }
}

const LOCKED: &str = "tried, person_id, address, failures, locked_ms";

/// Notes whom and what place a lock concerns.
pub fn name_lock(tx: &mut Tx<'_>, key: &str, person: Option<&PersonId>, address: Option<&str>) -> Result<()> {
    tx.send("UPDATE people_attempt SET person_id = $2, address = $3 WHERE tried = $1", args![key, person, address])
}

/// What waits now, the latest to be free first.
pub fn locked(tx: &mut Tx<'_>, most: i64) -> Result<Vec<Locked>> {
    tx.all(
        &format!("SELECT {LOCKED} FROM people_attempt WHERE locked_ms > $1 ORDER BY locked_ms DESC, tried LIMIT $2"),
        args![tx.now(), most],
    )
}

/// One of them.
pub fn one_locked(tx: &mut Tx<'_>, key: &str) -> Result<Option<Locked>> {
    tx.maybe(&format!("SELECT {LOCKED} FROM people_attempt WHERE tried = $1 AND locked_ms > $2"), args![key, tx.now()])
}

/// Forgets tries that began before a moment and lock nobody any more.
pub fn sweep_tries(tx: &mut Tx<'_>, before: Stamp) -> Result<u64> {
    tx.run("DELETE FROM people_attempt WHERE first_ms < $1 AND locked_ms < $1", args![before])
}
