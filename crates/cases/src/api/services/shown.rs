//! Applications as screens get them, and the trays of questions.

use std::collections::BTreeMap;

use base::ids::{CaseId, PaperId, QuestionId};
use base::{Page, Paged, Result, Stamp};
use db::Tx;
use policy::model::{Choice, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Actor;

use super::application;
use crate::Desk;
use crate::api::naming::Naming;
use crate::api::page::Words;
use crate::api::papers;
use crate::api::seats::stands_for;
use crate::api::shown::Named;
use crate::model::service::{ApplicationState, MaterialState, PaperKind, Question, Written};
use crate::model::{Asker, Case, Rulebook, Status};
use crate::refused::Refused;
use crate::rules::services::{self, Verdict};
use crate::store;

/// A condition that may hold for an applicant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ConditionView {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Whether it holds.
    pub holds: bool,
}

/// A material of an application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MaterialView {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What is asked for: the original, copies, a form.
    pub asks: String,
    /// Where the form or a sample is found.
    pub sample: Option<String>,
    /// What it rests on.
    pub basis: Option<String>,
    /// Whether it is wanted from this applicant under these conditions.
    pub wanted: bool,
    /// The applicants it is wanted from; empty: all.
    pub applicants: Vec<String>,
    /// The conditions under which it is wanted; empty: always.
    pub only_when: Vec<String>,
    /// How it is with it.
    pub state: MaterialState,
    /// What was said about it.
    pub note: Option<String>,
    /// Who noted it last.
    pub by: Option<Named>,
    /// When.
    pub at: Option<Stamp>,
}

/// A ground of refusal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GroundView {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it rests on.
    pub basis: String,
}

/// A paper about an application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PaperView {
    /// Its id.
    pub id: PaperId,
    /// What it is.
    pub kind: PaperKind,
    /// The number that stands on it.
    pub number: String,
    /// What it says, as text to be sent.
    pub text: String,
    /// Who made it.
    pub by: Option<Named>,
    /// When.
    pub at: Stamp,
    /// How the customer was told.
    pub told_how: Option<String>,
    /// When the customer was told.
    pub told_at: Option<Stamp>,
}

/// A question of the window to a leader.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WindowQuestion {
    /// Its id.
    pub id: QuestionId,
    /// The case.
    pub case_id: CaseId,
    /// The case's number; empty when it is out of sight.
    pub number: String,
    /// What the case is about.
    pub subject: String,
    /// What the item is called.
    pub item: String,
    /// Whether the case is open; nothing when it is out of sight.
    pub status: Option<Status>,
    /// What is asked.
    pub question: String,
    /// Who asks.
    pub asked_by: Named,
    /// When.
    pub asked_at: Stamp,
    /// Who is asked.
    pub leaders: Vec<Named>,
    /// Until when.
    pub due_at: Stamp,
    /// When half of that is used.
    pub half_at: Stamp,
    /// When it is nearly due.
    pub near_at: Stamp,
    /// The answer.
    pub answer: Option<String>,
    /// Who answered.
    pub answered_by: Option<Named>,
    /// When.
    pub answered_at: Option<Stamp>,
    /// Whether the reader can answer it.
    pub may_answer: bool,
}

/// Which questions are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct QuestionsQuery {
    /// `mine` (to answer; default) or `asked` (by me).
    pub tray: Option<String>,
    /// The `next` of the page before.
    pub after: Option<String>,
    /// Rows wanted, 1 to 200.
    pub limit: Option<u16>,
}

/// The application that a case is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Application)]
pub struct ApplicationView {
    /// The code of the item.
    pub item: String,
    /// What the item is called.
    pub name: String,
    /// What it costs.
    pub fee: Option<String>,
    /// What it rests on.
    pub basis: Option<String>,
    /// Where it stands.
    pub state: ApplicationState,
    /// Who may apply.
    pub applicants: Vec<Named>,
    /// Who applies.
    pub applicant: Option<String>,
    /// What may be so with the applicant.
    pub conditions: Vec<ConditionView>,
    /// Everything that the item knows of, in its order.
    pub materials: Vec<MaterialView>,
    /// What of that is missing now.
    pub missing: Vec<String>,
    /// How often the applicant was told.
    pub notices: i64,
    /// Why it may be refused.
    pub grounds: Vec<GroundView>,
    /// The papers, the oldest first.
    pub papers: Vec<PaperView>,
    /// Questions to leaders, the oldest first.
    pub questions: Vec<WindowQuestion>,
    /// Who accepted or refused it.
    pub ended_by: Option<Named>,
    /// When.
    pub ended_at: Option<Stamp>,
    /// What the reader can do: `check`, `refuse`, `ask`.
    pub actions: Vec<String>,
    /// Whether the reader may allow another notice for what could have been named before.
    pub supervises: bool,
}

impl Desk {
    /// The application that a case is, and what can be done.
    ///
    /// # Errors
    /// Refused as not found when the actor does not see the case, and for a case that is no service item.
    pub fn application(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, words: Words<'_>) -> Result<ApplicationView> {
        let who = Asker::of(me);
        let case = store::case::seen(tx, &who, id)?;
        let book = self.rules().of(tx, &case.unit_id)?;
        let (it, ruled) = application(tx, &book, &case)?;
        let questions = store::questions::of(tx, id)?;
        let written = store::services::papers(tx, id)?;
        let asked = questions.iter().any(Question::is_open);
        let mut naming = Naming::default();
        naming.people(it.materials.0.values().map(|one| &one.by)).people(&it.ended_by_id);
        naming.people(written.iter().filter_map(|one| one.by_id.as_ref()));
        naming.ask(self, tx)?;
        let may = services::may_check(&case, &who, &it).is_ok();
        let can_ask = may && !asked && ruled.item().question.is_some();
        let can_refuse = may && !asked && !ruled.item().grounds.is_empty();
        let actions = [("check", may), ("refuse", can_refuse), ("ask", can_ask)];
        let missing = match services::verdict(ruled.item(), &it) {
            Verdict::Incomplete(missing) => missing.into_iter().map(|one| one.id.clone()).collect(),
            Verdict::Complete => Vec::new(),
        };
        let papers = papers_of(self, tx, &case, &book, written, &naming, words)?;
        let questions = views(self, tx, me, questions, &book, words)?;
        let item = ruled.item();
        let said = |text: &Option<Text>| text.as_ref().map(|one| words.of(one));
        Ok(ApplicationView {
            name: words.of(&item.name),
            fee: said(&item.fee),
            basis: said(&item.basis),
            applicants: item.applicants.iter().map(|one| named(one, words)).collect(),
            conditions: item.conditions.iter().map(|one| condition(one, &it.conditions.0, words)).collect(),
            materials: item.materials.iter().map(|one| material(one, &it, &naming, words)).collect(),
            grounds: item
                .grounds
                .iter()
                .map(|one| GroundView { id: one.id.clone(), name: words.of(&one.name), basis: words.of(&one.basis) })
                .collect(),
            actions: actions.into_iter().filter(|one| one.1).map(|one| one.0.to_owned()).collect(),
            supervises: who.supervises(&case),
            ended_by: naming.maybe(it.ended_by_id.as_ref()),
            ended_at: it.ended_ms,
            item: it.item,
            state: it.state,
            applicant: it.applicant,
            notices: it.notices,
            missing,
            papers,
            questions,
        })
    }

    /// A page of the questions that wait for the actor's answer, or that the actor asked.
    ///
    /// # Errors
    /// Refused when there is no such tray.
    pub fn questions(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        query: &QuestionsQuery,
        words: Words<'_>,
    ) -> Result<Paged<WindowQuestion>> {
        let page = Page { after: query.after.clone(), limit: query.limit };
        let found = match query.tray.as_deref() {
            None | Some("mine") => {
                let people = stands_for(tx, me)?;
                store::questions::waiting(tx, &people, &page)?
            }
            Some("asked") => store::questions::asked(tx, me.me()?, &page)?,
            Some(_) => return Err(Refused::BadFilter("tray").into()),
        };
        let book = self.rules().now(tx)?;
        Ok(Paged { items: views(self, tx, me, found.items, &book, words)?, next: found.next })
    }
}

fn named(it: &Choice, words: Words<'_>) -> Named {
    Named { id: it.id.clone(), name: words.of(&it.name) }
}

fn condition(it: &Choice, hold: &[String], words: Words<'_>) -> ConditionView {
    ConditionView { id: it.id.clone(), name: words.of(&it.name), holds: hold.contains(&it.id) }
}

fn material(
    one: &policy::model::Material,
    it: &crate::model::service::Application,
    naming: &Naming,
    words: Words<'_>,
) -> MaterialView {
    let noted = it.materials.0.get(&one.id);
    MaterialView {
        id: one.id.clone(),
        name: words.of(&one.name),
        asks: papers::asks(one, words),
        sample: one.sample.as_ref().map(|it| words.of(it)),
        basis: one.basis.as_ref().map(|it| words.of(it)),
        applicants: one.applicants.clone(),
        only_when: one.only_when.clone(),
        wanted: one.is_wanted(it.applicant.as_deref(), &it.conditions.0),
        state: it.state_of(&one.id),
        note: noted.and_then(|it| it.note.clone()),
        by: noted.map(|it| naming.person(&it.by)),
        at: noted.map(|it| it.at),
    }
}

fn papers_of(
    desk: &Desk,
    tx: &mut Tx<'_>,
    case: &Case,
    book: &Rulebook,
    written: Vec<Written>,
    naming: &Naming,
    words: Words<'_>,
) -> Result<Vec<PaperView>> {
    let customer = papers::customer(desk, tx, case)?;
    let view = |it: Written| PaperView {
        number: papers::number(case, &it),
        text: papers::composed(case, &it, book, &customer, words).map(|one| papers::plain(&one)).unwrap_or_default(),
        by: naming.maybe(it.by_id.as_ref()),
        id: it.id,
        kind: it.kind,
        at: it.at_ms,
        told_how: it.told_how,
        told_at: it.told_ms,
    };
    Ok(written.into_iter().map(view).collect())
}

fn views(
    desk: &Desk,
    tx: &mut Tx<'_>,
    me: &Actor,
    all: Vec<Question>,
    book: &Rulebook,
    words: Words<'_>,
) -> Result<Vec<WindowQuestion>> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let cases: Vec<CaseId> = all.iter().map(|it| it.case_id.clone()).collect();
    let briefs: BTreeMap<CaseId, _> = store::briefs::of(tx, &Asker::of(me), &cases)?;
    let stands_for = stands_for(tx, me)?;
    let mut naming = Naming::default();
    for it in &all {
        naming.people(it.leaders.0.iter().chain([&it.asked_by_id]).chain(&it.answered_by_id));
    }
    naming.ask(desk, tx)?;
    let view = |it: Question| {
        let brief = briefs.get(&it.case_id);
        let item = brief.and_then(|one| {
            let item = book.services.says.item(&one.kind, one.class.as_deref())?;
            Some(words.of(&item.name))
        });
        WindowQuestion {
            number: brief.map(|one| one.number.to_string()).unwrap_or_default(),
            subject: brief.map(|one| one.subject.clone()).unwrap_or_default(),
            status: brief.map(|one| one.status),
            item: item.unwrap_or_default(),
            asked_by: naming.person(&it.asked_by_id),
            leaders: it.leaders.0.iter().map(|one| naming.person(one)).collect(),
            answered_by: naming.maybe(it.answered_by_id.as_ref()),
            may_answer: services::may_reply(&it, &stands_for).is_ok(),
            id: it.id,
            case_id: it.case_id,
            question: it.question,
            asked_at: it.asked_ms,
            due_at: it.due_ms,
            half_at: it.half_ms,
            near_at: it.near_ms,
            answer: it.answer,
            answered_at: it.ended_ms,
        }
    };
    Ok(all.into_iter().map(view).collect())
}
