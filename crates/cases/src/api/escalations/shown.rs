//! Escalations as screens get them, and the leaders' board.

use base::ids::{CaseId, EscalationId};
use base::{Page, Paged, Result, Stamp};
use db::Tx;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Actor;

use crate::Desk;
use crate::api::naming::Naming;
use crate::api::page::Words;
use crate::api::shown::Named;
use crate::model::escalation::{Escalation, EscalationKind, EscalationState};
use crate::model::{Asker, Rulebook, Status};
use crate::refused::Refused;
use crate::rules::escalation;
use crate::store;
use crate::store::escalations::Wanted;

/// Which escalations are wanted on the board.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BoardQuery {
    /// `escalated` (default), `watched` or `overdue`.
    pub view: Option<String>,
    /// Only those of one level.
    pub level: Option<i64>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, 1 to 200.
    pub limit: Option<u16>,
}

/// An escalation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EscalationView {
    /// Its id.
    pub id: EscalationId,
    /// The case.
    pub case_id: CaseId,
    /// The case's number; empty when it is out of sight.
    pub number: String,
    /// What the case is about.
    pub subject: String,
    /// Whether it is open; nothing when it is out of sight.
    pub status: Option<Status>,
    /// Who handles the case.
    pub owner: Option<Named>,
    /// The unit that has it.
    pub unit: Option<Named>,
    /// Why a leader has it.
    pub kind: EscalationKind,
    /// The level, from 1; 0 for the others.
    pub level: i64,
    /// What the level or nature is called, in the reader's language.
    pub title: String,
    /// What brought it: `by_hand`, `not_taken`, or an event of policy.
    pub cause: String,
    /// Why, in somebody's words.
    pub reason: String,
    /// Who brought it.
    pub by: Option<Named>,
    /// When.
    pub at: Stamp,
    /// Before whom.
    pub leaders: Vec<Named>,
    /// Where it stands.
    pub state: EscalationState,
    /// Who has taken it.
    pub taken_by: Option<Named>,
    /// When.
    pub taken_at: Option<Stamp>,
    /// Until when.
    pub due_at: Stamp,
    /// When half of that is used.
    pub half_at: Stamp,
    /// When it is nearly due.
    pub near_at: Stamp,
    /// How it was settled.
    pub answer: Option<String>,
    /// When it ended.
    pub ended_at: Option<Stamp>,
    /// What the reader can do: `take`, `settle`.
    pub actions: Vec<String>,
}

/// How many are open at a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BoardCount {
    /// Levels, natures, or watched.
    pub kind: String,
    /// The level, from 1; 0 for the others.
    pub level: i64,
    /// Open ones.
    pub open: i64,
    /// Those of them past their time.
    pub overdue: i64,
}

/// The escalations of a case, and what can be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EscalationsOf {
    /// The newest first.
    pub items: Vec<EscalationView>,
    /// What the next level is called; nothing at the top, or for who may not.
    pub next: Option<String>,
    /// Grave natures that the reader can name.
    pub natures: Vec<Named>,
    /// Whether the reader can watch the case.
    pub may_watch: bool,
}

fn views(
    desk: &Desk,
    tx: &mut Tx<'_>,
    who: &Asker,
    all: Vec<Escalation>,
    book: &Rulebook,
    words: Words<'_>,
) -> Result<Vec<EscalationView>> {
    let mut cases: Vec<CaseId> = all.iter().map(|it| it.case_id.clone()).collect();
    cases.dedup();
    let briefs = store::briefs::of(tx, who, &cases)?;
    let mut naming = Naming::default();
    for it in &all {
        naming.people(it.leaders.0.iter().chain(&it.by_id).chain(&it.taken_by_id));
    }
    for it in briefs.values() {
        naming.people(&it.owner_id).units([&it.unit_id]);
    }
    naming.ask(desk, tx)?;
    let policy = &book.escalation.says;
    let view = |it: Escalation| {
        let brief = briefs.get(&it.case_id);
        let ladder = brief.and_then(|one| policy.ladder(&one.kind, one.class.as_deref()));
        let rung = usize::try_from(it.level - 1).ok().and_then(|at| ladder?.levels.get(at));
        let nature = it.nature.as_deref().and_then(|id| policy.nature(id)).map(|one| &one.name);
        let title = rung.map(|one| &one.name).or(nature).map(|name| words.of(name));
        let actions =
            [("take", escalation::may_take(&it, who).is_ok()), ("settle", escalation::may_settle(&it, who).is_ok())];
        EscalationView {
            number: brief.map(|one| one.number.to_string()).unwrap_or_default(),
            subject: brief.map(|one| one.subject.clone()).unwrap_or_default(),
            status: brief.map(|one| one.status),
            owner: brief.and_then(|one| naming.maybe(one.owner_id.as_ref())),
            unit: brief.map(|one| naming.unit(&one.unit_id)),
            title: title.unwrap_or_else(|| it.nature.clone().unwrap_or_default()),
            actions: actions.into_iter().filter(|one| one.1).map(|one| one.0.to_owned()).collect(),
            by: naming.maybe(it.by_id.as_ref()),
            leaders: it.leaders.0.iter().map(|one| naming.person(one)).collect(),
            taken_by: naming.maybe(it.taken_by_id.as_ref()),
            id: it.id,
            case_id: it.case_id,
            kind: it.kind,
            level: it.level,
            cause: it.cause,
            reason: it.reason,
            at: it.at_ms,
            state: it.state,
            taken_at: it.taken_ms,
            due_at: it.due_ms,
            half_at: it.half_ms,
            near_at: it.near_ms,
            answer: it.answer,
            ended_at: it.ended_ms,
        }
    };
    Ok(all.into_iter().map(view).collect())
}

impl Desk {
    /// The escalations of a case, and what the actor can do.
    ///
    /// # Errors
    /// Refused as not found when the actor does not see the case.
    pub fn escalations_of(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, words: Words<'_>) -> Result<EscalationsOf> {
        let who = Asker::of(me);
        let case = store::case::seen(tx, &who, id)?;
        let book = self.rules().of(tx, &case.unit_id)?;
        let policy = &book.escalation.says;
        let all = store::escalations::of(tx, id)?;
        let may = escalation::may_escalate(&case, &who).is_ok();
        let ladder = policy.ladder(&case.kind, case.class.as_deref()).filter(|_| may);
        let next = ladder.and_then(|ladder| {
            let level = escalation::next_level(ladder, escalation::level(&all))?;
            ladder.levels.get(usize::try_from(level - 1).ok()?).map(|one| words.of(&one.name))
        });
        let natures = policy.natures.iter().filter(|_| may);
        let natures = natures.map(|one| Named { id: one.id.clone(), name: words.of(&one.name) }).collect();
        let may_watch = escalation::may_watch(&case, &who).is_ok();
        Ok(EscalationsOf { items: views(self, tx, &who, all, &book, words)?, next, natures, may_watch })
    }

    /// A page of the board: what is escalated, watched, overdue, within the actor's reach and before the actor.
    ///
    /// # Errors
    /// Refused when there is no such view.
    pub fn board(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        query: &BoardQuery,
        words: Words<'_>,
    ) -> Result<Paged<EscalationView>> {
        let who = Asker::of(me);
        let (watched, before) = match query.view.as_deref() {
            None | Some("escalated") => (Some(false), None),
            Some("watched") => (Some(true), None),
            Some("overdue") => (None, Some(tx.now())),
            Some(_) => return Err(Refused::BadFilter("view").into()),
        };
        let wanted = Wanted { watched, level: query.level, before };
        let page = Page { after: query.after.clone(), limit: query.limit };
        let found = store::escalations::page(tx, &who.sight, who.person.as_ref(), &wanted, &page)?;
        let book = self.rules().now(tx)?;
        Ok(Paged { items: views(self, tx, &who, found.items, &book, words)?, next: found.next })
    }

    /// How many are open at each level within the actor's reach.
    pub fn board_counts(&self, tx: &mut Tx<'_>, me: &Actor) -> Result<Vec<BoardCount>> {
        let (who, now) = (Asker::of(me), tx.now());
        let found = store::escalations::counts(tx, &who.sight, who.person.as_ref(), now)?.into_iter();
        Ok(found.map(|(kind, level, open, overdue)| BoardCount { kind, level, open, overdue }).collect())
    }
}
