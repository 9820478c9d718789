//! Applications for service items: materials ticked off, told once what is missing, accepted, refused (CAS-8).

mod questions;
mod shown;

use std::collections::BTreeMap;
use std::sync::Arc;

use base::ids::{CaseId, PaperId};
use base::{Result, Stamp};
use db::{Json, Tx, timers};
use policy::model::{Material, PolicyRef, ServiceItem, Services, Text};
use serde::{Deserialize, Serialize};
use web::Actor;

use super::hand::Hand;
use super::open::answer;
use super::time::{go_on, stand_still};
use crate::barred::Barred;
use crate::events::{ApplicationAccepted, ApplicationChecked, ApplicationNotified, ApplicationRefused, PaperTold};
use crate::model::service::{Application, ApplicationState, MaterialState, Materials, Noted, PaperKind, Says, Written};
use crate::model::{Case, Dims, Rulebook, Status, Target};
use crate::refused::Refused;
use crate::rules::services::{self, Verdict};
use crate::rules::{may_answer, pausing, said};
use crate::{Desk, jobs, store};

pub use questions::NewQuestion;
pub(super) use questions::is_open as question_open;
pub use shown::{ApplicationView, ConditionView, GroundView, MaterialView, PaperView, QuestionsQuery, WindowQuestion};

/// What the window found when it looked at the materials.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MaterialsCheck {
    /// Who applies, a word of policy; needed where policy tells applicants apart.
    #[serde(default)]
    pub applicant: Option<String>,
    /// What is so with the applicant, words of policy.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// Materials by their id; those left out stay as they were.
    #[serde(default)]
    pub materials: BTreeMap<String, Tick>,
    /// Whether the applicant is told of what is missing; without that it is only written down.
    #[serde(default)]
    pub notify: bool,
    /// Why a supervisor allows another notice for what could have been named before.
    #[serde(default)]
    pub reason: Option<String>,
}

/// How it is with a material.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Tick {
    /// There, missing, or not needed here.
    pub state: MaterialState,
    /// What is to be said about it; needed where it is not needed.
    #[serde(default)]
    pub note: Option<String>,
}

/// A refusal of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRefusal {
    /// Why, one of the item's grounds.
    pub ground: String,
    /// What is to be said beside that.
    #[serde(default)]
    pub note: Option<String>,
}

/// That the customer was told what stands on a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ToldOf {
    /// How.
    pub how: String,
    /// When; now when left out.
    #[serde(default)]
    pub at: Option<Stamp>,
}

/// What policy says about an application: the version it is looked at under, or that of now for what nobody looked at yet.
pub(super) struct Ruled {
    services: Services,
    item: ServiceItem,
}

impl Ruled {
    /// The item that a case is, if it is one.
    pub(super) fn of(book: &Rulebook, case: &Case, known: Option<&Application>) -> Option<Self> {
        if let Some(it) = known {
            return Self::by(book, &it.policy, &it.item);
        }
        let says = &book.services.says;
        Some(Self { services: says.clone(), item: says.item(&case.kind, case.class.as_deref())?.clone() })
    }

    /// An item of a version.
    pub(super) fn by(book: &Rulebook, policy: &str, item: &str) -> Option<Self> {
        let by: Option<PolicyRef> = policy.parse().ok();
        let says = by.and_then(|it| book.book.said::<Services>(&it)).unwrap_or(&book.services.says);
        Some(Self { services: says.clone(), item: says.named(item)?.clone() })
    }

    pub(super) fn item(&self) -> &ServiceItem {
        &self.item
    }

    pub(super) fn services(&self) -> &Services {
        &self.services
    }
}

/// The application that a case is: as it is written down, or one that nobody looked at yet.
fn application(tx: &mut Tx<'_>, book: &Rulebook, case: &Case) -> Result<(Application, Ruled)> {
    let known = store::services::one(tx, &case.id)?;
    let ruled = Ruled::of(book, case, known.as_ref()).ok_or(Barred::NoService)?;
    let fresh = || Application {
        case_id: case.id.clone(),
        item: ruled.item.id.clone(),
        policy: book.services.by.clone(),
        applicant: None,
        conditions: Json::default(),
        materials: Json::default(),
        state: ApplicationState::Checking,
        notices: 0,
        papers: 0,
        checked_ms: None,
        ended_by_id: None,
        ended_ms: None,
        edition: 0,
    };
    Ok((known.unwrap_or_else(fresh), ruled))
}

/// Whether the term of a case begins only when it is accepted.
pub(super) fn waits_for_acceptance(hand: &Hand<'_, '_>) -> bool {
    hand.book.services.says.item(&hand.case.kind, hand.case.class.as_deref()).is_some()
}

/// Refuses to feed a case back, or to close it as solved, while it is an application that nobody decided on. A case whose
/// time runs without that was no application: it was answered on the spot, or is older than its item.
pub(super) fn must_be_decided(hand: &mut Hand<'_, '_>) -> Result<()> {
    if !waits_for_acceptance(hand) || hand.case.source.is_some() {
        return Ok(());
    }
    let id = hand.case.id.clone();
    let known = store::services::one(hand.tx, &id)?;
    if known.is_none() && hand.clocks.iter().any(|it| it.target == Target::Resolution) {
        return Ok(());
    }
    Ok(services::decided(known.as_ref())?)
}

impl Desk {
    /// Writes down which materials are there. When everything is, the application is accepted at once; when something is
    /// missing and it is wished, the applicant is told of all of it.
    ///
    /// # Errors
    /// Refused for a case that is no service item, one that was decided, for others than whoever works on it, for words that
    /// policy does not know, for a second notice of what could have been named before, and while a question waits.
    pub fn check_materials(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, check: &MaterialsCheck) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        let book = Arc::clone(&hand.book);
        let (mut it, ruled) = application(hand.tx, &book, &hand.case)?;
        services::may_check(&hand.case, &hand.who, &it)?;
        let materials = check.materials.iter().map(|(id, one)| (id.as_str(), one.state, one.note.as_deref()));
        services::check_words(&ruled.item, check.applicant.as_deref(), &check.conditions, materials)?;
        let received = tick(&mut it.materials.0, check, me, hand.now())?;
        it.applicant.clone_from(&check.applicant);
        it.conditions = Json(check.conditions.clone());
        let first = it.checked_ms.is_none();
        it.checked_ms = it.checked_ms.or(Some(hand.now()));
        let missing = match services::verdict(&ruled.item, &it) {
            Verdict::Complete => Vec::new(),
            Verdict::Incomplete(missing) => missing.into_iter().cloned().collect(),
        };
        hand.tell(&ApplicationChecked {
            item: it.item.clone(),
            first,
            received,
            missing: ids(&missing),
            lacks: names(&missing),
        })?;
        if question_open(hand.tx, id)? {
            // The leader has the word; what was brought is only written down.
            if check.notify {
                return Err(Barred::OpenQuestion.into());
            }
        } else if missing.is_empty() {
            accept(&mut hand, &mut it, &ruled)?;
        } else if check.notify {
            notify(&mut hand, &mut it, &ruled, &missing, check.reason.as_deref())?;
        }
        store::services::save(hand.tx, &it)?;
        hand.put_back()
    }

    /// Refuses an application, with one of the item's grounds.
    ///
    /// # Errors
    /// Refused for an unknown ground, for others than whoever works on it, once it was decided, and while a question waits.
    pub fn refuse_application(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, new: &NewRefusal) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        let book = Arc::clone(&hand.book);
        let (mut it, ruled) = application(hand.tx, &book, &hand.case)?;
        services::may_check(&hand.case, &hand.who, &it)?;
        let ground = ruled.item.grounds.iter().find(|one| one.id == new.ground).ok_or(Barred::UnknownGround)?;
        if question_open(hand.tx, id)? {
            return Err(Barred::OpenQuestion.into());
        }
        let note = said(new.note.as_deref()).map(str::to_owned);
        let says = Says { ground: Some(ground.id.clone()), note: note.clone(), ..says(&it, &ruled) };
        let paper = written(&mut hand, &mut it, PaperKind::Refusal, says)?;
        over(&mut hand, &mut it, ApplicationState::Refused)?;
        it.checked_ms = it.checked_ms.or(it.ended_ms);
        store::services::save(hand.tx, &it)?;
        let event = ApplicationRefused {
            dims: Dims::of(&hand.case),
            item: it.item,
            paper,
            ground: ground.id.clone(),
            title: ground.name.clone(),
            note,
        };
        hand.tell(&event)?;
        hand.put_back()
    }

    /// Writes down that the customer was told what stands on a paper: how, and when. It is an answer to the customer.
    ///
    /// # Errors
    /// Refused when there is no such paper, without saying how, and for others than who answers to the customer.
    pub fn told_of_paper(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        case: &CaseId,
        id: &PaperId,
        told: &ToldOf,
    ) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, case, None)?;
        may_answer(&hand.case, &hand.who)?;
        let mut paper = store::services::paper(hand.tx, case, id)?.ok_or(Barred::NoPaper)?;
        let how = said(Some(&told.how)).ok_or(Refused::NotTold)?.to_owned();
        let at = told.at.unwrap_or_else(|| hand.now()).min(hand.now());
        (paper.told_how, paper.told_ms) = (Some(how.clone()), Some(at));
        paper.told_by_id = me.by().cloned();
        store::services::told(hand.tx, &paper)?;
        hand.tell(&PaperTold { paper: paper.id, paper_kind: paper.kind, told_how: how, told_at: at })?;
        answer(&mut hand, false, None)?;
        hand.put_back()
    }
}

/// Takes over how it is with materials; answers those that are there and were not before.
fn tick(all: &mut Materials, check: &MaterialsCheck, me: &Actor, at: Stamp) -> Result<Vec<String>> {
    let by = me.me()?;
    let mut received = Vec::new();
    for (id, one) in &check.materials {
        let note = said(one.note.as_deref()).map(str::to_owned);
        let before = all.get(id);
        if before.is_some_and(|it| (it.state, &it.note) == (one.state, &note)) {
            continue;
        }
        let was = before.map_or(MaterialState::Missing, |it| it.state);
        if one.state == MaterialState::Received && was != MaterialState::Received {
            received.push(id.clone());
        }
        all.insert(id.clone(), Noted { state: one.state, note, by: by.clone(), at });
    }
    Ok(received)
}

fn ids(materials: &[Material]) -> Vec<String> {
    materials.iter().map(|it| it.id.clone()).collect()
}

fn names(materials: &[Material]) -> Text {
    let joined = |of: fn(&Text) -> &str, by: &str| materials.iter().map(|it| of(&it.name)).collect::<Vec<_>>().join(by);
    Text { zh: joined(|it| &it.zh, "、"), en: joined(|it| &it.en, ", ") }
}

/// What every paper says: of what, under which policy, what was wanted.
fn says(it: &Application, ruled: &Ruled) -> Says {
    let noted = it.materials.0.iter().filter_map(|(id, one)| Some((id.clone(), one.note.clone()?)));
    Says {
        item: it.item.clone(),
        policy: it.policy.clone(),
        applicant: it.applicant.clone(),
        conditions: it.conditions.0.clone(),
        wanted: services::wanted(&ruled.item, it).map(|one| one.id.clone()).collect(),
        notes: noted.collect(),
        ..Says::default()
    }
}

/// Writes a paper.
fn written(hand: &mut Hand<'_, '_>, it: &mut Application, kind: PaperKind, says: Says) -> Result<PaperId> {
    it.papers += 1;
    let paper = Written {
        id: hand.tx.id(),
        case_id: hand.case.id.clone(),
        kind,
        number: it.papers,
        says: Json(says),
        by_id: hand.who.person.clone(),
        at_ms: hand.now(),
        told_how: None,
        told_ms: None,
        told_by_id: None,
    };
    store::services::add_paper(hand.tx, &paper)?;
    Ok(paper.id)
}

/// It is decided: nothing waits for the applicant any more.
fn over(hand: &mut Hand<'_, '_>, it: &mut Application, state: ApplicationState) -> Result<()> {
    it.state = state;
    (it.ended_by_id, it.ended_ms) = (hand.who.person.clone(), Some(hand.now()));
    if hand.case.status == Status::Paused {
        timers::cancel(hand.tx, jobs::PAUSE, hand.case.id.as_str())?;
        go_on(hand)?;
    }
    Ok(())
}

/// Everything is there: its term begins.
fn accept(hand: &mut Hand<'_, '_>, it: &mut Application, ruled: &Ruled) -> Result<()> {
    over(hand, it, ApplicationState::Accepted)?;
    if !hand.clocks.iter().any(|one| one.target == Target::Resolution && one.is_live()) {
        hand.start(Target::Resolution, None)?;
    }
    let live = hand.clocks.iter().rfind(|one| one.target == Target::Resolution);
    let due_at = live.map(|one| one.due_ms).filter(|at| *at < Stamp::MAX);
    let paper = written(hand, it, PaperKind::Receipt, Says { due_at, ..says(it, ruled) })?;
    let (now, first) = (hand.now(), it.checked_ms.unwrap_or_else(|| hand.now()));
    let event = ApplicationAccepted {
        dims: Dims::of(&hand.case),
        item: it.item.clone(),
        paper,
        notices: it.notices,
        at_first_visit: first == now && it.notices == 0,
        waited: hand.book.worked(first, now),
    };
    hand.tell(&event)
}

/// The applicant is told of all that is missing, and the case waits.
fn notify(
    hand: &mut Hand<'_, '_>,
    it: &mut Application,
    ruled: &Ruled,
    missing: &[Material],
    reason: Option<&str>,
) -> Result<()> {
    let case = hand.case.id.clone();
    let papers = store::services::papers(hand.tx, &case)?;
    let before: Vec<&Says> = papers.iter().filter(|one| one.kind == PaperKind::Notice).map(|one| &one.says.0).collect();
    let all: Vec<&Material> = missing.iter().collect();
    let late = services::may_tell(&all, &before, hand.who.supervises(&hand.case), reason)?;
    let late: Vec<String> = late.into_iter().map(|one| one.id.clone()).collect();
    let says = Says { missing: ids(missing), ..says(it, ruled) };
    let paper = written(hand, it, PaperKind::Notice, says)?;
    it.notices += 1;
    it.state = ApplicationState::Waiting;
    let event = ApplicationNotified {
        dims: Dims::of(&hand.case),
        item: it.item.clone(),
        paper,
        count: it.notices,
        missing: ids(missing),
        lacks: names(missing),
        reason: said(reason).filter(|_| !late.is_empty()).map(str::to_owned),
        late,
    };
    hand.tell(&event)?;
    let book = Arc::clone(&hand.book);
    let pause = ruled.services.waiting.as_deref().and_then(|id| book.cases.pause(id));
    match pause {
        Some(rule) if pausing::may_stop(&hand.case, &hand.who).is_ok() => {
            stand_still(hand, rule, Some(names(missing).zh))
        }
        _ => Ok(()),
    }
}
