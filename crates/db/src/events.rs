//! The event log: what happened, in commit order, for timelines, measures, live updates, process maps and audit.
//!
//! A reader's place is a [`Cursor`]. Readers never skip a late committer: on SQLite the single writer gives the
//! order; on PostgreSQL the order is (transaction, sequence) and reading stops before the oldest open transaction.

mod rows;

use std::fmt;

use base::ids::{CaseId, ContactId, CustomerId, PersonId};
use base::{Result, Stamp, fault};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub(crate) use rows::{MOST, Waiting, write};
pub use rows::{all, each_of, of_kinds};

use crate::{Arg, Dialect, Tx, Value, args};

/// Something that happened; its fields are the body.
pub trait Event: Serialize {
    /// `capability.past_tense.vN`.
    const KIND: &'static str;
}

/// Whom and what an event is about.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'a> {
    /// The case.
    pub case: Option<&'a CaseId>,
    /// The contact.
    pub contact: Option<&'a ContactId>,
    /// The customer.
    pub customer: Option<&'a CustomerId>,
    /// The member of staff (not the one who acted, unless about themselves).
    pub person: Option<&'a PersonId>,
}

impl<'a> About<'a> {
    /// About a case and, where known, its customer.
    pub fn case(case: &'a CaseId, customer: Option<&'a CustomerId>) -> Self {
        Self { case: Some(case), customer, ..Self::default() }
    }
}

/// A place in the log, `transaction.sequence` as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    /// The transaction's number; 0 on SQLite.
    pub tx_id: i64,
    /// The event's number.
    pub seq: i64,
}

impl Default for Cursor {
    /// Before everything. Events of a restored backup have negative transaction numbers: they come before all that
    /// this server will write.
    fn default() -> Self {
        Self { tx_id: i64::MIN, seq: 0 }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.tx_id, self.seq)
    }
}

impl std::str::FromStr for Cursor {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let (tx_id, seq) = text.split_once('.').unwrap_or(("0", text));
        Ok(Self { tx_id: tx_id.parse()?, seq: seq.parse()? })
    }
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Logged {
    /// The transaction's number.
    pub tx_id: i64,
    /// The event's number, unique.
    pub seq: i64,
    /// When it happened.
    pub at: Stamp,
    /// Who did it; nobody when the system did.
    pub actor: Option<PersonId>,
    /// `capability.past_tense.vN`.
    pub kind: String,
    /// The case it is about.
    pub case: Option<CaseId>,
    /// The contact it is about.
    pub contact: Option<ContactId>,
    /// The customer it is about.
    pub customer: Option<CustomerId>,
    /// The member of staff it is about.
    pub person: Option<PersonId>,
    /// The policy version it was decided under, such as `limits@3`.
    pub policy: Option<String>,
    /// The event's fields as JSON.
    pub body: String,
}

impl Logged {
    /// Where the log goes on after this entry.
    pub fn cursor(&self) -> Cursor {
        Cursor { tx_id: self.tx_id, seq: self.seq }
    }

    /// The fields as the event's own type.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.body).map_err(fault)
    }
}

/// The columns of [`Logged`], for statements of other crates that read the log.
pub const COLUMNS: &str =
    "tx_id, seq, at_ms, actor_id, kind, case_id, contact_id, customer_id, person_id, policy, body";

/// The table of the log.
pub(crate) const LOG: &str = "event_log";

pub(crate) const WRITTEN: [&str; 9] =
    ["at_ms", "actor_id", "kind", "case_id", "contact_id", "customer_id", "person_id", "policy", "body"];

/// Appends an event at the transaction's moment.
pub fn emit<E: Event>(
    tx: &mut Tx<'_>,
    by: Option<&PersonId>,
    about: About<'_>,
    policy: Option<&str>,
    event: &E,
) -> Result<()> {
    let body = serde_json::to_string(event).map_err(fault)?;
    tx.emit(Waiting {
        at: tx.now(),
        by: by.cloned(),
        kind: E::KIND,
        case: about.case.cloned(),
        contact: about.contact.cloned(),
        customer: about.customer.cloned(),
        person: about.person.cloned(),
        policy: policy.map(str::to_owned),
        body,
    });
    Ok(())
}

/// An event on its way into the log with many others.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// When it happened.
    pub at: Stamp,
    /// Who did it.
    pub by: Option<PersonId>,
    /// `capability.past_tense.vN`.
    pub kind: &'static str,
    /// The case it is about.
    pub case: Option<&'a CaseId>,
    /// The customer it is about.
    pub customer: Option<&'a CustomerId>,
    /// The policy version it was decided under.
    pub policy: Option<&'a str>,
    /// The event's fields as JSON.
    pub body: String,
}

/// Appends many events, in their order.
pub fn emit_many<'a>(tx: &mut Tx<'_>, entries: impl IntoIterator<Item = Entry<'a>>) -> Result<u64> {
    tx.write_events()?;
    tx.mark_emitted(true);
    let rows = entries.into_iter().map(|it| -> Vec<Value<'_>> {
        vec![
            Value::Int(it.at.0),
            it.by.map_or(Value::Null, |by| by.arg().into_owned()),
            Value::Text(it.kind.into()),
            it.case.map_or(Value::Null, |id| Value::Text(id.as_str().into())),
            Value::Null,
            it.customer.map_or(Value::Null, |id| Value::Text(id.as_str().into())),
            Value::Null,
            it.policy.map_or(Value::Null, |text| Value::Text(text.into())),
            Value::Text(it.body.into()),
        ]
    });
    tx.insert_many(LOG, &WRITTEN, rows)
}

/// What readers on PostgreSQL may see already: nothing that an open transaction could still come before.
const SETTLED: &str = "tx_id < CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT) AS BIGINT)";

/// The entries after a place, oldest first: those of at most so many rows. At least as many as `limit`, if there are more.
///
/// The limit is written out: PostgreSQL would make a plan for each call otherwise.
pub fn after(tx: &mut Tx<'_>, cursor: Cursor, limit: i64) -> Result<Vec<Logged>> {
    let found = match tx.dialect() {
        Dialect::Sqlite => {
            let sql = format!("SELECT {COLUMNS} FROM event_log WHERE seq > $1 ORDER BY seq LIMIT {limit}");
            all(tx, &sql, args![cursor.seq])
        }
        Dialect::Postgres => {
            let sql = format!(
                "SELECT {COLUMNS} FROM event_log WHERE (tx_id, seq) > ($1, $2) AND {SETTLED}
                  ORDER BY tx_id, seq LIMIT {limit}"
            );
            all(tx, &sql, args![cursor.tx_id, cursor.seq])
        }
    };
    // The place may be within a row.
    Ok(rows::beyond(found?, cursor))
}

/// The entries of some kinds about no case after a place, oldest first. Each kind is a walk of its own along the index of
/// kinds, and has nothing to walk where nothing of the kind happened since.
pub fn after_of(tx: &mut Tx<'_>, kinds: &[&str], cursor: Cursor, limit: i64) -> Result<Vec<Logged>> {
    if tx.dialect() == Dialect::Sqlite {
        // A statement costs less here than putting rows in order.
        let mut found = Vec::new();
        let sql = format!(
            "SELECT {COLUMNS} FROM event_log WHERE case_id IS NULL AND kind = $3 AND (tx_id, seq) > ($1, $2)
              ORDER BY tx_id, seq LIMIT {limit}"
        );
        for kind in kinds {
            found.extend(all(tx, &sql, args![cursor.tx_id, cursor.seq, kind])?);
        }
        found.sort_by_key(|it| it.seq);
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        return Ok(found);
    }
    let mut given = args![cursor.tx_id, cursor.seq].to_vec();
    let mut walks = Vec::new();
    for kind in kinds {
        given.push(kind.arg());
        // That the place begins with the kind leaves PostgreSQL no other index: it takes the one of all events otherwise, and
        // walks everything since the last event of a kind that never happens.
        walks.push(format!(
            "SELECT * FROM (SELECT {COLUMNS} FROM event_log
                             WHERE case_id IS NULL AND kind = ${0} AND (kind, tx_id, seq) > (${0}, $1, $2) AND {SETTLED}
                             ORDER BY kind, tx_id, seq LIMIT {limit}) AS walk{0}",
            given.len(),
        ));
    }
    all(tx, &format!("{} ORDER BY tx_id, seq LIMIT {limit}", walks.join(" UNION ALL ")), &given)
}

/// The newest place that a reader may start from without missing anything later.
pub fn newest(tx: &mut Tx<'_>) -> Result<Cursor> {
    let sql = match tx.dialect() {
        Dialect::Sqlite => "SELECT tx_id, seq FROM event_log ORDER BY seq DESC LIMIT 1",
        Dialect::Postgres => {
            &format!("SELECT tx_id, seq FROM event_log WHERE {SETTLED} ORDER BY tx_id DESC, seq DESC LIMIT 1")
        }
    };
    let found: Option<(i64, i64)> = tx.maybe(sql, args![])?;
    Ok(found.map_or_else(Cursor::default, |(tx_id, seq)| Cursor { tx_id, seq }))
}

/// The last event written so far, whether or not readers may see it yet.
pub fn last_written(tx: &mut Tx<'_>) -> Result<Cursor> {
    let sql = match tx.dialect() {
        Dialect::Sqlite => "SELECT tx_id, seq FROM event_log ORDER BY seq DESC LIMIT 1",
        Dialect::Postgres => "SELECT tx_id, seq FROM event_log ORDER BY tx_id DESC, seq DESC LIMIT 1",
    };
    let found: Option<(i64, i64)> = tx.maybe(sql, args![])?;
    Ok(found.map_or_else(Cursor::default, |(tx_id, seq)| Cursor { tx_id, seq }))
}

/// Takes personal data out of the body of an entry, for an erasure: what happened, when and by whom is never changed.
pub fn redact(tx: &mut Tx<'_>, seq: i64, body: &serde_json::Value) -> Result<()> {
    rows::rewrite(tx, seq, &serde_json::to_string(body).map_err(fault)?)
}

/// A case's entries after a place, oldest first.
pub fn of_case(tx: &mut Tx<'_>, case: &CaseId, after: i64, limit: i64) -> Result<Vec<Logged>> {
    let sql = format!("SELECT {COLUMNS} FROM event_log WHERE case_id = $1 AND seq > $2 ORDER BY seq LIMIT $3");
    let mut found = all(tx, &sql, args![case, after, limit])?;
    found.retain(|it| it.seq > after);
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// The entries of a kind about a contact. There is no index of contacts: this looks at all entries of the kind, and is for
/// what happens rarely.
pub fn of_contact(tx: &mut Tx<'_>, kind: &str, contact: &ContactId) -> Result<Vec<Logged>> {
    all(
        tx,
        &format!(
            "SELECT {COLUMNS} FROM event_log WHERE case_id IS NULL AND kind = $1 AND contact_id = $2 ORDER BY seq"
        ),
        args![kind, contact],
    )
}

/// A customer's entries before a place, newest first; from the newest when `before` is absent.
pub fn of_customer(tx: &mut Tx<'_>, customer: &CustomerId, before: Option<i64>, limit: i64) -> Result<Vec<Logged>> {
    of_customer_where(tx, customer, before, "TRUE", limit)
}

/// The same of those whose rows fulfil a condition.
pub fn of_customer_where(
    tx: &mut Tx<'_>,
    customer: &CustomerId,
    before: Option<i64>,
    wanted: &str,
    limit: i64,
) -> Result<Vec<Logged>> {
    let before = before.unwrap_or(i64::MAX);
    let sql = format!(
        "SELECT {COLUMNS} FROM event_log WHERE customer_id = $1 AND seq < $2 AND {wanted} ORDER BY seq DESC LIMIT $3"
    );
    // A row that ends behind the place may begin before it, and rows that lie behind it are not counted.
    let (end, most) = (before.saturating_add(MOST - 1), limit.saturating_add(MOST));
    let mut found = all(tx, &sql, args![customer, end, most])?;
    found.retain(|it| it.seq < before && it.customer.is_some());
    found.sort_by_key(|it| std::cmp::Reverse(it.seq));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}
