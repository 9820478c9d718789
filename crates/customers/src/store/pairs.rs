//! Signs of identities, and pairs of profiles that may be one person.

use std::collections::BTreeMap;

use base::ids::{CustomerId, PersonId};
use base::{Result, Stamp};
use db::{Arg as _, Json, Tx, Value, args};
use vault::Blind;

use crate::model::PairState;

db::row! {
    /// A pair.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PairRow {
        /// The one with the smaller id.
        pub first: CustomerId,
        /// The other.
        pub second: CustomerId,
        /// What became of it.
        pub state: PairState,
        /// What their signs come to.
        pub weight: i64,
        /// What they share.
        pub signs: Json<Vec<String>>,
        /// Since when it is proposed.
        pub proposed_at: Stamp,
        /// Whether one was brought in with a number of the other.
        pub claimed: bool,
    }
}

const COLUMNS: &str = "p.first_id, p.second_id, p.state, p.weight, p.signs, p.proposed_ms, p.claimed";

/// The signs of a customer's own identities, in place of those it had.
pub fn set_signs(tx: &mut Tx<'_>, id: &CustomerId, signs: &BTreeMap<Blind, &'static str>) -> Result<()> {
    tx.send("DELETE FROM customers_sign WHERE customer_id = $1", args![id])?;
    let rows = signs.iter().map(|(mark, sign)| vec![mark.arg(), id.arg(), Value::Text((*sign).into())]).collect();
    tx.upsert_many("customers_sign", &["mark", "customer_id", "sign"], "", rows)?;
    Ok(())
}

/// The signs of a customer and those it stands for.
pub fn signs(tx: &mut Tx<'_>, standing: &CustomerId) -> Result<Vec<(Blind, String)>> {
    tx.all(
        "SELECT DISTINCT s.mark, s.sign FROM customers_sign s JOIN customers_customer c ON c.id = s.customer_id
          WHERE c.id = $1 OR c.survivor_id = $1 ORDER BY s.mark",
        args![standing],
    )
}

/// Others with a sign, by who stands for them.
pub fn sharing(tx: &mut Tx<'_>, mark: &Blind, but: &CustomerId, rows: i64) -> Result<Vec<CustomerId>> {
    let found: Vec<(CustomerId,)> = tx.all(
        "SELECT DISTINCT COALESCE(c.survivor_id, c.id) AS id FROM customers_sign s
           JOIN customers_customer c ON c.id = s.customer_id
          WHERE s.mark = $1 AND c.id <> $2 AND (c.survivor_id IS NULL OR c.survivor_id <> $2) ORDER BY id LIMIT $3",
        args![mark, but, rows],
    )?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// Proposes a pair, or says anew what one that waits comes to; what people decided stays.
pub fn propose(
    tx: &mut Tx<'_>,
    (first, second): (&CustomerId, &CustomerId),
    weight: i64,
    signs: Vec<String>,
) -> Result<()> {
    tx.send(
        "INSERT INTO customers_pair (first_id, second_id, state, weight, signs, proposed_ms)
         VALUES ($1, $2, 'open', $3, $4, $5)
         ON CONFLICT (first_id, second_id) DO UPDATE SET weight = excluded.weight, signs = excluded.signs",
        args![first, second, weight, Json(signs), tx.now()],
    )
}

/// Notes that one was brought in with a number that is the other's.
pub fn claim(tx: &mut Tx<'_>, first: &CustomerId, second: &CustomerId) -> Result<()> {
    tx.send("UPDATE customers_pair SET claimed = TRUE WHERE first_id = $1 AND second_id = $2", args![first, second])
}

/// The pairs of a customer, whatever became of them.
pub fn of(tx: &mut Tx<'_>, id: &CustomerId) -> Result<Vec<PairRow>> {
    let mut found = Vec::new();
    for side in ["first_id", "second_id"] {
        let sql =
            format!("SELECT {COLUMNS} FROM customers_pair p WHERE p.{side} = $1 ORDER BY p.weight DESC LIMIT 200");
        found.extend(tx.all::<PairRow>(&sql, args![id])?);
    }
    Ok(found)
}

/// One pair.
pub fn one(tx: &mut Tx<'_>, first: &CustomerId, second: &CustomerId) -> Result<Option<PairRow>> {
    tx.maybe(
        &format!("SELECT {COLUMNS} FROM customers_pair p WHERE p.first_id = $1 AND p.second_id = $2"),
        args![first, second],
    )
}

/// Takes a proposal back that does not hold any more.
pub fn forget(tx: &mut Tx<'_>, first: &CustomerId, second: &CustomerId) -> Result<()> {
    tx.send("DELETE FROM customers_pair WHERE first_id = $1 AND second_id = $2", args![first, second])
}

/// Says what became of a pair.
pub fn decide(
    tx: &mut Tx<'_>,
    (first, second): (&CustomerId, &CustomerId),
    state: PairState,
    by: Option<&PersonId>,
) -> Result<()> {
    tx.send(
        "UPDATE customers_pair SET state = $3, decided_ms = $4, decided_by = $5
          WHERE first_id = $1 AND second_id = $2",
        args![first, second, state, tx.now(), by],
    )
}

/// Where a list of pairs goes on: weight and both ids.
pub type After = (i64, String, String);

/// Pairs of standing profiles in a state, those that say most first.
pub fn list(tx: &mut Tx<'_>, state: PairState, after: Option<&After>, rows: i64) -> Result<Vec<PairRow>> {
    let (weight, first, second) = after.cloned().unwrap_or((i64::MAX, String::new(), String::new()));
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM customers_pair p
               JOIN customers_customer a ON a.id = p.first_id JOIN customers_customer b ON b.id = p.second_id
              WHERE p.state = $1 AND a.survivor_id IS NULL AND b.survivor_id IS NULL
                AND (p.weight, p.first_id, p.second_id) < ($2, $3, $4)
              ORDER BY p.weight DESC, p.first_id DESC, p.second_id DESC LIMIT $5"
        ),
        args![state, weight, first, second, rows],
    )
}
