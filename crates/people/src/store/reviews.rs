//! What reviewers of access said.

use std::collections::BTreeMap;

use base::ids::PersonId;
use base::{Result, Stamp};
use db::{Json, Tx, args};

use super::list;
use crate::model::ReviewVerdict;

db::row! {
    /// What a reviewer said of somebody.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Review {
        /// Of whom.
        pub person_id: PersonId,
        /// When.
        pub at: Stamp,
        /// Who said it.
        pub by_id: PersonId,
        /// What.
        pub verdict: ReviewVerdict,
        /// Why.
        pub note: String,
        /// The roles the person had then.
        pub roles: Json<Vec<String>>,
    }
}

/// Writes down what a reviewer said; at one moment the last word counts.
pub fn add(tx: &mut Tx<'_>, it: &Review) -> Result<()> {
    tx.send(
        "INSERT INTO people_review (person_id, reviewed_ms, by_id, verdict, note, roles) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (person_id, reviewed_ms) DO UPDATE SET by_id = $3, verdict = $4, note = $5, roles = $6",
        args![it.person_id, it.at, it.by_id, it.verdict, it.note, it.roles],
    )
}

/// The last review of each of several people.
pub fn last(tx: &mut Tx<'_>, people: &[PersonId]) -> Result<BTreeMap<PersonId, Review>> {
    let mut found = BTreeMap::new();
    for some in people.chunks(list::MOST) {
        let (places, args) = list::places(1, some);
        let sql = format!(
            "SELECT r.person_id, r.reviewed_ms, r.by_id, r.verdict, r.note, r.roles FROM people_review r
              WHERE r.person_id IN ({places}) AND r.reviewed_ms =
                    (SELECT MAX(l.reviewed_ms) FROM people_review l WHERE l.person_id = r.person_id)"
        );
        found.extend(tx.all::<Review>(&sql, &args)?.into_iter().map(|it| (it.person_id.clone(), it)));
    }
    Ok(found)
}
