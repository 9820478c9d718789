//! A person is taken out of what was said with them: names, numbers and addresses give way to the pseudonym, files go,
//! and the address by which they were known at an entrance is forgotten (CUS-2).

use base::Result;
use base::ids::{ContactId, CustomerId};
use customers::api::Redaction;
use db::Tx;
use db::events::Event as _;

use super::files;
use super::handing;
use super::receive;
use super::talk::tell;
use crate::events::{Redacted, TakenOver, Transferred};
use crate::handle::Channels;
use crate::jobs::anew;
use crate::model::{MessageRow, More, Notice};
use crate::store;

/// So many messages are read at once.
const BATCH: i64 = 200;

/// Takes a person out of a conversation, which ends if it has not.
pub(crate) fn conversation(of: &Channels, tx: &mut Tx<'_>, id: &ContactId, by: &Redaction) -> Result<()> {
    let Some(mut row) = store::conversations::hold(tx, id)? else { return Ok(()) };
    if row.closed_at.is_none() {
        handing::end(of, tx, &mut row, None, None, Notice::ClosedByCustomer)?;
    }
    row.subject = row.subject.map(|it| by.free(&it));
    row.last_text = by.free(&row.last_text);
    row.rating_text = row.rating_text.map(|it| by.free(&it));
    row.summary = row.summary.map(|it| by.free(&it));
    store::erasing::texts(tx, &row)?;
    let mut after = 0;
    loop {
        let some = store::messages::after(tx, id, after, BATCH)?;
        let Some(last) = some.last() else { break };
        after = last.seq;
        for message in some {
            redact(tx, message, by)?;
        }
    }
    store::erasing::drafts(tx, id)?;
    let files = store::files::of(tx, id)?;
    let count = i64::try_from(files.len()).unwrap_or(i64::MAX);
    files::throw_away(of, tx, files)?;
    anew(of, tx, &row)?;
    for kind in [Transferred::KIND, TakenOver::KIND] {
        let entries = db::events::of_contact(tx, kind, id)?;
        customers::api::redact_events(tx, by, &entries)?;
    }
    tell(tx, None, id, &Redacted { files: count })
}

fn redact(tx: &mut Tx<'_>, mut message: MessageRow, by: &Redaction) -> Result<()> {
    message.body = by.free(&message.body);
    let more = message.more.take().map(|it| it.0).unwrap_or_default();
    let more = More {
        files: Vec::new(),
        quoted: more.quoted.map(|it| by.free(&it)),
        // The letter's own look: its text stays, as far as it tells nobody.
        html: None,
        facts: by.json(more.facts),
        failure: more.failure.map(|it| by.free(&it)),
        ..more
    };
    let more = more.stored();
    store::erasing::message(tx, &message, more.as_ref())
}

/// Forgets under which addresses a customer was known: whoever writes from there again is somebody new.
pub(crate) fn parties(of: &Channels, tx: &mut Tx<'_>, customer: &CustomerId) -> Result<()> {
    for id in store::erasing::parties_of(tx, customer)? {
        let (blind, address) = receive::nobody(of, tx, &id)?;
        store::erasing::party(tx, &id, &blind, &address)?;
    }
    Ok(())
}
