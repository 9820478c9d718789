//! What a person is told of, and up to when they have seen it.

use std::collections::HashMap;

use base::ids::CaseId;
use base::{Result, Span, Stamp, fault};
use db::Tx;
use serde::{Deserialize, Serialize};
use web::Actor;

use super::naming::Naming;
use super::shown::Named;
use crate::Desk;
use crate::model::Asker;
use crate::rules::notices::concerns;
use crate::store;

/// Something a person is told of: called in, given a case, time running out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Notice {
    /// Its place in the log.
    pub cursor: String,
    /// When it happened.
    pub at: Stamp,
    /// The event's kind.
    pub kind: String,
    /// Who did it; nobody when time did.
    pub actor: Option<Named>,
    /// The case.
    pub case_id: CaseId,
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// The event's fields.
    #[schema(value_type = Object)]
    pub body: serde_json::Value,
    /// Whether it came after what the person has seen.
    pub unseen: bool,
}

/// The newest notices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Notices {
    /// The newest first, at most 50.
    pub items: Vec<Notice>,
}

/// Notices are of the last two weeks.
const REACH: Span = Span(14 * Span::DAY.0);
/// So many notices are shown.
const SHOWN: usize = 50;
/// So many events are looked through for them.
const LOOKED_THROUGH: i64 = 500;

impl Desk {
    /// What concerns the actor on their open cases, of the last two weeks.
    pub fn notices(&self, tx: &mut Tx<'_>, me: &Actor) -> Result<Notices> {
        let person = me.me()?;
        let seen = store::notices::seen(tx, person)?;
        let since = Stamp(tx.now().0 - REACH.0);
        let mut found = store::notices::of(tx, person, since, LOOKED_THROUGH)?;
        found.retain(|it| concerns(person, &it.kind, &it.body));
        found.truncate(SHOWN);
        let ids: Vec<CaseId> = found.iter().filter_map(|it| it.case.clone()).collect();
        let cases: HashMap<CaseId, (i64, String)> = store::case::names(tx, &Asker::of(me), &ids)?
            .into_iter()
            .map(|(id, number, subject)| (id, (number, subject)))
            .collect();
        let mut naming = Naming::default();
        naming.people(found.iter().filter_map(|it| it.actor.as_ref())).ask(self, tx)?;
        let notice = |it: db::events::Logged| {
            let case_id = it.case.clone()?;
            let (number, subject) = cases.get(&case_id)?;
            Some(serde_json::from_str(&it.body).map_err(fault).map(|body| Notice {
                cursor: it.cursor().to_string(),
                at: it.at,
                actor: naming.maybe(it.actor.as_ref()),
                number: number.to_string(),
                subject: subject.clone(),
                unseen: it.at > seen,
                kind: it.kind,
                case_id,
                body,
            }))
        };
        Ok(Notices { items: found.into_iter().filter_map(notice).collect::<Result<_>>()? })
    }

    /// Notes that the actor has seen what happened up to a moment, at most now; answers the notices as they stand then.
    pub fn see_notices(&self, tx: &mut Tx<'_>, me: &Actor, until: Stamp) -> Result<Notices> {
        let until = until.min(tx.now());
        store::notices::see(tx, me.me()?, until)?;
        self.notices(tx, me)
    }
}
