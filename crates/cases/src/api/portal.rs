//! The portal: the public brings matters in by itself and follows what becomes of them (CHN-6).
//!
//! Whoever has the number of a case and its code speaks for its customer. The code is made of the case's id and a key of
//! the vault, and lies nowhere; what is shown is what was said to the customer, and nothing of who handles the case.

mod bounds;
mod shown;

use base::ids::CaseId;
use base::{Result, Stamp};
use db::{Json, Tx};
use policy::model::Portal;
use serde::{Deserialize, Serialize};
use vault::Field;
use web::Actor;

use self::bounds::{counted, not_too_often};
use super::{CaseCustomer, Hand, NewCase, NewFile, bring_on};
use crate::Desk;
use crate::barred::Barred;
use crate::events::{CodeGiven, Confirmed, CustomerWrote, Rated};
use crate::model::portal::{Brought, CaseStanding, Message, Rating, Says};
use crate::model::{Case, Confirmation, Dims, Fields};
use crate::refused::Refused;
use crate::rules::{closing, may_note, portal, said};
use crate::store;

pub use bounds::Knock;
pub use shown::{PortalCase, PortalField, PortalForm, PortalKindShown, PortalPromise, PortalWords};

/// A matter that somebody brings in.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BroughtIn {
    /// The sender's own id of this sending, a UUID; sent again, it brings nothing new in.
    pub request: String,
    /// Its kind, one of those offered.
    pub kind: String,
    /// What it is about, in one line.
    pub subject: String,
    /// What happened.
    pub description: String,
    /// Who brings it in.
    pub name: String,
    /// A phone number or a mail address.
    pub contact: String,
    /// When it happened.
    #[serde(default)]
    pub happened_at: Option<Stamp>,
    /// The answers to the form of the kind.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub fields: Fields,
    /// Left empty by people; programs that fill in everything give themselves away.
    #[serde(default)]
    pub website: String,
}

/// What whoever brought something in needs to follow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TrackingCode {
    /// The number of the case.
    pub number: i64,
    /// The code that goes with it.
    pub code: String,
}

/// A case and the code that goes with it, as its customer gives them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Tracked {
    /// The number of the case.
    pub number: i64,
    /// The code.
    pub code: String,
}

/// What a customer says of the result.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Said {
    /// Whether they are satisfied.
    pub satisfied: bool,
    /// From 1, bad, to 5, very good.
    pub score: Option<i64>,
    /// In their words; needed when not satisfied.
    pub words: String,
}

impl Desk {
    /// What the portal offers.
    ///
    /// # Errors
    /// Refused while policy has no portal.
    pub fn portal_form(&self, tx: &mut Tx<'_>) -> Result<PortalForm> {
        let policy = self.portal_policy(tx)?;
        let book = self.rules().now(tx)?;
        Ok(shown::form(&policy, &book))
    }

    /// Takes in what somebody brings: a case of its kind, at the unit that policy names. Sent again, the same case is
    /// named again.
    ///
    /// # Errors
    /// Refused while the kind is not offered, a text is missing or too long, the contact cannot be used, or too much was
    /// brought in for it.
    pub fn bring_in(&self, tx: &mut Tx<'_>, new: &BroughtIn) -> Result<TrackingCode> {
        let policy = self.portal_policy(tx)?;
        self.brought_in(tx, &policy, new, &policy.channel)
    }

    /// Takes in a message that a visitor left at a chat while nobody was there: a case of the kind that policy names,
    /// followed as if it had been brought in by the portal.
    ///
    /// # Errors
    /// As [`Self::bring_in`]; its kind and subject are ours.
    pub fn leave_message(&self, tx: &mut Tx<'_>, left: BroughtIn, channel: &str) -> Result<TrackingCode> {
        let policy = self.portal_policy(tx)?;
        let subject = left.description.trim().lines().next().unwrap_or_default().chars().take(40).collect();
        let new = BroughtIn { kind: policy.left.clone(), subject, ..left };
        self.brought_in(tx, &policy, &new, channel)
    }

    fn brought_in(&self, tx: &mut Tx<'_>, policy: &Portal, new: &BroughtIn, channel: &str) -> Result<TrackingCode> {
        let request = request(&new.request)?;
        if let Some((case, number)) = store::portal::of_request(tx, request)? {
            return Ok(TrackingCode { number, code: self.code(&case)? });
        }
        if said(Some(&new.website)).is_some() {
            return Err(Barred::PortalNotAPerson.into());
        }
        let unit = policy.unit_of(&new.kind).ok_or_else(|| Refused::UnknownKind(new.kind.clone()))?;
        portal::words(policy, &new.description)?;
        said(Some(&new.name)).filter(|it| it.chars().count() <= 100).ok_or(Barred::PortalNameless)?;
        if !portal::is_contact(&new.contact) {
            return Err(Barred::PortalContact.into());
        }
        let contact = self.vault().blind(Field::guess(&new.contact), &new.contact)?;
        not_too_often(tx, contact.as_str(), &policy.by_contact)?;
        counted(tx, policy, contact.as_str())?;
        let unit = match people::api::unit_by_code(tx, unit)? {
            Some(it) if it.active => Some(it),
            // What the public brings in is not lost because a department was renamed.
            _ => people::api::company(tx)?,
        };
        let unit = unit.ok_or(Refused::UnknownUnit)?.id;
        let book = self.rules().of(tx, &unit)?;
        let subject: String = new.subject.trim().chars().take(200).collect();
        let is_mail = new.contact.contains('@');
        let contact = new.contact.trim().to_owned();
        let case = self.open(
            tx,
            &Actor::system(),
            NewCase {
                kind: new.kind.clone(),
                channel: channel.to_owned(),
                subject: subject.clone(),
                description: new.description.clone(),
                customer: Some(CaseCustomer {
                    name: new.name.trim().to_owned(),
                    phone: (!is_mail).then(|| contact.clone()),
                    email: is_mail.then(|| contact.clone()),
                    account: None,
                }),
                contact_how: Some(contact),
                happened_at: new.happened_at.filter(|it| *it <= tx.now()),
                unit_id: Some(unit),
                fields: portal::answered(&book, &new.kind, new.fields.clone()),
                ..NewCase::default()
            },
        )?;
        let says = Says { subject, description: new.description.trim().to_owned(), rating: None };
        let brought =
            Brought { case_id: case.id.clone(), request: request.to_owned(), says: Json(says), made_ms: tx.now() };
        store::portal::insert(tx, &brought)?;
        Ok(TrackingCode { number: case.number, code: self.code(&case.id)? })
    }

    /// A case by its number and code; nothing when they do not belong together.
    fn tracked(&self, tx: &mut Tx<'_>, by: &Tracked) -> Result<Option<Case>> {
        let Some(case) = store::portal::of_number(tx, by.number)? else { return Ok(None) };
        Ok(portal::is_code(&by.code, &self.code(&case.id)?).then_some(case))
    }

    /// What a customer sees of a case; nothing when number and code do not belong together.
    ///
    /// # Errors
    /// Only faults.
    pub fn track(&self, tx: &mut Tx<'_>, by: &Tracked) -> Result<Option<PortalCase>> {
        match self.tracked(tx, by)? {
            Some(case) => self.shown_to_customer(tx, &case).map(Some),
            None => Ok(None),
        }
    }

    /// The customer writes to a case. Its handler is told.
    ///
    /// # Errors
    /// Refused when number and code do not belong together, the text is missing or too long, or the case is closed.
    pub fn customer_writes(&self, tx: &mut Tx<'_>, by: &Tracked, sent: &str, text: &str) -> Result<PortalCase> {
        let policy = self.portal_policy(tx)?;
        let case = self.tracked(tx, by)?.ok_or(Barred::PortalUnknown)?;
        let text = portal::words(&policy, text)?.to_owned();
        let mut hand = open_still(tx, self, &case)?;
        let message = Message {
            id: hand.tx.id(),
            case_id: case.id.clone(),
            request: request(sent)?.to_owned(),
            text,
            at_ms: hand.now(),
        };
        if store::portal::add(hand.tx, &message)? {
            let told = hand.case.owner_id.clone().or_else(|| hand.case.first_owner_id.clone());
            let dims = Dims::of(&hand.case);
            let told = told.into_iter().collect();
            hand.tell(&CustomerWrote { dims, message: message.id, text: message.text, told })?;
        }
        self.shown_to_customer(tx, &case)
    }

    /// The customer adds a file to a case.
    ///
    /// # Errors
    /// Refused when number and code do not belong together, the case is closed, there are as many as policy takes, or the
    /// file is empty, too large, or of a type that is not taken.
    pub fn customer_attaches(&self, tx: &mut Tx<'_>, by: &Tracked, file: &NewFile) -> Result<PortalCase> {
        let policy = self.portal_policy(tx)?;
        let case = self.tracked(tx, by)?.ok_or(Barred::PortalUnknown)?;
        open_still(tx, self, &case)?;
        if store::portal::files(tx, &case.id)? >= policy.files {
            return Err(Barred::PortalFiles.into());
        }
        self.attach(tx, &Actor::system(), &case.id, file)?;
        self.shown_to_customer(tx, &case)
    }

    /// The customer says whether they are satisfied: with a result that was fed back, satisfied closes the case, not
    /// satisfied takes it back into work; a closed one is worked on again within the time of policy.
    ///
    /// # Errors
    /// Refused when number and code do not belong together, it is not the time for it, the reason is missing, or the score
    /// is none.
    pub fn customer_says(&self, tx: &mut Tx<'_>, by: &Tracked, said_so: &Said) -> Result<PortalCase> {
        let policy = self.portal_policy(tx)?;
        let case = self.tracked(tx, by)?.ok_or(Barred::PortalUnknown)?;
        let words = said(Some(&said_so.words)).map(|it| portal::words(&policy, it)).transpose()?.map(str::to_owned);
        if !said_so.satisfied && words.is_none() {
            return Err(Barred::PortalWhy.into());
        }
        if said_so.score.is_some_and(|it| !(1..=5).contains(&it)) {
            return Err(Barred::PortalScore.into());
        }
        let mut hand = Hand::take(tx, self.rules(), &Actor::system(), &case.id, None)?;
        let (book, now) = (std::sync::Arc::clone(&hand.book), hand.now());
        let stands = portal::standing(&hand.case);
        if said_so.satisfied {
            if !matches!(stands, CaseStanding::Asked | CaseStanding::Closed) {
                return Err(Refused::NotFedBack.into());
            }
        } else if portal::again_until(&hand.case, &book, now).is_none() {
            let late = stands == CaseStanding::Closed;
            return Err(if late { Refused::ReopenTooLate } else { Refused::NotFedBack }.into());
        }
        if let Some(score) = said_so.score {
            rated(&mut hand, score, words.clone().unwrap_or_default())?;
        }
        if stands == CaseStanding::Closed && !said_so.satisfied {
            closing::may_reopen(&hand.case, &hand.who, &book, now, words.as_deref())?;
        }
        if !said_so.satisfied || ends(self, &mut hand)? {
            bring_on::heard(self, &mut hand, said_so.satisfied, words)?;
            hand.put_back()?;
        } else if stands == CaseStanding::Asked {
            // Something is still owed: the word counts, and the handler ends the case when nothing is.
            hand.case.confirmation = Confirmation::Satisfied;
            let dims = Dims::of(&hand.case);
            hand.tell(&Confirmed { dims, satisfied: true, comment: words })?;
            hand.put_back()?;
        }
        let case = store::case::any(tx, &case.id)?.ok_or(Refused::NotFound)?;
        self.shown_to_customer(tx, &case)
    }

    /// The code of a case that came by the portal, to be sent to a customer who lost it; on record.
    ///
    /// # Errors
    /// Refused for others than who may speak to the customer, and when the case did not come by the portal.
    pub fn give_code(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId) -> Result<TrackingCode> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        may_note(&hand.case, &hand.who)?;
        store::portal::brought(hand.tx, id)?.ok_or(Barred::NotByPortal)?;
        hand.tell(&CodeGiven {})?;
        Ok(TrackingCode { number: hand.case.number, code: self.code(id)? })
    }

    fn portal_policy(&self, tx: &mut Tx<'_>) -> Result<Portal> {
        let found = self.rules().portal(tx)?;
        found.filter(|it| !it.kinds.is_empty()).ok_or_else(|| Barred::NoPortal.into())
    }

    /// What stands for an address or a code in our tables.
    fn mark(&self, space: &str, text: &str) -> Result<String> {
        Ok(self.vault().blind_text(&format!("cases_portal {space}"), text)?.as_str().to_owned())
    }

    fn code(&self, case: &CaseId) -> Result<String> {
        Ok(portal::code(&self.mark("code", case.as_str())?))
    }
}

/// Which case came by the portal under a number.
///
/// # Errors
/// Only faults.
pub fn brought_as(tx: &mut Tx<'_>, number: i64) -> Result<Option<CaseId>> {
    Ok(store::portal::of_number(tx, number)?.map(|it| it.id))
}

/// The sender's own id: short, so that nobody keeps texts of theirs in it.
fn request(text: &str) -> std::result::Result<&str, Barred> {
    if (8..=64).contains(&text.len()) { Ok(text) } else { Err(Barred::PortalRequest) }
}

/// A case that something can still be added to.
fn open_still<'t, 'c>(tx: &'t mut Tx<'c>, desk: &Desk, case: &Case) -> Result<Hand<'t, 'c>> {
    let hand = Hand::take(tx, desk.rules(), &Actor::system(), &case.id, None)?;
    if hand.case.is_closed() { Err(Barred::PortalClosed.into()) } else { Ok(hand) }
}

fn rated(hand: &mut Hand<'_, '_>, score: i64, words: String) -> Result<()> {
    let id = hand.case.id.clone();
    let Some(mut brought) = store::portal::brought(hand.tx, &id)? else { return Ok(()) };
    let at = hand.now();
    brought.says.0.rating = Some(Rating { score, words: words.clone(), at });
    store::portal::save(hand.tx, &brought)?;
    let dims = Dims::of(&hand.case);
    hand.tell(&Rated { dims, score, words })
}

/// Whether a case whose customer is satisfied may end: it was fed back, and nothing is owed.
fn ends(desk: &Desk, hand: &mut Hand<'_, '_>) -> Result<bool> {
    if hand.case.is_closed() || closing::may_confirm(&hand.case, &hand.who, &hand.book).is_err() {
        return Ok(false);
    }
    match bring_on::may_end_satisfied(desk, hand) {
        Ok(()) => Ok(true),
        Err(failure) if failure.code().is_some() => Ok(false),
        Err(failure) => Err(failure),
    }
}
