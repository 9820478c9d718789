//! What lists of parts say about their cases.

use std::collections::BTreeMap;

use base::Result;
use base::ids::{CaseId, CustomerId, PersonId, UnitId};
use db::Tx;

use super::parties::{places, visible};
use crate::model::{Asker, Status};

db::row! {
    /// A case in a few words.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Brief {
        /// Its id.
        pub id: CaseId,
        /// Its number.
        pub number: i64,
        /// What it is about.
        pub subject: String,
        /// Its kind.
        pub kind: String,
        /// Its class.
        pub class: Option<String>,
        /// Its step.
        pub step: String,
        /// Open, paused or closed.
        pub status: Status,
        /// The unit that has it.
        pub unit_id: UnitId,
        /// Who handles it.
        pub owner_id: Option<PersonId>,
        /// The customer.
        pub customer_id: Option<CustomerId>,
        /// How to reach the customer, masked.
        pub contact_masked: Option<String>,
    }
}

/// Those of some cases that somebody sees.
pub fn of(tx: &mut Tx<'_>, who: &Asker, ids: &[CaseId]) -> Result<BTreeMap<CaseId, Brief>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut given = Vec::new();
    let places = places(&mut given, ids);
    let visible = visible(&mut given, who);
    let sql = format!(
        "SELECT c.id, c.number, c.subject, c.kind, c.class, c.step, c.status, c.unit_id, c.owner_id, c.customer_id,
                c.contact_masked
           FROM cases_case c WHERE c.id IN ({places}) AND {visible}"
    );
    Ok(tx.all::<Brief>(&sql, &given)?.into_iter().map(|it| (it.id.clone(), it)).collect())
}
