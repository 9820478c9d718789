//! Parts of cases as screens get them, and a department's list of what it is asked for.

use base::ids::{CaseId, JointId};
use base::{Page, Paged, Result, Span, Stamp};
use db::Tx;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Actor;

use crate::Desk;
use crate::api::naming::Naming;
use crate::api::shown::Named;
use crate::model::joint::{Joint, JointState};
use crate::model::{Asker, Case, Rulebook, Status};
use crate::refused::Refused;
use crate::rules::joint;
use crate::store;
use crate::store::joint::{Waiting, Wanted};

/// A part of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JointView {
    /// Its id.
    pub id: JointId,
    /// The department that is asked.
    pub unit: Named,
    /// The person in it.
    pub person: Option<Named>,
    /// What is asked for.
    pub task: String,
    /// Who asked.
    pub by: Option<Named>,
    /// Where it stands.
    pub state: JointState,
    /// When it was asked for.
    pub asked_at: Stamp,
    /// When it was accepted.
    pub accepted_at: Option<Stamp>,
    /// Who works on it.
    pub worker: Option<Named>,
    /// How long it waited to be accepted, by the wall clock.
    pub wait_ms: Option<Span>,
    /// The same in working time.
    pub working_ms: Option<Span>,
    /// When it was over.
    pub ended_at: Option<Stamp>,
    /// The result, the reason of a return, or the grounds.
    pub answer: Option<String>,
    /// How long it took from acceptance on, by the wall clock.
    pub handling_ms: Option<Span>,
    /// The same in working time.
    pub handling_working_ms: Option<Span>,
    /// Until when it is to be accepted, then delivered.
    pub due_at: Option<Stamp>,
    /// When half of that is used.
    pub half_at: Option<Stamp>,
    /// When it is nearly due.
    pub near_at: Option<Stamp>,
    /// What the reader can do: `accept`, `return`, `deliver`, `withdraw`, `waive`.
    pub actions: Vec<String>,
}

/// The parts of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JointOf {
    /// The newest first.
    pub items: Vec<JointView>,
    /// Whether the reader can ask other departments.
    pub may_ask: bool,
}

/// Which parts are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct JointQuery {
    /// `asked` (default): what the reader's department is asked for; `waiting` and `accepted` of them; `overdue`; `ours`:
    /// what the department's own cases wait for.
    pub view: Option<String>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, 1 to 200.
    pub limit: Option<u16>,
}

/// A part in a department's list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct JointRow {
    /// The part.
    pub id: JointId,
    /// The case.
    pub case_id: CaseId,
    /// The case's number.
    pub number: String,
    /// What the case is about.
    pub subject: String,
    /// Whether the case is open.
    pub status: Status,
    /// The department that hosts it.
    pub host: Named,
    /// Who handles the case.
    pub handler: Option<Named>,
    /// The department that is asked.
    pub unit: Named,
    /// What is asked for.
    pub task: String,
    /// Who asked.
    pub by: Option<Named>,
    /// Where it stands.
    pub state: JointState,
    /// When it was asked for.
    pub asked_at: Stamp,
    /// Who is meant, or works on it.
    pub worker: Option<Named>,
    /// Until when it is to be accepted, or delivered.
    pub due_at: Stamp,
    /// When half of that is used.
    pub half_at: Stamp,
    /// When it is nearly due.
    pub near_at: Stamp,
}

fn actions(it: &Joint, case: &Case, who: &Asker, book: &Rulebook) -> Vec<String> {
    let all = [
        ("accept", joint::may_accept(it, who)),
        ("deliver", joint::may_deliver(it, who)),
        ("return", joint::may_return(it, who)),
        ("withdraw", joint::may_withdraw(it, case, who)),
        ("waive", joint::may_waive(it, case, who, book)),
    ];
    // What nobody has accepted is withdrawn; grounds are for what somebody works on.
    let idle = it.state == JointState::Asked;
    let possible = all.into_iter().filter(|one| one.1.is_ok() && !(idle && one.0 == "waive"));
    possible.map(|one| one.0.to_owned()).collect()
}

fn view(it: Joint, case: &Case, who: &Asker, book: &Rulebook, naming: &Naming) -> JointView {
    let moving = |at: Stamp| (at < Stamp::MAX).then_some(at);
    JointView {
        actions: actions(&it, case, who, book),
        unit: naming.unit(&it.unit_id),
        person: naming.maybe(it.person_id.as_ref()),
        by: naming.maybe(it.by_id.as_ref()),
        worker: naming.maybe(it.owner_id.as_ref()),
        id: it.id,
        task: it.task,
        state: it.state,
        asked_at: it.asked_ms,
        accepted_at: it.accepted_ms,
        wait_ms: it.wait_ms,
        working_ms: it.working_ms,
        ended_at: it.ended_ms,
        answer: it.answer,
        handling_ms: it.handling_ms,
        handling_working_ms: it.handling_working_ms,
        due_at: moving(it.due_ms),
        half_at: moving(it.half_ms),
        near_at: moving(it.near_ms),
    }
}

fn row(it: Waiting, naming: &Naming) -> JointRow {
    JointRow {
        number: it.number.to_string(),
        host: naming.unit(&it.host_id),
        handler: naming.maybe(it.handler_id.as_ref()),
        unit: naming.unit(&it.unit_id),
        by: naming.maybe(it.by_id.as_ref()),
        worker: naming.maybe(it.owner_id.as_ref().or(it.person_id.as_ref())),
        id: it.id,
        case_id: it.case_id,
        subject: it.subject,
        status: it.status,
        task: it.task,
        state: it.state,
        asked_at: it.asked_ms,
        due_at: it.due_ms,
        half_at: it.half_ms,
        near_at: it.near_ms,
    }
}

impl Desk {
    /// The parts of a case that other departments were asked for.
    ///
    /// # Errors
    /// Refused as not found when the actor does not see the case.
    pub fn joint_of(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId) -> Result<JointOf> {
        let who = Asker::of(me);
        let case = store::case::seen(tx, &who, id)?;
        let book = self.rules().of(tx, &case.unit_id)?;
        let all = store::joint::of(tx, id)?;
        let mut naming = Naming::default();
        for it in &all {
            naming.people([&it.person_id, &it.by_id, &it.owner_id].into_iter().flatten()).units([&it.unit_id]);
        }
        naming.ask(self, tx)?;
        let may_ask = joint::may_host(&case, &who, &book).is_ok();
        Ok(JointOf { items: all.into_iter().map(|it| view(it, &case, &who, &book, &naming)).collect(), may_ask })
    }

    /// A page of open parts: what the actor's department is asked for, or what its own cases wait for.
    ///
    /// # Errors
    /// Refused when there is no such view.
    pub fn joint_list(&self, tx: &mut Tx<'_>, me: &Actor, query: &JointQuery) -> Result<Paged<JointRow>> {
        let who = Asker::of(me);
        let wanted = match query.view.as_deref() {
            None | Some("asked") => Wanted::default(),
            Some("waiting") => Wanted { state: Some(JointState::Asked), ..Wanted::default() },
            Some("accepted") => Wanted { state: Some(JointState::Accepted), ..Wanted::default() },
            Some("overdue") => Wanted { before: Some(tx.now()), ..Wanted::default() },
            Some("ours") => Wanted { ours: true, ..Wanted::default() },
            Some(_) => return Err(Refused::BadFilter("view").into()),
        };
        let page = Page { after: query.after.clone(), limit: query.limit };
        let found = store::joint::page(tx, &who, wanted, &page)?;
        let mut naming = Naming::default();
        for it in &found.items {
            naming.people([&it.handler_id, &it.by_id, &it.owner_id, &it.person_id].into_iter().flatten());
            naming.units([&it.host_id, &it.unit_id]);
        }
        naming.ask(self, tx)?;
        Ok(Paged { items: found.items.into_iter().map(|it| row(it, &naming)).collect(), next: found.next })
    }
}
