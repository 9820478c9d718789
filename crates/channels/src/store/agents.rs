//! What agents are and can do.

use base::ids::{PersonId, UnitId};
use base::{Result, Stamp};
use db::{Json, Tx, args};

use crate::model::{AgentRow, PresenceRow};

const PRESENCE: &str = "person_id, unit_id, state, word, since_ms, limit_ms, lease_ms";

/// What somebody is.
pub fn presence(tx: &mut Tx<'_>, person: &PersonId) -> Result<Option<PresenceRow>> {
    tx.maybe(&format!("SELECT {PRESENCE} FROM channels_presence WHERE person_id = $1"), args![person])
}

/// Everybody who is not offline.
pub fn present(tx: &mut Tx<'_>) -> Result<Vec<PresenceRow>> {
    tx.all(&format!("SELECT {PRESENCE} FROM channels_presence WHERE state <> 'offline' ORDER BY person_id"), args![])
}

/// Those whose lease has run out.
pub fn gone(tx: &mut Tx<'_>, now: Stamp) -> Result<Vec<PresenceRow>> {
    let sql = format!("SELECT {PRESENCE} FROM channels_presence WHERE state <> 'offline' AND lease_ms < $1 LIMIT 200");
    tx.all(&sql, args![now])
}

/// Writes what somebody is.
pub fn save(tx: &mut Tx<'_>, it: &PresenceRow) -> Result<()> {
    tx.send(
        "INSERT INTO channels_presence (person_id, unit_id, state, word, since_ms, limit_ms, lease_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (person_id) DO UPDATE SET unit_id = excluded.unit_id, state = excluded.state, word = excluded.word, since_ms = excluded.since_ms,
            limit_ms = excluded.limit_ms, lease_ms = excluded.lease_ms",
        args![it.person_id, it.unit_id, it.state, it.word, it.since, it.limit, it.lease],
    )
}

/// Makes a lease longer.
pub fn renew(tx: &mut Tx<'_>, person: &PersonId, until: Stamp) -> Result<()> {
    tx.send("UPDATE channels_presence SET lease_ms = $2 WHERE person_id = $1 AND lease_ms < $2", args![person, until])
}

/// Those of a unit, or of all, who are not offline; at most 500.
pub fn present_of(tx: &mut Tx<'_>, unit: Option<&UnitId>) -> Result<Vec<PresenceRow>> {
    let within = if unit.is_some() { "unit_id = $1" } else { "CAST($1 AS TEXT) IS NULL" };
    let sql = format!(
        "SELECT {PRESENCE} FROM channels_presence WHERE state <> 'offline' AND {within} ORDER BY unit_id, person_id LIMIT 500"
    );
    tx.all(&sql, args![unit])
}

const AGENT: &str = "person_id, skills, languages, channels, version";

/// What somebody can do, as far as it was said.
pub fn agent(tx: &mut Tx<'_>, person: &PersonId) -> Result<Option<AgentRow>> {
    tx.maybe(&format!("SELECT {AGENT} FROM channels_agent WHERE person_id = $1"), args![person])
}

/// Writes what somebody can do; answers whether the version still stood.
pub fn save_agent(tx: &mut Tx<'_>, it: &AgentRow) -> Result<bool> {
    let saved = if it.version == 0 {
        tx.run(
            "INSERT INTO channels_agent (person_id, skills, languages, channels, version) VALUES ($1, $2, $3, $4, 1)
             ON CONFLICT (person_id) DO NOTHING",
            args![it.person_id, it.skills, it.languages, it.channels],
        )?
    } else {
        tx.run(
            "UPDATE channels_agent SET skills = $2, languages = $3, channels = $4, version = version + 1
              WHERE person_id = $1 AND version = $5",
            args![it.person_id, Json(&it.skills.0), it.languages, it.channels, it.version],
        )?
    };
    Ok(saved == 1)
}
