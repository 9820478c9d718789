//! Follow-ups as screens get them.

use std::collections::BTreeMap;

use base::ids::{CaseId, FollowUpId};
use base::{Page, Paged, PerMille, Result, Stamp};
use db::Tx;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Actor;

use crate::Desk;
use crate::api::naming::Naming;
use crate::api::page::Words;
use crate::api::shown::Named;
use crate::model::follow_up::{Attempt, FollowUp, FollowUpResult, FollowUpState};
use crate::model::{Asker, Rulebook, Sight, Status};
use crate::refused::Refused;
use crate::rules::follow_ups;
use crate::store;
use crate::store::follow_ups::Whose;

/// Which follow-ups are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FollowUpQuery {
    /// `mine` (default), `team` or `done` (by me).
    pub view: Option<String>,
    /// `today` (due by the end of the day, not overdue) or `overdue`.
    pub due: Option<String>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, 1 to 200.
    pub limit: Option<u16>,
}

/// Something the customer scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QuestionView {
    /// Its id.
    pub id: String,
    /// What is asked, in the reader's language.
    pub name: String,
    /// The worst score.
    pub from: i64,
    /// The best score.
    pub to: i64,
}

/// A try that reached nobody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TryView {
    /// Who tried.
    pub by: Named,
    /// When.
    pub at: Stamp,
    /// What was noted.
    pub note: Option<String>,
}

/// A follow-up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FollowUpView {
    /// Its id.
    pub id: FollowUpId,
    /// The case.
    pub case_id: CaseId,
    /// The case's number; empty when it is out of sight.
    pub number: String,
    /// What the case is about.
    pub subject: String,
    /// Its kind.
    pub kind: String,
    /// Whether it is open; nothing when it is out of sight.
    pub status: Option<Status>,
    /// The customer, masked.
    pub customer: Option<Named>,
    /// How to reach the customer, masked.
    pub contact_how: Option<String>,
    /// Who is to ask.
    pub person: Option<Named>,
    /// Where it stands.
    pub state: FollowUpState,
    /// What came of it.
    pub result: Option<FollowUpResult>,
    /// What the customer said.
    pub comment: Option<String>,
    /// What the customer scored, by question.
    pub scores: BTreeMap<String, i64>,
    /// What the customer is asked to score.
    pub questions: Vec<QuestionView>,
    /// When it was made.
    pub made_at: Stamp,
    /// Until when.
    pub due_at: Stamp,
    /// When half of that is used.
    pub half_at: Stamp,
    /// When it is nearly due.
    pub near_at: Stamp,
    /// Not to be tried before.
    pub next_at: Stamp,
    /// Tries so far, the oldest first.
    pub tries: Vec<TryView>,
    /// How many tries there are.
    pub most_tries: i64,
    /// Who ended it.
    pub ended_by: Option<Named>,
    /// When.
    pub ended_at: Option<Stamp>,
    /// The rule of policy.
    pub rule: String,
    /// Its share.
    pub share: PerMille,
    /// What was thrown for this case, in thousandths.
    pub drawn: i64,
    /// Where the dice began.
    pub seed: i64,
    /// The version of the policy.
    pub policy: String,
    /// Whether the reader can ask the customer.
    pub may_ask: bool,
}

fn views(
    desk: &Desk,
    tx: &mut Tx<'_>,
    who: &Asker,
    all: Vec<FollowUp>,
    book: &Rulebook,
    words: Words<'_>,
) -> Result<Vec<FollowUpView>> {
    let ids: Vec<FollowUpId> = all.iter().map(|it| it.id.clone()).collect();
    let mut cases: Vec<CaseId> = all.iter().map(|it| it.case_id.clone()).collect();
    cases.dedup();
    let briefs = store::briefs::of(tx, who, &cases)?;
    let mut tries = BTreeMap::<FollowUpId, Vec<Attempt>>::new();
    let mut naming = Naming::default();
    naming.people(all.iter().flat_map(|it| [&it.person_id, &it.ended_by_id].into_iter().flatten()));
    naming.customers(briefs.values().filter_map(|it| it.customer_id.as_ref()));
    for it in store::follow_ups::attempts(tx, &ids)? {
        naming.people([&it.by_id]);
        tries.entry(it.follow_up_id.clone()).or_default().push(it);
    }
    naming.ask(desk, tx)?;
    let view = |it: FollowUp| {
        let brief = briefs.get(&it.case_id);
        let questions = it.rule.0.questions.iter().filter_map(|id| book.follow_ups.says.question(id));
        let tried = tries.get(&it.id).map_or(&[][..], Vec::as_slice);
        FollowUpView {
            number: brief.map(|one| one.number.to_string()).unwrap_or_default(),
            subject: brief.map(|one| one.subject.clone()).unwrap_or_default(),
            kind: brief.map(|one| one.kind.clone()).unwrap_or_default(),
            status: brief.map(|one| one.status),
            customer: brief.and_then(|one| one.customer_id.as_ref()).map(|id| naming.customer(id)),
            contact_how: brief.and_then(|one| one.contact_masked.clone()),
            person: naming.maybe(it.person_id.as_ref()),
            questions: questions
                .map(|one| QuestionView { id: one.id.clone(), name: words.of(&one.name), from: one.from, to: one.to })
                .collect(),
            tries: tried
                .iter()
                .map(|one| TryView { by: naming.person(&one.by_id), at: one.at_ms, note: one.note.clone() })
                .collect(),
            most_tries: it.rule.0.attempts,
            ended_by: naming.maybe(it.ended_by_id.as_ref()),
            may_ask: follow_ups::may_ask_customer(&it, who).is_ok(),
            rule: it.rule.0.id,
            share: it.rule.0.share,
            id: it.id,
            case_id: it.case_id,
            state: it.state,
            result: it.result,
            comment: it.comment,
            scores: it.scores.0,
            made_at: it.made_ms,
            due_at: it.due_ms,
            half_at: it.half_ms,
            near_at: it.near_ms,
            next_at: it.next_ms,
            ended_at: it.ended_ms,
            drawn: it.drawn,
            seed: it.seed,
            policy: it.policy,
        }
    };
    Ok(all.into_iter().map(view).collect())
}

impl Desk {
    /// The follow-ups of a case, the newest first.
    ///
    /// # Errors
    /// Refused as not found when the actor does not see the case.
    pub fn follow_ups_of(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: &CaseId,
        words: Words<'_>,
    ) -> Result<Paged<FollowUpView>> {
        let who = Asker::of(me);
        let case = store::case::seen(tx, &who, id)?;
        let book = self.rules().of(tx, &case.unit_id)?;
        let all = store::follow_ups::of(tx, id)?;
        Ok(Paged { items: views(self, tx, &who, all, &book, words)?, next: None })
    }

    /// A page of follow-ups: the actor's own, the team's, those the actor ended.
    ///
    /// # Errors
    /// Refused when a value of the query is not known.
    pub fn follow_ups(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        query: &FollowUpQuery,
        words: Words<'_>,
    ) -> Result<Paged<FollowUpView>> {
        let who = Asker::of(me);
        let whose = match query.view.as_deref() {
            None | Some("mine") => Whose::Mine(me.me()?.clone()),
            Some("team") => Whose::Team(who.work.clone().or_else(|| who.supervise.clone()).unwrap_or(none())),
            Some("done") => Whose::DoneBy(me.me()?.clone()),
            Some(_) => return Err(Refused::BadFilter("view").into()),
        };
        let book = self.rules().now(tx)?;
        let now = tx.now();
        let due = match query.due.as_deref() {
            None => (None, None),
            Some("overdue") => (None, Some(now)),
            Some("today") => (Some(now), Some(now.day(&book.zone()).next().start(&book.zone()))),
            Some(_) => return Err(Refused::BadFilter("due").into()),
        };
        let page = Page { after: query.after.clone(), limit: query.limit };
        let found = store::follow_ups::page(tx, &whose, due, &page)?;
        Ok(Paged { items: views(self, tx, &who, found.items, &book, words)?, next: found.next })
    }
}

fn none() -> Sight {
    Sight::Units(Vec::new())
}
