//! What is said: notes inside, replies and promises to the customer (CAS-3, CAS-6).

use base::Result;
use base::ids::{CaseId, NoteId, PersonId, PromiseId};
use db::Tx;
use web::Actor;

use super::hand::Which;
use super::open::{answer, promise_given};
use super::shown::NoteTaken;
use super::{Hand, NewPromise, names};
use crate::Desk;
use crate::events::{Noted, PromiseBroken, PromiseKept, Replied};
use crate::model::{Asker, Case, PromiseState, Target};
use crate::refused::Refused;
use crate::rules::{may_answer, may_note, promising, said};
use crate::store;
use crate::store::notes::Note;

/// A message to the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What was said.
    pub body: String,
    /// On which channel; the case's own when left out.
    pub channel: Option<String>,
}

impl Desk {
    /// Writes an internal note. Who is mentioned takes part in the case from now on; nothing else about it changes.
    ///
    /// # Errors
    /// Refused when the text is missing or somebody mentioned does not exist.
    pub fn note(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: &CaseId,
        body: &str,
        mentions: &[PersonId],
    ) -> Result<NoteTaken> {
        let who = Asker::of(me);
        let case = store::case::seen(tx, &who, id)?;
        may_note(&case, &who)?;
        let body = said(Some(body)).ok_or(Refused::TextMissing)?.to_owned();
        for person in mentions {
            names::person(tx, person)?;
        }
        let note = written(tx, &case, &who, "note", None, body)?;
        // Who was asked for a part takes part by that, and no longer than that.
        let concerned = !who.reaches(&case.unit_id) && store::joint::sees(tx, &who, id)?;
        let me = who.person.as_ref().filter(|_| !concerned);
        store::parties::add(tx, &case, mentions.iter().chain(me))?;
        let mentions = mentions.to_vec();
        let taken = NoteTaken { id: note.id.clone(), at: note.at_ms };
        let event = Noted { note: note.id, body: note.body, mentions, from_number: None, written_by: None };
        let about = db::events::About::case(&case.id, case.customer_id.as_ref());
        db::events::emit(tx, who.person.as_ref(), about, Some(&case.policy), &event)?;
        Ok(taken)
    }

    /// Writes down what was said to the customer; the first reply is the first answer.
    ///
    /// # Errors
    /// Refused when the text is missing, the channel unknown, or the case is in others' hands.
    pub fn reply(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, seen: Option<i64>, reply: &Reply) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        may_answer(&hand.case, &hand.who)?;
        let body = said(Some(&reply.body)).ok_or(Refused::TextMissing)?.to_owned();
        let channel = reply.channel.clone().unwrap_or_else(|| hand.case.channel.clone());
        if hand.book.channels.channel(&channel).is_none() {
            return Err(Refused::UnknownChannel(channel).into());
        }
        let note = written(hand.tx, &hand.case, &hand.who, "reply", Some(channel.clone()), body)?;
        hand.tell(&Replied { note: note.id, body: note.body, channel })?;
        super::complaints::progressed(&mut hand)?;
        if hand.case.answered_ms.is_some() {
            // Nothing about the case itself changed.
            return Ok(hand.case);
        }
        answer(&mut hand, false, None)?;
        hand.put_back()
    }

    /// Gives the customer a reply time; the actor answers for it.
    ///
    /// # Errors
    /// Refused when the time has passed or lies too far ahead, or the text is missing.
    pub fn promise(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: &CaseId,
        seen: Option<i64>,
        promise: &NewPromise,
    ) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        promising::may_promise(&hand.case, &hand.who)?;
        promising::check(&hand.book, hand.now(), promise.due_at, &promise.text)?;
        promise_given(&mut hand, promise)?;
        hand.put_back()
    }

    /// A promise was kept, in time or after all.
    ///
    /// # Errors
    /// Refused when there is no such promise, or it was kept before.
    pub fn keep(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: &CaseId,
        promise: &PromiseId,
        note: Option<&str>,
    ) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        let mut promise = store::promises::one(hand.tx, id, promise)?.ok_or(Refused::NoPromise)?;
        promising::may_keep(&hand.case, &hand.who, &promise)?;
        let now = hand.now();
        hand.meet(Which::Of(Target::Promise, promise.id.as_str()))?;
        let of_promise = |it: &&crate::model::Clock| it.subject.as_deref() == Some(promise.id.as_str());
        let in_time = hand.clocks.iter().find(of_promise).map_or(now <= promise.due_ms, |it| it.breached_ms.is_none());
        if !in_time && promise.state == PromiseState::Open {
            let broken = PromiseBroken {
                promise: promise.id.clone(),
                person_id: promise.person_id.clone(),
                due_at: promise.due_ms,
            };
            hand.tell(&broken)?;
        }
        promise.state = if in_time { PromiseState::Kept } else { PromiseState::Late };
        promise.kept_ms = Some(now);
        promise.note = said(note).map(str::to_owned);
        store::promises::save(hand.tx, &promise)?;
        hand.case.open_promises -= 1;
        hand.tell(&PromiseKept {
            promise: promise.id,
            person_id: promise.person_id,
            due_at: promise.due_ms,
            in_time,
            note: promise.note,
        })?;
        hand.put_back()
    }
}

/// Writes a note or reply down and makes it findable.
pub(super) fn written(
    tx: &mut Tx<'_>,
    case: &Case,
    who: &Asker,
    kind: &str,
    channel: Option<String>,
    body: String,
) -> Result<Note> {
    let id: NoteId = tx.id();
    let (by_id, at_ms) = (who.person.clone(), tx.now());
    let note = Note { id, case_id: case.id.clone(), kind: kind.to_owned(), channel, body, by_id, at_ms };
    store::notes::insert(tx, &note)?;
    store::search::index_note(tx, case, &note)?;
    Ok(note)
}
