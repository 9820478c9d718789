//! Tags of a conversation, out of the one catalogue.

use base::Result;
use base::ids::ContactId;
use cases::api::PutTags;
use cases::events::TagNamed;
use db::Tx;
use web::Actor;

use super::sight;
use super::talk::{Word, append, tell};
use crate::events::Tagged;
use crate::handle::Channels;
use crate::model::{MessageKind, More, Notice, TagsChanged};
use crate::store;

/// Puts tags on a conversation and takes others off, over or not, for whoever may write in it.
///
/// # Errors
/// Refused when the conversation is out of sight, a tag is not in use, or there would be too many.
pub fn put(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId, put: &PutTags) -> Result<()> {
    let mut row = sight::held(of, tx, me, id)?;
    let (book, now) = (of.book(tx)?, tx.now());
    let most = book.at(now).cases()?.says.tags.at_most;
    let Some(it) = cases::api::retagged(tx, most, &row.tags.0, put)? else { return Ok(()) };
    row.tags.0 = it.now;
    let told = Tagged { added: it.told.added, removed: it.told.removed };
    store::tags::put(tx, &row, &told.added, &told.removed)?;
    tell(tx, me.by(), id, &told)?;
    let names = |all: &[TagNamed]| all.iter().map(|it| it.name.clone()).collect();
    let changed = TagsChanged { added: names(&told.added), removed: names(&told.removed) };
    let more = More { notice: Some(Notice::Tagged), tags: Some(changed), ..More::default() };
    // As a note it stays with us: no window, no letter and no list of the customer's shows it.
    let word = Word { kind: Some(MessageKind::Note), person: me.by(), more, ..Word::default() };
    append(of, tx, &mut row, word).map(drop)
}
