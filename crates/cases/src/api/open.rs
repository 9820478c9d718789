//! Taking a case in: the record, the first answer or promise, clocks, repeats (CAS-1, 2, 3, 14).

use std::collections::BTreeSet;
use std::sync::Arc;

use base::ids::{CustomerId, PersonId, PromiseId, TagId, TemplateId, UnitId};
use base::{Result, Stamp};
use db::{Json, Tx};
use policy::model::FollowUpMoment;
use serde::{Deserialize, Serialize};
use web::Actor;

use super::customer::{self, CaseCustomer};
use super::page::Taken;
use super::personal::Personal;
use super::{Hand, MaterialsCheck, answers, names, tags};
use crate::Desk;
use crate::events::{Answered, Closed, Linked, Opened, Promised, Resolved};
use crate::model::{Asker, Case, Confirmation, Dims, Fields, Promise, PromiseState, Rulebook, Status, Target, Urgency};
use crate::refused::Refused;
use crate::rules::intake::{self, Matter, Stage};
use crate::rules::{answers as rules_answers, closing, promising, repeats, said};
use crate::store;

/// A case to be taken in.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCase {
    /// Its kind, such as `complaint`.
    pub kind: String,
    /// Its class within the kind.
    #[serde(default)]
    pub class: Option<String>,
    /// How it came in.
    pub channel: String,
    /// What it is about, in one line.
    pub subject: String,
    /// What the customer said, and what was seen.
    #[serde(default)]
    pub description: String,
    /// How soon it matters; the kind's own priority when left out.
    #[serde(default)]
    pub priority: Option<String>,
    /// The customer, when known.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// A customer not known yet.
    #[serde(default)]
    pub customer: Option<CaseCustomer>,
    /// How to reach the customer.
    #[serde(default)]
    pub contact_how: Option<String>,
    /// When the matter happened.
    #[serde(default)]
    pub happened_at: Option<Stamp>,
    /// The unit that is to have it; the receiver's own when left out.
    #[serde(default)]
    pub unit_id: Option<UnitId>,
    /// Whether the customer was answered on the spot.
    #[serde(default)]
    pub answered_on_the_spot: bool,
    /// The answer.
    #[serde(default)]
    pub answer: Option<String>,
    /// A reply time given to the customer.
    #[serde(default)]
    pub promise: Option<NewPromise>,
    /// The answers to the form.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub fields: Fields,
    /// What the window found when it looked at the materials, for a service item.
    #[serde(default)]
    pub application: Option<MaterialsCheck>,
    /// Tags to begin with.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub tags: Vec<TagId>,
    /// The template it was filled from, to be counted.
    #[serde(default)]
    pub template_id: Option<TemplateId>,
}

/// A reply time to be given to the customer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PromiseGiven)]
pub struct NewPromise {
    /// By when.
    pub due_at: Stamp,
    /// What is promised.
    pub text: String,
}

impl Desk {
    /// Takes a case in. The actor is its first receiver, and handles it while it stays in the actor's own unit.
    ///
    /// # Errors
    /// Refused when the right is missing, a word is not the policy's, the form is not complete, or the customer is owed
    /// an answer or a promise.
    pub fn open(&self, tx: &mut Tx<'_>, me: &Actor, new: NewCase) -> Result<Case> {
        self.taken_in(tx, me, new, true).map(|it| it.case)
    }

    /// The same, to be shown; a matter that was split off is no repeated contact.
    pub(crate) fn taken_in(&self, tx: &mut Tx<'_>, me: &Actor, mut new: NewCase, contact: bool) -> Result<Taken> {
        me.may(web::Right::CreateCases)?;
        let unit = names::unit_for(tx, me, new.unit_id.as_ref())?;
        let book = self.rules().of(tx, &unit)?;
        answers::begin(&book, &mut new);
        check(&book, &new, tx.now(), me.by().is_some())?;
        answers::check_known(tx, &book, None, &new.fields)?;
        if let Some(template) = &new.template_id {
            store::templates::used(tx, &Asker::of(me), template)?;
        }
        let whom = match (&new.customer_id, &new.customer) {
            (Some(id), _) => Some(customer::known(self, tx, id)?),
            (None, Some(fresh)) => Some(customer::added(self, tx, me, fresh)?),
            (None, None) => None,
        };
        let number = db::numbers::next(tx, "cases_number")?;
        let mut case = made(tx, &book, me, &new, unit, number);
        case.customer_id = whom.as_ref().map(|it| it.id.clone());
        let mut personal =
            Personal { contact_how: said(new.contact_how.as_deref()).map(str::to_owned), ..Personal::default() };
        personal.take_fields(&book, &mut case.fields.0);
        personal.put_on(self, tx, &mut case)?;
        let who = Asker::of(me);
        let earlier = match &whom {
            Some(it) if contact => repeat(tx, &book, &who, &mut case, &it.members)?,
            _ => None,
        };
        let mut hand = Hand::begin(tx, who, Arc::clone(&book), case);
        begin(&mut hand, &new, earlier.as_ref())?;
        let (case, clocks, given) = hand.put_back_whole()?;
        let people = [&case.owner_id, &case.first_owner_id, &case.creator_id].into_iter().flatten().cloned();
        let mut people: BTreeSet<PersonId> = people.collect();
        store::parties::begin(tx, &case, &people)?;
        people.extend(given.asking.clone());
        let people: Vec<PersonId> = people.into_iter().collect();
        tags::put_on(tx, &book, &case)?;
        answers::mark(tx, &book, &case, true)?;
        let words = rules_answers::words(&book.cases, &case.fields.0);
        store::search::begin(tx, &case, &people, whom.as_ref().map(|it| it.name.as_str()), &words)?;
        if let Some(check) = &new.application {
            return Ok(self.check_materials(tx, me, &case.id, check)?.into());
        }
        Ok(Taken::begun(case, clocks, given, people, whom.map(|it| it.name)))
    }
}

pub(super) fn matter(new: &NewCase) -> Matter<'_> {
    Matter {
        kind: &new.kind,
        class: new.class.as_deref(),
        priority: new.priority.as_deref(),
        subject: &new.subject,
        description: &new.description,
        customer: new.customer_id.is_some() || new.customer.is_some(),
        contact: said(new.contact_how.as_deref()).is_some(),
        happened: new.happened_at.is_some(),
        evidence: false,
        fields: &new.fields,
    }
}

fn check(book: &Rulebook, new: &NewCase, now: Stamp, on_the_line: bool) -> std::result::Result<(), Refused> {
    let matter = matter(new);
    intake::check_words(book, &matter, &new.channel)?;
    intake::check(book, &matter, Stage::Opening)?;
    if new.answered_on_the_spot && said(new.answer.as_deref()).is_none() {
        return Err(Refused::AnswerMissing);
    }
    if let Some(promise) = &new.promise {
        promising::check(book, now, promise.due_at, &promise.text)?;
    }
    // Who writes is not on the line: what they are owed is said by the limits.
    if on_the_line {
        promising::owed(book, &new.kind, new.answered_on_the_spot, new.promise.is_some())?;
    }
    Ok(())
}

fn made(tx: &Tx<'_>, book: &Rulebook, me: &Actor, new: &NewCase, unit: UnitId, number: i64) -> Case {
    let now = tx.now();
    let own = me.unit.as_ref() == Some(&unit);
    Case {
        id: tx.id(),
        number,
        source: None,
        external_key: None,
        subject: new.subject.trim().to_owned(),
        description: new.description.trim().to_owned(),
        kind: new.kind.clone(),
        class: new.class.clone(),
        channel: new.channel.clone(),
        priority: new.priority.clone().unwrap_or_else(|| book.cases.priority_of(&new.kind).to_owned()),
        step: book.cases.flow(&new.kind).map_or_else(String::new, |it| it.first.clone()),
        status: Status::Open,
        unit_id: unit,
        owner_id: me.by().filter(|_| own).cloned(),
        first_owner_id: me.by().cloned(),
        creator_id: me.by().cloned(),
        customer_id: None,
        sealed: None,
        contact_masked: None,
        fields: Json(new.fields.clone()),
        attrs: Json::default(),
        tags: Json(new.tags.clone()),
        happened_ms: new.happened_at,
        opened_ms: now,
        answered_ms: None,
        resolved_ms: None,
        closed_ms: None,
        step_ms: now,
        status_ms: now,
        due_ms: Stamp::MAX,
        due_target: None,
        due_half_ms: None,
        due_near_ms: None,
        urgency: Urgency::CALM,
        promise_due_ms: None,
        open_promises: 0,
        transfer_id: None,
        transfer_person_id: None,
        return_count: 0,
        confirmation: Confirmation::None,
        outcome: None,
        reopen_count: 0,
        repeat_count: 0,
        repeat_of: None,
        policy: book.cases_ref.to_string(),
        recent: Json::default(),
        edition: 1,
        version: 1,
        urge_count: 0,
        open_joint: 0,
        merged_count: 0,
        merged_into: None,
    }
}

/// Finds the latest earlier case about the same matter, and counts this one as its repeat.
fn repeat(
    tx: &mut Tx<'_>,
    book: &Rulebook,
    who: &Asker,
    case: &mut Case,
    group: &[CustomerId],
) -> Result<Option<store::case::Earlier>> {
    let since = case.opened_ms - repeats::window(book);
    let this = repeats::Matter { kind: &case.kind, class: case.class.as_deref(), at: case.opened_ms };
    let found = store::case::latest_of(tx, who, group, &case.id, since)?.into_iter().find(|it| {
        let that = repeats::Matter { kind: &it.kind, class: it.class.as_deref(), at: it.opened_ms };
        repeats::is_repeat(book, that, this)
    });
    if let Some(earlier) = &found {
        case.repeat_count = earlier.repeat_count + 1;
        case.repeat_of = Some(earlier.repeat_of.clone().unwrap_or_else(|| earlier.id.clone()));
    }
    Ok(found)
}

/// Everything that happens as the case is taken in.
fn begin(hand: &mut Hand<'_, '_>, new: &NewCase, earlier: Option<&store::case::Earlier>) -> Result<()> {
    let book = Arc::clone(&hand.book);
    hand.tell(&Opened {
        dims: Dims::of(&hand.case),
        number: hand.case.number,
        subject: hand.case.subject.clone(),
        step: hand.case.step.clone(),
        first_owner_id: hand.case.first_owner_id.clone(),
        on_the_spot: new.answered_on_the_spot,
        repeat_of: hand.case.repeat_of.clone(),
        missing: intake::missing(&book, &matter(new)),
        quality: intake::quality(&book, &matter(new)),
        synthetic: false,
        source: None,
    })?;
    if let Some(earlier) = earlier {
        let link = store::links::begin(hand.tx, &hand.who, &hand.case.id, earlier)?;
        hand.given.links.push(link);
        let (other, other_number) = (earlier.id.clone(), earlier.number);
        hand.tell(&Linked { other, other_number, kind: "repeat".to_owned(), by_rule: true })?;
    }
    hand.start(Target::FirstResponse, None)?;
    // The term of a service item begins when it is accepted.
    if new.answered_on_the_spot || !super::services::waits_for_acceptance(hand) {
        hand.start(Target::Resolution, None)?;
    }
    if new.answered_on_the_spot {
        answer(hand, true, new.answer.clone())?;
        return on_the_spot(hand);
    }
    let step = hand.case.step.clone();
    hand.start(Target::Step, Some(&step))?;
    super::complaints::progress_due(hand)?;
    match &new.promise {
        Some(promise) => promise_given(hand, promise),
        None => Ok(()),
    }
}

/// The customer got the first answer.
pub(super) fn answer(hand: &mut Hand<'_, '_>, on_the_spot: bool, words: Option<String>) -> Result<()> {
    if hand.case.answered_ms.is_some() {
        return Ok(());
    }
    let (now, opened) = (hand.now(), hand.case.opened_ms);
    hand.case.answered_ms = Some(now);
    let worked = hand.book.worked(opened, now);
    hand.tell(&Answered { dims: Dims::of(&hand.case), wall: now - opened, worked, on_the_spot, answer: words })?;
    hand.meet(super::hand::Which::All(Target::FirstResponse))
}

/// A promise is made, written down and timed. Speaking to the customer is an answer too.
pub(super) fn promise_given(hand: &mut Hand<'_, '_>, new: &NewPromise) -> Result<()> {
    let Some(person) = hand.who.person.clone().or_else(|| hand.case.owner_id.clone()) else {
        return Err(Refused::UnknownPerson.into());
    };
    let id: PromiseId = hand.tx.id();
    let promise = Promise {
        id: id.clone(),
        case_id: hand.case.id.clone(),
        person_id: person.clone(),
        text: new.text.trim().to_owned(),
        due_ms: new.due_at,
        made_ms: hand.now(),
        state: PromiseState::Open,
        kept_ms: None,
        note: None,
    };
    store::promises::insert(hand.tx, &promise)?;
    hand.case.open_promises += 1;
    hand.tell(&Promised { promise: id.clone(), person_id: person, due_at: new.due_at, text: promise.text.clone() })?;
    hand.given.promises.push(promise);
    hand.start_promise(id.as_str(), new.due_at)?;
    answer(hand, false, None)
}

/// The case was answered on the spot: its result is fed back, and where policy lets it, it ends here.
fn on_the_spot(hand: &mut Hand<'_, '_>) -> Result<()> {
    let book = Arc::clone(&hand.book);
    let now = hand.now();
    let Some(confirm) = super::bring_on::confirm_step(&book, &hand.case) else { return Ok(()) };
    hand.case.resolved_ms = Some(now);
    let (wall, worked) = Default::default();
    hand.tell(&Resolved { dims: Dims::of(&hand.case), wall, worked, reopen_count: 0 })?;
    hand.meet(super::hand::Which::All(Target::Resolution))?;
    let kind = hand.case.kind.clone();
    let Some(outcome) = closing::outcome_on_the_spot(&book, &kind) else {
        hand.case.step = confirm;
        hand.case.confirmation = Confirmation::Asked;
        let step = hand.case.step.clone();
        super::follow_ups::made(hand, FollowUpMoment::Confirm)?;
        return hand.start(Target::Step, Some(&step));
    };
    let from = std::mem::replace(&mut hand.case.step, closing::closed_step(&book).to_owned());
    hand.case.status = Status::Closed;
    hand.case.closed_ms = Some(now);
    hand.case.outcome = Some(outcome.to_owned());
    hand.tell(&Closed {
        dims: Dims::of(&hand.case),
        from,
        resolved: closing::is_solved(&book, &kind, outcome),
        outcome: outcome.to_owned(),
        grounds: None,
        confirmation: hand.case.confirmation.to_string(),
        stayed: wall,
        wall,
        worked,
        reopen_count: 0,
        repeat_count: hand.case.repeat_count,
        on_the_spot: true,
    })?;
    super::follow_ups::made(hand, FollowUpMoment::Closed)
}
