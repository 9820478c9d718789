//! Files of messages: sealed in the vault, checked before they are taken, never shown as a page.

use std::io::Write as _;

use base::ids::{AttachmentId, ContactId, PartyId, PersonId};
use base::{Result, fault};
use cases::api::NewFile;
use db::Tx;
use web::Actor;

use super::sight;
use crate::handle::Channels;
use crate::model::{FileOf, StoredFile};
use crate::refused::Refused;
use crate::store;

/// So many files go with a message at most.
const MOST: usize = 10;

/// The media type under which policy takes a file.
///
/// # Errors
/// Refused when it is empty, too large, or of a type that policy does not take.
pub(crate) fn may_keep(of: &Channels, tx: &mut Tx<'_>, file: &NewFile) -> Result<String> {
    let (book, now) = (of.book(tx)?, tx.now());
    let rule = &book.at(now).cases()?.says.attachments;
    let bytes = i64::try_from(file.content.len()).unwrap_or(i64::MAX);
    if bytes == 0 {
        return Err(Refused::FileMissing.into());
    }
    if bytes > rule.at_most_bytes {
        return Err(Refused::FileTooLarge(rule.at_most_bytes).into());
    }
    let media_type = vault::media::media_type(&file.media_type, &file.content);
    if rule.types.contains(&media_type) { Ok(media_type) } else { Err(Refused::FileType(media_type).into()) }
}

/// Keeps a file that will go with a message.
///
/// # Errors
/// Refused when it is empty, too large, or of a type that policy does not take.
pub fn keep(
    of: &Channels,
    tx: &mut Tx<'_>,
    file: &NewFile,
    party: Option<&PartyId>,
    person: Option<&PersonId>,
) -> Result<StoredFile> {
    let media_type = may_keep(of, tx, file)?;
    let bytes = i64::try_from(file.content.len()).unwrap_or(i64::MAX);
    let id: AttachmentId = tx.id();
    // Written before the row: a crash in between leaves a file that nothing refers to, never a row without one.
    let mut to = of.files().create(id.as_str(), tx.random()).map_err(fault)?;
    to.write_all(&file.content).map_err(fault)?;
    let written = to.finish().map_err(fault)?;
    let stored = StoredFile {
        id,
        conversation_id: None,
        inside: false,
        party_id: party.cloned(),
        person_id: person.cloned(),
        name: vault::media::safe_name(&file.name),
        media_type,
        bytes,
        digest: written.digest,
        at: tx.now(),
    };
    store::files::add(tx, &stored)?;
    Ok(stored)
}

/// The files a message names, which go with it from now on; `inside` when it is said among colleagues.
///
/// # Errors
/// Refused when one of them is not there, is not the sender's, or was sent already.
pub(crate) fn to_send(
    tx: &mut Tx<'_>,
    conversation: &ContactId,
    ids: &[AttachmentId],
    inside: bool,
    theirs: impl Fn(&StoredFile) -> bool,
) -> Result<Vec<FileOf>> {
    let mut files = Vec::new();
    for id in ids.iter().take(MOST) {
        let found = store::files::one(tx, id)?.filter(|it| theirs(it) && it.conversation_id.is_none());
        files.push(FileOf::from(found.ok_or(Refused::NoFile)?));
        store::files::sent(tx, id, conversation, inside)?;
    }
    Ok(files)
}

/// Files go, and what is in them.
pub(crate) fn throw_away(of: &Channels, tx: &mut Tx<'_>, ids: impl IntoIterator<Item = AttachmentId>) -> Result<()> {
    for id in ids {
        store::files::remove(tx, &id)?;
        let kept = of.files().clone();
        tx.on_commit(move || {
            if let Err(error) = kept.remove(id.as_str()) {
                tracing::error!(file = id.as_str(), %error, "the content of a file could not be deleted");
            }
        });
    }
    Ok(())
}

/// A file, for a member of staff who sees its conversation or sent it.
///
/// # Errors
/// Refused as not found for everybody else.
pub fn file(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &AttachmentId) -> Result<StoredFile> {
    let found = store::files::one(tx, id)?.ok_or(Refused::NoFile)?;
    if found.person_id.is_some() && found.person_id.as_ref() == me.by() {
        return Ok(found);
    }
    let conversation = found.conversation_id.clone().ok_or(Refused::NoFile)?;
    match sight::seen(of, tx, me, &conversation) {
        Ok(_) => Ok(found),
        Err(failure) if failure.code() == Some("channels.not_found") => Err(Refused::NoFile.into()),
        Err(failure) => Err(failure),
    }
}
