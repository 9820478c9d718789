//! Cases that passed from an absent person to whoever stands in.

use base::Result;
use base::ids::{AbsenceId, CaseId, PersonId};
use db::{Tx, args};

db::row! {
    /// What of a case passed to whoever stands in.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StandIn {
        /// The absence.
        pub absence_id: AbsenceId,
        /// The case.
        pub case_id: CaseId,
        /// Who is absent.
        pub from_id: PersonId,
        /// Who stands in.
        pub to_id: PersonId,
        /// Handling it passed.
        pub handler: bool,
        /// A transfer addressed to the absent person passed.
        pub receiver: bool,
        /// First-receiver responsibility passed.
        pub first_receiver: bool,
    }
}

const COLUMNS: &str = "absence_id, case_id, from_id, to_id, handler, receiver, first_receiver";

/// Open cases that a person handles, is to accept or, where that is asked for, received first.
pub fn in_hand(tx: &mut Tx<'_>, person: &PersonId, first_receiver: bool, most: i64) -> Result<Vec<CaseId>> {
    let found: Vec<(CaseId,)> = tx.all(
        "SELECT q.case_id FROM cases_party q JOIN cases_case c ON c.id = q.case_id
          WHERE q.person_id = $1 AND q.is_open
            AND (c.owner_id = $1 OR c.transfer_person_id = $1 OR ($2 AND c.first_owner_id = $1))
          ORDER BY q.case_id LIMIT $3",
        args![person, first_receiver, most],
    )?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// Cases with an approval that waits for a person and that whoever stands in does not see yet.
pub fn to_decide(tx: &mut Tx<'_>, person: &PersonId, acting: &PersonId, most: i64) -> Result<Vec<CaseId>> {
    let found: Vec<(CaseId,)> = tx.all(
        "SELECT DISTINCT a.case_id FROM cases_approval_decider d JOIN cases_approval a ON a.id = d.approval_id
          WHERE d.person_id = $1
            AND NOT EXISTS (SELECT 1 FROM cases_party p WHERE p.case_id = a.case_id AND p.person_id = $2)
          ORDER BY a.case_id LIMIT $3",
        args![person, acting, most],
    )?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// What passed because of an absence to others than this person; all of it when nobody is named.
pub fn passed(tx: &mut Tx<'_>, absence: &AbsenceId, other_than: Option<&PersonId>, most: i64) -> Result<Vec<StandIn>> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM cases_stand_in WHERE absence_id = $1 AND to_id <> COALESCE($2, '')
              ORDER BY case_id LIMIT $3"
        ),
        args![absence, other_than, most],
    )
}

/// Writes down what passed of a case; what passed before because of the same absence stays passed.
pub fn put(tx: &mut Tx<'_>, it: &StandIn) -> Result<()> {
    tx.send(
        "INSERT INTO cases_stand_in (absence_id, case_id, from_id, to_id, handler, receiver, first_receiver, passed_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (absence_id, case_id) DO UPDATE SET to_id = $4, handler = $5, receiver = $6,
             first_receiver = $7, passed_ms = $8",
        args![it.absence_id, it.case_id, it.from_id, it.to_id, it.handler, it.receiver, it.first_receiver, tx.now()],
    )
}

/// What passed of a case because of an absence.
pub fn one(tx: &mut Tx<'_>, absence: &AbsenceId, case: &CaseId) -> Result<Option<StandIn>> {
    tx.maybe(
        &format!("SELECT {COLUMNS} FROM cases_stand_in WHERE absence_id = $1 AND case_id = $2"),
        args![absence, case],
    )
}

/// Forgets what passed of a case: it is back, or in other hands.
pub fn remove(tx: &mut Tx<'_>, absence: &AbsenceId, case: &CaseId) -> Result<()> {
    tx.send("DELETE FROM cases_stand_in WHERE absence_id = $1 AND case_id = $2", args![absence, case])
}
