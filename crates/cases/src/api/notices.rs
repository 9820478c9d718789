//! What a person is told of, and up to when they have seen it.

use std::collections::{BTreeSet, HashMap};

use base::ids::CaseId;
use base::{Result, Span, Stamp, fault};
use db::Tx;
use db::events::Logged;
use serde::{Deserialize, Serialize};
use web::Actor;

use super::naming::Naming;
use super::shown::Named;
use crate::Desk;
use crate::model::Asker;
use crate::rules::notices::{Reader, Reason, concerns, is_broken_promise, is_promise_over};
use crate::store;

/// Something a person is told of: called in, given a case, time running out, progress of what they received first.
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
    /// Why they are told.
    pub reason: Reason,
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
    /// What concerns the actor, of the last two weeks.
    pub fn notices(&self, tx: &mut Tx<'_>, me: &Actor) -> Result<Notices> {
        let person = me.me()?;
        let seen = store::notices::seen(tx, person)?;
        let since = Stamp(tx.now().0 - REACH.0);
        let looked = store::notices::of(tx, person, since, LOOKED_THROUGH)?;
        let all: BTreeSet<CaseId> = looked.iter().filter_map(|it| it.case.clone()).collect();
        let received = store::notices::received(tx, person, &Vec::from_iter(all))?;
        let book = self.rules().now(tx)?;
        let told_of = &book.cases.first_receiver.told_of;
        let reason = |it: &Logged| {
            let first_owner = it.case.as_ref().is_some_and(|case| received.contains(case));
            concerns(Reader { person, first_owner, told_of }, &it.kind, &it.body)
        };
        let mine: Vec<(Logged, Reason)> =
            looked.into_iter().filter_map(|it| reason(&it).map(|why| (it, why))).collect();
        let broken: Vec<(Stamp, Option<CaseId>)> =
            mine.iter().filter(|it| is_broken_promise(&it.0.kind)).map(|it| (it.0.at, it.0.case.clone())).collect();
        let told = |it: &Logged| broken.iter().any(|(at, case)| it.at == *at && it.case == *case);
        let twice = |it: &Logged| is_promise_over(&it.kind, &it.body) && told(it);
        let found: Vec<(Logged, Reason)> = mine.into_iter().filter(|it| !twice(&it.0)).take(SHOWN).collect();
        let ids: Vec<CaseId> = found.iter().filter_map(|it| it.0.case.clone()).collect();
        let cases: HashMap<CaseId, (i64, String)> = store::case::names(tx, &Asker::of(me), &ids)?
            .into_iter()
            .map(|(id, number, subject)| (id, (number, subject)))
            .collect();
        let mut naming = Naming::default();
        naming.people(found.iter().filter_map(|it| it.0.actor.as_ref())).ask(self, tx)?;
        let notice = |(it, reason): (Logged, Reason)| {
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
                reason,
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
