//! Approvals as screens get them.

use std::collections::{BTreeMap, BTreeSet};

use base::ids::{ApprovalId, CaseId, PersonId};
use base::{Fen, Page, Paged, Result, Stamp};
use db::Tx;
use policy::model::{ApprovalAct, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Actor;

use crate::Desk;
use crate::api::naming::Naming;
use crate::api::page::Words;
use crate::api::seats::stands_for;
use crate::api::shown::Named;
use crate::model::approval::{Approval, ApprovalState, Ask, Decider, Decision, Snapshot};
use crate::model::deadline::{Deadline, Part};
use crate::model::{Asker, Rulebook};
use crate::refused::Refused;
use crate::rules::approvals;
use crate::store;
use crate::store::approvals::Tray;

/// Which approvals are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TrayQuery {
    /// `mine` (to decide; default), `asked` (by me) or `decided` (by me).
    pub tray: Option<String>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, 1 to 200.
    pub limit: Option<u16>,
}

/// One level of an approval, with what was decided there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LevelView {
    /// What people call it.
    pub name: String,
    /// Who may decide now; nobody at a level that does not wait.
    pub deciders: Vec<Named>,
    /// What was decided and said, the oldest first.
    pub said: Vec<SaidView>,
}

/// What somebody decided or said at a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SaidView {
    /// Who.
    pub person: Named,
    /// In whose place.
    pub instead_of: Option<Named>,
    /// `approve`, `refuse`, `send_back`; `answer` or `withdraw` of the asker.
    pub verdict: String,
    /// Why, or what was said.
    pub reason: Option<String>,
    /// When.
    pub at: Stamp,
    /// How long the level had waited, in working time.
    pub working_ms: base::Span,
}

/// An approval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ApprovalView {
    /// Its id.
    pub id: ApprovalId,
    /// The case.
    pub case_id: CaseId,
    /// What it is about, in the reader's language.
    pub title: String,
    /// What follows it.
    pub act: ApprovalAct,
    /// What is asked for.
    pub ask: Ask,
    /// The amount, where there is one.
    pub fen: Option<Fen>,
    /// Whose budget it comes from.
    pub budget: Option<Named>,
    /// Why.
    pub reason: String,
    /// What was so when it was asked.
    pub snapshot: Snapshot,
    /// Who asked.
    pub asked_by: Named,
    /// When.
    pub asked_at: Stamp,
    /// Where it stands.
    pub state: ApprovalState,
    /// The level it waits at, from 1.
    pub level: i64,
    /// All levels.
    pub levels: Vec<LevelView>,
    /// Until when the present level has.
    pub due_at: Option<Stamp>,
    /// When half of that is used.
    pub half_at: Option<Stamp>,
    /// When it is nearly due.
    pub near_at: Option<Stamp>,
    /// When it ended.
    pub ended_at: Option<Stamp>,
    /// What the reader can do: `decide`, `answer`, `withdraw`.
    pub actions: Vec<String>,
    /// The version of the policy.
    pub policy: String,
}

/// The approvals of a case, and what can be asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ApprovalsOf {
    /// The newest first.
    pub items: Vec<ApprovalView>,
    /// What the reader can ask for now.
    pub may_ask: Vec<ApprovalAct>,
}

/// What belongs to some approvals.
struct Around {
    deciders: BTreeMap<ApprovalId, Vec<Decider>>,
    decisions: BTreeMap<ApprovalId, Vec<Decision>>,
    deadlines: BTreeMap<String, Deadline>,
    naming: Naming,
    me: PersonId,
    stands_for: Vec<PersonId>,
}

impl Around {
    fn of(desk: &Desk, tx: &mut Tx<'_>, me: &Actor, all: &[Approval]) -> Result<Self> {
        let ids: Vec<ApprovalId> = all.iter().map(|it| it.id.clone()).collect();
        let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let (mut deciders, mut decisions) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        let mut people: BTreeSet<PersonId> = all.iter().map(|it| it.asked_by_id.clone()).collect();
        for it in store::approvals::deciders(tx, &ids)? {
            people.insert(it.person_id.clone());
            deciders.entry(it.approval_id.clone()).or_default().push(it);
        }
        for it in store::approvals::decisions(tx, &ids)? {
            people.insert(it.person_id.clone());
            people.extend(it.for_id.clone());
            decisions.entry(it.approval_id.clone()).or_default().push(it);
        }
        let live = store::deadlines::live(tx, Part::Approval, &texts)?;
        let deadlines = live.into_iter().map(|it| (it.part_id.clone(), it)).collect();
        let mut naming = Naming::default();
        naming.people(&people);
        naming.units(all.iter().filter_map(|it| match &it.ask.0 {
            Ask::Compensation { budget_unit_id, .. } => Some(budget_unit_id),
            _ => None,
        }));
        naming.ask(desk, tx)?;
        let stands_for = stands_for(tx, me)?;
        Ok(Self { deciders, decisions, deadlines, naming, me: me.me()?.clone(), stands_for })
    }

    fn view(&self, it: Approval, book: &Rulebook, words: Words<'_>) -> ApprovalView {
        let deciders = self.deciders.get(&it.id).map_or(&[][..], Vec::as_slice);
        let deadline = self.deadlines.get(it.id.as_str());
        let named = book.approvals.says.subjects.iter().find(|one| one.id == it.subject).map(|one| &one.name);
        let budget = match &it.ask.0 {
            Ask::Compensation { budget_unit_id, .. } => Some(self.naming.unit(budget_unit_id)),
            _ => None,
        };
        ApprovalView {
            title: named.map_or_else(|| it.subject.clone(), |name| words.of(name)),
            act: it.ask.0.act(),
            fen: it.ask.0.amount(),
            budget,
            asked_by: self.naming.person(&it.asked_by_id),
            asked_at: it.asked_ms,
            level: it.level + 1,
            levels: (0..).zip(&it.levels.0).map(|(at, one)| self.level(&it, at, &one.name, words)).collect(),
            due_at: deadline.map(|one| one.due_ms),
            half_at: deadline.map(|one| one.half_ms),
            near_at: deadline.map(|one| one.near_ms),
            ended_at: it.ended_ms,
            actions: self.actions(&it, deciders),
            id: it.id,
            case_id: it.case_id,
            ask: it.ask.0,
            reason: it.reason,
            snapshot: it.snapshot.0,
            state: it.state,
            policy: it.policy,
        }
    }

    fn level(&self, it: &Approval, at: i64, name: &Text, words: Words<'_>) -> LevelView {
        let waits = it.state == ApprovalState::Pending && it.level == at;
        let deciders = self.deciders.get(&it.id).filter(|_| waits).map_or(&[][..], Vec::as_slice);
        let said = self.decisions.get(&it.id).map_or(&[][..], Vec::as_slice).iter().filter(|one| one.level == at);
        LevelView {
            name: words.of(name),
            deciders: deciders.iter().map(|one| self.naming.person(&one.person_id)).collect(),
            said: said
                .map(|one| SaidView {
                    person: self.naming.person(&one.person_id),
                    instead_of: self.naming.maybe(one.for_id.as_ref()),
                    verdict: one.verdict.clone(),
                    reason: one.reason.clone(),
                    at: one.at_ms,
                    working_ms: one.working_ms,
                })
                .collect(),
        }
    }

    fn actions(&self, it: &Approval, deciders: &[Decider]) -> Vec<String> {
        let all = [
            ("decide", approvals::may_decide(it, deciders, &self.me, &self.stands_for).is_ok()),
            ("answer", approvals::may_answer_more(it, &self.me).is_ok()),
            ("withdraw", approvals::may_withdraw(it, &self.me).is_ok()),
        ];
        all.into_iter().filter(|one| one.1).map(|one| one.0.to_owned()).collect()
    }
}

impl Desk {
    /// The approvals of a case, and what the actor can ask for.
    ///
    /// # Errors
    /// Refused as not found when the actor does not see the case.
    pub fn approvals_of(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, words: Words<'_>) -> Result<ApprovalsOf> {
        let who = Asker::of(me);
        let case = store::case::seen(tx, &who, id)?;
        let book = self.rules().of(tx, &case.unit_id)?;
        let all = store::approvals::of(tx, id)?;
        let may = approvals::may_begin(&case, &who).is_ok();
        let may_ask = if may { approvals::open_acts(&case, &book, &all) } else { Vec::new() };
        let around = Around::of(self, tx, me, &all)?;
        Ok(ApprovalsOf { items: all.into_iter().map(|it| around.view(it, &book, words)).collect(), may_ask })
    }

    /// A page of the actor's approvals: to decide, asked for, decided.
    ///
    /// # Errors
    /// Refused when there is no such tray.
    pub fn approvals(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        query: &TrayQuery,
        words: Words<'_>,
    ) -> Result<Paged<ApprovalView>> {
        let (tray, people) = match query.tray.as_deref() {
            None | Some("mine") => (Tray::Mine, stands_for(tx, me)?),
            Some("asked") => (Tray::Asked, vec![me.me()?.clone()]),
            Some("decided") => (Tray::Decided, vec![me.me()?.clone()]),
            Some(_) => return Err(Refused::BadFilter("tray").into()),
        };
        let page = Page { after: query.after.clone(), limit: query.limit };
        let found = store::approvals::page(tx, tray, &people, &page)?;
        let book = self.rules().now(tx)?;
        let around = Around::of(self, tx, me, &found.items)?;
        let items = found.items.into_iter().map(|it| around.view(it, &book, words)).collect();
        Ok(Paged { items, next: found.next })
    }
}
