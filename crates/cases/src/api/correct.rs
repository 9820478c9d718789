//! Correcting what is written about a case, and linking it with others (CAS-14).

use base::ids::{CaseId, CustomerId};
use base::{Result, Stamp};
use db::Tx;
use serde::{Deserialize, Serialize};
use web::Actor;

use super::answers;
use super::bring_on::matter;
use super::customer;
use super::hand::{Hand, Which};
use super::personal::Personal;
use crate::Desk;
use crate::barred::Barred;
use crate::events::{Edited, Linked, Unlinked};
use crate::model::{Asker, Case, Dims, Fields, Target};
use crate::refused::Refused;
use crate::rules::answers as rules_answers;
use crate::rules::intake::{self, Matter, Stage};
use crate::rules::limits::limit_of;
use crate::rules::{may_edit, may_link, merging, said, stale};
use crate::store;

/// What is to be corrected; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseEdit)]
pub struct Edit {
    /// The version that was read.
    #[serde(default)]
    pub version: Option<i64>,
    /// What it is about.
    #[serde(default)]
    pub subject: Option<String>,
    /// What the customer said.
    #[serde(default)]
    pub description: Option<String>,
    /// Its kind.
    #[serde(default)]
    pub kind: Option<String>,
    /// Its class.
    #[serde(default)]
    pub class: Option<String>,
    /// Its priority.
    #[serde(default)]
    pub priority: Option<String>,
    /// The customer.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// How to reach the customer.
    #[serde(default)]
    pub contact_how: Option<String>,
    /// When the matter happened.
    #[serde(default)]
    pub happened_at: Option<Stamp>,
    /// Answers to the form; each replaces its field, null takes it away.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub fields: Option<Fields>,
}

/// A link to another case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLink {
    /// The other case.
    pub case_id: CaseId,
    /// What it is to this one: `related`, `repeat`, `duplicate`, `same_cause` or `follows`.
    pub kind: String,
    /// The version that was read; a link overwrites nothing, so it does not matter.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Desk {
    /// Corrects what is written about a case. A limit that another kind, class or priority changes is started anew from
    /// where the old one began.
    ///
    /// # Errors
    /// Refused when the case is in others' hands, was changed meanwhile, a word is not the policy's, or a field that it
    /// has to have would be empty.
    pub fn edit(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, edit: &Edit) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, edit.version)?;
        may_edit(&hand.case, &hand.who)?;
        let before = hand.case.clone();
        write(&mut hand.case, edit);
        let known = match edit.customer_id.as_ref().filter(|it| before.customer_id.as_ref() != Some(it)) {
            Some(customer) => Some(customer::known(self, hand.tx, customer)?),
            None => None,
        };
        if let Some(it) = &known {
            hand.case.customer_id = Some(it.id.clone());
        }
        if let Some(given) = &edit.fields {
            intake::check_answers(&hand.book, given, &before.fields.0)?;
            answers::check_known(hand.tx, &hand.book, Some(id), given)?;
        }
        personal(self, &mut hand, edit)?;
        intake::check_words(&hand.book, &matter(&hand.case), &before.channel)?;
        intake::check_record(&hand.book, &matter(&hand.case), Stage::Opening)?;
        let changes = stale::changes(&before, &hand.case);
        if changes.is_empty() {
            return Ok(before);
        }
        let evidence = !store::attachments::of(hand.tx, id)?.is_empty();
        let quality = intake::quality(&hand.book, &Matter { evidence, ..matter(&hand.case) });
        hand.tell(&Edited { changes, dims: Dims::of(&hand.case), quality })?;
        for target in [Target::FirstResponse, Target::Resolution] {
            other_limit(&mut hand, &before, target)?;
        }
        let book = std::sync::Arc::clone(&hand.book);
        let case = hand.put_back()?;
        if edit.fields.is_some() {
            answers::mark(tx, &book, &case, false)?;
        }
        let name = match (known, &case.customer_id) {
            (Some(it), _) => Some(it.name),
            (None, Some(customer)) => customer::names(self, tx, &[customer])?.remove(customer),
            (None, None) => None,
        };
        store::search::index(tx, &case, name.as_deref(), &rules_answers::words(&book.cases, &case.fields.0))?;
        Ok(case)
    }

    /// Links a case with another one, which the actor has to see too.
    ///
    /// # Errors
    /// Refused when the other case is out of sight or the same, or the kind of link is unknown.
    pub fn link(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, new: &NewLink) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        may_link(&hand.case, &hand.who)?;
        if new.case_id == *id {
            return Err(Refused::LinkToSelf.into());
        }
        if !["related", "repeat", "duplicate", "same_cause", "follows"].contains(&new.kind.as_str()) {
            return Err(Refused::UnknownLink(new.kind.clone()).into());
        }
        let other = store::case::seen(hand.tx, &Asker::of(me), &new.case_id)?;
        if store::links::insert(hand.tx, &hand.who, id, &other.id, &new.kind, false)? {
            let event = Linked { other: other.id, other_number: other.number, kind: new.kind.clone(), by_rule: false };
            hand.tell(&event)?;
        }
        if new.kind == "repeat" && hand.case.repeat_of.is_none() {
            hand.case.repeat_of = Some(other.repeat_of.unwrap_or(new.case_id.clone()));
            hand.case.repeat_count = other.repeat_count + 1;
            return hand.put_back();
        }
        Ok(hand.case)
    }
}

impl Desk {
    /// Takes a link off, on both sides.
    ///
    /// # Errors
    /// Refused when there is none, a rule made it, or figures were made from it.
    pub fn unlink(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, other: &CaseId, kind: &str) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        may_link(&hand.case, &hand.who)?;
        let links = store::links::of(hand.tx, &hand.who, id)?;
        let link = links.into_iter().find(|it| it.case_id == *other && it.kind == kind).ok_or(Barred::NoLink)?;
        merging::may_unlink(&link.kind, link.by_rule)?;
        store::links::remove(hand.tx, id, other, kind)?;
        hand.tell(&Unlinked { other: other.clone(), other_number: link.number, kind: link.kind })?;
        Ok(hand.case)
    }
}

fn write(case: &mut Case, edit: &Edit) {
    let text = |it: &Option<String>| said(it.as_deref()).map(str::to_owned);
    if let Some(subject) = &edit.subject {
        subject.trim().clone_into(&mut case.subject);
    }
    if let Some(description) = &edit.description {
        description.trim().clone_into(&mut case.description);
    }
    if let Some(kind) = text(&edit.kind) {
        // A class belongs to its kind.
        if kind != case.kind && edit.class.is_none() {
            case.class = None;
        }
        case.kind = kind;
    }
    if edit.class.is_some() {
        case.class = text(&edit.class);
    }
    if let Some(priority) = text(&edit.priority) {
        case.priority = priority;
    }
    case.happened_ms = edit.happened_at.or(case.happened_ms);
}

/// Takes over the answers and how to reach the customer; what is personal is sealed anew.
fn personal(desk: &Desk, hand: &mut Hand<'_, '_>, edit: &Edit) -> Result<()> {
    if edit.fields.is_none() && edit.contact_how.is_none() {
        return Ok(());
    }
    let mut personal = Personal::of(desk, hand.tx, &hand.case)?;
    if let Some(how) = &edit.contact_how {
        personal.contact_how = said(Some(how)).map(str::to_owned);
    }
    let book = std::sync::Arc::clone(&hand.book);
    personal.answer(&book, &mut hand.case.fields.0, edit.fields.as_ref().unwrap_or(&Fields::new()));
    personal.put_on(desk, hand.tx, &mut hand.case)
}

/// Where another limit holds now, the old clock is called off and a new one goes on from where it began.
fn other_limit(hand: &mut Hand<'_, '_>, before: &Case, target: Target) -> Result<()> {
    let rule = |case: &Case| limit_of(&hand.book, target, &Dims::of(case), None).map(|it| it.id.clone());
    let (old, new) = (rule(before), rule(&hand.case));
    let live = hand.clocks.iter().find(|it| it.is_live() && it.target == target);
    let waited = |case: &Case| hand.book.services.says.item(&case.kind, case.class.as_deref()).is_some();
    // What was a service item that nobody accepted yet is none any more: its time runs as that of others.
    if target == Target::Resolution && live.is_none() && waited(before) && !waited(&hand.case) {
        return if hand.case.is_closed() { Ok(()) } else { hand.start(target, None) };
    }
    let Some(since) = live.map(|it| it.started_ms).filter(|_| old != new) else { return Ok(()) };
    let now = hand.now();
    hand.cancel(Which::All(target), "edited")?;
    hand.tx.at(since);
    let started = hand.start(target, None);
    hand.tx.at(now);
    started
}
