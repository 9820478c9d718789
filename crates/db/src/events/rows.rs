//! How events lie in the log: what a command tells about one case lies in one row, in its order. A row has the number of
//! its last event; those before it have the numbers before that one.

use std::borrow::Cow;

use base::ids::{CaseId, ContactId, CustomerId, PersonId};
use base::{Result, Stamp, fault};
use serde_json::value::RawValue;

use super::{Cursor, LOG, Logged, WRITTEN};
use crate::{Arg as _, Dialect, Row, Tx, Value, args};

/// So many events lie in one row at most. On PostgreSQL each row takes so many numbers.
pub(crate) const MOST: i64 = 32;

/// What stands between the kinds of a row with several events.
const BETWEEN: char = ' ';

/// An event that waits to be written with the others of its transaction.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub at: Stamp,
    pub by: Option<PersonId>,
    pub kind: &'static str,
    pub case: Option<CaseId>,
    pub contact: Option<ContactId>,
    pub customer: Option<CustomerId>,
    pub person: Option<PersonId>,
    pub policy: Option<String>,
    pub body: String,
}

impl Waiting {
    /// Whether it can lie in one row with these, which go before it.
    fn joins(&self, row: &[Self]) -> bool {
        let apart = |it: &Self| it.case.is_none() || it.contact.is_some() || it.person.is_some();
        let same =
            |it: &Self| (it.case.as_ref(), it.at, it.by.as_ref()) == (self.case.as_ref(), self.at, self.by.as_ref());
        let customer = row.iter().find_map(|it| it.customer.as_ref());
        let agree = customer.is_none() || self.customer.is_none() || customer == self.customer.as_ref();
        let room = row.len() < usize::try_from(MOST).unwrap_or(1);
        room && agree && !apart(self) && row.first().is_some_and(|it| !apart(it) && same(it))
    }
}

/// Writes events in their order.
pub(crate) fn write(tx: &mut Tx<'_>, events: Vec<Waiting>) -> Result<()> {
    let mut rows: Vec<Vec<Waiting>> = Vec::new();
    for it in events {
        match rows.last_mut() {
            Some(row) if it.joins(row) => row.push(it),
            _ => rows.push(vec![it]),
        }
    }
    if tx.dialect() == Dialect::Postgres {
        let rows = rows.into_iter().map(values).collect::<Result<_>>()?;
        return tx.upsert_many(LOG, &WRITTEN, "", rows).map(drop);
    }
    // Whoever writes here is alone, and counts on by itself.
    let (mut last,): (i64,) = tx.one("SELECT COALESCE(MAX(seq), 0) FROM event_log", args![])?;
    let mut columns = WRITTEN.to_vec();
    columns.push("seq");
    let numbered = rows.into_iter().map(|row| {
        last += i64::try_from(row.len()).map_err(fault)?;
        let mut row = values(row)?;
        row.push(Value::Int(last));
        Ok(row)
    });
    let numbered = numbered.collect::<Result<_>>()?;
    tx.upsert_many(LOG, &columns, "", numbered).map(drop)
}

/// The row of some events, in the order of [`WRITTEN`].
fn values(events: Vec<Waiting>) -> Result<Vec<Value<'static>>> {
    let customer = events.iter().find_map(|it| it.customer.clone());
    let mut kinds: Vec<&str> = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    if let [_, _, ..] = events.as_slice() {
        for it in &events {
            kinds.push(it.kind);
            let policy = serde_json::to_string(&it.policy).map_err(fault)?;
            parts.push(format!("[{policy},{},{}]", it.customer.is_some(), it.body));
        }
    }
    let Some(it) = events.into_iter().next() else { return Ok(Vec::new()) };
    let (kind, policy, body) = if kinds.is_empty() {
        (Cow::Borrowed(it.kind), it.policy, it.body)
    } else {
        (Cow::Owned(kinds.join(&BETWEEN.to_string())), None, format!("[{}]", parts.join(",")))
    };
    let kind = kind.as_ref();
    let row: &[Value<'_>; 9] = args![it.at, it.by, kind, it.case, it.contact, customer, it.person, policy, body];
    Ok(row.iter().map(|it| it.clone().into_owned()).collect())
}

/// What a row with several events says of each: the policy it was decided under, whether it is about the row's customer,
/// and its fields.
type Part<'b> = (Option<Cow<'b, str>>, bool, &'b RawValue);

/// Gives the events of a row, by kind and body; for what reads rows of the log one by one.
pub fn each_of(kind: &str, body: &str, mut each: impl FnMut(&str, &str)) -> Result<()> {
    if !kind.contains(BETWEEN) {
        each(kind, body);
        return Ok(());
    }
    let parts: Vec<Part<'_>> = serde_json::from_str(body).map_err(fault)?;
    kind.split(BETWEEN).zip(parts).for_each(|(kind, part)| each(kind, part.2.get()));
    Ok(())
}

/// A row as if it were one event.
fn read(row: &Row<'_>) -> Result<Logged> {
    Ok(Logged {
        tx_id: row.get(0)?,
        seq: row.get(1)?,
        at: row.get(2)?,
        actor: row.get(3)?,
        kind: row.get(4)?,
        case: row.get(5)?,
        contact: row.get(6)?,
        customer: row.get(7)?,
        person: row.get(8)?,
        policy: row.get(9)?,
        body: row.get(10)?,
    })
}

/// Adds the events of a row.
fn unpack(row: Logged, to: &mut Vec<Logged>) -> Result<()> {
    if !row.kind.contains(BETWEEN) {
        to.push(row);
        return Ok(());
    }
    let parts: Vec<Part<'_>> = serde_json::from_str(&row.body).map_err(fault)?;
    let first = row.seq + 1 - i64::try_from(parts.len()).map_err(fault)?;
    for (seq, (kind, (policy, of_customer, body))) in (first..).zip(row.kind.split(BETWEEN).zip(parts)) {
        to.push(Logged {
            seq,
            kind: kind.to_owned(),
            customer: row.customer.clone().filter(|_| of_customer),
            policy: policy.map(Cow::into_owned),
            body: body.get().to_owned(),
            actor: row.actor.clone(),
            case: row.case.clone(),
            contact: None,
            person: None,
            ..row
        });
    }
    Ok(())
}

/// The events of all rows that a statement finds; it asks for [`COLUMNS`](super::COLUMNS). A row may hold events that the
/// statement did not mean: whoever asks for some kinds or numbers looks once more.
pub fn all(tx: &mut Tx<'_>, sql: &str, args: &[Value<'_>]) -> Result<Vec<Logged>> {
    let mut found = Vec::new();
    tx.each(sql, args, |row| unpack(read(row)?, &mut found))?;
    Ok(found)
}

/// The condition that a row of the log holds an event of one of these kinds.
pub fn of_kinds<'v>(given: &mut Vec<Value<'v>>, column: &str, kinds: &'v [&'v str]) -> String {
    let mut any: Vec<String> = Vec::new();
    for kind in kinds {
        given.push(kind.arg());
        // In a row with several events the kinds stand one after another. `_` matches any letter: that finds too much at most.
        any.push(format!("{column} LIKE '%' || ${} || '%'", given.len()));
    }
    format!("({})", any.join(" OR "))
}

/// Writes other fields for an event.
pub(super) fn rewrite(tx: &mut Tx<'_>, seq: i64, body: &str) -> Result<()> {
    let sql = "SELECT seq, kind, body FROM event_log WHERE seq >= $1 ORDER BY seq LIMIT 1";
    let Some((last, kind, whole)) = tx.maybe::<(i64, String, String)>(sql, args![seq])? else { return Ok(()) };
    let mut body = body.to_owned();
    if kind.contains(BETWEEN) {
        let mut parts: Vec<(Option<String>, bool, Box<RawValue>)> = serde_json::from_str(&whole).map_err(fault)?;
        let first = last + 1 - i64::try_from(parts.len()).map_err(fault)?;
        let place = usize::try_from(seq - first).ok().and_then(|it| parts.get_mut(it));
        let Some(part) = place else { return Ok(()) };
        part.2 = RawValue::from_string(body).map_err(fault)?;
        body = serde_json::to_string(&parts).map_err(fault)?;
    } else if last != seq {
        return Ok(());
    }
    tx.send("UPDATE event_log SET body = $2 WHERE seq = $1", args![last, body])
}

/// The events after a place.
pub(super) fn beyond(mut found: Vec<Logged>, place: Cursor) -> Vec<Logged> {
    found.retain(|it| it.cursor() > place);
    found
}
