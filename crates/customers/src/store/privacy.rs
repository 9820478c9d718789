//! Consent, legal holds and erasures.

use base::ids::{ConsentId, CustomerId, ErasureId, HoldId, PersonId};
use base::{Result, Stamp};
use db::{Tx, args};
use vault::Sealed;

use crate::model::ErasureState;

db::row! {
    /// A consent.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ConsentRow {
        /// Its id.
        pub id: ConsentId,
        /// Whose.
        pub customer: CustomerId,
        /// What for.
        pub purpose: String,
        /// How they are reached.
        pub channel: String,
        /// Whether they agreed.
        pub given: bool,
        /// How they said so.
        pub source: String,
        /// Where that is written, sealed.
        pub evidence: Option<Sealed>,
        /// When.
        pub at: Stamp,
        /// Who wrote it down.
        pub by: Option<PersonId>,
    }
}

const CONSENT: &str = "id, customer_id, purpose, channel, given, source, evidence, at_ms, by_id";

/// Writes a consent down.
pub fn add_consent(tx: &mut Tx<'_>, it: &ConsentRow) -> Result<()> {
    tx.send(
        &format!("INSERT INTO customers_consent ({CONSENT}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"),
        args![it.id, it.customer, it.purpose, it.channel, it.given, it.source, it.evidence, it.at, it.by],
    )
}

/// What a customer agreed to or took back, the newest first; at most 200.
pub fn consents(tx: &mut Tx<'_>, customer: &CustomerId) -> Result<Vec<ConsentRow>> {
    tx.all(
        &format!("SELECT {CONSENT} FROM customers_consent WHERE customer_id = $1 ORDER BY id DESC LIMIT 200"),
        args![customer],
    )
}

db::row! {
    /// A legal hold.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct HoldRow {
        /// Its id.
        pub id: HoldId,
        /// On whose data.
        pub customer: CustomerId,
        /// Why, sealed.
        pub reason: Option<Sealed>,
        /// Since when.
        pub at: Stamp,
        /// By whom.
        pub by: Option<PersonId>,
        /// When it was lifted.
        pub lifted: Option<Stamp>,
    }
}

const HOLD: &str = "id, customer_id, reason, at_ms, by_id, lifted_ms";

/// Writes a hold down.
pub fn add_hold(tx: &mut Tx<'_>, it: &HoldRow) -> Result<()> {
    tx.send(
        &format!("INSERT INTO customers_hold ({HOLD}) VALUES ($1, $2, $3, $4, $5, $6)"),
        args![it.id, it.customer, it.reason, it.at, it.by, it.lifted],
    )
}

/// The holds on a customer's data, the newest first.
pub fn holds(tx: &mut Tx<'_>, customer: &CustomerId) -> Result<Vec<HoldRow>> {
    tx.all(
        &format!("SELECT {HOLD} FROM customers_hold WHERE customer_id = $1 ORDER BY id DESC LIMIT 200"),
        args![customer],
    )
}

/// Lifts a hold; answers whose it was, if it stood.
pub fn lift(tx: &mut Tx<'_>, id: &HoldId, by: Option<&PersonId>) -> Result<Option<CustomerId>> {
    let found: Option<(CustomerId,)> = tx.maybe(
        "UPDATE customers_hold SET lifted_ms = $2, lifted_by = $3 WHERE id = $1 AND lifted_ms IS NULL
         RETURNING customer_id",
        args![id, tx.now(), by],
    )?;
    Ok(found.map(|it| it.0))
}

db::row! {
    /// An erasure.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ErasureRow {
        /// Its id.
        pub id: ErasureId,
        /// Whose.
        pub customer: CustomerId,
        /// Where it stands.
        pub state: ErasureState,
        /// Why.
        pub reason: String,
        /// What they are called afterwards.
        pub pseudonym: Option<String>,
        /// What has to go from texts, sealed.
        pub words: Option<Sealed>,
        /// When somebody asked.
        pub asked: Stamp,
        /// Who asked.
        pub asked_by: Option<PersonId>,
        /// When it was decided.
        pub decided: Option<Stamp>,
        /// Who decided.
        pub decided_by: Option<PersonId>,
        /// When nothing was left.
        pub done: Option<Stamp>,
    }
}

const ERASURE: &str =
    "id, customer_id, state, reason, pseudonym, words, asked_ms, asked_by, decided_ms, decided_by, done_ms";

/// Writes an erasure, new or known.
pub fn put_erasure(tx: &mut Tx<'_>, it: &ErasureRow) -> Result<()> {
    tx.send(
        &format!(
            "INSERT INTO customers_erasure ({ERASURE}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             ON CONFLICT (id) DO UPDATE SET state = $3, reason = $4, pseudonym = $5, words = $6, asked_ms = $7,
                asked_by = $8, decided_ms = $9, decided_by = $10, done_ms = $11"
        ),
        args![
            it.id,
            it.customer,
            it.state,
            it.reason,
            it.pseudonym,
            it.words,
            it.asked,
            it.asked_by,
            it.decided,
            it.decided_by,
            it.done,
        ],
    )
}

/// An erasure.
pub fn erasure(tx: &mut Tx<'_>, id: &ErasureId) -> Result<Option<ErasureRow>> {
    tx.maybe(&format!("SELECT {ERASURE} FROM customers_erasure WHERE id = $1"), args![id])
}

/// The erasures of a customer, the newest first.
pub fn erasures_of(tx: &mut Tx<'_>, customer: &CustomerId) -> Result<Vec<ErasureRow>> {
    tx.all(
        &format!("SELECT {ERASURE} FROM customers_erasure WHERE customer_id = $1 ORDER BY id DESC LIMIT 50"),
        args![customer],
    )
}

/// Erasures in a state, the newest first.
pub fn erasures(tx: &mut Tx<'_>, state: ErasureState, before: &str, rows: i64) -> Result<Vec<ErasureRow>> {
    tx.all(
        &format!("SELECT {ERASURE} FROM customers_erasure WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3"),
        args![state, before, rows],
    )
}

/// Takes everything personal of a profile away; it is called by its pseudonym from now on.
pub fn strip(tx: &mut Tx<'_>, id: &CustomerId, pseudonym: &str) -> Result<()> {
    tx.send(
        "UPDATE customers_customer SET name = NULL, name_blind = NULL, note = NULL, pseudonym = $2,
                version = version + 1, updated_ms = $3 WHERE id = $1",
        args![id, pseudonym, tx.now()],
    )?;
    for statement in [
        "DELETE FROM customers_identity WHERE customer_id = $1",
        "DELETE FROM customers_sign WHERE customer_id = $1",
        "DELETE FROM customers_pair WHERE first_id = $1",
        "DELETE FROM customers_pair WHERE second_id = $1",
        "UPDATE customers_merge SET name = NULL, note = NULL WHERE survivor_id = $1",
        "UPDATE customers_consent SET evidence = NULL WHERE customer_id = $1",
        "UPDATE customers_hold SET reason = NULL WHERE customer_id = $1",
    ] {
        tx.send(statement, args![id])?;
    }
    Ok(())
}

/// Whether a pseudonym is somebody's already.
pub fn is_called(tx: &mut Tx<'_>, pseudonym: &str) -> Result<bool> {
    let found: Option<(ErasureId,)> =
        tx.maybe("SELECT id FROM customers_erasure WHERE pseudonym = $1", args![pseudonym])?;
    Ok(found.is_some())
}

db::row! {
    /// A customer nobody changed for long.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Quiet {
        /// Who.
        pub id: CustomerId,
        /// When they were last changed.
        pub updated: Stamp,
        /// Their open cases.
        pub open_cases: i64,
        /// When something last happened with them.
        pub happened: Option<Stamp>,
    }
}

/// Standing customers not changed since a moment, the longest quiet first, after one.
pub fn quiet(tx: &mut Tx<'_>, before: Stamp, (since, after): (Stamp, &str), rows: i64) -> Result<Vec<Quiet>> {
    tx.all(
        "SELECT c.id, c.updated_ms, c.open_cases, (SELECT e.at_ms FROM event_log e WHERE e.customer_id = c.id
                  ORDER BY e.seq DESC LIMIT 1)
           FROM customers_customer c
          WHERE c.updated_ms < $1 AND c.pseudonym IS NULL AND c.survivor_id IS NULL
            AND (c.updated_ms, c.id) > ($2, $3) ORDER BY c.updated_ms, c.id LIMIT $4",
        args![before, since, after, rows],
    )
}
