//! The marks by which parts of names are found.

use base::Result;
use base::ids::CustomerId;
use db::{Arg as _, Tx, Value, args};
use vault::Sealed;

use super::places;

/// Adds the marks of a customer.
pub fn add(tx: &mut Tx<'_>, id: &CustomerId, marks: &[i64]) -> Result<()> {
    let rows = marks.iter().map(|it| vec![Value::Int(*it), id.arg()]).collect();
    tx.upsert_many("customers_mark", &["mark", "customer_id"], "ON CONFLICT (mark, customer_id) DO NOTHING", rows)?;
    Ok(())
}

/// Takes marks of a customer away.
pub fn remove(tx: &mut Tx<'_>, id: &CustomerId, marks: &[i64]) -> Result<()> {
    if marks.is_empty() {
        return Ok(());
    }
    let mut given = vec![id.arg()];
    given.extend(marks.iter().map(|it| Value::Int(*it)));
    let list = places(2, marks.len());
    tx.send(&format!("DELETE FROM customers_mark WHERE customer_id = $1 AND mark IN ({list})"), &given)
}

/// Notes under which epoch the marks of a customer were made.
pub fn set_epoch(tx: &mut Tx<'_>, id: &CustomerId, epoch: u32) -> Result<()> {
    tx.send("UPDATE customers_customer SET marks_epoch = $2 WHERE id = $1", args![id, epoch])
}

/// The oldest and the newest epoch that marks were made under; nothing while there are none.
pub fn epochs(tx: &mut Tx<'_>) -> Result<Option<(u32, u32)>> {
    let found: (Option<u32>, Option<u32>) = tx.one(
        "SELECT (SELECT MIN(marks_epoch) FROM customers_customer WHERE marks_epoch > 0),
                (SELECT MAX(marks_epoch) FROM customers_customer WHERE marks_epoch > 0)",
        args![],
    )?;
    Ok(found.0.zip(found.1))
}

/// The newest customers before one who have all of these marks.
pub fn having(tx: &mut Tx<'_>, marks: &[i64], before: &str, rows: i64) -> Result<Vec<CustomerId>> {
    let Some((first, others)) = marks.split_first() else { return Ok(Vec::new()) };
    let mut given = vec![Value::Int(*first), before.arg(), Value::Int(rows)];
    let mut also = String::new();
    for mark in others {
        given.push(Value::Int(*mark));
        let at = given.len();
        let one = format!("SELECT 1 FROM customers_mark o WHERE o.mark = ${at} AND o.customer_id = m.customer_id");
        also.extend([" AND EXISTS (", &one, ")"]);
    }
    let found: Vec<(CustomerId,)> = tx.all(
        &format!(
            "SELECT m.customer_id FROM customers_mark m WHERE m.mark = $1 AND m.customer_id < $2{also}
              ORDER BY m.customer_id DESC LIMIT $3"
        ),
        &given,
    )?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// Customers whose marks were made under another epoch than this: id, name and that epoch.
pub fn stale(tx: &mut Tx<'_>, epoch: u32, rows: i64) -> Result<Vec<(CustomerId, Option<Sealed>, u32)>> {
    let mut found = Vec::new();
    for side in ["<", ">"] {
        found.extend(tx.all(
            &format!(
                "SELECT id, name, marks_epoch FROM customers_customer WHERE marks_epoch {side} $1
                  ORDER BY marks_epoch, id LIMIT $2"
            ),
            args![epoch, rows],
        )?);
    }
    Ok(found)
}
