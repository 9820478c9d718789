//! The row of a case.

use base::ids::{CaseId, CustomerId, PersonId};
use base::{Failure, Result, Stamp};
use db::{Arg, FromRow, Tx, Value, args};

use super::parties::{places, visible};
use crate::model::{Asker, Case, Status};
use crate::refused::Refused;

/// The columns of [`Case`], in its order.
pub const COLUMNS: &str = "c.id, c.number, c.source, c.external_key, c.subject, c.description, c.kind, c.class, \
    c.channel, c.priority, c.step, c.status, c.unit_id, c.owner_id, c.first_owner_id, c.creator_id, c.customer_id, \
    c.sealed, c.contact_masked, c.fields, c.attrs, c.tags, c.happened_ms, c.opened_ms, c.answered_ms, c.resolved_ms, \
    c.closed_ms, c.step_ms, c.status_ms, c.due_ms, c.due_target, c.due_half_ms, c.due_near_ms, c.urgency, c.promise_due_ms, \
    c.open_promises, c.transfer_id, c.transfer_person_id, c.return_count, c.confirmation, c.outcome, \
    c.reopen_count, c.repeat_count, c.repeat_of, c.policy, c.recent, c.edition, c.version, \
    c.urge_count, c.open_joint, c.merged_count, c.merged_into";

/// The columns that are written when a case is taken in; the others begin at nothing.
pub const WRITTEN: [&str; 48] = [
    "id",
    "number",
    "source",
    "external_key",
    "subject",
    "description",
    "kind",
    "class",
    "channel",
    "priority",
    "step",
    "status",
    "unit_id",
    "owner_id",
    "first_owner_id",
    "creator_id",
    "customer_id",
    "sealed",
    "contact_masked",
    "fields",
    "attrs",
    "tags",
    "happened_ms",
    "opened_ms",
    "answered_ms",
    "resolved_ms",
    "closed_ms",
    "step_ms",
    "status_ms",
    "due_ms",
    "due_target",
    "due_half_ms",
    "due_near_ms",
    "urgency",
    "promise_due_ms",
    "open_promises",
    "transfer_id",
    "transfer_person_id",
    "return_count",
    "confirmation",
    "outcome",
    "reopen_count",
    "repeat_count",
    "repeat_of",
    "policy",
    "recent",
    "edition",
    "version",
];

/// A case's values in the order of [`WRITTEN`].
pub fn values(it: &Case) -> Vec<Value<'_>> {
    vec![
        it.id.arg(),
        it.number.arg(),
        it.source.arg(),
        it.external_key.arg(),
        it.subject.arg(),
        it.description.arg(),
        it.kind.arg(),
        it.class.arg(),
        it.channel.arg(),
        it.priority.arg(),
        it.step.arg(),
        it.status.arg(),
        it.unit_id.arg(),
        it.owner_id.arg(),
        it.first_owner_id.arg(),
        it.creator_id.arg(),
        it.customer_id.arg(),
        it.sealed.arg(),
        it.contact_masked.arg(),
        it.fields.arg(),
        it.attrs.arg(),
        it.tags.arg(),
        it.happened_ms.arg(),
        it.opened_ms.arg(),
        it.answered_ms.arg(),
        it.resolved_ms.arg(),
        it.closed_ms.arg(),
        it.step_ms.arg(),
        it.status_ms.arg(),
        it.due_ms.arg(),
        it.due_target.arg(),
        it.due_half_ms.arg(),
        it.due_near_ms.arg(),
        it.urgency.arg(),
        it.promise_due_ms.arg(),
        it.open_promises.arg(),
        it.transfer_id.arg(),
        it.transfer_person_id.arg(),
        it.return_count.arg(),
        it.confirmation.arg(),
        it.outcome.arg(),
        it.reopen_count.arg(),
        it.repeat_count.arg(),
        it.repeat_of.arg(),
        it.policy.arg(),
        it.recent.arg(),
        it.edition.arg(),
        it.version.arg(),
    ]
}

/// A case as somebody sees it; refused as not found when they do not.
pub fn seen(tx: &mut Tx<'_>, who: &Asker, id: &CaseId) -> Result<Case> {
    seen_as(tx, who, id, COLUMNS)
}

/// Some columns of a case as somebody sees it; refused as not found when they do not.
pub fn seen_as<R: FromRow>(tx: &mut Tx<'_>, who: &Asker, id: &CaseId, columns: &str) -> Result<R> {
    let mut given = vec![id.arg()];
    let visible = visible(&mut given, who);
    let found = tx.maybe(&format!("SELECT {columns} FROM cases_case c WHERE c.id = $1 AND {visible}"), &given)?;
    match found {
        Some(case) => Ok(case),
        // Those who were asked for a part of it see it as long as that concerns them.
        None if super::joint::sees(tx, who, id)? => any_as(tx, id, columns)?.ok_or_else(|| Refused::NotFound.into()),
        None => Err(Refused::NotFound.into()),
    }
}

/// A case whoever asks; for the system's own work.
pub fn any(tx: &mut Tx<'_>, id: &CaseId) -> Result<Option<Case>> {
    any_as(tx, id, COLUMNS)
}

fn any_as<R: FromRow>(tx: &mut Tx<'_>, id: &CaseId, columns: &str) -> Result<Option<R>> {
    tx.maybe(&format!("SELECT {columns} FROM cases_case c WHERE c.id = $1"), args![id])
}

/// Cases whoever asks, in no order; for what a list has found already.
pub fn several(tx: &mut Tx<'_>, ids: &[CaseId]) -> Result<Vec<Case>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut given = Vec::new();
    let places = places(&mut given, ids);
    tx.all(&format!("SELECT {COLUMNS} FROM cases_case c WHERE c.id IN ({places})"), &given)
}

/// The numbers of cases, and the subjects of those that somebody sees.
pub fn names(tx: &mut Tx<'_>, who: &Asker, ids: &[CaseId]) -> Result<Vec<(CaseId, i64, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut given = Vec::new();
    let places = places(&mut given, ids);
    let visible = visible(&mut given, who);
    given.push(who.person.arg());
    let me = given.len();
    let subject = format!(
        "CASE WHEN {visible} OR EXISTS (
             SELECT 1 FROM cases_joint_person k WHERE k.person_id = ${me} AND k.case_id = c.id AND k.sees AND c.status <> 'closed')
         THEN c.subject ELSE '' END"
    );
    tx.all(&format!("SELECT c.id, c.number, {subject} FROM cases_case c WHERE c.id IN ({places})"), &given)
}

/// Adds cases.
pub fn insert<'c>(tx: &mut Tx<'_>, cases: impl IntoIterator<Item = &'c Case>) -> Result<()> {
    tx.insert_many("cases_case", &WRITTEN, cases.into_iter().map(values))?;
    Ok(())
}

/// Writes everything about a case that can change; busy when somebody else wrote it since it was read.
pub fn save(tx: &mut Tx<'_>, it: &Case) -> Result<()> {
    let saved = tx.run(
        "UPDATE cases_case SET
            subject = $2, description = $3, kind = $4, class = $5, priority = $6, step = $7, status = $8,
            unit_id = $9, owner_id = $10, first_owner_id = $11, customer_id = $12, sealed = $13, contact_masked = $14,
            fields = $15, happened_ms = $16, answered_ms = $17, resolved_ms = $18, closed_ms = $19, step_ms = $20,
            status_ms = $21, due_ms = $22, due_target = $23, due_half_ms = $24, urgency = $25, promise_due_ms = $26,
            open_promises = $27, transfer_id = $28, transfer_person_id = $29, return_count = $30, confirmation = $31,
            outcome = $32, reopen_count = $33, repeat_count = $34, repeat_of = $35, version = $36, attrs = $37,
            channel = $38, recent = $39, due_near_ms = $40, urge_count = $42, open_joint = $43, merged_count = $44,
            merged_into = $45, tags = $46,
            edition = edition + 1
          WHERE id = $1 AND edition = $41",
        args![
            it.id,
            it.subject,
            it.description,
            it.kind,
            it.class,
            it.priority,
            it.step,
            it.status,
            it.unit_id,
            it.owner_id,
            it.first_owner_id,
            it.customer_id,
            it.sealed,
            it.contact_masked,
            it.fields,
            it.happened_ms,
            it.answered_ms,
            it.resolved_ms,
            it.closed_ms,
            it.step_ms,
            it.status_ms,
            it.due_ms,
            it.due_target,
            it.due_half_ms,
            it.urgency,
            it.promise_due_ms,
            it.open_promises,
            it.transfer_id,
            it.transfer_person_id,
            it.return_count,
            it.confirmation,
            it.outcome,
            it.reopen_count,
            it.repeat_count,
            it.repeat_of,
            it.version,
            it.attrs,
            it.channel,
            it.recent,
            it.due_near_ms,
            it.edition,
            it.urge_count,
            it.open_joint,
            it.merged_count,
            it.merged_into,
            it.tags,
        ],
    )?;
    if saved == 1 { Ok(()) } else { Err(Failure::Busy) }
}

db::row! {
    /// An earlier case of the same customer, as far as the rule about repeats asks.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Earlier {
        /// Its id.
        pub id: CaseId,
        /// Its number.
        pub number: i64,
        /// Its kind.
        pub kind: String,
        /// Its class.
        pub class: Option<String>,
        /// When the customer came.
        pub opened_ms: Stamp,
        /// How many contacts about the same matter were before it.
        pub repeat_count: i64,
        /// The first of them.
        pub repeat_of: Option<CaseId>,
        /// What it is about; nothing when the asker does not see it.
        pub subject: Option<String>,
        /// Whether it is open; nothing when the asker does not see it.
        pub status: Option<Status>,
    }
}

/// The latest cases of a customer's profiles before one, newest first; at most 20. A repeat is one whether
/// or not the asker sees the case before it.
pub fn latest_of(
    tx: &mut Tx<'_>,
    who: &Asker,
    customers: &[CustomerId],
    before: &CaseId,
    since: Stamp,
) -> Result<Vec<Earlier>> {
    let mut given = args![before, since].to_vec();
    let list = places(&mut given, customers);
    let visible = visible(&mut given, who);
    tx.all(
        &format!(
            "SELECT c.id, c.number, c.kind, c.class, c.opened_ms, c.repeat_count, c.repeat_of,
                    CASE WHEN {visible} THEN c.subject END, CASE WHEN {visible} THEN c.status END
               FROM cases_case c
              WHERE c.customer_id IN ({list}) AND c.id < $1 AND c.opened_ms >= $2 ORDER BY c.id DESC LIMIT 20"
        ),
        &given,
    )
}

/// The cases of a customer after one, in their order; those opened since a moment, when one is given.
pub fn ids_of(
    tx: &mut Tx<'_>,
    customer: &CustomerId,
    (after, since): (Option<&CaseId>, Stamp),
    rows: i64,
) -> Result<Vec<CaseId>> {
    let after = after.map_or("", CaseId::as_str);
    let found: Vec<(CaseId,)> = tx.all(
        "SELECT id FROM cases_case WHERE customer_id = $1 AND id > $2 AND opened_ms > $3 ORDER BY id LIMIT $4",
        args![customer, after, since, rows],
    )?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// How many complaints of some customers were taken in since a moment.
pub fn complaints_since(tx: &mut Tx<'_>, customers: &[CustomerId], since: Stamp) -> Result<i64> {
    let mut given = vec![since.arg()];
    let places = places(&mut given, customers);
    let sql = format!(
        "SELECT COUNT(*) FROM cases_case WHERE customer_id IN ({places}) AND kind = 'complaint' AND opened_ms >= $1"
    );
    Ok(tx.one::<(i64,)>(&sql, &given)?.0)
}

/// Who is responsible for the newest open case of some customers.
pub fn first_owner(tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<Option<PersonId>> {
    let mut given = Vec::new();
    let places = places(&mut given, customers);
    let found: Option<(PersonId,)> = tx.maybe(
        &format!(
            "SELECT first_owner_id FROM cases_case
              WHERE customer_id IN ({places}) AND status <> 'closed' AND first_owner_id IS NOT NULL
              ORDER BY id DESC LIMIT 1"
        ),
        &given,
    )?;
    Ok(found.map(|it| it.0))
}
