//! Files kept with a case: sealed in the vault, checked before they are taken, never shown inline as a page.

use std::io::Write as _;

use base::ids::{AttachmentId, CaseId};
use base::{Result, fault};
use db::Tx;
use web::Actor;

use super::Hand;
use crate::Desk;
use crate::events::Attached;
use crate::model::{Asker, Case};
use crate::refused::Refused;
use crate::rules::{files, may_note};
use crate::store;
use crate::store::attachments::Attachment;

/// A file that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Its name, as the sender calls it.
    pub name: String,
    /// Its media type, as the sender says.
    pub media_type: String,
    /// Its content.
    pub content: Vec<u8>,
}

impl Desk {
    /// Keeps a file with a case.
    ///
    /// # Errors
    /// Refused when the case is out of sight, or the file is empty, too large, or of a type that is not taken.
    pub fn attach(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, file: &NewFile) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        may_note(&hand.case, &hand.who)?;
        let bytes = i64::try_from(file.content.len()).unwrap_or(i64::MAX);
        let media_type = files::check(&hand.book, &file.media_type, &file.content, bytes)?;
        let new: AttachmentId = hand.tx.id();
        // Written before the row: a crash in between leaves a file that nothing refers to, never a row without one.
        let mut to = self.files().create(new.as_str(), hand.tx.random()).map_err(fault)?;
        to.write_all(&file.content).map_err(fault)?;
        let written = to.finish().map_err(fault)?;
        let attachment = Attachment {
            id: new,
            case_id: id.clone(),
            name: vault::media::safe_name(&file.name),
            media_type,
            bytes,
            digest: written.digest,
            by_id: hand.who.person.clone(),
            at_ms: hand.now(),
        };
        store::attachments::insert(hand.tx, &attachment)?;
        hand.tell(&Attached {
            attachment: attachment.id,
            name: attachment.name,
            bytes,
            media_type: attachment.media_type,
        })?;
        Ok(hand.case)
    }

    /// What is known of a file, for whoever sees its case.
    ///
    /// # Errors
    /// Refused as not found for everybody else.
    pub fn attachment(&self, tx: &mut Tx<'_>, me: &Actor, id: &AttachmentId) -> Result<Attachment> {
        let found = store::attachments::one(tx, id)?.ok_or(Refused::NoAttachment)?;
        let who = Asker::of(me);
        let seen = match store::case::any(tx, &found.case_id)?.and_then(|it| it.merged_into) {
            // Whoever sees the case it became one with sees its files there.
            Some(into) => store::case::seen(tx, &who, &into).or_else(|_| store::case::seen(tx, &who, &found.case_id)),
            None => store::case::seen(tx, &who, &found.case_id),
        };
        match seen {
            Err(failure) if failure.code() == Some("cases.not_found") => Err(Refused::NoAttachment.into()),
            Err(failure) => Err(failure),
            Ok(_) => Ok(found),
        }
    }
}
