//! A matter split off a case into one of its own (CAS-14): chosen notes and files come along as copies.

use std::io::{Read as _, Write as _};

use base::ids::{AttachmentId, CaseId, NoteId};
use base::{Result, Stamp, fault};
use db::Tx;
use policy::model::SplitClock;
use serde::{Deserialize, Serialize};
use web::Actor;

use super::hand::Which;
use super::personal::Personal;
use super::{Hand, NewCase, NewPromise, talk};
use crate::Desk;
use crate::barred::Barred;
use crate::events::{Attached, Noted, Split, SplitOff};
use crate::model::{Case, Target};
use crate::refused::Refused;
use crate::rules::{merging, said};
use crate::store;
use crate::store::attachments::Attachment;
use crate::store::notes::Note;

/// A matter that is to become a case of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCaseSplit)]
pub struct NewSplit {
    /// What it is about.
    pub subject: String,
    /// What the customer said of it; what the case says when left out.
    #[serde(default)]
    pub description: Option<String>,
    /// Its kind; that of the case when left out.
    #[serde(default)]
    pub kind: Option<String>,
    /// Its class; that of the case when left out and the kind stays.
    #[serde(default)]
    pub class: Option<String>,
    /// Notes and replies that come along.
    #[serde(default)]
    pub notes: Vec<NoteId>,
    /// Files that come along.
    #[serde(default)]
    pub files: Vec<AttachmentId>,
    /// A reply time given to the customer.
    #[serde(default)]
    pub promise: Option<NewPromise>,
    /// Why.
    pub reason: String,
    /// The version that was read.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Desk {
    /// Splits a matter off a case; answers the new one. Its customer, unit and first receiver are those of the case; its
    /// limits run from when the customer came, or from now, as policy says.
    ///
    /// # Errors
    /// Refused while policy has it switched off, for others than who works on the case, without a reason, when a note or
    /// file is not of the case, and when the new case would be refused at intake.
    pub fn split(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, new: &NewSplit) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, new.version)?;
        let clock = merging::may_split(&hand.case, &hand.who, &hand.book)?;
        let reason = said(Some(&new.reason)).ok_or(Refused::ReasonMissing)?.to_owned();
        let notes = chosen(store::erasing::notes(hand.tx, id)?, &new.notes, |it| &it.id)?;
        let files = chosen(store::attachments::of(hand.tx, id)?, &new.files, |it| &it.id)?;
        let personal = Personal::of(self, hand.tx, &hand.case)?;
        let case = hand.case.clone();
        let fresh = self.taken_in(hand.tx, me, matter(&case, personal, new), false)?.case;
        let (other, other_number, why) = (fresh.id.clone(), fresh.number, reason.clone());
        hand.tell(&Split { other, other_number, reason: why })?;

        let mut hand = Hand::take(tx, self.rules(), me, &fresh.id, None)?;
        let count = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        hand.tell(&SplitOff {
            other: id.clone(),
            other_number: case.number,
            notes: count(notes.len()),
            files: count(files.len()),
            reason,
        })?;
        store::links::insert(hand.tx, &hand.who, &fresh.id, id, "split_off", false)?;
        if clock == SplitClock::Receipt {
            since(&mut hand, case.opened_ms)?;
        }
        hand.case.first_owner_id.clone_from(&case.first_owner_id);
        store::parties::add(hand.tx, &hand.case, case.first_owner_id.as_ref())?;
        for note in notes {
            copy_note(&mut hand, &case, note)?;
        }
        for file in files {
            copy_file(self, &mut hand, file)?;
        }
        hand.put_back()
    }
}

/// Those of a list that were chosen, in its order; refused when one is not there.
fn chosen<T, I: PartialEq>(all: Vec<T>, ids: &[I], id: impl Fn(&T) -> &I) -> Result<Vec<T>> {
    let known = |it: &&I| all.iter().any(|one| *id(one) == **it);
    if !ids.iter().all(|it| known(&it)) {
        return Err(Barred::NotOfCase.into());
    }
    Ok(all.into_iter().filter(|it| ids.contains(id(it))).collect())
}

/// The new case as it is taken in.
fn matter(case: &Case, personal: Personal, new: &NewSplit) -> NewCase {
    let kind = new.kind.clone().unwrap_or_else(|| case.kind.clone());
    let same = kind == case.kind;
    // The answers belong to the form of the kind.
    let mut fields = if same { case.fields.0.clone() } else { crate::model::Fields::default() };
    if same {
        fields.extend(personal.fields);
    }
    NewCase {
        class: new.class.clone().or_else(|| case.class.clone().filter(|_| same)),
        channel: case.channel.clone(),
        subject: new.subject.clone(),
        description: said(new.description.as_deref()).map_or_else(|| case.description.clone(), str::to_owned),
        priority: same.then(|| case.priority.clone()),
        customer_id: case.customer_id.clone(),
        contact_how: personal.contact_how,
        happened_at: case.happened_ms,
        unit_id: Some(case.unit_id.clone()),
        promise: new.promise.clone(),
        fields,
        kind,
        ..NewCase::default()
    }
}

/// The limits run from when the customer came.
fn since(hand: &mut Hand<'_, '_>, receipt: Stamp) -> Result<()> {
    let now = hand.now();
    for target in [Target::FirstResponse, Target::Resolution] {
        if !hand.clocks.iter().any(|it| it.is_live() && it.target == target) {
            continue;
        }
        hand.cancel(Which::All(target), "split")?;
        hand.tx.at(receipt);
        let started = hand.start(target, None);
        hand.tx.at(now);
        started?;
    }
    Ok(())
}

fn copy_note(hand: &mut Hand<'_, '_>, from: &Case, note: Note) -> Result<()> {
    let copy = talk::written(hand.tx, &hand.case, &hand.who, &note.kind, note.channel, note.body)?;
    let (from_number, written_by) = (Some(from.number), note.by_id);
    hand.tell(&Noted { note: copy.id, body: copy.body, mentions: Vec::new(), from_number, written_by })
}

fn copy_file(desk: &Desk, hand: &mut Hand<'_, '_>, file: Attachment) -> Result<()> {
    let mut content = Vec::new();
    desk.files().open(file.id.as_str()).and_then(|mut it| it.read_to_end(&mut content)).map_err(fault)?;
    let id: AttachmentId = hand.tx.id();
    let mut to = desk.files().create(id.as_str(), hand.tx.random()).map_err(fault)?;
    to.write_all(&content).map_err(fault)?;
    let digest = to.finish().map_err(fault)?.digest;
    let (by_id, at_ms) = (hand.who.person.clone(), hand.now());
    let copy = Attachment { id, case_id: hand.case.id.clone(), digest, by_id, at_ms, ..file };
    store::attachments::insert(hand.tx, &copy)?;
    hand.tell(&Attached { attachment: copy.id, name: copy.name, bytes: copy.bytes, media_type: copy.media_type })
}
